"""Lists to what they list: headings in a tree, items under them with their texts, and the lines that belong nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dxplan.importing.headings import FIGURES, Heading, Role
from dxplan.importing.tables import Line, Table, key_of, parts_of, plain
from dxplan.importing.titles import Title, is_title, title_of
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.cells.book import Sheet
    from dxplan.importing.tables import Row

_REPOST: Final = regex(r"\s*(?:[(（【\[〈<]再掲[)）】\]〉>]|再掲[:：\s])\s*")
_REPOST_END: Final = regex(r"\s*(?:[(（【\[〈<]再掲[)）】\]〉>]|[※＊\s]再掲)\s*\Z")
_REPOST_OF: Final = regex(r"[※\s]*再掲\s*[:：]?\s*(?:No\.?)?\s*(?P<number>[0-9]{1,3})")


#: What names a row of sums.
_TOTAL: Final = regex(r"\s*[（(]?(?:合|小|総|累)?計[)）]?(?:[（(].*[)）])?\s*|.{0,12}(?:合|小|総)計\s*")


@dataclass(slots=True)
class Heading_:  # noqa: N801 - Heading is what stands above a column
    """A heading of the list with what stands under it."""

    number: str
    name: str
    place: str
    items: int | None = None
    references: bool = False
    parts: list[Heading_] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def walk(self) -> Iterator[Heading_]:
        """Yield it and all headings under it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(slots=True)
class Figures:
    """A row of figures: the cells of an indicator by column, with the headings of the columns."""

    row: Row
    texts: dict[Role, str]
    values: list[tuple[Heading, str]]
    sure: bool
    headings: list[Heading] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """An item as the list has it: its texts by role, its rows of figures, and what has no column of its own."""

    row: Row
    texts: dict[Role, str] = field(default_factory=dict)
    figures: list[Figures] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)
    #: The year that the heading of its goal names.
    goal_year: int | None = None
    also: list[Heading_] = field(default_factory=list)
    repost: bool = False
    #: The number that it says it is shown again from, "" where it does not.
    again: str = ""
    reference: bool = False
    #: Whether it is a KPI that its indicators make up, and no project.
    kpi: bool = False
    #: Whether its list has columns for indicators.
    columned: bool = False
    shift: str = ""
    rows: int = 1

    @property
    def name(self) -> str:
        """What it is called."""
        return self.texts.get(Role.NAME, "")


@dataclass(slots=True)
class Listing:
    """What a file lists. ``lines`` are those that stand around its lists, each once, ``every_line`` as often as they do.

    The years are those that headings name, of results, of figures and of base values.
    """

    headings: list[Heading_] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    every_line: list[Line] = field(default_factory=list)
    report_years: list[int] = field(default_factory=list)
    figure_years: list[int] = field(default_factory=list)
    base_years: list[int] = field(default_factory=list)
    rows: int = 0
    repeated: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)
    columns: dict[str, Role | None] = field(default_factory=dict)
    #: Every row of its lists, with what its columns are: nothing of them may be lost.
    all_rows: list[tuple[Table, Row]] = field(default_factory=list)
    #: What lines call the directions that they name: 基本目標; "" where they do not.
    word: str = ""

    def entries(self) -> Iterator[tuple[Heading_, Entry]]:
        """Yield every item with the heading it stands under."""
        for top in self.headings:
            for heading in top.walk():
                for entry in heading.entries:
                    yield heading, entry


def listing_of(
    sheets: Sequence[Sheet], named: Mapping[str, Role] | None = None, year: int | None = None
) -> Listing:
    """Return what some sheets list; of texts that are there for several years those of ``year``, else of the last."""
    listing = Listing()
    reader = _Reader(listing)
    for sheet in sheets:
        reader.begin(sheet.name if len(sheets) > 1 else "")
        for part in parts_of(sheet, named, year):
            if isinstance(part, Line):
                reader.line(part)
            else:
                reader.table(part)
    reader.end()
    return listing


class _Reader:
    """Reads the parts of a file in their order: a title above a list is the heading of what the list has."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.top: Heading_ | None = None
        self.under: Heading_ | None = None
        #: Titles that nothing has followed yet, from the outer to the inner, or a line that may be none.
        self.pending: list[Line] = []
        self.entry: Entry | None = None
        self.sheet = ""
        self.seen: set[str] = set()
        self.by_key: dict[str, Heading_] = {}
        #: The headings that are open, from the outer to the inner, with the kind of line that each was.
        self.open: list[tuple[str, Heading_]] = []
        self.references = False

    def begin(self, sheet: str) -> None:
        """Begin a sheet, which is a heading of its own where nothing in it is one."""
        self._drop()
        self.sheet, self.entry = sheet, None
        if sheet:
            self.top = self.under = None
            self.open = []

    def end(self) -> None:
        """End the file: a line that nothing has followed is only a line."""
        self._drop()

    def _drop(self) -> None:
        for line in self.pending:
            self._keep(line)
        self.pending = []

    def _keep(self, line: Line) -> None:
        self.listing.every_line.append(line)
        key = "".join(line.text.split())
        if key not in self.seen:
            self.seen.add(key)
            self.listing.lines.append(line)
        else:
            self.listing.repeated += 1

    def line(self, line: Line) -> None:
        """Take a line; the last one before a list, or the last of each kind, may be the title of what follows."""
        title = title_of(line.text, inside=line.inside)
        waiting = [title_of(each.text, inside=each.inside) for each in self.pending]
        if title is None and waiting and all(waiting):
            if line.above or all(is_title(each.text) for each in self.pending):
                self._keep(line)  # 「KPI（…）」 over the headings, a note below 「基本目標１ …」
                return
        elif title is not None and waiting and title.kind not in [each.kind for each in waiting if each]:
            self.pending.append(line)
            return
        self._drop()
        self.pending = [line]

    def table(self, table: Table) -> None:
        """Take a list."""
        if not table.rows:
            if table.headings:
                self._columns(table)
            return
        titles = [title_of(each.text, inside=each.inside) for each in self.pending]
        for line, title in zip(self.pending, titles, strict=True):
            if title is None:
                self._keep(line)
                continue
            if title.note:
                self._keep(Line(sheet=self.sheet, number=line.number, text=title.note))
            self._open(title, line.place, inner=len(titles) > 1 and line is not self.pending[0])
        self.pending = []
        if table.headings:
            self._columns(table)
        for row in table.rows:
            self.listing.rows += 1
            self.listing.all_rows.append((table, row))
            self._row(table, row)

    def _columns(self, table: Table) -> None:
        """Note what the headings of a list say, and whether they were there before."""
        words = key_of("".join(heading.words for heading in table.columns.values()))
        if table.headings and words in self.seen:
            self.listing.repeated += len(table.headings)
        self.seen.add(words)
        for heading in table.columns.values():
            if heading.words:
                self.listing.columns.setdefault(heading.words, heading.role)
            if heading.year and heading.role in (Role.REPORT, Role.VERDICT):
                self.listing.report_years.append(heading.year)
            elif heading.year and heading.role in FIGURES:
                years = self.listing.base_years if heading.role is Role.BASE else self.listing.figure_years
                years.append(heading.year)

    def _open(self, title: Title, place: str, *, inner: bool) -> None:
        """Open what a line names: on the level of lines of its kind, below the one before where it is ``inner``."""
        heading = Heading_(title.number, title.name, place, items=title.items, references=title.references)
        self.entry = None
        if title.references and self.top is not None:
            self.under = heading  # a heading under the direction, so that its rows come last
            self.top.parts.append(heading)
            self.references = True
            return
        self.references = False
        kinds = [kind for kind, _ in self.open]
        new = len(kinds) if inner else max(len(kinds) - 1, 0)
        level = min(kinds.index(title.kind) if title.kind in kinds else new, 1)
        if level:
            top = self.open[0][1]
            known = next((part for part in top.parts if key_of(part.name) == key_of(title.name)), None)
            if known is None:
                top.parts.append(heading)
            self.top, self.under = top, known or heading
        else:
            known = self.by_key.get(_heading_key(title.name))
            if known is None:
                self.by_key[_heading_key(title.name)] = heading
                self.listing.headings.append(heading)
            elif title.items is not None:
                known.name, known.items = max(known.name, title.name, key=len), title.items
            self.top = self.under = known or heading
            self.listing.word = self.listing.word or title.word
        self.open[level:] = [(title.kind, self.under)]

    def _row(self, table: Table, row: Row) -> None:
        told, others = _told(table, row)
        figures = self._figures(table, row, told, others)
        kpi = Role.KPI in told and Role.NAME not in told
        if kpi:
            told[Role.NAME] = told.pop(Role.KPI)
        name, number = told.get(Role.NAME, ""), told.get(Role.NUMBER, "")
        if any(_TOTAL.fullmatch(told.get(role, "")) for role in (Role.NAME, Role.NUMBER, Role.DIRECTION)):
            words = [text for _, text in sorted(row.cells.items())]
            self._keep(Line(sheet=row.sheet, number=row.number, text="　".join(words)))
            return
        before = self.entry
        if before is not None and name and self._is_more(table, before, told, figures):
            self._more(before, told, figures, others)  # a merged cell reaches over several rows
            return
        if not name and not number and before is not None and table.column(Role.NAME) is not None:
            self._go_on(before, told, figures, others)
            return
        if not name and not told.get(Role.INDICATOR):
            what = " / ".join(text for each in (told.values(), others.values()) for text in each)
            self.listing.unread.append((row.place, what))
            return
        if not self.sheet and not self.open and table.column(Role.DIRECTION) is None:
            for role, upper in ((Role.HEADING, Role.DIRECTION), (Role.HEADING_NUMBER, Role.DIRECTION_NUMBER)):
                if role in told:
                    told[upper] = told.pop(role)  # where nothing is above it, a heading is a direction
        under = self._place(told, row)
        entry = Entry(row=row, texts=told, others=others, shift=row.shift)
        entry.reference, entry.kpi = self.references, kpi
        if figures:
            entry.figures.append(figures)
        entry.columned = table.column(Role.INDICATOR) is not None
        goal = table.column(Role.GOAL)
        entry.goal_year = table.columns[goal].year if goal is not None else None
        _mark_repost(entry)
        under.entries.append(entry)
        self.entry = entry

    def _is_more(
        self, table: Table, before: Entry, told: Mapping[Role, str], figures: Figures | None
    ) -> bool:
        """Whether a row tells more of the item before it, which it names again."""
        if told.get(Role.NAME) != before.name or told.get(Role.NUMBER) != before.texts.get(Role.NUMBER):
            return False
        if Role.NUMBER not in told and (table.column(Role.NUMBER) is not None or figures is None):
            return False
        return figures is not None or told.get(Role.GOAL) == before.texts.get(Role.GOAL)

    def _figures(
        self, table: Table, row: Row, told: dict[Role, str], others: dict[str, str]
    ) -> Figures | None:
        values = [
            (heading, row.cells[at])
            for at, heading in sorted(table.columns.items())
            if heading.role in FIGURES and at in row.cells
        ]
        if not row.figures:
            last = max((at for at, heading in table.columns.items() if heading.role in FIGURES), default=0)
            values += [(Heading(None, ""), others.pop("")) for at in row.cells if at > last and "" in others]
        own: dict[Role, str] = {
            role: told.pop(role)
            for role in (Role.INDICATOR, Role.UNIT, Role.DUE, Role.KPI_NUMBER)
            if role in told
        }
        if Role.INDICATOR not in own and not values:
            return None
        headings = [heading for _, heading in sorted(table.columns.items()) if heading.role in FIGURES]
        return Figures(row=row, texts=own, values=values, sure=row.figures, headings=headings)

    def _more(
        self, entry: Entry, told: dict[Role, str], figures: Figures | None, others: dict[str, str]
    ) -> None:
        entry.rows += 1
        if figures:
            entry.figures.append(figures)
        for role, text in told.items():
            before = entry.texts.get(role, "")
            if text and text not in before:
                entry.texts[role] = f"{before}\n{text}" if before else text
        for words, text in others.items():
            if text not in entry.others.get(words, ""):
                entry.others[words] = f"{entry.others[words]}\n{text}" if words in entry.others else text

    def _go_on(
        self, entry: Entry, told: dict[Role, str], figures: Figures | None, others: dict[str, str]
    ) -> None:
        """Take a row without a name: further headings of the item, further figures, or texts from the page before."""
        entry.rows += 1
        headings = {Role.HEADING, Role.HEADING_NUMBER, Role.DIRECTION, Role.DIRECTION_NUMBER}
        if Role.HEADING in told and not told.keys() - headings - {Role.BUREAU, Role.SECTION, Role.DEPARTMENT}:
            heading = self._heading(told, self.top) if self.top else None
            if heading and heading not in entry.also:
                entry.also.append(heading)
            return
        if figures:
            entry.figures.append(figures)
        for role, text in told.items():
            before = entry.texts.get(role, "")
            if text and text != before and role not in headings:
                cut = before[-1:] not in ("", "。", "）", ")") and not text.startswith(("・", "※"))
                entry.texts[role] = before + text if cut else f"{before}\n{text}".strip()
        for words, text in others.items():
            entry.others[words] = f"{entry.others[words]}\n{text}" if words in entry.others else text

    def _place(self, told: dict[Role, str], row: Row) -> Heading_:
        """Return the heading under which a row stands: that which it names; without any, the one before."""
        name = told.pop(Role.DIRECTION, "")
        number = told.pop(Role.DIRECTION_NUMBER, "")
        if not number and (title := title_of(name)) and title.number:
            number, name = title.number, title.name
            self.listing.word = self.listing.word or title.word
        if name:
            key = _heading_key(name)
            top = self.by_key.get(key)
            if top is None:
                top = self.by_key[key] = Heading_(number, name, row.place)
                self.listing.headings.append(top)
            self._spelling(top, number, row)
            if top is not self.top:
                self.top = self.under = top
        if self.top is None:
            self.top = Heading_("", self.sheet or "取組", row.place)
            self.listing.headings.append(self.top)
        if Role.HEADING in told or Role.HEADING_NUMBER in told:
            self.under = self._heading(told, self.top) or self.under
        elif name:
            self.under = self.top
        self.under = self.under or self.top
        return self.under

    def _spelling(self, heading: Heading_, number: str, row: Row) -> None:
        """Keep a number of a heading that is written otherwise than before: 「III3」 beside 「III-3」."""
        if number and heading.number and number != heading.number:
            text = f"「{heading.name}」の番号が「{number}」（はじめは「{heading.number}」）"
            self._keep(Line(sheet=row.sheet, number=row.number, text=text))

    def _heading(self, told: dict[Role, str], top: Heading_) -> Heading_ | None:
        """Return the heading under a direction that a row names."""
        name = told.pop(Role.HEADING, "")
        number = told.pop(Role.HEADING_NUMBER, "")
        if not number and (title := title_of(name)) and title.number:
            number, name = title.number, title.name
        if not name and not number:
            return None
        wanted = key_of(name)
        for part in top.parts:
            if key_of(part.name) == wanted and (key_of(part.number) == key_of(number) or not number):
                return part
        part = Heading_(number, name or number, "")
        top.parts.append(part)
        return part


def _told(table: Table, row: Row) -> tuple[dict[Role, str], dict[str, str]]:
    """Return what the cells of a row say but for figures: by role, and by the words of the office's own columns."""
    texts: dict[Role, list[str]] = {}
    others: dict[str, str] = {}
    for at, text in sorted(row.cells.items()):
        heading = table.columns.get(at)
        role = heading.role if heading else (Role.NUMBER if at == 0 else None)
        if role in FIGURES:
            continue
        if role is None:
            words = " ".join(heading.words.split()) if heading and heading.words else ""
            others[words] = f"{others[words]}\n{text}" if words in others else text
        else:
            texts.setdefault(role, []).append(plain(text))
    told = {role: "\n".join(dict.fromkeys(each)) for role, each in texts.items()}
    if Role.NUMBER not in told and told.get(Role.HEADING, "").isdecimal():
        told[Role.NUMBER] = told.pop(Role.HEADING)  # 「76」 in the column of a heading that is not there
    return told, others


def _mark_repost(entry: Entry) -> None:
    """Tell of an item whether it is shown again, and take the mark of that out of its name."""
    if match := _REPOST.match(entry.name) or _REPOST_END.search(entry.name):
        entry.repost = True
        entry.texts[Role.NAME] = entry.name[: match.start()] + entry.name[match.end() :]
    elif again := repost_number(entry.name):
        entry.repost, entry.again = True, again
        entry.texts[Role.NAME] = without_repost(entry.name)
    else:
        said = [entry.texts.get(role, "") for role in (Role.NUMBER, Role.NEW)]
        alone = regex(r"\s*[（(【]?再掲[)）】]?\s*").fullmatch(entry.texts.get(Role.REMARKS, ""))
        entry.repost = any("再掲" in text for text in said) or alone is not None


def _heading_key(name: str) -> str:
    """Return what directions are compared by: 「産業・しごと」 is 「産業・しごと分野」."""
    return key_of(name).removesuffix("分野")


def repost_number(text: str) -> str:
    """Return the number of the indicator that a text says it is shown again from; "" where it does not."""
    match = _REPOST_OF.search(text)
    return match["number"] if match else ""


def without_repost(text: str) -> str:
    """Return a name without the mark that it is shown again."""
    return _REPOST_OF.sub("", text).strip()
