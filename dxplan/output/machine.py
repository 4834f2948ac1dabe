"""The JSON that other programs read. Its shapes are promises (docs/json.md); numbers are decimal strings.

Beside everything that is made stands its shape; ``SCHEMAS`` puts them together.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.own import own_totals
from dxplan.judging.indicators import Held, Standing
from dxplan.model import Better, Blank, Counting, ItemKind, Pending, Ratio
from dxplan.model.aims import aim_of, better_of
from dxplan.model.findings import Severity
from dxplan.model.formulas import MEASURES, WHOLES
from dxplan.model.own import Owner, OwnKind, own_value
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNRECORDED, Unit
from dxplan.output.collection import COLLECTION
from dxplan.output.contracts import (
    CONTRACT,
    DECIMAL,
    FLAG,
    INTEGER,
    TEXT,
    Shape,
    by_field,
    by_year,
    document,
    one_of,
    optional,
    record,
    several,
)
from dxplan.output.takings import TAKINGS
from dxplan.values.quantities import Origin, Quantity
from dxplan.values.rounding import NO_RATE, Rounding
from dxplan.values.steps import NEVER, Step, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from dxplan.handouts.own import OwnTotal
    from dxplan.handouts.report import DirectionReport, Report, ReportRow
    from dxplan.handouts.review import Review
    from dxplan.judging.counts import Count, Counts, Whole
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Before, Indicator, Override, Plan, Target
    from dxplan.model.findings import Diagnostic
    from dxplan.model.own import OwnValue, OwnWritten
    from dxplan.model.scheme import Scheme, Verdict


def _count(counted: Count, scheme: Scheme) -> dict[str, Any]:
    return {
        "items": counted.items,
        "achieved": counted.achieved,
        "rate": counted.rate,
        "verdicts": None
        if counted.verdicts is None
        else [
            {"verdict": verdict.label, "count": counted.verdicts.count(verdict)}
            for verdict in _verdicts(scheme)
        ],
    }


_COUNT: Final[dict[str, Shape]] = {
    "items": INTEGER,
    "achieved": INTEGER,
    "rate": {"type": "string", "pattern": rf"^({NO_RATE}|[0-9]+(\.[0-9]+)?)$"},
    "verdicts": optional(several(record(verdict=TEXT, count=INTEGER))),
}


def _verdicts(scheme: Scheme) -> tuple[Verdict, ...]:
    """Return all words that a verdict can be, best first."""
    own = dict.fromkeys((*scheme.verdicts, *scheme.words(Unit.INDICATOR)))
    return (*own, UNRECORDED, INCOMPUTABLE, *OUTSIDE)


def _counts(counts: Counts, scheme: Scheme) -> dict[str, Any]:
    """Return the count that handouts print, and the same rows counted in all other ways."""
    return {
        **_count(counts.printed, scheme),
        "gross": _count(counts.gross, scheme),
        "net": _count(counts.net, scheme),
        "beside": _count(counts.beside, scheme),
        "references": counts.references,
        "axes": [
            {
                "name": tally.name,
                "verdicts": [
                    {"verdict": verdict.label, "count": number} for verdict, number in tally.numbers
                ],
            }
            for tally in counts.axes
        ],
    }


_COUNTS: Final[dict[str, Shape]] = {
    **_COUNT,
    **{key: {"$ref": "#/$defs/count"} for key in ("gross", "net", "beside")},
    "references": INTEGER,
    "axes": several(record(name=TEXT, verdicts=several(record(verdict=TEXT, count=INTEGER)))),
}


def _counting(plan: Plan) -> dict[str, Any]:
    """Return how a plan counts: all that one needs to count its items again."""
    return {
        "unit": plan.scheme.unit.value,
        "reposts": plan.rate.count_reposts,
        "digits": plan.rate.digits,
        "rounding": plan.rate.rounding.value,
        "verdicts": [
            {
                "verdict": verdict.label,
                "achieved": verdict.achieved,
                "points": None if verdict.points is None else f"{verdict.points:f}",
            }
            for verdict in _verdicts(plan.scheme)
        ],
        "direction": _whole_rule(plan.scheme),
    }


_COUNTING: Final = record(
    unit=one_of(*(unit.value for unit in Unit)),
    reposts=FLAG,
    digits=INTEGER,
    rounding=one_of(*(rounding.value for rounding in Rounding)),
    verdicts=several(record(verdict=TEXT, achieved=FLAG, points=optional(DECIMAL))),
    direction=optional(
        record(
            of=one_of(*(unit.value for unit in Unit)),
            by=one_of(*WHOLES),
            rounded=FLAG,
            digits=INTEGER,
            verdicts=several(
                record(**{"verdict": TEXT, "from": optional(DECIMAL), "above": optional(DECIMAL)})
            ),
        )
    ),
)


def fields(plan: Plan) -> list[dict[str, Any]]:
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


FIELDS: Final = several(
    record(
        id=TEXT,
        heading=TEXT,
        on=one_of(*(owner.value for owner in Owner)),
        kind=one_of(*(kind.value for kind in OwnKind)),
        unit=optional(TEXT),
    )
)


def _sums(totals: Iterable[OwnTotal]) -> dict[str, Any]:
    return {
        "sums": {
            total.field.id: {"value": _written(total.value), "missing": total.missing} for total in totals
        }
    }


_SUMS: Final = by_field(record(value=optional(DECIMAL), missing=INTEGER))


def _of_the_year(plan: Plan, on: Owner, values: tuple[OwnValue, ...]) -> dict[str, Any]:
    """Return what stands in own fields in the year that is judged; null where nothing does."""
    fields = (field for field in plan.own_fields if field.on is on)
    return {field.id: _written(own_value(values, field, plan.fiscal_year)) for field in fields}


_OF_THE_YEAR: Final = by_field(optional(TEXT))


def _as_kept(plan: Plan, on: Owner, values: tuple[OwnValue, ...]) -> dict[str, Any]:
    """Return what stands in own fields, by fiscal year where it is kept so; null where nothing does."""
    found: dict[str, Any] = {field.id: None for field in plan.own_fields if field.on is on}
    for field, year, value, _ in values:
        if year is None:
            found[field] = _written(value)
        else:
            found[field] = (found[field] or {}) | {str(year): _written(value)}
    return found


_AS_KEPT: Final = by_field({"anyOf": [TEXT, by_year(TEXT), {"type": "null"}]})


def _written(value: OwnWritten | None) -> str | None:
    """Return a value as JSON has it: figures as decimals, days as 2026-03-31."""
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _direction(report: Report, direction: DirectionReport, *, nested: bool) -> dict[str, Any]:
    """Return a direction; in a plan with headings under directions, with the headings under it."""
    parts = {"parts": [_direction(report, part, nested=True) for part in direction.parts]} if nested else {}
    return {
        "id": direction.id,
        "name": direction.name,
        **_counts(direction.counts, report.plan.scheme),
        "whole": _whole(direction.whole),
        **_sums(own_totals(report.plan, direction.rows, [direction.direction])),
        "fields": _of_the_year(report.plan, Owner.DIRECTION, direction.direction.own),
        **parts,
    }


def _whole(whole: Whole | None) -> dict[str, str] | None:
    """Return the verdict of a direction as a whole; null where the plan gives none."""
    return None if whole is None else {"verdict": whole.verdict.label, "rule": whole.rule}


def _whole_rule(scheme: Scheme) -> dict[str, Any] | None:
    """Return how directions are judged as a whole: all that one needs to judge them again."""
    if scheme.whole is None:
        return None
    return {
        "of": scheme.whole.of.value,
        "by": scheme.whole.by.word,
        "rounded": scheme.compare_rounded,
        "digits": scheme.digits,
        "verdicts": [
            {
                "verdict": verdict.label,
                "from": f"{verdict.band.edge:f}"
                if verdict.band and verdict.band.edge is not None and not verdict.band.above
                else None,
                "above": f"{verdict.band.edge:f}"
                if verdict.band and verdict.band.edge is not None and verdict.band.above
                else None,
            }
            for verdict in scheme.whole.verdicts
        ],
    }


_DIRECTION: Final[dict[str, Shape]] = {
    "id": TEXT,
    "name": TEXT,
    **_COUNTS,
    "whole": optional(record(verdict=TEXT, rule=TEXT)),
    "sums": _SUMS,
    "fields": _OF_THE_YEAR,
}
_HEADING: Final[Shape] = {"$ref": "#/$defs/heading"}
_DEFINITIONS: Final[Shape] = {
    "$defs": {"count": record(**_COUNT), "heading": record(**_DIRECTION, parts=several(_HEADING))}
}


def _year(report: Report) -> dict[str, Any]:
    """Return a plan in one year, without its items."""
    nested = any(direction.parts for direction in report.directions)
    return {
        "plan": report.plan.name,
        "fiscal_year": report.plan.fiscal_year,
        "fields": fields(report.plan),
        "counting": _counting(report.plan),
        "total": _counts(report.counts, report.plan.scheme)
        | _sums(own_totals(report.plan, report.rows, report.plan.directions)),
        "directions": [_direction(report, direction, nested=nested) for direction in report.directions],
    }


_YEAR: Final[dict[str, Shape]] = {
    "plan": TEXT,
    "fiscal_year": INTEGER,
    "fields": FIELDS,
    "counting": _COUNTING,
    "total": record(**_COUNTS, sums=_SUMS),
    "directions": {"anyOf": [several(record(**_DIRECTION)), several(_HEADING)]},
}


def judged_row(row: ReportRow, plan: Plan) -> dict[str, Any]:
    """Return an item with its verdict, what it came from, and what totals count of it."""
    assessment, scheme = row.assessment, plan.scheme
    project = row.item.kind is ItemKind.PROJECT
    return {
        "id": row.id,
        "direction": row.direction.id,
        "number": assessment.number,
        "name": row.item.name,
        "kind": row.item.kind.value,
        "repost_of": row.repost.of if row.repost else None,
        "verdict": row.verdict.label,
        "computed": assessment.computed.label,
        "text": row.achievement,
        "rate": _rate(assessment.rate, scheme),
        "points": _rate(assessment.together.points, scheme) if assessment.together else None,
        "axes": [ruling.verdict.label for ruling in assessment.axes],
        "override": _override(assessment),
        "waiting": _overruling(assessment.waiting) if assessment.waiting else None,
        "midterm": row.at_midterm.verdict.label if row.at_midterm else None,
        "expected": row.at_end.verdict.label if row.at_end else None,
        "indicators": [_judged(judged, plan) for judged in row.judged],
        "outside": assessment.outside or None,
        "counted": project and row.verdict not in OUTSIDE,
        "counted_indicators": [
            {"name": each.name, "verdict": each.verdict.label, "repost": each.repost}
            for each in assessment.indicators
            if project
        ],
        "fields": _of_the_year(plan, Owner.ITEM, row.item.own),
    }


def _rate(rate: Fraction | None, scheme: Scheme) -> str | None:
    return None if rate is None else f"{scheme.rounded(rate):f}"


def _override(assessment: Assessment) -> dict[str, str] | None:
    if assessment.override is None:
        return None
    return {**_overruling(assessment.override), "computed": assessment.computed.label}


def _overruling(override: Override) -> dict[str, str]:
    return {"verdict": override.verdict.label, "reason": override.reason}


def _judged(judged: Judged, plan: Plan) -> dict[str, Any]:
    scheme = plan.scheme
    return {
        "name": judged.indicator.name,
        "standing": judged.standing.value,
        "verdict": judged.verdict.label if judged.verdict else None,
        "rate": _rate(judged.rate, scheme),
        "held": [
            {
                "measure": held.against.measure.word,
                "unit": "ポイント" if held.points else "%",
                "difference": f"{scheme.rounded(held.difference):f}",
            }
            for held in judged.held
            if isinstance(held, Held)
        ],
        "due": judged.indicator.due,
        "due_now": judged.is_due,
        "last_year": _before(judged.before),
        "outlook": _outlook(judged.indicator, plan.fiscal_year),
    }


def _outlook(indicator: Indicator, year: int) -> str | dict[str, str] | None:
    """Return what is expected of the end of the plan."""
    expected = indicator.outlook(year)
    return None if expected is None else _actual(expected)


def _before(before: Before | None) -> dict[str, Any] | None:
    """Return last year's value, where a target or formula asks for it, and where it was found."""
    if before is None:
        return None
    return {"year": before.year, "value": _actual(before.value), "where": before.where}


_FIGURE: Final[Shape] = {"anyOf": [DECIMAL, record(numerator=DECIMAL, denominator=DECIMAL)]}
_ACTUAL: Final[Shape] = {"anyOf": [*_FIGURE["anyOf"], {"type": "null"}]}
_BEFORE: Final = record(year=INTEGER, value=_FIGURE, where=TEXT)
JUDGED_ROW: Final = record(
    id=TEXT,
    direction=TEXT,
    number=optional(INTEGER),
    name=TEXT,
    kind=one_of(*(kind.value for kind in ItemKind)),
    repost_of=optional(TEXT),
    verdict=TEXT,
    computed=TEXT,
    text=TEXT,
    rate=optional(DECIMAL),
    points=optional(DECIMAL),
    axes=several(TEXT),
    midterm=optional(TEXT),
    expected=optional(TEXT),
    override=optional(record(verdict=TEXT, reason=TEXT, computed=TEXT)),
    waiting=optional(record(verdict=TEXT, reason=TEXT)),
    indicators=several(
        record(
            name=TEXT,
            standing=one_of(*(standing.value for standing in Standing)),
            verdict=optional(TEXT),
            rate=optional(DECIMAL),
            held=several(record(measure=one_of(*MEASURES), unit=one_of("%", "ポイント"), difference=DECIMAL)),
            due=INTEGER,
            due_now=FLAG,
            last_year=optional(_BEFORE),
            outlook=_ACTUAL,
        )
    ),
    outside=optional(TEXT),
    counted=FLAG,
    counted_indicators=several(record(name=TEXT, verdict=TEXT, repost=FLAG)),
    fields=_OF_THE_YEAR,
)


def classification(report: Report) -> dict[str, Any]:
    """Return ``classify --json``: the totals can be counted again from the items."""
    items = [judged_row(row, report.plan) for row in report.rows]
    return {"contract": CONTRACT, **_year(report), "items": items}


def review(found: Review) -> dict[str, Any]:
    """Return ``review --json``: each year as ``classify`` gives it, without items."""
    return {"contract": CONTRACT, "years": [_year(report) for report in found.reports]}


def listing(plan: Plan, assessments: Iterable[Assessment]) -> dict[str, Any]:
    """Return ``list --json``."""
    return {
        "contract": CONTRACT,
        "fields": fields(plan),
        "items": [listed(plan, assessment) for assessment in assessments],
    }


def listed(plan: Plan, a: Assessment) -> dict[str, Any]:
    """Return an item as it is written, with all its years."""
    return {
        "id": a.id,
        "direction": a.direction.id,
        "number": a.number,
        "name": a.item.name,
        "departments": [list(department) for department in a.item.departments],
        "repost_of": a.repost.of if a.repost else None,
        "indicators": [_indicator(plan, indicator) for indicator in a.item.indicators],
        "fields": _as_kept(plan, Owner.ITEM, a.item.own),
    }


def _indicator(plan: Plan, indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id or None,
        "name": indicator.name,
        "group": indicator.group or None,
        "repost_of": indicator.repost_of or None,
        "unit": indicator.unit,
        "baseline": _decimal(indicator.baseline) if indicator.baseline else None,
        "last_year": _before(indicator.before),
        "stages": list(indicator.stages) or None,
        "counting": indicator.counting.value if indicator.counting else None,
        "target": {str(year): _aimed(indicator, target, year) for year, target in indicator.targets} or None,
        "actual": {str(year): _actual(actual) for year, actual in indicator.actuals} or None,
        "targets": {str(year): _target(indicator, target, year) for year, target in indicator.targets}
        or None,
        "actuals": {str(year): _recorded(actual, indicator.unit) for year, actual in indicator.actuals}
        or None,
        "better": better_of(indicator).value,
        "due": indicator.due,
        "blanks": {"baseline" if year is None else str(year): blank.value for year, blank in indicator.blanks}
        or None,
        "fields": _as_kept(plan, Owner.INDICATOR, indicator.own),
    }


def _aimed(indicator: Indicator, target: Target, year: int) -> str | None:
    """Return the value to reach, of a step its place; None where it depends on last year's, which is not known."""
    aim = aim_of(indicator, target, year)
    return f"{aim.value:f}" if aim else None


def _target(indicator: Indicator, target: Target, year: int) -> dict[str, str | None]:
    """Return a target with all that its text says: the words, both ends of a range, the note, a running total."""
    number = target if isinstance(target, Quantity) else None
    return {
        "text": target.show(indicator.unit),
        "form": (number.form.value or None) if number else None,
        "value": _aimed(indicator, target, year),
        "high": None if number is None or number.high is None else f"{number.high:f}",
        "better": better_of(indicator, target).value,
        "note": (number.note or None) if number else None,
        "running": f"{number.running:f}" if number and number.running is not None else None,
        "against": number.origin.value if number and number.relative else None,
        "step": target.kind.value if isinstance(target, Step) else None,
        "day": target.day if isinstance(target, Step) else None,
    }


def _recorded(actual: Actual, unit: str) -> dict[str, str | None]:
    quantity = actual if isinstance(actual, Quantity) else None
    shown = actual.word if isinstance(actual, Pending) else None
    return {
        "text": actual.show(unit) if isinstance(actual, (Quantity, Step)) else shown,
        "note": (quantity.note or None) if quantity else None,
        "running": f"{quantity.running:f}" if quantity and quantity.running is not None else None,
        "day": actual.day if isinstance(actual, Step) else None,
    }


def _decimal(target: Target) -> str | dict[str, str]:
    counts = target.counts if isinstance(target, Quantity) else None
    return f"{target.value:f}" if counts is None else _quotient(counts)


def _quotient(counts: Ratio) -> dict[str, str]:
    return {"numerator": f"{counts.numerator:f}", "denominator": f"{counts.denominator:f}"}


def _actual(actual: Actual) -> str | dict[str, str] | None:
    """Return an actual as exact numbers; of a step its place, None of what was not done on any day."""
    if isinstance(actual, Pending) or (isinstance(actual, Step) and actual.value == NEVER):
        return None
    if isinstance(actual, Ratio):
        return _quotient(actual)
    return f"{actual.value:f}"


LISTED: Final = record(
    id=TEXT,
    direction=TEXT,
    number=optional(INTEGER),
    name=TEXT,
    departments=several({"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}),
    repost_of=optional(TEXT),
    indicators=several(
        record(
            id=optional(TEXT),
            name=TEXT,
            group=optional(TEXT),
            repost_of=optional(TEXT),
            unit=TEXT,
            baseline=optional(_FIGURE),
            last_year=optional(_BEFORE),
            stages=optional(several(TEXT)),
            counting=optional(one_of(*(counting.value for counting in Counting))),
            target=optional(by_year(optional(DECIMAL))),
            actual=optional(by_year(_ACTUAL)),
            targets=optional(
                by_year(
                    record(
                        text=TEXT,
                        form=optional(TEXT),
                        value=optional(DECIMAL),
                        high=optional(DECIMAL),
                        better=one_of(*(better.value for better in Better)),
                        note=optional(TEXT),
                        running=optional(DECIMAL),
                        against=optional(one_of(*(origin.value for origin in Origin))),
                        step=optional(one_of(*(kind.value for kind in StepKind))),
                        day=optional(TEXT),
                    )
                )
            ),
            actuals=optional(
                by_year(
                    record(
                        text=optional(TEXT),
                        note=optional(TEXT),
                        running=optional(DECIMAL),
                        day=optional(TEXT),
                    )
                )
            ),
            better=one_of(*(better.value for better in Better)),
            due=INTEGER,
            blanks=optional(by_year(one_of(*(blank.value for blank in Blank)), "baseline")),
            fields=_AS_KEPT,
        )
    ),
    fields=_AS_KEPT,
)


def findings(diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return ``validate --format json``."""
    listed = list(diagnostics)
    return {
        "contract": CONTRACT,
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


_FINDING: Final = record(
    code={"type": "string", "pattern": "^DX[0-9]{3}$"},
    severity=one_of(*(severity.value for severity in Severity)),
    path=TEXT,
    line=INTEGER,
    column=INTEGER,
    key=TEXT,
    message=TEXT,
    hint=TEXT,
    if_right=TEXT,
)

#: What each command prints, as ``dxplan schema`` gives it.
SCHEMAS: Final[dict[str, Shape]] = {
    "classify": document("dxplan classify --json", **_YEAR, items=several(JUDGED_ROW)) | _DEFINITIONS,
    "list": document("dxplan list --json", fields=FIELDS, items=several(LISTED)),
    "review": document("dxplan review --json", years=several(record(**_YEAR))) | _DEFINITIONS,
    "validate": document(
        "dxplan validate --format json", errors=INTEGER, warnings=INTEGER, diagnostics=several(_FINDING)
    ),
    "collect": COLLECTION,
    "collect-read": TAKINGS,
}
