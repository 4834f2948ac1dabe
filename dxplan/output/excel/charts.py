"""A table's figures as a chart of Excel: a bar for each row, cut into its columns.

Read without colours too: what is good is dark, what is not is hatched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties

from dxplan.model.scheme import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.model.scheme import Badge

_POINTS_PER_CM: Final = 28.35
_BAR_POINTS: Final = 17.0
#: Legend, and room above and below.
_AROUND: Final = 34.0
_SOLID: Final = {Tone.BEST: "5B9BD5", Tone.GOOD: "DDEBF7", Tone.WAITING: "FFFFFF", Tone.NONE: "D9D9D9"}
_HATCHED: Final = "C55A11"


def height_of(bars: int) -> float:
    """Return the height of a chart in points."""
    return bars * _BAR_POINTS + _AROUND


def draw(
    sheet: Worksheet, rows: tuple[int, int], columns: Sequence[tuple[int, Badge]], anchor: str, width: float
) -> None:
    """Draw the figures of some columns in the rows from the first to the last, whose labels stand in column A.

    The headings of the columns stand in the row above. ``width`` is counted in points.
    """
    first, last = rows
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "percentStacked", 100, 40
    labels = Reference(sheet, min_col=1, min_row=first, max_row=last)
    for column, badge in columns:
        values = Reference(sheet, min_col=column, min_row=first - 1, max_row=last)
        series = Series(values, title_from_data=True)
        series.cat = None
        series.graphicalProperties = _fill(badge.tone)
        series.dLbls = DataLabelList()
        series.dLbls.showVal = True
        series.dLbls.numFmt = "0;;"  # none where there is nothing
        for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, name, False)
        chart.series.append(series)
    chart.set_categories(labels)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.legend.position = "b"
    size = width / _POINTS_PER_CM, height_of(last - first + 1) / _POINTS_PER_CM
    chart.width, chart.height = size  # type: ignore[assignment] # whole numbers are what the stubs know
    sheet.add_chart(chart, anchor)


def _fill(tone: Tone) -> GraphicalProperties:
    line = LineProperties(solidFill="404040", w=6350)
    if tone in _SOLID:
        return GraphicalProperties(solidFill=_SOLID[tone], ln=line)
    pattern = PatternFillProperties(prst="wdUpDiag")
    pattern.foreground = ColorChoice(srgbClr=_HATCHED)  # type: ignore[arg-type] # the stubs want a class
    pattern.background = ColorChoice(srgbClr="FFFFFF")  # type: ignore[arg-type]
    return GraphicalProperties(pattFill=pattern, ln=line)
