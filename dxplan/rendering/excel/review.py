"""総括.xlsx: the table of each direction over the years, and the course of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.rendering.excel import sheets
from dxplan.rendering.excel.saving import save
from dxplan.rendering.excel.styles import Style, StyledWorkbook
from dxplan.review import notes_of, rounding_note, table_of

if TYPE_CHECKING:
    from dxplan.rendering.look import Look
    from dxplan.review import Line, Review

_FIRST_WIDTH = 44.0
_YEAR_WIDTH = 22.0
_COURSE_WIDTHS = (40.0, 14.0, 40.0)


def render_review(review: Review, look: Look, label: str) -> bytes:
    """Return 総括.xlsx."""
    workbook = StyledWorkbook(look)
    _add_tables(workbook, review, look, label)
    if review.courses:
        _add_courses(workbook, review, look, label)
    last = review.reports[-1].plan
    return save(
        workbook,
        title=f"{review.title}の総括",
        subject=f"{review.span} 総括",
        office=review.office,
        fiscal_year=last.fiscal_year,
    )


def _add_tables(workbook: StyledWorkbook, review: Review, look: Look, label: str) -> None:
    widths = (_FIRST_WIDTH, *[_YEAR_WIDTH] * len(review.years))
    sheet = sheets.add_sheet(workbook, "総括", widths)

    def wide(row: int, text: str, style: Style, size: float) -> int:
        return sheets.put_wide(sheet, row, text, style, widths, size=size, line_height=look.line_height)

    def table(row: int, line: Line) -> int:
        heading, *lines = table_of(review, line)
        row = sheets.put_row(sheet, row, look, [(cell, Style.COLUMN_HEADING) for cell in heading], widths)
        for name, *cells in lines:
            row = sheets.put_row(
                sheet, row, look, [(name, Style.LEFT), *((cell, Style.RIGHT) for cell in cells)], widths
            )
        for note in notes_of(review, line):
            row = wide(row, note, Style.NOTE, look.size)
        return row + 1

    row = wide(1, f"{review.title}の総括について", Style.TITLE, look.title_size)
    row = wide(row, review.office, Style.OFFICE, look.heading_size) + 1
    row = wide(row, "1 全体総括", Style.HEADING, look.heading_size)
    for text in review.texts:
        row = wide(row, f"〇 {text}", Style.PARAGRAPH, look.size + 1)
    row = table(row, review.whole)
    row = wide(row, "2 施策の展開方向ごとの総括", Style.HEADING, look.heading_size)
    for number, line in enumerate(review.directions, 1):
        theme = f"（{line.theme}）" if line.theme else ""
        row = wide(row, f"({number}) {line.name}{theme}", Style.HEADING, look.heading_size)
        for text in line.texts:
            row = wide(row, f"〇 {text}", Style.PARAGRAPH, look.size + 1)
        row = table(row, line)
    wide(row, rounding_note(review), Style.NOTE, look.size)
    sheets.set_page(sheet, label)
    sheets.open_at_top(sheet)


def _add_courses(workbook: StyledWorkbook, review: Review, look: Look, label: str) -> None:
    name, verdict, notes = _COURSE_WIDTHS
    widths = (name, *[verdict] * len(review.years), notes)
    sheet = sheets.add_sheet(workbook, "項目の推移", widths)
    headings = ("施策（事業）名称", *review.years, "推移")
    row = first = sheets.put_row(sheet, 1, look, [(text, Style.COLUMN_HEADING) for text in headings], widths)
    for course in review.courses:
        verdicts = [(found.value if found else "－", Style.CENTER) for found in course.verdicts]
        cells = [(course.name, Style.LEFT), *verdicts, ("\n".join(course.notes), Style.LEFT)]
        row = sheets.put_row(sheet, row, look, cells, widths)
    sheet.auto_filter.ref = f"A{first - 1}:{sheet.cell(row - 1, len(widths)).coordinate}"
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")
