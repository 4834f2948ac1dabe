"""終わりが始まりより前の期間

期間の終わりや、終えた日が、始めた日より前です。年の書き間違いです。

悪い例:

    report = "令和5年6月に着手し、令和5年3月に終えた。"
    overview = "次期の計画（令和6～5年度）を策定する。"

良い例:

    report = "令和5年6月に着手し、令和6年3月に終えた。"
    overview = "次期の計画（令和6～15年度）を策定する。"

正しければ、項目に書きます:

    ignore = [{ code = "DX416", reason = "新しい年度から順に書いた" }]
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import Reading, YearMention
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: No words between two dates of one period are longer.
_APART: Final = 60
_RANGE: Final = regex(r"\s*~\s*")
_FROM: Final = regex(r"\s*から\s*")
_UNTIL: Final = regex(r"\s*末?(?:まで|にかけ)")
_BEGUN: Final = regex(
    r"(?:に|から)[^。\n]*(?:着手|開始|始め|始ま|契約|発注|着工|起工|就航|開設|設置|募集|公募)[^。\n]*、[^。\n]*"
)
_ENDED: Final = regex(r"(?:に[^、。\n]{0,12}(?:終え|終わ|完了|完成|終了|竣工|しゅん工|閉鎖|閉館)|まで)")
#: 「令和6～5年度」: reading takes the second for a year only where it is later.
_NUMBER: Final = regex(r"~\s*(?P<last>[0-9]{1,2})年(?!間|前|目|後|以|生|[0-9])度?")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find periods whose end stands before their beginning."""
    for text in subject.texts:
        for period, end in _backwards(text.reading) if text.reading.years else ():
            yield Diagnostic(
                source=text.source,
                message=f"「{period}」は、終わり（{end}）が始まりより前です。",
                hint="年を確かめてください。",
                phrase=period,
            )


def _backwards(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the periods of a text that end before they begin, and how their ends are written."""
    for first, last in pairwise(reading.years):
        if _is_before(last, first) and _is_period(reading, first, last):
            yield reading.text[first.start : last.end], last.text
    for first in reading.years:
        if first.era == "令和" and reading.folded.startswith("~", first.end):
            number = _NUMBER.match(reading.folded, first.end)
            if number and int(number["last"]) < first.number:
                yield reading.text[first.start : number.end()], number[0][1:]


def _is_before(last: YearMention, first: YearMention) -> bool:
    """Whether a date lies before another, as exactly as both are written."""
    if last.month is None or first.month is None:
        return last.fiscal == first.fiscal and last.month == first.month and last.year < first.year
    one, other = (last.year, last.month), (first.year, first.month)
    days = last.day is not None and first.day is not None
    return one < other or (one == other and days and (last.day or 0) < (first.day or 0))


def _is_period(reading: Reading, first: YearMention, last: YearMention) -> bool:
    folded = reading.folded
    if last.start - first.end > _APART:
        return False
    if _RANGE.fullmatch(folded, first.end, last.start):
        return True
    if _FROM.fullmatch(folded, first.end, last.start):
        return _UNTIL.match(folded, last.end) is not None
    begun = _BEGUN.fullmatch(folded, first.end, last.start)
    return begun is not None and _ENDED.match(folded, last.end) is not None
