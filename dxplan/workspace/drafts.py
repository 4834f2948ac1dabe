"""What people typed into the questions and did not record: kept in the folder of dxplan's own, ``.dxplan``."""

from __future__ import annotations

import contextlib
import json
import os
import re
from typing import TYPE_CHECKING, Final

from dxplan.workspace.own import make_folder, own_folder, user

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MAX_BYTES: Final = 4_000_000


class Drafts:
    """The drafts of one person for one plan, by item and question.

    Where they cannot be kept, the questions do not stop for it.
    """

    def __init__(self, plan: Path, year: int) -> None:
        self._plan = plan
        name = f"{plan.resolve().name}-{year}-{user()}"
        self._name = f"{re.sub(r'[^0-9A-Za-z_-]', '_', name)}.json"
        self.typed: dict[str, dict[str, str]] = {}
        with contextlib.suppress(OSError, ValueError, RecursionError):
            path = own_folder(plan) / "drafts" / self._name
            if path.stat().st_size <= _MAX_BYTES:
                self.typed = _understood(json.loads(path.read_bytes()))

    def keep(self, item: str, typed: Mapping[str, str]) -> None:
        """Keep what was typed about an item; nothing typed is no draft."""
        self.typed.pop(item, None)
        if typed:
            self.typed[item] = dict(typed)
        with contextlib.suppress(OSError):
            folder = own_folder(self._plan)
            make_folder(folder)
            path = folder / "drafts" / self._name
            if not self.typed:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(exist_ok=True)
            new = path.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(self.typed, ensure_ascii=True, indent=1), encoding="ascii")
            new.replace(path)


def _understood(data: object) -> dict[str, dict[str, str]]:
    """Return what is a draft of what a file holds."""
    if not isinstance(data, dict):
        return {}
    return {
        item: {question: line for question, line in typed.items() if isinstance(line, str)}
        for item, typed in data.items()
        if isinstance(typed, dict)
    }
