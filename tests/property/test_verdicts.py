"""Verdicts do not depend on the order of the items; figures are compared and rounded exactly."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from dxplan.format.reading import read_plan
from dxplan.handouts.wording import percent
from dxplan.judging.counts import count
from dxplan.judging.items import Assessment, judge_plan
from dxplan.model import Better, Indicator, Plan, RateRule, Ratio, Source
from dxplan.model.aims import aim_of
from dxplan.values.quantities import MAX_DIGITS, Form, Quantity, parse_quantity, quantity_from_number
from dxplan.values.rounding import Rounding, percentage
from tests.conftest import HEAD
from tests.property.layouts import Written, written_directions
from tests.property.strategies import examples

RULE = RateRule(digits=1, rounding=Rounding.HALF_UP, count_reposts=True)
ORACLE = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.DOWN: ROUND_DOWN}


def read(*blocks: str) -> Plan:
    files = {"plan.toml": HEAD.encode(), "kurashi.toml": "".join(blocks).encode()}
    reading = read_plan("2019", "plans/2019", files)
    assert reading.plan is not None, reading.findings
    return reading.plan


def judge(*blocks: str) -> dict[str, Assessment]:
    return {assessment.id: assessment for assessment in judge_plan(read(*blocks))}


def counted(rows: dict[str, Assessment], plan: Plan) -> list[tuple[int, int, str, Counter[str]]]:
    """Return both counts of some rows, their verdicts without their order."""
    counts = count(tuple(rows.values()), plan)
    return [
        (c.items, c.achieved, c.rate, Counter(verdict.label for verdict in c.verdicts or ()))
        for c in (counts.gross, counts.net)
    ]


@examples(max_examples=120)
@given(data=st.data(), written=written_directions(min_items=2))
def test_the_order_of_the_items_does_not_change_verdicts(data: st.DataObject, written: Written) -> None:
    blocks = [block.removesuffix(written.newline) + written.newline for block in written.blocks]
    if data.draw(st.booleans()):
        blocks.append('[[item]]\nid = "again"\nrepost_of = "item-0"\n'.replace("\n", written.newline))
    shuffled = data.draw(st.permutations(blocks))

    one, other = judge(*blocks), judge(*shuffled)

    assert {key: (row.verdict, row.rule) for key, row in one.items()} == {
        key: (row.verdict, row.rule) for key, row in other.items()
    }
    plan = read(*blocks)
    assert counted(one, plan) == counted(other, plan)


@examples(max_examples=160)
@given(
    part=st.integers(0, 10**24),
    whole=st.integers(1, 10**24),
    digits=st.integers(0, 6),
    rounding=st.sampled_from(Rounding),
)
def test_rates_and_quotients_are_rounded_as_decimal_does(
    part: int, whole: int, digits: int, rounding: Rounding
) -> None:
    assume(part != whole)
    with localcontext(prec=200, rounding=ROUND_DOWN):
        quotient = Decimal(part) * 100 / Decimal(whole)
        wanted = quotient.quantize(Decimal(1).scaleb(-digits), rounding=ORACLE[rounding])
    rule = RateRule(digits=digits, rounding=rounding, count_reposts=True)

    assert percentage(part, whole, digits=digits, rounding=rounding) == str(wanted)
    assert percent(Decimal(part), Decimal(whole), rule) == f"{wanted:,}"


@examples(max_examples=200)
@given(half=st.integers(0, 10**6), digits=st.integers(0, 4), factor=st.integers(1, 1000))
def test_ties_always_go_up_when_rounded_half_up_and_never_when_cut(
    half: int, digits: int, factor: int
) -> None:
    part, whole = (2 * half + 1) * factor, 200 * 10**digits * factor  # half a unit of the last digit
    assume(part != whole)

    up, down = (
        Fraction(percentage(part, whole, digits=digits, rounding=rounding)) * 10**digits
        for rounding in Rounding
    )

    assert (up, down) == (half + 1, half)


_figures = st.one_of(
    st.integers(-20, 200).map(Decimal),
    st.decimals(-1000, 10000, places=2),
    st.builds(
        lambda sign, whole, fraction: Decimal(f"{sign}{whole}.{fraction:0{MAX_DIGITS}d}"),
        st.sampled_from(["", "-"]),
        st.integers(0, 10**MAX_DIGITS - 1),
        st.integers(0, 10**MAX_DIGITS - 1),
    ),
)
_counts = st.integers(1, 5000).map(Decimal) | _figures.filter(lambda figure: figure > 0)
_written = st.builds(
    lambda number, word: f"{number}{word}",
    st.integers(0, 300) | st.decimals(0, 300, places=3),
    st.sampled_from(["", "以上", "以下", "超", "未満", "%増", "%減", "増", "減", "倍", "%以上", "〜300"]),
) | st.just("全件")


def quantity(figure: Decimal) -> Quantity:
    made = quantity_from_number(figure)
    assert made is not None
    return made


def wanted(target: Quantity, base: Decimal) -> Fraction:
    """Return what a target means, in fractions."""
    value, baseline = Fraction(target.value), Fraction(base)
    change = baseline * value / 100 if target.unit == "%" else value
    match target.form:
        case Form.TIMES:
            return baseline * value
        case Form.INCREASE:
            return baseline + change
        case Form.DECREASE:
            return baseline - change
        case _:
            return value


def reached(target: Quantity, better: Better, goal: Fraction, actual: Fraction) -> bool:
    """Return whether an actual reaches its goal, in fractions."""
    if target.form is Form.RANGE:
        assert target.high is not None
        return goal <= actual <= Fraction(target.high)
    if target.form is Form.TIMES and target.value < 1:
        return actual <= goal  # 0.5倍 asks for less
    return {
        Form.AT_LEAST: actual >= goal,
        Form.INCREASE: actual >= goal,
        Form.ALL: actual >= 100,
        Form.AT_MOST: actual <= goal,
        Form.DECREASE: actual <= goal,
        Form.MORE: actual > goal,
        Form.LESS: actual < goal,
    }.get(
        target.form,
        {Better.HIGHER: actual >= goal, Better.LOWER: actual <= goal, Better.EQUAL: actual == goal}[better],
    )


def as_decimal(value: Fraction) -> Decimal | None:
    """Return a fraction as the decimal it is; None if it is none, or none that a plan can hold."""
    with localcontext(prec=200):
        made = Decimal(value.numerator) / Decimal(value.denominator)
    made = made.normalize()
    return made if Fraction(made) == value and quantity_from_number(made) else None


@examples(max_examples=350)
@given(data=st.data(), text=_written, base=_figures, better=st.sampled_from(Better))
def test_growth_ranges_and_quotients_are_compared_as_fractions_are(
    data: st.DataObject, text: str, base: Decimal, better: Better
) -> None:
    target = parse_quantity(text)
    assert target is not None
    goal = wanted(target, base)
    nudge = data.draw(st.sampled_from([Fraction(0), Fraction(1, 10**9), Fraction(-1, 10**9), Fraction(7)]))
    actual: Quantity | Ratio
    if data.draw(st.booleans()):
        near = as_decimal(goal + nudge)
        figure = near if near is not None else data.draw(_figures)
        actual, value = quantity(figure), Fraction(figure)
    else:
        denominator = data.draw(_counts)
        near = as_decimal((goal + nudge) * Fraction(denominator) / 100)
        numerator = near if near is not None else data.draw(_figures)
        actual = Ratio(numerator=numerator, denominator=denominator)
        value = Fraction(numerator) * 100 / Fraction(denominator)
    indicator = Indicator(
        name="指標",
        unit="件",
        baseline=quantity(base),
        targets=((2019, target),),
        actuals=((2019, actual),),
        better=better,
        due=2019,
        reference=False,
        provisional=None,
        source=Source("plans/2019/kurashi.toml"),
    )

    aim = aim_of(indicator, target, 2019)

    assert aim is not None
    assert aim.is_met(actual) is reached(target, better, goal, value)


@examples(max_examples=200)
@given(base=_figures, change=_figures, numerator=_figures, denominator=_counts)
def test_the_longest_figures_are_compared_without_rounding(
    base: Decimal, change: Decimal, numerator: Decimal, denominator: Decimal
) -> None:
    target = Quantity(text="…%増", value=change, unit="%", form=Form.INCREASE)
    actual = Ratio(numerator=numerator, denominator=denominator)
    indicator = Indicator(
        name="指標",
        unit="%",
        baseline=quantity(base),
        targets=((2019, target),),
        actuals=((2019, actual),),
        better=Better.HIGHER,
        due=2019,
        reference=False,
        provisional=None,
        source=Source("plans/2019/kurashi.toml"),
    )

    value = Fraction(numerator) * 100 / Fraction(denominator)

    aim = aim_of(indicator, target, 2019)

    assert aim is not None
    assert aim.is_met(actual) is (value >= wanted(target, base))
