"""The first step of reading a form, alone: whatever bytes come, it is cells or a refusal, in little memory and time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.cells.book import Book, Refused
from dxplan.cells.csvs import read_csv
from dxplan.cells.xlsx import read_workbook
from tests.cells.workbooks import PARTS, raw, workbook, zipped

GOOD = workbook(["照合", "実績値"], ["x", 12], ["y", 0.5], formats={"B3": "0%"})
WORDS = st.sampled_from(
    [
        "<c",
        "<row",
        "</row>",
        "<v>",
        "</v>",
        "<f>",
        "<is><t>",
        "</t></is>",
        't="s"',
        't="b"',
        't="d"',
        'r="A1"',
        'r="XFD1048577"',
        's="99"',
        ">",
        "/>",
        "1e400",
        "&amp;",
        "&#0;",
        "<!DOCTYPE a>",
        "<mergeCell ref='A1:Z9'/>",
        "_x000D_",
        "_xD800_",
        "<![CDATA[",
        "]]>",
        "12",
        "-",
    ]
)


def outcome(content: bytes, read: Callable[[bytes], Book] = read_workbook) -> None:
    try:
        read(content)
    except Refused as refused:
        said = (refused.message, refused.hint)
    else:
        return
    assert all(said)


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    outcome(content)
    outcome(b"PK\x03\x04" + content)
    outcome(bytes.fromhex("d0cf11e0a1b11ae1") + content)
    outcome(content, read_csv)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_workbook_with_bytes_changed(changes: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD)
    for at, byte in changes:
        content[at] = byte
    outcome(bytes(content))


@given(st.sampled_from(sorted(zipfile.ZipFile(io.BytesIO(GOOD)).namelist())), st.data())
@settings(deadline=None)
def test_a_workbook_with_a_part_changed(name: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts: dict[str, str | bytes] = {part: archive.read(part) for part in archive.namelist()}
    whole = parts[name]
    assert isinstance(whole, bytes)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 60)))
    put = data.draw(st.one_of(st.binary(max_size=20), WORDS.map(str.encode)))
    parts[name] = whole[:start] + put + whole[end:]
    outcome(zipped(parts))


@given(st.lists(st.one_of(WORDS, st.text(max_size=5)), max_size=30))
def test_a_sheet_of_any_words(words: list[str]) -> None:
    sheet = "".join(words).encode("utf-8", "replace")
    outcome(zipped({**PARTS, "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + sheet}))
    outcome(raw("".join(words).encode("utf-8", "replace").decode()))
