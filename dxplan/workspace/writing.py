"""Writing: all files or none, even where the process dies in between, and nobody's work overwritten unseen.

Several files are one write. Their old contents are put aside and named in a journal before the first is replaced; the
journal is gone once the last is. Who finds one takes the write back: the next writer, or whoever reads the plan.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.format.document import BOM
from dxplan.model.findings import DxplanError
from dxplan.output import console
from dxplan.values.patterns import regex
from dxplan.workspace.history import noted
from dxplan.workspace.locking import locked
from dxplan.workspace.opening import JOURNAL, read_again, shown_path, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dxplan.workspace.opening import PlanFolder

#: What stands beside a file while it is written: the new content until it is renamed, the old one put aside.
_BESIDE: Final = regex(r"\..+\.[0-9a-f]{8}\.(tmp|old)")
_MARK: Final = regex(r"[0-9a-f]{8}")
_MAX_JOURNAL: Final = 1_000_000


@contextlib.contextmanager
def only_writer(folder: PlanFolder) -> Iterator[PlanFolder]:
    """Wait for one's turn to write into a plan; get it as it is now, the same one if nobody has written meanwhile."""
    try:
        with locked(folder.path, folder.shown):
            _take_back(folder.path)
            _sweep(folder.path)
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
            _take_back(root)
            if new and (there := [path for path in contents if path.exists()]):
                message = f"{there[0]} がすでにあります。何も書き込んでいません。"
                raise DxplanError(message, "別のフォルダか、別の年度を書いてください。")
            for folder in {root, *(path.parent for path in contents if path.parent.is_dir())}:
                _sweep(folder)
            with noted(what, root, contents, new=new):
                _write(root, contents)
    except OSError as error:
        raise _unwritable(next(iter(contents)), error) from error


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
            _take_back(root)
            now = {path: path.read_bytes() if path.is_file() else None for path in contents}
            if now == expected:
                _write(root, contents)
                for path in (path for path, content in contents.items() if content is None):
                    _leave_no_empty_folder(path.parent, root)
            return now
    except OSError as error:
        raise _unwritable(next(iter(contents)), error) from error


def _leave_no_empty_folder(folder: Path, root: Path) -> None:
    with contextlib.suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def recover(folder: Path) -> None:
    """Take back what a killed write left in a folder with a journal; wait where the writer is still at work."""
    try:
        with locked(folder, shown_path(folder)):
            _take_back(folder)
    except OSError as error:
        raise unreadable(shown_path(folder), error) from error


class _Replacement(NamedTuple):
    """A file to be replaced: where its new content is prepared and its old one put aside."""

    target: Path
    new: Path
    old: Path


def _write(root: Path, contents: Mapping[Path, bytes] | Mapping[Path, bytes | None]) -> None:
    """Write files, with None take them away, all or none, in the turn of the folder ``root``. Nothing is left beside them."""
    mark = os.urandom(4).hex()
    steps = {
        path: _Replacement(target, *_beside(target, mark))
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
            _put_aside(root, mark, [*steps.values()])
        for path, step in steps.items():
            at = path
            if contents[path] is None:
                step.target.unlink(missing_ok=True)
            else:
                step.new.replace(step.target)
        if together:
            (root / JOURNAL).unlink()
    except BaseException as error:
        _take_back(root, said=False)
        if isinstance(error, OSError):
            raise _unwritable(at, error) from error
        raise
    finally:
        needed = (root / JOURNAL).exists()  # the old contents, where they could not be put back
        for step in steps.values():
            for file in (step.new,) if needed else (step.new, step.old):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)


def _beside(target: Path, mark: str) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}.{mark}.tmp"), target.with_name(f".{target.name}.{mark}.old")


def _prepare(step: _Replacement, content: bytes) -> None:
    """Write the new content of a file to the disk, beside it."""
    target = step.target
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    if target.is_dir():
        raise IsADirectoryError(21, "Is a directory", str(target))
    if target.exists() and not os.access(target, os.W_OK):  # a rename would silently replace it
        raise PermissionError(13, "read-only", str(target))
    _write_through(step.new, content, mode)


def _put_aside(root: Path, mark: str, steps: list[_Replacement]) -> None:
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
    new, _ = _beside(root / JOURNAL, mark)
    try:
        _write_through(new, json.dumps(journal, ensure_ascii=False, indent=1).encode(), 0o644)
        new.replace(root / JOURNAL)
    finally:
        new.unlink(missing_ok=True)


def _take_back(root: Path, *, said: bool = True) -> None:
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
        files[target] = _beside(target, mark)[1] if was_there else None
    return files


def _sweep(folder: Path) -> None:
    """Take away what killed writers left in a folder; who holds its lock is the only one to write there."""
    for file in folder.iterdir():
        if _BESIDE.fullmatch(file.name):
            with contextlib.suppress(OSError):
                file.unlink()


def _write_through(path: Path, content: bytes, mode: int) -> None:
    """Write a new file and wait until it is on the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _unwritable(target: Path, error: OSError) -> DxplanError:
    if isinstance(error, PermissionError):
        hint = "Excel などで開いていたら閉じてから、もう一度実行してください。元のファイルはそのままです。"
        return DxplanError(f"{target} に書き込めません。", hint)
    hint = "ディスクの空きと保存先を確かめてください。元のファイルはそのままです。"
    return DxplanError(f"{target} に書き込めません（{error.strerror}）。", hint)
