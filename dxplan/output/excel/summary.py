"""Sheet 総括: the first pages of the handout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.report import direction_line, summary_box
from dxplan.output.excel import sheets
from dxplan.output.excel.styles import Style

if TYPE_CHECKING:
    from openpyxl import Workbook

    from dxplan.handouts.report import Report
    from dxplan.output.look import Look

_WIDTHS: Final = (24.0, 24.0, 48.0, 54.0)
_BOX_COLUMN: Final = 2


def add_summary(workbook: Workbook, report: Report, look: Look, label: str) -> None:
    """Add the sheet."""
    sheet = sheets.add_sheet(workbook, "総括", _WIDTHS)
    size, height = look.size + 1, look.line_height

    def wide(row: int, text: str, style: Style, points: float) -> int:
        return sheets.put_wide(sheet, row, text, style, _WIDTHS, size=points, line_height=height)

    row = wide(1, f"{report.plan.title}の実施結果について", Style.TITLE, look.title_size)
    row = wide(row, report.plan.office, Style.OFFICE, look.heading_size)
    row += 1
    for name, value in summary_box(report):
        sheets.put(sheet, row, _BOX_COLUMN, name, Style.COLUMN_HEADING)
        sheets.put(sheet, row, _BOX_COLUMN + 1, value, Style.BOX)
        sheet.row_dimensions[row].height = round(look.heading_size * height + 8, 2)
        row += 1
    row += 1
    for paragraph in report.plan.comment:
        row = wide(row, f"　{paragraph}", Style.PARAGRAPH, size)
    row += 1
    row = wide(row, "施策の展開方向ごとの結果のポイント", Style.HEADING, look.heading_size)
    for direction in (each for each in report.directions if each.has_line or each.points):
        theme = f"（{direction.theme}）" if direction.theme else ""
        row = wide(row, f"{direction.heading}{theme}", Style.HEADING, look.heading_size)
        if direction.has_line:
            row = wide(row, direction_line(direction), Style.PARAGRAPH, size)
        for point in direction.points:
            row = wide(row, f"　・{point}", Style.PARAGRAPH, size)
    sheets.set_page(sheet, label, pages=sheets.pages_high(sheet))
    sheets.open_at_top(sheet)
