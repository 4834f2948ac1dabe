"""The published figures of a plan: where they stand in its files, and what people call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.judging.items import judge_plan
from dxplan.model import Item
from dxplan.model.publications import FigureName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.checks.subject import Subject
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan, Source
    from dxplan.model.publications import Place

_KEYS: Final = {
    FigureName.ACTUAL: "actual",
    FigureName.TARGET: "target",
    FigureName.BASELINE: "baseline",
}


def judged_in(subject: Subject, year: int) -> tuple[Plan, Sequence[Assessment]]:
    """Return the plan as it is judged for one of its years."""
    if year == subject.plan.fiscal_year:
        return subject.plan, subject.assessments
    plan = subject.plan.in_year(year)
    return plan, judge_plan(plan)


def source_of(plan: Plan, place: Place) -> Source:
    """Return where a figure stands, or what it is of; the head of the plan where that is gone."""
    if place.direction:
        return next((each.source for each in plan.headings if each.id == place.direction), plan.source)
    item = next((row for row in plan.rows if isinstance(row, Item) and row.id == place.item), None)
    if item is None:
        return plan.source
    if not place.indicator:
        return item.source.child("result")
    indicator = next((each for each in item.indicators if each.name == place.indicator), None)
    return indicator.source.child(_KEYS[place.name]) if indicator else item.source


def shown_place(plan: Plan, place: Place) -> str:
    """Return what people call a figure: 「広報事業」の「発行回数」の実績値."""
    names = {row.id: row.name for row in plan.rows if isinstance(row, Item)}
    names |= {heading.id: heading.name for heading in plan.headings} if place.direction else {}
    owner = place.item or place.direction
    if not owner:
        return f"計画全体の{place.name.value}"
    of = f"「{place.indicator}」の" if place.indicator else ""
    return f"「{names.get(owner, owner)}」の{of}{place.name.value}"
