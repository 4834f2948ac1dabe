"""The columns of a table on paper: those that users chose, each as wide as its figures need, under their headings."""

from __future__ import annotations

from itertools import zip_longest
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import OWN, Align, Kind, Layout, Row, Table, as_text, width_of
from dxplan.model.findings import DxplanError
from dxplan.output.excel.wrapping import POINTS_PER_WIDTH, column_width
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.handouts.handout import Column, Handout, Sheet
    from dxplan.output.look import Look

#: The size of letters on paper in points; smaller ones are not read.
SMALLEST: Final = 8
#: What a page holds, in points: A4 landscape has 784 × 512 between its margins, A3 1,133 × 759; programs draw columns up
#: to a tenth wider than Excel, and rows a little higher.
ROOM: Final = {False: (705, 490), True: (1018, 725)}
#: So much of a column of texts is left where a table is too wide; narrower ones are not made any narrower.
_LEAST_SHARE, _LEAST_WIDTH = 0.6, 8.0
#: A list takes all of its paper if it takes so much of it anyway.
_NEARLY: Final = 0.6


def in_columns(sheet: Sheet, look: Look) -> Sheet:
    """Return a sheet with every table in the columns that users chose, each as wide as its figures need.

    Where its paper is too narrow for letters that can be read, columns are as narrow as that takes.
    """
    made = sheet._replace(
        parts=tuple(
            tuple(_in_columns(block, look) if isinstance(block, Table) else block for block in part)
            for part in sheet.parts
        )
    )
    return _fitted(made, look) if sheet.layout in (Layout.LIST, Layout.PAGE) else made


def _fitted(sheet: Sheet, look: Look) -> Sheet:
    """Return a sheet whose columns, which its tables have in common, fit on the paper with letters that can be read.

    Each gives what it can spare in the measure that all have to; what does not fit even so stays as narrow as it can be.
    """
    scale = ceil(100 * SMALLEST / look.size) / 100  # programs print in whole percents
    room = ROOM[sheet.large][0] / (POINTS_PER_WIDTH * scale)
    common = zip_longest(*(table.columns for table in sheet.tables))
    widths = [max(column.width for column in columns if column) for columns in common]
    if scale > 1 or sum(widths) <= room:
        return sheet
    least = [0.0] * len(widths)
    for table in sheet.tables:
        for number, column in enumerate(table.columns):
            least[number] = max(least[number], min(widths[number], _least(table, number, column, look)))
    spare = sum(widths) - sum(least)
    share = min(1.0, (sum(widths) - room) / spare) if spare else 0.0
    # Down, not to the nearest: a tenth more would be a percent less.
    narrow = [floor(10 * (w - (w - low) * share)) / 10 for w, low in zip(widths, least, strict=True)]

    def fit(table: Table) -> Table:
        columns = zip(table.columns, narrow, strict=False)
        return table._replace(columns=tuple(c._replace(width=min(c.width, width)) for c, width in columns))

    return sheet._replace(
        parts=tuple(
            tuple(fit(block) if isinstance(block, Table) else block for block in part) for part in sheet.parts
        )
    )


def _least(table: Table, number: int, column: Column, look: Look) -> float:
    """Return how narrow a column can be: figures and words stay in one piece, headings in two, texts may break."""
    if column.width <= _LEAST_WIDTH:
        return column.width
    halved = width_of(column.heading) / 2 + 1
    if column.kind is Kind.TEXT:
        return max(_LEAST_WIDTH, halved, _LEAST_SHARE * column.width)
    texts = (as_text(row.cells[number]) for row in table.rows if isinstance(row, Row))
    return max(_LEAST_WIDTH, halved, column_width(texts, look.size, column.unbroken or column.width))


def _in_columns(table: Table, look: Look) -> Table:
    if table.chosen is not None:
        table = _as_chosen(table, table.chosen, look)
    columns = []
    for number, column in enumerate(table.columns):
        if column.unbroken:
            texts = (as_text(row.cells[number]) for row in table.rows if isinstance(row, Row))
            needed = column_width([column.heading, *texts], look.size, column.unbroken)
            columns.append(column._replace(width=max(column.width, needed)))
        else:
            columns.append(column)
    return table._replace(columns=tuple(columns))


def _as_chosen(table: Table, words: Mapping[str, str], look: Look) -> Table:
    """Return a table in the columns of the look, whose headings have ``{words}`` in them."""
    places = {column.id: number for number, column in enumerate(table.columns)}
    columns, chosen = [], []
    for choice in look.columns:
        heading = choice.heading
        for name, word in words.items():
            heading = heading.replace(f"{{{name}}}", word)
        place = places.get(choice.field)
        if place is None:  # another plan's own field
            _refuse_misspelt(choice.field, places)
            continue
        column = table.columns[place]
        columns.append(column._replace(heading=heading, width=choice.width, align=Align(choice.align)))
        chosen.append(place)
    behind = [n for n, column in enumerate(table.columns) if column.own and n not in chosen]
    columns += [table.columns[number] for number in behind]
    chosen += behind
    rows = tuple(
        row._replace(cells=tuple([row.cells[place] for place in chosen])) if isinstance(row, Row) else row
        for row in table.rows
    )
    return table._replace(columns=tuple(columns), rows=rows)


def _refuse_misspelt(chosen: str, places: Iterable[str]) -> None:
    """Refuse a column of an own field that a plan with own fields does not show."""
    known = [name for name in places if name.startswith(OWN)]
    if known:
        from dxplan.format.reading.fields import did_you_mean

        hint = f"{did_you_mean(chosen, known)}この計画で載せる欄は {'、'.join(known)} です。"
        raise DxplanError(f"results.toml の列「{chosen}」の欄は、この計画では載せません。", hint)


def scale_of(table: Table, sheet: Sheet, room: float) -> float:
    """Return what the columns of a table are scaled by on paper with so many points between its margins.

    A list that is nearly as wide takes all of it. What is wider is scaled down, its letters too.
    """
    wide = sum(column.width for column in table.columns) * POINTS_PER_WIDTH
    spread = sheet.layout is Layout.LIST and wide > _NEARLY * room
    return room / wide if wide > room or spread else 1.0


class HeadingBox(NamedTuple):
    """A heading over some columns (``first`` to ``last``) and levels (``top`` to ``bottom``), all from 0."""

    text: str
    top: int
    bottom: int
    first: int
    last: int


def heading_levels(columns: Sequence[Column], over: str) -> list[list[str]]:
    """Return ``over`` all columns, what they have in common, a list for each level that there is, and their own last."""
    common = (
        [over] * len(columns),
        [column.over for column in columns],
        [column.group for column in columns],
    )
    return [*filter(any, common), [column.heading for column in columns]]


def heading_boxes(levels: Sequence[Sequence[str]]) -> Iterator[HeadingBox]:
    """Yield the headings; what has none at a level rises into it, and equal ones side by side are one."""
    lowest = len(levels) - 1
    for top in range(len(levels)):
        first = 0
        while first < len(levels[0]):
            if top and not levels[top - 1][first]:  # it has risen
                first += 1
                continue
            bottom = next(n for n in range(top, len(levels)) if levels[n][first] or n == lowest)
            last = first
            while bottom < lowest and last + 1 < len(levels[0]):
                if any(level[first] != level[last + 1] for level in levels[: bottom + 1]):
                    break
                last += 1
            yield HeadingBox(levels[bottom][first], top, bottom, first, last)
            first = last + 1


def too_small(handout: Handout, printed_in: Sequence[tuple[float, Sheet]], look: Look) -> str:
    """Return what is to be said of a handout of which some sheets are printed too small to be read, and what helps.

    ``printed_in`` are its sheets, each with the size of its letters on paper in points.
    """
    small = [(size, sheet) for size, sheet in printed_in if size < min(SMALLEST, look.size)]
    if not small:
        return ""
    size, sheet = min(small, key=lambda each: each[0])
    others = f"ほか{len(small) - 1}シート" if len(small) > 1 else ""
    remedy = (
        "列を減らすか、狭くしてください。"
        if sheet.large
        else f'--paper A3 を付けるか、plan.toml に [[handout]] と、その下に name = "{handout.base}"、paper = "A3" と書くと大きくなります。'
    )
    return (
        f"{handout.name}の「{sheet.name}」{others}は、{size:.1f}ポイントの文字で印刷されます"
        f"（{'A3' if sheet.large else 'A4'}。読めるのは{SMALLEST}ポイントから）。{remedy}"
    )
