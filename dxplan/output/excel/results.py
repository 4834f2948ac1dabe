"""実施結果.xlsx as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.handouts.wording import BESIDE
from dxplan.output.excel.data import add_data
from dxplan.output.excel.saving import save
from dxplan.output.excel.styles import StyledWorkbook
from dxplan.output.excel.summary import add_summary
from dxplan.output.excel.tables import add_direction, add_totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.handouts.report import Report
    from dxplan.output.look import Look


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
