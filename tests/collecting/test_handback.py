"""差戻し: a copy of the section's own workbook with what to correct; and what is kept of the asking."""

from __future__ import annotations

import pytest

from dxplan.workspace.opening import PlanFolder, read_folder
from dxplan.workspace.writing import only_writer
from tests.collecting.sections import Desk, desks, send
from tests.collecting.test_read import HEAD, ITEMS, answer_koho, read, verdicts
from tests.conftest import MakeWorkspace, NewWorkspace, Workspace
from tests.test_writing import Kill, every_fault


@pytest.fixture
def made(workspace: MakeWorkspace) -> Workspace:
    return workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEMS})


def ledger(made: Workspace) -> str:
    return made.read("plans/2019/collected/ledger.toml")


def queries(made: Workspace) -> str:
    return ledger(made).partition("[[query]]")[2]


def test_what_is_wrong_stands_at_its_cell_and_the_copy_can_be_corrected_and_sent_back(
    made: Workspace,
) -> None:
    desk = answer_koho(desks(made)["広報課"], times="十二")
    done = read(made, send(made, "広報.xlsx", desk), "--report", "back")
    assert done.code == 1
    assert "差戻しを書き出しました: back/広報.xlsx" in done.err
    back = Desk((made.path / "back/広報.xlsx").read_bytes())
    cell = back.cell("koho", "実績値", 1)
    assert "実績値として読めません" in cell.comment.text
    listed = list(back.book["差戻し"].iter_rows(min_row=3, values_only=True))
    assert listed[0][:6] == ("回答", cell.coordinate, "1-1", "広報事業", "発行回数 実績値", "「十二」")
    assert back.sheet.protection.sheet
    assert back.cell("koho", "取組実績").value == "毎月発行した。"
    assert 'text = "「十二」を実績値として読めません。' in ledger(made)
    cell.value = 12
    done = read(made, send(made, "直した.xlsx", back))
    assert done.code == 0, done.out
    assert verdicts(made)["koho"] == "目標達成"
    assert 'answered = 2020-04-20\nanswer = "12"' in ledger(made)


def test_asking_twice_keeps_both_and_asking_the_same_of_the_same_file_is_asking_once(made: Workspace) -> None:
    desk = answer_koho(desks(made)["広報課"], times="十二")
    file = send(made, "1.xlsx", desk)
    for _ in range(2):
        read(made, file, "--report", "back")
        assert ledger(made).count("[[query]]") == 1
    desk.write("koho", "実績値", "十三", 1)
    read(made, send(made, "2.xlsx", desk), "--report", "back")
    assert ledger(made).count("[[query]]") == 2
    assert ledger(made).count("answered =") == 1


def test_what_was_asked_about_a_conflict_is_answered_when_somebody_chooses(made: Workspace) -> None:
    forms = desks(made)
    send(
        made, "広報.xlsx", forms["広報課"].write("saigai", "実績値", 3).write("saigai", "取組実績", "した。")
    )
    send(made, "災害.xlsx", forms["災害対策課"].write("saigai", "実績値", 2))
    assert read(made, "returned", "--report", "back").code == 1
    assert ledger(made).count("[[query]]") == 2
    assert "answered =" not in ledger(made)
    assert read(made, "--choose", "saigai=広報課").code == 0
    assert 'section = "危機管理部 災害対策課"' in queries(made)
    assert 'answered = 2020-04-20\nanswer = "ほかの回答を採用"' in queries(made)
    assert 'answered = 2020-04-20\nanswer = "3"' in queries(made)
    assert "照会中" not in made.run("collect", "status", "2019").out


def test_every_section_that_answers_otherwise_is_told_at_its_own_cell(made: Workspace) -> None:
    forms = desks(made)
    koho = forms["広報課"].write("saigai", "実績値", 3).write("saigai", "取組実績", "した。")
    koho.sheet.insert_cols(2)
    saigai = forms["災害対策課"].write("saigai", "実績値", 2)
    send(made, "広報.xlsx", koho)
    send(made, "災害.xlsx", saigai)
    done = read(made, "returned", "--report", "back")
    assert done.err.count("差戻しを書き出しました") == 2
    assert done.out.count("回答が分かれています") == 1
    for name, desk in (("広報", koho), ("災害", saigai)):
        back = Desk((made.path / f"back/{name}.xlsx").read_bytes())
        cell = back.cell("saigai", "実績値", 1)
        assert cell.coordinate == desk.cell("saigai", "実績値", 1).coordinate
        assert "広報課は「3」" in cell.comment.text
        assert "災害対策課は「2」" in cell.comment.text
        assert next(back.book["差戻し"].iter_rows(min_row=3, values_only=True))[1] == cell.coordinate

    again = read(
        made,
        send(made, "直した災害.xlsx", forms["災害対策課"].write("saigai", "実績値", 1)),
        "--report",
        "back",
    )
    assert "広報.xlsx は前に読んだ調査票なので、差戻しを作れません。" in again.err
    assert "back/直した災害.xlsx" in again.err


def test_what_is_said_with_an_answer_that_is_not_chosen_is_not_recorded(made: Workspace) -> None:
    made.write(
        "plans/2019/kurashi.toml", ITEMS.replace('["総務部 人事課"]', '["総務部 人事課", "総務部 広報課"]')
    )
    forms = desks(made)
    done, report = "計画どおりか", "取組実績"
    send(
        made, "1.xlsx", forms["人事課"].write("kenshu", done, "計画どおり").write("kenshu", report, "した。")
    )
    missed = forms["広報課"].write("kenshu", done, "計画どおりでない").write("kenshu", report, "した。")
    send(made, "2.xlsx", missed.write("kenshu", "未達の理由", "台風のため。"))
    assert read(made, "returned").code == 1
    assert read(made, "--choose", "kenshu=人事課").code == 0
    assert verdicts(made)["kenshu"] == "計画どおり実施"
    assert "台風" not in made.read("plans/2019/kurashi.toml")
    assert 'text = "台風のため。"' in ledger(made)


def test_every_recorded_answer_leads_to_its_cell(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    desk = answer_koho(desks(made)["広報課"])
    cell = desk.cell("koho", "実績値", 1).coordinate
    assert "回答:" not in made.run("classify", "2019", "--explain", "koho").out
    assert read(made, send(made, "広報.xlsx", desk)).code == 0
    told = made.run("classify", "2019", "--explain", "1-1").out
    assert f"回答: 発行回数 実績値 ← 広報.xlsx 回答!{cell}（総務部 広報課、2020-04-20" in told
    made.run("record", "2019", "koho", "--actual", "発行回数=11", "--yes")
    assert "［そのあと書き換えられた］" in made.run("classify", "2019", "--explain", "1-1").out


def test_a_killed_reading_has_recorded_asked_and_handed_back_or_nothing_of_it(
    made: Workspace, new: NewWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for who was waiting to write: what it finds in its turn is the plan as it was or as it should be."""
    forms = desks(made)
    wrong = answer_koho(forms["広報課"], times="十二")
    good = forms["人事課"].write("kenshu", "計画どおりか", "計画どおり").write("kenshu", "取組実績", "した。")
    send(made, "広報.xlsx", wrong)
    send(made, "人事.xlsx", good)
    files, waiting = made.files(), list[PlanFolder]()

    def returned(name: str) -> Workspace:
        again = new(name)
        for file, content in files.items():
            again.write(file, content)
        monkeypatch.chdir(again.path)
        waiting.append(read_folder("2019"))
        return again

    torn = 0
    for place in every_fault(returned, Kill(), "collect", "read", "2019", "returned", "--report", "back"):
        with only_writer(waiting[-1]) as now:
            assert not (place.path / ".dxplan.journal").exists()
            recorded = "した。" in now.files["kurashi.toml"].decode()
        assert place.run("validate", "2019").code == 0
        kept = (
            recorded,
            "した。" in place.read("plans/2019/kurashi.toml"),
            "[[query]]" in ledger(place),
            "back/広報.xlsx" in place.files(),
        )
        torn += any(kept)
        assert kept in ((True,) * 4, (False,) * 4)
    assert torn


def test_a_dry_run_writes_no_copy(made: Workspace) -> None:
    file = send(made, "1.xlsx", answer_koho(desks(made)["広報課"], times="十二"))
    before = made.files()
    assert read(made, file, "--report", "back", "--dry-run").code == 1
    assert made.files() == before
