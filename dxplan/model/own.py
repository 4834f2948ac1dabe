"""Fields of the office's own: what a plan keeps beside dxplan's keys (予算額, 根拠法令), declared in its head."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.model.handouts import DEFAULT, REVIEW
from dxplan.model.sources import Source, wherever_written
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

#: The units of money, with the power of ten that each is of 円.
MONEY_UNITS: Final = {"円": 0, "千円": 3, "万円": 4, "百万円": 6, "億円": 8}


class OwnKind(Enum):
    """What stands in a field; the value is what stands in the file."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    LINK = "link"


class Owner(Enum):
    """What has a field; the value is the heading that its values stand under."""

    ITEM = "item"
    INDICATOR = "indicator"
    DIRECTION = "direction"


#: The handouts in which a field of each may be shown.
SHOWN_IN: Final = {
    Owner.ITEM: (*DEFAULT, "KPI一覧", "成果指標", "ロードマップ", REVIEW),
    Owner.INDICATOR: ("KPI一覧", "成果指標"),
    Owner.DIRECTION: (*DEFAULT, "目次", REVIEW),
}


class Filler(Enum):
    """Who fills a field in: the section that answers for the item, or the office that keeps the plan."""

    SECTION = "section"
    OFFICE = "office"


class Needed(Enum):
    """When a field must be filled in: from the beginning, or when the result of the year is recorded."""

    ALWAYS = "always"
    RECORDED = "recorded"


class OwnField(NamedTuple):
    """A field as the plan declares it.

    ``unit`` is that of numbers and money, ``choices`` are the words of a choice, both empty otherwise. A ``yearly``
    field of a plan of several years has a value for each; a ``total`` is given for each direction and the plan.
    ``handouts`` are the names of those that have a column for it. ``rollover`` tells whether its values are carried over
    to next year's plan, None where the declaration leaves that to its kind.
    """

    id: str
    heading: str
    on: Owner
    kind: OwnKind
    unit: str
    choices: tuple[str, ...]
    by: Filler
    required: Needed | None
    yearly: bool
    total: bool
    handouts: tuple[str, ...]
    source: Source
    rollover: bool | None = None

    @property
    def dated(self) -> bool:
        """Whether its values are those of a year: numbers, money, dates."""
        return self.kind in (OwnKind.NUMBER, OwnKind.MONEY, OwnKind.DATE)

    @property
    def carried(self) -> bool:
        """Whether its values stand in next year's plan, too."""
        if self.rollover is not None:
            return self.rollover
        return self.required is Needed.ALWAYS or (self.required is None and not self.dated)

    @property
    def titled(self) -> str:
        """The heading with the unit: ``予算額（千円）``."""
        return f"{self.heading}（{self.unit}）" if self.unit else self.heading


#: A number or an amount of money in the unit of its field, a date, or a text.
OwnWritten: TypeAlias = "Decimal | date | str"


@wherever_written
class OwnValue(NamedTuple):
    """What stands in a field of the given id; ``year`` is None where it is not kept by year."""

    field: str
    year: int | None
    value: OwnWritten
    source: Source


def own_value(values: tuple[OwnValue, ...], field: OwnField, year: int) -> OwnWritten | None:
    """Return what stands in a field for a fiscal year, if anything does."""
    return next((v.value for v in values if v.field == field.id and v.year in (None, year)), None)
