"""理由のない未達

未達の項目は、委員会で必ず理由を聞かれます。資料を作る前に、担当課に確かめておきます。

悪い例:

    [item.result]
    done = true

良い例:

    [item.result]
    done = true
    reason = "台風により来館者が減ったため"

正しければ、項目に書きます:

    ignore = [{ code = "DX308", reason = "理由は別の資料で公表している" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model import ItemKind
from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.scheme import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: What is measured, not done by a section.
_NOBODYS: Final = frozenset({ItemKind.KPI, ItemKind.GOAL})


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find items that count as 未達 and say neither why nor why they were overruled."""
    for assessment in subject.items:
        result = assessment.result
        if (
            assessment.verdict.tone is not Tone.BAD
            or assessment.item.kind in _NOBODYS
            or (result and (result.reason or result.override))
        ):
            continue
        yield Diagnostic(
            source=result.source if result else assessment.item.source,
            message=f"{assessment.verdict.label}の項目「{assessment.item.name}」に理由がありません。",
            hint='[item.result] に reason = "台風により来館者が減ったため" のように書いてください。',
        )
