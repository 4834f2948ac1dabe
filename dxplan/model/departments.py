"""部局 and 課 through time: a name means a body only together with a fiscal year.

A section may be renamed, split, merged into another, and its old name may be taken up again by another body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.model.findings import DxplanError
from dxplan.model.plan import Item
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.plan import Plan


class Reorganisation(NamedTuple):
    """What became of a name, and the first fiscal year of that. Several new names share what is known of the old.

    A section that was split may be among its own successors; it keeps its name then.
    """

    old: str
    new: tuple[str, ...]
    since: int

    @property
    def gives_up(self) -> bool:
        """Whether the old name ended."""
        return self.old not in self.new


class Fate(NamedTuple):
    """What a body is called in a later year. ``split`` is its last name before it was split, "" if it was not."""

    names: tuple[str, ...]
    split: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentTable:
    """名簿: the valid names (``総務部 広報課``), what became of others, and names taken up by a body founded in a year.

    ``listed`` are the names in the order of the table, each with the year in which the body was founded, or 0.
    """

    names: frozenset[str] = frozenset()
    changes: tuple[Reorganisation, ...] = ()
    founded: tuple[tuple[str, int], ...] = ()
    listed: tuple[tuple[str, int], ...] = ()

    def order(self) -> dict[str, int]:
        """Return the places of 部局 and of their sections in the order of the table (建制順), by their names."""
        listed = (each for name, _ in self.listed for each in (name.partition(" ")[0], name))
        return {name: place for place, name in enumerate(dict.fromkeys(listed))}


def in_order(names: Iterable[str], table: DepartmentTable | None) -> list[str]:
    """Return names of 部局 or sections in 建制順; those that the table does not have behind the others of their 部局."""
    known = table.order() if table else {}
    last = len(known)

    def place(name: str) -> tuple[int, int]:
        return known.get(name.partition(" ")[0], last), known.get(name, last)

    return sorted(names, key=place)


class Lineage:
    """What became of a name and what it came from. Names that the table does not speak of have always been."""

    def __init__(self, table: DepartmentTable | None = None) -> None:
        known = table or DepartmentTable()
        self._from: dict[str, list[Reorganisation]] = {}
        self._to: dict[str, list[Reorganisation]] = {}
        self._begun: dict[str, list[int]] = {}
        self._became: dict[tuple[str, int, int], Fate] = {}
        for change in sorted(known.changes, key=lambda change: change.since):
            self._from.setdefault(change.old, []).append(change)
            for name in change.new:
                self._to.setdefault(name, []).append(change)
                self._begun.setdefault(name, []).append(change.since)
        for name, since in known.founded:
            self._begun.setdefault(name, []).append(since)

    def given_up(self, name: str, year: int) -> Reorganisation | None:
        """Return the change by which a name ended before a year, unless it had been taken up again by then."""
        ended = [change for change in self._from.get(name, ()) if change.gives_up and change.since <= year]
        if not ended or any(ended[-1].since <= begun <= year for begun in self._begun.get(name, ())):
            return None
        return ended[-1]

    def became(self, name: str, year: int, later: int) -> Fate:
        """Return what the body with a name in a year is called in a later one."""
        key = (name, year, later)
        if key not in self._became:
            self._became[key] = self._follow(name, year, later)
        return self._became[key]

    def related(self, name: str, year: int) -> tuple[str, ...]:
        """Return all other names that the body with a name in a year ever had, its successors' and forerunners'."""
        names = dict.fromkeys((*self._later(name, year), *self._former(name, year)))
        return tuple(other for other in names if other != name)

    def _follow(self, name: str, year: int, later: int) -> Fate:
        ends, split = {}, ""
        for change, last in self._ways(name, year, later):
            if change is None:
                ends[last] = True
            elif len(change.new) > 1:
                split = split or change.old
        return Fate(tuple(ends), split if len(ends) > 1 else "")

    def _later(self, name: str, year: int) -> Iterator[str]:
        return (new for change, _ in self._ways(name, year) if change for new in change.new)

    def _ways(self, name: str, year: int, later: int = 9999) -> Iterator[tuple[Reorganisation | None, str]]:
        """Yield every change on the ways from a name to a later year, and the names where they end, with None.

        Each change is later than the one before, so that there is an end.
        """
        open_ = [(name, year)]
        seen = set(open_)
        for last, when in open_:
            change = self._next(last, when, later)
            yield change, last
            for new in change.new if change else ():
                step = (new, change.since if change else 0)
                if step not in seen:
                    seen.add(step)
                    open_.append(step)

    def _next(self, name: str, year: int, later: int) -> Reorganisation | None:
        ahead = (change for change in self._from.get(name, ()) if year < change.since <= later)
        return self.given_up(name, year) or next(ahead, None)

    def _former(self, name: str, year: int) -> Iterator[str]:
        """Yield the names that led to the body with a name in a year, nearest first."""
        open_ = [(name, year)]
        seen = set(open_)
        for last, when in open_:
            ended = self.given_up(last, when)
            at = ended.since - 1 if ended else when
            life = max(
                (c.since for c in self._from.get(last, ()) if c.gives_up and c.since <= at),
                default=0,
            )
            for change in self._to.get(last, ()):
                step = (change.old, change.since - 1)
                if life <= change.since <= at and change.old != last and step not in seen:
                    seen.add(step)
                    open_.append(step)
                    yield change.old


def departments_called(
    plan: Plan, text: str, table: DepartmentTable | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the departments of a plan with a text in their name, and those that had or got such a name.

    A text that stands in none of them is an error.
    """
    lineage = Lineage(table)
    items = (row for row in plan.rows if isinstance(row, Item))
    names = dict.fromkeys(str(department) for item in items for department in item.departments)
    called = tuple(name for name in names if text in name)
    renamed = tuple(
        name
        for name in names
        if name not in called and any(text in other for other in lineage.related(name, plan.fiscal_year))
    )
    if not (called or renamed) or not text.strip():
        import difflib

        parts = dict.fromkeys(part for name in names for part in (*reversed(name.split(" ")), name))
        close = difflib.get_close_matches(text, parts, n=1, cutoff=0.5)
        hint = (
            f"「{close[0]}」の間違いではありませんか。"
            if close
            else "dxplan status で、計画にある課を確かめられます。"
        )
        raise DxplanError(f"「{text}」という部局や課は、この計画にありません。", hint)
    return called, renamed
