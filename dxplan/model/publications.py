"""What was published of a plan, figure by figure, and what was corrected since."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.model.scheme import Unit
from dxplan.model.sources import wherever_written
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from dxplan.model.sources import Source


class FigureName(Enum):
    """Which figure of an indicator, an item, a direction or the whole plan; the value is the word for it."""

    ACTUAL = "実績値"
    TARGET = "目標値"
    BASELINE = "基準値"
    VERDICT = "判定"
    ITEMS = "実施事業項目"
    ACHIEVED = "目標達成項目"
    RATE = "割合"
    INDICATOR_RATE = "指標の割合"
    ITEM_RATE = "項目の割合"


#: The rate that stands beside that of a plan, by what the plan counts.
RATE_BESIDE: Final = {Unit.ITEM: FigureName.INDICATOR_RATE, Unit.INDICATOR: FigureName.ITEM_RATE}


class Place(NamedTuple):
    """What a figure is one of: an indicator of an item, an item, a direction, or the whole plan where all are ""."""

    item: str
    indicator: str
    direction: str
    name: FigureName


class Figure(NamedTuple):
    """A figure as handouts print it."""

    item: str
    indicator: str
    direction: str
    name: FigureName
    value: str

    @property
    def place(self) -> Place:
        """What it is a figure of."""
        return Place(self.item, self.indicator, self.direction, self.name)


class PublishedFile(NamedTuple):
    """A handout as it was published, by the name of its file."""

    name: str
    sha256: str


class Publication(NamedTuple):
    """What was published on a day of a plan as it was judged for a fiscal year. It stands beside the plan.

    ``before`` is what was published of the plan before it, None where it is the first.
    """

    on: date
    year: int
    files: tuple[PublishedFile, ...]
    figures: tuple[Figure, ...]
    before: Publication | None = None

    def of(self, year: int) -> Publication | None:
        """Return what was published of a fiscal year last, as far as this or anything before it."""
        if self.year == year:
            return self
        return self.before.of(year) if self.before else None

    @property
    def first(self) -> Publication:
        """What was published of its year first."""
        earlier = self.before.of(self.year) if self.before else None
        return earlier.first if earlier else self

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of which anything was published, the last one first."""
        return tuple(dict.fromkeys((self.year, *(self.before.years if self.before else ()))))


class CorrectionKind(Enum):
    """Why a published figure changes: 訂正 where it was wrong, 改定 where it was right until 確報 or another method."""

    MISTAKE = "訂正"
    REVISION = "改定"


@wherever_written
class Correction(NamedTuple):
    """A published figure of a fiscal year that was changed: 誤 (``before``), 正 (``after``), the reason, and its effect."""

    on: date
    year: int
    kind: CorrectionKind
    item: str
    indicator: str
    direction: str
    name: FigureName
    before: str
    after: str
    reason: str
    effect: str
    source: Source

    @property
    def place(self) -> Place:
        """What it is a figure of."""
        return Place(self.item, self.indicator, self.direction, self.name)
