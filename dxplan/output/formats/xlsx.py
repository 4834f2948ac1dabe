"""A handout as an Excel workbook."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as DataTable

from dxplan.handouts.handout import (
    OWN,
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
    printed,
)
from dxplan.model.findings import DxplanError
from dxplan.output.excel import charts, sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.sheets import Margins, Styled
from dxplan.output.excel.styles import Style, StyledWorkbook
from dxplan.output.excel.wrapping import POINTS_PER_WIDTH, column_width, text_cells
from dxplan.output.look import legend
from dxplan.values.widths import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dxplan.handouts.handout import Column, Content, Handout, Sheet
    from dxplan.output.formats import Templates
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
_CHART_ROW_POINTS: Final = 20.0
_ALIGNED: Final = {Align.LEFT: Style.LEFT, Align.CENTER: Style.CENTER, Align.RIGHT: Style.RIGHT}
#: The colours of tabs: of the lists, and of what is no part of the document; summaries have none.
_TABS: Final = {Layout.LIST: "8EA9DB", Layout.DATA: "A6A6A6"}
#: So many half-width letters stand below a page beside the legend without touching it.
_FOOT_CELLS: Final = 112
#: The same for what is missing in a draft, beside the label at the top.
_HEAD_CELLS: Final = 110


def write(handout: Handout, templates: Templates, step: Callable[[int], None]) -> bytes:
    """Return the workbook."""
    look = templates.look()
    workbook, marks = StyledWorkbook(look, handout.badges), look.marks_of(handout.badges)
    pages = [_Page(workbook, sheet, look, marks, step) for sheet in handout.sheets]
    for page in pages:
        page.write(handout)
    by_name = {page.content.name: page.sheet for page in pages}
    for page in pages:
        for row, name in page.links.items():
            sheets.link(page.sheet, row, by_name[name])
    return save(
        workbook,
        title=handout.title,
        subject=f"{handout.year} {handout.name}",
        office=handout.office,
        fiscal_year=handout.fiscal_year,
        draft=handout.draft,
    )


def _clipped(text: str, room: int) -> str:
    """Return a text of so many half-width letters at most, with … where it was cut."""
    if cells(text) <= room:
        return text
    while text and cells(f"{text}…") > room:
        text = text[:-1]
    return f"{text}…"


def _foot(handout: Handout, sheet: str) -> str:
    """Return what every page says of itself: title, year and sheet, each once; a long title is cut before the others."""
    title = handout.title
    rest = "" if handout.year in title else f"（{handout.year}）"
    rest += "" if title.endswith(sheet) or f"{sheet}（" in title else f"　{sheet}"
    return _clipped(title, _FOOT_CELLS - cells(rest)) + rest


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
        self.content = sheet._replace(
            parts=tuple(
                tuple(self._in_columns(block) if isinstance(block, Table) else block for block in part)
                for part in sheet.parts
            )
        )
        widest = max(self.content.tables, key=lambda table: len(table.columns), default=None)
        self.widths = [column.width for column in widest.columns] if widest else sheet.widths
        self.sheet = sheets.add_sheet(workbook, sheet.name, self.widths)
        self.row = 1
        self.links: dict[int, str] = {}

    def write(self, handout: Handout) -> None:
        """Write all of it, and set up the page."""
        content, sheet = self.content, self.sheet
        sheet.sheet_properties.tabColor = _TABS.get(content.layout)
        marked = any(column.kind is Kind.MARK for table in content.tables for column in table.columns)
        page = Margins(
            handout.mark, _clipped(handout.draft, _HEAD_CELLS), legend(self.marks) if marked else ""
        )
        page = page._replace(title=_foot(handout, content.name), large=content.large)
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
        if content.layout is Layout.LIST:
            sheets.set_page(sheet, page, heading_rows=repeated)
            sheets.open_at_top(sheet, frozen)
            return
        pages = sheets.pages_high(sheet) if content.layout is Layout.PAGE else 0
        if not pages:
            sheets.keep_together(sheet, starts)
        sheets.set_page(sheet, page, pages=pages)
        sheets.open_at_top(sheet)

    def _text(self, text: Text) -> None:
        if text.to:
            self.links[self.row] = text.to
        self._wide(text.mark + text.text, _TEXTS[text.role], self.sizes[text.role])

    def _facts(self, facts: Facts) -> None:
        """Write the names in the first column, the values over all others."""
        for number, (name, value) in enumerate(facts.pairs, 1):
            large = number == facts.large
            sheets.put(self.sheet, self.row, 1, name, Style.COLUMN_HEADING)
            sheets.put(self.sheet, self.row, 2, value, Style.LARGE if large else Style.BOX)
            self._merge(self.row, self.row, 1, len(self.widths) - 1)
            size = self.look.title_size * 1.5 if large else self.look.heading_size
            self.sheet.row_dimensions[self.row].height = round(
                size * self.look.line_height + (8 if large else 2), 2
            )
            self.row += 1

    def _chart(self, table: Table, first: int) -> None:
        """Draw a table's bars below it, over as many rows as they are high."""
        rows = [row for row in table.rows if isinstance(row, Row)]
        last = first + sum(row.role is not RowRole.TOTAL for row in rows) - 1
        columns = [(column + 1, table.columns[column].badge) for column in table.drawn]
        width = sum(self.widths) * POINTS_PER_WIDTH
        badged = [(column, badge) for column, badge in columns if badge]
        charts.draw(self.sheet, (first, last), badged, f"A{self.row}", width)
        for _ in range(ceil(charts.height_of(last - first + 1) / _CHART_ROW_POINTS)):
            self.sheet.row_dimensions[self.row].height = _CHART_ROW_POINTS
            self.row += 1

    def _wide(self, text: str, style: Style, size: float, columns: int = 0) -> None:
        """Write a text over the whole width, or over the first columns alone."""
        widths = self.widths[:columns] if columns else self.widths
        self.row = sheets.put_wide(
            self.sheet, self.row, text, style, widths, size=size, line_height=self.look.line_height
        )

    def _in_columns(self, table: Table) -> Table:
        """Return a table in the columns that users chose, each as wide as its figures need."""
        if table.chosen is not None:
            table = self._as_chosen(table, table.chosen)
        columns = []
        for number, column in enumerate(table.columns):
            if column.unbroken:
                texts = (str(_on_paper(row.cells[number])) for row in table.rows if isinstance(row, Row))
                needed = column_width([column.heading, *texts], self.look.size, column.unbroken)
                columns.append(column._replace(width=max(column.width, needed)))
            else:
                columns.append(column)
        return table._replace(columns=tuple(columns))

    def _as_chosen(self, table: Table, words: Mapping[str, str]) -> Table:
        """Return a table in the columns of the look, whose headings have ``{words}`` in them."""
        places = {column.id: number for number, column in enumerate(table.columns)}
        columns, chosen = [], []
        for choice in self.look.columns:
            heading = choice.heading
            for name, word in words.items():
                heading = heading.replace(f"{{{name}}}", word)
            place = places.get(choice.field)
            if place is None:  # another plan's own field
                _refuse_misspelt(choice.field, places)
                continue
            column = table.columns[place]
            columns.append(column._replace(heading=heading, width=choice.width, align=Align(choice.align)))
            chosen.append(place)
        behind = [n for n, column in enumerate(table.columns) if column.own and n not in chosen]
        columns += [table.columns[number] for number in behind]
        chosen += behind
        rows = tuple(
            row._replace(cells=tuple([row.cells[place] for place in chosen])) if isinstance(row, Row) else row
            for row in table.rows
        )
        return table._replace(columns=tuple(columns), rows=rows)

    def _table(self, table: Table) -> tuple[int, int]:
        """Write a table; return the numbers of the row of its headings and of its first row."""
        columns = table.columns
        if table.title:
            self._wide(table.title, Style.HEADING, self.look.heading_size, len(columns))
        top = self.row
        self._headings(columns)
        first = self.row
        styles = {role: self._styles(columns, role) for role in RowRole}
        for row in table.rows:
            if isinstance(row, Wide):
                indent = "　" * (row.level - 2) if row.role is WideRole.HEADING else ""
                lines = (row.text, *(f"　・{point}" for point in row.points))
                text = "\n".join(f"{indent}{row.mark}{line}" for line in lines)
                self._wide(text, _WIDE[row.role], self.look.size)
            else:
                entry = row.role is RowRole.ENTRY
                cells = [*self._cells(row, columns, styles[row.role])]
                self._row(cells, self.look.size + 1 if entry else self.look.size)
            self.step(1)
        if table.drawn:
            self._chart(table, first)
        if table.filtered:
            self._filter(columns, first)
        for note in table.notes:
            self._wide(note, Style.NOTE, self.look.size)
        return top, first

    def _row(self, cells: Sequence[Styled], size: float) -> None:
        widths = self.widths[: len(cells)]
        self.row = sheets.put_row(self.sheet, self.row, cells, widths, size, self.look.line_height)

    def _filter(self, columns: Sequence[Column], first: int) -> None:
        last = get_column_letter(len(columns))
        self.sheet.auto_filter.ref = f"A{first - 1}:{last}{self.row - 1}"

    def _headings(self, columns: Sequence[Column]) -> None:
        """Write the headings: one row, or two where columns stand under a common heading."""
        size, style = self.look.size, Style.COLUMN_HEADING
        if not any(column.group for column in columns):
            self._row([Styled(column.heading, style) for column in columns], size)
            return
        top = self.row
        self._row([Styled(column.group or column.heading, style) for column in columns], size)
        self._row([Styled(column.heading if column.group else "", style) for column in columns], size)
        start = 0
        for number, column in enumerate(columns):
            following = columns[number + 1].group if number + 1 < len(columns) else ""
            if not column.group:
                self._merge(top, top + 1, start, number)
            elif column.group == following:
                continue
            elif number > start:
                self._merge(top, top, start, number)
            start = number + 1

    def _merge(self, top: int, bottom: int, first: int, last: int) -> None:
        self.sheet.merge_cells(start_row=top, end_row=bottom, start_column=first + 1, end_column=last + 1)

    @staticmethod
    def _styles(columns: Sequence[Column], role: RowRole) -> list[Style]:
        """Return the style of each cell of a row."""
        aligned = [column.on_paper for column in columns]
        if role is RowRole.ENTRY:
            return [Style.PAGE if align is Align.RIGHT else Style.ENTRY for align in aligned]
        if role is RowRole.PLAIN:
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
                style = self.workbook.badge_style(content.badge, usual)
                if column.kind is Kind.MARK:
                    shown = self.marks[content.badge.word]
            elif column.unbroken and isinstance(shown, str):
                shown = _with_notes_below(shown, column.unbroken)
            if isinstance(value, (int, Decimal)):
                yield Styled(value, style, "" if shown is value else str(shown))
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
                    sheets.put(self.sheet, self.row, number, datum, Style.DATUM)
                self.row += 1
            self.step(1)
        last = get_column_letter(len(table.columns))
        self.sheet.add_table(DataTable(displayName=self.content.name, ref=f"A1:{last}{self.row - 1}"))


def _refuse_misspelt(chosen: str, places: Iterable[str]) -> None:
    """Refuse a column of an own field that a plan with own fields does not show."""
    known = [name for name in places if name.startswith(OWN)]
    if known:
        from dxplan.format.reading.fields import did_you_mean

        hint = f"{did_you_mean(chosen, known)}この計画で載せる欄は {'、'.join(known)} です。"
        raise DxplanError(f"results.toml の列「{chosen}」の欄は、この計画では載せません。", hint)


def _on_paper(content: Content) -> str | int:
    shown = printed(content)
    return "" if shown is None else shown


def _with_notes_below(text: str, longest: float) -> str:
    """Return a text with the note in brackets on a line of its own where the figure would be broken."""
    lines = (
        line.replace("（", "\n（", 1) if text_cells(line) > longest else line for line in text.split("\n")
    )
    return "\n".join(lines)
