"""実施結果.xlsx: report and look in, bytes out."""

from dxplan.rendering.excel.book import render_workbook

__all__ = ["render_workbook"]
