"""A handout as Markdown, by the template for this one or the general one for any.

The general template prints a handout block by block; an office may write one for a handout of its own, in the names
that the handout has for it (docs/templates.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import (
    Facts,
    Kind,
    Layout,
    Role,
    RowRole,
    Table,
    Text,
    Wide,
    WideRole,
    printed,
)  # fmt: skip
from dxplan.output.sandbox import render
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.handouts.handout import Handout, Row, Sheet
    from dxplan.output.formats import Templates

_GENERAL: Final = "handout.md.j2"
_ALIGNED: Final = {Kind.NUMBER: "right", Kind.FIGURE: "right", Kind.WORD: "center"}
_INLINE: Final = re.compile(r"[\\`*_\[\]<|~]|&(?=#?\w+;)")
_BLOCK: Final = re.compile(r"^(\s*)([#>+=-]|\d+(?=[.)]))", re.MULTILINE)
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def escape(text: str) -> str:
    """Return a text that stays one piece of plain text in a GitHub table cell, heading or paragraph."""
    quoted = _INLINE.sub(
        lambda match: {"<": "&lt;", "&": "&amp;"}.get(match[0], f"\\{match[0]}"), visible(text)
    )
    quoted = _BLOCK.sub(
        lambda match: match[1] + (match[2] if match[2].isdigit() else f"\\{match[2]}"), quoted
    )
    return _LINE_END.sub("<br>", quoted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the document as the general template sees it; ``kind`` is heading, text, list or table."""

    kind: str
    level: int = 0
    text: str = ""
    points: tuple[str, ...] = ()
    columns: tuple[Heading, ...] = ()
    rows: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, and ``left``, ``center`` or ``right``."""

    name: str
    align: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as printed; a ``lead`` is the one that those below it belong to."""

    cells: tuple[str | int | None, ...]
    lead: bool


@dataclass(frozen=True, slots=True)
class Document:
    """The pieces of a handout in order, made when they are asked for."""

    handout: Handout

    def __iter__(self) -> Iterator[Block]:
        points: list[str] = []
        for block in (block for sheet in self.handout.sheets for block in _sheet(sheet)):
            if block.kind == "point":
                points.append(block.text)
                continue
            if points:
                yield Block(kind="list", points=tuple(points))
                points.clear()
            yield block
        if points:
            yield Block(kind="list", points=tuple(points))


def _sheet(sheet: Sheet) -> Iterator[Block]:
    """Yield what a sheet has to show; a point for each piece of a list."""
    empty = all(isinstance(block, Table) and not block.rows for block in sheet.blocks)
    if sheet.layout is Layout.DATA or (sheet.heading and empty):
        return
    if sheet.heading:
        yield Block(kind="heading", level=2, text=sheet.heading)
    for block in sheet.blocks:
        match block:
            case Text(role, text):
                yield Block(
                    kind="heading" if role is Role.HEADING else "point" if block.point else "text",
                    level=block.level,
                    text=text,
                )
            case Facts(pairs):
                yield from (Block(kind="point", text=f"{name}：{value}") for name, value in pairs)
            case Table():
                yield from _table(block)


def _table(table: Table) -> Iterator[Block]:
    """Yield a table, anew behind each heading in it."""
    columns = tuple(Heading(column.name, _ALIGNED.get(column.kind, "left")) for column in table.columns)
    if table.title:
        yield Block(kind="heading", level=3, text=table.title)
    rows: list[Row] = []
    for row in table.rows:
        if not isinstance(row, Wide):
            rows.append(row)
            continue
        if rows:
            yield Block(kind="table", columns=columns, rows=tuple(map(_printed, rows)))
            rows.clear()
        heading = row.role is WideRole.HEADING
        yield Block(kind="heading" if heading else "point", level=row.level + 1, text=row.text)
        yield from (Block(kind="point", text=point) for point in row.points)
    if rows or not table.rows:
        yield Block(kind="table", columns=columns, rows=tuple(map(_printed, rows)))
    yield from (Block(kind="text", text=note) for note in table.notes)


def _printed(row: Row) -> Line:
    return Line(tuple([printed(cell) for cell in row.cells]), row.role is RowRole.LEAD)


def write(handout: Handout, templates: Templates, step: Callable[[int], None]) -> bytes:
    """Return what the template for a handout makes of it, or the one for all."""
    own = [handout.template] if handout.template else []
    path, template = templates.text(*own, _GENERAL)
    names = {
        "heading": handout.heading,
        "office": handout.office,
        "label": handout.label,
        "year": handout.year,
        "blocks": Document(handout),
    }
    written = render({**names, **handout.names}, path, template, escape).encode()
    step(handout.size)
    return written
