"""計画: directions with their headings and rows, and what the head of the plan declares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.items import Item, Repost
    from dxplan.model.scheme import Scheme
    from dxplan.model.words import Source, Span
    from dxplan.values.rounding import Rounding


class Published(NamedTuple):
    """Figures as they were published, to be held against the computed ones.

    ``rate`` is without ``%``; ``references`` are the 参考事業 that were published among ``items``.
    """

    items: int | None
    achieved: int | None
    rate: str
    source: Source
    references: int = 0

    @property
    def projects(self) -> int | None:
        """The published items without the 参考事業 among them: what is to be held against counted items."""
        return None if self.items is None else self.items - self.references

    @property
    def items_label(self) -> str:
        """The published items in words: ``21（うち参考事業1）``."""
        return f"{self.items}（うち参考事業{self.references}）" if self.references else str(self.items)


class Totals(NamedTuple):
    """実施事業項目 and 目標達成項目 of a direction of whose year only the totals survive."""

    items: int
    achieved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """施策の展開方向: a chapter of the plan with its rows in order, or only their ``totals``.

    ``parts`` are the headings under it, each with its own rows. ``number`` is printed in place of the one that the
    plan's numbering gives, ``page`` where it stands in a published document. ``points`` are said of its own year,
    ``review`` in the 総括 of all years up to it.
    """

    id: str
    name: str
    theme: str
    number: str
    page: int | None
    points: tuple[str, ...]
    review: tuple[str, ...]
    entries: tuple[Item | Repost, ...]
    parts: tuple[Direction, ...]
    totals: Totals | None
    published: Published | None
    source: Source

    def walk(self) -> Iterator[Direction]:
        """Yield this direction and all headings under it, in the order of the document."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def rows(self) -> tuple[Item | Repost, ...]:
        """All entries of this direction and the headings under it, in the order of the document."""
        return tuple(entry for direction in self.walk() for entry in direction.entries)

    def unpublished(self) -> Direction:
        """Return it without what was published of it and of the headings under it."""
        return replace(self, published=None, parts=tuple(part.unpublished() for part in self.parts))


class Numbering(NamedTuple):
    """How rows and headings are numbered.

    ``through`` numbers the rows through the plan instead of anew in every top direction; with ``mark_reposts`` a
    再掲 takes no number. ``headings`` has the number of the first heading of each level, "" for none; the numbers
    of levels beyond are left out.
    """

    through: bool
    mark_reposts: bool
    headings: tuple[str, ...]


class RateRule(NamedTuple):
    """達成項目の割合: digits behind the point, rounding, and whether 再掲 are counted (延べ) or not (実質)."""

    digits: int
    rounding: Rounding
    count_reposts: bool


#: An actual this many times its target makes one look at the target again.
DEFAULT_FAR_OVER: Final = Decimal(3)


class CheckRules(NamedTuple):
    """What the plan says about 照査: codes left out, and how many times over its target is suspicious."""

    ignore: tuple[str, ...]
    far_over: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """計画 of one fiscal year, or of a span of years judged for one of them. ``name`` is the folder's (``2019``).

    ``handouts`` are the names of the handouts that are made of it.
    """

    name: str
    title: str
    office: str
    span: Span
    label: str
    note: str
    comment: tuple[str, ...]
    review: tuple[str, ...]
    handouts: tuple[str, ...]
    numbering: Numbering
    scheme: Scheme
    rate: RateRule
    checks: CheckRules
    published: Published | None
    directions: tuple[Direction, ...]
    source: Source

    @property
    def fiscal_year(self) -> int:
        """The fiscal year that is judged and shown."""
        return self.span.year

    def in_year(self, year: int) -> Plan:
        """Return the plan as it is judged for another of its years; what was published is of its own year alone."""
        if year == self.fiscal_year:
            return self
        directions = tuple(direction.unpublished() for direction in self.directions)
        return replace(self, span=self.span._replace(year=year), published=None, directions=directions)

    @property
    def headings(self) -> tuple[Direction, ...]:
        """All directions and the headings under them, in the order of the document."""
        return tuple(heading for direction in self.directions for heading in direction.walk())

    @property
    def rows(self) -> tuple[Item | Repost, ...]:
        """All entries in the order of the document."""
        return tuple(entry for heading in self.headings for entry in heading.entries)
