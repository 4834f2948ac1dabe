"""A handout as a Word document, written by python-docx (the extra ``dxplan[word]``).

Headings are headings, and rows of headings stand on every page. Of the .docx that an office puts beside its templates the
styles are taken and nothing else. A bar is a column of letters, as in Markdown.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.handout import (
    Cell,
    Column,
    Facts,
    Kind,
    Layout,
    Role,
    Row,
    RowRole,
    Table,
    Text,
    WideRole,
    as_text,
    joined,
    runs_of,
)
from dxplan.model.findings import DxplanError
from dxplan.output.archive import StillZip
from dxplan.output.columns import heading_boxes, heading_levels, in_columns, scale_of
from dxplan.output.excel.wrapping import POINTS_PER_WIDTH
from dxplan.output.look import fill_of_cell, legend, marks_of
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.handouts.handout import Content, Handout, Sheet, Wide
    from dxplan.output.formats import Listener, Templates
    from dxplan.output.look import Look

#: The document beside the templates whose styles are taken, and the most that its styles may be.
STYLES: Final = "styles.docx"
_MOST_BYTES: Final = 5_000_000
#: A4 and A3, lying, and the margins around what is printed, in points.
_PAPER: Final = {False: (841.9, 595.3), True: (1190.6, 841.9)}
_MARGIN: Final = 36.0
_CELL_MARGIN: Final = 2.5
#: The size of the letters above and below each page, in points.
_ENDS: Final = 8
#: So many half-width letters stand in two lines above and below each page.
_HEAD_CELLS: Final = 300
#: A table of so many rows is short.
_SHORT: Final = 12
#: Word takes so many letters for what it tells of a document.
_PROPERTY: Final = 255
#: Bars of letters are set in a font in which each of them takes half of what one of Japanese text does.
_BAR: Final = Column("", width=26, id="bar")
_BAR_FONT: Final = "Courier New"
_HEADINGS: Final = ("Title", *(f"Heading {level}" for level in range(1, 10)))


def write(handout: Handout, templates: Templates, listener: Listener) -> bytes | None:
    """Return the document; None of data, which nobody prints.

    Raises DxplanError where python-docx is not there, and where the styles of the office cannot be read.
    """
    listener.step(handout.size)
    sheets = [sheet for sheet in handout.sheets if sheet.layout is not Layout.DATA]
    if not sheets:
        return None
    try:
        import docx
    except ImportError:
        hint = 'pip install "dxplan[word]" で入ります（docs/install.md）。'
        raise DxplanError("Word を作る python-docx が入っていません。", hint) from None
    document = _Document(docx.Document(), handout, templates.look())
    path, styles = templates.file(STYLES)
    if path:
        document.take_styles(path, styles)
    for sheet in sheets:
        document.sheet(in_columns(sheet, document.look))
    return document.to_bytes()


def _element(tag: str, /, **values: str | float) -> Any:  # noqa: ANN401 - lxml's
    """Return an element of Word with attributes of Word."""
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for key, value in values.items():
        element.set(_qualified(key), str(value))
    return element


def _qualified(name: str) -> str:
    """Return the whole name of an element or an attribute of Word."""
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _twips(points: float) -> int:
    return round(points * 20)


class _Document:
    """A document of Word that is written from the top down."""

    def __init__(self, document: Any, handout: Handout, look: Look) -> None:  # noqa: ANN401 - untyped
        self.document = document
        self.handout = handout
        self.look = look
        self.marks = marks_of(handout.badges, look)
        self.section: Any = None
        self.titled = False
        self.level = 0
        #: The names of bookmarks, which have letters and digits only, and those that stand somewhere by now.
        self.bookmarks = {anchor: f"dx{n}" for n, anchor in enumerate(dict.fromkeys(handout.anchors), 1)}
        self.placed: set[str] = set()
        sizes = (look.title_size, look.heading_size)
        for number, style in enumerate(("Normal", *_HEADINGS)):
            size = sizes[number - 1] if 0 < number <= len(sizes) else look.size + 1
            self._set_font(style, size, bold=number > 0)
        # In another language programs set the letters of its fonts, and read it aloud in its sounds.
        for language in self.document.styles.element.iter(_qualified("lang")):
            language.set(_qualified("eastAsia"), "ja-JP")

    def take_styles(self, path: str, content: bytes) -> None:
        """Put the styles of an office's document in the place of the own ones; nothing else of it is read."""
        from docx.enum.style import WD_STYLE_TYPE
        from docx.oxml import parse_xml

        element = None
        # What is no zip, has a password, was cut off or is no XML is told of below, all in one way.
        unreadable = (
            zipfile.BadZipFile,
            KeyError,
            RuntimeError,
            NotImplementedError,
            SyntaxError,
            EOFError,
            OSError,
        )
        with contextlib.suppress(*unreadable):
            with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("word/styles.xml") as given:
                read = given.read(_MOST_BYTES + 1)
            element = parse_xml(read) if len(read) <= _MOST_BYTES else None
        if element is None or element.tag != _qualified("styles"):
            hint = "Word で開き、パスワードを付けずに .docx で保存し直すか、このファイルを除いてください。"
            raise DxplanError(f"{path} の Word のスタイルが読めません。", hint)
        # Which lists they are numbered in is said elsewhere in their document.
        for numbered in list(element.iter(_qualified("numPr"))):
            numbered.getparent().remove(numbered)
        styles = self.document.styles
        for child in list(styles.element):
            styles.element.remove(child)
        styles.element.extend(list(element))
        for name in _HEADINGS:
            if name not in styles:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
                self._set_font(name, self.look.size + 2, bold=True)
        if "Table Grid" not in styles:
            styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)

    def _set_font(self, style: str, size: float, *, bold: bool) -> None:
        from docx.shared import Pt, RGBColor

        font = self.document.styles[style].font
        font.name, font.size, font.bold, font.color.rgb = self.look.font, Pt(size), bold, RGBColor(0, 0, 0)
        fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
        fonts.set(_qualified("eastAsia"), self.look.font)

    def sheet(self, sheet: Sheet) -> None:
        """Write a sheet, in a section of its own: paper, what stands above and below each page, and its blocks."""
        self._begin(sheet)
        self.waiting = self._first(sheet.anchor)
        # What is kept together on a page: all texts of a part but its last block stay with what follows them.
        led = (
            {id(block) for part in sheet.parts for block in part[:-1]}
            if sheet.layout is not Layout.LIST
            else set()
        )
        blocks = (*sheet.headed, *sheet.blocks)
        for block in blocks:
            last = block is blocks[-1]
            match block:
                case Text():
                    self._text(block, kept=id(block) in led)
                case Facts(pairs=pairs, large=large):
                    rows = tuple(
                        Row(pair, RowRole.TOTAL if number == large else RowRole.PLAIN)
                        for number, pair in enumerate(pairs, 1)
                    )
                    named = Table((Column("", width=24), Column("", width=80)), rows)
                    self._table(named, sheet, last=last)
                case Table():
                    self._table(block, sheet, last=last)

    def _begin(self, sheet: Sheet) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Pt

        new = self.section is not None
        section = self.document.add_section(WD_SECTION.NEW_PAGE) if new else self.document.sections[0]
        if new:
            self._flatten(self.document.paragraphs[-1])
        self.section = section
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = map(Pt, _PAPER[sheet.large])
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Pt(_MARGIN))
        section.header_distance = section.footer_distance = Pt(_MARGIN / 2)
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        room = self._room(sheet)
        self._ends(section.header.paragraphs[0], room, self.handout.head(_HEAD_CELLS), self.handout.mark)
        below, foot = section.footer.paragraphs[0], self.handout.foot(sheet, _HEAD_CELLS)
        self._ends(below, room, foot, f"{legend(self.marks)}　　" if sheet.marked else "", numbered=True)

    @staticmethod
    def _room(sheet: Sheet) -> float:
        """Return how wide what is printed can be, in points."""
        return _PAPER[sheet.large][0] - 2 * _MARGIN

    @staticmethod
    def _ends(paragraph: Any, room: float, left: str, right: str, *, numbered: bool = False) -> None:  # noqa: ANN401
        """Write what stands above or below every page, at its edges; the number of the page is the last."""
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Pt

        stops = paragraph.paragraph_format.tab_stops
        usual = paragraph.style.paragraph_format.tab_stops if paragraph.style else ()
        for stop in usual:
            stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(Pt(room), WD_TAB_ALIGNMENT.RIGHT)
        parts = [f"{visible(left)}\t{visible(right)}", *(("PAGE", " / ", "NUMPAGES") if numbered else ())]
        for part in parts:
            run = paragraph.add_run("1" if part in ("PAGE", "NUMPAGES") else part)
            run.font.size = Pt(_ENDS)
            if part in ("PAGE", "NUMPAGES"):
                field = _element("w:fldSimple", instr=part)
                run._r.addprevious(field)  # noqa: SLF001 - python-docx has no fields
                field.append(run._r)  # noqa: SLF001

    @staticmethod
    def _flatten(paragraph: Any) -> None:  # noqa: ANN401 - untyped
        """Make a paragraph without letters so low that it begins no page of its own."""
        from docx.shared import Pt

        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing = Pt(1)

    def _text(self, text: Text, *, kept: bool = False) -> Any:  # noqa: ANN401 - untyped
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        style = None  # whatever is the usual one of whose styles they are
        if text.role is Role.TITLE and not self.titled:
            style, self.titled = "Title", True
        elif text.role in (Role.TITLE, Role.HEADING):
            # The title is above all; what is of level 2 in the whole is the first heading of Word, and none is left out.
            self.level = min(max(1, text.level - 1), self.level + 1)
            style = f"Heading {self.level}"
        paragraph = self.document.add_paragraph(style=style)
        paragraph.paragraph_format.space_after = Pt(3)
        if kept:
            paragraph.paragraph_format.keep_with_next = True
        if style is None and text.role is Role.OFFICE:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._write(paragraph._p, joined((text.mark, text.text)), to=text.to)  # noqa: SLF001 - for bookmarks
        return paragraph

    def _write(
        self,
        paragraph: Any,  # noqa: ANN401 - untyped
        text: str,
        *,
        bold: bool = False,
        size: float = 0,
        font: str = "",
        to: str = "",
    ) -> None:
        """Write a text into a paragraph: with the bookmarks that wait for a place, led to another, what changed underlined."""
        for anchor in self.waiting:
            name = self.bookmarks[anchor]
            paragraph.append(_element("w:bookmarkStart", id=name[2:], name=name))
            paragraph.append(_element("w:bookmarkEnd", id=name[2:]))
        self.waiting = []
        if to in self.bookmarks:
            link = _element("w:hyperlink", anchor=self.bookmarks[to])
            paragraph.append(link)
            paragraph = link
        for run in runs_of(text):
            for number, line in enumerate(visible(run.text).split("\n")):
                made = _element("w:r")
                properties = _element("w:rPr")
                if font:
                    properties.append(_element("w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))
                if bold:
                    properties.append(_element("w:b"))
                if size:
                    properties.append(_element("w:sz", val=round(2 * size)))
                if run.changed:
                    properties.append(_element("w:u", val="single"))
                made.append(properties)
                if number:
                    made.append(_element("w:br"))
                letters = _element("w:t")
                letters.text = line
                letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                made.append(letters)
                paragraph.append(made)

    def _first(self, anchor: str) -> list[str]:
        """Return an anchor where it stands first, and nothing else: what is told of twice is found there."""
        if not anchor or anchor in self.placed:
            return []
        self.placed.add(anchor)
        return [anchor]

    def _table(self, table: Table, sheet: Sheet, *, last: bool) -> None:
        if table.title:
            self._text(Text(Role.HEADING, table.title, level=3))
        columns = (
            (*table.columns, _BAR._replace(heading=table.bar_heading)) if table.barred else table.columns
        )
        scale = scale_of(table._replace(columns=columns), sheet, self._room(sheet))
        widths = [column.width * POINTS_PER_WIDTH * scale for column in columns]
        size = self.look.size * min(1.0, scale)
        made = self.document.add_table(0, len(columns), style="Table Grid")
        made.autofit = False
        margins = _element("w:tblCellMar")
        for side in ("left", "right"):
            margins.append(_element(f"w:{side}", w=_twips(_CELL_MARGIN), type="dxa"))
        made._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx does not know them
        grid = made._tbl  # noqa: SLF001 - cell by cell python-docx takes the square of a table's rows
        for column, width in zip(grid.tblGrid, widths, strict=True):
            column.set(column.tag.replace("gridCol", "w"), str(_twips(width)))
        if any(column.heading for column in columns):
            self._headings(grid, heading_levels(columns, table.over), widths, size)
        # A short table stands on one page, as what belongs together in a long one does; its notes begin below its last row.
        short = sheet.layout is not Layout.LIST and len(table.rows) <= _SHORT
        end = len(table.rows) - 1
        ends = {end} if short else {unit.stop - 1 for unit in table.units}
        for number, row in enumerate(table.rows):
            self.waiting += self._first(row.anchor)
            kept = number not in ends or (number == end and bool(table.notes))
            if isinstance(row, Row):
                cells = (*row.cells, table.bar(row)) if table.barred else row.cells
                self._row(grid, row, cells, columns, widths, size, kept=kept)
            else:
                self._wide(grid, row, widths, size, kept=kept)
        for note in table.notes:
            self._text(Text(Role.NOTE, note))
        if not table.notes:  # a table is followed by a text
            below = self._text(Text(Role.NOTE, ""))
            if last:
                self._flatten(below)

    def _headings(
        self,
        grid: Any,  # noqa: ANN401
        levels: Sequence[Sequence[str]],
        widths: Sequence[float],
        size: float,
    ) -> None:
        boxes = list(heading_boxes(levels))
        for level in range(len(levels)):
            line = self._line(grid, heading=True)
            place = 0
            while place < len(widths):
                box = next(b for b in boxes if b.first <= place <= b.last and b.top <= level <= b.bottom)
                merged = "" if box.top == box.bottom else "restart" if level == box.top else "continue"
                span = box.last - box.first + 1
                cell = self._cell(
                    line,
                    sum(widths[place : place + span]),
                    span=span,
                    merged=merged,
                    fill=self.look.colours["heading"],
                )
                self._write(
                    self._paragraph(cell, "center", kept=True),
                    box.text if level == box.top else "",
                    bold=True,
                    size=size,
                )
                place = box.last + 1

    def _row(
        self,
        grid: Any,  # noqa: ANN401 - untyped
        row: Row,
        cells: Sequence[Content],
        columns: Sequence[Column],
        widths: Sequence[float],
        size: float,
        *,
        kept: bool,
    ) -> None:
        line = self._line(grid)
        strong = row.role.strong
        for content, column, width in zip(cells, columns, widths, strict=True):
            text = as_text(content)
            if column.kind is Kind.MARK:
                text = self.marks.get(text, text)
            fill = fill_of_cell(content, self.look, strong=strong)
            cell = self._cell(line, width, fill=fill)
            paragraph = self._paragraph(cell, column.on_paper.value, kept=kept)
            to = content.to if isinstance(content, Cell) else ""
            font = _BAR_FONT if column.id == _BAR.id else ""
            self._write(paragraph, text, bold=strong, size=size, font=font, to=to)

    def _wide(self, grid: Any, row: Wide, widths: Sequence[float], size: float, *, kept: bool) -> None:  # noqa: ANN401
        heading = row.role is WideRole.HEADING
        fill = self.look.colours["heading"] if heading and row.level == 1 else ""
        cell = self._cell(self._line(grid), sum(widths), span=len(widths), fill=fill)
        paragraph = self._paragraph(cell, "left", kept=heading or kept)
        self._write(paragraph, row.lines, bold=heading, size=size)

    def _line(self, grid: Any, *, heading: bool = False) -> Any:  # noqa: ANN401 - untyped
        line = _element("w:tr")
        properties = _element("w:trPr")
        properties.append(_element("w:cantSplit"))
        if heading:
            properties.append(_element("w:tblHeader"))
        line.append(properties)
        grid.append(line)
        return line

    @staticmethod
    def _cell(line: Any, width: float, *, span: int = 1, merged: str = "", fill: str = "") -> Any:  # noqa: ANN401
        cell, properties = _element("w:tc"), _element("w:tcPr")
        properties.append(_element("w:tcW", w=_twips(width), type="dxa"))
        if span > 1:
            properties.append(_element("w:gridSpan", val=span))
        if merged:
            properties.append(_element("w:vMerge", val=merged))
        if fill:
            properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
        cell.append(properties)
        line.append(cell)
        return cell

    @staticmethod
    def _paragraph(cell: Any, align: str, *, kept: bool = False) -> Any:  # noqa: ANN401 - untyped
        paragraph, properties = _element("w:p"), _element("w:pPr")
        if kept:
            properties.append(_element("w:keepNext"))
        properties.append(_element("w:spacing", before=0, after=0))
        properties.append(_element("w:jc", val=align))
        paragraph.append(properties)
        cell.append(paragraph)
        return paragraph

    def to_bytes(self) -> bytes:
        """Return the bytes of the document, the same every time."""
        about, handout = self.document.core_properties, self.handout
        told = (handout.title, handout.office, f"{handout.year} {handout.name}", handout.draft)
        about.title, about.author, about.subject, about.comments = (
            visible(text)[:_PROPERTY] for text in told
        )
        about.last_modified_by, about.language, about.revision = about.author, "ja-JP", 1
        about.content_status = "案" if handout.draft else ""
        # Not today's: the results of a year are gathered after its end.
        about.created = about.modified = datetime(self.handout.fiscal_year + 1, 4, 1)  # noqa: DTZ001
        written, still = io.BytesIO(), io.BytesIO()
        self.document.save(written)
        with zipfile.ZipFile(written) as archive, StillZip(still, "w", zipfile.ZIP_STORED) as made:
            for name in archive.namelist():
                made.writestr(name, archive.read(name))
        return still.getvalue()
