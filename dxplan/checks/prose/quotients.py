"""Parts of a whole and the percentage stated with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.checks.prose.counters import same_unit
from dxplan.checks.prose.mentions import NumberMention, Quotient, phrase_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.prose.reading import Reading

_HINT = re.compile(r"中|うち|に対し|[/／]|[%％割].*の|の.*[%％割]", re.DOTALL)
# 「3,367件中、電子入札は3,123件」: a few words may stand between.
_OF = re.compile(
    r"\s*(?:件数|者数)?[のは]?\s*(?:中(?![学小央間心核部国止断長級立])|[、,(]?\s*うち|に対し)[^。;\n]{0,20}"
)
_SLASH = re.compile(r"\s*/\s*")
# 「（95%）」, 「、92.8%」, 「（実施率：92.8%）」; 「（満足度95%）」 and 「（全国80%）」 are of something else.
_RATE = "実施|達成|導入|整備|登録|参加|回答|回収|受講|取得|採択|進捗|利用|作成|設置|対応|完了|成立|活用|電子化|オンライン化|"
# Patterns kept as text are compiled by the first text that gets as far; in most plans none does.
_STATED = rf"\s*(?:[(、,]|で[、,]?)\s*(?:(?:(?:{_RATE})率|割合|比率|構成比)[はがの]?\s*:?|全体の)?\s*"
_LEADING = r"\s*\(\s*"
_PORTION = r"\s*\)?の"
_AMOUNT = r"\s*(?:に当たる|にあたる|である|、|,|\()\s*"
_CLOSING = r"\s*\)"


def quotients_in(reading: Reading) -> tuple[Quotient, ...]:
    """Return each part of a whole a text names with the percentage beside it (see ``find_quotients``)."""
    if _HINT.search(reading.text) is None or len(reading.numbers) < 2:
        return ()
    return tuple(_quotients(reading.text, reading.folded, reading.numbers))


def _quotients(text: str, folded: str, numbers: Sequence[NumberMention]) -> Iterator[Quotient]:
    index = 0
    while index + 1 < len(numbers):
        first, second = numbers[index : index + 2]
        third = numbers[index + 2] if index + 2 < len(numbers) else None
        if third and _is_portion(folded, first, second, third):
            yield _quotient(text, part=third, whole=first, stated=second)
            index += 3
            continue
        found = _part_and_whole(folded, first, second)
        if found is None:
            index += 1
            continue
        part, whole = found
        stated: NumberMention | None = None
        if third and _is_percentage(third) and re.compile(_STATED).fullmatch(folded, second.end, third.start):
            stated = third
            index += 1
        elif index and _is_percentage(numbers[index - 1]):
            # 「92.8%（3,123/3,367件）」
            leading = numbers[index - 1]
            if re.compile(_LEADING).fullmatch(folded, leading.end, first.start) and re.compile(
                _CLOSING
            ).match(folded, second.end):
                stated = leading
        # 「1/2以内」 is a fraction, 「86.1%（93/108）」 a quotient.
        if whole.unit or stated:
            yield _quotient(text, part=part, whole=whole, stated=stated)
        index += 2


def _part_and_whole(
    folded: str, first: NumberMention, second: NumberMention
) -> tuple[NumberMention, NumberMention] | None:
    if "%" in (first.unit, second.unit) or first.change or second.change:
        return None
    if _SLASH.fullmatch(folded, first.end, second.start):
        return (first, second) if not first.unit or same_unit(first.unit, second.unit) else None
    if first.unit and same_unit(first.unit, second.unit) and _OF.fullmatch(folded, first.end, second.start):
        return second, first
    return None


def _is_portion(folded: str, whole: NumberMention, stated: NumberMention, part: NumberMention) -> bool:
    """Return whether three numbers say 「100名の6割、60名」."""
    return (
        _is_percentage(stated)
        and bool(whole.unit)
        and whole.unit != "%"
        and same_unit(whole.unit, part.unit)
        and re.compile(_PORTION).fullmatch(folded, whole.end, stated.start) is not None
        and re.compile(_AMOUNT).fullmatch(folded, stated.end, part.start) is not None
    )


def _is_percentage(number: NumberMention) -> bool:
    return number.unit == "%" and not number.change and number.value >= 0 and number.bound != "〜"


def _quotient(
    text: str, *, part: NumberMention, whole: NumberMention, stated: NumberMention | None
) -> Quotient:
    start, end = phrase_span(text, part, whole, *([stated] if stated else []))
    return Quotient(start=start, end=end, text=text[start:end], part=part, whole=whole, stated=stated)
