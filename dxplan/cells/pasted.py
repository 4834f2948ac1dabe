"""Text pasted out of a PDF or a page to cells: a line a row, its values separated by tabs, lines of prose between them."""

from __future__ import annotations

from dxplan.cells.book import MAX_COLUMNS, Book, Refused
from dxplan.cells.csvs import MAX_FILE, book_of, read_csv
from dxplan.cells.spaced import spaced
from dxplan.values.characters import decode_typed
from dxplan.values.patterns import regex

#: A quoted cell with line ends in it, as Excel pastes it.
_QUOTED = regex(r'(?:^|\t)"[^"\t]*\n', 8)


def read_pasted(content: bytes) -> Book:
    """Read text in UTF-8 or Shift_JIS; ``Refused`` where it is none. The number of a row is that of its line."""
    hint = "文字だけのファイル（UTF-8 か Shift_JIS）で保存し直してください。"
    if len(content) > MAX_FILE:
        raise Refused(f"ファイルが大きすぎます（{len(content) // 1_000_000} MB）。", hint)
    text = decode_typed(content)
    if text is None or "\x00" in text:
        raise Refused("文字として読めないファイルです。", hint)
    if _QUOTED.search(text):
        return read_csv(content)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    if "\t" not in text and (sheet := spaced(lines)):
        return Book(sheets=(sheet,))
    return book_of(([value.strip() for value in line.split("\t", MAX_COLUMNS)] for line in lines), hint)
