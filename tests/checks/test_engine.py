"""How checks are found and loaded: a check is one file, and only those asked for are loaded."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dxplan.checks.engine import load_checks
from tests.conftest import ROOT

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
        ("dx41", {"dx411", "dx412", "dx413", "dx414", "dx415"}),
        ("DX203", set[str]()),
    ],
)
def test_only_the_checks_asked_for_are_loaded(only: str, loaded: set[str]) -> None:
    code = "import sys; sys.argv[0] = 'dxplan'\nfrom dxplan.__main__ import main\n"
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
