"""``dxplan show``: all of one item on one screen."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.repositories import alone, commit, git

INDICATOR = """\
[[item.indicator]]
name = "発行回数"
unit = "回"
baseline = 8
target = 12
actual = {actual}
provisional = "3月分を数えている。"
"""
RESULT = """\
[item.result]
done = true
report = "{report}"
reason = "紙が足りなかった。"
"""
LAST = HEAD.replace("2019", "2018")


@pytest.fixture
def two_years(workspace: MakeWorkspace) -> Workspace:
    now = ITEM + INDICATOR.format(actual=11) + RESULT.format(report="11回発行した。")
    before = ITEM + INDICATOR.format(actual=12) + RESULT.format(report="12回発行した。")
    return workspace(
        {
            "plans/2019/plan.toml": HEAD,
            "plans/2019/kurashi.toml": now,
            "plans/2018/plan.toml": LAST,
            "plans/2018/kurashi.toml": before,
        }
    )


def test_all_of_an_item_stands_on_one_screen(two_years: Workspace) -> None:
    shown = two_years.run("show", "1-1", "2019")
    assert shown.code == 0
    for said in (
        "1-1 広報事業  [koho]",
        "判定        ▲ 未達",
        "目標12回に対し、11回",
        "担当        総務部 広報課",
        "概要        県の取組を知らせる。",
        "実績        11回発行した。",
        "理由        紙が足りなかった。",
        "速報値      発行回数: 3月分を数えている。",
        "前年度      目標達成（平成30年度）",
        "12回発行した。",
        "場所        plans/2019/kurashi.toml:1",
        "基準値 8回",
    ):
        assert said in shown.out
    rows = [line.split() for line in shown.out.splitlines()]
    assert ["発行回数", "H30", "12回", "12回", "達成"] in rows
    assert ["R元", "12回", "11回", "未達成"] in rows


@pytest.mark.parametrize("wanted", ["koho", "1-1", "広報", "１－１"])
def test_an_item_is_found_by_id_number_or_part_of_its_name(wanted: str, two_years: Workspace) -> None:
    assert two_years.run("show", wanted, "2018").out.startswith("1-1 広報事業")


def test_without_a_plan_the_latest_that_has_the_item_is_shown(two_years: Workspace) -> None:
    assert "令和元年度" in two_years.run("show", "koho").out.splitlines()[1]
    two_years.write("plans/2018/kurashi.toml", ITEM + ITEM.replace('"koho"', '"kenshu"'))
    assert "平成30年度" in two_years.run("show", "kenshu").out.splitlines()[1]
    nowhere = two_years.run("show", "kohou")
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "「koho」の間違いではありませんか" in nowhere.err


def test_every_year_of_a_plan_of_several_is_shown(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("fiscal_year = 2019", 'fiscal_year = 2019\nyears = ["R1", "R3"]')
    indicator = """\
[[item.indicator]]
name = "発行回数"
unit = "回"
target = { R1 = 10, R2 = 11, R3 = 12 }
actual = { R1 = 10 }
"""
    place = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + indicator})
    shown = place.run("show", "koho").out
    assert [line.split() for line in shown.splitlines()[-4:-1]] == [
        ["発行回数", "R元", "10回", "10回", "達成"],
        ["R2", "11回", "－"],
        ["R3", "12回", "－"],
    ]


def test_the_state_of_its_form_is_shown(small: Callable[[str], Workspace]) -> None:
    place = small(ITEM)
    assert "調査票" not in place.run("show", "koho").out
    place.run("collect", "make", "2019", "--due", "2020-04-24", "--on", "2020-04-01")
    shown = place.run("show", "koho", "--on", "2020-04-10").out
    assert "調査票      総務部 広報課: 未回答（4/1に出した、締切 4/24）" in shown
    assert "まだ: 計画どおりか、取組実績" in shown
    (form,) = json.loads(place.run("show", "koho", "--json").out)["forms"]
    assert (form["section"], form["sent"], form["due"], form["state"]) == (
        "総務部 広報課",
        "2020-04-01",
        "2020-04-24",
        "未回答",
    )


def test_json_has_the_item_as_list_and_classify_have_it(two_years: Workspace) -> None:
    found = json.loads(two_years.run("show", "koho", "2019", "--json").out)
    listed = json.loads(two_years.run("list", "2019", "--json").out)["items"]
    judged = json.loads(two_years.run("classify", "2019", "--json").out)["items"]
    assert ([found["item"]], [found["judgement"]]) == (listed, judged)
    assert (found["path"], found["line"]) == ("plans/2019/kurashi.toml", 1)
    assert found["texts"]["report"] == "11回発行した。"
    assert found["provisional"] == [{"indicator": "発行回数", "reason": "3月分を数えている。"}]
    assert (found["last_year"]["verdict"], found["last_year"]["indicators"][0]["actual"]) == (
        "目標達成",
        "12回",
    )


def test_the_last_versions_that_changed_it_are_shown(
    two_years: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = "plans/2019/kurashi.toml"
    assert "履歴" not in two_years.run("show", "koho", "2019").out
    alone(monkeypatch, "2019-04-01")
    commit(two_years, "計画を作った")
    for actual in range(5, 11):
        alone(monkeypatch, f"2019-{actual:02}-01")
        text = re.sub("actual = .*", f"actual = {actual}", two_years.read(file))
        two_years.write(file, text)
        commit(two_years, f"実績{actual}")
    two_years.write(file, two_years.read(file).replace("actual = 10", "actual = 12"))
    shown = two_years.run("show", "koho", "2019").out.partition("  履歴        ")[2].splitlines()
    assert [re.sub(" [0-9a-f]{7} ", " ", line).strip() for line in shown] == [
        "いま（コミットしていない変更）",
        "指標「発行回数」: 実績値（R元年度） 10回 → 12回",
        "判定: 未達 → 目標達成",
        *(
            line
            for actual in range(10, 6, -1)
            for line in (
                f"2019-{actual:02}-01 福島花子「実績{actual}」",
                f"指標「発行回数」: 実績値（R元年度） {actual - 1}回 → {actual}回",
            )
        ),
        "これより前は dxplan history koho plans/2019",
    ]
    found = json.loads(two_years.run("show", "koho", "2019", "--json").out)["history"]
    all_of_it = json.loads(two_years.run("history", "koho", "2019", "--json").out)["plans"][0]
    assert found == {"since": None, "steps": all_of_it["items"][0]["steps"]}


def test_an_item_that_no_recent_version_changed_says_so(
    two_years: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream into git stands for a long past; a first version that is not the first adds nothing."""
    alone(monkeypatch, "2018-04-01")
    commit(two_years, "計画を作った")
    head = two_years.read("plans/2019/plan.toml").encode()
    stream = b"".join(
        b"commit refs/heads/main\ncommitter k <k@example.jp> %d +0900\ndata 1\nx\n" % (1_556_668_800 + number)
        + (b"from refs/heads/main^0\n" if number == 0 else b"")
        + b"M 100644 inline plans/2019/plan.toml\ndata %d\n%s\n" % (len(changed), changed)
        for number in range(201)
        if (changed := head + b"# %d\n" % number)
    )
    subprocess.run(["git", "fast-import", "--quiet"], input=stream, cwd=two_years.path, check=True)
    git(two_years, "reset", "-q", "--hard")
    assert two_years.run("show", "koho", "2019").out.endswith(
        "  履歴        2019-05-01 から変わっていない\n"
        "              これより前は dxplan history koho plans/2019\n"
    )
