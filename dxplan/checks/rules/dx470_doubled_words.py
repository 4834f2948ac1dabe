"""重なった語

書き直したときの消し忘れで、同じ語が二度続いています。「を」が重なる「単価を改正を行った」も同じです。
「一人一人」のように重ねて一つの語になるものと、「東北大学大学院」のように後ろの語の初めであるものは対象にしません。

悪い例:

    overview = "特定個人情報情報を適正に取り扱う。"
    report = "基礎単価を改正を行った。"

良い例:

    overview = "特定個人情報を適正に取り扱う。"
    report = "基礎単価の改正を行った。"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: 一人一人 and 次第次第 are words of their own; in 東北大学大学院 the second one belongs to what follows.
_OWN: Final = "(?![一二三四五六七八九十百千万各]|次第)"
_TWICE: Final = rf"(?P<word>{_OWN}[一-鿿]{{2,4}})(?P=word)(?![一-鿿])"
#: What they all match, quick to compile; it is rare enough to look with this first.
_REPEATED: Final = rf"({_OWN}[^\W0-9A-Za-zぁ-ゖァ-ヺー]{{2,4}})\1"
_PERHAPS_TWO_OBJECTS: Final = r"を[^\Wぁ-ゖ]{2,4}を"
_TWO_OBJECTS: Final = r"を[一-鿿]{2,4}を(?=行[いうっな]|実施し|開催し|図[るりっ])"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find a word of kanji that stands twice in a row, and を twice before one verb."""
    texts = subject.written
    for hit in texts.hits(_TWICE) if any(texts.matches(_REPEATED)) else ():
        word = hit.piece[: len(hit.piece) // 2]
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」は「{word}」が重なっています。",
            hint=f"「{word}」の消し忘れでなければ、言い換えてください。",
            phrase=hit.piece,
        )
    for hit in texts.hits(_TWO_OBJECTS) if any(texts.matches(_PERHAPS_TWO_OBJECTS)) else ():
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」は「を」が重なっています。",
            hint=f"「の{hit.piece[1:]}」のように書いてください。",
            phrase=hit.piece,
        )
