"""A table's figures as a chart of Excel's own, drawn from the cells, so that it stays right when they are changed.

Read without colours too: what is good is dark, what is not is hatched, and what is aimed at is a broken line.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, Final

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumFmt, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.descriptors import Typed
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RichTextProperties

from dxplan.handouts.handout import Drawing
from dxplan.output.excel.saving import TOLD
from dxplan.output.inks import Pattern, inks_of
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.handouts.handout import Chart, Table
    from dxplan.output.inks import Ink

_POINTS_PER_CM: Final = 28.35
_BAR_POINTS: Final = 17.0
#: Legend, and room above and below.
_AROUND: Final = 34.0
#: Three of them stand on a page, each with its table.
_COURSE_POINTS: Final = 85.0
#: Of a rate, so that two directions stand on a page with their texts and tables.
_RATE_COURSE_POINTS: Final = 68.0
#: So many bars stand on a page; more go on in a chart of their own.
_MOST_BARS: Final = 24
#: Bars end at so many times what is to be reached; their figures tell how far they go.
_FARTHEST: Final = 2
_PATTERNS: Final[dict[Pattern, Any]] = {
    Pattern.RISING: "wdUpDiag",
    Pattern.FALLING: "wdDnDiag",
    Pattern.CROSSED: "openDmnd",
    Pattern.LYING: "narHorz",
    Pattern.DOTTED: "pct20",
}
_LINE: Final = "404040"
#: Of the figures at bars and lines, in hundredths of a point. They are never broken.
_LABEL_SIZE: Final = 900
_GRID: Final = "BFBFBF"
#: Of a line for each series: its colour, how it is broken, and the form of its points; the last for what became of it.
_STROKES: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("7F7F7F", "sysDash", "diamond"),
    ("1F4E79", "solid", "circle"),
)


class _Labels(DataLabelList):
    """Labels in a number format of their own: where that is not said, LibreOffice takes the one of the cells."""

    tagname = DataLabelList.tagname
    __elements__ = DataLabelList.__elements__
    __nested__ = tuple(name for name in DataLabelList.__nested__ if name != "numFmt")
    numFmt = Typed(expected_type=NumFmt, allow_none=True)  # type: ignore[assignment] # noqa: N815 - its element


class Placed(NamedTuple):
    """A table on a sheet: the row of its headings, and the rows its own ones stand in, by their numbers from 0."""

    headings: int
    rows: Mapping[int, int]


def heights(chart: Chart) -> list[float]:
    """Return the heights in points of the charts that show a picture."""
    if chart.drawing is Drawing.COURSE:
        return [_RATE_COURSE_POINTS if chart.percent else _COURSE_POINTS]
    return [len(rows) * _BAR_POINTS + _AROUND for rows in _pages(chart)]


def draw(sheet: Worksheet, table: Table, placed: Placed, anchors: Sequence[str], width: float) -> None:
    """Draw the picture of a table at the anchors, one for each of ``heights``. ``width`` is counted in points."""
    chart = table.chart
    if chart is None:
        return
    made: list[BarChart | LineChart]
    if chart.drawing is Drawing.COURSE:
        made = [_course(sheet, chart, placed)]
    else:
        made = [_bars(sheet, table, chart, rows, placed) for rows in _pages(chart)]
    for one, height, anchor in zip(made, heights(chart), anchors, strict=True):
        size = width / _POINTS_PER_CM, height / _POINTS_PER_CM
        setattr(one, TOLD, chart.told)
        one.width, one.height = size  # type: ignore[assignment] # whole numbers are what the stubs know
        sheet.add_chart(one, anchor)


def _pages(chart: Chart) -> list[tuple[int, ...]]:
    """Return the rows of a picture, as many together as a page holds, evenly."""
    pages = ceil(len(chart.rows) / _MOST_BARS)
    each = ceil(len(chart.rows) / pages) if pages else 0
    return [chart.rows[at : at + each] for at in range(0, len(chart.rows), each or 1)]


def _bars(sheet: Worksheet, table: Table, chart: Chart, rows: tuple[int, ...], placed: Placed) -> BarChart:
    """Return bars for some rows, whose names stand in column A."""
    made = BarChart()
    made.type, made.gapWidth = "bar", 40
    shares = chart.drawing is Drawing.SHARES
    if shares:
        made.grouping, made.overlap = "percentStacked", 100
    first, last = placed.rows[rows[0]], placed.rows[rows[-1]]
    for column, ink in zip(
        chart.columns, inks_of(table.columns[c].badge for c in chart.columns), strict=True
    ):
        title = Reference(sheet, min_col=column + 1, min_row=placed.headings, max_row=placed.headings)
        values = Reference(sheet, min_col=column + 1, min_row=first, max_row=last)
        series = Series(values, title=None)
        series.tx = SeriesLabel(strRef=StrRef(str(title)))
        series.graphicalProperties = _fill(ink)
        series.dLbls = _labels(
            "0;;;" if shares else "", "" if shares else "inBase"
        )  # none where there is nothing
        made.series.append(series)
    made.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    made.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    made.x_axis.delete = False
    made.y_axis.delete = shares
    if shares:
        made.y_axis.majorGridlines = None
        made.legend.position = "b"
    else:
        made.legend = None
        _against(made, table, chart)
    return made


def _against(made: BarChart, table: Table, chart: Chart) -> None:
    """Let a line stand at each multiple of what is to be reached, and nothing go far beyond it."""
    unit = (chart.edge or 100) * (0.01 if chart.percent else 1.0)
    (series,) = table.series(chart)
    farthest = max((float(value) for value in series.values if value is not None), default=0.0)
    times = ceil(farthest * (0.01 if chart.percent else 1.0) / unit)
    made.y_axis.scaling.min = 0
    made.y_axis.scaling.max = unit * max(1, min(_FARTHEST, times))
    made.y_axis.majorUnit = unit
    made.y_axis.number_format = "0%" if chart.percent else "#,##0"
    made.y_axis.crosses = "max"
    made.y_axis.majorGridlines = _grid()


def _course(sheet: Worksheet, chart: Chart, placed: Placed) -> LineChart:
    """Return a line for each row, from column to column; what is aimed at is broken, what became of it has its figures."""
    made = LineChart()
    first, last = chart.columns[0] + 1, chart.columns[-1] + 1
    strokes = (
        _STROKES[-len(chart.rows) :] if len(chart.rows) <= len(_STROKES) else _STROKES[-1:] * len(chart.rows)
    )
    for row, (colour, dash, form) in zip(chart.rows, strokes, strict=True):
        line = placed.rows[row]
        series = Series(Reference(sheet, min_col=first, max_col=last, min_row=line, max_row=line), title=None)
        series.tx = SeriesLabel(strRef=StrRef(str(Reference(sheet, min_col=1, min_row=line, max_row=line))))
        stroke = LineProperties(solidFill=colour, w=22_225, prstDash=dash)
        series.graphicalProperties = GraphicalProperties(ln=stroke)
        series.marker = Marker(symbol=form, size=7)
        filled = "FFFFFF" if dash != "solid" else colour
        series.marker.graphicalProperties = GraphicalProperties(
            solidFill=filled, ln=LineProperties(solidFill=colour, w=12_700)
        )
        series.smooth = False
        if row == chart.rows[-1]:
            series.dLbls = _labels("", "t")
        made.series.append(series)
    heads = Reference(sheet, min_col=first, max_col=last, min_row=placed.headings, max_row=placed.headings)
    made.set_categories(heads)
    made.x_axis.delete = made.y_axis.delete = False
    cells = (sheet.cell(placed.rows[row], column) for row in chart.rows for column in range(first, last + 1))
    percent = any(str(cell.number_format).endswith("%") for cell in cells)  # 85% is 0.85
    made.y_axis.number_format = "0%" if percent else "#,##0.###"
    if chart.percent:
        made.y_axis.scaling.min, made.y_axis.majorUnit = 0, 0.5
        made.y_axis.scaling.max = 1.3  # room for the figure of what is all but whole
    made.y_axis.majorGridlines = _grid()
    if made.legend and len(chart.rows) > 1:
        made.legend.position = "r"
    else:
        made.legend = None
        made.layout = Layout(manualLayout=ManualLayout(layoutTarget="inner", x=0.06, y=0.12, w=0.9, h=0.7))
    return made


def _grid() -> ChartLines:
    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=6350)))


def _labels(number_format: str, place: str) -> DataLabelList:
    labels = _Labels()
    labels.showVal = True
    plain = Paragraph(pPr=ParagraphProperties(defRPr=CharacterProperties(sz=_LABEL_SIZE)))
    labels.txPr = RichText(bodyPr=RichTextProperties(wrap="none"), p=[plain])
    if number_format:
        labels.numFmt = NumFmt(number_format)
    if place:
        labels.position = place
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(labels, name, False)
    return labels


def _fill(ink: Ink) -> GraphicalProperties:
    line = LineProperties(solidFill=_LINE, w=6350)
    if ink.pattern is Pattern.SOLID:
        return GraphicalProperties(solidFill=ink.colour, ln=line)
    pattern = PatternFillProperties(prst=_PATTERNS[ink.pattern])
    pattern.foreground = ColorChoice(srgbClr=ink.colour)  # type: ignore[arg-type] # the stubs want a class
    pattern.background = ColorChoice(srgbClr="FFFFFF")  # type: ignore[arg-type]
    return GraphicalProperties(pattFill=pattern, ln=line)
