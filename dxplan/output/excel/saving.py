"""A workbook as bytes that are the same every time."""

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

from dxplan.values.characters import visible

if TYPE_CHECKING:
    from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)


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
