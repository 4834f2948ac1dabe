"""The one reader of Japanese numbers, dates and fiscal years in running text.

Everything is pure and linear; every mention says where in the given text it stands. Reading is done on a
folded copy of the same length, so that positions in it are positions in the text.
"""

from __future__ import annotations

from dxplan.checks.prose.counters import normal_unit, same_unit
from dxplan.checks.prose.fitting import fits, fits_factor, fits_growth, shown_percentage
from dxplan.checks.prose.mentions import Change, NumberMention, Quotient, Sum, YearMention
from dxplan.checks.prose.reading import (
    Reading,
    find_changes,
    find_numbers,
    find_quotients,
    find_sums,
    find_years,
)

__all__ = [
    "Change",
    "NumberMention",
    "Quotient",
    "Reading",
    "Sum",
    "YearMention",
    "find_changes",
    "find_numbers",
    "find_quotients",
    "find_sums",
    "find_years",
    "fits",
    "fits_factor",
    "fits_growth",
    "normal_unit",
    "same_unit",
    "shown_percentage",
]
