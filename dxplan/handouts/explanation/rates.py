"""The working behind a 達成率 in words and numbers: formula, exact quotient, rounding, band."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from dxplan.handouts.wording import rate_text
from dxplan.judging.combining import rate_of, weights
from dxplan.judging.course import course_of
from dxplan.judging.rates import Incomputable, Scale, band, exact, rounded, scale_of, within
from dxplan.judging.targets import formula_of
from dxplan.model import Pending
from dxplan.model.scheme import Combine, Formula
from dxplan.values.rounding import Rounding, divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.judging.rates import Way
    from dxplan.judging.standings import Judged
    from dxplan.model import Span
    from dxplan.model.scheme import Scheme, Verdict

#: Digits behind the point that are shown of a quotient that does not end.
_SHOWN: Final = 6
_FORMULAS: Final = {
    Formula.RATIO: "A÷T",
    Formula.INVERSE: "2−A÷T",
    Formula.IMPROVEMENT: "(A−B)÷(T−B)",
    Formula.EXPECTED: "(A−B)÷(E−B)",
}
_COMBINED: Final = {Combine.MEAN: "平均", Combine.WEIGHTED: "重み付き平均"}


def figure(value: Fraction) -> str:
    """Return a number as it is: ``7,985.25``; one that does not end is cut: ``92.753192…``."""
    digits, rest = 0, value.denominator
    while rest % 10 == 0:
        digits, rest = digits + 1, rest // 10
    for prime in (2, 5):
        while rest % prime == 0:
            digits, rest = digits + 1, rest // prime
    ends = rest == 1 and digits <= 2 * _SHOWN
    cut = divide(
        value.numerator, value.denominator, digits=digits if ends else _SHOWN, rounding=Rounding.DOWN
    )
    text = f"{cut:,f}".replace("-", "−")
    if "." in text:
        text = text.rstrip("0").rstrip(".") if ends else text
    return text if ends else f"{text}…"


def _operand(value: Fraction) -> str:
    return f"({figure(value)})" if value < 0 else figure(value)


def rate_lines(judged: Judged, scheme: Scheme, span: Span) -> Iterator[str]:
    """Yield how the rate of an indicator came about; nothing where there is no target or actual to measure."""
    target, actual = judged.target, judged.actual
    if target is None or actual is None or isinstance(actual, Pending) or judged.verdict is None:
        return
    scale = scale_of(judged.indicator, target, scheme, span)
    if isinstance(scale, Incomputable):
        yield f"達成率 算出不可: {scale.reason}"
    elif scale is None:
        how = "届いたかどうかだけを見る" if judged.rate is None else "範囲やちょうどの目標は、届けば100"
        yield f"達成率 {figure(rate_of(judged))}%（{how}）→ {band_text(judged.verdict, scheme)}"
    else:
        yield from _measured(scale, exact(actual), scheme)


def _measured(scale: Scale, actual: Fraction, scheme: Scheme) -> Iterator[str]:
    a, t, b = _operand(actual), _operand(scale.target), _operand(scale.baseline)
    if scale.way:
        yield way_line(scale.way)
    numbers = {
        Formula.RATIO: f"{a}÷{t}",
        Formula.INVERSE: f"2−{a}÷{t}",
    }.get(scale.formula, f"({a}−{b})÷({t}−{b})")
    rate = scale.measure(actual)
    kept = within(rate, scheme)
    limit = ""
    if kept != rate:
        limit = f"{figure(rate)}% → {'上限（cap）' if kept < rate else '下限（floor）'}"
    yield f"達成率 {_FORMULAS[scale.formula]} = {numbers} = {limit}{outcome(kept, scheme)}"


def way_line(way: Way) -> str:
    """Return how the value that is expected of the year came about."""
    b, t = _operand(way.baseline), _operand(way.target)
    return (
        f"今年度に見込む値 E = B＋(T−B)×k÷n = {b}＋({t}−{b})×{way.gone}÷{way.whole} = {figure(way.expected)}"
    )


def course_lines(judged: Judged, scheme: Scheme, span: Span) -> Iterator[str]:
    """Yield the 進み具合 of an indicator and why; nothing before there is an actual."""
    if judged.actual is None or isinstance(judged.actual, Pending):
        return
    course = course_of(judged.indicator, scheme.course, span)
    target = judged.target
    stands_above = target is not None and formula_of(judged.indicator, target, scheme) is Formula.EXPECTED
    if course.way and not stands_above:
        yield way_line(course.way)
    yield f"進み具合 {course.stage.value if course.stage else '－'}（{course.reason}）"


def outcome(rate: Fraction, scheme: Scheme) -> str:
    """Return a rate as it is, as it is printed, and its band: ``99.95% → 100.0%（四捨五入）→ A（100以上）``."""
    printed, verdict = rate_text(rate, scheme), band_text(band(rate, scheme), scheme)
    if rounded(rate, scheme) == rate:
        return f"{printed} → {verdict}"
    if scheme.compare_rounded:
        return f"{figure(rate)}% → {printed}（{scheme.rounding.label}）→ {verdict}"
    return f"{figure(rate)}% → {verdict}、印刷は {printed}（{scheme.rounding.label}）"


def band_text(verdict: Verdict, scheme: Scheme) -> str:
    """Return a verdict with the edge of its band: ``B（80以上）``, ``S（100を超える）``, ``D（50未満）``."""
    bands = scheme.bands
    at = bands.index(verdict)
    if at == len(bands) - 1:  # all below the edge of the band above it
        edge, words = bands[at - 1].edge, "以下" if bands[at - 1].above else "未満"
    else:
        edge, words = verdict.edge, "を超える" if verdict.above else "以上"
    return f"{verdict.label}（{edge:f}{words}）"


def combined_lines(judged: Sequence[Judged], how: Combine, scheme: Scheme) -> Iterator[str]:
    """Yield how the rates of several indicators gave one; nothing where there is only one, or no rate."""
    if len(judged) < 2:
        return
    if how is Combine.WORST:
        lowest = min(judged, key=rate_of)
        yield f"最低 {outcome(rate_of(lowest), scheme)}（{lowest.indicator.name}）"
    elif how in _COMBINED:
        shares = weights(how, judged)
        if len(set(shares)) == 1:  # the parts of one indicator: a plain mean
            shares = [Fraction(1)] * len(shares)
        terms = "＋".join(
            f"{'' if share == 1 else f'{_share(share)}×'}{_operand(rate_of(j))}"
            for j, share in zip(judged, shares, strict=True)
        )
        total = sum((rate_of(j) * share for j, share in zip(judged, shares, strict=True)), Fraction(0))
        yield f"{_COMBINED[how]} ({terms})÷{_share(sum(shares, Fraction(0)))} = {outcome(total / sum(shares), scheme)}"


def _share(value: Fraction) -> str:
    text = figure(value)
    return text if not text.endswith("…") else f"({value})"
