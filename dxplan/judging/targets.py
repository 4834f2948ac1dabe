"""What targets mean: the number behind ``5%増``, which values reach it, and how far an actual is measured.

No float takes part.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, assert_never

from dxplan.model import Better, Ratio
from dxplan.values.quantities import EXACT, Form

if TYPE_CHECKING:
    from dxplan.model import Indicator
    from dxplan.model.scheme import Formula, Scheme
    from dxplan.values.quantities import Quantity

_HUNDRED: Final = Decimal(100)
#: Words of a target that say by themselves which values are good.
_DIRECTIONS: Final = {
    **dict.fromkeys((Form.AT_LEAST, Form.MORE, Form.INCREASE, Form.ALL), Better.HIGHER),
    **dict.fromkeys((Form.AT_MOST, Form.LESS, Form.DECREASE), Better.LOWER),
    Form.RANGE: Better.EQUAL,
}


def direction(indicator: Indicator, target: Quantity) -> Better:
    """Return which values reach a target: ``10%減`` is 下向き, whatever else is said of the indicator."""
    return _DIRECTIONS.get(target.form, indicator.better)


def formula_of(indicator: Indicator, target: Quantity, scheme: Scheme) -> Formula:
    """Return the formula that measures an indicator: its own, or the scheme's for the direction of the target."""
    if indicator.formula is not None:
        return indicator.formula
    return scheme.lower if direction(indicator, target) is Better.LOWER else scheme.formula


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
