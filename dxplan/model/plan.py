"""What a plan is, from its words and places to the whole: frozen values, no judgement.

All are named tuples, made with keywords: a frozen dataclass costs every start of the program half a millisecond more.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.model.handouts import REVIEW, ComparisonRule, Edition, Paper, handout_modules
from dxplan.model.sources import Source, wherever_written
from dxplan.values.absence import NOT_MEASURED, NOTHING, PENDING, UNDECIDED
from dxplan.values.quantities import Quantity, Ratio
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year, long_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.changes import Change
    from dxplan.model.formulas import Better, Combine, Formula
    from dxplan.model.own import OwnField, OwnValue
    from dxplan.model.publications import Correction
    from dxplan.model.scheme import Scheme, Verdict
    from dxplan.values.rounding import Rounding
    from dxplan.values.steps import Ladder, Step


class Span(NamedTuple):
    """The years of a plan: the one it is judged for, its first, its last, that of its 基準値, that of its 中間評価.

    A plan of one year has it three times, and its base year is the one before. All are 0 where the plan has none
    that could be read; ``midterm`` also where there is no 中間評価.
    """

    year: int
    first: int
    last: int
    base: int
    midterm: int = 0


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


class Blank(Enum):
    """What stands in place of a base value or target; the value is what is written.

    A cell left out altogether is no blank: nobody has said anything about it.
    """

    NOT_SET = "-"
    NOT_MEASURED = "/"
    UNDECIDED = "未定"

    @property
    def word(self) -> str:
        """What is printed."""
        return {"-": NOTHING, "/": NOT_MEASURED, "未定": UNDECIDED}[self.value]


class Counting(Enum):
    """What the figures of an indicator are: each year's own, or the total since the beginning.

    ``SUM``: actuals are each year's own, and targets are asked of their sum since the first year of the plan.
    """

    YEARLY = "yearly"
    CUMULATIVE = "cumulative"
    SUM = "sum"


class Pending(Enum):
    """What stands in place of an actual; the value is what is written.

    ``PENDING``: the section has answered, the figure is still being counted. ``NOT_MEASURED``: it is not measured
    in this year, and no figure will follow.
    """

    PENDING = "集計中"
    NOT_MEASURED = "/"

    @property
    def word(self) -> str:
        """What is printed."""
        return {"集計中": PENDING, "/": NOT_MEASURED}[self.value]


class Before(NamedTuple):
    """What an indicator was in an earlier fiscal year; ``where`` says in words where that was found."""

    year: int
    value: Quantity | Ratio
    where: str


#: Where last year's value was found that the file of the plan gives itself.
GIVEN: Final = "last_year の値"

#: What is aimed at: a number, or a step of a way.
Target: TypeAlias = "Quantity | Step"
Actual: TypeAlias = "Quantity | Ratio | Step | Pending"


@wherever_written
class Indicator(NamedTuple):
    """指標. ``targets`` and ``actuals`` are by fiscal year; a plan of one year has one of each.

    ``blanks`` are what stands in place of a target, by fiscal year, and of the base value (None). ``due`` is the
    fiscal year by which the target is to be reached. A ``reference`` indicator is shown and never judged.
    ``provisional`` is the reason why an actual is only 速報値. ``better`` is what the file says of its direction, None
    where it says nothing: ``better_of`` tells which values are good.

    A KPI of several values is an indicator for each: ``group`` is the name of the KPI, ``part`` the word of the
    value, both "" otherwise. ``id`` and ``repost_of`` are "" where the file has none; a 再掲 has everything but
    its source from the indicators of that id. ``weight`` counts in the index of its KPI, ``formula`` stands in
    for the one of the plan's scheme, and one that is no ``kpi`` takes no KPI number. ``cited`` is where its figures
    come from, ``own`` what stands in the plan's own fields. ``unjudged`` are the reasons why it is not judged, by fiscal
    year.

    ``stages`` are the named stages, in order, of an indicator whose targets are stages and no numbers. ``before`` is what
    it was in the year before the first of its plan, as far as that is told anywhere. ``factor`` is what quotients of
    counts are multiplied by, None where its unit tells. ``outlooks`` are 期末見込み, by the fiscal year in which it was
    said: what it is expected to be at the end of the plan; of an indicator whose years are summed, the total.
    """

    name: str
    unit: str
    baseline: Target | None
    targets: tuple[tuple[int, Target], ...]
    actuals: tuple[tuple[int, Actual], ...]
    better: Better | None
    due: int
    reference: bool
    provisional: str | None
    source: Source
    id: str = ""
    group: str = ""
    part: str = ""
    cited: str = ""
    blanks: tuple[tuple[int | None, Blank], ...] = ()
    counting: Counting | None = None
    repost_of: str = ""
    weight: Decimal = Decimal(1)
    formula: Formula | None = None
    kpi: bool = True
    own: tuple[OwnValue, ...] = ()
    stages: tuple[str, ...] = ()
    before: Before | None = None
    unjudged: tuple[tuple[int, str], ...] = ()
    factor: Decimal | None = None
    outlooks: tuple[tuple[int, Actual], ...] = ()

    @property
    def numbers(self) -> tuple[tuple[int, Quantity], ...]:
        """The targets that are numbers, by fiscal year."""
        return tuple((year, target) for year, target in self.targets if isinstance(target, Quantity))

    @property
    def ladder(self) -> Ladder | None:
        """The steps that its actuals may be; None where they are numbers."""
        from dxplan.values.steps import Ladder, Step, StepKind

        if self.stages:
            return Ladder(StepKind.STAGE, self.stages)
        steps = [target for _, target in self.targets if isinstance(target, Step)]
        return Ladder(steps[0].kind, tuple(step.text for step in steps)) if steps else None

    @property
    def last_target(self) -> tuple[int, Target] | None:
        """The last year that has a target, and the target, if there is any."""
        return max(self.targets, key=lambda pair: pair[0], default=None)

    def target(self, year: int) -> Target | None:
        """Return the target of a fiscal year, if there is one."""
        return next((quantity for when, quantity in self.targets if when == year), None)

    def actual(self, year: int) -> Actual | None:
        """Return the actual of a fiscal year, if it was recorded."""
        return next((actual for when, actual in self.actuals if when == year), None)

    def outlook(self, year: int) -> Actual | None:
        """Return what it was expected, in a fiscal year, to be at the end of the plan."""
        return next((expected for when, expected in self.outlooks if when == year), None)

    def left_out(self, year: int) -> str:
        """Return why it is not judged in a fiscal year; "" where it is."""
        return next((reason for when, reason in self.unjudged if when == year), "")

    def blank(self, year: int | None) -> Blank | None:
        """Return what stands in place of the target of a fiscal year, or of the base value (None)."""
        return next((blank for when, blank in self.blanks if when == year), None)


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


class Override(NamedTuple):
    """A person's verdict in place of the computed one, and why."""

    verdict: Verdict
    reason: str


class Ignored(NamedTuple):
    """A finding that people have looked at and leave as it is, with the reason."""

    code: str
    reason: str


@wherever_written
class Result(NamedTuple):
    """実績 of one fiscal year.

    ``done`` tells whether it went as planned, ``state`` says so in a word of the plan's scheme. ``wording`` is the
    section's own text for 目標の達成度, ``published`` the text of that cell in a document that was already published,
    ``unjudged`` the reason why the item is not judged in this year.
    """

    year: int
    done: bool | None
    state: Verdict | None
    report: str
    reason: str
    wording: str
    published: str
    override: Override | None
    source: Source
    unjudged: str = ""


@wherever_written
class Milestone(NamedTuple):
    """What is planned for half a year, how far it came, and how it stands; "" and None where nobody has said."""

    year: int
    half: Half
    plan: str
    progress: str
    state: Progress | None
    source: Source

    @property
    def label(self) -> str:
        """The half as handouts print it: ``R6上期``."""
        return f"{handout_year(self.year)}{self.half.value}"


@wherever_written
class Item(NamedTuple):
    """施策（事業）: one row of the handout.

    ``also`` are ids of headings the row is listed under beside its own. ``combine`` is how its indicators are
    combined where that is not the scheme's way. ``excluded`` is the reason why it is 対象外. ``own`` is what stands in
    the plan's own fields, ``changes`` when and why goalposts of its indicators were moved.
    """

    id: str
    name: str
    kind: ItemKind
    also: tuple[str, ...]
    combine: Combine | None
    milestones: tuple[Milestone, ...]
    new: Novelty | None
    departments: tuple[Department, ...]
    overview: str
    goal: str
    indicators: tuple[Indicator, ...]
    results: tuple[Result, ...]
    excluded: str | None
    ignored: tuple[Ignored, ...]
    source: Source
    own: tuple[OwnValue, ...] = ()
    changes: tuple[Change, ...] = ()

    def result(self, year: int) -> Result | None:
        """Return the result of a fiscal year, if there is one."""
        return next((result for result in self.results if result.year == year), None)

    def milestone(self, year: int, half: Half) -> Milestone | None:
        """Return what is said about a half of a fiscal year, if anything is."""
        return next((m for m in self.milestones if (m.year, m.half) == (year, half)), None)


@wherever_written
class Repost(NamedTuple):
    """再掲: an item shown again under another direction; everything but its place is the original's.

    ``printed`` holds texts by key (``overview``, ``report``) as an imported document printed them for this row.
    """

    id: str
    of: str
    printed: tuple[tuple[str, str], ...]
    source: Source


@wherever_written
class Published(NamedTuple):
    """Figures as they were published, to be held against the computed ones.

    Rates are without ``%``, ``beside_rate`` that of indicators where items are counted, and of items where indicators are;
    ``references`` are the 参考事業 that were published among ``items``.
    """

    items: int | None
    achieved: int | None
    rate: str
    source: Source
    references: int = 0
    beside_rate: str = ""

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


@wherever_written
class Direction(NamedTuple):
    """施策の展開方向: a chapter of the plan with its rows in order, or only their ``totals``.

    ``parts`` are the headings under it, each with its own rows. ``number`` is printed in place of the one that the
    plan's numbering gives, ``page`` where it stands in a published document. ``points`` are said of its own year,
    ``review`` in the 総括 of all years up to it. ``own`` is what stands in the plan's own fields.
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
    own: tuple[OwnValue, ...] = ()

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
        return self._replace(published=None, parts=tuple(part.unpublished() for part in self.parts))


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
#: An actual so many percent and so many units away from last year's makes one look at it again.
DEFAULT_FAR_PERCENT: Final = Decimal(50)
DEFAULT_FAR_UNITS: Final = Decimal(10)


class CheckRules(NamedTuple):
    """What the plan says about 照査: codes left out, and what is suspicious.

    ``far_over`` is how many times over its target an actual is, ``far_percent`` and ``far_units`` how far from last
    year's: both must be reached.
    """

    ignore: tuple[str, ...] = ()
    far_over: Decimal = DEFAULT_FAR_OVER
    far_percent: Decimal = DEFAULT_FAR_PERCENT
    far_units: Decimal = DEFAULT_FAR_UNITS


@wherever_written
class Plan(NamedTuple):
    """計画 of one fiscal year, or of a span of years judged for one of them. ``name`` is the folder's (``2019``).

    ``direction_word`` is what its directions are called. ``handouts`` are the names of the handouts that are made of
    it, ``editions`` how it wants some of them, ``own_fields`` what it keeps beside dxplan's keys. ``all_corrections`` are
    those of what was published of any of its years, ``comparison`` how its 新旧対照表 looks. ``body`` is the
    全国地方公共団体コード of whose plan it is, "" where nobody has said.
    """

    name: str
    title: str
    office: str
    span: Span
    direction_word: str
    label: str
    note: str
    comment: tuple[str, ...]
    review: tuple[str, ...]
    handouts: tuple[str, ...]
    numbering: Numbering
    scheme: Scheme
    rate: RateRule
    checks: CheckRules
    comparison: ComparisonRule
    published: Published | None
    directions: tuple[Direction, ...]
    source: Source
    own_fields: tuple[OwnField, ...] = ()
    editions: tuple[Edition, ...] = ()
    all_corrections: tuple[Correction, ...] = ()
    body: str = ""

    def edition(self, handout: str) -> Edition:
        """Return how the plan wants a handout in the year that is shown."""
        found = next((each for each in self.editions if each.name == handout), Edition(handout))
        return found.in_year(long_year(self.fiscal_year))

    def on_paper(self, paper: Paper) -> Plan:
        """Return the plan with all its handouts on a paper, whatever it says itself."""
        said = {each.name: each for each in self.editions}
        names = (*handout_modules(), REVIEW)
        return self._replace(
            editions=tuple(said.get(name, Edition(name))._replace(paper=paper) for name in names)
        )

    @property
    def fiscal_year(self) -> int:
        """The fiscal year that is judged and shown."""
        return self.span.year

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections of what was published of the year that is shown."""
        return tuple(each for each in self.all_corrections if each.year == self.fiscal_year)

    def in_year(self, year: int) -> Plan:
        """Return the plan as it is judged for another of its years; what was published is of its own year alone."""
        if year == self.fiscal_year:
            return self
        directions = tuple(direction.unpublished() for direction in self.directions)
        span = self.span._replace(year=year)
        return self._replace(span=span, published=None, directions=directions)

    @property
    def headings(self) -> tuple[Direction, ...]:
        """All directions and the headings under them, in the order of the document."""
        return tuple(heading for direction in self.directions for heading in direction.walk())

    @property
    def rows(self) -> tuple[Item | Repost, ...]:
        """All entries in the order of the document."""
        return tuple(entry for heading in self.headings for entry in heading.entries)
