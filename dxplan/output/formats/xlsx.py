"""A handout as an Excel workbook."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from math import ceil
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as DataTable
from openpyxl.worksheet.table import TableColumn

from dxplan.handouts.handout import (
    Align,
    Cell,
    Facts,
    Gap,
    Kind,
    Layout,
    Role,
    Row,
    RowRole,
    Table,
    Text,
    Wide,
    WideRole,
    joined,
    printed,
)
from dxplan.output.columns import heading_boxes, heading_levels, in_columns, too_small
from dxplan.output.excel import charts, sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.sheets import Margins, Place, Styled
from dxplan.output.excel.styles import Style, StyledWorkbook
from dxplan.output.excel.wrapping import POINTS_PER_WIDTH, text_cells
from dxplan.output.look import legend, marks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dxplan.handouts.handout import Chart, Column, Content, Handout, Sheet
    from dxplan.output.excel.office_styles import OfficeStyles
    from dxplan.output.formats import Listener, Templates
    from dxplan.output.look import Look

_TEXTS: Final = {
    Role.TITLE: Style.TITLE,
    Role.OFFICE: Style.OFFICE,
    Role.HEADING: Style.HEADING,
    Role.PARAGRAPH: Style.PARAGRAPH,
    Role.NOTE: Style.NOTE,
}
_WIDE: Final = {
    WideRole.HEADING: Style.SECTION,
    WideRole.ELSEWHERE: Style.LEFT,
    WideRole.NOTE: Style.NOTE,
}
_CHART_ROW_POINTS: Final = 17.0
_ALIGNED: Final = {Align.LEFT: Style.LEFT, Align.CENTER: Style.CENTER, Align.RIGHT: Style.RIGHT}
#: The colours of tabs: of the lists, and of what is no part of the document; summaries have none.
_TABS: Final = {Layout.LIST: "8EA9DB", Layout.DATA: "A6A6A6"}
#: So many half-width letters stand below a page beside the legend without touching it.
_FOOT_CELLS: Final = 112
#: The same for what is missing in a draft, beside the label at the top.
_HEAD_CELLS: Final = 110


def write(handout: Handout, templates: Templates, listener: Listener) -> bytes:
    """Return the workbook; what is printed too small to be read is said."""
    look = templates.look()
    workbook = StyledWorkbook(look, handout.badges, _office_styles(templates))
    marks = marks_of(handout.badges, look)
    pages = [_Page(workbook, sheet, look, marks, listener.step) for sheet in handout.sheets]
    for page in pages:
        page.write(handout)
    if small := too_small(handout, [(page.letters, page.content) for page in pages], look):
        listener.say(small)
    _link(pages)
    return save(
        workbook,
        title=handout.title,
        subject=f"{handout.year} {handout.name}",
        office=handout.office,
        fiscal_year=handout.fiscal_year,
        draft=handout.draft,
    )


def _office_styles(templates: Templates) -> OfficeStyles | None:
    """Return the styles of the office's workbook beside the templates, if there is one."""
    path, content = templates.file("styles.xlsx")
    if not path:
        return None
    from dxplan.output.excel.office_styles import OfficeStyles

    return OfficeStyles(path, content)


def _link(pages: Sequence[_Page]) -> None:
    """Lead from what tells of something to where it stands, and from the head of each sheet back to the first."""
    places = {anchor: place for page in pages for anchor, place in page.anchors.items()}
    for page in pages:
        for row, column, anchor in page.links:
            if anchor in places:  # what another handout shows has no place in this one
                sheets.link(page.sheet, row, column, places[anchor])
        if page is not pages[0] and page.content.layout is not Layout.DATA:
            first = Place(pages[0].sheet, 1)
            sheets.link(page.sheet, 1, 1, first, back=f"{pages[0].content.name}に戻る")


class _Page:
    """A sheet that is written from the top down; ``row`` is the next row."""

    def __init__(
        self,
        workbook: StyledWorkbook,
        sheet: Sheet,
        look: Look,
        marks: Mapping[str, str],
        step: Callable[[int], None],
    ) -> None:
        self.workbook, self.look, self.step = workbook, look, step
        self.marks = marks
        self.sizes = {
            Role.TITLE: look.title_size,
            Role.OFFICE: look.heading_size,
            Role.HEADING: look.heading_size,
            Role.PARAGRAPH: look.size + 1,
            Role.NOTE: look.size,
        }
        self.content = in_columns(sheet, look)
        columns = [[column.width for column in table.columns] for table in self.content.tables]
        self.widths = [*map(max, zip_longest(*columns, fillvalue=0.0))] or [*sheet.widths]
        self.sheet = sheets.add_sheet(workbook, sheet.name, self.widths)
        self.row = 1
        #: The first rows of what stands together in tables, and of charts.
        self.starts: list[int] = []
        self.charts: list[int] = []
        self.pages = 0
        #: Row and column of what leads to an anchor, and where the anchors of this sheet stand.
        self.links: list[tuple[int, int, str]] = []
        self.anchors: dict[str, Place] = {}
        self._anchor(sheet.anchor)

    def write(self, handout: Handout) -> None:
        """Write all of it, and set up the page."""
        content, sheet = self.content, self.sheet
        sheet.sheet_properties.tabColor = _TABS.get(content.layout)
        page = Margins(handout.mark, handout.head(_HEAD_CELLS), legend(self.marks) if content.marked else "")
        page = page._replace(title=handout.foot(content, _FOOT_CELLS), large=content.large)
        if content.layout is Layout.DATA:
            for table in content.tables:
                self._data(table)
            sheets.set_page(sheet, page._replace(label=""), heading_rows="1:1")
            sheets.open_at_top(sheet, "A2")
            return
        for text in content.top:
            self._text(text)
        starts: list[int] = []
        frozen = repeated = ""
        for part in content.parts:
            starts.append(self.row if starts else 1)
            for block in part:
                match block:
                    case Text():
                        self._text(block)
                    case Facts():
                        self._facts(block)
                    case Gap():
                        self.row += 1
                    case Table():
                        headings, first = self._table(block)
                        frozen, repeated = f"A{first}", f"{1 if content.repeats else headings}:{first - 1}"
        self._set_up(page, starts, frozen, repeated)

    def _set_up(self, page: Margins, starts: Sequence[int], frozen: str, repeated: str) -> None:
        """Set up the pages of a written sheet; ``starts`` are the first rows of its parts."""
        content, sheet, large = self.content, self.sheet, self.content.large
        if content.layout is Layout.LIST:
            sheets.keep_together(sheet, [1, *self.starts[1:]], large=large, repeated=repeated)
            sheets.set_page(sheet, page, heading_rows=repeated, scaled=True)
            sheets.open_at_top(sheet, frozen)
            return
        if content.layout is Layout.PAGE:
            self.pages = sheets.pages_high(sheet, self.look.size, large=large)
        if not self.pages:
            sheets.keep_together(sheet, starts, large=large, charts=self.charts)
        sheets.set_page(sheet, page, pages=self.pages)
        sheets.open_at_top(sheet)

    @property
    def letters(self) -> float:
        """How large the letters of its tables are printed, in points; those of data are for the screen."""
        if self.content.layout is Layout.DATA:
            return self.look.size
        return sheets.letters(self.sheet, self.look.size, large=self.content.large, pages=self.pages)

    def _anchor(self, anchor: str) -> None:
        """Remember where an anchor stands: at the row to be written next."""
        if anchor:
            self.anchors[anchor] = Place(self.sheet, self.row)

    def _text(self, text: Text) -> None:
        if text.to:
            self.links.append((self.row, 1, text.to))
        self._wide(joined((text.mark, text.text)), _TEXTS[text.role], self.sizes[text.role])

    def _facts(self, facts: Facts) -> None:
        """Write the names in the first column, the values over all others."""
        for number, (name, value) in enumerate(facts.pairs, 1):
            large, cell = number == facts.large, value if isinstance(value, Cell) else Cell(value)
            sheets.put(self.sheet, self.row, 1, name, Style.COLUMN_HEADING)
            sheets.put(self.sheet, self.row, 2, cell.value, Style.LARGE if large else Style.BOX, cell.text)
            self._merge(self.row, self.row, 1, len(self.widths) - 1)
            size = self.look.title_size * 1.5 if large else self.look.heading_size
            self.sheet.row_dimensions[self.row].height = round(
                size * self.look.line_height + (8 if large else 2), 2
            )
            self.row += 1

    def _chart(self, table: Table, chart: Chart, placed: charts.Placed) -> None:
        """Draw a table's picture below it, over as many rows as it is high."""
        tops = []
        for height in charts.heights(chart):
            tops.append(f"A{self.row}")
            self.charts.append(self.row)
            for _ in range(ceil(height / _CHART_ROW_POINTS)):
                self.sheet.row_dimensions[self.row].height = _CHART_ROW_POINTS
                self.row += 1
        charts.draw(self.sheet, table, placed, tops, sum(self.widths) * POINTS_PER_WIDTH)

    def _wide(self, text: str, style: Style, size: float, columns: int = 0) -> None:
        """Write a text over the whole width, or over the first columns alone."""
        widths = self.widths[:columns] if columns else self.widths
        self.row = sheets.put_wide(
            self.sheet, self.row, text, style, widths, size=size, line_height=self.look.line_height
        )

    def _table(self, table: Table) -> tuple[int, int]:
        """Write a table; return the numbers of the row of its headings and of its first row."""
        columns = table.columns
        if table.title:
            self._wide(table.title, Style.HEADING, self.look.heading_size, len(columns))
        top = self.row
        self._headings(table)
        first = self.row
        styles = {role: self._styles(columns, role) for role in RowRole}
        kept = set(table.starts)
        placed = {}
        for number, row in enumerate(table.rows):
            placed[number] = self.row
            if number in kept:
                self.starts.append(self.row)
            self._anchor(row.anchor)
            if isinstance(row, Wide):
                top_heading = row.role is WideRole.HEADING and row.level == 1
                self._wide(row.lines, Style.GROUP if top_heading else _WIDE[row.role], self.look.size)
            else:
                entry = row.role is RowRole.ENTRY
                self._name_figures(row, columns)
                self.links += [
                    (self.row, number, cell.to)
                    for number, cell in enumerate(row.cells, 1)
                    if isinstance(cell, Cell) and cell.to
                ]
                cells = [*self._cells(row, columns, styles[row.role])]
                self._row(cells, self.look.size + 1 if entry else self.look.size)
            self.step(1)
        if table.chart:
            self._chart(table, table.chart, charts.Placed(first - 1, placed))
        if table.filtered:
            self._filter(columns, first)
        for note in table.notes:
            self._wide(note, Style.NOTE, self.look.size)
        return top, first

    def _name_figures(self, row: Row, columns: Sequence[Column]) -> None:
        """Give the figures of the row to be written next their names in the workbook."""
        if row.name is None:
            return
        for number, (column, content) in enumerate(zip(columns, row.cells, strict=True), 1):
            value = content.value if isinstance(content, Cell) else content
            if isinstance(value, (int, Decimal)):
                sheets.name_cell(self.sheet, self.row, number, f"{column.name}_{row.name}".rstrip("_"))

    def _row(self, cells: Sequence[Styled], size: float) -> None:
        widths = self.widths[: len(cells)]
        self.row = sheets.put_row(self.sheet, self.row, cells, widths, size, self.look.line_height)

    def _filter(self, columns: Sequence[Column], first: int) -> None:
        last = get_column_letter(len(columns))
        self.sheet.auto_filter.ref = f"A{first - 1}:{last}{self.row - 1}"

    def _headings(self, table: Table) -> None:
        """Write the headings: a row for each level that columns have in common, and one for their own."""
        columns, levels = table.columns, heading_levels(table.columns, table.over)
        boxes, top = [*heading_boxes(levels)], self.row
        for depth in range(len(levels)):
            cells, widths = [Styled("", Style.COLUMN_HEADING)] * len(columns), [*self.widths[: len(columns)]]
            for box in boxes:
                if box.top == depth:
                    cells[box.first] = Styled(box.text, Style.COLUMN_HEADING)
                    widths[box.first] = sum(widths[box.first : box.last + 1])
            self.row = sheets.put_row(
                self.sheet, self.row, cells, widths, self.look.size, self.look.line_height
            )
        for box in boxes:
            if (box.top, box.first) != (box.bottom, box.last):
                self._merge(top + box.top, top + box.bottom, box.first, box.last)

    def _merge(self, top: int, bottom: int, first: int, last: int) -> None:
        sheets.merge(self.sheet, top, bottom, first + 1, last + 1)

    @staticmethod
    def _styles(columns: Sequence[Column], role: RowRole) -> list[Style]:
        """Return the style of each cell of a row."""
        aligned = [column.on_paper for column in columns]
        if role is RowRole.ENTRY:
            return [Style.PAGE if align is Align.RIGHT else Style.ENTRY for align in aligned]
        if not role.strong:
            return [_ALIGNED[align] for align in aligned]
        return [Style.TOTAL_RIGHT if align is Align.RIGHT else Style.TOTAL for align in aligned]

    def _cells(self, row: Row, columns: Sequence[Column], styles: Sequence[Style]) -> Iterator[Styled]:
        for content, column, usual in zip(row.cells, columns, styles, strict=True):
            style: str = usual
            if content is None and row.role in (RowRole.LEAD, RowRole.TOTAL):
                style = Style.TOTAL
            elif row.role is RowRole.ENTRY and row.level == 1 and usual is Style.ENTRY:
                style = Style.CHAPTER
            shown, value = _on_paper(content), content.value if isinstance(content, Cell) else content
            if isinstance(content, Cell) and content.badge:
                plain = _ALIGNED[column.on_paper]
                style = self.workbook.badge_style(content.badge, plain)
                style = usual if style == plain else style
                if column.kind is Kind.MARK:
                    shown = self.marks[content.badge.word]
            elif column.unbroken and isinstance(shown, str):
                shown = _with_notes_below(shown, column.unbroken)
            if isinstance(value, (int, Decimal)):
                yield Styled(
                    value, style, "" if shown is value else shown if isinstance(shown, str) else str(shown)
                )
            else:
                yield Styled(shown, style)

    def _data(self, table: Table) -> None:
        """Write a table of one datum a cell as a table of Excel: no wrapping, so that every row is one line high."""
        for number, column in enumerate(table.columns, 1):
            sheets.put(self.sheet, 1, number, column.heading, Style.COLUMN_HEADING)
        self.row = 2
        for row in table.rows:
            if isinstance(row, Row):
                for number, content in enumerate(row.cells, 1):
                    datum = content.value if isinstance(content, Cell) else content
                    if datum is not None:
                        sheets.put(self.sheet, self.row, number, datum, Style.DATUM)
                self.row += 1
            self.step(1)
        area = f"A1:{get_column_letter(len(table.columns))}{self.row - 1}"
        # Said here, or openpyxl would make a cell of every place of the table to find its headings.
        columns = [
            TableColumn(id=number, name=sheets.safe_text(column.heading))
            for number, column in enumerate(table.columns, 1)
        ]
        self.sheet.add_table(
            DataTable(
                displayName=self.content.name,
                ref=area,
                autoFilter=AutoFilter(ref=area),
                tableColumns=columns,
            )
        )


def _on_paper(content: Content) -> str | int:
    shown = printed(content)
    return "" if shown is None else shown


def _with_notes_below(text: str, longest: float) -> str:
    """Return a text with the note in brackets on a line of its own where the figure would be broken."""
    lines = (
        line.replace("（", "\n（", 1) if text_cells(line) > longest else line for line in text.split("\n")
    )
    return "\n".join(lines)
