"""KPI一覧.xlsx: one wide table in the columns that were published, and the counts of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from openpyxl.utils import get_column_letter

from dxplan.handouts.kpi_list import make_kpi_list
from dxplan.handouts.wording import BESIDE
from dxplan.output.excel import sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.styles import Style, StyledWorkbook
from dxplan.output.excel.wrapping import column_width, text_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.handouts.kpi_list import Counts, KpiList, Line
    from dxplan.handouts.report import Report
    from dxplan.output.look import Look


class _Column(NamedTuple):
    """Heading, width and style of a column; ``group`` is the heading above it, "" where its own is two rows high."""

    group: str
    heading: str
    width: float
    style: Style


_PROJECT: Final = (
    _Column("", "事業\n番号", 5, Style.CENTER),
    _Column("分野", "No", 5.5, Style.CENTER),
    _Column("分野", "名称", 10, Style.LEFT),
    _Column("項目", "No", 6, Style.CENTER),
    _Column("項目", "名称", 17, Style.LEFT),
    _Column("担当", "部", 8.5, Style.LEFT),
    _Column("担当", "課", 9.5, Style.LEFT),
    _Column("", "事業名又は取組名", 17, Style.LEFT),
    _Column("", "事業概要又は取組内容", 22, Style.LEFT),
    _Column("", "指標（KPI）又は目標", 20, Style.LEFT),
    _Column("", "KPI\n番号", 5, Style.CENTER),
    _Column("", "指標名", 18, Style.LEFT),
)
#: Columns of values are at least so wide; they break no word of so many half-width letters.
_LEAST: Final = 7.0
_LONGEST: Final = 12.0
_LABEL_WIDTH: Final = 40.0
_NUMBER_WIDTH: Final = 11.0


def render(report: Report, look: Look, label: str, step: Callable[[], None]) -> bytes:
    """Return KPI一覧.xlsx. ``label`` is the 資料番号; ``step`` is called for each row of the plan."""
    made = make_kpi_list(report)
    workbook = StyledWorkbook(look, (*report.plan.scheme.verdicts, *BESIDE))
    _add_list(workbook, made, look, label, step)
    if made.counts:
        _add_counts(workbook, made.counts, look, label)
    return save(
        workbook,
        title=made.title,
        subject=f"{report.year} KPI一覧",
        office=made.office,
        fiscal_year=report.plan.fiscal_year,
    )


def _add_list(
    workbook: StyledWorkbook, made: KpiList, look: Look, label: str, step: Callable[[], None]
) -> None:
    columns = _columns(made, look.size)
    widths = [column.width for column in columns]
    sheet = sheets.add_sheet(workbook, "KPI一覧", widths)

    def wide(row: int, text: str, style: Style, size: float) -> int:
        return sheets.put_wide(sheet, row, text, style, widths, size=size, line_height=look.line_height)

    row = wide(1, made.title, Style.TITLE, look.title_size)
    row = wide(row, made.office, Style.OFFICE, look.heading_size)
    for note in made.notes:
        row = wide(row, f"・{note}", Style.NOTE, look.size)
    top = row
    groups = [(column.group or column.heading, Style.COLUMN_HEADING) for column in columns]
    headings = [(column.heading if column.group else "", Style.COLUMN_HEADING) for column in columns]
    row = sheets.put_row(sheet, top, look, groups, widths)
    row = first = sheets.put_row(sheet, row, look, headings, widths)
    _merge_headings(sheet, top, columns)
    for line in made.lines:
        row = sheets.put_row(sheet, row, look, _cells(workbook, line, columns), widths)
        if line.project.name:
            step()
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{first - 1}:{last}{row - 1}"
    for footnote in made.footnotes:
        row = wide(row, footnote, Style.NOTE, look.size)
    sheets.set_page(sheet, label, heading_rows=f"{top}:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")


def _columns(made: KpiList, size: float) -> list[_Column]:
    """Return the columns; those of values are wide enough for the longest figure in them."""
    values = [("目標値", "基準値", [line.kpi.baseline for line in made.lines], Style.RIGHT)]
    for number, year in enumerate(made.years):
        values.append(("目標値", year, [line.kpi.targets[number] for line in made.lines], Style.RIGHT))
    if made.result_year:
        outcomes = [line.kpi.outcome for line in made.lines]
        group = f"{made.result_year}の結果"
        values += [
            (group, "実績", [outcome.actual for outcome in outcomes], Style.RIGHT),
            (group, "達成率", [outcome.rate for outcome in outcomes], Style.RIGHT),
            (group, "判定", [outcome.verdict for outcome in outcomes], Style.CENTER),
            (group, "進み具合", [outcome.course for outcome in outcomes], Style.CENTER),
        ]
    return [
        *_PROJECT,
        *(
            _Column(group, heading, max(_LEAST, column_width([heading, *texts], size, _LONGEST)), style)
            for group, heading, texts, style in values
        ),
    ]


def _merge_headings(sheet: Worksheet, top: int, columns: Sequence[_Column]) -> None:
    start = 0
    for number, column in enumerate(columns):
        if not column.group:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=number + 1, end_column=number + 1)
        following = columns[number + 1].group if number + 1 < len(columns) else ""
        if column.group != following or not column.group:
            if number > start:
                sheet.merge_cells(start_row=top, end_row=top, start_column=start + 1, end_column=number + 1)
            start = number + 1


def _cells(workbook: StyledWorkbook, line: Line, columns: Sequence[_Column]) -> list[tuple[str | int, str]]:
    project, kpi, outcome = line.project, line.kpi, line.kpi.outcome
    values = (kpi.baseline, *kpi.targets, outcome.actual, outcome.rate, outcome.verdict, outcome.course)
    texts = [
        project.number, project.field_number, project.field, project.heading_number, project.heading, project.bureaus,
        project.sections, project.name, project.overview, project.goal, kpi.number, kpi.name,
        *map(_with_notes_below, values),
    ]  # fmt: skip
    cells = [(text, str(column.style)) for text, column in zip(texts, columns, strict=False)]
    if outcome.band:
        cells[-2] = (outcome.verdict, workbook.verdict_style(outcome.band, Style.CENTER))
    return cells


def _with_notes_below(value: str) -> str:
    """Return a value with the note in brackets on a line of its own where the figure would be broken."""
    lines = (
        line.replace("（", "\n（", 1) if text_cells(line) > _LONGEST else line for line in value.split("\n")
    )
    return "\n".join(lines)


def _add_counts(workbook: StyledWorkbook, counts: Counts, look: Look, label: str) -> None:
    widths = (_LABEL_WIDTH, *[_NUMBER_WIDTH] * (len(counts.columns) - 1))
    sheet = sheets.add_sheet(workbook, "集計", widths)
    row = sheets.put_wide(
        sheet, 1, "KPIの数", Style.HEADING, widths, size=look.heading_size, line_height=look.line_height
    )
    row = sheets.put_row(
        sheet,
        row,
        look,
        [(column.replace(" ", "\n", 1), Style.COLUMN_HEADING) for column in counts.columns],
        widths,
    )
    for lines, first, others in (
        (counts.lines, Style.LEFT, Style.RIGHT),
        (counts.totals, Style.TOTAL, Style.TOTAL_RIGHT),
    ):
        for name, *numbers in lines:
            cells = [(name, first), *((number, others) for number in numbers)]
            row = sheets.put_row(sheet, row, look, cells, widths)
    sheets.set_page(sheet, label, pages=sheets.pages_high(sheet))
    sheets.open_at_top(sheet)
