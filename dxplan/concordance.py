"""Where words stand in a plan: in which text of which item or heading, on which letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import TextKind
from dxplan.checks.subject import Subject
from dxplan.format.keys import BLOCKS
from dxplan.values.characters import places, spoken
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.checks.prose.texts import SourceText
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan, Source

#: What people call each key, by the way to it.
_TITLES: Final = {
    (*block.path, key.name): key.title for block in reversed(BLOCKS) for key in block.keys.values()
}


class Mention(NamedTuple):
    """A text with words in it: what it is (取組概要), of which fiscal year if of one, and where the words stand.

    ``marks`` are beginnings and ends in the characters of ``text``.
    """

    title: str
    year: int | None
    text: str
    marks: tuple[tuple[int, int], ...]
    source: Source


class Place(NamedTuple):
    """An item, a heading, or the plan itself (its ``id`` is "") with the texts of it that have the words."""

    id: str
    label: str
    name: str
    mentions: tuple[Mention, ...]


def find_words(plan: Plan, rows: Sequence[Assessment], words: Sequence[str]) -> tuple[Place, ...]:
    """Return what has all of the words in its texts, in the order of the plan.

    Full-width and half-width letters, capital and small ones, hiragana and katakana are the same, blanks nothing.
    """
    heard = [spoken(word) for word in words]
    owners = {heading.source: (heading.id, "", heading.name) for heading in plan.headings}
    owners |= {
        (row.repost or row.item).source: (row.id, "" if row.label == row.id else row.label, row.item.name)
        for row in rows
    }
    texts: dict[tuple[str, str, str], list[SourceText]] = {}
    for text in Subject(plan, tuple(rows)).texts:
        if text.text and text.kind is not TextKind.UNIT:
            texts.setdefault(_owner(text.source, owners), []).append(text)
    found = []
    for owner, said in texts.items():
        spoken_there = [spoken(text.text) for text in said]
        if all(any(word in each for each in spoken_there) for word in heard):
            mentions = tuple(
                _mention(plan, text, heard)
                for text, each in zip(said, spoken_there, strict=True)
                if any(word in each for word in heard)
            )
            found.append(Place(*owner, mentions))
    return tuple(found)


def _owner(source: Source, owners: dict[Source, tuple[str, str, str]]) -> tuple[str, str, str]:
    """Return whose text stands at a place."""
    for length in range(len(source.key), 0, -1):
        if owner := owners.get(source._replace(key=source.key[:length])):
            return owner
    return "", "", ""


def _mention(plan: Plan, text: SourceText, words: Sequence[str]) -> Mention:
    way = [step for step in text.source.key if isinstance(step, str)]
    year = next((found for step in way if (found := parse_fiscal_year(step))), None)
    way = [step for step in way if not parse_fiscal_year(step)]
    own = {field.id: field.heading for field in plan.own_fields} if "fields" in way else {}
    title = own.get(way[-1]) or _TITLES.get(tuple(way), way[-1])
    return Mention(title, year, text.text, tuple(places(text.text, words)), text.source)
