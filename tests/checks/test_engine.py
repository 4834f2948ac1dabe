"""How checks are found and loaded: a check is one file, and only those asked for are loaded."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dxplan.checks.engine import Check, check_plan, load_checks
from dxplan.format.reading import read_plan
from dxplan.judging.items import judge_plan
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

RULES = ROOT / "dxplan" / "checks" / "rules"


@pytest.mark.parametrize("file", sorted(RULES.glob("*.py")), ids=lambda file: file.stem)
def test_the_folder_of_rules_holds_a_check_a_file_and_nothing_else(file: Path) -> None:
    if file.name == "__init__.py":
        return
    assert re.fullmatch(r"dx\d{3}_[a-z_]+\.py", file.name)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert "check" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not any(module.startswith("dxplan.checks.rules") for module in imported)


def test_checks_come_in_the_order_of_their_codes_each_once() -> None:
    codes = [check.code for check in load_checks()]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize(
    ("only", "loaded"),
    [
        ("DX411", {"dx411_year_pairs"}),
        ("dx41", {"dx411", "dx412", "dx413", "dx414", "dx415", "dx416"}),
        ("DX203", set[str]()),
    ],
)
def test_only_the_checks_asked_for_are_loaded(only: str, loaded: set[str]) -> None:
    code = "import os, sys; sys.argv[0], os._exit = 'dxplan', sys.exit\nfrom dxplan.__main__ import main\n"
    code += "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code, done.code\n"
    code += "print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, "validate", "plans/2019", "--only", only],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rules = {
        name.rpartition(".")[2] for name in done.stderr.split() if name.startswith("dxplan.checks.rules.")
    }
    assert len(rules) == len(loaded)
    assert all(any(rule.startswith(wanted) for wanted in loaded) for rule in rules)


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.code)
def test_every_finding_has_two_texts(check: Check) -> None:
    """What to correct stands in the finding; what to write if it is right is an example of the check's page."""
    assert check.reason
    key = (
        f'code = "{check.code}", reason = "{check.reason}"',
        f'ignore = ["{check.code}"]    # {check.reason}',
    )
    assert any(each in check.page for each in key)


def test_what_is_right_may_be_said_of_an_item_and_of_the_plan(small: Callable[[str], Workspace]) -> None:
    made = small(ITEM.replace("県の取組を知らせる。", "県の取組をを知らせる。"))
    made.write("plans/2019/plan.toml", made.read("plans/2019/plan.toml").replace('"暮らし"', '"暮らし①"'))
    data = json.loads(made.run("validate", "2019", "--format", "json").out)
    assert [finding["if_right"] for finding in data["diagnostics"]] == [
        'ignore = [{ code = "DX470", reason = "団体の名称のとおり" }]',
        'ignore = ["DX464"]    # 公表された様式のとおり',
    ]
    # What the hint says does what it says.
    made.write(
        "plans/2019/plan.toml",
        made.read("plans/2019/plan.toml").replace(
            "\n[[direction]]",
            '\n[checks]\nignore = ["DX464"]    # 公表された様式のとおり\n\n[[direction]]',
            1,
        ),
    )
    made.write(
        "plans/2019/kurashi.toml",
        made.read("plans/2019/kurashi.toml") + data["diagnostics"][0]["if_right"] + "\n",
    )
    assert made.run("validate", "2019", "--strict").code == 0


def test_only_takes_the_time_of_what_it_runs() -> None:
    """A check that was not asked for is not run: its own would be seen on a text that takes it long."""
    items = [
        f'\n[[item]]\nid = "i{n}"\nname = "事業{n}"\ndepartments = ["総務部 広報課"]\n' for n in range(400)
    ]
    report = "情 報を配り、研修を12回開いた。" * 20
    text = "".join(f'{item}\n[item.result]\ndone = true\nreport = "{report}"\n' for item in items)
    plan = read_plan("2019", "plans/2019", {"plan.toml": HEAD.encode(), "kurashi.toml": text.encode()}).plan
    assert plan is not None
    judged = judge_plan(plan)

    def seconds(*only: str) -> float:
        began = time.process_time()
        check_plan(plan, judged, only=only)
        return time.process_time() - began

    seconds(), seconds("DX401")  # what is loaded and compiled is loaded and compiled
    assert seconds("DX401") < seconds() / 20


def test_an_ignore_that_hides_something_is_not_idle_where_only_idle_ones_are_asked_for(
    workspace: MakeWorkspace,
) -> None:
    """Whether it hides something is known from its check, which is asked for that alone."""
    hiding = ITEM.replace("県の取組を知らせる。", "県の取組をを知らせる。")
    for item, idle in ((hiding, 0), (ITEM, 1)):
        text = item.rstrip() + '\nignore = [{ code = "DX470", reason = "名称のとおり" }]\n'
        made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": text})
        for only in ("DX491", "DX4"):
            said = made.run("validate", "2019", "--only", only).out
            assert said.count("警告 DX491") == idle
            assert "警告 DX470" not in said
