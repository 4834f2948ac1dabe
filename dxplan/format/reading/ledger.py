"""``collected/ledger.toml``: what was sent to the sections of a plan, and what has come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.format.document import place, read_document
from dxplan.format.keys.ledger import LEDGER
from dxplan.format.reading.fields import Fields
from dxplan.model import Source
from dxplan.model.findings import Diagnostic
from dxplan.model.ledger import Ledger, Query, Said, SentForm, TakenFile

if TYPE_CHECKING:
    from typing import Any


def read_ledger(path: str, content: bytes) -> tuple[Ledger | None, tuple[Diagnostic, ...], str]:
    """Read the ledger; None with findings if it cannot be used. The text is returned for quoting."""
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return None, (document,), ""
    findings: list[Diagnostic] = []
    file = Fields(document.data, Source(path), findings, LEDGER)
    ledger = Ledger(
        forms=tuple(SentForm(**_values(table)) for table in file.tables("form")),
        files=tuple(TakenFile(**_values(table)) for table in file.tables("file")),
        said=tuple(Said(**_values(table)) for table in file.tables("said")),
        queries=tuple(Query(**_values(table)) for table in file.tables("query")),
    )
    file.finish()
    placed = tuple(place(finding, document) for finding in findings)
    return (None if findings else ledger), placed, document.text


def _values(table: Fields) -> dict[str, Any]:
    values = table.values()
    table.finish()
    return values
