"""templates/styles.xlsx: the look of an office's own workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.colors import Color

from tests.conftest import ITEM, Workspace

Small = Callable[[str], Workspace]


def render(made: Workspace) -> None:
    outcome = made.run("render", "2019", "--draft", "--format", "xlsx", "--handout", "実施結果")
    assert outcome.code == 0, outcome.err


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def rendered(small: Small) -> tuple[Workspace, Workbook]:
    made = small(ITEM)
    render(made)
    (found,) = (made.path / "out" / "2019").glob("実施結果*.xlsx")
    return made, load_workbook(found)


def style(book: Workbook, name: str) -> NamedStyle:
    styles: Any = book
    found: NamedStyle = styles._named_styles[name]
    return found


def test_the_styles_of_a_workbook_are_taken_and_nothing_else_of_it(
    rendered: tuple[Workspace, Workbook],
) -> None:
    made, book = rendered
    heading = style(book, "dxplan 列見出し")
    heading.font = Font(name="HG丸ｺﾞｼｯｸM-PRO", size=heading.font.sz, bold=True, color=Color(theme=4))
    heading.fill = PatternFill("solid", fgColor="FFF2CC")
    heading.border = Border(bottom=Side(style="double"))
    book.worksheets[0]["A1"] = "ひな形の文"
    theirs = saved(book)
    made.write("templates/styles.xlsx", theirs)
    before = {path.name for path in (made.path / "out" / "2019").iterdir()}
    render(made)
    assert {path.name for path in (made.path / "out" / "2019").iterdir()} == before
    (found,) = (made.path / "out" / "2019").glob("実施結果*.xlsx")
    now = load_workbook(found)
    dressed = [
        cell
        for sheet in now.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.style == "dxplan 列見出し"
    ]
    assert dressed
    for cell in dressed:
        assert (cell.font.name, cell.font.color.theme, cell.fill.fgColor.rgb[-6:]) == (
            "HG丸ｺﾞｼｯｸM-PRO",
            4,
            "FFF2CC",
        )
        assert cell.alignment.horizontal == "center"
    assert now.worksheets[0]["A1"].value != "ひな形の文"


def test_what_cannot_be_taken_is_refused_and_all_of_it_told(rendered: tuple[Workspace, Workbook]) -> None:
    made, book = rendered
    style(book, "dxplan 左").font = Font(name="Meiryo UI", size=11)
    style(book, "dxplan 計").alignment = Alignment(horizontal="right", vertical="top", wrap_text=True)
    made.write("templates/styles.xlsx", saved(book))
    before = made.files()
    outcome = made.run("render", "2019", "--draft", "--format", "xlsx")
    assert (outcome.code, made.files()) == (2, before)
    assert "「dxplan 左」の文字の大きさ 11（資料では 9）、「dxplan 計」の配置。" in outcome.err


def test_a_workbook_with_other_styles_alone_is_refused(small: Small) -> None:
    made = small(ITEM)
    made.write("templates/styles.xlsx", saved(Workbook()))
    outcome = made.run("render", "2019", "--draft", "--format", "xlsx")
    assert (outcome.code, (made.path / "out").exists()) == (2, False)
    assert "templates/styles.xlsx に、dxplan のセルのスタイルがありません。" in outcome.err


def bomb(styles: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/styles.xml", styles)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, b"text", bomb("<a/>"), bomb("<a")),
        bomb("<a>" + " " * 20_000_000 + "</a>"),
        bomb('<!DOCTYPE a [<!ENTITY b SYSTEM "/etc/passwd">]><a>&b;</a>'),
    ],
    ids=range(8),
)
def test_one_that_cannot_be_read_is_refused_and_nothing_is_written(content: bytes, small: Small) -> None:
    made = small(ITEM)
    made.write("templates/styles.xlsx", content)
    outcome = made.run("render", "2019", "--draft", "--format", "xlsx")
    assert (outcome.code, (made.path / "out").exists()) == (2, False)
    assert "templates/styles.xlsx の" in outcome.err or "templates/styles.xlsx に" in outcome.err
