"""What a plan says of its own handouts (``[[handout]]``): titles, paper, notes, 趣旨."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from dxplan.model.handouts import COMPARISON, REVIEW, printed_names
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

DONE = '[item.result]\ndone = true\nreport = "行った。"\n'


def with_head(workspace: MakeWorkspace, more: str, *, head: str = HEAD) -> Workspace:
    top, direction, rest = head.partition("[[direction]]")
    return workspace(
        {
            "plans/2019/plan.toml": f"{top}{more}\n{direction}{rest}",
            "plans/2019/kurashi.toml": ITEM + DONE,
        }
    )


def book(made: Workspace, name: str) -> Workbook:
    return load_workbook(io.BytesIO((made.path / f"out/2019/{name}.xlsx").read_bytes()))


@pytest.mark.parametrize("name", [name for name in printed_names() if name not in (REVIEW, COMPARISON)])
def test_every_handout_has_the_title_the_plan_gives_it(name: str, workspace: MakeWorkspace) -> None:
    made = with_head(workspace, f'[[handout]]\nname = "{name}"\ntitle = "{{year}}の進み方"')
    outcome = made.run("render", "2019", "--handout", name, "--draft")
    assert outcome.code == 0, outcome.err
    assert made.read(f"out/2019/{name}（案）.md").startswith("# 令和元年度の進み方（案）\n")
    workbook = book(made, f"{name}（案）")
    assert str(workbook.worksheets[0]["A1"].value).startswith("令和元年度の進み方")
    assert workbook.properties.title == "令和元年度の進み方（案）"


def test_the_review_has_the_title_of_its_last_year(workspace: MakeWorkspace) -> None:
    made = with_head(workspace, '[[handout]]\nname = "総括"\ntitle = "推進プランの総括について"')
    made.run("review", "2019", "--out", "out")
    assert made.run("review", "2019").out.startswith("推進プランの総括について（令和元年度）\n")
    assert made.read("out/2019/総括.md").startswith("# 推進プランの総括について\n")
    assert book(made, "総括")["総括"]["A1"].value == "推進プランの総括について"


@pytest.mark.parametrize(("name", "usual"), [("KPI一覧", 8), ("目次", 9), ("実施結果", 9)])
def test_the_paper_is_a_choice(name: str, usual: int, workspace: MakeWorkspace) -> None:
    for paper, size in (("", usual), ('paper = "A4"', 9), ('paper = "A3"', 8)):
        made = with_head(workspace, f'[[handout]]\nname = "{name}"\n{paper}')
        assert made.run("render", "2019", "--handout", name, "--format", "xlsx").code == 0
        assert {sheet.page_setup.paperSize for sheet in book(made, name).worksheets} <= {size, 9}
        assert book(made, name).worksheets[0].page_setup.paperSize == size


def test_letters_too_small_to_be_read_are_said_and_a3_helps(workspace: MakeWorkspace) -> None:
    def fields(number: int) -> str:
        one = '[[field]]\nid = "f{n}"\nheading = "欄{n}"\nhandouts = ["ロードマップ"]\n\n'
        return "".join(one.format(n=n) for n in range(number))

    command = ("render", "2019", "--handout", "ロードマップ", "--draft", "--format", "xlsx")
    roadmap = '[[handout]]\nname = "ロードマップ"\n{paper}\n'
    # A few more columns make the others narrower, and the letters no smaller.
    made = with_head(workspace, roadmap.format(paper="") + fields(3))
    assert made.run(*command).err == ""
    page = book(made, "ロードマップ（案）").worksheets[0]
    widths = [page.column_dimensions[column].width for column in page.column_dimensions]
    assert len(widths) == 9 + 3
    assert 9 * (page.page_setup.scale or 0) / 100 >= 8
    assert min(widths) >= 5
    made = with_head(workspace, roadmap.format(paper="") + fields(8))
    outcome = made.run(*command)
    assert outcome.err == (
        "ロードマップ（案）の「1 暮らし」は、5.7ポイントの文字で印刷されます（A4。読めるのは8ポイントから）。"
        '--paper A3 を付けるか、plan.toml に [[handout]] と、その下に name = "ロードマップ"、paper = "A3" と書くと大きくなります。\n'
    )
    made = with_head(workspace, roadmap.format(paper='paper = "A3"') + fields(8))
    outcome = made.run(*command)
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("name", ["KPI一覧", "ロードマップ", "実施結果"])
def test_notes_stand_at_the_end(name: str, workspace: MakeWorkspace) -> None:
    made = with_head(workspace, f'[[handout]]\nname = "{name}"\nnotes = ["予算は審議中。", "※速報による。"]')
    assert made.run("render", "2019", "--handout", name, "--draft").code == 0
    text = made.read(f"out/2019/{name}（案）.md").partition("\n---\n")[0]
    assert text.endswith("\n※予算は審議中。\n\n※速報による。\n")
    last = [row[0].value for row in book(made, f"{name}（案）").worksheets[-1].iter_rows() if row[0].value]
    assert last[-2:] == ["※予算は審議中。", "※速報による。"]


def test_the_purpose_stands_before_the_tables_with_the_directions(workspace: MakeWorkspace) -> None:
    head = HEAD.replace('name = "暮らし"', 'name = "暮らし"\ntheme = "便利な暮らし"')
    keys = '[[handout]]\nname = "実施結果"\npurpose = ["各課が取り組んだ。"]\npoints_heading = "（参考）ポイント"'
    made = with_head(workspace, keys, head=head)
    assert made.run("render", "2019").code == 0
    text = made.read("out/2019/実施結果.md")
    assert "\n## （参考）ポイント\n" in text
    purpose = "## 趣旨\n\n各課が取り組んだ。\n\n【施策の展開方向】\n\n- 暮らし　～便利な暮らし～\n\n"
    assert f"{purpose}## 施策の展開方向ごとの実施結果\n" in text
    workbook = book(made, "実施結果")
    assert workbook.sheetnames[:3] == ["総括", "趣旨", "1 暮らし"]
    shown = [row[0].value for row in workbook["趣旨"].iter_rows() if row[0].value]
    assert shown[1:] == ["　各課が取り組んだ。", "【施策の展開方向】", "・暮らし　～便利な暮らし～"]


def test_the_source_of_figures_stands_below_their_name(workspace: MakeWorkspace) -> None:
    indicator = '[[item.indicator]]\nname = "総生産"\nunit = "円"\ntarget = 12\nactual = 12\nsource = "県民経済計算"\n'
    goal = ITEM.replace('name = "広報事業"', 'name = "豊かさ"\nkind = "goal"')
    made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": goal + indicator})
    assert made.run("render", "2019", "--handout", "成果指標").code == 0
    assert "| 総生産<br>〈県民経済計算〉 |" in made.read("out/2019/成果指標.md")
    assert book(made, "成果指標")["基本目標"]["B4"].value == "総生産\n〈県民経済計算〉"


@pytest.mark.parametrize("label", ["資料２－１", "【資料２－１】"])
def test_the_label_has_one_form_in_every_format(label: str, workspace: MakeWorkspace) -> None:
    made = with_head(workspace, "")
    assert made.run("render", "2019", "--label", label).code == 0
    header = book(made, "実施結果").worksheets[0].oddHeader
    assert header is not None
    assert header.right.text == "【資料２－１】"
    assert "情報政策課　【資料２－１】\n" in made.read("out/2019/実施結果.md")


def test_the_headings_of_the_kpi_list_stand_under_the_plan_they_are_of(workspace: MakeWorkspace) -> None:
    keys = '[[handout]]\nname = "KPI一覧"\nover_headings = "{year}の基本方針"\nover_projects = "取組一覧"'
    made = with_head(workspace, keys)
    assert made.run("render", "2019", "--handout", "KPI一覧").code == 0
    page = book(made, "KPI一覧").worksheets[0]
    (over,) = [row[0].row for row in page.iter_rows() if row[0].value == "令和元年度の基本方針"]
    assert page.cell(over or 0, 1).style == "dxplan 列見出し"
    assert page.cell((over or 0) + 1, 1).value == "取組一覧"
    assert f"A{over}:{page.cell(over or 0, page.max_column).coordinate}" in {
        str(merged) for merged in page.merged_cells.ranges
    }
    assert page.print_title_rows == f"${over}:${page.freeze_panes and int(page.freeze_panes[1:]) - 1}"
    assert "\n## 令和元年度の基本方針\n\n### 1 暮らし\n" in made.read("out/2019/KPI一覧.md")


def test_the_paper_of_one_printing_is_said_on_the_command(workspace: MakeWorkspace) -> None:
    made = with_head(workspace, '[[handout]]\nname = "実施結果"\ntitle = "結果"\npaper = "A4"')
    assert made.run("render", "2019", "--format", "xlsx", "--paper", "A3").code == 0
    pages = book(made, "実施結果").worksheets
    assert {page.page_setup.paperSize for page in pages} == {8}
    assert pages[0]["A1"].value == "結果"
    assert made.run("review", "2019", "--out", "out", "--paper", "A3").code == 0
    assert book(made, "総括")["総括"].page_setup.paperSize == 8
    assert made.run("render", "2019", "--paper", "B4").code == 2
