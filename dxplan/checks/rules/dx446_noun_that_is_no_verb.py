"""「する」の付かない語

「する」が付いて動作になる語（実施、監視など）でないものに「する」が付いています。
同じ読みの別の語に変換したか、字を打ち間違えたものです。動作になる語は、日本語の辞書で確かめています。

悪い例:

    overview = "河川の水位を常時漢詩する。"
    report = "説明会を開歳した。"

良い例:

    overview = "河川の水位を常時監視する。"
    report = "説明会を開催した。"

正しければ、項目に書きます:

    ignore = [{ code = "DX446", reason = "業界の用語のとおり" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import is_kanji
from dxplan.checks.prose.misconversions import TOLD
from dxplan.checks.prose.verbal_nouns import is_verbal
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: する as it stands behind what is done.
_DOING: Final = ("する", "した", "して", "し、", "しまし", "します", "しませ", "しつつ", "され")
#: What ends a verb or an adjective of its own behind another noun: 直接指す, 全て有する, 異常無し.
_ENDS_A_VERB: Final = frozenset(
    "直指示出渡残返回移貸消越押落起通表現著冒犯尽隠過倒増課記帰施灯照鳴刺干浮崩壊冷燃絶致潰散戻足冠"
    "有要関対資接属適反達期供介処称題発面類付託解察害帯則制律抗服禁感略"
    "無良善悪多少高低強弱等久正如同苦厳美新親優楽欲激険珍怪怖涼惜悲"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find two kanji before する that no dictionary has as a noun of something done."""
    texts = subject.written
    known: dict[str, bool] = {}
    for doing in _DOING:
        for place in texts.places(doing):
            word = texts.joined[max(0, place - 2) : place]
            if word not in known:
                # What the check of conversions finds before する, it can correct too.
                known[word] = not _is_compound(word) or is_verbal(word) or word in TOLD
            if known[word] or (
                word[1] in _ENDS_A_VERB and is_kanji(texts.joined[max(0, place - 3) : place - 2] or "。")
            ):
                continue
            piece = word + doing.removesuffix("、")
            yield Diagnostic(
                source=texts.text_at(place).source,
                message=f"「{piece}」の「{word}」は、「する」の付く語ではありません。",
                hint="同じ読みの別の語への変換の誤りか、字の打ち間違いがないか確かめてください。",
                phrase=piece,
            )


def _is_compound(word: str) -> bool:
    return len(word) > 1 and is_kanji(word[0]) and is_kanji(word[1]) and word[1] != "化"
