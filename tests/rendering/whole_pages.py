"""Handouts in every format, held against the data that they are made of: no text is cut, no page is empty."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from dxplan.format.reading import read_plan
from dxplan.handouts.handout import Cell, Content, Facts, Handout, Kind, Layout, Row, Table, Text, as_text
from dxplan.handouts.report import make_report
from dxplan.handouts.review import in_years, make_review
from dxplan.handouts.review_tables import make as make_review_handout
from dxplan.model.handouts import CORRECTIONS, handout_modules
from dxplan.output.columns import in_columns
from dxplan.output.formats import Listener, write
from dxplan.output.look import marks_of
from dxplan.values.characters import visible
from dxplan.workspace.opening import TemplateFolder
from tests.rendering.test_html import Elements
from tests.setting import pdf_missing

#: What no reader sees: blanks, and what only tells where a word may break or which way it is read.
_UNSEEN: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_MARKS: Final = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x20E3)
_ESCAPED: Final = re.compile(r"\\(?=[^\w\s])")
_TEMPLATES: Final = TemplateFolder(None)


class _Written(NamedTuple):
    """What was made of a handout, and what was said of it."""

    of: Handout
    content: bytes
    said: str


def handouts_of(files: Mapping[str, str]) -> Iterator[Handout]:
    """Yield all handouts of a plan that is sound, as drafts, and its 総括."""
    reading = read_plan("plan", "plans/plan", {name: text.encode() for name, text in files.items()})
    assert reading.plan is not None, reading.findings
    report = make_report(reading.plan)
    for name, module in handout_modules().items():
        if name != CORRECTIONS:
            made: Handout = import_module(f"dxplan.handouts.{module}").make(report, "資料１")
            missing = [row.called for row in report.unrecorded]
            yield made._replace(version="0123abcd").as_draft(missing)
    yield make_review_handout(make_review(in_years(reading.plan)), "資料２")._replace(version="0123abcd")


def faults(files: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong in what is made of a plan, a line each."""
    for handout in handouts_of(files):
        for format_, look in _LOOKS.items():
            if format_ == "pdf" and pdf_missing():
                continue
            try:
                said: list[str] = []
                written = write(format_, handout, _TEMPLATES, Listener(lambda _: None, said.append))
                if written is not None:
                    found = look(_Written(handout, written, "".join(said)))
                    yield from (f"{handout.name}.{format_}: {fault}" for fault in found)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
                yield f"{handout.name}.{format_}: {type(error).__name__}: {str(error)[:300]}"


def _seen(text: str) -> str:
    return _UNSEEN.sub("", visible(text))


def _texts(handout: Handout, *, data: bool = False, numbers: bool = True, top: bool = True) -> Iterator[str]:
    """Yield all texts of a handout as they are to be read, those of numbers and what stands above it on paper if asked to."""
    look = _TEMPLATES.look()
    marks = marks_of(handout.badges, look)
    for sheet in handout.sheets:
        if (sheet.layout is Layout.DATA) is not data:
            continue
        shown = in_columns(sheet, look)
        yield from (text.text for text in shown.top) if top else (sheet.heading,)
        for block in shown.blocks:
            match block:
                case Text():
                    yield block.text
                case Facts(pairs=pairs):
                    for name, content in pairs:
                        yield from (name, *_text_of(content, numbers=numbers))
                case Table():
                    yield from _of_table(block, marks, numbers=numbers)


def _of_table(table: Table, marks: Mapping[str, str], *, numbers: bool) -> Iterator[str]:
    yield table.title
    yield from table.notes
    for row in table.rows:
        if not isinstance(row, Row):
            yield from (row.text, *row.points)
            continue
        for content, column in zip(row.cells, table.columns, strict=True):
            for text in _text_of(content, numbers=numbers):
                yield marks.get(text, text) if column.kind is Kind.MARK else text


def _text_of(content: Content, *, numbers: bool) -> Iterator[str]:
    """Yield what a cell shows, or nothing where that is a number and none is asked for."""
    value = content.value if isinstance(content, Cell) else content
    if numbers or isinstance(value, str):
        yield as_text(content)


def _missing(texts: Iterable[str], shown: str, *, pieces: int = 1) -> Iterator[str]:
    """Yield the texts that do not stand in what is shown, each in so many pieces at most."""
    for text in dict.fromkeys(map(_seen, texts)):
        rest, found = text, 0
        while rest and found < pieces:
            end = next((n for n in range(len(rest), 0, -1) if rest[:n] in shown), 0)
            if not end:
                break
            rest, found = rest[end:], found + 1
        if rest:
            yield f"cut: {text[:60]!r} ({len(text)} letters, {len(rest)} missing: {rest[:30]!r})"


def _in_html(made: _Written) -> Iterator[str]:
    page = made.content.decode()
    Elements(page)
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page)
    shown = _seen(html.unescape(re.sub(r"<[^>]*>", "", body)))
    filled = tuple(sheet for sheet in made.of.sheets if not sheet.blank)
    yield from _missing(_texts(made.of._replace(sheets=filled), top=False), shown)


def _in_markdown(made: _Written) -> Iterator[str]:
    page = made.content.decode()
    plain = html.unescape(_ESCAPED.sub("", page.replace("<br>", "\n")))
    yield from () if _seen(made.of.heading) in _seen(plain) else ("no title",)


def _in_json(made: _Written) -> Iterator[str]:
    data = json.loads(made.content)
    yield from () if data["sheets"] else ("empty",)


def _in_excel(made: _Written) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        parts = {
            name: ET.fromstring(archive.read(name))  # noqa: S314 - just written here
            for name in archive.namelist()
            if name.endswith(".xml")
        }
    columns: dict[tuple[str, str], list[str]] = {}
    for name, sheet in parts.items():
        if not name.startswith("xl/worksheets/"):
            continue
        for row in sheet.iter(f"{_IN_SHEET}row"):
            if float(row.get("ht", 0)) > _HIGHEST:
                yield f"cut: {name} has a row that is higher than Excel makes it: {row.get('r')}"
            for cell in row:
                if (value := cell.find(f"{_IN_SHEET}is")) is not None:
                    # What is too long for one row goes on below, in its column.
                    place = name, str(cell.get("r")).rstrip("0123456789")
                    columns.setdefault(place, []).append("".join(value.itertext()))
    whole = _seen("\n".join(text for texts in columns.values() for text in texts).replace("_x005F_", "_"))
    yield from _missing(_texts(made.of, numbers=False), whole)
    yield from _missing(_texts(made.of, numbers=False, data=True), whole)


#: Excel makes no row higher, in points.
_HIGHEST: Final = 409
_IN_SHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _in_word(made: _Written) -> Iterator[str]:
    import docx

    document = docx.Document(io.BytesIO(made.content))
    shown = _seen("\n".join("".join(node.itertext()) for node in document.element.body))
    yield from _missing(_texts(made.of), shown)


@cache
def _pdftotext() -> str | None:
    return shutil.which("pdftotext")


def _in_pdf(made: _Written) -> Iterator[str]:
    tool = _pdftotext()
    if tool is None:
        return
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(made.content)
        done = subprocess.run([tool, "-raw", file.name, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    ends = [made.of.head(1000), made.of.mark, made.of.title]
    for number, page in enumerate(pages, 1):
        left = _seen(page)
        for end in ends:
            left = left.replace(_seen(end), "")
        if len(left) < 12:
            yield f"page {number} of {len(pages)} is empty: {left!r}"
    # What no font of this machine has is said, and stands as 〓; marks and joiners of it stand nowhere.
    unset = dict.fromkeys(
        map(ord, made.said.partition("にしました：")[2].replace("　", "")), "〓"
    ) | dict.fromkeys(_MARKS)
    shown = _seen("".join(pages).translate(dict.fromkeys(_MARKS)))
    yield from _missing(
        (visible(text).translate(unset) for text in _texts(made.of)), shown, pieces=len(pages)
    )


_LOOKS: Final[Mapping[str, Callable[[_Written], Iterator[str]]]] = {
    "xlsx": _in_excel,
    "md": _in_markdown,
    "html": _in_html,
    "json": _in_json,
    "docx": _in_word,
    "pdf": _in_pdf,
}
