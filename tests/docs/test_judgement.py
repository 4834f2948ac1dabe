"""``docs/judgement.md``: every key and word of ``[judgement]``, and examples that are what the program does."""

from __future__ import annotations

import json
import re

import pytest
import tomli

from dxplan.format.schemes import SCHEMES
from dxplan.model.formulas import COMBINES, FORMULAS
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.docs.documents import DOCUMENTS, Fence, fences, names, read, rows_after

JUDGEMENT = "docs/judgement.md"
TOML = [fence for fence in fences(read(JUDGEMENT)) if fence.kind == "toml"]


def section(name: str) -> str:
    text = read(JUDGEMENT).partition(f"\n### `{name}`\n")[2]
    assert text, name
    return text.partition("\n### ")[0]


def findings(made: Workspace, plan: str = "2019") -> list[str]:
    found = json.loads(made.run("validate", plan, "--format", "json").out)["diagnostics"]
    return [f"{finding['code']} {finding['message']}" for finding in found]


@pytest.mark.parametrize("name", SCHEMES)
def test_each_named_scheme_is_shown_as_it_is(name: str) -> None:
    shown, *more = [fence.text for fence in fences(section(name)) if fence.kind == "toml"]
    assert more == []
    assert shown == f"[judgement]\n{SCHEMES[name].replace('[[verdict]]', '[[judgement.verdict]]')}"


@pytest.mark.parametrize("name", SCHEMES)
def test_each_named_scheme_has_a_worked_example_in_a_plan_that_names_it(
    name: str, project: Workspace
) -> None:
    assert f"$ dxplan classify docs/examples/{name} --explain " in section(name)
    assert tomli.loads(project.read(f"docs/examples/{name}/plan.toml"))["judgement"] == {"scheme": name}
    assert findings(project, f"docs/examples/{name}") == []


def test_there_is_no_example_that_nobody_reads() -> None:
    written = "".join(map(read, DOCUMENTS))
    examples = [f"docs/examples/{folder.name}" for folder in (ROOT / "docs" / "examples").iterdir()]
    assert [
        example for example in examples if f"{example}\n" not in written and f"{example} " not in written
    ] == []


@pytest.mark.parametrize("fence", TOML, ids=lambda fence: f"line {fence.line}")
def test_every_example_is_valid(fence: Fence, workspace: MakeWorkspace) -> None:
    head = HEAD.replace("[[direction]]", f"{fence.text}\n[[direction]]", 1)
    assert findings(workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM})) == []


def test_the_tables_have_every_formula_and_every_way_of_combining() -> None:
    text = read(JUDGEMENT)
    formulas = [name.strip('"') for name in names(rows_after(text, "## 達成率の式"))]
    assert formulas == list(FORMULAS)
    combines = [name.strip('"') for name in names(rows_after(text, "## まとめ方"))]
    assert sorted(combines) == sorted(COMBINES)


@pytest.mark.parametrize(("round_", "held", "is_in"), rows_after(read(JUDGEMENT), "## 丸めと区分"))
def test_9995_is_judged_as_the_page_says(
    round_: str, held: str, is_in: str, workspace: MakeWorkspace
) -> None:
    word = round_.strip('`"')
    held = re.sub(r"[^\d.]", "", held)
    head = HEAD.replace(
        "[[direction]]", f'[judgement]\nscheme = "abcd-100-80-50"\nround = "{word}"\n[[direction]]', 1
    )
    rest = '[[item.indicator]]\nname = "数"\nunit = "回"\ntarget = 2000\nactual = 1999\n[item.result]\ndone = true\n'
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + rest})
    (item,) = json.loads(made.run("classify", "2019", "--json").out)["items"]
    assert (item["verdict"] == "A", item["rate"]) == (is_in == "入る", held)
