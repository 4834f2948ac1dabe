"""What ``kpi-list.md.j2`` sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.handouts.kpi_list import make_kpi_list

if TYPE_CHECKING:
    from dxplan.handouts.report import Report


def context(report: Report, label: str) -> dict[str, Any]:
    """Return the names of KPI一覧 and what they stand for (docs/templates.md)."""
    made = make_kpi_list(report)
    counts = made.counts
    return {
        "title": made.title,
        "office": made.office,
        "label": label,
        "notes": made.notes,
        "years": made.years,
        "result_year": made.result_year,
        "rows": [
            {"project": line.project, "kpi": line.kpi, "result": line.kpi.outcome} for line in made.lines
        ],
        "footnotes": made.footnotes,
        "counts": {"columns": counts.columns, "lines": [*counts.lines, *counts.totals]} if counts else None,
    }
