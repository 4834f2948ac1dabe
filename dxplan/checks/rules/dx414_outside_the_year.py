"""実績の文の日付が、計画の年度の外

実績の文に書いた日付が、どれもこの年度（4月から翌年3月）の外です。年の書き間違いか、前の年度の文の消し忘れです。
予定・時点・比較として書かれた日付と、翌年度の初めに公表・報告したことは対象にしません。

悪い例（令和元年度の計画）:

    report = "令和2年10月12日に大会を開いた。"
    report = "平成30年度は相談員を2人置いた。"

良い例:

    report = "令和元年10月12日に大会を開いた。"

前年度からの準備などで正しいなら、項目に書きます:

    ignore = [{ code = "DX414", reason = "前年度の3月に契約した事業" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import TextKind
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import Reading, YearMention
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: What stands behind a date that is no day on which something was done.
_NO_DEED: Final = regex(
    r"\s*[)）]?\s*(?:から|より|まで|時点|現在|末|以[降後前]|比|の(?!\s?[0-9]+\s?(?:回|日間|会場))|と|実績|予定|見込|頃?を?予定|頃?を?目|"
    r"に(?:予定|向け|比べ|対し)|当初|付け)"
)
#: Something is done there: the sentence of the date ends in the past.
_DONE: Final = regex(r"(?:た|ました|済み?|完了|実施|開催|稼働|終了)[。）)]?\s*(?:\n|\Z)|た。")
_LATER: Final = regex(r"予定|見込|目指|計画である|次年度|来年度|前年|昨年|決算|確定|比べ")
#: What is done with results once the year is over.
_AFTERWARDS: Final = regex(r"公表|公開|報告|発表")
_TOPIC: Final = regex(r"(?:は|には|においては)、?")
#: 「R元.7.4、R元.9.12」, 「9月4日に訓練を、2月12日に図上訓練を行った」, 「研修を5月23日に、報告会を2月14日に開いた」.
_LISTED: Final = regex(r"\s*(?:[、,・]|と|及び)\s*|に[^、。\n]{1,40}[をが]、\s*|に、[^、。\n]{1,30}[をは]")
#: Reports are written in the first months of the next year.
_WRITTEN: Final = 7

#: How much of the sentence behind a date is read.
_LENGTH: Final = 80


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find dates in reports that stand for deeds and fall outside the fiscal year of the result."""
    for text in subject.texts:
        if text.kind is not TextKind.REPORT or text.item is None:
            continue
        year = _year_of(text.source.key, subject.plan.span.year)
        found = _outside(text.reading, year)
        if found is not None:
            yield Diagnostic(
                source=text.source,
                message=f"「{found.text}」は{long_year(year)}の外です。",
                hint="年を確かめてください。前の年度の文の消し忘れなら書き直してください。",
                phrase=found.text,
            )


def _year_of(key: tuple[str | int, ...], year: int) -> int:
    """Return the year of a result: of ``result.R4.report`` that of its key."""
    from dxplan.values.years import parse_fiscal_year

    named = parse_fiscal_year(key[-2]) if isinstance(key[-2], str) and key[-2] != "result" else None
    return named or year


def _outside(report: Reading, year: int) -> YearMention | None:
    inside = any(mention.fiscal_year == year for mention in report.years)
    before: YearMention | None = None
    for mention in report.years:
        if mention.fiscal_year in (year, None):
            before = mention
            continue
        # One of a list whose others are of the year; or a day on which the report had long been written.
        listed = (
            before is not None and _LISTED.fullmatch(report.folded, before.end, mention.start) is not None
        )
        late = mention.month is not None and (mention.year, mention.month) >= (year + 1, _WRITTEN)
        if (listed or late or not inside) and _is_deed(report, mention, year):
            return mention
        before = None
    return None


def _is_deed(report: Reading, mention: YearMention, year: int) -> bool:
    folded = report.folded
    ahead = folded[mention.end : mention.end + _LENGTH]
    sentence = ahead[
        : min((place + 1 for sign in "。\n" if (place := ahead.find(sign)) >= 0), default=_LENGTH)
    ]
    if _NO_DEED.match(folded, mention.end) or _LATER.search(sentence):
        return False
    if (mention.fiscal_year or year) > year and _AFTERWARDS.search(sentence):
        return False
    if mention.month is None:
        # A year alone is the topic of its sentence, at the beginning of the report.
        return mention.fiscal and mention.start <= 1 and _TOPIC.match(folded, mention.end) is not None
    return _DONE.search(sentence) is not None
