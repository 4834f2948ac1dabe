"""Who may import whom, held by reading the import statements."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dxplan"

#: The way of the data. A module may import what stands above it, never what stands below.
LAYERS = (
    ("values",),
    ("cells",),
    ("model",),
    ("format",),
    ("judging",),
    ("comparing",),
    ("handouts",),
    ("records",),
    ("checks",),
    ("concordance",),
    ("opendata",),
    ("recording",),
    ("collecting",),
    ("importing",),
    ("versions",),
    ("samples",),
    ("output",),
    ("workspace",),
    ("commands",),
    ("usage",),
    ("cli",),
    ("__main__",),
)
#: Where libraries may be used.
LIBRARIES = {
    "typer": {"cli", "usage", "commands"},
    "rich": {
        "output.terminal",
        "output.tables",
        "output.screens",
        "output.explanations",
        "output.takings",
        "output.imports",
        "output.passages",
        "output.status",
    },
    "openpyxl": {"output.excel", "output.formats.xlsx", "output.forms.xlsx", "output.opendata.xlsx"},
    "pyarrow": {"output.opendata.parquet"},
    "jinja2": {"output.sandbox"},
    "typst": {"output.formats.pdf"},
    "docx": {"output.formats.docx"},
    "tomli": {"format"},
    "tomli_w": {"format"},
}


def modules() -> list[tuple[str, ast.Module]]:
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if name != "__init__":
            found.append((name, ast.parse(file.read_text(encoding="utf-8"))))
    return found


def imports(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += (
                [node.module] if node.module != "dxplan" else [f"dxplan.{alias.name}" for alias in node.names]
            )
    return found


def layer(module: str) -> int:
    top = module.partition(".")[0]
    return next(number for number, names in enumerate(LAYERS) if top in names)


@pytest.mark.parametrize(
    ("name", "tree"), modules(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_imports_go_one_way(name: str, tree: ast.Module) -> None:
    for imported in imports(tree):
        if imported.startswith("dxplan.") and not imported.startswith("dxplan.__version__"):
            assert layer(imported.removeprefix("dxplan.")) <= layer(name), f"{name} imports {imported}"


def test_no_two_modules_need_each_other() -> None:
    """Not by detours either, and not for types alone."""
    needed = {
        name: {
            module.removeprefix("dxplan.")
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dxplan.")
            for module in (str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names))
        }
        for name, tree in modules()
    }
    while free := {name for name, others in needed.items() if not others & needed.keys()}:
        needed = {name: others for name, others in needed.items() if name not in free}
    assert not needed, "these need each other: " + ", ".join(needed)


@pytest.mark.parametrize(
    ("name", "tree"), modules(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_libraries_stay_where_they_are_needed(name: str, tree: ast.Module) -> None:
    for imported in imports(tree):
        places = LIBRARIES.get(imported.split(".")[0])
        if places is not None:
            assert any(name == place or name.startswith(f"{place}.") for place in places), (
                f"{name} imports {imported}"
            )


@pytest.mark.parametrize(
    ("name", "tree"), modules(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_no_writer_knows_a_handout(name: str, tree: ast.Module) -> None:
    if name.startswith(("output.formats", "output.excel", "output.flow", "output.terminal")):
        of_handouts = {imported for imported in imports(tree) if imported.startswith("dxplan.handouts")}
        assert of_handouts <= {"dxplan.handouts.handout"}


@pytest.mark.parametrize(
    ("name", "tree"), modules(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_core_never_prints_opens_files_or_reads_the_clock(name: str, tree: ast.Module) -> None:
    if layer(name) > layer("output") or name in ("output.terminal", "output.console"):
        return
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    methods = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"print", "open", "input"}
    assert not methods & {"now", "today", "read_text", "read_bytes", "write_text", "write_bytes"}


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--version"], {"typer", "rich", "openpyxl", "jinja2", "tomli", "dxplan.cli"}),
        (["--help"], {"openpyxl", "jinja2", "tomli", "dxplan.model.plan", "dxplan.values.quantities"}),
        (["validate", "plans/2019"], {"rich", "openpyxl", "jinja2", "tomli_w"}),
        (["validate", "plans/aomori"], {"dxplan.handouts.roadmap", "dxplan.handouts.outcomes"}),
        (["classify", "plans/2019", "--json"], {"rich", "openpyxl", "jinja2"}),
        (["render", "plans/2019", "--format", "md", "--out", "{out}"], {"openpyxl", "tomli_w"}),
    ],
)
def test_start_up_imports_nothing_heavy(arguments: list[str], absent: set[str], tmp_path: Path) -> None:
    code = "import os, sys; sys.argv[0], os._exit = 'dxplan', sys.exit\nfrom dxplan.__main__ import main\n"
    code += "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code, done.code\n"
    code += "print(*sys.modules, sep='\\n', file=sys.stderr)"
    filled = [argument.replace("{out}", str(tmp_path)) for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-c", code, *filled], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not absent & set(done.stderr.split())
