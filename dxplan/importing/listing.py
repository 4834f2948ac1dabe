"""Lists to what they list: headings in a tree, items under them with their texts, and the lines that belong nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dxplan.importing.headings import FIGURES, Heading, Role
from dxplan.importing.tables import Line, Table, key_of, parts_of, plain
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.cells.book import Sheet
    from dxplan.importing.tables import Row

#: 「1 復興の推進」, 「第2 …」, 「Ⅲ-1 …」, 「(3) …」: a line that numbers what follows.
_TITLE: Final = regex(
    r"(?P<number>第?[0-9０-９]{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ](?:-[0-9])?|[(（][0-9０-９]{1,2}[)）])[\s　.．、]+(?P<name>\S.{0,60}?)\s*"
)
#: 「産業・しごと分野 (28事業)」.
_COUNTED: Final = regex(r"(?P<name>\S.{0,40}?)\s*[(（](?P<items>[0-9]{1,3})(?:事業|項目|施策)[)）]")
_REFERENCES: Final = regex(r"[(（【]?参考事業[)）】]?")
_NOTE: Final = regex(r"\s*[※＊].*")
_REPOST: Final = regex(r"\s*(?:[(（【\[]再掲[)）】\]]|再掲[:：\s])\s*")
_REPOST_OF: Final = regex(r"[※\s]*再掲\s*[:：]?\s*(?:No\.?)?\s*(?P<number>[0-9]{1,3})")
_ENDS_NAME: Final = regex(r"[。、]\Z")


@dataclass(slots=True)
class Heading_:  # noqa: N801 - Heading is what stands above a column
    """A heading of the list with what stands under it."""

    number: str
    name: str
    place: str
    items: int | None = None
    references: bool = False
    note: str = ""
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

    The years are those that headings name, of results and of figures.
    """

    headings: list[Heading_] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    every_line: list[Line] = field(default_factory=list)
    report_years: list[int] = field(default_factory=list)
    figure_years: list[int] = field(default_factory=list)
    rows: int = 0
    repeated: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)
    columns: dict[str, Role | None] = field(default_factory=dict)

    def entries(self) -> Iterator[tuple[Heading_, Entry]]:
        """Yield every item with the heading it stands under."""
        for top in self.headings:
            for heading in top.walk():
                for entry in heading.entries:
                    yield heading, entry


def listing_of(sheets: Sequence[Sheet], named: Mapping[str, Role] | None = None) -> Listing:
    """Return what some sheets list."""
    listing = Listing()
    reader = _Reader(listing)
    for sheet in sheets:
        reader.begin(sheet.name if len(sheets) > 1 else "")
        for part in parts_of(sheet, named):
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
        self.pending: Line | None = None
        self.entry: Entry | None = None
        self.sheet = ""
        self.seen: set[str] = set()
        self.by_key: dict[str, Heading_] = {}
        self.references = False

    def begin(self, sheet: str) -> None:
        """Begin a sheet, which is a heading of its own where nothing in it is one."""
        self.sheet, self.pending, self.entry = sheet, None, None
        if sheet:
            self.top = self.under = None

    def end(self) -> None:
        """End the file: a line that nothing has followed is only a line."""
        self._drop()

    def _drop(self) -> None:
        if self.pending is not None:
            self._keep(self.pending)
            self.pending = None

    def _keep(self, line: Line) -> None:
        self.listing.every_line.append(line)
        key = "".join(line.text.split())
        if key not in self.seen:
            self.seen.add(key)
            self.listing.lines.append(line)
        else:
            self.listing.repeated += 1

    def line(self, line: Line) -> None:
        """Take a line; the last one before headings may be the title of what follows."""
        if self.pending is not None and line.above and self._title(self.pending) and not self._title(line):
            self._keep(line)  # 「KPI（…）」 over the headings
            return
        self._drop()
        self.pending = line

    def _title(self, line: Line) -> Heading_ | None:
        bare = _NOTE.sub("", line.text.lstrip("■▼●◆○")).strip()
        note = line.text[len(bare) :].strip() if line.text.startswith(bare) else ""
        if match := _COUNTED.fullmatch(bare):
            return Heading_("", match["name"], line.place, items=int(match["items"]))
        if _REFERENCES.fullmatch(bare):
            return Heading_("", "参考事業", line.place, references=True)
        if (match := _TITLE.fullmatch(bare)) and not _ENDS_NAME.search(bare):
            return Heading_(match["number"], match["name"], line.place, note=note)
        return None

    def table(self, table: Table) -> None:
        """Take a list."""
        if not table.rows and not table.headings:
            return
        title = self._title(self.pending) if self.pending is not None else None
        if self.pending is not None and title is not None:
            if title.note:
                self._keep(Line(sheet=self.sheet, number=self.pending.number, text=title.note))
            self.pending = None
            self._open(title)
        self._drop()
        self._columns(table)
        for row in table.rows:
            self.listing.rows += 1
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
            if heading.year and heading.role is Role.REPORT:
                self.listing.report_years.append(heading.year)
            elif heading.year and heading.role in FIGURES:
                self.listing.figure_years.append(heading.year)

    def _open(self, title: Heading_) -> None:
        if title.references and self.top is not None:
            self.under = title  # a heading under the direction, so that its rows come last
            self.top.parts.append(title)
            self.references = True
            return
        self.references = False
        key = _heading_key(title.name)
        known = self.by_key.get(key)
        if known is None:
            self.by_key[key] = known = title
            self.listing.headings.append(title)
        elif title.items is not None:
            known.name, known.items = max(known.name, title.name, key=len), title.items
        self.top = self.under = known
        self.entry = None

    def _row(self, table: Table, row: Row) -> None:
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
        if Role.NUMBER not in told and (digits := told.get(Role.HEADING, "")).isdecimal():
            told[Role.NUMBER] = told.pop(Role.HEADING)  # 「76」 in the column of a heading that is not there
            del digits
        figures = self._figures(table, row, told, others)
        kpi = Role.KPI in told and Role.NAME not in told
        if kpi:
            told[Role.NAME] = told.pop(Role.KPI)
        name = told.get(Role.NAME, "")
        before = self.entry
        if (
            before is not None
            and name
            and name == before.name
            and told.get(Role.NUMBER, "") == before.texts.get(Role.NUMBER, "")
            and (figures or told.get(Role.GOAL) == before.texts.get(Role.GOAL))
            and Role.NUMBER in told
        ):
            self._more(before, told, figures, others)  # a merged cell reaches over several rows
            return
        if (
            not name
            and Role.NUMBER not in told
            and before is not None
            and table.column(Role.NAME) is not None
        ):
            self._go_on(before, told, figures, others)
            return
        if not name and not told.get(Role.INDICATOR):
            what = " / ".join(text for each in (told.values(), others.values()) for text in each)
            self.listing.unread.append((row.place, what))
            return
        under = self._place(told, row)
        entry = Entry(row=row, texts=told, others=others, shift=row.shift)
        entry.reference, entry.kpi = self.references, kpi
        if figures:
            entry.figures.append(figures)
        entry.columned = table.column(Role.INDICATOR) is not None
        _mark_repost(entry)
        under.entries.append(entry)
        self.entry = entry

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
        if not name and not number:
            return None
        wanted = key_of(name)
        for part in top.parts:
            if key_of(part.name) == wanted and (key_of(part.number) == key_of(number) or not number):
                return part
        part = Heading_(number, name or number, "")
        top.parts.append(part)
        return part


def _mark_repost(entry: Entry) -> None:
    """Tell of an item whether it is shown again, and take the mark of that out of its name."""
    if match := _REPOST.match(entry.name):
        entry.repost = True
        entry.texts[Role.NAME] = entry.name[match.end() :]
    elif again := repost_number(entry.name):
        entry.repost, entry.again = True, again
        entry.texts[Role.NAME] = without_repost(entry.name)
    else:
        entry.repost = "再掲" in entry.texts.get(Role.NUMBER, "")


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
