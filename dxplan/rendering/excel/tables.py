"""A sheet per direction with the 実施結果 table, and sheet 集計 with the tables by verdict, 部局 and 新規/継続."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from dxplan.model import Verdict
from dxplan.rendering.excel import sheets
from dxplan.rendering.excel.styles import Style
from dxplan.report import VERDICTS, breakdowns

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

    from dxplan.rendering.look import Look
    from dxplan.report import DirectionReport, Report, Row

_ALIGN: Final = {"left": Style.LEFT, "center": Style.CENTER, "right": Style.RIGHT}
_VERDICT_STYLES: Final = {Verdict.NOT_ACHIEVED: Style.NOT_ACHIEVED, Verdict.UNRECORDED: Style.UNRECORDED}
_TOTALS_WIDTHS: Final = (40.0, *[15.0] * (len(VERDICTS) + 3))


def add_direction(
    workbook: Workbook,
    report: Report,
    direction: DirectionReport,
    look: Look,
    label: str,
    step: Callable[[], None],
) -> None:
    """Add the sheet of one direction."""
    widths = [column.width for column in look.columns]
    sheet = sheets.add_sheet(workbook, f"{direction.number} {direction.name}", widths)
    last = get_column_letter(len(widths))
    heading = f"{direction.number} {direction.name}"
    note = f"　※目標の達成度：{report.plan.note}" if report.plan.note else ""
    sheets.put_wide(
        sheet,
        1,
        heading + note,
        Style.HEADING if not note else Style.NOTE,
        widths,
        size=look.size,
        line_height=look.line_height,
    )
    headings = [(c.heading.replace("{year}", report.column_year), Style.COLUMN_HEADING) for c in look.columns]
    row = first = sheets.put_row(sheet, 2, look, headings, widths)
    for line in direction.rows:
        row = sheets.put_row(
            sheet,
            row,
            look,
            [(getattr(line, c.field), _style(line, c.field, c.align)) for c in look.columns],
            widths,
        )
        step()
    sheet.auto_filter.ref = f"A{first - 1}:{last}{row - 1}"
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")


def _style(line: Row, field: str, align: str) -> Style:
    if field == "achievement":
        return _VERDICT_STYLES.get(line.assessment.verdict, _ALIGN[align])
    return _ALIGN[align]


def add_totals(workbook: Workbook, report: Report, look: Look, label: str) -> None:
    """Add sheet 集計."""
    sheet = sheets.add_sheet(workbook, "集計", _TOTALS_WIDTHS)
    row = 1
    for heading, columns, lines in breakdowns(report):
        widths = _TOTALS_WIDTHS[: len(columns)]
        row = sheets.put_wide(
            sheet, row, heading, Style.HEADING, widths, size=look.heading_size, line_height=look.line_height
        )
        row = sheets.put_row(sheet, row, look, [(column, Style.COLUMN_HEADING) for column in columns], widths)
        for number, (first, *numbers) in enumerate(lines, 1):
            total = number == len(lines) and first == "計"
            styles = (Style.TOTAL, Style.TOTAL_RIGHT) if total else (Style.LEFT, Style.RIGHT)
            cells = [(first, styles[0]), *((value, styles[1]) for value in numbers)]
            row = sheets.put_row(sheet, row, look, cells, widths)
        row += 1
    sheets.set_page(sheet, label, pages=sheets.pages_high(sheet))
    sheets.open_at_top(sheet)
