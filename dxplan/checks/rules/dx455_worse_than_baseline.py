"""実績が基準値より悪くなった

よくする目標の指標が、始める前より悪くなっています。数字の入れ違いか、取組の見直しが要る項目です。
目標が初めから基準値より下のもの（減り方を抑える目標など）は対象にしません。
福島県の2019年度の実施結果では、61.9%から65.0%を目指した割合が57.9%に下がっていました。

悪い例:

    baseline = 61.9
    target = 65.0
    actual = 57.9

良い例: 数字を確かめる。少ないほどよい指標なら better = "lower" と書く。実際に悪くなったのなら、項目に書きます:

    ignore = [{ code = "DX455", reason = "台風の年の調査で、意識が下がった" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.keeping import what_to_check
from dxplan.model import Better
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find actuals on the wrong side of the base value."""
    for assessment in subject.items:
        for judged in assessment.judged:
            indicator, actual, baseline = judged.indicator, judged.actual, judged.indicator.baseline
            aim, target = judged.aim, judged.target
            if not isinstance(baseline, Quantity) or not isinstance(actual, Quantity) or not (aim and target):
                continue
            better = aim.better
            # Where the target itself lies behind the base value, so may the actual; DX452 asks about the target.
            if better is Better.EQUAL or (not target.relative and aim.is_met(baseline)):
                continue
            sign = 1 if better is Better.HIGHER else -1
            if (actual.value - baseline.value) * sign < 0:
                yield Diagnostic(
                    source=indicator.source.child("actual"),
                    message=f"「{indicator.name}」の実績{actual.show(indicator.unit)}は、"
                    f"基準値{baseline.show(indicator.unit)}より悪くなっています。",
                    hint=what_to_check(better, target),
                )
