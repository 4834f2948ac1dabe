"""Values as JSON has them: decimals, quotients, last year's, and those of a plan's own fields."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dxplan.model import Pending, Ratio
from dxplan.model.own import Owner, OwnKind, own_value
from dxplan.output.contracts import (
    DECIMAL,
    INTEGER,
    TEXT,
    Shape,
    by_field,
    by_year,
    one_of,
    optional,
    record,
    several,
)
from dxplan.values.quantities import Quantity
from dxplan.values.steps import NEVER, Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.handouts.own import OwnTotal
    from dxplan.model import Actual, Before, Plan, Target
    from dxplan.model.own import OwnValue, OwnWritten


def target_value(target: Target) -> str | dict[str, str]:
    counts = target.counts if isinstance(target, Quantity) else None
    return f"{target.value:f}" if counts is None else _quotient(counts)


def _quotient(counts: Ratio) -> dict[str, str]:
    return {"numerator": f"{counts.numerator:f}", "denominator": f"{counts.denominator:f}"}


def actual_value(actual: Actual) -> str | dict[str, str] | None:
    """Return an actual as exact numbers; of a step its place, None of what was not done on any day."""
    if isinstance(actual, Pending) or (isinstance(actual, Step) and actual.value == NEVER):
        return None
    if isinstance(actual, Ratio):
        return _quotient(actual)
    return f"{actual.value:f}"


def last_year(before: Before | None) -> dict[str, Any] | None:
    """Return last year's value, where a target or formula asks for it, and where it was found."""
    if before is None:
        return None
    return {"year": before.year, "value": actual_value(before.value), "where": before.where}


FIGURE: Final[Shape] = {"anyOf": [DECIMAL, record(numerator=DECIMAL, denominator=DECIMAL)]}
ACTUAL: Final[Shape] = {"anyOf": [*FIGURE["anyOf"], {"type": "null"}]}
BEFORE: Final = record(year=INTEGER, value=FIGURE, where=TEXT)


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


def sums(totals: Iterable[OwnTotal]) -> dict[str, Any]:
    return {
        "sums": {
            total.field.id: {"value": written(total.value), "missing": total.missing} for total in totals
        }
    }


SUMS: Final = by_field(record(value=optional(DECIMAL), missing=INTEGER))


def of_the_year(plan: Plan, on: Owner, values: tuple[OwnValue, ...]) -> dict[str, Any]:
    """Return what stands in own fields in the year that is judged; null where nothing does."""
    fields = (field for field in plan.own_fields if field.on is on)
    return {field.id: written(own_value(values, field, plan.fiscal_year)) for field in fields}


OF_THE_YEAR: Final = by_field(optional(TEXT))


def as_kept(plan: Plan, on: Owner, values: tuple[OwnValue, ...]) -> dict[str, Any]:
    """Return what stands in own fields, by fiscal year where it is kept so; null where nothing does."""
    found: dict[str, Any] = {field.id: None for field in plan.own_fields if field.on is on}
    for field, year, value, _ in values:
        if year is None:
            found[field] = written(value)
        else:
            found[field] = (found[field] or {}) | {str(year): written(value)}
    return found


AS_KEPT: Final = by_field({"anyOf": [TEXT, by_year(TEXT), {"type": "null"}]})


def written(value: OwnWritten | None) -> str | None:
    """Return a value as JSON has it: figures as decimals, days as 2026-03-31."""
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
