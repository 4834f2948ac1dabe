"""Parts and the total a text states for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dxplan.checks.prose.counters import same_unit
from dxplan.checks.prose.numbers import phrase_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.prose.numbers import NumberMention


class Sum(NamedTuple):
    """Parts and the total stated for them: ``39名、38名（計77名）``."""

    start: int
    end: int
    text: str
    parts: tuple[NumberMention, ...]
    total: NumberMention

    @property
    def agrees(self) -> bool:
        """Whether the parts add up; True where one of the numbers is not exact."""
        if not all(number.exact for number in (*self.parts, self.total)):
            return True
        return sum(part.value for part in self.parts) == self.total.value


_HINT = re.compile(r"計|延べ|のべ|合わせて|あわせて|[=＝]")
# Patterns kept as text are compiled by the first text that gets as far; in most plans none does.
_AND = r"\s*(?:、|,|・|と|\+|及び|および|並びに|ならびに)\s*"
_TOTAL = re.compile(
    r"\s*(?:の|、|,|で|\(|=)?\s*(?:合計|総計|計|合わせて|あわせて|(?<=\()(?:延べ|のべ))\s*[:はで]?\s*|\s*=\s*"
)
_PARTS = r"\s*\(\s*(?:内訳\s*:?\s*)?"
_TOTAL_BEFORE = re.compile(r"(?:合計|総計|計)\s*[:はで]?\s*$")
_CLOSING = r"\s*\)"


def sums_in(text: str, folded: str, numbers: Sequence[NumberMention]) -> Iterator[Sum]:
    """Yield parts and the total stated for them (see ``Reading.sums``)."""
    if len(numbers) < 3 or _HINT.search(text) is None:
        return
    for index, total in enumerate(numbers):
        if total.unit == "%" or total.change:
            continue
        parts: tuple[NumberMention, ...] = ()
        if index and _TOTAL.fullmatch(folded, numbers[index - 1].end, total.start):
            parts = _parts_before(folded, numbers, index)
        elif total.cumulative and _TOTAL_BEFORE.search(folded, max(0, total.start - 8), total.start):
            parts = _parts_behind(folded, numbers, index)
        if len(parts) >= 2:
            start, end = phrase_span(text, *parts, total)
            yield Sum(start=start, end=end, text=text[start:end], parts=parts, total=total)


def _parts_before(folded: str, numbers: Sequence[NumberMention], index: int) -> tuple[NumberMention, ...]:
    """Return the parts in front of a total, which stand in a row, each a number or ``3村4地区``."""
    total = numbers[index]
    # 「3,051+72=3,123件」 names what it counts once.
    equation = "=" in folded[numbers[index - 1].end : total.start]
    parts: list[NumberMention] = []
    last = index - 1
    while last >= 0:
        first = last
        while first and numbers[first - 1].end == numbers[first].start:
            first -= 1
        like = [number for number in numbers[first : last + 1] if _alike(number, total, bare=equation)]
        if len(like) != 1:
            return ()
        parts.append(like[0])
        if not first or not re.compile(_AND).fullmatch(folded, numbers[first - 1].end, numbers[first].start):
            break
        last = first - 1
    return tuple(reversed(parts))


def _parts_behind(folded: str, numbers: Sequence[NumberMention], index: int) -> tuple[NumberMention, ...]:
    """Return the parts in the brackets behind a total: ``計77名（39名、38名）``."""
    total, following = numbers[index], numbers[index + 1 :]
    if not following or not re.compile(_PARTS).fullmatch(folded, total.end, following[0].start):
        return ()
    parts: list[NumberMention] = []
    for number in following:
        if parts and not re.compile(_AND).fullmatch(folded, parts[-1].end, number.start):
            break
        if not _alike(number, total, bare=False):
            return ()
        parts.append(number)
    return tuple(parts) if re.compile(_CLOSING).match(folded, parts[-1].end) else ()


def _alike(part: NumberMention, total: NumberMention, *, bare: bool) -> bool:
    return not part.change and (same_unit(part.unit, total.unit) or (bare and not part.unit))
