"""Where words stand: passages with the words marked, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.output.contracts import CONTRACT, INTEGER, TEXT, Shape, document, optional, record, several
from dxplan.values.years import handout_year, long_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dxplan.concordance import Mention, Place
    from dxplan.model import Plan, Source

#: Letters that are shown before and behind a word.
_AROUND: Final = 40
#: Words so near to one another are shown in one passage.
_NEAR: Final = 2 * _AROUND


def print_places(plan: Plan, found: Sequence[Place], line: Callable[[Source], int], *, several: bool) -> None:
    """Print what has the words in a plan; its title above where ``several`` are searched."""
    from rich.text import Text

    from dxplan.output.terminal import console, print_sentence, print_text

    out = console()
    if several:
        print_sentence(out, f"■ {plan.title}（{long_year(plan.fiscal_year)}）", "bold")
    plainly = out.no_color or not out.is_terminal  # where a colour would not be seen
    for place in found:
        named = f"{place.label} {place.name}".strip() or plan.title
        print_sentence(out, f"{named}  [{place.id}]" if place.id else named, "bold")
        for mention in place.mentions:
            year = f"（{handout_year(mention.year)}）" if mention.year else ""
            for start, end in _passages(mention):
                text = Text(f"  {mention.title}{year}: {'…' if start else ''}")
                text.append_text(_marked(mention, start, end, plainly=plainly))
                text.append("…" if end < len(mention.text) else "")
                text.append(f"  {mention.source.path}:{line(mention.source)}", "dim")
                print_text(out, text, 4)


def _passages(mention: Mention) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text to show: the words with what stands around them, those near together in one."""
    start, end = mention.marks[0]
    for begin, stop in mention.marks[1:]:
        if begin - end > _NEAR:
            yield max(0, start - _AROUND), min(len(mention.text), end + _AROUND)
            start = begin
        end = stop
    yield max(0, start - _AROUND), min(len(mention.text), end + _AROUND)


def _marked(mention: Mention, start: int, end: int, *, plainly: bool) -> Any:  # noqa: ANN401 - rich's Text
    from rich.text import Text

    text, place = Text(), start
    for begin, stop in mention.marks:
        if start <= begin and stop <= end:
            text.append(mention.text[place:begin].replace("\n", " "))
            word = mention.text[begin:stop].replace("\n", " ")
            text.append(f"【{word}】" if plainly else word, "bold yellow")
            place = stop
    return text.append(mention.text[place:end].replace("\n", " "))


def places_json(
    words: Sequence[str], found: Sequence[tuple[Plan, Sequence[Place], Callable[[Source], int]]]
) -> dict[str, Any]:
    """Return ``find --json``."""
    return {
        "contract": CONTRACT,
        "words": list(words),
        "found": [
            {
                "plan": plan.name,
                "fiscal_year": plan.fiscal_year,
                "id": place.id or None,
                "number": place.label or None,
                "name": place.name or plan.title,
                "texts": [
                    {
                        "key": ".".join(str(step) for step in mention.source.key),
                        "title": mention.title,
                        "year": mention.year,
                        "path": mention.source.path,
                        "line": line(mention.source),
                        "text": mention.text,
                        "marks": [{"start": start, "end": end} for start, end in mention.marks],
                    }
                    for mention in place.mentions
                ],
            }
            for plan, places, line in found
            for place in places
        ],
    }


FOUND: Final[Shape] = document(
    "dxplan find --json",
    words=several(TEXT),
    found=several(
        record(
            plan=TEXT,
            fiscal_year=INTEGER,
            id=optional(TEXT),
            number=optional(TEXT),
            name=TEXT,
            texts=several(
                record(
                    key=TEXT,
                    title=TEXT,
                    year=optional(INTEGER),
                    path=TEXT,
                    line=INTEGER,
                    text=TEXT,
                    marks=several(record(start=INTEGER, end=INTEGER)),
                )
            ),
        )
    ),
)
