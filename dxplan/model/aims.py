"""What a target asks for: which values are good, and the value to reach, in numbers.

The words of a target say some of it (以上, 10%減), the indicator the rest (``better``, its base value). Reading,
judging, checks and handouts all ask here, so that there is one direction for one target.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.model.plan import Better, Ratio
from dxplan.values.quantities import EXACT, Form, fold

if TYPE_CHECKING:
    from dxplan.model.plan import Indicator
    from dxplan.values.quantities import Quantity

#: Words of a target that say by themselves which values are good.
_DIRECTIONS: Final = {
    **dict.fromkeys((Form.AT_LEAST, Form.MORE, Form.INCREASE, Form.ALL), Better.HIGHER),
    **dict.fromkeys((Form.RISE, Form.BASE_OR_MORE), Better.HIGHER),
    **dict.fromkeys((Form.AT_MOST, Form.LESS, Form.DECREASE, Form.ZERO), Better.LOWER),
    **dict.fromkeys((Form.FALL, Form.BASE_OR_LESS), Better.LOWER),
    Form.RANGE: Better.EQUAL,
}


class Aim(NamedTuple):
    """What a target asks for, in numbers: which values are good, and the value to reach.

    ``5%増`` on a base value of 7,605 is 7,985.25; ``10%減`` is 下向き, whatever else is said of the indicator. With
    ``beyond`` the value itself does not reach it (超, 未満); ``high`` is where a range ends, ``open_ends`` tell that its
    lower and its upper end are outside it.
    """

    better: Better
    value: Decimal
    high: Decimal
    beyond: bool
    open_ends: tuple[bool, bool] = (False, False)

    def is_met(self, actual: Quantity | Ratio) -> bool:
        """Return whether an actual reaches it, exactly.

        A quotient is compared by its counts (``numerator × factor`` against ``value × denominator``), so that nothing
        is ever divided.
        """
        low, high = self.value, self.high
        if isinstance(actual, Ratio):
            value = actual.scaled
            low, high = EXACT.multiply(low, actual.denominator), EXACT.multiply(high, actual.denominator)
        else:
            value = actual.value
        if self.better is Better.EQUAL:
            above = value > low if self.open_ends[0] else value >= low
            return above and (value < high if self.open_ends[1] else value <= high)
        if value == low:
            return not self.beyond
        return (value < low) is (self.better is Better.LOWER)


def direction_in(target: Quantity) -> Better | None:
    """Return which values are good as the words of a target say; None where they do not."""
    if target.form is Form.TIMES and target.value < 1:
        return Better.LOWER  # 半減
    return _DIRECTIONS.get(target.form)


def stated_direction(indicator: Indicator, target: Quantity | None) -> Better | None:
    """Return which values are good as the words of a target say, or the file; None if neither does."""
    said = (target and direction_in(target)) or indicator.better
    return Better.LOWER if said is None and is_rank(indicator) else said


def is_rank(indicator: Indicator) -> bool:
    """Whether an indicator is a place among others (全国10位): lower is better, and no place is a share of another."""
    return fold(indicator.unit) == "位"


def better_of(indicator: Indicator, target: Quantity | None = None) -> Better:
    """Return which values of an indicator are good; without a target, for its last one. Higher, if nothing is said."""
    if target is None and indicator.last_target:
        target = indicator.last_target[1]
    return stated_direction(indicator, target) or Better.HIGHER


def aim_of(indicator: Indicator, target: Quantity) -> Aim:
    """Return what a target of an indicator asks for; growth is meant from its base value."""
    value = target.value
    if target.relative and indicator.baseline is not None:
        base = indicator.baseline.value
        if target.form is Form.TIMES:
            value = EXACT.multiply(base, value)
        else:
            change = value if target.form is Form.INCREASE else -value
            if target.unit == "%":
                change = EXACT.multiply(EXACT.multiply(base, change), Decimal("0.01"))
            value = EXACT.add(base, change)
    return Aim(
        better=better_of(indicator, target),
        value=value,
        high=value if target.high is None else target.high,
        beyond=target.form in (Form.MORE, Form.LESS, Form.RISE, Form.FALL),
        open_ends=target.open_ends,
    )
