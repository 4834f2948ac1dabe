"""文の中の合計が、内訳と合わない

悪い例:

    report = "参加者は39名、38名（計78名）であった。"

良い例:

    report = "参加者は39名、38名（計77名）であった。"

正しければ、項目に書きます:

    ignore = [{ code = "DX424", reason = "内訳は重複を含む" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold every total stated beside its parts against their sum."""
    for text in subject.reckoned:
        for found in text.reading.sums:
            if not found.agrees:
                yield Diagnostic(
                    source=text.source,
                    message=f"「{found.total.text}」とありますが、内訳を足すと{found.added:,f}です。",
                    hint="内訳と合計のどちらが正しいか確かめてください。",
                    phrase=found.total.text,
                )
