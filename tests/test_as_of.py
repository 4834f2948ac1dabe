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
    assert json.loads(then.out)["total"]["achieved"] == 0
    assert "の版です（2020-04-01 " in then.err
    assert lowered.files() == before


def test_lists_handouts_and_reviews_are_of_that_time_too(lowered: Workspace) -> None:
    assert "▲ 未達" in lowered.run("list", "2019", "--as-of", "first").out
    assert "▲ 未達" not in lowered.run("list", "2019").out
    assert "12" in lowered.run("classify", "2019", "--explain", "koho", "--as-of", "first").out
    assert lowered.run("render", "2019", "--as-of", "first", "--format", "md").code == 0
    then = lowered.read("out/2019/実施結果.md")
    assert lowered.run("render", "2019", "--format", "md").code == 0
    assert lowered.read("out/2019/実施結果.md") != then
    assert "未達 1件" in then
    read = json.loads(lowered.run("review", "2019", "--json", "--as-of", "first").out)
    assert read != json.loads(lowered.run("review", "2019", "--json").out)


def test_what_git_does_not_know_is_said(lowered: Workspace) -> None:
    for as_of, said in (("2019-01-01", "までのコミットが"), ("nai", "「nai」という版が")):
        outcome = lowered.run("classify", "2019", "--as-of", as_of)
        assert outcome.code == 2
        assert said in outcome.err
