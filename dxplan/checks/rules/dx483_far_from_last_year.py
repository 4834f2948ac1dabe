"""前年度から大きく離れた実績値

実績値が、前年度から大きく（既定では50%以上、かつ10以上）変わっています。桁の誤りや、数え方の違いが疑われます。
実績の文に前年度の数が書いてあれば、書いた人が比べて確かめているので、知らせません。
離れ方は、plan.toml の [checks] の far_percent と far_units で変えられます。

悪い例（前年度は 1,253人）:

    actual = 253

良い例: 数字を確かめ、前年度の数と並べて書く。

    report = "受講者は、対面の講座をやめたため、前年度の1,253人から253人に減った。"

正しければ、項目に書きます:

    ignore = [{ code = "DX483", reason = "感染症のため、対面の講座をやめた" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import is_running
from dxplan.checks.prose import same_unit
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import EXACT, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dxplan.checks.subject import Subject, TwinIndicator

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find actuals that are far from those of the year before, by share and by number."""
    rules = subject.plan.checks
    for twin in subject.twin_indicators:
        actual, before = twin.judged.actual, twin.actual
        indicator = twin.judged.indicator
        if (
            not isinstance(actual, Quantity)
            or before is None
            or not same_unit(indicator.unit, twin.indicator.unit)
        ):
            continue
        # What adds up over the years grows by itself.
        if indicator.counting is not None or is_running(indicator):
            continue
        apart = abs(actual.value - before.value)
        far = EXACT.multiply(apart, 100) >= EXACT.multiply(abs(before.value), rules.far_percent)
        if apart >= rules.far_units and far and not _told(subject, twin, before.value):
            yield Diagnostic(
                source=indicator.source.child("actual"),
                message=f"「{indicator.name}」の実績{actual.show(indicator.unit)}は、"
                f"前年度の{before.show(twin.indicator.unit)}から大きく変わっています。",
                hint="桁の誤りがないか、数え方が同じか確かめてください。",
            )


def _told(subject: Subject, twin: TwinIndicator, before: Decimal) -> bool:
    """Whether the report names last year's number: who wrote it has compared the two."""
    result = twin.assessment.result
    numbers = subject.reading(result.source.child("report")).numbers if result else ()
    return any(
        number.value == before and same_unit(number.unit, twin.judged.indicator.unit) for number in numbers
    )
