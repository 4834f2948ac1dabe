"""Letters: which kind one is, and running text without differences of width.

Kinds are asked of one character at a time: an expression such as ``[ァ-ヺー一-鿿々]`` takes one or two milliseconds to
compile, since ``re`` makes a table of it character by character.
"""

from __future__ import annotations

from typing import Final

_SAME: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width ASCII, ～ as ~
    0x3000: " ",
    0x00A0: " ",
    0x301C: "~",  # 〜
    0x2212: "-",  # −
    0x2010: "-",
    0x2011: "-",
    0x2013: "-",
    0x3014: "(",  # 〔 〕
    0x3015: ")",
    0xFF64: "、",
    0xFF61: "。",
    0x21D2: "→",
    0x27A1: "→",
    0x25B3: "▲",  # △
}


#: Patterns of a letter, said by what it is not: of a range such as 一-鿿 ``re`` makes a table letter by letter.
KANJI: Final = r"[^\W0-9A-Za-zぁ-ゖァ-ヺー_０-９Ａ-Ｚａ-ｚ]"
KANJI_OR_KATAKANA: Final = r"[^\W0-9A-Za-zぁ-ゖ_０-９Ａ-Ｚａ-ｚ]"

HIRAGANA: Final = "".join(map(chr, range(0x3041, 0x3097)))
KATAKANA: Final = "".join(map(chr, range(0x30A1, 0x30FB))) + "ー"


def is_kanji(character: str) -> bool:
    """Return whether a character is a kanji or 々; not for an empty string."""
    return "一" <= character <= "鿿" or character == "々"


def is_katakana(character: str) -> bool:
    """Return whether a character is a full-width katakana or ー; not for an empty string."""
    return "ァ" <= character <= "ヺ" or character == "ー"


def fold_in_place(text: str) -> str:
    """Return a text in half-width digits, letters and signs, as long as it was: ``（３年）`` as ``(3年)``."""
    return text.translate(_SAME)
