"""Reading ``pack.toml``."""

from __future__ import annotations

from pathlib import PurePath

from dxplan.format.document import place, read_document
from dxplan.format.keys.pack import PACK
from dxplan.format.reading.fields import Fields, did_you_mean
from dxplan.model.findings import Diagnostic
from dxplan.model.handouts import DATA, DEFAULT, REVIEW, handout_modules
from dxplan.model.packs import Pack, PackDocument
from dxplan.model.sources import Source

_KNOWN = tuple(name for name in (*handout_modules(), REVIEW) if name != DATA)


def read_pack(path: str, content: bytes) -> tuple[Pack | None, tuple[Diagnostic, ...], str]:
    """Read the list of a meeting's documents; None with findings if it cannot be used. The text is for quoting."""
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return None, (document,), ""
    findings: list[Diagnostic] = []
    file = Fields(document.data, Source(path), findings, PACK)
    values = file.values()
    listed = file.tables("document")
    if "document" not in file.data:
        file.missing("document", '[[document]] と、その下に label = "資料１"、plans = ["plans/2019"]')
    documents = [_read(table, findings) for table in listed]
    labels = [document.label for document in documents]
    for number, table in enumerate(listed):
        if labels[number] and labels[number] in labels[:number]:
            message = f"資料番号「{labels[number]}」が二つあります。"
            table.report("DX204", "label", message, "違う番号にしてください。")
    file.finish()
    pack = Pack(name=PurePath(path).stem, documents=tuple(documents), **values)
    return (
        (None if findings else pack),
        tuple(place(finding, document) for finding in findings),
        document.text,
    )


def _read(table: Fields, findings: list[Diagnostic]) -> PackDocument:
    before = len(findings)
    values = table.values()
    table.finish()
    document = PackDocument(
        **{key: value or PackDocument._field_defaults.get(key, "") for key, value in values.items()}
    )
    if len(findings) > before:
        return document
    if not document.plans and not document.title:
        message = "計画（plans）も件名（title）もありません。"
        hint = 'plans = ["plans/2019"]、ほかで作る資料なら title = "推進体制図" のように書き足してください。'
        table.report("DX202", "title", message, hint)
    if document.handout and document.handout not in _KNOWN:
        hint = f"{did_you_mean(document.handout, _KNOWN)}{'、'.join(_KNOWN)} から選んでください。"
        table.report("DX204", "handout", f"「{document.handout}」という資料はありません。", hint)
    elif len(document.plans) > 1 and document.handout != REVIEW:
        hint = f'handout = "{REVIEW}" と書くか、計画を一つにしてください。'
        table.report("DX204", "plans", f"いくつもの計画から作れる資料は{REVIEW}だけです。", hint)
    usual = DEFAULT[0] if document.plans else ""
    return document._replace(handout=document.handout or usual)
