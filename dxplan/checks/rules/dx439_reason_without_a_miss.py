"""達成した項目に、未達の理由がある

目標に届いた項目に「未達の理由」が書かれています。実績値の欄に目標値を写したか、理由の消し忘れです。

悪い例:

    target = 500
    actual = 500
    [item.result]
    reason = "申込みが少なかった。"

良い例: 実績値を確かめる。届いたのなら、理由を消す。

    dxplan record 2019 koza --clear reason

残すなら、項目に書きます:

    ignore = [{ code = "DX439", reason = "年度の途中の経緯を残す" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.judging.indicators import Standing
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.model import Result

SEVERITY: Final = Severity.WARNING


def _folder(result: Result) -> str:
    return result.source.path.rpartition("/")[0]


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find reasons for a miss in items all of whose due indicators are met and nobody has overruled."""
    for assessment in subject.items:
        result = assessment.result
        if result is None or not result.reason or result.override or result.done is False:
            continue
        due = [judged for judged in assessment.judged if judged.is_due]
        if due and all(judged.standing is Standing.MET for judged in due):
            yield Diagnostic(
                source=result.source.child("reason"),
                message=f"「{assessment.item.name}」は目標に届いていますが、未達の理由が書かれています。",
                hint=f"実績値を確かめてください。届いたのなら dxplan record {_folder(result)} {assessment.item.id} "
                "--clear reason で理由を消せます。",
            )
