"""The cell styles of the workbook, named, so that Excel's style gallery can change them all at once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray

    from dxplan.rendering.look import Look


class Style(StrEnum):
    """The styles; the value is the name people see in Excel."""

    TITLE = "dxplan 題名"
    OFFICE = "dxplan 担当課"
    HEADING = "dxplan 見出し"
    NOTE = "dxplan 注記"
    PARAGRAPH = "dxplan 段落"
    BOX = "dxplan 枠"
    COLUMN_HEADING = "dxplan 列見出し"
    LEFT = "dxplan 左"
    CENTER = "dxplan 中央"
    RIGHT = "dxplan 右"
    NOT_ACHIEVED = "dxplan 未達"
    UNRECORDED = "dxplan 未記録"
    TOTAL = "dxplan 計"
    TOTAL_RIGHT = "dxplan 計の数"
    DATUM = "dxplan データ"


class StyledWorkbook(Workbook):
    """A workbook without sheets, in the styles of a look.

    ``shared`` has the style object of each kind of cell. Cells that share it are made in half the time: by name,
    openpyxl searches all names and copies the style for every cell.
    """

    shared: dict[Style, StyleArray]

    def __init__(self, look: Look) -> None:
        super().__init__()
        add_styles(self, look)
        sheet = self.worksheets[0]
        self.shared = {}
        for row, style in enumerate(Style, 1):
            cell = sheet.cell(row, 1)
            cell.style = style.value
            self.shared[style] = cell._style  # type: ignore[union-attr] # noqa: SLF001 - there is no public way
        self.remove(sheet)


def add_styles(workbook: Workbook, look: Look) -> None:
    """Add all styles to a workbook."""
    side = Side(style="thin", color="808080")
    border = Border(left=side, right=side, top=side, bottom=side)
    plain = Font(name=look.font, size=look.size)
    bold = Font(name=look.font, size=look.size, bold=True)
    fills = {name: PatternFill("solid", fgColor=colour) for name, colour in look.colours.items()}

    def add(
        style: Style,
        font: Font,
        horizontal: str,
        *,
        vertical: str = "top",
        fill: str = "",
        framed: bool = True,
    ) -> None:
        named = NamedStyle(name=style.value, font=font)
        named.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)
        if framed:
            named.border = border
        if fill:
            named.fill = fills[fill]
        workbook.add_named_style(named)

    add(
        Style.TITLE,
        Font(name=look.font, size=look.title_size, bold=True),
        "center",
        vertical="center",
        framed=False,
    )
    add(Style.OFFICE, Font(name=look.font, size=look.heading_size), "right", framed=False)
    add(
        Style.HEADING,
        Font(name=look.font, size=look.heading_size, bold=True),
        "left",
        vertical="center",
        framed=False,
    )
    add(Style.NOTE, plain, "left", vertical="center", framed=False)
    add(Style.PARAGRAPH, Font(name=look.font, size=look.size + 1), "left", framed=False)
    add(Style.BOX, Font(name=look.font, size=look.heading_size), "center", vertical="center")
    add(Style.COLUMN_HEADING, bold, "center", vertical="center", fill="heading")
    add(Style.LEFT, plain, "left")
    add(Style.CENTER, plain, "center")
    add(Style.RIGHT, plain, "right")
    add(Style.NOT_ACHIEVED, plain, "left", fill="not_achieved")
    add(Style.UNRECORDED, plain, "left", fill="unrecorded")
    add(Style.TOTAL, bold, "left", fill="total")
    add(Style.TOTAL_RIGHT, bold, "right", fill="total")
    # データ is for sorting and filtering: no wrapping, so that every row is one line high.
    datum = NamedStyle(name=Style.DATUM.value, font=plain)
    datum.alignment = Alignment(vertical="top")
    workbook.add_named_style(datum)
