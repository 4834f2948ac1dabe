"""進み具合: where an indicator stands on the way to its last target, under the formula that the plan declares."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from dxplan.judging.indicators import Standing, aim_in, exact, way_of
from dxplan.model import Better, Blank, Counting, Pending
from dxplan.model.formulas import Incomputable
from dxplan.values.steps import Step
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.judging.indicators import Judged, Way
    from dxplan.model import Indicator, Plan, Ratio
    from dxplan.model.aims import Aim
    from dxplan.values.quantities import Quantity


class Stage(Enum):
    """How far an indicator has come; the value is the word that handouts print."""

    REACHED = "達成済"
    ON_TRACK = "順調"
    BEHIND = "遅れ"


class Course(NamedTuple):
    """The stage of an indicator and why it is that; None where nothing can be said.

    ``way`` is the straight way that the actual was held against, if it was.
    """

    stage: Stage | None
    reason: str
    way: Way | None = None


def course_of(judged: Judged, plan: Plan) -> Course:
    """Return how the actual of the year stands to what is expected of it.

    An indicator whose last target is met has reached it, whatever the year; not so one that starts from nothing every
    year, nor one whose last target is yet to be decided.
    Where target and base value are the same, the way is flat: what does not keep the level is behind.
    """
    indicator, actual, year = judged.indicator, judged.actual, plan.fiscal_year
    if indicator.reference or indicator.last_target is None:
        return Course(None, "目標値がない")
    last_year, last = indicator.last_target
    if actual is None or isinstance(actual, Pending):
        return Course(None, f"実績値は{actual.word}" if actual else "実績値がない")
    undecided = any(b is Blank.UNDECIDED and of is not None and of > last_year for of, b in indicator.blanks)
    over = year >= last_year or indicator.counting is not Counting.YEARLY
    if judged.standing is Standing.OPEN and judged.target:
        return Course(None, "前年度の値か、途中の年度の実績値が分からない")
    aim = aim_in(year, indicator, last, last_year)
    if aim and over and not undecided and aim.is_met(actual):
        return Course(Stage.REACHED, f"最後の目標値（{handout_year(last_year)}年度）に達した")
    if indicator.target(year) and (plan.scheme.course.yearly or year >= last_year):
        met = judged.standing is Standing.MET
        reason = f"今年度の目標値に{'達した' if met else '達していない'}"
        return Course(Stage.ON_TRACK if met else Stage.BEHIND, reason)
    if undecided:
        return Course(None, "最後の目標値が未定")
    return _on_the_line(indicator, aim, actual, plan) if aim else Course(None, "前年度の値が分からない")


def _on_the_line(indicator: Indicator, aim: Aim, actual: Quantity | Ratio | Step, plan: Plan) -> Course:
    if aim.better is Better.EQUAL:
        return Course(None, "途中の年度の値を決められない（ちょうどの値や範囲が目標）")
    if isinstance(actual, Step) and not aim.graded:
        return Course(None, "途中の年度の値を決められない（済んだかどうかが目標）")
    way = way_of(indicator, plan.scheme, plan.span)
    if isinstance(way, Incomputable):
        return Course(None, f"途中の年度の値を決められない（{way.reason}）")
    value, expected = exact(actual), way.expected
    met = value <= expected if aim.better is Better.LOWER else value >= expected
    reason = f"今年度に見込む値に{'達した' if met else '達していない'}"
    return Course(Stage.ON_TRACK if met else Stage.BEHIND, reason, way)


def course_together(courses: Sequence[Course]) -> Course:
    """Return the course of an indicator of several values: that of the one that is furthest back."""
    behind = next((course for course in courses if course.stage is Stage.BEHIND), None)
    unknown = next((course for course in courses if course.stage is None), None)
    on_track = next((course for course in courses if course.stage is Stage.ON_TRACK), None)
    return behind or unknown or on_track or courses[0]
