"""年ごとの目標の一つだけ、桁が違う

ほかの年の目標がゆるやかに動くのに、一つの年だけが5倍以上、または5分の1以下です。桁の書き間違いが疑われます。

悪い例:

    target = { R4 = 110, R5 = 2500, R6 = 275 }

良い例:

    target = { R4 = 110, R5 = 250, R6 = 275 }

正しければ、項目に書きます:

    ignore = [{ code = "DX457", reason = "R5だけ全国大会がある" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Form, Quantity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_TIMES: Final = 5
#: The other values, which show what is usual, are within this of one another.
_USUAL: Final = 3


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find the one of an indicator's targets that is of another size than the others and the base value."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            values = {
                year: target.value
                for year, target in indicator.numbers
                if target.form in (Form.PLAIN, Form.AT_LEAST, Form.AT_MOST) and target.value > 0
            }
            base = indicator.baseline.value if isinstance(indicator.baseline, Quantity) else None
            if len(values) < 3 or indicator.repost_of:
                continue
            for year, value in values.items():
                others = [other for each, other in values.items() if each != year]
                others += [base] if base is not None and base > 0 else []
                low, high = min(others), max(others)
                first = year == min(values)  # a series that begins small grows
                small = value * _TIMES <= low and not first
                if high <= low * _USUAL and (value >= high * _TIMES or small):
                    target = indicator.target(year)
                    shown = target.show(indicator.unit) if target else ""
                    yield Diagnostic(
                        source=indicator.source.child("target", short_year(year)),
                        message=f"「{indicator.name}」の{short_year(year)}の目標{shown}だけ、ほかの年と大きさが違います。",
                        hint="桁に誤りがないか確かめてください。",
                    )
                    break
