"""Two values and the growth a text states between them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from dxplan.checks.prose.counters import same_unit
from dxplan.checks.prose.mentions import Change, NumberMention, YearMention, phrase_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.prose.reading import Reading

_HINT = re.compile(r"[増減倍▲△]|[-−－][0-9０-９]|アップ|ダウン|伸び|削減|短縮|低減|低下|上昇|向上")
# Patterns kept as text are compiled by the first text that gets as far; in most plans none does.
# 「7,605人からR元年度の9,852人」: words may stand between, another clause may not.
_FROM = r"[)\s]*(?:から、?|→)[^。、\n]{0,20}"
# 「へと増加し、」, 「（前年度比」; another subject (「、視聴回数は30%増」) has its own values.
_TO = (
    r"\s*(?:まで|[へに])?と?(?:なり|なった|増加|減少|増え|減り|伸び|拡大|縮小|上昇|低下|向上)?(?:した|して|し|た|て)?"
    r"\s*[(、,]?\s*(?:(?:対?前年度?比|増加率|増減率|減少率|削減率|伸び率|上昇率)[はで]?:?)?\s*"
)
_DOUBLED = re.compile(r"\s*(?:[へにと]|まで)と?(?P<word>倍増)")
# 「から30%増の9,852人」
_MIDDLE = r"\s*[)]?の[^。\n、]{0,6}"
_BRACKET = r"\s*\(\s*"
_ARROW = r"\s*(?:から|→)\s*"
# What may stand between a statement, its years and its values: 「30%増 ・H31.3末時点：7,605人」.
_LABEL = r"[\s・*(\[、,:→の-]*(?:時点|現在|末|年度|年中|実績|中)*[\s)\]:は,、→の-]*"


def changes_in(reading: Reading) -> tuple[Change, ...]:
    """Return values before and after, and the growth stated between them (see ``find_changes``)."""
    if _HINT.search(reading.text) is None or len(reading.numbers) < 2:
        return ()
    return tuple(_changes(reading))


def _changes(reading: Reading) -> Iterator[Change]:
    text, folded, numbers, years = reading.text, reading.folded, reading.numbers, reading.years
    index = 0
    while index + 1 < len(numbers):
        first, second = numbers[index : index + 2]
        third = numbers[index + 2] if index + 2 < len(numbers) else None
        found = (
            _phrase(folded, first, second, third)
            or _doubled(text, folded, first, second)
            or _listed(folded, years, first, second, third)
        )
        if found is None:
            index += 1
            continue
        before, after, stated = found
        yield _change(text, before, after, stated)
        index += 3 if third in (before, after, stated) else 2


_Found = tuple[NumberMention, NumberMention, NumberMention]


def _phrase(
    folded: str, first: NumberMention, second: NumberMention, third: NumberMention | None
) -> _Found | None:
    if third is None:
        return None
    if _growth(third) and _counted(first, second):
        if re.compile(_FROM).fullmatch(folded, first.end, second.start) and re.compile(_TO).fullmatch(
            folded, second.end, third.start
        ):
            return first, second, third
    elif _growth(second) and _counted(first, third):
        if re.compile(_FROM).fullmatch(folded, first.end, second.start) and re.compile(_MIDDLE).fullmatch(
            folded, second.end, third.start
        ):
            return first, third, second
    elif (
        _growth(first)
        and _counted(second, third)
        and re.compile(_BRACKET).fullmatch(folded, first.end, second.start)
        and re.compile(_ARROW).fullmatch(folded, second.end, third.start)
    ):
        return second, third, first
    return None


def _doubled(text: str, folded: str, first: NumberMention, second: NumberMention) -> _Found | None:
    match = _DOUBLED.match(folded, second.end)
    if (
        match is None
        or not _counted(first, second)
        or not re.compile(_FROM).fullmatch(folded, first.end, second.start)
    ):
        return None
    start, end = match.span("word")
    stated = NumberMention(start=start, end=end, text=text[start:end], value=Decimal(2), unit="倍")
    return first, second, stated


def _listed(
    folded: str,
    years: Sequence[YearMention],
    stated: NumberMention,
    second: NumberMention,
    third: NumberMention | None,
) -> _Found | None:
    """Return the two dated values behind a statement, the earlier first."""
    if third is None or not _growth(stated) or not _counted(second, third) or second.unit != third.unit:
        return None
    one = _date_between(folded, years, stated.end, second.start)
    other = _date_between(folded, years, second.end, third.start)
    if one is None or other is None or one == other:
        return None
    return (second, third, stated) if one < other else (third, second, stated)


def _date_between(
    folded: str, years: Sequence[YearMention], start: int, end: int
) -> tuple[int, int, int] | None:
    """Return the date of the one year between two numbers, if nothing but its label stands there."""
    inside = [year for year in years if start <= year.start and year.end <= end]
    if len(inside) != 1:
        return None
    year = inside[0]
    label = folded[start : year.start] + folded[year.end : end]
    if len(label) > 40 or re.compile(_LABEL).fullmatch(label) is None:
        return None
    # A fiscal year ends in March of the next one.
    if year.fiscal or year.month is None:
        return (year.year + 1, 3, 31) if year.fiscal else (year.year, 12, 31)
    return year.year, year.month, year.day or 31


def _growth(number: NumberMention) -> bool:
    if number.unit == "倍":
        return True
    return number.unit == "%" and (bool(number.change) or number.value < 0)


def _counted(first: NumberMention, second: NumberMention) -> bool:
    """Return whether two numbers can be the values before and after: one counter, and no growth themselves."""
    if _growth(first) or _growth(second) or first.change or second.change:
        return False
    return not first.unit or same_unit(first.unit, second.unit)


def _change(text: str, before: NumberMention, after: NumberMention, stated: NumberMention) -> Change:
    start, end = phrase_span(text, before, after, stated)
    return Change(start=start, end=end, text=text[start:end], before=before, after=after, stated=stated)
