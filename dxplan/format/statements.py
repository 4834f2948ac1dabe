"""A text as its statements, each whole with what people have written around it, to be put together anew.

A statement is a ``key = value`` or a heading. Joined again they are the text, byte for byte.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import tomli

from dxplan.format.positions import find_positions
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from dxplan.model import KeyPath


class Statement(NamedTuple):
    """A ``key = value`` or a heading: what stands above it, it itself, and what stands behind it to the end of the line.

    ``name`` is the way to it from the nearest ``[[array]]`` around it, in which a heading has what is under it.
    """

    name: tuple[str, ...]
    array: bool
    above: str
    code: str
    behind: str
    value: Any
    pairs: list[Statement]
    tables: list[Statement]

    @property
    def text(self) -> str:
        """All of it, as it is written."""
        return f"{self.above}{self.line}{''.join(each.text for each in (*self.pairs, *self.tables))}"

    @property
    def line(self) -> str:
        """It without what stands above."""
        return f"{self.code}{self.behind}"


class StatementFile(NamedTuple):
    """A file: what stands above everything, its statements, and what stands below everything."""

    head: str
    statements: Statement
    tail: str


class OtherwiseWrittenError(ValueError):
    """A text is sound, but written in a way in which no plan is."""


def parse(text: str) -> dict[str, Any]:
    """Return what a text says, numbers as exact decimals; ValueError where it is no TOML."""
    return tomli.loads(text, parse_float=Decimal)


def read_statements(text: str, newline: str) -> StatementFile:
    """Return a sound text as statements; ValueError where it is no TOML, OtherwiseWrittenError where no plan is so."""
    data = parse(text)
    if text and not text.endswith("\n"):
        text += newline
    found = find_positions(text)
    spans = [(*span, path, True) for path, span in found.headers.items()]
    spans += [
        (found.keys[at].start, span.end, at, False) for at, span in found.values.items() if at in found.keys
    ]
    root = here = Statement((), False, "", "", "", data, [], [])  # noqa: FBT003 - the fields of a tuple
    arrays: list[tuple[KeyPath, Statement]] = [((), root)]
    table: KeyPath = ()
    head, end, read = "", 0, 0
    for start, stop, path, heading in sorted(spans):
        if start < read:  # within the value before
            continue
        begin, line_end = text.rfind("\n", 0, start) + 1, text.index("\n", stop) + 1
        above = text[end:begin]
        if end == 0:
            head, above = _head(above, newline if heading else "")
        around = table
        if heading:
            while not (len(arrays[-1][0]) < len(path) and path[: len(arrays[-1][0])] == arrays[-1][0]):
                arrays.pop()
            around, here = arrays[-1]
        array = heading and isinstance(path[-1], int)
        name = path[len(around) : -1] if array else path[len(around) :]
        statement = Statement(
            _names(name), array, above, text[begin:stop], text[stop:line_end], at_path(data, path), [], []
        )
        (here.tables if heading else here.pairs).append(statement)
        if heading:
            table, here = path, statement
        if array:
            arrays.append((path, statement))
        read, end = stop, line_end
    return StatementFile(head, root, text[end:])


def _head(above: str, gap: str) -> tuple[str, str]:
    """Part what stands above the first statement: what belongs to the file, and what to the statement.

    A heading keeps the blank line above it, which it needs where another one comes to stand there.
    """
    lines = above.splitlines(keepends=True)
    near = list(takewhile(lambda line: line.strip() and not line.startswith("#:"), reversed(lines)))[::-1]
    of_file = lines[: len(lines) - len(near)]
    if gap and of_file and not of_file[-1].strip():
        of_file.pop()
    return "".join(of_file), "".join((gap, *near))


def _names(name: KeyPath) -> tuple[str, ...]:
    names = tuple(step for step in name if isinstance(step, str))
    if len(names) < len(name):
        raise OtherwiseWrittenError
    return names


def at_path(data: Any, path: KeyPath) -> Any:  # noqa: ANN401 - TOML data
    for step in path:
        data = data[step]
    return data
