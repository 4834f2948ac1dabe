"""An indicator to its standing, its 達成率 and its verdict, with all that it was measured by.

What an actual was measured with and came to is kept
on the result (``Judged``), so that handouts and explanations print and compute nothing again. What cannot be computed
says why in plain words (算出不可). No float takes part, and nothing is rounded before it is asked for.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.model import Better, Blank, Counting, Pending
from dxplan.model.aims import aim_of, before_of
from dxplan.model.formulas import COMPARE, COMPARE_HINT, FORMULAS, RATE, Incomputable
from dxplan.model.scheme import INCOMPUTABLE
from dxplan.values import absence
from dxplan.values.quantities import EXACT, Quantity, fold
from dxplan.values.steps import Step
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from fractions import Fraction

    from dxplan.model import Actual, Before, Indicator, Ratio, Span, Target
    from dxplan.model.aims import Aim
    from dxplan.model.formulas import Formula, Measure, Values
    from dxplan.model.scheme import Band, Scheme, Verdict

#: What a target that is met, or missed, is worth where nothing is measured.
_HUNDRED: Final = Decimal(100)
_NONE: Final = Decimal(0)
_ONE: Final = Decimal(1)
#: Units of which a difference is one of ポイント.
_IN_POINTS: Final = ("%", "‰", "点", "ポイント")


class Standing(Enum):
    """How an indicator stands against its target."""

    MET = "達成"
    MISSED = "未達成"
    OPEN = absence.UNRECORDED
    UNMEASURED = absence.NOT_MEASURED
    NO_TARGET = "目標なし"
    OVER = "期限の年度に判定済み"
    REFERENCE = "参考"
    UNJUDGED = "未判定"


#: The standings of indicators that take part in the verdict.
JUDGED: Final = frozenset({Standing.MET, Standing.MISSED, Standing.OPEN, Standing.UNMEASURED})


class Way(NamedTuple):
    """The straight way of an indicator to its last target, ``gone`` of its ``whole`` years by now.

    It starts from the base value, or from nothing where ``baseline`` is None. ``expected`` is where the indicator
    should be by now, with the digits that the scheme declares.
    """

    baseline: Fraction | None
    target: Fraction
    gone: int
    whole: int
    expected: Fraction

    @property
    def unrounded(self) -> Fraction:
        """Where it should be by now, exactly: ``B+(T−B)×k/n``, or ``T×k/n``."""
        start = self.baseline or 0
        return start + (self.target - start) * self.gone / self.whole


class Scale(NamedTuple):
    """What is measured with: the formula, which values are good, and what its letters stand for.

    ``way`` is how E came about, if it has one.
    """

    formula: Formula
    better: Better
    values: Values
    way: Way | None


class Measured(NamedTuple):
    """How a 達成率 came about: by what ``scale``, with the actual as its A; None where a target is only met or not.

    ``raw`` is the rate in percent, ``rate`` the same within the scheme's floor and cap.
    """

    scale: Scale | None
    raw: Fraction
    rate: Fraction


class Against(NamedTuple):
    """What bands hold an actual against beside its rate: a value, and which values are good.

    ``way`` is how a value that is expected of the year came about.
    """

    measure: Measure
    value: Fraction
    better: Better
    way: Way | None = None

    def difference(self, actual: Fraction, *, points: bool) -> Fraction | Incomputable:
        """Return how much better an actual is: in percent of the value, or in ポイント."""
        ahead = self.value - actual if self.better is Better.LOWER else actual - self.value
        if points:
            return ahead
        if not self.value:
            noun = self.measure.noun
            return Incomputable(f"{noun}が 0 なので、{noun}より何%良いかが出せない", COMPARE_HINT)
        return 100 * ahead / abs(self.value)


class Held(NamedTuple):
    """How much better an actual is than what a band holds it against, in percent of that or in ポイント."""

    against: Against
    actual: Fraction
    points: bool
    difference: Fraction


class Judged(NamedTuple):
    """One indicator, judged.

    ``aim`` is what its ``target`` asks for, None where that depends on a value that is not known; ``before`` is last
    year's value, where it was held against it. ``actual`` is what is held against the aim: of an indicator whose years
    are summed, the sum with what was ``recorded`` of the year. ``due_now`` tells whether it is judged in the plan's fiscal year: its
    target is due, or its formula or a band asks how far it should be by now. ``measured`` is its 達成率 or why there is
    none, None where the formula only compares; ``held`` what bands were held against beside it, as far as they were
    asked. ``verdict`` is its band, 算出不可, or None where nothing is due or recorded.
    """

    indicator: Indicator
    target: Target | None
    aim: Aim | None
    actual: Actual | None
    standing: Standing
    due_now: bool
    measured: Measured | Incomputable | None
    verdict: Verdict | None
    before: Before | None = None
    held: tuple[Held | Incomputable, ...] = ()
    recorded: Actual | None = None

    @property
    def rate(self) -> Fraction | None:
        """The 達成率 in percent, if there is one."""
        return self.measured.rate if isinstance(self.measured, Measured) else None

    @property
    def shade(self) -> int:
        """Whether the actual is a little worse (−1) or better (1) than its number: 100弱, 100強."""
        if not isinstance(self.actual, Quantity) or self.aim is None:
            return 0
        return shade_of(self.actual, self.aim)

    @property
    def problem(self) -> str:
        """Why there is no verdict though there is an actual; "" where there is one, or nothing to measure."""
        if self.verdict != INCOMPUTABLE:
            return ""
        return next(found.reason for found in (self.measured, *self.held) if isinstance(found, Incomputable))

    @property
    def unknown(self) -> bool:
        """Whether there is an actual, and only what it is to reach is not known."""
        measured = self.actual is not None and not isinstance(self.actual, Pending)
        return measured and self.target is not None and self.aim is None

    @property
    def is_due(self) -> bool:
        """Whether it takes part in the verdict of the plan's fiscal year."""
        return self.due_now and self.standing in JUDGED

    @property
    def is_counted(self) -> bool:
        """Whether it is among those that totals count in the year, or that stand beside them (未判定)."""
        return self.due_now and (self.standing in JUDGED or self.standing is Standing.UNJUDGED)


def judge_indicator(indicator: Indicator, scheme: Scheme, span: Span) -> Judged:
    """Return how an indicator stands in the year that is judged."""
    year = span.year
    recorded, of_year = indicator.actual(year), indicator.target(year)
    summed = sum_of(indicator, span) if indicator.counting is Counting.SUM else None
    actual = summed or recorded
    target, of = (of_year, year) if of_year else (indicator.target(indicator.due), indicator.due)
    aim = aim_in(year, indicator, target, of) if target else None
    formula = formula_of(indicator, aim, scheme) if aim else COMPARE
    undecided = indicator.blank(year) is Blank.UNDECIDED
    on_the_way = formula.on_the_way or scheme.on_the_way
    asked = undecided or (on_the_way and indicator.blank(year) is not Blank.NOT_MEASURED)
    due = of_year is not None or indicator.due <= year
    measured: Measured | Incomputable | None = None
    verdict: Verdict | None = None
    held: tuple[Held | Incomputable, ...] = ()
    if indicator.reference:
        standing = Standing.REFERENCE
    elif indicator.left_out(year):
        standing = Standing.UNJUDGED
    elif undecided:
        standing, target, aim = Standing.OPEN, None, None
    elif nothing := _nothing_asked(indicator, span):
        standing, target, aim = nothing, None, None
    elif actual is Pending.NOT_MEASURED:
        standing = Standing.UNMEASURED if due else Standing.NO_TARGET
    elif (
        aim is None
        or actual is None
        or isinstance(actual, Pending)
        or (indicator.counting is Counting.SUM and summed is None)
    ):
        standing = Standing.OPEN
    else:
        met = aim.is_met(actual)
        standing = Standing.MET if met else Standing.MISSED
        if formula is not COMPARE:  # the usual scheme needs no quotients
            measured = _measure(scale_of(indicator, aim, formula, scheme, span), actual, scheme, met=met)
        if scheme.measures and not met_or_not(indicator, aim):
            verdict, held = _hold(indicator, aim, actual, measured, scheme, span, met=met)
        elif scheme.measures:
            verdict = scheme.bands[0 if met else -1]
        elif isinstance(measured, Incomputable):
            verdict = INCOMPUTABLE
        else:
            rate = measured.rate if measured else _HUNDRED if met else _NONE
            measures = measured is not None and measured.scale is not None
            verdict = scheme.band_of(rate, shade_of(actual, aim) if measures else 0)
    return Judged(
        indicator=indicator,
        target=target,
        aim=aim,
        actual=actual,
        standing=standing,
        due_now=due or asked,
        measured=measured,
        verdict=verdict,
        held=held,
        before=before_of(indicator, of) if _asks_last_year(target, formula, scheme) else None,
        recorded=recorded,
    )


def aim_in(now: int, indicator: Indicator, target: Target, year: int) -> Aim | None:
    """Return what a target of a year asks for, as far as that is known in another; 前年度以上 is not before its time."""
    return None if target.of_last_year and year > now else aim_of(indicator, target, year)


def sum_of(indicator: Indicator, span: Span) -> Quantity | None:
    """Return the sum of the actuals since the first year of the plan, printed as 30人（累計85人）.

    None as long as one of them is not recorded; a year in which nothing is measured adds nothing.
    """
    years = [indicator.actual(year) for year in range(span.first, span.year + 1)]
    numbers = [actual for actual in years if isinstance(actual, Quantity)]
    measured = [actual for actual in years if actual is not Pending.NOT_MEASURED]
    if len(numbers) < len(measured) or not isinstance(years[-1], Quantity):
        return None
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number.value)
    now, shades = years[-1], {number.shade for number in numbers} - {0}
    note = f"（累計{total:,f}{indicator.unit if now.unit else ''}）"
    return now._replace(
        text=f"{now.text.removesuffix(now.note)}{note}",
        value=total,
        note=note,
        running=total,
        shade=shades.pop() if len(shades) == 1 else 0,
    )


def _asks_last_year(target: Target | None, formula: Formula, scheme: Scheme) -> bool:
    of_band = any(measure.letter == "P" for measure in scheme.measures)
    return of_band or "P" in formula.letters or (target is not None and target.of_last_year)


def shade_of(actual: Quantity | Ratio | Step, aim: Aim) -> int:
    """Return whether an actual is a little worse (−1) or better (1) than its number says."""
    if not isinstance(actual, Quantity) or not actual.shade:
        return 0
    return -actual.shade if aim.better is Better.LOWER else actual.shade


def met_or_not(indicator: Indicator, aim: Aim) -> bool:
    """Whether a target is met or not under every measure: it is not graded, or only compared."""
    return indicator.formula is COMPARE or not aim.graded


def _hold(
    indicator: Indicator,
    aim: Aim,
    actual: Quantity | Ratio | Step,
    measured: Measured | Incomputable | None,
    scheme: Scheme,
    span: Span,
    *,
    met: bool,
) -> tuple[Verdict, tuple[Held | Incomputable, ...]]:
    """Return the verdict under bands that name their measure, and what the actual was held against for it."""
    value, shade = exact(actual), shade_of(actual, aim)
    rate: tuple[Decimal | Fraction, int] | Incomputable = (_HUNDRED if met else _NONE, 0)
    if measured:
        rate = (measured.rate, shade) if isinstance(measured, Measured) else measured
    found: dict[tuple[Measure, bool], Held | Incomputable] = {}

    def reading(band: Band) -> tuple[Decimal | Fraction, int] | Incomputable:
        if band.measure is RATE:
            return rate
        key = band.measure, band.points
        if key not in found:
            found[key] = _held(against_of(indicator, aim, band, scheme, span), value, points=band.points)
        held = found[key]
        return (held.difference, shade) if isinstance(held, Held) else held

    verdict = scheme.band(reading)
    return INCOMPUTABLE if isinstance(verdict, Incomputable) else verdict, tuple(found.values())


def _held(against: Against | Incomputable, actual: Fraction, *, points: bool) -> Held | Incomputable:
    if isinstance(against, Incomputable):
        return against
    difference = against.difference(actual, points=points)
    return difference if isinstance(difference, Incomputable) else Held(against, actual, points, difference)


def against_of(
    indicator: Indicator, aim: Aim, band: Band, scheme: Scheme, span: Span
) -> Against | Incomputable:
    """Return what a band that names its measure holds an indicator against, before there is any actual."""
    if band.points and fold(indicator.unit) not in _IN_POINTS:
        reason = "ポイントの差で比べられるのは、単位が % か点の指標だけ"
        return Incomputable(reason, COMPARE_HINT)
    letter = band.measure.letter
    if letter == "T" or (letter == "E" and scheme.course.yearly and indicator.target(span.year)):
        return Against(band.measure, _fraction(aim.low, aim.denominator), aim.better)
    if letter == "E":
        way = way_of(indicator, scheme, span)
        if isinstance(way, Incomputable):
            return way
        return Against(band.measure, way.expected, aim.better, way)
    value = _letter_value(letter, indicator, span)
    return value if isinstance(value, Incomputable) else Against(band.measure, value, aim.better)


def _letter_value(letter: str, indicator: Indicator, span: Span) -> Fraction | Incomputable:
    """Return the base value, or last year's actual."""
    if letter == "B":
        if indicator.baseline is None:
            return Incomputable("基準値がない", f"baseline に基準値を書いてください。{COMPARE_HINT}")
        return exact(indicator.baseline)
    before = before_of(indicator, span.year)
    if before is None:
        reason = f"前年度（{short_year(span.year - 1)}）の実績値がない"
        return Incomputable(reason, f"actual に前年度の実績値を書いてください。{COMPARE_HINT}")
    return exact(before.value)


def _nothing_asked(indicator: Indicator, span: Span) -> Standing | None:
    """Return how an indicator stands of which the year asks nothing; None if it asks something.

    The cell of the year says so, or the target was due in an earlier year of the plan, and was judged in that year.
    One that was due before the plan begins is asked for still.
    """
    year = span.year
    if indicator.target(year) is not None:
        return None
    if indicator.blank(year) is not None and indicator.due <= year:
        return Standing.NO_TARGET
    return Standing.OVER if span.first <= indicator.due < year else None


def formula_of(indicator: Indicator, aim: Aim, scheme: Scheme) -> Formula:
    """Return the formula that measures an indicator: its own, or the scheme's for which values are good."""
    if indicator.formula is not None:
        return indicator.formula
    return scheme.lower if aim.better is Better.LOWER else scheme.formula


def _measure(
    scale: Scale | Incomputable | None, actual: Quantity | Ratio | Step, scheme: Scheme, *, met: bool
) -> Measured | Incomputable:
    from fractions import Fraction

    if isinstance(scale, Incomputable):
        return scale
    formula = scale.formula.rate if scale else None
    if scale is None or formula is None:
        raw = rate = Fraction(_HUNDRED if met else _NONE)
    else:
        scale = scale._replace(values={**scale.values, "A": exact(actual)})
        if found := scale.formula.flaw(scale.better, scale.values):
            return found
        raw = rate = 100 * formula(scale.values)
    if scheme.floor is not None:
        rate = max(rate, Fraction(scheme.floor))
    if scheme.cap is not None:
        rate = min(rate, Fraction(scheme.cap))
    return Measured(scale, raw, rate)


def scale_of(
    indicator: Indicator, aim: Aim, formula: Formula, scheme: Scheme, span: Span
) -> Scale | Incomputable | None:
    """Return what an indicator is measured with, before there is any actual; None where it is only compared.

    A target that is not graded (a range, a rank, 策定済) is met or not under every formula.
    """
    if formula.on_the_way and indicator.last_target:
        last, target = indicator.last_target
        final = aim_in(span.year, indicator, target, last)
        if final is None:
            return _UNKNOWN
        aim = final
    if formula.rate is None or not aim.graded:
        return None
    values, way = {"T": _fraction(aim.low, aim.denominator)}, None
    for letter in formula.letters:
        if letter in "BP":
            value = _letter_value(letter, indicator, span)
            if isinstance(value, Incomputable):
                return value
            values[letter] = value
    if "E" in formula.letters:
        found = way_of(indicator, scheme, span, from_base=formula.from_base)
        if isinstance(found, Incomputable):
            return found
        way, values["E"] = found, found.expected
    return (
        formula.flaw(aim.better, values)
        or _turned(formula, aim.better)
        or Scale(formula, aim.better, values, way)
    )


_UNKNOWN: Final = Incomputable(
    "目標値のもとになる前年度の値が分からない", "last_year に前年度の値を書いてください。"
)


def _turned(formula: Formula, better: Better) -> Incomputable | None:
    """Return why a formula is not for these indicators, if it is not."""
    if formula.better in (None, better):
        return None
    word = "下向き" if better is Better.LOWER else "上向き"
    right = FORMULAS[formula.mirror]
    reason = f"{word}の指標を {formula.word} で測ると、悪いほど高くなる"
    return Incomputable(reason, f'formula = "{right.word}" と書いてください。')


def way_of(indicator: Indicator, scheme: Scheme, span: Span, *, from_base: bool = True) -> Way | Incomputable:
    """Return the way from the base value to the target of the last year that has one, counted from the base year."""
    if from_base and indicator.baseline is None:
        return Incomputable("基準値がない", f"baseline に基準値を書いてください。{COMPARE_HINT}")
    if indicator.last_target is None:
        return Incomputable("目標値がない", "target に目標値を書いてください。")
    year, target = indicator.last_target
    gone, whole = min(span.year, year) - span.base, year - span.base
    if gone <= 0:
        reason = "目標か今年度が基準値の年度より後でなく、進むはずの幅がない"
        return Incomputable(reason, "plan.toml の base_year と、target の年度を確かめてください。")
    base = indicator.baseline if from_base else None
    aim = aim_in(span.year, indicator, target, year)
    if aim is None:
        return _UNKNOWN
    value = _fraction(aim.low, aim.denominator)
    way = Way(None if base is None else exact(base), value, gone, whole, expected=value)
    # In the last year the target itself is expected, and stays what it is.
    return way if gone == whole else way._replace(expected=scheme.expected(way.unrounded))


def exact(value: Quantity | Ratio | Step) -> Fraction:
    """Return an actual or base value as an exact number."""
    return _fraction(value.value, _ONE) if isinstance(value, Step) else _fraction(*value.fraction)


def _fraction(part: Decimal, whole: Decimal) -> Fraction:
    from fractions import Fraction

    return Fraction(part) / Fraction(whole)
