"""前年度の値が分からない、または前年度の計画と違う

「前年度以上」「前年度比5%増」の目標は、前年度の値がなければ決まりません。実績を記録しても、項目は未記録のままです。
前年度の値は、その指標の実績値（何年かの計画）、last_year、前年度の計画の同じ id の項目にある同じ指標の実績値の順に探します。
last_year の値が前年度の計画と違うときも知らせます。

悪い例（前年度の計画に、この指標の実績値がない）:

    target = "前年度以上"

良い例: 前年度の計画に実績を記録するか、値を書く。

    target = "前年度以上"
    last_year = 525

前年度の計画と違う値で正しければ、項目に書きます:

    ignore = [{ code = "DX490", reason = "公表後に数え直した値" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model import Item, Ratio
from dxplan.model.aims import before_of
from dxplan.model.earlier import earlier_values
from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.plan import GIVEN
from dxplan.values.quantities import fold
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.model import Indicator

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find targets of the year that hang on last year's value where it is not known, or is told in two ways."""
    span = subject.plan.span
    for assessment in subject.items:
        for judged in assessment.judged:
            indicator, target = judged.indicator, judged.target
            if indicator.reference or target is None or not target.of_last_year:
                continue
            year = span.year if indicator.target(span.year) else indicator.due
            if before_of(indicator, year) is None and year <= span.year:
                yield Diagnostic(
                    source=indicator.source.child("target"),
                    message=f"「{indicator.name}」の目標「{target.text}」のもとになる、"
                    f"前年度（{short_year(year - 1)}）の値が分かりません。",
                    hint=_hint(subject, assessment.item, indicator, year - 1),
                )
    yield from _told_twice(subject)


def _hint(subject: Subject, item: Item, indicator: Indicator, year: int) -> str:
    """Return what is missing, and what to write."""
    given = "last_year = 525 のように、前年度の値を書いてください。"
    if year >= subject.plan.span.first:
        return f"actual の {short_year(year)} に実績値を書いてください。"
    before = subject.last_year
    if before is None:
        return f"前年度の計画が plans/ にありません。{given}"
    twin = subject.before.get(item.id)
    if twin is None:
        return f"前年度の計画に id が「{item.id}」の項目がありません。{given}"
    same = next((each for each in twin.indicators if each.name == indicator.name), None)
    if same is None:
        return f"前年度の計画の「{twin.name}」に同じ名前の指標がありません。{given}"
    if fold(same.unit) != fold(indicator.unit):
        return f"前年度の計画では単位が「{same.unit}」で、比べられません。{given}"
    return f"前年度の計画に実績値が記録されていません。記録するか、{given}"


def _told_twice(subject: Subject) -> Iterator[Diagnostic]:
    """Find values given in the file that are not those of last year's plan."""
    if subject.last_year is None:
        return
    year = subject.plan.span.first - 1
    told = earlier_values(subject.last_year, year, lambda source: source.path)
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            given = indicator.before
            unit, other = told.get((assessment.item.id, indicator.name), ("", None))
            if given is None or other is None or given.where != GIVEN or fold(unit) != fold(indicator.unit):
                continue
            (part, whole), (of, by) = given.value.fraction, other.value.fraction
            if part * by != of * whole:
                shown = (
                    f"{other.value.numerator:,f}÷{other.value.denominator:,f}"
                    if isinstance(other.value, Ratio)
                    else other.value.show(indicator.unit)
                )
                yield Diagnostic(
                    source=indicator.source.child("last_year"),
                    message=f"「{indicator.name}」の last_year は、前年度の計画の実績値 {shown} と違います。",
                    hint="どちらが正しいか確かめてください。同じでよければ、last_year の行は要りません。",
                )
