"""What is written as open data, before an independent linter: frictionless, where it is installed."""

from __future__ import annotations

import csv
import importlib
import io
import shutil
from typing import Any

import pytest

from tests.conftest import ROOT, Workspace

frictionless: Any = pytest.importorskip("frictionless", reason="frictionless がありません")

#: What the kinds of 項目定義 are to the linter.
TYPES = {"整数": "integer", "真偽（1・0）": "integer", "小数": "number"}


@pytest.mark.parametrize("plan", ["2019", "2020", "aomori", "dx-strategy", "r4-r7-kpi"])
def test_the_linter_finds_nothing_in_any_table(
    plan: str, real: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each column is of the kind that the 項目定義 says, and has a value where it says that one is required."""
    if plan != "2019":
        shutil.copytree(ROOT / "plans" / plan, real.path / "plans" / plan)
    assert real.run("export", plan, "--body", "070009", "--format", "csv,xlsx", "--out", "od").code == 0
    monkeypatch.chdir(real.path)
    text = io.StringIO(real.read("od/columns.csv").removeprefix("\ufeff"))
    columns = list(csv.DictReader(text))
    sheet_of = importlib.import_module("frictionless.formats").ExcelControl
    for table in dict.fromkeys(row["table"] for row in columns):
        fields = [
            {
                "name": row["column"],
                "type": TYPES.get(row["kind"], "string"),
                "constraints": {"required": row["required"] == "1"},
            }
            for row in columns
            if row["table"] == table
        ]
        schema = frictionless.Schema.from_descriptor({"fields": fields})
        for made in (
            frictionless.Resource(path=f"od/{table}.csv", schema=schema),
            frictionless.Resource(path="od/dxplan.xlsx", control=sheet_of(sheet=table), schema=schema),
        ):
            found = made.validate()
            assert found.flatten(["type", "rowNumber", "fieldName", "note"]) == [], (made.path, table)
            assert found.stats["tasks"] == 1
