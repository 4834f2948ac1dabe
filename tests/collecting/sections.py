"""Sections with forms on their desks: what they type into which cell, and what they send back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxplan.collecting.form import ENTRIES, Stamp
from dxplan.format.editing import edit_document
from dxplan.workspace.opening import open_plan
from tests.conftest import Workspace

#: The keys of what sections tell.
_OF_RESULT = ("done", "state", "report", "reason")
_OF_INDICATOR = ("actual", "numerator", "denominator")


def forget_answers(made: Workspace, name: str = "2019") -> None:
    """Take out of a plan all that sections tell, and leave what the office has written."""
    content = open_plan(str(made.path / "plans" / name))[1]
    for path, document in content.documents.items():
        keys: list[tuple[Any, ...]] = []
        for number, item in enumerate(document.data.get("item", [])):
            keys += [("item", number, "result", key) for key in _OF_RESULT if key in item.get("result", {})]
            for place, indicator in enumerate(item.get("indicator", [])):
                keys += [
                    ("item", number, "indicator", place, key) for key in _OF_INDICATOR if key in indicator
                ]
        edited = edit_document(document, [(key, None) for key in keys])
        (made.path / "plans" / name / Path(path).name).write_text(edited.text, encoding="utf-8")


class Desk:
    """A form as a section has it open."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(io.BytesIO(content))

    @property
    def sheet(self) -> Worksheet:
        """The sheet that is filled in."""
        sheet: Worksheet = self.book[ENTRIES]
        return sheet

    def heading_row(self) -> int:
        rows = enumerate(self.sheet.iter_rows(values_only=True), 1)
        return next(number for number, row in rows if "照合" in row)

    def column(self, heading: str) -> int:
        """Return where a column is, by the beginning of its heading."""
        row = self.sheet[self.heading_row()]
        return next(at for at, cell in enumerate(row, 1) if str(cell.value or "").startswith(heading))

    def rows(self) -> dict[tuple[str, int], int]:
        """Return the rows by the id of the item and the place of the indicator."""
        at, found = self.column("照合"), {}
        for number in range(self.heading_row() + 1, self.sheet.max_row + 1):
            stamp = Stamp.parse(str(self.sheet.cell(number, at).value or ""))
            if stamp:
                found[stamp.row, stamp.place] = number
        return found

    def cell(self, item: str, heading: str, place: int | None = None) -> Any:
        """Return the cell of a column, in the first row of an item or that of an indicator."""
        number = next(at for (row, of), at in self.rows().items() if row == item and place in (None, of))
        return self.sheet.cell(number, self.column(heading))

    def write(self, item: str, heading: str, value: Any, place: int | None = None) -> Desk:
        self.cell(item, heading, place).value = value
        return self

    def saved(self) -> bytes:
        saved = io.BytesIO()
        self.book.save(saved)
        return saved.getvalue()


def send(made: Workspace, name: str, desk: Desk | bytes) -> str:
    """Put what a section sends back where it is read, and return its path."""
    made.write(f"returned/{name}", desk if isinstance(desk, bytes) else desk.saved())
    return f"returned/{name}"


def desks(made: Workspace, plan: str = "2019") -> dict[str, Desk]:
    """Make the forms of a plan and open them, by the section without its 部局."""
    done = made.run("collect", "make", plan, "--out", "forms", "--on", "2020-04-01", "--replace")
    assert done.code == 0, done.err
    return {
        file.stem.rpartition("_")[2]: Desk(file.read_bytes())
        for file in sorted((made.path / "forms").glob("*.xlsx"))
    }
