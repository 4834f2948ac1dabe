"""``dxplan validate``: every finding as people see it, and how it is handed to programs.

``tests/corpus/invalid`` holds bad input beside the whole text that ``dxplan validate`` prints for it. A file
``DX203-….toml`` stands as the direction's file in the smallest plan, a folder is a plan as it is; a
``departments.toml`` in it is the one beside the plans.
``UPDATE_SNAPSHOTS=1 pytest tests/test_validate.py`` writes the texts anew; read the git diff as an officer who
knows no TOML would.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.snapshots import assert_snapshot

INVALID = Path(__file__).parent / "corpus" / "invalid"
CASES = sorted(path for path in INVALID.iterdir() if path.suffix != ".txt")

RESULT = """
[item.result]
done = true
"""
#: An item with one warning: 未達 without a reason.
NO_REASON = ITEM + RESULT.replace("true", "false")
INDICATOR = """
[[item.indicator]]
name = "研修の開催回数"
unit = "回"
target = 12
"""


def files_of(case: Path, plan: str = "2019") -> dict[str, bytes]:
    """Return the files of a plan that holds one case of the corpus."""
    if case.is_file():
        files = {"plan.toml": HEAD.encode(), "kurashi.toml": case.read_bytes()}
    else:
        files = {
            file.relative_to(case).as_posix(): file.read_bytes() for file in case.rglob("*") if file.is_file()
        }
    # Beside others each has a title of its own, since two plans of one title and year are a finding of their own.
    titles = ("ICTアクションプラン".encode(), f"計画「{plan}」".encode())
    return {
        f"plans/{name}" if name == "departments.toml" else f"plans/{plan}/{name}": content
        if plan == "2019"
        else content.replace(*titles)
        for name, content in files.items()
    }


def plan_of(items: str | bytes, plan: str = "2019") -> dict[str, str | bytes]:
    return {
        f"plans/{plan}/plan.toml": HEAD.replace("2019", plan if plan.isdigit() else "2019"),
        f"plans/{plan}/kurashi.toml": items,
    }


def findings(place: Workspace, *arguments: str) -> list[dict[str, Any]]:
    report = json.loads(place.run("validate", *arguments, "--format", "json").out)
    return list(report["diagnostics"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_bad_input_is_explained_word_for_word(case: Path, workspace: MakeWorkspace) -> None:
    outcome = workspace(files_of(case)).run("validate", "plans/2019")
    shown = outcome.out + outcome.err
    assert_snapshot(case.with_name(f"{case.stem}.txt"), shown)
    assert f" {case.stem[:5]} " in shown
    assert outcome.code == (1 if "エラー DX" in shown else 0)


def test_a_quoted_line_never_leaves_a_terminal_of_80_columns(workspace: MakeWorkspace) -> None:
    place = workspace({name: text for case in CASES for name, text in files_of(case, case.stem).items()})
    shown = place.run("validate", *(f"plans/{case.stem}" for case in CASES)).out
    quoted = [line for line in shown.split("\n") if re.match(r" *\d* \| ", line)]
    assert len(quoted) > len(CASES)
    assert [line for line in quoted if cell_len(line) > 80] == []


def test_a_plan_without_findings_is_passed_over_in_silence(workspace: MakeWorkspace) -> None:
    outcome = workspace(plan_of(ITEM + INDICATOR + "actual = 12\n" + RESULT)).run("validate", "plans/2019")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ITEM.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf" + ITEM.encode(), id="byte order mark"),
        pytest.param(b"", id="empty file"),
        pytest.param("# まだ項目はない".encode(), id="only a comment"),
    ],
)
def test_what_windows_editors_leave_behind_is_no_finding(text: bytes, workspace: MakeWorkspace) -> None:
    outcome = workspace(plan_of(text)).run("validate", "plans/2019")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_findings_are_handed_to_programs_with_every_key(workspace: MakeWorkspace) -> None:
    items = NO_REASON.replace("koho", "kocho") + "\n" + ITEM + INDICATOR.replace("12", "true")
    place = workspace(
        plan_of(items)
        | {"plans/2020/plan.toml": HEAD.replace("2019", "2020"), "plans/2020/kurashi.toml": NO_REASON}
    )
    outcome = place.run("validate", "plans/2019", "plans/2020", "--format", "json")
    assert outcome.code == 1
    assert outcome.err == ""
    assert json.loads(outcome.out) == {
        "contract": 1,
        "errors": 1,
        "warnings": 1,
        "diagnostics": [
            {
                "code": "DX201",
                "severity": "error",
                "path": "plans/2019/kurashi.toml",
                "line": 21,
                "column": 10,
                "key": "item[1].indicator[0].target",
                "message": "「target」は数で書きますが、「true」が書いてあります。",
                "hint": 'target = 12 や target = "26億2,652万" のように書いてください。',
                "if_right": "",
            },
            {
                "code": "DX308",
                "severity": "warning",
                "path": "plans/2020/kurashi.toml",
                "line": 8,
                "column": 1,
                "key": "item[0].result",
                "message": "未達の項目「広報事業」に理由がありません。",
                "hint": '[item.result] に reason = "台風により来館者が減ったため" のように書いてください。',
                "if_right": 'ignore = [{ code = "DX308", reason = "理由は別の資料で公表している" }]',
            },
        ],
    }


def test_no_findings_are_a_report_for_programs_too(workspace: MakeWorkspace) -> None:
    outcome = workspace(plan_of(ITEM)).run("validate", "plans/2019", "--format", "json")
    assert outcome.code == 0
    assert json.loads(outcome.out) == {"contract": 1, "errors": 0, "warnings": 0, "diagnostics": []}


@pytest.mark.parametrize(
    ("line", "key", "place"),
    [
        ('actual = { numerator = "三", denominator = 3 }', "item[0].indicator[0].actual.numerator", (12, 24)),
        ("actual = { R1 = 12, H30 = 10 }", "item[0].indicator[0].actual.H30", (12, 21)),
        ("\tactual\t=\ttrue", "item[0].indicator[0].actual", (12, 11)),
        ('"actual" = true', "item[0].indicator[0].actual", (12, 12)),
        ('provisional = "𠮷野町" # 野\nactual=true', "item[0].indicator[0].actual", (13, 8)),
        (
            """provisional = '''\n未確定"''"'''\nactual = [ # [\n 1 ]""",
            "item[0].indicator[0].actual",
            (14, 10),
        ),
        ('provisional = "}, {" \nactual = { R1 = { a = 1 } }', "item[0].indicator[0].actual.R1.a", (13, 19)),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_places_count_characters_whatever_stands_before(
    line: str, key: str, place: tuple[int, int], ending: str, mark: bytes, workspace: MakeWorkspace
) -> None:
    text = (ITEM + INDICATOR + line + "\n").replace("\n", ending)
    found = findings(workspace(plan_of(mark + text.encode())), "plans/2019")
    assert (key, *place) in [(f["key"], f["line"], f["column"]) for f in found]


def test_the_mark_stands_under_its_place_behind_tabs(workspace: MakeWorkspace) -> None:
    outcome = workspace(plan_of(ITEM + INDICATOR + "\t\tactual\t=\ttrue\n")).run("validate", "plans/2019")
    quoted, marks = outcome.out.split("\n")[2:4]
    assert marks.index("^") == quoted.index("true")


def test_a_line_that_fits_is_quoted_whole(workspace: MakeWorkspace) -> None:
    line = 'result = { override = { verdict = "未達", reason = "" } }'
    outcome = workspace(plan_of(f"{ITEM}{line}\n")).run("validate", "plans/2019")
    assert line in outcome.out


def test_findings_stand_in_the_order_of_files_and_lines(workspace: MakeWorkspace) -> None:
    head = HEAD + '\n[[direction]]\nid = "anzen"\nname = ""\n'
    items = "[[item]]\nnew = 1\nid = 2\nname = 3\n"
    place = workspace(
        {"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items, "plans/2019/anzen.toml": items}
    )
    places = [(f["path"], f["line"], f["column"]) for f in findings(place, "plans/2019")]
    assert len(places) == 7
    assert places == sorted(places)


def test_an_unreadable_file_does_not_hide_what_is_wrong_elsewhere(workspace: MakeWorkspace) -> None:
    head = HEAD + '\n[[direction]]\nid = "anzen"\nname = "安全"\n'
    repost = '[[item]]\nid = "koho-2"\nrepost_of = "koho"\n\n[[item]]\nid = "kocho"\n'
    place = workspace(plan_of(ITEM.encode("cp932")) | {"plans/2019/plan.toml": head})
    place.write("plans/2019/anzen.toml", repost)
    found = [(f["code"], f["key"]) for f in findings(place, "plans/2019")]
    assert found == [("DX202", "item[1].name"), ("DX103", "")]


def test_github_shows_findings_beside_the_line(workspace: MakeWorkspace) -> None:
    items = ITEM + INDICATOR.replace("12", '"5%増"') + RESULT + 'reason = """\n\n"""\n'
    outcome = workspace(plan_of(items)).run("validate", "plans/2019", "--format", "github")
    assert outcome.code == 1
    assert outcome.err == ""
    assert outcome.out == (
        "::error file=plans/2019/kurashi.toml,line=11,col=10,title=DX309::目標値「5%25増」のもとになる基準値が"
        "ありません。 baseline = 7605 のように基準値を書いてください。\n"
        "::error file=plans/2019/kurashi.toml,line=15,col=10,title=DX205::「reason」が空です。 "
        'reason = "台風により来館者が減ったため" のように書くか、この行を消してください。\n'
    )


def test_github_is_not_misled_by_signs_in_paths(workspace: MakeWorkspace) -> None:
    outcome = workspace(plan_of(NO_REASON, "R1,改:100%")).run(
        "validate", "plans/R1,改:100%", "--format", "github"
    )
    assert outcome.out.startswith(
        "::warning file=plans/R1%2C改%3A100%25/kurashi.toml,line=8,col=1,title=DX308::"
    )


@pytest.mark.parametrize(
    ("items", "lenient", "strict"),
    [(ITEM, 0, 0), (NO_REASON, 0, 1), (ITEM.replace("name", "naem"), 1, 1)],
    ids=["fine", "warning", "error"],
)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_warnings_count_only_when_asked(
    items: str, lenient: int, strict: int, form: str, workspace: MakeWorkspace
) -> None:
    place = workspace(plan_of(items))
    assert place.run("validate", "plans/2019", "--format", form).code == lenient
    assert place.run("validate", "plans/2019", "--format", form, "--strict").code == strict


def test_all_plans_of_the_workspace_are_looked_at_when_none_is_named(workspace: MakeWorkspace) -> None:
    place = workspace(plan_of(NO_REASON) | plan_of(ITEM, "2020") | plan_of(NO_REASON, "2021"))
    outcome = place.run("validate")
    assert [line.split(":")[0] for line in outcome.out.split("\n") if "警告 DX308" in line] == [
        "plans/2019/kurashi.toml",
        "plans/2021/kurashi.toml",
    ]
    assert outcome.err == "エラー 0件、警告 2件\n"


@pytest.mark.parametrize(
    "argument", ["2019", "plans/2019", "plans/2019/", "plans/2019/plan.toml", "./plans/2019"]
)
def test_a_plan_is_named_by_its_folder_or_its_year(argument: str, workspace: MakeWorkspace) -> None:
    outcome = workspace(plan_of(NO_REASON)).run("validate", argument)
    assert "\nplans/2019/kurashi.toml:8:1: 警告 DX308 " in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["plans/2091"],
            "エラー: 計画のフォルダ「plans/2091」がありません。\n  ヒント: ある計画は 2019 です。\n",
        ),
        (["2091"], "エラー: 計画のフォルダ「2091」がありません。\n  ヒント: ある計画は 2019 です。\n"),
        (["2019", "--format", "xml"], "--format"),
    ],
)
def test_what_cannot_be_run_is_said_and_nothing_is_reported(
    arguments: list[str], said: str, workspace: MakeWorkspace
) -> None:
    outcome = workspace(plan_of(NO_REASON)).run("validate", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_outside_of_a_workspace_one_is_told_what_to_do(workspace: MakeWorkspace) -> None:
    outcome = workspace().run("validate")
    assert outcome.code == 2
    assert "plans/2019" in outcome.err


def test_an_empty_folder_is_no_plan(workspace: MakeWorkspace) -> None:
    place = workspace()
    (place.path / "plans" / "2019").mkdir(parents=True)
    assert [f["code"] for f in findings(place, "plans/2019")] == ["DX102"]


def test_a_file_too_large_for_a_plan_is_not_read(workspace: MakeWorkspace) -> None:
    place = workspace(plan_of(ITEM))
    with (place.path / "plans/2019/kurashi.toml").open("ab") as stream:
        stream.truncate(65 * 1024 * 1024)
    outcome = place.run("validate", "plans/2019")
    assert outcome.code == 1
    assert "エラー DX105 ファイルが大きすぎます（65 MB）。" in outcome.out


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "cp932"},
    ],
    ids=["ASCII", "C locale", "cp932"],
)
def test_every_finding_reaches_a_console_of_any_encoding(
    environment: dict[str, str], workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = workspace({name: text for case in CASES for name, text in files_of(case, case.stem).items()})
    arguments = ["validate", *(f"plans/{case.stem}" for case in CASES)]
    expected = place.run(*arguments)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = place.process(*arguments)
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    shown = done.stdout.decode(encoding)
    assert done.returncode == expected.code == 1
    assert "Traceback" not in done.stderr.decode(encoding)
    assert re.findall(r"DX\d{3}", shown) == re.findall(r"DX\d{3}", expected.out)
    if encoding == "cp932":
        assert shown.replace("\r\n", "\n").replace("〓", "�") == expected.out.replace("〜", "～")


def test_a_console_of_another_encoding_gets_findings_for_programs_whole(workspace: MakeWorkspace) -> None:
    place = workspace(plan_of(ITEM.replace("name", "名〜前")))
    arguments = ("validate", "plans/2019", "--format", "json")
    done = place.process(*arguments, PYTHONIOENCODING="cp932")
    assert done.returncode == 1
    assert json.loads(done.stdout.decode("cp932")) == json.loads(place.run(*arguments).out)


def test_a_date_in_place_of_an_actual_is_answered_with_the_word_for_it(
    small: Callable[[str], Workspace],
) -> None:
    indicator = '[[item.indicator]]\nname = "発行部数"\nunit = "部"\ntarget = 10\nactual = "8月頃確定"\n'
    out = small(ITEM + indicator).run("validate", "2019").out
    assert "DX207 「8月頃確定」を数量として読めません。" in out
    assert 'まだ分からなければ "集計中" と書きます。' in out
    assert "月頃確定」の単位" not in out
