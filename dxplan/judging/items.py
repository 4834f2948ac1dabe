"""判定: every item of a plan to its verdict, each able to say why.

The plan's scheme says how. Source of the rules about due years and 実施状況: 福島県「アクションプラン2019の実施結果」 (note on
達成度 and its 108 rows). No float takes part.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dxplan.judging.indicators import JUDGED, Judged, Standing, judge_indicator
from dxplan.model import Counting, Item, ItemKind, Pending, Plan, Repost
from dxplan.model.formulas import ALL, BandOf, PointsOf
from dxplan.model.scheme import EXCLUDED, INCOMPUTABLE, OUTSIDE, UNJUDGED, UNRECORDED, Unit
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from fractions import Fraction

    from dxplan.model import Direction, Override, Result, Source, Span
    from dxplan.model.formulas import Combine, RateOf
    from dxplan.model.scheme import Axis, Scheme, Verdict


class Rule(StrEnum):
    """The rules that give a verdict beside those of the ways of combining, in the words that people read."""

    EXCLUDED = "対象外とされている項目"
    UNJUDGED = "今年度は判定しないとされている項目"
    UNJUDGED_INDICATORS = "今年度が期限の指標を、どれも判定しない"
    ON_AXES = "二つの軸の判定を、表に当てはめた"
    SAID = "実施状況（state、done）から"
    NOT_SAID = "実施状況（state、done）が記録されていない"
    NO_INDICATOR = "今年度が期限の指標がない"
    NO_RESULT = "実績が記録されていない"
    INCOMPLETE = "今年度が期限の指標に、実績値のないものがある"
    UNMEASURED = "今年度が期限の指標に、測定しなかった（/）ものがある"
    UNSET = "今年度が期限の指標に、目標が「未定」のものがある"
    UNKNOWN = "今年度が期限の指標に、前年度の値が分からず、目標の決まらないものがある"
    INCOMPUTABLE = "今年度が期限の指標に、達成率を算出できないものがある"
    NOT_DONE_THOUGH_MET = "指標は達成したが、計画した取組を実施しなかった"
    STATED_LOWER = "指標から出る判定より、実施状況（done、state）のほうが低い"
    REACHED_EARLY = "期限が先の目標を、すべて前倒しで達成した"
    DONE = "今年度が期限の数値目標はなく、計画どおり実施した"
    NOT_DONE = "今年度が期限の数値目標はなく、計画どおりには実施しなかった"
    STATED = "今年度が期限の数値目標はなく、実施状況（state）を判定とした"
    UNDECIDED = "数値目標がなく、計画どおり実施したかどうか（done）が記録されていない"


class Term(NamedTuple):
    """One indicator in a combined rate or sum: its own rate in percent, or its points, and how much it counts."""

    judged: Judged
    rate: Fraction
    share: Fraction


class Ruling(NamedTuple):
    """What the rules make of an item, or of several indicators: the rule in words, and the verdict.

    ``rate`` is the combined 達成率 in percent, ``points`` what they score together, and ``terms`` what it was made of;
    None and () where there is none.
    """

    rule: str
    verdict: Verdict
    rate: Fraction | None = None
    terms: tuple[Term, ...] = ()
    points: Fraction | None = None


class Counted(NamedTuple):
    """What totals count once: an item, or the indicator of this ``name``, with its verdict."""

    verdict: Verdict
    repost: bool
    name: str = ""


class Assessment(NamedTuple):
    """A row of the plan with its verdict.

    ``path`` has its directions from the top to its own. ``number`` is its 整理番号 (from 1), None where the row takes
    none; ``through`` tells that numbers go through the plan. ``computed`` is what the numbers give, ``verdict`` what
    counts: the override's verdict where a person has overruled, ``rule`` the one that computed it. ``rate`` is the
    combined 達成率 in percent. ``entering`` are the indicators combined: those that are due, of a KPI or goal
    as long as none is due all that have a target; ``together`` is what they give by ``combine``, if there are any.
    ``repost`` is the row's own entry where the row is a 再掲 of ``item``.
    ``override`` is a person's verdict in place of the computed one; ``waiting`` one that does not count yet, because
    what it is a verdict of is not recorded. ``indicators`` are those that are due, each as totals count it. ``outside``
    is why it stands outside the count, "" where it does not. ``axes`` is what it is on each axis, where there are two.
    """

    item: Item
    repost: Repost | None
    path: tuple[Direction, ...]
    direction_number: int
    number: int | None
    through: bool
    result: Result | None
    judged: tuple[Judged, ...]
    combine: Combine
    entering: tuple[Judged, ...]
    together: Ruling | None
    rule: str
    computed: Verdict
    rate: Fraction | None
    override: Override | None
    waiting: Override | None
    indicators: tuple[Counted, ...]
    outside: str
    axes: tuple[Ruling, ...] = ()

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
    def verdict(self) -> Verdict:
        """The verdict that counts."""
        return self.override.verdict if self.override else self.computed

    def units(self, unit: Unit) -> tuple[Counted, ...]:
        """Return what totals count for it: the item, or its indicators that are due."""
        if unit is Unit.INDICATOR:
            return self.indicators
        return (Counted(self.verdict, self.repost is not None),)


def judge_plan(plan: Plan, only: Container[str] | None = None) -> tuple[Assessment, ...]:
    """Judge every row of a plan, in order, or those of some ids; a 再掲 has everything from its original."""
    return tuple(_judge(plan, {entry.id: entry for entry in plan.rows if isinstance(entry, Item)}, only))


def judge_midterm(plan: Plan) -> dict[str, Assessment]:
    """Return the rows as they were judged at the 中間評価, by id; none before its year, or where there is none."""
    midterm = plan.span.midterm
    if not midterm or plan.fiscal_year < midterm:
        return {}
    return {row.id: row for row in judge_plan(plan.in_year(midterm))}


def judge_expected(plan: Plan) -> dict[str, Assessment]:
    """Return the rows as they are expected to stand at the end of the plan (期末見込み), by id.

    Judged as in the last year, with what the year that is judged expects as what was reached. Only rows of which
    anything is expected.
    """
    year, last = plan.fiscal_year, plan.span.last
    items = {entry.id: entry for entry in plan.rows if isinstance(entry, Item)}
    spoken_of = {id_ for id_, item in items.items() if any(each.outlook(year) for each in item.indicators)}
    if not spoken_of:
        return {}
    expected = {id_: _at_the_end(item, year, last) for id_, item in items.items() if id_ in spoken_of}
    rows = _judge(plan.in_year(last), items | expected)
    return {row.id: row for row in rows if row.item.id in spoken_of}


def _at_the_end(item: Item, year: int, last: int) -> Item:
    """Return an item whose indicators are, in the last year, what they are expected to be; of a sum, its total."""
    indicators = []
    for indicator in item.indicators:
        expected = indicator.outlook(year)
        actuals = ((last, expected),) if expected else ()
        counting = Counting.CUMULATIVE if indicator.counting is Counting.SUM else indicator.counting
        indicators.append(indicator._replace(actuals=actuals, counting=counting, unjudged=()))
    return item._replace(indicators=tuple(indicators), results=())


def _judge(plan: Plan, items: Mapping[str, Item], only: Container[str] | None = None) -> Iterator[Assessment]:
    for entry, path, direction_number, number in _numbered(plan):
        if only is None or entry.id in only:
            yield _assess(plan, items, entry, path, direction_number, number)


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
    items: Mapping[str, Item],
    entry: Item | Repost,
    path: tuple[Direction, ...],
    direction_number: int,
    number: int | None,
) -> Assessment:
    repost = entry if isinstance(entry, Repost) else None
    item = items[entry.of if isinstance(entry, Repost) else entry.id]
    scheme = plan.scheme.measuring
    judged = tuple(judge_indicator(indicator, scheme, plan.span) for indicator in item.indicators)
    result = item.result(plan.fiscal_year)
    how = item.combine or scheme.combine
    due = tuple(j for j in judged if j.is_due)
    entering = due
    if not any(j.target for j in due) and item.kind in (ItemKind.KPI, ItemKind.GOAL):
        entering = tuple(j for j in judged if j.standing in JUDGED)
    together = combine(scheme, how, entering) if entering else None
    axes: tuple[Ruling, ...] = ()
    if plan.scheme.axes:
        axes = tuple(_on_axis(axis, item, result, plan.span) for axis in plan.scheme.axes)
        ruling = _nothing_to_judge(item, result, judged) or _cross(plan.scheme, axes)
    else:
        ruling = _judge_item(scheme, item, result, judged, together if due else None)
    said_by_person = result.override if result and ruling.verdict not in OUTSIDE else None
    waits = _waits(ruling, due)
    override = None if waits else said_by_person
    said = ruling.verdict if ruling.verdict in OUTSIDE else None
    left_out = [j for j in judged if _left_out(j)]
    if override and plan.scheme.unit is Unit.INDICATOR:
        said = override.verdict
    return Assessment(
        item=item,
        repost=repost,
        path=path,
        direction_number=direction_number,
        number=number,
        through=plan.numbering.through,
        result=result,
        judged=judged,
        combine=how,
        entering=entering,
        together=together,
        rule=ruling.rule,
        computed=ruling.verdict,
        rate=ruling.rate,
        override=override,
        waiting=said_by_person if waits else None,
        indicators=_units(
            scheme, how, [j for j in judged if j.is_counted], together, said, reposted=repost is not None
        ),
        outside=_outside(ruling, item, result, left_out, plan.fiscal_year),
        axes=axes,
    )


def _on_axis(axis: Axis, item: Item, result: Result | None, span: Span) -> Ruling:
    """Return what an item is on one axis: by its indicators that are due, or by what is said of how it went."""
    scheme = axis.scheme
    if axis.numbers:
        judged = tuple(judge_indicator(indicator, scheme, span) for indicator in item.indicators)
        due = [j for j in judged if j.is_due]
        if due:
            return combine(scheme, item.combine or scheme.combine, due)
        rule = Rule.UNJUDGED_INDICATORS if any(map(_left_out, judged)) else Rule.NO_INDICATOR
        return Ruling(rule, UNJUDGED)
    if result is None or (result.state is None and result.done is None):
        return Ruling(Rule.NOT_SAID, UNRECORDED)
    said = result.state or (scheme.done if result.done else scheme.not_done)
    return Ruling(Rule.SAID, scheme.worse(said, scheme.not_done) if result.done is False else said)


def _cross(scheme: Scheme, axes: Sequence[Ruling]) -> Ruling:
    """Return what the two axes give together; what one of them cannot say, both cannot."""
    for verdict in (UNRECORDED, INCOMPUTABLE, UNJUDGED):
        for axis, ruling in zip(scheme.axes, axes, strict=True):
            if ruling.verdict == verdict:
                return Ruling(f"{axis.name}：{ruling.rule}", verdict)
    first, second = axes
    return Ruling(Rule.ON_AXES, scheme.crossing(first.verdict, second.verdict))


def _outside(ruling: Ruling, item: Item, result: Result | None, left_out: Sequence[Judged], year: int) -> str:
    """Return why an item stands outside the count."""
    if ruling.verdict == EXCLUDED:
        return item.excluded or ""
    if ruling.verdict != UNJUDGED:
        return ""
    own = result.unjudged if result else ""
    return own or "、".join(dict.fromkeys(j.indicator.left_out(year) for j in left_out)) or ruling.rule


def _waits(ruling: Ruling, due: Sequence[Judged]) -> bool:
    """Whether nothing is there yet that a person could judge otherwise: no result, or no figure of one that is due."""
    if ruling.verdict != UNRECORDED:
        return False
    return ruling.rule == Rule.NO_RESULT or any(j.actual in (None, Pending.PENDING) for j in due)


def _units(
    scheme: Scheme,
    how: Combine,
    due: Sequence[Judged],
    together: Ruling | None,
    said: Verdict | None,
    *,
    reposted: bool,
) -> tuple[Counted, ...]:
    """Return the indicators that totals count, parts of one as one.

    ``together`` is what all that are judged give; a verdict that is ``said`` of the item stands for each of them:
    対象外, 未判定, and in a plan that counts indicators a person's.
    """
    groups: dict[Source, list[Judged]] = {}
    alone = not isinstance(how, PointsOf)  # the verdict of one indicator is that of all
    for j in due:
        groups.setdefault(j.indicator.source, []).append(j)
    return tuple(
        Counted(
            said or _of_group(scheme, how, group, together if alone and len(groups) == 1 else None),
            reposted or bool(group[0].indicator.repost_of),
            group[0].indicator.group or group[0].indicator.name,
        )
        for group in groups.values()
    )


def _of_group(scheme: Scheme, how: Combine, group: Sequence[Judged], together: Ruling | None) -> Verdict:
    """Return the verdict of one indicator, from those of its parts that are judged."""
    judged = [j for j in group if j.standing is not Standing.UNJUDGED]
    return (together or combine(scheme, way_of_parts(how), judged)).verdict if judged else UNJUDGED


def way_of_parts(how: Combine) -> Combine:
    """Return how the parts of one indicator are combined: what adds up points adds up those of whole indicators."""
    return ALL if isinstance(how, PointsOf) else how


def _judge_item(
    scheme: Scheme,
    item: Item,
    result: Result | None,
    judged: tuple[Judged, ...],
    ruling: Ruling | None,
) -> Ruling:
    """Judge an item; ``ruling`` is what its indicators that are due give, None where none is."""
    if nothing := _nothing_to_judge(item, result, judged):
        return nothing
    if ruling and ruling.verdict not in scheme.verdicts:
        return ruling
    low = _low(scheme, result)
    if ruling:
        if low is None or scheme.worse(low, ruling.verdict) == ruling.verdict:
            return ruling
        as_planned = ruling.verdict == scheme.results[0] and result is not None and result.done is False
        rule = Rule.NOT_DONE_THOUGH_MET if as_planned else Rule.STATED_LOWER
        return Ruling(rule=rule, verdict=low, rate=ruling.rate)
    if low:
        not_done = result is not None and result.done is False and low == scheme.not_done
        return Ruling(rule=Rule.NOT_DONE if not_done else Rule.STATED, verdict=low)
    return _judge_without_numbers(scheme, item.combine or scheme.combine, result, judged)


def _nothing_to_judge(item: Item, result: Result | None, judged: Sequence[Judged]) -> Ruling | None:
    """Return what an item is that is not to be judged, or not yet."""
    if item.excluded is not None:
        return Ruling(rule=Rule.EXCLUDED, verdict=EXCLUDED)
    if result and result.unjudged:
        return Ruling(rule=Rule.UNJUDGED, verdict=UNJUDGED)
    if not _says_anything(result) and all(j.actual is None and not _left_out(j) for j in judged):
        return Ruling(rule=Rule.NO_RESULT, verdict=UNRECORDED)
    return None


def _left_out(judged: Judged) -> bool:
    return judged.standing is Standing.UNJUDGED and judged.due_now


def _says_anything(result: Result | None) -> bool:
    """Whether a result tells what was done; a verdict that was set or published alone does not."""
    return result is not None and (
        result.done is not None or any((result.state, result.report, result.reason, result.wording))
    )


def _judge_without_numbers(
    scheme: Scheme, how: Combine, result: Result | None, judged: tuple[Judged, ...]
) -> Ruling:
    """Judge an item in which no target is due and nothing went worse than planned."""
    if any(map(_left_out, judged)):
        return Ruling(rule=Rule.UNJUDGED_INDICATORS, verdict=UNJUDGED)
    later = [j for j in judged if not j.due_now and j.standing in JUDGED]
    if later and all(j.standing is Standing.MET for j in later):
        early = combine(scheme, how, later)
        if early.verdict in scheme.results:  # reached, and yet not in the top band where that asks for more
            return early._replace(rule=Rule.REACHED_EARLY)
    if result and result.state:
        return Ruling(rule=Rule.STATED, verdict=result.state)
    if result and result.done:
        return Ruling(rule=Rule.DONE, verdict=scheme.done)
    return Ruling(rule=Rule.UNDECIDED, verdict=UNRECORDED)


def _low(scheme: Scheme, result: Result | None) -> Verdict | None:
    """Return the verdict of an 実施状況 that is worse than as planned: of ``done``, of ``state``, or the worse of both."""
    said = [scheme.not_done] if result and result.done is False else []
    if result and result.state and scheme.worse(result.state, scheme.done) != scheme.done:
        said.append(result.state)
    return max(said, key=scheme.verdicts.index, default=None)


def combine(scheme: Scheme, how: Combine, judged: Sequence[Judged]) -> Ruling:
    """Return what several indicators give together; one that is not recorded, or cannot be computed, is not left out."""
    if waiting := [j for j in judged if j.standing is Standing.OPEN]:
        aimless = Rule.UNKNOWN if any(j.unknown for j in waiting) else Rule.UNSET
        lacking = any(j.target and not j.unknown for j in waiting)
        return Ruling(Rule.INCOMPLETE if lacking else aimless, UNRECORDED)
    if any(j.standing is Standing.UNMEASURED for j in judged):
        return Ruling(Rule.UNMEASURED, UNRECORDED)
    known = [j.verdict for j in judged if j.verdict and j.verdict != INCOMPUTABLE]
    if isinstance(how, BandOf) and known:
        verdict = (max if how.lowest else min)(known, key=scheme.bands.index)
        # What cannot be computed could not make the lowest band lower, nor the highest higher.
        if len(known) == len(judged) or verdict == scheme.bands[-1 if how.lowest else 0]:
            if scheme.measures or any(j.rate is not None for j in judged):
                return Ruling(how.taken, verdict)
            return Ruling(how.met if verdict == scheme.bands[0] else how.missed, verdict)
    if isinstance(how, BandOf) or len(known) < len(judged):
        return Ruling(Rule.INCOMPUTABLE, INCOMPUTABLE)
    if isinstance(how, PointsOf):
        return _add_up(scheme, how, judged, known)
    rates, shares = [_rate_of(j) for j in judged], shares_of(how, judged)
    rate = how.rate(rates, shares)
    terms = tuple(map(Term, judged, rates, shares))
    made_of = [term.judged.shade for term in terms if not how.lowest or term.rate == rate]
    shade = min(made_of) or max(made_of)  # what is a little worse outweighs what is a little better
    return Ruling(f"{how.phrase}を、判定の区分に当てはめた", scheme.band_of(rate, shade), rate, terms)


def _add_up(scheme: Scheme, how: PointsOf, judged: Sequence[Judged], verdicts: Sequence[Verdict]) -> Ruling:
    """Return what the points of several indicators give together."""
    from fractions import Fraction

    shares, points = shares_of(how, judged), [Fraction(verdict.points or 0) for verdict in verdicts]
    total = sum((each * share for each, share in zip(points, shares, strict=True)), start=Fraction(0))
    score = total / sum(shares) if how.mean else total
    rule = f"指標の{how.noun}を、判定の区分に当てはめた"
    return Ruling(rule, scheme.by_points(score), terms=tuple(map(Term, judged, points, shares)), points=score)


def _rate_of(judged: Judged) -> Fraction:
    """Return the rate of an indicator that takes part in a mean; one that is only compared has 100 or 0."""
    from fractions import Fraction

    if judged.rate is not None:
        return judged.rate
    return Fraction(100 if judged.standing is Standing.MET else 0)


def shares_of(how: RateOf | PointsOf, judged: Sequence[Judged]) -> list[Fraction]:
    """Return how much each indicator counts in a combined rate or sum; the parts of one share its weight."""
    from fractions import Fraction

    sources = [j.indicator.source for j in judged]
    return [
        Fraction(j.indicator.weight if how.weighted else 1) / sources.count(j.indicator.source)
        for j in judged
    ]
