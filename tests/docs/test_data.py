"""``docs/data.md``: every table with every column, every rule."""

from __future__ import annotations

import csv
import io

from dxplan.opendata.readable import RULES
from tests.conftest import Workspace
from tests.docs.documents import names, read, rows_after

DATA = "docs/data.md"


def test_every_table_and_column_is_told(project: Workspace) -> None:
    project.run("export", "2019", "--out", "od")
    text = io.StringIO(project.read("od/columns.csv").removeprefix("\ufeff"), newline="")
    master = list(csv.DictReader(text))
    beginning = names(rows_after(read(DATA), "## 表と列"))
    for table, title in dict.fromkeys((row["table"], row["table_title"]) for row in master):
        told = names(rows_after(read(DATA), f"### `{table}` {title}"))
        columns = [row["column"] for row in master if row["table"] == table]
        assert (columns if table in ("columns", "codes") else columns[len(beginning) :]) == told
        assert table in ("columns", "codes") or columns[: len(beginning)] == beginning


def test_every_rule_is_told() -> None:
    rows = [row for row in rows_after(read(DATA), "## 統一ルールに合うかを調べる") if len(row) > 1]
    assert {row[0].strip(): row[1] for row in rows} == RULES
