"""Handout 指標の推移: how near each indicator is to its target, and its way there through the years, as pictures."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import (
    GAP,
    Cell,
    Chart,
    Column,
    Drawing,
    Kind,
    Layout,
    Role,
    Row,
    Sheet,
    Table,
    Text,
    saying,
)
from dxplan.handouts.report import handout_of
from dxplan.handouts.wording import actual_text, quotient_text, rate_text, target_text
from dxplan.judging.items import judge_plan
from dxplan.model import Pending, Ratio
from dxplan.values.quantities import Quantity
from dxplan.values.steps import Step
from dxplan.values.tuples import NamedTuple
from dxplan.values.widths import half_figures
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Block, Handout
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.indicators import Judged
    from dxplan.model import Plan

_NAME: Final = "指標の推移"
_NAME_WIDTH: Final = 52
_FIGURE_WIDTH: Final = 18
#: The way of an indicator to its target is one from two values on.
_LEAST: Final = 2
#: Of a quotient that ends nowhere so much is told.
_FINEST: Final = Decimal("0.000001")


class _Point(NamedTuple):
    """What was aimed at and what was reached in a year, or where it began."""

    year: str
    target: Cell
    actual: Cell


def make(report: Report, label: str) -> Handout:
    """Return the handout: the 達成率 of each direction's indicators, and the course of each that has one."""
    title = report.plan.edition(_NAME).title or f"{report.plan.title}　{_NAME}（{report.year}）"
    nothing = "達成率を出した指標も、二つ以上の年度に数のある指標もありません。"
    shown = [
        Sheet(
            name=name,
            heading=name,
            layout=Layout.FLOW,
            top=(Text(Role.TITLE, title), Text(Role.OFFICE, report.plan.office)),
            parts=tuple(found),
            widths=(_NAME_WIDTH, *[_FIGURE_WIDTH] * 4),
        )
        for name, found in (("達成率", [*_rates(report)]), ("推移", [*_courses(report)]))
        if found
    ]
    return handout_of(
        report,
        _NAME,
        label,
        title=title,
        sheets=shown or [saying(nothing, _NAME, title, report.plan.office)],
        badges=report.plan.scheme.badges,
        of_items=True,
    )


def unrecorded(report: Report) -> Sequence[ReportRow]:
    """Return the rows without a result: all must have one before it is final."""
    return report.unrecorded


def _own_rows(report: Report) -> list[ReportRow]:
    return [row for row in report.rows if not row.repost]


def _called(row: ReportRow, judged: Judged) -> str:
    """Return what an indicator is called where it stands alone: ``1-3 CMS研修の開催回数``."""
    number = f"{row.label} " if row.assessment.number is not None else ""
    return f"{number}{judged.indicator.name}"


def _rates(report: Report) -> Iterator[tuple[Block, ...]]:
    """Yield for each direction the indicators that have a 達成率 in the year."""
    plan, scheme = report.plan, report.plan.scheme
    for direction in report.directions:
        rows = [
            Row(
                (
                    Cell(_called(row, judged), to=row.id),
                    target_text(judged),
                    actual_text(judged, plan.rate),
                    Cell(scheme.shown(judged.rate), rate_text(judged.rate, scheme)),
                    Cell(judged.verdict.label, badge=judged.verdict.badge) if judged.verdict else None,
                )
            )
            for row in direction.rows
            if not row.repost
            for judged in row.judged
            if judged.rate is not None and judged.is_counted
        ]
        if rows:
            table = Table(
                columns=(
                    Column("指標", width=_NAME_WIDTH),
                    *(Column(name, Kind.FIGURE, _FIGURE_WIDTH) for name in ("目標値", "実績値", "達成率")),
                    Column("判定", Kind.WORD, _FIGURE_WIDTH),
                ),
                rows=tuple(rows),
                chart=Chart(
                    Drawing.BARS,
                    f"{direction.heading}の達成率",
                    columns=(3,),
                    rows=tuple(range(len(rows))),
                    edge=100,
                    percent=True,
                ),
            )
            yield Text(Role.HEADING, direction.heading, level=3), table, GAP


def _courses(report: Report) -> Iterator[tuple[Block, ...]]:
    """Yield each indicator with numbers in several years: what was aimed at and what was reached, year by year."""
    plan = report.plan
    rows = _own_rows(report)
    years = range(plan.span.first, plan.span.last + 1)
    if len(years) < _LEAST:
        return
    judged = {year: {found.id: found.judged for found in judge_plan(plan.in_year(year))} for year in years}
    numbered = ((row, n) for row in rows for n in range(len(row.judged)))
    for direction, group in groupby(numbered, key=lambda each: each[0].assessment.path[0].id):
        heading = next(d.heading for d in report.directions if d.id == direction)
        above: tuple[Block, ...] = (Text(Role.HEADING, heading, level=3),)
        for row, n in group:
            points = [*_points(plan, row.judged[n], {year: judged[year][row.id][n] for year in years})]
            if (
                sum(
                    isinstance(cell.value, Decimal)
                    for point in points
                    for cell in (point.target, point.actual)
                )
                > _LEAST
            ):
                name = _called(row, row.judged[n])
                yield *above, Text(Role.HEADING, name, level=4, to=row.id), _course(name, points), GAP
                above = ()


def _points(plan: Plan, now: Judged, by_year: dict[int, Judged]) -> Iterator[_Point]:
    baseline, unit = now.indicator.baseline, now.indicator.unit
    if isinstance(baseline, Quantity) and not baseline.relative:
        yield _Point("基準値", Cell(""), _figure(baseline.rounded, unit))
    for year, judged in by_year.items():
        yield _Point(f"{handout_year(year)}年度", _target(judged, year), _actual(judged, plan))


def _target(judged: Judged, year: int) -> Cell:
    aim, target = judged.aim, judged.indicator.target(year)
    if aim is None or target is None:
        return Cell("")
    if isinstance(target, Step) or aim.low != aim.high:
        return Cell(target_text(judged))
    return _figure(target.rounded if target.counts else aim.value, judged.indicator.unit)


def _actual(judged: Judged, plan: Plan) -> Cell:
    match judged.actual:
        case Quantity() as actual if not actual.relative:
            return _figure(actual.value, judged.indicator.unit)
        case Ratio() as actual:
            shown = quotient_text(judged, actual, plan.rate)
            return Cell(Decimal(shown.replace(",", "")), f"{shown}{judged.indicator.unit}")
        case None | Pending():
            return Cell("")
        case _:
            return Cell(actual_text(judged, plan.rate))


def _figure(value: Decimal, unit: str) -> Cell:
    """Return a figure in full, not as it is written (250万): only such can be drawn."""
    value = value.quantize(_FINEST) if value != value.quantize(_FINEST) else value
    return Cell(value, half_figures(f"{value:,f}{unit}"))


def _course(name: str, points: Sequence[_Point]) -> Table:
    return Table(
        columns=(
            Column("", width=_NAME_WIDTH),
            *(Column(point.year, Kind.FIGURE, _FIGURE_WIDTH) for point in points),
        ),
        rows=(
            Row(("目標", *(point.target for point in points))),
            Row(("実績", *(point.actual for point in points))),
        ),
        chart=Chart(Drawing.COURSE, f"{name}の推移", columns=tuple(range(1, len(points) + 1)), rows=(0, 1)),
    )
