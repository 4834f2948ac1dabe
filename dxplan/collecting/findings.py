"""What is wrong with what came back: for the section, which can correct it, and for the office, which has to go on."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.model.ledger import Voice
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from dxplan.collecting.form import Row

#: What the office does about a cell that cannot be taken.
_STEP: Final = (
    "--report で差し戻して直してもらうか、正しい値が分かっていれば dxplan record で記録してください。"
)


class Level(Enum):
    """How bad a finding is.

    An error keeps the item from being taken, a conflict too, until somebody has chosen. What is asked about is taken as
    it is. A note is for the office alone.
    """

    ERROR = "エラー"
    CONFLICT = "食い違い"
    ASK = "照会"
    NOTE = "注意"


class Place(NamedTuple):
    """Where something stands: the file, its sheet and the cell (I5), each "" where there is none."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if not self.sheet:
            return self.cell or self.file
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


class Subject(NamedTuple):
    """What a finding is about: the column of a row, as one section answers it.

    ``label`` and ``name`` are what people call the item, ``heading`` what they call the column.
    """

    voice: Voice
    label: str
    name: str
    heading: str

    @classmethod
    def of(cls, row: Row, column: str, heading: str) -> Subject:
        """Return the column of a row of a form."""
        voice = Voice(row.stamp.section, row.stamp.row, row.stamp.place, column)
        of = f"{row.indicator} {heading}" if row.indicator and column == "actual" else heading
        return cls(voice, row.label, str(row.cells.get("name") or ""), of)


class Finding(NamedTuple):
    """One finding: where, about what, what is ``there`` and what is ``wanted``.

    ``wrong`` says what is wrong with it, ``cause`` and ``step`` tell the office how it came about and what to do.
    ``beside`` are the other places that it is said of: where other sections answer the same otherwise.
    """

    level: Level
    place: Place
    wrong: str
    wanted: str
    cause: str
    step: str = _STEP
    there: str = ""
    subject: Subject | None = None
    beside: tuple[tuple[Place, Subject | None], ...] = ()

    @property
    def everywhere(self) -> tuple[Finding, ...]:
        """The finding at each of its places, as each section is told of it."""
        alone = self._replace(beside=())
        return (alone, *(alone._replace(place=place, subject=subject) for place, subject in self.beside))

    @property
    def for_section(self) -> str:
        """What the section is told."""
        return f"{self.wrong}{self.wanted}"

    @property
    def for_office(self) -> str:
        """What the office is told."""
        return f"{self.cause}{self.step}"
