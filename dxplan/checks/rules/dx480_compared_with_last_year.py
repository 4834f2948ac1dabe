"""前年度との比べが、前年度の数と合わない

実績の文に書いた前年度の数、前年度比、前年度からの増減を、前年度の計画にある実績値と、今年度の実績値から計算し直します。
同じ文に今年度の実績値が書いてあるものだけを見ます。指標が累計なら、今年度に増えた数（新たに○人）も確かめます。

悪い例（前年度の計画の実績値は520人）:

    report = "受講者は624人で、前年度比130%となった。"
    report = "受講者は624人で、前年度（530人）より104人増えた。"

良い例:

    report = "受講者は624人で、前年度比120%となった。"
    report = "受講者は624人で、前年度（520人）より104人増えた。"

正しければ、項目に書きます:

    ignore = [{ code = "DX480", reason = "前年度の数は、公表の後に直したもの" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import RUNNING, is_running
from dxplan.checks.prose import fits, fits_factor, fits_growth, same_unit, shown_percentage
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.quantities import EXACT, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dxplan.checks.prose import NumberMention, Reading
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: Words of which a plan must have one to be worth looking through.
_SAID: Final = ("前年", "昨年", *RUNNING)
_LAST_YEAR: Final = regex(
    r"(?:対?前年度?|昨年度?)(?P<how>比|同期比|に比べて?|と比べて?|より|から|の実績|実績|の)?[はで]?[\s(:、]*"
)
_ABOVE_OR_BELOW: Final = regex(
    r"(?:前年度?|昨年度?)(?:の実績|実績)?を(?:大きく|やや|わずかに)?(?P<way>上回|下回)[っり]"
)
_NEWLY: Final = regex(r"(?:新たに|新規に?)[^。\n0-9]{0,4}\Z")
#: What is said of last year with a share of it, and with its value itself.
_SHARES: Final = ("比", "同期比")
_ITS_VALUE: Final = ("", "の", "実績", "の実績")
#: A comparison stands no further behind the actual.
_APART: Final = 40


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold what reports say of the year before against the actuals of both years."""
    if not subject.everything.holds(*_SAID):
        return
    for twin in subject.twin_indicators:
        actual, last, result = twin.judged.actual, twin.actual, twin.assessment.result
        unit = twin.judged.indicator.unit
        if not isinstance(actual, Quantity) or last is None or result is None or not result.report:
            continue
        if not same_unit(unit, twin.indicator.unit):
            continue
        source = result.source.child("report")
        report = subject.reading(source)
        cumulative = is_running(twin.judged.indicator)
        for phrase, right in _wrong(report, unit, actual.value, last.value, cumulative=cumulative):
            yield Diagnostic(
                source=source,
                message=f"実績の文には「{phrase}」とありますが、指標「{twin.judged.indicator.name}」は"
                f"前年度{last.show(unit)}、今年度{actual.show(unit)}で、{right}です。",
                hint="文と、二つの年度の実績値のどれが正しいか確かめてください。",
                phrase=phrase,
            )


def _wrong(
    report: Reading, unit: str, actual: Decimal, last: Decimal, *, cumulative: bool
) -> Iterator[tuple[str, str]]:
    """Yield what a report says behind the actual and is not so, and what is."""
    folded = report.folded
    numbers = {number.start: number for number in report.numbers}
    for number in report.numbers:
        if number.value != actual or not (number.exact and same_unit(number.unit, unit)) or number.change:
            continue
        near = number.end + _APART
        end = min(
            (place for sign in "。\n" if (place := folded.find(sign, number.end, near)) >= 0), default=near
        )
        said = _LAST_YEAR.search(folded, number.end, end)
        other = numbers.get(said.end()) if said else None
        between = folded[number.end : said.start()] if said else ""
        if said and other and not any(map(str.isdigit, between)):
            right = _right(other, said["how"] or "", unit, actual, last)
            if right:
                yield report.text[said.start() : other.end], right
        way = _ABOVE_OR_BELOW.search(folded, number.end, end)
        if way and actual != last and (way["way"] == "上回") != (actual > last):
            yield (
                report.text[way.start() : way.end()],
                f"前年度を{'上回って' if actual > last else '下回って'}いる数",
            )
    if cumulative:
        for number in report.numbers:
            new = same_unit(number.unit, unit) and number.exact and not number.change
            before = folded[max(0, number.start - 10) : number.start]
            if new and _NEWLY.search(before) and number.value not in (EXACT.subtract(actual, last), actual):
                yield number.text, f"増えたのは{EXACT.subtract(actual, last):,f}{unit}"


def _right(said: NumberMention, how: str, unit: str, actual: Decimal, last: Decimal) -> str:
    """Return what should be said of the year before; "" where it fits, or where nothing can be held against it."""
    # 「前年度の530人を上回った」 names the number itself; 「500人以上」 does not.
    named = said.exact or (said.bound in ("超", "未満") and not said.text.endswith(said.bound))
    if said.approximate or not named:
        return ""
    apart, way = abs(EXACT.subtract(actual, last)), "増" if actual >= last else "減"
    value, digits = abs(said.value), said.digits
    if said.unit in ("%", "倍") and unit != said.unit:
        if not last:
            return ""
        if said.unit == "倍":
            more = (0, 1) if said.change else (0,)
            right = f"{actual / last:.2f}倍"
            fitting = any(fits_factor(value + one, digits, last, actual) for one in more)
        else:
            of_last = how in _SHARES and not said.change
            growth = -value if said.change == "減" else said.value
            right = f"{shown_percentage(apart, last, 1)}%{way}"
            if of_last:
                right = f"前年度比{shown_percentage(actual, last, 1)}%"
            fitting = fits_growth(growth, digits, last, actual) or (
                not said.change and (not of_last or fits(value, digits, actual, last))
            )
    elif said.unit == "ポイント":
        fitting, right = unit != "%" or value == apart, f"{apart:f}ポイント{way}"
    elif not said.unit or not same_unit(said.unit, unit):
        return ""
    elif said.change:
        fitting, right = value == apart, f"{apart:,f}{unit}{way}"
    else:
        fitting, right = how not in _ITS_VALUE or said.value == last, f"前年度は{last:,f}{unit}"
    return "" if fitting else right
