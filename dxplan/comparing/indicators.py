"""What differs between the indicators of an item in two plans; a moved goalpost is called by its name."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from dxplan.model.aims import aim_of
from dxplan.model.changes import Move
from dxplan.model.formulas import Better
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dxplan.model import Actual, Blank, Indicator, Plan, Target


class Figure(NamedTuple):
    """A value that changed: ``what`` is 目標値, 基準値 or 実績値, ``year`` its fiscal year; None where there is none."""

    what: str
    year: int | None
    before: Target | Actual | Blank | None
    after: Target | Actual | Blank | None


class IndicatorChange(NamedTuple):
    """An indicator that is not what it was; ``before`` or ``after`` is None where there was or is none.

    ``others`` are the keys in which it differs beside its figures. ``old_goal`` is the indicator as it is with the
    goalpost where it stood before, None where that did not move, or is not the same indicator any more.
    """

    before: Indicator | None
    after: Indicator | None
    moves: tuple[Move, ...]
    figures: tuple[Figure, ...]
    others: tuple[str, ...]
    old_goal: Indicator | None

    @property
    def name(self) -> str:
        """What it is called now, or was last."""
        told = self.after or self.before
        return told.name if told else ""


#: What is compared in words of its own, and what is found out from others.
_TOLD: Final = frozenset({"baseline", "targets", "actuals", "blanks", "due", "before", "source"})


def compare_indicators(
    before: Sequence[Indicator], after: Sequence[Indicator], plans: tuple[Plan, Plan]
) -> tuple[IndicatorChange, ...]:
    """Return the indicators of an item that changed, in the order of the new plan, dropped ones last."""
    found = (_compare(old, new, plans) for old, new in _pairs(before, after))
    return tuple(change for change in found if change is not None)


def same_indicators(
    before: Sequence[Indicator], after: Sequence[Indicator]
) -> tuple[list[Indicator | None], list[Indicator]]:
    """Return what each indicator of an item was in another plan or version, None where it was not; and what is left over.

    They are the same by id, by name and unit, or by name alone; the values of one KPI each by their own names first.
    """
    left = [*before]
    found: list[Indicator | None] = [None] * len(after)
    for key in _IDENTITIES:
        for place, new in enumerate(after):
            match = next((old for old in left if key(new) and key(old) == key(new)), None)
            if found[place] is None and match is not None:
                found[place] = match
                left = [old for old in left if old is not match]
    return found, left


def _pairs(
    before: Sequence[Indicator], after: Sequence[Indicator]
) -> Iterator[tuple[Indicator | None, Indicator | None]]:
    """Yield which is which; those that are no others' stand for each other in their order."""
    found, left = same_indicators(before, after)
    for was, now in zip(found, after, strict=True):
        yield was or (left.pop(0) if left else None), now
    for old in left:
        yield old, None


def _called(indicator: Indicator) -> tuple[str, str, str]:
    return indicator.group, indicator.name, indicator.part


#: By what an indicator is known in another plan, the surest first.
_IDENTITIES: Final[tuple[Callable[[Indicator], object], ...]] = (
    lambda each: each.id and (each.id, each.part),
    lambda each: (*_called(each), each.unit),
    _called,
    lambda each: each.id,
)


def _compare(
    before: Indicator | None, after: Indicator | None, plans: tuple[Plan, Plan]
) -> IndicatorChange | None:
    if before is None or after is None:
        move = Move.ADDED if before is None else Move.DROPPED
        return IndicatorChange(before, after, (move,), (), (), None)
    others = tuple(
        key for key in after._fields if key not in _TOLD and getattr(before, key) != getattr(after, key)
    )
    pairs = _target_years(before, after, plans)
    figures = [Figure("目標値", new or old, _goal(before, old), _goal(after, new)) for old, new in pairs]
    figures.append(Figure("基準値", None, before.baseline, after.baseline))
    both = {year for year, _ in before.actuals} | {year for year, _ in after.actuals}
    if not of_different_years(plans):
        figures += [Figure("実績値", year, before.actual(year), after.actual(year)) for year in sorted(both)]
    changed = tuple(each for each in figures if each.before != each.after)
    same = bool(after.id and before.id == after.id) or _called(before) == _called(after)
    if before.unit != after.unit or not (same or (not changed and set(others) <= {"name", "part", "group"})):
        return IndicatorChange(before, after, (Move.REPLACED,), changed, others, None)
    moves = tuple(dict.fromkeys(_moves(before, after, pairs, plans)))
    if not (moves or changed or others):
        return None
    old_goal = _with_old_goal(before, after, plans) if moves else None
    return IndicatorChange(before, after, moves, changed, others, old_goal)


def _goal(indicator: Indicator, year: int | None) -> Target | Blank | None:
    return None if year is None else indicator.target(year) or indicator.blank(year)


def of_different_years(plans: tuple[Plan, Plan]) -> bool:
    """Whether the two are plans of different years, whose results have nothing to do with each other."""
    return plans[0].span.first != plans[1].span.first or plans[0].span.last != plans[1].span.last


def _target_years(
    before: Indicator, after: Indicator, plans: tuple[Plan, Plan]
) -> list[tuple[int | None, int | None]]:
    """Return the years of targets that answer each other.

    Where no year has one in both, the last ones do: a target moved to a later year, or this year's and next year's.
    """
    old = {*(year for year, _ in before.targets), *(year for year, _ in before.blanks if year)}
    new = {*(year for year, _ in after.targets), *(year for year, _ in after.blanks if year)}
    own = (plans[0].fiscal_year, plans[1].fiscal_year)
    if old and new and (not old & new or (own[0] != own[1] and old == {own[0]} and new == {own[1]})):
        return [(max(old), max(new))]
    return [(year if year in old else None, year if year in new else None) for year in sorted(old | new)]


def _moves(
    before: Indicator,
    after: Indicator,
    pairs: Iterable[tuple[int | None, int | None]],
    plans: tuple[Plan, Plan],
) -> Iterator[Move]:
    if before.baseline != after.baseline:
        yield Move.REBASED
    for old, new in pairs:
        move = _move(before, after, old, new)
        if move:
            yield move
    kept = after.target(before.due) is not None and before.target(before.due) is not None
    if before.due != after.due and not _of_own_year(before, after, plans) and not kept:
        yield Move.EXTENDED if after.due > before.due else Move.SHORTENED


def _move(before: Indicator, after: Indicator, old: int | None, new: int | None) -> Move | None:
    """Return how the target of a year was moved; None where it asks for the same."""
    was = None if old is None else before.target(old)
    now = None if new is None else after.target(new)
    if was is None or now is None or old is None or new is None:
        return None if was is now else Move.CHANGED
    aim, other = aim_of(before, was, old), aim_of(after, now, new)
    if aim is None or other is None:
        return None if was == now else Move.CHANGED
    if aim.better is not other.better:
        return Move.CHANGED
    here, there = (Fraction(each.low) / Fraction(each.denominator) for each in (aim, other))
    if aim.better is Better.EQUAL or here == there:
        asked = [
            (Fraction(each.high) / Fraction(each.denominator), each.beyond, each.open_ends)
            for each in (aim, other)
        ]
        return None if here == there and asked[0] == asked[1] else Move.CHANGED
    return Move.LOWERED if (there < here) is (aim.better is Better.HIGHER) else Move.RAISED


def _of_own_year(before: Indicator, after: Indicator, plans: tuple[Plan, Plan]) -> bool:
    """Whether each is due in the year of its own plan: next year's target is no longer term."""
    return (before.due, after.due) == (plans[0].fiscal_year, plans[1].fiscal_year)


def _with_old_goal(before: Indicator, after: Indicator, plans: tuple[Plan, Plan]) -> Indicator:
    """Return an indicator with base, targets and due year as they were; last year's target is asked of this year."""
    targets, due = before.targets, before.due
    if _of_own_year(before, after, plans):
        due = after.due
        targets = tuple((due if year == before.due else year, target) for year, target in targets)
    return after._replace(
        baseline=before.baseline, targets=targets, due=due, blanks=before.blanks, better=before.better
    )
