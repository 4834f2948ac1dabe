"""年度に月が付いている

「2020年度4月」は、2020年4月なのか、2020年度のことなのか分かりません。1〜3月では一年ずれて読まれます。

悪い例:

    goal = "2020年度4月からの本稼働を目指す。"

良い例:

    goal = "2020年4月からの本稼働を目指す。"

正しければ、項目に書きます:

    ignore = [{ code = "DX413", reason = "要綱の書き方のまま" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find a month written directly behind a fiscal year."""
    for text in subject.texts:
        for mention in text.reading.years:
            if mention.fiscal and mention.month is not None:
                plain = mention.text.replace("年度", "年")
                yield Diagnostic(
                    source=text.source,
                    message=f"「{mention.text}」は、年度と月が続いています。",
                    hint=f"その月のことなら「{plain}」と書いてください。",
                    phrase=mention.text,
                )
