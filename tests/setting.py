"""What a machine needs for PDF to be set and looked at; without it those tests say what was missing."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

_JAPANESE = {"Noto Sans CJK JP", "Noto Sans JP", "BIZ UDPGothic", "BIZ UDGothic", "Meiryo", "IPAexGothic"}


@cache
def pdf_missing() -> str:
    """What keeps a PDF from being made here, "" for nothing."""
    missing = [name for name in ("typst", "pikepdf") if find_spec(name) is None]
    if missing:
        return f"{'、'.join(missing)} が入っていません"
    families = set(import_module("typst").Fonts().families())
    return "" if families & _JAPANESE else "日本語の書体がありません"
