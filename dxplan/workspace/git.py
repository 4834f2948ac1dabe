"""Git, where there is one: asked, and told of a tag; nothing that a stranger's repository sets up is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

#: No hooks, no watcher, no pager; paths are no patterns.
_SAFE: Final = (
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
#: Nothing is fetched, nobody is asked, and messages are those that are known.
_ALONE: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
#: Who commits may be said in the environment; nothing else there leads git elsewhere.
_WHO: Final = ("GIT_AUTHOR_", "GIT_COMMITTER_")


def run_git(
    *arguments: str, where: Path, stdin: bytes = b"", seconds: float = 60
) -> subprocess.CompletedProcess[bytes] | None:
    """Return what git did in a folder; None where there is no git, or it cannot be run."""
    git = shutil.which("git")
    if git is None:
        return None
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_WHO)
    }
    try:
        return subprocess.run(  # noqa: S603 - found on the path; what the user gave stands where no option can
            [git, *_SAFE, *arguments],
            cwd=where,
            input=stdin,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**kept, **_ALONE},
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None


def is_committed(folder: Path) -> bool | None:
    """Tell whether all files of a folder are committed as they are; None where there is no git, or no commit yet."""
    if _answer(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return None
    return not _answer(folder, "status", "--porcelain", "--", ".")


def tag(folder: Path, name: str, message: str) -> bool:
    """Put a tag on the commit one is at; whether it could be put, since another of the name may be there."""
    return _answer(folder, "tag", "--annotate", "--message", message, "--", name) is not None


def user_name(place: Path) -> str:
    """Return what git calls the person at work; "" where it does not know."""
    return " ".join((_answer(place, "config", "user.name", seconds=5) or "").split())


def _answer(folder: Path, *arguments: str, seconds: float = 20) -> str | None:
    done = run_git(*arguments, where=folder, seconds=seconds)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else None
