"""Any console: cp932, the C locale, pipes, 80 columns, NO_COLOR."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dxplan.values.widths import FONT, TERMINAL, width
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.repositories import alone, commit
from tests.terminals import at_terminal

Small = Callable[[str], Workspace]
CONSOLES = [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp932"}, {"PYTHONIOENCODING": "ascii"}, {"NO_COLOR": "1"}]

SCREENS = (
    ["classify", "2019"],
    ["classify", "2019", "--explain", "4-8"],
    ["classify", "r4-r7-kpi", "--explain", "全体"],
    ["list", "2019"],
    ["list", "r4-r7-kpi"],
    ["list", "dx-strategy"],
    ["list", "aomori"],
    ["show", "3-11", "2019"],
    ["show", "20", "r4-r7-kpi"],
    ["find", "防災"],
    ["status", "2019"],
    ["status", "r4-r7-kpi"],
    ["status", "aomori", "--half"],
    ["review", "2019", "2020", "2021"],
    ["review", "r4-r7-kpi", "--sections"],
    ["diff", "2019", "2020"],
    ["history", "1-1", "2019"],
    ["show", "1-1", "2019"],
    ["collect", "status", "2019"],
    ["log"],
)


@pytest.mark.parametrize("environment", CONSOLES, ids="-".join)
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["record", "--help"],
        ["validate", "--strict"],
        ["classify", "2019"],
        ["classify", "2019", "--json"],
        ["classify", "2019", "--explain", "3-11"],
        ["status", "2019"],
        ["list", "2019"],
        ["list", "2019", "--json"],
        ["render", "2019"],
    ],
    ids=" ".join,
)
def test_every_command_works(real: Workspace, arguments: list[str], environment: dict[str, str]) -> None:
    done = real.process(*arguments, stdin=b"", **environment)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "utf-8"])
def test_json_loses_nothing_in_any_encoding(small: Small, encoding: str) -> None:
    made = small(ITEM.replace("広報事業", "〜𠮷野家−①é"))
    done = made.process("classify", "2019", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode(encoding))["items"][0]["name"] == "〜𠮷野家−①é"


def test_cp932_shows_cousins_of_what_it_lacks(small: Small) -> None:
    made = small(ITEM.replace("広報事業", "〜−𠮷"))
    done = made.process("list", "2019", PYTHONIOENCODING="cp932")
    assert "～－〓" in done.stdout.decode("cp932")


def test_colour_only_on_a_terminal(real: Workspace) -> None:
    assert b"\x1b" not in real.process("classify", "2019").stdout


def test_a_pipe_that_closes_early_is_no_error(real: Workspace) -> None:
    command = f"{sys.executable} -m dxplan list 2019 --json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=real.path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "2019"],
        ["classify", "2019"],
        ["status", "2019"],
        ["show", "koho"],
        ["find", "事業"],
        ["validate"],
    ],
    ids=" ".join,
)
def test_a_strangers_plan_cannot_command_the_terminal(small: Small, arguments: list[str]) -> None:
    made = small(
        ITEM.replace("広報事業", r"広報\u001b]0;x\u0007事業") + "targte = 1\n" * (arguments == ["validate"])
    )
    done = made.process(*arguments)
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\x07" not in done.stdout + done.stderr


def test_what_is_said_while_recording_is_harmless_too(small: Small) -> None:
    made = small(ITEM.replace("広報事業", r"広報\u001b[31m事業"))
    assert "広報␛[31m事業" in made.run("record", "2019", "koho", "--done").err
    assert "\x1b" not in made.run("record", "2019", stdin="q\n").err


def test_standard_input_may_be_cp932(small: Small) -> None:
    made = small(ITEM)
    done = made.process(
        "record", "2019", "koho", "--done", "--report", "-", stdin="研修を開いた。".encode("cp932")
    )
    assert done.returncode == 0
    assert 'report = "研修を開いた。"' in made.read("plans/2019/kurashi.toml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_report_file_may_come_from_notepad(small: Small, encoding: str) -> None:
    made = small(ITEM)
    made.write("report.txt", "研修を①回開いた。".encode(encoding))
    assert made.run("record", "2019", "koho", "--done", "--report-file", "report.txt").code == 0
    assert 'report = "研修を①回開いた。"' in made.read("plans/2019/kurashi.toml")


def test_a_report_file_that_is_no_text_is_refused(small: Small) -> None:
    made = small(ITEM)
    made.write("report.txt", b"PK\x03\x04\x81\x20")
    outcome = made.run("record", "2019", "koho", "--done", "--report-file", "report.txt")
    assert outcome.code == 2
    assert "UTF-8 でも Shift_JIS でもありません。" in outcome.err


@pytest.fixture
def every_plan(real: Workspace) -> Workspace:
    for plan in (ROOT / "plans").iterdir():
        if plan.is_dir() and plan.name != "2019":
            shutil.copytree(plan, real.path / "plans" / plan.name)
    return real


@pytest.fixture
def at_work(every_plan: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """All plans in git, one changed since, and a form sent to one section."""
    alone(monkeypatch)
    commit(every_plan, "計画を作った。とても長い件名なので、狭い端末の幅には収まらない")
    every_plan.run("record", "2019", "1-1", "--report", "研修会を十二回開いた。", "--yes")
    every_plan.run("collect", "make", "2019", "--section", "広報課", "--due", "2020-04-24")
    return every_plan


@pytest.mark.parametrize(
    ("columns", "setting", "widths"),
    [(n, "1", TERMINAL) for n in (40, 60, 80, 200)] + [(n, "2", FONT) for n in (40, 80, 200)],
)
def test_nothing_is_wider_than_the_screen(
    at_work: Workspace, columns: int, setting: str, widths: Mapping[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor where letters of ambiguous width take two cells."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("DXPLAN_AMBIGUOUS", setting)
    for arguments in SCREENS:
        outcome = at_work.run(*arguments)
        assert outcome.code == 0, outcome.err
        assert outcome.out, arguments
        assert [line for line in outcome.out.splitlines() if width(line, widths) > columns] == [], arguments
        assert outcome.out == "".join(f"{line.rstrip()}\n" for line in outcome.out.splitlines()), arguments
    assert ("─" in at_work.run("list", "2019", "--verdict", "未達").out) is (columns >= 60 and setting == "1")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("command", ["--help", "list --help", "record --help", "collect --help"])
def test_help_fits_where_ambiguous_letters_take_two_cells(command: str, columns: int, small: Small) -> None:
    """What stands in examples is not broken: it is to be copied."""
    done = small(ITEM).process(
        *command.split(), DXPLAN_AMBIGUOUS="2", COLUMNS=str(columns), PYTHONIOENCODING="utf-8"
    )
    lines = done.stdout.decode().splitlines()
    assert [line for line in lines if width(line, FONT) > columns and not line.startswith("   dxplan ")] == []
    assert "─" not in done.stdout.decode()


def test_a_narrow_screen_shows_a_card_for_each_row(real: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert (
        """
1 復興の推進
  項目 12  達成 9  割合 75.0%
  指標の割合 66.7%  目標達成 3
  計画どおり 6  未達 3

2 安全・安心、健康な暮らし
"""
        in real.run("classify", "2019").out
    )
    assert (
        """
1-1 インターネット広報広聴事業
[cms-training]
・CMS研修の開催回数 12回 → 12回
  担当 総務部 広報課
  判定 ◎ 目標達成

1-2 """
        in real.run("list", "2019").out
    )


def test_names_have_more_room_than_ids_in_a_list(every_plan: Workspace) -> None:
    heading = every_plan.run("list", "r4-r7-kpi").out.splitlines()[1]
    assert heading.index("施策") <= 16
    assert width(heading.partition("担当")[0], TERMINAL) >= 45


def test_in_a_pipe_a_sentence_is_one_line(real: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "講座を3会場で開き、Web動画の制作とモデル地区28箇所での対策は計画のとおりに行ったため。"
    assert reason not in real.run("classify", "2019").out
    monkeypatch.delenv("COLUMNS")
    assert reason in real.run("classify", "2019").out


@pytest.mark.parametrize("columns", [40, 80])
def test_findings_are_broken_to_the_width_of_the_terminal(small: Small, columns: int) -> None:
    made = small(ITEM.replace("goal =", "gaol ="))
    code, shown = at_terminal(made, "validate", "2019", columns=columns)
    assert code == 1
    lines = shown.splitlines()
    assert max(width(line, TERMINAL) for line in lines) <= columns
    assert any(line.startswith("plans/2019/kurashi.toml:6:1: エラー") for line in lines)
    hint = lines.index(next(line for line in lines if line.startswith("  ヒント: ")))
    assert lines[hint + 1].startswith("    ")  # hangs below it
    assert not lines[hint + 1].startswith("     ")


def test_findings_in_a_pipe_are_one_line_each_for_programs(piped: MakeWorkspace) -> None:
    made = piped({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM.replace("goal =", "gaol =")})
    said = made.process("validate", "2019", PYTHONIOENCODING="utf-8", COLUMNS="40").stdout.decode()
    lines = [line for line in said.splitlines() if "|" not in line and not line.startswith("■")]
    assert [line.split(" ")[0] for line in lines[:-1]] == ["plans/2019/kurashi.toml:6:1:", ""]
    assert lines[1].endswith("fields です。")
    assert width(lines[1], TERMINAL) > 130


def test_columns_stand_under_each_other_in_a_japanese_font(small: Small) -> None:
    second = ITEM.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業")
    made = small(ITEM.replace("広報事業", "○①事業") + second)
    shown = made.process("list", "2019", PYTHONIOENCODING="cp932", COLUMNS="80").stdout.decode("cp932")
    rows = [line for line in shown.splitlines() if line.startswith(" 1-")]
    assert {len(line.partition("総務部")[0].encode("cp932")) for line in rows} == {
        len(rows[0].partition("総務部")[0].encode("cp932"))
    }
    assert len(rows) == 2
    assert "----" in shown


def test_a_name_as_long_as_a_book_is_shown_in_no_time(small: Small) -> None:
    made = small(ITEM.replace("広報事業", "県の取組、" * 20_000))
    assert made.run("list", "2019").out.count("、") == 20_000


#: A pager that tells that it is one, how many lines it was given, and whether there were colours among them.
PAGER = f"""{sys.executable} -c "import sys; t = sys.stdin.read(); print('[', t.count(chr(10)), chr(27) in t, ']')" """


class TestPages:
    def test_a_long_table_is_shown_in_the_pager_and_what_is_said_comes_behind(self, real: Workspace) -> None:
        code, shown = at_terminal(real, "list", "2019", settings={"PAGER": PAGER})
        lines = real.process("list", "2019", COLUMNS="80").stdout.decode().count("\n")
        assert (code, shown) == (0, f"[ {lines} False ]\n108項目\n")

    def test_a_short_one_is_not(self, real: Workspace) -> None:
        _, shown = at_terminal(real, "list", "2019", "--section", "広報課", settings={"PAGER": PAGER})
        assert (
            shown
            == real.process("list", "2019", "--section", "広報課", COLUMNS="80").stdout.decode() + "5項目\n"
        )

    @pytest.mark.parametrize(
        "setting", [{"PAGER": "cat"}, {"PAGER": PAGER, "DXPLAN_PAGER": ""}, {"TERM": "dumb"}]
    )
    def test_nobody_has_to_use_one(self, real: Workspace, setting: dict[str, str]) -> None:
        _, shown = at_terminal(real, "list", "2019", settings=setting)
        assert "インターネット広報広聴事業" in shown
        assert shown.endswith("108項目\n")

    @pytest.mark.skipif(shutil.which("less") is None, reason="less がありません")
    def test_less_waits_for_a_key(self, real: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LESS", raising=False)
        code, shown = at_terminal(real, "list", "2019", talk=[("\n:", "q")], settings={"PAGER": "less"})
        assert code == 0
        assert "インターネット広報広聴事業" in shown
        assert "5-37" not in shown
        assert shown.endswith("108項目\n")

    def test_what_is_wrong_is_told_as_ever(self, real: Workspace) -> None:
        code, shown = at_terminal(real, "list", "2018", settings={"PAGER": PAGER})
        assert code == 2
        assert shown.startswith("エラー: ")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "ascii"])
def test_what_is_no_letter_at_all_is_named_without_a_traceback(real: Workspace, encoding: str) -> None:
    for arguments, code in ((["classify", "\udcff計画"], 2), (["find", "\udcff語", "2019"], 0)):
        done = real.process(*arguments, PYTHONIOENCODING=encoding)
        said = done.stderr.decode(encoding)
        assert done.returncode == code
        assert "Traceback" not in said
        assert "不具合" not in said
        assert {"utf-8": "〓", "cp932": "〓", "ascii": "??"}[encoding] in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full がありません")
def test_a_disk_that_is_full_behind_the_output_is_said(real: Workspace) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dxplan", "classify", "2019"],
            cwd=real.path, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().startswith("エラー: 出力先か、いまのフォルダ を読み書きできません")
