"""Where pages of long handouts begin: never behind a heading, never between what belongs together."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

NUMBERED = HEAD.replace("[[direction]]", '[numbering]\nheadings = ["1", "(1)", "ア"]\n\n[[direction]]', 1)
INDICATOR = '\n[[item.indicator]]\nname = "数{n}"\nunit = "件"\ntarget = 10\nactual = 10\n'


def headings(number: int) -> str:
    """Return some headings, every third one below the one before it."""
    return "".join(
        f'[[direction]]\nid = "h-{n}"\nname = "見出し{n}"\n'
        + (f'parent = "h-{n - 1}"\n' if n % 3 == 2 else "")
        + "\n"
        for n in range(number)
    )


def items(number: int, each: str = "", *, kind: str = "project") -> str:
    """Return some items, two under each heading."""
    return "".join(
        ITEM.replace('"koho"', f'"koho-{n}"').replace(
            "departments", f'kind = "{kind}"\ndirection = "h-{n // 2}"\ndepartments'
        )
        + each
        + "\n"
        for n in range(number)
    )


def pages(workspace: MakeWorkspace, handout: str, files: str, sheet: str) -> tuple[Worksheet, list[int]]:
    """Return the sheet, and the numbers of the last rows of its pages, as many as there are."""
    made = workspace({"plans/2019/plan.toml": NUMBERED, "plans/2019/kurashi.toml": files})
    outcome = made.run("render", "2019", "--handout", handout, "--draft", "--format", "xlsx")
    assert outcome.code == 0, outcome.err
    page = load_workbook(io.BytesIO((made.path / f"out/2019/{handout}（案）.xlsx").read_bytes()))[sheet]
    assert isinstance(page, Worksheet)
    ends = [each.id for each in page.row_breaks.brk]
    assert len(ends) > 1
    assert page.page_setup.scale is not None
    between_margins = {9: 512, 8: 759}[page.page_setup.paperSize or 9]  # of A4 and A3, in points
    room = between_margins * 100 / page.page_setup.scale
    for first, last in zip([0, *ends], ends, strict=False):
        assert sum(page.row_dimensions[row].height or 15 for row in range(first + 1, last + 1)) <= room
    return page, ends


@pytest.mark.parametrize(
    ("handout", "sheet"), [("実施結果", "1 暮らし"), ("ロードマップ", "1 暮らし"), ("KPI一覧", "KPI一覧")]
)
def test_no_page_ends_with_a_heading(handout: str, sheet: str, workspace: MakeWorkspace) -> None:
    page, ends = pages(workspace, handout, headings(60) + items(120, INDICATOR.format(n=1)), sheet)
    styles = {page.cell(row, 1).style for row in range(1, page.max_row + 1)}
    assert "dxplan 小見出し" in styles
    assert not {page.cell(row, 1).style for row in ends} & {"dxplan 小見出し", "dxplan 大見出し"}


def test_a_kpi_stands_on_one_page_with_what_is_behind_it(workspace: MakeWorkspace) -> None:
    parts = "".join(INDICATOR.format(n=n) for n in range(4))
    page, ends = pages(workspace, "成果指標", headings(20) + items(40, parts, kind="kpi"), "KPI")
    assert {str(page.cell(row + 1, 1).value)[0] for row in ends} <= {"1", "(", "広", "ア"}
    assert not [row for row in ends if page.cell(row, 1).style == "dxplan 小見出し"]


def test_a_project_stands_on_one_page_with_all_its_kpis(workspace: MakeWorkspace) -> None:
    parts = "".join(INDICATOR.format(n=n) for n in range(5))
    page, ends = pages(workspace, "KPI一覧", headings(30) + items(60, parts), "KPI一覧")
    assert all(page.cell(row + 1, 1).value for row in ends)  # a further KPI has no 事業番号


def test_no_chapter_stands_alone_at_the_end_of_a_page_of_contents(workspace: MakeWorkspace) -> None:
    page, ends = pages(workspace, "目次", headings(90) + items(180), "目次")

    def depth(row: int) -> int:
        text = str(page.cell(row, 1).value)
        return len(text) - len(text.lstrip("　"))

    assert any(depth(row + 1) > depth(row) for row in range(5, page.max_row))
    assert not [row for row in ends if depth(row + 1) > depth(row)]


def test_the_last_row_of_a_list_is_not_alone_on_its_page(workspace: MakeWorkspace) -> None:
    missed = (
        '\n[[item.indicator]]\nname = "号数"\nunit = "号"\ntarget = 12\nactual = 11\n'
        '\n[item.result]\ndone = true\nreport = "延びた。"\nreason = "遅れた。"\n'
    )
    ends = {}
    for number in range(27, 31):
        made = workspace(
            {
                "plans/2019/plan.toml": HEAD,
                "plans/2019/kurashi.toml": "\n".join(
                    ITEM.replace('"koho"', f'"koho-{n}"') + missed for n in range(number)
                ),
            }
        )
        assert made.run("render", "2019", "--format", "xlsx").code == 0
        page = load_workbook(io.BytesIO((made.path / "out/2019/実施結果.xlsx").read_bytes()))["未達一覧"]
        assert isinstance(page, Worksheet)
        ends[page.max_row] = [each.id for each in page.row_breaks.brk]
    assert ends == {30: [], 31: [], 32: [30], 33: [31]}


def test_short_tables_of_the_counts_stand_together_and_the_long_one_last(real: Workspace) -> None:
    real.run("render", "2019", "--format", "xlsx")
    page = load_workbook(io.BytesIO((real.path / "out/2019/実施結果.xlsx").read_bytes()))["集計"]
    assert isinstance(page, Worksheet)
    titles = {
        row: str(page.cell(row, 1).value)
        for row in range(1, page.max_row + 1)
        if page.cell(row, 1).style == "dxplan 見出し"
    }
    begun = [titles[each.id + 1] for each in page.row_breaks.brk]
    assert begun == ["項目の割合と指標の割合", "部局別"]
    assert [*titles.values()][-2:] == ["新規・継続別", "部局別"]
