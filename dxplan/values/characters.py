"""Characters as they come from people's files, and those that must not reach a reader's program as what they are."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_CONTROL: Final = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def decode_typed(content: bytes) -> str | None:
    """Return what people typed into a file or piped in: UTF-8 or, as a Japanese Windows has it, Shift_JIS (cp932)."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def in_short(text: str, length: int = 60) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"


def visible(text: str) -> str:
    """Return a text with control characters as pictures (␛ for escape); line ends and tabs stay.

    A terminal would obey them, and XML (Excel's files) cannot hold them.
    """
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


#: Katakana as hiragana: ァ to ヶ stand 0x60 behind ぁ.
_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
#: What belongs to the letter before it: sound marks of half-width katakana, and combining ones.
_MARKS: Final = frozenset("ﾞﾟ\u3099\u309a")


def spoken(text: str) -> str:
    """Return a text as it is looked for: without blanks and widths, in small letters, katakana as hiragana."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA).split())


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where ``spoken`` words stand in a text, in its own characters, from the first on and none twice."""
    heard, at = "", []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and text[end] in _MARKS:
            continue
        said = spoken(text[start:end])
        heard += said
        at += [(start, end)] * len(said)
        start = end
    found = []
    for word in filter(None, words):
        place = heard.find(word)
        while place >= 0:
            found.append((at[place][0], at[place + len(word) - 1][1]))
            place = heard.find(word, place + len(word))
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
