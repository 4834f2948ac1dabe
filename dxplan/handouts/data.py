"""Handout データ: what the others are made of, for pivots and other programs: a row an item, a row an indicator and year.

A workbook of its own: in one with the document its sheets would be printed with it, and their pages be counted as
pages of the document. Sums of its columns 件数 and 達成件数 are the figures that the handouts print.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import Column, Layout, Row, Sheet, Table
from dxplan.handouts.own import own_data_cells, own_data_columns
from dxplan.handouts.report import handout_of
from dxplan.handouts.wording import KINDS, outlook_text
from dxplan.judging.counts import counted_once
from dxplan.judging.items import judge_plan
from dxplan.model import Pending, Ratio
from dxplan.model.handouts import DATA
from dxplan.model.own import Owner
from dxplan.model.scheme import Unit
from dxplan.values.quantities import Quantity
from dxplan.values.steps import Step, StepKind
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from dxplan.handouts.handout import Handout, Value
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment, Counted
    from dxplan.model import Indicator, Plan, Source, Target

#: Columns of the sheet 事業 and their widths: of the item, of the heading where directions have some, of the rest.
_ITEM: Final = (
    ("年度（西暦）", 9), ("年度（和暦）", 13), ("展開方向番号", 9), ("展開方向", 24), ("整理番号", 9), ("id", 22),
    ("再掲元", 22), ("種別", 10), ("新規", 7), ("施策（事業）名称", 40),
)  # fmt: skip
_HEADING: Final = (("見出しのid", 22), ("見出し番号", 9), ("見出し", 24))
_DETAILS: Final = (
    ("取組概要", 40), ("指標・目標の文", 40), ("判定", 15), ("件数", 7), ("達成件数", 9), ("数字による判定", 15),
    ("判定を変えた理由", 24), ("目標の達成度", 24), ("計画どおり実施", 9), ("取組実績", 40), ("未達の理由", 24), ("対象外の理由", 18),
)  # fmt: skip
#: Columns of plans of several years, where something stands in them.
_MIDTERM: Final = (("中間評価", 15),)
_AT_END: Final = (("期末見込みの判定", 15),)
_OUTLOOK: Final = (("期末見込み", 14), ("期末見込みの表記", 14))
#: Columns of the sheet 指標: enough of the item to find it, then the indicator, then the year and what it asks and has.
_INDICATOR: Final = (
    ("展開方向番号", 9), ("整理番号", 9), ("id", 22), ("再掲元", 22), ("種別", 10), ("施策（事業）名称", 40), ("指標番号", 9),
    ("指標", 30), ("単位", 9), ("基準値", 12), ("年度（西暦）", 9), ("年度（和暦）", 13), ("目標値", 14), ("目標値の表記", 14),
    ("目標年度（西暦）", 9), ("目標年度（和暦）", 13), ("実績値", 14), ("実績値の表記", 14), ("分子", 9), ("分母", 9),
    ("達成状況", 10), ("件数", 7), ("達成件数", 9), ("事業の判定", 15), ("速報値の理由", 16),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Year:
    """The plan as it is judged for one of its years; ``to_come`` tells one after the year that is reported."""

    plan: Plan
    rows: Sequence[Assessment]
    to_come: bool

    def counted(self, found: Assessment, judged: Judged) -> list[Counted]:
        """Return what totals count for an indicator of a row; of one with several values, for the first of them."""
        firsts: dict[Source, Judged] = {}
        for each in found.judged:
            if each.is_counted:
                firsts.setdefault(each.indicator.source, each)
        counted = counted_once(found, Unit.INDICATOR, self.plan)
        of_each = zip(firsts.values(), found.indicators, strict=True)
        return [each for first, each in of_each if first is judged and each in counted]


def make(report: Report, label: str) -> Handout:
    """Return the handout: the sheets 事業 and 指標, as far as the plan has any."""
    plan = report.plan
    title = f"{plan.title}のデータ"
    return handout_of(
        report,
        DATA,
        label,
        title=title,
        sheets=tuple(sheet for sheet in (_items(report), _indicators(report)) if sheet),
    )


def unrecorded(report: Report) -> Sequence[ReportRow]:  # noqa: ARG001 - as all handouts
    """Return nothing: data are what there is, and say themselves what is not recorded."""
    return ()


def _sheet(name: str, headed: Sequence[tuple[str, float]], rows: Sequence[Row]) -> Sheet | None:
    """Return a sheet of data, None without any. No heading stands there twice: Excel mends a table that has one so."""
    seen: set[str] = set()
    shown = []
    for heading, width in headed:
        apart, number = heading, 1
        while apart.casefold() in seen:
            number += 1
            apart = f"{heading}（{number}）"
        seen.add(apart.casefold())
        shown.append(Column(heading=apart, width=width))
    table = Table(columns=tuple(shown), rows=tuple(rows))
    return Sheet(name=name, layout=Layout.DATA, parts=((table,),)) if rows else None


def _items(report: Report) -> Sheet | None:
    """Return a row for each item in the year that is reported."""
    plan = report.plan
    bodies = max((len(row.item.departments) for row in report.rows), default=1)
    headings = {heading.id: heading for heading in report.headings}
    nested = any(direction.parts for direction in report.directions)
    midterm, end = any(row.at_midterm for row in report.rows), any(row.at_end for row in report.rows)
    rows = []
    for row in report.rows:
        heading, again = headings[row.direction.id], row.repost is not None
        place = (heading.id, heading.number or None, heading.name) if nested else ()
        later = (
            *([row.at_midterm.verdict.label if row.at_midterm else None] if midterm else []),
            *([row.at_end.verdict.label if row.at_end else None] if end else []),
        )
        own = own_data_cells(plan, Owner.ITEM, row.item.own, again=again)
        cells = (
            *_item(report, row),
            *place,
            *_departments(row, bodies),
            *_details(report, row),
            *later,
            *own,
        )
        rows.append(Row(cells))
    departments = [(f"{name}{n}", 20) for n in range(1, bodies + 1) for name in ("部局", "課")]
    columns = (
        *_named(_ITEM, plan), *(_HEADING if nested else ()), *departments, *_DETAILS, *(_MIDTERM if midterm else ()),
        *(_AT_END if end else ()), *own_data_columns(plan, Owner.ITEM),
    )  # fmt: skip
    return _sheet("事業", columns, rows)


def _named(columns: Sequence[tuple[str, float]], plan: Plan) -> Iterator[tuple[str, float]]:
    """Yield columns with the plan's own word for 展開方向: 分野番号, 分野."""
    word = plan.direction_word.removeprefix("施策の")
    return ((heading.replace("展開方向", word), width) for heading, width in columns)


def _item(report: Report, row: ReportRow) -> tuple[Value, ...]:
    found = row.assessment
    return (
        report.plan.fiscal_year, report.year, found.direction_number, found.path[0].name, found.number, found.id,
        found.repost.of if found.repost else None, KINDS[found.item.kind], row.mark or None, found.item.name,
    )  # fmt: skip


def _departments(row: ReportRow, bodies: int) -> tuple[Value, ...]:
    found = [part or None for department in row.item.departments for part in department]
    return (*found, *[None] * (2 * bodies - len(found)))


def _details(report: Report, row: ReportRow) -> tuple[Value, ...]:
    result, override = row.result, row.override
    done = {True: "はい", False: "いいえ", None: None}[result.done if result else None]
    counted = counted_once(row.assessment, Unit.ITEM, report.plan)
    return (
        row.overview or None, row.item.goal or None, row.verdict.label, len(counted),
        sum(each.verdict.achieved for each in counted), row.assessment.computed.label,
        override.reason if override else None, row.achievement, done, (result.report if result else "") or None,
        (result.reason if result else "") or None, row.item.excluded,
    )  # fmt: skip


def _indicators(report: Report) -> Sheet | None:
    """Return a row for each indicator and year that has a target or an actual; one of the year that is reported at least."""
    plan = report.plan
    span = range(plan.span.first, plan.span.last + 1)
    years = []
    for year in sorted({*span, plan.fiscal_year}):
        then = plan.in_year(year)
        assessments = tuple(row.assessment for row in report.rows) if then is plan else judge_plan(then)
        years.append(_Year(then, assessments, year > plan.fiscal_year))
    outlooks = any(indicator.outlooks for row in report.rows for indicator in row.item.indicators)
    rows = []
    for place, now in enumerate(report.rows):
        for number, indicator in enumerate(now.item.indicators):
            for year in years:
                found = year.rows[place]
                judged = found.judged[number]
                of_year = year.plan.fiscal_year
                if of_year == plan.fiscal_year or indicator.target(of_year) or judged.actual is not None:
                    own = own_data_cells(year.plan, Owner.INDICATOR, indicator.own)
                    expected = _outlook(indicator, of_year) if outlooks else ()
                    cells = (
                        *_indicator(found, number, judged),
                        *_in_year(year, found, judged),
                        *expected,
                        *own,
                    )
                    rows.append(Row(cells))
    columns = (
        *_named(_INDICATOR, plan),
        *(_OUTLOOK if outlooks else ()),
        *own_data_columns(plan, Owner.INDICATOR),
    )
    return _sheet("指標", columns, rows)


def _outlook(indicator: Indicator, year: int) -> tuple[Value, Value]:
    """Return what was expected in a year of the end of the plan, as a number and as written."""
    expected = indicator.outlook(year)
    if expected is None:
        return None, None
    number = None if isinstance(expected, (Pending, Ratio)) else _number(expected)
    return number, outlook_text(indicator, expected)


def _indicator(found: Assessment, number: int, judged: Judged) -> tuple[Value, ...]:
    indicator = judged.indicator
    return (
        found.direction_number, found.number, found.id, found.repost.of if found.repost else None,
        KINDS[found.item.kind], found.item.name, number + 1, indicator.name, indicator.unit or None,
        _number(indicator.baseline),
    )  # fmt: skip


def _in_year(year: _Year, found: Assessment, judged: Judged) -> Iterator[Value]:
    """Yield what an indicator asks and has in a year; how it stands only of a year that has come, or has an actual."""
    indicator, target, actual, now = judged.indicator, judged.target, judged.actual, year.plan.fiscal_year
    ratio = actual if isinstance(actual, Ratio) else None
    single = actual if isinstance(actual, (Quantity, Step)) else None
    written = actual.word if isinstance(actual, Pending) else single.show(indicator.unit) if single else None
    due = now if indicator.target(now) else indicator.due
    yield from (now, long_year(now), judged.aim.value if judged.aim and _number(target) is not None else None)
    yield from (target.show(indicator.unit) if target else None, due, long_year(due))
    yield from (_number(single), written)
    yield from (ratio.numerator, ratio.denominator) if ratio else (None, None)
    if year.to_come and actual is None:
        yield from (None, 0, 0, None)
    else:
        counted = year.counted(found, judged)
        yield from (judged.standing.value, len(counted), sum(each.verdict.achieved for each in counted))
        yield found.verdict.label
    yield indicator.provisional


def _number(value: Target | None) -> Decimal | None:
    """Return a value as a number: of a stage its place, of a day none."""
    return None if value is None or (isinstance(value, Step) and value.kind is StepKind.DAY) else value.value
