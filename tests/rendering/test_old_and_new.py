"""The 新旧対照表 of two versions of a plan: ``dxplan diff A B --out``."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.excel import dump
from tests.snapshots import assert_snapshot

GOLDEN = ROOT / "tests" / "golden" / "comparison"
HEAD = """title = "DX推進計画"
office = "情報政策課"
fiscal_year = 2019
{settings}
[[direction]]
id = "kurashi"
name = "暮らし"

[[direction]]
id = "sangyo"
name = "産業"
theme = "産業のためのICT活用"

[[direction]]
id = "gyosei"
name = "行政"
"""
BEFORE = {
    "kurashi": [
        ("koho", "広報事業"),
        ("bosai", "防災アプリ"),
        ("iryo", "遠隔医療"),
        ("kyoiku", "学校ICT"),
        ("map", "地図の公開"),
    ],
    "sangyo": [("nogyo", "スマート農業"), ("kanko", "観光データ")],
    "gyosei": [("rpa", "RPAの導入"), ("open", "オープンデータ")],
}


def item(id_: str, name: str) -> str:
    return f"""[[item]]
id = "{id_}"
name = "{name}"
departments = ["企画調整部 情報政策課", "総務部 広報課"]
overview = "{name}を進める。"
goal = "前の年度より増やす。"

[[item.indicator]]
name = "{name}の件数"
unit = "件"
baseline = 1200
target = 1300
actual = 1250

[item.result]
done = true
report = "{name}を進めた。"

"""


def files(folder: str, settings: str = "") -> dict[str, str]:
    told = {f"{id_}.toml": "".join(item(*each) for each in items) for id_, items in BEFORE.items()}
    named = {"plan.toml": HEAD.replace("{settings}", settings), **told}
    return {f"plans/{folder}/{name}": text for name, text in named.items()}


def revised(settings: str = "") -> dict[str, str]:
    """Return the plan with a changed text, a lowered target, items that are new, gone, moved, and of which results changed."""
    new = files("new", settings)
    kurashi = new["plans/new/kurashi.toml"].split("[[item]]\n")[1:]
    kurashi[0] = (
        kurashi[0]
        .replace("広報事業を進める。", "広報事業を、SNSでも進める。")
        .replace("target = 1300", "target = 1250")
    )
    kurashi[2] = kurashi[2].replace("遠隔医療を進めた。", "遠隔医療を止めた。")
    kurashi[3:4] = [item("kosodate", "子育て手続").removeprefix("[[item]]\n")]
    new["plans/new/kurashi.toml"] = "".join(f"[[item]]\n{each}" for each in kurashi)
    nogyo, kanko = new["plans/new/sangyo.toml"].split("[[item]]\n")[1:]
    new["plans/new/sangyo.toml"] = f"[[item]]\n{nogyo}"
    renamed = kanko.replace('"観光データ"', '"観光データ活用"')
    new["plans/new/gyosei.toml"] += f"[[item]]\n{renamed}"
    return new


@pytest.fixture
def two(workspace: MakeWorkspace) -> Callable[[str], Workspace]:
    def make(settings: str) -> Workspace:
        return workspace({**files("old"), **revised(settings)})

    return make


def table(place: Workspace) -> list[list[str]]:
    lines = place.read("out/new/新旧対照表.md").split("\n")
    return [line.strip("|").split("|") for line in lines if line.startswith("|")]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("usual", ""),
        ("heads", 'after = "改定案"\nbefore = "現行計画"\n'),
        ("before-first", 'left = "before"\n'),
        ("remarks", 'remarks = "改正理由"\n'),
        ("no-remarks", "has_remarks = false\n"),
        ("notes", 'notes = ["下線は変更した所", "数値は年度末の値"]\n'),
        ("no-notes", "notes = []\n"),
        ("unfolded", "fold = false\n"),
    ],
)
def test_the_table_looks_as_its_plan_wants(name: str, settings: str, two: Callable[[str], Workspace]) -> None:
    place = two(f"[comparison]\n{settings}" if settings else "")
    outcome = place.run("diff", "old", "new", "--out", "out", "--format", "md")
    assert (outcome.code, outcome.out) == (0, "out/new/新旧対照表.md\n"), outcome.err
    assert_snapshot(GOLDEN / f"{name}.md", place.read("out/new/新旧対照表.md"))


def test_the_workbook_is_a4_landscape_with_columns_of_one_width(two: Callable[[str], Workspace]) -> None:
    place = two("")
    assert place.run("diff", "old", "new", "--out", "out", "--format", "xlsx", "--label", "資料３").code == 0
    content = (place.path / "out/new/新旧対照表.xlsx").read_bytes()
    assert_snapshot(GOLDEN / "usual.xlsx.txt", dump(load_workbook(io.BytesIO(content), rich_text=True)))
    page: Any = load_workbook(io.BytesIO(content)).active
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.column_dimensions["A"].width == page.column_dimensions["B"].width
    place.run("diff", "old", "new", "--out", "again", "--format", "xlsx", "--label", "資料３")
    assert (place.path / "again/new/新旧対照表.xlsx").read_bytes() == content


def test_results_are_no_part_of_it(workspace: MakeWorkspace) -> None:
    new = files("new")
    new["plans/new/kurashi.toml"] = new["plans/new/kurashi.toml"].replace("actual = 1250", "actual = 1400")
    place = workspace({**files("old"), **new})
    outcome = place.run("diff", "old", "new", "--out", "out")
    assert (outcome.code, outcome.out) == (0, "")
    assert "新旧対照表は作りません" in outcome.err
    assert not (place.path / "out").exists()


def test_headings_are_new_renamed_and_go(workspace: MakeWorkspace) -> None:
    new = files("new")
    head = (
        new["plans/new/plan.toml"]
        .replace('name = "産業"', 'name = "産業・雇用"')
        .replace('id = "gyosei"', 'id = "kiban"')
    )
    new["plans/new/plan.toml"], new["plans/new/kiban.toml"] = head, item("5g", "5Gの整備")
    del new["plans/new/gyosei.toml"]
    place = workspace({**files("old"), **new})
    assert place.run("diff", "old", "new", "--out", "out", "--format", "md").code == 0
    found = [[cell.strip(" *") for cell in row[:2]] for row in table(place)]
    assert ["２　産業<ins>・雇用</ins>（産業のためのICT活用）", "２　産業（産業のためのICT活用）"] in found
    assert ["<ins>３　行政</ins>", "（新設）"] in found
    assert ["<ins>１　5Gの整備</ins>", "（新設）"] in found
    assert ["（削る）", "<ins>３　行政</ins>"] in found
    assert ["（削る）", "<ins>２　オープンデータ</ins>"] in found
    assert ["１　略", "１　略"] in found


def test_every_year_of_a_longer_plan_and_every_indicator_is_told(workspace: MakeWorkspace) -> None:
    spans = {}
    for name, text in files("old", 'years = ["R1", "R3"]\n').items():
        targets = text.replace("target = 1300", 'target = { R1 = 1300, R3 = "未定" }')
        actuals = targets.replace("actual = 1250", "actual = { R1 = 1250 }")
        spans[name] = actuals.replace("[item.result]", "[item.result.R1]")
    new = {key.replace("/old/", "/new/"): text for key, text in spans.items()}
    told = new["plans/new/kurashi.toml"].replace('R3 = "未定"', 'R3 = "2,000"', 1)
    added = '[[item.indicator]]\nname = "新しい指標"\nunit = "人"\ntarget = { R3 = 5 }\n\n[item.result.R1]'
    new["plans/new/kurashi.toml"] = told.replace("[item.result.R1]", added, 1)
    place = workspace({**spans, **new})
    outcome = place.run("diff", "old", "new", "--out", "out", "--format", "md")
    assert outcome.code == 0, outcome.err
    found = [[cell.strip() for cell in row] for row in table(place)]
    assert [
        "（指標）広報事業の件数：R元年度 1,300件、R3年度 <ins>2,000件</ins>（基準値1,200件）",
        "（指標）広報事業の件数：R元年度 1,300件、R3年度 <ins>未定</ins>（基準値1,200件）",
        "目標の変更",
    ] in found
    assert ["<ins>（指標）新しい指標：R3年度 5人</ins>", "（新設）", "指標の追加"] in found


def test_it_is_made_of_two_versions_and_of_nothing_else(two: Callable[[str], Workspace]) -> None:
    outcome = two("").run("render", "new", "--handout", "新旧対照表")
    assert (outcome.code, "「新旧対照表」という資料はありません。" in outcome.err) == (2, True)
    outcome = two("").run("diff", "old", "new", "--out", "out", "--json")
    assert outcome.code == 2


def test_headings_are_bold_on_every_paper(two: Callable[[str], Workspace]) -> None:
    docx = pytest.importorskip("docx", reason="python-docx（dxplan[word]）が入っていません")
    place = two("")
    assert place.run("diff", "old", "new", "--out", "out", "--format", "xlsx,docx").code == 0
    book: Any = load_workbook(io.BytesIO((place.path / "out/new/新旧対照表.xlsx").read_bytes()))
    in_excel = [str(row[0].value) for row in book.active.iter_rows(min_row=4) if row[0].font.b]
    (table,) = docx.Document(str(place.path / "out/new/新旧対照表.docx")).tables
    cells = [row.cells[0] for row in table.rows[1:]]
    in_word = [cell.text for cell in cells if any(run.bold for run in cell.paragraphs[0].runs)]
    assert len(in_word) > 1
    assert [text for text in in_excel if text in in_word] == in_word
