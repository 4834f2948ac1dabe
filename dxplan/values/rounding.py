"""Rounding of rates, declared by the plan and done in whole numbers."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Final

from dxplan.values.absence import NOTHING

#: What stands in place of a rate where there is none.
NO_RATE: Final = NOTHING


class Rounding(Enum):
    """How a rate is cut to its digits; the value is what stands in ``plan.toml``."""

    HALF_UP = "half_up"
    DOWN = "down"

    @property
    def label(self) -> str:
        """The word a reader of handouts knows."""
        return {"half_up": "四捨五入", "down": "切り捨て"}[self.value]


def percentage(part: int, whole: int, *, digits: int, rounding: Rounding) -> str:
    """Return ``part / whole`` in percent as printed: ``75.0``, ``86.1``, ``100``; ``－`` if ``whole`` is 0.

    A rate of exactly 100 has no decimals, as in 福島県 2019年度実施結果 (direction 4) and its 総括.
    """
    if whole == 0:
        return NO_RATE
    if part == whole:
        return "100"
    return f"{divide(part * 100, whole, digits=digits, rounding=rounding):f}"


def in_percent(rate: str) -> str:
    """Return a printed rate with its sign: ``86.1%``; ``－`` stands alone."""
    return rate if rate == NO_RATE else f"{rate}%"


def divide(numerator: int, denominator: int, *, digits: int, rounding: Rounding) -> Decimal:
    """Return a quotient rounded by its size: half up away from zero, down towards it. ``denominator`` is positive."""
    quotient, rest = divmod(abs(numerator) * 10**digits, denominator)
    if rounding is Rounding.HALF_UP and rest * 2 >= denominator:
        quotient += 1
    return Decimal(f"{-quotient if numerator < 0 else quotient}E-{digits}")
