"""How the half-year counts came about, and what is behind the halves of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.handouts.explanation.lines import Statement, joined
from dxplan.handouts.roadmap import STATES, road_lines
from dxplan.model import Half

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.report import Report, Row
    from dxplan.judging.assessments import Assessment


def row_halves(assessment: Assessment, year: int) -> Iterator[Statement]:
    """Yield the milestones of a row: half, state, and where it was written."""
    for milestone in assessment.item.milestones:
        if milestone.year == year:
            yield Statement(f"{milestone.label}: {STATES[milestone.state].label}", source=milestone.source)


def counted_halves(report: Report, rows: Sequence[Row]) -> Iterator[Statement]:
    """Yield for each half the projects in each state; nothing for a plan that keeps no milestones."""
    if "ロードマップ" not in report.plan.handouts:
        return
    lines = [line for line in road_lines(rows, report.plan.fiscal_year) if line.counts]
    for number, half in enumerate(Half):
        if lines:
            yield Statement(f"{half.value}の状態: 事業 {len(lines)}")
        for state in STATES.values():
            named = [line.row.assessment.label for line in lines if line.halves[number].state == state]
            if named:
                yield Statement(f"{state.label} {len(named)}: ", 2, pieces=joined(named, "、"))
