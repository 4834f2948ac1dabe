"""A workbook as bytes that are the same every time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Final

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from dxplan.output.archive import StillZip
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.drawing.graphic import GraphicFrame
    from openpyxl.worksheet.worksheet import Worksheet


#: What a chart shows, in words, stands in this attribute of it.
TOLD: Final = "told"


def save(
    workbook: Workbook, *, title: str, subject: str, office: str, fiscal_year: int, draft: str = ""
) -> bytes:
    """Return the bytes of a workbook that opens at its first sheet; ``draft`` is what is said of one that is 案."""
    workbook.active = 0
    properties = workbook.properties
    properties.title, properties.subject = visible(title), visible(subject)
    properties.creator = properties.lastModifiedBy = visible(office)
    properties.language = "ja-JP"
    if draft:
        properties.contentStatus, properties.description = "案", visible(draft)
    # Not today's date: the same plan gives the same bytes. The results of a year are gathered after its end.
    properties.created = properties.modified = datetime(fiscal_year + 1, 4, 1)  # noqa: DTZ001
    return _to_bytes(workbook)


class _Written(io.BytesIO):
    """A sheet while it is written: of what can be read, too, a decoder is set back at each of its thousands of pieces."""

    def readable(self) -> bool:
        return False


class _Drawing(SpreadsheetDrawing):
    """Tells what each picture shows to people who do not see it: openpyxl has no place for that."""

    tagname = SpreadsheetDrawing.tagname
    __elements__ = SpreadsheetDrawing.__elements__

    def _chart_frame(self, idx: int) -> GraphicFrame:
        frame: GraphicFrame = super()._chart_frame(idx)  # type: ignore[misc] # the stubs leave it out
        told = getattr(self.charts[idx - 1], TOLD, "")
        frame.nvGraphicFramePr.cNvPr.descr = visible(told) or None  # type: ignore[attr-defined]
        return frame


class _Writer(ExcelWriter):
    """Puts sheets together in memory, not in a temporary file each."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet into the zip."""
        drawing = _Drawing()
        drawing.charts, drawing.images = ws._charts, ws._images  # type: ignore[attr-defined] # noqa: SLF001
        ws._drawing = drawing  # type: ignore[attr-defined] # noqa: SLF001 - as openpyxl does
        written = _Written()
        writer = WorksheetWriter(ws, out=written)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined] # noqa: SLF001
        self._archive.writestr(ws.path[1:], written.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


def _to_bytes(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    _Writer(workbook, StillZip(buffer, "w", zipfile.ZIP_STORED)).save()
    return buffer.getvalue()
