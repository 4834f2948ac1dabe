"""A handout as one document, from the top down: headings, texts, lists and tables.

Sheets of data are no part of it; what says on each sheet of paper what the handout is stands once, as its title. A
table with headings between its rows is a table under each of them.
"""

from __future__ import annotations

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
    as_text,
    joined,
    printed,
)
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.handouts.handout import Handout, Row, Sheet

_ALIGNED: Final = {
    Kind.NUMBER: "right",
    Kind.FIGURE: "right",
    Kind.WORD: "center",
    Kind.MARK: "center",
}


class FlowPiece(NamedTuple):
    """A piece of the document; ``kind`` is heading, text, list or table."""

    kind: str
    level: int = 0
    text: str = ""
    points: tuple[str, ...] = ()
    columns: tuple[NamedColumn, ...] = ()
    rows: tuple[PrintedRow, ...] = ()


class NamedColumn(NamedTuple):
    """A column: its name, and ``left``, ``center`` or ``right``."""

    name: str
    align: str


class PrintedRow(NamedTuple):
    """A row as printed; a ``lead`` is the one that those below it belong to."""

    cells: tuple[str | int | None, ...]
    lead: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The pieces of a handout in order, made when they are asked for; ``marks`` stand for words in narrow columns."""

    handout: Handout
    marks: Mapping[str, str]

    def __iter__(self) -> Iterator[FlowPiece]:
        points: list[str] = []
        for block in (block for sheet in self.handout.sheets for block in self._sheet(sheet)):
            if block.kind == "point":
                points.append(block.text)
                continue
            if points:
                yield FlowPiece(kind="list", points=tuple(points))
                points.clear()
            yield block
        if points:
            yield FlowPiece(kind="list", points=tuple(points))

    def _sheet(self, sheet: Sheet) -> Iterator[FlowPiece]:
        """Yield what a sheet has to show; a point for each piece of a list."""
        if sheet.layout is Layout.DATA or sheet.blank:
            return
        if sheet.heading:
            yield FlowPiece(kind="heading", level=2, text=sheet.heading)
        for block in sheet.blocks:
            match block:
                case Text(role, text):
                    yield FlowPiece(
                        kind="heading" if role is Role.HEADING else "point" if block.point else "text",
                        level=block.level,
                        text=text,
                    )
                case Facts(pairs=pairs):
                    yield from (
                        FlowPiece(kind="point", text=joined((f"{name}：", as_text(value))))
                        for name, value in pairs
                    )
                case Table():
                    yield from self._table(block)

    def _table(self, table: Table) -> Iterator[FlowPiece]:
        """Yield a table, anew behind each heading in it."""
        columns = tuple(
            NamedColumn(column.name, _ALIGNED.get(column.kind, "left")) for column in table.columns
        )
        if table.barred:
            columns = (*columns, NamedColumn(table.bar_heading, "left"))
        if table.title:
            yield FlowPiece(kind="heading", level=3, text=table.title)
        if table.over:
            yield FlowPiece(kind="heading", level=2, text=table.over)
        rows: list[Row] = []
        for row in table.rows:
            if not isinstance(row, Wide):
                rows.append(row)
                continue
            if rows:
                yield FlowPiece(kind="table", columns=columns, rows=self._rows(rows, table))
                rows.clear()
            heading = row.role is WideRole.HEADING
            level = row.level + 1 + bool(table.over)
            yield FlowPiece(kind="heading" if heading else "point", level=level, text=row.text)
            yield from (FlowPiece(kind="point", text=point) for point in row.points)
        if rows or not table.rows:
            yield FlowPiece(kind="table", columns=columns, rows=self._rows(rows, table))
        yield from (FlowPiece(kind="text", text=note) for note in table.notes)

    def _rows(self, rows: Sequence[Row], table: Table) -> tuple[PrintedRow, ...]:
        marked = [column.kind is Kind.MARK for column in table.columns]

        def cells(row: Row) -> Iterator[str | int | None]:
            for cell, mark in zip(row.cells, marked, strict=True):
                shown = printed(cell)
                yield self.marks.get(str(shown), shown) if mark else shown
            if table.barred:
                yield table.bar(row)

        return tuple(
            PrintedRow(tuple(cells(row)), row.role in (RowRole.LEAD, RowRole.HEADING)) for row in rows
        )
