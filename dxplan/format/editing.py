"""The smallest change to a TOML text: one value replaced or one line added, everything else byte for byte."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import tomli

from dxplan.format.document import MAX_BYTES, Document
from dxplan.format.keys import key_order
from dxplan.format.layout import format_key, format_value
from dxplan.format.positions import Extent, Positions, Splice, find_positions
from dxplan.model.findings import DxplanError
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.format.layout import Value
    from dxplan.model import KeyPath

_LINE_END: Final = regex(r"[^\n]*")
_BLANK_ABOVE: Final = regex(r"(?<=\n)[ \t]*\r?\n\Z")
_INDENT: Final = regex(r"[ \t]*")


class EditError(DxplanError):
    """The text is written in a way that cannot be changed without touching more than one place."""


def set_values(text: str, edits: Iterable[tuple[KeyPath, Value | None]]) -> str:
    """Return ``text`` with values set or taken out, as ``edit_document`` does."""
    return edit_document(Document("", text, {}), edits).text


def edit_document(document: Document, edits: Iterable[tuple[KeyPath, Value | None]]) -> Document:
    """Return a document with values set, with None taken out; line ends, comments, order and layout stay.

    The outcome is parsed again and compared with what was asked for, so that a splice at a wrong place can
    never reach the disk. Texts of several lines get the file's line ends and mean LF.
    """
    asked = [(path, None if value is None else _readable(value)) for path, value in edits]
    expected = tomli.loads(document.text, parse_float=Decimal)
    steps = []
    for path, value in asked:
        if value is not None:
            _put(expected, path, value)
            steps.append(_Step(path, path, value))
        elif gone := _drop(expected, path):
            steps.append(_Step(path, gone, None))
    text = _edited(document.text, steps)
    if text is None or not _says(text, expected):
        if len(asked) == 1:
            raise _cannot_edit(asked[0][0])
        for (
            each
        ) in asked:  # where tables of one item do not stand together, or to tell which of them cannot be set
            document = edit_document(document, [each])
        return document
    if len(text.encode()) > MAX_BYTES:  # the next command could not read it
        message = f"書き込むとファイルが大きくなりすぎます（{len(text.encode()) // 1024 // 1024} MB）。"
        raise DxplanError(message, "文を短くしてください。何も書き込んでいません。")
    return Document(document.path, text, expected)


class _Step(NamedTuple):
    """A value to set; where it is None, ``path`` is to be taken out: what was asked, or a table that this leaves empty."""

    asked: KeyPath
    path: KeyPath
    value: Value | None


#: The way to an element of a top array: its name and number.
_ELEMENT: Final = 2


def _edited(text: str, steps: Sequence[_Step]) -> str | None:
    """Return a text with all steps taken; None where it is written in a way that does not allow one of them.

    Each ``[[item]]`` is changed for itself: hundreds of answers take one look at a file, not one each.
    """
    positions = find_positions(text)
    blocks = _blocks(text, positions) if len(steps) > 1 else {}
    within: dict[KeyPath, list[_Step]] = {}
    rest: list[_Step] = []
    for step in steps:
        element = step.path[:_ELEMENT]
        (within.setdefault(element, []) if element in blocks and step.path != element else rest).append(step)
    found = positions.within({element: blocks[element] for element in within})
    try:
        pieces, end = [], 0
        for element, inside in sorted(within.items(), key=lambda each: blocks[each[0]]):
            start, stop = blocks[element]
            pieces += [text[end:start], _taken(found[element], inside, element)]
            end = stop
        if pieces:
            text = "".join((*pieces, text[end:]))
            positions = find_positions(text) if rest else positions
        return _taken(positions, rest) if rest else text
    except EditError:
        return None


def _taken(positions: Positions, steps: Sequence[_Step], element: KeyPath = ()) -> str:
    """Return the text of some positions with steps taken, one after the other."""
    *others, last = steps
    for step in others:
        positions = positions.after(_take(positions, step), element)
    return _take(positions, last).of(positions.text)


def _blocks(text: str, positions: Positions) -> dict[KeyPath, Extent]:
    """Return where the elements of top arrays stand, each from the line of its ``[[item]]`` to that of the next."""
    starts = {
        path: text.rfind("\n", 0, extent.start) + 1
        for path, extent in positions.headers.items()
        if len(path) == _ELEMENT and isinstance(path[1], int)
    }
    ends = [*starts.values(), len(text)][1:]
    return {path: Extent(start, end) for (path, start), end in zip(starts.items(), ends, strict=True)}


def _take(positions: Positions, step: _Step) -> Splice:
    text = positions.text
    if step.value is None:
        return Splice(0, len(text), _take_out(text, positions, step.asked, step.path))
    return _set_value(text, positions, step.path, step.value)


def _says(text: str, expected: dict[str, Any]) -> bool:
    try:
        return tomli.loads(text, parse_float=Decimal) == expected
    except tomli.TOMLDecodeError:
        return False


def _set_value(text: str, positions: Positions, path: KeyPath, value: Value) -> Splice:
    """Set one value: replace it, or add it where the nearest table around it is written."""
    if path in positions.values:
        start, end = positions.values[path]
        return Splice(start, end, format_value(value, _newline(text, start)))
    around = path[:-1]
    while around and around not in positions.headers and around not in positions.values:
        around = around[:-1]
    rest = path[len(around) :]
    names, _ = _new(rest, value)
    if len(path) == 1 and not isinstance(value, dict):
        return _add_line(text, positions, path, value)
    if not around or not all(isinstance(step, str) for step in names):
        raise _cannot_edit(path)
    if around in positions.values:
        return _add_inline(text, positions, around, path, value)
    if len(names) < len(rest):
        array = path[:-2]
        begun = array if any(_is_in(header, array) for header in positions.headers) else around
        return _add_table(text, positions, begun, f"[[{format_key(array)}]]", path, value)
    parent = path[:-1]
    if parent == around:
        return _add_line(text, positions, path, value)
    begun = parent
    while begun != around and begun not in positions.keys:
        begun = begun[:-1]
    if at := _last_dotted(positions, begun):
        return _insert_after(text, at, format_key(path[len(around) :]), value, positions.keys[begun].start)
    return _add_table(text, positions, begun, f"[{format_key(parent)}]", path, value)


def _take_out(text: str, positions: Positions, asked: KeyPath, path: KeyPath) -> str:
    """Take out what stands at a path, line by line; a comment behind a value stays, on a line of its own."""
    around = path[:-1]
    while around and around not in positions.headers and around not in positions.values:
        around = around[:-1]
    if around in positions.values:
        return _take_out_inline(text, positions, around, path, asked)
    inline = [
        span for other, span in positions.values.items() if _is_in(other, path) and text[span.start] in "[{"
    ]
    pieces = [
        (span.start, span.end, True) for other, span in positions.headers.items() if _is_in(other, path)
    ]
    pieces += [
        (positions.keys[other].start, span.end, False)
        for other, span in positions.values.items()
        if _is_in(other, path)
        and other in positions.keys
        and not any(outer.start < span.start and span.end < outer.end for outer in inline)
    ]
    for start, end, heading in sorted(pieces, reverse=True):
        text = _without_lines(text, start, end, heading=heading)
    return text


def _without_lines(text: str, start: int, end: int, *, heading: bool) -> str:
    """Return a text without what stands from ``start`` to ``end`` in its lines, and the blank line above a heading."""
    begin = text.rfind("\n", 0, start) + 1
    match = _LINE_END.match(text, end)
    stop = match.end() if match else len(text)
    if comment := text[end:stop].strip():
        return f"{text[:start]}{comment}{text[end:stop][len(text[end:stop].rstrip()) :]}{text[stop:]}"
    stop = min(stop + 1, len(text))
    if heading and (blank := _BLANK_ABOVE.search(text, 0, begin)):
        begin = blank.start()
    return text[:begin] + text[stop:]


def _take_out_inline(text: str, positions: Positions, table: KeyPath, path: KeyPath, asked: KeyPath) -> str:
    """Take a pair out of ``{ … }``, with the comma behind or before it."""
    start, _ = positions.values[table]
    if text[start] != "{" or path not in positions.values:
        raise _cannot_edit(asked)
    pairs = sorted(
        (positions.keys[other].start, span.end)
        for other, span in positions.values.items()
        if len(other) > len(table) and _is_in(other, table) and other in positions.keys
    )
    outer = [
        pair for pair in pairs if not any(a < pair[0] and pair[1] <= b for a, b in pairs if (a, b) != pair)
    ]
    at = outer.index((positions.keys[path].start, positions.values[path].end))
    if at + 1 < len(outer):
        return text[: outer[at][0]] + text[outer[at + 1][0] :]
    return text[: outer[at - 1][1]] + text[outer[at][1] :]


def _drop(data: dict[str, Any], path: KeyPath) -> KeyPath | None:
    """Take a value out of the data, and every table that this leaves empty; return the path of what is gone.

    None if nothing was there.
    """
    tables: list[Any] = [data]
    for step in path[:-1]:
        below = tables[-1]
        try:
            tables.append(below[step])
        except (LookupError, TypeError):
            return None
    if not isinstance(tables[-1], dict) or path[-1] not in tables[-1]:
        return None
    for length in range(len(path), 0, -1):
        del tables[length - 1][path[length - 1]]
        if tables[length - 1] or length == 1 or not isinstance(path[length - 2], str):
            return path[:length]
    return None


def _new(steps: KeyPath, value: Value) -> tuple[KeyPath, Value]:
    """Return what is new below a table or array: names and value.

    A key of a table that an array is still to get is an array of that table; without a name where the array is there.
    """
    if len(steps) > 1 and isinstance(steps[-2], int) and isinstance(steps[-1], str):
        return steps[:-2], [{steps[-1]: value}]
    return steps, value


def _add_inline(text: str, positions: Positions, table: KeyPath, path: KeyPath, value: Value) -> Splice:
    """Add a pair to ``{ … }``, or a table to ``[ … ]``, behind the last one."""
    start, end = positions.values[table]
    names, new = _new(path[len(table) :], value)
    if text[start] != ("{" if names else "["):
        raise _cannot_edit(path)
    inside = [
        span.end
        for other, span in positions.values.items()
        if len(other) > len(table) and _is_in(other, table)
    ]
    at = max(inside, default=start + 1)
    written = format_value(new, _newline(text, start))
    if not names:  # the brackets are there
        return Splice(at, at, f"{', ' if inside else ''}{written[1:-1]}")
    before, behind = (",", "") if inside else ("", " " if at == end - 1 else "")
    return Splice(at, at, f"{before} {format_key(names)} = {written}{behind}")


def _add_line(text: str, positions: Positions, path: KeyPath, value: Value) -> Splice:
    """Add a line to a table behind the last key that stands before it in the order of the format."""
    parent, key = path[:-1], path[-1]
    beside = {
        str(other[-1]): (extent.end, positions.keys[other].start)
        for other, extent in positions.values.items()
        if len(other) == len(path) and other[:-1] == parent
    }
    order = key_order(path, beside)
    behind = order[order.index(str(key)) :] if order else ()  # a year goes behind all others
    siblings = [extent for name, extent in beside.items() if name not in behind]
    if not parent and not siblings:
        raise _cannot_edit(path)  # nothing of the file stands before it
    header = positions.headers.get(parent, Extent(0, 0))
    at, like = max(siblings, default=(header.end, header.start))
    return _insert_after(text, at, format_key((key,)), value, like)


def _add_table(
    text: str, positions: Positions, begun: KeyPath, heading: str, path: KeyPath, value: Value
) -> Splice:
    """Add ``[table]`` or ``[[table]]`` with one key behind everything that is written inside ``begun``."""
    header = next((span for found, span in positions.headers.items() if _is_in(found, begun)), Extent(0, 0))
    at = _last_inside(positions, begun)
    newline, indent = _newline(text, at), _indent(text, header.start)
    return _insert_after(
        text, at, f"{newline}{indent}{heading}{newline}{indent}{format_key(path[-1:])}", value, None
    )


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


def _insert_after(text: str, offset: int, key: str, value: Value, like: int | None) -> Splice:
    """Insert ``key = value`` below the line that ends the thing at ``offset``, comment included.

    It is indented as the line at ``like`` is.
    """
    newline = _newline(text, offset)
    indent = "" if like is None else _indent(text, like)
    pair = f"{indent}{key} = {format_value(value, newline)}{newline}"
    match = _LINE_END.match(text, offset)
    end = match.end() if match else len(text)
    if end < len(text):
        return Splice(end + 1, end + 1, pair)
    return Splice(end, end, newline + pair)


def _readable(value: Value) -> Value:
    """Return a value whose texts UTF-8 can hold, with LF; what a terminal left undecoded is no text."""
    if isinstance(value, dict):
        return {key: _readable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_readable(part) for part in value]
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError as error:
        hint = "文字コード UTF-8 で書き直してください。何も書き込んでいません。"
        raise DxplanError("書き込む文に、文字として読めないものが含まれています。", hint) from error
    return value.replace("\r\n", "\n")


def _put(data: dict[str, Any], path: KeyPath, value: Value) -> None:
    table: Any = data
    for step, below in pairwise(path):
        if isinstance(table, list) and step == len(table):
            table.append({})
        if isinstance(table, dict):
            table = table.setdefault(step, [] if isinstance(below, int) else {})
        elif isinstance(table, list) and isinstance(step, int) and step < len(table):
            table = table[step]
        else:
            raise _cannot_edit(path)
    last = path[-1]
    if not (
        isinstance(table, list) and last < len(table) if isinstance(last, int) else isinstance(table, dict)
    ):
        raise _cannot_edit(path)
    table[last] = value


def _cannot_edit(path: KeyPath) -> EditError:
    where = ".".join(str(step) for step in path)
    hint = "[[item]] と [item.result] の見出しを使う形（docs/format.md）に書き直してください。何も書き込んでいません。"
    return EditError(f"この書き方のファイルには「{where}」を書き込めません。", hint)
