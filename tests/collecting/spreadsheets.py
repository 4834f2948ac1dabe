"""A form as people have it on their screens: filled in, and opened by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dxplan.collecting.form import ENTRIES, Form
from dxplan.output.forms.xlsx import HEADINGS

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")

_NAMES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def opened(content: bytes) -> Workbook:
    """Return a workbook as a program reads it."""
    return load_workbook(BytesIO(content))


def entries(workbook: Workbook) -> Worksheet:
    sheet: Worksheet = workbook[ENTRIES]
    return sheet


def where(form: Form, row: int, key: str) -> str:
    """Return the address of a cell of a form, its row counted from 0."""
    column = [column.key for column in form.columns].index(key) + 1
    return f"{get_column_letter(column)}{HEADINGS + 1 + row}"


def fill(content: bytes, form: Form, values: dict[tuple[int, str], Any]) -> bytes:
    """Return a form with values typed into cells, by row from 0 and key of the column."""
    workbook = opened(content)
    for (row, key), value in values.items():
        entries(workbook)[where(form, row, key)] = value
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


@dataclass(frozen=True, slots=True)
class Calculated:
    """A sheet as LibreOffice calculates and shows it: texts by address, addresses of the cells that can be changed."""

    protected: bool
    texts: dict[str, str] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)


def in_libreoffice(folder: Path, files: dict[str, bytes], to: str) -> dict[str, bytes]:
    """Return files as LibreOffice saves them in another format, by the same names."""
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(out)]
    names = [str(folder / f"{name}.xlsx") for name in files]
    subprocess.run([*command, *names], check=True, capture_output=True, timeout=300)
    return {name: (out / f"{name}.{to}").read_bytes() for name in files}


def calculated(content: bytes, sheet: str = ENTRIES) -> Calculated:
    """Read a flat OpenDocument spreadsheet."""
    root = ET.fromstring(content)  # noqa: S314 - LibreOffice wrote it, of a form of ours
    locked: dict[str, bool] = {"Default": True}
    parents: dict[str, str] = {}
    for style in root.iter(_name("style:style")):
        name = style.get(_name("style:name")) or ""
        parents[name] = style.get(_name("style:parent-style-name")) or ""
        for properties in style.iter(_name("style:table-cell-properties")):
            if protect := properties.get(_name("style:cell-protect")):
                locked[name] = protect != "none"

    def is_locked(style: str) -> bool:
        while style not in locked and style:
            style = parents.get(style, "")
        return locked.get(style, True)

    table = next(t for t in root.iter(_name("table:table")) if t.get(_name("table:name")) == sheet)
    found = Calculated(table.get(_name("table:protected")) == "true")
    columns = [
        column.get(_name("table:default-cell-style-name")) or ""
        for column in table.iter(_name("table:table-column"))
        for _ in range(min(int(column.get(_name("table:number-columns-repeated")) or 1), 64))
    ]
    number = 0
    for row in table.iter(_name("table:table-row")):
        repeated = int(row.get(_name("table:number-rows-repeated")) or 1)
        at = 0
        for cell in row:
            times = int(cell.get(_name("table:number-columns-repeated")) or 1)
            for _ in range(min(times, 64)):
                at += 1
                address = f"{get_column_letter(at)}{number + 1}"
                default = columns[at - 1] if at <= len(columns) else ""
                named = cell.get(_name("table:style-name")) or default
                text = "\n".join("".join(p.itertext()) for p in cell.iter(_name("text:p")))
                if text:
                    found.texts[address] = text
                if not is_locked(named):
                    found.open.add(address)
        number += repeated
    return found
