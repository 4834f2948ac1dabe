"""``dxplan history``: what a target, base, due year, actual and verdict has been, and since which commit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dxplan.format.document import MAX_BYTES
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.repositories import alone, commit, git

INDICATOR = '[[item.indicator]]\nname = "研修"\nunit = "回"\nbaseline = 5\ntarget = 12\n'
RESULT = 'actual = 8\n\n[item.result]\ndone = true\nreport = "8回開いた。"\n'
FILE = "plans/2019/kurashi.toml"


@pytest.fixture
def kept(workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A plan with a target of 12, which a day later was 10, and is recorded in the working tree alone."""
    place = workspace({"plans/2019/plan.toml": HEAD, FILE: ITEM + INDICATOR})
    alone(monkeypatch)
    commit(place, "計画")
    change(place, ITEM + INDICATOR.replace("12", "10"), "見直し", monkeypatch, "2020-05-01")
    place.write(FILE, ITEM + INDICATOR.replace("12", "10") + RESULT)
    return place


def change(place: Workspace, text: str, subject: str, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    place.write(FILE, text)
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T12:00:00+09:00")
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00+09:00")
    commit(place, subject)


def told(place: Workspace, *arguments: str) -> dict[str, Any]:
    """Return what is told of the only plan, which is as its schema says."""
    outcome = place.run("history", *arguments, "--json")
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    Draft202012Validator(json.loads(place.run("schema", "history").out)).validate(found)
    (plan,) = found["plans"]
    assert isinstance(plan, dict)
    return plan


def targets(plan: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    """Return every target with the subject of its commit, None for the working tree."""
    (item,) = plan["items"]
    return [
        (step["commit"] and step["commit"]["subject"], value["after"])
        for step in item["steps"]
        for each in step["indicators"]
        for value in each["values"]
        if value["what"] == "目標値"
    ]


def test_every_value_stands_with_its_commit_and_what_is_not_committed_last(kept: Workspace) -> None:
    first, second = (git(kept, "log", "-1", "--format=%h", rev).stdout.strip() for rev in ("HEAD~1", "HEAD"))
    out = kept.run("history", "1-1", "plans/2019").out
    assert out.splitlines() == [
        "■ 広報事業（koho、plans/2019）",
        f"  2020-04-01 {first} 福島花子「計画」",
        "    項目の追加",
        "    指標「研修」: 基準値 5回、目標値（R元年度） 12回、期限 R元年度",
        "    判定: 未記録",
        f"  2020-05-01 {second} 福島花子「見直し」",
        "    指標「研修」: 目標引下げ、目標値（R元年度） 12回 → 10回",
        "  いま（コミットしていない変更）",
        "    指標「研修」: 実績値（R元年度） 8回",
        "    判定: 未記録 → 未達",
    ]
    table = kept.run("history", "1-1", "plans/2019", "--markdown").out
    assert f"| 2020-05-01 | {second} 福島花子「見直し」 | 指標「研修」: 目標引下げ、" in table


@pytest.mark.parametrize("words", [["koho"], ["広報"], ["koho", "2019"], ["2019", "1-1"], ["1-1"]])
def test_an_item_is_named_as_for_record_in_any_order(words: list[str], kept: Workspace) -> None:
    assert targets(told(kept, *words)) == [("計画", "12回"), ("見直し", "10回")]


def test_without_a_plan_every_plan_with_the_item_is_told_and_a_number_needs_its_plan(kept: Workspace) -> None:
    kept.write("plans/2020/plan.toml", HEAD.replace("2019", "2020"))
    kept.write("plans/2020/kurashi.toml", ITEM)
    commit(kept, "次の年度")
    out = kept.run("history", "koho").out
    assert ("（koho、plans/2019）" in out, "（koho、plans/2020）" in out) == (True, True)
    outcome = kept.run("history", "1-1")
    assert (outcome.code, "計画も書いてください" in outcome.err) == (2, True)


def test_only_what_speaks_of_an_indicator_is_told(kept: Workspace) -> None:
    more = INDICATOR.replace("研修", "講座")
    kept.write(FILE, ITEM + INDICATOR + more)
    out = kept.run("history", "koho", "--indicator", "講").out
    assert ("「講座」" in out, "「研修」" in out) == (True, False)
    outcome = kept.run("history", "koho", "--indicator", "会議")
    assert (outcome.code, "「会議」という指標は、履歴にありません。" in outcome.err) == (2, True)


def test_a_later_due_year_and_a_renamed_indicator_are_told(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = INDICATOR.replace("target = 12", 'id = "kenshu"\ntarget = { R3 = 10 }')
    change(kept, ITEM + later, "期限", monkeypatch, "2020-06-01")
    change(kept, ITEM + later.replace("研修", "研修会"), "名称", monkeypatch, "2020-06-02")
    lines = kept.run("history", "koho").out.splitlines()
    assert "    指標「研修」: 期限の延長、期限 R元年度 → R3年度" in lines
    assert "    指標「研修会」: もとは「研修」" in lines


def test_a_plan_is_followed_to_where_its_folder_was(kept: Workspace) -> None:
    commit(kept, "記録")
    git(kept, "mv", "plans/2019", "plans/r1")
    commit(kept, "フォルダの名前")
    assert [subject for subject, _ in targets(told(kept, "koho"))] == ["計画", "見直し"]


def test_a_commit_in_which_the_plan_cannot_be_read_is_named_and_passed_over(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = ITEM + INDICATOR.replace("12", "9")
    change(kept, "[[item]\n", "書きかけ", monkeypatch, "2020-06-01")
    change(kept, ITEM.replace("name =", "nama ="), "誤り", monkeypatch, "2020-06-02")
    change(kept, good, "直した", monkeypatch, "2020-06-03")
    plan = told(kept, "koho")
    assert targets(plan) == [("計画", "12回"), ("見直し", "10回"), ("直した", "9回")]
    assert [each["commit"]["subject"] for each in plan["unread"]] == ["書きかけ", "誤り"]
    assert plan["unread"][0]["why"] == "kurashi.toml 1行目: 見出しの括弧が閉じていません。"
    assert plan["unread"][1]["why"].startswith("kurashi.toml 3行目: 「nama」")
    assert "読めなかった版（飛ばしました）" in kept.run("history", "2019", "--targets").out


def test_a_merge_is_no_change_of_its_own_but_where_it_chose(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One side moves the target, the other the base: each is told once. Then both move the target."""
    git(kept, "checkout", "-q", "--", "plans")
    text = kept.read(FILE)
    git(kept, "checkout", "-q", "-b", "side")
    change(kept, text.replace("target = 10", "target = 9"), "枝の目標", monkeypatch, "2020-06-01")
    git(kept, "checkout", "-q", "main")
    change(kept, text.replace("baseline = 5", "baseline = 4"), "幹の基準値", monkeypatch, "2020-06-02")
    git(kept, "merge", "-q", "--no-commit", "side")
    both = text.replace("target = 10", "target = 9").replace("baseline = 5", "baseline = 4")
    change(kept, both, "まとめる", monkeypatch, "2020-06-03")
    steps = told(kept, "koho")["items"][0]["steps"]
    assert {step["commit"]["subject"] for step in steps} == {"計画", "見直し", "枝の目標", "幹の基準値"}

    git(kept, "checkout", "-q", "-b", "other")
    change(kept, both.replace("target = 9", "target = 7"), "枝の目標2", monkeypatch, "2020-06-04")
    git(kept, "checkout", "-q", "main")
    change(kept, both.replace("target = 9", "target = 8"), "幹の目標2", monkeypatch, "2020-06-05")
    git(kept, "merge", "-q", "--no-commit", "other")
    change(kept, both.replace("target = 9", "target = 6"), "別の目標に", monkeypatch, "2020-06-06")
    found = targets(told(kept, "koho"))
    assert sorted(found[3:5]) == [("幹の目標2", "8回"), ("枝の目標2", "7回")]
    assert found[5:] == [("別の目標に", "6回")]


def test_what_an_indicator_takes_over_from_another_item_is_followed_there(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = ITEM.replace("koho", "kocho").replace("広報事業", "広聴事業")
    own += '[[item.indicator]]\nrepost_of = "kenshu"\n'
    text = ITEM + INDICATOR + 'id = "kenshu"\n' + own
    change(kept, text, "再掲", monkeypatch, "2020-06-01")
    change(kept, text.replace("target = 12", "target = 11"), "元を直す", monkeypatch, "2020-06-02")
    assert targets(told(kept, "kocho")) == [("再掲", "12回"), ("元を直す", "11回")]


def test_moved_goalposts_stand_with_the_verdict_by_the_first_of_them(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(kept, "記録")
    change(kept, kept.read(FILE).replace("target = 10", "target = 8"), "また", monkeypatch, "2020-06-01")
    plan = told(kept, "2019", "--targets")
    (item,) = plan["items"]
    assert [(s["commit"]["subject"], s["indicators"][0]["moves"]) for s in item["steps"]] == [
        ("見直し", ["目標引下げ"]),
        ("また", ["目標引下げ"]),
    ]
    assert (item["by_first"], item["now"]) == ("未達", "目標達成")
    out = kept.run("history", "2019", "--targets").out
    assert "  判定: はじめの目標なら 未達、いまの目標で 目標達成" in out.splitlines()


def test_where_no_goalpost_was_moved_that_is_said(kept: Workspace) -> None:
    kept.write("plans/2020/plan.toml", HEAD.replace("2019", "2020"))
    kept.write("plans/2020/kurashi.toml", ITEM)
    commit(kept, "次の年度")
    outcome = kept.run("history", "2020", "--targets")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "動いた目標はありません。\n")


def test_a_part_of_the_history_is_said_to_be_one(kept: Workspace) -> None:
    git(kept, "clone", "-q", "--depth", "1", f"file://{kept.path}", "shallow")
    outcome = Workspace(kept.path / "shallow", kept._run).run("history", "koho")
    assert "2020-05-01 より前は分かりません（git fetch --unshallow" in outcome.err
    assert "目標値（R元年度） 10回" in outcome.out


def test_what_is_not_in_git_is_said_plainly(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    place = workspace({"plans/2019/plan.toml": HEAD, FILE: ITEM})
    for said in ("plans/2019 は git の管理下にありません。", "まだ git にコミットされていません。"):
        outcome = place.run("history", "koho")
        assert (outcome.code, said in outcome.err) == (2, True), outcome.err
        git(place, "init", "-q")
    place.write("x.txt", "x")
    git(place, "add", "x.txt")
    git(place, "commit", "-q", "-m", "x")
    assert "まだ git にコミットされていません。" in place.run("history", "koho").err
    monkeypatch.setenv("PATH", "")
    assert "git がありません。" in place.run("history", "koho").err


def test_names_and_subjects_of_a_stranger_are_shown_and_not_obeyed(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(kept, ITEM + INDICATOR, "\x1b[31m|<b>", monkeypatch, "2020-06-01")
    git(kept, "config", "log.showSignature", "true")
    git(kept, "config", "gpg.program", "touch")
    assert "\x1b" not in kept.run("history", "koho").out
    table = kept.run("history", "koho", "--markdown").out
    assert ("\x1b" in table, "\\|&lt;b>" in table) == (False, True)


def test_a_version_as_large_as_no_plan_is_passed_over_and_never_kept(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(kept, "#" * (MAX_BYTES + 1), "巨大", monkeypatch, "2020-06-01")
    change(kept, ITEM + INDICATOR.replace("12", "11"), "戻す", monkeypatch, "2020-06-02")
    found = told(kept, "koho", "2019")
    assert targets(found) == [("計画", "12回"), ("見直し", "10回"), ("戻す", "11回")]
    (unread,) = found["unread"]
    assert (unread["commit"]["subject"], "大きすぎます" in unread["why"]) == ("巨大", True)
    refused = kept.run("diff", "HEAD~1:plans/2019", "2019")
    assert (refused.code, "kurashi.toml のその版の中身が" in refused.err) == (2, True)


def test_verdicts_are_held_against_last_years_value_as_it_was_then(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_year = ITEM + INDICATOR.replace("target = 12", "target = 5") + RESULT
    place = workspace(
        {"plans/2018/plan.toml": HEAD.replace("2019", "2018"), "plans/2018/kurashi.toml": last_year}
    )
    grown = INDICATOR.replace("baseline = 5\ntarget = 12", 'target = "前年度より増加"') + RESULT
    place.write("plans/2019/plan.toml", HEAD)
    place.write(FILE, ITEM + grown.replace("actual = 8", "actual = 9"))
    alone(monkeypatch)
    commit(place, "計画")
    place.write("plans/2018/kurashi.toml", last_year.replace("actual = 8", "actual = 9"))
    change(place, place.read(FILE), "去年の訂正", monkeypatch, "2020-04-20")
    report = place.read(FILE).replace("8回", "9回")
    change(place, report, "報告", monkeypatch, "2020-05-01")
    assert verdicts(place) == [("計画", "目標達成"), ("去年の訂正", "未達")]
    place.write("plans/2018/kurashi.toml", last_year)
    assert verdicts(place) == [("計画", "目標達成"), ("去年の訂正", "未達"), (None, "目標達成")]
    assert "  いま（コミットしていない変更）" in place.run("history", "koho", "2019").out.splitlines()
    commit(place, "また")
    assert [subject for subject, _ in verdicts(place)] == ["計画", "去年の訂正", "また"]


def test_what_last_years_plan_was_before_this_one_began_is_no_version_of_it(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_year = ITEM + INDICATOR.replace("target = 12", "target = 5") + RESULT
    before = {"plans/2018/plan.toml": HEAD.replace("2019", "2018"), "plans/2018/kurashi.toml": last_year}
    place = workspace(before)
    alone(monkeypatch)
    commit(place, "去年の計画")
    place.write("plans/2018/kurashi.toml", last_year.replace("actual = 8", "actual = 7"))
    commit(place, "去年の実績")
    grown = INDICATOR.replace("baseline = 5\ntarget = 12", 'target = "前年度より増加"') + RESULT
    place.write("plans/r1/plan.toml", HEAD)
    place.write("plans/r1/kurashi.toml", ITEM + grown)
    commit(place, "計画")
    git(place, "mv", "plans/r1", "plans/2019")
    commit(place, "フォルダの名前")
    place.write("plans/2018/kurashi.toml", last_year)
    commit(place, "去年の訂正")
    assert verdicts(place) == [("計画", "目標達成"), ("去年の訂正", "未達")]
    assert told(place, "koho", "2019")["unread"] == []


def verdicts(place: Workspace) -> list[tuple[str | None, str]]:
    """Return every verdict that the item of this year's plan came to have, with the subject of its commit."""
    return [
        (step["commit"] and step["commit"]["subject"], step["verdict"]["after"])
        for step in told(place, "koho", "2019")["items"][0]["steps"]
        if step["verdict"]
    ]
