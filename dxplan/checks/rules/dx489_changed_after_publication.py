"""前年度の計画にある数が、書き換わっている

前年度の計画に書かれた過去の年度の実績値、または基準値が、今年度の計画では違う数になっています。公表した後に数だけが
変わると、推移も達成率も、前に出した資料と合わなくなります。基準値が前年度の実績値になったものと、前年度に速報値だったものは
対象にしません。

悪い例（前年度の計画では R1 の実績値は 1,253人）:

    actual = { R1 = 1235, R2 = 1310 }

良い例:

    actual = { R1 = 1253, R2 = 1310 }

後で正しい数に直したのなら、項目に書きます:

    ignore = [{ code = "DX489", reason = "R1の数は、国の調査の訂正による" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model import Ratio
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Quantity
from dxplan.values.years import long_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject, TwinIndicator

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find actuals of years past and base values that are others than last year's plan says."""
    for twin in subject.twin_indicators:
        indicator, before = twin.judged.indicator, twin.indicator
        if before is indicator or indicator.unit != before.unit:
            continue
        for year, was in before.actuals:
            now = indicator.actual(year)
            settled = before.provisional is None or year < subject.plan.fiscal_year - 1
            if (
                settled
                and isinstance(was, Quantity | Ratio)
                and isinstance(now, Quantity | Ratio)
                and was != now
            ):
                yield Diagnostic(
                    source=indicator.source.child("actual", short_year(year)),
                    message=f"「{indicator.name}」の{long_year(year)}の実績{_shown(now, indicator.unit)}は、"
                    f"前年度の計画では{_shown(was, indicator.unit)}です。",
                    hint="公表した数を書き換えていないか確かめてください。",
                )
        yield from _base(twin)


def _base(twin: TwinIndicator) -> Iterator[Diagnostic]:
    """Find a base value that is neither last year's nor, where it moves on, last year's actual."""
    indicator, was = twin.judged.indicator, twin.indicator.baseline
    now = indicator.baseline
    if not isinstance(now, Quantity) or not isinstance(was, Quantity) or now.value == was.value:
        return
    if twin.actual is not None and twin.actual.value == now.value:
        return
    yield Diagnostic(
        source=indicator.source.child("baseline"),
        message=f"「{indicator.name}」の基準値{now.show(indicator.unit)}は、前年度の計画では{was.show(indicator.unit)}です。",
        hint="写し間違いでないか確かめてください。基準の年度を移したのなら、その年度の実績値になります。",
    )


def _shown(value: Quantity | Ratio, unit: str) -> str:
    return value.show(unit) if isinstance(value, Quantity) else f"{value.numerator:,f}÷{value.denominator:,f}"
