"""How the indicators of an item stand against their targets in a fiscal year. No float takes part."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.judging.targets import formula_of, is_met
from dxplan.model import Blank, Pending
from dxplan.model.scheme import INCOMPUTABLE, Formula

if TYPE_CHECKING:
    from fractions import Fraction

    from dxplan.model import Actual, Indicator, Span
    from dxplan.model.scheme import Scheme, Verdict
    from dxplan.values.quantities import Quantity

#: What a target that is met, or missed, is worth where nothing is measured.
_WHOLE: Final = Decimal(100)
_NONE: Final = Decimal(0)


class Standing(Enum):
    """How an indicator stands against its target."""

    MET = "達成"
    MISSED = "未達成"
    OPEN = "未記録"
    NO_TARGET = "目標なし"
    REFERENCE = "参考"


#: The standings of indicators that take part in the verdict.
JUDGED: Final = frozenset({Standing.MET, Standing.MISSED, Standing.OPEN})


class Judged(NamedTuple):
    """One indicator, judged.

    ``due_now`` tells whether it is judged in the plan's fiscal year: its target is due, or its formula asks how far
    it should be by now. ``rate`` is its 達成率 in percent, None where the formula only compares or ``problem`` says
    why there is none. ``verdict`` is its band, 算出不可, or None where nothing is due or recorded.
    """

    indicator: Indicator
    target: Quantity | None
    actual: Actual | None
    standing: Standing
    due_now: bool
    rate: Fraction | None
    problem: str
    verdict: Verdict | None


def is_due(judged: Judged) -> bool:
    """Whether an indicator takes part in the verdict of the plan's fiscal year."""
    return judged.due_now and judged.standing in JUDGED


def judge_indicator(indicator: Indicator, scheme: Scheme, span: Span) -> Judged:
    """Return how an indicator stands in the year that is judged."""
    year = span.year
    actual = indicator.actual(year)
    of_year = indicator.target(year)
    target = of_year or indicator.target(indicator.due)
    due_now = of_year is not None or indicator.due <= year or _is_on_its_way(indicator, target, scheme, year)
    rate, problem, verdict = None, "", None
    if indicator.reference:
        standing = Standing.REFERENCE
    elif _without_target(indicator, year):
        standing, target = Standing.NO_TARGET, None
    elif target is None or actual is None or isinstance(actual, Pending):
        standing = Standing.NO_TARGET if actual is Pending.NOT_MEASURED else Standing.OPEN
    else:
        standing = Standing.MET if is_met(indicator, target, actual) else Standing.MISSED
        if formula_of(indicator, target, scheme) is Formula.COMPARE:  # the usual scheme needs no quotients
            verdict = scheme.band(_WHOLE if standing is Standing.MET else _NONE)
        else:
            from dxplan.judging import rates

            outcome = rates.measure(indicator, target, actual, scheme, span)
            if isinstance(outcome, rates.Incomputable):
                problem, verdict = outcome.reason, INCOMPUTABLE
            else:
                rate, verdict = outcome, rates.band(outcome, scheme)
    return Judged(
        indicator=indicator,
        target=target,
        actual=actual,
        standing=standing,
        due_now=due_now,
        rate=rate,
        problem=problem,
        verdict=verdict,
    )


def _is_on_its_way(indicator: Indicator, target: Quantity | None, scheme: Scheme, year: int) -> bool:
    """Whether an indicator with a later target is asked how far it should be by now."""
    if target is None or indicator.blank(year) is not None:
        return False
    return formula_of(indicator, target, scheme) is Formula.EXPECTED


def _without_target(indicator: Indicator, year: int) -> bool:
    """Whether nothing is asked of a year: its cell says so, or is blank in a row of yearly targets that are over."""
    if indicator.target(year) is not None:
        return False
    blank = indicator.blank(year)
    if blank is Blank.UNDECIDED:
        return False
    yearly = len(indicator.targets) + len(indicator.blanks) > 1
    return indicator.due <= year and (blank is not None or (yearly and bool(indicator.targets)))
