"""Counts and rates over assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.model import Verdict
from dxplan.values.rounding import percentage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.judging import Assessment
    from dxplan.model import Direction, Plan, RateRule, Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """実施事業項目, 目標達成項目（目標達成＋計画どおり実施） and the rate as printed, without ``%``."""

    items: int
    achieved: int
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The same rows counted with 再掲 (``gross``, 延べ) and without (``net``, 実質).

    ``printed`` is the one the plan declares for its handouts.
    """

    gross: Count
    net: Count
    printed: Count


def count_plan(plan: Plan, assessments: Sequence[Assessment]) -> Counts:
    """Count a plan, directions of which only totals survive included."""
    return count(assessments, plan.rate, [d.totals for d in plan.directions if d.totals])


def count_direction(direction: Direction, assessments: Sequence[Assessment], rule: RateRule) -> Counts:
    """Count one direction of a plan."""
    rows = [a for a in assessments if a.direction is direction]
    return count(rows, rule, [direction.totals] if direction.totals else ())


def count(assessments: Sequence[Assessment], rule: RateRule, totals: Iterable[Totals] = ()) -> Counts:
    """Count rows. 対象外 stand outside the denominator; 未記録 are in it and never achieved.

    ``totals`` are added to both counts: of those years nobody knows the 再掲.
    """
    known = tuple(totals)
    gross = _count(assessments, known, rule)
    net = _count([a for a in assessments if a.repost is None], known, rule)
    return Counts(gross=gross, net=net, printed=gross if rule.count_reposts else net)


def _count(assessments: Iterable[Assessment], totals: Iterable[Totals], rule: RateRule) -> Count:
    verdicts = [a.verdict for a in assessments if a.verdict is not Verdict.EXCLUDED]
    items = len(verdicts) + sum(each.items for each in totals)
    achieved = sum(v.counts_as_achieved for v in verdicts) + sum(each.achieved for each in totals)
    rate = percentage(achieved, items, digits=rule.digits, rounding=rule.rounding)
    return Count(items=items, achieved=achieved, rate=rate)
