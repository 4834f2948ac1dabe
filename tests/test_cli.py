"""The command line itself: help, usage errors, exit codes, a new workspace."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable

import pytest

from dxplan import __version__, cli
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
COMMANDS = [
    "init",
    "import",
    "rollover",
    "validate",
    "fmt",
    "record",
    "collect",
    "undo",
    "redo",
    "log",
    "status",
    "list",
    "show",
    "find",
    "classify",
    "diff",
    "history",
    "compose",
    "render",
    "review",
    "publish",
    "export",
    "schema",
    "git-setup",
    "merge",
]


def test_version(workspace: MakeWorkspace) -> None:
    done = workspace().process("--version")
    assert done.stdout.decode() == f"dxplan {__version__}\n"
    assert workspace().run("--version").out == f"dxplan {__version__}\n"


def test_help_lists_the_commands_in_the_order_of_the_year(workspace: MakeWorkspace) -> None:
    out = workspace().run("--help").out
    assert re.findall(r"^│ ([a-z][a-z-]+) ", out, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_japanese_help_with_an_example(workspace: MakeWorkspace, command: str) -> None:
    outcome = workspace().run(command, "--help")
    assert outcome.code == 0
    assert f" 例:\n   dxplan {command}" in outcome.out
    assert "…" not in outcome.out.replace("コマンド …", "")  # nothing is cut at 80 columns
    for english in ("Usage", "Arguments", "Options", "Show this message", "[required]", "[default"):
        assert english not in outcome.out


def test_the_help_groups_the_commands_by_the_work_they_are_for(workspace: MakeWorkspace) -> None:
    out = workspace().run("--help").out
    frames = re.findall(r"╭─ (\S+) ─.*?\n(.*?)╰", out, re.DOTALL)
    groups = {heading: re.findall(r"^│ ([a-z][a-z-]+) ", rows, re.MULTILINE) for heading, rows in frames}
    assert groups["実績を集める"] == ["record", "collect", "undo", "redo", "log", "status"]
    assert groups["資料にする"] == ["compose", "render", "review", "publish"]


def test_ctrl_c_stops_a_command_and_says_so(
    real: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Waiting(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.chdir(real.path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Waiting()))
    assert cli.run(["record", "2019", "1-1", "--report", "-"]) == 2
    assert capsys.readouterr().err == "中止しました。\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("classify", "計画の [judgement] による"),
        ("render", "省くと plan.toml の [[handout]] のとおり"),
        ("review", "省くと plan.toml の [[handout]] のとおり"),
        ("record", "計画の欄（[[field]]）の値"),
    ],
)
def test_help_prints_what_stands_in_brackets(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert said in workspace().run(command, "--help").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clasify"], "「clasify」というコマンドはありません。'classify' の間違いではありませんか。"),
        (
            ["validate", "--formt", "json"],
            "「--formt」というオプションはありません。--format の間違いではありませんか。",
        ),
        (["validate", "--format", "xml"], "使えるのは 'text', 'json', 'github', 'sarif' です。"),
        (["classify"], "「PLAN」を書いてください。"),
        (["classify", "2019", "extra"], "余分な引数「extra」があります。"),
        (["record", "2019", "koho", "--report"], "オプション --report には値が必要です。"),
        (["record", "2019", "--done"], "どの項目に記録するかが書かれていません。"),
        (["classify", "2091"], "計画のフォルダ「2091」がありません。"),
        (["classify", "2019", "--json", "--explain", "1-1"], "--json と --explain は一緒に使えません。"),
        (["validate", "plans/2019/kurashi.toml"], "ヒント: plans/2019 と書いてください。"),
        (["init", "keikaku", "--year", "来年"], "「来年」は年度として読めません。"),
        (["log", "--number", "三"], "--number に「三」は使えません。整数を書いてください。"),
        (["log", "--number", "-3"], "--number は 1 以上です（-3 とあります）。"),
        (["merge", "a", "b", "c", "--marker-size", "1000"], "--marker-size は 3 から 999 までです"),
        (["classify", "あ" * 300], f"{'あ' * 300} を読み書きできません"),
    ],
)
def test_a_wrong_command_line_is_explained_in_japanese(
    small: Small, arguments: list[str], message: str
) -> None:
    outcome = small(ITEM).run(*arguments)
    assert outcome.code == 2
    assert outcome.err.startswith("エラー: ")
    assert message in outcome.err
    assert "ヒント: " in outcome.err


def test_a_new_workspace_validates_classifies_and_renders(workspace: MakeWorkspace) -> None:
    made = workspace()
    outcome = made.run("init", "見本")
    assert outcome.code == 0
    plan = outcome.out.splitlines()[0].removesuffix("/plan.toml")
    assert made.run("validate", plan, "--strict").code == 0
    total = json.loads(made.run("classify", plan, "--json").out)["total"]
    assert {"items": 3, "achieved": 2, "rate": "66.7", "sums": {}}.items() <= total.items()
    assert made.run("render", plan, "--draft", "--out", "見本/out").code == 0


@pytest.mark.parametrize("name", ["実績.xlsx", "plans/実績.XLSX"])
def test_a_workbook_given_as_a_plan_is_called_by_its_name(small: Small, name: str) -> None:
    made = small(ITEM)
    made.write(name, b"PK")
    outcome = made.run("classify", name)
    assert outcome.code == 2
    assert f"「{name}」は Excel のファイルで、計画のフォルダではありません。" in outcome.err
    assert "フォルダに TOML で書きます" in outcome.err


@pytest.mark.parametrize(
    ("stands", "folder", "made_in"),
    [(".", "plans", "."), ("plans", ".", "."), (".", ".", "."), (".", "keikaku", "keikaku")],
)
def test_init_makes_plans_in_no_plans(
    workspace: MakeWorkspace, stands: str, folder: str, made_in: str
) -> None:
    made = workspace({"plans/memo.txt": ""})
    place = Workspace(made.path / stands, made._run)
    assert place.run("init", folder, "--year", "R2").code == 0
    plans = [name for name in made.files() if name.endswith("plan.toml")]
    assert [(made.path / name).resolve() for name in plans] == [
        (made.path / made_in / "plans/2020/plan.toml").resolve()
    ]


def test_init_in_a_workspace_adds_a_plan_and_leaves_the_files_that_are_there(small: Small) -> None:
    made = small(ITEM)
    made.write(".gitignore", "*.bak\n")
    before = made.files()
    outcome = made.run("init", ".", "--year", "令和7年度")
    assert outcome.code == 0
    assert "cd " not in outcome.err
    after = made.files()
    assert {name: after[name] for name in before} == before
    assert "fiscal_year = 2025" in made.read("plans/2025/plan.toml")
    assert made.run("validate", "--strict", "2025").code == 0


@pytest.mark.parametrize(("stands", "folder"), [(".", "plans/2020"), ("plans", "2020"), ("plans", "plans")])
def test_init_refuses_to_put_plans_into_a_plan(small: Small, stands: str, folder: str) -> None:
    made = small(ITEM)
    before = made.files()
    outcome = Workspace(made.path / stands, made._run).run("init", folder)
    assert outcome.code == 2
    assert f"{folder} は計画の置き場所 plans/ の中です。" in outcome.err
    assert made.files() == before


def test_git_leaves_out_what_is_made_from_a_new_plan(workspace: MakeWorkspace) -> None:
    made = workspace()
    made.run("init", ".", "--year", "2026")
    made.run("render", "2026", "--draft")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=made.path, check=True, capture_output=True)
    listed = subprocess.run(["git", "ls-files"], cwd=made.path, check=True, capture_output=True, text=True)
    assert "plans/2026/plan.toml" in listed.stdout
    assert "out/" not in listed.stdout


def test_init_never_overwrites(workspace: MakeWorkspace) -> None:
    made = workspace()
    made.run("init", "見本")
    before = made.files()
    outcome = made.run("init", "見本")
    assert outcome.code == 2
    assert "すでにあります" in outcome.err
    assert made.files() == before


def test_a_plan_is_found_from_inside_the_workspace(small: Small) -> None:
    made = small(ITEM)
    made.write("docs/memo.txt", "")
    inside = Workspace(made.path / "docs", made._run)
    assert inside.run("classify", "2019", "--json").code == 0
    assert inside.run("validate").code == 0


def test_outside_any_workspace_the_way_is_shown(workspace: MakeWorkspace) -> None:
    outcome = workspace().run("validate")
    assert outcome.code == 2
    assert "計画のフォルダ plans/ が見つかりません。" in outcome.err


def test_list_filters_and_sorts(real: Workspace) -> None:
    def ids(*arguments: str) -> list[str]:
        items = json.loads(real.run("list", "2019", "--json", *arguments).out)["items"]
        return [item["id"] for item in items]

    assert len(ids()) == 108
    assert len(ids("--section", "広報課")) == 5
    assert len(ids("--verdict", "未達")) == 15
    assert ids("--direction", "kyoiku") == ids("--direction", "4")
    assert len(ids("--direction", "4")) == 10
    assert ids("--text", "RPA") == ["rpa-trial"] or len(ids("--text", "RPA")) == 1
    assert sorted(ids("--sort", "name")) == sorted(ids())
    assert ids("--sort", "name") != ids()
    verdicts = [item["verdict"] for item in json.loads(real.run("classify", "2019", "--json").out)["items"]]
    assert verdicts.count("未達") == 15


def test_list_json_has_its_promised_shape(real: Workspace) -> None:
    items = json.loads(real.run("list", "2019", "--json").out)["items"]
    assert items[0] == {
        "id": "cms-training",
        "direction": "fukko",
        "number": 1,
        "name": "インターネット広報広聴事業",
        "departments": [["総務部", "広報課"]],
        "repost_of": None,
        "indicators": [
            {
                "id": None,
                "name": "CMS研修の開催回数",
                "group": None,
                "repost_of": None,
                "unit": "回",
                "baseline": None,
                "last_year": None,
                "stages": None,
                "counting": None,
                "target": {"2019": "12"},
                "actual": {"2019": "12"},
                "targets": {
                    "2019": {
                        "text": "12回",
                        "form": None,
                        "value": "12",
                        "high": None,
                        "open": None,
                        "better": "higher",
                        "note": None,
                        "running": None,
                        "against": None,
                        "step": None,
                        "day": None,
                    }
                },
                "actuals": {"2019": {"text": "12回", "note": None, "running": None, "day": None}},
                "better": "higher",
                "due": 2019,
                "blanks": None,
                "fields": {},
            }
        ],
        "fields": {},
    }


def test_status_counts_per_direction_and_section(small: Small) -> None:
    second = ITEM.replace('"koho"', '"kocho"').replace("広報課", "県民相談課")
    outcome = small(ITEM + "\n[item.result]\ndone = true\n\n" + second).run("status", "2019")
    assert re.search(r"1\sくらし|1\s暮らし +1 / 2", outcome.out)
    assert re.search(r"総務部 +1 / 2", outcome.out)
    assert re.search(r"広報課 +1 / 1", outcome.out)
    assert re.search(r"県民相談課 +0 / 1", outcome.out)
    assert outcome.err == "記録 1 / 2項目、未記録 1項目\n"


def test_status_begins_with_the_sections_that_have_most_to_record(small: Small) -> None:
    def item(number: int, section: str, *, done: bool) -> str:
        named = ITEM.replace('"koho"', f'"i{number}"').replace("広報事業", f"事業{number}")
        departments = f'departments = ["{section}"]\n' if section else ""
        named = named.replace('departments = ["総務部 広報課"]\n', departments)
        return named + ("\n[item.result]\ndone = true\n\n" if done else "\n")

    items = [("総務部 広報課", True), ("総務部 税務課", False), ("", False)]
    items += [("企画部 統計課", done) for done in (False, True, False)]
    out = (
        small("".join(item(n, section, done=done) for n, (section, done) in enumerate(items)))
        .run("status", "2019")
        .out
    )
    by_section = out.partition("部局・担当課")[2].splitlines()[2:]
    shown = [(line.split()[0], line.split()[-4]) for line in by_section if line.strip()]
    assert shown == [
        ("企画部", "2"),
        ("統計課", "2"),
        ("総務部", "1"),
        ("税務課", "1"),
        ("広報課", "0"),
        ("（担当の記載なし）", "1"),
    ]
    assert "未記録" in out.splitlines()[3]


def complete(made: Workspace, line: str, **environment: str) -> list[str]:
    """Return what bash offers for the last word of a line."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = made.process(stdin=b"", _DXPLAN_COMPLETE="complete_bash", **words, **environment)
    assert done.returncode == 0
    imported = done.stderr.decode()
    assert bool(imported) is bool(environment)  # nothing is said on a screen on which somebody types
    assert not re.search(r"\b(rich|openpyxl|jinja2)\b", imported)  # a key was pressed: no time for them
    return done.stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("dxplan cl", ["classify"]),
        ("dxplan re", ["record", "redo", "render", "review"]),
        ("dxplan classify ", ["2019", "2020"]),
        ("dxplan classify 2", ["2019", "2020"]),
        ("dxplan validate plans/", ["plans/2019", "plans/2020"]),
        ("dxplan render 2019 202", ["2020"]),
        ("dxplan review 2019 202", ["2020"]),
        ("dxplan list x", []),
        ("dxplan record 2019 ", ["koho", "kocho", "koho-again"]),
        ("dxplan record plans/2019 koh", ["koho", "koho-again"]),
        ("dxplan record 2019 1-", ["1-1", "1-2", "1-3"]),
        ("dxplan record 2019 広報", ["広報事業"]),
        ("dxplan record 2091 ", []),
        ("dxplan record 2019 --section ", ["広報課", "総務部"]),
        ("dxplan list 2019 --section 総", ["総務部"]),
        ("dxplan list 2019 --direction ", ["kurashi"]),
        ("dxplan classify 2019 --explain k", ["koho", "kocho", "koho-again", "kurashi"]),
        ("dxplan classify 2019 --explain 全", ["全体"]),
        ("dxplan classify 2019 --year ", ["R1"]),
        ("dxplan validate --only DX41", ["DX411", "DX412", "DX413", "DX414", "DX415", "DX416"]),
        ("dxplan validate --only DX411,DX415", ["DX411,DX415"]),
        ("dxplan validate --explain DX10", ["DX101", "DX102", "DX103", "DX104", "DX105", "DX106", "DX107"]),
        ("dxplan render 2019 --handout 成", ["成果指標"]),
        ("dxplan record 2019 1-1 --clear re", ["report", "reason"]),
        ("dxplan record 2020 1-1 --clear 予", ["予算額"]),
    ],
)
def test_the_shell_completes_what_is_known(small: Small, line: str, offered: list[str]) -> None:
    other = (
        ITEM.replace('"koho"', '"kocho"')
        + '[[item.indicator]]\nid = "kosu"\nname = "件数"\nunit = "件"\ntarget = 1\n'
    )
    made = small(f'{ITEM}{other}[[item]]\nid = "koho-again"\nrepost_of = "koho"\n')
    made.write("plans/2020/plan.toml", f'{HEAD}\n[[field]]\nid = "yosan"\nheading = "予算額"\n')
    made.write("plans/2020/kurashi.toml", ITEM)
    made.write("plans/departments.toml", "")
    made.write("plans/memo/memo.txt", "")
    assert complete(made, line, PYTHONPROFILEIMPORTTIME="1") == offered


def test_of_a_plan_with_errors_the_ids_are_offered_and_nothing_is_said(small: Small) -> None:
    made = small(ITEM + ITEM.replace('"koho"', '"kocho"') + "goal = \n")
    assert complete(made, "dxplan record 2019 ") == ["koho", "kocho"]
    assert complete(made, "dxplan list 2019 --section ") == []


def test_the_shell_is_offered_nothing_that_it_would_run(small: Small) -> None:
    hostile = (
        ITEM.replace('"koho"', '"tohi"').replace("広報事業", "`touch x`").replace("広報課", "$(touch&x)")
    )
    made = small(ITEM + hostile + '[[item]]\nid = "$(touch x)"\nrepost_of = "koho"\n')
    made.write("plans/$(touch x)/plan.toml", HEAD)
    assert complete(made, "dxplan classify ") == ["2019"]
    assert complete(made, "dxplan record 2019 ") == ["koho", "tohi"]
    made.write("plans/2019/kurashi.toml", ITEM + hostile)
    assert complete(made, "dxplan record 2019 ") == ["koho", "tohi"]
    assert complete(made, "dxplan record 2019 --section ") == ["広報課", "総務部"]
    for shell in ("zsh", "fish", "powershell"):
        shown = made.process(
            _DXPLAN_COMPLETE=f"complete_{shell}",
            _TYPER_COMPLETE_ARGS="dxplan record 2019 ",
            _TYPER_COMPLETE_FISH_ACTION="get-args",
            _TYPER_COMPLETE_WORD_TO_COMPLETE="",
        )
        offered = shown.stdout.decode()
        assert "tohi" in offered
        assert "1-1 広報事業" in offered  # what it is stands beside it
        assert not re.search(r"[`$&]", offered)
    assert not (made.path / "x").exists()


def test_shell_completion_is_offered(workspace: MakeWorkspace) -> None:
    assert "--install-completion" in workspace().run("--help").out
