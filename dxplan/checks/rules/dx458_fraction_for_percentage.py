"""%の実績や基準値が、割合（1が全部）で書かれている

単位が%の指標で、目標は90（%）などなのに、実績や基準値が0.97のように1以下です。Excel から写すと、97%が0.97になります。

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
#: A target from which on what is 1 or less is no percentage of the same thing.
_LEAST: Final = 10


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find percentages up to 1 where the target is 10 or more and a hundred times as much would be near it."""
    for assessment in subject.items:
        for judged in assessment.judged:
            indicator, target = judged.indicator, judged.target
            if not isinstance(target, Quantity) or target.relative or target.value < _LEAST:
                continue
            for key, called, value in (
                ("actual", "実績", judged.actual),
                ("baseline", "基準値", indicator.baseline),
            ):
                if not isinstance(value, Quantity) or not 0 < value.value <= 1:
                    continue
                percent = normal_unit(indicator.unit) == "%" or target.form is Form.ALL
                whole = value.value * 100
                near = whole * 3 >= target.value
                if key == "baseline":  # which may well begin at 0.8 %, or at 1
                    near = value.value < 1 and target.value <= whole * 2 <= target.value * 2
                if percent and near:
                    yield Diagnostic(
                        source=indicator.source.child(key),
                        message=f"「{indicator.name}」の{called}{value.show(indicator.unit)}は、{_plain(whole)}%のことのようです。",
                        hint=f"%で {_plain(whole)} と書いてください。",
                    )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
