"""差戻し: what is found in a returned workbook, written into a copy of it at its cells, so that it can be sent back as it is.

The copy is made of a workbook that was read already: of a size that is known, without document types in what was read. Links
to other files and macros do not come along.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from dxplan.output.excel.sheets import safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

    from dxplan.collecting.findings import Finding

#: The sheet that lists what is to be corrected; no form has one of this name.
LIST: Final = "差戻し"
_MARKED: Final = PatternFill("solid", fgColor="F8CBAD")
_HEADINGS: Final = ("シート", "セル", "番号", "項目", "欄", "書いてあるもの", "直していただきたいこと")
_WIDTHS: Final = (10, 8, 8, 28, 20, 28, 60)


def hand_back(content: bytes, findings: Sequence[Finding], office: str) -> bytes | None:
    """Return a copy of a workbook with findings at its cells and in a list; None where openpyxl cannot open it."""
    try:
        workbook = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:  # noqa: BLE001 - it raises whatever a stranger's file makes it stumble over
        return None
    if LIST in workbook.sheetnames:  # that of the time before
        workbook.remove(workbook[LIST])
    for finding in findings:
        _mark(workbook, finding, office)
    sheet = workbook.create_sheet(LIST, 0)
    sheet.append(
        ["確かめて、直していただきたいところがあります。直したら、このファイルをそのまま返してください。"]
    )
    sheet.append(_HEADINGS)
    for finding in findings:
        about, place = finding.subject, finding.place
        told = (about.label, about.name, about.heading) if about else ("", "", "")
        row = (place.sheet, place.cell, *told, finding.there, finding.for_section)
        for column, text in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row + (column == 1), column, safe_text(text))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if place.sheet in workbook.sheetnames and place.cell:
            sheet.cell(
                sheet.max_row, 2
            ).hyperlink = f"#'{place.sheet.replace(chr(39), chr(39) * 2)}'!{place.cell}"
    for cell, width in zip(sheet[2], _WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet["A1"].font = Font(bold=True)
    workbook.active = 0
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _mark(workbook: Workbook, finding: Finding, office: str) -> None:
    """Colour the cell of a finding, and say beside it what is to be done."""
    place = finding.place
    if place.sheet not in workbook.sheetnames or not place.cell:
        return
    cell = workbook[place.sheet][place.cell]
    if isinstance(cell, MergedCell):
        return
    before = f"{cell.comment.text}\n" if cell.comment and cell.fill == _MARKED else ""
    cell.fill = _MARKED
    cell.comment = Comment(
        safe_text(f"{before}{finding.for_section}"), safe_text(office), height=120, width=320
    )
