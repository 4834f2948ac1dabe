"""How values stand on paper beside one another: one width of figures, nothing twice, the plan's own words."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

DONE = '[item.result]\ndone = true\nreport = "行った。"\n'


GOAL, RESULTS = "指標・目標", "R元年度の取組実績・成果等"


def indicator(name: str, target: str, actual: str, more: str = "", unit: str = "人") -> str:
    return f'\n[[item.indicator]]\nname = "{name}"\nunit = "{unit}"\ntarget = {target}\nactual = {actual}\n{more}'


def cells(made: Workspace) -> dict[str, str]:
    """What is said of the only item in 実施結果, by the names of the columns; a line for each indicator."""
    outcome = made.run("render", "2019", "--format", "md")
    assert outcome.code == 0, outcome.err
    item = made.read("out/2019/実施結果.md").partition("\n#### ")[2].partition("\n\n[はじめ")[0]
    fields = re.findall(r"^- \*\*(.+?)\*\*：(.*(?:\n  - .*)*)$", item, re.MULTILINE)
    return {name: said.replace("\n  - ", "\n・") for name, said in fields}


def with_goal(workspace: MakeWorkspace, goal: str, indicators: str) -> Workspace:
    item = ITEM.replace("広報誌を発行する。", goal)
    return workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": item + indicators + DONE})


def test_figures_have_one_width_on_paper_and_stay_as_written_in_the_data(workspace: MakeWorkspace) -> None:
    made = with_goal(
        workspace,
        "参加者を増やす。",
        indicator("参加者数", '"２，０００人以上"', '"２，１５７人"', 'baseline = "９５０"\n'),
    )
    shown = cells(made)
    assert shown[GOAL] == "参加者を増やす。\n・参加者数：2,000人以上（基準値950人）"
    assert shown[RESULTS] == "行った。\n・参加者数：2,157人"
    data = json.loads(made.run("list", "2019", "--json").out)["items"][0]["indicators"][0]
    assert data["targets"]["2019"]["text"] == "２，０００人以上"


def test_a_share_and_its_target_have_one_sign(workspace: MakeWorkspace) -> None:
    counts = "{ numerator = 49, denominator = 50 }"
    shown = cells(
        with_goal(workspace, "利用を広げる。", indicator("利用率", '"９５％以上"', counts, unit="％"))
    )
    assert shown[GOAL].endswith("・利用率：95%以上")
    assert shown[RESULTS].endswith("・利用率：98.0%（50のうち49）")


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("研修を年12回開催する。", True),
        ("研修を１２回開催する。", True),
        ("CMS研修（12回／年）を開く。", True),
        ("研修を開く。", False),
        ("研修を112回開催する。", False),
        ("研修を12回以上開催する。", False),
        ("相談会を12回開く。", False),
        ("研修を開く。相談会は12回とする。", False),
    ],
)
def test_a_goal_that_says_the_target_is_not_said_twice(
    goal: str, *, told: bool, workspace: MakeWorkspace
) -> None:
    made = with_goal(workspace, goal, indicator("研修の開催回数", "12", "12", unit="回"))
    assert cells(made)[GOAL] == goal + ("" if told else "\n・研修の開催回数：12回")


def test_what_stands_beside_a_target_is_never_lost(workspace: MakeWorkspace) -> None:
    more = indicator("研修の開催回数", "12", "12", "baseline = 8\n", unit="回")
    assert cells(with_goal(workspace, "研修を12回開催する。", more))[GOAL].endswith(
        "\n・研修の開催回数：12回（基準値8回）"
    )


def test_a_goal_that_is_the_name_of_its_kpi_stands_once(workspace: MakeWorkspace) -> None:
    made = with_goal(workspace, "研修の参加者数。", indicator("研修の参加者数", "12", "12"))
    assert made.run("render", "2019", "--handout", "KPI一覧", "--format", "md").code == 0
    assert "| 【指標（KPI）】 | 1 | 研修の参加者数 |" in made.read("out/2019/KPI一覧.md")


def test_findings_and_explanations_call_directions_as_the_plan_does(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("fiscal_year = 2019\n", 'fiscal_year = 2019\ndirection_word = "分野"\n')
    totals = head.replace('name = "暮らし"', 'name = "暮らし"\nitems = 12\nachieved = 9')
    made = workspace({"plans/2019/plan.toml": totals})
    assert "件数だけの分野 暮らし" in made.run("classify", "2019", "--explain", "kurashi").out
    assert "という項目や分野はありません" in made.run("classify", "2019", "--explain", "kurasi").err
    assert "「x」という分野は、この計画にありません" in made.run("list", "2019", "--direction", "x").err
    made.write("plans/2019/plan.toml", head)
    assert "DX106 分野「kurashi」のファイル" in made.run("validate", "2019").out
    published = "[published]\nitems = 3\n\n[[direction]]"
    whole = head.replace("[[direction]]", published) + "published = { items = 2 }\n"
    made.write("plans/2019/plan.toml", whole)
    made.write("plans/2019/kurashi.toml", ITEM + DONE)
    assert "分野を足すと2です" in " ".join(made.run("validate", "2019").out.split())
