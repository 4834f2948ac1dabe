"""What people see in a cell of Excel."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

if TYPE_CHECKING:
    from openpyxl import Workbook

_FORMAT = re.compile(r'(?:"([^"]*)")?(#,##0|0)(\.0+)?(%?)(?:"([^"]*)")?')


def shown(cell: Any) -> str:
    """Return a cell as Excel shows it, in the number formats that handouts use."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str) or cell.number_format == "General":
        return str(value)
    found = _FORMAT.fullmatch(cell.number_format)
    assert found, cell.number_format
    before, whole, decimals, percent, after = found.groups()
    number = Decimal(str(value)) * (100 if percent else 1)
    number = number.quantize(Decimal(1).scaleb(-len((decimals or ".")[1:])), ROUND_HALF_UP)
    return f"{before or ''}{number:{',' if ',' in whole else ''}f}{percent}{after or ''}"


def rows_shown(sheet: Worksheet) -> list[list[str]]:
    """Return all cells of a sheet as Excel shows them."""
    return [[shown(cell) for cell in row] for row in sheet.iter_rows()]


def _value(value: Any) -> Any:
    """Return a value, what is underlined in a text between underscores."""
    if isinstance(value, CellRichText):
        return "".join(f"_{run}_" if isinstance(run, TextBlock) else run for run in value)
    return value


def dump(workbook: Workbook) -> str:
    """Return values, styles and page set-up of a workbook as text."""
    lines = []
    for name in workbook.sheetnames:
        page = workbook[name]
        assert isinstance(page, Worksheet)
        setup = page.page_setup
        lines.append(f"== {name} {page.dimensions} frozen={page.freeze_panes} filter={page.auto_filter.ref}")
        lines.append(
            f"   {setup.orientation} paper={setup.paperSize} fit={setup.fitToWidth}x{setup.fitToHeight}"
            f" repeat={page.print_title_rows} header={page.oddHeader and page.oddHeader.right.text}"
            f" footer={page.oddFooter and page.oddFooter.right.text}"
        )
        lines.append(
            f"   widths {[round(page.column_dimensions[c].width, 1) for c in page.column_dimensions]}"
        )
        for row in page.iter_rows():
            number = row[0].row or 0
            lines.append(f"-- row {number} height={page.row_dimensions[number].height}")
            lines += [
                f"{cell.coordinate} {cell.style} {cell.data_type} {_value(cell.value)!r}"
                + (f" {cell.number_format}" if cell.number_format != "General" else "")
                for cell in row
                if cell.value is not None
            ]
    return "\n".join(lines) + "\n"
