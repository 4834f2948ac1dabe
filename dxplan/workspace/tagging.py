"""A tag of git on what was published, where there is git and the plan is committed as it is."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_committed(folder: Path) -> bool | None:
    """Tell whether all files of a folder are committed as they are; None where there is no git, or no commit yet."""
    if _git(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return None
    return not _git(folder, "status", "--porcelain", "--", ".")


def tag(folder: Path, name: str, message: str) -> bool:
    """Put a tag on the commit one is at; whether it could be put, since another of the name may be there."""
    return _git(folder, "tag", "--annotate", "--message", message, "--", name) is not None


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git answers; None where it fails, or is not there."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        asked = subprocess.run(  # noqa: S603 - found on the path; no word of the user's begins with a dash
            [git, *arguments], cwd=folder, capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.decode("utf-8", "replace") if asked.returncode == 0 else None
