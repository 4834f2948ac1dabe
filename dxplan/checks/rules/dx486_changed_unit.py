"""指標の単位が、前年度と違う

同じ項目の同じ名前の指標の単位が、前年度と違います。年度の比べ方が変わるので、値も書き換えたか確かめます。

悪い例（前年度の単位は「千円」）:

    name = "融資額"
    unit = "円"

良い例: 前年度と同じ単位で書く。数えるものが違うなら、指標の名前も変える。

変えたのなら、項目に書きます:

    ignore = [{ code = "DX486", reason = "今年度から円で公表する" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import same_unit
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find indicators whose unit is another than last year's."""
    for twin in subject.twin_indicators:
        unit, before = twin.judged.indicator.unit, twin.indicator.unit
        if unit and before and not same_unit(unit, before):
            yield Diagnostic(
                source=twin.judged.indicator.source.child("unit"),
                message=f"「{twin.judged.indicator.name}」の単位「{unit}」は、前年度の計画では「{before}」です。",
                hint="単位を確かめ、変えたのなら値も合っているか確かめてください。",
            )
