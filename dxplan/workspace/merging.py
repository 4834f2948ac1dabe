"""Three files merged, as git asks for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from dxplan.format.document import BOM
from dxplan.model.findings import DxplanError
from dxplan.versions.merging import Merged, merge
from dxplan.workspace.git import merge_lines
from dxplan.workspace.journal import beside, write_through
from dxplan.workspace.opening import read_bytes
from dxplan.workspace.own import unwritable

if TYPE_CHECKING:
    from pathlib import Path

_MODE: Final = 0o644


def merge_files(base: Path, ours: Path, theirs: Path, out: Path, marker_size: int) -> Merged:
    """Merge two files that come from one and write the outcome, conflicts and all; lines are merged by git."""
    contents = [read_bytes(path) for path in (base, ours, theirs)]

    def by_git(one: bytes, mine: bytes, other: bytes) -> tuple[bytes, bool]:
        made = merge_lines(one, mine, other, marker_size)
        if made is None:
            hint = "git がこのパソコンにあり、git status が動くかを確かめてください。"
            raise DxplanError("git を動かせません。", hint)
        return made

    def of_texts(one: str, mine: str, other: str) -> tuple[str, bool]:
        made, clean = by_git(one.encode(), mine.encode(), other.encode())
        return made.decode(), clean

    try:
        one, mine, other = (content.removeprefix(BOM).decode() for content in contents)
    except UnicodeDecodeError:
        written, clean = by_git(*contents)
        merged = Merged("", clean)
    else:
        merged = merge(one, mine, other, of_texts, marker_size=marker_size)
        written = (BOM if _has_bom(*contents) else b"") + merged.text.encode()
    _replace(out, written)
    return merged


def _has_bom(base: bytes, ours: bytes, theirs: bytes) -> bool:
    had, mine, other = (content.startswith(BOM) for content in (base, ours, theirs))
    return other if base and mine == had else mine


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. It is one that git has made to be replaced, or a new one: nothing is kept of it."""
    new, _ = beside(path, os.urandom(4).hex())
    try:
        write_through(new, content, _MODE)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise unwritable(path, error) from error
