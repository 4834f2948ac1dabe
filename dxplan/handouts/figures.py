"""The figures that a plan publishes, each as handouts print it: what must not change unseen afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.handouts.wording import actual_text, figure_text, target_text
from dxplan.judging.counts import count_direction, count_plan
from dxplan.model.publications import Figure, FigureName
from dxplan.values.rounding import NO_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.judging.counts import Count
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan


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
    for heading in plan.headings:
        if heading.rows or heading.totals:
            yield from _counted(heading.id, count_direction(heading, rows, plan).printed)
    yield from _counted("", count_plan(plan, rows).printed)


def _counted(direction: str, count: Count) -> Iterator[Figure]:
    yield Figure("", "", direction, FigureName.ITEMS, str(count.items))
    yield Figure("", "", direction, FigureName.ACHIEVED, str(count.achieved))
    if count.rate != NO_RATE:
        yield Figure("", "", direction, FigureName.RATE, count.percent)
