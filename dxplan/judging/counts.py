"""Counts and rates over assessments."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dxplan.model import ItemKind
from dxplan.model.formulas import ShareOf
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNRECORDED, Unit, Verdict
from dxplan.values.rounding import NO_RATE, in_percent, percentage
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from dxplan.judging.items import Assessment, Counted
    from dxplan.model import Direction, Plan, RateRule, Totals


class Count(NamedTuple):
    """実施事業項目, 目標達成項目（目標達成＋計画どおり実施） and the rate as printed, without ``%``.

    The rate is ``－`` where nothing is counted, and as long as nothing of it is recorded: nobody has achieved 0 % yet.
    ``verdicts`` are those of all that is counted, and of what stands outside the count (対象外, 未判定); None where only
    totals survive.
    """

    items: int
    achieved: int
    rate: str
    verdicts: tuple[Verdict, ...] | None = None

    @property
    def outside(self) -> str:
        """What stands beside the count, in words: ``対象外1、未判定2``; "" where nothing does."""
        numbers = ((verdict, (self.verdicts or ()).count(verdict)) for verdict in OUTSIDE)
        return "、".join(f"{verdict.label}{number}" for verdict, number in numbers if number)

    @property
    def percent(self) -> str:
        """The rate as handouts print it: ``86.1%``, ``－``."""
        return in_percent(self.rate)


class Counts(NamedTuple):
    """The same rows counted with 再掲 (``gross``, 延べ) and without (``net``, 実質), in the unit of the plan's scheme.

    ``printed`` is the one the plan declares for its handouts, ``beside`` the same rows counted so in the other unit:
    indicators beside items, items beside indicators. ``references`` are the 参考事業 beside them, ``axes`` how the items
    stand on each of two axes, where there are two.
    """

    gross: Count
    net: Count
    printed: Count
    beside: Count
    references: int
    axes: tuple[AxisTally, ...] = ()

    @property
    def beside_rate(self) -> str:
        """The rate in the other unit, without ``%``; ``－`` where there is none, and where of some only totals survive."""
        return NO_RATE if self.printed.verdicts is None else self.beside.rate


class AxisTally(NamedTuple):
    """How many of the items that are counted have each verdict on one of two axes."""

    name: str
    numbers: tuple[tuple[Verdict, int], ...]

    @property
    def words(self) -> str:
        """The verdicts that occur, each with its number: ``実施済3、着手2``."""
        return "、".join(f"{verdict.label}{number}" for verdict, number in self.numbers if number)


class Whole(NamedTuple):
    """The verdict of a whole direction: ``value`` is the share in percent or the points that gave it.

    ``scored`` are the verdicts that were added up, each with its number, where points were.
    """

    verdict: Verdict
    rule: str
    value: Fraction | None = None
    scored: tuple[tuple[Verdict, int], ...] = ()


class Breakdown(NamedTuple):
    """One line of a table by verdict, 部局 or 新規/継続: counts, and the verdict of each row.

    ``verdicts`` is None where only totals survive; ``items`` are those of the rows where indicators are counted.
    ``level`` tells headings from those they stand under, ``whole`` is the verdict of a direction as a whole, ``heading``
    the id of the one that is counted.
    """

    label: str
    level: int
    counts: Counts
    verdicts: tuple[Verdict, ...] | None
    items: tuple[Verdict, ...] | None
    whole: Whole | None = None
    heading: str = ""

    @property
    def of_items(self) -> Breakdown:
        """The line with the verdicts of its items, whatever totals count."""
        return self._replace(verdicts=self.items)

    def number(self, verdict: Verdict) -> int | None:
        """Return how many rows have a verdict; None where nobody knows."""
        return None if self.verdicts is None else self.verdicts.count(verdict)


def count_plan(plan: Plan, assessments: Sequence[Assessment]) -> Counts:
    """Count a plan, directions of which only totals survive included."""
    return count(assessments, plan, [d.totals for d in plan.directions if d.totals])


def count_direction(direction: Direction, assessments: Sequence[Assessment], plan: Plan) -> Counts:
    """Count one direction of a plan, or one heading, with all that stands under it."""
    here = [a for a in assessments if any(each is direction for each in a.path)]
    return count(here, plan, [direction.totals] if direction.totals else ())


def count(assessments: Sequence[Assessment], plan: Plan, totals: Iterable[Totals] = ()) -> Counts:
    """Count rows. 対象外 and 未判定 stand outside the denominator; 未記録 are in it and never achieved.

    ``totals`` are added to both counts: of those years nobody knows the 再掲.
    """
    known, rule, unit = tuple(totals), plan.rate, plan.scheme.unit
    gross = _count(counted(assessments, unit), known, rule)
    net = _count(counted(assessments, unit, reposts=False), known, rule)
    return Counts(
        gross=gross,
        net=net,
        printed=gross if rule.count_reposts else net,
        beside=_count(counted(assessments, other_unit(unit), reposts=rule.count_reposts), (), rule),
        references=sum(a.item.kind is ItemKind.REFERENCE for a in assessments),
        axes=_tallies(assessments, plan) if plan.scheme.axes else (),
    )


def _tallies(assessments: Sequence[Assessment], plan: Plan) -> tuple[AxisTally, ...]:
    """Return how the items that are counted stand on each axis."""
    rows = [
        a
        for a, _ in units(assessments, Unit.ITEM, reposts=plan.rate.count_reposts)
        if a.verdict not in OUTSIDE
    ]
    tallies = []
    for at, axis in enumerate(plan.scheme.axes):
        found = [row.axes[at].verdict for row in rows]
        words = (*axis.scheme.verdicts, UNRECORDED, INCOMPUTABLE)
        tallies.append(AxisTally(axis.name, tuple((word, found.count(word)) for word in words)))
    return tuple(tallies)


def other_unit(unit: Unit) -> Unit:
    """Return what is counted beside a unit."""
    return Unit.ITEM if unit is Unit.INDICATOR else Unit.INDICATOR


def counted(assessments: Iterable[Assessment], unit: Unit, *, reposts: bool = True) -> list[Verdict]:
    """Return the verdicts that totals count in a unit; 対象外 and 未判定 among them."""
    return [each.verdict for _, each in units(assessments, unit, reposts=reposts)]


def units(
    assessments: Iterable[Assessment], unit: Unit, *, reposts: bool = True
) -> Iterator[tuple[Assessment, Counted]]:
    """Yield what totals count in a unit, each with its row; 対象外 and 未判定 among them."""
    for assessment in assessments:
        if assessment.item.kind is ItemKind.PROJECT:
            for each in assessment.units(unit):
                if reposts or not each.repost:
                    yield assessment, each


def counted_once(assessment: Assessment, unit: Unit, plan: Plan) -> list[Counted]:
    """Return what the printed count of a plan has of one row: 対象外 and, where the plan skips them, 再掲 are not in it."""
    found = units([assessment], unit, reposts=plan.rate.count_reposts)
    return [each for _, each in found if each.verdict not in OUTSIDE]


def _count(verdicts: Sequence[Verdict], totals: Sequence[Totals], rule: RateRule) -> Count:
    items = sum(v not in OUTSIDE for v in verdicts) + sum(each.items for each in totals)
    achieved = sum(v.achieved for v in verdicts) + sum(each.achieved for each in totals)
    begun = bool(totals) or any(v not in (*OUTSIDE, UNRECORDED) for v in verdicts)
    rate = percentage(achieved, items, digits=rule.digits, rounding=rule.rounding) if begun else NO_RATE
    return Count(items=items, achieved=achieved, rate=rate, verdicts=None if totals else tuple(verdicts))


def judge_whole(assessments: Sequence[Assessment], plan: Plan, totals: Iterable[Totals] = ()) -> Whole | None:
    """Return the verdict of a whole direction, or heading; None where the plan has none, or where nothing is counted.

    As long as anything in it is not recorded, there is none yet: it might still become another.
    """
    whole, known = plan.scheme.whole, tuple(totals)
    if whole is None:
        return None
    found = [v for v in counted(assessments, whole.of, reposts=plan.rate.count_reposts) if v not in OUTSIDE]
    number = _count(found, known, plan.rate)
    if not number.items or (known and not isinstance(whole.by, ShareOf)):
        return None
    if UNRECORDED in found:
        return Whole(UNRECORDED, "実績の記録されていないものがある")
    from fractions import Fraction

    if isinstance(whole.by, ShareOf):
        share = Fraction(100 * number.achieved, number.items)
        held = Decimal(number.rate) if plan.scheme.compare_rounded else share
        return Whole(whole.verdict(held), f"{whole.by.noun}を、判定の区分に当てはめた", share)
    if INCOMPUTABLE in found:
        return Whole(INCOMPUTABLE, "算出不可のものがある")
    total = sum((Fraction(verdict.points or 0) for verdict in found), start=Fraction(0))
    score = total / len(found) if whole.by.mean else total
    scored = tuple((v, n) for v in plan.scheme.words(whole.of) if (n := found.count(v)))
    rule = f"{whole.by.noun}を、判定の区分に当てはめた"
    return Whole(whole.verdict(plan.scheme.held(score)), rule, score, scored)


def break_down(
    assessments: Iterable[Assessment],
    labels: Callable[[Assessment], list[str]],
    plan: Plan,
    order: Iterable[str] = (),
) -> tuple[Breakdown, ...]:
    """Group rows by label; a row with several labels (two 部局) counts in each, once."""
    groups: dict[str, list[Assessment]] = {label: [] for label in order}
    for assessment in assessments:
        for label in dict.fromkeys(labels(assessment)):
            groups.setdefault(label, []).append(assessment)
    return tuple(
        breakdown(label, count(group, plan), group, plan) for label, group in groups.items() if group
    )


def breakdown(
    label: str,
    counts: Counts,
    rows: Sequence[Assessment],
    plan: Plan,
    level: int = 1,
    whole: Whole | None = None,
) -> Breakdown:
    """Return the line of some rows, ``counts`` being theirs."""
    verdicts = counts.printed.verdicts
    items = tuple(counted(rows, Unit.ITEM, reposts=plan.rate.count_reposts))
    return Breakdown(
        label=label,
        level=level,
        counts=counts,
        verdicts=verdicts,
        items=None if verdicts is None else items,
        whole=whole,
    )
