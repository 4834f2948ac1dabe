"""Whether a stated percentage or factor is what two numbers give, in whole numbers throughout.

People round half up or cut off (福島県 2019年度実施結果 rounds, its 総括 cuts off), so either fits.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dxplan.values.rounding import Rounding, percentage

if TYPE_CHECKING:
    from dxplan.checks.prose.mentions import NumberMention


def fits(stated: Decimal, digits: int, part: Decimal | int, whole: Decimal | int) -> bool:
    """Return whether ``stated`` percent is ``part / whole``, rounded half up or cut off at its digits."""
    numerator, denominator = _ratio(part, whole)
    return _fits(stated, digits, numerator * 100, denominator)


def fits_growth(stated: Decimal, digits: int, before: Decimal | int, after: Decimal | int) -> bool:
    """Return whether ``stated`` percent (negative for a fall) is the growth from ``before`` to ``after``."""
    numerator, denominator = _ratio(after, before)
    return _fits(stated, digits, (numerator - denominator) * 100, denominator)


def fits_factor(stated: Decimal, digits: int, before: Decimal | int, after: Decimal | int) -> bool:
    """Return whether ``after`` is ``stated`` times ``before``, at the digits given."""
    return _fits(stated, digits, *_ratio(after, before))


def shown_percentage(part: Decimal | int, whole: Decimal | int, digits: int) -> str:
    """Return ``part / whole`` in percent as it should be printed, rounded half up; ``－`` if ``whole`` is 0."""
    numerator, denominator = _ratio(part, whole)
    shown = percentage(abs(numerator), denominator, digits=max(digits, 0), rounding=Rounding.HALF_UP)
    return f"-{shown}" if numerator < 0 else shown


def fits_quotient(stated: NumberMention, part: Decimal, whole: Decimal) -> bool:
    """Return whether a percentage as written fits: ``90%以上`` and ``9割強`` mean more than one number."""
    value, digits = stated.value, stated.digits
    numerator, denominator = _ratio(part, whole)
    if not denominator:
        return False
    top, bottom = value.as_integer_ratio()
    difference = numerator * 100 * bottom - top * denominator
    match stated.bound:
        case "以上" | "超":
            return difference > 0 or (difference == 0 and stated.bound == "以上")
        case "以下" | "未満":
            return difference < 0 or (difference == 0 and stated.bound == "以下")
        case "弱":
            value -= Decimal(1).scaleb(-digits)
            return fits(value, digits, part, whole)
        case "〜":
            return True
    # 「約90%」 is said of 92.75: a round number of percent is round to ten.
    if stated.approximate and digits == 0 and value % 10 == 0:
        digits = -1
    return fits(value, digits, part, whole)


def _ratio(part: Decimal | int, whole: Decimal | int) -> tuple[int, int]:
    """Return the quotient as numerator and denominator, the denominator not negative."""
    top, bottom = part.as_integer_ratio()
    whole_top, whole_bottom = whole.as_integer_ratio()
    numerator, denominator = top * whole_bottom, bottom * whole_top
    return (-numerator, -denominator) if denominator < 0 else (numerator, denominator)


def _fits(stated: Decimal, digits: int, numerator: int, denominator: int) -> bool:
    if denominator == 0:
        return False
    if numerator < 0:
        stated, numerator = -stated, -numerator
    # In units of the last digit written: s - 1/2 <= quotient < s + 1, the union of both ways of rounding.
    top, bottom = stated.as_integer_ratio()
    finer: int
    coarser: int
    finer, coarser = 10 ** max(digits, 0), 10 ** max(-digits, 0)
    top, bottom = top * finer, bottom * coarser
    numerator, denominator = numerator * finer, denominator * coarser
    return (2 * top - bottom) * denominator <= 2 * numerator * bottom < 2 * (top + bottom) * denominator
