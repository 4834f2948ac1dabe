"""plans/aomori: its 76 projects, 8 KPIs and 4 goals against the published document.

``published/aomori.tsv`` holds the published projects in order, ``published/aomori-kpi.tsv`` the KPIs of each field with
their 中間指標.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.excel import dump
from tests.snapshots import assert_snapshot

PUBLISHED = Path(__file__).parent / "published"
GOLDEN = ROOT / "tests" / "golden" / "aomori"
GOALS = [
    "労働生産性",
    "インターネットの普及やデジタル化などにより、暮らしの利便性などが向上",
    "DXに取り組む又は検討している中小企業者",
    "DXに取り組む又は取組を予定している市町村",
]


def table(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def aomori(workspace: MakeWorkspace) -> Workspace:
    """A workspace with a copy of the real plan, its handouts made."""
    made = workspace()
    shutil.copytree(ROOT / "plans" / "aomori", made.path / "plans" / "aomori")
    outcome = made.run("render", "aomori", "--draft", "--label", "資料３")
    assert (outcome.code, outcome.err) == (0, "")
    return made


def rows_of(markdown: str) -> list[list[str]]:
    """Return the cells of the rows of all tables, with the headings they stand under before them."""
    rows, headings = [], ["", ""]
    for line in markdown.split("\n"):
        if heading := re.fullmatch(r"(##|###) (.*)", line):
            headings = [heading[2], ""] if heading[1] == "##" else [headings[0], heading[2]]
        elif line.startswith("| "):
            rows.append([*headings, *(cell.strip() for cell in line.strip("|").split("|"))])
    return rows


def test_nothing_is_found_wrong_with_it(aomori: Workspace) -> None:
    outcome = aomori.run("validate", "aomori", "--strict")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_the_roadmap_lists_all_76_projects_as_published(aomori: Workspace) -> None:
    listed = [row[:4] for row in rows_of(aomori.read("out/aomori/ロードマップ（案）.md")) if row[2].isdigit()]
    published = [
        [row["分野"], row["項目"].strip("()"), row["事業番号"], row["事業名"]] for row in table("aomori.tsv")
    ]
    assert len(published) == 76
    assert listed == published


def test_the_workbook_lists_them_too(aomori: Workspace) -> None:
    book = load_workbook(io.BytesIO((aomori.path / "out/aomori/ロードマップ（案）.xlsx").read_bytes()))
    listed = [
        (sheet, row[0], row[1])
        for sheet in book.sheetnames[:-1]
        for row in book[sheet].iter_rows(values_only=True)
        if isinstance(row[0], int)
    ]
    assert listed == [(row["分野"], int(row["事業番号"]), row["事業名"]) for row in table("aomori.tsv")]


def test_the_fields_have_28_and_27_and_20_projects_and_one_reference(aomori: Workspace) -> None:
    counts = [
        row[2:5] for row in rows_of(aomori.read("out/aomori/ロードマップ（案）.md")) if row[0] == "集計"
    ]
    assert counts[1:] == [
        ["産業・しごと分野", "28", "0"],
        ["暮らし・まち分野", "27", "0"],
        ["行政経営分野", "20", "1"],
        ["計", "75", "1"],
    ]
    data = json.loads(aomori.run("classify", "aomori", "--json").out)
    assert data["total"]["items"] == 75
    assert [direction["items"] for direction in data["directions"]][-1] == 20


def test_the_line_under_a_heading_names_the_reference_beside_the_projects(aomori: Workspace) -> None:
    assert aomori.run("render", "aomori", "--handout", "実施結果", "--format", "md", "--draft").code == 0
    lines = [line for line in aomori.read("out/aomori/実施結果（案）.md").split("\n") if line.startswith("⇒")]
    assert "⇒実施事業項目28 目標達成項目0（達成項目の割合－）" in lines
    assert "⇒実施事業項目20（ほかに参考事業1） 目標達成項目0（達成項目の割合－）" in lines


def test_a_published_number_with_references_in_it_must_say_so(aomori: Workspace) -> None:
    head = aomori.read("plans/aomori/plan.toml")
    for written, message, hint in (
        (
            "items = 21",
            "は21と公表されていますが、項目を数えると20（ほかに参考事業1）です。",
            "references = 1 を書き足",
        ),
        (
            "items = 22, references = 1",
            "は22（うち参考事業1）と公表されていますが、項目を数えると20（ほかに参考事業1）です。",
            "dxplan classify",
        ),
        (
            "items = 22, references = 2",
            "の参考事業は2と書かれていますが、数えると1です。",
            'kind = "reference"',
        ),
    ):
        aomori.write("plans/aomori/plan.toml", head.replace("items = 21, references = 1", written))
        found = json.loads(aomori.run("validate", "aomori", "--format", "json").out)["diagnostics"]
        assert [finding["code"] for finding in found] == ["DX404"], written
        assert message in found[0]["message"]
        assert hint in found[0]["hint"]


def test_the_outcomes_show_the_8_kpis_with_their_indicators_as_published(aomori: Workspace) -> None:
    rows = [row for row in rows_of(aomori.read("out/aomori/成果指標（案）.md")) if row[0] == "KPI"]
    shown, kpi = [], ""
    for _, field, name, *_ in rows:
        if name.startswith("**"):
            kpi = name.strip("*")
        elif name.startswith("・"):
            shown.append({"分野": field, "KPI": kpi, "中間指標": name[1:]})
    assert shown == table("aomori-kpi.tsv")
    assert len({row["KPI"] for row in shown}) == 8


def test_the_outcomes_show_the_4_goals_and_no_number_that_was_not_published(aomori: Workspace) -> None:
    rows = rows_of(aomori.read("out/aomori/成果指標（案）.md"))
    goals = [row[2:] for row in rows if row[0] == "基本目標"][1:]
    assert [goal[0] for goal in goals] == GOALS
    assert [goal[2:] for goal in goals] == [["", "未定（R10年度）", "未記録", "未記録"]] * 4
    indices = [row[7] for row in rows if row[2].startswith("**")]
    assert len(indices) == 8
    assert all(re.fullmatch(r"\*\*－（中間指標(\d)のうち\1が未記録）\*\*", index) for index in indices)


@pytest.mark.parametrize("name", ["成果指標", "ロードマップ"])
def test_golden_handouts_of_the_plan(name: str, aomori: Workspace) -> None:
    book = load_workbook(io.BytesIO((aomori.path / f"out/aomori/{name}（案）.xlsx").read_bytes()))
    assert_snapshot(GOLDEN / f"{name}.md", aomori.read(f"out/aomori/{name}（案）.md"))
    assert_snapshot(GOLDEN / f"{name}.xlsx.txt", dump(book))


def test_the_same_plan_gives_the_same_bytes(aomori: Workspace) -> None:
    first = {name: content for name, content in aomori.files().items() if name.startswith("out/")}
    aomori.process(
        "render", "aomori", "--draft", "--label", "資料３", TZ="America/New_York", PYTHONHASHSEED="7"
    )
    assert {name: aomori.files()[name] for name in first} == first
    assert len(first) == 5
