"""A workbook of Excel to cells.

Of a workbook only the parts are read that hold cells, texts and number formats: no macro, no link, no drawing, no
picture. No formula is computed. What a part may weigh is known before it is unpacked, and a document type, with which
XML multiplies itself or reaches out for other files, ends the reading.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from dxplan.cells.book import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Area,
    Book,
    Cell,
    Dress,
    Kind,
    Refused,
    Sheet,
    column_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Bytes of a file, and of all parts that are read of it. A form of 10,000 rows has 2 MB and 30 MB.
MAX_FILE: Final = 50_000_000
MAX_UNPACKED: Final = 200_000_000
_MAX_PARTS: Final = 5_000

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
#: How workbooks begin: a zip, or the older container that locked ones are in too.
BEGINNINGS: Final = (_ZIP, _OLE)
_SAVE_AS: Final = (
    "Excel で開き、「名前を付けて保存」で種類に「Excel ブック（*.xlsx）」を選んで保存し直してください。"
)

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: What stands in a number format for itself, is a colour or a condition, or only takes room.
_LITERAL: Final = re.compile(r'"[^"]*"?|\[[^\]]*\]?|\\.|_.|\*.')
_DAYS: Final = re.compile(r"[ymdhs]|g+e", re.IGNORECASE)
#: The number formats that every workbook has.
_SHARE_FORMATS: Final = {9, 10}
_DAY_FORMATS: Final = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
#: Elements of a sheet for what is no cell.
_OBJECTS: Final = ("drawing", "oleObjects", "controls", "picture")
#: Colours that are those of paper and ink.
_USUAL: Final = (
    "",
    "FFFFFFFF",
    "00FFFFFF",
    "FF000000",
    "00000000",
    "theme0",
    "theme1",
    "indexed64",
    "indexed65",
)
#: A formula that looks into another file names it in brackets.
_LINKED: Final = re.compile(r"\[[^\]]+\][^!\[\]]*!")


def read_workbook(content: bytes, *, dressed: bool = False) -> Book:
    """Read a workbook; ``Refused`` where it is none, is locked, damaged, or more than any form.

    ``dressed`` asks for what its sheets tell beside their values, too.
    """
    if len(content) > MAX_FILE:
        raise Refused(
            f"ファイルが大きすぎます（{len(content) // 1_000_000} MB）。",
            "画像などを消し、表だけを保存し直してください。",
        )
    if content.startswith(_OLE):
        raise _compound(content)
    if not content.startswith(_ZIP):
        raise _no_workbook(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Workbook(archive).read(dressed=dressed)
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, expat.ExpatError, NotImplementedError),
        *(ValueError, LookupError, OverflowError, OSError),
    ) as error:
        raise Refused(
            "ファイルが壊れているか、途中で切れています。",
            "もとのファイルを Excel で開けるか確かめ、保存し直してください。",
        ) from error


def _compound(content: bytes) -> Refused:
    """Return what to say of a file in the container of old Office files, in which encrypted ones are kept too."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Refused(
            "パスワードが掛かっていて開けません。",
            "「ファイル」→「情報」→「ブックの保護」でパスワードを外し、保存し直してください。",
        )
    return Refused("古い形式（.xls など）のファイルです。", _SAVE_AS)


def _no_workbook(content: bytes) -> Refused:
    if not content:
        return Refused("ファイルが空です。", "もとのファイルを確かめてください。")
    return Refused("Excel のブックではありません。", _SAVE_AS)


class _Workbook:
    """A workbook that is being read: ``left`` bytes and cells may still come of it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.left = MAX_UNPACKED
        self.cells = MAX_CELLS
        parts = archive.infolist()
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > 2 * MAX_UNPACKED:
            raise _too_much()
        self.parts = {part.filename.lstrip("/").lower(): part for part in parts}

    def read(self, *, dressed: bool) -> Book:
        if any(part.flag_bits & 1 for part in self.parts.values()):
            raise Refused(
                "パスワードが掛かっていて開けません。", "パスワードを外して、保存し直してください。"
            )
        if "mimetype" in self.parts and "content.xml" in self.parts:
            raise Refused("LibreOffice などの形式（.ods）のファイルです。", _SAVE_AS)
        if "xl/workbook.bin" in self.parts:
            raise Refused("バイナリ形式（.xlsb）のブックです。", _SAVE_AS)
        main = next(
            (to for kind, to in self.relations("").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if main.lower() not in self.parts or not main.lower().startswith("xl/"):
            raise Refused("Excel のブックではありません。", _SAVE_AS)
        head = _Head()
        self.parse(main, head.start)
        relations = self.relations(main)
        texts = _Texts()
        styles = _Styles()
        for kind, to in relations.values():
            if kind == "sharedStrings":
                self.parse(to, texts.start, texts.end, texts.characters)
            elif kind == "styles":
                self.parse(to, styles.start, styles.end)
        sheets = []
        for name, relation, hidden in head.sheets:
            kind, to = relations.get(relation, ("", ""))
            if kind == "worksheet":
                cells = _Cells(texts.texts, styles.kinds(), head.epoch, self.cells)
                self.parse(to, cells.start, cells.end, cells.characters)
                self.cells = cells.left
                sheet = Sheet(name=name, rows=cells.rows, merged=tuple(cells.merged), hidden=hidden)
                sheets.append(replace(sheet, dress=self._dress(to, styles)) if dressed else sheet)
        return Book(sheets=tuple(sheets), macros=any(part.endswith("vbaproject.bin") for part in self.parts))

    def _dress(self, part: str, styles: _Styles) -> Dress:
        """Return what a sheet tells beside its values; its part is read once more, for few ask."""
        rows: set[int] = set()
        columns: set[int] = set()
        colours: dict[int, dict[int, str]] = {}
        objects, left = False, MAX_CELLS

        def start(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal objects, left
            hidden = attributes.get("hidden") in ("1", "true")
            if name == "row" and hidden:
                rows.add(int(attributes["r"]))
            elif name == "col" and hidden:
                columns.update(range(int(attributes["min"]), min(int(attributes["max"]), MAX_COLUMNS) + 1))
            elif name == "c" and (colour := styles.colour(attributes.get("s", "0"))):
                left -= 1
                if left < 0:
                    raise _too_much()
                match = _REFERENCE.fullmatch(attributes.get("r", ""))
                if match:
                    colours.setdefault(int(match[2]), {})[column_number(match[1])] = colour
            elif name in _OBJECTS:
                objects = True

        self.parse(part, start)
        return Dress(tuple(sorted(rows)), tuple(sorted(columns)), colours, objects)

    def relations(self, of: str) -> dict[str, tuple[str, str]]:
        """Return what a part names as its others: by id the kind and the part, of those inside of the file."""
        folder, name = posixpath.split(of)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(name: str, attributes: Mapping[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], target)

        if path.lower() in self.parts:
            self.parse(path, start)
        return found

    def parse(
        self,
        name: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        characters: Callable[[str], None] | None = None,
    ) -> None:
        """Go through the XML of a part."""
        part = self.parts[name.lower()]
        self.left -= part.file_size
        if self.left < 0:
            raise _too_much()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype

        def first(name: str, attributes: Mapping[str, str]) -> None:
            prefix, colon, _ = name.rpartition(":")
            drop = len(prefix) + len(colon)  # which some programs write before every name, and Excel does not
            if drop:
                parser.StartElementHandler = lambda name, attributes: start(name[drop:], attributes)
                parser.EndElementHandler = end and (lambda name: end(name[drop:]))
            else:
                parser.StartElementHandler, parser.EndElementHandler = start, end
            parser.CharacterDataHandler = characters
            start(name[drop:], attributes)

        parser.StartElementHandler = first
        with self.archive.open(part) as stream:
            parser.Parse(stream.read(), True)  # noqa: FBT003 - it is the last piece


def _refuse_doctype(*_: object) -> None:
    raise Refused(
        "ブックの中に、許されない書き方があります。",
        "もとのブックか新しいブックに、値だけを写して保存してください。",
    )


def _too_much() -> Refused:
    return Refused(
        "開くと大きくなりすぎるファイルです。",
        "もとのブックか新しいブックに、表だけを写して保存してください。",
    )


class _Head:
    """The workbook itself: its sheets, each with its relation and whether it is hidden, and where its days begin."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.epoch = date(1899, 12, 30)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next(
                (value for key, value in attributes.items() if key.endswith(":id") or key == "id"), ""
            )
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((_decoded(attributes.get("name", "")), relation, hidden))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true", "on"):
            self.epoch = date(1904, 1, 1)


class _Texts:
    """The texts that cells share. How to read them aloud (furigana) is no part of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._open = self._aloud = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aloud = True
        elif name == "t":
            self._open = not self._aloud

    def characters(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._aloud = False
        elif name == "si":
            self.texts.append(_decoded("".join(self._pieces)))


class _Styles:
    """What the number formats make of numbers."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._dress: list[tuple[int, int]] = []
        self._colours: dict[str, list[str]] = {"fill": [], "font": []}
        self._in = ""
        self._of_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            self._formats.append(int(attributes.get("numFmtId", "0")))
            self._dress.append((int(attributes.get("fillId", "0")), int(attributes.get("fontId", "0"))))
        elif name in ("fills", "fonts"):
            self._in = name[:-1]
        elif name in self._colours and name == self._in:
            self._colours[name].append("")
        elif name in ("fgColor", "color") and self._in and self._colours[self._in]:
            self._colours[self._in][-1] = _colour(attributes)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._of_cells = False
        elif name in ("fills", "fonts"):
            self._in = ""

    def colour(self, style: str) -> str:
        """Return the colours of a style, ground and letters; "" where they are the usual ones."""
        if not 0 <= int(style) < len(self._dress):
            return ""
        found = (
            colours[at] if at < len(colours) else ""
            for at, colours in zip(self._dress[int(style)], self._colours.values(), strict=True)
        )
        shown = ["" if colour in _USUAL else colour for colour in found]
        return "/".join(shown) if any(shown) else ""

    def kinds(self) -> list[Kind]:
        """Return what a number in each style is."""
        return [self._kind(number) for number in self._formats]

    def _kind(self, number: int) -> Kind:
        if number in self._codes:
            code = _LITERAL.sub("", self._codes[number])
            if "%" in code or "％" in code:
                return Kind.SHARE
            return Kind.DAY if _DAYS.search(code.lower().replace("general", "")) else Kind.NUMBER
        if number in _SHARE_FORMATS:
            return Kind.SHARE
        return Kind.DAY if number in _DAY_FORMATS else Kind.NUMBER


def _colour(attributes: Mapping[str, str]) -> str:
    """Return a colour as the file names it."""
    if "rgb" in attributes:
        return attributes["rgb"].upper()
    return next((f"{key}{attributes[key]}" for key in ("theme", "indexed") if key in attributes), "")


class _Cells:
    """The cells of a sheet; ``left`` more may come."""

    def __init__(self, texts: list[str], kinds: list[Kind], epoch: date, left: int) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[Area] = []
        self.left = left
        self._texts, self._kinds, self._epoch = texts, kinds, epoch
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._begun, self._digits = 0, "0"
        self._cell: Mapping[str, str] = {}
        self._value: list[str] | None = None
        self._text: list[str] | None = None
        self._formula: list[str] | None = None
        self._to: list[str] | None = None
        self._aloud = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "c":
                self._cell = attributes
                self._value = self._text = self._formula = None
                reference = attributes.get("r")
                if reference is None:
                    self._column += 1
                else:
                    self._row, self._column = self._place(reference)
            case "v":
                self._to = self._value = []
            case "f":
                self._to = self._formula = []
            case "t":
                if not self._aloud:
                    self._text = self._to = [] if self._text is None else self._text
            case "rPh":
                self._aloud = True
            case "row":
                number = int(attributes.get("r", self._row + 1))
                if not 0 < number <= MAX_ROWS:
                    raise ValueError(number)
                self._row, self._column = number, 0
                self._begun, self._digits = number, str(number)
            case "mergeCell":
                first, _, last = attributes["ref"].partition(":")
                (top, left), (bottom, right) = self._place(first), self._place(last or first)
                self._spend()
                self.merged.append(Area(top, left, bottom, right))

    def characters(self, text: str) -> None:
        if self._to is not None:
            self._to.append(text)

    def end(self, name: str) -> None:
        match name:
            case "v" | "f" | "t":
                self._to = None
            case "rPh":
                self._aloud = False
            case "c":
                cell = self._made()
                if cell is not None:
                    if not 0 < self._column <= MAX_COLUMNS:
                        raise ValueError(self._column)
                    self._spend()
                    self.rows.setdefault(self._row, {})[self._column] = cell

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _too_much()

    def _place(self, reference: str) -> tuple[int, int]:
        if reference.endswith(
            self._digits
        ):  # nearly always: a column that is known, in the row that has begun
            column = self._columns.get(reference[: -len(self._digits)])
            if column is not None:
                return self._begun, column
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise ValueError(reference)
        letters, row = match[1], int(match[2])
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise ValueError(reference)
        return row, column

    def _made(self) -> Cell | None:
        """Return the cell that has just ended; None where it holds nothing."""
        if self._value is None and self._text is None and self._formula is None and "t" not in self._cell:
            return None
        computed, formula = self._formula is not None, "".join(self._formula or ())
        linked = computed and _LINKED.search(formula) is not None
        kind, stored = self._cell.get("t", "n"), "".join(self._value or ())
        match kind:
            case "n":
                content, what = self._number(stored.strip())
            case "s":
                content, what = (self._texts[_index(stored)] if stored.strip() else ""), Kind.TEXT
            case "inlineStr":
                content, what = _decoded("".join(self._text or ())), Kind.TEXT
            case "str":
                content, what = _decoded(stored), Kind.TEXT
            case "b":
                content, what = stored.strip(), Kind.TRUTH
            case "d":
                content, what = date.fromisoformat(stored.strip()[:10]).isoformat(), Kind.DAY
            case "e":
                content, what = stored.strip(), Kind.ERROR
            case _:
                raise ValueError(kind)
        if not content and not computed:
            return None
        return Cell(content, what, computed, linked)

    def _number(self, stored: str) -> tuple[str, Kind]:
        if not stored:
            return "", Kind.NUMBER
        try:
            number = Decimal(stored)
        except InvalidOperation as error:
            raise ValueError(stored) from error
        if not number.is_finite() or len(stored) > 64 or abs(number.adjusted()) > 400:
            raise ValueError(stored)
        style = int(self._cell.get("s", "0"))
        kind = self._kinds[style] if 0 <= style < len(self._kinds) else Kind.NUMBER
        if kind is Kind.DAY:
            # The first days of 1900 are wrong in Excel itself, and times without a day are none.
            day = int(number)
            if 60 < day < 2_958_466 or (day > 0 and self._epoch.year == 1904 and day < 2_957_000):
                return (self._epoch + timedelta(days=day)).isoformat(), Kind.DAY
            kind = Kind.NUMBER
        return stored, kind


def _index(stored: str) -> int:
    index = int(stored)
    if index < 0:
        raise ValueError(stored)
    return index


def _decoded(text: str) -> str:
    """Return a text with LF line ends and without control characters, as which some are written: ``_x000D_``."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(text) > MAX_TEXT:
        raise _too_much()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)
