"""Findings as GitHub workflow commands, which GitHub shows beside the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxplan.model.findings import Diagnostic


def annotation(diagnostic: Diagnostic) -> str:
    """Return ``::error file=…,line=…,col=…,title=DX203::message``, escaped as GitHub asks."""
    place = (
        f"file={_property(diagnostic.source.path)},line={diagnostic.line},col={diagnostic.column}"
        f",title={_property(diagnostic.code)}"
    )
    return f"::{diagnostic.severity.value} {place}::{_data(f'{diagnostic.message} {diagnostic.hint}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
