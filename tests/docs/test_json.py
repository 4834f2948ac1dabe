"""``docs/json.md``: the JSON has exactly the shape that is promised."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.conftest import Workspace
from tests.docs.documents import names, read, rows_after

JSON = "docs/json.md"


def paths(data: Any, path: str = "") -> set[str]:
    """Return the ways to everything in JSON data: ``items[].target.{年度}``; arrays of arrays are one value."""
    found = {path} - {""}
    if isinstance(data, dict):
        for key, value in data.items():
            step = "{年度}" if re.fullmatch(r"\d{4}", key) else key
            found |= paths(value, f"{path}.{step}" if path else step)
    elif isinstance(data, list) and all(isinstance(entry, dict) for entry in data):
        found = {f"{path}[]"}.union(*(paths(entry, f"{path}[]") for entry in data))
    return found


@pytest.mark.parametrize(
    ("heading", "arguments"),
    [
        ("## `dxplan classify PLAN --json`", ("classify", "plans/2019", "--json")),
        ("## `dxplan list PLAN --json`", ("list", "plans/2019", "--json")),
        ("## `dxplan review PLAN... --json`", ("review", "plans/2019", "plans/2020", "--json")),
        ("## `dxplan validate --format json`", ("validate", "plans/2019", "--format", "json")),
    ],
)
def test_json_has_exactly_the_shape_that_is_promised(
    heading: str, arguments: tuple[str, ...], project: Workspace
) -> None:
    if "validate" in heading:
        project.write("plans/2019/fukko.toml", "zzz = 1\n")
    printed = json.loads(project.run(*arguments).out)
    assert set(names(rows_after(read(JSON), heading))) == paths(printed)


def test_headings_have_the_shape_that_is_promised(project: Workspace) -> None:
    directions = json.loads(project.run("classify", "plans/dx-strategy", "--json").out)["directions"]
    promised = names(rows_after(read(JSON), "### 見出しのある計画"))
    keys = {name.removeprefix("directions[].parts[].").removesuffix("[]") for name in promised[1:]}

    def check(heading: dict[str, Any]) -> None:
        assert set(heading) == keys
        for part in heading["parts"]:
            check(part)

    for direction in directions:
        check(direction)
    assert any(part["parts"] for direction in directions for part in direction["parts"])


def test_own_fields_have_the_shape_that_is_promised(project: Workspace) -> None:
    printed = json.loads(project.run("classify", "docs/examples/own-fields", "--json").out)
    fields = {field["id"] for field in printed["fields"]}
    found = {
        re.sub(r"(sums|fields)\.([^.\[]+)", lambda m: f"{m[1]}.{{欄}}" if m[2] in fields else m[0], path)
        for path in paths(printed)
    }
    known = set(names(rows_after(read(JSON), "## `dxplan classify PLAN --json`")))
    known |= set(names(rows_after(read(JSON), "### 計画の欄")))
    assert found == known - {path for path in known if path.startswith("items[].override.")}
