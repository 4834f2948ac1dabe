"""ロードマップ: what is planned for each half of a fiscal year, how far it came, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.model import Half, ItemKind, Progress
from dxplan.model.scheme import EXCLUDED, UNRECORDED, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.handouts.report import DirectionReport, Report, Row

#: How a half stands, as handouts show it; one that nobody has said anything about is 未記録.
STATES: Final = {
    Progress.DONE: Verdict("完了", achieved=True, colour="E3F2E1"),
    Progress.ON_TRACK: Verdict("順調", achieved=True),
    Progress.BEHIND: Verdict("遅れ"),
    Progress.NOT_STARTED: Verdict("未着手", colour="FFF8E1"),
    Progress.CANCELLED: Verdict("中止", colour="F2F2F2"),
    None: UNRECORDED,
}
#: The heading of 参考事業 where the plan has none of that name.
REFERENCES: Final = "参考事業"
_LISTED: Final = (ItemKind.PROJECT, ItemKind.REFERENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One half of a row: 予定, 進捗, 状態; the state is 対象外 where the item is."""

    plan: str
    progress: str
    state: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row with both halves of the year, 上期 first."""

    row: Row
    halves: tuple[Cell, ...]

    @property
    def is_reference(self) -> bool:
        """Whether it is a 参考事業."""
        return self.row.assessment.item.kind is ItemKind.REFERENCE

    @property
    def counts(self) -> bool:
        """Whether totals count it: a project that is no 再掲 and not 対象外."""
        assessment = self.row.assessment
        return not self.is_reference and assessment.repost is None and assessment.item.excluded is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows under one heading, "" for those right under the direction; ``also`` are listed here too."""

    heading: str
    level: int
    lines: tuple[Line, ...]
    also: tuple[Row, ...] = ()


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
class Field:
    """One direction with what stands under it; ``tallies`` are its own and those of its headings."""

    heading: str
    sections: tuple[Section, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """The roadmap of a fiscal year. ``by_department`` is empty where no project names a section (課)."""

    title: str
    office: str
    year: str
    fields: tuple[Field, ...]
    total: Tally
    by_department: tuple[Tally, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All rows in order."""
        return tuple(line for field in self.fields for section in field.sections for line in section.lines)


def make_roadmap(report: Report) -> Roadmap:
    """Return the roadmap of the report's year."""
    year = report.plan.fiscal_year
    fields = tuple(field for direction in report.directions if (field := _field(direction, year)).sections)
    lines = [line for field in fields for section in field.sections for line in section.lines]
    return Roadmap(
        title=report.plan.title,
        office=report.plan.office,
        year=report.year,
        fields=fields,
        total=_tally("計", 1, lines),
        by_department=_by_department(lines),
    )


def _field(direction: DirectionReport, year: int) -> Field:
    sections: list[Section] = []
    tallies: list[Tally] = []
    for heading in direction.sections:
        listed = road_lines(heading.rows, year)
        if listed:
            tallies.append(_tally(heading.heading, heading.level, listed))
        if listed or heading.also:
            sections += _sections(heading, road_lines(heading.own, year))
    return Field(heading=direction.heading, sections=tuple(sections), tallies=tuple(tallies))


def _sections(heading: DirectionReport, own: Sequence[Line]) -> list[Section]:
    """Return the rows of one heading; its 参考事業 under a heading of their own, unless it is one."""
    apart = heading.name != REFERENCES
    here = tuple(line for line in own if not (apart and line.is_reference))
    references = tuple(line for line in own if apart and line.is_reference)
    name = heading.heading if heading.level > 1 else ""
    also = tuple(row for row in heading.also if row.assessment.item.kind in _LISTED)
    sections = [Section(heading=name, level=heading.level, lines=here, also=also)]
    if references:
        sections.append(Section(heading=REFERENCES, level=heading.level + 1, lines=references))
    return [section for section in sections if section.heading or section.lines or section.also]


def road_lines(rows: Sequence[Row], year: int) -> list[Line]:
    """Return the rows that a roadmap lists, with both halves of a year."""
    return [
        Line(row=row, halves=tuple(_cell(row, year, half) for half in Half))
        for row in rows
        if row.assessment.item.kind in _LISTED
    ]


def _cell(row: Row, year: int, half: Half) -> Cell:
    item = row.assessment.item
    found = item.milestone(year, half)
    state = EXCLUDED if item.excluded is not None else STATES[found.state if found else None]
    return Cell(plan=found.plan if found else "", progress=found.progress if found else "", state=state)


def _tally(label: str, level: int, lines: Sequence[Line]) -> Tally:
    counted = [line for line in lines if line.counts]
    return Tally(
        label=label,
        level=level,
        projects=len(counted),
        references=sum(line.is_reference and not line.row.assessment.repost for line in lines),
        states=tuple(
            tuple(sum(line.halves[half].state == state for line in counted) for state in STATES.values())
            for half in range(len(Half))
        ),
    )


def _by_department(lines: Sequence[Line]) -> tuple[Tally, ...]:
    """Return the tallies of sections (課) in the order of the document; a project of two counts in both."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        for department in dict.fromkeys(map(str, line.row.assessment.item.departments)) or ("",):
            groups.setdefault(department, []).append(line)
    nobody = groups.pop("", [])
    if not groups:
        return ()
    tallies = [_tally(label, 1, group) for label, group in groups.items()]
    return (*tallies, *([_tally("（担当の記載なし）", 1, nobody)] if nobody else ()))


def tally_table(roadmap: Roadmap) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """Return the counts at the end of the handout: column headings, a line for each direction, the whole."""
    columns = tuple(f"{half.value}\n{state.label}" for half in Half for state in STATES.values())
    tallies = [*(field.tallies[0] for field in roadmap.fields), roadmap.total]
    return ("施策の展開方向", "事業", REFERENCES, *columns), [
        (tally.label, tally.projects, tally.references, *(n for states in tally.states for n in states))
        for tally in tallies
    ]
