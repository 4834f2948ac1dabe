r"""目に見えない文字

Web や PDF から貼り付けた文には、幅のない空白や制御文字が紛れ込みます。見た目は同じでも検索に掛からず、
CSV では列がずれることがあります。

悪い例（「情報」と「政策課」の間に幅のない空白 U+200B がある）:

    departments = ["企画調整部 情報\u200B政策課"]

良い例:

    departments = ["企画調整部 情報政策課"]

正しければ、項目に書きます:

    ignore = [{ code = "DX465", reason = "もとの資料の文字のまま" }]
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING

_KINDS: Final = {
    "Cc": "制御文字",
    "Cf": "目に見えない文字",
    "Zs": "特殊な空白",
    "Zl": "特殊な改行",
    "Zp": "特殊な改行",
}
_HANGUL_FILLER: Final = "\u3164"
_ALLOWED: Final = frozenset("\n \u3000")
_BESIDE: Final = 4


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find zero-width, bidirectional and control characters, and blanks that are no ordinary ones."""
    texts = subject.everything
    invisible = {
        character
        for character in texts.characters - _ALLOWED
        if unicodedata.category(character) in _KINDS or character == _HANGUL_FILLER
    }
    for hit in texts.characters_in(invisible):
        kind = _KINDS.get(unicodedata.category(hit.piece), "目に見えない文字")
        name = f"U+{ord(hit.piece):04X}"
        before, _, after = hit.text.text.partition(hit.piece)
        beside = "".join(c for c in before[-_BESIDE:] if c.isprintable())
        where = f"「{beside}」の後" if beside else f"「{after[:_BESIDE].strip()}」の前"
        blank = unicodedata.category(hit.piece) == "Zs" or hit.piece == "\t"
        yield Diagnostic(
            source=hit.text.source,
            message=f"{where}に{kind}（{name}）があります。",
            hint="普通の空白にしてください。" if blank else "消してください。",
            phrase=hit.piece,
            replacement=" " if blank else "",
        )
