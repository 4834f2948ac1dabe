"""What people do to a form before they send it back: each changes where cells stand, and none of what was answered."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from openpyxl.utils import get_column_letter

from tests.collecting.sections import Desk


def table(desk: Desk) -> list[list[Any]]:
    """Return the rows below the headings, as values."""
    top = desk.heading_row()
    return [[cell.value for cell in row] for row in desk.sheet.iter_rows(min_row=top + 1)]


def put(desk: Desk, rows: list[list[Any]]) -> None:
    """Write rows in the place of those below the headings."""
    top = desk.heading_row()
    for merged in list(desk.sheet.merged_cells.ranges):
        if merged.min_row > top:
            desk.sheet.unmerge_cells(str(merged))
    width = desk.sheet.max_column
    for number in range(top + 1, desk.sheet.max_row + 1):
        for column in range(1, width + 1):
            desk.sheet.cell(number, column).value = None
    for number, row in enumerate(rows, top + 1):
        for column, value in enumerate(row, 1):
            desk.sheet.cell(number, column).value = value


def sort_rows(desk: Desk, random: Random) -> None:
    """Whole rows in another order, as of a copy that was sorted."""
    rows = table(desk)
    random.shuffle(rows)
    put(desk, rows)


def insert_rows(desk: Desk, random: Random) -> None:
    """Empty rows between, and one with a remark."""
    for _ in range(random.randint(1, 3)):
        desk.sheet.insert_rows(random.randint(desk.heading_row() + 1, desk.sheet.max_row))
    desk.sheet.cell(desk.sheet.max_row + 2, 2).value = "以上です。よろしくお願いします。"


def insert_columns(desk: Desk, random: Random) -> None:
    """A column of one's own in front, with a heading."""
    at = random.randint(1, 5)
    desk.sheet.insert_cols(at)
    desk.sheet.cell(desk.heading_row(), at).value = "担当者"


def copy_elsewhere(desk: Desk, random: Random) -> None:
    """Headings and rows copied to a new sheet at another place, the old sheet gone."""
    down, right = random.randint(0, 5), random.randint(0, 3)
    new = desk.book.create_sheet("Sheet1")
    for row in desk.sheet.iter_rows(min_row=desk.heading_row()):
        for cell in row:
            if cell.value is not None:
                at = new.cell(cell.row + down, cell.column + right)
                at.value, at.number_format = cell.value, cell.number_format
    old = desk.sheet
    desk.book.remove(old)
    new.title = "回答"


def leave_a_copy(desk: Desk, random: Random) -> None:
    """The answered sheet copied within the workbook."""
    desk.book.copy_worksheet(desk.sheet).title = random.choice(["回答 (2)", "控え"])


def rename_sheets(desk: Desk, _: Random) -> None:
    """Sheets under other names; the name that tests know is kept apart."""
    desk.sheet.title = "回答"
    for sheet in desk.book.worksheets:
        if sheet.title == "表紙":
            sheet.title = "表紙（修正）"


def hide_rows(desk: Desk, random: Random) -> None:
    """Rows hidden, as by a filter."""
    for number in range(desk.heading_row() + 1, desk.sheet.max_row + 1):
        desk.sheet.row_dimensions[number].hidden = random.random() < 0.5


def widen_figures(desk: Desk, random: Random) -> None:
    """Figures typed in full width, with blanks around them."""
    column = desk.column("実績値")
    wide = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
    for number in range(desk.heading_row() + 1, desk.sheet.max_row + 1):
        cell = desk.sheet.cell(number, column)
        if isinstance(cell.value, (int, float)) and random.random() < 0.7:
            cell.value = f" {cell.value}".translate(wide) + random.choice(["", " ", "\n", "　"])


def drop_number_column(desk: Desk, _: Random) -> None:
    """The column of the 整理番号 deleted."""
    desk.sheet.delete_cols(desk.column("整理番号"))


def rewrap_locked(desk: Desk, random: Random) -> None:
    """Line breaks and blanks put into locked cells."""
    for heading in ("施策", "目標"):
        column = desk.column(heading)
        for number in range(desk.heading_row() + 1, desk.sheet.max_row + 1):
            cell = desk.sheet.cell(number, column)
            if isinstance(cell.value, str) and len(cell.value) > 4 and random.random() < 0.5:
                cell.value = f"{cell.value[:3]}\n{cell.value[3:]} "


#: What changes nothing of what was said.
HARMLESS = (
    sort_rows,
    insert_rows,
    insert_columns,
    copy_elsewhere,
    leave_a_copy,
    rename_sheets,
    hide_rows,
    widen_figures,
    drop_number_column,
    rewrap_locked,
)


def sort_one_column(desk: Desk, random: Random) -> None:
    """One locked column sorted alone."""
    top = desk.heading_row()
    heading = random.choice(["施策", "目標", "指標", "照合", "目標値"])
    column = desk.column(heading)
    there = [desk.sheet.cell(number, column).value for number in range(top + 1, desk.sheet.max_row + 1)]
    values: list[Any] = sorted((value for value in there if value), key=str)
    values += [None] * (len(there) - len(values))
    for number, value in enumerate(values[: desk.sheet.max_row - top], top + 1):
        desk.sheet.cell(number, column).value = value


def shift_cells(desk: Desk, random: Random) -> None:
    """Cells of one locked column moved down from some row on."""
    top, column = (
        desk.heading_row(),
        desk.column(random.choice(["施策", "指標", "照合"])),
    )
    start = random.randint(top + 1, desk.sheet.max_row)
    for number in range(desk.sheet.max_row, start, -1):
        desk.sheet.cell(number, column).value = desk.sheet.cell(number - 1, column).value
    desk.sheet.cell(start, column).value = None


def overwrite_cells(desk: Desk, random: Random) -> None:
    """Anything typed over anything."""
    junk: list[Any] = [
        "x",
        "－",
        "十二",
        "約12",
        "12件",
        1e20,
        -1,
        True,
        "#REF!",
        "=1+1",
        "=[1]a!A1",
        "あ" * 400,
        "3/4",
        "\n",
    ]
    for _ in range(random.randint(1, 6)):
        number = random.randint(desk.heading_row() + 1, desk.sheet.max_row)
        desk.sheet.cell(number, random.randint(1, desk.sheet.max_column)).value = random.choice(junk)


def merge_cells(desk: Desk, random: Random) -> None:
    """Cells of two or three rows merged."""
    column = get_column_letter(random.randint(1, desk.sheet.max_column))
    start = random.randint(desk.heading_row() + 1, max(desk.heading_row() + 1, desk.sheet.max_row - 2))
    desk.sheet.merge_cells(f"{column}{start}:{column}{start + random.randint(1, 2)}")


def delete_column(desk: Desk, random: Random) -> None:
    """A column deleted, whatever it is."""
    desk.sheet.delete_cols(random.randint(1, desk.sheet.max_column))


def delete_rows(desk: Desk, random: Random) -> None:
    """Some rows deleted."""
    for _ in range(random.randint(1, 3)):
        desk.sheet.delete_rows(
            random.randint(desk.heading_row() + 1, max(desk.heading_row() + 1, desk.sheet.max_row))
        )


def paste_row_over(desk: Desk, random: Random) -> None:
    """A row pasted over another, with its stamp or without."""
    top = desk.heading_row()
    if desk.sheet.max_row < top + 2:
        return
    one, other = random.sample(range(top + 1, desk.sheet.max_row + 1), 2)
    for column in range(1, desk.sheet.max_column + (random.random() < 0.5)):
        desk.sheet.cell(other, column).value = copy.copy(desk.sheet.cell(one, column).value)


#: What may lose an answer, and must never put it elsewhere.
HARMFUL = (
    sort_one_column,
    shift_cells,
    overwrite_cells,
    merge_cells,
    delete_column,
    delete_rows,
    paste_row_over,
)
