"""「目標の何倍」が、目標値と実績値に合わない

福島県の2019年度の実施結果には、目標16,000回の項目に「目標の2倍以上である約24,000回」とありました。1.5倍です。

悪い例:

    target = 16000
    actual = "約24,000"
    report = "目標の2倍以上に増えた。"

良い例:

    report = "目標の1.5倍に増えた。"

正しければ、項目に書きます:

    ignore = [{ code = "DX426", reason = "文の目標は国の目標のこと" }]
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import fits_factor
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import EXACT, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import NumberMention
    from dxplan.checks.subject import Subject
    from dxplan.judging.indicators import Judged

SEVERITY: Final = Severity.WARNING
_BEFORE: Final = ("目標の", "目標値の", "目標数の")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold 目標のN倍 in a report against the item's one indicator."""
    for assessment in subject.items:
        judged = [j for j in assessment.judged if j.target]
        if len(judged) != 1 or assessment.result is None:
            continue
        report = assessment.result.report
        if "倍" not in report:
            continue
        for number in subject.reading(assessment.result.source.child("report")).numbers:
            if number.unit == "倍" and report[: number.start].endswith(_BEFORE):
                times = _times(judged[0])
                if times is not None and not _holds(number, judged[0]):
                    yield Diagnostic(
                        source=assessment.result.source.child("report"),
                        message=f"「目標の{number.text}」とありますが、実績は目標の{times}倍です。",
                        hint="文と、指標の目標値・実績値のどれが正しいか確かめてください。",
                        phrase=number.text,
                    )


def _times(judged: Judged) -> Decimal | None:
    aim, actual = judged.aim, judged.actual
    if aim is None or not isinstance(actual, Quantity) or aim.value <= 0:
        return None
    return (actual.value / aim.value).quantize(Decimal("0.01")).normalize()


def _holds(number: NumberMention, judged: Judged) -> bool:
    aim, actual = judged.aim, judged.actual
    if aim is None or not isinstance(actual, Quantity):
        return True
    product = EXACT.multiply(aim.value, number.value)
    match number.bound:
        case "以上" | "強" | "超":
            return actual.value >= product
        case "以下" | "弱" | "未満":
            return actual.value <= product
        case _:
            return number.approximate or fits_factor(number.value, number.digits, aim.value, actual.value)
