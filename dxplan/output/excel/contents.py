"""目次.xlsx: the table of contents, indented by level, the pages at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.contents import make_contents
from dxplan.output.excel import sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.styles import Style, StyledWorkbook
from dxplan.output.excel.wrapping import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.handouts.contents import Entry
    from dxplan.handouts.report import Report
    from dxplan.output.look import Look

_WIDTHS: Final = (110.0, 12.0)


def render(report: Report, look: Look, label: str, step: Callable[[], None]) -> bytes:
    """Return 目次.xlsx. ``label`` is the 資料番号; ``step`` is called twice for each row of the plan."""
    workbook = StyledWorkbook(look)
    sheet = sheets.add_sheet(workbook, "目次", _WIDTHS)
    contents = make_contents(report)

    def wide(row: int, text: str, style: Style, size: float) -> int:
        return sheets.put_wide(sheet, row, text, style, _WIDTHS, size=size, line_height=look.line_height)

    row = wide(1, f"{report.plan.title}　目次", Style.TITLE, look.title_size)
    row = wide(row, report.plan.office, Style.OFFICE, look.heading_size)
    headings = [("見出し", Style.COLUMN_HEADING), (contents.figures, Style.COLUMN_HEADING)]
    row = first = sheets.put_row(sheet, row, look, headings, _WIDTHS)
    for entry in contents.entries:
        _put_entry(sheet, row, entry, look)
        row += 1
    for _ in range(2 * len(report.rows)):
        step()
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")
    return save(
        workbook,
        title=f"{report.plan.title}の目次",
        subject=f"{report.year} 目次",
        office=report.plan.office,
        fiscal_year=report.plan.fiscal_year,
    )


def _put_entry(sheet: Worksheet, row: int, entry: Entry, look: Look) -> None:
    size = look.size + 1
    lines = len(wrap(entry.text, text_width(_WIDTHS[0], size)))
    sheets.put(sheet, row, 1, entry.text, Style.ENTRY if entry.level > 1 else Style.CHAPTER)
    sheets.put(sheet, row, 2, entry.figure, Style.PAGE)
    sheet.row_dimensions[row].height = round(lines * size * look.line_height + 4, 2)
