"""The cell styles of the workbook, named, so that Excel's style gallery can change them all at once."""

from __future__ import annotations

from copy import copy
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from dxplan.output.look import fill_of
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray

    from dxplan.model.scheme import Badge
    from dxplan.output.excel.office_styles import OfficeStyles
    from dxplan.output.look import Look


class Style(StrEnum):
    """The styles; the value is the name people see in Excel."""

    TITLE = "dxplan 題名"
    OFFICE = "dxplan 担当課"
    HEADING = "dxplan 見出し"
    NOTE = "dxplan 注記"
    PARAGRAPH = "dxplan 段落"
    BOX = "dxplan 枠"
    LARGE = "dxplan 枠の大きい数"
    COLUMN_HEADING = "dxplan 列見出し"
    LEFT = "dxplan 左"
    CENTER = "dxplan 中央"
    RIGHT = "dxplan 右"
    TOTAL = "dxplan 計"
    TOTAL_RIGHT = "dxplan 計の数"
    GROUP = "dxplan 大見出し"
    SECTION = "dxplan 小見出し"
    CHAPTER = "dxplan 目次の章"
    ENTRY = "dxplan 目次"
    PAGE = "dxplan ページ"
    DATUM = "dxplan データ"


_LINK: Final = "1F4E79"
#: Behind the name of a badge's style that stands in the middle of narrow columns.
_CENTRED: Final = " 中央"


class StyledWorkbook(Workbook):
    """A workbook without sheets, in the styles of a look, dressed as those of an ``office`` where it has its own.

    ``shared`` has the style object of each kind of cell. Cells that share it are made in half the time: by name,
    openpyxl searches all names and copies the style for every cell. ``framed`` has those of the cells that are merged
    into a first one of a style, by how many cells they are together.
    """

    shared: dict[str, StyleArray]
    framed: dict[tuple[str, bool], tuple[StyleArray, StyleArray]]
    _formatted: dict[tuple[str, str], StyleArray]
    _links: dict[tuple[int, ...], StyleArray]

    def __init__(self, look: Look, badges: Iterable[Badge] = (), office: OfficeStyles | None = None) -> None:
        super().__init__()
        coloured = {
            _name(badge, place): fill
            for badge in badges
            if (fill := fill_of(badge, look))
            for place in ("", _CENTRED)
        }
        styles = named_styles(look, coloured)
        if office:
            office.dress(styles)
            self.loaded_theme = office.theme
        for style in styles:
            self.add_named_style(style)
        sheet = self.worksheets[0]
        self.shared, self.framed, self._formatted, self._links = {}, {}, {}, {}
        for row, style in enumerate((*Style, *coloured), 1):
            cell = sheet.cell(row, 1)
            cell.style = str(style)
            self.shared[style] = cell._style  # type: ignore[union-attr] # noqa: SLF001 - there is no public way
        self.remove(sheet)

    def in_format(self, style: str, number_format: str) -> StyleArray:
        """Return the style object of numbers in a format."""
        if (style, number_format) not in self._formatted:
            cell = self.worksheets[0].cell(1, 1)
            before = cell._style  # type: ignore[union-attr] # noqa: SLF001 - there is no public way
            cell._style = copy(self.shared[style])  # type: ignore[union-attr] # noqa: SLF001
            cell.number_format = number_format
            self._formatted[style, number_format] = cell._style  # type: ignore[union-attr] # noqa: SLF001
            cell._style = before  # type: ignore[union-attr] # noqa: SLF001
        return self._formatted[style, number_format]

    def colour_link(self, cell: Cell) -> None:
        """Colour the text of a cell that leads elsewhere, dark enough to be read in print; all else stays its own."""
        styled: Any = cell
        before = tuple(styled._style)  # noqa: SLF001 - there is no public way
        if before not in self._links:
            font = copy(styled.font)
            font.color = _LINK
            styled._style = copy(styled._style)  # noqa: SLF001 - of this cell alone
            styled.font = font
            self._links[before] = styled._style  # noqa: SLF001
        styled._style = self._links[before]  # noqa: SLF001

    def badge_style(self, badge: Badge, otherwise: Style) -> str:
        """Return the style of a cell that shows a badge; ``otherwise`` where it has no colour."""
        name = _name(badge, _CENTRED if otherwise is Style.CENTER else "")
        return name if name in self.shared else otherwise


def _name(badge: Badge, place: str) -> str:
    """Return the name of a badge's style, which is none of ``Style`` even for a verdict 計 or 左."""
    name = f"dxplan {visible(badge.word)}{place}"
    return f"{name}（判定）" if name in set(Style) else name


def named_styles(look: Look, coloured: Mapping[str, str]) -> list[NamedStyle]:
    """Return all styles; ``coloured`` are those of badges, with their fills."""
    made: list[NamedStyle] = []
    side = Side(style="thin", color="808080")
    frame = Border(left=side, right=side, top=side, bottom=side)
    line = Border(bottom=Side(style="hair", color="808080"))
    plain = Font(name=look.font, size=look.size)
    bold = Font(name=look.font, size=look.size, bold=True)

    def add(
        style: str,
        font: Font,
        horizontal: str,
        *,
        vertical: str = "top",
        fill: str = "",
        border: Border | None = frame,
    ) -> None:
        named = NamedStyle(name=str(style), font=font)
        named.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)
        if border:
            named.border = border
        if fill:
            named.fill = PatternFill("solid", fgColor=fill)
        made.append(named)

    add(
        Style.TITLE,
        Font(name=look.font, size=look.title_size, bold=True),
        "center",
        vertical="center",
        border=None,
    )
    add(Style.OFFICE, Font(name=look.font, size=look.heading_size), "right", border=None)
    add(
        Style.HEADING,
        Font(name=look.font, size=look.heading_size, bold=True),
        "left",
        vertical="center",
        border=None,
    )
    add(Style.NOTE, plain, "left", vertical="center", border=None)
    add(Style.PARAGRAPH, Font(name=look.font, size=look.size + 1), "left", border=None)
    add(Style.BOX, Font(name=look.font, size=look.heading_size), "center", vertical="center")
    large = Font(name=look.font, size=look.title_size * 1.5, bold=True)
    add(Style.LARGE, large, "center", vertical="center")
    add(Style.COLUMN_HEADING, bold, "center", vertical="center", fill=look.colours["heading"])
    add(Style.LEFT, plain, "left")
    add(Style.CENTER, plain, "center")
    add(Style.RIGHT, plain, "right")
    add(Style.TOTAL, bold, "left", fill=look.colours["total"])
    add(Style.TOTAL_RIGHT, bold, "right", fill=look.colours["total"])
    add(Style.GROUP, bold, "left", vertical="center", fill=look.colours["heading"])
    add(Style.SECTION, bold, "left", vertical="center", fill=look.colours["total"])
    larger = Font(name=look.font, size=look.size + 1)
    larger_bold = Font(name=look.font, size=look.size + 1, bold=True)
    add(Style.CHAPTER, larger_bold, "left", vertical="center", border=line)
    add(Style.ENTRY, larger, "left", vertical="center", border=line)
    add(Style.PAGE, larger, "right", vertical="center", border=line)
    for name, fill in coloured.items():
        add(name, plain, "center" if name.endswith(_CENTRED) else "left", fill=fill)
    # Sheets of data are for sorting and filtering: no wrapping, so that every row is one line high.
    datum = NamedStyle(name=Style.DATUM.value, font=plain)
    datum.alignment = Alignment(vertical="top")
    made.append(datum)
    return made
