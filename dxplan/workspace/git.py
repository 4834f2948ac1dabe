"""Git, where there is one: asked, told of a tag and of settings; nothing that a stranger's repository sets up is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

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
#: Git says how many conflicts there are in a file; what is more is an error.
_MOST_CONFLICTS: Final = 127


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


def merge_lines(base: bytes, ours: bytes, theirs: bytes, marker_size: int = 7) -> tuple[bytes, bool] | None:
    """Return what git makes of the lines of two texts that come from one, and whether without conflicts; None without git."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="dxplan-") as folder:
        place = Path(folder)
        for name, content in (("base", base), ("ours", ours), ("theirs", theirs)):
            (place / name).write_bytes(content)
        labels = ("-L", "ours", "-L", "base", "-L", "theirs")
        size = f"--marker-size={marker_size}"
        done = run_git("merge-file", "-p", size, *labels, "ours", "base", "theirs", where=place)
    if done is None:
        return None
    if done.returncode > _MOST_CONFLICTS:  # it does not merge what is no text
        return ours, ours == theirs
    return done.stdout, done.returncode == 0


def settings(place: Path, pattern: str) -> dict[str, str] | None:
    """Return what a repository itself sets, of the names that a pattern matches; None where there is no repository."""
    if _answer(place, "rev-parse", "--git-dir") is None:
        return None
    said = _answer(place, "config", "--local", "--null", "--get-regexp", pattern) or ""
    pairs = (each.partition("\n") for each in said.split("\0") if each)
    return {name: value for name, _, value in pairs}


def put_setting(place: Path, name: str, value: str) -> bool:
    """Set something for a repository alone; whether it could be set."""
    return _answer(place, "config", "--local", "--replace-all", name, value) is not None


def _answer(folder: Path, *arguments: str, seconds: float = 20) -> str | None:
    done = run_git(*arguments, where=folder, seconds=seconds)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else None
