"""Writing: each file whole or not at all, and nobody's work overwritten unseen."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING, Final

from dxplan.format.document import BOM
from dxplan.model.findings import DxplanError
from dxplan.workspace.locking import locked
from dxplan.workspace.opening import read_again, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dxplan.workspace.opening import PlanFolder

#: The temporary files that are renamed once they are whole.
_LEFT: Final = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")


@contextlib.contextmanager
def only_writer(folder: PlanFolder) -> Iterator[PlanFolder]:
    """Wait for one's turn to write into a plan; get it as it is now, the same one if nobody has written meanwhile."""
    try:
        with locked(folder.path, folder.shown):
            _sweep(folder.path)
            yield read_again(folder)
    except OSError as error:
        raise unreadable(folder.shown, error) from error


def write_texts(folder: PlanFolder, texts: Mapping[str, str]) -> None:
    """Write new texts of files of a plan, by path as shown, in one's turn. A file that began with a BOM keeps it."""
    contents = {}
    for name, before in folder.files.items():
        if (text := texts.get(f"{folder.shown}/{name}")) is not None:
            bom = BOM if before.startswith(BOM) else b""
            contents[folder.path / name] = bom + text.encode()
    write_files(contents)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files so that each is the old one or the new one, whatever happens.

    All are first written beside their targets and flushed to disk, then renamed. The first one that cannot be
    replaced stops the work; what was there stays.
    """
    prepared: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            target = path.resolve() if path.is_symlink() else path
            temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
            prepared.append((temporary, target))
            _write_through(temporary, content, target)
        for temporary, target in prepared:
            temporary.replace(target)
    except PermissionError as error:
        hint = "Excel などで開いていたら閉じてから、もう一度実行してください。元のファイルはそのままです。"
        raise DxplanError(f"{target} に書き込めません。", hint) from error
    except OSError as error:
        hint = "ディスクの空きと保存先を確かめてください。元のファイルはそのままです。"
        raise DxplanError(f"{target} に書き込めません（{error.strerror}）。", hint) from error
    finally:
        for temporary, _ in prepared:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write_through(temporary: Path, content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    if target.exists() and not os.access(target, os.W_OK):  # a rename would silently replace it
        raise PermissionError(13, "read-only", str(target))
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sweep(folder: Path) -> None:
    """Take away what killed writers left in a folder; who holds its lock is the only one to write there."""
    for file in folder.iterdir():
        if _LEFT.fullmatch(file.name):
            with contextlib.suppress(OSError):
                file.unlink()
