"""What ``results.md.j2`` sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.handouts.breakdowns import breakdowns
from dxplan.handouts.report import direction_line, listed_line, summary_box

if TYPE_CHECKING:
    from dxplan.handouts.report import DirectionReport, Report


def context(report: Report, label: str) -> dict[str, Any]:
    """Return the names of 実施結果 and what they stand for (docs/templates.md)."""
    return {
        "plan": report.plan,
        "label": label,
        "year": report.year,
        "column_year": report.column_year,
        "box": summary_box(report),
        "total": report.counts,
        "directions": [
            {
                "number": direction.number,
                "id": direction.id,
                "name": direction.name,
                "theme": direction.theme,
                "line": direction_line(direction),
                "points": direction.points,
                "counts": direction.counts,
                "rows": direction.rows,
                "sections": [_section(heading) for heading in direction.sections],
            }
            for direction in report.directions
        ],
        "totals": [
            {"heading": table.heading, "columns": table.columns, "lines": table.lines, "note": table.note}
            for table in breakdowns(report)
        ],
    }


def _section(heading: DirectionReport) -> dict[str, Any]:
    """Return a heading with the rows that stand under it and under no heading below it."""
    return {
        "level": heading.level,
        "heading": heading.heading,
        "theme": heading.theme,
        "line": direction_line(heading),
        "points": heading.points,
        "rows": heading.own,
        "listed": [listed_line(row) for row in heading.also],
    }
