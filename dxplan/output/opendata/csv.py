"""Open data as CSV: a file a table, UTF-8 with BOM and CRLF, as Excel and RFC 4180 have it.

Values stay what they are: a text that begins with ``=`` is one of no formula to any reader of CSV but a spreadsheet, so a
``'`` stands before it there, as before every text of the kind (docs/data.md).
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.format.document import BOM
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.opendata.tables import Table, Value

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


def write(tables: Sequence[Table]) -> dict[str, bytes]:
    """Return a file for each table."""
    return {f"{table.name}.csv": _file(table) for table in tables}


def _file(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(list(map(_shown, row)) for row in table.rows)
    return BOM + text.getvalue().encode()


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = visible(str(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text
