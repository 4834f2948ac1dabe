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
    from dxplan.model import KeyPath


class Extent(NamedTuple):
    """A piece of the text, as offsets in characters."""

    start: int
    end: int


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


def find_positions(text: str, element: KeyPath = ()) -> Positions:
    """Return the positions in a valid TOML text, which may have CRLF line ends.

    Of a piece of a text that begins with ``[[item]]``, ``element`` is which one it is: ``("item", 3)``.
    """
    return _Scanner(text, element).scan()


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


class _Scanner:
    def __init__(self, text: str, element: KeyPath = ()) -> None:
        self.text = text
        self.at = 0
        self.found = Positions(text)
        self.array_lengths: dict[KeyPath, int] = {}
        if element:
            self.array_lengths[element[:-1]] = int(element[-1])

    def scan(self) -> Positions:
        table: KeyPath = ()
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
            if table not in self.found.headers:
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
