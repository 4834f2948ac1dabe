"""A project that belongs to nobody."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import ITEM, Workspace

LINE = 'departments = ["総務部 広報課"]\n'


def found(made: Workspace) -> list[tuple[str, str, int]]:
    data = json.loads(made.run("validate", "--format", "json").out)
    return [(d["severity"], d["code"], d["line"]) for d in data["diagnostics"]]


@pytest.mark.parametrize(("written", "line"), [("", 1), ("departments = []\n", 4)], ids=["left out", "empty"])
def test_a_project_without_departments_is_a_warning(
    small: Callable[[str], Workspace], written: str, line: int
) -> None:
    assert found(small(ITEM.replace(LINE, written))) == [("warning", "DX474", line)]


@pytest.mark.parametrize(("kind", "said"), [("reference", 1), ("kpi", 0), ("goal", 0)])
def test_a_kpi_and_a_goal_are_nobodys_task(small: Callable[[str], Workspace], kind: str, said: int) -> None:
    assert len(found(small(ITEM.replace(LINE, f'kind = "{kind}"\n')))) == said
