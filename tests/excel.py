"""What people see in a cell of Excel."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

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
