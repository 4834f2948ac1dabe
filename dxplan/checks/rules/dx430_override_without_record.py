"""実績のない項目の判定の変更

実績が記録されていない項目、今年度の指標に実績値のない項目で、判定だけが変えられています。
判定を変えられるのは、変える前のものがあるときだけです。記録されるまでは「未記録」のままで、達成には数えません。

悪い例:

    [[item.indicator]]
    name = "研修の開催回数"
    unit = "回"
    target = 12
    actual = "集計中"
    [item.result.override]
    verdict = "目標達成"
    reason = "おおむね開いた"

良い例: 実績値と、行ったこと（report）を記録する。まだ動く数なら、provisional に理由を書く（速報値）。

正しければ、項目に書きます:

    ignore = [{ code = "DX430", reason = "判定は議会に報告したもの" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find verdicts that a person has set where nothing is recorded that they could be a verdict of."""
    for assessment in subject.items:
        if assessment.result and assessment.waiting:
            yield Diagnostic(
                source=assessment.result.source.child("override", "verdict"),
                message=f"「{assessment.item.name}」は実績が未記録のまま、判定だけが"
                f"{assessment.waiting.verdict.label}に変えられています。達成には数えていません。",
                hint="実績値や report を記録してください。まだ動く数なら、指標に provisional（速報値である理由）を書いてください。",
            )
