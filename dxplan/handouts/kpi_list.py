"""KPI一覧: the projects of a plan with their KPIs, base values and targets and, once recorded, the year's results.

Source of the columns: 福島県「地域のDX等に係る令和6年度関連事業・KPI一覧」.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dxplan.handouts.kpi_notes import notes_of
from dxplan.handouts.kpi_results import NO_OUTCOME, NONE, Footnotes, Outcome, in_figures, in_lines, judge_kpi
from dxplan.handouts.report import row_label
from dxplan.handouts.wording import BESIDE
from dxplan.judging.course import Stage
from dxplan.model import ItemKind
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.handouts.report import Report
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Department, Indicator


class Counts(NamedTuple):
    """A table: headings, and lines of a label and numbers; ``totals`` are those below the others."""

    columns: tuple[str, ...]
    lines: list[tuple[str | int, ...]]
    totals: list[tuple[str | int, ...]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """The cells of one indicator; all are "" for a project without.

    ``number`` is its KPI number, "-" for one that takes none, 再掲 for one shown again. ``targets`` are in the order
    of the list's years. ``outcome`` has the result of the year. ``counts`` tells whether totals count it, ``repost``
    whether only among the gross ones.
    """

    number: int | str = ""
    name: str = ""
    baseline: str = ""
    targets: tuple[str, ...]
    outcome: Outcome = NO_OUTCOME
    counts: bool = False
    repost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table; ``direction`` is the number of its 分野, from 1."""

    direction: int
    project: Project
    kpi: Kpi


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiList:
    """All that the handout shows.

    ``years`` are the headings of the targets (R4), ``result_year`` that of the results, "" as long as nothing is
    recorded. ``notes`` stand above the table, ``footnotes`` below it. ``counts`` is None without results.
    """

    title: str
    office: str
    notes: tuple[str, ...]
    years: tuple[str, ...]
    result_year: str
    lines: tuple[Line, ...]
    footnotes: tuple[str, ...]
    counts: Counts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """What one row must know of the others.

    ``begun`` tells whether anything is recorded for the year. ``years`` have a column each. ``headings`` are number
    and name of each heading from the top down, by its id. ``projects`` are the 事業番号 by id, ``kpis`` the KPI numbers.
    """

    begun: bool
    years: tuple[int, ...]
    headings: Mapping[str, tuple[tuple[str, str], ...]]
    projects: Mapping[str, str]
    kpis: Mapping[str, int]


def make_kpi_list(report: Report) -> KpiList:
    """Shape a report as a list of KPIs."""
    index, footnotes = _index(report), Footnotes()
    lines = tuple(line for row in report.rows for line in _lines(report, index, row.assessment, footnotes))
    return KpiList(
        title=f"{report.plan.title}　{report.year}関連事業・KPI一覧",
        office=report.plan.office,
        notes=notes_of(report),
        years=tuple(map(handout_year, index.years)),
        result_year=handout_year(report.plan.fiscal_year) if index.begun else "",
        lines=lines,
        footnotes=footnotes.lines,
        counts=_count(report, lines) if index.begun else None,
    )


def _index(report: Report) -> _Index:
    span = report.plan.span
    originals = [row.assessment for row in report.rows if not row.assessment.repost]
    indicators = [judged.indicator for original in originals for judged in original.judged]
    planned = {year for i in indicators for year, _ in (*i.targets, *i.blanks) if year}
    kpis = dict.fromkeys(_key(i) for i in indicators if i.kpi and not i.repost_of)
    headings: dict[str, tuple[tuple[str, str], ...]] = {}
    way: list[tuple[str, str]] = []
    for heading in report.headings:
        way[heading.level - 1 :] = [(heading.number, heading.name)]
        headings[heading.id] = tuple(way)
    return _Index(
        begun=report.begun,
        years=tuple(sorted({*range(span.first, span.last + 1), *(y for y in planned if y > span.last)})),
        headings=headings,
        projects={original.item.id: original.label for original in originals},
        kpis={key: number for number, key in enumerate(kpis, 1)},
    )


def _key(indicator: Indicator) -> str:
    """Return what all parts of an indicator have in common, and its 再掲 with them."""
    return indicator.id or f"{indicator.source.path} {indicator.source.key}"


def _lines(report: Report, index: _Index, assessment: Assessment, footnotes: Footnotes) -> Iterator[Line]:
    direction, project = assessment.direction_number, _project(index, assessment)
    for _, group in groupby(assessment.judged, lambda judged: judged.indicator.source):
        parts = tuple(group)
        outcome = judge_kpi(report.plan, assessment, parts, footnotes) if index.begun else NO_OUTCOME
        yield Line(direction=direction, project=project, kpi=_kpi(index, assessment, parts, outcome))
        project = Project()
    if not assessment.judged:
        yield Line(direction=direction, project=project, kpi=Kpi(targets=("",) * len(index.years)))


def _project(index: _Index, assessment: Assessment) -> Project:
    item, repost = assessment.item, assessment.repost
    ways = [index.headings[id_] for id_ in (assessment.direction.id, *item.also)]
    fields = dict.fromkeys(way[0] for way in ways)
    numbers = [" ".join(number for number, _ in way[1:]) for way in ways if way[1:]]
    names = [" ＞ ".join(name for _, name in way[1:]) for way in ways if way[1:]]
    if len(names) > 1:  # names take several lines each, which no longer stand beside their numbers
        names = [f"{number} {name}".strip() for number, name in zip(numbers, names, strict=True)]
    mark = "【指標（KPI）】" if any(judged.indicator.kpi for judged in assessment.judged) else "【目標】"
    return Project(
        number=row_label(assessment),
        field_number="\n".join(number for number, _ in fields),
        field="\n".join(name for _, name in fields),
        heading_number="\n".join(numbers),
        heading="\n".join(names),
        bureaus=_bureaus(item.departments),
        sections="\n".join(department.section for department in item.departments),
        name=f"{item.name} ※再掲：No{index.projects[repost.of]}" if repost else item.name,
        overview=item.overview,
        goal=f"{mark}\n{item.goal}" if item.goal else mark,
    )


def _bureaus(departments: Sequence[Department]) -> str:
    """Return 部局: one for all sections, or a line for each section."""
    bureaus = [department.bureau for department in departments]
    return bureaus[0] if len(set(bureaus)) == 1 else "\n".join(bureaus)


def _kpi(index: _Index, assessment: Assessment, parts: tuple[Judged, ...], outcome: Outcome) -> Kpi:
    first = parts[0].indicator
    number = index.kpis.get(_key(first)) if first.kpi else None
    name = first.group or first.name
    repost = bool(assessment.repost or first.repost_of)
    if repost:
        name += f" ※再掲：No{number}" if number else " ※再掲"

    def planned(year: int | None) -> str:
        found = [
            (j.indicator.target(year) if year else j.indicator.baseline) or j.indicator.blank(year)
            for j in parts
        ]
        return in_lines(
            parts, [in_figures(value, j.indicator) for value, j in zip(found, parts, strict=True)]
        )

    return Kpi(
        number="-" if number is None else "再掲" if repost else number,
        name=name,
        baseline=planned(None),
        targets=tuple(map(planned, index.years)),
        outcome=outcome,
        counts=number is not None and assessment.item.kind is not ItemKind.REFERENCE,
        repost=repost,
    )


def _count(report: Report, lines: Sequence[Line]) -> Counts:
    """Return the numbers of KPIs by 判定 and by 進み具合: of each 分野, and of the plan gross and net."""
    kpis = [(line.direction, line.kpi) for line in lines if line.kpi.counts]
    occurring = {kpi.outcome.band for _, kpi in kpis}
    bands = (*report.plan.scheme.bands, *(verdict for verdict in BESIDE if verdict in occurring), None)
    stages = (*Stage, None)
    columns = (
        "分野",
        "KPI",
        *(f"判定 {band.label if band else NONE}" for band in bands),
        *(f"進み具合 {stage.value if stage else NONE}" for stage in stages),
    )

    def numbers(label: str, counted: Sequence[Kpi]) -> tuple[str | int, ...]:
        outcomes = [kpi.outcome for kpi in counted]
        by_band = (sum(outcome.band == band for outcome in outcomes) for band in bands)
        by_stage = (sum(outcome.stage is stage for outcome in outcomes) for stage in stages)
        return (label, len(outcomes), *by_band, *by_stage)

    by_direction = [
        numbers(direction.heading, [kpi for where, kpi in kpis if where == number])
        for number, direction in enumerate(report.directions, 1)
    ]
    gross, net = [kpi for _, kpi in kpis], [kpi for _, kpi in kpis if not kpi.repost]
    if len(net) == len(gross):
        return Counts(columns, by_direction, [numbers("計", net)])
    return Counts(columns, by_direction, [numbers("計（延べ）", gross), numbers("計（実質）", net)])
