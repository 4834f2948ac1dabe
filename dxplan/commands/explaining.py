"""What ``--explain`` does in every command that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.format.reading import PlanText
    from dxplan.handouts.report import Report


def print_explanations(years: Sequence[tuple[Report, PlanText]], wanted: str) -> None:
    """Print how the verdict of a row, or the counts of a heading, came about in each of the years."""
    from dxplan.handouts.explanation import explain, nothing_found
    from dxplan.output.terminal_explanation import print_explanation

    found = [explain(report, wanted) for report, _ in years]
    if not any(found):
        raise nothing_found([report for report, _ in years], wanted)
    for (report, reading), explanations in zip(years, found, strict=True):
        if len(years) > 1:
            console.put(f"■ {report.year}")
        for explanation in explanations:
            print_explanation(explanation, report.plan.scheme, reading.line)
        if not explanations:
            console.put("  この年度の計画にはありません。")
