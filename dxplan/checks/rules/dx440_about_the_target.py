"""概数の実績が、目標とちょうど同じ

「約400」の実績を目標400と比べると「達成」になりますが、正確な数は目標に届いていないかもしれません。

悪い例:

    target = 400
    actual = "約400"

良い例:

    target = 400
    actual = 403

正確な数がなく、届いたことが分かっているなら、項目に書きます:

    ignore = [{ code = "DX440", reason = "会場の定員400人を超えて入場を止めた" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.judging.indicators import Standing
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_ABOUT: Final = (
    "約",
    "およそ",
    "おおよそ",
    "概ね",
    "おおむね",
    "ほぼ",
    "程度",
    "前後",
    "ほど",
    "くらい",
    "ぐらい",
    "近く",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find actuals given in about, that are met by being equal to the target."""
    for assessment in subject.items:
        for judged in assessment.judged:
            actual, aim = judged.actual, judged.aim
            if judged.standing is not Standing.MET or aim is None or not isinstance(actual, Quantity):
                continue
            if actual.value == aim.value and any(word in actual.text for word in _ABOUT):
                yield Diagnostic(
                    source=judged.indicator.source.child("actual"),
                    message=f"「{judged.indicator.name}」の実績「{actual.text}」は概数で、目標とちょうど同じです。",
                    hint="目標に届いたかどうか分かる、正確な数を書いてください。",
                )
