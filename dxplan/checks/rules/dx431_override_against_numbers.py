"""数字と違う判定への変更

指標の数字からは別の判定になる項目で、人が判定を変えています。理由があっても、公表する前にもう一度確かめます。
福島県の2019年度の実施結果では、300名の目標に108名の受講で「計画どおり実施」とされた項目がありました。

悪い例:

    target = 300
    actual = 108
    [item.result.override]
    verdict = "計画どおり実施"
    reason = "おおむね実施"

確かめた上でその判定を公表するなら、項目に書きます:

    ignore = [{ code = "DX431", reason = "動画とモデル地区は計画どおりで、課の判断による" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.scheme import UNRECORDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find overrules that say something else than the numbers."""
    for assessment in subject.items:
        override, computed = assessment.override, assessment.computed
        if assessment.result is None or override is None or computed == UNRECORDED:
            continue
        if override.verdict != computed:
            yield Diagnostic(
                source=assessment.result.source.child("override", "verdict"),
                message=f"「{assessment.item.name}」は数字では{computed.label}ですが、"
                f"{override.verdict.label}に変えられています（理由: {override.reason}）。",
                hint="このまま公表してよいか確かめ、よければ項目の ignore に DX431 と理由を書いてください。",
            )
