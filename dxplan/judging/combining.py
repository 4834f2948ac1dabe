"""Several indicators to one verdict: the rules, in the way that the scheme or the item declares."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.judging.standings import Standing
from dxplan.model.scheme import INCOMPUTABLE, UNRECORDED, Combine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from dxplan.judging.standings import Judged
    from dxplan.model.scheme import Scheme, Verdict


class Rule(Enum):
    """The rule that gave a verdict; the value is the explanation people read."""

    EXCLUDED = "対象外とされている項目"
    NO_RESULT = "実績が記録されていない"
    INCOMPLETE = "今年度が期限の指標に、実績値のないものがある"
    INCOMPUTABLE = "今年度が期限の指標に、達成率を算出できないものがある"
    ALL_MET = "今年度が期限の指標を、すべて達成した"
    SOME_MISSED = "今年度が期限の指標に、達成しなかったものがある"
    ANY_MET = "今年度が期限の指標に、達成したものがある"
    NONE_MET = "今年度が期限の指標を、一つも達成しなかった"
    LOWEST = "いちばん低い区分の指標に合わせた"
    HIGHEST = "いちばん高い区分の指標に合わせた"
    MEAN = "達成率の平均を、判定の区分に当てはめた"
    WEIGHTED = "達成率の重み付き平均を、判定の区分に当てはめた"
    WORST = "いちばん低い達成率を、判定の区分に当てはめた"
    NOT_DONE_THOUGH_MET = "指標は達成したが、計画した取組を実施しなかった"
    STATED_LOWER = "指標から出る判定より、実施状況（done、state）のほうが低い"
    REACHED_EARLY = "期限が先の目標を、すべて前倒しで達成した"
    DONE = "今年度が期限の数値目標はなく、計画どおり実施した"
    NOT_DONE = "今年度が期限の数値目標はなく、計画どおりには実施しなかった"
    STATED = "今年度が期限の数値目標はなく、実施状況（state）を判定とした"
    UNDECIDED = "数値目標がなく、計画どおり実施したかどうか（done）が記録されていない"


_RATED: Final = {Combine.MEAN: Rule.MEAN, Combine.WEIGHTED: Rule.WEIGHTED, Combine.WORST: Rule.WORST}
#: The rules by which a verdict is the band of a rate.
RATED: Final = frozenset(_RATED.values())


class Outcome(NamedTuple):
    """What the rules make of an item, or of the parts of one indicator: the rule, the verdict, the combined rate."""

    rule: Rule
    verdict: Verdict
    rate: Fraction | None = None


def combine(scheme: Scheme, how: Combine, judged: Sequence[Judged]) -> Outcome:
    """Return what several indicators give together; one that is not recorded, or cannot be computed, is not left out."""
    if any(j.standing is Standing.OPEN for j in judged):
        return Outcome(rule=Rule.INCOMPLETE, verdict=UNRECORDED)
    known = [j.verdict for j in judged if j.verdict and j.verdict != INCOMPUTABLE]
    if how in (Combine.ALL, Combine.ANY) and known:
        # What cannot be computed could not make the lowest band lower, nor the highest higher.
        last, order = (scheme.bands[-1], max) if how is Combine.ALL else (scheme.bands[0], min)
        verdict = order(known, key=scheme.bands.index)
        if verdict == last or len(known) == len(judged):
            return Outcome(rule=_rule(scheme, how, judged, verdict), verdict=verdict)
    if len(known) < len(judged):
        return Outcome(rule=Rule.INCOMPUTABLE, verdict=INCOMPUTABLE)
    return _rated(scheme, how, judged)


def _rule(scheme: Scheme, how: Combine, judged: Sequence[Judged], verdict: Verdict) -> Rule:
    """Return the rule of a verdict that is one of the indicators' own; of targets only met or missed, as people say."""
    if any(j.rate is not None for j in judged):
        return Rule.LOWEST if how is Combine.ALL else Rule.HIGHEST
    met = verdict == scheme.bands[0]
    if how is Combine.ALL:
        return Rule.ALL_MET if met else Rule.SOME_MISSED
    return Rule.ANY_MET if met else Rule.NONE_MET


def _rated(scheme: Scheme, how: Combine, judged: Sequence[Judged]) -> Outcome:
    from dxplan.judging.rates import band

    rates = [rate_of(j) for j in judged]
    if how is Combine.WORST:
        rate = min(rates)
    else:
        shares = weights(how, judged)
        rate = sum((r * w for r, w in zip(rates, shares, strict=True)), start=rates[0] * 0) / sum(shares)
    return Outcome(rule=_RATED[how], verdict=band(rate, scheme), rate=rate)


def rate_of(judged: Judged) -> Fraction:
    """Return the rate of an indicator that takes part in a mean; one that is only compared has 100 or 0."""
    from fractions import Fraction

    if judged.rate is not None:
        return judged.rate
    return Fraction(100 if judged.standing is Standing.MET else 0)


def weights(how: Combine, judged: Sequence[Judged]) -> list[Fraction]:
    """Return how much each indicator counts in a mean; the parts of one share its weight."""
    from fractions import Fraction

    sources = [j.indicator.source for j in judged]
    return [
        Fraction(j.indicator.weight if how is Combine.WEIGHTED else 1) / sources.count(j.indicator.source)
        for j in judged
    ]
