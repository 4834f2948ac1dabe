"""``list --json``: items as they are written, with all their years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.model import Better, Blank, Counting, Pending
from dxplan.model.aims import aim_of, better_of
from dxplan.model.own import Owner
from dxplan.output.contracts import (
    CONTRACT,
    DECIMAL,
    INTEGER,
    TEXT,
    by_year,
    document,
    one_of,
    optional,
    record,
    several,
)
from dxplan.output.machine.values import (
    ACTUAL,
    AS_KEPT,
    BEFORE,
    FIELDS,
    FIGURE,
    actual_value,
    as_kept,
    fields,
    last_year,
    target_value,
)
from dxplan.output.machine.versions import AS_OF, as_of
from dxplan.values.quantities import Origin, Quantity
from dxplan.values.steps import Step, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Indicator, Plan, Target
    from dxplan.model.revisions import Revision


def listing(
    plan: Plan, assessments: Iterable[Assessment], revision: Revision | None = None
) -> dict[str, Any]:
    """Return ``list --json``."""
    return {
        "contract": CONTRACT,
        "as_of": as_of(revision),
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
        "fields": as_kept(plan, Owner.ITEM, a.item.own),
    }


def _indicator(plan: Plan, indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id or None,
        "name": indicator.name,
        "group": indicator.group or None,
        "repost_of": indicator.repost_of or None,
        "unit": indicator.unit,
        "baseline": target_value(indicator.baseline) if indicator.baseline else None,
        "last_year": last_year(indicator.before),
        "stages": list(indicator.stages) or None,
        "counting": indicator.counting.value if indicator.counting else None,
        "target": {str(year): _aimed(indicator, target, year) for year, target in indicator.targets} or None,
        "actual": {str(year): actual_value(actual) for year, actual in indicator.actuals} or None,
        "targets": {str(year): _target(indicator, target, year) for year, target in indicator.targets}
        or None,
        "actuals": {str(year): _recorded(actual, indicator.unit) for year, actual in indicator.actuals}
        or None,
        "better": better_of(indicator).value,
        "due": indicator.due,
        "blanks": {"baseline" if year is None else str(year): blank.value for year, blank in indicator.blanks}
        or None,
        "fields": as_kept(plan, Owner.INDICATOR, indicator.own),
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
        "open": _OPEN[number.open_ends] if number else None,
        "better": better_of(indicator, target).value,
        "note": (number.note or None) if number else None,
        "running": f"{number.running:f}" if number and number.running is not None else None,
        "against": number.origin.value if number and number.relative else None,
        "step": target.kind.value if isinstance(target, Step) else None,
        "day": target.day if isinstance(target, Step) else None,
    }


#: Which ends of a range do not reach it themselves.
_OPEN: Final = {(False, False): None, (True, False): "low", (False, True): "high", (True, True): "both"}


def _recorded(actual: Actual, unit: str) -> dict[str, str | None]:
    quantity = actual if isinstance(actual, Quantity) else None
    shown = actual.word if isinstance(actual, Pending) else None
    return {
        "text": actual.show(unit) if isinstance(actual, (Quantity, Step)) else shown,
        "note": (quantity.note or None) if quantity else None,
        "running": f"{quantity.running:f}" if quantity and quantity.running is not None else None,
        "day": actual.day if isinstance(actual, Step) else None,
    }


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
            baseline=optional(FIGURE),
            last_year=optional(BEFORE),
            stages=optional(several(TEXT)),
            counting=optional(one_of(*(counting.value for counting in Counting))),
            target=optional(by_year(optional(DECIMAL))),
            actual=optional(by_year(ACTUAL)),
            targets=optional(
                by_year(
                    record(
                        text=TEXT,
                        form=optional(TEXT),
                        value=optional(DECIMAL),
                        high=optional(DECIMAL),
                        open=optional(one_of(*filter(None, _OPEN.values()))),
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
            fields=AS_KEPT,
        )
    ),
    fields=AS_KEPT,
)


LISTING: Final = document("dxplan list --json", as_of=AS_OF, fields=FIELDS, items=several(LISTED))
