"""``published/2020-06-18.toml``: what was published of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.format.document import place, read_document
from dxplan.format.keys.publication import PUBLICATION
from dxplan.format.reading.fields import Fields
from dxplan.model import Source
from dxplan.model.findings import Diagnostic
from dxplan.model.publications import Correction, Figure, Publication, PublishedFile

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_publication(path: str, content: bytes) -> tuple[Publication | None, tuple[Diagnostic, ...], str]:
    """Read what was published; None with findings if it cannot be used. The text is returned for quoting."""
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return None, (document,), ""
    findings: list[Diagnostic] = []
    file = Fields(document.data, Source(path), findings, PUBLICATION)
    values = file.values()
    files = tuple(PublishedFile(**_values(table)) for table in file.tables("handout"))
    figures = tuple(Figure(**_values(table)) for table in file.tables("figure"))
    file.finish()
    if findings:
        return None, tuple(place(finding, document) for finding in findings), document.text
    return Publication(**values, files=files, figures=figures), (), document.text


def read_corrections(head: Fields, year: int) -> Iterator[Correction]:
    """Yield the corrections that a head declares, each of one figure of one thing, of ``year`` where it names no other."""
    for table in head.tables("correction"):
        correction = Correction(**table.values(), source=table.source)
        correction = correction._replace(year=correction.year or year)
        table.finish()
        if correction.item and correction.direction:
            hint = "項目の数なら item だけ、合計の件数や割合なら direction だけを書いてください。"
            table.report("DX337", "direction", "item と direction は一緒に書けません。", hint)
        elif correction.indicator and not correction.item:
            table.missing("item", 'item = "cms-training"')
        yield correction


def _values(table: Fields) -> dict[str, Any]:
    values = table.values()
    table.finish()
    return values
