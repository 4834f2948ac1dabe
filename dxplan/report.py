"""Assessments to what a handout shows: rows, printed texts, counts. Every renderer starts from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.judging import judge_plan
from dxplan.model import Novelty, Verdict
from dxplan.tally import Counts, count, count_direction, count_plan
from dxplan.values.years import handout_year, long_year
from dxplan.wording import achievement_text, actual_lines, goal_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dxplan.judging import Assessment
    from dxplan.model import Department, Direction, Plan, RateRule

#: The verdicts in the order of handouts.
VERDICTS: Final = tuple(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the 実施結果 table, every cell as printed; ``assessment`` has what lies behind it."""

    number: int
    mark: str
    name: str
    overview: str
    goal: str
    achievement: str
    results: str
    departments: str
    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionReport:
    """One direction: its heading, counts and rows."""

    id: str
    number: int
    name: str
    theme: str
    points: tuple[str, ...]
    counts: Counts
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One line of a table by verdict, 部局 or 新規/継続: counts, and the verdict of each row.

    ``verdicts`` is None where only totals survive.
    """

    label: str
    counts: Counts
    verdicts: tuple[Verdict, ...] | None

    def number(self, verdict: Verdict) -> int | None:
        """Return how many rows have a verdict; None where nobody knows."""
        return None if self.verdicts is None else self.verdicts.count(verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the handouts of a plan show. ``year`` is 令和元年度, ``column_year`` R元年度."""

    plan: Plan
    year: str
    column_year: str
    counts: Counts
    total: Breakdown
    directions: tuple[DirectionReport, ...]
    by_direction: tuple[Breakdown, ...]
    by_bureau: tuple[Breakdown, ...]
    by_section: tuple[Breakdown, ...]
    by_novelty: tuple[Breakdown, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return tuple(row for direction in self.directions for row in direction.rows)

    @property
    def overruled(self) -> tuple[Row, ...]:
        """The rows whose verdict a person has set; a 再掲 repeats its original's and is not listed again."""
        return tuple(r for r in self.rows if r.assessment.override and not r.assessment.repost)

    @property
    def unrecorded(self) -> tuple[Row, ...]:
        """The rows without a result; 再掲 wait for their original and are not listed again."""
        return tuple(
            r for r in self.rows if r.assessment.verdict is Verdict.UNRECORDED and not r.assessment.repost
        )


def make_report(plan: Plan) -> Report:
    """Judge, count and word a plan."""
    assessments = judge_plan(plan)
    return Report(
        plan=plan,
        year=long_year(plan.fiscal_year),
        column_year=f"{handout_year(plan.fiscal_year)}年度",
        counts=count_plan(plan, assessments),
        total=_breakdown("計", count_plan(plan, assessments), assessments, plan.rate),
        directions=tuple(
            _direction(plan, direction, [a for a in assessments if a.direction is direction], number)
            for number, direction in enumerate(plan.directions, 1)
        ),
        by_direction=tuple(
            _breakdown(
                f"{number} {direction.name}",
                count_direction(direction, assessments, plan.rate),
                [a for a in assessments if a.direction is direction],
                plan.rate,
            )
            for number, direction in enumerate(plan.directions, 1)
        ),
        by_bureau=_break_down(plan, assessments, lambda a: [d.bureau for d in a.item.departments]),
        by_section=_break_down(plan, assessments, lambda a: [str(d) for d in a.item.departments]),
        by_novelty=_break_down(plan, assessments, lambda a: [_novelty(a)], ["新規", "一部新規", "継続"]),
    )


def direction_line(direction: DirectionReport) -> str:
    """Return the line under a direction's heading: ``⇒実施事業項目12 目標達成項目9（達成項目の割合75.0%）``."""
    printed = direction.counts.printed
    return f"⇒実施事業項目{printed.items} 目標達成項目{printed.achieved}（達成項目の割合{printed.rate}%）"


def summary_box(report: Report) -> tuple[tuple[str, str], ...]:
    """Return the box of the first page, a name and a value each."""
    printed = report.counts.printed
    return (
        ("1 実施事業項目", str(printed.items)),
        ("2 目標達成項目", f"{printed.achieved}（目標達成＋計画どおり実施）"),
        ("3 達成項目の割合", f"{printed.rate}%"),
    )


#: A table: heading, column headings, lines of a label and numbers.
Totals: TypeAlias = tuple[str, tuple[str, ...], list[tuple[str | int, ...]]]


def shown_verdicts(report: Report) -> tuple[Verdict, ...]:
    """Return the verdicts that tables have a column for: the three, and others that occur."""
    return tuple(
        v for n, v in enumerate(VERDICTS) if n < 3 or any(line.number(v) for line in report.by_direction)
    )


def breakdowns(report: Report) -> list[Totals]:
    """Return the tables at the end of a handout: by verdict, by 部局, by 新規/継続."""
    shown = shown_verdicts(report)
    columns = ("実施事業項目", "目標達成項目", "割合", *(verdict.value for verdict in shown))

    def line(breakdown: Breakdown) -> tuple[str | int, ...]:
        printed = breakdown.counts.printed
        numbers = ("－" if (number := breakdown.number(v)) is None else number for v in shown)
        return (breakdown.label, printed.items, printed.achieved, f"{printed.rate}%", *numbers)

    total = line(report.total)
    by_verdict: Totals = ("判定別", ("施策の展開方向", *columns), [*map(line, report.by_direction), total])
    if not report.rows:
        return [by_verdict]
    return [
        by_verdict,
        ("部局別", ("部局等", *columns), [*map(line, report.by_bureau)]),
        ("新規・継続別", ("区分", *columns), [*map(line, report.by_novelty), total]),
    ]


def _novelty(assessment: Assessment) -> str:
    match assessment.item.new:
        case Novelty.NEW:
            return "新規"
        case Novelty.PARTLY:
            return "一部新規"
        case None:
            return "継続"


def _direction(plan: Plan, direction: Direction, rows: list[Assessment], number: int) -> DirectionReport:
    return DirectionReport(
        id=direction.id,
        number=number,
        name=direction.name,
        theme=direction.theme,
        points=direction.points,
        counts=count_direction(direction, rows, plan.rate),
        rows=tuple(_row(plan, assessment) for assessment in rows),
    )


def _row(plan: Plan, assessment: Assessment) -> Row:
    item = assessment.item
    result = assessment.result
    return Row(
        number=assessment.number,
        mark=item.new.value if item.new else "",
        name=f"（再掲）{item.name}" if assessment.repost else item.name,
        overview=item.overview,
        goal="\n".join([*filter(None, [item.goal]), *goal_lines(plan.fiscal_year, assessment.judged)]),
        achievement=achievement_text(assessment, plan.rate),
        results="\n".join(
            [*filter(None, [result.report if result else ""]), *actual_lines(assessment.judged, plan.rate)]
        ),
        departments=department_lines(item.departments),
        assessment=assessment,
    )


def department_lines(departments: Iterable[Department]) -> str:
    """Return 部局 and 課, a line each, the 部局 not repeated: ``総務部 広報課`` / ``災害対策課``."""
    lines, last = [], ""
    for department in departments:
        lines.append(department.section if department.bureau == last else str(department))
        last = department.bureau
    return "\n".join(lines)


def _break_down(
    plan: Plan,
    assessments: tuple[Assessment, ...],
    labels: Callable[[Assessment], list[str]],
    order: Iterable[str] = (),
) -> tuple[Breakdown, ...]:
    """Group rows by label; a row with several labels (two 部局) counts in each, once."""
    groups: dict[str, list[Assessment]] = {label: [] for label in order}
    for assessment in assessments:
        for label in dict.fromkeys(labels(assessment)):
            groups.setdefault(label, []).append(assessment)
    return tuple(
        _breakdown(label, count(group, plan.rate), group, plan.rate)
        for label, group in groups.items()
        if group
    )


def _breakdown(label: str, counts: Counts, rows: Sequence[Assessment], rule: RateRule) -> Breakdown:
    # Counts beyond those of the rows come from totals, of which no verdicts are known.
    printed = tuple(a.verdict for a in rows if rule.count_reposts or a.repost is None)
    known = counts.printed.items == sum(verdict is not Verdict.EXCLUDED for verdict in printed)
    return Breakdown(label=label, counts=counts, verdicts=printed if known else None)
