"""総括.xlsx: the table of each direction over the years, and the course of each item and section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.review_tables import (
    courses_table,
    notes_of,
    parts_table,
    remarks,
    sections_table,
    table_of,
    title_of,
)
from dxplan.output.excel import sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.styles import Style, StyledWorkbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.handouts.review import Line, Review
    from dxplan.handouts.review_tables import Rows
    from dxplan.output.look import Look

_NAME_WIDTH: Final = 44.0
_YEAR_WIDTH: Final = 22.0
_VERDICT_WIDTH: Final = 14.0
_NOTES_WIDTH: Final = 40.0


def render(review: Review, look: Look, label: str) -> bytes:
    """Return 総括.xlsx."""
    workbook = StyledWorkbook(look)
    _add_tables(workbook, review, look, label)
    years = [_VERDICT_WIDTH] * len(review.years)
    if courses := courses_table(review):
        notes = [_NOTES_WIDTH] * (len(courses[0]) - 1 - len(years))
        _add_list(workbook, "項目の推移", courses, (_NAME_WIDTH, *years, *notes), look, label)
    if sections := sections_table(review):
        _add_list(workbook, "担当課別の推移", sections, (_NAME_WIDTH, *years), look, label)
    last = review.reports[-1].plan
    return save(
        workbook,
        title=f"{review.title}の総括",
        subject=f"{review.span} 総括",
        office=review.office,
        fiscal_year=last.fiscal_year,
    )


class _Page:
    """A sheet that is written from the top down."""

    def __init__(self, sheet: Worksheet, look: Look, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.look = look
        self.widths = widths
        self.row = 1

    def wide(self, text: str, style: Style, size: float) -> None:
        self.row = sheets.put_wide(
            self.sheet, self.row, text, style, self.widths, size=size, line_height=self.look.line_height
        )

    def heading(self, text: str) -> None:
        self.wide(text, Style.HEADING, self.look.heading_size)

    def texts(self, texts: Sequence[str]) -> None:
        for text in texts:
            self.wide(f"〇 {text}", Style.PARAGRAPH, self.look.size + 1)

    def notes(self, notes: Sequence[str]) -> None:
        for note in notes:
            self.wide(note, Style.NOTE, self.look.size)

    def table(self, rows: Rows) -> None:
        for number, (name, *cells) in enumerate(rows):
            styles = (Style.LEFT, Style.RIGHT) if number else (Style.COLUMN_HEADING, Style.COLUMN_HEADING)
            row = [(name, styles[0]), *((cell, styles[1]) for cell in cells)]
            self.row = sheets.put_row(self.sheet, self.row, self.look, row, self.widths)


def _add_tables(workbook: StyledWorkbook, review: Review, look: Look, label: str) -> None:
    widths = (_NAME_WIDTH, *[_YEAR_WIDTH] * len(review.years))
    page = _Page(sheets.add_sheet(workbook, "総括", widths), look, widths)
    page.wide(f"{review.title}の総括について", Style.TITLE, look.title_size)
    page.wide(review.office, Style.OFFICE, look.heading_size)
    page.row += 1
    page.heading("1 全体総括")
    page.texts(review.texts)
    page.table(table_of(review, review.whole))
    page.notes(notes_of(review, review.whole))
    page.row += 1
    starts = [1, page.row]
    page.heading("2 施策の展開方向ごとの総括")
    for number, line in enumerate(review.directions, 1):
        if number > 1:
            starts.append(page.row)
        _add_direction(page, review, number, line)
    page.notes(remarks(review))
    sheets.keep_together(page.sheet, starts)
    sheets.set_page(page.sheet, label)
    sheets.open_at_top(page.sheet)


def _add_direction(page: _Page, review: Review, number: int, line: Line) -> None:
    theme = f"（{line.theme}）" if line.theme else ""
    page.heading(title_of(line, number, "({}) ") + theme)
    page.texts(line.texts)
    page.table(table_of(review, line))
    page.notes(notes_of(review, line))
    page.row += 1
    if not line.parts:
        return
    page.table(parts_table(review, line))
    for part in line.below:
        page.notes([f"{part.heading} {note}" for note in notes_of(review, part)])
    page.row += 1


def _add_list(
    workbook: StyledWorkbook, title: str, rows: Rows, widths: Sequence[float], look: Look, label: str
) -> None:
    """Add a sheet with one long table, its heading on every page."""
    sheet = sheets.add_sheet(workbook, title, widths)
    heading, *lines = rows
    row = first = sheets.put_row(sheet, 1, look, [(text, Style.COLUMN_HEADING) for text in heading], widths)
    for name, *cells in lines:
        styled = (
            (cell, Style.CENTER if width == _VERDICT_WIDTH else Style.LEFT)
            for cell, width in zip(cells, widths[1:], strict=True)
        )
        row = sheets.put_row(sheet, row, look, [(name, Style.LEFT), *styled], widths)
    sheet.auto_filter.ref = f"A{first - 1}:{sheet.cell(row - 1, len(widths)).coordinate}"
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")
