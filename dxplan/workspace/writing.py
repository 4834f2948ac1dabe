"""Writing: all files or none, even where the process dies in between, and nobody's work overwritten unseen.

Several files are one write, with a journal by which it is taken back where it was cut short (``journal``).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.format.document import BOM
from dxplan.model.findings import DxplanError
from dxplan.workspace.history import noted
from dxplan.workspace.journal import (
    Replacement,
    beside,
    put_aside,
    recover,
    sweep,
    take_back,
    write_through,
)
from dxplan.workspace.locking import locked
from dxplan.workspace.opening import read_again
from dxplan.workspace.own import JOURNAL, shown_path, unreadable, unwritable, workspace_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dxplan.workspace.opening import PlanFolder


@contextlib.contextmanager
def only_writer(folder: PlanFolder) -> Iterator[PlanFolder]:
    """Wait for one's turn to write into a plan; get it as it is now, the same one if nobody has written meanwhile."""
    try:
        with locked(folder.path, folder.shown):
            take_back(folder.path)
            workspace = workspace_of(folder.path)
            if workspace and (workspace / JOURNAL).exists():  # of a write into the plan and beside it
                recover(workspace)
            sweep(folder.path)
            yield read_again(folder)
    except OSError as error:
        raise unreadable(folder.shown, error) from error


def write_texts(
    folder: PlanFolder, texts: Mapping[str, str], what: str = "", beside: Mapping[Path, bytes] | None = None
) -> None:
    """Write new texts of files of a plan, by path as shown, in one's turn. A file that began with a BOM keeps it.

    Files that are still to be made are written in the same way. ``beside`` are files elsewhere that belong to the same
    write; those outside of the workspace, which cannot be taken back with it, are written before it. ``what`` is what
    people call this write when they want to take it back.
    """
    plan = _straight(folder.path)
    contents = {_straight(path.parent) / path.name: content for path, content in (beside or {}).items()}
    workspace = workspace_of(plan)
    if workspace is None or not all(path.is_relative_to(workspace) for path in contents):
        write_files(contents, what)
        contents = {}
    for shown, text in texts.items():
        name = shown.removeprefix(f"{folder.shown}/")
        bom = BOM if folder.files.get(name, b"").startswith(BOM) else b""
        contents[plan / name] = bom + text.encode()
    if contents:
        root = _root_of(contents)
        with _turn([root] if root != plan else ()):
            for place in {root, *(path.parent for path in contents if path.parent.is_dir())}:
                sweep(place)
            with noted(what, root, contents, _missing_folders(contents)):
                _write(root, contents)


def write_files(contents: Mapping[Path, bytes], what: str = "", *, new: bool = False) -> None:
    """Write files in one's turn, all or none, also into folders that are still to be made.

    With ``new`` none of them may be there.
    """
    if not contents:
        return
    root = Path(os.path.commonpath([path.absolute().parent for path in contents]))
    try:
        made = _missing_folders(contents)
        root.mkdir(parents=True, exist_ok=True)
        with locked(root, shown_path(root)):
            take_back(root)
            if new and (there := [path for path in contents if path.exists()]):
                message = f"{there[0]} がすでにあります。何も書き込んでいません。"
                raise DxplanError(message, "別のフォルダか、別の年度を書いてください。")
            for folder in {root, *(path.parent for path in contents if path.parent.is_dir())}:
                sweep(folder)
            with noted(what, root, contents, made, new=new):
                _write(root, contents)
    except OSError as error:
        raise unwritable(next(iter(contents)), error) from error


def rewrite(before: Mapping[Path, bytes], after: Mapping[Path, str], what: str) -> None:
    """Write new texts of files of several plans, all or none, in the turn of each, where they are as they were read.

    A file that began with a BOM keeps it.
    """
    if not after:
        return
    contents = {
        path: (BOM if before[path].startswith(BOM) else b"") + text.encode() for path, text in after.items()
    }
    root, folders = _root_of(contents), sorted({path.parent for path in contents})
    try:
        with _turn(dict.fromkeys((*folders, root))):
            for folder in {*folders, root}:
                sweep(folder)
            for path in contents:
                if path.read_bytes() != before[path]:
                    from dxplan.recording.changes import overtaken

                    raise overtaken(f"{shown_path(path)} ")
            with noted(what, root, contents, ()):
                _write(root, contents)
    except OSError as error:
        raise unwritable(next(iter(contents)), error) from error


def exchange(
    expected: Mapping[Path, bytes | None],
    contents: Mapping[Path, bytes | None],
    emptied: Iterable[Path] = (),
) -> dict[Path, bytes | None]:
    """Write files in one's turn, all or none, where they are as expected; None is a file that is not there.

    Return how they were: where that is not as expected, nothing was written. ``emptied`` are folders, the deepest first,
    that go away with the last file in them.
    """
    root = _root_of(contents)
    try:
        with _turn(dict.fromkeys((*sorted({*filter(None, map(_plan_of, contents))}), root))):
            now = {path: path.read_bytes() if path.is_file() else None for path in contents}
            if now == expected:
                _write(root, contents)
    except OSError as error:
        raise unwritable(next(iter(contents)), error) from error
    if now == expected:  # the turn is over: its lock stood in one of them, perhaps
        for folder in emptied:
            with contextlib.suppress(OSError):
                folder.rmdir()
    return now


@contextlib.contextmanager
def _turn(folders: Iterable[Path]) -> Iterator[None]:
    """Wait for one's turn in some folders, plans before what they lie in, and take back what was cut short there."""
    with contextlib.ExitStack() as stack:
        for folder in folders:
            stack.enter_context(locked(folder, shown_path(folder)))
            take_back(folder)
        yield


def _root_of(paths: Iterable[Path]) -> Path:
    """Return the folder in which a write of some files has its turn and its journal.

    It is their plan; the workspace, where who reads the plan looks too, if there are others with those of a plan; of no
    plan, the nearest that is there.
    """
    paths = list(paths)
    root = Path(os.path.commonpath([path.parent for path in paths]))
    if plan := _plan_of(root / "plan.toml"):
        return plan
    if any(map(_plan_of, paths)) and (workspace := workspace_of(root)):
        return workspace
    while not root.is_dir():
        root = root.parent
    return root


def _straight(path: Path) -> Path:
    """Return where a folder is, without going up on the way there."""
    path = path.absolute()
    return path.resolve() if ".." in path.parts else path


def _plan_of(path: Path) -> Path | None:
    """Return the folder of the plan that a file lies in."""
    return next((folder for folder in path.parents if (folder / "plan.toml").is_file()), None)


def _missing_folders(paths: Iterable[Path]) -> list[Path]:
    """Return the folders that are to be made for files, the deepest first."""
    missing = {folder for path in paths for folder in path.absolute().parents if not folder.exists()}
    return sorted(missing, key=lambda folder: (-len(folder.parts), folder))


def _write(root: Path, contents: Mapping[Path, bytes] | Mapping[Path, bytes | None]) -> None:
    """Write files, with None take them away, all or none, in the turn of the folder ``root``. Nothing is left beside them."""
    mark = os.urandom(4).hex()
    steps = {
        path: Replacement(target, *beside(target, mark))
        for path in contents
        for target in (path.resolve() if path.is_symlink() else path.absolute(),)
    }
    # What a link leads to elsewhere cannot be taken back from here: each of them is whole for itself.
    together = len(steps) > 1 and all(step.target.is_relative_to(root) for step in steps.values())
    at = next(iter(steps), root)
    try:
        for path, step in steps.items():
            at = path
            content = contents[path]
            if content is not None:
                _prepare(step, content)
        if together:
            put_aside(root, mark, [*steps.values()])
        for path, step in steps.items():
            at = path
            if contents[path] is None:
                step.target.unlink(missing_ok=True)
            else:
                step.new.replace(step.target)
        if together:
            (root / JOURNAL).unlink()
    except BaseException as error:
        take_back(root, said=False)
        if isinstance(error, OSError):
            raise unwritable(at, error) from error
        raise
    finally:
        needed = (root / JOURNAL).exists()  # the old contents, where they could not be put back
        for step in steps.values():
            for file in (step.new,) if needed else (step.new, step.old):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)


def _prepare(step: Replacement, content: bytes) -> None:
    """Write the new content of a file to the disk, beside it."""
    target = step.target
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    if target.is_dir():
        raise IsADirectoryError(21, "Is a directory", str(target))
    if target.exists() and not os.access(target, os.W_OK):  # a rename would silently replace it
        raise PermissionError(13, "read-only", str(target))
    write_through(step.new, content, mode)
