"""Why a row has its verdict: the rule, the numbers, and where each was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.explanation.halves import row_halves
from dxplan.handouts.explanation.lines import Explanation, Statement
from dxplan.handouts.indices import entering, index_of
from dxplan.handouts.wording import actual_text, comparison, target_text
from dxplan.model import ItemKind
from dxplan.model.scheme import EXCLUDED, Formula, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.handouts.report import Report, Row
    from dxplan.judging.assessments import Assessment
    from dxplan.judging.standings import Judged
    from dxplan.model import Plan
    from dxplan.model.scheme import Scheme


#: Rows that are not counted, and what they are called.
KINDS: Final = {ItemKind.REFERENCE: "参考事業", ItemKind.KPI: "KPI", ItemKind.GOAL: "基本目標"}


def explain_row(report: Report, row: Row) -> Explanation:
    """Explain the verdict of a row: the rule, the numbers, and where each was written."""
    return Explanation(
        heading=f"{row.assessment.label} {row.name}" if row.assessment.number else row.name,
        id=row.assessment.item.id,
        verdict=row.assessment.verdict,
        lines=tuple(_row_lines(report, row)),
    )


def _row_lines(report: Report, row: Row) -> Iterator[Statement]:
    assessment, plan = row.assessment, report.plan
    if row.achievement != assessment.verdict.label:
        yield Statement(f"資料の表記: {row.achievement.replace(chr(10), ' ／ ')}")
    yield Statement(f"規則: {assessment.rule.value}（→ {assessment.computed.label}）")
    for judged in assessment.judged:
        yield from _indicator_lines(judged, plan)
    how = assessment.item.combine or plan.scheme.combine
    indexed = (
        assessment.item.kind is ItemKind.KPI and index_of(assessment.judged, how, plan.scheme) is not None
    )
    if assessment.rate is not None or indexed:
        from dxplan.handouts.explanation.rates import combined_lines

        yield from (Statement(text) for text in combined_lines(entering(assessment.judged), how, plan.scheme))
    yield from _result_lines(assessment)
    yield from _counting_lines(assessment, plan.scheme)
    yield from row_halves(assessment, plan.fiscal_year)
    yield Statement("記載場所:", source=assessment.item.source)
    if assessment.repost:
        yield Statement("再掲（内容は元の項目から）:", source=assessment.repost.source)


def _indicator_lines(judged: Judged, plan: Plan) -> Iterator[Statement]:
    alone = f"実績 {actual_text(judged, plan.rate)}" if judged.actual else "実績なし"
    numbers = comparison(judged, plan.rate) or alone
    when = "" if judged.due_now else f"、期限 {judged.indicator.due}年度"
    asked = f"（目標の表記 {target_text(judged)}{when}）" if judged.target else ""
    yield Statement(f"指標: {judged.indicator.name} … {judged.standing.value}")
    yield Statement(f"{numbers}{asked}", 4)
    if _measures(plan.scheme) or judged.indicator.formula:
        from dxplan.handouts.explanation.rates import rate_lines

        yield from (Statement(text, 4) for text in rate_lines(judged, plan.scheme, plan.span))
    if "KPI一覧" in plan.handouts:  # the one that prints it
        from dxplan.handouts.explanation.rates import course_lines

        yield from (Statement(text, 4) for text in course_lines(judged, plan.scheme, plan.span))
    yield Statement("", 4, judged.indicator.source)


def _measures(scheme: Scheme) -> bool:
    """Whether a scheme has rates at all, or only asks whether targets are met."""
    return not scheme.formula is scheme.lower is Formula.COMPARE


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
    if assessment.override:
        changed = assessment.override
        yield Statement(
            f"判定の変更: {changed.verdict.label}  理由: {changed.reason}",
            source=result.source.child("override"),
        )


def _counting_lines(assessment: Assessment, scheme: Scheme) -> Iterator[Statement]:
    """Yield how the totals count a row, where they do not just count it as one item with its verdict."""
    item = assessment.item
    if item.kind in KINDS:
        yield Statement(f"集計: 数えない（{KINDS[item.kind]}）")
    elif assessment.verdict == EXCLUDED:
        yield Statement(f"集計: 数えない（対象外: {item.excluded}）", source=item.source.child("excluded"))
    elif scheme.count is Unit.INDICATOR:
        words = "、".join(f"{unit.name or '項目として'} {unit.verdict.label}" for unit in assessment.units)
        yield Statement(f"集計: {len(assessment.units)}（{words}）")
