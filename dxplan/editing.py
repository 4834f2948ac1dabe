"""The smallest change to a TOML text: one value replaced or one line added, everything else byte for byte."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import tomli
import tomli_w

from dxplan.diagnostics import DxplanError
from dxplan.reading.positions import Positions, Span, find_positions

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
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


class EditError(DxplanError):
    """The text is written in a way that cannot be changed without touching more than one place."""


def set_values(text: str, edits: Iterable[tuple[KeyPath, Value]]) -> str:
    """Return ``text`` with values set; line ends, comments, order and layout stay.

    The outcome is parsed again and compared with what was asked for, so that a splice at a wrong place can
    never reach the disk. Texts of several lines get the file's line ends and mean LF.
    """
    expected = tomli.loads(text, parse_float=Decimal)
    for path, asked in edits:
        value = _readable(asked).replace("\r\n", "\n") if isinstance(asked, str) else asked
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
        pairs = (f"{_key((key,))} = {format_value(part, newline)}" for key, part in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, Decimal):
        return f"{value:f}"
    # tomli-w writes LF; inside triple quotes a CRLF file keeps its own line end and still means LF.
    written = tomli_w.dumps({"v": value}, multiline_strings=isinstance(value, str) and "\n" in value)
    return written.removeprefix("v = ").removesuffix("\n").replace("\n", newline)


def _set_value(text: str, positions: Positions, path: KeyPath, value: Value) -> str:
    """Set one value: replace it, or add it where the nearest table around it is written."""
    if path in positions.values:
        start, end = positions.values[path]
        return text[:start] + format_value(value, _newline(text, start)) + text[end:]
    around = path[:-1]
    while around and around not in positions.headers and around not in positions.values:
        around = around[:-1]
    if not around or not all(isinstance(step, str) for step in path[len(around) :]):
        raise _cannot_edit(path)
    if around in positions.values:
        return _add_inline(text, positions, around, path, value)
    parent = path[:-1]
    if parent == around:
        return _add_line(text, positions, path, value)
    begun = parent
    while begun != around and begun not in positions.keys:
        begun = begun[:-1]
    if at := _last_dotted(positions, begun):
        return _insert_after(text, at, _key(path[len(around) :]), value, positions.keys[begun].start)
    return _add_table(text, positions, begun, path, value)


def _add_inline(text: str, positions: Positions, table: KeyPath, path: KeyPath, value: Value) -> str:
    """Add a pair to ``{ … }`` behind the last one."""
    start, end = positions.values[table]
    if text[start] != "{":
        raise _cannot_edit(path)
    inside = [
        span.end
        for other, span in positions.values.items()
        if len(other) > len(table) and _is_in(other, table)
    ]
    at = max(inside, default=start + 1)
    pair = f"{_key(path[len(table) :])} = {format_value(value, _newline(text, start))}"
    before, behind = (",", "") if inside else ("", " " if at == end - 1 else "")
    return f"{text[:at]}{before} {pair}{behind}{text[at:]}"


def _add_line(text: str, positions: Positions, path: KeyPath, value: Value) -> str:
    """Add a line to a table behind the last key that canonically stands before it."""
    parent, key = path[:-1], path[-1]
    before = set(_ORDER[: _ORDER.index(key)]) if key in _ORDER else set(_ORDER)
    siblings = [
        (span.end, positions.keys[other].start)
        for other, span in positions.values.items()
        if len(other) == len(path) and other[:-1] == parent and other[-1] in before
    ]
    header = positions.headers[parent]
    at, like = max(siblings, default=(header.end, header.start))
    return _insert_after(text, at, _key((key,)), value, like)


def _add_table(text: str, positions: Positions, begun: KeyPath, path: KeyPath, value: Value) -> str:
    """Add a ``[table]`` with one key behind everything that is written inside ``begun``."""
    name = _key(path[:-1])
    header = next((span for found, span in positions.headers.items() if _is_in(found, begun)), Span(0, 0))
    at = _last_inside(positions, begun)
    newline, indent = _newline(text, at), _indent(text, header.start)
    return _insert_after(
        text, at, f"{newline}{indent}[{name}]{newline}{indent}{_key(path[-1:])}", value, None
    )


def _key(steps: KeyPath) -> str:
    """Return a key as written, quoted where it must be; indices of arrays are not written."""
    names = [step for step in steps if isinstance(step, str)]
    return ".".join(name if _BARE_KEY.fullmatch(name) else _quoted(name) for name in names)


def _quoted(name: str) -> str:
    return tomli_w.dumps({"v": name}).removeprefix("v = ").removesuffix("\n")


def _is_in(path: KeyPath, table: KeyPath) -> bool:
    return path[: len(table)] == table


def _last_dotted(positions: Positions, table: KeyPath) -> int:
    """Return where the last key of a table without header (``result.done = true``) ends; 0 if it has none."""
    tables = [header for header in positions.headers if _is_in(header, table)]
    return max(
        (
            span.end
            for path, span in positions.values.items()
            if _is_in(path, table) and not any(_is_in(path, header) for header in tables)
        ),
        default=0,
    )


def _last_inside(positions: Positions, table: KeyPath) -> int:
    """Return where the last thing written inside a table ends."""
    spans = (positions.headers, positions.values)
    return max(span.end for found in spans for path, span in found.items() if _is_in(path, table))


def _newline(text: str, offset: int) -> str:
    """Return the line end of the line at ``offset``, of the line before if it has none."""
    end = text.find("\n", offset)
    if end < 0:
        end = text.rfind("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _indent(text: str, offset: int) -> str:
    match = _INDENT.match(text, text.rfind("\n", 0, offset) + 1)
    return match[0] if match else ""


def _insert_after(text: str, offset: int, key: str, value: Value, like: int | None) -> str:
    """Insert ``key = value`` below the line that ends the thing at ``offset``, comment included.

    It is indented as the line at ``like`` is.
    """
    newline = _newline(text, offset)
    indent = "" if like is None else _indent(text, like)
    pair = f"{indent}{key} = {format_value(value, newline)}{newline}"
    match = _LINE_END.match(text, offset)
    end = match.end() if match else len(text)
    if end < len(text):
        return text[: end + 1] + pair + text[end + 1 :]
    return text + newline + pair


def _readable(text: str) -> str:
    """Return a text that UTF-8 can hold; what a terminal of another encoding left undecoded is no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        hint = "文字コード UTF-8 で書き直してください。何も書き込んでいません。"
        raise DxplanError("書き込む文に、文字として読めないものが含まれています。", hint) from error
    return text


def _put(data: dict[str, Any], path: KeyPath, value: Value) -> None:
    table: Any = data
    for step in path[:-1]:
        if isinstance(table, dict):
            table = table.setdefault(step, {})
        elif isinstance(step, int):
            table = table[step]
    if not isinstance(table, dict):
        raise _cannot_edit(path)
    table[path[-1]] = value


def _cannot_edit(path: KeyPath) -> EditError:
    where = ".".join(str(step) for step in path)
    hint = "[[item]] と [item.result] の見出しを使う形（docs/format.md）に書き直してください。何も書き込んでいません。"
    return EditError(f"この書き方のファイルには「{where}」を書き込めません。", hint)
