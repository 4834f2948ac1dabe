"""What git does with a plan that several people write: alone, and with what ``dxplan git-setup`` tells it."""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dxplan.format.editing import set_values
from dxplan.format.layout import Value
from dxplan.model import KeyPath
from tests.conftest import HEAD, ITEM, ROOT, NewWorkspace, Workspace
from tests.repositories import alone, commit, git


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch)


def _changed(text: str, number: int, chance: random.Random) -> str:
    """Return a file of a plan with one item changed, as a person or ``dxplan record`` does it."""
    item, at = tomllib.loads(text)["item"][number], ("item", number)
    ways: list[list[tuple[KeyPath, Value | None]]] = [
        [((*at, "result", "report"), "一回開いた。\n・二回目は中止した。"), ((*at, "result", "done"), True)],
        [((*at, "name"), "改めた名称"), ((*at, "goal"), "改めた目標")],
        [((*at, "ignore"), [{"code": "DX435", "reason": "確かめた"}])],
        [((*at, "result"), None)],
        [((*at, "indicator", len(item.get("indicator", [])), "name"), "新しい指標")],
    ]
    if item.get("indicator"):
        last = len(item["indicator"]) - 1
        ways.append([((*at, "indicator", 0, "target"), 12), ((*at, "indicator", last, "actual"), 10)])
    return set_values(text, chance.choice(ways))


def _pairs(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield some items as they were, and as two people have changed them who worked at different ones, or neighbours."""
    texts = [file.read_text("utf-8") for file in sorted((ROOT / "plans").glob("*/*.toml"))]
    texts = [text for text in texts if text.count("[[item]]") > 5]
    while True:
        blocks = chance.choice(texts).split("[[item]]")
        start = chance.randrange(1, len(blocks) - 4)
        base = "[[item]]".join(["", *blocks[start : start + 5]])
        one, other = chance.choice([(0, 1), (1, 2), (3, 4), (2, 3), (0, 2), (1, 4), (0, 4)])
        if "repost_of" not in base:
            one, other = chance.sample((one, other), 2)
            yield base, _changed(base, one, chance), _changed(base, other, chance)


def test_what_two_people_do_in_different_items_merges_by_itself(new: NewWorkspace) -> None:
    """300 of 300, with git as it is, both ways, beside each other or not."""
    place = new("repo")
    chance = random.Random(11)  # noqa: S311 - the same every time
    cases = dict(zip((f"{number:03}.toml" for number in range(300)), _pairs(chance), strict=False))
    for branch, version in (("main", 0), ("ours", 1), ("theirs", 2)):
        for name, texts in cases.items():
            place.write(name, texts[version])
        commit(place, branch, *([] if branch == "main" else [branch, "main"]))
        git(place, "checkout", "-q", "main")
    merged = []
    for mine, other in (("ours", "theirs"), ("theirs", "ours")):
        git(place, "checkout", "-q", mine)
        said = git(place, "merge", "--no-edit", other).stdout
        assert "CONFLICT" not in said, said
        merged.append(place.files())
        git(place, "reset", "-q", "--hard", "HEAD^")
    found, backward = ({name: files[name].decode() for name in cases} for files in merged)
    assert found == backward
    for name, (base, ours, theirs) in cases.items():
        items = [tomllib.loads(text)["item"] for text in (base, ours, theirs, found[name])]
        for old, mine, other, both in zip(*items, strict=True):
            assert both == (mine if other == old else other), name


KURASHI = "plans/2019/kurashi.toml"
INDICATOR = '\n[[item.indicator]]\nname = "研修"\nunit = "回"\ntarget = 12\nactual = 10\n'


@pytest.fixture
def shared(new: NewWorkspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Workspace:
    """A plan in git with all settings, in a folder and with a Python whose paths have blanks and quotes."""
    python = tmp_path / "Program Files" / "it's python"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    place = new("計画 100%")
    place.write("plans/2019/plan.toml", HEAD)
    place.write(KURASHI, ITEM + INDICATOR)
    git(place, "init", "-q", "-b", "main")
    assert place.run("git-setup").code == 0
    commit(place, "計画を作る")
    return place


def on_branch(place: Workspace, branch: str, *changes: tuple[str, str]) -> None:
    """Commit changes of the items on a branch that begins at main."""
    git(place, "checkout", "-q", "main")
    text = place.read(KURASHI)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    git(place, "checkout", "-q", "-b", branch)
    place.write(KURASHI, text)
    commit(place, f"{branch}の変更")


def test_setting_up_says_what_it_writes_and_twice_changes_nothing(new: NewWorkspace) -> None:
    place = new("repo")
    place.write("plans/2019/plan.toml", HEAD)
    git(place, "init", "-q")
    place.write(".gitattributes", "*.xlsx binary\r\n*.md text")
    lacking = [
        ".gitattributes",
        "git config diff.dxplan.textconv",
        "git config merge.dxplan.name",
        "git config merge.dxplan.driver",
    ]
    outcome = place.run("git-setup", "--check")
    assert (outcome.code, outcome.out.splitlines()) == (1, lacking)
    assert place.read(".gitattributes") == "*.xlsx binary\r\n*.md text"
    outcome = place.run("git-setup")
    assert (outcome.code, outcome.out.splitlines()) == (0, lacking)
    lines = place.read(".gitattributes").split("\r\n")
    assert lines[:2] == ["*.xlsx binary", "*.md text"]
    assert lines[3:] == ["plans/**/*.toml diff=dxplan merge=dxplan", ""]
    before = place.files()
    for arguments in (["git-setup"], ["git-setup", "--check"]):
        outcome = place.run(*arguments)
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "git の設定は揃っています。\n")
    assert place.files() == before


def test_setting_up_needs_a_repository_and_git_and_says_so(
    new: NewWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = new("repo")
    place.write("plans/2019/plan.toml", HEAD)
    outcome = place.run("git-setup")
    assert (outcome.code, "ここは git の管理下にありません。" in outcome.err) == (2, True)
    monkeypatch.setenv("PATH", "")
    outcome = place.run("git-setup")
    assert (outcome.code, "git がありません。" in outcome.err) == (2, True)


def test_git_shows_a_plan_as_lines_that_people_can_read(shared: Workspace) -> None:
    shared.write(KURASHI, shared.read(KURASHI).replace("target = 12", "target = 10"))
    changed = [
        line for line in git(shared, "diff").stdout.splitlines() if line[0] in "+-" and line[1] not in "+-"
    ]
    assert changed == ["-koho 指標「研修」 目標値: 12回", "+koho 指標「研修」 目標値: 10回"]
    assert "+koho 施策（事業）名称: 広報事業" in git(shared, "log", "-p", "--", KURASHI).stdout.splitlines()
    shared.write(KURASHI, "name = ")
    assert "+name = " in git(shared, "diff").stdout.splitlines()


@pytest.mark.parametrize(("mine", "other"), [("one", "two"), ("two", "one")])
def test_adjacent_fields_of_one_item_merge_rebase_and_are_picked(
    mine: str, other: str, shared: Workspace
) -> None:
    on_branch(shared, "one", ("target = 12", "target = 10  # 見直し"))
    on_branch(shared, "two", ("actual = 10", "actual = 11"))
    both = shared.read(KURASHI).replace("target = 12", "target = 10  # 見直し")
    for command in (["merge", "--no-edit", other], ["rebase", other], ["cherry-pick", other]):
        git(shared, "checkout", "-q", "-B", "try", mine)
        done = git(shared, *command)
        assert (done.returncode, shared.read(KURASHI)) == (0, both), done.stdout


def test_a_field_that_both_have_changed_stays_a_conflict_that_git_knows(shared: Workspace) -> None:
    on_branch(shared, "one", ("target = 12", "target = 10"))
    on_branch(shared, "two", ("target = 12", "target = 11"), ("actual = 10", "actual = 11"))
    done = git(shared, "merge", "one")
    assert done.returncode == 1
    assert f"{KURASHI}: 「koho」の「研修」の目標値を、両方が別の値に変えています。" in done.stdout
    assert "<<<<<<< ours\ntarget = 11\n=======\ntarget = 10\n>>>>>>> theirs\nactual = 11\n" in shared.read(
        KURASHI
    )
    assert git(shared, "status", "--porcelain").stdout == f"UU {KURASHI}\n"


def test_where_dxplan_is_gone_git_does_what_it_does_alone(shared: Workspace) -> None:
    Path(sys.executable).unlink()
    shared.write(KURASHI, shared.read(KURASHI).replace("name = ", "name =  "))
    assert "+name =  " in git(shared, "diff").stdout
    git(shared, "checkout", "-q", ".")
    on_branch(shared, "one", ("target = 12", "target = 10"))
    on_branch(shared, "two", ("actual = 10", "actual = 11"))
    done = git(shared, "merge", "one")
    assert (done.returncode, "<<<<<<< ours\ntarget = 12\nactual = 11\n=======" in shared.read(KURASHI)) == (
        1,
        True,
    )


def test_status_says_where_the_driver_is_named_but_not_known(
    new: NewWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "このパソコンの git は、計画を項目ごとに合わせません。dxplan git-setup を一度実行してください。\n"
    place = new("repo")
    place.write("plans/2019/plan.toml", HEAD)
    place.write(KURASHI, ITEM)
    assert said not in place.run("status", "2019").err
    git(place, "init", "-q")
    assert said not in place.run("status", "2019").err
    place.run("git-setup")
    assert said not in place.run("status", "2019").err
    git(place, "config", "--unset", "merge.dxplan.driver")
    assert said in place.run("status", "2019").err
    monkeypatch.setenv("PATH", "")
    assert said not in place.run("status", "2019").err


@pytest.fixture
def two_sides(new: NewWorkspace) -> Workspace:
    """Two branches that plain git merges: both have changed 広報事業, one of them 研修事業 too."""
    place = new("repo")
    place.write("plans/2019/plan.toml", HEAD)
    second = ITEM.replace("koho", "kensyu").replace("広報事業", "研修事業")
    place.write(KURASHI, ITEM + INDICATOR + RESULT + "\n" + second)
    commit(place, "計画を作る")
    on_branch(place, "goal", ("target = 12", "target = 10"))
    on_branch(place, "report", ("目標に", "目標の12回に"), ('name = "研修事業"', 'name = "職員研修"'))
    return place


RESULT = '\n[item.result]\ndone = false\nreport = "広報誌を出した。"\nreason = "目標に届かなかった。"\n'
FOUND = "「広報事業」は、マージした両方で変わっています（片方は未達の理由、もう片方は指標「研修」）。"


def findings(place: Workspace) -> list[str]:
    out = json.loads(place.run("validate", "2019", "--only", "DX494", "--format", "json").out)
    return [each["message"] for each in out["diagnostics"]]


def test_after_a_merge_validate_names_the_items_that_both_sides_have_changed(two_sides: Workspace) -> None:
    assert findings(two_sides) == []
    done = git(two_sides, "merge", "--no-edit", "goal")
    assert done.returncode == 0, done.stdout
    assert findings(two_sides) == [FOUND]
    outcome = two_sides.run("validate", "2019", "--only", "DX494")
    assert (outcome.code, f"{KURASHI}:2:6: 警告 DX494" in outcome.out) == (0, True)
    assert findings(replace(two_sides, path=two_sides.path / "plans")) == [FOUND]
    two_sides.write("memo.txt", "")
    commit(two_sides, "次の仕事")
    assert findings(two_sides) == []


def test_while_a_merge_is_made_validate_names_them_too(two_sides: Workspace) -> None:
    git(two_sides, "merge", "--no-commit", "--no-ff", "goal")
    assert findings(two_sides) == [FOUND]
    git(two_sides, "worktree", "add", "-q", "../beside", "goal")
    beside = replace(two_sides, path=two_sides.path.parent / "beside")
    assert findings(beside) == []
    git(beside, "merge", "--no-commit", "report")
    assert len(findings(beside)) == 1


@pytest.mark.parametrize("prepare", ["no git", "no history", "same change", "one side"])
def test_validate_says_nothing_of_a_merge_where_there_is_nothing_to_say(
    prepare: str, two_sides: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    if prepare == "same change":
        on_branch(two_sides, "again", ("目標に", "目標の12回に"))
        on_branch(two_sides, "other", ("目標に", "目標の12回に"), ("県の取組を", "町の取組を"))
        git(two_sides, "checkout", "-q", "again")
        two_sides.write("memo.txt", "")
        commit(two_sides, "控え")
    git(two_sides, "merge", "--no-edit", {"same change": "report", "one side": "main"}.get(prepare, "goal"))
    if prepare == "no git":
        monkeypatch.setenv("PATH", "")
    if prepare == "no history":
        (two_sides.path / ".git" / "logs" / "HEAD").unlink()
    assert findings(two_sides) == []


def test_diff_shows_side_by_side_what_both_have_changed(two_sides: Workspace) -> None:
    git(two_sides, "merge", "--no-edit", "goal")
    expected = """\
plans/2019: マージした両方で変わった項目は1つあります。

■ 1-1 広報事業
  「reportの変更」（福島花子）
    R元年度の未達の理由: 目標｛+の12回+｝に届かなかった。
  「goalの変更」（福島花子）
    指標「研修」: 目標引下げ、目標値（R元年度） 12回 → 10回
"""
    outcome = two_sides.run("diff", "--merge")
    assert (outcome.code, outcome.out, outcome.err) == (
        0,
        expected,
        "",
    )
    shown = outcome.out
    two_sides.write("memo.txt", "")
    commit(two_sides, "次の仕事")
    for arguments in (["HEAD^"], ["HEAD^:plans/2019"], ["HEAD^:2019"]):
        assert two_sides.run("diff", "--merge", *arguments).out == shown
    for arguments in ([], ["2019"]):
        outcome = two_sides.run("diff", "--merge", *arguments)
        assert (outcome.code, "最後のコミットは、マージではありません。" in outcome.err) == (2, True)
    assert two_sides.run("diff", "--merge", "HEAD^", "--markdown").out.splitlines()[2] == "### 1-1 広報事業"
    found = json.loads(two_sides.run("diff", "--merge", "HEAD^", "--json").out)
    Draft202012Validator(json.loads(two_sides.run("schema", "diff-merge").out)).validate(found)
    (item,) = found["plans"][0]["items"]
    assert item["id"] == "koho"
    assert all(side["change"]["id"] == "koho" for side in item["sides"])
    outcome = two_sides.run("diff", "--merge", "nowhere")
    assert (outcome.code, "「nowhere」という版が、git の履歴にありません。" in outcome.err) == (2, True)


def test_without_a_repository_there_is_no_merge_to_show(
    new: NewWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = new("repo")
    place.write("plans/2019/plan.toml", HEAD)
    outcome = place.run("diff", "--merge")
    assert (outcome.code, "ここは git の管理下にありません。" in outcome.err) == (2, True)
    monkeypatch.setenv("PATH", "")
    outcome = place.run("diff", "--merge", "2019")
    assert (outcome.code, "git がありません。" in outcome.err) == (2, True)
    assert place.run("diff").code == 2
