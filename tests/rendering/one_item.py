"""A plan of one item that is done, and what ``render`` makes of it in a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

if TYPE_CHECKING:
    from pathlib import Path

DONE = '[item.result]\ndone = true\nreport = "行った。"\n'


def made_of(workspace: MakeWorkspace, item: str = ITEM + DONE) -> Workspace:
    return workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": item})


def rendered(made: Workspace, format_: str, *options: str, name: str = "実施結果") -> Path:
    outcome = made.run("render", "2019", "--format", format_, *options)
    assert outcome.code == 0, outcome.err
    return made.path / f"out/2019/{name}.{format_}"
