"""A sheet on paper: A4 landscape, headings on every page, rows as high as their text."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, cast

from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from dxplan.handouts.handout import RichText, joined, part_of
from dxplan.model.findings import DxplanError
from dxplan.output.columns import ROOM, SMALLEST
from dxplan.output.excel.wrapping import POINTS_PER_WIDTH, text_width, wrap
from dxplan.values.characters import visible
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.values.widths import clipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.output.excel.styles import StyledWorkbook

_FORBIDDEN_IN_TITLE: Final = regex(r"[\\/*?:\[\]]")
_TITLE_LENGTH: Final = 31
#: Names of cells are words, and none that could be a cell (A1, R1C1) or begins with a figure.
_NOT_IN_NAME: Final = regex(r"[^\w.]+")
_NO_NAME: Final = regex(r"\d|\.|(?i:[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*)$")
_NAME_LENGTH: Final = 255
_CELL_LENGTH: Final = 32_767
#: Excel cuts rows at 409 points; what is longer goes on in a row of its own.
_ROW_POINTS: Final = 400.0
_PLAIN_ROW_POINTS: Final = 15
_ESCAPE: Final = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
#: A figure as it is printed, in half-width digits.
_FIGURE: Final = regex(r"-?[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?")
#: From here on figures are printed in groups of three digits, where they are.
_GROUPED: Final = 1000
#: Excel computes with so many digits, and takes no longer formats than 255 letters.
_EXACT_DIGITS: Final = 15
_FORMAT_LENGTH: Final = 60
#: Excel takes 255 letters for what it tells of a link.
_TIP_LENGTH: Final = 255
#: Excel takes 255 letters for all that stands below a page.
_FOOTER_LENGTH: Final = 120


class Styled(NamedTuple):
    """What stands in a cell, the name of its style, and how the value is printed ("" as it is)."""

    value: str | int | Decimal
    style: str
    text: str = ""

    @property
    def printed(self) -> str:
        """What people see."""
        return self.text or str(self.value)


def add_sheet(workbook: Workbook, title: str, widths: Sequence[float]) -> Worksheet:
    """Add a sheet with a title Excel accepts and column widths."""
    sheet: Worksheet = workbook.create_sheet(
        _FORBIDDEN_IN_TITLE.sub("・", visible(title))[:_TITLE_LENGTH].strip("'")
    )
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


class Margins(NamedTuple):
    """What stands in the margins of every page: at the top right, at the top left, at the bottom left and right.

    The paper is A4, or A3 if it is ``large``.
    """

    label: str = ""
    draft: str = ""
    legend: str = ""
    title: str = ""
    large: bool = False


def set_page(
    sheet: Worksheet, page: Margins, *, heading_rows: str = "", pages: int = 0, scaled: bool = False
) -> None:
    """Set up the page: landscape, fitted to the width, page n / N below.

    ``pages`` is how many pages high the sheet is to be, 0 for as many as it needs. A ``scaled`` one, or one with breaks, is
    as large on every program as it was reckoned with, the others as large as the page allows.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8 if page.large else 9  # A3, A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = pages
    scaled = scaled or len(sheet.row_breaks) > 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not scaled)
    if scaled:
        sheet.page_setup.scale = _scale(sheet, large=page.large)
    for side, inches in (
        ("left", 0.4),
        ("right", 0.4),
        ("top", 0.6),
        ("bottom", 0.55),
        ("header", 0.25),
        ("footer", 0.25),
    ):
        setattr(sheet.page_margins, side, inches)
    sheet.print_options.horizontalCentered = True
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    for place, text in ((header.right, page.label), (header.left, page.draft), (footer.left, page.legend)):
        if text:
            place.text, place.size = visible(text).replace("&", "&&"), 11
    # In one piece: what stands in the middle and at the right would be printed over one another.
    title = visible(page.title)[:_FOOTER_LENGTH].replace("&", "&&")
    footer.right.text, footer.right.size = f"{title}　　&P / &N" if title else "&P / &N", 9
    sheet.oddHeader, sheet.oddFooter = header, footer
    if heading_rows:
        sheet.print_title_rows = heading_rows


def letters(sheet: Worksheet, size: float, *, large: bool, pages: int = 0) -> float:
    """Return how large letters of a size are printed, in points; ``pages`` as in ``set_page``."""
    scale = float(_scale(sheet, large=large))
    if pages:
        scale = min(scale, ROOM[large][1] * pages * 100 / _height(sheet, 1, _last_row(sheet)))
    return size * scale / 100


def pages_high(sheet: Worksheet, size: float, *, large: bool) -> int:
    """Return 1 for a sheet that can be read when it is shrunk onto one page; 0 to let it break."""
    return 1 if letters(sheet, size, large=large, pages=1) >= SMALLEST else 0


def keep_together(
    sheet: Worksheet,
    starts: Sequence[int],
    *,
    large: bool,
    repeated: str = "",
    charts: Sequence[int] = (),
) -> None:
    """Break the page before what would be torn apart; ``starts`` are the first rows of what is kept together.

    ``repeated`` are the rows that every page of a list begins with (``1:3``); what is last in a list is not alone on its
    page where what stands before it fits beside it. What is higher than a page is broken before its charts, whose first
    rows are given. Comes before ``set_page``, which scales a sheet with breaks: Excel heeds none in one that is fitted to
    the page.
    """
    page = ROOM[large][1] * 100 / _scale(sheet, large=large)
    again = _height(sheet, *map(int, repeated.split(":"))) if repeated else 0.0
    used, least = 0.0, 0.0
    behind = _last_row(sheet) + 1
    parts = [range(*ends) for ends in pairwise((*starts, behind))]
    starts = [
        row
        for part in parts
        for row in (
            part.start,
            *(charts if charts and _height(sheet, part.start, part.stop - 1) > page else ()),
        )
        if row in part
    ]
    heights = [_height(sheet, start, following - 1) for start, following in pairwise((*starts, behind))]
    firsts = [0]  # of each page, by number
    for number, height in enumerate(heights):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else behind - 1
        free = (
            _PLAIN_ROW_POINTS if sheet.row_dimensions[end].height is None else 0
        )  # a line below, for nobody to read
        if used > least and used + height - free > page:
            firsts.append(number)
            used = least = again
        used += height
        if used - free > page:  # what is higher than a page is torn apart wherever it stands
            used = again + (used - again) % (page - again)
    last = len(starts) - 1
    if repeated and firsts[-1] == last > firsts[-2:][0] + 1 and again + sum(heights[-2:]) <= page:
        firsts[-1] -= 1
    for number in firsts[1:]:
        sheet.row_breaks.append(Break(id=starts[number] - 1))


def _scale(sheet: Worksheet, *, large: bool) -> int:
    """Return the percentage at which a sheet is as wide as a page, from 10 to 100."""
    width = sum(column.width for column in sheet.column_dimensions.values()) * POINTS_PER_WIDTH
    return max(10, min(100, int(ROOM[large][0] / width * 100)))


def _last_row(sheet: Worksheet) -> int:
    """Return the last row that is used, by a chart too, below which no cell may stand."""
    return max(sheet.max_row, *sheet.row_dimensions)


def _height(sheet: Worksheet, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[row].height or _PLAIN_ROW_POINTS for row in range(first, last + 1))


def safe_text(text: str) -> str:
    """Return a text that Excel shows as it is: control characters as pictures, ``_x0041_`` not decoded."""
    return _ESCAPE.sub("_x005F_", visible(text))


def put(
    sheet: Worksheet, row: int, column: int, value: str | int | Decimal | None, style: str, text: str = ""
) -> None:
    """Write one cell; text stays text whatever it begins with, a number that is printed as ``text`` stays one."""
    workbook = cast("StyledWorkbook", sheet.parent)
    cell = sheet.cell(row, column)
    cell._style = workbook.shared[style]  # type: ignore[union-attr] # noqa: SLF001
    if text and not isinstance(value, str):
        number = as_number(value, text)
        if number is None:
            value = text
        else:
            value, number_format = number
            cell._style = workbook.in_format(style, number_format)  # type: ignore[union-attr] # noqa: SLF001
            if isinstance(text, RichText):  # a number has no parts
                cell._style = copy(cell._style)  # type: ignore[union-attr] # noqa: SLF001 - of this cell alone
                font: Any = copy(cell.font)
                font.u = "single"
                cell.font = font
    if not isinstance(value, str):
        if value is not None:
            cell.value = value
        return
    if len(value) > _CELL_LENGTH:
        hint = "計画の文を短くしてください。Excel の一つのセルに入るのは 32,767 文字までです。"
        raise DxplanError(f"「{value[:20]}…」が長すぎて Excel に書けません（{len(value):,}文字）。", hint)
    # Not through ``cell.value``, which would look for formulas and error values in every text.
    cell._value, cell.data_type = _as_text(cast("Cell", cell), value), "s"  # type: ignore[union-attr] # noqa: SLF001
    if value.startswith(_FORMULA_STARTS):
        cell._style = copy(cell._style)  # type: ignore[union-attr] # noqa: SLF001 - of this cell alone
        cell.quotePrefix = True


def merge(sheet: Worksheet, top: int, bottom: int, first: int, last: int) -> None:
    """Make one cell of several that looks as the first of them does, its border around all.

    openpyxl would put a border together anew for every cell at an edge, which takes as long as to write a table.
    """
    begin = sheet.cell(top, first)
    for row in range(top, bottom + 1):
        for column in range(first, last + 1):
            if (row, column) != (top, first):
                cell = MergedCell(sheet, row, column)
                cell._style = begin._style  # type: ignore[attr-defined, union-attr] # noqa: SLF001
                sheet._cells[row, column] = cell  # noqa: SLF001
    sheet.merged_cells.add(CellRange(min_row=top, max_row=bottom, min_col=first, max_col=last))


def _as_text(cell: Cell, text: str) -> str | CellRichText:
    """Return a text as it stands in a cell, what changed in it underlined in the letters of the cell."""
    if not isinstance(text, RichText):
        return safe_text(text)
    font: Any = cell.font
    underlined = InlineFont(rFont=font.name, sz=font.sz, b=font.b or None, color=font.color, u="single")
    return _Runs(
        TextBlock(underlined, safe_text(run.text)) if run.changed else safe_text(run.text)
        for run in text.runs
    )


class _Runs(CellRichText):
    """Runs of text, of which openpyxl would lose those that are spaces and line ends alone."""

    def __init__(self, runs: Iterable[str | TextBlock]) -> None:
        super().__init__([*runs])

    def to_tree(self) -> Any:  # noqa: ANN401 - as in openpyxl
        """Return them as XML."""
        tree = super().to_tree()
        for text in tree.iter("t"):
            text.set(_SPACE, "preserve")
        return tree


def as_number(value: Decimal | int | None, text: str) -> tuple[Decimal | int, str] | None:
    """Return the number for a cell and the format that prints it as ``text``; None where no format does.

    What stands around the figure goes into the format: ``2,000人以上`` is 2000. ``86.1%`` is 0.861, as in Excel.
    """
    match = _FIGURE.search(text)
    if value is None or match is None or len(text) > _FORMAT_LENGTH or not text.isprintable():
        return None
    figure, before, after = match[0], text[: match.start()], text[match.end() :]
    digits = figure.replace(",", "")
    if Decimal(digits) != value or len(digits.strip("-0.").replace(".", "")) > _EXACT_DIGITS:
        return None
    grouped = "," in figure or -_GROUPED < value < _GROUPED
    shown = ("#,##0" if grouped else "0") + (
        f".{'0' * len(digits.partition('.')[2])}" if "." in digits else ""
    )
    if value < 0 and before:
        return None  # Excel would put the sign before everything
    if after.startswith("%"):
        value, shown, after = Decimal(value).scaleb(-2), f"{shown}%", after[1:]
    return value, f"{_literal(before)}{shown}{_literal(after)}"


def _literal(text: str) -> str:
    """Return a text as it stands in a number format."""
    return '"' + text.replace('"', '"\\""') + '"' if text else ""


def put_row(
    sheet: Worksheet,
    row: int,
    cells: Sequence[Styled],
    widths: Sequence[float],
    size: float,
    line_height: float,
) -> int:
    """Write a row of wrapped cells as high as its longest text; return the number of the next row.

    A text too long for one row goes on in further rows, so that none is cut.
    """
    line_points = size * line_height
    wrapped = [
        wrap(cell.printed, text_width(width, size))
        if isinstance(cell.value, str) or cell.text
        else (cell.printed,)
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(len(lines) for lines in wrapped)
    capacity = int((_ROW_POINTS - 4) // line_points)
    for start in range(0, height, capacity):
        for column, (cell, lines) in enumerate(zip(cells, wrapped, strict=True), 1):
            # A number is not broken into lines: Excel shows ### for one that does not fit.
            value = cell.printed if len(lines) > 1 and cell.text else cell.value
            if height > capacity and isinstance(value, str):
                put(sheet, row, column, _lines(value, lines, start, start + capacity), cell.style)
            elif start:
                put(sheet, row, column, "", cell.style)
            else:
                put(sheet, row, column, value, cell.style, cell.text)
        lines_here = min(capacity, height - start)
        sheet.row_dimensions[row].height = round(lines_here * line_points + 4, 2)
        row += 1
    return row


def _lines(text: str, lines: Sequence[str], first: int, end: int) -> str:
    """Return some of the lines that a text is broken into, each ended by hand."""
    found, place = [], 0
    for line in lines:
        found += ["\n", part_of(text, place, place + len(line))]
        place += len(line)
        place += text.startswith("\n", place)
    return joined(found[2 * first + 1 : 2 * end])


def put_wide(
    sheet: Worksheet,
    row: int,
    text: str,
    style: str,
    widths: Sequence[float],
    *,
    size: float,
    line_height: float,
) -> int:
    """Write a text over the whole width of a sheet, as high as it needs; return the number of the next row.

    A text too long for one row goes on in further rows, so that none is cut.
    """
    line_points = size * line_height
    lines = wrap(text, text_width(sum(widths), size))
    capacity = int((_ROW_POINTS - 4) // line_points)
    for start in range(0, len(lines), capacity):
        part = text if len(lines) <= capacity else _lines(text, lines, start, start + capacity)
        put(sheet, row, 1, part, style)
        _merge_row(sheet, row, len(widths), style)
        sheet.row_dimensions[row].height = round(min(capacity, len(lines) - start) * line_points + 4, 2)
        row += 1
    return row


def _merge_row(sheet: Worksheet, row: int, columns: int, style: str) -> None:
    """Merge the first cells of a row into the first, which has its style: its frame goes around all of them.

    openpyxl puts the frame together side by side for every cell; it is the same for all rows of a style.
    """
    workbook = cast("StyledWorkbook", sheet.parent)
    if columns < 2:
        return
    framed = workbook.framed.get((style, columns > 2))
    if framed is None:
        merge(sheet, row, row, 1, columns)
        inside, last = sheet.cell(row, 2), sheet.cell(row, columns)
        workbook.framed[style, columns > 2] = inside._style, last._style  # type: ignore[union-attr] # noqa: SLF001
        return
    sheet.merged_cells.ranges.add(CellRange(min_row=row, max_row=row, min_col=1, max_col=columns))
    for column in range(2, columns + 1):
        sheet.cell(row, column)._style = framed[column == columns]  # type: ignore[union-attr] # noqa: SLF001


class Place(NamedTuple):
    """The beginning of a row of a sheet."""

    sheet: Worksheet
    row: int

    @property
    def location(self) -> str:
        """The place as links know it: ``'1 復興の推進'!A4``."""
        return f"{quote_sheetname(self.sheet.title)}!A{self.row}"


def link(sheet: Worksheet, row: int, column: int, to: Place, *, back: str = "") -> None:
    """Let a cell lead to another place in the workbook, in the colour of links.

    A heading that leads ``back``, as is said of it, keeps its colour: on paper it is a heading.
    """
    workbook, cell = cast("StyledWorkbook", sheet.parent), cast("Cell", sheet.cell(row, column))
    tip = clipped(visible(back or f"{to.sheet.title}へ"), _TIP_LENGTH)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=to.location, tooltip=tip)
    if not back:
        workbook.colour_link(cell)


def name_cell(sheet: Worksheet, row: int, column: int, name: str) -> None:
    """Give a cell a name that people find in the name box, and formulas may use; the first of two alike keeps it."""
    workbook = cast("Workbook", sheet.parent)
    name = _NOT_IN_NAME.sub("_", visible(name))[:_NAME_LENGTH]
    if _NO_NAME.match(name):
        name = f"_{name}"
    if name.casefold() not in {known.casefold() for known in workbook.defined_names}:
        cell = f"${get_column_letter(column)}${row}"
        workbook.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(sheet.title)}!{cell}")


def open_at_top(sheet: Worksheet, frozen: str = "") -> None:
    """Make a sheet open at A1, panes frozen."""
    sheet.freeze_panes = frozen or None
    sheet.sheet_view.topLeftCell = "A1"
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = "A1"
