"""The texts of a plan, and all of them searched as one: what reads every word has to be quick about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from enum import Enum
from functools import cached_property
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import KANJI_OR_KATAKANA
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dxplan.checks.prose.reading import Reading
    from dxplan.model import Item, Source


class TextKind(Enum):
    """Which text of the plan it is. Names are proper names: they are quoted, not corrected."""

    NAME = "name"
    INDICATOR = "indicator"
    UNIT = "unit"
    DEPARTMENT = "department"
    OVERVIEW = "overview"
    GOAL = "goal"
    REPORT = "report"
    REASON = "reason"
    MILESTONE = "milestone"
    WORDING = "wording"
    HEADING = "heading"
    PROSE = "prose"


#: Running text, in which a writer chose the words.
PROSE = frozenset(
    {
        TextKind.OVERVIEW,
        TextKind.GOAL,
        TextKind.REPORT,
        TextKind.REASON,
        TextKind.MILESTONE,
        TextKind.WORDING,
        TextKind.PROSE,
    }
)


_QUOTES: Final = (("「", "」"), ("『", "』"))
#: A quoted name is not longer than this.
_QUOTED_LENGTH: Final = 60

#: Kanji, katakana, letters and figures of one compound word: 民間データセンタ around センタ.
COMPOUND: Final = "一-鿿々〆ヵヶァ-ヺーA-Za-z0-9"
#: Kanji and katakana in a row, as far as a word that tells what kind of thing is named.
NAMED_KINDS: Final = "システム|ネットワーク|ネット|サイト|プラットフォーム|センター|アプリ"
COMPOUNDS: Final = regex(rf"{KANJI_OR_KATAKANA}{{1,16}}?(?:{NAMED_KINDS})|{KANJI_OR_KATAKANA}{{3,16}}")
_AROUND: Final = 12
#: So many searches take as long as one walk letter by letter.
MANY: Final = 400


class SourceText(NamedTuple):
    """One text: what it says, where it stands, and the item it belongs to.

    ``reading`` gives the years and numbers in it, found once for all the checks that ask for them.
    """

    text: str
    kind: TextKind
    source: Source
    item: Item | None
    reading: Reading


class Hit(NamedTuple):
    """A piece of a text that a pattern found; ``start`` is its offset in ``joined``.

    ``alone`` tells that the piece stands nowhere else in the text, so that it may safely be replaced.
    """

    text: SourceText
    piece: str
    start: int
    alone: bool


class Passages:
    """Texts joined by line ends, so that one search goes through all of them, as far as ``end``.

    Patterns must not match a line end; then no match runs from one text into the next. They should begin with
    the rarest character, and look back from it.
    """

    def __init__(self, texts: tuple[SourceText, ...], whole: Passages | None = None, count: int = 0) -> None:
        self._texts = texts
        self._whole = whole
        if whole is None:
            self.joined = "\n".join([text.text for text in texts])
            self.starts = list(accumulate((len(text.text) + 1 for text in texts), initial=0))
            self.end = len(self.joined)
        else:
            self.joined = whole.joined
            self.starts = whole.starts
            self.end = max(0, self.starts[count] - 1)

    def first(self, count: int) -> Passages:
        """Return only the first texts."""
        return Passages(self._texts[:count], self, count)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that occurs, in what stands behind the end too: enough to know what does not occur."""
        return self._whole.characters if self._whole else frozenset(self.joined)

    @cached_property
    def pairs(self) -> set[str]:
        """Every two characters that stand side by side; a word is looked for only where its first and last are.

        There are hundreds of words, most occur nowhere, and each search would read everything.
        """
        return self._whole.pairs if self._whole else set(map(add, self.joined, self.joined[1:]))

    def _may_hold(self, piece: str) -> bool:
        if len(piece) < 2:
            return self.characters.issuperset(piece)
        return piece[:2] in self.pairs and piece[-2:] in self.pairs

    @property
    def texts(self) -> tuple[SourceText, ...]:
        """The texts in order."""
        return self._texts

    def text_at(self, offset: int) -> SourceText:
        """Return the text that an offset of ``joined`` stands in."""
        return self._texts[bisect_right(self.starts, offset) - 1]

    def holds(self, *pieces: str) -> bool:
        """Whether one of the pieces occurs: a quick look before a pattern is compiled."""
        return any(self._may_hold(piece) and self.joined.find(piece, 0, self.end) >= 0 for piece in pieces)

    def holds_pair(self, firsts: str, seconds: str) -> bool:
        """Whether one of the first characters stands right before one of the second: as quick, where there are many."""
        here = self.characters
        return any(a + b in self.pairs for a in here.intersection(firsts) for b in here.intersection(seconds))

    def places(self, piece: str) -> Iterator[int]:
        """Yield every offset of ``joined`` where a piece begins."""
        place = self.joined.find(piece, 0, self.end) if self._may_hold(piece) else -1
        while place >= 0:
            yield place
            place = self.joined.find(piece, place + 1, self.end)

    def stands(
        self,
        piece: str,
        before: tuple[str, ...] = ("",),
        after: tuple[str, ...] = ("",),
        never_before: tuple[str, ...] = (),
    ) -> bool:
        """Whether a piece occurs with one of the words right before it and one behind: to know before a pattern is compiled."""
        joined = self.joined
        return self._may_hold(piece) and any(
            joined.endswith(before, 0, place)
            and not joined.endswith(never_before, 0, place)
            and joined.startswith(after, place + len(piece))
            for place in self.places(piece)
        )

    def count(self, piece: str) -> int:
        """Return how often a piece occurs."""
        return self.joined.count(piece, 0, self.end) if self._may_hold(piece) else 0

    def counts(self, pieces: Collection[str]) -> dict[str, int]:
        """Return how often each of many pieces occurs; of very many in one walk, since each search reads everything."""
        lengths = {len(piece) for piece in pieces}
        if len(pieces) <= MANY * len(lengths):
            return {piece: self.count(piece) for piece in pieces}
        found = dict.fromkeys(pieces, 0)
        for length in lengths:
            for start in range(self.end - length + 1):
                piece = self.joined[start : start + length]
                if piece in found:
                    found[piece] += 1
        return found

    def matches(self, pattern: str) -> Iterator[re.Match[str]]:
        """Return every match; its offsets are those of ``joined``.

        Patterns come as text, so that one is compiled only where a quick look says that it may match.
        """
        return re.compile(pattern).finditer(self.joined, 0, self.end)

    def hits(self, pattern: str, around: str = "") -> Iterator[Hit]:
        """Return one hit for each text and each piece of text that matches, in order.

        ``around`` is a set of characters (``ァ-ヺー``): those beside a match belong to the piece.
        """
        found: dict[tuple[int, str], tuple[SourceText, int, set[int]]] = {}
        for match in self.matches(pattern):
            start, end = self.widen(match, around) if around else match.span()
            text, piece = self.text_at(match.start()), self.joined[start:end]
            found.setdefault((id(text), piece), (text, start, set()))[2].add(start)
        counted: Counter[int] = Counter()
        for (which, piece), (text, start, places) in found.items():
            # A text with hundreds of different ones is not for a machine to correct, nor to be read through for each.
            counted[which] += 1
            alone = counted[which] <= MANY and text.text.count(piece) == len(places)
            yield Hit(text=text, piece=piece, start=start, alone=alone)

    def widen(self, match: re.Match[str], around: str) -> tuple[int, int]:
        """Return where a match begins and ends with up to twelve of the characters on either side."""
        # One pattern serves both sides, since those with kanji are slow to compile: it reads what is before backwards.
        run = re.compile(f"[{around}]*")
        left = run.match(self.joined[max(0, match.start() - _AROUND) : match.start()][::-1])
        right = run.match(self.joined, match.end(), min(self.end, match.end() + _AROUND))
        return match.start() - (left.end() if left else 0), (right.end() if right else match.end())

    def characters_in(self, characters: Iterable[str]) -> Iterator[Hit]:
        """Return one hit for each text and each of the characters that it contains."""
        present = self.characters.intersection(characters)
        if present:
            yield from self.hits("[" + re.escape("".join(sorted(present))) + "]")

    def quoted(self, offset: int) -> bool:
        """Whether an offset of ``joined`` stands inside 「…」 or 『…』."""
        before = self.joined[max(0, offset - _QUOTED_LENGTH) : offset]
        return any(before.rfind(opening) > before.rfind(closing) for opening, closing in _QUOTES)

    def before(self, offset: int, length: int = 1) -> str:
        """Return what stands before an offset, within the same line."""
        return self.joined[max(0, offset - length) : offset].rpartition("\n")[2]
