"""The data behind the handouts: what a pivot and other programs find in them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import ITEM, ROOT, MakeWorkspace, Workspace
from tests.excel import dump
from tests.snapshots import assert_snapshot

GOLDEN = ROOT / "tests" / "golden"


def book(made: Workspace, plan: str = "2019") -> Workbook:
    (path,) = (made.path / "out" / plan).glob("データ*.xlsx")
    return load_workbook(io.BytesIO(path.read_bytes()))


def data(made: Workspace, name: str, plan: str = "2019") -> list[dict[str, object]]:
    """Return the rows of a sheet of data by its headings."""
    page = book(made, plan)[name]
    assert not page.merged_cells.ranges
    headings, *rows = page.iter_rows(values_only=True)
    assert page.tables[name].ref == page.dimensions
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def pivot(rows: list[dict[str, object]], by: str) -> dict[object, tuple[int, int]]:
    """Return 件数 and 達成件数 summed by a column, as a pivot does."""
    sums: dict[object, tuple[int, int]] = {}
    for row in rows:
        items, achieved = sums.get(row[by], (0, 0))
        sums[row[by]] = items + int(str(row["件数"])), achieved + int(str(row["達成件数"]))
    return sums


def test_a_pivot_of_the_items_counts_each_once(real: Workspace) -> None:
    real.run("render", "2019", "--handout", "データ")
    rows = data(real, "事業")
    assert Counter(row["判定"] for row in rows) == {"計画どおり実施": 79, "目標達成": 14, "未達": 15}
    assert len({(row["展開方向番号"], row["整理番号"]) for row in rows}) == len(rows) == 108
    assert (rows[0]["年度（西暦）"], rows[0]["年度（和暦）"]) == (2019, "令和元年度")
    assert (rows[0]["部局1"], rows[0]["課1"]) == ("総務部", "広報課")
    overruled = next(row for row in rows if row["判定を変えた理由"] and row["判定"] == "計画どおり実施")
    assert (overruled["展開方向番号"], overruled["整理番号"], overruled["数字による判定"]) == (4, 8, "未達")


def test_the_indicators_have_one_datum_per_cell(real: Workspace) -> None:
    real.run("render", "2019", "--handout", "データ")
    rows = data(real, "指標")
    views = [row for row in rows if row["id"] == "youtube-promotion"]
    assert [row["指標番号"] for row in views] == [1, 2, 3]
    assert (views[0]["実績値"], views[0]["実績値の表記"], views[0]["単位"]) == (1100000, "110万回強", "回")
    assert (views[1]["基準値"], views[1]["目標値"], views[1]["目標値の表記"]) == (7605, 7985.25, "5%増")
    quotient = next(row for row in rows if row["分母"])
    assert (quotient["分子"], quotient["分母"], quotient["実績値"]) == (3123, 3367, None)


def test_the_golden_workbook_of_the_real_plan(real: Workspace) -> None:
    outcome = real.run("render", "2019", "--handout", "データ")
    assert (outcome.code, outcome.out) == (0, "out/2019/データ.xlsx\n"), outcome.err
    assert_snapshot(GOLDEN / "2019" / "データ.xlsx.txt", dump(book(real)))


@pytest.mark.parametrize("rule", ["count", "skip"])
def test_sums_are_the_figures_that_the_handouts_print(real: Workspace, rule: str) -> None:
    """With 再掲 counted, and with 再掲 skipped: 108 and 93, or 105 and 91 items; 39 and 23 indicators beside them."""
    head = real.read("plans/2019/plan.toml")
    real.write("plans/2019/plan.toml", head.replace('reposts = "count"', f'reposts = "{rule}"'))
    assert real.run("render", "2019", "--handout", "データ").code == 0
    said = real.run("classify", "2019").out
    (items, achieved) = pivot(data(real, "事業"), "年度（西暦）")[2019]
    assert (items, achieved) == {"count": (108, 93), "skip": (105, 91)}[rule]
    by_direction = pivot(data(real, "事業"), "展開方向")
    assert sum(items for items, _ in by_direction.values()) == items
    indicators, met = pivot(data(real, "指標"), "年度（西暦）")[2019]
    assert f"別に、指標の割合: {met}/{indicators}指標" in said


KPI = """
[[item]]
id = "michi"
name = "道路の点検"
departments = ["土木部 道路課"]
overview = "点検する。"

[[item.indicator]]
name = "点検した橋"
unit = "橋"
baseline = 10
target = { R4 = 20, R5 = 30, R6 = 40 }
actual = { R4 = 25, R5 = 28 }

[item.result.R4]
done = true
report = "点検した。"

[item.result.R5]
done = true
report = "点検した。"
reason = "雨が続いた。"
"""


@pytest.fixture
def years(workspace: MakeWorkspace) -> Workspace:
    head = 'title = "計画"\noffice = "課"\nfiscal_year = "R5"\nyears = ["R4", "R6"]\nhandouts = ["KPI一覧"]\n'
    head += '\n[[direction]]\nid = "doboku"\nname = "土木"\n'
    return workspace({"plans/kpi/plan.toml": head, "plans/kpi/doboku.toml": KPI})


def test_a_plan_of_several_years_has_a_row_for_each_indicator_and_year(years: Workspace) -> None:
    outcome = years.run("render", "kpi", "--format", "xlsx")
    assert outcome.out == "out/kpi/KPI一覧.xlsx\nout/kpi/データ.xlsx\n", outcome.err
    names = ("年度（西暦）", "目標値", "実績値", "達成状況", "件数", "達成件数", "事業の判定")
    assert [[row[name] for name in names] for row in data(years, "指標", "kpi")] == [
        [2022, 20, 25, "達成", 1, 1, "目標達成"],
        [2023, 30, 28, "未達成", 1, 0, "未達"],
        [2024, 40, None, None, 0, 0, None],  # still to come: nobody has missed it
    ]
    (item,) = data(years, "事業", "kpi")
    assert (item["年度（西暦）"], item["判定"], item["件数"], item["達成件数"]) == (2023, "未達", 1, 0)


def test_data_are_no_pages_of_the_document_and_nothing_to_read(years: Workspace) -> None:
    years.run("render", "kpi")
    assert "事業" not in load_workbook(years.path / "out/kpi/KPI一覧.xlsx").sheetnames
    outcome = years.run("render", "kpi", "--handout", "データ", "--format", "md")
    assert outcome.code == 2
    assert "データには、md で載せるものがありません。" in outcome.err
    assert "--format xlsx か json" in outcome.err


def test_data_need_no_draft_and_say_what_is_not_recorded(
    small: Callable[[str], Workspace],
) -> None:
    made = small(ITEM)
    assert made.run("render", "2019").code == 2
    assert made.run("render", "2019", "--handout", "データ").code == 0
    assert Counter(row["判定"] for row in data(made, "事業")) == {"未記録": 1}


def test_data_have_the_plans_own_word_for_its_directions_and_no_heading_twice(
    small: Callable[[str], Workspace],
) -> None:
    made = small(ITEM + '\n[item.fields]\nhantei = "よい"\n')
    head = made.read("plans/2019/plan.toml").replace(
        "\n[[direction]]",
        'direction_word = "分野"\n\n[[field]]\nid = "hantei"\nheading = "判定"\n\n[[direction]]',
        1,
    )
    made.write("plans/2019/plan.toml", head)
    assert made.run("render", "2019", "--handout", "データ").code == 0
    page = load_workbook(made.path / "out/2019/データ.xlsx")["事業"]
    headings = [str(cell.value) for cell in page[1]]
    assert headings[2:4] == ["分野番号", "分野"]
    assert headings[-1] == "判定（2）"
    assert len(set(headings)) == len(headings)
