"""成果指標.xlsx: sheet 基本目標, and sheet KPI with every index and the 中間指標 behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.outcomes import make_outcomes
from dxplan.handouts.wording import BESIDE
from dxplan.output.excel import sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.styles import Style, StyledWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.handouts.outcomes import Field, Figures, Outcomes
    from dxplan.handouts.report import Report
    from dxplan.output.look import Look

_GOALS: Final = (
    ("基本目標", 40.0),
    ("指標", 36.0),
    ("基準値", 18.0),
    ("目標値", 22.0),
    ("実績値", 18.0),
    ("判定", 20.0),
)
_KPIS: Final = (
    ("KPI・中間指標", 56.0),
    ("重み", 7.0),
    ("基準値", 16.0),
    ("目標値", 20.0),
    ("実績値", 16.0),
    ("指数・達成率", 32.0),
    ("判定", 20.0),
)


def render(report: Report, look: Look, label: str, step: Callable[[], None]) -> bytes:
    """Return 成果指標.xlsx. ``label`` is the 資料番号; ``step`` is called twice for each row of the plan."""
    made = make_outcomes(report)
    workbook = StyledWorkbook(look, (*report.plan.scheme.verdicts, *BESIDE))
    if made.goals or not made.fields:
        _add_goals(workbook, made, look, label)
    if made.fields:
        _add_kpis(workbook, made, look, label)
    for _ in range(2 * len(report.rows)):
        step()
    return save(
        workbook,
        title=f"{made.title}の成果指標",
        subject=f"{made.year} 成果指標",
        office=made.office,
        fiscal_year=report.plan.fiscal_year,
    )


def _add_goals(workbook: StyledWorkbook, made: Outcomes, look: Look, label: str) -> None:
    widths = tuple(width for _, width in _GOALS)
    sheet = sheets.add_sheet(workbook, "基本目標", widths)
    row = _begin(sheet, f"{made.title}　基本目標（{made.year}）", made.office, widths, look)
    row = first = sheets.put_row(
        sheet, row, look, [(text, Style.COLUMN_HEADING) for text, _ in _GOALS], widths
    )
    for goal in made.goals:
        verdict = goal.verdict
        style = workbook.verdict_style(verdict, Style.LEFT) if verdict else Style.LEFT
        cells = [
            (goal.name, Style.LEFT),
            (goal.figures.name, Style.LEFT),
            *_figures(goal.figures),
            (verdict.label if verdict else "", style),
        ]
        row = sheets.put_row(sheet, row, look, cells, widths)
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")


def _add_kpis(workbook: StyledWorkbook, made: Outcomes, look: Look, label: str) -> None:
    widths = tuple(width for _, width in _KPIS)
    sheet = sheets.add_sheet(workbook, "KPI", widths)
    row = _begin(sheet, f"{made.title}　KPI（{made.year}）", made.office, widths, look)
    row = _wide(sheet, row, f"　{made.rule}", Style.NOTE, widths, look)
    row = first = sheets.put_row(
        sheet, row, look, [(text, Style.COLUMN_HEADING) for text, _ in _KPIS], widths
    )
    for field in made.fields:
        row = _add_field(workbook, sheet, row, field, look, widths)
    sheets.set_page(sheet, label, heading_rows=f"1:{first - 1}")
    sheets.open_at_top(sheet, f"A{first}")


def _add_field(
    workbook: StyledWorkbook, sheet: Worksheet, row: int, field: Field, look: Look, widths: tuple[float, ...]
) -> int:
    row = _wide(sheet, row, field.heading, Style.SECTION, widths, look)
    for kpi in field.kpis:
        cells: list[tuple[str | int, str]] = [
            (kpi.name, Style.TOTAL),
            *[("", Style.TOTAL)] * 2,
            (100, Style.TOTAL_RIGHT),
        ]
        verdict = workbook.verdict_style(kpi.verdict, Style.TOTAL)
        cells += [("", Style.TOTAL), (kpi.index, Style.TOTAL_RIGHT), (kpi.verdict.label, verdict)]
        row = sheets.put_row(sheet, row, look, cells, widths)
        for part in kpi.parts:
            style = workbook.verdict_style(part.verdict, Style.LEFT) if part.verdict else Style.LEFT
            cells = [
                (f"・{part.figures.name}", Style.LEFT),
                (part.weight, Style.RIGHT),
                *_figures(part.figures),
                (part.figures.rate, Style.RIGHT),
                (part.note, style),
            ]
            row = sheets.put_row(sheet, row, look, cells, widths)
    for note in field.notes:
        row = _wide(sheet, row, f"※{note}", Style.NOTE, widths, look)
    return row


def _figures(figures: Figures) -> list[tuple[str | int, str]]:
    return [(text, Style.RIGHT) for text in (figures.baseline, figures.target, figures.actual)]


def _begin(sheet: Worksheet, title: str, office: str, widths: tuple[float, ...], look: Look) -> int:
    """Write title and office; return the number of the next row."""
    height = look.line_height
    row = sheets.put_wide(sheet, 1, title, Style.TITLE, widths, size=look.title_size, line_height=height)
    return sheets.put_wide(
        sheet, row, office, Style.OFFICE, widths, size=look.heading_size, line_height=height
    )


def _wide(sheet: Worksheet, row: int, text: str, style: Style, widths: tuple[float, ...], look: Look) -> int:
    return sheets.put_wide(sheet, row, text, style, widths, size=look.size, line_height=look.line_height)
