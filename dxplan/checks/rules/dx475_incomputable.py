"""達成率を算出できない指標

計画の判定の方式（plan.toml の [judgement]）が達成率を使うのに、目標値や基準値から達成率を出せない指標です。
実績を記録すると「算出不可」になるので、その前に知らせます。

- 目標値が 0 か負で、実績値を目標値で割れない（A/T、2-A/T）
- 基準値がない、目標値が基準値と同じ、または基準値より悪い（(A-B)/(T-B)、expected）
- 指標の向きと式が合わない（下向きの指標に A/T）

悪い例（plan.toml に scheme = "abcd-100-80-50" とある計画）:

    name = "個人情報の漏えい"
    unit = "件"
    target = 0
    better = "lower"

良い例: 目標に届いたかどうかだけを見る。

    name = "個人情報の漏えい"
    unit = "件"
    target = 0
    better = "lower"
    formula = "compare"

正しければ、項目に書きます:

    ignore = [{ code = "DX475", reason = "率は出さず、達したかどうかだけを見る" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.judging.indicators import against_of, formula_of, met_or_not, scale_of
from dxplan.model.aims import aim_of
from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.formulas import RATE, Incomputable
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.model import Indicator, Span
    from dxplan.model.aims import Aim
    from dxplan.model.scheme import Scheme

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find indicators that cannot be measured as the plan declares, at the first target of which that is so."""
    scheme, span = subject.plan.scheme.measuring, subject.plan.span
    for assessment in subject.items:
        if assessment.item.excluded is not None:
            continue
        for indicator in assessment.item.indicators:
            if (
                indicator.reference
                or indicator.repost_of
                or (scheme.compares_only and not scheme.measures and indicator.formula is None)
            ):
                continue
            if found := _find(indicator, scheme, span):
                yield found


def _find(indicator: Indicator, scheme: Scheme, span: Span) -> Diagnostic | None:
    for year, target in indicator.targets:
        judged = span._replace(year=min(max(year, span.first), span.last))
        aim = aim_of(indicator, target, year)
        if aim is None:
            continue
        formula = formula_of(indicator, aim, scheme)
        if "P" in formula.letters and year != span.year:  # last year's value may be yet to come
            continue
        scale = scale_of(indicator, aim, formula, scheme, judged)
        found = scale if isinstance(scale, Incomputable) else _without_value(indicator, aim, scheme, judged)
        if found is None:
            continue
        which = f"の{short_year(year)}の目標" if len(indicator.targets) > 1 else ""
        what = "達成率を算出できません" if found is scale else "判定の区分に当てはめられません"
        return Diagnostic(
            source=indicator.source.child("target"),
            message=f"「{indicator.name}」{which}は、{what}（{found.reason}）。",
            hint=found.hint,
        )
    return None


def _without_value(indicator: Indicator, aim: Aim, scheme: Scheme, span: Span) -> Incomputable | None:
    """Return why a band that names its measure cannot be asked; last year's value may be yet to come."""
    if met_or_not(indicator, aim):
        return None
    for verdict in scheme.bands[:-1]:
        if verdict.band is None or verdict.band.measure is RATE or verdict.band.measure.letter == "P":
            continue
        against = against_of(indicator, aim, verdict.band, scheme, span)
        found = (
            against
            if isinstance(against, Incomputable)
            else against.difference(against.value, points=verdict.band.points)
        )
        if isinstance(found, Incomputable):
            return found
    return None
