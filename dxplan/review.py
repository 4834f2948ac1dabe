"""総括 over years: counts and rates side by side, and the course of each item.

Source: 福島県「ICTデータ利活用社会推進プランの総括」. A year may be a plan with items or one of which only the totals
survive; directions and items are the same where their ids are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dxplan.model import Item, Verdict
from dxplan.report import make_report
from dxplan.values.rounding import Rounding, percentage
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.judging import Assessment
    from dxplan.model import Direction, Indicator, Plan, Published
    from dxplan.report import Report
    from dxplan.tally import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCell:
    """One year of a line: what was counted, the rate under another rounding where asked for, what was published."""

    count: Count
    other_rate: str
    published: Published | None

    @property
    def differs(self) -> tuple[str, ...]:
        """What was published otherwise than it is counted, in words."""
        found = self.published
        if found is None:
            return ()
        pairs = (
            ("実施事業項目", found.items, self.count.items),
            ("目標達成項目", found.achieved, self.count.achieved),
        )
        words = [f"{name}は公表{was}" for name, was, now in pairs if was is not None and was != now]
        if found.rate and (words or not self._explained(found.rate)):
            words.append(f"割合は公表{found.rate}%")
        return tuple(words)

    def _explained(self, rate: str) -> bool:
        """Whether the same counts give the published rate, rounded one way or the other."""
        digits = len(rate.partition(".")[2])
        counted = self.count
        return rate in [
            percentage(counted.achieved, counted.items, digits=digits, rounding=rounding)
            for rounding in Rounding
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A direction, or the whole, through the years; None for a year in which the direction did not exist."""

    id: str
    name: str
    theme: str
    texts: tuple[str, ...]
    cells: tuple[YearCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """An item through the years.

    ``verdicts`` has None for years without it. ``notes`` says what changed: 新規, 終了, 改称, 移動, 目標の変更, and
    ``３年連続未達``.
    """

    id: str
    name: str
    verdicts: tuple[Verdict | None, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that the 総括 shows. ``courses`` is empty unless two years or more have items."""

    reports: tuple[Report, ...]
    years: tuple[str, ...]
    title: str
    office: str
    texts: tuple[str, ...]
    whole: Line
    directions: tuple[Line, ...]
    courses: tuple[Course, ...]
    other: Rounding | None

    @property
    def span(self) -> str:
        """The years as a heading says them: ``令和元年度〜令和3年度``."""
        return self.years[0] if len(self.years) == 1 else f"{self.years[0]}〜{self.years[-1]}"

    @property
    def rounding(self) -> str:
        """How the rates were rounded, in words; by year where the plans differ."""
        labels = [report.plan.rate.rounding.label for report in self.reports]
        if len(set(labels)) == 1:
            return labels[0]
        return "、".join(f"{year}は{label}" for year, label in zip(self.years, labels, strict=True))


def make_review(
    plans: Sequence[Plan], rounding: Rounding | None = None, other: Rounding | None = None
) -> Review:
    """Review plans in the order of their years; ``rounding`` overrides the plans', ``other`` is shown beside it."""
    ordered = sorted(plans, key=lambda plan: plan.fiscal_year)
    if rounding is not None:
        ordered = [replace(plan, rate=replace(plan.rate, rounding=rounding)) for plan in ordered]
    reports = tuple(make_report(plan) for plan in ordered)
    last = ordered[-1]
    return Review(
        reports=reports,
        years=tuple(long_year(plan.fiscal_year) for plan in ordered),
        title=last.title,
        office=last.office,
        texts=next((plan.review for plan in reversed(ordered) if plan.review), ()),
        whole=Line(
            id="",
            name="全体",
            theme="",
            texts=(),
            cells=tuple(_cell(r.counts.printed, r.plan.published, r.plan, other) for r in reports),
        ),
        directions=tuple(_direction_line(id_, reports, other) for id_ in _direction_ids(ordered)),
        courses=_courses(reports),
        other=other,
    )


def _direction_ids(plans: Sequence[Plan]) -> list[str]:
    return list(dict.fromkeys(direction.id for plan in plans for direction in plan.directions))


def _direction_line(id_: str, reports: Sequence[Report], other: Rounding | None) -> Line:
    cells: list[YearCell | None] = []
    found: list[Direction] = []
    for report in reports:
        at = next((n for n, direction in enumerate(report.plan.directions) if direction.id == id_), None)
        if at is None:
            cells.append(None)
            continue
        direction = report.plan.directions[at]
        found.append(direction)
        cells.append(_cell(report.directions[at].counts.printed, direction.published, report.plan, other))
    return Line(
        id=id_,
        name=found[-1].name,
        theme=found[-1].theme,
        texts=next((direction.review for direction in reversed(found) if direction.review), ()),
        cells=tuple(cells),
    )


def _cell(count: Count, published: Published | None, plan: Plan, other: Rounding | None) -> YearCell:
    rate = ""
    if other is not None:
        rate = percentage(count.achieved, count.items, digits=plan.rate.digits, rounding=other)
    return YearCell(count=count, other_rate=rate, published=published)


def _courses(reports: Sequence[Report]) -> tuple[Course, ...]:
    """Follow every item of the years that have items; 再掲 are their originals'."""
    years = [
        {row.assessment.id: row.assessment for row in report.rows if row.assessment.repost is None}
        for report in reports
    ]
    if sum(bool(year) for year in years) < 2:
        return ()
    ids = dict.fromkeys(id_ for year in years for id_ in year)
    return tuple(
        _course(id_, [year.get(id_) for year in years], [bool(year) for year in years]) for id_ in ids
    )


def _course(id_: str, seen: list[Assessment | None], known: list[bool]) -> Course:
    """``known`` tells which years have items at all: what is absent from the others is not gone."""
    verdicts = tuple(each.verdict if each else None for each in seen)
    present = [each for each in seen if each]
    notes = [*_presence(seen, known), *_changes(present)]
    if streak := _streak(verdicts, known):
        notes.append(
            f"{_FULL_WIDTH[streak]}年連続未達" if streak < len(_FULL_WIDTH) else f"{streak}年連続未達"
        )
    return Course(id=id_, name=present[-1].item.name, verdicts=verdicts, notes=tuple(notes))


_FULL_WIDTH = "０１２３４５６７８９"


def _presence(seen: list[Assessment | None], known: list[bool]) -> list[str]:
    places = [n for n, has_items in enumerate(known) if has_items]
    there = [n for n in places if seen[n]]
    words = []
    if there[0] != places[0]:
        words.append("新規")
    if there[-1] != places[-1]:
        words.append("終了")
    return words


def _changes(present: list[Assessment]) -> list[str]:
    first, last = present[0], present[-1]
    words = []
    if first.item.name != last.item.name:
        words.append(f"改称（旧「{first.item.name}」）")
    if first.direction.id != last.direction.id:
        words.append(f"移動（{first.direction.name}から）")
    words += _moved_targets(first.item, last.item)
    return words


def _moved_targets(first: Item, last: Item) -> list[str]:
    before = {indicator.name: indicator for indicator in first.indicators}
    words = []
    for indicator in last.indicators:
        was, now = _last_target(before.get(indicator.name)), _last_target(indicator)
        if was and now and was != now:
            words.append(f"目標の変更（{indicator.name} {was}→{now}）")
    return words


def _last_target(indicator: Indicator | None) -> str:
    if indicator is None or not indicator.targets:
        return ""
    return max(indicator.targets, key=lambda pair: pair[0])[1].show(indicator.unit)


def _streak(verdicts: tuple[Verdict | None, ...], known: list[bool]) -> int:
    """Return how many years in a row, up to the last, were 未達; 0 unless two or more."""
    length = 0
    for verdict, has_items in zip(reversed(verdicts), reversed(known), strict=True):
        if not has_items:
            break
        if verdict is not Verdict.NOT_ACHIEVED:
            break
        length += 1
    return length if length > 1 else 0


def table_of(review: Review, line: Line) -> list[tuple[str, ...]]:
    """Return the table of a line as printed, the heading first."""
    rows: list[tuple[str, ...]] = [
        ("", *review.years),
        ("1 実施事業項目", *(str(cell.count.items) if cell else "－" for cell in line.cells)),
        (
            "2 目標達成項目（目標達成＋計画どおり実施）",
            *(str(cell.count.achieved) if cell else "－" for cell in line.cells),
        ),
        ("3 達成項目の割合", *(f"{cell.count.rate}%" if cell else "－" for cell in line.cells)),
    ]
    if review.other:
        rates = (f"{cell.other_rate}%" if cell else "－" for cell in line.cells)
        rows.append((f"　（{review.other.label}では）", *rates))
    return rows


def notes_of(review: Review, line: Line) -> list[str]:
    """Return what was published otherwise than it is counted, a note for each year."""
    return [
        f"※{year}の{'、'.join(cell.differs)}（数えた値と合わない）"
        for year, cell in zip(review.years, line.cells, strict=True)
        if cell and cell.differs
    ]


def rounding_note(review: Review) -> str:
    """Return the note on how the rates of the tables were rounded."""
    return f"※割合は{review.rounding}。" + (f"（ ）は{review.other.label}。" if review.other else "")
