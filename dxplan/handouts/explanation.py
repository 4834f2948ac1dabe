"""Why a row has its verdict, and how a count came about: every figure with what it was made of, and where it stands."""

from __future__ import annotations

import difflib
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from dxplan.handouts.roadmap import STATES, road_rows
from dxplan.handouts.wording import BESIDE, COUNTED, KINDS, actual_text, comparison, target_text
from dxplan.handouts.workings import (
    aim_lines,
    combined_lines,
    course_lines,
    figure,
    points_lines,
    rate_lines,
    whole_lines,
)
from dxplan.judging.counts import other_unit, units
from dxplan.judging.indicators import Standing, judge_indicator
from dxplan.model import Blank, Half, ItemKind
from dxplan.model.findings import DxplanError
from dxplan.model.formulas import PointsOf, RateOf
from dxplan.model.publications import RATE_BESIDE
from dxplan.model.scheme import EXCLUDED, OUTSIDE, Unit
from dxplan.values import absence
from dxplan.values.quantities import Quantity, fold
from dxplan.values.rounding import NO_RATE, in_percent
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.report import DirectionReport, Report, ReportRow
    from dxplan.judging.counts import Count, Counts
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment, Counted
    from dxplan.model import Direction, Plan, Published, Source
    from dxplan.model.scheme import Scheme, Verdict

#: The word that asks for the counts of the whole plan.
WHOLE: Final = "全体"
#: Rows that are not counted, and what they are called.
_UNCOUNTED: Final = {kind: word for kind, word in KINDS.items() if kind is not ItemKind.PROJECT}
#: What stands in place of a target and may leave a year out.
_BLANKS: Final = {Blank.NOT_SET: "設定しない", Blank.NOT_MEASURED: absence.NOT_MEASURED}
#: Stands before the number of a row that has another verdict than its numbers give.
_OVERRULED: Final = "※"


class Statement(NamedTuple):
    """A line: its words, how far it is indented, and where what it says was written.

    ``pieces`` are further words, one after the other, that may be broken between but not inside.
    """

    text: str
    depth: int = 1
    source: Source | None = None
    pieces: tuple[str, ...] = ()


class Explanation(NamedTuple):
    """What is explained, with its id, the verdict where it has one, and the lines that say why."""

    heading: str
    id: str
    verdict: Verdict | None
    lines: tuple[Statement, ...]


def explain(report: Report, wanted: str) -> tuple[Explanation, ...]:
    """Explain the row of an id or 整理番号, the heading of an id, or 全体; () where a plan has none of these."""
    folded = fold(wanted)
    if folded == WHOLE:
        return (_explain_counts(report, None),)
    headings = [heading for heading in report.headings if heading.id == folded]
    rows = [row for row in report.rows if folded in (row.id, row.label)]
    return (
        *(_explain_counts(report, heading) for heading in headings),
        *(_explain_row(report, row) for row in rows[:1]),
    )


def nothing_found(reports: Sequence[Report], wanted: str) -> DxplanError:
    """Return what to say where nothing can be explained."""
    ids = [row.id for report in reports for row in report.rows]
    word = reports[-1].plan.direction_word
    ids += [heading.id for report in reports for heading in report.headings]
    close = difflib.get_close_matches(fold(wanted), [*ids, WHOLE], n=1)
    hint = (
        f"「{close[0]}」の間違いではありませんか。"
        if close
        else f"dxplan list で id と整理番号を確かめられます。全体の件数なら「{WHOLE}」です。"
    )
    return DxplanError(f"「{wanted}」という項目や{word}はありません。", hint)


def _explain_row(report: Report, row: ReportRow) -> Explanation:
    """Explain the verdict of a row: the rule, the numbers, and where each was written."""
    return Explanation(
        heading=f"{row.assessment.label} {row.name}" if row.assessment.number else row.name,
        id=row.assessment.item.id,
        verdict=row.assessment.verdict,
        lines=tuple(_row_lines(report, row)),
    )


def _row_lines(report: Report, row: ReportRow) -> Iterator[Statement]:
    assessment, plan = row.assessment, report.plan
    if row.achievement != assessment.verdict.label:
        yield Statement(f"資料の表記: {row.achievement.replace(chr(10), ' ／ ')}")
    yield Statement(f"規則: {assessment.rule}（→ {assessment.computed.label}）")
    yield from _axis_lines(assessment, plan)
    for judged in assessment.judged:
        yield from _indicator_lines(judged, plan)
    shown = assessment.rate is not None or assessment.item.kind is ItemKind.KPI
    if shown and assessment.together and isinstance(assessment.combine, RateOf):
        made = combined_lines(assessment.together, assessment.combine, plan.scheme.measuring)
        yield from map(Statement, made)
    if assessment.together and isinstance(assessment.combine, PointsOf):
        yield from map(
            Statement, points_lines(assessment.together, assessment.combine, plan.scheme.measuring)
        )
    yield from _result_lines(assessment)
    yield from _other_years(row, plan)
    yield from _counting_lines(assessment, plan.scheme)
    yield from _row_halves(assessment, plan.fiscal_year)
    yield Statement("記載場所:", source=assessment.item.source)
    if assessment.repost:
        yield Statement("再掲（内容は元の項目から）:", source=assessment.repost.source)


def _other_years(row: ReportRow, plan: Plan) -> Iterator[Statement]:
    """Yield how the row stood at the 中間評価, and how it is expected to stand at the end of the plan."""
    if found := row.at_midterm:
        when = handout_year(plan.span.midterm)
        yield Statement(f"中間評価（{when}）: {found.verdict.label}（{found.rule}）")
    if found := row.at_end:
        when = handout_year(plan.span.last)
        yield Statement(f"期末（{when}）の見込み: {found.verdict.label}（{found.rule}）")
        for judged in found.judged:
            numbers = comparison(judged, plan.rate)
            if numbers:
                where = judged.indicator.source.child("outlook")
                yield Statement(f"{judged.indicator.name} … {numbers.replace('実績', '見込み')}", 4, where)


def _axis_lines(assessment: Assessment, plan: Plan) -> Iterator[Statement]:
    """Yield what an item is on each axis and why; the indicators of the last one are told with the item."""
    for axis, ruling in zip(plan.scheme.axes, assessment.axes, strict=bool(assessment.axes)):
        yield Statement(f"{axis.name}: {ruling.verdict.label}（{ruling.rule}）")
        if axis.numbers and axis.scheme is not plan.scheme.measuring:
            for indicator in assessment.item.indicators:
                judged = judge_indicator(indicator, axis.scheme, plan.span)
                lines = list(rate_lines(judged, axis.scheme))
                yield Statement(
                    f"{indicator.name} … {judged.verdict.label if judged.verdict else NO_RATE}", 4
                )
                yield from (Statement(text, 6) for text in lines)


def _indicator_lines(judged: Judged, plan: Plan) -> Iterator[Statement]:
    alone = f"実績 {actual_text(judged, plan.rate)}" if judged.actual else "実績なし"
    numbers = comparison(judged, plan.rate) or alone
    when = "" if judged.due_now else f"、期限 {judged.indicator.due}年度"
    asked = f"（目標の表記 {target_text(judged)}{when}）" if judged.target else ""
    yield Statement(f"指標: {judged.indicator.name} … {judged.standing.value}")
    yield Statement(f"{numbers}{asked}", 4)
    if reason := judged.indicator.left_out(plan.fiscal_year):
        yield Statement(f"判定しない理由: {reason}", 4)
    if isinstance(judged.actual, Quantity) and _shade_decides(judged, plan.scheme):
        asks = "に少し足りない" if judged.actual.shade < 0 else "を少し超えている"
        yield Statement(f"「{judged.actual.text}」は、{judged.actual.value:,f}{asks}とみる", 4)
    yield from (Statement(text, 4) for text in aim_lines(judged, plan.span))
    if (blank := judged.indicator.blank(plan.fiscal_year)) and blank in _BLANKS and judged.target:
        counts = "見込む値や基準値と比べる方式なので、判定する" if judged.due_now else "判定しない"
        yield Statement(f"今年度の目標は「{blank.value}」（{_BLANKS[blank]}）。{counts}", 4)
    if blank is Blank.UNDECIDED and judged.due_now:
        yield Statement("今年度の目標は「未定」。決まるまで判定しない", 4)
    scheme = plan.scheme.measuring
    if judged.indicator.formula or scheme.measures or not scheme.compares_only:
        yield from (Statement(text, 4) for text in rate_lines(judged, scheme))
    if "KPI一覧" in plan.handouts:  # the one that prints it
        yield from (Statement(text, 4) for text in course_lines(judged, plan))
    yield Statement("", 4, judged.indicator.source)


def _shade_decides(judged: Judged, scheme: Scheme) -> bool:
    """Whether it matters that an actual is a little less or more than its number: it lies just on an edge."""
    if not judged.shade or judged.aim is None or not isinstance(judged.actual, Quantity):
        return False
    on_target = judged.actual.value in (judged.aim.value, judged.aim.high)
    on_edge = judged.rate is not None and scheme.band_of(judged.rate) != judged.verdict
    return on_target or on_edge or bool(judged.held)


def _result_lines(assessment: Assessment) -> Iterator[Statement]:
    result = assessment.result
    if result is None:
        return
    done = {True: "計画どおり実施", False: "計画どおりには実施せず", None: "記録なし"}[result.done]
    if result.state:
        done = f"{done}、{result.state.label}（state）" if result.done is not None else result.state.label
    yield Statement(f"実施: {done}", source=result.source)
    if result.reason:
        yield Statement(f"理由: {result.reason}")
    changed = assessment.override or assessment.waiting
    if changed:
        waits = "（実績が記録されるまで、数えない）" if assessment.waiting else ""
        yield Statement(
            f"判定の変更: {changed.verdict.label}{waits}  理由: {changed.reason}",
            source=result.source.child("override"),
        )


def _counting_lines(assessment: Assessment, scheme: Scheme) -> Iterator[Statement]:
    """Yield how the totals count a row, where they do not just count it as one item with its verdict."""
    item = assessment.item
    if item.kind in _UNCOUNTED:
        yield Statement(f"集計: 数えない（{_UNCOUNTED[item.kind]}）")
    elif assessment.verdict in OUTSIDE:
        text = f"集計: 数えない（{assessment.verdict.label}: {assessment.outside}）"
        yield Statement(text, source=_outside_source(assessment))
    elif scheme.unit is Unit.INDICATOR and not assessment.indicators:
        yield Statement("集計: 指標としては数えない（今年度の指標がない）。項目としては、判定で一つ")
    elif scheme.unit is Unit.INDICATOR:
        words = "、".join(f"{unit.name} {unit.verdict.label}" for unit in assessment.indicators)
        yield Statement(f"集計: {len(assessment.indicators)}（{words}）")


def _outside_source(assessment: Assessment) -> Source:
    """Return where it is written why an item stands outside the count."""
    if assessment.verdict == EXCLUDED:
        return assessment.item.source.child("excluded")
    if assessment.result and assessment.result.unjudged:
        return assessment.result.source.child("unjudged")
    left_out = (j for j in assessment.judged if j.standing is Standing.UNJUDGED and j.due_now)
    return next((j.indicator.source.child("unjudged") for j in left_out), assessment.item.source)


def _row_halves(assessment: Assessment, year: int) -> Iterator[Statement]:
    """Yield the milestones of a row: half, state, and where it was written."""
    for milestone in assessment.item.milestones:
        if milestone.year == year:
            yield Statement(f"{milestone.label}: {STATES[milestone.state].word}", source=milestone.source)


def _explain_counts(report: Report, heading: DirectionReport | None) -> Explanation:
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
        *_whole(heading, plan),
        *_sums(counts, parts, plan),
        *_totals(report.plan.direction_word, directions),
        *_verdicts(assessments, plan),
        *_rate(counts.printed, plan),
        *_beside(counts, plan),
        *(Statement(f"{tally.name}: {tally.words or NO_RATE}") for tally in counts.axes),
        *_reposts(assessments, counts, plan),
        *_left_out(assessments),
        *_counted_halves(report, rows),
        *_published(published, counts, plan),
        Statement("記載場所:", source=source),
    ]
    whole = heading.whole if heading else None
    return Explanation(name, id_, whole.verdict if whole else None, tuple(lines))


def _whole(heading: DirectionReport | None, plan: Plan) -> Iterator[Statement]:
    """Yield how a direction as a whole came to its verdict, where it has one."""
    if heading and heading.whole and plan.scheme.whole:
        yield from map(Statement, whole_lines(heading.whole, plan.scheme.whole, plan.rate, plan.scheme))


def _sums(counts: Counts, parts: Sequence[DirectionReport], plan: Plan) -> Iterator[Statement]:
    """Yield the two counts, with those of the headings under it."""
    for name, total, each in (
        (COUNTED[plan.scheme.unit][0], counts.printed.items, [part.counts.printed.items for part in parts]),
        (
            COUNTED[plan.scheme.unit][1],
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
        yield Statement(f"{name} {total}{' = ' if pieces else ''}", pieces=_joined(pieces, "＋"))


def _totals(word: str, directions: Sequence[Direction]) -> Iterator[Statement]:
    for direction in directions:
        if direction.totals:
            found = direction.totals
            text = f"件数だけの{word} {direction.name}: 実施事業項目 {found.items}、目標達成項目 {found.achieved}"
            yield Statement(text, source=direction.source.child("items"))


def _verdicts(assessments: Sequence[Assessment], plan: Plan) -> Iterator[Statement]:
    """Yield for each verdict the rows that are counted for it."""
    found = list(units(assessments, plan.scheme.unit, reposts=plan.rate.count_reposts))
    overruled = False
    for verdict in (*plan.scheme.verdicts, *BESIDE):
        named = [_name(row, unit) for row, unit in found if unit.verdict == verdict]
        if named and verdict not in OUTSIDE:
            counts = "達成に数える" if verdict.achieved else "達成に数えない"
            text = f"{verdict.label} {len(named)}（{counts}）: "
            yield Statement(text, 2, pieces=_joined(named, "、"))
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
        yield Statement(f"割合: {COUNTED[plan.scheme.unit][0]}がないので、計算しない")
        return
    if count.rate == NO_RATE:
        yield Statement("割合: 実績が一つも記録されていないので、計算しない")
        return
    quotient = figure(Fraction(count.achieved, count.items))
    rule = plan.rate
    digits = (
        f"小数第{rule.digits}位まで{rule.rounding.label}" if rule.digits else f"整数に{rule.rounding.label}"
    )
    yield Statement(f"割合: {count.achieved}÷{count.items} = {quotient} → {count.percent}（{digits}）")


def _beside(counts: Counts, plan: Plan) -> Iterator[Statement]:
    """Yield the count in the other unit, where there is anything of it."""
    found, of = counts.beside, other_unit(plan.scheme.unit)
    if found.items:
        names = COUNTED[of]
        yield Statement(
            f"別に、{names[0]} {found.items}、{names[1]} {found.achieved}、{names[2]} {found.percent}"
        )


def _reposts(assessments: Sequence[Assessment], counts: Counts, plan: Plan) -> Iterator[Statement]:
    """Yield gross and net side by side, with the rows that make the difference."""
    found = units(assessments, plan.scheme.unit)
    reposts = [(a, unit) for a, unit in found if unit.repost and unit.verdict not in OUTSIDE]
    if not reposts:
        return
    for label, count in (("延べ（再掲も数える）", counts.gross), ("実質（再掲を数えない）", counts.net)):
        mark = "、資料に載せる数" if count is counts.printed else ""
        yield Statement(f"{label}: {count.achieved}÷{count.items} = {count.percent}{mark}")
    named = [
        f"{_name(a, unit)}＝{a.repost.of if a.repost else '指標の再掲'}（{unit.verdict.label}）"
        for a, unit in reposts
    ]
    yield Statement(f"再掲 {len(named)}: ", 2, pieces=_joined(named, "、"))


def _left_out(assessments: Sequence[Assessment]) -> Iterator[Statement]:
    """Yield the rows that stand outside the counts, and why."""
    for kind, word in _UNCOUNTED.items():
        named = [a.label for a in assessments if a.item.kind is kind]
        if named:
            yield Statement(f"数えない {word} {len(named)}: ", pieces=_joined(named, "、"))
    for a in assessments:
        if a.verdict in OUTSIDE and a.item.kind not in _UNCOUNTED:
            text = f"数えない {a.verdict.label}: {a.label}（{a.outside}）"
            yield Statement(text, source=_outside_source(a))


def _published(found: Published | None, counts: Counts, plan: Plan) -> Iterator[Statement]:
    """Yield what was published beside what is counted."""
    if found is None:
        return
    count, rates = counts.printed, (found.rate, found.beside_rate)
    now = (count.items + found.references, count.achieved, count.percent, in_percent(counts.beside_rate))
    was = (found.items, found.achieved, *(f"{rate}%" if rate else None for rate in rates))
    also = f"（うち参考事業 {found.references}）" if found.references else ""
    names = (f"実施事業項目{also}", "目標達成項目", "割合", RATE_BESIDE[plan.scheme.unit].value)
    said = [
        f"{name} {then}" if then == counted else f"{name} {then}（数えた値は {counted}）"
        for name, then, counted in zip(names, was, now, strict=True)
        if then is not None
    ]
    yield Statement("公表: " + "、".join(said), source=found.source)


def _counted_halves(report: Report, rows: Sequence[ReportRow]) -> Iterator[Statement]:
    """Yield for each half the projects in each state; nothing for a plan that keeps no milestones."""
    if "ロードマップ" not in report.plan.handouts:
        return
    found = [row for row in road_rows(rows, report.plan.fiscal_year) if row.counts]
    for number, half in enumerate(Half):
        if found:
            yield Statement(f"{half.value}の状態: 事業 {len(found)}")
        for state in STATES.values():
            named = [row.row.label for row in found if row.halves[number].badge == state]
            if named:
                yield Statement(f"{state.word} {len(named)}: ", 2, pieces=_joined(named, "、"))


def _joined(pieces: Sequence[str], sign: str) -> tuple[str, ...]:
    """Return pieces with a sign behind each but the last."""
    return tuple(piece + sign for piece in pieces[:-1]) + tuple(pieces[-1:])
