"""Assessments to what a handout shows: rows, printed texts, counts. Every renderer starts from here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.wording import (
    COUNTED,
    achievement_text,
    actual_lines,
    correction_lines,
    goal_text,
    own_text,
)
from dxplan.judging.counts import break_down, breakdown, count, count_plan, judge_whole, other_unit
from dxplan.judging.items import judge_expected, judge_midterm, judge_plan
from dxplan.model import ItemKind, Novelty
from dxplan.model.departments import in_order
from dxplan.model.own import Owner, own_value
from dxplan.model.scheme import UNRECORDED
from dxplan.values.numbering import heading_number
from dxplan.values.rounding import NO_RATE
from dxplan.values.years import handout_year, long_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.handouts.handout import Content, Handout, Sheet
    from dxplan.judging.counts import Breakdown, Counts, Whole
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Department, Direction, Item, Override, Plan, Repost, Result
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.publications import Publication
    from dxplan.model.scheme import Badge, Unit, Verdict

#: The line of the first page's box that matters most.
RATE_LINE: Final = 3
#: What tables by 部局 and section call the projects that name none.
NOBODY: Final = "（担当の記載なし）"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A row of the plan with its verdict, and with its cells in the 実施結果 as printed.

    ``reason`` is why it was not achieved or done as planned, ``overruled`` what a person has changed about its verdict,
    and why.
    ``own`` are those of the plan's own fields by id, "" where nothing stands in one. ``at_midterm`` is the row as it was
    judged at the 中間評価, ``at_end`` as it is expected to stand at the end of the plan; None where nobody has said.
    """

    number: int | str
    mark: str
    name: str
    overview: str
    goal: str
    achievement: str
    results: str
    departments: str
    reason: str
    overruled: str
    own: Mapping[str, str]
    assessment: Assessment
    midterm: str
    outlook: str
    at_midterm: Assessment | None
    at_end: Assessment | None

    @property
    def id(self) -> str:
        """The id of the row itself, which for a 再掲 is not the original's."""
        return self.assessment.id

    @property
    def label(self) -> str:
        """What people call the row: ``1-3``, with numbers through the plan ``29``, without a number its id."""
        return self.assessment.label

    @property
    def numbered(self) -> str:
        """What stands before its name on paper: ``1-3``, 再掲; "" without a number, for nobody reads ids there."""
        return self.label if self.assessment.number is not None else str(self.number)

    @property
    def called(self) -> str:
        """What readers call the row: its number, or its name where it has none."""
        return self.numbered or self.name

    @property
    def titled(self) -> str:
        """Number and name, as a text calls it."""
        return f"{self.numbered} {self.name}".strip()

    @property
    def item(self) -> Item:
        """The item, of a 再掲 the original."""
        return self.assessment.item

    @property
    def repost(self) -> Repost | None:
        """The row's own entry where it is a 再掲."""
        return self.assessment.repost

    @property
    def direction(self) -> Direction:
        """The direction or heading that the row stands under."""
        return self.assessment.direction

    @property
    def result(self) -> Result | None:
        """What was recorded for the year."""
        return self.assessment.result

    @property
    def judged(self) -> tuple[Judged, ...]:
        """Its indicators, judged."""
        return self.assessment.judged

    @property
    def override(self) -> Override | None:
        """The verdict that a person has set."""
        return self.assessment.override

    @property
    def verdict(self) -> Verdict:
        """The verdict that counts."""
        return self.assessment.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionReport:
    """One direction, or a heading under one, with its number, counts and rows.

    ``level`` is 1 for a direction of the plan. ``rows`` are all that stand under it, ``own`` those that stand under
    no heading below it; ``parts`` are those headings. ``also`` are rows of other headings that are listed here too,
    and not counted again. ``whole`` is its verdict as a whole, where the plan gives one.
    """

    direction: Direction
    number: str
    level: int
    unit: Unit
    counts: Counts
    rows: tuple[ReportRow, ...]
    own: tuple[ReportRow, ...]
    also: tuple[ReportRow, ...]
    parts: tuple[DirectionReport, ...]
    whole: Whole | None = None

    @property
    def id(self) -> str:
        """The id of the direction."""
        return self.direction.id

    @property
    def name(self) -> str:
        """The name of the direction."""
        return self.direction.name

    @property
    def anchor(self) -> str:
        """What leads to it in a handout; no item has an id like it."""
        return heading_anchor(self.id)

    @property
    def heading(self) -> str:
        """Number and name: ``1 復興の推進``."""
        return f"{self.number} {self.name}".strip()

    @property
    def titled(self) -> str:
        """Number, name and theme: ``1 復興の推進（復興のためのICT活用）``."""
        theme = self.direction.theme
        return f"{self.heading}（{theme}）" if theme else self.heading

    @property
    def has_line(self) -> bool:
        """Whether tables have a line for it: a heading without any project has nothing to count."""
        kinds = {row.item.kind for row in self.rows}
        begun = bool(kinds or self.parts)
        return self.counts.gross.items > 0 or ItemKind.PROJECT in kinds or (self.level == 1 and not begun)

    @property
    def sections(self) -> tuple[DirectionReport, ...]:
        """This and the headings under it that have rows to show, in the order of the document."""
        return tuple(
            heading for heading in self.walk() if heading.rows or any(h.also for h in heading.walk())
        )

    def walk(self) -> Iterator[DirectionReport]:
        """Yield this and all headings under it, in the order of the document."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the handouts of a plan show. ``year`` is 令和元年度, ``column_year`` R元年度.

    A project of two 部局 counts in each of ``by_bureau``; ``by_bureau_sum`` is what these lines add up to.
    ``last`` is that of the year before, where its plan is at hand; ``published`` what was published of the year, where
    figures of it were corrected.
    """

    plan: Plan
    year: str
    column_year: str
    counts: Counts
    total: Breakdown
    directions: tuple[DirectionReport, ...]
    by_direction: tuple[Breakdown, ...]
    by_bureau: tuple[Breakdown, ...]
    by_bureau_sum: Breakdown
    by_section: tuple[Breakdown, ...]
    by_novelty: tuple[Breakdown, ...]
    last: Report | None = None
    published: Publication | None = None

    @property
    def headings(self) -> tuple[DirectionReport, ...]:
        """All directions and the headings under them, in the order of the document."""
        return tuple(heading for direction in self.directions for heading in direction.walk())

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """All rows in order."""
        return tuple(row for direction in self.directions for row in direction.rows)

    @property
    def overruled(self) -> tuple[ReportRow, ...]:
        """The rows whose verdict a person has set; a 再掲 repeats its original's and is not listed again."""
        return tuple(r for r in self.rows if r.override and not r.repost)

    @property
    def unrecorded(self) -> tuple[ReportRow, ...]:
        """The rows without a result; 再掲 wait for their original and are not listed again."""
        return tuple(r for r in self.rows if r.verdict == UNRECORDED and not r.repost)

    @property
    def provisional(self) -> bool:
        """Whether a figure of the year is only 速報値."""
        return any(j.indicator.provisional and j.actual is not None for r in self.rows for j in r.judged)

    @property
    def begun(self) -> bool:
        """Whether anything at all was recorded for the year."""
        return any(r.result or any(j.actual is not None for j in r.judged) for r in self.rows)

    @property
    def bare(self) -> str:
        """What is said in place of items where there are none: of some years only counts survive; "" with items."""
        if self.rows:
            return ""
        counted = any(heading.direction.totals for heading in self.headings)
        return (
            f"{self.year}の記録は件数だけで、項目ごとの記録はありません。"
            if counted
            else "この計画には、まだ項目がありません。"
        )


def heading_anchor(id_: str) -> str:
    """Return what leads to a direction or heading: an item may have the same id, and has no dot in it."""
    return f"direction.{id_}"


def make_report(
    plan: Plan,
    departments: DepartmentTable | None = None,
    last: Plan | None = None,
    published: Publication | None = None,
) -> Report:
    """Judge, count and word a plan, and ``last``, which is that of the year before, beside it, and what was published.

    部局 and sections stand in the order of their table, if there is one.
    """
    assessments = judge_plan(plan)
    projects = [a for a in assessments if a.item.kind is ItemKind.PROJECT]
    bureaus, sections = (
        in_order(dict.fromkeys(name for a in projects for name in of(a)), departments)
        for of in (_bureaus, _sections)
    )
    directions, counts = _directions(plan, assessments), count_plan(plan, assessments)
    lines = [heading for direction in directions for heading in direction.walk() if heading.has_line]
    return Report(
        plan=plan,
        year=long_year(plan.fiscal_year),
        column_year=f"{handout_year(plan.fiscal_year)}年度",
        counts=counts,
        total=breakdown("計", counts, assessments, plan),
        directions=directions,
        by_direction=tuple(
            breakdown(
                line.heading,
                line.counts,
                [row.assessment for row in line.rows],
                plan,
                line.level,
                line.whole,
            )._replace(heading=line.id)
            for line in lines
        ),
        by_bureau=break_down(projects, _bureaus, plan, bureaus),
        by_bureau_sum=_sum("延べ", [a for a in projects for _ in _bureaus(a)], plan),
        by_section=break_down(projects, _sections, plan, sections),
        by_novelty=break_down(assessments, lambda a: [_novelty(a)], plan, ["新規", "一部新規", "継続"]),
        last=make_report(last, departments) if last else None,
        published=published,
    )


def handout_of(  # noqa: PLR0913 - what a handout has of its own
    report: Report,
    name: str,
    label: str,
    *,
    title: str,
    sheets: Iterable[Sheet],
    heading: str = "",
    badges: Iterable[Badge] = (),
    template: str = "",
    names: Mapping[str, Any] = MappingProxyType({}),
    of_items: bool = False,
) -> Handout:
    """Return a handout of a report in the edition that its plan wants; without ``heading`` its title is printed.

    One ``of_items`` says in a sentence, in place of empty tables, that there are none.
    """
    from dxplan.handouts.handout import Handout, saying  # screens make none

    edition = report.plan.edition(name)
    if of_items and report.bare:
        sheets = (saying(report.bare, name, edition.title or heading or title, report.plan.office),)
        template = ""
    handout = Handout(
        name=name,
        title=edition.title or title,
        heading=edition.title or heading or title,
        office=report.plan.office,
        label=label,
        year=report.year,
        fiscal_year=report.plan.fiscal_year,
        sheets=tuple(sheets),
        badges=tuple(badges),
        template=template,
        names=names,
        plan=report.plan.title,
        provisional=report.provisional,
    )
    return handout.in_edition(edition)


def _bureaus(assessment: Assessment) -> list[str]:
    return [*dict.fromkeys(d.bureau for d in assessment.item.departments)] or [NOBODY]


def _sections(assessment: Assessment) -> list[str]:
    return [*dict.fromkeys(map(str, assessment.item.departments))] or [NOBODY]


def _sum(label: str, rows: Sequence[Assessment], plan: Plan) -> Breakdown:
    return breakdown(label, count(rows, plan), rows, plan)


def direction_line(direction: DirectionReport) -> str:
    """Return the line under a heading, "" without projects.

    ``⇒実施事業項目12 目標達成項目9（達成項目の割合75.0%） 達成した指標の割合66.7%``, the second rate where both exist.
    """
    if not direction.has_line:
        return ""
    items, achieved, rate = COUNTED[direction.unit]
    printed, other = direction.counts.printed, direction.counts.beside
    others = [f"参考事業{direction.counts.references}"] if direction.counts.references else []
    others += [printed.outside] if printed.outside else []
    beside = f"（ほかに{'、'.join(others)}）" if others else ""
    whole = f" 判定：{direction.whole.verdict.label}" if direction.whole else ""
    second = f" {COUNTED[other_unit(direction.unit)][2]}{other.percent}" if other.items else ""
    return f"⇒{items}{printed.items}{beside} {achieved}{printed.achieved}（{rate}{printed.percent}）{second}{whole}"


def listed_line(row: ReportRow) -> str:
    """Return the line of a row under a heading that it does not stand under: ``※6 … →「推進体制」に掲載``."""
    named = f"{row.number} {row.name}".strip()
    return f"※{named} →「{row.direction.name}」に掲載"


def summary_box(report: Report) -> tuple[tuple[str, Content], ...]:
    """Return the box of the first page, a name and a value each."""
    from dxplan.handouts.handout import Cell  # screens make none

    items, achieved, rate = COUNTED[report.plan.scheme.unit]
    scheme = report.plan.scheme
    verdicts = "＋".join(verdict.label for verdict in scheme.words(scheme.unit) if verdict.achieved)
    printed, beside = report.counts.printed, report.counts.beside
    rate_cell = Cell(None if printed.rate == NO_RATE else Decimal(printed.rate), printed.percent)
    lines: list[tuple[str, Content]] = [
        (f"1 {items}", f"{printed.items}（ほかに{printed.outside}）" if printed.outside else printed.items),
        (f"2 {achieved}", f"{printed.achieved}（{verdicts}）"),
        (f"{RATE_LINE} {rate}", rate_cell),
    ]
    if beside.items:
        *_, other = COUNTED[other_unit(report.plan.scheme.unit)]
        lines.append((f"4 {other}", f"{beside.percent}（{beside.achieved}／{beside.items}）"))
    return tuple(lines)


def _novelty(assessment: Assessment) -> str:
    match assessment.item.new:
        case Novelty.NEW:
            return "新規"
        case Novelty.PARTLY:
            return "一部新規"
        case None:
            return "継続"


def _directions(plan: Plan, assessments: Sequence[Assessment]) -> tuple[DirectionReport, ...]:
    """Return the reports of the plan's directions, with the headings under them and all rows in their places."""
    own: dict[str, list[ReportRow]] = {}
    also: dict[str, list[ReportRow]] = {}
    midterm, end = judge_midterm(plan), judge_expected(plan)
    for assessment in assessments:
        row = _row(plan, assessment, midterm.get(assessment.id), end.get(assessment.id))
        own.setdefault(assessment.direction.id, []).append(row)
        for id_ in () if assessment.repost else assessment.item.also:
            also.setdefault(id_, []).append(row)
    return tuple(
        _direction(plan, direction, (number,), own, also)
        for number, direction in enumerate(plan.directions, 1)
    )


def _direction(
    plan: Plan,
    direction: Direction,
    numbers: tuple[int, ...],
    own: Mapping[str, Sequence[ReportRow]],
    also: Mapping[str, Sequence[ReportRow]],
) -> DirectionReport:
    """Return the report of a heading; ``numbers`` are the positions of those above it and its own."""
    level, styles = len(numbers), plan.numbering.headings
    style = styles[level - 1] if level <= len(styles) else ""
    parts = tuple(
        _direction(plan, part, (*numbers, number), own, also)
        for number, part in enumerate(direction.parts, 1)
    )
    here = tuple(own.get(direction.id, ()))
    rows = (*here, *(row for part in parts for row in part.rows))
    totals = [direction.totals] if direction.totals else ()
    return DirectionReport(
        direction=direction,
        number=direction.number or heading_number(style, numbers),
        level=level,
        unit=plan.scheme.unit,
        counts=count([row.assessment for row in rows], plan, totals),
        rows=rows,
        own=here,
        also=tuple(also.get(direction.id, ())),
        parts=parts,
        whole=judge_whole([row.assessment for row in rows], plan, totals),
    )


def _row(plan: Plan, assessment: Assessment, midterm: Assessment | None, end: Assessment | None) -> ReportRow:
    item = assessment.item
    result = assessment.result
    return ReportRow(
        number=row_label(assessment),
        mark=item.new.value if item.new else "",
        name=row_name(assessment),
        overview=item.overview,
        goal=goal_text(item.goal, plan.fiscal_year, assessment.judged),
        achievement=achievement_text(assessment, plan),
        results="\n".join(
            [
                *filter(None, [result.report if result else ""]),
                *actual_lines(assessment.judged, plan.rate),
                *correction_lines(plan.corrections, item.id),
            ]
        ),
        departments=department_lines(item.departments),
        reason=result.reason if result else "",
        overruled=_overruled(assessment),
        own={
            field.id: own_text(field._replace(unit=""), own_value(item.own, field, plan.fiscal_year))
            for field in plan.own_fields
            if field.on is Owner.ITEM
        },
        assessment=assessment,
        midterm=achievement_text(midterm, plan) if midterm else "",
        outlook="\n".join(_outlook_lines(end, plan)) if end else "",
        at_midterm=midterm,
        at_end=end,
    )


def _outlook_lines(end: Assessment, plan: Plan) -> Iterator[str]:
    """Yield the verdict that is expected at the end, once of all indicators something is expected, and the values."""
    if end.verdict != UNRECORDED:
        yield f"{end.verdict.label}の見込み"
    yield from actual_lines(end.judged, plan.rate)


def _overruled(assessment: Assessment) -> str:
    """Return ``数字では目標達成。`` and the reason of the person who has set another verdict; "" if nobody has."""
    override = assessment.override
    return f"数字では{assessment.computed.label}。{override.reason}" if override else ""


def row_name(assessment: Assessment) -> str:
    """Return what a row is called: the name of its item, which a 再掲 says that it is."""
    return f"（再掲）{assessment.item.name}" if assessment.repost else assessment.item.name


def row_label(assessment: Assessment) -> int | str:
    """Return what stands in the column of numbers: the 整理番号, 再掲 for one that takes none, or nothing."""
    if assessment.number is not None:
        return assessment.number
    return "再掲" if assessment.repost else ""


def traits_of(row: ReportRow, report: Report, *, verdict: bool = True) -> tuple[tuple[str, str], ...]:
    """Return what people pick a row by: its direction, its sections and, where that is shown, its verdict."""
    numbers = {direction.id: direction.heading for direction in report.directions}
    top = row.assessment.path[0]
    return (
        (report.plan.direction_word, numbers[top.id]),
        *(("担当課", section) for section in _sections(row.assessment)),
        *([("判定", row.verdict.label)] if verdict else []),
    )


def department_lines(departments: Iterable[Department]) -> str:
    """Return 部局 and 課, a line each, the 部局 not repeated: ``総務部 広報課`` / ``災害対策課``."""
    lines, last = [], ""
    for department in departments:
        lines.append(department.section if department.bureau == last else str(department))
        last = department.bureau
    return "\n".join(lines)
