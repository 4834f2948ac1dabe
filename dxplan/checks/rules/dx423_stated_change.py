"""文の中の増減が、前後の数と合わない

「30%増」のような増減を、並べて書いた二つの数、または指標の基準値と実績値から計算し直します。
割合の差はポイント、人数などの伸びは%です。

悪い例:

    report = "登録者数は7,605人から9,852人へ35%増えた。"   # 29.5%

良い例: 増減は書かず、指標に baseline と actual を書く（資料には増減も計算して印刷されます）。

正しければ、項目に書きます:

    ignore = [{ code = "DX423", reason = "文の増減は別の年度との比べ" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import fits_growth, shown_percentage
from dxplan.checks.prose.texts import TextKind
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dxplan.checks.prose import NumberMention, StatedChange
    from dxplan.checks.prose.texts import SourceText
    from dxplan.checks.subject import Subject
    from dxplan.model import Item, Source

SEVERITY: Final = Severity.ERROR
#: What is said of a share behind what it rose or fell by.
_MOVED: Final = regex(r"(?:ほど|も)?(?:上が|上回|高|増|改善|伸び|下が|下回|低|減|縮)")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold stated growth against the two values beside it, or those of the item's one indicator with a base."""
    for text in subject.reckoned:
        for change in text.reading.changes:
            if change.stated.unit == "ポイント":
                if not change.agrees:
                    yield _in_points(text.source, change)
            elif not change.agrees:
                yield _finding(text.source, change.stated.text, change.before.value, change.after.value)
        told = {change.stated.start for change in text.reading.changes}
        for one, other, stated in _differences(text):
            if stated.start not in told:
                yield _no_growth(text.source, one, other, stated)
    for text in subject.texts:
        if text.item and text.kind in (TextKind.REPORT, TextKind.WORDING):
            yield from _against_fields(text, text.item, subject.plan.fiscal_year)


def _against_fields(text: SourceText, item: Item, year: int) -> Iterator[Diagnostic]:
    values = [
        (indicator.baseline.value, actual.value)
        for indicator in item.indicators
        if indicator.baseline and isinstance(actual := indicator.actual(year), Quantity)
    ]
    if len(values) != 1:
        return
    stated = [n for n in text.reading.numbers if n.unit == "%" and n.change and n.exact]
    if len(stated) != 1 or text.reading.changes:
        return
    (before, after), number = values[0], stated[0]
    growth = -abs(number.value) if number.change == "減" else number.value
    if before and not fits_growth(growth, number.digits, before, after):
        yield _finding(text.source, number.text, before, after)


def _differences(text: SourceText) -> Iterator[tuple[NumberMention, NumberMention, NumberMention]]:
    """Yield two percentages and, as a percentage too, what is between them: 「98.2%で、前年度の96.5%から1.7%上がった」."""
    shares = [number for number in text.reading.numbers if number.unit == "%" and number.exact]
    for one, other, stated in zip(shares, shares[1:], shares[2:], strict=False):
        behind = text.reading.folded[stated.end : stated.end + 4]
        if (
            abs(one.value - other.value) == stated.value > 0
            and (stated.change or _MOVED.match(behind))
            and not (one.change or other.change)
            and "。" not in text.reading.folded[one.end : stated.start]
        ):
            yield one, other, stated


def _no_growth(source: Source, one: NumberMention, other: NumberMention, stated: NumberMention) -> Diagnostic:
    points = stated.text.replace("%", "ポイント").replace("％", "ポイント")
    return Diagnostic(
        source=source,
        message=f"「{stated.text}」とありますが、{one.text}と{other.text}の差なら、%でなくポイントです。",
        hint=f"「{points}」と書いてください。",
        phrase=stated.text,
    )


def _in_points(source: Source, change: StatedChange) -> Diagnostic:
    stated = change.stated
    if change.before.unit != "%" and change.after.unit != "%":
        return Diagnostic(
            source=source,
            message=f"「{stated.text}」とありますが、ポイントは割合（%）どうしの差です。",
            hint="数の伸びなら % で書いてください。",
            phrase=stated.text,
        )
    apart = abs(change.after.value - change.before.value)
    return Diagnostic(
        source=source,
        message=f"「{stated.text}」とありますが、{change.before.text}と{change.after.text}の差は{apart:f}ポイントです。",
        hint="二つの割合と差のどれが正しいか確かめてください。",
        phrase=stated.text,
    )


def _finding(source: Source, stated: str, before: Decimal, after: Decimal) -> Diagnostic:
    growth = shown_percentage(abs(after - before), abs(before), 1) if before else "－"
    word = "増" if after >= before else "減"
    return Diagnostic(
        source=source,
        message=f"「{stated}」とありますが、{before:,f}から{after:,f}へは{growth}%{word}（{_times(before, after)}倍）です。",
        hint="二つの数と増減のどちらが正しいか確かめてください。",
        phrase=stated,
    )


def _times(before: Decimal, after: Decimal) -> str:
    return f"{after / before:.2f}" if before else "－"
