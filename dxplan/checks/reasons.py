"""未達 without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.diagnostics import Diagnostic, Part
from dxplan.model import Plan, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.judging import Assessment


def check_not_achieved(plan: Plan, assessments: tuple[Assessment, ...]) -> Iterator[Diagnostic]:
    """Yield DX308 for items that count as 未達 and say neither why nor why they were overruled."""
    del plan
    for assessment in assessments:
        result = assessment.result
        if assessment.repost or assessment.verdict is not Verdict.NOT_ACHIEVED:
            continue
        if result and (result.reason or result.override):
            continue
        yield Diagnostic(
            code="DX308",
            source=result.source if result else assessment.item.source,
            message=f"未達の項目「{assessment.item.name}」に理由がありません。",
            hint='[item.result] に reason = "台風により来館者が減ったため" のように書いてください。',
            part=Part.KEY,
        )
