"""Open data as one workbook: a sheet a table, headings in the first row, nothing merged, hidden or told by a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from dxplan.output.excel.saving import save
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.opendata.tables import Table


def write(tables: Sequence[Table]) -> dict[str, bytes]:
    """Return the workbook."""
    workbook = Workbook()
    del workbook["Sheet"]
    years = [row[2] for table in tables if table.columns[0].name == "body" for row in table.rows]
    for table in tables:
        sheet = workbook.create_sheet(table.name)
        sheet.append([column.name for column in table.columns])
        for row in table.rows:
            sheet.append([visible(value) if isinstance(value, str) else value for value in row])
        for cells in sheet.iter_rows(min_row=2):
            for cell in cells:
                if cell.data_type == "f":  # a text that looks like a formula
                    cell.data_type = "s"
    title = "計画の機械判読可能なデータ"
    latest = max((year for year in years if isinstance(year, int)), default=2000)
    return {
        "dxplan.xlsx": save(
            workbook,
            title=title,
            subject="項目、指標、実績、集計、項目定義、コード表",
            office="",
            fiscal_year=latest,
        )
    }
