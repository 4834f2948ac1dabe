"""How wide Japanese text stands: full-width characters take two cells, others one."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Return the width of a text in half-width cells; combining marks take none."""
    if text.isascii():
        return len(text)
    return sum(cell(character) for character in text)


def cell(character: str) -> int:
    """Return the width of one character in half-width cells.

    Characters whose width is ambiguous (○, ①, －) are full-width in Japanese fonts, so they count two.
    """
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
