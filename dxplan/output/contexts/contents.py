"""What ``contents.md.j2`` sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.handouts.contents import make_contents

if TYPE_CHECKING:
    from dxplan.handouts.report import Report


def context(report: Report, label: str) -> dict[str, Any]:
    """Return the names of 目次 and what they stand for (docs/templates.md)."""
    contents = make_contents(report)
    return {
        "plan": report.plan,
        "label": label,
        "year": report.year,
        "figures": contents.figures,
        "entries": [
            {
                "level": entry.level,
                "number": entry.number,
                "name": entry.name,
                "page": entry.page,
                "count": entry.items,
                "text": entry.text,
                "figure": entry.figure,
            }
            for entry in contents.entries
        ],
    }
