"""What differs between two texts, in marks that cut no figure, era-year, Latin or Katakana word in half."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALNUM: Final = "0-9A-Za-z０-９Ａ-Ｚａ-ｚÀ-ÖØ-öø-ÿ"
_YEAR: Final = "(?:年度|年)?"
#: What belongs to the character before it: 濁点 written apart, accents, variants of kanji.
_BELONGS: Final = "[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
_TOKEN: Final = regex(
    "|".join(
        (
            rf"(?:明治|大正|昭和|平成|令和)(?:元|[0-9０-９]+(?:[.,．，][0-9０-９]+)*){_YEAR}",
            rf"[MTSHRＭＴＳＨＲ]元{_YEAR}",
            # Figures and Latin words, with what joins them (1,200 5.5 Wi-Fi R2.3), and with 億 and 万 (26億2,652万).
            rf"[▲△±+＋−－-]?[{_ALNUM}]+(?:[-.,'’&．，／/:：][{_ALNUM}]+)*(?:[兆億万千](?:[0-9０-９]+(?:[.,．，][0-9０-９]+)*)?)*(?:年度|[%％])?",
            r"[ァ-ヺー-ヿヽヾｦ-ﾟ゛゜\u3099\u309a]+",
            rf".{_BELONGS}",
        )
    ),
    16,  # re.DOTALL
)
#: Texts with more pairs of tokens than this are not held against each other, but given as old and new.
_MOST_PAIRS: Final = 4_000_000


class Mark(Enum):
    """What a piece is: in both texts, only in the old, only in the new one."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


class Piece(NamedTuple):
    """A part of two texts."""

    mark: Mark
    text: str


def tokens(text: str) -> list[str]:
    """Return the parts of a text that are never cut: joined they are the text."""
    return [found[0] for found in _TOKEN.finditer(text)]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return how one text becomes the other: without the new pieces it is the old one, without the old the new."""
    old, new = tokens(before), tokens(after)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    middle = (old[head : len(old) - tail], new[head : len(new) - tail])
    found = [
        Piece(Mark.BOTH, "".join(old[:head])),
        *_middle(*middle),
        Piece(Mark.BOTH, "".join(old[len(old) - tail :])),
    ]
    return tuple(piece for piece in found if piece.text)


def _middle(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield Piece(Mark.OLD, "".join(old))
        yield Piece(Mark.NEW, "".join(new))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Mark.BOTH, "".join(old[i1:i2]))
        else:
            yield Piece(Mark.OLD, "".join(old[i1:i2]))
            yield Piece(Mark.NEW, "".join(new[j1:j2]))
