"""達成率: what an actual is worth against its target, as an exact quotient.

Nothing here is rounded before it is asked for, and nothing is a float. What cannot be computed says why in plain
words (算出不可).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.judging.targets import direction, formula_of, is_met, target_value
from dxplan.model import Better, Ratio
from dxplan.model.scheme import Formula
from dxplan.values.rounding import divide

if TYPE_CHECKING:
    from decimal import Decimal

    from dxplan.model import Indicator, Span
    from dxplan.model.scheme import Scheme, Verdict
    from dxplan.values.quantities import Quantity

_HUNDRED: Final = Fraction(100)
#: What to write where no quotient makes sense.
_COMPARE: Final = '届いたかどうかだけを見る指標なら、formula = "compare" と書いてください。'


class Incomputable(NamedTuple):
    """算出不可: why there is no rate, and what to write to get one."""

    reason: str
    hint: str


class Way(NamedTuple):
    """The straight way of an indicator from base value to last target, ``gone`` of its ``whole`` years by now."""

    baseline: Fraction
    target: Fraction
    gone: int
    whole: int

    @property
    def expected(self) -> Fraction:
        """Where the indicator should be by now: ``B+(T−B)×k/n``."""
        return self.baseline + (self.target - self.baseline) * self.gone / self.whole


class Scale(NamedTuple):
    """What actuals are measured with: the formula, its T, and its B where it has one.

    Under ``EXPECTED`` T is where the indicator should be by the year, and ``way`` how that came about.
    """

    formula: Formula
    target: Fraction
    baseline: Fraction = Fraction(0)
    way: Way | None = None

    def measure(self, actual: Fraction) -> Fraction:
        """Return the rate of an actual in percent, without floor and cap."""
        if self.formula is Formula.INVERSE:
            return 100 * (2 - actual / self.target)
        return 100 * (actual - self.baseline) / (self.target - self.baseline)


def measure(
    indicator: Indicator, target: Quantity, actual: Quantity | Ratio, scheme: Scheme, span: Span
) -> Fraction | Incomputable:
    """Return the rate in percent, within the scheme's floor and cap; 100 or 0 for what is only compared."""
    scale = scale_of(indicator, target, scheme, span)
    if scale is None:
        return _HUNDRED if is_met(indicator, target, actual) else Fraction(0)
    if isinstance(scale, Incomputable):
        return scale
    return within(scale.measure(exact(actual)), scheme)


def within(rate: Fraction, scheme: Scheme) -> Fraction:
    """Return a rate kept within the scheme's floor and cap."""
    if scheme.floor is not None:
        rate = max(rate, Fraction(scheme.floor))
    if scheme.cap is not None:
        rate = min(rate, Fraction(scheme.cap))
    return rate


def scale_of(
    indicator: Indicator, target: Quantity, scheme: Scheme, span: Span
) -> Scale | Incomputable | None:
    """Return what an indicator is measured with, before there is any actual; None where it is only compared.

    A target that is a range, or that is to be hit exactly, is met or not under every formula.
    """
    formula = formula_of(indicator, target, scheme)
    if formula is Formula.EXPECTED:
        target = indicator.last_target[1] if indicator.last_target else target
    better = direction(indicator, target)
    if formula is Formula.COMPARE or better is Better.EQUAL:
        return None
    if formula in (Formula.RATIO, Formula.INVERSE):
        return _against_zero(formula, Fraction(target_value(indicator, target)), better)
    b = _baseline(indicator)
    if b is None:
        return Incomputable("基準値がない", f"baseline に基準値を書いてください。{_COMPARE}")
    if formula is Formula.IMPROVEMENT:
        t = Fraction(target_value(indicator, target))
        return _no_way(b, t, better) or Scale(formula, t, b)
    way = way_of(indicator, span)
    if isinstance(way, Incomputable):
        return way
    return _no_way(b, way.target, better) or Scale(formula, way.expected, b, way)


def _against_zero(formula: Formula, t: Fraction, better: Better) -> Scale | Incomputable:
    """Return the scale of a share of the target."""
    if t <= 0:
        reason = "目標値が 0 なので、実績値を目標値で割れない"
        if t < 0:
            reason = "目標値が負なので、目標値に対する割合が達成の度合いにならない"
        hint = 'formula = "compare"（届いたかどうかだけ）か formula = "(A-B)/(T-B)"（基準値からの進み方）と、指標に書いてください。'
        return Incomputable(reason, hint)
    right = Formula.INVERSE if better is Better.LOWER else Formula.RATIO
    if formula is not right:
        word = "下向き" if better is Better.LOWER else "上向き"
        reason = f"{word}の指標を {formula.value} で測ると、悪いほど高くなる"
        return Incomputable(reason, f'formula = "{right.value}" と書いてください。')
    return Scale(formula, t)


def _no_way(b: Fraction, t: Fraction, better: Better) -> Incomputable | None:
    """Return why there is nothing to measure between base value and target, if so."""
    if t == b:
        return Incomputable("目標値が基準値と同じで、進むはずの幅が 0 になる", _COMPARE)
    if (t < b) is not (better is Better.LOWER):
        reason = "目標値が基準値より悪いので、進むはずの向きが逆になる"
        lower = 'better = "lower" の書き忘れでないか確かめてください。' if better is Better.HIGHER else ""
        return Incomputable(reason, f"{lower}{_COMPARE}")
    return None


def way_of(indicator: Indicator, span: Span) -> Way | Incomputable:
    """Return the way from the base value to the target of the last year that has one, counted from the base year."""
    b = _baseline(indicator)
    if b is None:
        return Incomputable("基準値がない", f"baseline に基準値を書いてください。{_COMPARE}")
    if indicator.last_target is None:
        return Incomputable("目標値がない", "target に目標値を書いてください。")
    year, target = indicator.last_target
    gone, whole = min(span.year, year) - span.base, year - span.base
    if gone <= 0:
        reason = "目標か今年度が基準値の年度より後でなく、進むはずの幅がない"
        return Incomputable(reason, "plan.toml の base_year と、target の年度を確かめてください。")
    return Way(b, Fraction(target_value(indicator, target)), gone, whole)


def _baseline(indicator: Indicator) -> Fraction | None:
    return Fraction(indicator.baseline.value) if indicator.baseline else None


def exact(actual: Quantity | Ratio) -> Fraction:
    """Return an actual as an exact number; a quotient of counts in percent."""
    if isinstance(actual, Ratio):
        return Fraction(actual.numerator) * 100 / Fraction(actual.denominator)
    return Fraction(actual.value)


def band(rate: Fraction, scheme: Scheme) -> Verdict:
    """Return the band of a rate, rounded first where the scheme says so."""
    return scheme.band(rounded(rate, scheme) if scheme.compare_rounded else rate)


def rounded(rate: Fraction, scheme: Scheme) -> Decimal:
    """Return a rate with the scheme's digits. Negative rates are rounded by their size: −0.05 is −0.1 half up."""
    return divide(rate.numerator, rate.denominator, digits=scheme.digits, rounding=scheme.rounding)
