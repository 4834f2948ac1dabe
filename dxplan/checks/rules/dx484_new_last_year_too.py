"""前年度からある項目に「新規」の印

前年度の計画にもある項目に new（新規）の印があります。前年度の印の消し忘れです。

悪い例（前年度の計画にも id = "kouza" がある）:

    id = "kouza"
    new = "○"

良い例: new の行を消す。中身の一部が新しいなら new = "一部" と書く。

新しい事業なら id を変えます。そのままで正しければ、項目に書きます:

    ignore = [{ code = "DX484", reason = "前年度は年度の途中で始めた" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model import Novelty
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find items marked as new that last year's plan has."""
    for twin in subject.twins:
        item = twin.assessment.item
        if item.new is not None and item.new is not Novelty.PARTLY:
            yield Diagnostic(
                source=item.source.child("new"),
                message=f"「{item.name}」は新規とされていますが、前年度の計画にもあります。",
                hint="new の行を消してください。",
            )
