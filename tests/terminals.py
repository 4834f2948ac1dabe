"""``dxplan`` at a terminal: what people see and type, on a pseudo-terminal of a given width."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.conftest import Workspace

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07")
_SECONDS = 20


def at_terminal(
    made: Workspace,
    *arguments: str,
    columns: int = 80,
    talk: Iterable[tuple[str, str]] = (),
    settings: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Run a command at a terminal; return its exit code and what was shown, without control codes.

    ``talk`` are pairs: what is waited for, and what is typed then. ``settings`` are those of the environment.
    """
    pytest.importorskip("pty", reason="Windows has no pseudo-terminals of this kind")
    import fcntl
    import pty
    import termios

    def take_terminal() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # what runs in the background hands on that it is ignored

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "dxplan", *arguments],
        cwd=made.path,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**environment, "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", **(settings or {})},
        start_new_session=True,
        preexec_fn=take_terminal,  # noqa: PLW1509 - so that Ctrl-C reaches it
    )
    os.close(slave)
    shown, place, end = b"", 0, time.monotonic() + _SECONDS
    try:
        for wanted, typed in talk:
            while wanted.encode() not in shown[place:]:
                more = _read(master, end)
                assert more, f"「{wanted}」を待っていました: {shown[place:].decode(errors='replace')}"
                shown += more
            place = len(shown)
            os.write(master, typed.encode())
        while more := _read(master, end):
            shown += more
        code = process.wait(_SECONDS)
    finally:
        process.kill()
        process.wait()
        os.close(master)
    return code, _CONTROL.sub("", shown.decode()).replace("\r\n", "\n")


def _read(master: int, end: float) -> bytes:
    """Return what was shown since, b"" when nothing more comes."""
    ready, _, _ = select.select([master], [], [], max(0.0, end - time.monotonic()))
    if not ready:
        return b""
    try:
        shown = os.read(master, 65536)
    except OSError:  # so Linux says that the other side was closed
        return b""
    if b"\x1b[6n" in shown:  # where is the cursor? Every terminal says so.
        os.write(master, b"\x1b[1;1R")
    return shown
