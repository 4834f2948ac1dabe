"""Handout KPI一覧: the projects of a plan with their KPIs, base values and targets and, once recorded, the year's results.

Source of the columns: 福島県「地域のDX等に係る令和6年度関連事業・KPI一覧」.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dxplan.handouts.breakdowns import by_axis, whole_cell
from dxplan.handouts.handout import (
    GAP,
    Cell,
    Column,
    Kind,
    Layout,
    Role,
    Row,
    RowRole,
    Sheet,
    Table,
    Text,
    Wide,
    WideRole,
)
from dxplan.handouts.kpi_notes import notes_of
from dxplan.handouts.kpi_results import (
    EMPTY,
    NO_OUTCOME,
    Footnotes,
    Outcome,
    in_figures,
    in_lines,
    in_other_years,
    judge_kpi,
)
from dxplan.handouts.own import own_cell, own_column, shown_fields
from dxplan.handouts.report import department_lines, handout_of, row_label, traits_of
from dxplan.handouts.wording import BESIDE, cited
from dxplan.judging.course import Stage
from dxplan.model import ItemKind
from dxplan.model.handouts import Paper
from dxplan.model.own import Owner
from dxplan.model.scheme import Unit
from dxplan.values.absence import NOTHING
from dxplan.values.quantities import fold
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.handouts.handout import Content, Handout
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Department, Indicator
    from dxplan.model.handouts import Edition
    from dxplan.model.scheme import Verdict


_NAME: Final = "KPI一覧"
#: A project's own fields stand in its first row, those of an indicator in its own.
_OWNERS: Final = (Owner.ITEM, Owner.INDICATOR)

#: Columns of values are at least so wide; they break no word of so many half-width letters.
_LEAST: Final = 7.0
_LONGEST: Final = 12.0
#: Columns of texts are so much wider on A3 as long as there are no results.
_WIDER: Final = 1.4


def _project_columns(edition: Edition, *, wider: bool) -> tuple[Column, ...]:
    def text(heading: str, width: int, over: str) -> Column:
        return Column(heading=heading, width=round(width * _WIDER) if wider else width, over=over)

    return (
        Column(heading="事業\n番号", full="事業番号", kind=Kind.NUMBER, width=5, over=edition.over_projects),
        text("担当", 13, edition.over_projects),
        text("事業名又は取組名", 17, edition.over_projects)._replace(names=True),
        text("事業概要又は取組内容", 22, edition.over_projects),
        text("指標（KPI）又は目標", 18, edition.over_projects),
        Column(heading="KPI\n番号", full="KPI番号", kind=Kind.NUMBER, width=5, over=edition.over_kpis),
        text("指標名", 18, edition.over_kpis),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The cells that a project has once, however many KPIs it has; all are "" in its further rows."""

    number: int | str = ""
    field_number: str = ""
    field: str = ""
    heading_number: str = ""
    heading: str = ""
    bureaus: str = ""
    sections: str = ""
    name: str = ""
    overview: str = ""
    goal: str = ""
    departments: str = ""

    @property
    def titled_field(self) -> str:
        """Its 分野 with their numbers, in one line."""
        return _titled(self.field_number, self.field)

    @property
    def titled_heading(self) -> str:
        """Its 項目 with their numbers, in one line; "" if it stands right under its 分野."""
        numbered = "\n" in self.heading
        return "、".join(self.heading.split("\n")) if numbered else _titled(self.heading_number, self.heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """The cells of one indicator; all are "" for a project without.

    ``number`` is its KPI number, － for one that takes none, 再掲 for one shown again. ``planned`` are the base value
    and the targets, in the order of the list's years. ``outcome`` has the result of the year. ``counts`` tells whether
    totals count it, ``repost`` whether only among the gross ones.
    """

    number: int | str = ""
    name: str = ""
    planned: tuple[Cell, ...]
    outcome: Outcome = NO_OUTCOME
    counts: bool = False
    repost: bool = False

    @property
    def baseline(self) -> str:
        """The base value as printed."""
        return self.planned[0].shown

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets as printed."""
        return tuple(cell.shown for cell in self.planned[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """One row of the list; ``direction`` is the number of its 分野, from 1. ``own`` are cells of the plan's own fields.

    ``anchor`` is what leads to the project, ``traits`` what people pick it by: in its first row alone.
    """

    direction: int
    project: Project
    kpi: Kpi
    own: tuple[Content, ...] = ()
    anchor: str = ""
    traits: tuple[tuple[str, str], ...] = ()

    @property
    def result(self) -> Outcome:
        """The result of the year."""
        return self.kpi.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What one row must know of the others.

    ``begun`` tells whether anything is recorded for the year, ``foreseen`` whether anything is expected in it of the end
    of the plan. ``midterm`` is the year of the 中間評価 as printed, "" before it and where there is none. ``years`` have a
    column each. ``headings`` are number and name of each heading from the top down, by its id. ``projects`` are the
    事業番号 by id, ``kpis`` the KPI numbers.
    """

    begun: bool
    years: tuple[int, ...]
    headings: Mapping[str, tuple[tuple[str, str], ...]]
    projects: Mapping[str, str]
    kpis: Mapping[str, int]
    midterm: str
    foreseen: bool


def unrecorded(report: Report) -> Sequence[ReportRow]:
    """Return the rows without a result. As long as nothing at all is recorded, it is the list of a plan: none."""
    return report.unrecorded if report.begun else ()


def make(report: Report, label: str) -> Handout:
    """Return the handout: one wide table in the columns that were published, and the counts of the year."""
    plan, known, footnotes = report.plan, _known(report), Footnotes()
    rows = tuple(row for each in report.rows for row in _rows(report, known, each, footnotes))
    edition = plan.edition(_NAME)
    heading = edition.title or f"{plan.title}　{report.year}関連事業・KPI一覧"
    years = tuple(map(handout_year, known.years))
    result_year = handout_year(plan.fiscal_year) if known.begun else ""
    notes = notes_of(report)
    counts = _counts(report, rows) if known.begun else None
    table = Table(
        columns=(
            *_project_columns(edition, wider=edition.paper is not Paper.A4 and not known.begun),
            *_value_columns(years, known, result_year, edition.over_kpis),
            *(own_column(field) for on in _OWNERS for field in shown_fields(plan, on, _NAME)),
        ),
        rows=tuple(_grouped(rows, known)),
        over=edition.over_headings,
        filtered=True,
    )
    return handout_of(
        report,
        _NAME,
        label,
        title=heading,
        sheets=(
            Sheet(
                name="KPI一覧",
                layout=Layout.LIST,
                top=(Text(Role.TITLE, heading), Text(Role.OFFICE, plan.office)),
                repeats=False,
                large=edition.paper is not Paper.A4,
                parts=(
                    (
                        *(Text(Role.NOTE, note, "・", point=True) for note in notes),
                        table,
                        *(Text(Role.NOTE, footnote, point=True) for footnote in footnotes.lines),
                    ),
                ),
            ),
            *([_counts_sheet(counts, by_axis(report))] if counts else []),
        ),
        badges=tuple(
            verdict.badge for verdict in (*plan.scheme.verdicts, *plan.scheme.words(Unit.INDICATOR), *BESIDE)
        ),
        template="kpi-list.md.j2",
        of_items=True,
        names={
            "title": heading,
            "notes": notes,
            "years": years,
            "result_year": result_year,
            "rows": rows,
            "footnotes": footnotes.lines,
            "counts": {"columns": counts.headings, "lines": counts.lines} if counts else None,
        },
    )


def _value_columns(years: Sequence[str], known: _Known, result_year: str, over: str) -> Iterator[Column]:
    def column(group: str, heading: str, full: str = "", kind: Kind = Kind.FIGURE) -> Column:
        return Column(
            group=group,
            heading=heading,
            full=full,
            kind=kind,
            width=_LEAST,
            unbroken=_LONGEST,
            over=over,
        )

    yield from (column("目標値", heading) for heading in ("基準値", *years))
    if result_year:
        group = f"{result_year}の結果"
        yield column(group, "実績", f"{result_year}の実績")
        yield column(group, "達成率")
        yield column(group, "判定", kind=Kind.WORD)
        yield column(group, "進み具合", kind=Kind.WORD)
    if known.midterm:
        yield column("", f"{known.midterm}\n中間評価", f"{known.midterm}の中間評価", Kind.WORD)
    if known.foreseen:
        yield column("期末見込み", "値", "期末見込み")
        yield column("期末見込み", "判定", "期末見込みの判定", Kind.WORD)


def _grouped(rows: Sequence[KpiRow], known: _Known) -> Iterator[Row | Wide]:
    """Yield the rows under their 分野 and 項目, each project with its further KPIs below it."""
    field = heading = ""
    for row in rows:
        project = row.project
        if project.name:
            before, field, old, heading = field, project.titled_field, heading, project.titled_heading
            if field != before or (old and not heading):
                yield Wide(WideRole.HEADING, field, 1)
                old = ""
            if heading and heading != old:
                yield Wide(WideRole.HEADING, heading)
        role = RowRole.PLAIN if project.name else RowRole.MORE
        yield Row((*_cells(row, known), *row.own), role, anchor=row.anchor, traits=row.traits)


def _cells(row: KpiRow, known: _Known) -> tuple[Content, ...]:
    project, kpi, result = row.project, row.kpi, row.result
    others = (
        *([_word(result.midterm)] if known.midterm else []),
        *([result.outlook, _word(result.expected)] if known.foreseen else []),
    )
    cells: tuple[Content, ...] = (
        project.number, project.departments, project.name, project.overview, project.goal, kpi.number, kpi.name,
        *kpi.planned,
    )  # fmt: skip
    if not known.begun:
        return (*cells, *others)
    verdict = Cell(result.verdict, badge=result.band.badge) if result.band else result.verdict
    return (*cells, result.actual_cell, result.rate_cell, verdict, result.course, *others)


def _word(verdict: Verdict | None) -> Content:
    return Cell(verdict.label, badge=verdict.badge) if verdict else ""


def _counts_sheet(counts: Table, axes: Iterable[Table]) -> Sheet:
    heading = "KPIの数"
    top = (Text(Role.HEADING, heading),)
    parts = ((counts,), *((GAP, table) for table in axes))
    return Sheet(name="集計", heading=heading, layout=Layout.PAGE, top=top, parts=parts)


def _titled(numbers: str, names: str) -> str:
    """Return numbers and names, a line each, as one line of numbered names."""
    pairs = zip(numbers.split("\n"), names.split("\n"), strict=True)
    return "、".join(f"{number} {name}".strip() for number, name in pairs)


def _known(report: Report) -> _Known:
    span = report.plan.span
    originals = [row.assessment for row in report.rows if not row.repost]
    indicators = [judged.indicator for original in originals for judged in original.judged]
    planned = {year for i in indicators for year, _ in (*i.targets, *i.blanks) if year}
    kpis = dict.fromkeys(_key(i) for i in indicators if i.kpi and not i.repost_of)
    headings: dict[str, tuple[tuple[str, str], ...]] = {}
    way: list[tuple[str, str]] = []
    for heading in report.headings:
        way[heading.level - 1 :] = [(heading.number, heading.name)]
        headings[heading.id] = tuple(way)
    return _Known(
        begun=report.begun,
        years=tuple(sorted({*range(span.first, span.last + 1), *(y for y in planned if y > span.last)})),
        headings=headings,
        projects={original.item.id: original.label for original in originals},
        kpis={key: number for number, key in enumerate(kpis, 1)},
        midterm=handout_year(span.midterm) if any(row.at_midterm for row in report.rows) else "",
        foreseen=any(row.at_end for row in report.rows),
    )


def _key(indicator: Indicator) -> str:
    """Return what all parts of an indicator have in common, and its 再掲 with them."""
    return indicator.id or f"{indicator.source.path} {indicator.source.key}"


def _rows(report: Report, known: _Known, row: ReportRow, footnotes: Footnotes) -> Iterator[KpiRow]:
    assessment = row.assessment
    direction, project = assessment.direction_number, _project(known, assessment)
    anchor, traits = row.id, traits_of(row, report)
    of_item, of_indicator = (shown_fields(report.plan, on, _NAME) for on in _OWNERS)
    year = report.plan.fiscal_year
    own: tuple[Content, ...] = tuple(own_cell(field, assessment.item.own, year) for field in of_item)
    for _, group in groupby(assessment.judged, lambda judged: judged.indicator.source):
        parts = tuple(group)
        outcome = judge_kpi(report.plan, assessment, parts, footnotes) if known.begun else NO_OUTCOME
        outcome = in_other_years(outcome, row, parts, report.plan)
        kpi = _kpi(known, assessment, parts, outcome)
        of_kpi = (own_cell(field, parts[0].indicator.own, year) for field in of_indicator)
        yield KpiRow(
            direction=direction, project=project, kpi=kpi, own=(*own, *of_kpi), anchor=anchor, traits=traits
        )
        project, own, anchor, traits = Project(), ("",) * len(of_item), "", ()
    if not assessment.judged:
        kpi = Kpi(planned=(EMPTY,) * (len(known.years) + 1))
        own = (*own, *[""] * len(of_indicator))
        yield KpiRow(direction=direction, project=project, kpi=kpi, own=own, anchor=anchor, traits=traits)


def _project(known: _Known, assessment: Assessment) -> Project:
    item, repost = assessment.item, assessment.repost
    ways = [known.headings[id_] for id_ in (assessment.direction.id, *item.also)]
    fields = dict.fromkeys(way[0] for way in ways)
    numbers = [" ".join(number for number, _ in way[1:]) for way in ways if way[1:]]
    names = [" ＞ ".join(name for _, name in way[1:]) for way in ways if way[1:]]
    if len(names) > 1:  # names take several lines each, which no longer stand beside their numbers
        names = [f"{number} {name}".strip() for number, name in zip(numbers, names, strict=True)]
    named = fold(item.goal).removesuffix("。") in {
        fold(j.indicator.group or j.indicator.name) for j in assessment.judged
    }
    mark = "【指標（KPI）】" if any(judged.indicator.kpi for judged in assessment.judged) else "【目標】"
    return Project(
        number=row_label(assessment),
        field_number="\n".join(number for number, _ in fields),
        field="\n".join(name for _, name in fields),
        heading_number="\n".join(numbers),
        heading="\n".join(names),
        departments=department_lines(item.departments),
        bureaus=_bureaus(item.departments),
        sections="\n".join(department.section for department in item.departments),
        name=f"{item.name} ※再掲：No{known.projects[repost.of]}" if repost else item.name,
        overview=item.overview,
        goal=f"{mark}\n{item.goal}" if item.goal and not named else mark,
    )


def _bureaus(departments: Sequence[Department]) -> str:
    """Return 部局: one for all sections, or a line for each section."""
    bureaus = [department.bureau for department in departments]
    return bureaus[0] if len(set(bureaus)) == 1 else "\n".join(bureaus)


def _kpi(known: _Known, assessment: Assessment, parts: tuple[Judged, ...], outcome: Outcome) -> Kpi:
    first = parts[0].indicator
    number = known.kpis.get(_key(first)) if first.kpi else None
    name = first.group or first.name
    name += cited(first)
    repost = bool(assessment.repost or first.repost_of)
    if repost:
        name += f" ※再掲：No{number}" if number else " ※再掲"

    def planned(year: int | None) -> Cell:
        found = [
            (j.indicator.target(year) if year else j.indicator.baseline) or j.indicator.blank(year)
            for j in parts
        ]
        return in_lines(
            parts, [in_figures(value, j.indicator) for value, j in zip(found, parts, strict=True)]
        )

    return Kpi(
        number=NOTHING if number is None else "再掲" if repost else number,
        name=name,
        planned=tuple(map(planned, (None, *known.years))),
        outcome=outcome,
        counts=number is not None and assessment.item.kind is not ItemKind.REFERENCE,
        repost=repost,
    )


def _counts(report: Report, rows: Sequence[KpiRow]) -> Table:
    """Return the numbers of KPIs by 判定 and by 進み具合: of each 分野, and of the plan gross and net."""
    kpis = [(row.direction, row.kpi) for row in rows if row.kpi.counts]
    occurring = {kpi.outcome.band for _, kpi in kpis}
    bands = (
        *report.plan.scheme.measuring.bands,
        *(verdict for verdict in BESIDE if verdict in occurring),
        None,
    )
    stages = (*Stage, None)
    headings = (
        "KPI",
        *(f"判定\n{band.label if band else NOTHING}" for band in bands),
        *(f"進み具合\n{stage.value if stage else NOTHING}" for stage in stages),
    )

    judged = any(line.whole for line in report.by_direction)
    wholes = {line.heading: whole_cell(line) for line in report.by_direction}

    def row(label: str, counted: Sequence[Kpi], role: RowRole = RowRole.PLAIN, heading: str = "") -> Row:
        outcomes = [kpi.outcome for kpi in counted]
        by_band = (sum(outcome.band == band for outcome in outcomes) for band in bands)
        by_stage = (sum(outcome.stage is stage for outcome in outcomes) for stage in stages)
        whole = [wholes.get(heading, EMPTY)] if judged else []
        return Row((label, len(outcomes), *by_band, *by_stage, *whole), role)

    by_direction = [
        row(direction.heading, [kpi for where, kpi in kpis if where == number], heading=direction.id)
        for number, direction in enumerate(report.directions, 1)
    ]
    gross, net = [kpi for _, kpi in kpis], [kpi for _, kpi in kpis if not kpi.repost]
    totals = [("計", net)] if len(net) == len(gross) else [("計（延べ）", gross), ("計（実質）", net)]
    return Table(
        columns=(
            Column(heading=report.plan.direction_word, width=34),
            *(Column(heading=heading, kind=Kind.FIGURE, width=10) for heading in headings),
            *(
                [
                    Column(
                        heading=f"{report.plan.direction_word}の\n判定",
                        full=f"{report.plan.direction_word}の判定",
                        kind=Kind.WORD,
                        width=16,
                    )
                ]
                if judged
                else []
            ),
        ),
        rows=(*by_direction, *(row(label, counted, RowRole.TOTAL) for label, counted in totals)),
    )
