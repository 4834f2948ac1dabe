"""Parts and the total a text states for them, in the shapes that people write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.counters import in_yen, same_unit
from dxplan.checks.prose.numbers import phrase_span
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from dxplan.checks.prose.numbers import NumberMention

_HINTS: Final = (
    *"計=＝(（",
    "延べ",
    "のべ",
    "合わせて",
    "あわせて",
    "全体で",
    "全部で",
    "年間",
    "通年",
    "内訳",
)
_AND = regex(r"\s*(?:、|,|・|と|\+|及び|および|並びに|ならびに)\s*")
_TOTAL = regex(
    r"\s*(?:の|、|,|で|\(|=)?\s*(?:合計|総計|計|合わせて|あわせて|(?<=\()(?:延べ|のべ))\s*[:はで]?\s*|\s*=\s*"
)
_PARTS = regex(r"\s*\(\s*(?:内訳\s*:?\s*)?")
_TOTAL_BEFORE = regex(r"(?:合計|総計|計)\s*[:はで]?\s*$")
_CLOSING = regex(r"\s*\)")
#: What announces a total after words: 「県北で14回、県南で9回の計24回」, 「上期に18件、下期に25件、年間で44件」.
_ANNOUNCED: Final = regex(
    r"(?:[^統会時家集推余設]計|合計|総計|合わせて|あわせて|全体で|全部で|(?:年間|通年)(?:で|では)?)[、は:]?\s?\Z"
)
#: The last letters of what ``_ANNOUNCED`` finds, but for a blank.
_ANNOUNCING: Final = frozenset("計てで間年は、:")
#: Words between two numbers that say they are no parts of one whole.
_NO_PARTS: Final = regex(
    r"から|より|→|前年|昨年|基準|目標|計画|予定|うち|内数|上限|平均|最大|最小|以上|当たり|あたり|につき|延べ|のべ|累計|"
    r"増|減|比べ|対し|[0-9]年度|ほか|など|等[、)]|複数回答|重複"
)
#: What may begin a bracket with the parts of the number before it; 「（うち…）」 and 「（前年度…）」 hold others.
_INSIDE: Final = regex(r"[^()]{2,80}\)")
_ITEMISED: Final = regex(
    r"(?:で|であった|あった)?[、。]?\s*の?(?:その)?[(\[【〈<]?内訳[)\]】〉>]?\s*[:、はが]?\s*"
)
#: How far before a total what announces it begins, and behind it the heading of its parts.
_HEADING: Final = 8
#: How far words between parts may go.
_BETWEEN: Final = 24
#: More parts than people add up in a sentence.
_MANY: Final = 20


class Sum(NamedTuple):
    """Parts and the total stated for them: ``39名、38名（計77名）``.

    ``close`` tells that words stand between them, so that only a total near to the sum is certainly meant as theirs.
    """

    start: int
    end: int
    text: str
    parts: tuple[NumberMention, ...]
    total: NumberMention
    close: bool = False

    @property
    def added(self) -> Decimal:
        """What the parts give, in the unit of the total."""
        return _sum(self.parts, self.total)

    @property
    def agrees(self) -> bool:
        """Whether the parts add up; True where one of the numbers is not exact."""
        if not all(number.exact for number in (*self.parts, self.total)):
            return True
        added, total = self.added, self.total.value
        return added == total or (self.close and not _slip(added, total))


def _slip(added: Decimal, total: Decimal) -> bool:
    """Whether a total can only be a slip: near to what was added, swapped, a place off, or less than its parts are."""
    if not total:
        return False
    apart = abs(added - total)
    swapped = sorted(f"{added:f}") == sorted(f"{total:f}")
    place = any(added == total.scaleb(power) for power in (-4, -3, -2, -1, 1, 2, 3, 4))
    return apart <= 2 or apart * 10 <= total or swapped or place or total < added < total * 2


def _sum(parts: Sequence[NumberMention], total: NumberMention) -> Decimal:
    scale = in_yen(total.unit)
    if scale is None:
        return sum((part.value for part in parts), start=total.value * 0)
    return sum((part.value * (in_yen(part.unit) or scale) for part in parts), start=total.value * 0) / scale


def sums_in(text: str, folded: str, numbers: Sequence[NumberMention]) -> Iterator[Sum]:
    """Yield parts and the total stated for them (see ``Reading.sums``)."""
    if len(numbers) < 3 or not any(word in text for word in _HINTS):
        return
    begins = 0
    for index, total in enumerate(numbers):
        begins = max(begins, index - _MANY)
        while begins < index and _ends_between(folded, numbers[begins].end, total.start):
            begins += 1
        if total.unit == "%" or total.change:
            continue
        parts, close = _parts(folded, numbers, index, begins)
        if len(parts) >= 2:
            start, end = phrase_span(text, *parts, total)
            yield Sum(start=start, end=end, text=text[start:end], parts=parts, total=total, close=close)
            # What follows a total begins anew.
            begins = index + 1


def _parts(
    folded: str, numbers: Sequence[NumberMention], index: int, begins: int
) -> tuple[tuple[NumberMention, ...], bool]:
    """Return the parts of the number at ``index``, if it is a total, and whether words stand between them."""
    total = numbers[index]
    if index and _TOTAL.fullmatch(folded, numbers[index - 1].end, total.start):
        parts = _parts_before(folded, numbers, index)
        if len(parts) >= 2:
            return parts, False
    elif total.cumulative and _TOTAL_BEFORE.search(folded, max(0, total.start - _HEADING), total.start):
        parts = _parts_behind(folded, numbers, index)
        if len(parts) >= 2:
            return parts, False
    if not total.unit:
        return (), True
    before = folded[max(0, total.start - _HEADING) : total.start]
    announced = before[-1:] in _ANNOUNCING or before[-1:].isspace()
    if announced and index - begins >= 2 and _ANNOUNCED.search(before):
        return _worded_before(folded, numbers[begins:index], total), True
    return _worded_behind(folded, numbers, index), True


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
        if not first or not _AND.fullmatch(folded, numbers[first - 1].end, numbers[first].start):
            break
        last = first - 1
    return tuple(reversed(parts))


def _parts_behind(folded: str, numbers: Sequence[NumberMention], index: int) -> tuple[NumberMention, ...]:
    """Return the parts in the brackets behind a total: ``計77名（39名、38名）``."""
    total, following = numbers[index], numbers[index + 1 : index + _MANY]
    if not following or not _PARTS.fullmatch(folded, total.end, following[0].start):
        return ()
    parts: list[NumberMention] = []
    for number in following:
        if parts and not _AND.fullmatch(folded, parts[-1].end, number.start):
            break
        if not _alike(number, total, bare=False):
            return ()
        parts.append(number)
    return tuple(parts) if _CLOSING.match(folded, parts[-1].end) else ()


def _worded_before(
    folded: str, before: Sequence[NumberMention], total: NumberMention
) -> tuple[NumberMention, ...]:
    """Return the numbers of the total's unit in front of it in its sentence, with words between them."""
    parts: list[NumberMention] = []
    following = total
    # From the total on, so that of many numbers in a row one that is no part ends it.
    for number in reversed(before):
        if _alike(number, total, bare=False):
            if number.cumulative or _apart(folded, number, following):
                return ()
            parts.append(number)
            following = number
    return tuple(reversed(parts)) if len(parts) > 1 else ()


def _worded_behind(folded: str, numbers: Sequence[NumberMention], index: int) -> tuple[NumberMention, ...]:
    """Return the parts in the bracket or the list behind a total: ``85人（職員52人、市町村33人）``, ``（内訳）電話 61件``."""
    total = numbers[index]
    bracket = folded[total.end : total.end + 1] == "("
    if bracket:
        inside = _INSIDE.match(folded, total.end + 1)
        end = inside.end() if inside else total.end
    else:
        announced = folded.find("内訳", total.end, total.end + _HEADING) >= 0
        itemised = _ITEMISED.match(folded, total.end) if announced else None
        end = len(folded) if itemised else total.end
    if end == total.end:
        return ()
    parts: list[NumberMention] = []
    place = total.end
    for number in numbers[index + 1 : index + _MANY]:
        if number.start >= end or not _alike(number, total, bare=False) or number.cumulative:
            break
        between = folded[place : number.start]
        if len(between) > _BETWEEN or _NO_PARTS.search(between) or (not bracket and "。" in between):
            break
        parts.append(number)
        place = number.end
    if bracket and (_NO_PARTS.search(folded, place, end) or end - place > _BETWEEN):
        return ()
    # In a bracket other counters may stand only if every number there was a part.
    if bracket and any(place < number.start < end for number in numbers[index + 1 : index + _MANY]):
        return ()
    return tuple(parts)


def _apart(folded: str, one: NumberMention, other: NumberMention) -> bool:
    between = folded[one.end : other.start]
    return not 0 < len(between) <= _BETWEEN or _NO_PARTS.search(between) is not None


def _ends_between(folded: str, start: int, end: int) -> bool:
    """Whether a sentence ends there: asked of every number, so said without a loop."""
    find = folded.find
    return find("。", start, end) >= 0 or find("\n", start, end) >= 0 or find(";", start, end) >= 0


def _alike(part: NumberMention, total: NumberMention, *, bare: bool) -> bool:
    if part.change:
        return False
    if in_yen(total.unit) is not None and in_yen(part.unit) is not None:
        return True
    return same_unit(part.unit, total.unit) or (bare and not part.unit)
