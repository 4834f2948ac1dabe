"""Returned forms whose cells no longer stand where they stood: every answer finds its row, or is asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.collecting import damage
from tests.collecting.sections import Desk, desks, send
from tests.collecting.test_read import HEAD, ITEMS, answer_koho, read, verdicts
from tests.conftest import MakeWorkspace, Workspace

#: Files as Excel and LibreOffice save them.
SENT = Path(__file__).parent / "sent"


@pytest.fixture
def made(workspace: MakeWorkspace) -> Workspace:
    """An office with a plan of three sections."""
    return workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEMS})


def plan(made: Workspace) -> str:
    return made.read("plans/2019/kurashi.toml")


@pytest.mark.parametrize("harm", damage.HARMLESS, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_does_not_change_the_answers_does_not_change_what_is_recorded(
    made: Workspace, harm: Callable[[Desk, Random], None], seed: int
) -> None:
    good = answer_koho(desks(made)["広報課"])
    assert read(made, send(made, "good.xlsx", good)).code == 0
    wanted = plan(made)
    assert made.run("undo", "--yes").code == 0
    harm(good, Random(seed))  # noqa: S311 - damage, no secret
    done = read(made, send(made, "harmed.xlsx", good))
    assert done.code == 0, done.out
    assert plan(made) == wanted


def test_a_file_of_another_name_and_a_sheet_of_another_name_are_read(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"])
    desk.sheet.title = "Sheet3"
    assert read(made, send(made, "コピー ～ 広報（最終）2.xlsx", desk)).code == 0
    assert verdicts(made)["koho"] == "目標達成"


@pytest.mark.parametrize("heading", ["施策", "目標", "照合", "指標"])
def test_a_column_that_was_sorted_alone_is_told_of_and_nothing_is_misplaced(
    made: Workspace, heading: str
) -> None:
    desk = answer_koho(desks(made)["広報課"]).write("saigai", "実績値", 3)
    rows = sorted(desk.rows().values())
    column = desk.column(heading)
    values = [desk.sheet.cell(number, column).value for number in rows]
    for number, value in zip(rows, [*values[1:], values[0]], strict=True):
        desk.sheet.cell(number, column).value = value
    done = read(made, send(made, "a.xlsx", desk))
    assert done.code == 1
    assert "この行のもとの内容と違います" in done.out
    assert plan(made) == ITEMS


def test_actuals_that_were_sorted_alone_fall_into_rows_that_ask_for_none(made: Workspace) -> None:
    made.write("plans/2019/kurashi.toml", ITEMS.replace("人事課", "広報課"))
    desk = answer_koho(desks(made)["広報課"]).write("saigai", "実績値", 3)
    column = desk.column("実績値")
    rows = sorted(desk.rows().values())
    for number, value in zip(rows, [3, 12, 85, None], strict=True):
        desk.sheet.cell(number, column).value = value
    done = read(made, send(made, "a.xlsx", desk))
    assert "ここは記入する欄ではありません。" in done.out
    assert "actual" not in plan(made)


def test_a_corrected_locked_cell_is_told_to_the_office_and_the_answer_is_read(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"]).write("koho", "目標", "広報誌を発行し、研修も開く。")
    done = read(made, send(made, "a.xlsx", desk))
    assert "固定の欄（目標）が書き換えられています。" in done.out
    assert verdicts(made)["koho"] == "目標達成"


def test_a_row_without_its_stamp_is_known_by_all_its_other_cells(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"])
    for number in desk.rows().values():
        desk.sheet.cell(number, desk.column("照合")).value = None
    done = read(made, send(made, "a.xlsx", desk))
    assert verdicts(made)["koho"] == "目標達成"
    assert "名称などで見分けました" in done.out
    made.run("undo", "--yes")
    desk.write("koho", "施策", "名前を変えた事業") if desk.rows() else None
    for number in range(desk.heading_row() + 1, desk.sheet.max_row + 1):
        desk.sheet.cell(number, desk.column("施策")).value = "別の事業"
    done = read(made, send(made, "b.xlsx", desk))
    assert "どの項目への回答か分かりません。" in done.out
    assert plan(made) == ITEMS


@pytest.mark.parametrize(("unit", "taken"), [("回", False), ("人", True)])
def test_a_row_that_one_cell_alone_tells_apart_is_not_known_without_its_stamp(
    workspace: MakeWorkspace, unit: str, *, taken: bool
) -> None:
    """The cell may have slipped from the row above, and the figure would stand for the other indicator."""
    first = '[[item.indicator]]\nname = "講座の数"\nunit = "回"\ntarget = 50\n\n'
    item = '[[item]]\nid = "koza"\nname = "講座"\ndepartments = ["総務部 広報課"]\noverview = "開く。"\ngoal = "増やす。"\n\n'
    items = item + first + first.replace("講座の数", "催しの数").replace("回", unit)
    made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": items})
    desk = desks(made)["広報課"]
    desk.write("koza", "実績値", 31).write("koza", "実績値", 72, 2).write(
        "koza", "計画どおりか", "計画どおり"
    )
    desk.write("koza", "取組実績", "開いた。")
    for number in desk.rows().values():
        desk.sheet.cell(number, desk.column("照合")).value = None
    done = read(made, send(made, "a.xlsx", desk), "--partial")
    assert ("actual = 31" in plan(made), "actual = 72" in plan(made)) == (taken, taken), done.out
    assert ("どの項目への回答か分かりません。" in done.out) is not taken


def test_an_added_row_is_no_item_of_the_plan(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"])
    number = desk.sheet.max_row + 1
    for heading, value in (("施策", "新しい事業"), ("目標", "始める。"), ("取組実績", "始めた。")):
        desk.sheet.cell(number, desk.column(heading)).value = value
    done = read(made, send(made, "a.xlsx", desk), "--partial")
    assert done.code == 1
    assert "「新しい事業」" in done.out
    assert verdicts(made)["koho"] == "目標達成"


def test_two_rows_of_one_item_that_differ_are_asked_about(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"])
    first, last = desk.rows()["koho", 1], desk.sheet.max_row + 1
    for column in range(1, desk.sheet.max_column + 1):
        desk.sheet.cell(last, column).value = desk.sheet.cell(first, column).value
    desk.sheet.cell(last, desk.column("実績値")).value = 13
    done = read(made, send(made, "a.xlsx", desk))
    assert done.code == 1
    assert "同じ課の同じ欄への回答が、違っています" in done.out
    assert plan(made) == ITEMS


def test_two_files_of_one_section_that_differ_are_asked_about_in_any_order(made: Workspace) -> None:
    files = [
        send(made, f"{times}.xlsx", answer_koho(desks(made)["広報課"], times=times)) for times in (12, 13)
    ]
    said = [read(made, *order).out for order in (files, files[::-1])]
    assert said[0] == said[1]
    assert "returned/13.xlsx 回答!" in said[0]
    assert plan(made) == ITEMS


def test_merged_cells_are_no_answer_of_two_rows(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"])
    one, other = desk.cell("koho", "実績値", 1), desk.cell("koho", "実績値", 2)
    other.value = None
    desk.sheet.merge_cells(f"{one.coordinate}:{other.coordinate}")
    done = read(made, send(made, "a.xlsx", desk))
    assert "ほかの行のセルと結合されています。" in done.out
    assert plan(made) == ITEMS


def test_a_column_that_was_deleted_is_told_of_and_the_others_are_read(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"])
    desk.sheet.delete_cols(desk.column("取組実績"))
    done = read(made, send(made, "a.xlsx", desk))
    assert "「取組実績・成果」の列がありません。" in done.out
    assert verdicts(made)["koho"] == "目標達成"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ファイルが空です。"),
        (b"PK\x03\x04", "壊れているか、途中で切れています。"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "古い形式"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_of_beside_the_others(
    made: Workspace, content: bytes, said: str
) -> None:
    good = send(made, "good.xlsx", answer_koho(desks(made)["広報課"]))
    done = read(made, send(made, "bad.xlsx", content), good)
    assert done.code == 1
    assert said in done.out
    assert verdicts(made)["koho"] == "目標達成"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("password.xlsx", "パスワードが掛かっていて開けません。「ファイル」→「情報」→「ブックの保護」で"),
        ("old.xls", "古い形式（.xls など）のファイルです。Excel で開き、「名前を付けて保存」で種類に"),
        ("libreoffice.ods", "LibreOffice などの形式（.ods）のファイルです。Excel で開き、"),
    ],
)
def test_what_programs_save_in_the_place_of_a_workbook_is_told_of_with_what_to_do(
    made: Workspace, monkeypatch: pytest.MonkeyPatch, sent: str, said: str
) -> None:
    """Each is a file that a program has made, and called .xlsx, too."""
    monkeypatch.setenv("COLUMNS", "200")
    content = (SENT / sent).read_bytes()
    good = send(made, "good.xlsx", answer_koho(desks(made)["広報課"]))
    done = read(made, send(made, sent, content), send(made, "又.xlsx", content + b"\0"), good)
    assert done.code == 1
    assert done.out.count(f"課へ: {said}") == 2
    assert done.out.count("担当: 開けないファイルです。課に、上のとおり送り直してもらってください。") == 2
    assert verdicts(made)["koho"] == "目標達成"


def test_a_csv_is_read_as_excel_saves_it(made: Workspace) -> None:
    assert (
        made.run("collect", "make", "2019", "--out", "csv", "--format", "csv", "--on", "2020-04-01").code == 0
    )
    file = next((made.path / "csv").glob("*広報課.csv"))
    text = file.read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    number = next(n for n, line in enumerate(lines) if "照合" in line)
    heading = lines[number].split(",")
    row = lines[number + 1].split(",")
    row[heading.index("実績値")] = "１２"
    row[heading.index("取組実績・成果")] = "発行した。"
    lines[number + 1] = ",".join(row)
    made.write("returned/a.csv", "\r\n".join(lines).encode("cp932"))
    done = read(made, "returned/a.csv")
    assert "発行回数 実績値: なし → 12" in done.out


def test_an_override_of_the_office_and_its_words_stay(made: Workspace) -> None:
    desk: Any = answer_koho(desks(made)["広報課"], times=10).write("koho", "未達の理由", "一月休んだ。")
    assert read(made, send(made, "a.xlsx", desk)).code == 0
    made.run("record", "2019", "koho", "--override", "目標達成", "--override-reason", "認めた。")
    again = desks(made)["広報課"].write("koho", "取組実績", "発行した。")
    assert read(made, send(made, "b.xlsx", again)).code == 0
    assert 'verdict = "目標達成"' in plan(made)
