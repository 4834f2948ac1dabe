"""A plan that is proposed, as data and as files: what is in doubt stands in comments, ready to be taken up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dxplan.format import keys
from dxplan.format.comments import Attached
from dxplan.format.layout import Writer, dump
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.format.comments import Comments
    from dxplan.importing.listing import Entry, Listing
    from dxplan.importing.tables import Line

Data = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Indicator:
    """An indicator that is proposed: its data, why one should look at it, and the comments above it."""

    data: Data
    doubts: tuple[str, ...] = ()
    comments: list[str] = field(default_factory=list)
    #: Whether it cannot stand in a plan as it is: no unit, no figure, nobody knows the years, no figure of
    #: the columns that a list has for them.
    open: bool = False
    #: Where the year of its target comes from, if no text names it; "" otherwise.
    derived: str = ""


@dataclass(slots=True, kw_only=True)
class Drafted:
    """An item of the draft: what it comes from, its data, and its indicators."""

    entry: Entry
    data: Data
    indicators: list[Indicator]
    comments: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A plan that is proposed. ``items`` are by the id of their direction.

    ``published`` are the lines that say what was published, ``remarks`` those that have no place in it; ``own_words``
    how often each word stands in the column of verdicts that is none of the plan's.
    """

    head: Data
    headings: dict[str, list[Data]]
    items: dict[str, list[Drafted]]
    published: list[Line]
    remarks: list[Line]
    listing: Listing
    comments: list[str] = field(default_factory=list)
    own_words: dict[str, int] = field(default_factory=dict)

    def all_items(self) -> Iterator[Drafted]:
        """Yield every item in the order of the document."""
        for drafted in self.items.values():
            yield from drafted

    def written(self, drafted: Drafted, *, accept: bool) -> list[Indicator]:
        """Return the indicators of an item that are written, the rest being comments."""
        return [each for each in drafted.indicators if not (each.open or (each.doubts and not accept))]

    def texts(self, *, accept: bool) -> dict[str, str]:
        """Return the files of the plan by name; without ``accept`` what is in doubt stands in comments."""
        found = {
            "plan.toml": Writer({(): Attached(before=_lines(self.comments))}, ()).file(self.head, keys.HEAD)
        }
        for id_ in self.items:
            found[f"{id_}.toml"] = self._items_text(id_, accept=accept)
        if self.remarks:
            found["remarks.txt"] = "".join(f"{line.place}\t{line.text}\n" for line in self.remarks)
        return found

    def _items_text(self, id_: str, *, accept: bool) -> str:
        comments: Comments = {}
        rows = []
        for number, drafted in enumerate(self.items[id_]):
            data = dict(drafted.data)
            written = self.written(drafted, accept=accept)
            kept: list[Data] = []
            aside: list[str] = []
            for indicator in drafted.indicators:
                if indicator not in written:
                    aside += [*_lines(indicator.comments), *_put_out(indicator.data), ""]
                else:
                    comments["item", number, "indicator", len(kept)] = Attached(
                        before=_lines(indicator.comments)
                    )
                    kept.append(indicator.data)
            if kept:
                data["indicator"] = kept
            comments["item", number] = Attached(before=_lines(drafted.comments))
            if aside:
                at = ("item", number, "result") if "result" in data else ("item", number)
                place = comments.setdefault(at, Attached())
                if "result" in data:
                    place.before += aside
                else:
                    place.tail += ["", *aside[:-1]]
            rows.append(data)
        data = {"direction": self.headings[id_] or None, "item": rows or None}
        return Writer(comments, ()).file({k: v for k, v in data.items() if v}, keys.ITEMS)


def _lines(comments: list[str]) -> list[str]:
    """Return comments as TOML has them, a line each, whatever the document had in them."""
    return [visible(" ".join(comment.split())) for comment in comments]


def _put_out(data: Data) -> list[str]:
    """Return an indicator as lines of comments, that become one again where the marks are taken away."""
    if not data:
        return []
    text = dump({"item": [{"indicator": [data]}]}, keys.ITEMS)
    lines = text[text.index("[[item.indicator]]") :].splitlines()
    return [f"# {line}".rstrip() for line in lines]
