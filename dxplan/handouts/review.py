"""総括 over years: counts and rates side by side, and the course of each item and section.

Source: 福島県「ICTデータ利活用社会推進プランの総括」. A year may be a plan with items, one of the years of a longer plan, or
one of which only the totals survive; directions and items are the same where their ids are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.handouts.item_courses import follow_items
from dxplan.handouts.own import own_lines, own_totals, shown_fields
from dxplan.handouts.report import make_report
from dxplan.handouts.section_courses import follow_sections
from dxplan.model import Item, ItemKind, Pending
from dxplan.model.departments import Lineage
from dxplan.model.handouts import REVIEW
from dxplan.model.own import Owner
from dxplan.model.publications import RATE_BESIDE
from dxplan.values.rounding import NO_RATE, Rounding, percentage
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.handouts.item_courses import ItemCourse
    from dxplan.handouts.own import OwnTotal
    from dxplan.handouts.report import DirectionReport, Report, ReportRow
    from dxplan.handouts.section_courses import SectionCourse
    from dxplan.judging.counts import Count, Counts, Whole
    from dxplan.model import Direction, Plan, Published
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.handouts import Edition
    from dxplan.model.own import OwnField
    from dxplan.model.scheme import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCell:
    """One year of a line: what was counted, the rate under another rounding where asked for, what was published.

    ``complete`` tells that every row is known, and with them the 再掲; ``whole`` is the verdict of a direction as a whole.
    ``own`` are the totals of the plan's own fields that the 総括 shows.
    """

    counts: Counts
    other_rate: str
    published: Published | None
    complete: bool
    unit: Unit
    whole: Whole | None = None
    own: tuple[OwnTotal, ...] = ()

    @property
    def count(self) -> Count:
        """What handouts print."""
        return self.counts.printed

    @property
    def reposts(self) -> int:
        """How many 再掲 there are."""
        return self.counts.gross.items - self.counts.net.items

    @property
    def differs(self) -> tuple[str, ...]:
        """What was published otherwise than it is counted, in words."""
        found = self.published
        if found is None:
            return ()
        words = []
        if found.items is not None and found.projects != self.count.items:
            words.append(f"実施事業項目は公表{found.items_label}")
        if found.achieved is not None and found.achieved != self.count.achieved:
            words.append(f"目標達成項目は公表{found.achieved}")
        if found.rate and (words or not _gives(self.count, found.rate)):
            words.append(f"割合は公表{found.rate}%")
        known = self.counts.beside_rate != NO_RATE
        if known and found.beside_rate and not _gives(self.counts.beside, found.beside_rate):
            words.append(f"{RATE_BESIDE[self.unit].value}は公表{found.beside_rate}%")
        return tuple(words)


def _gives(counted: Count, rate: str) -> bool:
    """Whether counts give a published rate, rounded one way or the other."""
    digits = len(rate.partition(".")[2])
    found = (
        percentage(counted.achieved, counted.items, digits=digits, rounding=rounding) for rounding in Rounding
    )
    return rate in found


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionCourse:
    """A direction, a heading under one, or the whole through the years; None for a year in which it did not exist.

    ``level`` is 1 for a direction. ``parts`` are the headings under it that have something to count. ``own`` tells what
    stands in the plan's own fields of it, a line each.
    """

    id: str
    level: int
    number: str
    name: str
    theme: str
    texts: tuple[str, ...]
    own: tuple[str, ...]
    cells: tuple[YearCell | None, ...]
    parts: tuple[DirectionCourse, ...]

    @property
    def heading(self) -> str:
        """Number and name: ``(1) デジタル情報発信の推進``."""
        return f"{self.number} {self.name}".strip()

    @property
    def below(self) -> tuple[DirectionCourse, ...]:
        """The lines of all headings under it, in the order of the document."""
        return tuple(line for part in self.parts for line in (part, *part.below))


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that the 総括 shows. ``courses`` and ``sections`` are empty unless two years or more have items.

    ``fields`` are the plans' own ones that it shows, each as the last plan that has it declares it.
    """

    reports: tuple[Report, ...]
    years: tuple[str, ...]
    title: str
    edition: Edition
    direction_word: str
    office: str
    texts: tuple[str, ...]
    whole: DirectionCourse
    directions: tuple[DirectionCourse, ...]
    courses: tuple[ItemCourse, ...]
    sections: tuple[SectionCourse, ...]
    other: Rounding | None
    fields: tuple[OwnField, ...]

    @property
    def name(self) -> str:
        """The plans as a folder is named after them: ``2019-2021``."""
        return "-".join(dict.fromkeys((self.reports[0].plan.name, self.reports[-1].plan.name)))

    @property
    def heading(self) -> str:
        """Its title as printed."""
        return self.edition.title or f"{self.title}の総括について"

    @property
    def span(self) -> str:
        """The years as a heading says them: ``令和元年度〜令和3年度``."""
        return self.years[0] if len(self.years) == 1 else f"{self.years[0]}〜{self.years[-1]}"

    @property
    def lines(self) -> tuple[DirectionCourse, ...]:
        """The lines of all directions and headings, in the order of the document."""
        return tuple(line for direction in self.directions for line in (direction, *direction.below))


def in_years(plan: Plan) -> tuple[Plan, ...]:
    """Return a plan of several years once for each year of which anything was recorded; any other plan as it is."""
    years = range(plan.span.first, plan.span.last + 1)
    if len(years) < 2:
        return (plan,)
    recorded = {year for row in plan.rows if isinstance(row, Item) for year in _recorded(row)}
    return tuple(plan.in_year(year) for year in years if year in recorded) or (plan,)


def _recorded(item: Item) -> Iterator[int]:
    yield from (result.year for result in item.results)
    for indicator in item.indicators:
        yield from (year for year, actual in indicator.actuals if not isinstance(actual, Pending))


def make_review(
    plans: Iterable[Plan],
    rounding: Rounding | None = None,
    other: Rounding | None = None,
    departments: DepartmentTable | None = None,
) -> Review:
    """Review plans in the order of their years; ``rounding`` overrides the plans', ``other`` is shown beside it."""
    ordered = sorted(plans, key=lambda plan: plan.fiscal_year)
    if rounding is not None:
        ordered = [plan._replace(rate=plan.rate._replace(rounding=rounding)) for plan in ordered]
    reports = tuple(make_report(plan) for plan in ordered)
    last = ordered[-1]
    lineage = Lineage(departments)
    declared = {field.id: field for plan in ordered for field in plan.own_fields}
    fields = tuple(field for field in declared.values() if REVIEW in field.handouts)
    return Review(
        reports=reports,
        years=tuple(long_year(plan.fiscal_year) for plan in ordered),
        title=last.title,
        edition=last.edition(REVIEW),
        direction_word=last.direction_word,
        office=last.office,
        texts=next((plan.review for plan in reversed(ordered) if plan.review), ()),
        whole=_whole(reports, other),
        directions=_directions(reports, other),
        courses=follow_items(reports, lineage, [field for field in fields if field.on is Owner.ITEM]),
        sections=follow_sections(reports, lineage, departments),
        other=other,
        fields=fields,
    )


def unrecorded(report: Report) -> list[ReportRow]:
    """Return the projects of a year that must have a result before its 総括 is final."""
    return [row for row in report.unrecorded if row.item.kind is ItemKind.PROJECT]


def _whole(reports: Sequence[Report], other: Rounding | None) -> DirectionCourse:
    cells = tuple(
        _cell(
            r.counts,
            r.plan.published,
            r.plan,
            other,
            complete=not any(d.totals for d in r.plan.directions),
            own=own_totals(r.plan, r.rows, r.plan.directions),
        )
        for r in reports
    )
    return DirectionCourse(
        id="", level=0, number="", name="全体", theme="", texts=(), own=(), cells=cells, parts=()
    )


def _directions(reports: Sequence[Report], other: Rounding | None) -> tuple[DirectionCourse, ...]:
    """Return the lines of the directions: each under the heading it stands under in its last year."""
    seen: dict[str, dict[int, tuple[Direction, DirectionReport]]] = {}
    above: dict[str, str] = {}
    for year, report in enumerate(reports):
        for direction, counted, parent in _pairs(report.plan.directions, report.directions):
            seen.setdefault(direction.id, {})[year] = (direction, counted)
            above[direction.id] = parent
    below: dict[str, list[str]] = {}
    for id_ in seen:
        below.setdefault(above[id_], []).append(id_)

    def lines(parent: str, level: int) -> Iterator[DirectionCourse]:
        for id_ in below.get(parent, ()):
            parts = tuple(lines(id_, level + 1))
            if parts or any(counted.has_line or own.review for own, counted in seen[id_].values()):
                yield _line(seen[id_], reports, other, level, parts)

    return tuple(lines("", 1))


def _pairs(
    directions: Sequence[Direction], counted: Sequence[DirectionReport], parent: str = ""
) -> Iterator[tuple[Direction, DirectionReport, str]]:
    for direction, report in zip(directions, counted, strict=True):
        yield direction, report, parent
        yield from _pairs(direction.parts, report.parts, direction.id)


def _line(
    seen: dict[int, tuple[Direction, DirectionReport]],
    reports: Sequence[Report],
    other: Rounding | None,
    level: int,
    parts: tuple[DirectionCourse, ...],
) -> DirectionCourse:
    found = [direction for direction, _ in seen.values()]
    cells: list[YearCell | None] = [None] * len(reports)
    for year, (direction, counted) in seen.items():
        plan = reports[year].plan
        cells[year] = _cell(
            counted.counts,
            direction.published,
            plan,
            other,
            complete=direction.totals is None,
            whole=counted.whole,
            own=own_totals(plan, counted.rows, [direction]),
        )
    last = reports[max(seen)].plan
    return DirectionCourse(
        id=found[-1].id,
        level=level,
        number=[*seen.values()][-1][1].number,
        name=found[-1].name,
        theme=found[-1].theme,
        texts=next((direction.review for direction in reversed(found) if direction.review), ()),
        own=tuple(own_lines(shown_fields(last, Owner.DIRECTION, REVIEW), found[-1].own, last.fiscal_year)),
        cells=tuple(cells),
        parts=parts,
    )


def _cell(
    counts: Counts,
    published: Published | None,
    plan: Plan,
    other: Rounding | None,
    *,
    complete: bool,
    whole: Whole | None = None,
    own: Sequence[OwnTotal] = (),
) -> YearCell:
    rate, count = "", counts.printed
    if other is not None:
        rate = (
            count.rate
            if count.rate == NO_RATE
            else percentage(count.achieved, count.items, digits=plan.rate.digits, rounding=other)
        )
    return YearCell(
        counts=counts,
        other_rate=rate,
        published=published,
        complete=complete,
        unit=plan.scheme.unit,
        whole=whole,
        own=tuple(total for total in own if REVIEW in total.field.handouts),
    )
