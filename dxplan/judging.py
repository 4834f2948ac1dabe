"""判定: every item of a plan to its verdict, each able to say why.

Source of the rules: 福島県「アクションプラン2019の実施結果」 (note on 達成度 and its 108 rows). A target of this year
that is met gives 目標達成; without one, what was done as planned is 計画どおり実施. No float takes part.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final, assert_never

from dxplan.model import Better, Item, Pending, Plan, Ratio, Repost, Verdict
from dxplan.values.quantities import EXACT, Form, Quantity

if TYPE_CHECKING:
    from dxplan.model import Actual, Direction, Indicator, Override, Result

_HUNDRED: Final = Decimal(100)


class Standing(Enum):
    """How an indicator stands against its target."""

    MET = "達成"
    MISSED = "未達成"
    OPEN = "未記録"
    REFERENCE = "参考"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One indicator, judged. ``due_now`` tells whether its target is due by the plan's fiscal year."""

    indicator: Indicator
    target: Quantity | None
    actual: Actual | None
    standing: Standing
    due_now: bool


class Rule(Enum):
    """The rule that gave a verdict; the value is the explanation people read."""

    EXCLUDED = "対象外とされている項目"
    NO_RESULT = "実績が記録されていない"
    INCOMPLETE = "今年度が期限の指標に、実績値のないものがある"
    ALL_MET = "今年度が期限の指標を、すべて達成した"
    SOME_MISSED = "今年度が期限の指標に、達成しなかったものがある"
    NOT_DONE_THOUGH_MET = "指標は達成したが、計画した取組を実施しなかった"
    REACHED_EARLY = "期限が先の目標を、すべて前倒しで達成した"
    DONE = "今年度が期限の数値目標はなく、計画どおり実施した"
    NOT_DONE = "今年度が期限の数値目標はなく、計画どおりには実施しなかった"
    UNDECIDED = "数値目標がなく、計画どおり実施したかどうか（done）が記録されていない"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A row of the plan with its verdict.

    ``number`` is its position in the direction (整理番号, from 1), ``computed`` what the numbers give,
    ``verdict`` what counts: the override's verdict where a person has overruled. ``repost`` is the row's own
    entry where the row is a 再掲 of ``item``.
    """

    item: Item
    repost: Repost | None
    direction: Direction
    direction_number: int
    number: int
    result: Result | None
    judged: tuple[Judged, ...]
    rule: Rule
    computed: Verdict

    @property
    def id(self) -> str:
        """The id of the row itself, which for a 再掲 is not the original's."""
        return self.repost.id if self.repost else self.item.id

    @property
    def override(self) -> Override | None:
        """The person's verdict, if one was recorded and the item counts at all."""
        if self.result is None or self.computed is Verdict.EXCLUDED:
            return None
        return self.result.override

    @property
    def verdict(self) -> Verdict:
        """The verdict that counts."""
        return self.override.verdict if self.override else self.computed


def judge_plan(plan: Plan) -> tuple[Assessment, ...]:
    """Judge every row of a plan, in order; a 再掲 has everything from its original."""
    originals = {entry.id: entry for d in plan.directions for entry in d.entries if isinstance(entry, Item)}
    assessments = []
    for direction_number, direction in enumerate(plan.directions, 1):
        for number, entry in enumerate(direction.entries, 1):
            item = originals[entry.of] if isinstance(entry, Repost) else entry
            judged = tuple(_judge_indicator(indicator, plan.fiscal_year) for indicator in item.indicators)
            result = item.result(plan.fiscal_year)
            rule, verdict = _judge_item(item, result, judged)
            assessments.append(
                Assessment(
                    item=item,
                    repost=entry if isinstance(entry, Repost) else None,
                    direction=direction,
                    direction_number=direction_number,
                    number=number,
                    result=result,
                    judged=judged,
                    rule=rule,
                    computed=verdict,
                )
            )
    return tuple(assessments)


def _judge_item(  # noqa: PLR0911 - the table of rules, one line each
    item: Item, result: Result | None, judged: tuple[Judged, ...]
) -> tuple[Rule, Verdict]:
    due = [j.standing for j in judged if j.due_now and j.standing is not Standing.REFERENCE]
    later = [j.standing for j in judged if not j.due_now and j.standing is not Standing.REFERENCE]
    done = result.done if result else None
    if item.excluded is not None:
        return Rule.EXCLUDED, Verdict.EXCLUDED
    if result is None and all(j.actual is None for j in judged):
        return Rule.NO_RESULT, Verdict.UNRECORDED
    if Standing.OPEN in due:
        return Rule.INCOMPLETE, Verdict.UNRECORDED
    if Standing.MISSED in due:
        return Rule.SOME_MISSED, Verdict.NOT_ACHIEVED
    if due:
        if done is False:
            return Rule.NOT_DONE_THOUGH_MET, Verdict.NOT_ACHIEVED
        return Rule.ALL_MET, Verdict.ACHIEVED
    if done is False:
        return Rule.NOT_DONE, Verdict.NOT_ACHIEVED
    if later and all(standing is Standing.MET for standing in later):
        return Rule.REACHED_EARLY, Verdict.ACHIEVED
    if done:
        return Rule.DONE, Verdict.AS_PLANNED
    return Rule.UNDECIDED, Verdict.UNRECORDED


def _judge_indicator(indicator: Indicator, year: int) -> Judged:
    actual = indicator.actual(year)
    target = indicator.target(year) or indicator.target(indicator.due)
    due_now = indicator.target(year) is not None or indicator.due <= year
    if indicator.reference or target is None:
        standing = Standing.REFERENCE
    elif actual is None or isinstance(actual, Pending):
        standing = Standing.OPEN
    else:
        standing = Standing.MET if is_met(indicator, target, actual) else Standing.MISSED
    return Judged(indicator=indicator, target=target, actual=actual, standing=standing, due_now=due_now)


def is_met(indicator: Indicator, target: Quantity, actual: Quantity | Ratio) -> bool:
    """Return whether an actual reaches its target, exactly.

    A quotient is compared by its counts (``numerator × 100`` against ``target × denominator``), growth against
    the base value times the growth, so that nothing is ever divided.
    """
    value, scale = _scaled(actual)
    low = EXACT.multiply(target_value(indicator, target), scale)
    match target.form:
        case Form.AT_LEAST | Form.INCREASE | Form.ALL:
            return value >= low
        case Form.AT_MOST | Form.DECREASE:
            return value <= low
        case Form.MORE:
            return value > low
        case Form.LESS:
            return value < low
        case Form.RANGE:
            return target.high is not None and low <= value <= EXACT.multiply(target.high, scale)
        case Form.PLAIN | Form.TIMES:
            match indicator.better:
                case Better.HIGHER:
                    return value >= low
                case Better.LOWER:
                    return value <= low
                case Better.EQUAL:
                    return value == low
        case _:
            assert_never(target.form)


def _scaled(actual: Quantity | Ratio) -> tuple[Decimal, Decimal]:
    """Return an actual as an exact value and the factor by which it is too large."""
    if isinstance(actual, Ratio):
        return EXACT.multiply(actual.numerator, _HUNDRED), actual.denominator
    return actual.value, Decimal(1)


def target_value(indicator: Indicator, target: Quantity) -> Decimal:
    """Return what a target means as a number: ``5%増`` on a base value of 7,605 is 7,985.25."""
    if not target.relative or indicator.baseline is None:
        return target.value
    base = indicator.baseline.value
    if target.form is Form.TIMES:
        return EXACT.multiply(base, target.value)
    change = target.value if target.form is Form.INCREASE else -target.value
    if target.unit == "%":
        change = EXACT.multiply(EXACT.multiply(base, change), Decimal("0.01"))
    return EXACT.add(base, change)
