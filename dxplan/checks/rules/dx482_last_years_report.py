"""実績の文が、前年度のまま

実績の文が、前年度の計画の同じ項目の文と一字も違いません。計画の写しを作ったとき、前年度の実績が残ったままかもしれません。
短い文（「適切に運用した。」など）は対象にしません。

悪い例（前年度の実績の文も同じ）:

    report = "県内3会場で講座を開き、企業の担当者に情報の守り方を教えた。"

良い例: 今年度にしたことを書く。まだなら [item.result] を消す。

毎年同じことをしていて正しいなら、項目に書きます:

    ignore = [{ code = "DX482", reason = "毎年同じ保守を行っている" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: Shorter reports are the same every year, and those without a number longer still.
_LENGTH: Final = 25
_LENGTH_WITH_NUMBERS: Final = 12


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find reports that last year's plan has at the same item."""
    year = subject.plan.fiscal_year
    for twin in subject.twins:
        result, before = twin.assessment.result, twin.item.result(year - 1)
        if result is None or before is None:
            continue
        words = fold(result.report)
        least = _LENGTH_WITH_NUMBERS if any(map(str.isdigit, words)) else _LENGTH
        if len(words) >= least and words == fold(before.report):
            yield Diagnostic(
                source=result.source.child("report"),
                message=f"「{twin.assessment.item.name}」の実績の文は、前年度と同じです。",
                hint="今年度にしたことを書いてください。まだなら [item.result] を消してください。",
            )
