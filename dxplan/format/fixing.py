"""The safe corrections of ``validate --fix``: a phrase replaced inside one value, nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.format.document import Document
    from dxplan.model import KeyPath
    from dxplan.model.findings import Diagnostic


def fix(document: Document, findings: Iterable[Diagnostic]) -> tuple[str, int]:
    """Return the text with the replacements of all findings that have one, and how many were made.

    A replacement that would not give exactly the value it should (an escaped or written-out phrase) is left.
    """
    values: dict[KeyPath, list[Diagnostic]] = {}
    for finding in findings:
        if finding.replacement is not None and finding.phrase and finding.source.path == document.path:
            values.setdefault(finding.source.key, []).append(finding)
    text, made = document.text, 0
    # From the end of the text to its beginning, so that positions found once stay right.
    spans = {key: document.positions.values[key] for key in values if key in document.positions.values}
    for key, span in sorted(spans.items(), key=lambda pair: pair[1].start, reverse=True):
        raw, wanted = text[span.start : span.end], _value(document.data, key)
        done = 0
        for finding in values[key]:
            replacement = finding.replacement or ""
            if finding.phrase in raw:
                raw = raw.replace(finding.phrase, replacement)
                wanted = wanted.replace(finding.phrase, replacement)
                done += 1
        if _parsed(raw) == wanted.replace("\r\n", "\n"):
            text = text[: span.start] + raw + text[span.end :]
            made += done
    return text, made


def _value(data: Any, key: KeyPath) -> str:  # noqa: ANN401 - TOML data
    for step in key:
        data = data[step]
    return str(data)


def _parsed(raw: str) -> object:
    try:
        return tomli.loads(f"value = {raw}", parse_float=Decimal)["value"]
    except tomli.TOMLDecodeError:
        return None
