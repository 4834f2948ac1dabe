"""Fields of the office's own on paper and on the screen: how their values are printed, and what they add up to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import OWN, Cell, Column, Kind, Row, RowRole, width_of
from dxplan.handouts.wording import own_text
from dxplan.model import ItemKind
from dxplan.model.own import Owner, OwnKind, own_value
from dxplan.values.absence import NOTHING
from dxplan.values.quantities import EXACT
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.handouts.handout import Value
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.model import Direction, Plan
    from dxplan.model.own import OwnField, OwnValue, OwnWritten

#: Widths of columns, in half-width letters.
_WIDTHS: Final = {OwnKind.TEXT: 24, OwnKind.LINK: 24, OwnKind.DATE: 14, OwnKind.CHOICE: 10}
_FIGURE_WIDTH: Final = 12
#: Longer headings are broken.
_WIDEST: Final = 16


class OwnTotal(NamedTuple):
    """What the values of a field add up to, None without any; ``missing`` are those that are still to come."""

    field: OwnField
    value: Decimal | None
    missing: int

    @property
    def figure(self) -> str:
        """The sum as printed under a heading that names the unit: ``12,345（未記入2）``."""
        value = NOTHING if self.value is None else f"{self.value:,f}"
        return f"{value}（未記入{self.missing}）" if self.missing else value


def own_cell(field: OwnField, values: tuple[OwnValue, ...], year: int) -> Cell:
    """Return the cell of a value under a heading that names the unit: figures stay numbers."""
    value = own_value(values, field, year)
    if isinstance(value, Decimal):
        return Cell(value, f"{value:,f}")
    return Cell(own_text(field, value) or None)


def own_column(field: OwnField) -> Column:
    """Return the column of a field."""
    counted = field.kind in (OwnKind.NUMBER, OwnKind.MONEY)
    unit = f"\n（{field.unit}）" if field.unit else ""
    usual = _FIGURE_WIDTH if counted else _WIDTHS[field.kind]
    return Column(
        id=f"{OWN}{field.id}",
        heading=f"{field.heading}{unit}",
        full=field.titled,
        kind=Kind.FIGURE if counted else Kind.TEXT,
        width=max(usual, min(width_of(field.heading), _WIDEST)),
    )


def shown_fields(plan: Plan, on: Owner, handout: str) -> list[OwnField]:
    """Return the fields of an item, an indicator or a direction that a handout has a column for."""
    return [field for field in plan.own_fields if field.on is on and handout in field.handouts]


def own_lines(fields: Iterable[OwnField], values: tuple[OwnValue, ...], year: int) -> Iterator[str]:
    """Yield a line for each of some fields that is filled in: ``予算額 12,000千円``."""
    for field in fields:
        if text := own_text(field, own_value(values, field, year)):
            yield f"{field.heading} {text}"


def own_data_columns(plan: Plan, on: Owner) -> list[tuple[str, int | float]]:
    """Return the columns of the fields of an owner in a sheet of data: heading and width."""
    columns = (own_column(field) for field in plan.own_fields if field.on is on)
    return [(column.name, column.width) for column in columns]


def own_data_cells(
    plan: Plan, on: Owner, values: tuple[OwnValue, ...], *, again: bool = False
) -> Iterator[Value]:
    """Yield what stands in them; ``again`` tells a 再掲, whose sums stand at its original alone."""
    for field in plan.own_fields:
        if field.on is on:
            value = None if again and field.total else own_value(values, field, plan.fiscal_year)
            yield value.isoformat() if isinstance(value, date) else value


def own_totals(
    plan: Plan, rows: Iterable[ReportRow], directions: Iterable[Direction]
) -> tuple[OwnTotal, ...]:
    """Return the totals of some rows and of the directions they stand under; a 再掲 counts at its original alone."""
    fields = [field for field in plan.own_fields if field.total]
    if not fields:
        return ()
    items = [row.item for row in rows if row.repost is None]
    return tuple(
        _total(
            field,
            [(own_value(each.own, field, plan.fiscal_year), True) for each in directions]
            if field.on is Owner.DIRECTION
            else [
                (own_value(item.own, field, plan.fiscal_year), item.kind is ItemKind.PROJECT)
                for item in items
            ],
        )
        for field in fields
    )


def _total(field: OwnField, found: list[tuple[OwnWritten | None, bool]]) -> OwnTotal:
    """Return the total of values, each with whether it must be there where the field is required."""
    values = [value for value, _ in found if isinstance(value, Decimal)]
    missing = sum(needed for value, needed in found if value is None) if field.required else 0
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return OwnTotal(field, total if values else None, missing)


def total_row(
    plan: Plan, before: int, fields: Iterable[OwnField], rows: Iterable[ReportRow]
) -> Iterator[Row]:
    """Yield the row of the totals of a table whose last columns are of some fields, ``before`` columns after the first.

    There is none where no field is summed.
    """
    totals = {total.field.id: total for total in own_totals(plan, rows, plan.directions)}
    found = [totals.get(field.id) for field in fields]
    if any(found):
        cells = (Cell(total.value, total.figure) if total else None for total in found)
        yield Row(("計", *[None] * before, *cells), RowRole.TOTAL)


def totals_of(report: Report) -> list[tuple[str, int, tuple[OwnTotal, ...]]]:
    """Return heading, level and totals of each direction and of the whole, which is of level 0; [] without totals."""
    plan = report.plan
    whole = own_totals(plan, report.rows, plan.directions)
    if not whole:
        return []
    lines = [
        (heading.heading, heading.level, own_totals(plan, heading.rows, [heading.direction]))
        for heading in report.headings
        if heading.rows or heading.level == 1
    ]
    return [*lines, ("計", 0, whole)]
