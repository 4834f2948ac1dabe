"""What a file of cells is, whatever its format: sheets of cells, each as it was stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Rows and columns of the largest sheet of Excel, and the longest text in a cell.
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_TEXT: Final = 32_767
#: Cells that hold something, of a whole file. The largest form has some 200,000.
MAX_CELLS: Final = 500_000


class Kind(Enum):
    """What a cell holds: a share is a number that is shown in percent, an error what a formula has come to."""

    NUMBER = "number"
    SHARE = "share"
    DAY = "day"
    TEXT = "text"
    TRUTH = "truth"
    ERROR = "error"


class Cell(NamedTuple):
    """One cell. ``content`` is a number in digits as stored, a day as 2020-03-31, a text with LF line ends.

    ``computed`` tells that it is what a formula came to when the file was last saved, "" where nobody has
    computed it; ``linked`` that the formula looks into another file.
    """

    content: str
    kind: Kind = Kind.TEXT
    computed: bool = False
    linked: bool = False


class Area(NamedTuple):
    """Cells that are merged: the rows and columns, from 1, that they reach from and to."""

    top: int
    left: int
    bottom: int
    right: int


class Dress(NamedTuple):
    """What a sheet tells people beside its values: rows and columns that are hidden, colours by row and column, objects.

    A colour is that of the ground and that of the letters, as the file names them; where both are the usual ones there
    is none.
    """

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    colours: Mapping[int, Mapping[int, str]] = {}
    objects: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: what its rows hold by number and column, both from 1; what is empty is not there.

    ``widths`` is how many values each row has, the empty ones too, in a file that only separates them: where one is
    missing, all behind it stand a column too far left. Cells of a workbook have their places, and there are no widths.
    ``dress`` is only there where it was asked for.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    dress: Dress | None = None
    widths: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The sheets of a file in their order. ``macros`` are there to be told of; they were not looked at."""

    sheets: tuple[Sheet, ...] = field(default=())
    macros: bool = False


class Refused(Exception):  # noqa: N818 - said to people, as every finding
    """A file that cannot be read: what is wrong with it, and what whoever sent it should do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def column_letters(column: int) -> str:
    """Return what Excel calls a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
