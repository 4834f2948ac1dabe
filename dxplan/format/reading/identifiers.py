"""``id``: what names directions, items and indicators."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.format.reading.fields import quote

if TYPE_CHECKING:
    from dxplan.format.reading.fields import Table

_ID: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def read_id(table: Table, example: str = "cms-training") -> str:
    """Return an ``id``: lower-case letters, digits, hyphens; "" with a finding otherwise."""
    text = table.text("id", example, required=True)
    if text and not _ID.fullmatch(text):
        message = f"id{quote(text)}に使えない文字があります。"
        folded = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", text).lower()).strip("-")
        hint = f'id = "{folded or example}" のように、半角の英小文字・数字・ハイフンで書いてください。'
        table.report("DX209", "id", message, hint)
        return ""
    return text
