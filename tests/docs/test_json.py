"""``docs/json.md``: the JSON has exactly the shape that is promised."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Workspace
from tests.docs.documents import names, read, rows_after
from tests.shapes import keys

JSON = "docs/json.md"


@pytest.mark.parametrize(
    ("heading", "output"),
    [
        ("## `dxplan classify PLAN --json`", "classify"),
        ("## `dxplan list PLAN --json`", "list"),
        ("## `dxplan review PLAN... --json`", "review"),
        ("## `dxplan validate --format json`", "validate"),
        ("## `dxplan diff A [B] --json`", "diff"),
        ("## `dxplan diff --merge --json`", "diff-merge"),
        ("## `dxplan history ITEM [PLAN] --json`", "history"),
        ("## `dxplan show ITEM [PLAN] --json`", "show"),
        ("## `dxplan find 語 [PLAN]... --json`", "find"),
        ("## `dxplan status PLAN --json`", "status"),
        ("## `dxplan collect status PLAN --json`", "collect"),
        ("## `dxplan collect read PLAN --json`", "collect-read"),
        ("## `dxplan export --check FILE... --json`", "export-check"),
    ],
)
def test_json_has_exactly_the_shape_that_is_promised(heading: str, output: str, project: Workspace) -> None:
    rows = set(names(rows_after(read(JSON), heading)))
    own = set(names(rows_after(read(JSON), "### 計画の欄")))
    assert (rows | own if output == "classify" else rows) == {
        key for key in promised(project, output) if output == "classify" or not of_own_fields(key)
    }


def of_own_fields(key: str) -> bool:
    """Whether a key is explained once for all outputs, where the fields of a plan's own are."""
    return "{欄}" in key or "fields[]." in key


def promised(project: Workspace, output: str, part: str = "") -> list[str]:
    """Return the keys of an output, or those of a part that stands in several places of it."""
    shape: dict[str, Any] = json.loads(project.run("schema", output).out)
    return sorted(set(keys(shape["$defs"][part] if part else shape)))


def test_counts_and_headings_have_the_shape_that_is_promised(project: Workspace) -> None:
    assert sorted(names(rows_after(read(JSON), "### 件数"))) == promised(project, "classify", "count")
    rows = names(rows_after(read(JSON), "### 見出しのある計画"))
    found = [key for key in promised(project, "classify", "heading") if not of_own_fields(key)]
    heading = [f"directions[].parts[].{key}" for key in found]
    assert sorted(rows) == sorted(["directions[].parts[]", *heading])
