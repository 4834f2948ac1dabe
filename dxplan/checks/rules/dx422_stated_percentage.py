"""文の中の割合が、並べて書いた件数と合わない

福島県の2019年度の実施結果には「全3,367件中、3,123件（95%）」とありました。3,123÷3,367は92.8%です。

悪い例:

    report = "全3,367件中、3,123件（95%）を電子入札で実施した。"

良い例: 件数は指標に numerator と denominator で書き、割合は dxplan に計算させる。

正しければ、項目に書きます:

    ignore = [{ code = "DX422", reason = "割合は別の母数による" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import shown_percentage
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold every percentage stated beside its part and whole against them, rounded or truncated as written."""
    for text in subject.reckoned:
        for quotient in text.reading.quotients:
            if quotient.agrees or quotient.stated is None:
                continue
            digits = max(1, quotient.stated.digits)
            computed = shown_percentage(quotient.part.value, quotient.whole.value, digits)
            yield Diagnostic(
                source=text.source,
                message=f"「{quotient.stated.text}」とありますが、"
                f"{quotient.part.value:,f}÷{quotient.whole.value:,f}は{computed}%です。",
                hint="件数と割合のどちらが正しいか確かめてください。",
                phrase=quotient.stated.text,
            )
