"""The command line itself: help, usage errors, exit codes, a new workspace."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from dxplan import __version__
from tests.conftest import ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
COMMANDS = ["init", "validate", "record", "status", "list", "classify", "render", "review", "schema"]


def test_version(workspace: MakeWorkspace) -> None:
    done = workspace().process("--version")
    assert done.stdout.decode() == f"dxplan {__version__}\n"
    assert workspace().run("--version").out == f"dxplan {__version__}\n"


def test_help_lists_the_commands_in_the_order_of_the_year(workspace: MakeWorkspace) -> None:
    out = workspace().run("--help").out
    assert re.findall(r"^│ ([a-z]+) ", out, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_japanese_help_with_an_example(workspace: MakeWorkspace, command: str) -> None:
    outcome = workspace().run(command, "--help")
    assert outcome.code == 0
    assert f"例: dxplan {command}" in outcome.out
    assert "…" not in outcome.out  # nothing is cut at 80 columns
    for english in ("Arguments", "Options", "Show this message", "[required]", "[default"):
        assert english not in outcome.out


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
    assert total == {"items": 3, "achieved": 2, "rate": "66.7"}
    assert made.run("render", plan, "--draft", "--out", "見本/out").code == 0


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
                "target": {"2019": "12"},
                "actual": {"2019": "12"},
                "better": "higher",
                "due": 2019,
                "blanks": None,
            }
        ],
    }


def test_status_counts_per_direction_and_section(small: Small) -> None:
    second = ITEM.replace('"koho"', '"kocho"').replace("広報課", "県民相談課")
    outcome = small(ITEM + "\n[item.result]\ndone = true\n\n" + second).run("status", "2019")
    assert re.search(r"1\sくらし|1\s暮らし +1 / 2", outcome.out)
    assert re.search(r"総務部\s広報課 +1 / 1", outcome.out)
    assert re.search(r"総務部\s県民相談課 +0 / 1", outcome.out)
    assert outcome.err == "記録 1 / 2項目、未記録 1項目\n"


def test_shell_completion_is_offered(workspace: MakeWorkspace) -> None:
    out = workspace().run("--help").out
    assert "--install-completion" in out
    done = workspace().process(_DXPLAN_COMPLETE="complete_bash", COMP_WORDS="dxplan cl", COMP_CWORD="1")
    assert b"classify" in done.stdout
