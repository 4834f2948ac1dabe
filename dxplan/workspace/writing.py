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
from dxplan.workspace.journal import Replacement, beside, put_aside, sweep, take_back, write_through
from dxplan.workspace.locking import locked
from dxplan.workspace.opening import read_again
from dxplan.workspace.own import JOURNAL, shown_path, unreadable, unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dxplan.workspace.opening import PlanFolder


@contextlib.contextmanager
def only_writer(folder: PlanFolder) -> Iterator[PlanFolder]:
    """Wait for one's turn to write into a plan; get it as it is now, the same one if nobody has written meanwhile."""
    try:
        with locked(folder.path, folder.shown):
            take_back(folder.path)
            sweep(folder.path)
            yield read_again(folder)
    except OSError as error:
        raise unreadable(folder.shown, error) from error


def write_texts(folder: PlanFolder, texts: Mapping[str, str], what: str = "") -> None:
    """Write new texts of files of a plan, by path as shown, in one's turn. A file that began with a BOM keeps it.

    Files that are still to be made are written in the same way. ``what`` is what people call this write when they want
    to take it back.
    """
    contents = {}
    for shown, text in texts.items():
        name = shown.removeprefix(f"{folder.shown}/")
        bom = BOM if folder.files.get(name, b"").startswith(BOM) else b""
        contents[folder.path / name] = bom + text.encode()
    with noted(what, folder.path, contents):
        _write(folder.path, contents)


def write_files(contents: Mapping[Path, bytes], what: str = "", *, new: bool = False) -> None:
    """Write files in one's turn, all or none, also into folders that are still to be made.

    With ``new`` none of them may be there.
    """
    if not contents:
        return
    root = Path(os.path.commonpath([path.absolute().parent for path in contents]))
    try:
        root.mkdir(parents=True, exist_ok=True)
        with locked(root, shown_path(root)):
            take_back(root)
            if new and (there := [path for path in contents if path.exists()]):
                message = f"{there[0]} がすでにあります。何も書き込んでいません。"
                raise DxplanError(message, "別のフォルダか、別の年度を書いてください。")
            for folder in {root, *(path.parent for path in contents if path.parent.is_dir())}:
                sweep(folder)
            with noted(what, root, contents, new=new):
                _write(root, contents)
    except OSError as error:
        raise unwritable(next(iter(contents)), error) from error


def exchange(
    expected: Mapping[Path, bytes | None], contents: Mapping[Path, bytes | None]
) -> dict[Path, bytes | None]:
    """Write files in one's turn, all or none, where they are as expected; None is a file that is not there.

    Return how they were: where that is not as expected, nothing was written.
    """
    root = Path(os.path.commonpath([path.parent for path in contents]))
    while not root.is_dir():
        root = root.parent
    try:
        with locked(root, shown_path(root)):
            take_back(root)
            now = {path: path.read_bytes() if path.is_file() else None for path in contents}
            if now == expected:
                _write(root, contents)
                for path in (path for path, content in contents.items() if content is None):
                    _leave_no_empty_folder(path.parent, root)
            return now
    except OSError as error:
        raise unwritable(next(iter(contents)), error) from error


def _leave_no_empty_folder(folder: Path, root: Path) -> None:
    with contextlib.suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


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
