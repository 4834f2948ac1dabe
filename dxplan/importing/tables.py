"""A sheet of cells to lists with solved headings, and the lines that stand around them; every cell is in one of them.

Lists out of a PDF repeat their headings on every page, and there a heading may stand a column beside its cells. Columns
are told by the headings; a row whose cells do not fit is put right only where one reading is left, and is marked.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dxplan.cells.book import Kind
from dxplan.importing.columns import settled
from dxplan.importing.headings import (
    FIGURES,
    Heading,
    Role,
    folded,
    heading_of,
    is_heading_row,
    is_lower_row,
    is_upper_row,
)
from dxplan.importing.titles import is_title
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.cells.book import Area, Cell, Sheet

#: Above so many cells a merged area is a mistake of the file, and only its first cell is read.
_MERGED: Final = 100_000
#: Over so many columns a heading is taken to stand.
_WIDEST: Final = 200
#: What a formula has come to that nobody has computed since it was written.
_UNCOMPUTED: Final = "（計算されていない式）"
_SAME: Final = frozenset({"〃", "″", "同上", "々", '"', "”", "同左"})
_NUMBER: Final = regex(r"\s*(?:[0-9]{1,5}(?:[-－−ー][0-9]{1,4}){0,2}|再掲|\(?再掲\)?)\s*")
_DEPARTMENT: Final = regex(r".{1,20}(?:部|局|庁|本部|委員会|企業局|事務局)(?:[\s　].*)?\Z", 16)
_BUREAU: Final = regex(r"\S{1,12}(?:部|局|庁|委員会)")
#: The number of a heading: Ⅲ-1, III4, (2), 3.
_MARK: Final = regex(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]*[-－]?[0-9]{0,2}|[(（]?[0-9ア-ン]{1,2}[)）]?|第[0-9]+")
_LEAD: Final = regex(r"([0-9]{1,4})[\s　.．、]+(?=\D)")
#: What stands in a cell of figures: a number with what is written around it, or that there is none.
_FIGURE: Final = regex(
    r"\s*(?:[-‐－−―/／…‥]|未定|－|(?:約|▲|△|-|−|－)?\s*[0-9][0-9,，.．]*[^、。]{0,12}(?:[(（][^()（）]*[)）])?)\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a list: what stands in each column, by its heading. ``shift`` says what was put right, "" if nothing.

    ``figures`` is False where the cells of figures do not agree in number with their headings, so that none of them
    has a year; ``loose`` are cells without a heading.
    """

    sheet: str
    number: int
    cells: Mapping[int, str]
    shift: str = ""
    figures: bool = True

    @property
    def place(self) -> str:
        """Where it stands, as people say it."""
        return f"{self.sheet} {self.number}行".lstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list: its columns by number, and its rows. ``title`` is the line right above its headings."""

    columns: Mapping[int, Heading]
    rows: tuple[Row, ...]
    headings: tuple[int, ...]

    def column(self, *roles: Role) -> int | None:
        """Return the first column of one of some roles."""
        return next((at for role in roles for at, each in self.columns.items() if each.role is role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is no row: a title, a note, a paragraph.

    ``above`` tells that headings follow, ``inside`` that it stands alone under the headings of a list.
    """

    sheet: str
    number: int
    text: str
    above: bool = False
    inside: bool = False

    @property
    def place(self) -> str:
        """Where it stands, as people say it."""
        return f"{self.sheet} {self.number}行".lstrip()


@dataclass(slots=True)
class _Open:
    """A list whose rows are being read."""

    columns: dict[int, Heading]
    headings: tuple[int, ...]
    #: How many values a row has that has lost none, 0 where nobody can tell.
    width: int
    #: How many it has at most, in any of its rows of headings.
    widest: int
    rows: list[tuple[int, dict[int, str]]] = field(default_factory=list)


def parts_of(
    sheet: Sheet, named: Mapping[str, Role] | None = None, year: int | None = None
) -> list[Table | Line]:
    """Return the lists and lines of a sheet in their order; of texts of several years those of ``year``, or the last."""
    found = [*_parts(sheet, _filled(sheet), named)]
    alike: dict[tuple[tuple[int, Heading], ...], list[_Open]] = {}
    for part in found:
        if isinstance(part, _Open):
            alike.setdefault(tuple(part.columns.items()), []).append(part)
    for parts in alike.values():  # a list that goes on from page to page is one, whatever a page has of it
        columns = settled(parts[0].columns, [cells for part in parts for _, cells in part.rows], year)
        for part in parts:
            part.columns = columns
    return [_table(sheet, part) if isinstance(part, _Open) else part for part in found]


def _parts(
    sheet: Sheet, rows: Mapping[int, dict[int, str]], named: Mapping[str, Role] | None
) -> Iterator[_Open | Line]:
    numbers = sorted(rows)
    all_texts = [[*dict.fromkeys(rows[number].values())] for number in numbers]
    all_texts.append([])
    found: _Open | None = None
    over: set[str] = set()
    at = 0
    while at < len(numbers):
        number, texts = numbers[at], all_texts[at]
        cells = rows[number]
        follow = is_heading_row(all_texts[at + 1], named)
        if is_heading_row(texts, named) or (follow and is_upper_row(texts)):
            if found:
                yield found
            height = 1
            while at + height < len(numbers) and _goes_on(
                rows[numbers[at + height - 1]], rows[numbers[at + height]], named
            ):
                height += 1
            heads = tuple(numbers[at : at + height])
            columns = _columns(sheet, {each: rows[each] for each in heads}, named)
            widths = [sheet.widths.get(each, 0) for each in heads]
            found = _Open(columns, heads, widths[-1], max(widths))
            at += height
            continue
        lone = len(texts) == 1
        title = lone and is_title(texts[0])
        if found and not lone and not (follow and (not _is_data(found, cells) or _key(texts) in over)):
            found.rows.append((number, cells))
        elif found and lone and not follow and not title and min(found.columns) < min(cells) in found.columns:
            found.rows.append((number, cells))  # a name alone, or a text that goes on from the page before
        else:
            inside = found is not None and lone
            if found:
                yield found
                found = _Open(
                    found.columns, (), found.width, found.widest
                )  # rows may follow without new headings
            if follow:
                over.add(_key(texts))
            yield Line(sheet=sheet.name, number=number, text="　".join(texts), above=follow, inside=inside)
        at += 1
    if found:
        yield found


def _goes_on(upper: Mapping[int, str], cells: Mapping[int, str], named: Mapping[str, Role] | None) -> bool:
    """Whether a row below headings has headings too, beside those that are merged with the row above."""
    own = [text for at, text in cells.items() if upper.get(at) != text]
    return not own or is_lower_row(own) or is_heading_row(own, named)


def _key(texts: Sequence[str]) -> str:
    return folded("".join(texts))


def _is_data(found: _Open, cells: Mapping[int, str]) -> bool:
    roles = {found.columns[at].role for at in cells if at in found.columns}
    number = next((at for at, each in found.columns.items() if each.role is Role.NUMBER), None)
    return Role.NAME in roles and (number is None or _NUMBER.fullmatch(cells.get(number, "")) is not None)


def _filled(sheet: Sheet) -> dict[int, dict[int, str]]:
    """Return what stands in each cell as text; a merged cell stands in all of its rows, 〃 is what stands above."""
    rows = {
        number: {at: text for at, cell in cells.items() if (text := text_of(cell))}
        for number, cells in sheet.rows.items()
    }
    for area in sheet.merged:
        text = rows.get(area.top, {}).get(area.left, "")
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if text and area.bottom > area.top and size <= _MERGED:
            for number in range(area.top, area.bottom + 1):
                rows.setdefault(number, {}).setdefault(area.left, text)
    before: dict[int, str] = {}
    for number in sorted(rows):
        for at, text in rows[number].items():
            if text.strip() in _SAME and at in before:
                rows[number][at] = before[at]
        before |= rows[number]
    return {number: cells for number, cells in rows.items() if cells}


def text_of(cell: Cell) -> str:
    """Return what a cell says: a share as it is shown, a number without what only binary storage has made of it."""
    from decimal import Decimal

    content = cell.content.strip()
    if cell.computed and not content:
        return _UNCOMPUTED
    if cell.kind in (Kind.NUMBER, Kind.SHARE):
        value = Decimal(content)
        if len(value.as_tuple().digits) > 15:
            value = Decimal(f"{value:.15g}")
        if cell.kind is Kind.SHARE:
            return f"{(value * 100).normalize():f}%"
        return f"{value.normalize():f}"
    return content


def _columns(
    sheet: Sheet, rows: Mapping[int, Mapping[int, str]], named: Mapping[str, Role] | None
) -> dict[int, Heading]:
    """Return what each column is, from its headings and those over them.

    Where headings are merged a heading is over the columns it is merged over; where none are, over all up to the next.
    """
    merged = [area for area in sheet.merged if area.top in rows and area.right > area.left]
    levels = [_spanned(level, merged, number) if merged else level for number, level in rows.items()]
    widest = max((max(level) for level in levels if level), default=0)
    over = levels if merged else [_up_to_next(level, widest) for level in levels]
    columns: dict[int, Heading] = {}
    for at in range(1, widest + 1):
        depth = max((n for n, level in enumerate(levels) if at in level), default=-1)
        if depth < 0:
            continue
        lowest = levels[depth][at]
        above = dict.fromkeys(over[n][at] for n in range(depth) if over[n].get(at, lowest) != lowest)
        columns[at] = heading_of(lowest, [*above], named)
    if len(levels) > 1:
        _unshift(columns, levels, named)
    return columns


def _spanned(level: Mapping[int, str], merged: Sequence[Area], number: int) -> dict[int, str]:
    """Return the headings of a row, those that are merged in each of their columns."""
    spanned = dict(level)
    for area in merged:
        if area.top <= number <= area.bottom and area.left in level:
            for at in range(area.left, min(area.right, area.left + _WIDEST) + 1):
                spanned.setdefault(at, level[area.left])
    return spanned


def _up_to_next(level: Mapping[int, str], widest: int) -> dict[int, str]:
    spanned, last = {}, ""
    for at in range(1, widest + 1):
        last = level.get(at, last)
        if last:
            spanned[at] = last
    return spanned


def _unshift(
    columns: dict[int, Heading], levels: Sequence[Mapping[int, str]], named: Mapping[str, Role] | None
) -> None:
    """Put figures that a PDF has moved under 指標名 back beside it: two headings cannot both have the column."""
    upper = levels[-2]
    at = next((n for n, text in upper.items() if heading_of(text, named=named).role is Role.INDICATOR), None)
    series = [n for n in sorted(levels[-1]) if columns.get(n) and columns[n].role in FIGURES]
    if at is None or at not in series or series != list(range(at, at + len(series))):
        return
    moved = [columns[n] for n in series]
    columns[at] = heading_of(upper[at], named=named)
    columns |= dict(enumerate(moved, at + 1))


def _table(sheet: Sheet, found: _Open) -> Table:
    used = {at for _, cells in found.rows for at in cells}
    columns = dict(found.columns)
    for at in sorted(used - columns.keys()):
        columns[at] = Heading(None, "")
    table = Table(columns=columns, rows=(), headings=found.headings)
    widths = [sheet.widths.get(number, found.width) for number, _ in found.rows]
    usual, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
    most = max(found.widest, usual) if times > 1 and 2 * times > len(widths) else found.widest
    rows = tuple(
        _row(table, sheet.name, number, cells, uneven=width != found.width, more=width > most)
        for (number, cells), width in zip(found.rows, widths, strict=True)
    )
    return Table(columns=columns, rows=rows, headings=found.headings)


def _row(table: Table, name: str, number: int, cells: dict[int, str], *, uneven: bool, more: bool) -> Row:
    """Return a row with its cells under their headings, put right where they are moved.

    ``uneven`` tells that it has more values than its headings, or fewer: one is lost, or only the empty ones at its end
    are. Where there is nothing at its end, nobody knows which. ``more`` tells that it has more than the list else has:
    what stands behind the one too many is moved to the right.
    """
    cells, shift = _realigned(table, cells)
    place, title = table.column(Role.NUMBER), table.column(Role.NAME)
    if place is None and title is not None and (lead := _LEAD.match(cells.get(title, ""))):
        cells = {**cells, 0: lead[1], title: cells[title][lead.end() :]}
    headed = {at for at, each in table.columns.items() if each.role or each.words}
    labels = sorted(at for at, each in table.columns.items() if each.role in FIGURES)
    if not shift and title in cells and (more or (uneven and max(headed) not in cells)):
        shift = "値の数が見出しと違う"
    told = [at for at in labels if at in cells]
    lost = bool(labels) and (more or (uneven and 0 < len(told) < len(labels)))
    if len(labels) < 2 or labels != list(range(labels[0], labels[-1] + 1)):
        return Row(sheet=name, number=number, cells=cells, shift=shift, figures=not lost)
    beyond = [at for at in cells if at > labels[-1] and at not in headed and not _is_prose(cells[at])]
    moved, cells = _beside(table, cells, labels[0])
    figures = not (beyond or moved or lost)
    if not figures:
        shift = shift or "値の数が見出しの数と合わない"
    return Row(sheet=name, number=number, cells=cells, shift=shift, figures=figures)


def _beside(table: Table, cells: dict[int, str], first: int) -> tuple[bool, dict[int, str]]:
    """Return whether the name of an indicator stands in the column of its first figure, and the cells with it put back."""
    at, number = table.column(Role.INDICATOR), table.column(Role.KPI_NUMBER)
    here = cells.get(at, "") if at is not None else ""
    if at is None or not here or not _FIGURE.fullmatch(here) or not _is_prose(cells.get(first, "")):
        return False, cells
    cells = dict(cells)
    if number is not None and number not in cells:
        cells[number] = cells.pop(at)
    cells[at] = cells.pop(first)
    return True, cells


def _is_prose(text: str) -> bool:
    return bool(text) and _FIGURE.fullmatch(text) is None


def _realigned(table: Table, cells: dict[int, str]) -> tuple[dict[int, str], str]:
    """Return the cells where a lost empty cell has moved the rest to the left put back, and what was done."""
    place, after = table.column(Role.NUMBER), table.column(Role.DIRECTION_NUMBER)
    if (
        place is not None
        and after == place + 1
        and place not in cells
        and regex(r"[0-9]{1,4}").fullmatch(cells.get(after, ""))
    ):
        moved = {place if at == after else at: text for at, text in cells.items()}
        return moved, "番号が隣の列にずれている"
    bureau = table.column(Role.BUREAU, Role.DEPARTMENT)
    if bureau is None or place is None or len(cells) < 4 or not _NUMBER.fullmatch(cells.get(place, "")):
        return cells, ""
    here, before = cells.get(bureau, ""), cells.get(bureau - 1, "")
    if after is None:
        moved_left = not _DEPARTMENT.match(here) and _BUREAU.fullmatch(before) is not None
    else:
        moved_left = not _MARK.fullmatch(cells.get(after, "1")) and _BUREAU.fullmatch(before) is not None
    if moved_left:
        return {at if at <= place else at + 1: text for at, text in cells.items()}, "一つ左の列にずれている"
    return cells, ""


def plain(text: str) -> str:
    """Return a text without the tags that a machine has left in it, and with each of its points on a line."""
    text = regex(r"<[/a-zA-Z][^<>\n]*>").sub("", text)
    text = regex(r"(?<=[^\s])[ \u3000]+(?=[・※○●◯□◆][^\s])").sub("\n", text)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def key_of(text: str) -> str:
    """Return what names are compared by."""
    return regex(r"[\s・、。（）()「」\-－ー]").sub("", unicodedata.normalize("NFKC", text)).lower()


def repost_key(name: str) -> str:
    """Return what the id of a row that is shown again is kept under: it is another than that of its item."""
    return f"再掲 {key_of(name)}"
