"""調査票: what a form is, as data, without a format. Workbook, CSV, 確認用 and reading all start from here.

A form has a cover, columns and rows. A row is an item and one of its indicators; what is asked once of an item is asked
in its first row. Every row carries a ``Stamp``: whose answer it is, of what, and a fingerprint of its locked cells. A row
is known by its stamp wherever it has been copied to; that its cells still belong to its stamp, the fingerprint tells.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.model.own import Filler, Owner, OwnKind
from dxplan.values.quantities import fold
from dxplan.values.steps import StepKind
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from dxplan.model import Plan
    from dxplan.model.own import OwnField
    from dxplan.model.scheme import Scheme
    from dxplan.values.steps import Ladder

#: The number of the layout of forms. It is raised when a column goes away or comes to mean something else.
LAYOUT: Final = 1
#: The sheets of a form: what people read first, what they fill in, and, hidden, what the form is.
COVER: Final = "表紙"
ENTRIES: Final = "回答"
META: Final = "dxplan"
#: Before the id of one of the plan's own fields, in the key of its column.
OWN: Final = "field."

#: What a column of choices offers.
DONE: Final = {"計画どおり": True, "計画どおりでない": False}

#: What stands for a step that is done, and for one that is not.
DONE_STEP: Final = "済"
NOT_YET: Final = "未"


class Purpose(Enum):
    """What a form is for; the value is what it is called."""

    ASK = "調査票"
    CONFIRM = "確認用"


class Hand(Enum):
    """Whose a column is: the office's (locked), the section's (open), or the form's own, which says what it sees."""

    OFFICE = "office"
    SECTION = "section"
    FORM = "form"


class Kind(Enum):
    """What stands in a column, and so how it is checked and typed.

    A ``FIGURE`` is a number or one of the words that stand for one that is not there; a ``WORD`` is short, a ``TEXT``
    may be of several lines, a ``CHOICE`` is one of the column's words.
    """

    WORD = "word"
    TEXT = "text"
    FIGURE = "figure"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    CHOICE = "choice"


class Column(NamedTuple):
    """One column. ``key`` is its name for dxplan, ``heading`` for people; both are the form's only ones.

    ``width`` is in half-width letters. ``choices`` are the words of a choice, ``prompt`` is shown beside a cell that is
    selected. ``per_item`` columns are asked once of an item, in its first row, others of each of its indicators.
    ``own`` is the plan's own field that the column asks for.
    """

    key: str
    heading: str
    hand: Hand
    kind: Kind
    width: float
    prompt: str = ""
    choices: tuple[str, ...] = ()
    per_item: bool = False
    own: OwnField | None = None


class Ref(NamedTuple):
    """A cell of the same form: the row by its place (from 0), the column by its key."""

    row: int
    key: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A spreadsheet formula without its ``=``, with cells of the form in it."""

    parts: tuple[str | Ref, ...]


#: What stands in a cell; None where nothing does.
Value: TypeAlias = "str | int | Decimal | date | Formula | None"

#: The locked columns that say what is asked: what a fingerprint is of. The number of a row says nothing of it.
IDENTITY: Final = ("name", "goal", "indicator", "unit", "target", "previous")

_STAMP: Final = re.compile(
    r"(?P<plan>[^/\n]+)/(?P<year>[0-9]{4})/(?P<section>[^\n]*)/(?P<row>[a-z0-9_-]+)/(?P<place>[0-9]{1,4})"
    r"/(?P<fingerprint>[0-9a-f]{16})"
)


class Stamp(NamedTuple):
    """What a row is known by: 2019/2019/総務部 広報課/cms-training/1/0f3a….

    ``section`` is whom the form was made for, ``row`` the id of the row in the plan, ``place`` that of the indicator among
    those of its item (from 1), 0 where the row has none.
    """

    plan: str
    year: int
    section: str
    row: str
    place: int
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.plan}/{self.year}/{self.section}/{self.row}/{self.place}/{self.fingerprint}"

    @classmethod
    def parse(cls, text: str) -> Stamp | None:
        """Read a stamp; None if a text is none."""
        found = _STAMP.fullmatch(text.strip())
        if found is None:
            return None
        return cls(
            found["plan"],
            int(found["year"]),
            found["section"],
            found["row"],
            int(found["place"]),
            found["fingerprint"],
        )

    @classmethod
    def of(
        cls, plan: str, year: int, section: str, row: str, place: int, cells: Mapping[str, object]
    ) -> Stamp:
        """Stamp a row with what stands in its locked cells."""
        unmarked = cls(plan, year, section, row, place, "")
        return unmarked._replace(fingerprint=unmarked._print_of(cells))

    def fits(self, cells: Mapping[str, object]) -> bool:
        """Whether the locked cells of a row, by column, are still those that were stamped.

        Width, blanks, line ends and commas may have changed on the way. What is not given is taken as empty.
        """
        return self.fingerprint == self._print_of(cells)

    def _print_of(self, cells: Mapping[str, object]) -> str:
        told = (plain(cells.get(key)) for key in IDENTITY)
        text = "\x1f".join((self.plan, str(self.year), self.section, self.row, str(self.place), *told))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain(content: object) -> str:
    """Return what stands in a locked cell without what changes on its way through programs: width, blanks, commas."""
    return "" if content is None else fold(str(content)).replace(",", "").removeprefix("'")


class Row(NamedTuple):
    """One row: an item and one of its indicators.

    ``item`` is the id of the item whose answer it is, of a 再掲 the original's, ``indicator`` the full name of the
    indicator ("" without one). ``cells`` are by the key of the column: locked texts, and what is recorded already.
    ``asked`` are the columns open in this row, none in a 再掲; ``needed`` are those without which it is not complete.
    ``shared`` are the other sections that are asked the same. ``ladder`` has the steps that stand for a number, where the
    row asks how far something has come.
    """

    stamp: Stamp
    item: str
    label: str
    indicator: str
    cells: Mapping[str, Value]
    asked: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    shared: tuple[str, ...] = ()
    ladder: Ladder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one section is asked, or in a 確認用 what was taken over from it.

    ``section`` is 部局 and 課, or a 部局 where forms are made by 部. ``contact`` is whom to ask.
    """

    purpose: Purpose
    plan: str
    title: str
    year: int
    section: str
    office: str
    contact: str
    due: date | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = field(default=())

    @property
    def version(self) -> str:
        """What tells a form from an older one of the same section: of its columns and of what is asked in each row."""
        told = [f"{LAYOUT}", *(column.key for column in self.columns)]
        told += (f"{row.stamp} {' '.join(sorted(row.asked))}" for row in self.rows)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]

    @property
    def meta(self) -> dict[str, str]:
        """What the form says of itself for dxplan, by key, in its hidden sheet."""
        return {
            "layout": str(LAYOUT),
            "purpose": self.purpose.value,
            "plan": self.plan,
            "title": self.title,
            "fiscal_year": str(self.year),
            "section": self.section,
            "due": self.due.isoformat() if self.due else "",
            "version": self.version,
        }


#: What says itself while a form is filled in; a 確認用 has the verdict in words, and needs nothing else of it.
LIVE: Final = ("missing", "far", "verdict", "figure")


def columns_of(plan: Plan, purpose: Purpose = Purpose.ASK) -> tuple[Column, ...]:
    """Return the columns of the forms of a plan: the same for every section."""
    if purpose is Purpose.CONFIRM:
        told = (c for c in columns_of(plan) if c.key == "verdict" or c.key not in (*LIVE, "remarks"))
        return tuple(c._replace(heading="判定", hand=Hand.OFFICE) if c.key == "verdict" else c for c in told)
    of_items, of_indicators = (
        [f for f in plan.own_fields if f.on is on and f.by is Filler.SECTION]
        for on in (Owner.ITEM, Owner.INDICATOR)
    )
    year = short_year(plan.fiscal_year - 1)
    return (
        Column("number", "整理番号", Hand.OFFICE, Kind.WORD, 8),
        Column("missing", "記入の状況", Hand.FORM, Kind.TEXT, 14),
        Column("name", "施策（事業）名称", Hand.OFFICE, Kind.TEXT, 20),
        Column("goal", "目標", Hand.OFFICE, Kind.TEXT, 24),
        Column("indicator", "指標", Hand.OFFICE, Kind.TEXT, 16),
        Column("unit", "単位", Hand.OFFICE, Kind.WORD, 6),
        Column("target", "目標値", Hand.OFFICE, Kind.WORD, 11),
        Column("previous", f"前年度（{year}）の実績", Hand.OFFICE, Kind.WORD, 11),
        Column("note", "共同・再掲", Hand.OFFICE, Kind.TEXT, 12),
        Column(
            "actual",
            "実績値",
            Hand.SECTION,
            Kind.FIGURE,
            12,
            "半角の数字だけ（単位は付けない）。まだ数えている途中なら「集計中」、測らない年度なら「/」。",
        ),
        *(_own_column(f) for f in of_indicators),
        _state_column(plan.scheme),
        Column(
            "report",
            "取組実績・成果",
            Hand.SECTION,
            Kind.TEXT,
            34,
            "今年度に行ったことと、その成果。改行は Alt+Enter。",
            per_item=True,
        ),
        Column(
            "reason",
            "未達の理由",
            Hand.SECTION,
            Kind.TEXT,
            22,
            "目標に届かなかった、または計画どおりにできなかったときだけ、その理由。",
            per_item=True,
        ),
        *(_own_column(f) for f in of_items),
        Column(
            "remarks",
            "備考",
            Hand.SECTION,
            Kind.TEXT,
            18,
            "前年度と大きく違うときの事情など、担当課に伝えたいこと。",
        ),
        Column("far", "前年度との差", Hand.FORM, Kind.TEXT, 20),
        Column("verdict", "判定の見込み", Hand.FORM, Kind.TEXT, 13),
        Column("figure", "数値として", Hand.FORM, Kind.NUMBER, 8),
        Column("stamp", "照合", Hand.FORM, Kind.WORD, 8),
    )


def step_words(ladder: Ladder) -> tuple[str, ...]:
    """Return the words that an indicator of steps is answered with; for one that is a day, what stands for none yet."""
    match ladder.kind:
        case StepKind.STAGE:
            return ladder.words
        case StepKind.DONE:
            return (DONE_STEP, NOT_YET)
        case StepKind.DAY:
            return (NOT_YET,)


def _state_column(scheme: Scheme) -> Column:
    if states := tuple(verdict.label for verdict in scheme.ways):
        prompt = "一覧から選ぶ。"
        return Column(
            "state", "実施状況", Hand.SECTION, Kind.CHOICE, 12, prompt, choices=states, per_item=True
        )
    prompt = "計画した取組を、計画どおりに行ったかどうか。一覧から選ぶ。"
    return Column(
        "done", "計画どおりか", Hand.SECTION, Kind.CHOICE, 15, prompt, choices=tuple(DONE), per_item=True
    )


_KINDS: Final = {
    OwnKind.TEXT: (Kind.TEXT, 16, ""),
    OwnKind.NUMBER: (Kind.NUMBER, 11, "半角の数字だけ（単位は付けない）。"),
    OwnKind.MONEY: (Kind.NUMBER, 11, "半角の数字だけ（単位は付けない）。"),
    OwnKind.DATE: (Kind.DATE, 11, "2026/3/31 のように。"),
    OwnKind.CHOICE: (Kind.CHOICE, 11, "一覧から選ぶ。"),
    OwnKind.LINK: (Kind.LINK, 16, "https:// から。"),
}


def _own_column(own: OwnField) -> Column:
    kind, width, prompt = _KINDS[own.kind]
    return Column(
        f"{OWN}{own.id}",
        own.titled,
        Hand.SECTION,
        kind,
        width,
        prompt,
        own.choices,
        per_item=own.on is Owner.ITEM,
        own=own,
    )
