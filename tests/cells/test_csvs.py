"""Tables of text to cells, in the encodings that Excel on a Japanese Windows saves."""

from __future__ import annotations

import pytest

from dxplan.cells.book import Refused
from dxplan.cells.csvs import read_csv

TEXT = '照合,実績値,取組実績・成果\r\nx/1,12,"一行目\r\n二行目, 三つ目"\r\n\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_it_is_read_in_every_encoding_that_excel_saves(encoding: str) -> None:
    (sheet,) = read_csv(TEXT.encode(encoding)).sheets
    assert [cell.content for cell in sheet.rows[1].values()] == ["照合", "実績値", "取組実績・成果"]
    assert sheet.rows[2][3].content == "一行目\n二行目, 三つ目"
    assert 3 not in sheet.rows


def test_tabs_divide_where_there_are_more_of_them() -> None:
    (sheet,) = read_csv("照合\t実績値\nx\t1,200\n".encode()).sheets
    assert sheet.rows[2][2].content == "1,200"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x81\xff\xff", "文字として読めない"),
        (b"a,b\0c", "文字として読めない"),
        (b'a,"' + b"x" * 200_000, "引用符が閉じていない"),
        (b"a," + b"x" * 50_000, "長すぎる文"),
        (b"," * 20_000, "表が大きすぎます"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_csv(content)
