"""Which way is good: one direction for one target, told or asked for, in everything that a user sees."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.test_judging import DONE, indicator, judge

Small = Callable[[str], Workspace]


def codes(made: Workspace) -> list[str]:
    data = json.loads(made.run("validate", "2019", "--format", "json").out)
    return [d["code"] for d in data["diagnostics"] if d["code"].startswith(("DX3", "DX45", "DX479"))]


def listed(made: Workspace) -> dict[str, Any]:
    (found,) = json.loads(made.run("list", "2019", "--json").out)["items"][0]["indicators"]
    return dict(found)


@pytest.mark.parametrize("target", ['"15分以下"', '"15分未満"', '"20%減"'])
def test_what_falls_as_its_target_says_is_no_loss(small: Small, target: str) -> None:
    made = small(ITEM + indicator(target, "14.2", "baseline = 22\n", unit="分", name="所要時間") + DONE)

    assert codes(made) == []
    assert listed(made)["better"] == "lower"


@pytest.mark.parametrize("target", ['"15分以下"', '"15分未満"', '"20%減"'])
def test_what_rises_against_its_target_is_a_loss(small: Small, target: str) -> None:
    rest = indicator(target, "25", "baseline = 22\n", unit="分", name="所要時間")
    made = small(ITEM + rest + '\n[item.result]\ndone = true\nreason = "混んだため"\n')

    assert codes(made) == ["DX455"]


def test_a_series_that_falls_as_it_says_moves_the_right_way(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("fiscal_year = 2019", 'fiscal_year = 2019\nyears = ["R1", "R3"]')
    targets = '{ R1 = "20分以下", R2 = "18分以下", R3 = "15分以下" }'
    rest = indicator(targets, "19", unit="分", name="所要時間")
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + rest + DONE})

    assert codes(made) == []
    assert listed(made)["better"] == "lower"
    assert json.loads(made.run("classify", "2019", "--json").out)["items"][0]["verdict"] == "目標達成"


def test_the_note_above_the_kpis_names_the_formula_that_was_used(workspace: MakeWorkspace) -> None:
    head = HEAD.replace(
        "[[direction]]",
        'handouts = ["KPI一覧"]\n\n[judgement]\nscheme = "abcd-100-80-50"\n\n[[direction]]',
    )
    rest = indicator('"15分以下"', "14", unit="分", name="所要時間")
    item = ITEM.replace("departments", 'kind = "kpi"\ndepartments')
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": item + rest + DONE})

    rendered = made.run("render", "2019", "--format", "md", "--out", "out")

    assert rendered.code == 0, rendered.err
    (name,) = (name for name in made.files() if name.startswith("out/") and name.endswith(".md"))
    assert "（下向きの指標は2−実績値÷目標値）" in made.read(name)


def test_a_target_of_nothing_without_a_direction_stops_the_work(small: Small) -> None:
    made = small(ITEM + indicator("0", "3", unit="件", name="重大事故") + DONE)

    classified = made.run("classify", "2019")

    assert classified.code != 0
    assert "DX316" in classified.out + classified.err
    assert codes(made) == ["DX316"]


@pytest.mark.parametrize(
    ("target", "more"),
    [
        ("0", 'better = "lower"\n'),
        ("0", 'better = "equal"\n'),
        ('"0以下"', ""),
        ("0", 'baseline = "▲3"\n'),
        ("{ R1 = 0, R2 = 5 }", ""),
        ("0", "reference = true\n"),
    ],
)
def test_a_target_of_nothing_with_a_direction_is_let_be(small: Small, target: str, more: str) -> None:
    assert codes(small(ITEM + indicator(target, "", more, unit="件", name="収支"))) == []


def test_a_word_of_the_target_and_better_that_disagree_stop_the_work(small: Small) -> None:
    made = small(ITEM + indicator('"10以上"', "12", 'better = "lower"\n') + DONE)

    assert codes(made) == ["DX317"]
    assert made.run("classify", "2019").code != 0


@pytest.mark.parametrize(
    "name",
    [
        "窓口の待ち時間",
        "交通事故の発生件数",
        "苦情件数",
        "離職率",
        "鳥獣被害面積",
        "滞納額（市税）",
        "刑法犯の被害額",
        "システム障害の件数",
        "サーバの停止時間",
        "入力の誤り件数",
        "コピー用紙の印刷枚数",
        "ごみの排出量",
        "情報システムの運用コスト",
        "携帯電話の不通話地区数",
    ],
)
def test_what_nobody_wants_more_of_asks_for_its_direction(small: Small, name: str) -> None:
    assert codes(small(ITEM + indicator("15", "22", unit="件", name=name) + DONE)) == ["DX479"]


@pytest.mark.parametrize(
    ("name", "target", "more"),
    [
        ("苦情対応件数", "15", ""),
        ("事故防止教室の参加者数", "15", ""),
        ("被害者支援の相談件数", "15", ""),
        ("削減した残業時間", "15", ""),
        ("コスト削減額", "15", ""),
        ("システム障害訓練の回数", "15", ""),
        ("障害者の就労者数", "15", ""),
        ("ごみ分別アプリの登録者数", "15", ""),
        ("窓口の待ち時間", "15", 'better = "lower"\n'),
        ("窓口の待ち時間", "15", 'better = "higher"\n'),
        ("窓口の待ち時間", '"15以下"', ""),
        ("窓口の待ち時間", "22", "baseline = 12\n"),
    ],
)
def test_what_is_told_or_is_of_something_else_is_let_be(
    small: Small, name: str, target: str, more: str
) -> None:
    assert codes(small(ITEM + indicator(target, "", more, unit="件", name=name))) == []


def test_of_an_unsaid_direction_more_is_better(small: Small) -> None:
    assert judge(small, ITEM + indicator("15", "22") + DONE)["verdict"] == "目標達成"
