"""和暦と西暦が合わない

並べて書いた和暦と西暦が、違う年を指しています。
福島県の総括には「令和３（２０２２）年度」とありました。令和3年度は2021年度です。

悪い例:

    comment = ["令和元（2019）年度から令和３（2022）年度までの３年間に取り組んだ。"]

良い例:

    comment = ["令和元（2019）年度から令和３（2021）年度までの３年間に取り組んだ。"]

正しければ、項目に書きます:

    ignore = [{ code = "DX411", reason = "引用した文書の原文のまま" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find one year written in two notations that do not agree."""
    for text in subject.texts:
        for mention in text.reading.years:
            pair = mention.pair
            if pair is None or pair.year == mention.year:
                continue
            era, western = (mention, pair) if mention.era else (pair, mention)
            yield Diagnostic(
                source=text.source,
                message=f"「{mention.text}」の和暦と西暦が合いません（{era.era}{era.number}年は{era.year}年です）。",
                hint=f"{era.era}{era.number}年なら{era.year}、{western.year}年が正しければ和暦の方を直してください。",
                phrase=mention.text,
            )
