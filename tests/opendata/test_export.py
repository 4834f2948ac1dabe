"""``dxplan export``: a plan as tidy tables, in every format."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from dxplan.values.bodies import body_name, check_digit, parse_body
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
BODY = ("--body", "070009")


def exported(place: Workspace, *arguments: str) -> dict[str, list[dict[str, str]]]:
    """Return the tables as who reads CSV has them."""
    done = place.run("export", *arguments, "--out", "od")
    assert done.code == 0, done.err
    found = {}
    for name, content in place.files().items():
        if name.startswith("od/") and name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.count(b"\n") == content.count(b"\r\n")
            text = io.StringIO(content.decode("utf-8-sig"), newline="")
            found[name[3:-4]] = list(csv.DictReader(text))
    return found


@pytest.fixture
def plans(real: Workspace) -> Workspace:
    for plan in ("2020", "aomori", "r4-r7-kpi"):
        shutil.copytree(ROOT / "plans" / plan, real.path / "plans" / plan)
    return real


def test_the_tables_add_up_to_what_handouts_print(plans: Workspace) -> None:
    tables = exported(plans, "2019", "2020", *BODY)
    judged = json.loads(plans.run("classify", "2019", "--json").out)
    of_2019 = [row for row in tables["results"] if row["fiscal_year"] == "2019"]
    assert len(of_2019) == 108
    assert sum(int(row["achieved"]) for row in of_2019) == judged["total"]["achieved"] == 93
    totals = {(row["plan"], row["direction_id"]): row for row in tables["totals"]}
    assert (totals["2019", ""]["items"], totals["2019", ""]["rate"]) == ("108", "86.1")
    for direction in judged["directions"]:
        row = totals["2019", direction["id"]]
        assert (int(row["items"]), int(row["achieved"])) == (direction["items"], direction["achieved"])
    assert (totals["2019", ""]["beside_items"], totals["2019", ""]["beside_rate"]) == ("39", "59.0")
    assert int(totals["2020", ""]["items"]) == 128  # of which only totals survive
    assert totals["2020", ""]["beside_items"] == ""
    words = Counter(row["verdict"] for row in of_2019)
    assert words == {
        row["verdict"]: int(row["count"])
        for row in tables["total_verdicts"]
        if row["plan"] == "2019" and not row["direction_id"]
    }


def test_time_stands_there_in_three_forms(plans: Workspace) -> None:
    row = exported(plans, "2019", *BODY)["items"][0]
    assert (row["body"], row["fiscal_year"], row["fiscal_year_ja"], row["time_code"]) == (
        "070009",
        "2019",
        "令和元年度",
        "2019100000",
    )


def test_every_code_stands_in_the_code_table_and_every_column_in_its_master(plans: Workspace) -> None:
    tables = exported(plans, "2019", "r4-r7-kpi", "aomori", *BODY)
    codes = {(row["list"], row["plan"], row["code"]) for row in tables["codes"]}
    master = {(row["table"], row["column"]): row for row in tables["columns"]}
    for name, rows in tables.items():
        assert {column for table, column in master if table == name} == set(
            rows[0] if rows else ()
        ) or not rows
        for row in rows:
            for column, value in row.items():
                about = master[name, column]
                assert value or about["required"] == "0", (name, column)
                if about["codes"] and value:
                    assert {(about["codes"], "", value), (about["codes"], row["plan"], value)} & codes


def test_figures_are_figures_and_words_stand_beside_them(small: Small) -> None:
    indicator = """\
[[item.indicator]]
name = "発行部数"
unit = "部"
baseline = 7605
target = "5%増"
actual = "1万2,345部"

[[item.indicator]]
name = "応答率"
unit = "%"
target = "99%以上"
actual = { numerator = 3123, denominator = 3367 }

[[item.indicator]]
name = "集計中のもの"
unit = "件"
target = 3
actual = "集計中"
"""
    place = small(ITEM + indicator)
    years = exported(place, "2019")["indicator_years"]
    assert [(row["unit"], row["target"], row["target_text"]) for row in years] == [
        ("部", "7985.25", "5%増"),
        ("%", "99", "99%以上"),
        ("件", "3", "3件"),
    ]
    assert [(row["actual"], row["actual_text"], row["numerator"], row["standing"]) for row in years] == [
        ("12345", "1万2,345部", "", "達成"),
        ("", "92.8%", "3123", "未達成"),
        ("", "集計中", "", "未記録"),
    ]


def test_years_of_a_plan_of_several_are_rows(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("fiscal_year = 2019", 'fiscal_year = 2020\nyears = ["R1", "R3"]')
    indicator = """\
[[item.indicator]]
name = "発行回数"
unit = "回"
target = { R1 = 10, R2 = 11, R3 = 12 }
actual = { R1 = 10, R2 = 9 }
"""
    place = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + indicator})
    tables = exported(place, "2019")
    assert [
        (r["fiscal_year"], r["target"], r["actual"], r["standing"]) for r in tables["indicator_years"]
    ] == [
        ("2019", "10", "10", "達成"),
        ("2020", "11", "9", "未達成"),
        ("2021", "12", "", ""),
    ]
    assert [row["fiscal_year"] for row in tables["results"]] == ["2019", "2020"]
    assert len(tables["items"]) == len(tables["indicators"]) == 1


def test_own_fields_are_rows(workspace: MakeWorkspace) -> None:
    place = workspace()
    shutil.copytree(ROOT / "docs" / "examples" / "own-fields", place.path / "plans" / "own-fields")
    rows = exported(place, "own-fields")["own_fields"]
    found = {(row["item_id"] or row["direction_id"], row["field"]): row for row in rows}
    assert (found["online", "yosan"]["value"], found["online", "yosan"]["unit"]) == ("12000", "千円")
    assert found["kurashi", "renraku"]["value_text"] == "情報政策課 内線2345"


def test_texts_cannot_become_formulas_and_stay_in_one_line(small: Small) -> None:
    text = ITEM.replace("県の取組を知らせる。", "=1+1\\n二行目")
    place = small(text)
    assert exported(place, "2019")["items"][0]["overview"] == "'=1+1 ／ 二行目"
    place.run("export", "2019", "--format", "xlsx,json", "--out", "od")
    book = load_workbook(place.path / "od" / "dxplan.xlsx")
    heading = [cell.value for cell in book["items"][1]]
    cell = book["items"].cell(2, heading.index("overview") + 1)
    assert (cell.value, cell.data_type) == ("=1+1 ／ 二行目", "s")
    assert json.loads(place.read("od/dxplan.json"))["items"][0]["overview"] == "=1+1 ／ 二行目"


def test_every_format_has_the_same_rows_and_the_same_bytes_every_time(plans: Workspace) -> None:
    tables = exported(plans, "2019", *BODY, "--format", "csv,xlsx,json")
    first = {name: content for name, content in plans.files().items() if name.startswith("od/")}
    data: dict[str, Any] = json.loads(plans.read("od/dxplan.json"))
    book = load_workbook(plans.path / "od" / "dxplan.xlsx", read_only=True)
    for name, rows in tables.items():
        assert len(data[name]) == len(rows) == len(list(book[name].iter_rows())) - 1
    book.close()
    assert plans.process("export", "2019", *BODY, "--format", "csv,xlsx,json", "--out", "od").returncode == 0
    assert {name: plans.files()[name] for name in first} == first


def test_the_body_comes_from_the_plan_unless_given(small: Small) -> None:
    place = small(ITEM)
    done = place.run("export", "2019", "--out", "od")
    assert (done.code, "全国地方公共団体コードがありません" in done.err) == (0, True)
    place.write("plans/2019/plan.toml", 'body = "020001"\n' + HEAD)
    assert exported(place, "2019")["items"][0]["body"] == "020001"
    assert exported(place, "2019", *BODY)["items"][0]["body"] == "070009"
    wrong = place.run("export", "2019", "--body", "070008")
    assert (wrong.code, "「070008」は全国地方公共団体コードではありません。" in wrong.err) == (2, True)
    place.write("plans/2019/plan.toml", 'body = "070008"\n' + HEAD)
    assert "DX204 「070008」は全国地方公共団体コードではありません。" in place.run("validate").out


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("010006", "北海道"),
        ("070009", "福島県"),
        ("130001", "東京都"),
        ("131016", "東京都の市区町村など"),
        ("473821", "沖縄県の市区町村など"),
    ],
)
def test_codes_of_bodies_check_themselves(code: str, name: str) -> None:
    assert check_digit(code[:5]) == code[5]
    assert parse_body(code) == code
    assert body_name(code) == name
    assert parse_body(code[:5] + str((int(code[5]) + 1) % 10)) is None


@pytest.mark.parametrize("code", ["", "07000", "0700090", "000000", "480002", "０７０００９x", "7000９"])
def test_what_is_no_code_of_a_body_is_refused(code: str) -> None:
    assert parse_body(code) is None
