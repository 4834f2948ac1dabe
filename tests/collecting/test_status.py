"""``dxplan collect status``: who is missing, and the letters to them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.collecting.spreadsheets import entries, opened
from tests.conftest import MakeWorkspace, Workspace

HEAD = """\
title = "ICTアクションプラン2019"
office = "情報政策課"
fiscal_year = 2019

[[direction]]
id = "kurashi"
name = "暮らし"
"""
ITEMS = """\
[[item]]
id = "koho"
name = "広報事業"
departments = ["総務部 広報課", "総務部 人事課"]
overview = "県の取組を知らせる。"
goal = "広報誌を発行する。"

[[item]]
id = "kenshu"
name = "研修事業"
departments = ["総務部 広報課"]
overview = "研修する。"
goal = "研修する。"

[[item.indicator]]
name = "研修の回数"
unit = "回"
target = 12

[[item.indicator]]
name = "参加者数"
unit = "人"
target = 100

[[item]]
id = "senkyo"
name = "選挙速報"
departments = ["選挙管理委員会事務局"]
overview = "速く知らせる。"
goal = "速く知らせる。"

[item.result]
done = true
report = "速く知らせた。"
"""
LIST = """\
[[department]]
bureau = "選挙管理委員会事務局"

[[department]]
bureau = "総務部"
sections = ["人事課", "広報課"]
"""


@pytest.fixture
def place(workspace: MakeWorkspace) -> Workspace:
    files = {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEMS, "plans/departments.toml": LIST}
    made = workspace(files)
    outcome = made.run("collect", "make", "2019", "--due", "2020-04-24", "--on", "2020-04-01")
    assert outcome.code == 0, outcome.err
    return made


def told(place: Workspace, *options: str) -> list[dict[str, Any]]:
    """Return the sections of ``--json``."""
    found: list[dict[str, Any]] = json.loads(place.run("collect", "status", "2019", "--json", *options).out)[
        "sections"
    ]
    return found


def test_sections_stand_in_their_order_with_what_is_missing(place: Workspace) -> None:
    sections = told(place, "--on", "2020-04-24")
    assert [each["section"] for each in sections] == [
        "選挙管理委員会事務局",
        "総務部 人事課",
        "総務部 広報課",
    ]
    assert [(each["complete"], each["items"]) for each in sections] == [(1, 1), (0, 1), (0, 2)]
    assert not any(each["overdue"] for each in sections)
    assert sections[2]["missing"] == [
        {"number": "1-1", "name": "広報事業", "cells": ["計画どおりか", "取組実績・成果"]},
        {
            "number": "1-2",
            "name": "研修事業",
            "cells": ["実績値（研修の回数）", "取組実績・成果", "実績値（参加者数）"],
        },
    ]


def test_a_form_made_again_is_due_when_it_was_before(place: Workspace) -> None:
    def make(*options: str) -> tuple[str | None, str, bool]:
        """Make it again; return what the status says it is due by, what was said, and whether the form says it."""
        outcome = place.run("collect", "make", "2019", "--section", "人事課", "--replace", *options)
        assert outcome.code == 0, outcome.err
        cover = load_workbook(place.path / outcome.out.strip())["表紙"]
        printed = any("令和2年4月24日" in str(cell.value) for row in cover.iter_rows() for cell in row)
        return told(place, "--on", "2020-04-25")[1]["due"], outcome.err, printed

    kept = "締切は前に決めた令和2年4月24日のままです（変えるなら --due）。\n"
    items = place.read("plans/2019/kurashi.toml")
    place.write("plans/2019/kurashi.toml", items.replace("広報誌", "広報紙"))  # another version
    assert make("--on", "2020-04-10") == ("2020-04-24", kept, True)
    assert make("--on", "2020-04-11", "--confirm") == ("2020-04-24", "", False)  # only to be looked at
    assert make("--on", "2020-04-12", "--due", "2020-05-08") == ("2020-05-08", "", False)
    assert make("--on", "2021-04-01") == (None, "", False)  # of a year later: nobody has said when


def test_the_day_after_the_due_one_what_is_missing_is_late(place: Workspace) -> None:
    assert [each["overdue"] for each in told(place, "--on", "2020-04-25")] == [False, True, True]
    outcome = place.run("collect", "status", "2019", "--on", "2020-04-25")
    assert "期限切れ" in outcome.out
    assert outcome.err == "3課のうち3課に出し、0課から返り、揃ったのは1課、期限切れ2課\n"


def test_what_is_recorded_is_no_longer_missing_and_a_miss_asks_why(place: Workspace) -> None:
    place.run(
        "record", "2019", "1-2", "--actual", "研修の回数=12", "--actual", "参加者数=99", "--report", "した。"
    )
    (koho,) = (each for each in told(place) if each["section"] == "総務部 広報課")
    assert koho["missing"][1]["cells"] == ["未達の理由"]
    place.run("record", "2019", "1-2", "--reason", "台風のため。")
    (koho,) = (each for each in told(place) if each["section"] == "総務部 広報課")
    assert [each["number"] for each in koho["missing"]] == ["1-1"]
    assert koho["complete"] == 1


def test_who_misses_most_can_stand_first(place: Workspace) -> None:
    names = [each["section"] for each in told(place, "--sort", "missing")]
    assert names == ["総務部 広報課", "総務部 人事課", "選挙管理委員会事務局"]


def test_each_section_that_misses_something_gets_a_letter_of_its_own(place: Workspace) -> None:
    before = place.files()
    outcome = place.run("collect", "status", "2019", "--remind", "out", "--on", "2020-05-01")
    assert outcome.out == "out/総務部_人事課.md\nout/総務部_広報課.md\n"
    letter = place.read("out/総務部_広報課.md")
    assert letter.startswith("総務部 広報課 御中\n")
    assert "\n締切（令和2年4月24日）を過ぎていますが、次の2項目がまだ揃っていません。\n" in letter
    assert "- 1-2 研修事業: 実績値（研修の回数）、取組実績・成果、実績値（参加者数）\n" in letter
    assert {name: c for name, c in place.files().items() if not name.startswith("out/")} == before


def test_a_letter_before_the_due_day_says_when_it_is(place: Workspace) -> None:
    place.run("collect", "status", "2019", "--remind", "out", "--on", "2020-04-20")
    assert "\n締切は令和2年4月24日です。次の2項目がまだ揃っていません。\n" in place.read(
        "out/総務部_広報課.md"
    )


def test_an_office_writes_the_letter_in_its_own_words(place: Workspace) -> None:
    place.write("templates/reminder.md.j2", "{{ section }}: {{ missing|length }}/{{ items }}\n")
    place.run("collect", "status", "2019", "--remind", "out")
    assert place.read("out/総務部_広報課.md") == "総務部 広報課: 2/2\n"


def test_a_form_that_went_to_a_bureau_went_to_its_sections(workspace: MakeWorkspace) -> None:
    made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEMS})
    made.run("collect", "make", "2019", "--by", "部", "--on", "2020-04-01")
    assert [each["sent"] for each in told(made)] == ["2020-04-01"] * 3


def test_a_broken_ledger_is_found_at_its_place(place: Workspace) -> None:
    ledger = "plans/2019/collected/ledger.toml"
    place.write(ledger, place.read(ledger).replace("sent = 2020-04-01", 'sent = "いつか"', 1))
    outcome = place.run("collect", "status", "2019")
    assert outcome.code == 1
    assert f"{ledger}:4:8: エラー DX204 「いつか」は日付として読めません。" in outcome.err


def sent_back(place: Workspace, section: str, typed: dict[tuple[str, str], Any]) -> None:
    """Send a form back with values by the name of the item and the heading of the column."""
    book = opened(place.files()[f"forms/{section}.xlsx"])
    sheet = entries(book)
    headings = [cell.value for cell in sheet[3]]
    for (name, heading), value in typed.items():
        row = next(
            r
            for r in range(4, sheet.max_row + 1)
            if sheet.cell(r, headings.index("施策（事業）名称") + 1).value == name
        )
        sheet.cell(row, headings.index(heading) + 1).value = value
    (place.path / "back").mkdir(exist_ok=True)
    book.save(place.path / "back" / f"{section}.xlsx")


def test_what_came_back_and_waits_for_another_section_is_told_from_what_is_settled(place: Workspace) -> None:
    answer = {("広報事業", "計画どおりか"): "計画どおり", ("広報事業", "取組実績・成果"): "発行した。"}
    sent_back(place, "総務部_人事課", answer)
    place.run("collect", "read", "2019", "back")
    senkyo, jinji, koho = told(place)
    assert (senkyo["returned"], koho["returned"]) == (None, None)
    assert jinji["returned"]
    assert jinji["states"] == {"未回答": 0, "回答": 1, "照会中": 0, "確定": 0}
    assert (jinji["complete"], jinji["missing"], jinji["overdue"]) == (0, [], False)
    late = place.run("collect", "status", "2019", "--on", "2020-04-25", "--remind", "letters")
    assert "letters/総務部_広報課.md" in late.out  # which has not answered
    assert "人事課" not in late.out
    shown = place.run("collect", "status", "2019", "--on", "2020-04-25")
    assert next(line for line in shown.out.splitlines() if "人事課" in line).endswith("預かり")
    assert "揃ったのは1課、預かり1課" in shown.err
    sent_back(place, "総務部_広報課", answer)
    place.run("collect", "read", "2019", "back")
    senkyo, jinji, koho = told(place)
    assert jinji["states"]["確定"] == senkyo["states"]["確定"] == 1
    assert koho["states"] == {"未回答": 1, "回答": 0, "照会中": 0, "確定": 1}
    assert "3課のうち3課に出し、2課から返り、揃ったのは2課" in place.run("collect", "status", "2019").err


QUERY = """
[[query]]
section = "総務部 広報課"
row = "kenshu"
place = 1
column = "actual"
text = "「たくさん」は数字ではありません。"
file = "0f3a5b7c9d1e2f30"
asked = 2020-04-20
"""


def test_what_is_asked_back_stands_in_the_list_and_in_the_letter_until_it_is_answered(
    place: Workspace,
) -> None:
    ledger = "plans/2019/collected/ledger.toml"
    before = place.read(ledger)
    place.write(ledger, before + QUERY)
    koho = told(place)[2]
    assert koho["states"] == {"未回答": 1, "回答": 0, "照会中": 1, "確定": 0}
    said = {
        "cell": "実績値（研修の回数）",
        "text": "「たくさん」は数字ではありません。",
        "asked": "2020-04-20",
    }
    assert koho["queries"] == [{"number": "1-2", "name": "研修事業", **said}]
    assert "照会中1課" in place.run("collect", "status", "2019").err
    place.run("collect", "status", "2019", "--remind", "out")
    assert "- 1-2 研修事業 実績値（研修の回数）: 「たくさん」は数字ではありません。\n" in place.read(
        "out/総務部_広報課.md"
    )
    place.write(ledger, f"{before}{QUERY}answered = 2020-04-24\n")
    assert told(place)[2]["queries"] == []
