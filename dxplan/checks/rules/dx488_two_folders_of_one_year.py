"""同じ年度の計画が、二つのフォルダにある

題名（年度を除く）と年度が同じ計画が、二つのフォルダにあります。写しを作って fiscal_year を書き換え忘れたか、古い控えが
残っています。どちらが正しい計画か、資料を作る人が迷います。

悪い例:

    plans/2019/plan.toml         fiscal_year = 2019
    plans/2019-copy/plan.toml    fiscal_year = 2019

良い例: 次の年度の計画なら fiscal_year を書き換える。控えは git に任せ、フォルダを消す。

正しければ、plan.toml に書きます:

    [checks]
    ignore = ["DX488"]    # 作業用の写し
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: More are only counted.
_NAMED: Final = 3


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find other folders with a plan of the same title and fiscal year."""
    others = subject.same_year
    if others:
        named = "、".join(others[:_NAMED]) + (f"など{len(others)}か所" if len(others) > _NAMED else "")
        yield Diagnostic(
            source=subject.plan.source.child("fiscal_year"),
            message=f"{long_year(subject.plan.fiscal_year)}の同じ題名の計画が、{named} にもあります。",
            hint="写しなら fiscal_year を書き換えてください。要らないフォルダは消してください。",
        )
