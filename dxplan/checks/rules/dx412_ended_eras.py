"""終わった元号の年度

改元の前に立てた計画の「平成32年度」は、いまの読者には何年か分かりません。
「平成31年度」と「令和元年度」は同じ年度です。一つの資料では「令和元年度」に揃えます（平成31年4月までの日付はそのままです）。

悪い例:

    goal = "平成32年度までに全校に導入する。"

良い例:

    goal = "令和2年度までに全校に導入する。"

計画の文言として残すなら、項目に書きます:

    ignore = [{ code = "DX412", reason = "計画の原文のまま" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import YearMention
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: The last year of each ended era; 平成31年 is a year like any other, 平成31年度 is 令和元年度.
_LAST: Final = {"平成": 31, "昭和": 64}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find years beyond the end of their era, and fiscal 2019 by its old name."""
    for text in subject.texts:
        for mention in text.reading.years:
            if mention.era not in _LAST or _explained(mention) or not _ended(mention):
                continue
            now = long_year(mention.year)
            now = now if mention.fiscal else now.removesuffix("度")
            yield Diagnostic(
                source=text.source,
                message=f"「{mention.text}」は、いまの元号では{now}です。",
                hint=f"「{now}」と書いてください。計画の原文なら ignore に理由を書いて残せます。",
                phrase=mention.text,
            )


def _ended(mention: YearMention) -> bool:
    last = _LAST[mention.era]
    if mention.number == last and mention.era == "平成":
        return mention.fiscal
    return mention.number > last


def _explained(mention: YearMention) -> bool:
    """Whether the present era stands beside it: 平成31（令和元）年度."""
    return mention.pair is not None and mention.pair.era not in ("", mention.era)
