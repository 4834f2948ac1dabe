"""年ごとの目標が、よくなる向きと逆に動く

上向きの指標の目標が下がる、下向きの指標の目標が上がるのは、数字の入れ違いか、向きの書き忘れです。

悪い例:

    target = { R4 = 110, R5 = 250, R6 = 205 }

良い例（少ないほどよい指標なら、向きを書く）:

    better = "lower"
    target = { R4 = 169, R5 = 165, R6 = 160 }

正しければ、項目に書きます:

    ignore = [{ code = "DX451", reason = "R6だけ対象を絞る" }]
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dxplan.checks.keeping import is_falling, what_to_check
from dxplan.model import Better
from dxplan.model.aims import better_of
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Form
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_COMPARABLE: Final = (Form.PLAIN, Form.AT_LEAST, Form.AT_MOST, Form.MORE, Form.LESS)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find steps from one year's target to the next that move against the declared direction."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            last = indicator.last_target
            better = better_of(indicator) if last else Better.EQUAL
            # What falls from the base value on is let fall on purpose, or DX452 asks about it.
            if better is Better.EQUAL or is_falling(indicator):
                continue
            sign = 1 if better is Better.HIGHER else -1
            known = sorted(
                ((year, q) for year, q in indicator.numbers if q.form in _COMPARABLE),
                key=lambda pair: pair[0],
            )
            for (before, earlier), (year, later) in pairwise(known):
                if (later.value - earlier.value) * sign < 0:
                    way = "上向き" if sign > 0 else "下向き"
                    yield Diagnostic(
                        source=indicator.source.child("target", short_year(year)),
                        message=f"「{indicator.name}」は{way}の指標ですが、目標が{short_year(before)}の"
                        f"{earlier.show(indicator.unit)}から{short_year(year)}の{later.show(indicator.unit)}へ逆に動きます。",
                        hint=what_to_check(better, later),
                    )
