"""Tables on the screen, drawn by display width; on a narrow one a card for each row."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from rich.segment import Segment
from rich.style import Style

from dxplan.handouts.handout import Cell, Kind, RowRole, printed
from dxplan.output.terminal import measure
from dxplan.values.characters import visible
from dxplan.values.tuples import NamedTuple
from dxplan.values.widths import lines, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

    from dxplan.handouts.handout import Column, Content
    from dxplan.model.scheme import Badge


class Piece(NamedTuple):
    """A part of what a cell shows, in a style of its own."""

    text: str
    style: str = ""


#: What stands in a cell on the screen.
Shown: TypeAlias = "Content | tuple[Piece, ...]"


class ScreenRow(NamedTuple):
    """A row of a table on the screen; the first cell of one with a ``level`` is indented as a heading."""

    cells: tuple[Shown, ...]
    role: RowRole = RowRole.PLAIN
    level: int = 0


#: Cells that texts keep where a table is too wide, and most that a number has before it is broken.
_NARROWEST: Final = 12
_NUMBER: Final = 12
#: Below this width a table that does not fit is shown as cards.
_CARDS: Final = 60
_GAP: Final = 3
_NARROW_GAP: Final = 2
#: Headings below this level are indented no further: their names need the room.
_DEEPEST: Final = 6
#: Rows that are drawn at a time.
_BATCH: Final = 500


def print_table(
    out: Console, columns: Sequence[Column], rows: Sequence[ScreenRow], paint: Callable[[Badge], str]
) -> None:
    """Print a table; ``paint`` gives the colour of a badge. A line is left free above the first total."""
    table = _Table(columns, rows, paint if out.color_system else None, measure(out))
    widths = table.fit(out.width)
    rule = "─" if table.measure["─"] == 1 and out.encoding.lower().startswith("utf") else "-"
    drawn = table.cards(out.width) if widths is None else table.grid(widths, rule)
    while batch := list(islice(drawn, _BATCH)):
        if out.color_system is None:  # then nothing has a style
            batch = [[Segment("\n".join(["".join([segment.text for segment in line]) for line in batch]))]]
        out.print(_Lines(batch), soft_wrap=True, end="")


class _Lines(NamedTuple):
    """Lines of segments, for rich to print as they are."""

    lines: list[list[Segment]]

    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        for line in self.lines:
            yield from line
            yield Segment.line()


@cache
def _style(name: str) -> Style | None:
    return Style.parse(name) if name else None


class _Cell(NamedTuple):
    """What stands in a cell: pieces of harmless text, all of it, and how wide its widest line is."""

    pieces: tuple[Piece, ...]
    text: str
    width: int


class _Table:
    """A table with every cell as pieces of harmless text; without ``paint`` nothing has a style."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[ScreenRow],
        paint: Callable[[Badge], str] | None,
        measure: Mapping[str, int],
    ) -> None:
        self.columns = columns
        self.paint = paint
        self.measure = measure
        self.gap = _GAP
        self.colours = [paint(column.badge) if paint and column.badge else "" for column in columns]
        self.rows = [
            (row, [self._cell(shown, colour) for shown, colour in zip(row.cells, self.colours, strict=True)])
            for row in rows
        ]

    def _cell(self, shown: Shown, colour: str) -> _Cell:
        if isinstance(shown, tuple) and not isinstance(shown, Cell):
            pieces = tuple([Piece(_harmless(piece.text), piece.style) for piece in shown])
            text = "".join([piece.text for piece in pieces])
        else:
            said = printed(shown)
            text = "" if said is None else _harmless(str(said))
            badge = shown.badge if isinstance(shown, Cell) else None
            style = self.paint(badge) if self.paint and badge else ""
            pieces = (Piece(text, f"{colour} {style}".strip()),)
        if self.paint is None:
            pieces = (Piece(text),)
        return _Cell(pieces, text, max(map(self._width, text.split("\n"))))

    def _width(self, line: str) -> int:
        return width(line, self.measure)

    def fit(self, screen: int) -> list[int] | None:
        """Return the widths of the columns in a table of a width; None where cards are better."""
        natural, least = [], []
        for number, column in enumerate(self.columns):
            heading = max(map(self._width, column.heading.split("\n")))
            if number == 0:
                widest = max((_indent(row) + cells[0].width for row, cells in self.rows), default=0)
            else:
                widest = max([cells[number].width for _, cells in self.rows], default=0)
            full = max(heading, widest)
            shrinks = {Kind.TEXT: _NARROWEST, Kind.NUMBER: _NUMBER}
            deepest = max((_indent(row) for row, _ in self.rows), default=0) if number == 0 else 0
            natural.append(full)
            least.append(min(full, deepest + shrinks.get(column.kind, full)))
        room = screen - 2 - self.gap * (len(self.columns) - 1)
        if sum(natural) <= room:
            return natural
        self.gap, room = _NARROW_GAP, screen - 2 - _NARROW_GAP * (len(self.columns) - 1)
        if sum(natural) <= room:
            return natural
        # What numbers a row has its room first; texts share what is left by the widths of their columns.
        if screen < _CARDS or sum(least) > room:
            return None
        natural = [
            low if column.kind is Kind.NUMBER else full
            for column, low, full in zip(self.columns, least, natural, strict=True)
        ]
        natural = [min(full, room) for full in natural]
        for _ in range(sum(natural) - room):
            loose = [n for n, full in enumerate(natural) if full > least[n]]
            natural[max(loose, key=lambda n: natural[n] / self.columns[n].width)] -= 1
        return natural

    def grid(self, widths: Sequence[int], rule: str) -> Iterator[list[Segment]]:
        """Yield the lines of the table."""
        yield []
        headings = [
            self._cell(column.heading, f"bold {colour}".strip())
            for column, colour in zip(self.columns, self.colours, strict=True)
        ]
        yield from self._row(headings, widths, bottom=True)
        yield [Segment(" " + rule * (sum(widths) + self.gap * (len(widths) - 1)))]
        totals = False
        for row, cells in self.rows:
            if row.role is RowRole.TOTAL and not totals:
                totals = True
                yield []
            yield from self._row(cells, widths, indent=_indent(row), bold=row.role is RowRole.TOTAL)
        yield []

    def _row(
        self,
        cells: Sequence[_Cell],
        widths: Sequence[int],
        *,
        indent: int = 0,
        bold: bool = False,
        bottom: bool = False,
    ) -> Iterator[list[Segment]]:
        """Yield the lines of one row; headings stand at the ``bottom`` of theirs."""
        blocks = [
            self._broken(cell, room - (indent if number == 0 else 0))
            for number, (cell, room) in enumerate(zip(cells, widths, strict=True))
        ]
        height = max(map(len, blocks))
        for line in range(height):
            made: list[Segment] = []
            blank = 1
            for number, (block, room) in enumerate(zip(blocks, widths, strict=True)):
                place = line - (height - len(block)) if bottom else line
                pieces, used = block[place] if 0 <= place < len(block) else ((), 0)
                inset = indent if number == 0 else 0
                free = room - inset - used
                right = self.columns[number].kind is Kind.FIGURE
                if pieces:
                    made.append(Segment(" " * (blank + inset + (free if right else 0))))
                    made += [
                        Segment(text, _style(f"bold {style}".strip() if bold else style))
                        for text, style in pieces
                    ]
                    blank = self.gap + (0 if right else free)
                else:
                    blank += room + self.gap
            yield made

    def _broken(self, cell: _Cell, room: int) -> list[tuple[tuple[Piece, ...], int]]:
        """Return the lines of a cell, each with its width."""
        pieces, text, wide = cell
        if wide <= room and "\n" not in text:
            return [(pieces if text else (), wide)]
        made = []
        for start, end in _split(text) if wide <= room else lines(text, room, self.measure):
            line = text[start:end].rstrip()
            whole = len(pieces) == 1 and line  # as most are
            shown = (Piece(line, pieces[0].style),) if whole else _cut(pieces, start, start + len(line))
            made.append((tuple(shown), width(line, self.measure)))
        return made

    def cards(self, room: int) -> Iterator[list[Segment]]:
        """Yield a card for each row: what it is called, then its texts and figures with their headings."""
        for row, cells in self.rows:
            yield []
            title: list[Piece] = []
            rest: list[tuple[Column, tuple[Piece, ...]]] = []
            for column, (pieces, _, _) in zip(self.columns, cells, strict=True):
                if not rest and (
                    not title or (self.columns[0].kind is Kind.NUMBER and column is self.columns[1])
                ):
                    title += [Piece(" "), *pieces] if title else pieces
                else:
                    rest.append((column, pieces))
            bold = [
                Piece(text, style if number else f"bold {style}".strip())
                for number, (text, style) in enumerate(title)
            ]
            yield from self._paragraph(bold, room, _indent(row), _indent(row))
            figures: list[tuple[Piece, ...]] = []
            for column, pieces in rest:
                flat = tuple(Piece(piece.text.replace("\n", "、"), piece.style) for piece in pieces)
                if not any(piece.text for piece in flat):
                    continue
                named = (Piece(f"{column.name} "), *flat) if column.name.strip() else flat
                if column.kind is Kind.TEXT:
                    yield from self._paragraph(named, room, _indent(row) + 2, _indent(row) + 4)
                else:
                    figures.append(named)
            yield from self._side_by_side(figures, room, _indent(row) + 2)
        yield []

    def _paragraph(
        self, pieces: Sequence[Piece], room: int, first: int, hanging: int
    ) -> Iterator[list[Segment]]:
        """Yield the lines of a text, those after the first indented by ``hanging``."""
        text = "".join(piece.text for piece in pieces)
        for number, (start, end) in enumerate(lines(text, room - max(first, hanging), self.measure)):
            indent = Segment(" " * (hanging if number else first))
            last = start + len(text[start:end].rstrip())
            yield [indent, *(Segment(t, _style(s)) for t, s in _cut(pieces, start, last))]

    def _side_by_side(
        self, figures: Iterable[tuple[Piece, ...]], room: int, indent: int
    ) -> Iterator[list[Segment]]:
        """Yield lines of figures with their headings, none of them broken."""
        line: list[Piece] = []
        used = indent
        for pieces in figures:
            wide = width("".join(piece.text for piece in pieces), self.measure)
            if line and used + 2 + wide > room:
                yield from self._paragraph(line, room, indent, indent)
                line, used = [], indent
            line += [Piece("  "), *pieces] if line else pieces
            used += wide + 2
        if line:
            yield from self._paragraph(line, room, indent, indent)


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of each line of a text of which none is too long."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _harmless(text: str) -> str:
    return visible(text).replace("\t", " ")


def _indent(row: ScreenRow) -> int:
    return 2 * min(row.level - 1, _DEEPEST) if row.level else 0


def _cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """Yield what stands in pieces between two places of their text."""
    place = 0
    for text, style in pieces:
        if part := text[max(0, start - place) : max(0, end - place)]:
            yield Piece(part, style)
        place += len(text)
