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

正しければ、項目に書きます:

    ignore = [{ code = "DX470", reason = "団体の名称のとおり" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.wordlists import DEEDS
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
#: A particle twice behind a word, and marks that no sentence has side by side. ものの, のぼり and にぎわい are no particles.
_PARTICLES: Final = (
    "(?P<twice>をを|のの|にに|でで|とと|がが|へへ|はは|。。|、、)"
    "(?:(?<=[一-鿿々ァ-ヺー」』）)A-Za-z0-9].{2})(?=[一-鿿ァ-ヺA-Za-z0-9「『（(])|(?<=[。、].)|(?<=をを)"
    # Behind what a noun of a verb ends with (見直し, 取組み): not in ことと, くにに.
    "|(?<=[しりみきけせめれ](?:をを|のの|にに|がが))(?=[一-鿿ァ-ヺA-Za-z0-9「『（(]))"
)
_PERHAPS_PARTICLES: Final = ("をを", "のの", "にに", "でで", "とと", "がが", "へへ", "はは", "。。", "、、")
_MARKS: Final = ("、。", "。、")
#: What joins or ends a clause and is too short to be told by its letters alone: ますます is a word.
_CLAUSES: Final = "(?P<clause>して|する|した|など|等の|及び)(?P=clause)"
_PERHAPS_CLAUSES: Final = ("してして", "するする", "したした", "などなど", "等の等の", "及び及び")
#: Three letters or more with a kana among them: に関するに関する, を図るを図る.
_LONGER: Final = (
    r"(?P<again>(?!ひとり|ふたり)(?=[^\W0-9A-Za-zぁ-ゖ]{0,11}[ぁ-ゖ])[^\W0-9A-Za-z]{3,12})(?P=again)"
)
_PERHAPS_LONGER: Final = r"([^\W0-9A-Za-z]{3,12})\1"
#: What doubled words all match, quick to compile; it is rare enough to look with this first.
_REPEATED: Final = rf"({_OWN}[^\W0-9A-Za-zぁ-ゖァ-ヺー]{{2,4}})\1"
_PERHAPS_TWO_OBJECTS: Final = r"を[^\Wぁ-ゖ]{2,4}を"
#: を behind the object and behind what is done to it; 「施設を支援を受けて整備した」 has two verbs.
_TWO_OBJECTS: Final = rf"を(?:{DEEDS})を(?=[一-鿿ぁ-ゖ])(?!受け|通じ|経て|得て|用い|基に|もとに|伴)"
_PERHAPS_TWICE_DONE: Final = r"の([^\Wぁ-ゖ]{2})を\1"
_TWICE_DONE: Final = "の(?P<deed>[一-鿿]{2})を(?P=deed)(?=[にをしす])"


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
    doubled = (
        (_PARTICLES, texts.holds(*_PERHAPS_PARTICLES)),
        (_CLAUSES, texts.holds(*_PERHAPS_CLAUSES)),
        (_LONGER, any(texts.matches(_PERHAPS_LONGER))),
    )
    for pattern, perhaps in doubled:
        for hit in texts.hits(pattern) if perhaps else ():
            once = hit.piece[: len(hit.piece) // 2]
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」は「{once}」が重なっています。",
                hint=f"「{once}」を一つ消してください。",
                phrase=hit.piece,
                replacement=once if hit.alone else None,
            )
    for marks in _MARKS:
        for hit in texts.hits(marks) if texts.holds(marks) else ():
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{marks}」は読点と句点が続いています。",
                hint="どちらかを消してください。",
                phrase=marks,
            )
    if any(texts.matches(_PERHAPS_TWO_OBJECTS)):
        for hit in texts.hits(_TWO_OBJECTS):
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」は「を」が重なっています。",
                hint=f"「の{hit.piece[1:]}」のように書いてください。",
                phrase=hit.piece,
            )
    for hit in texts.hits(_TWICE_DONE) if any(texts.matches(_PERHAPS_TWICE_DONE)) else ():
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」は「{hit.piece[-2:]}」が重なっています。",
            hint=f"「の{hit.piece[-2:]}」か「を{hit.piece[-2:]}」のどちらかにしてください。",
            phrase=hit.piece,
        )
