"""%の実績が、割合（1が全部）で書かれている

単位が%の指標で、目標は90（%）などなのに、実績が0.97のように1以下です。Excel から写すと、97%が0.97になります。

悪い例:

    unit = "%"
    target = 95
    actual = 0.97

良い例:

    unit = "%"
    target = 95
    actual = 97

本当に1%に満たないのなら、項目に書きます:

    ignore = [{ code = "DX458", reason = "初年度のため" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import normal_unit
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Form, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find percentages up to 1 where the target is 10 or more and a hundred times as much would be near it."""
    for assessment in subject.items:
        for judged in assessment.judged:
            indicator, target, actual = judged.indicator, judged.target, judged.actual
            if not isinstance(target, Quantity) or target.relative or not isinstance(actual, Quantity):
                continue
            percent = normal_unit(indicator.unit) == "%" or target.form is Form.ALL
            whole = actual.value * 100
            if percent and 0 < actual.value <= 1 and target.value >= 10 and whole * 3 >= target.value:
                yield Diagnostic(
                    source=indicator.source.child("actual"),
                    message=f"「{indicator.name}」の実績{actual.show(indicator.unit)}は、{_plain(whole)}%のことのようです。",
                    hint=f"%で {_plain(whole)} と書いてください。",
                )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
