"""Values stay numbers in Excel, and look as they are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from dxplan.output.excel.sheets import as_number
from tests.excel import shown


@pytest.mark.parametrize(
    ("value", "text", "stored"),
    [
        (12, "12", 12),
        (Decimal(43750), "43,750", 43750),
        (Decimal(2019), "2019", 2019),
        (Decimal("86.1"), "86.1%", 0.861),
        (Decimal(100), "100%", 1),
        (Decimal("-5.0"), "-5.0%", -0.05),
        (Decimal(2000), "2,000人以上", 2000),
        (Decimal(20), "約20（速報値）※1", 20),
    ],
)
def test_a_figure_is_a_number_that_looks_as_printed(value: Decimal, text: str, stored: float) -> None:
    cell: Any = Workbook().create_sheet().cell(1, 1)
    found = as_number(value, text)
    assert found
    cell.value, cell.number_format = found
    assert float(cell.value) == stored
    assert shown(cell) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "－"),
        (Decimal(2), "6分の1"),
        (Decimal(12), "１２"),
        (Decimal(1234567890123456), "1,234,567,890,123,456"),
        (Decimal(-3), "差-3"),
        (Decimal(3), "3\n（R5.12〜）"),
    ],
)
def test_what_no_format_prints_stays_text(value: Decimal | None, text: str) -> None:
    assert as_number(value, text) is None
