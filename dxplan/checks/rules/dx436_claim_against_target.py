"""目標を上回った・下回ったという文が、数字と違う

実績や理由の文は目標を上回った（届かなかった）と言い、指標の目標値と実績値はそうなっていません。
実績値の欄に目標値を写したときに起こります。

悪い例:

    target = 120
    actual = 120
    report = "データを公開し、目標を14件上回った。"

良い例:

    target = 120
    actual = 134
    report = "データを公開し、目標を14件上回った。"

別の目標のことなら、項目に書きます:

    ignore = [{ code = "DX436", reason = "文の目標は国の目標のこと" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import Reading
from dxplan.judging.indicators import Standing
from dxplan.model import Better
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.quantities import Form, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.judging.indicators import Judged

SEVERITY: Final = Severity.WARNING
_OVER: Final = regex(r"目標[^。\n、]{0,14}(?:上回[りっる]|超え[るた、]|超過)")
_REACHED: Final = regex(r"目標[^。\n、]{0,8}(?:達成した|達成し、|達した。)")
_SHORT: Final = regex(
    r"目標[^。\n、]{0,14}(?:届か|下回[りっ]|達しな|達してい?な|達成でき(?:ず|な)|達成に至ら|及ばな|未達)"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold what a report and a reason say of the target against the item's one indicator."""
    for assessment in subject.items:
        due = [judged for judged in assessment.judged if judged.is_due]
        result = assessment.result
        if result is None or len(due) != 1 or due[0].standing not in (Standing.MET, Standing.MISSED):
            continue
        for key, words in (("report", result.report), ("reason", result.reason)):
            if "目標" in words and (said := _contradiction(words, due[0])):
                phrase, truth = said
                yield Diagnostic(
                    source=result.source.child(key),
                    message=f"「{phrase}」とありますが、指標「{due[0].indicator.name}」は{truth}。",
                    hint="文と、指標の目標値・実績値のどれが正しいか確かめてください。",
                    phrase=phrase,
                )


def _contradiction(words: str, judged: Judged) -> tuple[str, str] | None:
    """Return the phrase that is not so, and what is so."""
    met = judged.standing is Standing.MET
    target, actual = judged.target, judged.actual
    if not isinstance(target, Quantity) or not isinstance(actual, Quantity) or judged.aim is None:
        return None
    if target.form in (Form.RANGE, Form.ALL):
        return None
    short, over = _SHORT.search(words), _OVER.search(words)
    figures = f"目標{target.show(judged.indicator.unit)}に対し、{actual.show(judged.indicator.unit)}です"
    if short and not over and met:
        return short[0], figures
    if over and not short and judged.aim.better is Better.HIGHER:
        apart = actual.value - judged.aim.value
        said = [n for n in Reading(over[0]).numbers if n.exact and not n.change]
        if apart <= 0 or (len(said) == 1 and _is_amount(over[0], said[0].end) and said[0].value != apart):
            return over[0], figures
    reached = _REACHED.search(words)
    return (reached[0], figures) if reached and not short and not met else None


def _is_amount(phrase: str, end: int) -> bool:
    """Whether the number is by how much: 「目標を14件上回った」, and not 「目標の120件を上回った」."""
    return phrase[end : end + 2] in ("上回", "超え", "超過") or phrase[end : end + 3] in ("も上回", "ほど上")
