"""The picture of a table's figures as SVG, complete in itself: for a page of HTML, and for whatever else can hold one.

It is drawn narrow, names above their bars, so that its letters can be read on a phone too. Classes let a page colour the
letters and lines; without one they are as dark as the paper wants.
"""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import Drawing
from dxplan.output.excel.wrapping import text_cells, wrap
from dxplan.output.inks import PLAIN, Pattern, inks_of
from dxplan.values.characters import visible
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from dxplan.handouts.handout import Chart, Series, Table
    from dxplan.output.inks import Ink

#: All sizes are in units of which the picture is so many wide.
_WIDTH: Final = 400.0
_SIZE: Final = 13
_SMALL: Final = 11
_LINE: Final = 18.0
_BAR: Final = 22.0
_THIN_BAR: Final = 12.0
_GAP: Final = 8.0
_COURSE: Final = 150.0
#: Between nothing and all there is less to see; the rates of two directions stand on a page, each with its table.
_SHARE_COURSE: Final = 72.0
#: Bars end at so many times what is to be reached; their figures tell how far they go.
_FARTHEST: Final = 2.0
_TEXT: Final = "#222222"
_AXIS: Final = "#8A8A8A"
_AIMED: Final = "#6B6B6B"
_REACHED: Final = "#1F4E79"
#: Letters on lines stand free of them.
_HALO: Final = 'stroke="#FFFFFF" stroke-width="3" paint-order="stroke"'
_PATTERNS: Final = {
    Pattern.RISING: '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="{0}" stroke-width="1.6"/>',
    Pattern.FALLING: '<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" stroke="{0}" stroke-width="1.6"/>',
    Pattern.CROSSED: '<path d="M0 0L8 8M8 0L0 8" stroke="{0}" stroke-width="1.2"/>',
    Pattern.LYING: '<path d="M0 2H8M0 6H8" stroke="{0}" stroke-width="1.4"/>',
    Pattern.DOTTED: '<circle cx="2" cy="2" r="1.2" fill="{0}"/><circle cx="6" cy="6" r="1.2" fill="{0}"/>',
}


class Picture(NamedTuple):
    """A picture as SVG, and how wide and high it is in units of its own."""

    svg: str
    width: float
    height: float


def picture(table: Table, chart: Chart, name: str) -> Picture:
    """Return the picture of a table; ``name`` is one that nothing else in the same document has, of ASCII letters."""
    match chart.drawing:
        case Drawing.SHARES:
            pieces, height = _shares(table, chart, name)
        case Drawing.BARS:
            pieces, height = _bars(table, chart)
        case Drawing.COURSE:
            pieces, height = _course(table, chart)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" viewBox="0 0 {_n(_WIDTH)} {_n(height)}" '
        f'width="{_n(_WIDTH)}" height="{_n(height)}" aria-label="{_safe(chart.told)}" '
        f'font-family="sans-serif" font-size="{_SIZE}" fill="{_TEXT}">{"".join(pieces)}</svg>'
    )
    return Picture(svg, _WIDTH, height)


def _shares(table: Table, chart: Chart, name: str) -> tuple[list[str], float]:
    """Draw a bar for each row, each as long as the others and cut into its columns."""
    series, labels = table.series(chart), table.labels(chart)
    inks = inks_of(one.badge for one in series)
    pieces, top = [*_defined(inks, name)], 0.0
    for text, ink, place in _legend([one.name for one in series], inks):
        x, y = place
        pieces += [_box(x, y, 14, 14, _filled(ink, name)), _text(x + 19, y + 12, text)]
        top = y + 24
    for number, label in enumerate(labels):
        top = _label(pieces, label, top)
        values = [one.values[number] for one in series]
        whole, x = sum(float(value) for value in values if value), 0.0
        for value, one, ink in zip(values, series, inks, strict=True):
            if not value or not whole:
                continue
            wide = (_WIDTH - 1) * float(value) / whole
            pieces.append(_box(x + 0.5, top, wide, _BAR, _filled(ink, name)))
            middle, room = x + wide / 2, text_cells(one.shown[number]) * _SIZE / 2 + 2
            if wide > room:
                if ink.pattern is not Pattern.SOLID:  # letters are not read on lines
                    pieces.append(
                        _box(middle - room / 2, top + 2, room, _BAR - 4, 'fill="#FFFFFF"', edge=False)
                    )
                colour = "#FFFFFF" if ink.dark else _TEXT
                more = f'class="on" text-anchor="middle" fill="{colour}"'
                pieces.append(_text(middle, top + 16, one.shown[number], more))
            x += wide
        top += _BAR + _GAP
    return pieces, top


def _bars(table: Table, chart: Chart) -> tuple[list[str], float]:
    """Draw a bar for each row, its figure behind its name, and a line where what was to be reached is."""
    (series,), labels = table.series(chart), table.labels(chart)
    numbers = [float(value) for value in series.values if value is not None]
    edge = float(chart.edge) if chart.edge else max(numbers, default=1.0) or 1.0
    end = edge * max(1.0, min(_FARTHEST, max(numbers, default=0.0) / edge))
    scale = (_WIDTH - 2) / end
    pieces, top = [], 0.0
    at = 1 + edge * scale
    if chart.edge:
        unit = "%" if chart.percent else ""
        pieces.append(_text(min(at, _WIDTH), 12, f"目標 {chart.edge}{unit}", 'text-anchor="end"'))
        top = 20.0
    for number, label in enumerate(labels):
        top = _label(pieces, label, top, series.shown[number])
        value = series.values[number]
        wide = max(0.0, min(float(value or 0), end)) * scale
        if value is not None:
            pieces.append(_box(1, top, max(wide, 1), _THIN_BAR, f'fill="#{PLAIN.colour}"'))
        if value is not None and float(value) > end:
            pieces.append(_text(_WIDTH - 4, top + 10, "▶", f'text-anchor="end" font-size="{_SMALL}"'))
        if chart.edge:
            level = f"M{_n(min(at, _WIDTH - 1))} {_n(top - 2)}V{_n(top + _THIN_BAR + 2)}"
            pieces.append(_path(level, _TEXT, "edge", width=1.6))
        top += _THIN_BAR + _GAP
    return pieces, top


def _course(table: Table, chart: Chart) -> tuple[list[str], float]:
    """Draw a line for each row from column to column: what is aimed at broken, what became of it with its figures."""
    series, labels = table.series(chart), table.labels(chart)
    ticks = _ticks(
        [value for one in series for value in one.values if value is not None], percent=chart.percent
    )
    shown = [_tick(tick, percent=chart.percent) for tick in ticks]
    left = max(text_cells(text) for text in shown) * _SMALL / 2 + 10
    top = 34.0 if len(series) > 1 else 18.0
    room = _SHARE_COURSE if chart.percent else _COURSE
    bottom, low, high = top + room, ticks[0], ticks[-1]
    step = (_WIDTH - left) / len(labels)
    xs = [left + step * (number + 0.5) for number in range(len(labels))]

    def y(value: Decimal) -> float:
        return bottom - (float(value) - low) / (high - low) * room

    pieces = []
    for tick, text in zip(ticks, shown, strict=True):
        level = bottom - (tick - low) / (high - low) * room
        pieces.append(_path(f"M{_n(left)} {_n(level)}H{_n(_WIDTH)}", _AXIS, "axis", width=0.5))
        pieces.append(_text(left - 5, level + 4, text, f'text-anchor="end" font-size="{_SMALL}"'))
    for x, label in zip(xs, labels, strict=True):
        size = _SMALL if text_cells(label) * _SIZE / 2 > step else _SIZE
        pieces.append(_text(x, bottom + 18, label, f'text-anchor="middle" font-size="{size}"'))
    for number, one in enumerate(series):
        last, ys = number == len(series) - 1, [None if value is None else y(value) for value in one.values]
        pieces += _line(xs, ys, last=last)
        if last:
            pieces += _figures(one, xs, ys, step)
        if len(series) > 1:
            x = left + number * 110
            pieces += _line([x + 2, x + 32], [10.0, 10.0], last=last)
            pieces.append(_text(x + 40, 14, one.name))
    return pieces, bottom + 28


def _line(xs: Sequence[float], ys: Sequence[float | None], *, last: bool) -> Iterator[str]:
    """Yield a line through the points that there are, broken where one is missing, and the points."""
    colour, name = (_REACHED, "reached") if last else (_AIMED, "aimed")
    path, pen = "", "M"
    for x, y in zip(xs, ys, strict=True):
        if y is None:
            pen = "M"
            continue
        path += f"{pen}{_n(x)} {_n(y)}"
        pen = "L"
    if path:
        yield _path(path, colour, name, width=2.2 if last else 1.6, dash="" if last else "5 3")
    for x, y in zip(xs, ys, strict=True):
        if y is not None and last:
            yield f'<circle class="{name}-point" cx="{_n(x)}" cy="{_n(y)}" r="4" fill="{colour}"/>'
        elif y is not None:
            yield _path(
                f"M{_n(x)} {_n(y - 5)}L{_n(x + 5)} {_n(y)}L{_n(x)} {_n(y + 5)}L{_n(x - 5)} {_n(y)}Z",
                colour, f"{name} hollow", fill="#FFFFFF",
            )  # fmt: skip


def _figures(one: Series, xs: Sequence[float], ys: Sequence[float | None], room: float) -> Iterator[str]:
    for x, y, text in zip(xs, ys, one.shown, strict=True):
        if y is not None and text_cells(text) * _SMALL / 2 < room:
            yield _text(x, y - 9, text, f'text-anchor="middle" font-size="{_SMALL}" class="figure" {_HALO}')


def _ticks(values: Sequence[Decimal], *, percent: bool) -> list[float]:
    """Return the levels of an axis from nothing, or the lowest figure below it, to beyond the highest."""
    if percent:
        return [0.0, 50.0, 100.0]
    numbers = [*map(float, values), 0.0]
    spread = (max(numbers) - min(numbers)) or 1.0
    power = 10.0 ** floor(log10(spread / 4))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice * 4 >= spread * 0.999)
    first, last = floor(min(numbers) / step + 1e-9), ceil(max(numbers) / step - 1e-9)
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def _tick(tick: float, *, percent: bool) -> str:
    return f"{tick:,.10g}%" if percent else f"{round(tick, 9):,.10g}"


def _label(pieces: list[str], label: str, top: float, figure: str = "") -> float:
    """Write a name in as many lines as it needs, a figure at its right; return where what it names begins."""
    room = (_WIDTH - (text_cells(figure) * _SIZE / 2 + 10 if figure else 0)) / (_SIZE / 2)
    for line in wrap(visible(label), room):
        pieces.append(_text(0, top + 13, line))
        top += _LINE
    if figure:
        pieces.append(_text(_WIDTH, top - _LINE + 13, figure, 'text-anchor="end"'))
    return top


def _legend(names: Sequence[str], inks: Iterable[Ink]) -> Iterator[tuple[str, Ink, tuple[float, float]]]:
    x = y = 0.0
    for name, ink in zip(names, inks, strict=True):
        wide = 19 + text_cells(name) * _SIZE / 2 + 16
        if x and x + wide > _WIDTH:
            x, y = 0.0, y + 20
        yield name, ink, (x + 0.5, y + 0.5)
        x += wide


def _defined(inks: Iterable[Ink], name: str) -> Iterator[str]:
    """Yield the patterns that areas are filled with."""
    patterns = dict.fromkeys(ink for ink in inks if ink.pattern is not Pattern.SOLID)
    if patterns:
        yield "<defs>"
        for ink in patterns:
            lines = _PATTERNS[ink.pattern].format(f"#{ink.colour}")
            yield (
                f'<pattern id="{_pattern(ink, name)}" width="8" height="8" patternUnits="userSpaceOnUse">'
                f'<rect width="8" height="8" fill="#FFFFFF"/>{lines}</pattern>'
            )
        yield "</defs>"


def _pattern(ink: Ink, name: str) -> str:
    return f"{name}.{ink.pattern.value}.{ink.colour}"


def _filled(ink: Ink, name: str) -> str:
    return f'fill="#{ink.colour}"' if ink.pattern is Pattern.SOLID else f'fill="url(#{_pattern(ink, name)})"'


def _box(x: float, y: float, width: float, height: float, fill: str, *, edge: bool = True) -> str:
    line = ' stroke="#404040" stroke-width="0.8"' if edge else ""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" {fill}{line}/>'


def _path(
    steps: str, colour: str, name: str, *, width: float = 1.2, dash: str = "", fill: str = "none"
) -> str:
    broken = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path class="{name}" d="{steps}" fill="{fill}" stroke="{colour}" stroke-width="{width}"{broken}/>'
    )


def _text(x: float, y: float, text: str, more: str = "") -> str:
    kind = "" if "class=" in more else ' class="words"'
    return f'<text{kind} x="{_n(x)}" y="{_n(y)}"{f" {more}" if more else ""}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(visible(text))


def _n(number: float) -> str:
    """Return a length as SVG wants it, in tenths."""
    return f"{number:.1f}".removesuffix(".0")
