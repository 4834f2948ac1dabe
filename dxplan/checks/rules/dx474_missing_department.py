"""担当の書かれていない項目

部局と課が分からない項目は、調査票の送り先も、資料の「部局等名 担当課」も空欄になります。
担当がまだ決まらない計画なら、plan.toml の [checks] の ignore に DX474 と書いて止められます。

悪い例:

    [[item]]
    id = "koho"
    name = "広報事業"

良い例:

    [[item]]
    id = "koho"
    name = "広報事業"
    departments = ["総務部 広報課"]

正しければ、項目に書きます:

    ignore = [{ code = "DX474", reason = "担当は事業ごとに決める" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model import ItemKind
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find projects without a department; a KPI or 基本目標 is nobody's task."""
    for assessment in subject.items:
        item = assessment.item
        if item.departments or item.kind in (ItemKind.KPI, ItemKind.GOAL):
            continue
        yield Diagnostic(
            source=item.source.child("departments"),
            message=f"項目「{item.name}」に担当の部局と課がありません。",
            hint='departments = ["総務部 広報課"] のように書いてください。',
        )
