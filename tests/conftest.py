"""What tests speak of: a workspace, a command, what it printed, what is on disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from dxplan import cli

ROOT = Path(__file__).parent.parent
PLAN_2019 = ROOT / "plans" / "2019"

#: The smallest plan: one direction, one item without numbers, nothing recorded.
HEAD = """\
title = "ICTアクションプラン2019"
office = "情報政策課"
fiscal_year = 2019

[[direction]]
id = "kurashi"
name = "暮らし"
"""
ITEM = """\
[[item]]
id = "koho"
name = "広報事業"
departments = ["総務部 広報課"]
overview = "県の取組を知らせる。"
goal = "広報誌を発行する。"
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with plans in it, and ``dxplan`` run inside it."""

    path: Path
    _run: Callable[..., Outcome]

    def run(self, *arguments: str, stdin: str = "") -> Outcome:
        """Run ``dxplan`` in this process, as from a terminal of 80 columns that is not one."""
        return self._run(self.path, arguments, stdin)

    def process(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Run ``dxplan`` as a process of its own, with further environment variables."""
        return subprocess.run(
            [sys.executable, "-m", "dxplan", *arguments],
            cwd=self.path,
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
        )

    def read(self, name: str) -> str:
        """Return a file's text, line ends as they are."""
        return (self.path / name).read_bytes().decode("utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file, line ends as they are."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def files(self) -> dict[str, bytes]:
        """Return every file with its bytes, but for those of dxplan's own."""
        return {
            file.relative_to(self.path).as_posix(): file.read_bytes()
            for file in sorted(self.path.rglob("*"))
            if file.is_file() and ".dxplan" not in file.parts
        }


MakeWorkspace = Callable[..., Workspace]
NewWorkspace = Callable[[str], Workspace]


@pytest.fixture
def workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> MakeWorkspace:
    """Make a workspace from file names and texts: ``workspace({"plans/2019/plan.toml": "…"})``."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(path: Path, arguments: tuple[str, ...], stdin: str) -> Outcome:
        import io

        monkeypatch.chdir(path)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = cli.run(list(arguments))
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    def make(files: Mapping[str, str | bytes] | None = None) -> Workspace:
        made = Workspace(tmp_path, run)
        for name, text in (files or {}).items():
            made.write(name, text)
        return made

    return make


@pytest.fixture
def new(workspace: MakeWorkspace) -> NewWorkspace:
    """Make an empty workspace of a name."""

    def make(name: str) -> Workspace:
        outer = workspace()
        made = Workspace(outer.path / name, outer._run)
        made.path.mkdir()
        return made

    return make


@pytest.fixture
def piped(workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch) -> MakeWorkspace:
    """Make a workspace whose commands print into a pipe: where nobody looks, a sentence is one line."""
    monkeypatch.delenv("COLUMNS")
    return workspace


@pytest.fixture
def small(workspace: MakeWorkspace) -> Callable[[str], Workspace]:
    """Make a workspace with one direction holding the given items: ``small(ITEM + RESULT)``."""

    def make(items: str) -> Workspace:
        return workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": items})

    return make


@pytest.fixture
def real(workspace: MakeWorkspace) -> Workspace:
    """A workspace with a copy of the real 2019 plan."""
    made = workspace()
    shutil.copytree(PLAN_2019, made.path / "plans" / "2019")
    return made
