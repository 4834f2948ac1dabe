"""The headings of plans/dx-strategy, line by line against the published table of contents.

``published/dx-strategy.tsv`` holds level, number, name and page of all 183 headings as published.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.excel import dump
from tests.snapshots import assert_snapshot

PUBLISHED = Path(__file__).parent / "published" / "dx-strategy.tsv"
GOLDEN = Path(__file__).parent / "golden" / "dx-strategy"
#: Level, number, name, page.
Line = tuple[int, str, str, str]


def published() -> list[Line]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(int(row["階層"]), row["番号"], row["名称"], row["ページ"]) for row in rows]


def line(text: str, page: object) -> Line:
    """Read a line of 目次 as a reader does: how far it is indented, what stands before the first wide blank."""
    unindented = text.lstrip("　")
    number, _, name = unindented.partition("　")
    return len(text) - len(unindented) + 1, number, name, str(page)


@pytest.fixture
def strategy(workspace: MakeWorkspace) -> Workspace:
    """A workspace with a copy of the strategy."""
    made = workspace()
    shutil.copytree(ROOT / "plans" / "dx-strategy", made.path / "plans" / "dx-strategy")
    return made


def test_nothing_is_found_wrong_with_it(strategy: Workspace) -> None:
    outcome = strategy.run("validate", "--strict")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_the_published_table_has_all_levels() -> None:
    assert Counter(level for level, *_ in published()) == {1: 7, 2: 28, 3: 92, 4: 56}


def test_markdown_reproduces_the_published_table_of_contents(strategy: Workspace) -> None:
    outcome = strategy.run("render", "dx-strategy", "--handout", "目次", "--format", "md")
    assert (outcome.code, outcome.out) == (0, "out/dx-strategy/目次.md\n"), outcome.err
    text = strategy.read("out/dx-strategy/目次.md")
    rows = [row[2:-2].split(" | ") for row in text.splitlines() if row.startswith("| ")]
    assert rows[0] == ["見出し", "ページ"]
    assert [line(*row) for row in rows[1:]] == published()


def test_excel_reproduces_the_published_table_of_contents(strategy: Workspace) -> None:
    assert strategy.run("render", "dx-strategy", "--handout", "目次", "--format", "xlsx").code == 0
    book = load_workbook(io.BytesIO((strategy.path / "out/dx-strategy/目次.xlsx").read_bytes()))
    rows = [[cell.value for cell in row] for row in book["目次"].iter_rows(min_row=3)]
    assert rows[0] == ["見出し", "ページ"]
    assert [line(str(text), page) for text, page in rows[1:]] == published()


def test_golden_table_of_contents(strategy: Workspace) -> None:
    assert strategy.run("render", "dx-strategy", "--handout", "目次", "--label", "資料１").code == 0
    assert_snapshot(GOLDEN / "目次.md", strategy.read("out/dx-strategy/目次.md"))
    book = load_workbook(io.BytesIO((strategy.path / "out/dx-strategy/目次.xlsx").read_bytes()))
    assert_snapshot(GOLDEN / "目次.xlsx.txt", dump(book))


def test_the_two_pillars_have_the_sample_items(strategy: Workspace) -> None:
    data = json.loads(strategy.run("classify", "dx-strategy", "--json").out)
    assert {d["id"]: d["items"] for d in data["directions"] if d["items"]} == {"gyosei": 6, "chiiki": 4}
    assert [item["number"] for item in data["items"]] == list(range(1, 11))
    assert {item["verdict"] for item in data["items"]} == {"未記録"}


def test_the_contents_are_made_of_it_and_the_results_as_a_draft(strategy: Workspace) -> None:
    assert strategy.run("render", "dx-strategy", "--format", "md").out == "out/dx-strategy/目次.md\n"
    results = ("render", "dx-strategy", "--handout", "実施結果", "--format", "md")
    assert "未記録の項目が10件あります" in strategy.run(*results).err
    outcome = strategy.run(*results, "--draft")
    assert outcome.out == "out/dx-strategy/実施結果（案）.md\n"
    text = strategy.read("out/dx-strategy/実施結果（案）.md")
    assert "###### イ AIチャットボットの導入" in text
    assert "※6 オールふくしまDX課題解決促進会議 →「県と市町村が連携したDX推進体制の構築」に掲載" in text
