"""Where each key and value of a TOML text stands.

No TOML library tells it for inline tables and arrays in characters (see docs/dependencies.md). The text has
already been parsed, so this reader need not judge it; it is run only when a finding or an edit needs a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import tomli

from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.model import KeyPath


class Extent(NamedTuple):
    """A piece of the text, as offsets in characters."""

    start: int
    end: int


class Splice(NamedTuple):
    """A change of a text: what stands from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str

    def of(self, text: str) -> str:
        """Return a text with this change."""
        return text[: self.start] + self.text + text[self.end :]


@dataclass(slots=True)
class Positions:
    """The spans of keys and values of one text, and of the ``[headers]`` of its tables."""

    text: str
    keys: dict[KeyPath, Extent] = field(default_factory=dict)
    values: dict[KeyPath, Extent] = field(default_factory=dict)
    headers: dict[KeyPath, Extent] = field(default_factory=dict)
    _lines: list[int] = field(default_factory=list)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, counted in characters."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def key_span(self, key: KeyPath) -> Extent:
        """Return the span of a key, of the nearest table around it if the key is not there."""
        while key:
            for spans in (self.keys, self.headers, self.values):
                if key in spans:
                    return spans[key]
            key = key[:-1]
        return Extent(0, 0)

    def value_span(self, key: KeyPath) -> Extent:
        """Return the span of a value, of the nearest thing around it if the value is not there."""
        return self.values[key] if key in self.values else self.key_span(key)

    def after(self, splice: Splice, element: KeyPath = ()) -> Positions:
        """Return the positions in the text with a change; where lines were put in, only they are looked at.

        Of a piece of a text, ``element`` is which one it is, as in ``find_positions``.
        """
        text, at = splice.of(self.text), splice.start
        if splice.end != at or at == 0 or text[at - 1] != "\n" or not splice.text.endswith("\n"):
            return find_positions(text, element)
        above = [path for path, span in self.headers.items() if span.start < at]
        piece = _Scanner(splice.text, above).scan(above[-1] if above else ())
        below = _SKIP.match(text, at + len(splice.text))
        if piece.headers and below and text[below.end() : below.end() + 1] not in ("[", ""):
            return find_positions(text, element)  # what follows has another table now
        moved = Positions(text)
        for old, new, into in (
            (self.keys, piece.keys, moved.keys),
            (self.values, piece.values, moved.values),
            (self.headers, piece.headers, moved.headers),
        ):
            into.update((path, span) for path, span in old.items() if span.start < at)
            for spans, by in ((new, at), (old, len(splice.text))):
                for path, (start, end) in spans.items():
                    if spans is new or start >= at:
                        into.setdefault(path, Extent(start + by, end + by))
        return moved

    def within(self, blocks: Mapping[KeyPath, Extent]) -> dict[KeyPath, Positions]:
        """Return the positions in pieces of the text, each with what of an element, ``("item", 3)``, stands in it."""
        found = {element: Positions(self.text[start:end]) for element, (start, end) in blocks.items()}
        for kind in ("keys", "values", "headers"):
            into = {element: getattr(positions, kind) for element, positions in found.items()}
            for path, (start, end) in getattr(self, kind).items():
                element = path[:2]
                block = blocks.get(element)
                if block and block.start <= start and end <= block.end:
                    into[element][path] = Extent(start - block.start, end - block.start)
        return found


def find_positions(text: str, element: KeyPath = ()) -> Positions:
    """Return the positions in a valid TOML text, which may have CRLF line ends.

    Of a piece of a text that begins with ``[[item]]``, ``element`` is which one it is: ``("item", 3)``.
    """
    return _Scanner(text, [(*element[:-1], int(element[-1]) - 1)] if element else ()).scan()


_SKIP: Final = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK: Final = regex(r"[ \t]*")
_KEY_PART: Final = regex(
    r"""(?P<bare>[A-Za-z0-9_-]+)|"(?P<basic>(?:[^"\\]|\\.)*)"|'(?P<literal>[^']*)'""", re.VERBOSE
)
_STRING: Final = regex(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)
_SCALAR: Final = regex(r"[^,\]}#\r\n]*[^,\]}#\r\n \t]")
#: What most lines are, in one look: a key and a string or number.
_PLAIN_PAIR: Final = regex(
    r"""([A-Za-z0-9_-]+)[ \t]*=[ \t]*("(?!"")(?:[^"\\\n]|\\[^\n])*"|[^\[{"'#,\]}\s][^,\]}#\r\n]*(?<![ \t]))"""
)


class _Scanner:
    """A text that is looked through; ``above`` are the headers of what stands before it."""

    def __init__(self, text: str, above: Iterable[KeyPath] = ()) -> None:
        self.text = text
        self.at = 0
        self.found = Positions(text)
        self.array_lengths = {path[:-1]: path[-1] + 1 for path in above if isinstance(path[-1], int)}
        self.above = frozenset(above)

    def scan(self, table: KeyPath = ()) -> Positions:
        """Look through the text, which goes on with a table."""
        self._skip(_SKIP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_SKIP)
        return self.found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match is None:  # what is skipped may be empty, so this cannot be
            raise AssertionError(self.at)
        self.at = match.end()

    def _header(self) -> KeyPath:
        start = self.at
        array = self.text.startswith("[[", start)
        self.at += 2 if array else 1
        parts = self._dotted_key()
        self.at += 2 if array else 1
        name, span = parts[-1]
        table = (*self._resolve((), parts[:-1]), name)
        if array:
            self.found.keys.setdefault(table, span)
            index = self.array_lengths.get(table, 0)
            self.array_lengths[table] = index + 1
            table = (*table, index)
        self.found.headers[table] = Extent(start, self.at)
        return table

    def _resolve(self, table: KeyPath, parts: list[tuple[str, Extent]]) -> KeyPath:
        """Return the path of a dotted key; names of ``[[arrays]]`` on the way mean their last element."""
        for name, span in parts:
            table = self._last((*table, name))
            if table not in self.found.headers and table not in self.above:
                self.found.keys.setdefault(table, span)
        return table

    def _last(self, table: KeyPath) -> KeyPath:
        length = self.array_lengths.get(table)
        return (*table, length - 1) if length else table

    def _dotted_key(self) -> list[tuple[str, Extent]]:
        parts = []
        while True:
            self._skip(_BLANK)
            match = _KEY_PART.match(self.text, self.at)
            if match is None:
                raise ValueError(self.at)
            name = match["bare"] or match["literal"] or ""
            if match["basic"] is not None:
                name = tomli.loads(f"key = {match[0]}")["key"]
            parts.append((name, Extent(match.start(), match.end())))
            self.at = match.end()
            self._skip(_BLANK)
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _pair(self, table: KeyPath) -> None:
        if plain := _PLAIN_PAIR.match(self.text, self.at):
            path = (*table, plain[1])
            self.found.keys[path] = Extent(*plain.span(1))
            self.found.values[path] = Extent(*plain.span(2))
            self.at = plain.end()
            return
        parts = self._dotted_key()
        path = (*self._resolve(table, parts[:-1]), parts[-1][0])
        self.found.keys[path] = Extent(parts[0][1].start, parts[-1][1].end)
        self.at += 1  # "="
        self._skip(_BLANK)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        start = self.at
        opening = self.text[start]
        if opening == "[":
            self.at += 1
            index = 0
            while self._inside("]"):
                self._value((*path, index))
                index += 1
        elif opening == "{":
            self.at += 1
            while self._inside("}"):
                self._pair(path)
        else:
            match = (_STRING if opening in "\"'" else _SCALAR).match(self.text, start)
            if match is None:
                raise ValueError(start)
            self.at = match.end()
        self.found.values[path] = Extent(start, self.at)

    def _inside(self, closing: str) -> bool:
        """Step over commas and blanks; return whether something still comes before ``closing``."""
        self._skip(_SKIP)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_SKIP)
        if self.text[self.at] == closing:
            self.at += 1
            return False
        return True
