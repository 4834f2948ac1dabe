"""A 調査票 as CSV, for those without Excel: one line of headings, then the rows, each with its stamp.

UTF-8 with BOM and CRLF, as Excel expects it. What a spreadsheet would take for a formula stands behind a ``'``; 1-3, which
it would take for a day, is No.1-3.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.collecting.form import Formula, Hand
from dxplan.format.document import BOM
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from dxplan.collecting.form import Form, Value
    from dxplan.output.look import Look

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")


def write(form: Form, look: Look) -> bytes:  # noqa: ARG001 - as all
    """Return the file; what a form says by formulas while it is filled in has no place in it."""
    columns = [c for c in form.columns if c.hand is not Hand.FORM or c.key in ("stamp", "verdict")]
    columns = [c for c in columns if not any(isinstance(row.cells.get(c.key), Formula) for row in form.rows)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.heading for column in columns)
    for row in form.rows:
        writer.writerow(_shown(column.key, row.cells.get(column.key)) for column in columns)
    return BOM + text.getvalue().encode()


def _shown(key: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = visible(str(value))
    if key == "number":
        return f"No.{text}"
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text
