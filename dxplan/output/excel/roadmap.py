"""ロードマップ.xlsx: a sheet per direction with both halves of the year, and the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.report import listed_line
from dxplan.handouts.roadmap import STATES, make_roadmap, tally_table
from dxplan.model.scheme import EXCLUDED
from dxplan.output.excel import sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.styles import Style, StyledWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.handouts.report import Report
    from dxplan.handouts.roadmap import Field, Line, Roadmap
    from dxplan.output.look import Look

_HALF: Final = (("予定", 25.0), ("進捗", 25.0), ("状態", 8.0))
_COLUMNS: Final = (
    ("番号", 6.0),
    ("事業名", 30.0),
    ("担当", 16.0),
    *((f"{half}\n{heading}", width) for half in ("上期", "下期") for heading, width in _HALF),
)
_WIDTHS: Final = tuple(width for _, width in _COLUMNS)
_LABEL_WIDTH: Final = 40.0
_NUMBER_WIDTH: Final = 9.0


def render(report: Report, look: Look, label: str, step: Callable[[], None]) -> bytes:
    """Return ロードマップ.xlsx. ``label`` is the 資料番号; ``step`` is called for each row."""
    made = make_roadmap(report)
    workbook = StyledWorkbook(look, (*STATES.values(), EXCLUDED))
    for field in made.fields:
        _add_field(workbook, made, field, look, label, step)
    _add_counts(workbook, made, look, label)
    return save(
        workbook,
        title=f"{made.title}のロードマップ",
        subject=f"{made.year} ロードマップ",
        office=made.office,
        fiscal_year=report.plan.fiscal_year,
    )


def _add_field(
    workbook: StyledWorkbook, made: Roadmap, field: Field, look: Look, label: str, step: Callable[[], None]
) -> None:
    sheet = sheets.add_sheet(workbook, field.heading, _WIDTHS)

    def wide(row: int, text: str, style: Style, size: float) -> int:
        return sheets.put_wide(sheet, row, text, style, _WIDTHS, size=size, line_height=look.line_height)

    title = f"{made.title}　ロードマップ（{made.year}）　{field.heading}"
    row = wide(1, title, Style.HEADING, look.heading_size)
    headings = [(heading, Style.COLUMN_HEADING) for heading, _ in _COLUMNS]
    row = first = sheets.put_row(sheet, row, look, headings, _WIDTHS)
    for section in field.sections:
        if section.heading:
            row = wide(row, "　" * (section.level - 2) + section.heading, Style.SECTION, look.size)
        for line in section.lines:
            row = sheets.put_row(sheet, row, look, _cells(workbook, line), _WIDTHS)
            step()
        for listed in section.also:
            row = wide(row, listed_line(listed), Style.LEFT, look.size)
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")


def _cells(workbook: StyledWorkbook, line: Line) -> list[tuple[str | int, str]]:
    row = line.row
    cells: list[tuple[str | int, str]] = [
        (row.number, Style.CENTER),
        (row.name, Style.LEFT),
        (row.departments, Style.LEFT),
    ]
    for half in line.halves:
        cells += [
            (half.plan, Style.LEFT),
            (half.progress, Style.LEFT),
            (half.state.label, workbook.verdict_style(half.state, Style.LEFT)),
        ]
    return cells


def _add_counts(workbook: StyledWorkbook, made: Roadmap, look: Look, label: str) -> None:
    columns, lines = tally_table(made)
    widths = (_LABEL_WIDTH, *[_NUMBER_WIDTH] * (len(columns) - 1))
    sheet = sheets.add_sheet(workbook, "集計", widths)
    title = f"{made.title}　ロードマップ（{made.year}）　事業の数"
    row = sheets.put_wide(
        sheet, 1, title, Style.HEADING, widths, size=look.heading_size, line_height=look.line_height
    )
    row = sheets.put_row(sheet, row, look, [(column, Style.COLUMN_HEADING) for column in columns], widths)
    for number, (name, *numbers) in enumerate(lines, 1):
        last = number == len(lines)
        styles = (Style.TOTAL, Style.TOTAL_RIGHT) if last else (Style.LEFT, Style.RIGHT)
        cells = [(name, styles[0]), *((value, styles[1]) for value in numbers)]
        row = sheets.put_row(sheet, row, look, cells, widths)
    sheets.set_page(sheet, label, pages=sheets.pages_high(sheet))
    sheets.open_at_top(sheet)
