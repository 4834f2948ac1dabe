"""Text in columns that only blanks keep apart, as ``pdftotext -layout`` and pages print it, to lines of values.

Such columns stand where they do by eye alone, so a text is only read if every value of every line begins nearest to
the heading of its own column. A line that begins in no first column goes on the one above. Where such a line stands
before the first row, cells are centred over several lines, and nobody can say which line is of which row.
"""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING, Final

from dxplan.cells.book import Cell, Sheet
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.values.widths import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

_VALUE: Final = regex(r"\S+(?:[ \u3000]\S+)*")
#: A list has so many columns at least.
_COLUMNS: Final = 3
#: So many lines below the headings are looked at for one that has a value for each.
_NEAR: Final = 30


class _Value(NamedTuple):
    """A value of a line, and where it begins in half-width cells."""

    begin: int
    text: str


def spaced(lines: Sequence[str]) -> Sheet | None:
    """Return the lines of a text as rows of values; None where no columns are kept apart, or a value has no sure one."""
    values = [
        [_Value(cells(line[: match.start()]), match[0]) for match in _VALUE.finditer(line)] for line in lines
    ]
    for head, line in enumerate(values):
        count = len(line)
        if count >= _COLUMNS and any(len(each) == count for each in values[head + 1 : head + _NEAR]):
            return _sheet(values, head)
    return None


def _sheet(values: Sequence[Sequence[_Value]], head: int) -> Sheet | None:
    count = len(values[head])
    heading = [value.text for value in values[head]]
    whole = [line for line in values[head:] if len(line) == count]
    places = [median_low([line[at].begin for line in whole]) for at in range(count)]
    rows: dict[int, dict[int, str]] = {}
    last = 0  # the row that a line may go on, 0 where none can
    begun = False
    for number, line in enumerate(values, 1):
        if not line:
            last = 0
            continue
        if number <= head or (len(line) == 1 and _column(line[0], places) == 1):
            rows[number], last = {1: "  ".join(value.text for value in line)}, 0
            continue
        found = {_column(value, places): value.text for value in line}
        if len(found) < len(line) or (len(line) == count and [*found] != [*range(1, count + 1)]):
            return None
        if 1 in found:
            rows[number], last = found, number
            begun = begun or [value.text for value in line] != heading
        elif not begun or not last:
            return None
        else:
            for at, text in found.items():
                rows[last][at] = rows[last].get(at, "") + text
    shown = {number: {at: Cell(text) for at, text in row.items()} for number, row in rows.items()}
    return Sheet(name="", rows=shown, widths=dict.fromkeys(shown, count))


def _column(value: _Value, places: Sequence[int]) -> int:
    """Return the column, from 1, whose heading a value begins nearest to."""
    return min(range(len(places)), key=lambda at: abs(places[at] - value.begin)) + 1
