"""``dxplan status``: the screen that stays open in May."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ITEM, Workspace
from tests.terminals import at_terminal

Small = Callable[[str], Workspace]

JINJI = ITEM.replace('"koho"', '"kenshu"').replace("広報事業", "研修事業").replace("広報課", "人事課")
FUKUSHI = ITEM.replace('"koho"', '"fukushi"').replace("総務部 広報課", "保健福祉部 高齢福祉課")
DONE = '[item.result]\ndone = true\nreport = "行った。"\n'


@pytest.fixture
def may(small: Small) -> Workspace:
    return small(ITEM + DONE + JINJI + FUKUSHI + DONE)


def committed(place: Workspace) -> None:
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.jp", "commit", "-qm", "はじめ"],
    ):
        subprocess.run(["git", *arguments], cwd=place.path, check=True)


def status(place: Workspace, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.run("status", "2019", "--json", *options).out)
    return found


def test_who_is_missing_stands_first_under_their_bureau(may: Workspace) -> None:
    rows = [line.strip() for line in may.run("status", "2019").out.partition("部局・担当課")[2].splitlines()]
    table = [row.split()[0] for row in rows[2:] if row]
    assert table == ["総務部", "人事課", "広報課", "保健福祉部", "高齢福祉課"]
    found = status(may)
    assert [(b["name"], b["recorded"], b["items"]) for b in found["bureaus"]] == [
        ("総務部", 1, 2),
        ("保健福祉部", 1, 1),
    ]
    assert [s["name"] for s in found["bureaus"][0]["sections"]] == ["人事課", "広報課"]
    assert (found["recorded"], found["items"]) == (2, 3)


def test_who_has_as_much_to_record_stands_in_the_order_of_the_table(small: Small) -> None:
    place = small(ITEM + FUKUSHI)
    body = '[[department]]\nbureau = "{}"\nsections = ["{}"]\n'
    table = body.format("保健福祉部", "高齢福祉課") + body.format("総務部", "広報課")
    assert [bureau["name"] for bureau in status(place)["bureaus"]] == ["総務部", "保健福祉部"]
    place.write("plans/departments.toml", table)
    assert [bureau["name"] for bureau in status(place)["bureaus"]] == ["保健福祉部", "総務部"]


@pytest.mark.parametrize(
    ("day", "said", "days"),
    [
        ("2020-04-10", "締切 4/24 まで、あと14日（まだの課 1）", 14),
        ("2020-04-24", "締切 4/24 は今日（まだの課 1）", 0),
        ("2020-05-01", "締切 4/24 を7日過ぎた（まだの課 1）", -7),
    ],
)
def test_days_to_the_due_date_come_from_the_forms_that_were_sent(
    day: str, said: str, days: int, may: Workspace
) -> None:
    assert "締切" not in may.run("status", "2019", "--on", day).out
    may.run("collect", "make", "2019", "--due", "2020-04-24", "--on", "2020-04-01")
    shown = may.run("status", "2019", "--on", day).out
    assert said in shown
    late = "期限切れ" if days < 0 else "未回答"
    assert f"人事課  0 / 1 ░░░░░░░░ 1 0 0 0 {late}".split() in [line.split() for line in shown.splitlines()]
    found = status(may, "--on", day)
    assert found["due"] == [{"on": "2020-04-24", "days": days, "sections": 1}]
    assert [s["form"] for s in found["bureaus"][0]["sections"]] == [late, "揃った"]


def test_what_changed_since_the_last_commit_is_told(may: Workspace) -> None:
    assert status(may)["changed"] is None
    committed(may)
    assert status(may)["changed"] is None
    assert "最後のコミット" not in may.run("status", "2019").out
    may.run("record", "2019", "kenshu", "--done", "--report", "研修した。")
    shown = may.run("status", "2019").out
    assert "最後のコミットから変わった項目（1件）" in shown
    assert "1-2 研修事業: 判定 未記録 → 計画どおり実施、R元年度の取組実績・成果等" in shown.replace(
        "\n    ", ""
    )
    (change,) = status(may)["changed"]
    assert (change["id"], change["before"], change["after"]) == ("kenshu", "未記録", "計画どおり実施")


def test_a_watched_status_is_drawn_again_and_ends_quietly(may: Workspace) -> None:
    assert may.run("status", "2019", "--watch").code == 2  # nobody watches a pipe

    def write_and_stop() -> Any:
        yield "Ctrl-C", ""
        may.write("plans/2019/kurashi.toml", ITEM + DONE + JINJI + DONE)
        yield "記録 2 / 2項目", ""
        may.write("plans/2019/kurashi.toml", ITEM + "zzz = 1\n")
        yield "zzz", "\x03"

    code, shown = at_terminal(may, "status", "2019", "--watch", talk=write_and_stop())
    assert code == 0
    assert shown.index("記録 2 / 3項目") < shown.index("記録 2 / 2項目")
    assert "中止" not in shown
