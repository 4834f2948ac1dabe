"""回収簿: what was sent to the sections of a plan, and what has come of it. It stands beside the plan, and is no part of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date


class State(Enum):
    """How far the answer to a row of a form has come; the value is the word for it."""

    UNANSWERED = "未回答"
    ANSWERED = "回答"
    IN_QUERY = "照会中"
    SETTLED = "確定"


class SentForm(NamedTuple):
    """A form that was made for a section: on which day, due when, and its ``version``, by which it is known again."""

    section: str
    version: str
    sent: date
    due: date | None


class TakenFile(NamedTuple):
    """A file from which something was taken, by whom, as git knows the person; ``id`` begins its SHA-256.

    A ``second`` is a blind answer to what was answered before.
    """

    id: str
    name: str
    sha256: str
    taken: date
    by: str
    second: bool


class Voice(NamedTuple):
    """Who speaks of what: a section, in a ``second`` answer perhaps, of one column of a row.

    ``place`` is the indicator among those of the item (from 1), 0 without one.
    """

    section: str
    row: str
    place: int
    column: str
    second: bool = False

    @property
    def about(self) -> tuple[str, str, int]:
        """The row of the section's form."""
        return self.section, self.row, self.place


class Said(NamedTuple):
    """What a section has said in one cell: ``text`` as one would type it, of the indicator ``place`` of a row.

    It was read from the ``cell`` of a ``sheet`` of the file of an id. ``recorded`` is when it came into the plan,
    ``set_aside`` when somebody chose another answer. Neither is there while others that are asked the same have not
    answered, or have answered otherwise.
    """

    section: str
    row: str
    place: int
    column: str
    text: str
    file: str
    sheet: str
    cell: str
    second: bool
    recorded: date | None = None
    set_aside: date | None = None

    @property
    def voice(self) -> Voice:
        """Who has said it, of what: for each it is the last word."""
        return Voice(self.section, self.row, self.place, self.column, self.second)

    @property
    def settled(self) -> bool:
        """Whether it has been recorded, or another answer chosen."""
        return self.recorded is not None or self.set_aside is not None


class Query(NamedTuple):
    """What a section was asked back about one column of a row, and what came of it; ``file`` is the one asked about."""

    section: str
    row: str
    place: int
    column: str
    text: str
    file: str
    asked: date
    answered: date | None = None
    answer: str = ""

    @property
    def voice(self) -> Voice:
        """Who was asked, about what."""
        return Voice(self.section, self.row, self.place, self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was sent, what came back and what was asked back, each in the order in which it was."""

    forms: tuple[SentForm, ...] = ()
    files: tuple[TakenFile, ...] = ()
    said: tuple[Said, ...] = ()
    queries: tuple[Query, ...] = ()

    def sent(self, section: str) -> SentForm | None:
        """Return the form that was sent to a section last, if any was."""
        return next((form for form in reversed(self.forms) if form.section == section), None)

    def file(self, id_: str) -> TakenFile | None:
        """Return the file of an id, if something was taken from it."""
        return next((file for file in self.files if file.id == id_), None)
