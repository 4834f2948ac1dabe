"""「削減」に▲が付いている

「削減率▲83%」は、83%増えたとも読めます。減らした量を書くなら▲は要りません。

悪い例:

    report = "業務時間の削減率は▲83%であった。"

良い例:

    report = "業務時間の削減率は83%であった。"

正しければ、項目に書きます:

    ignore = [{ code = "DX429", reason = "公表された表のとおり" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import PROSE
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_NEGATED: Final = regex(
    r"(?:削減|減少|縮減|短縮)(?:効果|率|額|量|数|時間|幅)?(?:は|が|：|:|、| |　)?[▲△][0-9０-９,.，．]+[^\s、。]?"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find reductions written as negative numbers."""
    for text in subject.texts:
        if text.kind not in PROSE or not ("▲" in text.text or "△" in text.text):
            continue
        for match in _NEGATED.finditer(text.text):
            yield Diagnostic(
                source=text.source,
                message=f"「{match[0]}」は、減らした量に▲が付いています。",
                hint=f"「{match[0].replace('▲', '').replace('△', '')}」と書いてください。",
                phrase=match[0],
            )
