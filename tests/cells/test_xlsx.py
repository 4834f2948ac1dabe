"""A workbook to cells: what stands in them as it was stored, and no file that stops the work."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dxplan.cells.book import Cell, Kind, Refused
from dxplan.cells.xlsx import read_workbook
from tests.cells.workbooks import PARTS, raw, workbook, zipped


def cells(content: bytes) -> dict[int, dict[int, Cell]]:
    (sheet,) = read_workbook(content).sheets
    return {number: dict(row) for number, row in sheet.rows.items()}


@pytest.mark.parametrize(
    ("value", "format_", "content", "kind"),
    [
        (12, "General", "12", Kind.NUMBER),
        (Decimal("0.1"), "0.00", "0.1", Kind.NUMBER),
        (1234567, '#,##0"人"', "1234567", Kind.NUMBER),
        (12, "[Red]#,##0;[Blue]-#,##0", "12", Kind.NUMBER),
        (1200, "0.00E+00", "1200", Kind.NUMBER),
        (0.928, "0.0%", "0.928", Kind.SHARE),
        (1, "0%", "1", Kind.SHARE),
        (date(2020, 3, 4), "yyyy/m/d", "2020-03-04", Kind.DAY),
        (date(2020, 3, 4), '[$-411]ggge"年"m"月"d"日"', "2020-03-04", Kind.DAY),
        (date(2020, 3, 4), "[$-411]ge.m.d", "2020-03-04", Kind.DAY),
        ("約１２０件", "General", "約１２０件", Kind.TEXT),
        ("一行目\r\n二行目", "General", "一行目\n二行目", Kind.TEXT),
        (True, "General", "1", Kind.TRUTH),
        ("#REF!", "General", "#REF!", Kind.ERROR),
    ],
)
def test_a_cell_is_what_was_stored_in_it(value: Any, format_: str, content: str, kind: Kind) -> None:
    cell = cells(workbook([value], formats={"A1": format_}))[1][1]
    assert (cell.content, cell.kind) == (content, kind)


def test_a_number_has_the_digits_that_were_stored_and_no_others() -> None:
    assert cells(raw('<row r="1"><c r="A1"><v>0.30000000000000004</v></c></row>'))[1][1] == Cell(
        "0.30000000000000004", Kind.NUMBER
    )


def test_a_formula_is_not_computed_and_says_what_it_came_to() -> None:
    row = cells(
        raw(
            '<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v>12</v></c><c r="B1"><f>1+1</f></c>'
            '<c r="C1" t="str"><f>[1]課!$A$1</f><v>30</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        )
    )[1]
    assert row[1] == Cell("12", Kind.NUMBER, computed=True)
    assert row[2] == Cell("", Kind.NUMBER, computed=True)
    assert row[3] == Cell("30", Kind.TEXT, computed=True, linked=True)
    assert row[4].kind is Kind.ERROR


def test_how_a_name_is_read_aloud_is_no_part_of_it() -> None:
    shared = "<sst><si><t>福島</t><rPh><t>フクシマ</t></rPh></si><si><r><t>会津</t></r><r><t>若松</t></r></si></sst>"
    relations = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    content = raw(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><t>郡山</t><rPh><t>コオリヤマ</t></rPh></is></c></row>',
        **{"xl/sharedStrings.xml": shared, "xl/_rels/workbook.xml.rels": relations},
    )
    assert [cell.content for cell in cells(content)[1].values()] == ["福島", "会津若松", "郡山"]


def test_names_with_a_prefix_and_cells_without_a_place_are_read() -> None:
    row = "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>"
    sheet = f'<x:worksheet xmlns:x="m"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    content = zipped({**PARTS, "xl/worksheets/sheet1.xml": sheet})
    assert cells(content) == {1: {1: Cell("1", Kind.NUMBER), 2: Cell("2", Kind.NUMBER)}}


def test_days_of_a_macintosh_are_four_years_later() -> None:
    book = PARTS["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    relations = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>", '<Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>'
    )
    parts = {"xl/workbook.xml": book, "xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": relations}
    assert (
        cells(raw('<row r="1"><c r="A1" s="1"><v>42432</v></c></row>', **parts))[1][1].content == "2020-03-04"
    )


def peak_memory() -> int:
    """Return the most memory this process has had, in kB; Windows does not tell it so."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def refused(content: bytes) -> str:
    """Return why a file is refused, and hold that it costs no memory."""
    peak = peak_memory()
    with pytest.raises(Refused) as caught:
        read_workbook(content)
    assert peak_memory() - peak < 300_000
    assert caught.value.hint
    return caught.value.message


GOOD = workbook(["照合", "実績値"], ["x", 12])
DOCTYPE = "<!DOCTYPE a [{}]>"
LAUGHS = DOCTYPE.format(
    '<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {n} "{f"&{b};" * 10}">' for b, n in ("ab", "bc", "cd", "de"))
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空です"),
        (b"not a workbook", "Excel のブックではありません"),
        (b"<html><table></table></html>", "Excel のブックではありません"),
        (GOOD[: len(GOOD) // 2], "壊れているか、途中で切れています"),
        (GOOD[:-5], "壊れているか、途中で切れています"),
        (b"PK\x03\x04" + b"\0" * 100, "壊れているか、途中で切れています"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "古い形式"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            ".ods",
        ),
        (zipped({"xl/workbook.bin": b"\0"}), ".xlsb"),
        (zipped({"word/document.xml": "<a/>"}), "Excel のブックではありません"),
        (zipped({**PARTS, "xl/workbook.xml": LAUGHS + "<workbook>&e;</workbook>"}), "許されない書き方"),
        (
            zipped(
                {
                    **PARTS,
                    "xl/workbook.xml": DOCTYPE.format('<!ENTITY a SYSTEM "file:///etc/passwd">')
                    + "<a>&a;</a>",
                }
            ),
            "許されない書き方",
        ),
        (zipped({**PARTS, "xl/worksheets/sheet1.xml": b"<a>" + b" " * 250_000_000}), "大きくなりすぎる"),
        (
            raw('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "あ" * 40_000 + "</t></is></c></row>"),
            "大きくなりすぎる",
        ),
        (raw('<row r="1"><c r="A1"><v>1e999999999</v></c></row>'), "壊れている"),
        (raw('<row r="9999999"><c><v>1</v></c></row>'), "壊れている"),
        (raw('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "壊れている"),
        (raw('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'), "壊れている"),
        (raw('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), "壊れている"),
        (raw('<row r="1"><c r="A1" t="?"><v>5</v></c></row>'), "壊れている"),
        (raw('<row r="1"><c r="A1">'), "壊れている"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_good_workbook_is_refused_and_says_what_to_do(content: bytes, said: str) -> None:
    assert said in refused(content)


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    content = bytearray(raw("<row/>" * 200_000))
    archive = zipfile.ZipFile(io.BytesIO(bytes(content)))
    size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = bytearray(bytes(content).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert refused(bytes(content))


def test_a_link_out_of_the_file_leads_nowhere() -> None:
    relations = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    with pytest.raises(Refused):
        read_workbook(raw("", **{"xl/_rels/workbook.xml.rels": relations}))
    outside = PARTS["xl/_rels/workbook.xml.rels"].replace("Target=", 'TargetMode="External" Target=')
    assert read_workbook(raw("", **{"xl/_rels/workbook.xml.rels": outside})).sheets == ()


def test_macros_are_told_of_and_links_to_other_files_are_not_followed() -> None:
    parts: dict[str, str | bytes] = {"xl/vbaProject.bin": b"\0", "xl/externalLinks/externalLink1.xml": "<a/>"}
    book = read_workbook(raw("", **parts))
    assert book.macros
    assert len(book.sheets) == 1


def test_half_a_million_cells_of_the_same_text_are_counted() -> None:
    row = '<c t="inlineStr"><is><t>a</t></is></c>' * 10_000
    rows = "".join(f"<row>{row}</row>" for _ in range(55))
    assert "大きくなりすぎる" in refused(raw(rows))
