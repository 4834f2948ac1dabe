"""What an item or indicator was a year before: in last year's plan, or in the same plan where it spans years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.values.quantities import Quantity
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, Item


class Twin(NamedTuple):
    """An item or indicator beside its own of last year."""

    assessment: Assessment
    item: Item


class TwinIndicator(NamedTuple):
    """An indicator beside its own of last year; ``actual`` is last year's."""

    assessment: Assessment
    judged: Judged
    indicator: Indicator
    actual: Quantity | None


def twins(subject: Subject) -> Iterator[Twin]:
    """Yield the items that stand in last year's plan too, by their id."""
    for assessment in subject.items:
        item = subject.before.get(assessment.item.id)
        if item is not None:
            yield Twin(assessment, item)


def twin_indicators(subject: Subject) -> Iterator[TwinIndicator]:
    """Yield the indicators that were there a year before under the same name."""
    year = subject.plan.fiscal_year
    for assessment in subject.items:
        item = subject.before.get(assessment.item.id)
        named = {indicator.name: indicator for indicator in item.indicators} if item else {}
        for judged in assessment.judged:
            indicator = named.get(judged.indicator.name)
            actual = indicator.actual(year - 1) if indicator else None
            if actual is None:
                actual = judged.indicator.actual(year - 1)
            if indicator is not None or actual is not None:
                number = actual if isinstance(actual, Quantity) else None
                yield TwinIndicator(assessment, judged, indicator or judged.indicator, number)
