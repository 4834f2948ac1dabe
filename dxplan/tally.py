"""Counts and rates over assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.model import Verdict
from dxplan.values.rounding import percentage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.judging import Assessment
    from dxplan.model import RateRule


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


def count(assessments: Sequence[Assessment], rule: RateRule) -> Counts:
    """Count rows. 対象外 stand outside the denominator; 未記録 are in it and never achieved."""
    gross = _count(assessments, rule)
    net = _count([a for a in assessments if a.repost is None], rule)
    return Counts(gross=gross, net=net, printed=gross if rule.count_reposts else net)


def _count(assessments: Iterable[Assessment], rule: RateRule) -> Count:
    verdicts = [a.verdict for a in assessments if a.verdict is not Verdict.EXCLUDED]
    achieved = sum(verdict.counts_as_achieved for verdict in verdicts)
    rate = percentage(achieved, len(verdicts), digits=rule.digits, rounding=rule.rounding)
    return Count(items=len(verdicts), achieved=achieved, rate=rate)
