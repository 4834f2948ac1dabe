"""How the counts and the rate of the plan, a direction or a heading came about: which rows, and which not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from dxplan.handouts.explanation.halves import counted_halves
from dxplan.handouts.explanation.lines import Explanation, Statement, joined
from dxplan.handouts.explanation.rates import figure
from dxplan.handouts.explanation.rows import KINDS
from dxplan.handouts.wording import BESIDE, COUNTED
from dxplan.judging.counts import units
from dxplan.model.scheme import EXCLUDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.report import DirectionReport, Report
    from dxplan.judging.assessments import Assessment, Counted
    from dxplan.judging.counts import Count, Counts
    from dxplan.model import Direction, Plan, Published

#: Stands before the number of a row that has another verdict than its numbers give.
_OVERRULED: Final = "※"


def explain_counts(report: Report, heading: DirectionReport | None) -> Explanation:
    """Explain the counts of a heading, or of the whole plan (None)."""
    plan = report.plan
    if heading is None:
        rows, counts, parts = report.rows, report.counts, report.directions
        directions, published, name, id_ = plan.directions, plan.published, "全体", plan.name
        source = plan.source
    else:
        direction = next(each for each in plan.headings if each.id == heading.id)
        rows, counts, parts = heading.rows, heading.counts, heading.parts
        directions, published, name, id_ = (direction,), direction.published, heading.heading, heading.id
        source = direction.source
    assessments = [row.assessment for row in rows]
    lines = [
        *_sums(counts, parts, plan),
        *_totals(directions),
        *_verdicts(assessments, plan),
        *_rate(counts.printed, plan),
        *_reposts(assessments, counts),
        *_left_out(assessments),
        *counted_halves(report, rows),
        *_published(published, counts.printed),
        Statement("記載場所:", source=source),
    ]
    return Explanation(name, id_, None, tuple(lines))


def _sums(counts: Counts, parts: Sequence[DirectionReport], plan: Plan) -> Iterator[Statement]:
    """Yield the two counts, with those of the headings under it."""
    for name, total, each in (
        (COUNTED[plan.scheme.count][0], counts.printed.items, [part.counts.printed.items for part in parts]),
        (
            COUNTED[plan.scheme.count][1],
            counts.printed.achieved,
            [part.counts.printed.achieved for part in parts],
        ),
    ):
        named = [
            f"{number}（{part.number or part.name}）"
            for part, number in zip(parts, each, strict=True)
            if number
        ]
        own = [f"{total - sum(each)}（見出しのすぐ下）"] if parts and total > sum(each) else []
        pieces = [*own, *named] if len(own) + len(named) > 1 else []
        yield Statement(f"{name} {total}{' = ' if pieces else ''}", pieces=joined(pieces, "＋"))


def _totals(directions: Sequence[Direction]) -> Iterator[Statement]:
    for direction in directions:
        if direction.totals:
            found = direction.totals
            text = f"件数だけの展開方向 {direction.name}: 実施事業項目 {found.items}、目標達成項目 {found.achieved}"
            yield Statement(text, source=direction.source.child("items"))


def _verdicts(assessments: Sequence[Assessment], plan: Plan) -> Iterator[Statement]:
    """Yield for each verdict the rows that are counted for it."""
    found = list(units(assessments, reposts=plan.rate.count_reposts))
    overruled = False
    for verdict in (*plan.scheme.verdicts, *BESIDE):
        named = [_name(row, unit) for row, unit in found if unit.verdict == verdict]
        if named and verdict != EXCLUDED:
            counts = "達成に数える" if verdict.achieved else "達成に数えない"
            text = f"{verdict.label} {len(named)}（{counts}）: "
            yield Statement(text, 2, pieces=joined(named, "、"))
            overruled = overruled or any(name.startswith(_OVERRULED) for name in named)
    if overruled:
        yield Statement(f"{_OVERRULED}は、人が判定を変えた項目", 2)


def _name(assessment: Assessment, unit: Counted) -> str:
    number = assessment.label
    if assessment.override and assessment.override.verdict != assessment.computed:
        number = f"{_OVERRULED}{number}"
    return f"{number}（{unit.name}）" if unit.name else number


def _rate(count: Count, plan: Plan) -> Iterator[Statement]:
    if not count.items:
        yield Statement(f"割合: {COUNTED[plan.scheme.count][0]}がないので、計算しない")
        return
    quotient = figure(Fraction(count.achieved, count.items))
    rule = plan.rate
    digits = (
        f"小数第{rule.digits}位まで{rule.rounding.label}" if rule.digits else f"整数に{rule.rounding.label}"
    )
    yield Statement(f"割合: {count.achieved}÷{count.items} = {quotient} → {count.percent}（{digits}）")


def _reposts(assessments: Sequence[Assessment], counts: Counts) -> Iterator[Statement]:
    """Yield gross and net side by side, with the rows that make the difference."""
    reposts = [(a, unit) for a, unit in units(assessments) if unit.repost and unit.verdict != EXCLUDED]
    if not reposts:
        return
    for label, count in (("延べ（再掲も数える）", counts.gross), ("実質（再掲を数えない）", counts.net)):
        mark = "、資料に載せる数" if count is counts.printed else ""
        yield Statement(f"{label}: {count.achieved}÷{count.items} = {count.percent}{mark}")
    named = [
        f"{_name(a, unit)}＝{a.repost.of if a.repost else '指標の再掲'}（{unit.verdict.label}）"
        for a, unit in reposts
    ]
    yield Statement(f"再掲 {len(named)}: ", 2, pieces=joined(named, "、"))


def _left_out(assessments: Sequence[Assessment]) -> Iterator[Statement]:
    """Yield the rows that stand outside the counts, and why."""
    for kind, word in KINDS.items():
        named = [a.label for a in assessments if a.item.kind is kind]
        if named:
            yield Statement(f"数えない {word} {len(named)}: ", pieces=joined(named, "、"))
    for a in assessments:
        if a.verdict == EXCLUDED and a.item.kind not in KINDS:
            text = f"数えない 対象外: {a.label}（{a.item.excluded}）"
            yield Statement(text, source=a.item.source.child("excluded"))


def _published(found: Published | None, count: Count) -> Iterator[Statement]:
    """Yield what was published beside what is counted."""
    if found is None:
        return
    now = (count.items + found.references, count.achieved, count.percent)
    was = (found.items, found.achieved, f"{found.rate}%" if found.rate else None)
    also = f"（うち参考事業 {found.references}）" if found.references else ""
    names = (f"実施事業項目{also}", "目標達成項目", "割合")
    said = [
        f"{name} {then}" if then == counted else f"{name} {then}（数えた値は {counted}）"
        for name, then, counted in zip(names, was, now, strict=True)
        if then is not None
    ]
    yield Statement("公表: " + "、".join(said), source=found.source)
