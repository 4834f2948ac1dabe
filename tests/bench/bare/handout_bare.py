"""The least program that writes the handouts of a plan: it reads the files and writes the cells that it is given.

It computes nothing, shares one style object for all cells, and knows nothing of row heights, page breaks, links,
charts, notes or templates that people edit.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jinja2
import typer
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

MARKDOWN = """\
{% for name, rows in sheets %}
## {{ name }}

{% for row in rows %}
|{% for cell in row %} {{ cell }} |{% endfor %}

{% endfor %}
{% endfor %}
"""


def main(folder: Path, cells: Path, out: Path) -> None:
    """Write every workbook of ``cells`` (name → sheet → rows), and the same as Markdown."""
    for path in folder.glob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))
    out.mkdir(exist_ok=True)
    template = jinja2.Environment(autoescape=False, trim_blocks=True).from_string(MARKDOWN)  # noqa: S701 - as in dxplan
    for name, sheets in json.loads(cells.read_text(encoding="utf-8")).items():
        write_workbook(sheets, out / f"{name}.xlsx")
        if name != "データ":
            broken = [
                (sheet, [[str(cell or "").replace("\n", "<br>") for cell in row] for row in rows])
                for sheet, rows in sheets.items()
            ]
            (out / f"{name}.md").write_text(template.render(sheets=broken), encoding="utf-8")


def write_workbook(sheets: dict[str, list[list[Any]]], path: Path) -> None:
    """Write the sheets."""
    workbook = Workbook()
    side = Side(style="thin", color="808080")
    style = NamedStyle(name="text", font=Font(name="Meiryo UI", size=9))
    style.border = Border(left=side, right=side, top=side, bottom=side)
    style.alignment = Alignment(vertical="top", wrap_text=True)
    workbook.add_named_style(style)
    first: Any = workbook.active
    first["A1"].style = "text"
    shared = first["A1"]._style
    for number, (name, rows) in enumerate(sheets.items()):
        sheet: Any = workbook.create_sheet(name) if number else first
        sheet.title = name
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(at, column, value)
                cell._style = shared
    workbook.save(path)


if __name__ == "__main__":
    typer.run(main)
