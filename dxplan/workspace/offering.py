"""What a shell offers for PLAN and ITEM, told by the names of folders and the lines of files without reading a plan.

A key is pressed and an answer expected at once. Only what cannot be taken for anything but a name is offered: shells
evaluate what they are given.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME: Final = regex(r"\w[\w.-]*")
_ID: Final = regex(r"""id\s*=\s*["']([a-z0-9_-]+)["']""")


def plans(begun: str) -> list[str]:
    """Return the plans of the workspace whose names begin so: ``2019``, or ``plans/2019`` where that was begun."""
    from dxplan.workspace.own import PLANS, workspace_of

    workspace = workspace_of(Path.cwd())
    if workspace is None:
        return []
    names = sorted(file.parent.name for file in (workspace / PLANS).glob("*/plan.toml"))
    before = f"{PLANS}/" if begun.startswith(f"{PLANS}/") and Path(PLANS).is_dir() else ""
    return [
        f"{before}{name}" for name in names if _NAME.fullmatch(name) and f"{before}{name}".startswith(begun)
    ]


def items(plan: str, begun: str) -> list[str]:
    """Return the ids of the rows of a plan that begin so, in the order of its files."""
    from dxplan.model.findings import DxplanError
    from dxplan.workspace.opening import find_plan

    try:
        files = sorted(file for file in find_plan(plan).glob("*.toml") if file.name != "plan.toml")
        return [id_ for file in files for id_ in _ids(file) if id_.startswith(begun)]
    except (DxplanError, OSError):
        return []


def _ids(file: Path) -> Iterator[str]:
    """Yield the ids that stand under the headings of rows, and not those of what belongs to a row."""
    in_row = False
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("["):
            in_row = line.startswith("[[") and "." not in line
        elif in_row and (found := _ID.match(line)):
            yield found[1]
