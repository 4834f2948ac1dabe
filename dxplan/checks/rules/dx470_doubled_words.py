"""重なった語

書き直したときの消し忘れで、同じ語や助詞、句読点が二度続いています。「を」が重なる「単価を改正を行った」も同じです。
「一人一人」「節目節目」のように重ねて一つの語になるものと、「東北大学大学院」のように後ろの語の初めであるものは
対象にしません。

悪い例:

    overview = "特定個人情報情報を適正に取り扱う。"
    report = "基礎単価を改正を行った。"
    report = "窓口のの案内を出した。。"

良い例:

    overview = "特定個人情報を適正に取り扱う。"
    report = "基礎単価の改正を行った。"
    report = "窓口の案内を出した。"
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
#: 節目節目で and 地域地域の are words too: a word of two kanji that stands by itself is a slip only before a verb.
_ALONE: Final = "(?=し[たてま、]|す[るべ]|さ[れせ]|を行|を実施)"
_KANJI: Final = f"{_OWN}[一-鿿]"
_TWICE: Final = (
    rf"(?:(?<=[一-鿿ァ-ヺー])(?P<part>{_KANJI}{{2,4}})(?P=part)|(?P<long>{_KANJI}{{3,4}})(?P=long))(?![一-鿿])"
    rf"|(?P<word>{_KANJI}{{2}})(?P=word){_ALONE}"
)
#: A particle twice behind a word, and what ends a clause twice. ものの, のぼり and にぎわい are no particles.
_PARTICLES: Final = (
    "(?P<twice>をを|のの|にに|でで|とと|がが|へへ|。。|、、)"
    "(?:(?<=[一-鿿々ァ-ヺー」』）)A-Za-z0-9].{2})(?=[一-鿿ァ-ヺA-Za-z0-9「『（(])|(?<=[。、].))"
)
_PERHAPS_PARTICLES: Final = ("をを", "のの", "にに", "でで", "とと", "がが", "へへ", "。。", "、、")
_CLAUSES: Final = (
    "(?P<clause>に関する|について|により|によって|における|に対して|に対する|に向けた|に向けて|ための|するため|"
    "として|してい[るた]|[っし]た|して|する|された|される|など|等の|ことに|ことを|ことで|及び|並びに)(?P=clause)"
)
_PERHAPS_CLAUSES: Final = (
    "に関するに関",
    "についてについ",
    "によりにより",
    "によってによ",
    "におけるにお",
    "に対してに対",
    "に対するに対",
    "に向けたに向",
    "に向けてに向",
    "のためのため",
    "ためのための",
    "するためする",
    "としてとし",
    "しているし",
    "していたし",
    "ったった",
    "したした",
    "してして",
    "するする",
    "されたされ",
    "されるされ",
    "などなど",
    "等の等の",
    "ことにこと",
    "ことをこと",
    "ことでこと",
    "及び及び",
    "並びに並びに",
)
#: What doubled words all match, quick to compile; it is rare enough to look with this first.
_REPEATED: Final = rf"({_OWN}[^\W0-9A-Za-zぁ-ゖァ-ヺー]{{2,4}})\1"
_PERHAPS_TWO_OBJECTS: Final = r"を[^\Wぁ-ゖ]{2,4}を"
_TWO_OBJECTS: Final = r"を[一-鿿]{2,4}を(?=行[いうっな]|実施し|開催し|図[るりっ])"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find a word, a particle or a mark that stands twice in a row, and を twice before one verb."""
    texts = subject.written
    for hit in texts.hits(_TWICE) if any(texts.matches(_REPEATED)) else ():
        word = hit.piece[: len(hit.piece) // 2]
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」は「{word}」が重なっています。",
            hint=f"「{word}」の消し忘れでなければ、言い換えてください。",
            phrase=hit.piece,
        )
    for perhaps, pattern in ((_PERHAPS_PARTICLES, _PARTICLES), (_PERHAPS_CLAUSES, _CLAUSES)):
        for hit in texts.hits(pattern) if any(map(texts.count, perhaps)) else ():
            once = hit.piece[: len(hit.piece) // 2]
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」は「{once}」が重なっています。",
                hint=f"「{once}」を一つ消してください。",
                phrase=hit.piece,
                replacement=once if hit.alone else None,
            )
    for hit in texts.hits(_TWO_OBJECTS) if any(texts.matches(_PERHAPS_TWO_OBJECTS)) else ():
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」は「を」が重なっています。",
            hint=f"「の{hit.piece[1:]}」のように書いてください。",
            phrase=hit.piece,
        )
