"""The least program that reads forms back: every cell with openpyxl, rows by their stamps, beside what the plan has.

It counts what would be recorded. It judges, checks and edits nothing.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import typer
from openpyxl import load_workbook

OPEN = ("実績値", "計画どおりか", "取組実績・成果", "未達の理由")


def answers(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what stands in the open columns of a form, by item and place of the indicator."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for sheet in load_workbook(path):
        columns: dict[str, int] = {}
        for row in sheet.iter_rows(values_only=True):
            if "照合" in row:
                columns = {str(heading): at for at, heading in enumerate(row)}
            elif columns and row[columns["照合"]]:
                _, _, _, item, place, _ = str(row[columns["照合"]]).split("/")
                found[item, place] = {heading: row[columns[heading]] for heading in OPEN}
    return found


def main(folder: Path, forms: Path) -> None:
    """Read the forms of a plan."""
    items = {}
    for path in sorted(folder.glob("*.toml")):
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get("item", []):
            items[item["id"]] = item
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for path in sorted(forms.glob("*.xlsx")):
        said |= answers(path)
    new = {item for (item, _), told in said.items() if "result" not in items[item] and any(told.values())}
    sys.stderr.write(f"{len(new)}\n")


if __name__ == "__main__":
    typer.run(main)
