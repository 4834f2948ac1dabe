"""``--as-of``: plans as they were at a day or in a version of git, in what they are judged, listed and handed out by."""

from __future__ import annotations

import json

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.test_diff import INDICATOR, RESULT, git


@pytest.fixture
def lowered(workspace: MakeWorkspace) -> Workspace:
    """A plan in git whose target has been lowered since, so that it is met now."""
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + INDICATOR + RESULT})
    git(place, "init", "-q")
    git(place, "add", "plans")
    git(place, "commit", "-q", "-m", "x", day="2020-04-01")
    git(place, "tag", "first")
    place.write("plans/2019/kurashi.toml", (ITEM + INDICATOR + RESULT).replace("target = 12", "target = 10"))
    git(place, "commit", "-q", "-am", "y", day="2020-05-01")
    return place


@pytest.mark.parametrize("as_of", ["first", "2020-04-20", "R2.4.1", "HEAD~1"])
def test_the_verdict_is_that_of_the_target_of_the_time(as_of: str, lowered: Workspace) -> None:
    before = lowered.files()
    now = json.loads(lowered.run("classify", "2019", "--json").out)
    then = lowered.run("classify", "2019", "--json", "--as-of", as_of)
    assert then.code == 0, then.err
    assert now["total"]["achieved"] == 1
    assert (found := json.loads(then.out))["total"]["achieved"] == 0
    assert "の版です（2020-04-01 " in then.err
    assert (now["as_of"], found["as_of"]["asked"]) == (None, as_of)
    assert found["as_of"]["day"] == {"2020-04-20": "2020-04-20", "R2.4.1": "2020-04-01"}.get(as_of)
    assert found["as_of"]["commit"] | {"id": ""} == {
        "id": "",
        "date": "2020-04-01",
        "author": "県",
        "subject": "x",
    }
    assert lowered.files() == before


def test_lists_handouts_and_reviews_are_of_that_time_too(lowered: Workspace) -> None:
    assert "▲ 未達" in lowered.run("list", "2019", "--as-of", "first").out
    assert "▲ 未達" not in lowered.run("list", "2019").out
    assert "12" in lowered.run("classify", "2019", "--explain", "koho", "--as-of", "first").out
    read, now = (
        json.loads(lowered.run("review", "2019", "--json", *as_of).out)
        for as_of in (("--as-of", "first"), ())
    )
    assert read["as_of"]["commit"]["subject"] == "x"
    assert read["years"] != now["years"]
    assert (
        json.loads(lowered.run("list", "2019", "--json", "--as-of", "first").out)["as_of"]["asked"] == "first"
    )


def test_handouts_of_a_day_stand_beside_todays_and_say_of_which_day_they_are(lowered: Workspace) -> None:
    lowered.run("render", "2019", "--format", "md,html")
    today = lowered.files()
    made = lowered.run("render", "2019", "--as-of", "2020-04-20", "--format", "md,html")
    assert made.out.split() == [
        "out/2019/実施結果（2020-04-20時点）.md",
        "out/2019/実施結果（2020-04-20時点）.html",
    ]
    assert lowered.run("review", "2019", "--as-of", "R2.4.20", "--out", "out", "--format", "md").code == 0
    then = lowered.read("out/2019/実施結果（2020-04-20時点）.md")
    assert "未達 1件" in then
    for page in (
        then,
        lowered.read("out/2019/実施結果（2020-04-20時点）.html"),
        lowered.read("out/2019/総括（2020-04-20時点）.md"),
    ):
        assert "確定　令和2年4月20日時点　版 " in page
    assert today.items() <= lowered.files().items()


def test_a_commit_is_not_said_to_be_its_day_which_may_have_later_ones(lowered: Workspace) -> None:
    lowered.write("plans/2019/plan.toml", HEAD + "# \n")
    git(lowered, "commit", "-q", "-am", "z", day="2020-05-01")
    made = lowered.run("render", "2019", "--as-of", "HEAD~1", "--format", "md")
    assert "時点" not in made.out + made.err
    assert made.err.startswith("HEAD~1 の版です（2020-05-01 ")
    (file,) = made.out.split()
    commit = file.removeprefix("out/2019/実施結果（コミット").removesuffix("）.md")
    assert f"　コミット {commit}（令和2年5月1日）　" in lowered.read(file)


def test_the_version_is_said_once_of_several_plans(lowered: Workspace) -> None:
    lowered.write("plans/2020/plan.toml", HEAD.replace("2019", "2020"))
    lowered.write("plans/2020/kurashi.toml", ITEM)
    git(lowered, "add", "plans")
    git(lowered, "commit", "-q", "-m", "z", day="2020-06-01")
    assert lowered.run("review", "2019", "2020", "--as-of", "HEAD").err.count("の版です") == 1


def test_what_was_not_recorded_then_cannot_be_recorded_any_more(workspace: MakeWorkspace) -> None:
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM})
    git(place, "init", "-q")
    git(place, "add", "plans")
    git(place, "commit", "-q", "-m", "x")
    refused = place.run("render", "2019", "--as-of", "HEAD")
    assert refused.code == 2
    assert "dxplan record" not in refused.err
    assert "--draft" in refused.err


def test_what_git_does_not_know_is_said(lowered: Workspace) -> None:
    for as_of, said in (("2019-01-01", "までのコミットが"), ("nai", "「nai」という版が")):
        outcome = lowered.run("classify", "2019", "--as-of", as_of)
        assert outcome.code == 2
        assert said in outcome.err
