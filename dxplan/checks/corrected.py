"""The figures of a plan now, beside those that were published and those that were corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.figures import figures_of
from dxplan.model import Item
from dxplan.model.publications import FigureName
from dxplan.values.quantities import fold
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from dxplan.checks.subject import Subject
    from dxplan.model import Source
    from dxplan.model.publications import Place

#: What a figure is whose item or indicator is gone.
NOTHING_LEFT: Final = "なし"
_KEYS: Final = {
    FigureName.ACTUAL: "actual",
    FigureName.TARGET: "target",
    FigureName.BASELINE: "baseline",
}


class Now(NamedTuple):
    """What a figure is, where it stands, and its unit."""

    value: str
    source: Source
    unit: str


def figures_now(subject: Subject) -> dict[Place, Now]:
    """Return the figures of the plan as it is."""
    items = {row.id: row for row in subject.plan.rows if isinstance(row, Item)}
    directions = {heading.id: heading for heading in subject.plan.headings}
    found: dict[Place, Now] = {}
    for figure in figures_of(subject.plan, subject.assessments):
        source, unit = subject.plan.source, ""
        if figure.direction:
            source = directions[figure.direction].source
        if figure.item:
            item = items[figure.item]
            indicator = next((each for each in item.indicators if each.name == figure.indicator), None)
            source = indicator.source.child(_KEYS[figure.name]) if indicator else item.source.child("result")
            unit = indicator.unit if indicator else ""
        found[figure.place] = Now(figure.value, source, unit)
    return found


def shown_place(subject: Subject, place: Place) -> str:
    """Return what people call a figure: 「広報事業」の「発行回数」の実績値."""
    names = {row.id: row.name for row in subject.plan.rows if isinstance(row, Item)}
    names |= {heading.id: heading.name for heading in subject.plan.headings} if place.direction else {}
    owner = place.item or place.direction
    if not owner:
        return f"計画全体の{place.name.value}"
    of = f"「{place.indicator}」の" if place.indicator else ""
    return f"「{names.get(owner, owner)}」の{of}{place.name.value}"


def same(one: str, other: str, unit: str) -> bool:
    """Tell whether two texts are the same figure, in any width, with its unit or without."""
    return _bare(one, unit) == _bare(other, unit)


def _bare(text: str, unit: str) -> str:
    return fold(text).replace(",", "").removesuffix(fold(unit)).strip()
