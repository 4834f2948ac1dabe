"""公表された数が、項目から数えた数と合わない

項目を一つずつ判定して数えた結果と、公表された数が違います。判定か、公表された数のどちらかに誤りがあります。

悪い例:

    published = { items = 12, achieved = 10, rate = "83.3" }   # 項目を数えると 9

良い例:

    published = { items = 12, achieved = 9, rate = "75.0" }
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.subject import Finding, Subject
from dxplan.diagnostics import Severity
from dxplan.tally import count_direction, count_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dxplan.model import Published
    from dxplan.tally import Count

CODE: Final = "DX404"
SEVERITY: Final = Severity.ERROR
_NAMES: Final = {"items": "実施事業項目", "achieved": "目標達成項目"}


def check(subject: Subject) -> Iterator[Finding]:
    """Hold published counts against those that the items give."""
    plan = subject.plan
    for number, direction in enumerate(plan.directions, 1):
        if direction.published and (direction.entries or direction.totals):
            counted = count_direction(direction, subject.assessments, plan.rate).printed
            yield from _compare(f"{number} {direction.name}", direction.published, counted)
    if plan.published and all(direction.entries or direction.totals for direction in plan.directions):
        # Where every direction has a published count, DX401 holds the whole against their sum: said once is enough.
        parts = [direction.published for direction in plan.directions]
        summed = {
            field for field in _NAMES if all(part and getattr(part, field) is not None for part in parts)
        }
        yield from _compare("全体", plan.published, count_plan(plan, subject.assessments).printed, summed)


def _compare(
    place: str, published: Published, counted: Count, but: Collection[str] = ()
) -> Iterator[Finding]:
    for field, name in _NAMES.items():
        stated, found = getattr(published, field), getattr(counted, field)
        if stated is not None and stated != found and field not in but:
            yield Finding(
                source=published.source.child(field),
                message=f"{place}の{name}は{stated}と公表されていますが、項目を数えると{found}です。",
                hint="dxplan classify で項目ごとの判定を見て、どちらが正しいか確かめてください。",
            )
