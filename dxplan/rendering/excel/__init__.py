"""The handouts as Excel workbooks: report and look in, bytes out."""

from dxplan.rendering.excel.book import render_workbook
from dxplan.rendering.excel.review import render_review

__all__ = ["render_review", "render_workbook"]
