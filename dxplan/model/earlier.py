"""What indicators were in the year before their plan begins: whether it is asked for, found in another plan, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from dxplan.model.plan import Before, Item
from dxplan.values.quantities import Quantity, Ratio, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dxplan.model.plan import Direction, Indicator, Plan
    from dxplan.model.sources import Source

#: Earlier values by the id of the item and the id or name of the indicator, with the unit they are in.
Befores: TypeAlias = "Mapping[tuple[str, str], tuple[str, Before]]"


def asks_earlier(plan: Plan) -> bool:
    """Whether anything is held against the year before the plan begins that the plan itself does not tell."""
    scheme = plan.scheme
    measured = (measure.letter for measure in scheme.measures)
    of_plan = "P" in (*scheme.formula.letters, *scheme.lower.letters, *measured)
    return any(
        indicator.before is None
        and not indicator.reference
        and (
            of_plan
            or (indicator.formula is not None and "P" in indicator.formula.letters)
            or any(target.of_last_year and year == plan.span.first for year, target in indicator.targets)
        )
        for _, indicator in _indicators(plan)
    )


def earlier_values(plan: Plan, year: int, where: Callable[[Source], str]) -> Befores:
    """Return what a plan says its indicators were in a year; ``where`` tells in words where something stands."""
    found: dict[tuple[str, str], tuple[str, Before]] = {}
    for item, indicator in _indicators(plan):
        actual = indicator.actual(year)
        if isinstance(actual, (Quantity, Ratio)):
            before = Before(year, actual, where(indicator.source.child("actual")))
            for name in filter(None, (indicator.name, indicator.id)):
                found[item.id, name] = (indicator.unit, before)
    return found


def kept_values(plan: Plan) -> Befores:
    """Return the earlier values that a plan was given, to be given to it again when it is read anew."""
    return {
        (item.id, indicator.name): (indicator.unit, indicator.before)
        for item, indicator in _indicators(plan)
        if indicator.before
    }


def with_earlier(plan: Plan, befores: Befores) -> Plan:
    """Return a plan with the earlier values of its indicators, as far as they are told and in the same unit."""

    def filled(item: Item, indicator: Indicator) -> Indicator:
        unit, before = (
            befores.get((item.id, indicator.id)) or befores.get((item.id, indicator.name)) or ("", None)
        )
        if indicator.before or before is None or fold(unit) != fold(indicator.unit):
            return indicator
        return indicator._replace(before=before)

    def in_direction(direction: Direction) -> Direction:
        entries = tuple(
            entry._replace(indicators=tuple(filled(entry, indicator) for indicator in entry.indicators))
            if isinstance(entry, Item) and entry.id in items
            else entry
            for entry in direction.entries
        )
        return direction._replace(entries=entries, parts=tuple(map(in_direction, direction.parts)))

    items = {item for item, _ in befores}
    return plan._replace(directions=tuple(map(in_direction, plan.directions))) if items else plan


def _indicators(plan: Plan) -> Iterator[tuple[Item, Indicator]]:
    for entry in plan.rows:
        if isinstance(entry, Item):
            for indicator in entry.indicators:
                yield entry, indicator
