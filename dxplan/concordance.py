"""Where words stand in a plan: in which text of which item or heading, on which letters.

All that people write in its files counts: reasons, own fields, corrections, and what sections were asked back, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.format.keys import BLOCKS, CORRECTION
from dxplan.format.keys.ledger import QUERY, SAID
from dxplan.model import Source
from dxplan.values.characters import places, spoken
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.format.blocks import Key
    from dxplan.format.document import Document
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan

#: Whose the texts are that are of no item and no heading.
_PLAN: Final = ("", "", "")
#: Every key by the way to it.
_KEYS: Final[dict[tuple[str, ...], Key]] = {
    (*block.path, name): key for block in (SAID, QUERY, *reversed(BLOCKS)) for name, key in block.keys.items()
}
#: Shapes and keys of what is no text of its own: ids, words out of a list, places in a form.
_SHAPES: Final = frozenset(
    {"id", "choice", "code", "codes", "half", "colour", "handout", "handouts", "year", "years", "date"}
)
_NAMES: Final = frozenset(
    {"unit", "repost_of", "also", "verdict", "section", "row", "column", "file", "sheet", "cell"}
)
#: The tables that say more than settings.
_SAYING: Final = ("direction", "correction", "item", *SAID.path, *QUERY.path)


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


def find_words(
    plan: Plan, rows: Sequence[Assessment], documents: Iterable[Document], words: Sequence[str]
) -> tuple[Place, ...]:
    """Return what has all of the words in its texts: the plan itself, its headings, its rows, each in their order.

    ``documents`` are its files, the 回収簿 among them if there is one. Full-width and half-width letters, capital and
    small ones, hiragana and katakana are the same, blanks nothing.
    """
    heard = [spoken(word) for word in words]
    named = {heading.id: (heading.id, "", heading.name) for heading in plan.headings}
    named |= {row.id: (row.id, "" if row.label == row.id else row.label, row.item.name) for row in rows}
    owners = {heading.source: named[heading.id] for heading in plan.headings}
    owners |= {(row.repost or row.item).source: named[row.id] for row in rows}
    texts: dict[tuple[str, str, str], list[_Text]] = {_PLAN: [], **{owner: [] for owner in owners.values()}}
    for document in documents:
        for text in _texts(document.data, Source(document.path), ()):
            texts[named.get(text.about) or _owner(text.source, owners)].append(text)
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


class _Text(NamedTuple):
    """A text of a file; ``about`` is the id of an item or heading that it speaks of without standing in it."""

    text: str
    source: Source
    about: str


def _texts(table: dict[str, Any], source: Source, way: tuple[str, ...], about: str = "") -> Iterator[_Text]:
    """Yield every text of a table and of those in it; ``way`` are the names that lead there, without years."""
    for name, value in table.items():
        inner = way if way and parse_fiscal_year(name) else (*way, name)
        listed = isinstance(value, list)
        for number, each in enumerate(value if listed else (value,)):
            here = source.child(name, number) if listed else source.child(name)
            if isinstance(each, dict):
                done = inner == SAID.path and {"recorded", "set_aside"} & each.keys()
                if (way or name in _SAYING) and not done:  # what is recorded stands in the plan
                    yield from _texts(each, here, inner, about or _about(each, inner))
            elif isinstance(each, str) and _is_text(inner):
                yield _Text(each, here, about)


def _about(table: dict[str, Any], way: tuple[str, ...]) -> str:
    """Return what a correction, a query or the answer of a section is about; "" of any other table."""
    keys = (
        ("item", "direction")
        if way == CORRECTION.path
        else ("row",)
        if way in (SAID.path, QUERY.path)
        else ()
    )
    return next((table[key] for key in keys if isinstance(table.get(key), str)), "")


def _is_text(way: tuple[str, ...]) -> bool:
    key = _KEYS.get(way)  # None of a plan's own field
    return key is None or not (key.shape in _SHAPES or key.name in _NAMES)


def _owner(source: Source, owners: dict[Source, tuple[str, str, str]]) -> tuple[str, str, str]:
    """Return whose text stands at a place."""
    for length in range(len(source.key), 0, -1):
        if owner := owners.get(source._replace(key=source.key[:length])):
            return owner
    return _PLAN


def _mention(plan: Plan, text: _Text, words: Sequence[str]) -> Mention:
    way = [step for step in text.source.key if isinstance(step, str)]
    year = next((found for step in way if (found := parse_fiscal_year(step))), None)
    way = [step for step in way if not parse_fiscal_year(step)]
    own = {field.id: field.heading for field in plan.own_fields} if "fields" in way else {}
    key = _KEYS.get(tuple(way))
    title = own.get(way[-1]) or (key.title if key else way[-1])
    return Mention(title, year, text.text, tuple(places(text.text, words)), text.source)
