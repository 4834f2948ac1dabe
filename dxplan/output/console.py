"""Standard output and error on any console: cp932, C locale, pipes."""

from __future__ import annotations

import codecs
import contextlib
import io
import sys
from importlib import import_module
from typing import Any, Final

from dxplan.values.characters import decode_typed, visible

# What cp932 has under another code point: WAVE DASH, MINUS SIGN, EM DASH, DOUBLE VERTICAL LINE, the yen of
# JIS and other look-alikes. The rest is shown as 〓, the printers' sign for a missing letter.
_COUSINS: Final = {
    "〜": "～", "−": "－", "—": "―", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢",
    "–": "-", "•": "・", "✓": "○", "\u00a0": " ",
}  # fmt: skip


def _substitute(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wanted = error.object[error.start : error.end]
    shown = ""
    for character in wanted:
        cousin = _COUSINS.get(character, "〓")
        try:
            cousin.encode(error.encoding)
        except UnicodeEncodeError:
            cousin = "?"
        shown += cousin
    return shown, error.end


def prepare() -> None:
    """Make both streams print whatever the plan holds, in the encoding the console has."""
    codecs.register_error("dxplan", _substitute)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="dxplan")


def say(message: str) -> None:
    """Print what is said about a result, to standard error."""
    sys.stderr.write(f"{visible(message)}\n")


def put(text: str) -> None:
    """Print a result, to standard output."""
    sys.stdout.write(f"{text}\n")


def put_json(data: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print JSON; outside UTF-8 every other character is escaped, so that nothing is lost."""
    import json  # by far not every command prints any

    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    put(json.dumps(data, ensure_ascii=plain, indent=2))


def read_input() -> str:
    """Return all of standard input, UTF-8 or, as a Japanese Windows pipes it, cp932."""
    content = sys.stdin.buffer.read()
    text = decode_typed(content)
    return content.decode("cp932", errors="replace") if text is None else text


def at_terminal() -> bool:
    """Tell whether somebody sits there who can be asked."""
    return sys.stdin.isatty()


def agreed(question: str) -> bool:
    """Ask for a yes at a terminal; where nobody sits there, there is none."""
    return at_terminal() and (ask(question) or "").strip().lower() in ("y", "yes", "はい")


def ask(question: str) -> str | None:
    """Print a question and return the line typed behind it; None where there is no more input.

    At a terminal the line can be edited, and what is pasted at once is one answer, of several lines perhaps: by
    readline where Python has it, by the console itself on Windows.
    """
    with_keys = sys.stdin.isatty() and sys.stdout.isatty()
    if with_keys:
        with contextlib.suppress(ImportError):
            import_module("readline")
    else:
        sys.stderr.write(visible(question))
        sys.stderr.flush()
    try:
        return input(visible(question)) if with_keys else input()
    except (EOFError, KeyboardInterrupt):
        return None
