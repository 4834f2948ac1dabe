"""The smallest change to a TOML text: one value replaced or one line added, everything else byte for byte."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import tomli
import tomli_w

from dxplan.diagnostics import DxplanError
from dxplan.reading.positions import Positions, find_positions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.model import KeyPath

Value: TypeAlias = "bool | int | Decimal | str | dict[str, int | Decimal | str]"

#: Where a new key goes: behind the last one there that stands before it here.
_ORDER: Final = (
    *("id", "name", "new", "departments", "overview", "goal"),
    *("unit", "baseline", "target", "actual", "due", "better", "reference", "provisional"),
    *("done", "report", "verdict", "reason", "wording"),
)
_LINE_END: Final = re.compile(r"[^\n]*")
_INDENT: Final = re.compile(r"[ \t]*")


class EditError(DxplanError):
    """The text is written in a way that cannot be changed without touching more than one place."""


def set_values(text: str, edits: Iterable[tuple[KeyPath, Value]]) -> str:
    """Return ``text`` with values set; line ends, comments, order and layout stay.

    The outcome is parsed again and compared with what was asked for, so that a splice at a wrong place can
    never reach the disk.
    """
    expected = tomli.loads(text, parse_float=Decimal)
    for path, value in edits:
        text = _set_value(text, find_positions(text), path, value)
        _put(expected, path, value)
        try:
            outcome = tomli.loads(text, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            raise _cannot_edit(path) from error
        if outcome != expected:
            raise _cannot_edit(path)
    return text


def format_value(value: Value, newline: str = "\n") -> str:
    """Return a value as TOML; a text of several lines between triple quotes."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {format_value(part)}" for key, part in value.items()) + " }"
    if isinstance(value, Decimal):
        return f"{value:f}"
    # tomli-w writes LF; inside triple quotes a CRLF file keeps its own line end and still means LF.
    written = tomli_w.dumps({"v": value}, multiline_strings=isinstance(value, str) and "\n" in value)
    return written.removeprefix("v = ").removesuffix("\n").replace("\n", newline)


def _set_value(text: str, positions: Positions, path: KeyPath, value: Value) -> str:
    newline = _newline(text)
    if path in positions.values:
        start, end = positions.values[path]
        return text[:start] + format_value(value, newline) + text[end:]
    parent, key = path[:-1], str(path[-1])
    if parent in positions.values:
        return _add_inline(text, positions, parent, key, value)
    if parent in positions.headers:
        return _add_line(text, positions, path, f"{key} = {format_value(value, newline)}")
    if parent in positions.keys:  # result.done = true: the table exists only in the dots
        dotted = f"{parent[-1]}.{key} = {format_value(value, newline)}"
        return _insert_after(text, _end_of(positions, parent), dotted)
    if parent[:-1] in positions.headers:
        header = ".".join(str(step) for step in parent if isinstance(step, str))
        block = f"{newline}[{header}]{newline}{key} = {format_value(value, newline)}"
        return _insert_after(text, _end_of(positions, parent[:-1]), block)
    raise _cannot_edit(path)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _add_inline(text: str, positions: Positions, parent: KeyPath, key: str, value: Value) -> str:
    start, end = positions.values[parent]
    if text[start] != "{":
        raise _cannot_edit(parent)
    inside = text[start + 1 : end - 1].rstrip()
    comma = ", " if inside.strip() else " "
    addition = f"{comma}{key} = {format_value(value)}"
    return text[: start + 1] + inside + addition + " " + text[end - 1 :]


def _add_line(text: str, positions: Positions, path: KeyPath, line: str) -> str:
    """Add a line to a table behind the last key that canonically stands before it."""
    parent, key = path[:-1], str(path[-1])
    before = set(_ORDER[: _ORDER.index(key)]) if key in _ORDER else set(_ORDER)
    ends = [
        span.end
        for other, span in positions.values.items()
        if len(other) == len(path) and other[:-1] == parent and other[-1] in before
    ]
    start = positions.headers[parent].start
    indent = _INDENT.match(text, text.rfind("\n", 0, start) + 1)
    return _insert_after(
        text, max(ends, default=positions.headers[parent].end), (indent[0] if indent else "") + line
    )


def _end_of(positions: Positions, table: KeyPath) -> int:
    """Return where the last thing written inside a table ends."""
    spans = (positions.headers, positions.values)
    return max(span.end for found in spans for path, span in found.items() if path[: len(table)] == table)


def _insert_after(text: str, offset: int, lines: str) -> str:
    """Insert whole lines below the line that ends the thing at ``offset``, comment included."""
    newline = _newline(text)
    match = _LINE_END.match(text, offset)
    end = match.end() if match else len(text)
    if end < len(text):
        return text[: end + 1] + lines + newline + text[end + 1 :]
    return text + newline + lines + newline


def _put(data: dict[str, Any], path: KeyPath, value: Value) -> None:
    table: Any = data
    for step in path[:-1]:
        table = table.setdefault(step, {}) if isinstance(table, dict) else table[step]
    table[path[-1]] = value


def _cannot_edit(path: KeyPath) -> EditError:
    where = ".".join(str(step) for step in path)
    hint = "[[item]] と [item.result] の見出しを使う形（docs/format.md）に書き直してください。何も書き込んでいません。"
    return EditError(f"この書き方のファイルには「{where}」を書き込めません。", hint)
