"""A sheet per direction with the 実施結果 table, and sheet 集計 with the tables by verdict, 部局 and 新規/継続."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from dxplan.handouts.breakdowns import breakdowns
from dxplan.handouts.report import direction_line, listed_line
from dxplan.output.excel import sheets
from dxplan.output.excel.styles import Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.handouts.report import DirectionReport, Report, Row
    from dxplan.output.excel.styles import StyledWorkbook
    from dxplan.output.look import Look

_ALIGN: Final = {"left": Style.LEFT, "center": Style.CENTER, "right": Style.RIGHT}
_LABEL_WIDTH: Final = 40.0
_NUMBER_WIDTH: Final = 15.0


def add_direction(
    workbook: StyledWorkbook,
    report: Report,
    direction: DirectionReport,
    look: Look,
    label: str,
    step: Callable[[], None],
) -> None:
    """Add the sheet of one direction, its rows under the headings they stand under."""
    widths = [column.width for column in look.columns]
    sheet = sheets.add_sheet(workbook, direction.heading, widths)
    last = get_column_letter(len(widths))

    def wide(row: int, text: str, style: Style, size: float) -> int:
        return sheets.put_wide(sheet, row, text, style, widths, size=size, line_height=look.line_height)

    if report.plan.note:
        wide(1, f"{direction.heading}　※目標の達成度：{report.plan.note}", Style.NOTE, look.size)
    else:
        wide(1, direction.heading, Style.HEADING, look.heading_size)
    headings = [(c.heading.replace("{year}", report.column_year), Style.COLUMN_HEADING) for c in look.columns]
    row = first = sheets.put_row(sheet, 2, look, headings, widths)
    for section in direction.sections:
        if section.level > 1:
            row = wide(row, _heading(section), Style.SECTION, look.size)
        for line in section.own:
            cells = [(getattr(line, c.field), _style(workbook, line, c.field, c.align)) for c in look.columns]
            row = sheets.put_row(sheet, row, look, cells, widths)
            step()
        for listed in section.also:
            row = wide(row, listed_line(listed), Style.LEFT, look.size)
    sheet.auto_filter.ref = f"A{first - 1}:{last}{row - 1}"
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")


def _heading(section: DirectionReport) -> str:
    """Return what stands over the rows of a heading: number and name, its counts, its points."""
    theme = f"（{section.theme}）" if section.theme else ""
    line = f"　{direction_line(section)}" if section.has_line else ""
    indent = "　" * (section.level - 2)
    return "\n".join(
        indent + text
        for text in (f"{section.heading}{theme}{line}", *(f"　・{point}" for point in section.points))
    )


def _style(workbook: StyledWorkbook, line: Row, field: str, align: str) -> str:
    if field == "achievement":
        return workbook.verdict_style(line.assessment.verdict, _ALIGN[align])
    return _ALIGN[align]


def add_totals(workbook: StyledWorkbook, report: Report, look: Look, label: str) -> None:
    """Add sheet 集計."""
    tables = breakdowns(report)
    most = max(len(table.columns) for table in tables)
    all_widths = (_LABEL_WIDTH, *[_NUMBER_WIDTH] * (most - 1))
    sheet = sheets.add_sheet(workbook, "集計", all_widths)
    row, starts = 1, []
    for heading, columns, lines, note in tables:
        starts.append(row)
        widths = all_widths[: len(columns)]
        row = sheets.put_wide(
            sheet, row, heading, Style.HEADING, widths, size=look.heading_size, line_height=look.line_height
        )
        row = sheets.put_row(sheet, row, look, [(column, Style.COLUMN_HEADING) for column in columns], widths)
        for number, (first, *numbers) in enumerate(lines, 1):
            total = number == len(lines) and first == "計"
            styles = (Style.TOTAL, Style.TOTAL_RIGHT) if total else (Style.LEFT, Style.RIGHT)
            cells = [(first, styles[0]), *((value, styles[1]) for value in numbers)]
            row = sheets.put_row(sheet, row, look, cells, widths)
        if note:
            row = sheets.put_wide(
                sheet, row, note, Style.NOTE, all_widths, size=look.size, line_height=look.line_height
            )
        row += 1
    pages = sheets.pages_high(sheet)
    if not pages:
        sheets.keep_together(sheet, starts)
    sheets.set_page(sheet, label, pages=pages)
    sheets.open_at_top(sheet)
