"""Kinds of letters.

Asked of one character at a time: an expression such as ``[ァ-ヺー一-鿿々]`` takes one or two milliseconds to compile,
since ``re`` makes a table of it character by character.
"""

from __future__ import annotations


def is_kanji(character: str) -> bool:
    """Return whether a character is a kanji or 々; not for an empty string."""
    return "一" <= character <= "鿿" or character == "々"


def is_katakana(character: str) -> bool:
    """Return whether a character is a full-width katakana or ー; not for an empty string."""
    return "ァ" <= character <= "ヺ" or character == "ー"
