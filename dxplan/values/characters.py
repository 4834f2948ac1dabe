"""Characters as they come from people's files, and those that must not reach a reader's program as what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex

if TYPE_CHECKING:
    import re

_CONTROL: Final = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def decode_typed(content: bytes) -> str | None:
    """Return what people typed into a file or piped in: UTF-8 or, as a Japanese Windows has it, Shift_JIS (cp932)."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def visible(text: str) -> str:
    """Return a text with control characters as pictures (␛ for escape); line ends and tabs stay.

    A terminal would obey them, and XML (Excel's files) cannot hold them.
    """
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
