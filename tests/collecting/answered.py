"""Plans in which everything is answered as a section would type it, and as it will be recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dxplan.collecting.form import NOT_YET, Form, step_words
from dxplan.collecting.making import make_forms, with_live_cells
from dxplan.judging.items import judge_plan
from dxplan.model import Actual, Department, Direction, Indicator, Item, Plan, Result
from dxplan.values.quantities import Quantity
from dxplan.values.steps import StepKind

ONE = (Department("総務部", "広報課"),)


def changed(direction: Direction, change: Any) -> Direction:
    entries_ = tuple(change(e) if isinstance(e, Item) else e for e in direction.entries)
    parts = tuple(changed(part, change) for part in direction.parts)
    return direction._replace(entries=entries_, parts=parts)


def of_one_section(plan: Plan) -> Plan:
    """Return a plan in which one section answers for everything, and nothing is recorded of the year."""

    def blank(item: Item) -> Item:
        indicators = tuple(
            i._replace(actuals=tuple(pair for pair in i.actuals if pair[0] != plan.fiscal_year))
            for i in item.indicators
        )
        results = tuple(result for result in item.results if result.year != plan.fiscal_year)
        return item._replace(departments=ONE, indicators=indicators, results=results)

    return plan._replace(directions=tuple(changed(direction, blank) for direction in plan.directions))


def reached(indicator: Indicator, plan: Plan, percent: int) -> tuple[Any, Actual]:
    """Return what is typed for an actual that is so many percent of a target, and what that means.

    Where the year has no target it is the last one; of steps, one of them.
    """
    if ladder := indicator.ladder:
        words = step_words(ladder)
        match ladder.kind:
            case StepKind.DAY:
                word = NOT_YET if percent < 100 else "R2.3.15"
            case StepKind.DONE:
                word = words[percent < 100]
            case StepKind.STAGE:
                word = words[min(len(words) * percent // 100, len(words) - 1)]
        step = ladder.reached(word)
        assert step
        return (date(2020, 3, 15) if word == "R2.3.15" else word), step
    target = indicator.target(plan.fiscal_year) or (indicator.last_target or (0, None))[1]
    value = Decimal(percent)
    if isinstance(target, Quantity):
        relative = target.relative and isinstance(indicator.baseline, Quantity)
        of = (
            indicator.baseline.value
            if relative and isinstance(indicator.baseline, Quantity)
            else target.value
        )
        value = (of * percent / 100).quantize(Decimal("0.001")).normalize()
    return value, Quantity(f"{value:f}", value)


def answered(plan: Plan, variant: list[int]) -> tuple[Plan, Form, dict[tuple[int, str], Any]]:
    """Return a plan in which everything is answered, its empty form, and what is typed into that."""
    rows = judge_plan(plan)
    (form,) = make_forms(plan, rows)
    form = with_live_cells(form, plan, {row.id: row for row in rows})
    typed: dict[tuple[int, str], Any] = {}
    figures: dict[tuple[str, str], Actual] = {}
    by_name = {(row.item.id, i.name): i for row in rows for i in row.item.indicators}
    for number, row in enumerate(form.rows):
        percent = variant[number % len(variant)]
        if "actual" in row.asked:
            indicator = by_name[row.item, row.indicator]
            typed[number, "actual"], figures[row.item, row.indicator] = reached(indicator, plan, percent)
        if "report" in row.asked:
            typed[number, "report"] = "取り組んだ。"
        if "done" in row.asked:
            typed[number, "done"] = "計画どおり" if percent >= 80 else "計画どおりでない"
        if "state" in row.asked:
            words = next(c.choices for c in form.columns if c.key == "state")
            typed[number, "state"] = words[number % len(words)]

    said = {form.rows[n].item: (key, value) for (n, key), value in typed.items() if key in ("done", "state")}

    def answer(item: Item) -> Item:
        indicators = tuple(
            i._replace(actuals=(*i.actuals, (plan.fiscal_year, v)))
            if (v := figures.get((item.id, i.name))) is not None
            else i
            for i in item.indicators
        )
        key, word = said.get(item.id, ("", ""))
        result = Result(
            year=plan.fiscal_year,
            done={"計画どおり": True, "計画どおりでない": False}.get(word),
            state=next(v for v in plan.scheme.ways if v.label == word) if key == "state" else None,
            report="取り組んだ。",
            reason="",
            wording="",
            published="",
            override=None,
            source=item.source,
        )
        return item._replace(indicators=indicators, results=(*item.results, result))

    after = plan._replace(directions=tuple(changed(direction, answer) for direction in plan.directions))
    return after, form, typed
