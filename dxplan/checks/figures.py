"""The numbers of an item's texts beside the numbers of its fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import NumberMention, Reading, counted_as, same_unit
from dxplan.judging.indicators import Judged, Standing
from dxplan.model import Item, Ratio
from dxplan.model.aims import aim_of
from dxplan.values.patterns import regex
from dxplan.values.quantities import EXACT, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator

#: 「1,698.3万件」 stands for 16,983,735: a number written in thousands or more is held against the figure to that.
_ROUGH: Final = Decimal(1000)
_BRACKETED: Final = r"[（(][^（()）]{0,200}[)）]"
#: A number that counts something else than the whole: each time, each person, a half, what was or will be.
_OF_ANOTHER: Final = (
    *(
        "月",
        "月に",
        "週",
        "週に",
        "日",
        "日に",
        "毎月",
        "毎週",
        "毎日",
        "各",
        "各年度",
        "各回",
        "各校",
        "各課",
        "毎年",
        "毎年度",
    ),
    *(
        "男女",
        "男女各",
        "それぞれ",
        "定員",
        "目標",
        "基準",
        "前年",
        "前年度",
        "昨年",
        "昨年度",
        "前回",
        "うち",
        "上限",
        "最大",
    ),
    *("対象", "対象の", "計画", "予定", "定数", "全", "1人", "1人に"),
    *(f"{years}{unit}" for years in "23456789" for unit in ("年間", "か年", "カ年", "ヵ年", "箇年")),
    *(f"1{one}{each}" for one in ("", *"人社校回か件") for each in ("当たり", "につき")),
)
#: What the name of an indicator says whose yearly values are what has come together so far.
RUNNING: Final = ("累計", "累積")
_PARTICLES: Final = tuple("のはにをで：:")
_PART_BEHIND: Final = regex(r"\s?(?:の(?:うち|半|[0-9一二三四五六七八九]割|約半)|中|のうち|ずつ|以内に)")
_BEFORE: Final = 10


def is_running(indicator: Indicator) -> bool:
    """Whether the name of an indicator says that its values are what has come together so far."""
    return any(word in indicator.name for word in RUNNING)


def lone_indicators(assessment: Assessment) -> list[Judged]:
    """Return the indicators that are the only one of their unit: a number with that unit can mean no other."""
    of_unit: dict[str, Judged | None] = {}
    for judged in assessment.judged:
        unit = counted_as(judged.indicator.unit)
        of_unit[unit] = None if unit in of_unit else judged
    return [
        judged
        for unit, judged in of_unit.items()
        if unit and judged and judged.standing is not Standing.REFERENCE
    ]


def whole_numbers(reading: Reading, unit: str) -> list[NumberMention]:
    """Return the numbers of a text that may count the whole of what an indicator counts, in its unit.

    What stands in brackets qualifies the text (「うち7箇所」) and does not count; nor do changes, ranges, and numbers of
    something else (月1回, 各年度40人, 定員60人の半数, 3か年で1,800灯).
    """
    numbers = [
        number
        for number in reading.numbers
        if number.unit and same_unit(number.unit, unit) and not number.change and number.bound != "〜"
    ]
    if not numbers:
        return []
    brackets = [match.span() for match in re.finditer(_BRACKETED, reading.text)]
    return [
        number
        for number in numbers
        if not _is_of_another(reading.folded[max(0, number.start - _BEFORE) : number.start])
        and not _PART_BEHIND.match(reading.folded, number.end)
        and not _inside(brackets, number.start)
    ]


def _is_of_another(before: str) -> bool:
    """Whether what stands before a number says that it counts something else."""
    words = before[:-1] if before[-1:].isspace() else before
    return words.endswith(_OF_ANOTHER) or (words.endswith(_PARTICLES) and words[:-1].endswith(_OF_ANOTHER))


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether a place stands in one of the spans, which come in order."""
    at = bisect_right(spans, (place, place)) - 1
    return at >= 0 and place < spans[at][1]


def lone_number(reading: Reading, unit: str) -> NumberMention | None:
    """Return the number of a whole with a unit in a text if there is exactly one (see ``whole_numbers``)."""
    found = whole_numbers(reading, unit)
    return found[0] if len(found) == 1 else None


def known_values(item: Item) -> list[Decimal]:
    """Return every number in the fields of an item."""
    values: list[Decimal] = []
    for indicator in item.indicators:
        values += [indicator.baseline.value] if isinstance(indicator.baseline, Quantity) else []
        for year, target in indicator.numbers:
            aim = aim_of(indicator, target, year)
            values += [target.value, *([aim.value] if aim else [])]
            values += [target.high] if target.high is not None else []
        for _, actual in indicator.actuals:
            if isinstance(actual, Ratio):
                values += [actual.numerator, actual.denominator]
            elif isinstance(actual, Quantity):
                values.append(actual.value)
    return values


def stands_for(number: NumberMention, values: Iterable[Decimal]) -> bool:
    """Whether a number in a text is one of the values, written as roughly as it is."""
    return any(number.value == value or _roughly(number.value, value) for value in values)


def mistaken(written: Decimal, value: Decimal) -> bool:
    """Whether a number is so near to another that it is certainly meant for it: by little, swapped, a place off."""
    if not value or not written or written == value:
        return False
    swapped = min(abs(written), abs(value)) >= 10 and sorted(f"{written:f}") == sorted(f"{value:f}")
    near = EXACT.multiply(abs(written - value), Decimal(5)) <= max(abs(written), abs(value))
    return swapped or near or any(written == value.scaleb(power) for power in (-4, -3, -2, -1, 1, 2, 3, 4))


def _roughly(written: Decimal, value: Decimal) -> bool:
    step = Decimal(1)
    while written and written % (step * 10) == 0:
        step *= 10
    return step >= _ROUGH and abs(value - written) < step
