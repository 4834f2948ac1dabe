"""累計が、年ごとの数の合計にならない

同じ数の年ごとの値と累計を並べている項目で、累計の増え方が年ごとの値と合いません。累計が減るのも誤りです。

悪い例:

    [[item.indicator]]
    name = "起業件数"
    target = { R4 = 7, R5 = 9 }
    [[item.indicator]]
    name = "起業件数（累計）"
    target = { R4 = 10, R5 = 20 }   # 10＋9＝19

良い例:

    target = { R4 = 10, R5 = 19 }

正しければ、項目に書きます:

    ignore = [{ code = "DX427", reason = "前の年度の数を後で直した" }]
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dxplan.model import Counting
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.quantities import EXACT, Form, Quantity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dxplan.checks.subject import Subject
    from dxplan.model import Indicator

SEVERITY: Final = Severity.ERROR
_CUMULATIVE: Final = regex(r"[（(]?(?:累計|累積|延べ)[）)]?")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold cumulative series against the yearly series of the same name, year by year."""
    for assessment in subject.items:
        by_name = {indicator.name: indicator for indicator in assessment.item.indicators}
        for indicator in assessment.item.indicators:
            if _CUMULATIVE.search(indicator.name):
                yearly = by_name.get(_CUMULATIVE.sub("", indicator.name))
                summed = indicator.counting is Counting.SUM  # whose actuals are those of each year
                for key in ("targets",) if summed else ("targets", "actuals"):
                    yield from _compare(
                        indicator, key, _series(indicator, key), _series(yearly, key) if yearly else {}
                    )


def _series(indicator: Indicator, key: str) -> dict[int, Decimal]:
    return {
        year: value.value
        for year, value in getattr(indicator, key)
        if isinstance(value, Quantity) and value.form in (Form.PLAIN, Form.AT_LEAST)
    }


def _compare(
    indicator: Indicator, key: str, cumulative: dict[int, Decimal], yearly: dict[int, Decimal]
) -> Iterator[Diagnostic]:
    for before, year in pairwise(sorted(cumulative)):
        grown = cumulative[year] - cumulative[before]
        if year == before + 1 and year in yearly and grown != yearly[year]:
            total = EXACT.add(cumulative[before], yearly[year])
            message = f"{short_year(year)}の累計{cumulative[year]:,f}は、前年の累計に今年を足した{total:,f}と違います。"
        elif grown < 0:
            message = f"累計が{short_year(before)}の{cumulative[before]:,f}から{short_year(year)}の{cumulative[year]:,f}へ減っています。"
        else:
            continue
        yield Diagnostic(
            source=indicator.source.child(key.removesuffix("s"), short_year(year)),
            message=f"「{indicator.name}」の{message}",
            hint="累計と年ごとの数のどちらが正しいか確かめてください。",
        )
