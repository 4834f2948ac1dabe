"""Waiting for a plan to change: its files are looked at once a second, which every system and shared folder allows."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Final

from dxplan.workspace.opening import LEDGER, departments_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECONDS: Final = 1.0


def changes(folder: Path) -> Iterator[None]:
    """Yield at once, and then whenever a file that tells of a plan has changed, or the size of the screen. It never ends."""
    seen: object = None
    while True:
        now = _state(folder)
        if now != seen:
            seen = now
            yield
        else:
            time.sleep(_SECONDS)


def _state(folder: Path) -> object:
    table = departments_file()
    files = [*sorted(folder.glob("*.toml")), folder / LEDGER, *([table] if table else [])]
    return shutil.get_terminal_size(), [(file, _stamp(file)) for file in files]


def _stamp(file: Path) -> tuple[int, int] | None:
    """Return when a file was written, and its size; None while there is none."""
    try:
        about = file.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size
