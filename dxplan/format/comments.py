"""The comments of a TOML text, each with what it belongs to, so that they stay with it where the layout changes.

A comment on a line of its own belongs to what stands right below it, else to what stands right above; one that is set
apart by blank lines stands before what comes next. One that looks like a key (``# actual = 12``) is a key somebody has
put out of action, and stays in its table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.format.positions import find_positions
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.format.positions import Positions
    from dxplan.model import KeyPath


@dataclass(slots=True)
class Attached:
    """The comments of a key, a heading or an element of an array; "" is a blank line that somebody left.

    ``before`` stands above it, ``behind`` at the end of its line, ``after`` below it, and ``tail`` below the last key
    of a table or the last element of an array. Of the whole file, whose path is (), ``before`` is its beginning and
    ``after`` its end.
    """

    before: list[str] = field(default_factory=list)
    behind: str = ""
    after: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield all comments, in the order of the text."""
        for line in (*self.before, self.behind, *self.after, *self.tail):
            if line:
                yield line


Comments: TypeAlias = "dict[KeyPath, Attached]"

_BLANKS: Final = " \t\r"
_PUT_OUT: Final = regex(r"""#+\s*(?:[A-Za-z0-9_-]+|"[^"]*")(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"))*\s*=.*""")
_DIRECTIVE: Final = "#:"


def find_comments(text: str, positions: Positions | None = None) -> Comments:
    """Return the comments of a sound TOML text, in its order."""
    return _Finder(text, positions or find_positions(text)).find()


class _Statement(NamedTuple):
    """A heading, a ``key = value``, or an element of an array: where it begins and ends."""

    start: int
    end: int
    path: KeyPath
    heading: bool = False


class _Finder:
    def __init__(self, text: str, positions: Positions) -> None:
        self.text = text
        self.positions = positions
        self.found: Comments = {}

    def find(self) -> Comments:
        values = self.positions.values
        headers = (_Statement(*span, path, heading=True) for path, span in self.positions.headers.items())
        spans = sorted((*headers, *(self._of_value(path) for path in values)))
        statements = list(_outermost(spans))
        first = statements[0] if statements else None
        self._head(self.text[: first.start if first else len(self.text)], first)
        table: KeyPath = ()
        for number, statement in enumerate(statements):
            following = statements[number + 1] if number + 1 < len(statements) else None
            table = statement.path if statement.heading else table
            if not statement.heading and "#" in self.text[slice(*values[statement.path])]:
                self._inside(statement.path, spans)
            gap = self.text[statement.end : following.start if following else len(self.text)]
            if "#" in gap:
                self._between(statement, gap, following, table)
        return self.found

    def _at(self, path: KeyPath) -> Attached:
        return self.found.setdefault(path, Attached())

    def _of_value(self, path: KeyPath) -> _Statement:
        start, end = self.positions.values[path]
        return _Statement(
            self.positions.keys[path].start if path in self.positions.keys else start, end, path
        )

    def _head(self, gap: str, first: _Statement | None) -> None:
        """Attach what stands above everything: to the file, but for what stands right above the first statement."""
        lines = _lines(gap, last=first is None)
        groups = _groups(lines)
        near = groups.pop() if first and groups and lines[-1] else []
        of_the_file = max(
            (number for number, line in enumerate(near, 1) if line.startswith(_DIRECTIVE)), default=0
        )
        if of_the_file:
            groups.append(near[:of_the_file])
        if groups:
            self._at(()).before = _apart(groups)
        if first and near[of_the_file:]:
            self._at(first.path).before = near[of_the_file:]

    def _between(self, statement: _Statement, gap: str, following: _Statement | None, table: KeyPath) -> None:
        """Attach what stands between a statement and the following one, None at the end of the file."""
        behind, _, rest = gap.partition("\n")
        if behind.strip(_BLANKS):
            self._at(statement.path).behind = behind.strip(_BLANKS)
        lines = _lines(rest, last=following is None)
        groups = _groups(lines)
        if not groups:
            return
        of_table = following is None or following.heading
        mine: list[list[str]] = []
        while groups:
            above = not mine and bool(lines[0])
            below = len(groups) == 1 and bool(lines[-1]) and following is not None
            put_out = of_table and above == below and all(_PUT_OUT.match(line) for line in groups[0])
            if not put_out and not (above and not below):
                break
            mine.append(groups.pop(0))
        apart = [] if lines[0] else [""]
        if mine and of_table:
            self._at(table).tail += apart + _apart(mine)
        elif mine:
            self._at(statement.path).after = apart + _apart(mine)
        if groups and following:
            blank = [] if lines[-1] else [""]
            self._at(following.path).before = ([""] if mine else apart) + _apart(groups) + blank
        elif groups:
            self._at(()).after = _apart(groups)

    def _inside(self, path: KeyPath, spans: list[_Statement]) -> None:
        """Attach what stands within an array or an inline table."""
        start, end = self.positions.values[path]
        if self.text[start] not in "[{":
            return
        inner = spans[bisect_right(spans, start, key=_start) : bisect_left(spans, end, key=_start)]
        before: _Statement | None = None
        at = start + 1
        for statement in (*_outermost(inner), None):
            gap = self.text[at : statement.start if statement else end - 1]
            first, *others = (line.lstrip(f"{_BLANKS},").rstrip(_BLANKS) for line in gap.split("\n"))
            if before and first:
                self._at(before.path).behind = first
                first = ""
            if rest := [line for line in (first, *others) if line]:
                if statement:
                    self._at(statement.path).before = rest
                else:
                    self._at(path).tail += rest
            if statement:
                self._inside(statement.path, inner)
                before, at = statement, statement.end


_start: Final = attrgetter("start")


def _outermost(spans: Iterable[_Statement]) -> Iterator[_Statement]:
    """Yield those of sorted statements that stand in no other."""
    end = -1
    for span in spans:
        if span.start >= end:
            end = span.end
            yield span


def _lines(gap: str, *, last: bool) -> list[str]:
    """Return the lines of a gap, at least one; of the line that a statement follows in only the blanks are in it."""
    lines = [line.strip(_BLANKS) for line in gap.split("\n")]
    return lines if last or len(lines) == 1 else lines[:-1]


def _groups(lines: Iterable[str]) -> list[list[str]]:
    """Return the lines that stand together."""
    return [list(group) for there, group in groupby(lines, bool) if there]


def _apart(groups: Iterable[list[str]]) -> list[str]:
    """Return groups one below the other, a blank line between them."""
    return [line for group in groups for line in ("", *group)][1:]
