"""A lock of the operating system on a folder: writers queue for it, and it dies with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import DxplanError
from dxplan.values.characters import visible
from dxplan.workspace.own import user

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME: Final = ".dxplan.lock"
_PATIENCE: Final = 20.0  # seconds; who writes holds the lock for a part of one
_PAUSE: Final = 0.02
_ROOM: Final = 120  # bytes for who has the lock


@contextlib.contextmanager
def locked(folder: Path, shown: str) -> Iterator[None]:
    """Hold the lock of a folder, called ``shown`` where it cannot be had; wait for one's turn. OSError is passed on."""
    path = folder / _NAME
    holder = ""
    deadline = time.monotonic() + _PATIENCE
    while (descriptor := _take(path)) is None:
        holder = _holder(path) or holder
        if time.monotonic() > deadline:
            hint = "相手が終わるのを待って、もう一度実行してください。何も書き込んでいません。"
            who = f"別の dxplan（{holder}）" if holder else "別の dxplan"
            raise DxplanError(f"{shown} は{who}が書き込み中です。", hint)
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _give_back(path, descriptor)


def _take(path: Path) -> int | None:
    """Return the open lock file, locked; None while somebody else has it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if path.exists():  # another person's, or one that Windows is about to take away
            return None
        raise
    try:
        _lock(descriptor)
        # Who had it before has taken the file away: whoever comes next makes and locks another.
        current = sys.platform == "win32" or os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        current = False
    if current:
        with contextlib.suppress(OSError):  # a full disk keeps nobody from trying
            os.lseek(
                descriptor, 1, os.SEEK_SET
            )  # the first byte is the one that Windows locks, for readers too
            os.write(
                descriptor, _myself().encode()[:_ROOM].ljust(_ROOM)
            )  # over a longer name of who was killed
        return descriptor
    os.close(descriptor)
    return None


def _myself() -> str:
    """Return who is about to write, and at which machine: a folder may be shared."""
    machine = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return "、".join(filter(None, (user(), machine)))


def _holder(path: Path) -> str:
    """Return who has the lock; "" where that cannot be read. The file may be a stranger's."""
    with contextlib.suppress(OSError), path.open("rb", buffering=0) as stream:
        stream.seek(1)
        return visible(" ".join(stream.read(_ROOM).decode("utf-8", "replace").split()))
    return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _give_back(path: Path, descriptor: int) -> None:
    """Take the lock file away and the lock with it. What fails here is no failure of the work that was done."""
    if sys.platform == "win32":  # where an open file cannot be taken away
        with contextlib.suppress(OSError):
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        with contextlib.suppress(OSError):
            os.close(descriptor)
        with contextlib.suppress(OSError):
            path.unlink()
    else:
        with contextlib.suppress(OSError):
            path.unlink()
        with contextlib.suppress(OSError):
            os.close(descriptor)
