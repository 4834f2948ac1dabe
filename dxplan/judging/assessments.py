"""判定: every item of a plan to its verdict, each able to say why.

The plan's scheme says how (``scheme.py``). Source of the rules about due years and 実施状況: 福島県「アクションプラン2019の
実施結果」 (note on 達成度 and its 108 rows). No float takes part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dxplan.judging.combining import Outcome, Rule, combine
from dxplan.judging.standings import JUDGED, Judged, Standing, is_due, judge_indicator
from dxplan.model import Item, ItemKind, Plan, Repost
from dxplan.model.scheme import EXCLUDED, UNRECORDED, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from dxplan.model import Direction, Override, Result, Source
    from dxplan.model.scheme import Scheme, Verdict


class Counted(NamedTuple):
    """What totals count once: an item, or the indicator of this ``name``, with its verdict."""

    verdict: Verdict
    repost: bool
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A row of the plan with its verdict.

    ``path`` has its directions from the top to its own. ``number`` is its 整理番号 (from 1), None where the row takes
    none; ``through`` tells that numbers go through the plan. ``computed`` is what the numbers give, ``verdict`` what
    counts: the override's verdict where a person has overruled. ``rate`` is the combined 達成率 (index) in percent.
    ``repost`` is the row's own entry where the row is a 再掲 of ``item``. ``units`` are what totals count for it.
    """

    item: Item
    repost: Repost | None
    path: tuple[Direction, ...]
    direction_number: int
    number: int | None
    through: bool
    result: Result | None
    judged: tuple[Judged, ...]
    rule: Rule
    computed: Verdict
    rate: Fraction | None
    units: tuple[Counted, ...]

    @property
    def id(self) -> str:
        """The id of the row itself, which for a 再掲 is not the original's."""
        return self.repost.id if self.repost else self.item.id

    @property
    def label(self) -> str:
        """What people call the row: ``1-3``, with numbers through the plan ``29``, without a number its id."""
        if self.number is None:
            return self.id
        return str(self.number) if self.through else f"{self.direction_number}-{self.number}"

    @property
    def direction(self) -> Direction:
        """The direction or heading that the row stands under."""
        return self.path[-1]

    @property
    def override(self) -> Override | None:
        """The person's verdict, if one was recorded and the item counts at all."""
        if self.result is None or self.computed == EXCLUDED:
            return None
        return self.result.override

    @property
    def verdict(self) -> Verdict:
        """The verdict that counts."""
        return self.override.verdict if self.override else self.computed


def judge_plan(plan: Plan) -> tuple[Assessment, ...]:
    """Judge every row of a plan, in order; a 再掲 has everything from its original."""
    originals = {entry.id: entry for entry in plan.rows if isinstance(entry, Item)}
    return tuple(
        _assess(plan, originals, entry, path, direction_number, number)
        for entry, path, direction_number, number in _numbered(plan)
    )


def _numbered(plan: Plan) -> Iterator[tuple[Item | Repost, tuple[Direction, ...], int, int | None]]:
    """Yield every row with its directions, the number of its top direction and its own."""
    last = 0
    for direction_number, top in enumerate(plan.directions, 1):
        last = last if plan.numbering.through else 0
        for path in _paths((top,)):
            for entry in path[-1].entries:
                takes_one = (
                    not plan.numbering.mark_reposts
                    if isinstance(entry, Repost)
                    else entry.kind in (ItemKind.PROJECT, ItemKind.REFERENCE)
                )
                last += takes_one
                yield entry, path, direction_number, last if takes_one else None


def _paths(path: tuple[Direction, ...]) -> Iterator[tuple[Direction, ...]]:
    yield path
    for part in path[-1].parts:
        yield from _paths((*path, part))


def _assess(
    plan: Plan,
    originals: dict[str, Item],
    entry: Item | Repost,
    path: tuple[Direction, ...],
    direction_number: int,
    number: int | None,
) -> Assessment:
    repost = entry if isinstance(entry, Repost) else None
    item = originals[entry.of] if isinstance(entry, Repost) else entry
    judged = tuple(judge_indicator(indicator, plan.scheme, plan.span) for indicator in item.indicators)
    result = item.result(plan.fiscal_year)
    outcome = _judge_item(plan.scheme, item, result, judged)
    override = result.override if result and outcome.verdict != EXCLUDED else None
    verdict = override.verdict if override else outcome.verdict
    return Assessment(
        item=item,
        repost=repost,
        path=path,
        direction_number=direction_number,
        number=number,
        through=plan.numbering.through,
        result=result,
        judged=judged,
        rule=outcome.rule,
        computed=outcome.verdict,
        rate=outcome.rate,
        units=_units(
            plan.scheme, item, judged, verdict, overruled=override is not None, reposted=bool(repost)
        ),
    )


def _units(
    scheme: Scheme,
    item: Item,
    judged: tuple[Judged, ...],
    verdict: Verdict,
    *,
    overruled: bool,
    reposted: bool,
) -> tuple[Counted, ...]:
    """Return what totals count: the item, or each indicator that is due; parts of one indicator are one.

    A person's verdict stands for each of the indicators.
    """
    whole = (Counted(verdict, reposted),)
    if scheme.count is Unit.ITEM or verdict == EXCLUDED:
        return whole
    groups: dict[Source, list[Judged]] = {}
    for j in judged:
        if is_due(j):
            groups.setdefault(j.indicator.source, []).append(j)
    how = item.combine or scheme.combine
    return (
        tuple(
            Counted(
                verdict if overruled else combine(scheme, how, group).verdict,
                reposted or bool(group[0].indicator.repost_of),
                group[0].indicator.group or group[0].indicator.name,
            )
            for group in groups.values()
        )
        or whole
    )


def _judge_item(scheme: Scheme, item: Item, result: Result | None, judged: tuple[Judged, ...]) -> Outcome:
    if item.excluded is not None:
        return Outcome(rule=Rule.EXCLUDED, verdict=EXCLUDED)
    if result is None and all(j.actual is None for j in judged):
        return Outcome(rule=Rule.NO_RESULT, verdict=UNRECORDED)
    due = [j for j in judged if is_due(j)]
    outcome = combine(scheme, item.combine or scheme.combine, due) if due else None
    if outcome and outcome.verdict not in scheme.verdicts:
        return outcome
    low = _low(scheme, result)
    if outcome:
        if low is None or scheme.worse(low, outcome.verdict) == outcome.verdict:
            return outcome
        as_planned = outcome.verdict == scheme.bands[0] and result is not None and result.done is False
        rule = Rule.NOT_DONE_THOUGH_MET if as_planned else Rule.STATED_LOWER
        return Outcome(rule=rule, verdict=low, rate=outcome.rate)
    if low:
        not_done = result is not None and result.done is False and low == scheme.not_done
        return Outcome(rule=Rule.NOT_DONE if not_done else Rule.STATED, verdict=low)
    return _judge_without_numbers(scheme, result, judged)


def _judge_without_numbers(scheme: Scheme, result: Result | None, judged: tuple[Judged, ...]) -> Outcome:
    """Judge an item in which no target is due and nothing went worse than planned."""
    later = [j for j in judged if not j.due_now and j.standing in JUDGED]
    if later and all(j.standing is Standing.MET for j in later):
        return Outcome(rule=Rule.REACHED_EARLY, verdict=scheme.bands[0])
    if result and result.state:
        return Outcome(rule=Rule.STATED, verdict=result.state)
    if result and result.done:
        return Outcome(rule=Rule.DONE, verdict=scheme.done)
    return Outcome(rule=Rule.UNDECIDED, verdict=UNRECORDED)


def _low(scheme: Scheme, result: Result | None) -> Verdict | None:
    """Return the verdict of an 実施状況 that is worse than as planned: of ``done``, of ``state``, or the worse of both."""
    said = [scheme.not_done] if result and result.done is False else []
    if result and result.state and scheme.worse(result.state, scheme.done) != scheme.done:
        said.append(result.state)
    return max(said, key=scheme.verdicts.index, default=None)
