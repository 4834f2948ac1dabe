"""A judged plan as plain values, for notebooks and scripts: ``dxplan.judge`` (docs/python.md).

Everything here is a str, int, bool, Decimal, tuple or None, and stays what it is from version to version; the model and
the judgement behind it may change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dxplan.handouts.handout import OWN
from dxplan.handouts.report import make_report
from dxplan.handouts.wording import actual_text, target_text
from dxplan.model import ItemKind, Pending, Ratio
from dxplan.model.aims import better_of
from dxplan.model.own import Owner, own_value
from dxplan.model.scheme import OUTSIDE
from dxplan.values.quantities import Quantity
from dxplan.values.rounding import NO_RATE
from dxplan.values.steps import Step
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from dxplan.handouts.report import DirectionReport, Report, ReportRow
    from dxplan.judging.counts import Count
    from dxplan.judging.indicators import Judged
    from dxplan.model import Plan
    from dxplan.model.own import OwnValue


class Total(NamedTuple):
    """実施事業項目, 目標達成項目 and 達成項目の割合 in percent as printed; None where nothing is counted."""

    items: int
    achieved: int
    rate: Decimal | None


class JudgedIndicator(NamedTuple):
    """指標 of an item in the year that was judged.

    ``target`` and ``actual`` are what is compared, None where there is no single number (集計中, 全件, a range has its
    lower end); ``target_text`` and ``actual_text`` are as printed. ``standing`` is 達成, 未達成, 未記録, 目標なし or 参考.
    ``rate`` is the 達成率 in percent with the plan's digits, None where the plan's scheme has none. ``fields`` are those
    of the office's own, id and value, dates as 2026-03-31.
    """

    name: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    target_text: str
    actual: Decimal | None
    actual_text: str
    due: int
    better: str
    standing: str
    verdict: str | None
    rate: Decimal | None
    fields: tuple[tuple[str, str | Decimal | None], ...] = ()


class JudgedItem(NamedTuple):
    """施策（事業）: a row of the plan with its verdict.

    ``number`` is its 整理番号, None where it takes none. ``kind`` is project, reference, kpi or goal. ``counted`` tells
    whether totals count it, ``achieved`` whether as achieved. ``computed`` is what the numbers give, ``verdict`` what
    counts; ``reason`` is the one of 未達, ``override_reason`` why a person has changed the verdict. ``fields`` are those of
    the office's own, id and value, dates as 2026-03-31.
    """

    direction: str
    direction_name: str
    number: int | None
    label: str
    id: str
    name: str
    kind: str
    departments: tuple[str, ...]
    repost_of: str | None
    verdict: str
    computed: str
    achieved: bool
    counted: bool
    text: str
    rate: Decimal | None
    report: str
    reason: str
    override_reason: str | None
    indicators: tuple[JudgedIndicator, ...]
    fields: tuple[tuple[str, str | Decimal | None], ...] = ()


class JudgedDirection(NamedTuple):
    """施策の展開方向 or a heading under one, at its ``level`` (from 1). ``beside`` counts the other unit, as in a plan."""

    id: str
    number: str
    name: str
    level: int
    total: Total
    beside: Total


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPlan:
    """計画, judged for one fiscal year. ``verdicts`` are how many counted rows have each verdict, best first.

    ``beside`` counts the same rows in the other unit: indicators in a plan that counts items, items in one that counts
    indicators.
    """

    name: str
    title: str
    fiscal_year: int
    total: Total
    beside: Total
    verdicts: tuple[tuple[str, int], ...]
    directions: tuple[JudgedDirection, ...]
    items: tuple[JudgedItem, ...]

    def to_records(self, of: str = "items") -> list[dict[str, Any]]:
        """Return rows for ``pandas.DataFrame`` or ``polars.DataFrame``.

        ``of`` is "items" (a row an item), "indicators" (a row an indicator, with its item's direction, number, id,
        name, original and verdict) or "directions". Departments are joined by 、. Raises ValueError for any other word.
        """
        year = {"plan": self.name, "fiscal_year": self.fiscal_year}
        if of == "items":
            return [year | _flat(item) for item in self.items]
        if of == "indicators":
            return [
                year
                | {"direction": item.direction, "number": item.number, "id": item.id, "item": item.name}
                | {"repost_of": item.repost_of, "item_verdict": item.verdict}
                | _spread(indicator._asdict())
                for item in self.items
                for indicator in item.indicators
            ]
        if of == "directions":
            return [
                year
                | {"id": each.id, "number": each.number, "name": each.name, "level": each.level}
                | each.total._asdict()
                | {f"beside_{name}": value for name, value in each.beside._asdict().items()}
                for each in self.directions
            ]
        raise ValueError(
            f'to_records: "items", "indicators", "directions" のどれかです（{of!r} はありません）'
        )


def _flat(item: JudgedItem) -> dict[str, Any]:
    row = item._asdict()
    del row["indicators"]
    return _spread(row | {"departments": "、".join(item.departments)})


def _spread(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with a column for each of the office's own fields: ``fields.yosan``."""
    return {name: value for name, value in row.items() if name != "fields"} | {
        f"{OWN}{id_}": value for id_, value in row["fields"]
    }


def judge(plan: Plan) -> JudgedPlan:
    """Judge a plan for its fiscal year (``Plan.in_year`` for another)."""
    report = make_report(plan)
    return JudgedPlan(
        name=plan.name,
        title=plan.title,
        fiscal_year=plan.fiscal_year,
        total=_total(report.counts.printed),
        beside=_total(report.counts.beside),
        verdicts=tuple(
            (verdict.label, number)
            for verdict in plan.scheme.words(plan.scheme.unit)
            if (number := report.total.number(verdict)) is not None
        ),
        directions=tuple(map(_direction, report.headings)),
        items=tuple(_item(report, row) for row in report.rows),
    )


def _total(count: Count) -> Total:
    return Total(count.items, count.achieved, None if count.rate == NO_RATE else Decimal(count.rate))


def _direction(heading: DirectionReport) -> JudgedDirection:
    return JudgedDirection(
        id=heading.id,
        number=heading.number,
        name=heading.name,
        level=heading.level,
        total=_total(heading.counts.printed),
        beside=_total(heading.counts.beside),
    )


def _item(report: Report, row: ReportRow) -> JudgedItem:
    result, assessment = row.result, row.assessment
    counts = row.item.kind is ItemKind.PROJECT and row.verdict not in OUTSIDE
    return JudgedItem(
        direction=row.direction.id,
        direction_name=row.direction.name,
        number=assessment.number,
        label=row.label,
        id=row.id,
        name=row.item.name,
        kind=row.item.kind.value,
        departments=tuple(map(str, row.item.departments)),
        repost_of=row.repost.of if row.repost else None,
        verdict=row.verdict.label,
        computed=assessment.computed.label,
        achieved=row.verdict.achieved,
        counted=counts and (report.plan.rate.count_reposts or row.repost is None),
        text=row.achievement,
        rate=_rate(report.plan, assessment.rate),
        report=result.report if result else "",
        reason=result.reason if result else "",
        override_reason=row.override.reason if row.override else None,
        indicators=tuple(_indicator(report.plan, judged) for judged in row.judged),
        fields=_fields(report.plan, Owner.ITEM, row.item.own),
    )


def _indicator(plan: Plan, judged: Judged) -> JudgedIndicator:
    indicator, actual, aim = judged.indicator, judged.actual, judged.aim
    if isinstance(actual, Ratio):
        part, whole = actual.fraction
        number: Decimal | None = part / whole
    elif actual is None or isinstance(actual, (Pending, Step)):
        number = None
    else:
        number = actual.value
    return JudgedIndicator(
        name=indicator.name,
        unit=indicator.unit,
        baseline=indicator.baseline.value if isinstance(indicator.baseline, Quantity) else None,
        target=aim.value if aim and not isinstance(judged.target, Step) else None,
        target_text=target_text(judged),
        actual=number,
        actual_text=actual_text(judged, plan.rate),
        due=indicator.due,
        better=(aim.better if aim else better_of(indicator)).value,
        standing=judged.standing.value,
        verdict=judged.verdict.label if judged.verdict else None,
        rate=_rate(plan, judged.rate),
        fields=_fields(plan, Owner.INDICATOR, indicator.own),
    )


def _fields(plan: Plan, on: Owner, own: tuple[OwnValue, ...]) -> tuple[tuple[str, str | Decimal | None], ...]:
    declared = (field for field in plan.own_fields if field.on is on)
    found = ((field.id, own_value(own, field, plan.fiscal_year)) for field in declared)
    return tuple((id_, value.isoformat() if isinstance(value, date) else value) for id_, value in found)


def _rate(plan: Plan, rate: Fraction | None) -> Decimal | None:
    return None if rate is None else plan.scheme.shown(rate)
