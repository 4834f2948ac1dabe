"""The JSON that other programs read. Its shapes are promises (docs/json.md); numbers are decimal strings."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dxplan.handouts.own import own_totals
from dxplan.model import Pending, Ratio
from dxplan.model.aims import aim_of, better_of
from dxplan.model.findings import Severity
from dxplan.model.own import Owner, own_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.handouts.own import OwnTotal
    from dxplan.handouts.report import DirectionReport, Report
    from dxplan.handouts.review import Review
    from dxplan.judging.counts import Count
    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Indicator, Plan
    from dxplan.model.findings import Diagnostic
    from dxplan.model.own import OwnValue, OwnWritten
    from dxplan.model.scheme import Scheme
    from dxplan.values.quantities import Quantity


def classification(report: Report) -> dict[str, Any]:
    """Return ``classify --json``."""
    nested = any(direction.parts for direction in report.directions)
    return {
        "plan": report.plan.name,
        "fiscal_year": report.plan.fiscal_year,
        "fields": _fields(report.plan),
        "total": _count(report.counts.printed)
        | _sums(own_totals(report.plan, report.rows, report.plan.directions)),
        "directions": [_direction(report, d, nested=nested) for d in report.directions],
        "items": [
            {
                "id": row.id,
                "direction": row.direction.id,
                "number": row.assessment.number,
                "name": row.item.name,
                "verdict": row.verdict.label,
                "text": row.achievement,
                "rate": _rate(row.assessment, report.plan.scheme),
                "override": _override(row.assessment),
                "fields": _of_the_year(report.plan, Owner.ITEM, row.item.own),
            }
            for row in report.rows
        ],
    }


def _direction(report: Report, direction: DirectionReport, *, nested: bool) -> dict[str, Any]:
    """Return a direction; in a plan with headings under directions, with the headings under it."""
    parts = {"parts": [_direction(report, part, nested=True) for part in direction.parts]} if nested else {}
    return {
        "id": direction.id,
        "name": direction.name,
        **_count(direction.counts.printed),
        **_sums(own_totals(report.plan, direction.rows, [direction.direction])),
        "fields": _of_the_year(report.plan, Owner.DIRECTION, direction.direction.own),
        **parts,
    }


def review(found: Review) -> dict[str, Any]:
    """Return ``review --json``: each year as ``classify`` gives it, without items."""
    years = [classification(report) for report in found.reports]
    return {"years": [{key: part for key, part in year.items() if key != "items"} for year in years]}


def _count(counted: Count) -> dict[str, Any]:
    return {"items": counted.items, "achieved": counted.achieved, "rate": counted.rate}


def _rate(assessment: Assessment, scheme: Scheme) -> str | None:
    if assessment.rate is None:
        return None
    return f"{scheme.rounded(assessment.rate):f}"


def _override(assessment: Assessment) -> dict[str, str] | None:
    if assessment.override is None:
        return None
    override = assessment.override
    return {
        "verdict": override.verdict.label,
        "reason": override.reason,
        "computed": assessment.computed.label,
    }


def _fields(plan: Plan) -> list[dict[str, Any]]:
    """Return what a plan keeps beside dxplan's keys."""
    return [
        {
            "id": field.id,
            "heading": field.heading,
            "on": field.on.value,
            "kind": field.kind.value,
            "unit": field.unit or None,
        }
        for field in plan.own_fields
    ]


def _sums(totals: Iterable[OwnTotal]) -> dict[str, Any]:
    return {
        "sums": {
            total.field.id: {"value": _written(total.value), "missing": total.missing} for total in totals
        }
    }


def _of_the_year(plan: Plan, on: Owner, values: tuple[OwnValue, ...]) -> dict[str, Any]:
    """Return what stands in own fields in the year that is judged; null where nothing does."""
    fields = (field for field in plan.own_fields if field.on is on)
    return {field.id: _written(own_value(values, field, plan.fiscal_year)) for field in fields}


def _as_kept(plan: Plan, on: Owner, values: tuple[OwnValue, ...]) -> dict[str, Any]:
    """Return what stands in own fields, by fiscal year where it is kept so; null where nothing does."""
    found: dict[str, Any] = {field.id: None for field in plan.own_fields if field.on is on}
    for field, year, value in values:
        if year is None:
            found[field] = _written(value)
        else:
            found[field] = (found[field] or {}) | {str(year): _written(value)}
    return found


def _written(value: OwnWritten | None) -> str | None:
    """Return a value as JSON has it: figures as decimals, days as 2026-03-31."""
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def listing(plan: Plan, assessments: Iterable[Assessment]) -> dict[str, Any]:
    """Return ``list --json``."""
    return {
        "fields": _fields(plan),
        "items": [
            {
                "id": a.id,
                "direction": a.direction.id,
                "number": a.number,
                "name": a.item.name,
                "departments": [list(department) for department in a.item.departments],
                "repost_of": a.repost.of if a.repost else None,
                "indicators": [_indicator(plan, indicator) for indicator in a.item.indicators],
                "fields": _as_kept(plan, Owner.ITEM, a.item.own),
            }
            for a in assessments
        ],
    }


def _indicator(plan: Plan, indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id or None,
        "name": indicator.name,
        "group": indicator.group or None,
        "repost_of": indicator.repost_of or None,
        "unit": indicator.unit,
        "baseline": _decimal(indicator.baseline) if indicator.baseline else None,
        "target": {str(year): f"{aim_of(indicator, target).value:f}" for year, target in indicator.targets}
        or None,
        "actual": {str(year): _actual(actual) for year, actual in indicator.actuals} or None,
        "targets": {str(year): _target(indicator, target) for year, target in indicator.targets} or None,
        "actuals": {str(year): _recorded(actual, indicator.unit) for year, actual in indicator.actuals}
        or None,
        "better": better_of(indicator).value,
        "due": indicator.due,
        "blanks": {"baseline" if year is None else str(year): blank.value for year, blank in indicator.blanks}
        or None,
        "fields": _as_kept(plan, Owner.INDICATOR, indicator.own),
    }


def _target(indicator: Indicator, target: Quantity) -> dict[str, str | None]:
    """Return a target with all that its text says: the words, both ends of a range, the note, a running total."""
    aim = aim_of(indicator, target)
    return {
        "text": target.show(indicator.unit),
        "form": target.form.value or None,
        "value": f"{aim.value:f}",
        "high": None if target.high is None else f"{aim.high:f}",
        "better": aim.better.value,
        "note": target.note or None,
        "running": None if target.running is None else f"{target.running:f}",
    }


def _recorded(actual: Actual, unit: str) -> dict[str, str | None]:
    quantity = None if isinstance(actual, (Pending, Ratio)) else actual
    return {
        "text": actual.value if isinstance(actual, Pending) else quantity.show(unit) if quantity else None,
        "note": (quantity.note or None) if quantity else None,
        "running": f"{quantity.running:f}" if quantity and quantity.running is not None else None,
    }


def _decimal(quantity: Quantity) -> str:
    return f"{quantity.value:f}"


def _actual(actual: Actual) -> str | dict[str, str] | None:
    if isinstance(actual, Pending):
        return None
    if isinstance(actual, Ratio):
        return {"numerator": f"{actual.numerator:f}", "denominator": f"{actual.denominator:f}"}
    return _decimal(actual)


def findings(diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return ``validate --format json``."""
    listed = list(diagnostics)
    return {
        "errors": sum(d.severity is Severity.ERROR for d in listed),
        "warnings": sum(d.severity is Severity.WARNING for d in listed),
        "diagnostics": [
            {
                "code": d.code,
                "severity": d.severity.value,
                "path": d.source.path,
                "line": d.line,
                "column": d.column,
                "key": d.key,
                "message": d.message,
                "hint": d.hint,
                "if_right": d.if_right,
            }
            for d in listed
        ],
    }
