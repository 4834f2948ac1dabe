"""Counts and rates over assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dxplan.model import ItemKind
from dxplan.model.scheme import EXCLUDED, UNRECORDED
from dxplan.values.rounding import NO_RATE, in_percent, percentage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dxplan.judging.items import Assessment, Counted
    from dxplan.model import Direction, Plan, RateRule, Totals
    from dxplan.model.scheme import Verdict


class Count(NamedTuple):
    """実施事業項目, 目標達成項目（目標達成＋計画どおり実施） and the rate as printed, without ``%``.

    The rate is ``－`` where nothing is counted, and as long as nothing of it is recorded: nobody has achieved 0 % yet.
    """

    items: int
    achieved: int
    rate: str

    @property
    def percent(self) -> str:
        """The rate as handouts print it: ``86.1%``, ``－``."""
        return in_percent(self.rate)


class Counts(NamedTuple):
    """The same rows counted with 再掲 (``gross``, 延べ) and without (``net``, 実質).

    ``printed`` is the one the plan declares for its handouts. ``references`` are the 参考事業 beside them.
    """

    gross: Count
    net: Count
    printed: Count
    references: int


class Breakdown(NamedTuple):
    """One line of a table by verdict, 部局 or 新規/継続: counts, and the verdict of each row.

    ``verdicts`` is None where only totals survive. ``level`` tells headings from those they stand under.
    """

    label: str
    level: int
    counts: Counts
    verdicts: tuple[Verdict, ...] | None

    def number(self, verdict: Verdict) -> int | None:
        """Return how many rows have a verdict; None where nobody knows."""
        return None if self.verdicts is None else self.verdicts.count(verdict)


def count_plan(plan: Plan, assessments: Sequence[Assessment]) -> Counts:
    """Count a plan, directions of which only totals survive included."""
    return count(assessments, plan.rate, [d.totals for d in plan.directions if d.totals])


def count_direction(direction: Direction, assessments: Sequence[Assessment], rule: RateRule) -> Counts:
    """Count one direction of a plan, or one heading, with all that stands under it."""
    here = [a for a in assessments if any(each is direction for each in a.path)]
    return count(here, rule, [direction.totals] if direction.totals else ())


def count(assessments: Sequence[Assessment], rule: RateRule, totals: Iterable[Totals] = ()) -> Counts:
    """Count rows. 対象外 stand outside the denominator; 未記録 are in it and never achieved.

    ``totals`` are added to both counts: of those years nobody knows the 再掲.
    """
    known = tuple(totals)
    gross = _count(counted(assessments), known, rule)
    net = _count(counted(assessments, reposts=False), known, rule)
    return Counts(
        gross=gross,
        net=net,
        printed=gross if rule.count_reposts else net,
        references=sum(a.item.kind is ItemKind.REFERENCE for a in assessments),
    )


def counted(assessments: Iterable[Assessment], *, reposts: bool = True) -> list[Verdict]:
    """Return the verdicts that totals count, in the unit of the plan's scheme; 対象外 among them."""
    return [unit.verdict for _, unit in units(assessments, reposts=reposts)]


def units(assessments: Iterable[Assessment], *, reposts: bool = True) -> Iterator[tuple[Assessment, Counted]]:
    """Yield what totals count, each with its row; 対象外 among them."""
    for assessment in assessments:
        if assessment.item.kind is ItemKind.PROJECT:
            for unit in assessment.units:
                if reposts or not unit.repost:
                    yield assessment, unit


def _count(verdicts: Sequence[Verdict], totals: Sequence[Totals], rule: RateRule) -> Count:
    items = sum(v != EXCLUDED for v in verdicts) + sum(each.items for each in totals)
    achieved = sum(v.achieved for v in verdicts) + sum(each.achieved for each in totals)
    begun = bool(totals) or any(v not in (EXCLUDED, UNRECORDED) for v in verdicts)
    rate = percentage(achieved, items, digits=rule.digits, rounding=rule.rounding) if begun else NO_RATE
    return Count(items=items, achieved=achieved, rate=rate)


def break_down(
    assessments: Iterable[Assessment],
    labels: Callable[[Assessment], list[str]],
    rule: RateRule,
    order: Iterable[str] = (),
) -> tuple[Breakdown, ...]:
    """Group rows by label; a row with several labels (two 部局) counts in each, once."""
    groups: dict[str, list[Assessment]] = {label: [] for label in order}
    for assessment in assessments:
        for label in dict.fromkeys(labels(assessment)):
            groups.setdefault(label, []).append(assessment)
    return tuple(
        breakdown(label, count(group, rule), group, rule) for label, group in groups.items() if group
    )


def breakdown(
    label: str, counts: Counts, rows: Sequence[Assessment], rule: RateRule, level: int = 1
) -> Breakdown:
    """Return the line of some rows, ``counts`` being theirs."""
    # Counts beyond those of the rows come from totals, of which no verdicts are known.
    printed = tuple(counted(rows, reposts=rule.count_reposts))
    known = counts.printed.items == sum(verdict != EXCLUDED for verdict in printed)
    return Breakdown(label=label, level=level, counts=counts, verdicts=printed if known else None)
