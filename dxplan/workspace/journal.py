"""The journal of a write: the old contents of files are put aside and named in it before the first is replaced.

It is gone once the last is. Who finds one takes the write back: the next writer, or whoever reads the plan.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path, PurePosixPath
from typing import Final

from dxplan.model.findings import DxplanError
from dxplan.output import console
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.workspace.locking import locked
from dxplan.workspace.own import JOURNAL, shown_path, unreadable

#: What stands beside a file while it is written: the new content until it is renamed, the old one put aside.
_BESIDE: Final = regex(r"\..+\.[0-9a-f]{8}\.(tmp|old)")
_MARK: Final = regex(r"[0-9a-f]{8}")
_MAX_JOURNAL: Final = 1_000_000


def recover(folder: Path) -> None:
    """Take back what a killed write left in a folder with a journal; wait where the writer is still at work."""
    try:
        with locked(folder, shown_path(folder)):
            take_back(folder)
    except OSError as error:
        raise unreadable(shown_path(folder), error) from error


class Replacement(NamedTuple):
    """A file to be replaced: where its new content is prepared and its old one put aside."""

    target: Path
    new: Path
    old: Path


def beside(target: Path, mark: str) -> tuple[Path, Path]:
    """Return where the new content of a file is prepared and its old one put aside, in one write."""
    return target.with_name(f".{target.name}.{mark}.tmp"), target.with_name(f".{target.name}.{mark}.old")


def put_aside(root: Path, mark: str, steps: list[Replacement]) -> None:
    """Keep the old contents, and write down how to go back to them."""
    there = [step.target.exists() for step in steps]
    for step, exists in zip(steps, there, strict=True):
        if exists:
            try:
                os.link(step.target, step.old)
            except OSError:  # not on every shared folder
                shutil.copy2(step.target, step.old)
    names = [step.target.relative_to(root).as_posix() for step in steps]
    journal = {"mark": mark, "files": dict(zip(names, there, strict=True))}
    new, _ = beside(root / JOURNAL, mark)
    try:
        write_through(new, json.dumps(journal, ensure_ascii=False, indent=1).encode(), 0o644)
        new.replace(root / JOURNAL)
    finally:
        new.unlink(missing_ok=True)


def take_back(root: Path, *, said: bool = True) -> None:
    """Go back to what was there before a write that was cut short, if there is one; this may be cut short too."""
    journal = root / JOURNAL
    try:
        files = _read_journal(journal)
    except FileNotFoundError:
        return
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        hint = "ほかの dxplan が動いていないことを確かめ、このファイルを消してください。"
        raise DxplanError(f"書き込みの控え {shown_path(journal)} を読めません。", hint) from error
    at = journal
    try:
        for at, old in files.items():
            if old is None:
                at.unlink(missing_ok=True)
            elif old.exists():  # else it has already been put back
                old.replace(at)
                old.unlink(missing_ok=True)  # to be renamed to itself changes nothing
        journal.unlink()
    except OSError as error:
        hint = "Excel などで開いていたら閉じてください。次に dxplan を実行したときに元に戻します。"
        raise DxplanError(f"書きかけの {shown_path(at)} を元に戻せません。", hint) from error
    if said:
        shown = shown_path(root)
        console.say(f"{shown} への前回の書き込みが途中で止まっていたので、書き込む前に戻しました。")


def _read_journal(path: Path) -> dict[Path, Path | None]:
    """Return the files that were to be replaced, each with its old content put aside, None where it was new.

    The journal may be a stranger's: it must not lead out of its folder.
    """
    if path.stat().st_size > _MAX_JOURNAL:
        raise ValueError(path)
    journal = json.loads(path.read_bytes())
    mark, files = journal["mark"], {}
    if not _MARK.fullmatch(mark):
        raise ValueError(mark)
    for name, was_there in journal["files"].items():
        target = path.parent / PurePosixPath(name)
        inside = target.parent.resolve().is_relative_to(path.parent.resolve())
        if ".." in target.parts or not inside or target.is_dir():
            raise ValueError(name)
        files[target] = beside(target, mark)[1] if was_there else None
    return files


def sweep(folder: Path) -> None:
    """Take away what killed writers left in a folder; who holds its lock is the only one to write there."""
    for file in folder.iterdir():
        if _BESIDE.fullmatch(file.name):
            with contextlib.suppress(OSError):
                file.unlink()


def write_through(path: Path, content: bytes, mode: int) -> None:
    """Write a new file and wait until it is on the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
