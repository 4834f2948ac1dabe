"""実績の文の数と、指標の実績値が違う

実績の文に書いた数が、同じ単位のただ一つの指標の実績値と少しだけ違います。写し間違いか、目標値・前年度の値の写しです。
一部の数（うち80人）や、離れた大きさの数は対象にしません。

悪い例:

    actual = 1235
    report = "講座を18回開き、1,253人が受けた。"

良い例:

    actual = 1253
    report = "講座を18回開き、1,253人が受けた。"

別のものの数なら、項目に書きます:

    ignore = [{ code = "DX435", reason = "文の数は申込みの数" }]
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import is_running, lone_indicators, mistaken, stands_for, whole_numbers
from dxplan.checks.prose import fits
from dxplan.model import Counting, Ratio
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import NumberMention, Reading
    from dxplan.checks.subject import Subject
    from dxplan.judging.indicators import Judged

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold the numbers of a report against the one indicator of their unit."""
    for assessment in subject.items:
        result = assessment.result
        if result is None or not result.report:
            continue
        report = subject.reading(result.source.child("report"))
        for judged in lone_indicators(assessment):
            # What is due later counts over years, what the report tells of one of them.
            if judged.indicator.due > subject.plan.fiscal_year and len(judged.indicator.targets) == 1:
                continue
            number = _other(report, judged)
            if number is not None and judged.actual is not None:
                yield Diagnostic(
                    source=result.source.child("report"),
                    message=f"実績の文には「{number.text}」とありますが、"
                    f"指標「{judged.indicator.name}」の実績値は{_shown(judged)}です。",
                    hint="文と実績値のどちらが正しいか確かめ、揃えてください。",
                    phrase=number.text,
                )


def _other(report: Reading, judged: Judged) -> NumberMention | None:
    """Return the number that is meant for the actual and is not it; None if one is it, or none is near."""
    numbers = whole_numbers(report, judged.indicator.unit)
    if is_running(judged.indicator):
        # 「新たに104人が受け、累計624人となった」
        numbers = [number for number in numbers if number.cumulative] or numbers
    actual = judged.actual
    if not numbers:
        return None
    if isinstance(actual, Ratio):
        if judged.indicator.unit != "%" or not actual.denominator:
            return None
        share = actual.numerator * 100 / actual.denominator
        if any(fits(n.value, n.digits, actual.numerator, actual.denominator) for n in numbers):
            return None
        near = [
            n for n in numbers if n.exact and mistaken(n.value, share.quantize(Decimal(1).scaleb(-n.digits)))
        ]
        return near[0] if len(numbers) == 1 and near else None
    if not isinstance(actual, Quantity):
        return None
    values = [actual.value] if actual.running is None else [actual.value, actual.running]
    if judged.indicator.counting is Counting.SUM:  # the report tells what the year has brought
        values += [each.value for _, each in judged.indicator.actuals if isinstance(each, Quantity)]
    base = judged.indicator.baseline
    if isinstance(base, Quantity):  # 「新たに48か所」: or what has come to the base value
        values.append(abs(actual.value - base.value))
    if any(number.approximate or stands_for(number, values) for number in numbers):
        return None
    if sum(number.value for number in numbers) == actual.value:
        return None
    others = [number for number in numbers if number.exact and mistaken(number.value, actual.value)]
    return others[0] if len(numbers) == 1 and others else None


def _shown(judged: Judged) -> str:
    actual = judged.actual
    if isinstance(actual, Ratio):
        return f"{actual.numerator:,f}÷{actual.denominator:,f}"
    return actual.show(judged.indicator.unit) if isinstance(actual, Quantity) else ""
