"""``dxplan fmt``: one form of every file, whole or not at all, and nobody's words lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, NewWorkspace, Workspace
from tests.test_writing import Kill, every_fault

#: As a person may write it; and the same in the canonical form.
WRITTEN = """\
# 暮らしの項目。

# 広報課に確かめた（6月）
[[item]]
name='広報事業'   # 公表する名称
id   = "koho"
goal = '''広報誌を発行する。
2回発行する。'''

# 担当は去年と同じ
departments = [ "総務部 広報課", # 主管
    "総務部 人事課" ]
result.done = true # 3月に確かめた
overview = "県の取組を「広報」する。"
indicator = [ { unit = "回", name = "発行回数", target = 1_2 } ]
  # new = "○"

[[item]]
id = "koho-2"
name = "広聴事業"
departments = ["総務部 広報課"]
[item.result]
done = false
reason = "未定"
# report = "あとで"
[[item.indicator]]
name = "件数"
# 目標は仮のもの
target = 0x10
unit = "件"

# 以上
"""
CANONICAL = '''\
# 暮らしの項目。

# 広報課に確かめた（6月）
[[item]]
id = "koho"
name = "広報事業"  # 公表する名称

# 担当は去年と同じ
departments = [
  "総務部 広報課",  # 主管
  "総務部 人事課",
]
overview = "県の取組を「広報」する。"
goal = """
広報誌を発行する。
2回発行する。"""
# new = "○"

[[item.indicator]]
name = "発行回数"
unit = "回"
target = 12

[item.result]
done = true  # 3月に確かめた

[[item]]
id = "koho-2"
name = "広聴事業"
departments = ["総務部 広報課"]

[[item.indicator]]
name = "件数"
unit = "件"
# 目標は仮のもの
target = 16

[item.result]
done = false
reason = "未定"
# report = "あとで"

# 以上
'''
FILES = {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": WRITTEN}


def test_a_file_gets_the_canonical_form(workspace: MakeWorkspace) -> None:
    made = workspace(FILES)
    before = made.run("list", "2019", "--json").out
    outcome = made.run("fmt")
    assert outcome.out == "plans/2019/kurashi.toml\n"
    assert outcome.err == "1つのファイルを整えました（dxplan undo で取り消せます）。\n"
    assert made.read("plans/2019/kurashi.toml") == CANONICAL
    assert made.read("plans/2019/plan.toml") == HEAD
    assert made.run("list", "2019", "--json").out == before
    again = made.run("fmt")
    assert (again.code, again.out, again.err) == (0, "", "どのファイルも整っています。\n")


def test_undo_takes_it_back(workspace: MakeWorkspace) -> None:
    made = workspace(FILES)
    made.run("fmt", "2019")
    assert made.run("undo").code == 0
    assert made.read("plans/2019/kurashi.toml") == WRITTEN
    assert "fmt 2019" in made.run("redo").err
    assert made.read("plans/2019/kurashi.toml") == CANONICAL


def test_check_and_diff_write_nothing(workspace: MakeWorkspace) -> None:
    made = workspace(FILES)
    before = made.files()
    check = made.run("fmt", "--check")
    assert (check.code, check.out) == (1, "plans/2019/kurashi.toml\n")
    assert check.err == "1つのファイルが整っていません。\n"
    diff = made.run("fmt", "2019", "--diff")
    assert diff.code == 0
    assert diff.out.startswith("--- a/plans/2019/kurashi.toml\n+++ b/plans/2019/kurashi.toml\n@@ ")
    assert "\n-name='広報事業'   # 公表する名称\n" in diff.out
    assert made.run("fmt", "--check", "--diff").code == 1
    assert made.files() == before
    made.run("fmt")
    assert made.run("fmt", "--check").code == 0


def test_line_ends_and_byte_order_mark_stay_the_files_own(workspace: MakeWorkspace) -> None:
    """Whoever edits on Windows, and git, decide about them; of mixed line ends the more frequent win."""
    crlf = WRITTEN.replace("\n", "\r\n").replace("# 以上\r\n", "# 以上\n")
    made = workspace({**FILES, "plans/2019/kurashi.toml": b"\xef\xbb\xbf" + crlf.encode()})
    made.run("fmt")
    assert made.read("plans/2019/kurashi.toml") == "\ufeff" + CANONICAL.replace("\n", "\r\n")
    made.write("plans/2019/kurashi.toml", CANONICAL.replace("\n", "\r\n", 3))
    assert "plans/2019/kurashi.toml" in made.run("fmt", "--diff").out
    made.run("fmt")
    assert made.read("plans/2019/kurashi.toml") == CANONICAL


def test_a_file_that_is_no_toml_stops_all(workspace: MakeWorkspace) -> None:
    made = workspace(
        {
            **FILES,
            "plans/2019/sangyo.toml": "[[item]\n",
            "plans/2020/plan.toml": "title = \n",
            "plans/2020/kurashi.toml": "題".encode("cp932"),
        }
    )
    before = made.files()
    outcome = made.run("fmt")
    assert outcome.code == 1
    assert "plans/2019/sangyo.toml:1:1: エラー DX104" in outcome.err
    assert "plans/2020/plan.toml:1:9: エラー DX104" in outcome.err
    assert "plans/2020/kurashi.toml:1:1: エラー DX103" in outcome.err
    assert outcome.err.endswith("読めないファイルがあるので、何も整えていません。\n")
    assert made.files() == before


def test_other_errors_are_no_hindrance(workspace: MakeWorkspace) -> None:
    """Unknown keys go behind those that are known, as they stand."""
    text = 'x = 1\n[[item]]\nbiko = "？"\nname = "広報"\nid = 3\nmemo = { b = 1, a = 2 }\n[item.yosan]\nb = 1\na = 2\n'
    made = workspace({**FILES, "plans/2019/kurashi.toml": text})
    made.run("fmt", "2019")
    assert made.read("plans/2019/kurashi.toml") == (
        'x = 1\n\n[[item]]\nid = 3\nname = "広報"\nbiko = "？"\nmemo = { b = 1, a = 2 }\n\n'
        "[item.yosan]\nb = 1\na = 2\n"
    )


def test_the_table_of_departments_is_arranged_with_all_plans(workspace: MakeWorkspace) -> None:
    table = (
        '[[renamed]]\nsince = "R2" # 4月\nold = "総務部 情報課"\nnew = "総務部 DX課"\n'
        '[[department]]\nsections = ["広報課"]\nbureau = "総務部"\n'
    )
    made = workspace({**FILES, "plans/departments.toml": table})
    assert made.run("fmt").out.splitlines() == ["plans/2019/kurashi.toml", "plans/departments.toml"]
    assert made.read("plans/departments.toml") == (
        '[[department]]\nbureau = "総務部"\nsections = ["広報課"]\n\n'
        '[[renamed]]\nold = "総務部 情報課"\nnew = "総務部 DX課"\nsince = "R2"  # 4月\n'
    )
    made.write("plans/departments.toml", "[[department]\n")
    assert made.run("fmt").code == 1


def test_fields_of_the_office_stand_in_their_order(workspace: MakeWorkspace) -> None:
    fields = '\n[[field]]\nid = "yosan"\nheading = "予算"\n\n[[field]]\nid = "hourei"\nheading = "法令"\n'
    head = HEAD.replace("\n[[direction]]", f"{fields}\n[[direction]]")
    values = '\n[item.fields]\nhourei = "x"\nyosan = "y"\n'
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + values})
    made.run("fmt")
    assert made.read("plans/2019/kurashi.toml").endswith('[item.fields]\nyosan = "y"\nhourei = "x"\n')


def test_years_stand_in_their_order(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("fiscal_year = 2019", 'fiscal_year = 2023\nyears = ["R4", "R6"]')
    item = ITEM + (
        '\n[[item.indicator]]\nname = "件数"\nunit = "件"\ntarget = { R6 = 3, R4 = 1, R5 = 2 }\n'
        "\n[item.result.R5]\ndone = true\n\n[item.result.R4]\ndone = true\n"
    )
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": item})
    made.run("fmt")
    assert made.read("plans/2019/kurashi.toml").endswith(
        "target = { R4 = 1, R5 = 2, R6 = 3 }\n\n[item.result.R4]\ndone = true\n\n[item.result.R5]\ndone = true\n"
    )


def test_a_new_workspace_is_in_the_form_already(workspace: MakeWorkspace) -> None:
    made = workspace()
    made.run("init", ".", "--year", "R8")
    assert made.run("fmt", "--check").code == 0


@pytest.mark.parametrize("depth", [60, 2000])
def test_what_cannot_be_arranged_is_refused(workspace: MakeWorkspace, depth: int) -> None:
    made = workspace({**FILES, "plans/2019/kurashi.toml": f"x = {'[' * depth}{']' * depth}\n"})
    before = made.files()
    outcome = made.run("fmt")
    assert outcome.code in (0, 1, 2)
    assert outcome.code == 0 or made.files() == before
    huge = f"x = 0x{'f' * 90_000}\n"
    made.write("plans/2019/kurashi.toml", huge)
    assert made.run("fmt").code == 0
    assert made.read("plans/2019/kurashi.toml") == huge


def test_a_killed_fmt_leaves_all_plans_or_none(new: NewWorkspace) -> None:
    def made(name: str) -> Workspace:
        at = new(name)
        for year in ("2019", "2020"):
            at.write(f"plans/{year}/plan.toml", HEAD)
            at.write(f"plans/{year}/kurashi.toml", WRITTEN)
        return at

    torn = 0
    for at in every_fault(made, Kill(), "fmt"):
        states = [at.read(f"plans/{year}/kurashi.toml") for year in ("2019", "2020")]
        torn += states[0] != states[1]
        at.run("validate")
        states = [at.read(f"plans/{year}/kurashi.toml") for year in ("2019", "2020")]
        assert states in ([WRITTEN] * 2, [CANONICAL] * 2), at.path
        for year in ("2019", "2020"):
            at.write(f"plans/{year}/kurashi.toml", WRITTEN)
        assert at.run("fmt").code == 0
        left = [name for name in at.files() if Path(name).name.startswith(".")]
        assert not [name for name in left if not name.endswith(".gitignore")], at.path
    assert torn  # else the faults did not strike where it hurts
