"""The least program that writes a form for each section: the same rows, columns, checks and protection, no formula of its own.

What dxplan's forms say while they are filled in stands here as one short formula a cell.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import typer
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

LOCKED, OPEN, LIVE = range(8), range(8, 13), range(13, 17)


def rows_of(item: dict[str, Any]) -> list[list[Any]]:
    """Return a row for each indicator of an item."""
    result = item.get("result", {})
    rows = []
    for number, each in enumerate(item.get("indicator") or [{}]):
        told = ["計画どおり", result.get("report"), result.get("reason")] if number == 0 else [None] * 3
        locked = [item["id"], item["name"], item["goal"], each.get("name"), each.get("unit")]
        rows.append([*locked, f"{each.get('target')}", None, None, each.get("actual"), *told, None])
    return rows


def write(path: Path, section: str, rows: list[list[Any]]) -> None:
    """Write one form."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    side = Side(style="thin")
    styles = {}
    for number, (colour, locked) in enumerate((("FFFFFF", True), ("FFFDE7", False)), 1):
        cell: Any = sheet.cell(number, 1)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.fill = PatternFill("solid", fgColor=colour)
        cell.protection = Protection(locked=locked, hidden=locked)
        styles[locked] = cell._style
    sheet["A1"], sheet["A2"] = section, None
    for number, row in enumerate(rows, 4):
        for column in (*LOCKED, *OPEN, *LIVE):
            cell = sheet.cell(number, column + 1)
            cell._style = styles[column not in OPEN]
            cell.value = f'=IF(I{number}="","未回答","記入ずみ")' if column in LIVE else row[column]
    for column in "IJKLM":
        check = DataValidation(type="custom", formula1=f"ISNUMBER({column}4)", showErrorMessage=True)
        check.add(f"{column}4:{column}{3 + len(rows)}")
        sheet.add_data_validation(check)
    sheet.protection.sheet = True
    book.create_sheet("表紙")["A1"] = section
    book.create_sheet("dxplan")["A1"] = section
    book.save(path)


def main(folder: Path, out: Path) -> None:
    """Write the forms of a plan."""
    out.mkdir(exist_ok=True)
    forms: dict[str, list[list[Any]]] = defaultdict(list)
    for path in sorted(folder.glob("*.toml")):
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get("item", []):
            for section in dict.fromkeys(item["departments"]):
                forms[section] += rows_of(item)
    for section, rows in forms.items():
        write(out / f"{section}.xlsx", section, rows)


if __name__ == "__main__":
    typer.run(main)
