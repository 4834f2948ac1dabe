"""Handout ロードマップ: what is planned for each half of a fiscal year, how far it came, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import (
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
from dxplan.handouts.own import own_cell, own_column, shown_fields
from dxplan.handouts.report import NOBODY, handout_of, listed_line, traits_of
from dxplan.model import Half, ItemKind, Progress
from dxplan.model.own import Owner
from dxplan.model.scheme import EXCLUDED, UNRECORDED, Badge, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Handout
    from dxplan.handouts.report import DirectionReport, Report, ReportRow

#: How a half stands, as handouts show it; one that nobody has said anything about is 未記録.
STATES: Final = {
    Progress.DONE: Badge("完了", Tone.GOOD, colour="E3F2E1"),
    Progress.ON_TRACK: Badge("順調", Tone.GOOD),
    Progress.BEHIND: Badge("遅れ", Tone.BAD),
    Progress.NOT_STARTED: Badge("未着手", Tone.WAITING, colour="FFF8E1"),
    Progress.CANCELLED: Badge("中止", Tone.NONE, colour="F2F2F2"),
    None: UNRECORDED.badge,
}
#: The heading of 参考事業 where the plan has none of that name.
REFERENCES: Final = "参考事業"
_LISTED: Final = (ItemKind.PROJECT, ItemKind.REFERENCE)
_NAME: Final = "ロードマップ"
_COLUMNS: Final = (
    Column(heading="番号", kind=Kind.NUMBER, width=6),
    Column(heading="事業名", width=26),
    Column(heading="担当", width=14),
    *(
        Column(heading=f"{half.value}\n{heading}", full=f"{half.value}の{heading}", width=width, kind=kind)
        for half in Half
        for heading, width, kind in (
            ("予定", 22, Kind.TEXT),
            ("進捗", 22, Kind.TEXT),
            ("状態", 7, Kind.WORD),
        )
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYear:
    """One half of a row: 予定, 進捗, 状態; it is 対象外 where the item is."""

    plan: str
    progress: str
    badge: Badge

    @property
    def state(self) -> str:
        """The word of its state."""
        return self.badge.word


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRow:
    """A row of the plan with both halves of the year."""

    row: ReportRow
    first: HalfYear
    second: HalfYear

    @property
    def halves(self) -> tuple[HalfYear, HalfYear]:
        """Both halves, 上期 first."""
        return self.first, self.second

    @property
    def number(self) -> int | str:
        """What stands in the column of numbers."""
        return self.row.number

    @property
    def name(self) -> str:
        """The name of the row."""
        return self.row.name

    @property
    def departments(self) -> str:
        """部局 and 課, a line each."""
        return self.row.departments

    @property
    def is_reference(self) -> bool:
        """Whether it is a 参考事業."""
        return self.row.item.kind is ItemKind.REFERENCE

    @property
    def counts(self) -> bool:
        """Whether totals count it: a project that is no 再掲 and not 対象外."""
        return not self.is_reference and self.row.repost is None and self.row.item.excluded is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSection:
    """The rows under one heading, "" for those right under the direction; ``listed`` names others found elsewhere."""

    heading: str
    level: int
    rows: tuple[RoadRow, ...]
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows of a heading are projects and 参考事業, and how many projects are in each state, half by half.

    ``level`` is that of the heading, 1 for a direction and for the whole; ``states`` are in the order of ``STATES``.
    """

    label: str
    level: int
    projects: int
    references: int
    states: tuple[tuple[int, ...], ...]

    @property
    def unrecorded(self) -> tuple[int, ...]:
        """How many projects are 未記録, half by half."""
        return tuple(states[-1] for states in self.states)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadDirection:
    """One direction with what stands under it; ``tallies`` are its own and those of its headings."""

    heading: str
    sections: tuple[RoadSection, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """The roadmap of a fiscal year. ``by_department`` is empty where no project names a section (課)."""

    directions: tuple[RoadDirection, ...]
    total: Tally
    by_department: tuple[Tally, ...]

    @property
    def rows(self) -> tuple[RoadRow, ...]:
        """All rows in order."""
        return tuple(
            row for direction in self.directions for section in direction.sections for row in section.rows
        )


def make(report: Report, label: str) -> Handout:
    """Return the handout: a sheet for each direction with both halves of the year, and the counts."""
    made, plan = make_roadmap(report), report.plan
    edition = plan.edition(_NAME)
    heading = edition.title or f"{plan.title}　ロードマップ（{report.year}）"
    counts = _counts(made, plan.direction_word)
    return handout_of(
        report,
        _NAME,
        label,
        title=f"{plan.title}のロードマップ",
        heading=heading,
        sheets=(
            *(_sheet(report, direction, heading) for direction in made.directions),
            Sheet(
                name="集計",
                heading="集計",
                layout=Layout.PAGE,
                top=(Text(Role.HEADING, f"{heading}　事業の数"),),
                parts=((counts,),),
            ),
        ),
        badges=(*STATES.values(), EXCLUDED.badge),
        template="roadmap.md.j2",
        of_items=True,
        names={
            "title": plan.title,
            "directions": made.directions,
            "counts": {"columns": counts.headings, "lines": counts.lines},
        },
    )


def unrecorded(report: Report) -> Sequence[ReportRow]:
    """Return the projects that have not said how they stand, in a half of which any has; in neither, all of them."""
    counted = [row for row in road_rows(report.rows, report.plan.fiscal_year) if row.counts]
    waiting = [
        [row.row for row in counted if row.halves[half].badge == STATES[None]] for half in range(len(Half))
    ]
    begun = [found for found in waiting if len(found) < len(counted)]
    missing = {row.id for found in (begun or waiting) for row in found}
    return [row.row for row in counted if row.row.id in missing]


def _sheet(report: Report, direction: RoadDirection, heading: str) -> Sheet:
    own = map(own_column, shown_fields(report.plan, Owner.ITEM, _NAME))
    table = Table(columns=(*_COLUMNS, *own), rows=tuple(_rows(report, direction)))
    return Sheet(
        name=direction.heading,
        heading=direction.heading,
        layout=Layout.LIST,
        top=(Text(Role.HEADING, f"{heading}　{direction.heading}"),),
        parts=((table,),),
    )


def _rows(report: Report, direction: RoadDirection) -> Iterator[Row | Wide]:
    plan = report.plan
    fields = shown_fields(plan, Owner.ITEM, _NAME)
    for section in direction.sections:
        if section.heading:
            yield Wide(WideRole.HEADING, section.heading, section.level)
        for row in section.rows:
            halves = (
                cell
                for half in row.halves
                for cell in (half.plan, half.progress, Cell(half.state, badge=half.badge))
            )
            own = (own_cell(field, row.row.item.own, plan.fiscal_year) for field in fields)
            states = (
                (f"{half.value}の状態", found.state) for half, found in zip(Half, row.halves, strict=True)
            )
            yield Row(
                (row.number, row.name, row.departments, *halves, *own),
                anchor=row.row.id,
                traits=(*traits_of(row.row, report, verdict=False), *states),
            )
        yield from (Wide(WideRole.ELSEWHERE, line) for line in section.listed)


def _counts(roadmap: Roadmap, direction_word: str) -> Table:
    """Return the counts at the end of the handout: a line for each direction, and the whole."""
    columns = (REFERENCES, *(f"{half.value}\n{state.word}" for half in Half for state in STATES.values()))
    tallies = [*(direction.tallies[0] for direction in roadmap.directions), roadmap.total]
    return Table(
        columns=(
            Column(heading=direction_word, width=34),
            *(Column(heading=heading, kind=Kind.FIGURE, width=8) for heading in ("事業", *columns)),
        ),
        rows=tuple(
            Row(
                (
                    tally.label,
                    tally.projects,
                    tally.references,
                    *(n for states in tally.states for n in states),
                ),
                RowRole.TOTAL if tally is roadmap.total else RowRole.PLAIN,
            )
            for tally in tallies
        ),
    )


def make_roadmap(report: Report) -> Roadmap:
    """Return the roadmap of the report's year."""
    year = report.plan.fiscal_year
    made = (_direction(direction, year) for direction in report.directions)
    directions = tuple(direction for direction in made if direction.sections)
    rows = [row for direction in directions for section in direction.sections for row in section.rows]
    return Roadmap(directions=directions, total=_tally("計", 1, rows), by_department=_by_department(rows))


def _direction(direction: DirectionReport, year: int) -> RoadDirection:
    sections: list[RoadSection] = []
    tallies: list[Tally] = []
    for heading in direction.sections:
        listed = road_rows(heading.rows, year)
        if listed:
            tallies.append(_tally(heading.heading, heading.level, listed))
        if listed or heading.also:
            sections += _sections(heading, road_rows(heading.own, year))
    return RoadDirection(heading=direction.heading, sections=tuple(sections), tallies=tuple(tallies))


def _sections(heading: DirectionReport, own: Sequence[RoadRow]) -> list[RoadSection]:
    """Return the rows of one heading; its 参考事業 under a heading of their own, unless it is one."""
    apart = heading.name != REFERENCES
    here = tuple(row for row in own if not (apart and row.is_reference))
    references = tuple(row for row in own if apart and row.is_reference)
    name = heading.heading if heading.level > 1 else ""
    listed = tuple(listed_line(row) for row in heading.also if row.item.kind in _LISTED)
    sections = [RoadSection(heading=name, level=heading.level, rows=here, listed=listed)]
    if references:
        sections.append(RoadSection(heading=REFERENCES, level=heading.level + 1, rows=references))
    return [section for section in sections if section.heading or section.rows or section.listed]


def road_rows(rows: Sequence[ReportRow], year: int) -> list[RoadRow]:
    """Return the rows that a roadmap lists, with both halves of a year."""
    return [
        RoadRow(row=row, first=_half(row, year, Half.FIRST), second=_half(row, year, Half.SECOND))
        for row in rows
        if row.item.kind in _LISTED
    ]


def _half(row: ReportRow, year: int, half: Half) -> HalfYear:
    found = row.item.milestone(year, half)
    badge = EXCLUDED.badge if row.item.excluded is not None else STATES[found.state if found else None]
    return HalfYear(plan=found.plan if found else "", progress=found.progress if found else "", badge=badge)


def _tally(label: str, level: int, rows: Sequence[RoadRow]) -> Tally:
    counted = [row for row in rows if row.counts]
    return Tally(
        label=label,
        level=level,
        projects=len(counted),
        references=sum(row.is_reference and not row.row.repost for row in rows),
        states=tuple(
            tuple(sum(row.halves[half].badge == state for row in counted) for state in STATES.values())
            for half in range(len(Half))
        ),
    )


def _by_department(rows: Sequence[RoadRow]) -> tuple[Tally, ...]:
    """Return the tallies of sections (課) in the order of the document; a project of two counts in both."""
    groups: dict[str, list[RoadRow]] = {}
    for row in rows:
        for department in dict.fromkeys(map(str, row.row.item.departments)) or ("",):
            groups.setdefault(department, []).append(row)
    nobody = groups.pop("", [])
    if not groups:
        return ()
    tallies = [_tally(label, 1, group) for label, group in groups.items()]
    return (*tallies, *([_tally(NOBODY, 1, nobody)] if nobody else ()))
