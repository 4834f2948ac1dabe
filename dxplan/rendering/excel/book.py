"""The workbook as a whole, and as bytes that are the same every time."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

# lxml, where it happens to be installed, writes other bytes than the standard library.
os.environ["OPENPYXL_LXML"] = "False"

from openpyxl.writer.excel import ExcelWriter

from dxplan.rendering.excel.data import add_data
from dxplan.rendering.excel.styles import StyledWorkbook
from dxplan.rendering.excel.summary import add_summary
from dxplan.rendering.excel.tables import add_direction, add_totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

    from dxplan.rendering.look import Look
    from dxplan.report import Report

_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_workbook(report: Report, look: Look, label: str, step: Callable[[], None]) -> bytes:
    """Return 実施結果.xlsx. ``label`` is the 資料番号; ``step`` is called twice for each row of the plan."""
    workbook = StyledWorkbook(look)
    add_summary(workbook, report, look, label)
    for direction in report.directions:
        add_direction(workbook, report, direction, look, label, step)
    add_totals(workbook, report, look, label)
    add_data(workbook, report, step)
    workbook.active = 0
    _set_properties(workbook, report)
    return _to_bytes(workbook)


def _set_properties(workbook: Workbook, report: Report) -> None:
    properties = workbook.properties
    properties.title = f"{report.plan.title}の実施結果"
    properties.creator = properties.lastModifiedBy = report.plan.office
    properties.subject = f"{report.year} 実施結果"
    properties.language = "ja-JP"
    # Not today's date: the same plan gives the same bytes. The results of a year are gathered after its end.
    properties.created = properties.modified = datetime(report.plan.fiscal_year + 1, 4, 1)  # noqa: DTZ001


class _StillZip(zipfile.ZipFile):
    """A zip without times, and stored: compression differs between zlib versions, stored bytes do not."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as in zipfile
        super().writestr(zipfile.ZipInfo(str(zinfo_or_arcname), _EPOCH), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as in zipfile
        self.writestr(arcname, Path(filename).read_bytes())


def _to_bytes(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    ExcelWriter(workbook, _StillZip(buffer, "w", zipfile.ZIP_STORED)).save()
    return buffer.getvalue()
