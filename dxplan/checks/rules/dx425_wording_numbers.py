"""達成度の言い方の数が、指標の数と違う

「目標の達成度」欄に課が書いた言い方（wording）や、公表された文（published）の数が、指標の目標値・実績値のどれでもありません。
福島県の2019年度の実施結果では、指標から計算すると92.8%の項目の達成度に「95%を電子入札で実施」と印刷されていました。

悪い例:

    target = "全件"
    actual = { numerator = 3123, denominator = 3367 }
    wording = "目標全件に対し、95%を電子入札で実施"

良い例: wording を消す（dxplan が「目標全件に対し、92.8%」と書きます）。

正しければ、項目に書きます:

    ignore = [{ code = "DX425", reason = "言い方は公表のとおり" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import known_values, stands_for
from dxplan.checks.prose import fits, same_unit
from dxplan.checks.prose.texts import TextKind
from dxplan.model import Ratio
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import NumberMention
    from dxplan.checks.subject import Subject
    from dxplan.model import Item

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find numbers in 目標の達成度, in the unit of an indicator, that no field of the item has."""
    for text in subject.texts:
        if text.kind is not TextKind.WORDING or text.item is None or not text.item.indicators:
            continue
        known = known_values(text.item)
        for number in text.reading.numbers:
            if (
                not _in_unit(number, text.item)
                or stands_for(number, known)
                or _is_quotient(number, text.item)
            ):
                continue
            yield Diagnostic(
                source=text.source,
                message=f"達成度の「{number.text}」は、この項目の指標の目標値にも実績値にもありません。",
                hint="指標の数を確かめてください。wording を消せば、指標から計算した文が印刷されます。",
                phrase=number.text,
            )


def _in_unit(number: NumberMention, item: Item) -> bool:
    return bool(number.unit) and any(same_unit(number.unit, i.unit) for i in item.indicators)


def _is_quotient(number: NumberMention, item: Item) -> bool:
    """Whether a percentage is one of the item's quotients, rounded or truncated as written."""
    return any(
        isinstance(actual, Ratio) and fits(number.value, number.digits, actual.numerator, actual.denominator)
        for indicator in item.indicators
        for _, actual in indicator.actuals
    )
