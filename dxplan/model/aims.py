"""What a target asks for: which values are good, and the value to reach, in numbers.

The words of a target say some of it (以上, 10%減, 策定済), the indicator the rest (``better``, its base value, what it was
last year). Reading, judging, checks and handouts all ask here, so that there is one direction for one target.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from dxplan.model.formulas import Better
from dxplan.model.plan import Before, Pending
from dxplan.values.quantities import EXACT, MAX_DIGITS, Form, Origin, Quantity, Ratio, fold
from dxplan.values.steps import Step, StepKind
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from dxplan.model.plan import Indicator, Target

#: Words of a target that say by themselves which values are good.
_DIRECTIONS: Final = {
    **dict.fromkeys((Form.AT_LEAST, Form.MORE, Form.INCREASE, Form.ALL), Better.HIGHER),
    **dict.fromkeys((Form.RISE, Form.BASE_OR_MORE), Better.HIGHER),
    **dict.fromkeys((Form.AT_MOST, Form.LESS, Form.DECREASE, Form.ZERO), Better.LOWER),
    **dict.fromkeys((Form.FALL, Form.BASE_OR_LESS), Better.LOWER),
    Form.RANGE: Better.EQUAL,
}
#: Forms of a share of what was: 前年度比105%以上.
_SHARES: Final = frozenset({Form.PLAIN, Form.AT_LEAST, Form.AT_MOST, Form.MORE, Form.LESS})
_ONE: Final = Decimal(1)
_HUNDREDTH: Final = Decimal("0.01")
#: As near as a quotient is told where it ends nowhere.
_NEAR: Final = Context(prec=MAX_DIGITS)


class Aim(NamedTuple):
    """What a target asks for, in numbers: which values are good, and the value to reach.

    ``5%増`` on a base value of 7,605 is 7,985.25; ``10%減`` is 下向き, whatever else is said of the indicator. ``low`` and
    ``high``, where a range ends, are to be divided by the ``denominator``, which is 1 but for quotients. With ``beyond``
    the value itself does not reach it (超, 未満); ``open_ends`` tell that the lower and the upper end are outside it.
    ``graded`` tells whether it makes sense to say how near an actual comes; otherwise it is met or not (ranges, ranks,
    策定済, R7.3).
    """

    better: Better
    low: Decimal
    high: Decimal
    beyond: bool
    graded: bool
    open_ends: tuple[bool, bool] = (False, False)
    denominator: Decimal = _ONE

    @property
    def value(self) -> Decimal:
        """The value to reach; of a quotient that ends nowhere as near as 24 digits tell."""
        return self.low if self.denominator == 1 else _NEAR.divide(self.low, self.denominator)

    def is_met(self, actual: Quantity | Ratio | Step) -> bool:
        """Return whether an actual reaches it, exactly: nothing is ever divided.

        100弱 falls short of 100, and 100強 is beyond it.
        """
        value, denominator = (actual.value, _ONE) if isinstance(actual, Step) else actual.fraction
        shade = actual.shade if isinstance(actual, Quantity) else 0
        low, high = self.low, self.high
        if denominator != 1:
            low, high = EXACT.multiply(low, denominator), EXACT.multiply(high, denominator)
        if self.denominator != 1:
            value = EXACT.multiply(value, self.denominator)
        if self.better is Better.EQUAL:
            above = value > low or (value == low and (shade > 0 or (not shade and not self.open_ends[0])))
            below = value < high or (value == high and (shade < 0 or (not shade and not self.open_ends[1])))
            return above and below
        if value == low:
            return not self.beyond if not shade else (shade < 0) is (self.better is Better.LOWER)
        return (value < low) is (self.better is Better.LOWER)


def direction_in(target: Target) -> Better | None:
    """Return which values are good as the words of a target say; None where they do not."""
    if isinstance(target, Step):
        return Better.LOWER if target.kind is StepKind.DAY else Better.HIGHER
    if target.form is Form.TIMES and target.value < 1:
        return Better.LOWER  # 半減
    return _DIRECTIONS.get(target.form)


def stated_direction(indicator: Indicator, target: Target | None) -> Better | None:
    """Return which values are good as the words of a target say, or the file; None if neither does."""
    said = (target and direction_in(target)) or indicator.better
    return Better.LOWER if said is None and is_rank(indicator) else said


def is_rank(indicator: Indicator) -> bool:
    """Whether an indicator is a place among others (全国10位): lower is better, and no place is a share of another."""
    return fold(indicator.unit) == "位"


def better_of(indicator: Indicator, target: Target | None = None) -> Better:
    """Return which values of an indicator are good; without a target, for its last one. Higher, if nothing is said."""
    if target is None and indicator.last_target:
        target = indicator.last_target[1]
    return stated_direction(indicator, target) or Better.HIGHER


def before_of(indicator: Indicator, year: int) -> Before | None:
    """Return what an indicator was in the year before another, and where that is told; None if it is not known."""
    actual = indicator.actual(year - 1)
    if actual is None and indicator.before and indicator.before.year == year - 1:
        return indicator.before
    if actual is None or isinstance(actual, (Pending, Step)):
        return None
    return Before(year - 1, actual, "この計画の実績値")


def aim_of(indicator: Indicator, target: Target, year: int) -> Aim | None:
    """Return what a target of an indicator asks for in its fiscal year.

    Growth is meant from its base value, or from what it was last year; None where that is not known.
    """
    better = better_of(indicator, target)
    if isinstance(target, Step):
        graded = target.kind is StepKind.STAGE and better is not Better.EQUAL
        return Aim(better, target.value, target.value, beyond=False, graded=graded)
    graded = better is not Better.EQUAL and not is_rank(indicator)
    beyond = target.form in (Form.MORE, Form.LESS, Form.RISE, Form.FALL)
    if not target.relative:
        low, denominator = target.fraction
        high = low if target.high is None else target.high
        return Aim(better, low, high, beyond, graded, target.open_ends, denominator)
    base = _base_of(indicator, target, year)
    if base is None:
        return None
    low, denominator = _from_base(target, *base.fraction)
    return Aim(better, low, low, beyond, graded, denominator=denominator)


def _base_of(indicator: Indicator, target: Quantity, year: int) -> Quantity | Ratio | None:
    """Return what a relative target is held against, if it is known."""
    if target.origin is Origin.LAST_YEAR:
        before = before_of(indicator, year)
        return before.value if before else None
    return indicator.baseline if isinstance(indicator.baseline, Quantity) else None


def _from_base(target: Quantity, base: Decimal, divisor: Decimal) -> tuple[Decimal, Decimal]:
    """Return what a relative target asks for, from a base that is to be divided by ``divisor``; so is the result."""
    value, denominator = target.fraction
    if target.form is Form.TIMES:
        return EXACT.multiply(base, value), EXACT.multiply(divisor, denominator)
    if target.form in _SHARES:
        return EXACT.multiply(EXACT.multiply(base, value), _HUNDREDTH), divisor
    of = EXACT.multiply(base, _HUNDREDTH) if target.unit == "%" else divisor
    change = EXACT.multiply(of, value if target.form is Form.INCREASE else -value)
    return EXACT.add(base, change), divisor
