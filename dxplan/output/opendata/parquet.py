"""Open data as Parquet, for many bodies at once: ``items/body=070009/fiscal_year=2019/2019.parquet``.

Body and fiscal year stand in the names of the folders, where DuckDB and Spark look for them, and in no file. Which rows a
file has is said by its name, so that the plans of one body can be put out again without touching those of others.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dxplan.model.findings import DxplanError
from dxplan.opendata.tables import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.opendata.tables import Column, Table, Value

#: Digits of a decimal in all, and behind the point. Figures with more are blank, and stand in the text beside them.
_DIGITS: Final = 38
_PLACES: Final = 10
_PARTITIONS: Final = ("body", "fiscal_year")
_KEY: Final = ("plan", *_PARTITIONS)


def write(tables: Sequence[Table]) -> dict[str, bytes]:
    """Return a file for each table, body, fiscal year and plan, and one of what is the same in all."""
    try:
        import pyarrow.parquet  # noqa: F401 - an extra
    except ImportError as error:
        hint = 'pip install "dxplan[parquet]" で入ります。csv、json、xlsx には要りません。'
        raise DxplanError("Parquet を書く部品（pyarrow）がありません。", hint) from error
    files = {}
    for table in tables:
        at = {column.name: number for number, column in enumerate(table.columns)}
        groups: dict[tuple[Value, ...], list[tuple[Value, ...]]] = {}
        for row in table.rows:
            groups.setdefault(tuple(row[at[name]] for name in _KEY if name in at), []).append(row)
        for key, rows in groups.items():
            plan, where = (key[0], key[1:]) if key else (None, ())
            if plan is not None and where[0] is None:
                hint = 'plan.toml に body = "070009" と書くか、--body 070009 を付けてください（全国地方公共団体コード）。'
                raise DxplanError(f"計画「{plan}」が、どの団体のものか分かりません。", hint)
            folders = "/".join(f"{name}={value}" for name, value in zip(_PARTITIONS, where, strict=False))
            # What is the same in all plans stands beside, and is the same whoever puts it out.
            name = f"{table.name}/{folders}/{plan}" if plan else f"common_{table.name}/{table.name}"
            files[f"{name}.parquet"] = _file(table.columns, rows)
    return files


def _file(columns: Sequence[Column], rows: Iterable[tuple[Value, ...]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    types: dict[Kind, Any] = {
        Kind.TEXT: pa.string(),
        Kind.CODE: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.FLAG: pa.int8(),
        Kind.DECIMAL: pa.decimal128(_DIGITS, _PLACES),
    }
    listed = list(rows)
    kept = [(at, column) for at, column in enumerate(columns) if column.name not in _PARTITIONS]
    arrays = [pa.array([_fitting(row[at]) for row in listed], types[column.kind]) for at, column in kept]
    schema = pa.schema([(column.name, types[column.kind]) for _, column in kept])
    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _fitting(value: Value) -> Value:
    """Return a value as a column of decimals can hold it; None where it has too many digits for that."""
    if not isinstance(value, Decimal):
        return value
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_PLACES and value.adjusted() < _DIGITS - _PLACES
    return value if fits else None
