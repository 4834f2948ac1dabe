"""The figures that a plan publishes, each as handouts print it, and which of them are others now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.wording import actual_text, figure_text, target_text
from dxplan.judging.counts import count_direction, count_plan
from dxplan.model import Item
from dxplan.model.publications import RATE_BESIDE, Figure, FigureName
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNRECORDED, Unit
from dxplan.values.quantities import fold
from dxplan.values.rounding import NO_RATE, in_percent
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.judging.counts import Counts
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan
    from dxplan.model.publications import Place

#: What a figure is whose item, indicator or direction is gone.
NOTHING_LEFT: Final = "なし"
#: The figures of a direction or the whole plan.
COUNTS: Final = (FigureName.ITEMS, FigureName.ACHIEVED, FigureName.RATE, *RATE_BESIDE.values())


class ChangedFigure(NamedTuple):
    """A published figure that is another now; ``follows`` tells that others of which it is made have made it so."""

    place: Place
    before: str
    after: str
    follows: bool


def figures_of(plan: Plan, rows: Sequence[Assessment]) -> Iterator[Figure]:
    """Yield the figures of a judged plan: of each indicator and item, of each direction and heading, of the whole.

    再掲 repeat their original's and are not told again.
    """
    for row in rows:
        if row.repost:
            continue
        for judged in row.judged:
            indicator = judged.indicator
            if indicator.repost_of:
                continue
            base = figure_text(indicator.baseline, indicator.unit) if indicator.baseline else ""
            told = (
                (FigureName.BASELINE, base),
                (FigureName.TARGET, target_text(judged)),
                (FigureName.ACTUAL, actual_text(judged, plan.rate)),
            )
            for name, value in told:
                if value:
                    yield Figure(row.item.id, indicator.name, "", name, value)
        yield Figure(row.item.id, "", "", FigureName.VERDICT, row.verdict.label)
    yield from _counts(plan, rows)


def _counts(plan: Plan, rows: Sequence[Assessment]) -> Iterator[Figure]:
    for heading in plan.headings:
        if heading.rows or heading.totals:
            yield from _counted(heading.id, count_direction(heading, rows, plan), plan)
    yield from _counted("", count_plan(plan, rows), plan)


def _counted(direction: str, counts: Counts, plan: Plan) -> Iterator[Figure]:
    printed = counts.printed
    rates = (printed.rate, counts.beside_rate)
    return _of_direction(direction, printed.items, printed.achieved, rates, plan)


def stated_figures(plan: Plan) -> Iterator[Figure]:
    """Yield the figures that the plan itself says were published: counts and rates."""
    stated = ((heading.id, heading.published) for heading in plan.headings)
    for direction, published in (*stated, ("", plan.published)):
        if published:
            rates = (published.rate, published.beside_rate)
            yield from _of_direction(direction, published.projects, published.achieved, rates, plan)


def _of_direction(
    direction: str, items: int | None, achieved: int | None, rates: tuple[str, str], plan: Plan
) -> Iterator[Figure]:
    """Yield the counts of a direction, "" for the whole, that are known, and its rates, the one in the other unit last."""
    for name, number in ((FigureName.ITEMS, items), (FigureName.ACHIEVED, achieved)):
        if number is not None:
            yield Figure("", "", direction, name, str(number))
    for name, rate in zip((FigureName.RATE, RATE_BESIDE[plan.scheme.unit]), rates, strict=True):
        if rate not in ("", NO_RATE):
            yield Figure("", "", direction, name, in_percent(rate))


def changed_figures(
    published: Iterable[Figure], plan: Plan, rows: Sequence[Assessment]
) -> list[ChangedFigure]:
    """Return the published figures that are others in a judged plan, in their order.

    A verdict follows from the figures of its item's indicators. A count or rate follows from the verdicts: where those
    that were published would still give it, or where an item that was counted is gone, which is a change of its own.
    Those of indicators nobody has published: the rate of indicators follows from any figure of one.
    """
    now = {figure.place: figure.value for figure in figures_of(plan, rows)}
    units = units_of(plan)
    changed = [
        (figure, value)
        for figure in published
        if not same_figure(
            value := now.get(figure.place, NOTHING_LEFT),
            figure.value,
            units.get((figure.item, figure.indicator), ""),
        )
    ]
    of_indicators = {figure.item for figure, _ in changed if figure.indicator}
    counted = any(figure.name in COUNTS for figure, _ in changed)
    recounted = _recounted([each[0] for each in changed], plan, rows) if counted else None

    def follows(figure: Figure) -> bool:
        if figure.name is FigureName.INDICATOR_RATE and of_indicators:
            return True
        if figure.name in COUNTS:
            return recounted is None or recounted.get(figure.place) == figure.value
        return not figure.indicator and figure.item in of_indicators

    return [ChangedFigure(figure.place, figure.value, value, follows(figure)) for figure, value in changed]


def _recounted(changed: Sequence[Figure], plan: Plan, rows: Sequence[Assessment]) -> dict[Place, str] | None:
    """Return what counts and rates would be by the verdicts that were published; None where nobody can tell."""
    verdicts = {figure.item: figure.value for figure in changed if figure.name is FigureName.VERDICT}
    if not verdicts.keys() <= {row.item.id for row in rows}:
        return None
    if plan.scheme.unit is Unit.INDICATOR and any(figure.indicator for figure in changed):
        return None
    words = {each.label: each for each in (*plan.scheme.verdicts, *OUTSIDE, UNRECORDED, INCOMPUTABLE)}
    before = [
        row._replace(computed=words[verdicts[row.item.id]], override=None)
        if verdicts.get(row.item.id) in words
        else row
        for row in rows
    ]
    return {figure.place: figure.value for figure in _counts(plan, before)}


def units_of(plan: Plan) -> dict[tuple[str, str], str]:
    """Return the units of the indicators of a plan, by the id of their item and their name."""
    items = (row for row in plan.rows if isinstance(row, Item))
    return {(item.id, each.name): each.unit for item in items for each in item.indicators}


def same_figure(one: str, other: str, unit: str) -> bool:
    """Tell whether two texts are the same figure, in any width, with its unit or without."""
    return _bare(one, unit) == _bare(other, unit)


def _bare(text: str, unit: str) -> str:
    return fold(text).replace(",", "").removesuffix(fold(unit)).strip()
