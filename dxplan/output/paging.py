"""What a command shows at a terminal, in the pager of the user where it is longer than the screen: as git has it.

``DXPLAN_PAGER`` or ``PAGER`` names the pager, ``cat`` or nothing turns it off. Without them it is less, or more.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    #: What was printed, in order, each with the stream that it was for.
    from typing import TypeAlias

    Said: TypeAlias = list[tuple[TextIO, str]]

_SETTINGS: Final = ("DXPLAN_PAGER", "PAGER")
#: As git has it: less ends at once where one screen is enough, shows colours, and leaves what it has shown.
_LESS: Final = "FRX"
_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")


@contextmanager
def paged() -> Iterator[None]:
    """Hold back what is printed to the terminal until all of it is there, then show it, a page at a time if it is long.

    What is said to standard error comes behind the pages. Without a pager nothing is held back.
    """
    pager = _pager()
    if pager is None:
        yield
        return
    out, err = sys.stdout, sys.stderr
    said: Said = []
    sys.stdout = _Held(out, said)
    if err.isatty():
        sys.stderr = _Held(err, said)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
        _show(said, pager)


class _Held(io.TextIOBase):
    """A stream of a terminal whose text is kept."""

    def __init__(self, stream: TextIO, said: Said) -> None:
        self._stream, self._said = stream, said

    @property
    def encoding(self) -> str:  # type: ignore[override] # what prints asks for it
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        return self._stream.errors

    def isatty(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        self._said.append((self._stream, text))
        return len(text)


def _pager() -> list[str] | None:
    """Return the command of the pager; None where none is wanted, or there is none."""
    if os.name != "nt" and os.environ.get("TERM", "dumb") == "dumb":
        return None
    usual = "less" if shutil.which("less") else "more"
    wanted = next((os.environ[name] for name in _SETTINGS if name in os.environ), usual)
    try:
        words = shlex.split(wanted, posix=os.name != "nt")
    except ValueError:  # a quotation mark without another
        return None
    program = shutil.which(words[0]) if words else None
    return None if program is None or _name(program) == "cat" else [program, *words[1:]]


def _name(program: str) -> str:
    return PurePath(program).stem.lower()


def _show(said: Said, pager: list[str]) -> None:
    lines = sum(text.count("\n") for _, text in said)
    if lines >= shutil.get_terminal_size().lines:
        text = "".join(text for stream, text in said if stream is sys.stdout)
        if _run(pager, text):
            said = [each for each in said if each[0] is not sys.stdout]
    for stream, text in said:
        stream.write(text)


def _run(pager: list[str], text: str) -> bool:
    """Show a text in a pager; whether it could be started."""
    environment = {"LESS": _LESS, "LV": "-c", **os.environ}
    coloured = _name(pager[0]) == "less" and "R" in "".join((environment["LESS"], *pager[1:]))
    shown = text if coloured else _COLOURS.sub("", text)
    encoding = os.device_encoding(1) or sys.stdout.encoding  # more.com reads what the console has
    try:
        process = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        process.communicate(shown.encode(encoding, errors=sys.stdout.errors or "replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
