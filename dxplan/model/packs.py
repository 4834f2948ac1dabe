"""What a meeting is given: its documents in order, as ``pack.toml`` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date


class PackDocument(NamedTuple):
    """A document of a meeting: its label (資料１), and the handout of a plan, or of several plans, that it is.

    One without plans is made by others: the list names it by its ``title`` and ``office``.
    """

    label: str
    plans: tuple[str, ...] = ()
    handout: str = ""
    year: str | None = None
    title: str = ""
    office: str = ""


class Pack(NamedTuple):
    """The documents of a meeting, its title, day and place; ``name`` is that of the folder they are written to."""

    name: str
    title: str
    day: date
    place: str
    office: str
    documents: tuple[PackDocument, ...]
