"""What a plan is: frozen values, standard library only, no judgement.

Small values are named tuples: a frozen dataclass costs every start of the program half a millisecond more.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from dxplan.values.quantities import Quantity
    from dxplan.values.rounding import Rounding

#: The way to a value in a TOML file: ``("item", 3, "indicator", 0, "target")``.
KeyPath: TypeAlias = tuple[str | int, ...]


class Source(NamedTuple):
    """Where something of the plan was written: file path as shown to people, and way inside it."""

    path: str
    key: KeyPath = ()

    def child(self, *keys: str | int) -> Source:
        """Return the source of something inside this."""
        return Source(self.path, (*self.key, *keys))


class Novelty(Enum):
    """新規: whether the item is new this year; the value is the mark that handouts print."""

    NEW = "○"
    PARTLY = "一部"


class Better(Enum):
    """上向き/下向き: which values of an indicator are good; the value is what stands in the file."""

    HIGHER = "higher"
    LOWER = "lower"
    EQUAL = "equal"


class Verdict(Enum):
    """判定（目標の達成度）; the value is the word that handouts print."""

    ACHIEVED = "目標達成"
    AS_PLANNED = "計画どおり実施"
    NOT_ACHIEVED = "未達"
    UNRECORDED = "未記録"
    EXCLUDED = "対象外"

    @property
    def counts_as_achieved(self) -> bool:
        """Whether it counts in 目標達成項目（目標達成＋計画どおり実施）."""
        return self in (Verdict.ACHIEVED, Verdict.AS_PLANNED)


class Department(NamedTuple):
    """部局 and 課. A body without sections (選挙管理委員会事務局) has an empty ``section``."""

    bureau: str
    section: str

    @classmethod
    def parse(cls, text: str) -> Department:
        """Return what a text with one blank of either width between 部局 and 課 names."""
        bureau, _, section = text.replace("\u3000", " ").partition(" ")
        return cls(bureau, section.strip())

    def __str__(self) -> str:
        return f"{self.bureau} {self.section}".rstrip()


class Ratio(NamedTuple):
    """An actual kept as its counts: 3,123 of 3,367. Its value is a percentage."""

    numerator: Decimal
    denominator: Decimal


class Pending(Enum):
    """集計中: the section has answered, the figure is still being counted."""

    PENDING = "集計中"


Actual: TypeAlias = "Quantity | Ratio | Pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """指標. ``targets`` and ``actuals`` are by fiscal year; a plan of one year has one of each.

    ``due`` is the fiscal year by which the target is to be reached. A ``reference`` indicator is shown and
    never judged. ``provisional`` is the reason why an actual is only 速報値.
    """

    name: str
    unit: str
    baseline: Quantity | None
    targets: tuple[tuple[int, Quantity], ...]
    actuals: tuple[tuple[int, Actual], ...]
    better: Better
    due: int
    reference: bool
    provisional: str | None
    source: Source

    def target(self, year: int) -> Quantity | None:
        """Return the target of a fiscal year, if there is one."""
        return next((quantity for when, quantity in self.targets if when == year), None)

    def actual(self, year: int) -> Actual | None:
        """Return the actual of a fiscal year, if it was recorded."""
        return next((actual for when, actual in self.actuals if when == year), None)


class Override(NamedTuple):
    """A person's verdict in place of the computed one, and why."""

    verdict: Verdict
    reason: str


class Ignored(NamedTuple):
    """A finding that people have looked at and leave as it is, with the reason."""

    code: str
    reason: str


class Published(NamedTuple):
    """Figures as they were published, to be held against the computed ones. ``rate`` is without ``%``."""

    items: int | None
    achieved: int | None
    rate: str
    source: Source


class Totals(NamedTuple):
    """実施事業項目 and 目標達成項目 of a direction of whose year only the totals survive."""

    items: int
    achieved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """実績 of one fiscal year.

    ``wording`` is the section's own text for 目標の達成度, ``published`` the text of that cell in a document
    that was already published.
    """

    year: int
    done: bool | None
    report: str
    reason: str
    wording: str
    published: str
    override: Override | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """施策（事業）: one row of the handout. ``excluded`` is the reason why it is 対象外."""

    id: str
    name: str
    new: Novelty | None
    departments: tuple[Department, ...]
    overview: str
    goal: str
    indicators: tuple[Indicator, ...]
    results: tuple[Result, ...]
    excluded: str | None
    ignored: tuple[Ignored, ...]
    source: Source

    def result(self, year: int) -> Result | None:
        """Return the result of a fiscal year, if there is one."""
        return next((result for result in self.results if result.year == year), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repost:
    """再掲: an item shown again under another direction; everything but its place is the original's.

    ``printed`` holds texts by key (``overview``, ``report``) as an imported document printed them for this row.
    """

    id: str
    of: str
    printed: tuple[tuple[str, str], ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """施策の展開方向: a chapter of the plan with its rows in order, or only their ``totals``.

    ``points`` are said of its own year, ``review`` in the 総括 of all years up to it.
    """

    id: str
    name: str
    theme: str
    points: tuple[str, ...]
    review: tuple[str, ...]
    entries: tuple[Item | Repost, ...]
    totals: Totals | None
    published: Published | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRule:
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
    """計画 of one fiscal year. ``name`` is the folder's (``2019``)."""

    name: str
    title: str
    office: str
    fiscal_year: int
    label: str
    note: str
    comment: tuple[str, ...]
    review: tuple[str, ...]
    rate: RateRule
    checks: CheckRules
    published: Published | None
    directions: tuple[Direction, ...]
    source: Source
