"""The working behind 達成率, 指数 and 進み具合 in words and numbers: formula, exact quotient, rounding, band."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from dxplan.handouts.wording import rate_text
from dxplan.judging.course import course_of
from dxplan.judging.indicators import Held, Measured, Standing
from dxplan.model import Better, Counting, Pending, Ratio
from dxplan.model.formulas import COMPARE, LETTERS, RATE, Incomputable, PointsOf, RateOf
from dxplan.model.scheme import INCOMPUTABLE
from dxplan.values.quantities import Form, Quantity, times_a_year
from dxplan.values.rounding import Rounding, divide
from dxplan.values.steps import Step
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.judging.counts import Whole
    from dxplan.judging.indicators import Judged, Scale, Way
    from dxplan.judging.items import Ruling
    from dxplan.model import Plan, RateRule, Span
    from dxplan.model.formulas import Combine, Formula
    from dxplan.model.scheme import Band, Scheme, Verdict, WholeRule

#: Digits behind the point that are shown of a quotient that does not end.
_SHOWN: Final = 6


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


#: What words ask of the value that they are about.
_ASKED: Final = {
    Form.KEEP: "と同じか、よい向きにそれより先なら達成",
    Form.RISE: "より大きければ達成",
    Form.FALL: "より小さければ達成",
    Form.BASE_OR_MORE: "以上なら達成",
    Form.BASE_OR_LESS: "以下なら達成",
}


def aim_lines(judged: Judged, span: Span) -> Iterator[str]:
    """Yield what a target means where its words do not say it: 月1回, 現状維持, 前年度以上, 累計100."""
    indicator, target, before = judged.indicator, judged.target, judged.before
    if before is not None:
        value = before.value
        shown = (
            f"{value.numerator:,f}÷{value.denominator:,f}"
            if isinstance(value, Ratio)
            else value.show(indicator.unit)
        )
        yield f"前年度（{short_year(before.year)}）の値 {shown}（{before.where}）"
    if not isinstance(target, Quantity):
        return
    if target.of_last_year and before is None:
        yield "前年度の値が分からないので、目標の値が決まらない"
    elif target.form in _ASKED:
        base = "前年度の値"
        if not target.of_last_year and indicator.baseline:
            base = f"基準値 {indicator.baseline.show(indicator.unit)} "
        yield f"目標「{target.text}」は、{base}{_ASKED[target.form]}"
    if times := times_a_year(target):
        yield f"目標「{target.text}」は、一年の回数で {target.value:,f}（×{times}）"
    if indicator.counting is Counting.SUM:
        yield _sum_line(judged, span)


def _sum_line(judged: Judged, span: Span) -> str:
    """Return how a sum of years came about, or which year it lacks."""
    indicator, total = judged.indicator, judged.actual
    years = [(year, indicator.actual(year)) for year in range(span.first, span.year + 1)]
    lacking = [year for year, actual in years if actual is None or actual is Pending.PENDING]
    if lacking or not isinstance(total, Quantity):
        return f"{'・'.join(map(short_year, lacking))} の実績値がないので、累計が分からない"
    terms = [(year, actual) for year, actual in years if isinstance(actual, Quantity)]
    return f"累計 {total.value:,f} ＝ " + "＋".join(
        f"{actual.value:,f}（{short_year(year)}）" for year, actual in terms
    )


def rate_lines(judged: Judged, scheme: Scheme) -> Iterator[str]:
    """Yield how the rate of an indicator came about; nothing where there is no target or actual to measure."""
    measured, verdict = judged.measured, judged.verdict
    if verdict is None:
        return
    if scheme.measures:
        yield from _held_lines(judged, verdict, scheme)
    elif isinstance(measured, Incomputable):
        yield f"達成率 算出不可: {measured.reason}"
    elif measured is None:
        met = judged.standing is Standing.MET
        yield f"達成率 {100 if met else 0}%（{COMPARE.sentence}）→ {band_text(verdict, scheme)}"
    elif measured.scale is None:
        what = "数でない目標" if isinstance(judged.target, Step) else "範囲や順位、ちょうどの目標"
        how = f"{what}は、達すれば100、達しなければ0"
        yield f"達成率 {_limit(measured)}{figure(measured.rate)}%（{how}）→ {band_text(verdict, scheme)}"
    else:
        yield from _measured(measured, measured.scale, verdict, scheme, judged.indicator.stages)


def _measured(
    measured: Measured, scale: Scale, verdict: Verdict, scheme: Scheme, stages: tuple[str, ...]
) -> Iterator[str]:
    if scale.way:
        yield way_line(scale.way, scheme)
    if stages:
        yield f"段階は、{'・'.join(stages)} の順の番号で測る"
    yield f"{_quotient(scale)} = {_limit(measured)}{outcome(measured.rate, verdict, scheme)}"


def _quotient(scale: Scale) -> str:
    symbol = scale.formula.symbol
    numbers = "".join(_operand(scale.values[c]) if c in scale.values else c for c in symbol)
    return f"達成率 {symbol} = {numbers}"


def _held_lines(judged: Judged, verdict: Verdict, scheme: Scheme) -> Iterator[str]:
    """Yield what an indicator was held against under bands that name their measure, and the band it is in."""
    measured = judged.measured
    if isinstance(measured, Measured) and measured.scale:
        if measured.scale.way:
            yield way_line(measured.scale.way, scheme)
        yield f"{_quotient(measured.scale)} = {_limit(measured)}{_printed(measured.rate, '%', scheme)}"
    for held in (measured, *judged.held):
        if isinstance(held, Incomputable):
            yield f"算出不可: {held.reason}"
        elif isinstance(held, Held):
            yield from _held_line(held, scheme)
    if verdict == INCOMPUTABLE:
        return
    how = (
        "" if judged.held else "（目標に達した）" if judged.standing is Standing.MET else "（目標に達しない）"
    )
    yield f"区分 {band_text(verdict, scheme)}{how}"


def _held_line(held: Held, scheme: Scheme) -> Iterator[str]:
    against = held.against
    noun, value = against.measure.noun, against.value
    if against.measure.letter == "E" and against.way is None:
        noun = "今年度の目標値"
    if against.way:
        yield way_line(against.way, scheme)
    ends = (value, held.actual) if against.better is Better.LOWER else (held.actual, value)
    ahead = "−".join(map(_operand, ends))
    sign = "ポイント" if held.points else "%"
    working = ahead if held.points else f"({ahead})÷{figure(abs(value))}"
    yield f"{noun}との差 {working} = {_printed(held.difference, sign, scheme)}"


def _printed(value: Fraction, sign: str, scheme: Scheme) -> str:
    """Return what is held against edges as it is, and as it is rounded."""
    rounded = f"{scheme.rounded(value):,f}{sign}".replace("-", "−")
    if scheme.rounded(value) == value:
        return rounded
    return f"{figure(value)}{sign} → {rounded}（{scheme.rounding.label}）"


def _limit(measured: Measured) -> str:
    """Return the rate that a floor or cap has changed, and which; "" where none did."""
    if measured.rate == measured.raw:
        return ""
    return f"{figure(measured.raw)}% → {'上限（cap）' if measured.rate < measured.raw else '下限（floor）'}"


def way_line(way: Way, scheme: Scheme) -> str:
    """Return how the value that is expected of the year came about."""
    t, part = _operand(way.target), f"{way.gone}÷{way.whole}"
    working = f"T×k÷n = {t}×{part}"
    if way.baseline is not None:
        b = _operand(way.baseline)
        working = f"B＋(T−B)×k÷n = {b}＋({t}−{b})×{part}"
    line = f"今年度に見込む値 E = {working} = {figure(way.unrounded)}"
    if way.expected == way.unrounded:
        return line
    return f"{line} → {figure(way.expected)}（{scheme.rounding.label}）"


def course_lines(judged: Judged, plan: Plan) -> Iterator[str]:
    """Yield the 進み具合 of an indicator and why; nothing before there is an actual."""
    if judged.actual is None or isinstance(judged.actual, Pending):
        return
    course = course_of(judged, plan)
    measured = judged.measured
    above = measured.scale.way if isinstance(measured, Measured) and measured.scale else None
    if course.way and course.way != above:
        yield way_line(course.way, plan.scheme)
    yield f"進み具合 {course.stage.value if course.stage else '－'}（{course.reason}）"


def outcome(rate: Fraction, verdict: Verdict, scheme: Scheme) -> str:
    """Return a rate as it is, as it is printed, and its band: ``99.95% → 100.0%（四捨五入）→ A（100以上）``."""
    printed, band = rate_text(rate, scheme), band_text(verdict, scheme)
    if scheme.rounded(rate) == rate:
        return f"{printed} → {band}"
    if scheme.compare_rounded:
        return f"{figure(rate)}% → {printed}（{scheme.rounding.label}）→ {band}"
    return f"{figure(rate)}% → {band}、印刷は {printed}（{scheme.rounding.label}）"


def band_text(verdict: Verdict, scheme: Scheme) -> str:
    """Return a verdict with the edge of its band: ``B（80以上）``, ``S（100を超える）``, ``横ばい（基準値の±5%以内）``."""
    bands = scheme.bands
    at = bands.index(verdict)
    last = at == len(bands) - 1  # all that is left below the band above it
    band, better = bands[at - last].band, bands[at - 1 - last].band if at > last else None
    if band is None or band.edge is None:
        return verdict.label
    if band.measure is RATE:
        words = ("以下" if band.above else "未満") if last else "を超える" if band.above else "以上"
        return f"{verdict.label}（{band.edge:f}{words}）"
    around = better == band._replace(edge=-band.edge, above=True)
    return f"{verdict.label}（{_difference(band, last=last, around=around)}）"


def _difference(band: Band, *, last: bool, around: bool) -> str:
    """Return what a band by another measure than the rate asks for; of the last one, the band above is given."""
    noun = "今年度の目標値・見込む値" if band.measure.letter == "E" else band.measure.noun
    edge = band.edge or Decimal(0)
    distance = f"{abs(edge):f}{'ポイント' if band.points else '%'}"
    if around and not last:
        return f"{noun}の±{distance}以内"
    if not edge:
        how = f"{noun}より良い" if band.above else f"{noun}と同じか良い"
        return f"{noun}と同じか悪い" if last and band.above else f"{noun}より悪い" if last else how
    good = "良い" if edge > 0 else "悪い"
    if last:
        return (
            f"{noun}より{distance}以上{good}には届かない" if edge > 0 else f"{noun}より{distance}を超えて悪い"
        )
    return (
        f"{noun}より{distance}{'を超えて' if band.above else '以上'}{good}"
        if edge > 0
        else f"{noun}より{distance}悪いところまで"
    )


def combined_lines(together: Ruling, how: RateOf, scheme: Scheme) -> Iterator[str]:
    """Yield how the rates of several indicators gave one; nothing where there is only one, or no rate."""
    terms = together.terms
    if len(terms) < 2 or together.rate is None:
        return
    result = outcome(together.rate, together.verdict, scheme)
    if how.lowest:
        lowest = next(term for term in terms if term.rate == together.rate)
        yield f"{how.noun} {result}（{lowest.judged.indicator.name}）"
        return
    # The parts of one indicator have the same share each: a plain mean.
    alike = len({term.share for term in terms}) == 1
    shares = [Fraction(1) if alike else term.share for term in terms]
    summed = "＋".join(
        f"{'' if share == 1 else f'{_share(share)}×'}{_operand(term.rate)}"
        for term, share in zip(terms, shares, strict=True)
    )
    yield f"{how.noun} ({summed})÷{_share(sum(shares, Fraction(0)))} = {result}"


def points_lines(together: Ruling, how: PointsOf, scheme: Scheme) -> Iterator[str]:
    """Yield how the points of several indicators gave a verdict."""
    points, terms = together.points, together.terms
    if points is None:
        return
    summed = "＋".join(
        figure(term.rate) if term.share == 1 else f"{_share(term.share)}×{figure(term.rate)}"
        for term in terms
    )
    if how.mean and len(terms) > 1:
        summed = f"({summed})÷{_share(sum((term.share for term in terms), Fraction(0)))}"
    shown = "" if len(terms) == 1 else f" {summed} ="
    yield f"{how.noun}{shown} {figure(points)}点 → {total_text(together.verdict, scheme)}"


def total_text(verdict: Verdict, scheme: Scheme) -> str:
    """Return the verdict of an item with the points that it takes: ``A（6点以上）``, ``C（3点未満）``."""
    results = scheme.results
    at = results.index(verdict)
    last = at == len(results) - 1
    total = results[at - last].total
    return (
        f"{verdict.label}（{total:f}点{'未満' if last else '以上'}）" if total is not None else verdict.label
    )


def whole_lines(whole: Whole, rule: WholeRule, rates: RateRule, scheme: Scheme) -> Iterator[str]:
    """Yield how a whole direction came to its verdict."""
    yield f"規則: {whole.rule}（→ {whole.verdict.label}）"
    if whole.value is None:
        return
    at = rule.verdicts.index(whole.verdict)
    last = at == len(rule.verdicts) - 1
    band = rule.verdicts[at - last].band
    unit = "点" if isinstance(rule.by, PointsOf) else ""
    edge = ""
    if band and band.edge is not None:
        words = ("以下" if band.above else "未満") if last else ("を超える" if band.above else "以上")
        edge = f"（{band.edge:f}{unit}{words}）"
    if isinstance(rule.by, PointsOf):
        summed = "＋".join(f"{v.label} {v.points:f}点×{number}" for v, number in whole.scored)
        number = sum(number for _, number in whole.scored)
        working = f"({summed})÷{number}" if rule.by.mean else summed
        yield f"{rule.by.noun} {working} = {figure(whole.value)}点 → {whole.verdict.label}{edge}"
        return
    digits = divide(*whole.value.as_integer_ratio(), digits=rates.digits, rounding=rates.rounding)
    held = f"{digits:f}%" if scheme.compare_rounded else f"{figure(whole.value)}%"
    yield f"{rule.by.noun} {held} → {whole.verdict.label}{edge}"


def _share(value: Fraction) -> str:
    text = weight_text(value)
    return f"({text})" if "/" in text else text


def weight_text(weight: Fraction) -> str:
    """Return a weight as printed: ``2``, ``0.5``, ``1/3``."""
    for digits in range(7):
        scaled = weight * 10**digits
        if scaled.denominator == 1:
            whole = str(scaled.numerator).rjust(digits + 1, "0")
            return f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole
    return str(weight)


def index_rule(scheme: Scheme, own: Iterable[Formula]) -> str:
    """Return how an index is made, with its letters, and how it is judged: ``指数＝…（達成率＝A÷T）。…A は実績値、…。判定は…``.

    ``own`` are the formulas that indicators have of their own, whose letters stand in the table.
    """
    measuring = scheme.measuring
    used = {letter for each in (measuring.formula, measuring.lower, *own) for letter in each.letters}
    letters = "、".join(f"{letter} は{word}" for letter, word in LETTERS.items() if letter in used)
    rule = combine_rule(measuring.combine, scheme) + (f"{letters}。" if letters else "")
    return rule + "".join(_verdict_rules(scheme))


def combine_rule(how: Combine, scheme: Scheme) -> str:
    """Return the same for one way of combining, without the letters and the verdicts."""
    scheme = scheme.measuring
    formula, lower = scheme.formula.formal, scheme.lower.formal
    measured = f"達成率＝{formula}、下向きの指標は{lower}" if lower != formula else f"達成率＝{formula}"
    bounds = "".join(
        f"{word}{bound:f}。"
        for word, bound in (("達成率の上限", scheme.cap), ("達成率の下限", scheme.floor))
        if bound is not None
    )
    if isinstance(how, RateOf):
        whole = scheme.formula.whole
        if scheme.lower.whole != whole:
            whole = f"{whole}（下向きの指標は{scheme.lower.whole}）"
        return f"指数＝中間指標の{how.phrase}（{measured}）。{whole}を100とする。{bounds}"
    if isinstance(how, PointsOf):
        return f"指数は出さない。中間指標の判定の{how.noun}で判定する（{measured}）。{bounds}"
    if _says_more(scheme):
        which = "低い" if how.lowest else "高い"
        rates = "" if scheme.compares_only else f"{measured}。{bounds}"
        return f"指数は出さない。中間指標の判定のうち、いちばん{which}ものとする。{rates}"
    return f"指数は出さない。中間指標が{how.asks}目標値に達したかどうかで判定する。{measured}。{bounds}"


def _says_more(scheme: Scheme) -> bool:
    """Whether the verdicts of indicators say more than that a target is met or missed."""
    return len(scheme.bands) > 2 or bool(scheme.measures)


def _verdict_rules(scheme: Scheme) -> Iterator[str]:
    """Yield what gives which verdict: an indicator's bands, the points they score, the table of two axes."""
    measuring = scheme.measuring
    of_indicators = "、".join(band_text(verdict, measuring) for verdict in measuring.bands)
    if scheme.axes:
        first, second = scheme.axes
        for axis in scheme.axes:
            words = [band_text(v, axis.scheme) if axis.numbers else v.label for v in axis.scheme.verdicts]
            yield f"{axis.name}は{'中間指標' if axis.numbers else '担当課の言葉'}による：{'、'.join(words)}。"
        table = "、".join(
            f"{one.label}・{other.label}は{scheme.crossing(one, other).label}"
            for one in first.scheme.verdicts
            for other in second.scheme.verdicts
        )
        yield f"判定は、{first.name}と{second.name}の組み合わせ：{table}。"
    elif isinstance(scheme.combine, PointsOf):
        scores = "、".join(
            f"{verdict.label}は{verdict.points or Decimal(0):f}点" for verdict in measuring.bands
        )
        totals = "、".join(total_text(verdict, scheme) for verdict in scheme.results)
        yield f"中間指標の判定：{of_indicators}。点：{scores}。判定：{totals}。"
    elif isinstance(scheme.combine, RateOf) or _says_more(scheme):
        yield f"判定：{of_indicators}。"
