"""The numbers of an item's texts beside the numbers of its fields."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import NumberMention, Reading, same_unit
from dxplan.judging.indicators import Judged, Standing, aim_of
from dxplan.model import Item, Pending, Ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.judging.items import Assessment

#: 「1,698.3万件」 stands for 16,983,735: a number written in thousands or more is held against the figure to that.
_ROUGH: Final = Decimal(1000)
_BRACKETED: Final = re.compile(r"[（(][^（()）]*[)）]")


def lone_indicators(assessment: Assessment) -> list[Judged]:
    """Return the indicators that are the only one of their unit: a number with that unit can mean no other."""
    units = [judged.indicator.unit for judged in assessment.judged]
    return [
        judged
        for judged in assessment.judged
        if judged.standing is not Standing.REFERENCE
        and judged.indicator.unit
        and sum(same_unit(judged.indicator.unit, unit) for unit in units) == 1
    ]


def lone_number(text: str, unit: str) -> NumberMention | None:
    """Return the number with a unit in a text if there is exactly one, and it is no change or range.

    What stands in brackets qualifies the text (「うち7箇所」) and does not count.
    """
    plain = _BRACKETED.sub(lambda match: "　" * len(match[0]), text)
    found = [n for n in Reading(plain).numbers if n.unit and same_unit(n.unit, unit)]
    return found[0] if len(found) == 1 and not found[0].change and found[0].bound != "〜" else None


def known_values(item: Item) -> list[Decimal]:
    """Return every number in the fields of an item."""
    values: list[Decimal] = []
    for indicator in item.indicators:
        values += [indicator.baseline.value] if indicator.baseline else []
        for _, target in indicator.targets:
            values += [target.value, aim_of(indicator, target).value]
            values += [target.high] if target.high is not None else []
        for _, actual in indicator.actuals:
            if isinstance(actual, Ratio):
                values += [actual.numerator, actual.denominator]
            elif not isinstance(actual, Pending):
                values.append(actual.value)
    return values


def stands_for(number: NumberMention, values: Iterable[Decimal]) -> bool:
    """Whether a number in a text is one of the values, written as roughly as it is."""
    return any(number.value == value or _roughly(number.value, value) for value in values)


def _roughly(written: Decimal, value: Decimal) -> bool:
    step = Decimal(1)
    while written and written % (step * 10) == 0:
        step *= 10
    return step >= _ROUGH and abs(value - written) < step
