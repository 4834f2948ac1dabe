"""``classify --json`` and ``review --json``: items with their verdicts, and all that is counted of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.own import own_totals
from dxplan.judging.indicators import Held, Standing
from dxplan.model import ItemKind
from dxplan.model.formulas import MEASURES, WHOLES
from dxplan.model.own import Owner
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNRECORDED, Unit
from dxplan.output.contracts import (
    CONTRACT,
    DECIMAL,
    FLAG,
    INTEGER,
    TEXT,
    Shape,
    document,
    one_of,
    optional,
    record,
    several,
)
from dxplan.output.machine.values import (
    ACTUAL,
    BEFORE,
    FIELDS,
    OF_THE_YEAR,
    SUMS,
    actual_value,
    fields,
    last_year,
    of_the_year,
    sums,
)
from dxplan.output.machine.versions import AS_OF, as_of
from dxplan.values.rounding import NO_RATE, Rounding

if TYPE_CHECKING:
    from fractions import Fraction

    from dxplan.handouts.report import DirectionReport, Report, ReportRow
    from dxplan.handouts.review import Review
    from dxplan.judging.counts import Count, Counts, Whole
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment, Ruling
    from dxplan.model import Indicator, Override, Plan
    from dxplan.model.revisions import Revision
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


def _direction(report: Report, direction: DirectionReport, *, nested: bool) -> dict[str, Any]:
    """Return a direction; in a plan with headings under directions, with the headings under it."""
    parts = {"parts": [_direction(report, part, nested=True) for part in direction.parts]} if nested else {}
    return {
        "id": direction.id,
        "name": direction.name,
        **_counts(direction.counts, report.plan.scheme),
        "whole": _whole(direction.whole),
        **sums(own_totals(report.plan, direction.rows, [direction.direction])),
        "fields": of_the_year(report.plan, Owner.DIRECTION, direction.direction.own),
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
    "sums": SUMS,
    "fields": OF_THE_YEAR,
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
        | sums(own_totals(report.plan, report.rows, report.plan.directions)),
        "directions": [_direction(report, direction, nested=nested) for direction in report.directions],
    }


_YEAR: Final[dict[str, Shape]] = {
    "plan": TEXT,
    "fiscal_year": INTEGER,
    "fields": FIELDS,
    "counting": _COUNTING,
    "total": record(**_COUNTS, sums=SUMS),
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
        "points": _points(assessment.together, scheme),
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
        "fields": of_the_year(plan, Owner.ITEM, row.item.own),
    }


def _rate(rate: Fraction | None, scheme: Scheme) -> str | None:
    return None if rate is None else f"{scheme.shown(rate):f}"


def _points(together: Ruling | None, scheme: Scheme) -> str | None:
    return None if together is None or together.points is None else f"{scheme.rounded(together.points):f}"


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
        "last_year": last_year(judged.before),
        "outlook": _outlook(judged.indicator, plan.fiscal_year),
    }


def _outlook(indicator: Indicator, year: int) -> str | dict[str, str] | None:
    """Return what is expected of the end of the plan."""
    expected = indicator.outlook(year)
    return None if expected is None else actual_value(expected)


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
            last_year=optional(BEFORE),
            outlook=ACTUAL,
        )
    ),
    outside=optional(TEXT),
    counted=FLAG,
    counted_indicators=several(record(name=TEXT, verdict=TEXT, repost=FLAG)),
    fields=OF_THE_YEAR,
)


def classification(report: Report, revision: Revision | None = None) -> dict[str, Any]:
    """Return ``classify --json``: the totals can be counted again from the items."""
    items = [judged_row(row, report.plan) for row in report.rows]
    return {"contract": CONTRACT, "as_of": as_of(revision), **_year(report), "items": items}


def review(found: Review, revision: Revision | None = None) -> dict[str, Any]:
    """Return ``review --json``: each year as ``classify`` gives it, without items."""
    years = [_year(report) for report in found.reports]
    return {"contract": CONTRACT, "as_of": as_of(revision), "years": years}


CLASSIFICATION: Final = (
    document("dxplan classify --json", as_of=AS_OF, **_YEAR, items=several(JUDGED_ROW)) | _DEFINITIONS
)
REVIEW: Final = document("dxplan review --json", as_of=AS_OF, years=several(record(**_YEAR))) | _DEFINITIONS
