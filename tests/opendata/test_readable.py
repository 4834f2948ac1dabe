"""``dxplan export --check``: every rule of the 統一ルール finds what breaks it, and nothing in our own files."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dxplan.opendata.readable import RULES
from tests.conftest import ROOT, MakeWorkspace, Workspace

#: A table that keeps every rule.
GOOD: list[list[Any]] = [
    ["団体コード", "年", "手続の数（件）"],
    ["070009", 2019, 12],
    ["070009", 2020, 15],
    ["070009", 2021, 18],
]
Spoil = Callable[[Worksheet], object]


def book(*spoils: Spoil) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "手続"
    for row in GOOD:
        sheet.append(row)
    for spoil in spoils:
        spoil(sheet)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def put(cell: str, value: Any) -> Spoil:
    def spoil(sheet: Worksheet) -> None:
        sheet[cell] = value

    return spoil


def draw(sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=4))
    sheet.add_chart(chart, "F1")


def colour(sheet: Worksheet) -> None:
    sheet["C3"].fill = PatternFill("solid", fgColor="FFFF00")


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True


def second_table(sheet: Worksheet) -> None:
    for cell, value in (
        ("A7", "団体コード"),
        ("B7", "年"),
        ("C7", "人口（人）"),
        ("A8", "070009"),
        ("B8", 2019),
        ("C8", 5),
    ):
        sheet[cell] = value


def checked(place: Workspace, *names: str) -> list[tuple[str, str]]:
    """Return the rules and cells of what is found."""
    lines = place.run("export", "--check", *names).out.splitlines()
    parts = [line.split(": ", 1) for line in lines]
    return [
        (said.split(" ")[0], where.partition(".xlsx:")[2] or where.partition(".csv:")[2])
        for where, said in parts
    ]


@pytest.mark.parametrize(
    ("spoil", "rule", "cell"),
    [
        (put("C3", "12/20"), "1-2", "手続!C3"),
        (put("C3", "1,500件"), "1-3", "手続!C3"),
        (put("C3", "15"), "1-3", "手続!C3"),
        (lambda sheet: sheet.merge_cells("A2:A3"), "1-4", "手続!A2"),
        (put("A1", "団体\nコード"), "1-5", "手続!A1"),
        (put("A1", "団体コード　"), "1-5", "手続!A1"),
        (put("D1", "人　口（人）"), "1-5", "手続!D1"),
        (put("C1", None), "1-6", "手続!C1"),
        (put("A3", "〃"), "1-6", "手続!A3"),
        (put("C4", "=C2+C3"), "1-7", "手続!C4"),
        (draw, "1-8", "手続"),
        (put("C1", "手続の数"), "1-9", "手続!C1"),
        (put("C1", "手続の数①（件）"), "1-10", "手続!C1"),
        (put("C1", "令和元年度の数（件）"), None, ""),  # the western year stands beside it
        (put("A1", "番号"), "1-12", "手続"),
        (put("C3", "－"), "1-13", "手続!C3"),
        (put("C3", "***"), "1-13", "手続!C3"),
        (put("C6", 21), "2-1", "手続!A5"),
        (second_table, "2-2", "手続!A7"),
        (put("C3", None), "追-1", "手続!C1"),
        (colour, "追-2", "手続!C3"),
        (hide, "追-3", "手続!A3"),
        (put("A1", "地域の分類コード"), "追-4", "手続!A1"),
    ],
)
def test_every_rule_finds_what_breaks_it(
    spoil: Spoil, rule: str | None, cell: str, workspace: MakeWorkspace
) -> None:
    place = workspace({"a.xlsx": book(spoil)})
    found = checked(place, "a.xlsx")
    assert found == [] if rule is None else (rule, cell) in found
    assert place.run("export", "--check", "a.xlsx").code == (0 if rule is None else 1)


def test_a_year_of_an_era_needs_the_western_one(workspace: MakeWorkspace) -> None:
    rows = [
        "団体コード,年度,手続の数（件）",
        "070009,令和元年度,12",
        "070009,R2,13",
        "070009,令和3年度（2021年度）,13",
    ]
    place = workspace({"a.csv": "\r\n".join(rows)})
    assert checked(place, "a.csv") == [("1-11", "B2"), ("1-11", "B3")]


def test_a_table_that_keeps_them_all_passes(workspace: MakeWorkspace) -> None:
    place = workspace(
        {"a.xlsx": book(), "b.csv": "団体コード,年,数（件）\n070009,2019,12\n070009,2020,15.5\n"}
    )
    done = place.run("export", "--check", "a.xlsx", "b.csv")
    assert (done.code, done.out, done.err) == (0, "", "統一ルールに合っています。\n")


def test_what_is_no_excel_and_no_csv_breaks_the_first_rule(workspace: MakeWorkspace) -> None:
    place = workspace({"a.pdf": b"%PDF-1.7", "b.xlsx": b"PK\x03\x04broken"})
    assert [rule for rule, _ in checked(place, "a.pdf", "b.xlsx")] == ["1-1", "1-1"]
    assert place.run("export", "--check", "none.csv").code == 2


def test_many_of_one_kind_are_shortened(workspace: MakeWorkspace) -> None:
    rows = "".join(f"070009,2019,{n}件\n" for n in range(100))
    shown = workspace({"a.csv": f"団体コード,年,数（件）\n{rows}"}).run("export", "--check", "a.csv")
    assert len(shown.out.splitlines()) == 21
    assert f"1-3 ほか80か所（{RULES['1-3']}）" in shown.out
    assert shown.err == "100か所、1の決まりに合いません。\n"


@pytest.mark.parametrize("plan", ["2019", "own-fields"])
def test_our_own_files_pass(plan: str, workspace: MakeWorkspace) -> None:
    place = workspace()
    source = ROOT / ("docs/examples" if plan == "own-fields" else "plans") / plan
    shutil.copytree(source, place.path / "plans" / plan)
    place.run("export", plan, "--body", "070009", "--format", "csv,xlsx", "--out", "od")
    files = sorted(Path("od") / file.name for file in (place.path / "od").iterdir())
    for names in ([f for f in files if f.suffix == ".csv"], [f for f in files if f.suffix == ".xlsx"]):
        done = place.run("export", "--check", *map(str, names))
        assert (done.out, done.code) == ("", 0)


def test_json_has_every_breach_and_every_rule(workspace: MakeWorkspace) -> None:
    place = workspace({"hyo.csv": "年度,都道府県,人口（人）\n2019,福島県,1件\n2020,福島県,2件\n"})
    done = place.run("export", "--check", "hyo.csv", "--json")
    found = json.loads(done.out)
    Draft202012Validator(json.loads(place.run("schema", "export-check").out)).validate(found)
    assert done.code == 1
    assert [(each["rule"], each["cell"], each["sheet"]) for each in found["found"]] == [
        ("1-3", "C2", None),
        ("1-3", "C3", None),
    ]
    assert {rule["rule"]: rule["breaches"] for rule in found["rules"] if rule["breaches"]} == {"1-3": 2}
    assert len(found["rules"]) == 19
    alone = place.run("export", "plans/2019", "--json")
    assert (alone.code, "--format json" in alone.err) == (2, True)
