"""実施結果.xlsx as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.rendering.excel.data import add_data
from dxplan.rendering.excel.saving import save
from dxplan.rendering.excel.styles import StyledWorkbook
from dxplan.rendering.excel.summary import add_summary
from dxplan.rendering.excel.tables import add_direction, add_totals
from dxplan.wording import BESIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.rendering.look import Look
    from dxplan.reports.report import Report


def render(report: Report, look: Look, label: str, step: Callable[[], None]) -> bytes:
    """Return 実施結果.xlsx. ``label`` is the 資料番号; ``step`` is called twice for each row of the plan."""
    workbook = StyledWorkbook(look, (*report.plan.scheme.verdicts, *BESIDE))
    add_summary(workbook, report, look, label)
    for direction in (each for each in report.directions if each.sections):
        add_direction(workbook, report, direction, look, label, step)
    add_totals(workbook, report, look, label)
    if report.rows:
        add_data(workbook, report, step)
    return save(
        workbook,
        title=f"{report.plan.title}の実施結果",
        subject=f"{report.year} 実施結果",
        office=report.plan.office,
        fiscal_year=report.plan.fiscal_year,
    )
