"""担当課別の推移: what each section counts through the years, under the name it has in the last of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dxplan.handouts.report import NOBODY
from dxplan.judging.counts import Count, count
from dxplan.model.departments import in_order
from dxplan.values.absence import NOTHING
from dxplan.values.rounding import NO_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.report import Report
    from dxplan.judging.items import Assessment
    from dxplan.model.departments import DepartmentTable, Lineage

#: The line that the others add up to.
SUM: Final = "延べ（各課の合計）"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCourse:
    """A section through the years; None for a year in which it has no items.

    ``former`` are the names that it has in earlier years. A line with ``split`` tells what was counted for the section
    of that name before it was split: it stands under each of its successors, as nobody knows whose it is.
    """

    name: str
    former: tuple[str, ...]
    split: str
    counts: tuple[Count | None, ...]

    @property
    def label(self) -> str:
        """The name as tables print it: ``企画調整部 デジタル変革課（旧 情報政策課）``."""
        if self.split:
            return f"旧 {_short(self.split, self.name)}（分割）"
        olds = "、".join(_short(old, self.name) for old in self.former)
        return f"{self.name}（旧 {olds}）" if olds else self.name

    @property
    def texts(self) -> tuple[str, ...]:
        """What tables print for each year, achieved and all: ``9/12``."""
        return tuple(f"{count.achieved}/{count.items}" if count else NOTHING for count in self.counts)


def follow_sections(
    reports: Sequence[Report], lineage: Lineage, departments: DepartmentTable | None
) -> tuple[SectionCourse, ...]:
    """Return the lines of all sections, in 建制順 or that of the last year; () unless two years or more have items.

    An item of two sections counts in each: behind the lines stand what they add up to (延べ), and the items (計).
    """
    if sum(bool(report.rows) for report in reports) < 2:
        return ()
    last = reports[-1].plan.fiscal_year
    sections: dict[str, _Section] = {}
    for place, report in reversed([*enumerate(reports)]):
        for row in report.rows:
            for department in map(str, row.item.departments or (NOBODY,)):
                fate = lineage.became(department, report.plan.fiscal_year, last)
                for name in fate.names:
                    section = sections.setdefault(name, _Section())
                    if not fate.split and department != name:
                        section.former[department] = None
                    rows = section.rows.setdefault(fate.split, [[] for _ in reports])[place]
                    if not rows or rows[-1] is not row.assessment:  # two sections of it may be one by now
                        rows.append(row.assessment)
    names = in_order(sections, departments)
    lines = [line for name in names for line in _lines(name, sections[name], reports)]
    return (*lines, *_sums(lines, reports)) if lines else ()


def _sums(lines: Sequence[SectionCourse], reports: Sequence[Report]) -> Iterator[SectionCourse]:
    """Yield what the lines of each year add up to, and what was counted of it, each item once."""
    years = [
        [each for each in of_year if each] for of_year in zip(*(line.counts for line in lines), strict=True)
    ]
    summed = [
        Count(sum(each.items for each in found), sum(each.achieved for each in found), NO_RATE)
        if found
        else None
        for found in years
    ]
    yield SectionCourse(name=SUM, former=(), split="", counts=tuple(summed))
    whole = (r.counts.printed if found else None for r, found in zip(reports, years, strict=True))
    yield SectionCourse(name="計（重なりを除く）", former=(), split="", counts=tuple(whole))


@dataclass(slots=True)
class _Section:
    """The rows of a section by year: its own under "", those from before a split under its name then."""

    rows: dict[str, list[list[Assessment]]] = field(default_factory=dict)
    former: dict[str, None] = field(default_factory=dict)


def _lines(name: str, section: _Section, reports: Sequence[Report]) -> list[SectionCourse]:
    """Return the line of a section and those of what it was split off, nothing where nothing is counted."""
    lines = []
    for split in dict.fromkeys(("", *section.rows)):
        counted = (
            count(rows, report.plan).printed
            for rows, report in zip(section.rows.get(split, [[]] * len(reports)), reports, strict=True)
        )
        line = SectionCourse(
            name=name,
            former=() if split else tuple(section.former),
            split=split,
            counts=tuple(each if each.items else None for each in counted),
        )
        lines.append(line)
    return [
        line
        for line in lines
        if any(line.counts) or (not line.split and any(any(each.counts) for each in lines))
    ]


def _short(name: str, beside: str) -> str:
    """Return a name without its 部局 where the one beside it has the same."""
    bureau, _, section = name.partition(" ")
    return section if section and bureau == beside.partition(" ")[0] else name
