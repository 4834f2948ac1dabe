"""Whole outputs kept in files. ``UPDATE_SNAPSHOTS=1 pytest`` writes them anew; look at the git diff then."""

from __future__ import annotations

import os
from pathlib import Path


def assert_snapshot(path: Path, text: str) -> None:
    """Compare a text with the one kept at ``path``, line ends included."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert path.is_file(), f"{path.name} がありません。UPDATE_SNAPSHOTS=1 で作れます。"
    assert text == path.read_bytes().decode()
