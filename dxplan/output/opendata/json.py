"""Open data as JSON: one file, the rows of each table as objects. Decimals are texts, so that none loses a digit."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from dxplan.output.contracts import CONTRACT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.opendata.tables import Table, Value


def write(tables: Sequence[Table]) -> dict[str, bytes]:
    """Return the file."""
    data = {"contract": CONTRACT} | {
        table.name: [
            {column.name: _plain(value) for column, value in zip(table.columns, row, strict=True)}
            for row in table.rows
        ]
        for table in tables
    }
    return {"dxplan.json": (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()}


def _plain(value: Value) -> str | int | None:
    return f"{value:f}" if isinstance(value, Decimal) else value
