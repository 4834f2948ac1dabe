"""``dxplan collect make``: the workbooks, what Excel does to them, and what is kept of having sent them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dxplan.collecting.form import IDENTITY, Stamp
from tests.collecting.spreadsheets import entries, opened
from tests.conftest import HEAD, ITEM, MakeWorkspace, NewWorkspace, Workspace
from tests.test_writing import Kill, every_fault

SECTION = "企画調整部_情報政策課"
FORM = f"forms/{SECTION}.xlsx"
LEDGER = "plans/2019/collected/ledger.toml"
CONTACT = "情報政策課 内線2112"


def make(place: Workspace, *options: str) -> None:
    outcome = place.run("collect", "make", "2019", "--on", "2020-04-01", *options)
    assert outcome.code == 0, outcome.err


@pytest.fixture
def made(real: Workspace) -> Workspace:
    """A workspace with the form of one section."""
    make(real, "--due", "R2.4.24", "--contact", CONTACT, "--section", "情報政策課")
    return real


def told(sheet: Worksheet, row: int = 4) -> dict[str, Any]:
    """Return what stands in a row, by heading."""
    headings = [str(cell.value) for cell in sheet[3]]
    return dict(zip(headings, (cell.value for cell in sheet[row]), strict=True))


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    return [told(sheet, row) for row in range(4, sheet.max_row + 1)]


def test_one_workbook_for_each_section_and_what_was_sent_is_kept(real: Workspace) -> None:
    make(real, "--due", "R2.4.24")
    files = [name for name in real.files() if name.startswith("forms/")]
    assert len(files) == 60
    assert FORM in files
    ledger = real.read(LEDGER)
    assert ledger.count("[[form]]") == 60
    assert "sent = 2020-04-01\ndue = 2020-04-24\n" in ledger
    assert real.run("validate", "2019").out == ""


def test_the_same_plan_makes_the_same_bytes_and_is_not_sent_twice(made: Workspace) -> None:
    before = made.files()
    make(made, "--due", "2020-04-24", "--contact", CONTACT, "--section", "情報政策課")
    assert made.files() == before
    make(made, "--due", "2020-05-08", "--section", "情報政策課", "--replace")
    assert made.read(LEDGER).count("[[form]]") == 2


def test_a_form_that_came_back_is_not_written_over(made: Workspace) -> None:
    made.write(FORM, b"filled in")
    before = made.files()
    outcome = made.run("collect", "make", "2019", "--section", "情報政策課")
    assert outcome.code == 2
    assert f"{FORM} がすでにあり、中身が違います（返ってきた調査票かもしれません）。" in outcome.err
    assert made.files() == before
    make(made, "--replace", "--section", "情報政策課")
    assert made.files()[FORM].startswith(b"PK")


def test_the_cover_says_what_to_do_and_by_when(made: Workspace) -> None:
    cover = opened(made.files()[FORM])["表紙"]
    said = {str(name.value): str(text.value) for name, text in cover["A3:B8"]}
    assert list(said) == ["計画", "回答する課", "締切", "書き方", "してよいこと", "問い合わせ"]
    assert all(text.count("\n") == 1 for text in said.values())
    assert said["回答する課"] == "企画調整部 情報政策課\n全部で13項目です。"
    assert said["締切"].startswith("令和2年4月24日までに")
    assert said["問い合わせ"].startswith(f"{CONTACT}\n")


def test_a_shared_item_goes_to_each_section_marked_so(real: Workspace) -> None:
    make(real, "--section", "広報課")
    make(real, "--section", "土木企画課")
    for section, others in (
        ("総務部_広報課", "共同：危機管理部 災害対策課、土木部 土木企画課、生活環境部 水・大気環境課"),
        ("土木部_土木企画課", "共同：総務部 広報課、危機管理部 災害対策課、生活環境部 水・大気環境課"),
    ):
        rows = rows_of(entries(opened(real.files()[f"forms/{section}.xlsx"])))
        marks = [row["共同・再掲"] for row in rows if row["施策（事業）名称"].startswith("ツイッターによる")]
        assert marks == [others]


def test_what_is_shown_again_is_not_asked_again(made: Workspace) -> None:
    rows = [row for row in rows_of(entries(opened(made.files()[FORM]))) if row["整理番号"] == "3-18"]
    (row,) = rows
    assert row["共同・再掲"] == "再掲（1-11 に回答）"
    assert row["記入の状況"] == "回答不要"


def checks(place: Workspace, section: str = "総務部_入札監理課") -> dict[str, list[DataValidation]]:
    """Return the input checks of a form by the heading of their column."""
    make(place, "--section", section.partition("_")[2])
    sheet = entries(opened(place.files()[f"forms/{section}.xlsx"]))
    found: dict[str, list[DataValidation]] = {}
    for check in sheet.data_validations.dataValidation:
        heading = sheet.cell(3, next(iter(check.sqref.ranges)).min_col).value
        found.setdefault(str(heading), []).append(check)
    return found


def test_wrong_input_is_refused_in_japanese_and_a_blank_never(real: Workspace) -> None:
    found = checks(real)
    assert set(found) == {"実績値", "計画どおりか", "取組実績・成果", "未達の理由", "備考"}
    for heading, each in found.items():
        for check in each:
            assert check.allowBlank, heading
            assert check.showErrorMessage, heading
            assert check.errorStyle in (None, "stop")
            assert check.showInputMessage, heading
            assert check.prompt, heading
    (choice,) = found["計画どおりか"]
    assert choice.type == "list"
    assert choice.error == "一覧から選んでください（計画どおり、計画どおりでない）。"
    book = opened(real.files()["forms/総務部_入札監理課.xlsx"])
    name, _, cells = str(choice.formula1).replace("$", "").partition("!")
    assert [cell.value for (cell,) in book[name][cells]] == ["計画どおり", "計画どおりでない"]
    (share,) = found["実績値"]
    assert 'SEARCH("?*/?*"' in str(share.formula1)
    assert "3123/3367" in str(share.error)
    (count,) = checks(real, "出納局_入札用度課")["実績値"]
    assert "SEARCH" not in str(count.formula1)


def test_full_width_figures_are_prevented(real: Workspace) -> None:
    typing = {heading: {check.imeMode for check in each} for heading, each in checks(real).items()}
    assert typing["実績値"] == {"off"}
    assert typing["取組実績・成果"] == typing["備考"] == {"on"}


def test_what_is_pasted_can_be_filled_in_again_and_locked_cells_say_that_they_are(made: Workspace) -> None:
    """A pasted cell takes the style Normal; what equals the default of openpyxl is not written at all."""
    content = made.files()[FORM]
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    normal = re.findall(r"<cellStyleXfs.*?</cellStyleXfs>", styles, re.DOTALL)[0]
    assert 'locked="0"' in normal
    sheet = entries(opened(content))
    for row in sheet.iter_rows(min_row=4, max_row=sheet.max_row):
        for cell in row:
            assert cell.protection.locked is cell.protection.hidden, cell.coordinate


def test_a_protected_form_still_lets_people_work(made: Workspace) -> None:
    sheet = entries(opened(made.files()[FORM]))
    protection = sheet.protection
    assert protection.sheet
    assert protection.password is None
    for allowed in (protection.formatRows, protection.formatColumns, protection.autoFilter):
        assert not allowed  # False is what may be done
    assert protection.sort  # one open column sorted alone would give every row another's answer
    assert sheet.auto_filter.ref == f"A3:{sheet.dimensions.partition(':')[2]}"


def test_rows_grow_with_what_is_typed(made: Workspace) -> None:
    content = made.files()[FORM]
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    rows = re.findall(r'<row r="(\d+)"([^>]*)>', xml)
    assert len(rows) == 20
    assert all(
        "ht=" in attributes and "customHeight" not in attributes
        for number, attributes in rows
        if int(number) > 2
    )


def test_the_form_can_be_printed(made: Workspace) -> None:
    sheet = entries(opened(made.files()[FORM]))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 8
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "D4"


def test_text_of_the_plan_is_never_a_formula(workspace: MakeWorkspace) -> None:
    item = ITEM.replace('"広報事業"', '"=1+1"').replace("広報誌を発行する。", "-広報誌, を発行する。")
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": item})
    make(place, "--format", "xlsx,csv")
    cell = entries(opened(place.files()["forms/総務部_広報課.xlsx"]))["C4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    rows = list(csv.DictReader(io.StringIO(place.files()["forms/総務部_広報課.csv"].decode("utf-8-sig"))))
    assert rows[0]["施策（事業）名称"] == "'=1+1"
    assert rows[0]["目標"] == "'-広報誌, を発行する。"


STEPS = """

[[item.indicator]]
name = "計画の策定"
target = "策定済"

[[item.indicator]]
name = "整備の段階"
stages = ["調査", "設計", "工事"]
target = "設計"

[[item.indicator]]
name = "開所"
target = "R2.3.15"
"""


def test_steps_are_chosen_from_a_list_or_told_by_their_day(workspace: MakeWorkspace) -> None:
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + STEPS})
    make(place)
    book = opened(place.files()["forms/総務部_広報課.xlsx"])
    sheet = entries(book)
    column = [cell.value for cell in sheet[3]].index("実績値") + 1
    lists = {}
    for check in sheet.data_validations.dataValidation:
        name, _, cells = str(check.formula1).replace("$", "").partition("!")
        for area in check.sqref.ranges:
            if area.min_col == column:
                lists[area.min_row] = (
                    [c.value for (c,) in book[name][cells]] if check.type == "list" else check.error
                )
    assert lists[4] == ["済", "未", "集計中"]
    assert lists[5] == ["調査", "設計", "工事", "集計中"]
    assert lists[6] == "済んだ日を 2025/3/15 のように入れてください。まだなら「未」と入れてください。"


def test_csv_has_the_same_rows_with_their_stamps_and_no_day_for_a_number(made: Workspace) -> None:
    make(made, "--out", "csv", "--format", "csv", "--section", "情報政策課")
    content = made.files()[f"csv/{SECTION}.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    sheet = rows_of(entries(opened(made.files()[FORM])))
    assert [row["照合"] for row in rows] == [row["照合"] for row in sheet]
    assert [row["整理番号"] for row in rows] == [f"No.{row['整理番号']}" for row in sheet]
    for row in rows:
        stamp = Stamp.parse(row["照合"])
        assert stamp
        assert stamp.fits(dict(zip(IDENTITY, list(row.values())[1:7], strict=True)))


def test_forms_of_bureaus(real: Workspace) -> None:
    make(real, "--by", "部")
    files = [name for name in real.files() if name.startswith("forms/")]
    assert "forms/総務部.xlsx" in files
    assert len(files) < 20
    assert 'section = "総務部"\n' in real.read(LEDGER)


def test_what_was_taken_over_is_confirmed_in_a_workbook_that_asks_nothing(real: Workspace) -> None:
    make(real, "--confirm", "--out", "confirm", "--section", "情報政策課")
    assert LEDGER not in real.files()
    book = opened(real.files()[f"confirm/{SECTION}.xlsx"])
    assert book["dxplan"]["B2"].value == "確認用"
    sheet = entries(book)
    rows = rows_of(sheet)
    assert not {"記入の状況", "前年度との差", "備考"} & set(rows[0])
    assert not sheet.data_validations.dataValidation
    assert all(cell.protection.locked for row in sheet.iter_rows(min_row=4) for cell in row)
    row = next(row for row in rows if row["施策（事業）名称"] == "ARを活用した観光交流促進事業")
    assert row["実績値"] == 235
    assert row["判定"] == "未達（ダウンロード数年間目標700件に対し、実績235件）"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--by", "係"], "--by に「係」は使えません。"),
        (["--format", "docx"], "--format に「docx」は使えません。"),
        (["--due", "来週"], "--due の「来週」を日付として読めません。"),
    ],
)
def test_slips_of_the_pen(real: Workspace, options: list[str], message: str) -> None:
    before = real.files()
    outcome = real.run("collect", "make", "2019", *options)
    assert outcome.code == 2
    assert message in outcome.err
    assert real.files() == before


def everything(made: Workspace) -> set[str]:
    """Return all files and folders but those of dxplan's own."""
    names = (path.relative_to(made.path).as_posix() for path in made.path.rglob("*"))
    return {name for name in names if not name.startswith(".dxplan")}


def test_making_is_taken_back_in_one_step_with_the_folders_it_made(real: Workspace) -> None:
    (real.path / "配布").mkdir()
    before = everything(real)
    make(real, "--format", "xlsx,csv", "--section", "情報政策課", "--out", "配布/四月")
    after = real.files()
    undone = real.run("undo")
    assert everything(real) == before
    assert undone.out.splitlines() == [
        f"{name} がなくなります。"
        for name in (f"配布/四月/{SECTION}.xlsx", f"配布/四月/{SECTION}.csv", LEDGER)
    ]
    assert real.run("undo").err == "取り消せる操作はありません。\n"
    assert real.run("redo").code == 0
    assert real.files() == after


def test_forms_outside_of_the_workspace_are_made_and_kept(workspace: MakeWorkspace) -> None:
    outer = workspace({"県/plans/2019/plan.toml": HEAD, "県/plans/2019/kurashi.toml": ITEM})
    inner = Workspace(outer.path / "県", outer._run)
    make(inner, "--out", "../配布")
    assert "配布/総務部_広報課.xlsx" in outer.files()
    assert inner.read(LEDGER).count("[[form]]") == 1
    assert inner.run("undo").code == 0
    assert LEDGER not in inner.files()
    assert "配布/総務部_広報課.xlsx" in outer.files()


def test_a_killed_making_has_sent_all_forms_or_none(new: NewWorkspace) -> None:
    def planned(name: str) -> Workspace:
        made = new(name)
        made.write("plans/2019/plan.toml", HEAD)
        made.write("plans/2019/kurashi.toml", ITEM + ITEM.replace("koho", "jinji").replace("広報", "人事"))
        return made

    whole = 0
    for made in every_fault(planned, Kill(), "collect", "make", "2019"):
        assert made.run("validate", "2019").code == 0
        forms = sorted(name for name in made.files() if name.startswith("forms/") and "/." not in name)
        whole += len(forms) == 2
        assert (LEDGER in made.files(), len(forms)) in ((True, 2), (False, 0))
    assert whole
