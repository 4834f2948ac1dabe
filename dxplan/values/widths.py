"""How wide Japanese text stands: full-width characters take two cells, others one."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def cells(text: str) -> int:
    """Return the width of a text in half-width cells; combining marks take none."""
    return width(text, FONT)


def clipped(text: str, room: int) -> str:
    """Return a text of so many half-width cells at most, with … where it was cut."""
    if cells(text) <= room:
        return text
    used, end = FONT["…"], 0
    for letter in text:
        used += FONT[letter]
        if used > room:
            break
        end += 1
    return f"{text[:end]}…"


def cell(character: str) -> int:
    """Return the width of one character in half-width cells.

    Characters whose width is ambiguous (○, ①, －) are full-width in Japanese fonts, so they count two.
    """
    return FONT[character]


_FULL_FIGURE: Final = regex("[０-９](?:[０-９，．]*[０-９])?|％")
_HALF: Final = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")


def half_figures(text: str) -> str:
    """Return a text with its figures in half-width letters: ``１，２００人以上`` as ``1,200人以上``."""
    return text if text.isascii() else _FULL_FIGURE.sub(lambda found: found[0].translate(_HALF), text)


class _Widths(dict[str, int]):
    """The width of each character, found once."""

    def __init__(self, wide: str) -> None:
        self._wide = wide

    def __missing__(self, character: str) -> int:
        nothing = unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf")
        width = 0 if nothing else 2 if unicodedata.east_asian_width(character) in self._wide else 1
        self[character] = width
        return width


#: The widths of a Japanese font, and those of a terminal outside Windows, where ambiguous characters take one cell.
FONT: Final[Mapping[str, int]] = _Widths("WFA")
TERMINAL: Final[Mapping[str, int]] = _Widths("WF")


def width(text: str, widths: Mapping[str, int]) -> int:
    """Return the width of a text in half-width cells."""
    if text.isascii():
        return len(text)
    return sum(map(widths.__getitem__, text))


_CLOSING: Final = frozenset(
    "、。，．・：；！？）］｝」』】〉》〕,.!?)]}%％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_OPENING: Final = frozenset("（［｛「『【〈《〔([{")


def lines(text: str, room: int, widths: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of each line of a text that has ``room`` cells.

    Japanese is broken anywhere, but not before 、 or 」 nor after 「; words and numbers in half-width letters stay whole
    where a line can hold them.
    """
    start, total = 0, len(text)
    while True:
        stop = text.find("\n", start, start + room + 1)
        stop = min(total, start + room + 1) if stop < 0 else stop
        if stop - start <= room and width(text[start:stop], widths) <= room:
            yield start, stop
            if stop == total:
                return
            start = stop + 1
            continue
        end = start + room // 2  # so many letters fit whatever they are
        used, newline = width(text[start:end], widths), False
        while end < total and used + widths[text[end]] <= room:
            if text[end] == "\n":
                newline = True
                break
            used += widths[text[end]]
            end += 1
        if newline or end == total:
            yield start, end
            if not newline:
                return
            start = end + 1
            continue
        if text[end] in "\n ":
            yield start, end
            start = end + 1
            continue
        end = max(end, start + 1)  # a letter too wide for the room stands alone
        if end == total:
            yield start, end
            return
        cut = end
        while cut > start and _together(text[cut - 1], text[cut]):
            cut -= 1
        if cut == start:
            cut = end
        yield start, cut
        start = cut


def _together(before: str, after: str) -> bool:
    """Whether two characters stand in one line."""
    if after in _CLOSING or before in _OPENING:
        return True
    return after != " " and (before.isdigit() or (before.isascii() and after.isascii() and before != " "))
