"""目標を大きく超えた実績

実績が目標の何倍にもなるときは、目標の桁の誤りか、低すぎる目標が疑われます。
福島県の2019年度の計画では、年間100万PVの目標に1,184万PV（11.8倍）の実績がありました。
何倍から知らせるかは、plan.toml の [checks] far_over で変えられます（既定は3倍）。

悪い例:

    target = "100万"
    actual = 11837400

目標を確かめた上でそのままにするなら、項目に書きます:

    ignore = [{ code = "DX434", reason = "目標は公表のとおり。次年度に見直す" }]
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.judging.indicators import Standing
from dxplan.model import Better
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import EXACT, Form, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_RISING: Final = (Form.PLAIN, Form.AT_LEAST, Form.MORE, Form.INCREASE, Form.TIMES)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find actuals that are ``far_over`` times their target or more."""
    limit = subject.plan.checks.far_over
    for assessment in subject.items:
        for judged in assessment.judged:
            indicator, target, actual = judged.indicator, judged.target, judged.actual
            if judged.standing is not Standing.MET or judged.aim is None:
                continue
            if not isinstance(target, Quantity) or not isinstance(actual, Quantity):
                continue
            if judged.aim.better is not Better.HIGHER or target.form not in _RISING:
                continue
            wanted = judged.aim.value
            if wanted > 0 and actual.value >= EXACT.multiply(wanted, limit):
                times = (actual.value / wanted).quantize(Decimal("0.1"))
                yield Diagnostic(
                    source=indicator.source.child("actual"),
                    message=f"「{indicator.name}」の実績{actual.show(indicator.unit)}は、"
                    f"目標{target.show(indicator.unit)}の{times}倍です。",
                    hint="目標の桁に誤りがないか、目標が低すぎないか確かめてください。",
                )
