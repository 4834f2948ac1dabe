"""Charts in Excel: drawn from the cells beside them, and read in black and white."""

from __future__ import annotations

import re
import shutil
import zipfile
from itertools import pairwise
from typing import Any

import pytest

from tests.conftest import ROOT, MakeWorkspace, Workspace

HEAD = """\
title = "デジタル化計画"
office = "情報政策課"
fiscal_year = "R6"
years = ["R4", "R7"]
handouts = ["指標の推移"]

[judgement]
formula = "A/T"
verdict = [{ label = "達成", from = 100, achieved = true }, { label = "未達", from = 0 }]

[[direction]]
id = "kurashi"
name = "暮らし"
"""
VISITS = """\
[[item]]
id = "koho"
name = "広報事業"
goal = "サイトを見てもらう。"

[[item.indicator]]
name = "ページビュー数"
unit = "PV"
baseline = "100万"
target = { R4 = "110万", R5 = "120万", R6 = "250万", R7 = "300万" }
actual = { R4 = "105万", R5 = "1,300,000", R6 = "500万" }

[item.result.R6]
done = true
report = "行った。"
"""


def charts(made: Workspace, path: str) -> list[str]:
    """Return the charts of a workbook, in order."""
    with zipfile.ZipFile(made.path / path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        return [
            archive.read(name).decode() for name in sorted(names, key=lambda n: int(re.sub(r"\D", "", n)))
        ]


def drawn(chart: str) -> list[str]:
    """Return the cells that a chart draws."""
    return re.findall(r"<f>(.+?)</f>", chart)


def test_the_course_of_an_indicator_is_a_line_beside_that_of_its_targets(workspace: MakeWorkspace) -> None:
    made = workspace({"plans/dx/plan.toml": HEAD, "plans/dx/kurashi.toml": VISITS})
    outcome = made.run("render", "dx")
    assert outcome.code == 0, outcome.err
    rate, course = charts(made, "out/dx/指標の推移.xlsx")
    assert drawn(course) == [
        "'推移'!$A$6", "'推移'!$B$5:$F$5", "'推移'!$B$6:$F$6", "'推移'!$A$7", "'推移'!$B$5:$F$5", "'推移'!$B$7:$F$7",
    ]  # fmt: skip
    assert 'prstDash val="sysDash"' in course, "targets are told from actuals in grey too"
    assert drawn(rate) == ["'達成率'!$D$4", "'達成率'!$A$5", "'達成率'!$D$5"]
    assert re.search(r'<max val="2(\.0)?"', rate), "a bar twice as long as its target is as long as bars get"
    text = made.read("out/dx/指標の推移.md")
    assert "| 1-1 ページビュー数 | 250万PV | 500万PV | 200.0% | 達成 |" in text
    assert "| 目標 |  | 1,100,000PV | 1,200,000PV | 2,500,000PV | 3,000,000PV |" in text
    assert "| 実績 | 1,000,000PV | 1,050,000PV | 1,300,000PV | 5,000,000PV |  |" in text


def test_figures_of_a_course_are_numbers_however_they_are_written(workspace: MakeWorkspace) -> None:
    from openpyxl import load_workbook

    made = workspace({"plans/dx/plan.toml": HEAD, "plans/dx/kurashi.toml": VISITS})
    made.run("render", "dx", "--format", "xlsx")
    page = load_workbook(made.path / "out/dx/指標の推移.xlsx")["推移"]
    assert [cell.value for cell in page[7]] == ["実績", 1_000_000, 1_050_000, 1_300_000, 5_000_000, None]


def test_many_indicators_are_drawn_in_charts_that_a_page_holds(workspace: MakeWorkspace) -> None:
    many = "\n".join(VISITS.replace('"koho"', f'"koho-{number}"') for number in range(30))
    made = workspace({"plans/dx/plan.toml": HEAD, "plans/dx/kurashi.toml": many})
    assert made.run("render", "dx", "--format", "xlsx").code == 0
    first, second, *courses = charts(made, "out/dx/指標の推移.xlsx")
    assert [drawn(chart)[-1] for chart in (first, second)] == ["'達成率'!$D$5:$D$19", "'達成率'!$D$20:$D$34"]
    assert len(courses) == 30


def test_a_plan_without_any_course_says_so(workspace: MakeWorkspace) -> None:
    made = workspace()
    shutil.copytree(ROOT / "plans" / "2019", made.path / "plans" / "2019")
    assert made.run("render", "2019", "--handout", "指標の推移").code == 0
    said = "達成率を出した指標も、二つ以上の年度に数のある指標もありません。"
    assert said in made.read("out/2019/指標の推移.md")


def test_the_rate_over_the_years_is_drawn_in_the_review(workspace: MakeWorkspace) -> None:
    made = workspace()
    for year in ("2019", "2020", "2021"):
        shutil.copytree(ROOT / "plans" / year, made.path / "plans" / year)
    assert made.run("review", "2019", "2020", "2021", "--out", "out").code == 0
    chart, *of_directions = charts(made, "out/2019-2021/総括.xlsx")
    assert len(of_directions) == 5
    title, years, rates = drawn(chart)
    assert (years.count("$B$"), rates.replace("$D$", "$B$").count("$B$")) == (1, 2)
    assert title.startswith("'総括'!$A$")
    assert re.search(r'<max val="1.3" ?/>', chart), (
        "a rate is drawn between 0 and 100 percent, its figures above it"
    )
    with zipfile.ZipFile(made.path / "out/2019-2021/総括.xlsx") as archive:
        told = re.findall(r'descr="(.+?)"', archive.read("xl/drawings/drawing1.xml").decode())
    assert told[:2] == [
        "達成項目の割合の推移の図。数は表にある。",
        "復興の推進の達成項目の割合の推移の図。数は表にある。",
    ]
    assert len(told) == 6


def test_a_direction_of_one_year_has_no_course(workspace: MakeWorkspace) -> None:
    head = 'title = "計画"\noffice = "情報政策課"\nfiscal_year = "R{}"\n'
    old = '[[direction]]\nid = "kurashi"\nname = "暮らし"\n'
    counted = "items = 10\nachieved = 8\n"
    new = '[[direction]]\nid = "shin"\nname = "新しい柱"\n'
    made = workspace(
        {
            "plans/a/plan.toml": head.format(3) + old + counted,
            "plans/b/plan.toml": head.format(4) + old + counted + new + counted,
        }
    )
    outcome = made.run("review", "a", "b", "--out", "out", "--format", "xlsx")
    assert outcome.code == 0, outcome.err
    assert len(charts(made, "out/a-b/総括.xlsx")) == 2


@pytest.mark.parametrize("verdicts", [4, 6])
def test_verdicts_of_one_kind_are_filled_in_other_ways(workspace: MakeWorkspace, verdicts: int) -> None:
    words = "ABCDEF"[:verdicts]
    edges = [100, 80, 50, 30, 10][: verdicts - 1]
    declared = ", ".join(
        f'{{ label = "{word}", from = {edge}, achieved = {"true" if edge > 50 else "false"} }}'
        for word, edge in zip(words, edges, strict=False)
    )
    head = re.sub(r"verdict = .*", f'verdict = [{declared}, {{ label = "{words[-1]}", from = 0 }}]', HEAD)
    made = workspace({"plans/dx/plan.toml": head, "plans/dx/kurashi.toml": VISITS})
    outcome = made.run("render", "dx", "--handout", "概要", "--format", "xlsx")
    assert outcome.code == 0, outcome.err
    (chart,) = charts(made, "out/dx/概要.xlsx")
    fills = re.findall(r"<spPr>(<a:(?:solid|patt)Fill.*?)<a:ln", chart)
    assert len(set(fills)) == len(fills) >= verdicts


def test_no_chart_is_torn_over_two_pages(workspace: MakeWorkspace) -> None:
    from openpyxl import load_workbook

    items = "\n".join(VISITS.replace('"koho"', f'"koho-{n}"') for n in range(3))
    made = workspace({"plans/dx/plan.toml": HEAD, "plans/dx/kurashi.toml": items})
    assert made.run("render", "dx").code == 0
    sheet: Any = load_workbook(made.path / "out/dx/指標の推移.xlsx")["推移"]
    heights = {row: sheet.row_dimensions[row].height or 15 for row in range(1, max(sheet.row_dimensions) + 1)}
    ends = [0, *(each.id for each in sheet.row_breaks.brk), len(heights)]
    pages = [range(first + 1, last + 1) for first, last in pairwise(ends)]
    assert [sum(heights[row] for row in page) < 512 for page in pages] == [True, True], "points of A4"
    for chart in sheet._charts:
        first = chart.anchor._from.row + 1
        last = first + round(chart.anchor.ext.height / 12_700 / 17) - 1
        assert any(first in page and last in page for page in pages)
    assert len(sheet._charts) == 3


def test_a_quotient_is_printed_as_elsewhere(workspace: MakeWorkspace) -> None:
    item = (
        VISITS.replace('"PV"', '"%"')
        .replace('"100万"', "{ numerator = 31, denominator = 59 }")
        .replace('"110万"', "{ numerator = 45, denominator = 59 }")
    )
    made = workspace({"plans/dx/plan.toml": HEAD, "plans/dx/kurashi.toml": item})
    assert made.run("render", "dx").code == 0
    text = made.read("out/dx/指標の推移.md")
    assert "| 目標 |  | 76.3% |" in text
    assert "| 実績 | 52.5% |" in text
