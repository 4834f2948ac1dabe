"""What ``outcomes.md.j2`` sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.handouts.outcomes import make_outcomes

if TYPE_CHECKING:
    from dxplan.handouts.outcomes import Figures, Goal, Kpi
    from dxplan.handouts.report import Report


def context(report: Report, label: str) -> dict[str, Any]:
    """Return the names of 成果指標 and what they stand for (docs/templates.md)."""
    made = make_outcomes(report)
    return {
        "title": made.title,
        "office": made.office,
        "year": made.year,
        "label": label,
        "rule": made.rule,
        "goals": [_goal(goal) for goal in made.goals],
        "directions": [
            {"heading": field.heading, "kpis": [_kpi(kpi) for kpi in field.kpis], "notes": field.notes}
            for field in made.fields
        ],
    }


def _goal(goal: Goal) -> dict[str, Any]:
    verdict = goal.verdict.label if goal.verdict else ""
    return {"name": goal.name, "verdict": verdict, "indicator": _figures(goal.figures)}


def _kpi(kpi: Kpi) -> dict[str, Any]:
    parts = [{"weight": part.weight, "verdict": part.note, **_figures(part.figures)} for part in kpi.parts]
    return {"name": kpi.name, "index": kpi.index, "verdict": kpi.verdict.label, "parts": parts}


def _figures(figures: Figures) -> dict[str, str]:
    return {
        "name": figures.name,
        "baseline": figures.baseline,
        "target": figures.target,
        "actual": figures.actual,
        "rate": figures.rate,
    }
