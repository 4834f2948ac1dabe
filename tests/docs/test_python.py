"""The lines of docs/python.md run, and give what is shown under them."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

import dxplan
from dxplan.model.findings import InvalidPlan
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.docs.documents import fences, read


def test_the_lines_of_the_document_give_what_it_shows(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.path)
    text = "\n".join(fence.text for fence in fences(read("docs/python.md")) if fence.kind == "pycon")
    test = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", None, 0)
    said: list[str] = []
    results = doctest.DocTestRunner().run(test, out=said.append)
    assert results.attempted > 10
    assert not results.failed, "".join(said)


def test_the_document_names_every_value_of_an_item() -> None:
    from dxplan.records import JudgedItem

    text = read("docs/python.md")
    assert [name for name in JudgedItem._fields if f"`{name}`" not in text] == []


def test_a_plan_with_errors_says_all_of_them(workspace: MakeWorkspace) -> None:
    made = workspace(
        {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + "gaol = 1\n\n[[item]]\nid = 'X'\n"}
    )
    with pytest.raises(InvalidPlan) as error:
        dxplan.read(str(made.path / "plans" / "2019"))
    said = str(error.value).splitlines()
    assert len(said) == len(error.value.findings) > 2
    assert (
        "kurashi.toml:7:1: DX203 「gaol」というキーはありません。 「goal」の間違いではありませんか。"
        in said[0]
    )


def test_importing_it_loads_nothing_but_itself() -> None:
    code = "import sys, dxplan; print(sorted(name for name in sys.modules if name.startswith('dxplan')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['dxplan']\n"


def test_records_ask_for_a_known_kind_of_rows(real: Workspace) -> None:
    judged = dxplan.judge(dxplan.read(str(real.path / "plans" / "2019")))
    assert [row["rate"] for row in judged.to_records("directions")] == [
        each.total.rate for each in judged.directions
    ]
    with pytest.raises(ValueError, match="indicators"):
        judged.to_records("sections")
