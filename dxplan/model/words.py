"""Places, years, and the words that stand in files and on handouts."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, TypeAlias

#: The way to a value in a TOML file: ``("item", 3, "indicator", 0, "target")``.
KeyPath: TypeAlias = tuple[str | int, ...]


class Source(NamedTuple):
    """Where something of the plan was written: file path as shown to people, and way inside it."""

    path: str
    key: KeyPath = ()

    def child(self, *keys: str | int) -> Source:
        """Return the source of something inside this."""
        return Source(self.path, (*self.key, *keys))


class Span(NamedTuple):
    """The years of a plan: the one it is judged for, its first, its last, and that of its 基準値.

    A plan of one year has it three times, and its base year is the one before. All are 0 where the plan has none
    that could be read.
    """

    year: int
    first: int
    last: int
    base: int


class Novelty(Enum):
    """新規: whether the item is new this year; the value is the mark that handouts print."""

    NEW = "○"
    PARTLY = "一部"


class ItemKind(Enum):
    """What a row is; the value is what stands in the file.

    Only projects are counted. A reference project (参考事業) is listed and numbered beside them; a KPI with its
    中間指標 and a 基本目標 are neither.
    """

    PROJECT = "project"
    REFERENCE = "reference"
    KPI = "kpi"
    GOAL = "goal"


class Half(Enum):
    """Half a fiscal year: April to September, October to March."""

    FIRST = "上期"
    SECOND = "下期"


class Progress(Enum):
    """How a milestone stands; the value is the word in the file and in handouts."""

    DONE = "完了"
    ON_TRACK = "順調"
    BEHIND = "遅れ"
    NOT_STARTED = "未着手"
    CANCELLED = "中止"


class Better(Enum):
    """上向き/下向き: which values of an indicator are good; the value is what stands in the file."""

    HIGHER = "higher"
    LOWER = "lower"
    EQUAL = "equal"


class Blank(Enum):
    """What stands in place of a base value or target; the value is what is written and printed.

    A cell left out altogether is no blank: nobody has said anything about it.
    """

    NOT_SET = "-"
    NOT_MEASURED = "/"
    UNDECIDED = "未定"


class Counting(Enum):
    """What the figures of an indicator are: each year's own, or the total since the beginning."""

    YEARLY = "yearly"
    CUMULATIVE = "cumulative"


class Pending(Enum):
    """What stands in place of an actual; the value is what is written and printed.

    ``PENDING``: the section has answered, the figure is still being counted. ``NOT_MEASURED``: it is not measured
    in this year, and no figure will follow.
    """

    PENDING = "集計中"
    NOT_MEASURED = "/"
