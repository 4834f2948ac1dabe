"""目標が、前年度の実績に届いていない

今年度の目標が、前年度に目標を達成したときの実績より低い（下向きの指標なら高い）ままです。目標の見直し忘れが疑われます。
前年度の実績から大きく下げた目標だけを知らせます（既定では50%以上、かつ10以上。[checks] の far_percent と far_units）。

悪い例（前年度は目標 500人に対し 1,120人）:

    target = 500

良い例: 目標を引き上げる。下げた理由があるなら、項目に書きます:

    ignore = [{ code = "DX487", reason = "会場が半分になる" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model import Better
from dxplan.model.aims import aim_of
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find targets far behind what was reached the year before, when the target was met."""
    rules = subject.plan.checks
    year = subject.plan.fiscal_year
    for twin in subject.twin_indicators:
        indicator, target, before = twin.judged.indicator, twin.judged.target, twin.actual
        earlier = twin.indicator.target(year - 1)
        if target is None or before is None or earlier is None or target.relative or earlier.relative:
            continue
        aim, then = twin.judged.aim, aim_of(twin.indicator, earlier, year - 1)
        if aim is None or then is None or aim.better is Better.EQUAL or not then.is_met(before):
            continue
        way, behind = aim.better, before.value - aim.value
        behind = behind if way is Better.HIGHER else -behind
        if behind >= rules.far_units and EXACT.multiply(behind, 100) >= EXACT.multiply(
            abs(before.value), rules.far_percent
        ):
            yield Diagnostic(
                source=indicator.source.child("target"),
                message=f"「{indicator.name}」の目標{target.show(indicator.unit)}は、"
                f"前年度の実績{before.show(twin.indicator.unit)}に届いていません。",
                hint="目標の見直し忘れでないか確かめてください。",
            )
