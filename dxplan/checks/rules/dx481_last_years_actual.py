"""実績値が、前年度と同じ

三桁以上の実績値が、前年度の実績値と一つも違いません。前年度の値を写したままかもしれません。
目標値と同じ値（全件、12回など）と、100%は対象にしません。

悪い例（前年度の実績値も 32,418）:

    actual = 32418

良い例:

    actual = 35107

本当に同じ値なら、項目に書きます:

    ignore = [{ code = "DX481", reason = "隔年の調査で、今年度は調べていない" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: A smaller number is often the same again.
_LEAST: Final = 100


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find actuals that are those of the year before to the last digit."""
    for twin in subject.twin_indicators:
        actual, before, target = twin.judged.actual, twin.actual, twin.judged.target
        if not isinstance(actual, Quantity) or before is None or actual.value != before.value:
            continue
        figures = sum(map(str.isdigit, f"{actual.value.normalize():f}".rstrip("0")))
        if figures < 3 or (target is not None and target.value == actual.value) or actual.value == _LEAST:
            continue
        yield Diagnostic(
            source=twin.judged.indicator.source.child("actual"),
            message=f"「{twin.judged.indicator.name}」の実績{actual.show(twin.judged.indicator.unit)}は、前年度と同じです。",
            hint="前年度の値を写したままでないか確かめてください。",
        )
