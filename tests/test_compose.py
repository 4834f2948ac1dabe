"""Sentences drafted from the numbers: what they say, where they are written, and that they do not pass for people's."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from tests.conftest import MakeWorkspace, Workspace

HEAD = """title = "DX計画"
office = "情報政策課"
fiscal_year = 2020

[[direction]]
id = "kurashi"
name = "暮らし"

[[direction]]
id = "shigoto"
name = "仕事"
"""


def item(name: str, target: int, actual: int, reason: str = "") -> str:
    result = (
        f'[item.result]\nreport = "行った。"\n{f"reason = {chr(34)}{reason}{chr(34)}" if reason else ""}\n'
    )
    return (
        f'[[item]]\nid = "{name}"\nname = "{name}事業"\ngoal = "増やす。"\n\n[[item.indicator]]\nname = "件数"\n'
        f'unit = "件"\ntarget = {target}\nactual = {actual}\n{result}\n'
    )


@pytest.fixture
def plans(workspace: MakeWorkspace) -> Workspace:
    """Three of four items achieved, all of them in one of the directions; one of two a year before."""
    return workspace(
        {
            "plans/2019/plan.toml": HEAD.replace("2020", "2019"),
            "plans/2019/kurashi.toml": item("a", 10, 10) + item("b", 10, 9),
            "plans/2019/shigoto.toml": "",
            "plans/2020/plan.toml": HEAD,
            "plans/2020/kurashi.toml": item("a", 10, 12) + item("b", 10, 10),
            "plans/2020/shigoto.toml": item("c", 10, 10) + item("d", 10, 7, "申込みが少なかった。"),
        }
    )


def written(made: Workspace) -> dict[str, Any]:
    return tomllib.loads(made.read("plans/2020/plan.toml"))


def test_every_figure_is_counted_and_the_best_and_the_worst_are_named(plans: Workspace) -> None:
    shown = plans.run("compose", "2020").out
    assert "令和2年度は、4項目のうち3項目（75.0%）が目標達成または計画どおり実施となった。" in shown
    assert "前年度（令和元年度）の50.0%から25.0ポイント上がった。" in shown
    assert "「暮らし」が100%と最も高く、「仕事」が50.0%と最も低い。" in shown
    assert "未達は1件で、「仕事」1件である。" in shown
    assert "「d事業」は、件数：10件 → 7件で未達となった。申込みが少なかった。" in shown
    assert "2項目のすべてが目標達成または計画どおり実施となった。" in shown
    assert written(plans) == tomllib.loads(HEAD)


def test_what_is_written_is_a_draft_until_a_person_takes_it_over(plans: Workspace) -> None:
    assert plans.run("compose", "2020", "--write").code == 0
    said = written(plans)
    sentences = [*said["comment"], *said["direction"][0]["points"], *said["direction"][1]["points"]]
    assert len(sentences) == 6
    assert all(sentence.startswith("【下書き】") for sentence in sentences)
    found = plans.run("validate", "2020", "--only", "DX447")
    assert found.out.count("下書きのままの文です。") == 6
    final = plans.run("render", "2020")
    assert final.code == 2
    assert "下書きのままの文があります" in final.err
    assert not (plans.path / "out").exists()
    assert plans.run("render", "2020", "--draft").code == 0
    plans.write("plans/2020/plan.toml", plans.read("plans/2020/plan.toml").replace("【下書き】", ""))
    assert "DX447" not in plans.run("validate", "2020", "--only", "DX447").out
    assert plans.run("render", "2020").code == 0


def test_drafts_follow_the_numbers_and_what_people_wrote_stays(plans: Workspace) -> None:
    own = HEAD.replace('name = "暮らし"\n', 'name = "暮らし"  # 仮称\npoints = ["窓口が便利になった。"]\n')
    plans.write("plans/2020/plan.toml", own)
    assert plans.run("compose", "2020", "--write").code == 0
    assert written(plans)["direction"][0]["points"] == ["窓口が便利になった。"]
    assert "# 仮称" in plans.read("plans/2020/plan.toml")
    plans.write("plans/2020/shigoto.toml", item("c", 10, 10) + item("d", 10, 10))
    assert plans.run("compose", "2020", "--write").code == 0
    (comment,) = written(plans)["comment"]
    assert comment.startswith(
        "【下書き】令和2年度は、4項目のうち4項目（100%）が目標達成または計画どおり実施となった。"
    )
    assert comment.endswith("割合は、前年度（令和元年度）の50.0%から50.0ポイント上がった。")
    before = plans.files()
    again = plans.run("compose", "2020", "--write")
    assert again.code == 0
    assert plans.files() == before
    assert plans.run("undo", "--yes").code == 0
    assert "75.0%" in plans.read("plans/2020/plan.toml")


def test_an_office_words_them_itself(plans: Workspace) -> None:
    plans.write("templates/comment.md.j2", "{{ plan.office }}: {{ achieved }}/{{ items }}\n")
    assert "情報政策課: 3/4" in plans.run("compose", "2020").out
    plans.write("templates/comment.md.j2", "{{ nothing }}\n")
    outcome = plans.run("compose", "2020")
    assert outcome.code == 2
    assert "templates/comment.md.j2" in outcome.err


def test_before_anything_is_recorded_there_is_nothing_to_say(plans: Workspace) -> None:
    plans.write("plans/2020/kurashi.toml", '[[item]]\nid = "a"\nname = "a事業"\ngoal = "増やす。"\n')
    plans.write("plans/2020/shigoto.toml", "")
    outcome = plans.run("compose", "2020", "--write")
    assert outcome.code == 0
    assert "まだ記録がない" in outcome.err
    assert written(plans) == tomllib.loads(HEAD)
