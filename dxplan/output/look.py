"""The look of the workbook, from a plain TOML file that users edit."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from dxplan.format.document import place, read_document
from dxplan.format.reading.fields import Table
from dxplan.handouts.report import ReportRow
from dxplan.model import Source
from dxplan.model.findings import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
#: The cells of a row that a column can show.
FIELDS: Final = tuple(field.name for field in fields(ReportRow) if field.name != "assessment")
_ALIGNMENTS: Final = ("left", "center", "right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the table per direction; ``width`` in half-width characters, as Excel counts it."""

    field: str
    heading: str
    width: float
    align: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Fonts (sizes in points), colours (RRGGBB) and columns."""

    font: str
    size: float
    heading_size: float
    title_size: float
    line_height: float
    colours: Mapping[str, str]
    columns: tuple[Column, ...]


def read_look(path: str, content: bytes) -> tuple[Look | None, tuple[Diagnostic, ...], str]:
    """Read the look; None with findings if it cannot be used. The text is returned for quoting."""
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return None, (document,), ""
    findings: list[Diagnostic] = []
    file = Table(document.data, Source(path), findings)
    font = file.table("font") or _missing(file, "font")
    colours = file.table("colour") or _missing(file, "colour")
    look = Look(
        font=font.text("name", "BIZ UDゴシック", required=True),
        size=_points(font, "size", 9, 4, 40),
        heading_size=_points(font, "heading_size", 12, 4, 40),
        title_size=_points(font, "title_size", 16, 4, 60),
        line_height=_points(font, "line_height", 1.45, 1, 3),
        colours={name: _colour(colours, name) for name in ("heading", "total", "not_achieved", "unrecorded")},
        columns=tuple(_column(table) for table in file.tables("column")),
    )
    for table in (font, colours, file):
        table.finish()
    if not look.columns and not findings:
        file.missing("column", "[[column]]")
    return (
        (None if findings else look),
        tuple(place(finding, document) for finding in findings),
        document.text,
    )


def _missing(file: Table, key: str) -> Table:
    file.missing(key, f"[{key}]")
    return Table({}, file.source.child(key), [])


def _points(table: Table, key: str, example: float, low: float, high: float) -> float:
    return float(table.number(key, example, low, high))  # a size on paper, no verdict


def _colour(table: Table, key: str) -> str:
    text = table.text(key, "DDE6F0", required=True)
    if text and not _COLOUR.fullmatch(text):
        table.report(
            "DX204",
            key,
            f"「{text}」は色として読めません。",
            f'{key} = "DDE6F0" のように六桁で書いてください。',
        )
    return text.upper()


def _field(table: Table) -> str:
    if "field" not in table.data:
        table.missing("field", 'field = "name"')
    return table.word("field", FIELDS) or FIELDS[0]


def _column(table: Table) -> Column:
    column = Column(
        field=_field(table),
        heading=table.text("heading", "取組概要", required=True),
        width=_points(table, "width", 20, 1, 200),
        align=table.word("align", _ALIGNMENTS) or "left",
    )
    table.finish()
    return column
