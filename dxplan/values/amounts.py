"""Amounts of the office's own fields: exact numbers in a unit, with nothing about them left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex
from dxplan.values.quantities import EXACT, MAX_DIGITS, Form, fold, parse_quantity, quantity_from_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

_EXACTLY: Final = regex(r"[▲△−+-]?[0-9.,]*(?P<scale>[0-9.,千百万億兆]*)")


def bare_amount(number: int | Decimal) -> Decimal | None:
    """Return a bare number of the file; None if it has more digits than any figure of a plan."""
    quantity = quantity_from_number(number)
    return quantity.value if quantity else None


def parse_amount(text: str, unit: str, units: Mapping[str, int]) -> Decimal | None:
    """Read an exact number as people write it (``1,200千円``); None if it is none, or in another unit.

    ``units`` are those that are changed into one another, each with its power of ten: with ``unit`` 千円 a text
    ``120万円`` means 1,200. A number with 万 or 千 and without a unit might mean two things where the unit has such a
    word too, and is refused.
    """
    own = fold(unit)
    quantity = parse_quantity(text, unit)
    if quantity is None or quantity.form is not Form.PLAIN or quantity.note:
        return None
    folded = fold(text)
    found = _EXACTLY.match(folded)
    rest = folded.removesuffix(quantity.unit) if quantity.unit else folded
    if found is None or not _EXACTLY.fullmatch(rest):  # 約, 強, 余り
        return None
    value = quantity.value
    if quantity.unit not in ("", own):
        if quantity.unit not in units or own not in units:
            return None
        value = EXACT.add(0, value.scaleb(units[quantity.unit] - units[own], EXACT).normalize(EXACT))
    elif not quantity.unit and units.get(own) and found["scale"]:
        return None
    return bare_amount(value) if abs(value.adjusted()) < MAX_DIGITS else None
