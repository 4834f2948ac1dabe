"""The index of a KPI, with the target at 100: which of its 中間指標 make it, and how, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.formulas import (
    ALL,
    ANY,
    COMPARE,
    EXPECTED,
    IMPROVEMENT,
    INVERSE,
    MEAN,
    RATIO,
    WEIGHTED,
    WORST,
    RateOf,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from dxplan.model.formulas import Combine
    from dxplan.model.scheme import Scheme


FORMULAS: Final = {
    COMPARE: "目標値に達すれば100、達しなければ0",
    RATIO: "A/T",
    IMPROVEMENT: "(A−B)/(T−B)",
    INVERSE: "2−A/T",
    EXPECTED: "(A−B)/(今年度までに進むはずの値−B)",
}
_MEANS: Final = {
    MEAN: "の平均",
    WEIGHTED: "の重み付き平均",
    WORST: "のうち、いちばん低いもの",
}
_MET: Final = {ALL: "すべて", ANY: "どれか一つでも"}
_LETTERS: Final = {"A": "実績値", "T": "目標値", "B": "基準値"}


def index_rule(scheme: Scheme) -> str:
    """Return how an index is made: ``指数＝中間指標の達成率（A/T）の重み付き平均。目標値を100とする。…``."""
    return combine_rule(scheme.combine, scheme) + _legend(scheme)


def combine_rule(how: Combine, scheme: Scheme) -> str:
    """Return the same in a few sentences for one way of combining."""
    formula, lower = FORMULAS[scheme.formula], FORMULAS[scheme.lower]
    measured = f"{formula}、下向きの指標は{lower}" if lower != formula else formula
    bounds = "".join(
        f"{word}{bound:f}。"
        for word, bound in (("達成率の上限", scheme.cap), ("達成率の下限", scheme.floor))
        if bound is not None
    )
    if isinstance(how, RateOf):
        return f"指数＝中間指標の達成率（{measured}）{_MEANS[how]}。目標値を100とする。{bounds}"
    met = f"中間指標が{_MET[how]}目標値に達したかどうかで判定する。"
    return f"指数は出さない。{met}達成率は、{measured}。{bounds}"


def _legend(scheme: Scheme) -> str:
    used = f"{FORMULAS[scheme.formula]}{FORMULAS[scheme.lower]}"
    letters = "、".join(f"{letter} は{word}" for letter, word in _LETTERS.items() if letter in used)
    return f"{letters}。" if letters else ""


def weight_text(weight: Fraction) -> str:
    """Return a weight as printed: ``2``, ``0.5``, ``1/3``."""
    for digits in range(7):
        scaled = weight * 10**digits
        if scaled.denominator == 1:
            whole = str(scaled.numerator).rjust(digits + 1, "0")
            return f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole
    return str(weight)
