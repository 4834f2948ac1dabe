"""What the items of a plan were in each of its versions: targets, bases, due years, actuals, verdicts, and when they changed.

A version is told by the keys of its files, which are the same where what stands in them is: each distinct file is parsed
once, and an item is read only where it, or the head of its plan, says something else than in the version before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.comparing.indicators import compare_indicators
from dxplan.comparing.plans import verdicts_by_old_goal
from dxplan.format.document import Document, read_document
from dxplan.format.reading.head import HEAD_FILE
from dxplan.format.reading.plan import read_plan, read_rows
from dxplan.judging.items import judge_plan
from dxplan.model import Item
from dxplan.model.findings import Severity
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dxplan.model import Actual, Blank, Indicator, Plan, Target
    from dxplan.model.changes import Move
    from dxplan.model.earlier import Befores
    from dxplan.model.revisions import Commit
    from dxplan.model.scheme import Verdict


class Version(NamedTuple):
    """A version of a plan: its commit, None for the files as they are; its folder; its files by name with their keys.

    ``parents`` are the places of the versions that it was made of, among all of them; ``before`` is the key of what the
    plan of the year before said then.
    """

    commit: Commit | None
    folder: str
    files: Mapping[str, str]
    parents: tuple[int, ...]
    before: str


class Figure(NamedTuple):
    """A figure with its unit; of 期限 a fiscal year, without one."""

    value: Target | Actual | Blank | int
    unit: str


class Value(NamedTuple):
    """A value that an indicator came to have: ``what`` is 目標値, 基準値, 期限 or 実績値, ``year`` its fiscal year."""

    what: str
    year: int | None
    before: Figure | None
    after: Figure | None


class IndicatorStep(NamedTuple):
    """What changed of an indicator: its name, the one it had before where that was another, moved goalposts, values."""

    name: str
    was: str
    moves: tuple[Move, ...]
    values: tuple[Value, ...]


class Step(NamedTuple):
    """What a version changed of an item. ``there`` tells that it came (True) or went (False), None where neither.

    ``verdicts`` are those before and after, with their fiscal year; None where that is the same.
    """

    version: Version
    there: bool | None
    indicators: tuple[IndicatorStep, ...]
    verdicts: tuple[int, Verdict | None, Verdict | None] | None


class Unread(NamedTuple):
    """A version that could not be read, and why."""

    version: Version
    why: str


class ItemHistory(NamedTuple):
    """All that changed of an item, the oldest first; ``unread`` are the versions that were passed over."""

    steps: tuple[Step, ...]
    unread: tuple[Unread, ...]


class MovedGoals(NamedTuple):
    """An item whose goalposts were moved: when, and what it is by the first of them and by those it has.

    ``by_first`` is None where nothing is left that the first ones could be asked of, ``now`` where the item is gone.
    """

    id: str
    name: str
    steps: tuple[Step, ...]
    by_first: Verdict | None
    now: Verdict | None


class GoalsHistory(NamedTuple):
    """The items of a plan whose goalposts were moved; ``unread`` are the versions that were passed over."""

    items: tuple[MovedGoals, ...]
    unread: tuple[Unread, ...]


class _Row(NamedTuple):
    """An item as a file says it: the file, the table, in one text all that counts, the indicators it takes over."""

    file: str
    data: dict[str, Any]
    said: str
    linked: tuple[str, ...]


class _State(NamedTuple):
    """An item in a version: what head and file said of it, the item with its plan, and its verdict."""

    said: tuple[str, ...]
    item: Item
    plan: Plan
    verdict: Verdict


#: Of an indicator, what is recorded and no goal.
_RECORDED: Final = frozenset({"actual", "outlook", "provisional", "unjudged", "source", "fields"})
#: An indicator is known by its group, name and part; what it holds by what it is and its fiscal year.
_Name = tuple[str, str, str]
_Slot = tuple[str, int | None]


class _UnreadableError(Exception):
    pass


class Past:
    """The versions of a plan, in an order in which none comes before those it was made of.

    ``contents`` gives the bytes of a file by its key, None where nobody has them; ``befores`` are by their key what the
    indicators were in the year before the plan begins, as far as that was known.
    """

    def __init__(
        self,
        name: str,
        versions: Sequence[Version],
        contents: Callable[[str], bytes | None],
        befores: Mapping[str, Befores],
    ) -> None:
        self._name, self._versions = name, versions
        self._contents, self._befores = contents, befores
        self._documents: dict[str, Document | str] = {}

    def of_item(self, id_: str) -> ItemHistory:
        """Return what became of an item."""
        walk = _Walk(self, id_)
        return ItemHistory(tuple(walk.steps.get(id_, ())), tuple(walk.unread))

    def of_goals(self, now: Plan) -> GoalsHistory:
        """Return whose goalposts were moved, in the order of the plan as it is now, what is gone last."""
        walk = _Walk(self, None)
        moved = {
            id_: kept
            for id_, steps in walk.steps.items()
            if (kept := tuple(step for step in map(_moving, steps) if step.indicators))
        }
        items = {row.id: row for row in now.rows if isinstance(row, Item)}
        changes = {
            id_: compare_indicators(
                walk.firsts[id_].item.indicators, items[id_].indicators, (walk.firsts[id_].plan, now)
            )
            for id_ in moved
            if id_ in items
        }
        by_first = verdicts_by_old_goal(now, changes)
        verdicts = {row.id: row.verdict for row in judge_plan(now)}
        order = (*(id_ for id_ in items if id_ in moved), *(id_ for id_ in moved if id_ not in items))
        return GoalsHistory(
            tuple(
                MovedGoals(
                    id_,
                    (items.get(id_) or walk.firsts[id_].item).name,
                    moved[id_],
                    by_first.get(id_),
                    verdicts.get(id_),
                )
                for id_ in order
            ),
            tuple(walk.unread),
        )

    @property
    def versions(self) -> Sequence[Version]:
        """All versions, the oldest first."""
        return self._versions

    def holds(self, key: str, word: str) -> bool:
        """Tell whether a file may have a word in it; in TOML it may also be written in other letters."""
        content = self._contents(key)
        return content is None or word.encode() in content or b"\\u" in content.lower()

    def document(self, key: str, path: str) -> Document:
        """Return a file, parsed."""
        found = self._documents.get(key)
        if found is None:
            content = self._contents(key)
            if content is None:
                found = "中身が、このリポジトリにない（一部だけを取ってきた）か、大きすぎます。"
            else:
                read = read_document(path, content)
                found = read if isinstance(read, Document) else f"{read.line}行目: {read.message}"
            self._documents[key] = found
        if isinstance(found, str):
            raise _UnreadableError(f"{path.rpartition('/')[2]} {found}")
        return found

    def read(self, version: Version, rows: Mapping[str, _Row], whole: Mapping[str, _Row]) -> Plan:
        """Return the plan of a version with some rows alone, and those whose indicators they take over."""
        wanted = [*rows.values(), *_originals(rows.values(), whole.values())]
        documents = {}
        for name, key in version.files.items():
            path = f"{version.folder}/{name}"
            if name == HEAD_FILE:
                documents[path] = self.document(key, path)
            elif here := [row.data for row in wanted if row.file == name]:
                document = self.document(key, path)
                documents[path] = Document(path, document.text, {**document.data, "item": here})
        text = read_rows(self._name, version.folder, version.files, documents, self._befores[version.before])
        if text.plan is None:
            raise _UnreadableError(self._fault(version))
        return text.plan

    def _fault(self, version: Version) -> str:
        """Return the first error of a version that can be parsed."""
        files = {name: self._contents(key) or b"" for name, key in version.files.items()}
        found = read_plan(self._name, version.folder, files).findings
        errors = [each for each in found if each.severity is Severity.ERROR]
        return next((f"{e.source.path.rpartition('/')[2]} {e.line}行目: {e.message}" for e in errors), "")


def _originals(rows: Iterable[_Row], whole: Iterable[_Row]) -> list[_Row]:
    """Return the rows whose indicators others take over, as far as they are not among them."""
    linked = {id_ for row in rows for id_ in row.linked}
    if not linked:
        return []
    own = {id(row.data) for row in rows}
    return [
        row
        for row in whole
        if id(row.data) not in own
        and linked & {each.get("id") for each in _tables(row.data.get("indicator"))}
    ]


def _tables(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


class _Walk:
    """One way through all versions: of one item with all that it holds, or of all items with their goals."""

    def __init__(self, past: Past, id_: str | None) -> None:
        self._past, self._id = past, id_
        self.steps: dict[str, list[Step]] = {}
        self.unread: list[Unread] = []
        self.firsts: dict[str, _State] = {}
        self._tables: dict[str, dict[str, _Row]] = {}
        self._told: dict[str, dict[_Name, dict[_Slot, Figure]]] = {}
        self._verdicts: dict[str, Verdict | None] = {}
        self._heads: dict[str, str] = {}
        states: list[dict[str, _State]] = []
        for version in past.versions:
            parents = [states[at] for at in version.parents]
            try:
                found = self._states(version, parents)
            except _UnreadableError as error:
                self.unread.append(Unread(version, str(error)))
                states.append(parents[0] if parents else {})
                continue
            states.append(found)
            for each in dict.fromkeys((*found, *(id_ for states_ in parents for id_ in states_))):
                self._go(each, version, found.get(each), [before.get(each) for before in parents])

    def _states(self, version: Version, parents: Sequence[Mapping[str, _State]]) -> dict[str, _State]:
        """Return the items of a version; those that say what they said in one it was made of are taken from there."""
        if HEAD_FILE not in version.files:
            raise _UnreadableError("計画の表紙 plan.toml がありません。")
        key = version.files[HEAD_FILE]
        head = self._head(key, f"{version.folder}/{HEAD_FILE}")
        rows, whole = self._rows(version, expected=any(self._id in each for each in parents))
        said = {
            id_: (head, version.before, row.said, *(each.said for each in _originals((row,), whole.values())))
            for id_, row in rows.items()
        }
        found: dict[str, _State] = {}
        for id_, words in said.items():
            for before in parents:
                state = before.get(id_)
                if state and state.said == words:
                    found[id_] = state
                    break
        new = {id_: row for id_, row in rows.items() if id_ not in found}
        if not new:
            return found
        plan = self._past.read(version, new, whole)
        verdicts = {row.id: row.verdict for row in judge_plan(plan)}
        found |= {
            item.id: _State(said[item.id], item, plan, verdicts[item.id])
            for item in plan.rows
            if isinstance(item, Item) and item.id in new
        }
        return {id_: found[id_] for id_ in rows if id_ in found}

    def _head(self, key: str, path: str) -> str:
        if key not in self._heads:
            self._heads[key] = repr(self._past.document(key, path).data)
        return self._heads[key]

    def _rows(self, version: Version, *, expected: bool) -> tuple[dict[str, _Row], Mapping[str, _Row]]:
        """Return the items that are followed, and all there are as far as they are needed for those.

        An item that is ``expected`` and is nowhere may stand in a file that cannot be read.
        """
        files = [(name, key) for name, key in version.files.items() if name != HEAD_FILE]

        def everything() -> dict[str, _Row]:
            return {id_: row for name, key in files for id_, row in self._in_file(version, name, key).items()}

        if self._id is None:
            whole = everything()
            return whole, whole
        likely = [(name, key) for name, key in files if self._past.holds(key, self._id)]
        found = [row for name, key in likely if (row := self._in_file(version, name, key).get(self._id))]
        rows = dict.fromkeys([self._id], found[-1]) if found else {}
        if any(row.linked for row in found) or (expected and not found):
            return rows, everything()
        return rows, rows

    def _in_file(self, version: Version, name: str, key: str) -> dict[str, _Row]:
        found = self._tables.get(key)
        if found is None:
            data = self._past.document(key, f"{version.folder}/{name}").data
            found = self._tables[key] = {
                table["id"]: self._row(name, table)
                for table in _tables(data.get("item"))
                if isinstance(table.get("id"), str) and "repost_of" not in table
            }
        return found

    def _row(self, file: str, table: dict[str, Any]) -> _Row:
        indicators = _tables(table.get("indicator"))
        said: object = table
        if self._id is None:
            said = [
                {key: value for key, value in each.items() if key not in _RECORDED} for each in indicators
            ]
        linked = tuple(each["repost_of"] for each in indicators if isinstance(each.get("repost_of"), str))
        return _Row(file, table, repr(said), linked)

    def _go(self, id_: str, version: Version, now: _State | None, parents: Sequence[_State | None]) -> None:
        """Keep what a version changed of an item, and what it holds from then on.

        A merge changed only what is not as it was told last.
        """
        merge, before = len(parents) > 1, parents[0] if parents else None
        if (now is None and before is None) or (parents and all(now is parent for parent in parents)):
            return
        if now is not None:
            self.firsts.setdefault(id_, now)
        told = self._told.setdefault(id_, {})
        changed = self._merged(before, now, told) if merge else self._changed(before, now, told)
        indicators = tuple(changed)
        verdicts = None
        if self._id is not None:
            last = self._verdicts.get(id_) if merge else before.verdict if before else None
            verdict = now.verdict if now else None
            state = now or before
            if state and last != verdict:
                verdicts = (state.plan.fiscal_year, last, verdict)
            self._verdicts[id_] = verdict
        there = None if merge or (now is None) is (before is None) else now is not None
        if indicators or verdicts or there is not None:
            self.steps.setdefault(id_, []).append(Step(version, there, indicators, verdicts))

    def _changed(
        self, before: _State | None, now: _State | None, told: dict[_Name, dict[_Slot, Figure]]
    ) -> Iterator[IndicatorStep]:
        old, new = (state.item.indicators if state else () for state in (before, now))
        first = before or now
        last = now or before
        for change in compare_indicators(old, new, (first.plan, last.plan)) if first and last else ():
            held, holds = self._figures(change.before), self._figures(change.after)
            kept = told.pop(_name(change.before), {}) if change.before else {}
            if change.after:
                kept = {slot: figure for slot, figure in kept.items() if holds.get(slot) == held.get(slot)}
                kept |= {slot: figure for slot, figure in holds.items() if held.get(slot) != figure}
                told[_name(change.after)] = kept
            values = tuple(_values(held, holds))
            moves = change.moves if before and now else ()
            was = change.before.name if change.before and change.before.name != change.name else ""
            if values or moves or was:
                yield IndicatorStep(change.name, was, moves, values)

    def _merged(
        self, before: _State | None, now: _State | None, told: dict[_Name, dict[_Slot, Figure]]
    ) -> Iterator[IndicatorStep]:
        indicators = {_name(each): each for each in now.item.indicators} if now else {}
        moves = {}
        if before and now:
            found = compare_indicators(before.item.indicators, now.item.indicators, (before.plan, now.plan))
            moves = {_name(each.after): each.moves for each in found if each.after}
        for name in dict.fromkeys((*indicators, *told)):
            holds = self._figures(indicators.get(name))
            values = tuple(_values(told.pop(name, {}), holds))
            if name in indicators:
                told[name] = holds
            if values:
                yield IndicatorStep(name[1], "", moves.get(name, ()), values)

    def _figures(self, indicator: Indicator | None) -> dict[_Slot, Figure]:
        """Return what an indicator holds, of goals alone what they are."""
        if indicator is None:
            return {}
        found: dict[_Slot, Figure] = {}
        if indicator.baseline is not None:
            found["基準値", None] = Figure(indicator.baseline, indicator.unit)
        for year, blank in indicator.blanks:
            found["基準値" if year is None else "目標値", year] = Figure(blank, indicator.unit)
        for year, target in indicator.targets:
            found["目標値", year] = Figure(target, indicator.unit)
        if indicator.targets:
            found["期限", None] = Figure(indicator.due, "")
        if self._id is not None:
            for year, actual in indicator.actuals:
                found["実績値", year] = Figure(actual, indicator.unit)
        return found


def _name(indicator: Indicator) -> _Name:
    return indicator.group, indicator.name, indicator.part


def _values(before: Mapping[_Slot, Figure], after: Mapping[_Slot, Figure]) -> Iterator[Value]:
    """Yield what differs. A target that only went to another year is one; its year is told as 期限."""
    gone = [year for what, year in before if what == "目標値" and (what, year) not in after]
    come = [year for what, year in after if what == "目標値" and (what, year) not in before]
    moved = gone[0] if len(gone) == len(come) == 1 else None
    for what in ("基準値", "目標値", "期限", "実績値"):
        years = dict.fromkeys(year for w, year in (*after, *before) if w == what)
        for year in sorted(years, key=lambda year: year or 0):
            if what == "目標値" and moved is not None and year == moved:
                continue
            at = moved if what == "目標値" and moved is not None and year == come[0] else year
            old, new = before.get((what, at)), after.get((what, year))
            if old != new:
                yield Value(what, year, old, new)


def _moving(step: Step) -> Step:
    """Return a step with nothing but the goalposts that were moved."""
    return step._replace(indicators=tuple(each for each in step.indicators if each.moves))
