"""金額の桁が、文と指標で違う

文の金額と指標の金額が、ちょうど10倍、千倍などと違います。円・千円・万円・百万円の取り違えです。

悪い例:

    unit = "千円"
    actual = 61552998
    report = "県内の企業に61,552千円を融資した。"

良い例:

    unit = "千円"
    actual = 61552
    report = "県内の企業に61,552千円を融資した。"

別の金額なら、項目に書きます:

    ignore = [{ code = "DX438", reason = "文は1社当たりの額" }]
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import known_values
from dxplan.checks.prose.counters import in_yen
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_POWERS: Final = (-6, -4, -3, -2, -1, 1, 2, 3, 4, 6)
#: How far the figures of the same amount may be apart by rounding: a hundredth of it.
_NEAR: Final = Decimal("0.01")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold amounts of money in goals and reports against those of the item's indicators, all of them in yen."""
    for assessment in subject.items:
        item, result = assessment.item, assessment.result
        for indicator in item.indicators:
            scale = in_yen(indicator.unit)
            if scale is None:
                continue
            alone = [value for value in known_values(item) if value]
            known = [EXACT.multiply(value, Decimal(scale)) for value in alone]
            sources = [item.source.child("goal")]
            if result is not None:
                sources += [result.source.child(key) for key in ("report", "wording")]
            for source in sources:
                for number in subject.reading(source).numbers:
                    each = in_yen(number.unit)
                    if each is None or number.value <= 0:
                        continue
                    yen = EXACT.multiply(number.value, Decimal(each))
                    if any(_same(yen, value) for value in known):
                        continue
                    off = [value for value in known for power in _POWERS if _same(yen.scaleb(power), value)]
                    if off:
                        shown = EXACT.divide(off[0], Decimal(scale)).normalize()
                        yield Diagnostic(
                            source=source,
                            message=f"「{number.text}」とありますが、指標「{indicator.name}」の値は"
                            f"{shown:,f}{indicator.unit}で、桁が違います。",
                            hint="円・千円・万円・百万円のどれで書くかを確かめ、揃えてください。",
                            phrase=number.text,
                        )


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= EXACT.multiply(abs(other), _NEAR)
