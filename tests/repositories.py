"""A folder in git, for tests that ask the real one: nothing of the machine's own settings reaches it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Workspace


def alone(monkeypatch: pytest.MonkeyPatch, day: str = "2020-04-01") -> None:
    """Let git, and what it starts, see no settings but those of the repository; commits are of one person and day."""
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    for key in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(key, os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "福島花子")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "hanako@example.jp")
        monkeypatch.setenv(f"GIT_{role}_DATE", f"{day}T09:00:00+09:00")
    monkeypatch.setenv("GIT_EDITOR", "true")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))


def git(place: Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in a workspace; what it says is in the outcome, whatever it is."""
    return subprocess.run(
        ["git", *arguments],
        cwd=place.path,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def commit(place: Workspace, subject: str, *branch: str) -> None:
    """Commit all of a workspace, which is put into git where it is not yet; ``branch`` is made for it."""
    if not (place.path / ".git").exists():
        git(place, "init", "-q", "-b", "main")
    if branch:
        assert git(place, "checkout", "-q", "-b", *branch).returncode == 0
    assert git(place, "add", "-A").returncode == 0
    done = git(place, "commit", "-q", "-m", subject)
    assert done.returncode == 0, done.stdout
