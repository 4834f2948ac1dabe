"""A handout as data: sheets of texts, facts and tables, without a format.

A handout is made by one module and knows no format; writers (``output/``) know no handout. Cells hold values, and beside
them how they are printed where that is not the value itself.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dxplan.model.handouts import Paper
from dxplan.values.tuples import NamedTuple
from dxplan.values.widths import cells, clipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Self

    from dxplan.model.handouts import Edition
    from dxplan.model.revisions import Revision
    from dxplan.model.scheme import Badge


class Run(NamedTuple):
    """A part of a text; ``changed`` tells that it is not what it was before. Writers underline it."""

    text: str
    changed: bool = False


class RichText(str):
    """A text some of whose parts changed. It is the whole text wherever a text can stand; ``runs`` are its parts in order."""

    __slots__ = ("runs",)
    runs: tuple[Run, ...]

    def __new__(cls, runs: Iterable[Run]) -> Self:
        groups = groupby((run for run in runs if run.text), key=lambda run: run.changed)
        kept = tuple(Run("".join(run.text for run in group), changed) for changed, group in groups)
        made = super().__new__(cls, "".join(run.text for run in kept))
        made.runs = kept
        return made


def runs_of(text: str) -> tuple[Run, ...]:
    """Return the parts of any text, those that changed told from the others."""
    return text.runs if isinstance(text, RichText) else (Run(text),)


def joined(texts: Iterable[str]) -> str:
    """Return texts put one behind the other; what changed in them is told of the whole too."""
    texts = tuple(texts)
    if any(isinstance(text, RichText) for text in texts):
        return RichText(run for text in texts for run in runs_of(text))
    return "".join(texts)


def part_of(text: str, start: int, end: int) -> str:
    """Return what stands between two places of a text, with what changed in it."""
    if not isinstance(text, RichText):
        return text[start:end]
    found, place = [], 0
    for run in text.runs:
        found.append(run._replace(text=run.text[max(0, start - place) : max(0, end - place)]))
        place += len(run.text)
    return RichText(found)


#: What a cell holds; None where nothing can stand.
Value: TypeAlias = str | int | Decimal | None


class Cell(NamedTuple):
    """A value with what is to be said of it: how it is printed ("" as it is), the badge whose colour it has.

    ``to`` is the anchor of what it tells of, to be found from here.
    """

    value: Value
    text: str = ""
    badge: Badge | None = None
    to: str = ""

    @property
    def shown(self) -> str:
        """What it shows, as a text."""
        return self.text or ("" if self.value is None else str(self.value))


#: What stands in a cell: a value that is printed as it is, or one of which more is to be said.
Content: TypeAlias = Cell | Value


def printed(content: Content) -> str | int | None:
    """Return what a cell shows on paper and on the screen."""
    if isinstance(content, Cell):
        content = content.text or content.value
    return str(content) if isinstance(content, Decimal) else content


def as_text(content: Content) -> str:
    """Return what a cell shows as a text, "" where nothing stands; what changed in it is told still."""
    shown = printed(content)
    return shown if isinstance(shown, str) else "" if shown is None else str(shown)


class Role(Enum):
    """What a text is."""

    TITLE = "title"
    OFFICE = "office"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"


class Text(NamedTuple):
    """A text over the whole width. ``mark`` stands before it on paper; ``point`` tells that it is one of a list.

    ``level`` is that of a heading in the whole document, whose title is of level 1. ``to`` is the anchor of what it
    tells of, to be found from here.
    """

    role: Role
    text: str
    mark: str = ""
    point: bool = False
    level: int = 2
    to: str = ""


class Facts(NamedTuple):
    """A box of a few names and values; the one with the number ``large``, from 1, is what matters."""

    pairs: tuple[tuple[str, Content], ...]
    large: int = 0


class Gap(NamedTuple):
    """A line left free on paper."""


GAP: Final = Gap()


class Align(Enum):
    """Where texts stand in their column on paper."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Kind(Enum):
    """What a column holds: texts, numbers that name a row, figures, words such as verdicts, or a mark for each word.

    Which mark stands for a word, the look of handouts says (``output/look.py``): cells hold the word.
    """

    TEXT = "text"
    NUMBER = "number"
    FIGURE = "figure"
    WORD = "word"
    MARK = "mark"


_USUAL: Final = {
    Kind.NUMBER: Align.CENTER,
    Kind.MARK: Align.CENTER,
    Kind.WORD: Align.CENTER,
    Kind.FIGURE: Align.RIGHT,
}


#: What the ids of columns of a plan's own fields begin with.
OWN: Final = "fields."


class Column(NamedTuple):
    """A column of a table.

    ``heading`` is what stands above it on paper, broken into lines; under ``group``, where several columns have one
    heading in common, and under ``over``, where several groups have. ``full`` is its name where it stands alone, by
    default the heading in one line. ``width`` is counted in half-width letters, as Excel does. It is the least width of
    a column with ``unbroken``: that one is wide enough for all figures in it, and for words of so many half-width
    letters. ``badge`` is what it counts. ``id`` is what users call it who choose columns. What stands in one that
    ``names`` is what its row is about.
    """

    heading: str
    kind: Kind = Kind.TEXT
    width: float = 15.0
    group: str = ""
    full: str = ""
    align: Align | None = None
    unbroken: float = 0
    badge: Badge | None = None
    id: str = ""
    over: str = ""
    names: bool = False

    @property
    def name(self) -> str:
        """Its name in one line."""
        return self.full or self.heading.replace("\n", " ")

    @property
    def own(self) -> bool:
        """Whether it shows a field that the plan declares itself."""
        return self.id.startswith(OWN)

    @property
    def on_paper(self) -> Align:
        """Where its texts stand on paper."""
        return self.align or _USUAL.get(self.kind, Align.LEFT)


def width_of(*words: str) -> float:
    """Return the width of a column that breaks none of some words, in bold letters of the usual size."""
    return round(0.9 * max(map(cells, words)) + 1.2, 1)


class RowRole(Enum):
    """What a row is: one of many, more of the one above it, a total, the one that those below belong to, a line of contents.

    A ``HEADING`` is one in the columns of the table, where a text across it would not do.
    """

    PLAIN = "plain"
    MORE = "more"
    TOTAL = "total"
    LEAD = "lead"
    ENTRY = "entry"
    HEADING = "heading"

    @property
    def strong(self) -> bool:
        """Whether its letters are bold on every paper: it counts others together, leads them or is their heading."""
        return self in (RowRole.TOTAL, RowRole.LEAD, RowRole.HEADING)


class Row(NamedTuple):
    """A row of a table; ``level`` is that of what it stands for, 1 for a direction of the plan.

    ``anchor`` is what leads to it. ``name`` is what its figures are called behind the names of their columns, so that
    people find them: 未達 of 復興の推進; "" for a total, whose figures are called by their columns alone. ``traits`` are
    what people may pick it by, each with its name: 担当課, 総務部 広報課. Of one name there may be several.
    """

    cells: tuple[Content, ...]
    role: RowRole = RowRole.PLAIN
    level: int = 1
    anchor: str = ""
    name: str | None = None
    traits: tuple[tuple[str, str], ...] = ()


class WideRole(Enum):
    """What a text across a table is: the heading of the rows below, a row that is found elsewhere, a note."""

    HEADING = "heading"
    ELSEWHERE = "elsewhere"
    NOTE = "note"


class Wide(NamedTuple):
    """A text across a table, between its rows. ``level`` is that of a heading: 1 for a direction of the plan, 2 below.

    ``anchor`` is what leads to it.
    """

    role: WideRole
    text: str
    level: int = 2
    mark: str = ""
    points: tuple[str, ...] = ()
    anchor: str = ""

    @property
    def lines(self) -> str:
        """The text with its points, a line each, indented as deep as the heading stands."""
        indent = "　" * (self.level - 2) if self.role is WideRole.HEADING else ""
        points = (part for point in self.points for part in ("\n", indent, self.mark, "　・", point))
        return joined((indent, self.mark, self.text, *points))


class Drawing(Enum):
    """How figures are drawn: the shares of a whole in a bar for each row, a bar for each row, a line through the years."""

    SHARES = "shares"
    BARS = "bars"
    COURSE = "course"


class Chart(NamedTuple):
    """A picture of some figures of a table, whose rows are named by their first cells.

    ``columns`` and ``rows`` are those that are drawn, by their numbers from 0, side by side. Each column is a series over
    the rows; in a ``COURSE`` each row is one over the columns, and what is aimed at comes before what became of it.
    ``edge`` is a value to be reached that all are held against. ``percent`` tells that the figures are in percent.
    """

    drawing: Drawing
    title: str
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    edge: int | None = None
    percent: bool = False

    @property
    def told(self) -> str:
        """What is said to people who do not see it."""
        return f"{self.title}の図。数は表にある。"


class Series(NamedTuple):
    """What is drawn as one: its name, its figures (None where there is none), how they are printed, what they count."""

    name: str
    values: tuple[Decimal | None, ...]
    shown: tuple[str, ...]
    badge: Badge | None = None


class Table(NamedTuple):
    """A table, with its title and the notes below it.

    ``over`` is a heading over all its columns: what the headings between its rows are of. ``chart`` shows some of its
    figures as a picture too. ``filtered`` tells that people may filter its rows. Where users choose its columns,
    ``chosen`` is what names in braces in their headings stand for.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Wide, ...]
    title: str = ""
    over: str = ""
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    filtered: bool = False
    chosen: Mapping[str, str] | None = None

    @property
    def naming(self) -> int:
        """The column, from 0, that tells what a row is about: the one that says so, or the first with texts."""
        wanted = ([c.names for c in self.columns], [c.kind is Kind.TEXT for c in self.columns], [True])
        return next(found.index(True) for found in wanted if True in found)

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def lines(self) -> tuple[tuple[str | int | None, ...], ...]:
        """Its rows as printed."""
        return tuple(tuple(map(printed, row.cells)) for row in self.rows if isinstance(row, Row))

    @property
    def starts(self) -> Iterator[int]:
        """The numbers of the rows that a page may begin with, from 0.

        No page ends with a heading; what leads other rows stays with them, and notes and totals with what they are about.
        """
        led = False
        before: Row | Wide | None = None
        for number, row in enumerate(self.rows):
            if not _belongs(row, before, led=led):
                yield number
            if isinstance(row, Wide):
                led = led and row.role is not WideRole.HEADING
            else:
                led = row.role is RowRole.LEAD or (led and row.role is not RowRole.TOTAL)
            before = row

    @property
    def units(self) -> Sequence[range]:
        """The numbers of the rows that stand on one page together; the last one has the unit before it beside it."""
        units = [range(*ends) for ends in pairwise((*self.starts, len(self.rows)))]
        if len(units) > 1 and len(units[-1]) == 1:
            units[-2:] = [range(units[-2].start, units[-1].stop)]
        return units

    def labels(self, chart: Chart) -> tuple[str, ...]:
        """Return the names of what is drawn one beside the other."""
        if chart.drawing is Drawing.COURSE:
            return tuple(self.columns[column].name for column in chart.columns)
        return tuple(_shown(self.rows[row], 0) for row in chart.rows)

    def series(self, chart: Chart) -> tuple[Series, ...]:
        """Return what is drawn, a series each."""

        def of(name: str, places: Iterable[tuple[int, int]], badge: Badge | None = None) -> Series:
            found = [
                (_figure(self.rows[row], column), _shown(self.rows[row], column)) for row, column in places
            ]
            return Series(name, tuple(value for value, _ in found), tuple(text for _, text in found), badge)

        if chart.drawing is Drawing.COURSE:
            return tuple(
                of(_shown(self.rows[row], 0), ((row, column) for column in chart.columns))
                for row in chart.rows
            )
        columns = ((column, self.columns[column]) for column in chart.columns)
        return tuple(of(c.name, ((row, n) for row in chart.rows), c.badge) for n, c in columns)

    @property
    def barred(self) -> bool:
        """Whether each of its rows is a bar of letters, too, where there are no pictures."""
        return self.chart is not None and self.chart.drawing is Drawing.SHARES

    def bar(self, row: Row) -> str:
        """Return a row as a bar of letters, "" for a total: each column by its share, the first the darkest."""
        columns = self.chart.columns if self.chart else ()
        numbers = [value for column in columns if isinstance(value := row.cells[column], int)]
        whole = sum(numbers)
        if not whole or row.role is RowRole.TOTAL:
            return ""
        ends = [
            (2 * _BAR_LETTERS * sum(numbers[:number]) + whole) // (2 * whole)
            for number in range(len(numbers) + 1)
        ]
        return "".join(
            shade * (end - start)
            for shade, start, end in zip(_shades(len(numbers)), ends, ends[1:], strict=False)
        )

    @property
    def bar_heading(self) -> str:
        """What the letters of its bars stand for."""
        columns = self.chart.columns if self.chart else ()
        shades = zip(_shades(len(columns)), columns, strict=True)
        return " ".join(f"{shade}{self.columns[column].name}" for shade, column in shades)


def _shown(row: Row | Wide, column: int) -> str:
    """Return what stands in a place of a table, in one line."""
    content = row.cells[column] if isinstance(row, Row) else None
    return str(content if (content := printed(content)) is not None else "").replace("\n", " ").strip()


def _figure(row: Row | Wide, column: int) -> Decimal | None:
    """Return the figure that stands in a place of a table."""
    content = row.cells[column] if isinstance(row, Row) else None
    value = content.value if isinstance(content, Cell) else content
    return Decimal(value) if isinstance(value, (int, Decimal)) else None


def _belongs(row: Row | Wide, before: Row | Wide | None, *, led: bool) -> bool:
    """Whether a row stands on one page with the one before it; ``led`` tells that one above leads the rows here."""
    if before is not None and before.role in (WideRole.HEADING, RowRole.HEADING):
        return True
    if before is None or isinstance(row, Wide):
        return before is not None and isinstance(row, Wide) and row.role is WideRole.NOTE
    deeper = row.role is RowRole.ENTRY and isinstance(before, Row) and row.level > before.level
    return deeper or row.role in (RowRole.MORE, RowRole.TOTAL) or (led and row.role is RowRole.PLAIN)


_BAR_LETTERS: Final = 20


def _shades(number: int) -> str:
    """Return letters from dark to light; of many verdicts the last are told by their form."""
    if number <= 3:
        return "█▒░"[:number]
    return "█▓▒░·▚▞▤▥▦▧▨▩◆◇●○".ljust(number, "－")[:number]


Block: TypeAlias = Text | Facts | Table | Gap


class Layout(Enum):
    """How a sheet is printed.

    ``LIST`` has one long table, its headings on every page; ``PAGE`` is one page if it nearly is; ``FLOW`` takes as
    many as it needs. ``DATA`` has one datum a cell, for sorting and for other programs, and is no part of the document.
    """

    LIST = "list"
    PAGE = "page"
    FLOW = "flow"
    DATA = "data"


class Sheet(NamedTuple):
    """A part of a handout that begins on a page of its own.

    ``heading`` is its heading in one document with the others, "" for none; ``top`` is what says on paper, sheet by
    sheet, what the title and the heading say there. Each of ``parts`` is kept together on a page. In a list all that
    stands above the rows is repeated on every page, unless ``repeats`` is false: then the headings alone. ``widths``
    are those of its columns where it has no table. It is printed on A4, or on A3 if it is ``large``. ``anchor`` is what
    leads to it.
    """

    name: str
    layout: Layout
    parts: tuple[tuple[Block, ...], ...]
    heading: str = ""
    top: tuple[Text, ...] = ()
    repeats: bool = True
    widths: tuple[float, ...] = ()
    large: bool = False
    anchor: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to show below its heading: tables without rows, and nothing else."""
        return bool(self.heading) and all(isinstance(b, Table) and not b.rows for b in self.blocks)

    @property
    def headed(self) -> tuple[Text, ...]:
        """What stands above all else where sheets are no files of their own: the top, under a heading in any case."""
        if not self.heading or any(text.role in (Role.TITLE, Role.HEADING) for text in self.top):
            return self.top
        return (Text(Role.HEADING, self.heading), *self.top)

    @property
    def marked(self) -> bool:
        """Whether marks stand for words in it, whose meaning its pages have to say."""
        return any(column.kind is Kind.MARK for table in self.tables for column in table.columns)

    @property
    def blocks(self) -> Iterator[Block]:
        """All that stands below the top."""
        return (block for part in self.parts for block in part)

    @property
    def tables(self) -> Iterator[Table]:
        """All tables."""
        return (block for block in self.blocks if isinstance(block, Table))


_DRAFT: Final = "（案）"
#: So many of those that are missing are named on every page: a header has room for no more.
_NAMED: Final = 8


def saying(sentence: str, name: str, title: str, office: str) -> Sheet:
    """Return a sheet that says in a sentence that there is nothing to list."""
    return Sheet(
        name=name,
        layout=Layout.FLOW,
        top=(Text(Role.TITLE, title), Text(Role.OFFICE, office)),
        parts=((Text(Role.PARAGRAPH, sentence),),),
        widths=(120.0,),
    )


class Handout(NamedTuple):
    """A handout: ``name`` is that of its file, ``heading`` its title as printed, ``title`` as programs list it.

    ``draft`` is what every page says of one that is not final, "" for one that is: 案, and what is missing.
    ``badges`` are those that cells may have, ``notes`` stand at its end. ``template`` is the one that an office may write
    for this handout, ``names`` what stands in it for what (docs/templates.md). ``plan`` is the title of the plan,
    ``version`` tells which state of its files it was made of, ``as_of`` of which day or commit that was the state where it
    is not today's, and ``provisional`` that some of its figures are 速報値.
    """

    name: str
    title: str
    heading: str
    office: str
    label: str
    year: str
    fiscal_year: int
    sheets: tuple[Sheet, ...]
    draft: str = ""
    badges: tuple[Badge, ...] = ()
    template: str = ""
    names: Mapping[str, Any] = MappingProxyType({})
    notes: tuple[str, ...] = ()
    plan: str = ""
    version: str = ""
    as_of: str = ""
    provisional: bool = False

    @property
    def state(self) -> str:
        """How final it is: 案, 速報 as long as some of its figures are, or 確定."""
        return "案" if self.draft else "速報" if self.provisional else "確定"

    def head(self, room: int) -> str:
        """Return what stands at the head of every page, in so many half-width letters.

        How final it is, what is missing, and the version it was made of; what is missing is cut before the version.
        """
        return clipped(self.draft or self.state, room - cells(self._versioned)) + self._versioned

    @property
    def _versioned(self) -> str:
        return "".join(f"　{said}" for said in (self.as_of, self.version and f"版 {self.version}") if said)

    @property
    def standing(self) -> str:
        """What every page says of it: the plan, the year, how final it is, and the version it was made of."""
        return f"{self.plan or self.title}　{self.year}　{self.state}{self._versioned}"

    def behind_title(self, sheet: Sheet) -> str:
        """Return what stands behind the title at the foot of a page: the year and the sheet, if the title has them not."""
        year = "" if self.year in self.title else f"（{self.year}）"
        return year + ("" if sheet.name in self.title else f"　{sheet.name}")

    def foot(self, sheet: Sheet, room: int) -> str:
        """Return what a page says of itself in so many half-width letters: title, year and sheet, each once.

        A long title is cut before the others.
        """
        rest = self.behind_title(sheet)
        return clipped(self.title, room - cells(rest)) + rest

    @property
    def anchors(self) -> Iterator[str]:
        """Yield what can be found in it, in order, what is told of twice more than once."""
        for sheet in self.sheets:
            rows = (row for table in sheet.tables for row in table.rows)
            yield from filter(None, (sheet.anchor, *(row.anchor for row in rows)))

    @property
    def size(self) -> int:
        """How many rows there are to be written."""
        return sum(len(table.rows) for sheet in self.sheets for table in sheet.tables)

    @property
    def base(self) -> str:
        """The name that plans call it by, draft or not."""
        return self.name.removesuffix(_DRAFT)

    @property
    def mark(self) -> str:
        """Its label as it stands on every page: 【資料２－１】, "" without one."""
        return f"【{self.label}】" if self.label else ""

    def in_edition(self, edition: Edition) -> Handout:
        """Return it on the paper and with the notes that the plan wants, at the end of its last page.

        Whoever writes the label with the brackets that it is printed in has it once.
        """
        sheets = [*self.sheets]
        if edition.paper:
            sheets = [sheet._replace(large=edition.paper is Paper.A3) for sheet in sheets]
        notes = tuple(note if note[0] in "※注" else f"※{note}" for note in edition.notes)
        if notes:
            last = max(n for n, sheet in enumerate(sheets) if sheet.layout is not Layout.DATA)
            *before, part = sheets[last].parts
            part = (*part, *(Text(Role.NOTE, note) for note in notes))
            sheets[last] = sheets[last]._replace(parts=(*before, part))
        label = self.label.strip().removeprefix("【").removesuffix("】")
        return self._replace(label=label, sheets=tuple(sheets), notes=notes)

    def at(self, revision: Revision) -> Handout:
        """Return it as that of an earlier version: in the name of its file, beside today's, and on every page."""
        return self._replace(name=f"{self.name}（{revision.edition}）", as_of=revision.when)

    def as_draft(self, missing: Sequence[str]) -> Handout:
        """Return it as 案: in its titles, in the name of its file, and on every page with the labels of what is missing."""
        named = "、".join(missing[:_NAMED]) + (" ほか" if len(missing) > _NAMED else "")
        return self._replace(
            name=f"{self.name}{_DRAFT}",
            title=f"{self.title}{_DRAFT}",
            heading=f"{self.heading}{_DRAFT}",
            draft=f"案　未記録{len(missing)}件：{named}" if missing else "案",
            sheets=tuple(
                sheet._replace(
                    top=tuple(
                        text._replace(text=f"{text.text}{_DRAFT}") if text.role is Role.TITLE else text
                        for text in sheet.top
                    )
                )
                for sheet in self.sheets
            ),
        )
