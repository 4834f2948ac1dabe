"""A table of values separated by commas or tabs to cells, as Excel and editors on Windows save them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from dxplan.cells.book import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Book, Cell, Refused, Sheet
from dxplan.values.characters import decode_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_FILE: Final = 50_000_000
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
#: Characters in which it shows what separates the values: a list may have its title in a line above.
_HEAD: Final = 4000


def read_csv(content: bytes) -> Book:
    """Read a CSV or TSV in UTF-8, UTF-16 or Shift_JIS; ``Refused`` where it is none. All its cells are texts."""
    hint = "Excel で開き、「CSV UTF-8（コンマ区切り）」か「Excel ブック」で保存し直してください。"
    if len(content) > MAX_FILE:
        raise Refused(f"ファイルが大きすぎます（{len(content) // 1_000_000} MB）。", hint)
    if content.startswith(_UTF16):
        text = content.decode("utf-16", errors="replace")
    else:
        decoded = decode_typed(content)
        if decoded is None or "\x00" in decoded:
            raise Refused("文字として読めないファイルです。", hint)
        text = decoded
    text = text.removeprefix("\ufeff")
    head = text[:_HEAD]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return book_of(
            ([value.replace("\r\n", "\n").replace("\r", "\n") for value in row] for row in read), hint
        )
    except csv.Error as error:
        raise Refused("表として読めません（引用符が閉じていないようです）。", hint) from error


def book_of(lines: Iterable[Sequence[str]], hint: str) -> Book:
    """Return the cells of lines of values, "" for none; ``Refused`` with the hint where there are too many."""
    rows: dict[int, dict[int, Cell]] = {}
    widths: dict[int, int] = {}
    count = 0
    for number, values in enumerate(lines, 1):
        cells = {column: Cell(value) for column, value in enumerate(values, 1) if value}
        count += len(cells)
        if number > MAX_ROWS or len(values) > MAX_COLUMNS or count > MAX_CELLS:
            raise Refused("表が大きすぎます。", hint)
        if any(len(cell.content) > MAX_TEXT for cell in cells.values()):
            raise Refused("長すぎる文があります。", hint)
        if cells:
            rows[number], widths[number] = cells, len(values)
    return Book(sheets=(Sheet(name="", rows=rows, widths=widths),))
