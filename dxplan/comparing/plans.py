"""What differs between two plans, item by item: new and ended ones, places, texts, indicators, results, verdicts."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from dxplan.comparing.indicators import IndicatorChange, compare_indicators, of_different_years
from dxplan.judging.items import judge_plan
from dxplan.model import Item, Repost
from dxplan.model.changes import Move
from dxplan.model.scheme import UNRECORDED
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.judging.items import Assessment
    from dxplan.model import Direction, Indicator, Plan, Result
    from dxplan.model.changes import Change
    from dxplan.model.scheme import Verdict


class TextChange(NamedTuple):
    """A text that changed: its key, the fiscal year of a result's, what it was and is; "" where there is none."""

    key: str
    year: int | None
    before: str
    after: str


class RowChange(NamedTuple):
    """A row that is not what it was; ``before`` or ``after`` is None where there was or is none.

    ``moved`` tells that it stands under another heading, or in another order among the rows of both plans. ``others``
    are keys of the item that differ and are no texts. ``verdicts`` are what it was and is, None where that is the same;
    ``by_old_goal`` is what it would be by the goalposts where they stood before, None where none was moved. ``reasons``
    are those that were written down since.
    """

    before: Assessment | None
    after: Assessment | None
    moved: bool
    texts: tuple[TextChange, ...]
    indicators: tuple[IndicatorChange, ...]
    others: tuple[str, ...]
    verdicts: tuple[Verdict, Verdict] | None
    by_old_goal: Verdict | None
    reasons: tuple[Change, ...] = ()

    @property
    def row(self) -> Assessment:
        """The row as it is now, or was last."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - one of them is always there
        return row

    def reasons_of(self, change: IndicatorChange) -> tuple[Change, ...]:
        """Return the reasons why the goalposts of an indicator were moved."""
        names = {name for each in (change.before, change.after) if each for name in (each.name, each.group)}
        return tuple(each for each in self.reasons if each.indicator in names)


class HeadingChange(NamedTuple):
    """A direction or heading that is new, gone, or says something else: its id and name, and by key what differs.

    ``keys`` are none where it is in one of the plans only; ``new`` tells in which.
    """

    id: str
    name: str
    keys: tuple[str, ...]
    new: bool = False


class Comparison(NamedTuple):
    """Two plans, what differs in their heads (by key) and headings, and the rows that changed, ended ones last."""

    before: Plan
    after: Plan
    head: tuple[str, ...]
    headings: tuple[HeadingChange, ...]
    rows: tuple[RowChange, ...]
    continued: int

    @property
    def new(self) -> tuple[RowChange, ...]:
        """新規."""
        return tuple(row for row in self.rows if row.before is None)

    @property
    def ended(self) -> tuple[RowChange, ...]:
        """廃止."""
        return tuple(row for row in self.rows if row.after is None)

    @property
    def moves(self) -> dict[Move, int]:
        """How many indicators had their goalposts moved, by the name of the move."""
        found = [m for row in self.rows for i in row.indicators for m in i.moves]
        return {move: found.count(move) for move in Move if move in found}

    @property
    def differs(self) -> bool:
        """Whether anything at all does."""
        return bool(self.rows or self.head or self.headings)


_TEXTS: Final = ("name", "overview", "goal", "excluded")
_TOLD: Final = frozenset({"id", *_TEXTS, "departments", "indicators", "results", "source"})
_RESULT_TEXTS: Final = ("report", "reason", "wording", "published", "unjudged")


def compare(before: Plan, after: Plan) -> Comparison:
    """Return all that differs between two plans."""
    old = {row.id: row for row in judge_plan(before)}
    new = {row.id: row for row in judge_plan(after)}
    moved = _moved(list(old.values()), list(new.values()))
    indicators = {
        id_: ()
        if row.repost or id_ not in old
        else compare_indicators(old[id_].item.indicators, row.item.indicators, (before, after))
        for id_, row in new.items()
    }
    by_old_goal = verdicts_by_old_goal(after, indicators)
    rows = [
        _compare_rows(
            old.get(id_),
            row,
            (before, after),
            moved=id_ in moved,
            indicators=indicators[id_],
            by_old_goal=by_old_goal,
        )
        for id_, row in new.items()
    ]
    gone = [_only(row, None) for id_, row in old.items() if id_ not in new]
    return Comparison(
        before=before,
        after=after,
        head=_differing(before, after, {"name", "directions", "source"}),
        headings=tuple(_headings(before, after)),
        rows=(*(row for row in rows if row is not None), *gone),
        continued=len(old.keys() & new.keys()),
    )


def _only(before: Assessment | None, after: Assessment | None) -> RowChange:
    """Return a row that is only in one of the plans."""
    return RowChange(
        before, after, moved=False, texts=(), indicators=(), others=(), verdicts=None, by_old_goal=None
    )


def _differing(
    before: Plan | Direction | Item, after: Plan | Direction | Item, told: set[str] | frozenset[str]
) -> tuple[str, ...]:
    return tuple(k for k in after._fields if k not in told and getattr(before, k) != getattr(after, k))


def _headings(before: Plan, after: Plan) -> Iterator[HeadingChange]:
    """Yield the headings that are new, gone, or say something else, rows aside."""
    old, new = ({each.id: each for each in plan.headings} for plan in (before, after))
    for id_ in dict.fromkeys((*new, *old)):
        heading = new.get(id_) or old[id_]
        if id_ not in old or id_ not in new:
            yield HeadingChange(id_, heading.name, (), new=id_ in new)
        elif keys := _differing(old[id_], new[id_], {"entries", "parts", "source"}):
            yield HeadingChange(id_, heading.name, keys)


def _moved(old: Sequence[Assessment], new: Sequence[Assessment]) -> set[str]:
    """Return the ids of rows under another heading, and of the fewest that make one order the other."""
    places = {row.id: (place, [each.id for each in row.path]) for place, row in enumerate(old)}
    both = [row for row in new if row.id in places]
    found = {row.id for row in both if places[row.id][1] != [each.id for each in row.path]}
    rest = [row.id for row in both if row.id not in found]
    # The longest run of rows in their old order stays; who stands outside it has moved.
    ends: list[int] = []
    runs: list[tuple[str, ...]] = []
    for id_ in rest:
        at = bisect_left(ends, places[id_][0])
        run = (*(runs[at - 1] if at else ()), id_)
        ends[at : at + 1], runs[at : at + 1] = [places[id_][0]], [run]
    return found | (set(rest) - set(runs[-1] if runs else ()))


def verdicts_by_old_goal(after: Plan, changes: Mapping[str, Sequence[IndicatorChange]]) -> dict[str, Verdict]:
    """Return the verdicts of the items whose goalposts were moved, by the goalposts where they stood before."""
    moved = {id_ for id_, found in changes.items() if any(each.old_goal for each in found)}
    if not moved:
        return {}

    def back(item: Item) -> Item:
        goals = {id(each.after): each.old_goal for each in changes[item.id] if each.old_goal}
        kept: tuple[Indicator, ...] = tuple(goals.get(id(each)) or each for each in item.indicators)
        return item._replace(indicators=kept)

    def within(direction: Direction) -> Direction:
        entries = tuple(back(e) if isinstance(e, Item) and e.id in moved else e for e in direction.entries)
        return direction._replace(entries=entries, parts=tuple(map(within, direction.parts)))

    judged = judge_plan(after._replace(directions=tuple(map(within, after.directions))))
    return {row.id: row.verdict for row in judged if row.id in moved}


def _compare_rows(
    before: Assessment | None,
    after: Assessment,
    plans: tuple[Plan, Plan],
    *,
    moved: bool,
    indicators: tuple[IndicatorChange, ...],
    by_old_goal: Mapping[str, Verdict],
) -> RowChange | None:
    if before is None:
        return _only(None, after)
    old, new = before.repost or before.item, after.repost or after.item
    texts: list[TextChange] = []
    others: tuple[str, ...] = ()
    reasons: tuple[Change, ...] = ()
    if isinstance(old, Item) and isinstance(new, Item):
        texts += [TextChange(key, None, getattr(old, key) or "", getattr(new, key) or "") for key in _TEXTS]
        names = ["\n".join(map(str, item.departments)) for item in (old, new)]
        texts.append(TextChange("departments", None, names[0], names[1]))
        years = {result.year for result in (*old.results, *new.results)}
        for year in () if of_different_years(plans) else sorted(years):
            texts += _result_texts(year, old.result(year), new.result(year))
        others = _differing(old, new, _TOLD)
        reasons = tuple(each for each in new.changes if each not in old.changes)
    elif isinstance(old, Repost) != isinstance(new, Repost) or old != new:
        others = ("repost_of",)
    texts = [each for each in texts if each.before != each.after]
    verdicts = None if before.verdict == after.verdict else (before.verdict, after.verdict)
    if after.repost and before.repost:
        verdicts = None  # it follows its original, where that is told
    if after.verdict == UNRECORDED and of_different_years(plans):
        verdicts = None  # next year has only begun
    if not (moved or texts or indicators or others or verdicts):
        return None
    old_goal = by_old_goal.get(after.id)
    return RowChange(before, after, moved, tuple(texts), indicators, others, verdicts, old_goal, reasons)


def _result_texts(year: int, before: Result | None, after: Result | None) -> Iterator[TextChange]:
    for key in _RESULT_TEXTS:
        yield TextChange(key, year, *((getattr(each, key) if each else "") or "" for each in (before, after)))
    yield TextChange("done", year, *(_done(each) for each in (before, after)))
    overrides = [each.override if each else None for each in (before, after)]
    yield TextChange("override", year, *(f"{o.verdict.label}（{o.reason}）" if o else "" for o in overrides))


def _done(result: Result | None) -> str:
    if result is None or (result.done is None and result.state is None):
        return ""
    if result.state is not None:
        return result.state.label
    return "計画どおり" if result.done else "計画どおりでない"
