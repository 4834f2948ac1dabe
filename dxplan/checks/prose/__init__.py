"""Reading Japanese prose: numbers, dates and fiscal years in running text, and what they say of one another."""

from __future__ import annotations

from dxplan.checks.prose.counters import counted_as, normal_unit, same_unit
from dxplan.checks.prose.numbers import NumberMention
from dxplan.checks.prose.reading import Reading
from dxplan.checks.prose.relations import (
    Quotient,
    StatedChange,
    fits,
    fits_factor,
    fits_growth,
    shown_percentage,
)
from dxplan.checks.prose.sums import Sum
from dxplan.checks.prose.years import YearMention

__all__ = [
    "NumberMention",
    "Quotient",
    "Reading",
    "StatedChange",
    "Sum",
    "YearMention",
    "counted_as",
    "fits",
    "fits_factor",
    "fits_growth",
    "normal_unit",
    "same_unit",
    "shown_percentage",
]
