"""``dxplan render --since``: what is new since a day or a version, marked in every handout and listed behind it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import TextBlock

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.test_diff import INDICATOR, RESULT, git

OTHER = (ITEM + INDICATOR + RESULT).replace('"koho"', '"bosai"').replace("広報事業", "防災事業")


@pytest.fixture
def changed(workspace: MakeWorkspace) -> Workspace:
    """A plan in git, of which a target and a text changed since, an item came, and one went."""
    place = workspace(
        {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + INDICATOR + RESULT + OTHER}
    )
    git(place, "init", "-q")
    git(place, "add", "plans")
    git(place, "commit", "-q", "-m", "x", day="2020-04-01")
    git(place, "tag", "first")
    text = (
        (ITEM + INDICATOR + RESULT)
        .replace("target = 12", "target = 10")
        .replace("広報誌を発行", "広報誌を毎月発行")
    )
    new = OTHER.replace('"bosai"', '"map"').replace("防災事業", "地図の公開")
    place.write("plans/2019/kurashi.toml", text + new)
    return place


def listed(place: Workspace, name: str) -> list[list[str]]:
    text = place.read(f"out/2019/{name}（変更箇所）.md").split("## 変更箇所")[1]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.split("\n")
        if line.startswith("| 1 ")
    ]


@pytest.mark.parametrize("since", ["2020-04-20", "first"])
def test_what_is_new_is_underlined_and_listed(since: str, changed: Workspace) -> None:
    before = changed.files()
    outcome = changed.run("render", "2019", "--since", since, "--format", "xlsx,md")
    assert (outcome.code, outcome.out) == (
        0,
        "out/2019/実施結果（変更箇所）.xlsx\nout/2019/実施結果（変更箇所）.md\n",
    ), outcome.err
    md = changed.read("out/2019/実施結果（変更箇所）.md")
    assert "広報誌を<ins>毎月</ins>発行する。" in md
    assert "| <ins>地図の公開</ins> |" in md
    assert ("令和2年4月20日から変わったところ" if since != "first" else "firstから変わったところ") in md
    found = listed(changed, "実施結果")
    assert ["1 暮らし", "広報事業", "判定", "<ins>未達</ins>", "<ins>目標達成</ins>"] in found
    assert ["1 暮らし", "地図の公開", "", "", "（新規）"] in found
    assert ["1 暮らし", "防災事業", "", "", "（削る）"] in found
    assert {name: text for name, text in changed.files().items() if not name.startswith("out/")} == before


def test_rows_of_one_name_are_told_apart_by_their_tables(changed: Workspace) -> None:
    changed.run("render", "2019", "--since", "first", "--format", "md", "--handout", "実施結果")
    text = changed.read("out/2019/実施結果（変更箇所）.md").split("## 変更箇所")[1]
    cells = [line.strip("| ").split(" | ") for line in text.split("\n") if line.startswith("| 集計")]
    totals = [sheet for sheet, row, column, *_ in cells if (row, column) == ("計", "割合")]
    assert {"集計　判定別", "集計　部局別", "集計　新規・継続別"} <= {*totals}


def test_a_number_that_changed_stays_a_number(changed: Workspace) -> None:
    changed.run("render", "2019", "--since", "first", "--format", "xlsx")
    content = (changed.path / "out/2019/実施結果（変更箇所）.xlsx").read_bytes()
    book: Any = load_workbook(io.BytesIO(content), rich_text=True)
    figures = [
        cell for page in book for row in page.iter_rows() for cell in row
        if isinstance(cell.value, (int, float)) and cell.font.u == "single"
    ]  # fmt: skip
    assert {0.5, 1} <= {cell.value for cell in figures}  # one of two is achieved now
    goals = [cell.value for row in book["1 暮らし"].iter_rows() for cell in row if "毎月" in str(cell.value)]
    assert next(run.text for run in goals[0] if isinstance(run, TextBlock)) == "毎月"


def test_nothing_new_is_said_and_the_usual_handout_is_left_alone(workspace: MakeWorkspace) -> None:
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + INDICATOR + RESULT})
    git(place, "init", "-q")
    git(place, "add", "plans")
    git(place, "commit", "-q", "-m", "x")
    place.run("render", "2019", "--format", "md")
    usual = place.read("out/2019/実施結果.md")
    assert place.run("render", "2019", "--since", "HEAD", "--format", "md").code == 0
    assert "HEADから変わったところはありません。" in place.read("out/2019/実施結果（変更箇所）.md")
    assert "<ins>" not in place.read("out/2019/実施結果（変更箇所）.md")
    assert place.read("out/2019/実施結果.md") == usual


def test_headings_across_a_table_are_marked_too(workspace: MakeWorkspace) -> None:
    part = '[[direction]]\nid = "kurashi-{0}"\nname = "{1}"\n\n'
    parts = part.format("iryo", "医療・福祉") + part.format("bosai", "防災")
    items = "".join(
        ITEM.replace('"koho"', f'"{id_}"\ndirection = "kurashi-{id_}"') + RESULT for id_ in ("iryo", "bosai")
    )
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": parts + items})
    git(place, "init", "-q")
    git(place, "add", "plans")
    git(place, "commit", "-q", "-m", "x")
    place.write("plans/2019/kurashi.toml", (parts + items).replace("医療・福祉", "医療と福祉"))
    made = place.run("render", "2019", "--since", "HEAD", "--format", "md,html,xlsx")
    assert made.code == 0, made.err
    md = place.read("out/2019/実施結果（変更箇所）.md")
    assert "医療<ins>と</ins>福祉" in md
    assert "<ins>防災" not in md
    assert any("医療<ins>・</ins>福祉" in row[3] for row in listed(place, "実施結果"))
    assert "医療<ins>と</ins>福祉" in place.read("out/2019/実施結果（変更箇所）.html")
    content = (place.path / "out/2019/実施結果（変更箇所）.xlsx").read_bytes()
    book: Any = load_workbook(io.BytesIO(content), rich_text=True)
    headings = [row[0].value for row in book["1 暮らし"].iter_rows() if "医療" in str(row[0].value)]
    assert [run.text for run in headings[0] if isinstance(run, TextBlock) and run.font.u] == ["と"]
