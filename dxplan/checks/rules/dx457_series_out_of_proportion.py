"""年ごとの目標の一つだけ、大きさか伸びが違う

ほかの年の目標がゆるやかに動くのに、一つの年だけが5倍以上、または5分の1以下です。桁の書き間違いが疑われます。
毎年ほぼ同じだけ（同じ数か、同じ割合で）伸びる目標が、一つの年だけ3倍以上に伸びるときも知らせます。

悪い例:

    target = { R4 = 110, R5 = 2500, R6 = 275 }
    target = { R4 = 100, R5 = 110, R6 = 120, R7 = 170 }

良い例:

    target = { R4 = 110, R5 = 250, R6 = 275 }
    target = { R4 = 100, R5 = 110, R6 = 120, R7 = 130 }

正しければ、項目に書きます:

    ignore = [{ code = "DX457", reason = "R5だけ全国大会がある" }]
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Form, Quantity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: So many years make a series.
_SERIES: Final = 3
_TIMES: Final = 5
#: The other values, which show what is usual, are within this of one another.
_USUAL: Final = 3


#: What grows alike grows by as much within one part of so many, and what does not by so many times as much.
_ALIKE: Final = 10
_MORE: Final = 3


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find the one of an indicator's targets that is of another size than the others, or grows otherwise."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            if len(indicator.targets) < _SERIES or indicator.repost_of:
                continue
            from fractions import Fraction  # most plans have no series

            values = {
                year: Fraction(target.value)
                for year, target in sorted(indicator.numbers, key=lambda pair: pair[0])
                if target.form in (Form.PLAIN, Form.AT_LEAST, Form.AT_MOST) and target.value > 0
            }
            base = Fraction(indicator.baseline.value) if isinstance(indicator.baseline, Quantity) else None
            if len(values) < _SERIES:
                continue
            base = base if base is not None and base > 0 else None
            for year, what in (
                (_of_another_size(values, base), "ほかの年と大きさが違います"),
                (_of_another_growth(values, base), "ほかの年より伸びが大きくなります"),
            ):
                target = indicator.target(year) if year is not None else None
                if year is not None and target is not None:
                    yield Diagnostic(
                        source=indicator.source.child("target", short_year(year)),
                        message=f"「{indicator.name}」の{short_year(year)}の目標{target.show(indicator.unit)}だけ、{what}。",
                        hint="数と桁に誤りがないか確かめてください。",
                    )
                    break


def _of_another_size(values: dict[int, Fraction], base: Fraction | None) -> int | None:
    """Return the year whose target is many times, or a small part of, all others, which are near one another."""
    for year, value in values.items():
        others = [other for each, other in values.items() if each != year]
        others += [base] if base is not None else []
        low, high = min(others), max(others)
        first = year == min(values)  # a series that begins small grows
        small = value * _TIMES <= low and not first
        if high <= low * _USUAL and (value >= high * _TIMES or small):
            return year
    return None


def _of_another_growth(values: dict[int, Fraction], base: Fraction | None) -> int | None:
    """Return the year to which a target grows by much more than it does, by as much each, to all others."""
    points = [*([base] if base is not None else []), *values.values()]
    years = list(values)[-(len(points) - 1) :]
    for grown in (
        [later - earlier for earlier, later in pairwise(points)],
        [later / earlier - 1 for earlier, later in pairwise(points)],
    ):
        most = max(grown)
        others = [each for each in grown if each != most]
        # From the first to the second value much may change; two steps alike are no rule if there is no third.
        if len(others) == len(grown) - 1 >= 2 and grown[0] != most and min(others) > 0:
            alike = (max(others) - min(others)) * _ALIKE <= max(others)
            if alike and most >= max(others) * _MORE:
                return years[grown.index(most)]
    return None
