"""中間評価 and 期末見込み: how a plan of several years stood half way, and will stand at its end, beside the year."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import MakeWorkspace, Workspace

PLAN = "plans/midterm"


@pytest.fixture
def midterm(workspace: MakeWorkspace) -> Workspace:
    """A workspace with the example: R4 to R7, judged for R6, 中間評価 in R5."""
    made = workspace()
    shutil.copytree(ROOT / "docs" / "examples" / "midterm", made.path / PLAN)
    return made


def items(made: Workspace, *options: str) -> dict[str, dict[str, Any]]:
    """Return the items of ``classify --json`` by id."""
    out = made.run("classify", PLAN, "--json", *options).out
    return {item["id"]: item for item in json.loads(out)["items"]}


def change(made: Workspace, old: str, new: str, file: str = "kurashi.toml") -> None:
    """Change the text of a file of the plan."""
    path = made.path / PLAN / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_verdict_expected_is_that_of_the_last_target(midterm: Workspace) -> None:
    before = items(midterm)["online"]
    assert (before["verdict"], before["expected"]) == ("B", "B")  # 66 of 70
    change(midterm, "R6 = 66 }", "R6 = 70 }")
    after = items(midterm)["online"]
    assert (after["verdict"], after["expected"]) == ("B", "A")


def test_what_is_expected_changes_no_count(midterm: Workspace) -> None:
    told = midterm.run("classify", PLAN).out
    change(midterm, "outlook = { R5 = 65, R6 = 66 }\n", "")
    change(midterm, "outlook = { R6 = 1260 }\n", "")
    assert midterm.run("classify", PLAN).out == told
    assert items(midterm)["online"]["expected"] is None


@pytest.mark.parametrize(("outlook", "verdict"), [("1200", "A"), ("1199", "B"), ("599", "D")])
def test_of_an_indicator_that_is_summed_the_total_is_expected(
    midterm: Workspace, outlook: str, verdict: str
) -> None:
    change(midterm, "R6 = 1260", f"R6 = {outlook}")
    assert items(midterm)["koza"]["expected"] == verdict


def test_the_midterm_verdict_is_that_of_its_year_and_stands_only_from_then_on(midterm: Workspace) -> None:
    change(midterm, "R5 = 38", "R5 = 22")  # 22 of 45
    assert items(midterm)["online"]["midterm"] == "D"
    assert items(midterm, "--year", "R5")["online"]["midterm"] == "D"
    assert items(midterm, "--year", "R4")["online"]["midterm"] is None


def test_what_was_due_before_was_judged_then_and_is_not_expected_again(midterm: Workspace) -> None:
    more = (
        '[[item.indicator]]\nname = "窓口の数"\nunit = "か所"\ntarget = { R5 = 10 }\nactual = { R5 = 4 }\n\n'
    )
    change(midterm, "[item.result.R4]\ndone = true\nreport", f"{more}[item.result.R4]\ndone = true\nreport")
    assert items(midterm, "--year", "R5")["online"]["verdict"] == "C"  # the mean of 38 of 45 and 4 of 10
    assert items(midterm)["online"]["expected"] == "B"


def test_as_long_as_one_target_is_without_an_expectation_no_verdict_is(midterm: Workspace) -> None:
    more = '[[item.indicator]]\nname = "窓口の数"\nunit = "か所"\ntarget = { R7 = 10 }\n\n'
    change(midterm, "[item.result.R4]\ndone = true\nreport", f"{more}[item.result.R4]\ndone = true\nreport")
    assert items(midterm)["online"]["expected"] == "未記録"


@pytest.mark.parametrize("year", ["R7", "R3", "R8"])
def test_a_midterm_outside_the_plan_is_said_with_the_years_that_fit(midterm: Workspace, year: str) -> None:
    change(midterm, 'midterm = "R5"', f'midterm = "{year}"', "plan.toml")
    said = midterm.run("validate", PLAN)
    assert said.code == 1
    assert "plan.toml:5:" in said.out
    assert "R4 から R6 まで" in said.out


def test_what_cannot_be_taken_for_an_outlook_is_called_so(midterm: Workspace) -> None:
    twice = midterm.run("record", PLAN, "1-1", "--outlook", "71%", "--outlook", "72%")
    assert "の期末見込みが二つあります（71% と 72%）" in twice.err
    unread = midterm.run("record", PLAN, "1-1", "--outlook", "これから")
    assert "を期末見込みとして読めません" in unread.err


def test_it_is_recorded_shown_and_taken_back(midterm: Workspace) -> None:
    path = midterm.path / PLAN / "kurashi.toml"
    before = path.read_text(encoding="utf-8")
    said = midterm.run("record", PLAN, "1-1", "--outlook", "71%", "--yes")
    assert "書き換え: オンライン利用率の期末見込み「66%」 → 「71%」" in said.err
    assert "期末の見込み: A" in said.err
    assert path.read_text(encoding="utf-8") == before.replace("R6 = 66 }", "R6 = 71 }")
    midterm.run("record", PLAN, "1-1", "--clear", "outlook", "--yes")
    assert path.read_text(encoding="utf-8") == before.replace(", R6 = 66 }", " }")
    midterm.run("undo", "--yes")
    midterm.run("undo", "--yes")
    assert path.read_text(encoding="utf-8") == before


def test_a_plan_with_a_midterm_asks_for_it_where_the_target_is_still_to_come(midterm: Workspace) -> None:
    answers = "53\n68\ny\n案内を増やした。\n.\ny\n"
    said = midterm.run("record", PLAN, "1-1", stdin=answers)
    assert "オンライン利用率の期末見込み（R7の目標 70%、いまの記録 66%）" in said.err + said.out
    assert items(midterm)["online"]["indicators"][0]["outlook"] == "68"
    change(midterm, 'midterm = "R5"\n', "", "plan.toml")
    again = midterm.run("record", PLAN, "1-1", stdin="q\n")
    assert "期末見込み" not in again.err + again.out


def test_every_handout_has_it(midterm: Workspace) -> None:
    midterm.run("render", PLAN, "--out", "out")
    out = midterm.path / "out" / "midterm"
    listed = (out / "KPI一覧.md").read_text(encoding="utf-8")
    assert "| R5の中間評価 | 期末見込み | 期末見込みの判定 |" in listed
    assert "| 遅れ | B | 66% | B |" in listed
    data = openpyxl.load_workbook(out / "データ.xlsx")
    headings = [cell.value for cell in data["指標"][1]]
    row = next(row for row in data["指標"].iter_rows(min_row=2, values_only=True) if row[10] == 2024)
    assert row[headings.index("期末見込み")] == 66
    assert row[headings.index("期末見込みの表記")] == "66%"
    projects = [[cell.value for cell in row] for row in data["事業"].iter_rows()]
    assert projects[1][projects[0].index("期末見込みの判定")] == "B"
    assert projects[1][projects[0].index("中間評価")] == "B"
    told = (out / "実施結果.md").read_text(encoding="utf-8")
    assert "Bの見込み" in told
