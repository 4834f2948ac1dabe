"""What ``roadmap.md.j2`` sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.handouts.report import listed_line
from dxplan.handouts.roadmap import make_roadmap, tally_table

if TYPE_CHECKING:
    from dxplan.handouts.report import Report
    from dxplan.handouts.roadmap import Line, Section


def context(report: Report, label: str) -> dict[str, Any]:
    """Return the names of ロードマップ and what they stand for (docs/templates.md)."""
    made = make_roadmap(report)
    columns, lines = tally_table(made)
    return {
        "title": made.title,
        "office": made.office,
        "year": made.year,
        "label": label,
        "directions": [
            {"heading": field.heading, "sections": [_section(section) for section in field.sections]}
            for field in made.fields
        ],
        "counts": {"columns": [column.replace("\n", " ") for column in columns], "lines": lines},
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "rows": [_row(line) for line in section.lines],
        "listed": [listed_line(row) for row in section.also],
    }


def _row(line: Line) -> dict[str, Any]:
    first, second = (
        {"plan": half.plan, "progress": half.progress, "state": half.state.label} for half in line.halves
    )
    row = line.row
    return {
        "number": row.number,
        "name": row.name,
        "departments": row.departments,
        "first": first,
        "second": second,
    }
