"""What a committee is told on the first page, and on the one page of the 概要."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
DONE = '\n[item.result]\ndone = true\nreport = "行った。"\n'
NOT_DONE = '\n[item.result]\ndone = false\nreport = "行えなかった。"\nreason = "人手が足りない。"\n'
XLSX, MD = "out/2019/実施結果.xlsx", "out/2019/実施結果.md"


def sheet(made: Workspace, file: str, name: str) -> Worksheet:
    found = load_workbook(io.BytesIO((made.path / file).read_bytes()))[name]
    assert isinstance(found, Worksheet)
    return found


def texts(page: Worksheet) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def test_the_rate_is_large_and_the_page_says_where_it_was_missed(real: Workspace) -> None:
    real.run("render", "2019")
    page = sheet(real, XLSX, "総括")
    rate = page["B5"]
    assert (rate.value, rate.number_format, page["B3"].value) == (0.861, "#,##0.0%", 108)
    assert (rate.font.sz, rate.font.b) == (24, True)
    said = "未達 15件（1 復興の推進 3件、2 安全・安心、健康な暮らし 3件、3 産業振興・地域活性化 4件、5 電子自治体 5件）"
    assert f"　{said}" in texts(page)
    assert f"\n{said}\n" in real.read(MD)


def test_the_verdicts_of_each_direction_are_a_chart_and_a_bar_of_letters(real: Workspace) -> None:
    real.run("render", "2019")
    with zipfile.ZipFile(real.path / XLSX) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert re.findall(r"<f>(.+?)</f>", chart) == [
        "'総括'!$F$8", "'総括'!$A$9:$A$13", "'総括'!$F$9:$F$13", "'総括'!$G$8", "'総括'!$A$9:$A$13", "'総括'!$G$9:$G$13",
        "'総括'!$H$8", "'総括'!$A$9:$A$13", "'総括'!$H$9:$H$13",
    ]  # fmt: skip
    assert 'prst="wdUpDiag"' in chart, "what was missed is told from the rest in grey too"
    page = sheet(real, XLSX, "総括")
    assert [cell.value for cell in page[9]] == ["1 復興の推進", 12, 9, 0.75, 0.667, 3, 6, 3]
    assert "| 1 復興の推進 | 12 | 9 | 75.0% | 66.7% | 3 | 6 | 3 | █████▒▒▒▒▒▒▒▒▒▒░░░░░ |" in real.read(MD)
    assert "| █目標達成 ▒計画どおり実施 ░未達 |" in real.read(MD)


def test_nothing_is_below_nine_points_and_no_direction_is_torn(real: Workspace) -> None:
    real.run("render", "2019")
    page = sheet(real, XLSX, "総括")
    sizes = [cell.font.sz for row in page.iter_rows() for cell in row if cell.value is not None]
    assert (page.page_setup.scale or 100) * min(sizes) / 100 >= 9
    breaks = [each.id for each in page.row_breaks.brk]
    assert [page.cell(number + 1, 1).value for number in breaks] == [
        "（参考）施策の展開方向ごとの結果のポイント"
    ]


def test_a_direction_that_no_page_has_room_for_begins_a_page(small: Small) -> None:
    made = small(ITEM + DONE)
    points = ", ".join(f'"要点{number}"' for number in range(16))
    more = "".join(
        f'\n[[direction]]\nid = "d-{n}"\nname = "方向{n}"\npoints = [{points}]\n' for n in range(4)
    )
    made.write("plans/2019/plan.toml", HEAD + more)
    for n in range(4):
        made.write(f"plans/2019/d-{n}.toml", ITEM.replace('"koho"', f'"koho-{n}"') + DONE)
    assert made.run("render", "2019").code == 0
    page = sheet(made, XLSX, "総括")
    assert [page.cell(each.id + 1, 1).value for each in page.row_breaks.brk] == [
        "2 方向0", "3 方向1", "4 方向2", "5 方向3",
    ]  # fmt: skip


def test_last_years_rate_stands_beside_where_its_plan_is_there(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("2019", "2018") + "items = 106\nachieved = 89\n"
    made = workspace(
        {
            "plans/2018/plan.toml": head,
            "plans/2019/plan.toml": HEAD,
            "plans/2019/kurashi.toml": ITEM + DONE + "\n" + ITEM.replace('"koho"', '"kocho"') + NOT_DONE,
        }
    )
    assert made.run("render", "2019").code == 0
    said = "達成項目の割合は、前年度（平成30年度）の84.0%（89／106）から34.0ポイント下がった。"
    assert f"　{said}" in texts(sheet(made, XLSX, "総括"))
    assert f"\n{said}\n" in made.read(MD)


def full_size(page: Worksheet) -> bool:
    """Whether a page of A4 is printed without being shrunk: it is as wide as its columns, and breaks where it is full."""
    widths = sum(page.column_dimensions[column].width for column in page.column_dimensions)
    return page.page_setup.fitToHeight == 0 and page.page_setup.scale in (None, 100) and widths <= 131


def test_the_overview_is_one_page(real: Workspace) -> None:
    outcome = real.run("render", "2019", "--handout", "概要")
    assert (outcome.code, outcome.out) == (0, "out/2019/概要.xlsx\nout/2019/概要.md\n")
    page = sheet(real, "out/2019/概要.xlsx", "概要")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)
    assert not page.row_breaks
    text = real.read("out/2019/概要.md")
    assert "- 3 達成項目の割合：86.1%\n" in text
    assert "| 計 | 108 | 93 | 86.1% | 59.0% | 14 | 79 | 15 |  |" in text
    names = text.partition("目標に届かなかった項目：")[2]
    assert names.startswith("1-6 帰還支援アプリ利用推進事業、")
    assert names.count("、") == 14
    assert names.count("先端ICT関連産業集積推進事業") == 1


def test_an_overview_of_many_misses_is_not_shrunk_but_shortened(small: Callable[[str], Workspace]) -> None:
    missed = [ITEM.replace('"koho"', f'"koho-{number}"') + NOT_DONE for number in range(45)]
    made = small("\n".join(missed))
    assert made.run("render", "2019", "--handout", "概要").code == 0
    page = sheet(made, "out/2019/概要.xlsx", "概要")
    assert page.page_setup.fitToHeight == 1
    heights = [page.row_dimensions[row].height or 15 for row in range(1, page.max_row + 1)]
    assert sum(heights) < 490  # what A4 takes at full size
    names = made.read("out/2019/概要.md").partition("目標に届かなかった項目：")[2]
    assert "1-20 広報事業、ほか25項目（すべては実施結果の未達一覧）" in names
    assert "1-21" not in names


def test_a_plan_of_several_years_is_held_against_its_own_year_before(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("fiscal_year = 2019", 'fiscal_year = "R2"\nyears = ["R1", "R2"]')
    result = '\n[item.result.{}]\ndone = {}\nreport = "行った。"\nreason = "延びた。"\n'
    made = workspace(
        {
            "plans/dx/plan.toml": head,
            "plans/dx/kurashi.toml": ITEM + result.format("R1", "false") + result.format("R2", "true"),
        }
    )
    assert made.run("render", "dx", "--format", "md").code == 0
    said = "達成項目の割合は、前年度（令和元年度）の0.0%（0／1）から100.0ポイント上がった。"
    assert f"\n{said}\n" in made.read("out/dx/実施結果.md")
    assert made.run("render", "dx", "--format", "md", "--year", "R1").code == 0
    assert "前年度" not in made.read("out/dx/実施結果.md")


def test_a_direction_of_which_only_totals_survive_has_no_bar(workspace: MakeWorkspace) -> None:
    made = workspace({"plans/2019/plan.toml": HEAD + "items = 10\nachieved = 8\n"})
    assert made.run("render", "2019").code == 0
    with zipfile.ZipFile(made.path / XLSX) as archive:
        assert not [name for name in archive.namelist() if "chart" in name]
    assert "| 1 暮らし | 10 | 8 | 80.0% |" in made.read(MD)


def test_many_verdicts_have_a_bar_of_those_that_are_counted(workspace: MakeWorkspace) -> None:
    example = ROOT / "docs" / "examples" / "outside"
    place = workspace(
        {f"plans/outside/{file.name}": file.read_text(encoding="utf-8") for file in example.iterdir()}
    )
    assert place.run("render", "outside").code == 0
    text = place.read("out/outside/実施結果.md")
    assert "| █A ▓B ▒C ░D |" in text
    assert "| 1 | 1 | 100% | 100% | 1 | 0 | 0 | 0 | 1 | 2 | ████████████████████ |" in text


def test_no_heading_of_the_first_page_is_broken(real: Workspace) -> None:
    real.run("render", "2019")
    page = sheet(real, XLSX, "総括")
    headings = [cell for cell in page[8] if cell.value is not None]
    assert [cell.value for cell in headings][-2:] == ["計画どおり実施", "未達"]
    for cell in headings:
        points = (
            page.column_dimensions[cell.column_letter].width * 5.25 - 5
        )  # as Excel counts, without its padding
        assert len(str(cell.value)) * 9 <= points, cell.value
    assert page.row_dimensions[8].height == page.row_dimensions[9].height


def test_a_bar_says_nothing_where_there_is_nothing(real: Workspace) -> None:
    real.run("render", "2019")
    with zipfile.ZipFile(real.path / XLSX) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    # LibreOffice takes the format of the cells, which shows 0, unless it is told not to.
    assert re.findall("<numFmt (.+?) */>", chart) == ['formatCode="0;;;" sourceLinked="0"'] * 3
