"""From what tells of something to where it stands, and back: in Excel and in Markdown."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
XLSX, MD = "out/2019/実施結果.xlsx", "out/2019/実施結果.md"
MISSED = (
    ITEM.replace('"koho"', '"missed"')
    + '\n[[item.indicator]]\nname = "回数"\nunit = "回"\ntarget = 3\nactual = 1\n\n[item.result]\ndone = true\n'
)


def book(made: Workspace) -> Workbook:
    return load_workbook(io.BytesIO((made.path / XLSX).read_bytes()))


def links(page: Worksheet) -> dict[str, tuple[str, str]]:
    """Return where the cells of a sheet lead, and what is said of it, by what they show."""
    found = ((cell.value, cell.hyperlink) for row in page.iter_rows() for cell in row)
    return {str(value): (str(link.location), str(link.tooltip)) for value, link in found if link}


def led_to(workbook: Workbook, location: str) -> list[object]:
    """Return the row that a link leads to."""
    sheet, _, cell = location.rpartition("!")
    page = workbook[sheet.strip("'")]
    return [each.value for each in page[page[cell].row]]


def test_the_first_page_leads_to_what_it_tells_of(real: Workspace) -> None:
    assert real.run("render", "2019").code == 0
    workbook = book(real)
    found = links(workbook["総括"])
    missed = next(text for text in found if "未達 15件" in text)
    assert found[missed] == ("'未達一覧'!A1", "未達一覧へ")
    for text in (
        "2 安全・安心、健康な暮らし",  # in the table
        "2 安全・安心、健康な暮らし（ICTを活用した安全・安心、健康な暮らしの実現）",  # above its points
    ):
        assert found[text] == ("'2 安全・安心、健康な暮らし'!A1", "2 安全・安心、健康な暮らしへ")


def test_every_number_of_the_shortfalls_leads_to_its_row(real: Workspace) -> None:
    assert real.run("render", "2019").code == 0
    workbook = book(real)
    page = workbook["未達一覧"]
    rows = [row for row in page.iter_rows(min_row=3) if row[0].hyperlink]
    assert len(rows) == 17  # what was missed, and what was overruled
    for number, name, *_ in rows:
        assert number.hyperlink is not None
        assert name.value in led_to(workbook, str(number.hyperlink.location))


def test_totals_lead_to_the_sheets_and_every_sheet_leads_back(real: Workspace) -> None:
    assert real.run("render", "2019").code == 0
    workbook = book(real)
    assert links(workbook["集計"])["1 復興の推進"][0] == "'1 復興の推進'!A1"
    for page in workbook.worksheets[1:]:
        assert page["A1"].hyperlink.location == "'総括'!A1"
        assert page["A1"].hyperlink.tooltip == "総括に戻る"
    assert workbook["総括"]["A1"].hyperlink is None


def test_a_heading_below_a_direction_is_found_in_its_sheet(workspace: MakeWorkspace) -> None:
    parts = '[[direction]]\nid = "koho"\nname = "広報の充実"\n\n'  # as its item: ids of both may be alike
    item = MISSED.replace('"missed"', '"koho"').replace("departments", 'direction = "koho"\ndepartments')
    made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": parts + item})
    assert made.run("render", "2019").code == 0
    workbook = book(made)
    heading = next(text for text in links(workbook["集計"]) if "広報の充実" in text)
    location = links(workbook["集計"])[heading][0]
    assert str(led_to(workbook, location)[0]).startswith("広報の充実")
    assert "広報事業" in led_to(workbook, links(workbook["未達一覧"])["1-1"][0])


def test_a_link_can_be_read_in_print_and_keeps_its_style(small: Small) -> None:
    made = small(MISSED)
    assert made.run("render", "2019").code == 0
    cell = book(made)["未達一覧"]["A4"]
    assert (cell.value, cell.style, cell.font.color.rgb) == ("1-1", "dxplan 中央", "001F4E79")


def test_rates_and_totals_have_names_that_people_find(real: Workspace) -> None:
    assert real.run("render", "2019").code == 0
    workbook = book(real)

    def named(name: str) -> object:
        ((sheet, cell),) = workbook.defined_names[name].destinations
        return workbook[sheet][cell.replace("$", "")].value

    assert (named("割合"), named("実施事業項目"), named("目標達成項目")) == (0.861, 108, 93)
    assert (named("未達_復興の推進"), named("割合_安全_安心_健康な暮らし")) == (3, 0.903)


def test_names_that_excel_refuses_are_made_ones_it_takes(workspace: MakeWorkspace) -> None:
    head = HEAD.replace('name = "暮らし"', 'name = "=1+1 & <暮らし>！"')
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": MISSED})
    assert made.run("render", "2019").code == 0
    names = [*book(made).defined_names]
    assert "未達__1_1_暮らし_" in names
    assert all(re.fullmatch(r"[^\W\d][\w.]*", name) for name in names)


def test_markdown_has_anchors_that_stay_and_leads_to_them(real: Workspace) -> None:
    assert real.run("render", "2019", "--format", "md").code == 0
    text = real.read(MD)
    anchors = re.findall(r'<a id="(.+?)"></a>', text)
    assert {"top", "direction.fukko", "cms-training"} <= set(anchors)
    assert len(anchors) == len(set(anchors)) == 1 + 5 + 108
    assert set(re.findall(r"\]\(#(.+?)\)", text)) <= set(anchors)
    assert "\n### [1 復興の推進](#direction.fukko)（" in text
    assert "\n| [1-6](#return-support-app) | 帰還支援アプリ利用推進事業 |" in text


def test_an_id_with_an_underscore_is_no_emphasis(small: Small) -> None:
    made = small(MISSED.replace('"missed"', '"a_b"'))
    made.run("render", "2019", "--format", "md")
    assert '<a id="a_b"></a>' in made.read(MD)
    assert "[1-1](#a_b)" in made.read(MD)


def test_no_line_of_the_items_is_too_long_to_be_compared(real: Workspace) -> None:
    assert real.run("render", "2019", "--format", "md").code == 0
    items = real.read(MD).partition("ごとの実施結果\n")[2].partition("\n## 集計")[0]
    assert max(map(len, items.splitlines())) < 300
