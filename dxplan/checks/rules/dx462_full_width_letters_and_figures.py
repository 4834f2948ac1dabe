"""半角の中に混じった全角の英数字

「ICT」と「ＩＣＴ」は検索でも集計でも別の語になります。計画が主に半角で書いているときは半角にそろえます。
一桁だけの全角数字（８割）、資料番号（資料２－１）、名称の中の全角は対象にしません。

悪い例:

    report = "感染防止のためのＩＣＴ活用を進めた。"    # ほかの13か所では「ICT」
    report = "研修を１２回開いた。"
    report = "参加者は4，500人であった。"

良い例:

    report = "感染防止のためのICT活用を進めた。"
    report = "研修を12回開いた。"
    report = "参加者は4,500人であった。"

正しければ、項目に書きます:

    ignore = [{ code = "DX462", reason = "様式の名称のとおり" }]
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
SAFE: Final = True

_FULL: Final = r"[Ａ-Ｚａ-ｚ０-９]+(?:[，．][０-９]+)*"
_FULL_MARK: Final = r"(?<![0-9])[0-9]+(?:，[0-9]{3}|．[0-9]+)+"
_LETTER: Final = regex(r"[Ａ-Ｚａ-ｚ]")
_HALF_LETTERS: Final = r"[A-Za-z][A-Za-z0-9]+"
_HALF_FIGURES: Final = r"(?<![A-Za-z0-9.,])[0-9][0-9.,]*[0-9]"
_HALF, _WIDE = "0123456789", "０１２３４５６７８９"
_FIGURES: Final = frozenset(_HALF)
#: A number of both, from its first figure on.
_MIXED: Final = r"(?<![0-9０-９,.])(?:[0-9][0-9,.]*[０-９]|[０-９]+[0-9])[0-9０-９]*(?:[,.][0-9０-９]+)*"
_LABEL: Final = r"(?:資料|別紙|別添|別表|様式|図|表|参考|付録|第)[ \u3000０-９－‐−・]*\Z"
_LABEL_LENGTH: Final = 8


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find full-width letters and figures where half-width ones are more."""
    prose = subject.written
    for hit in prose.hits(_FULL_MARK) if "，" in prose.characters or "．" in prose.characters else ():
        right = unicodedata.normalize("NFKC", hit.piece)
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」の桁区切りや小数点が全角です。",
            hint=f"半角で「{right}」と書いてください。",
            phrase=hit.piece,
            replacement=right if hit.alone else None,
        )
    if not prose.characters.intersection(_ALL):
        return
    if prose.holds_pair(_HALF, _WIDE) or prose.holds_pair(_WIDE, _HALF):
        for hit in prose.hits(_MIXED):
            right = unicodedata.normalize("NFKC", hit.piece)
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」の中で、全角と半角の数字が混じっています。",
                hint=f"半角で「{right}」と書いてください。",
                phrase=hit.piece,
                replacement=right if hit.alone else None,
            )
    hits = [hit for hit in prose.hits(_FULL) if len(hit.piece) > 1]
    if not hits:
        return
    letters = sum(1 for hit in hits if _LETTER.search(hit.piece))
    half_letters = sum(1 for _ in prose.matches(_HALF_LETTERS))
    half_figures = sum(1 for _ in prose.matches(_HALF_FIGURES))
    # Of the names only what could stand there: to read through them all for each would take the square.
    names = "\n".join(dict.fromkeys(re.findall(_FULL, subject.names)))
    for hit in hits:
        is_letters = _LETTER.search(hit.piece) is not None
        full, half = (letters, half_letters) if is_letters else (len(hits) - letters, half_figures)
        end = hit.start + len(hit.piece)
        if prose.before(hit.start) in _FIGURES or prose.joined[end : end + 1] in _FIGURES:
            continue  # said of the whole number
        label = re.search(_LABEL, prose.before(hit.start, _LABEL_LENGTH))
        if full >= half or label or prose.quoted(hit.start) or hit.piece in names:
            continue
        right = unicodedata.normalize("NFKC", hit.piece)
        kind = "英字" if is_letters else "数字"
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」が全角です（この計画の{kind}は主に半角です）。",
            hint=f"半角で「{right}」と書いてください。",
            phrase=hit.piece,
            replacement=right if hit.alone else None,
        )


_ALL: Final = frozenset(chr(code) for start in "Ａａ" for code in range(ord(start), ord(start) + 26)) | set(
    "０１２３４５６７８９"
)
