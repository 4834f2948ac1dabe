"""A plan to the forms of its sections: who is asked what, and what is known of it already."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from dxplan.collecting.form import DONE, OWN, Form, Hand, Purpose, Row, Stamp, columns_of
from dxplan.collecting.live import live_cells
from dxplan.handouts.wording import achievement_text, target_text
from dxplan.judging.indicators import Standing
from dxplan.model import Blank
from dxplan.model.departments import in_order
from dxplan.model.own import Needed, Owner, own_value
from dxplan.recording.answers import actual_value
from dxplan.values import quantities
from dxplan.values.quantities import fold, parse_quantity
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.collecting.form import Column, Value
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Plan
    from dxplan.model.departments import DepartmentTable
    from dxplan.recording.questions import LastYear
    from dxplan.values.quantities import Quantity


class By(Enum):
    """Whom a form is made for; the value is the word of ``--by``."""

    SECTION = "課"
    BUREAU = "部"


def make_forms(
    plan: Plan,
    rows: Sequence[Assessment],
    departments: DepartmentTable | None = None,
    last_year: Mapping[str, LastYear] | None = None,
    *,
    by: By = By.SECTION,
    due: date | None = None,
    contact: str = "",
    purpose: Purpose = Purpose.ASK,
) -> tuple[Form, ...]:
    """Return a form for everyone who answers for a row of a judged plan, in 建制順, without what it says of itself.

    What is 対象外 is not asked, what names nobody has no form. ``last_year`` is what last year's plan tells, by id.
    """
    asked: dict[str, list[Assessment]] = {}
    for row in rows:
        for name in answering(row, by) if row.item.excluded is None else ():
            asked.setdefault(name, []).append(row)
    columns, told = columns_of(plan, purpose), last_year or {}
    labels = {row.id: row.label for row in rows}
    return tuple(
        Form(
            purpose=purpose,
            plan=plan.name,
            title=plan.title,
            year=plan.fiscal_year,
            section=section,
            office=plan.office,
            contact=contact or plan.office,
            due=due,
            columns=columns,
            rows=tuple(
                each
                for row in asked[section]
                for each in _rows(row, section, answering(row, by), columns, plan, told, labels)
            ),
        )
        for section in in_order(asked, departments)
    )


def answering(row: Assessment, by: By = By.SECTION) -> tuple[str, ...]:
    """Return who answers for a row, each once."""
    names = (str(d) if by is By.SECTION else d.bureau for d in row.item.departments)
    return tuple(dict.fromkeys(names))


def with_live_cells(
    form: Form, plan: Plan, rows: Mapping[str, Assessment], last_year: Mapping[str, LastYear] | None = None
) -> Form:
    """Return a form with what it says of itself: while it is filled in, or of a 確認用 the verdicts.

    ``rows`` are those of the judged plan, by id.
    """
    told = last_year or {}
    made: list[Row] = []
    for id_, group in groupby(form.rows, key=lambda row: row.stamp.row):
        of_item, row = list(group), rows[id_]
        if form.purpose is Purpose.CONFIRM:
            live = taken_over(row, of_item, plan)
        else:
            before = _numbers(row, told.get(row.item.id))
            live = live_cells(row, of_item, len(made), form.columns, plan, before)
        made += (
            each._replace(cells={**each.cells, **cells}) for each, cells in zip(of_item, live, strict=True)
        )
    return replace(form, rows=tuple(made))


def taken_over(row: Assessment, rows: Sequence[Row], plan: Plan) -> Iterator[dict[str, Value]]:
    """Yield what a 確認用 says of the rows of an item beside what is recorded: the verdict, once."""
    text = achievement_text(row, plan)
    label = row.verdict.label
    yield {"verdict": text if text.startswith(label) else f"{label}（{text}）"}
    yield from ({} for _ in rows[1:])


def _numbers(row: Assessment, told: LastYear | None) -> dict[str, Quantity]:
    """Return last year's actuals that are numbers to hold this year's against: what adds up over the years grows anyway."""
    numbers = {}
    for judged in row.judged:
        name, unit = judged.indicator.name, judged.indicator.unit
        read = parse_quantity(told.actuals.get(name, ""), unit) if told else None
        cumulative = judged.indicator.counting is not None or "累計" in name
        if read and read.form is quantities.Form.PLAIN and read.unit in ("", fold(unit)) and not cumulative:
            numbers[name] = read
    return numbers


def _rows(
    row: Assessment,
    section: str,
    answers: Sequence[str],
    columns: Sequence[Column],
    plan: Plan,
    last_year: Mapping[str, LastYear],
    labels: Mapping[str, str],
) -> Iterator[Row]:
    """Yield the rows of an item: one for each of its indicators, or the one of an item without any.

    A 再掲 is shown in one row, and answered where its original stands, of which ``labels`` has the number.
    """
    shared = tuple(name for name in answers if name != section)
    told = last_year.get(row.item.id)
    indicators = () if row.repost else row.judged
    sources = [judged.indicator.source for judged in indicators]
    for number, judged in enumerate(indicators or (None,)):
        cells = _locked(row, judged, told.actuals if told else {}, plan)
        part = number > 0 and sources[number] in sources[:number]
        asked = frozenset(_asked(row, judged, columns, first=number == 0, part=part))
        stamp = Stamp.of(plan.name, plan.fiscal_year, section, row.id, number + 1 if indicators else 0, cells)
        yield Row(
            stamp=stamp,
            item=row.item.id,
            label=row.label,
            indicator=judged.indicator.name if judged else "",
            cells={
                **cells,
                **{key: _recorded(key, row, judged, plan) for key in asked},
                "note": _note(row, shared, labels.get(row.item.id, row.item.id)),
                "stamp": str(stamp),
            },
            asked=asked,
            needed=frozenset(_needed(row, judged, columns, asked)),
            shared=shared,
            ladder=judged.indicator.ladder if judged and "actual" in asked else None,
        )


def _locked(
    row: Assessment, judged: Judged | None, last_year: Mapping[str, str], plan: Plan
) -> dict[str, Value]:
    cells: dict[str, Value] = {"number": row.label, "name": row.item.name, "goal": row.item.goal}
    if judged is None:
        return cells
    indicator = judged.indicator
    blank = indicator.blank(plan.fiscal_year)
    target = target_text(judged) or (blank.word if isinstance(blank, Blank) else "")
    if target and indicator.due > plan.fiscal_year and indicator.target(plan.fiscal_year) is None:
        target = f"{target}（{handout_year(indicator.due)}年度まで）"
    return {
        **cells,
        "indicator": indicator.name,
        "unit": indicator.unit,
        "target": target,
        "previous": last_year.get(indicator.name, ""),
    }


def _asked(
    row: Assessment, judged: Judged | None, columns: Sequence[Column], *, first: bool, part: bool
) -> Iterator[str]:
    """Yield the columns that are open in a row: none in a 再掲, no figure of an indicator that is one.

    Of the values of one KPI each is asked for, and what the plan's own fields ask of it only once (not of a ``part``).
    """
    open_ = judged is not None and not judged.indicator.repost_of and judged.standing is not Standing.OVER
    for column in columns:
        if row.repost or column.hand is not Hand.SECTION:
            continue
        if column.key == "remarks" or (first if column.per_item else (open_ and not (column.own and part))):
            yield column.key


def _needed(
    row: Assessment, judged: Judged | None, columns: Sequence[Column], asked: frozenset[str]
) -> Iterator[str]:
    """Yield the columns of a row that must be filled in; the reason is needed only where something was missed."""
    for column in columns:
        if column.key not in asked:
            continue
        if column.key == "actual":
            if judged and judged.is_due:
                yield column.key
        elif column.key in ("done", "state"):
            if not any(j.is_due for j in row.judged):
                yield column.key
        elif column.key == "report" or (column.own and column.own.required is Needed.RECORDED):
            yield column.key


def _note(row: Assessment, shared: Sequence[str], original: str) -> str | None:
    if row.repost:
        return f"再掲（{original} に回答）"
    return f"共同：{'、'.join(shared)}" if shared else None


def _recorded(key: str, row: Assessment, judged: Judged | None, plan: Plan) -> Value:
    """Return what is recorded already of what a column asks for, as it would be typed."""
    result = row.result
    if key == "actual" and judged:
        return typed_actual(judged.recorded, judged.indicator.unit)
    if key.startswith(OWN):
        own = next(each for each in plan.own_fields if each.id == key.removeprefix(OWN))
        values = row.item.own if own.on is Owner.ITEM else (judged.indicator.own if judged else ())
        return own_value(values, own, plan.fiscal_year)
    if result is None:
        return None
    if key == "done":
        return next((word for word, done in DONE.items() if done is result.done), None)
    if key == "state":
        return result.state.label if result.state else None
    return {"report": result.report, "reason": result.reason}.get(key) or None


def typed_actual(actual: Actual | None, unit: str) -> Value:
    """Return an actual as one would type it into a form: a bare number where it is one, counts as 3123/3367."""
    if actual is None:
        return None
    value = actual_value(actual, unit)
    if isinstance(value, dict):
        return f"{value['numerator']}/{value['denominator']}"
    return value if isinstance(value, (str, int, Decimal)) else None
