"""The canonical form of a file: keys in the order of their declaration, a heading for every table that grows.

``dump`` writes data in it; ``Writer`` also the comments that somebody has written between them.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import tomli_w

from dxplan.format import keys
from dxplan.format.blocks import block as declare
from dxplan.format.comments import Attached
from dxplan.values.patterns import regex
from dxplan.values.widths import cells
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import date

    from dxplan.format.blocks import Block, Key
    from dxplan.format.comments import Comments
    from dxplan.model import KeyPath

Value: TypeAlias = "bool | int | Decimal | str | date | list[Value] | dict[str, Value]"

_BARE_KEY: Final = regex(r"[A-Za-z0-9_-]+")
#: Arrays of texts up to this width stand on one line, longer ones have a line for each text.
_WIDTH: Final = 100
#: What is figures, or one table, stands on one line however long it is.
_FIGURES: Final = ("base", "target", "actual", "tables")
#: A number with more digits than this is written as an exponent, or with sixteen to the base: somebody means harm.
_DIGITS: Final = 100
_UNDECLARED: Final = declare(None, "", "", "", "", [])


def dump(data: Mapping[str, Any], block: Block) -> str:
    """Return the data of a file as TOML text."""
    return Writer({}, ()).file(data, block)


class Writer:
    """Writes one file, line by line. Comments are looked up by the path of what they belong to.

    ``inline`` are the paths that were written behind a ``=``: what no declaration knows stays as it was.
    """

    def __init__(self, comments: Comments, inline: Container[KeyPath]) -> None:
        self._comments = comments
        self._inline = inline
        self._within: defaultdict[KeyPath, list[Attached]] = defaultdict(list)
        for path, attached in comments.items():
            for end in range(len(path)):
                self._within[path[:end]].append(attached)
        self._lines: list[str] = []

    def file(self, data: Mapping[str, Any], block: Block) -> str:
        """Return the text of the file."""
        attached = self._of(())
        self._put(attached.before)
        self._blank()
        self._keys(data, block, ())
        self._put(attached.tail)
        self._tables(data, block, (), ())
        self._blank()
        self._put(attached.after)
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        return "".join(f"{line}\n" for line in self._lines)

    def _of(self, path: KeyPath) -> Attached:
        return self._comments.get(path) or Attached()

    def _inside(self, path: KeyPath) -> list[str]:
        """Return the comments that stand within a value, in the order of the text."""
        return [line for attached in self._within.get(path, ()) for line in attached.lines()]

    def _blank(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def _put(self, lines: Iterable[str]) -> None:
        for line in lines:
            if line:
                self._lines.append(line)
            else:
                self._blank()

    def _keys(self, data: Mapping[str, Any], block: Block, path: KeyPath) -> None:
        """Write the values of a table that stand behind a ``=``."""
        for name in _in_order(data, block):
            at = (*path, name)
            if self._inner(name, data[name], block, at) is None:
                attached = self._of(at)
                self._put(attached.before)
                value = self._value(name, data[name], block.keys.get(name), at)
                self._lines.append(f"{_key(name)} = {value}{_behind(attached)}")
                self._put(attached.after)
                if attached.after:
                    self._blank()

    def _tables(self, data: Mapping[str, Any], block: Block, path: KeyPath, way: tuple[str, ...]) -> None:
        """Write the tables within a table that have a heading."""
        for name in _in_order(data, block):
            at, value = (*path, name), data[name]
            inner = self._inner(name, value, block, at)
            if inner is None:
                continue
            heading = (*way, _key(name))
            if isinstance(value, dict):
                self._table(value, inner, at, heading, self._of(at))
                continue
            around = self._of(at)
            for number, entry in enumerate(value):
                here = self._of((*at, number))
                first = [*around.before, around.behind] if number == 0 else []
                last = [*around.after, *around.tail] if number == len(value) - 1 else []
                attached = Attached(
                    [*(line for line in first if line), *here.before],
                    here.behind,
                    here.after,
                    [*here.tail, *last],
                )
                self._table(entry, inner, (*at, number), heading, attached)

    def _table(
        self, data: Mapping[str, Any], block: Block, path: KeyPath, way: tuple[str, ...], attached: Attached
    ) -> None:
        """Write a table under its heading, which is left out where only tables stand under it."""
        element = isinstance(path[-1], int)
        if element and block.path == keys.ITEM.path and "repost_of" in data:
            block = keys.REPOST
        only_tables = data and all(self._inner(name, data[name], block, (*path, name)) for name in data)
        if element or not only_tables or any(attached.lines()):
            self._blank()
            self._put(attached.before)
            heading = ".".join(way)
            self._lines.append((f"[[{heading}]]" if element else f"[{heading}]") + _behind(attached))
            self._put(attached.after)
            if attached.after:
                self._blank()
        self._keys(data, block, path)
        self._put(attached.tail)
        self._tables(data, block, path, way)

    def _inner(self, name: str, value: Any, block: Block, path: KeyPath) -> Block | None:  # noqa: ANN401 - any TOML value
        """Return the block of what stands under headings of its own; None for what stands behind a ``=``."""
        entries = value if isinstance(value, list) else [value]
        if not entries or not all(isinstance(entry, dict) for entry in entries):
            return None
        key = block.keys.get(name)
        if key:
            return None if key.inline else key.block
        if block.path == keys.RESULT.path and isinstance(value, dict) and parse_fiscal_year(name):
            return block  # the result of a year, which no declaration can name
        return None if path in self._inline else _UNDECLARED

    def _value(self, name: str, value: Any, key: Key | None, path: KeyPath) -> str:  # noqa: ANN401 - any TOML value
        """Return a value; comments within it that have no place there go above its key."""
        block = (key and key.block) or _UNDECLARED
        if not isinstance(value, list):
            self._put(self._inside(path))
            self._put(line for line in self._of(path).tail if line)
            return format_value(_ordered(value, block))
        elements = [format_value(_ordered(element, block)) for element in value]
        told = path in self._within or any(self._of(path).tail)
        line = f"[{', '.join(elements)}]"
        short = len(value) < 2 if key and key.shape == "tables" else bool(key and key.shape in _FIGURES)
        if not told and (short or ("\n" not in line and cells(f"{name} = {line}") <= _WIDTH)):
            return line
        lines = ["["]
        for number, element in enumerate(elements):
            at = (*path, number)
            attached = self._of(at)
            above = [*attached.before, *self._inside(at)]
            lines += [f"  {comment}" for comment in above if comment]
            lines.append(f"  {element},{_behind(attached)}")
        lines += [f"  {comment}" for comment in self._of(path).tail if comment]
        return "\n".join((*lines, "]"))


def _behind(attached: Attached) -> str:
    return f"  {attached.behind}" if attached.behind else ""


def _in_order(data: Mapping[str, Any], block: Block) -> list[str]:
    """Return the keys of a table: the declared ones in their order, then years in theirs, then all others as they stand.

    None is nothing, wherever data comes from a model.
    """
    others = [name for name in data if name not in block.keys]
    if all(map(parse_fiscal_year, others)):
        others.sort(key=lambda name: parse_fiscal_year(name) or 0)
    return [name for name in block.keys if data.get(name) is not None] + others


def _ordered(value: Any, block: Block) -> Any:  # noqa: ANN401 - any TOML value
    """Return an inline value with the keys of its tables in order."""
    if isinstance(value, dict):
        return {name: _ordered(value[name], block) for name in _in_order(value, block)}
    return [_ordered(part, block) for part in value] if isinstance(value, list) else value


def format_value(value: Value, newline: str = "\n") -> str:
    """Return a value as TOML; a text of several lines between triple quotes."""
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {format_value(part, newline)}" for key, part in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(format_value(part, newline) for part in value)}]"
    if isinstance(value, Decimal):
        if not value.is_finite():
            return "nan" if value.is_nan() else f"{'-' if value < 0 else ''}inf"
        return f"{value:f}" if -_DIGITS < value.adjusted() < _DIGITS else str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if value.bit_length() < 10 * _DIGITS else hex(value)
    # tomli-w writes LF; inside triple quotes a CRLF file keeps its own line end and still means LF.
    several = isinstance(value, str) and "\n" in value and "\r" not in value
    written = tomli_w.dumps({"v": value}, multiline_strings=several)
    return written.removeprefix("v = ").removesuffix("\n").replace("\n", newline)


def format_key(steps: KeyPath) -> str:
    """Return a key as written, quoted where it must be; indices of arrays are not written."""
    return ".".join(_key(step) for step in steps if isinstance(step, str))


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else tomli_w.dumps({"v": name})[4:-1]
