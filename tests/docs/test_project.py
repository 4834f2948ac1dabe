"""``docs/dependencies.md`` and ``CHANGELOG.md`` speak of what is in the project."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import MakeWorkspace
from tests.docs.documents import names, read, rows_after


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    text = read("docs/dependencies.md")

    def required(entries: list[str]) -> list[str]:
        return [re.split(r"[<>=~\[]", entry)[0] for entry in entries]

    runtime, extras = project["project"]["dependencies"], dict(project["project"]["optional-dependencies"])
    tests = [entry for entry in extras.pop("test") if not entry.startswith("dxplan[")]
    assert names(rows_after(text, "## 動かすのに要るもの")) == required(runtime)
    wished = [entry for extra in extras.values() for entry in extra]
    assert names(rows_after(text, "## 望む人だけが入れるもの")) == required(wished)
    assert names(rows_after(text, "## 確かめるのに要るもの")) == required(tests)
    assert all(f"`{name}`" in text for name in required(project["build-system"]["requires"]))


def test_the_changelog_speaks_of_this_version(workspace: MakeWorkspace) -> None:
    version = workspace().run("--version").out.split()[1]
    assert re.findall(r"^## \[(.+?)\]", read("CHANGELOG.md"), re.MULTILINE)[0] == version
