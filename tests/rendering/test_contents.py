"""The handout 目次: headings with their pages, or with how many items they have."""

from __future__ import annotations

import io

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

#: A plan with pages: a chapter, a heading with one, a heading without.
PAGED = HEAD.replace('name = "暮らし"', 'name = "暮らし"\npage = 3')
HEADINGS = """\
[[direction]]
id = "h1"
name = "窓口"
page = 5

[[direction]]
id = "h2"
name = "教育"
"""
UNDER_H1 = ITEM.replace("departments", 'direction = "h1"\ndepartments')


def made_of(workspace: MakeWorkspace, head: str, items: str) -> Workspace:
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items})
    outcome = made.run("render", "2019", "--handout", "目次")
    assert outcome.code == 0, outcome.err
    assert outcome.out == "out/2019/目次.xlsx\nout/2019/目次.md\n"
    return made


def sheet(made: Workspace) -> Worksheet:
    found = load_workbook(io.BytesIO((made.path / "out/2019/目次.xlsx").read_bytes()))["目次"]
    assert isinstance(found, Worksheet)
    return found


def cells(made: Workspace) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet(made).iter_rows(min_row=3)]


def test_pages_stand_behind_the_headings_that_have_one(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, PAGED, HEADINGS + UNDER_H1)
    shown = [["見出し", "ページ"], ["1　暮らし", 3], ["　窓口", 5], ["　教育", None]]
    assert cells(made) == shown
    assert made.read("out/2019/目次.md").partition("\n\n---\n")[0].splitlines()[-4:] == [
        "|:--|--:|",
        "| 1　暮らし | 3 |",
        "| 　窓口 | 5 |",
        "| 　教育 |  |",
    ]


def test_a_plan_without_pages_has_the_number_of_items(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, HEAD, HEADINGS.replace("page = 5\n", "") + UNDER_H1)
    shown = [["見出し", "実施事業項目"], ["1　暮らし", 1], ["　窓口", 1], ["　教育", None]]
    assert cells(made) == shown


def test_a_year_of_totals_has_its_numbers(workspace: MakeWorkspace) -> None:
    made = workspace({"plans/2019/plan.toml": HEAD + "items = 10\nachieved = 8\n"})
    assert made.run("render", "2019", "--handout", "目次").code == 0
    assert cells(made) == [["見出し", "実施事業項目"], ["1　暮らし", 10]]


def test_it_needs_no_results_and_no_draft(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, PAGED, HEADINGS + UNDER_H1)
    assert made.run("render", "2019").code == 2


def test_chapters_stand_out_and_pages_repeat_the_column_headings(workspace: MakeWorkspace) -> None:
    page = sheet(made_of(workspace, PAGED, HEADINGS + UNDER_H1))
    assert [page.cell(row, 1).style for row in range(3, 7)] == [
        "dxplan 列見出し", "dxplan 目次の章", "dxplan 目次", "dxplan 目次",
    ]  # fmt: skip
    assert (page.print_title_rows, page.freeze_panes) == ("$1:$3", "A4")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)


def test_a_strangers_names_stay_text(workspace: MakeWorkspace) -> None:
    hostile = HEADINGS.replace('"窓口"', '"=1+1|[x]\\u001b"').replace('"教育"', f'"{"長い名前" * 40}"')
    head = PAGED.replace('name = "暮らし"', 'name = "=1+1"') + '[numbering]\nheadings = [""]\n'
    made = made_of(workspace, head, hostile + UNDER_H1)
    page = sheet(made)
    assert [(page.cell(row, 1).data_type, page.cell(row, 1).value) for row in (4, 5)] == [
        ("s", "=1+1"),
        ("s", "　=1+1|[x]␛"),
    ]
    assert r"| 　\=1+1\|\[x\]␛ | 5 |" in made.read("out/2019/目次.md")
    assert (page.row_dimensions[6].height or 0) > 2 * (page.row_dimensions[5].height or 0)


def test_the_label_stands_in_both(workspace: MakeWorkspace) -> None:
    made = workspace({"plans/2019/plan.toml": PAGED, "plans/2019/kurashi.toml": HEADINGS + UNDER_H1})
    assert made.run("render", "2019", "--handout", "目次", "--label", "資料１").code == 0
    assert "【資料１】" in made.read("out/2019/目次.md")
    header = sheet(made).oddHeader
    assert header is not None
    assert header.right.text == "【資料１】"
