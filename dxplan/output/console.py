"""Standard output and error on any console: cp932, C locale, pipes."""

from __future__ import annotations

import codecs
import io
import sys
from typing import Any, Final

from dxplan.values.characters import decode_typed, visible

# What cp932 has under another code point: WAVE DASH, MINUS SIGN, EM DASH, DOUBLE VERTICAL LINE, the yen of
# JIS and other look-alikes. The rest is shown as 〓, the printers' sign for a missing letter.
_COUSINS: Final = {
    "〜": "～", "−": "－", "—": "―", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢",
    "–": "-", "•": "・", "✓": "○", "\u00a0": " ",
}  # fmt: skip


def _substitute(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = b""
    for character in error.object[error.start : error.end]:
        try:
            shown += _COUSINS.get(character, "〓").encode(error.encoding)
        except UnicodeEncodeError:
            shown += b"?"
    return shown, error.end  # as bytes: in place of half a character, UTF-8 takes no other letters


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
    if not at_terminal():
        return False
    try:
        return (ask(question) or "").strip().lower() in ("y", "yes", "はい")
    except Interrupted:
        return False


class Interrupted(KeyboardInterrupt):
    """Ctrl-C at a question; ``typed`` is what stood behind it."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def ask(question: str) -> str | None:
    """Print a question and return the line typed behind it; None where there is no more input.

    At a terminal the line can be edited, whatever width its letters have, and what is pasted at once is one answer, of
    several lines perhaps. Raises Interrupted there.
    """
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            return _ask_with_keys(visible(question))
        except Interrupted:
            raise
        except KeyboardInterrupt:  # before the line was there to be typed in
            raise Interrupted("") from None
    sys.stderr.write(visible(question))
    sys.stderr.flush()
    try:
        return input()
    except (EOFError, KeyboardInterrupt):
        return None


def _ask_with_keys(question: str) -> str | None:
    from prompt_toolkit import PromptSession  # takes longer to import than most commands run

    try:
        session: PromptSession[str] = PromptSession()
    except Exception:  # noqa: BLE001 - a terminal on which it cannot draw (each system has errors of its own for that)
        try:
            return input(question)
        except (EOFError, KeyboardInterrupt):
            return None
    try:
        return session.prompt(question)
    except EOFError:
        return None
    except KeyboardInterrupt:
        raise Interrupted(session.default_buffer.text) from None
