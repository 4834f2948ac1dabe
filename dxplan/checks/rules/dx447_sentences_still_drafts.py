"""下書きのままの文がある

`dxplan compose` が数から作った文の先頭に、【下書き】が残っています。人が確かめるまで、委員会に出す資料は作れません。

悪い例:

    comment = ["【下書き】108項目のうち93項目（86.1%）が目標達成または計画どおり実施となった。"]

良い例: 文を確かめ、直して、【下書き】を消す。

    comment = ["8割を超える項目が目標達成または計画どおり実施となった。"]

消さずに残すなら、plan.toml に書きます:

    ignore = [{ code = "DX447", reason = "委員会の前の会議で使う" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.handouts import DRAFTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find sentences that nobody has taken over from the program."""
    texts = subject.written
    for hit in texts.hits(DRAFTED) if texts.holds(DRAFTED) else ():
        yield Diagnostic(
            source=hit.text.source,
            message="下書きのままの文です。",
            hint=f"文と数を確かめて、先頭の{DRAFTED}を消してください。",
            phrase=DRAFTED,
        )
