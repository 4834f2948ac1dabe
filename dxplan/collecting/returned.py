"""A returned form to the rows that it answers, wherever in it they now stand.

Columns are known by their headings, rows by their stamps: neither by where they are. That the cells of a row are still
those of its stamp, its fingerprint tells; what has come apart is not put together by guessing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dxplan.cells.book import column_letters
from dxplan.collecting.findings import Finding, Level, Place, Subject
from dxplan.collecting.form import IDENTITY, META, Hand, Stamp, plain
from dxplan.collecting.values import locked_text, quoted, shown
from dxplan.values.quantities import fold
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.cells.book import Book, Cell, Sheet
    from dxplan.collecting.asked import Asked
    from dxplan.collecting.form import Column, Row

#: So many known headings make a row the heading of a table; below so many rows only exact ones are looked for.
_HEADINGS: Final = 3
#: In so many cells rows differ that are known without a stamp.
_TOLD_APART: Final = 2
_TOP: Final = 60


class Placed(NamedTuple):
    """A cell and what it is called: I5."""

    address: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a sheet: its cells by the key of their column.

    ``columns`` are all that are there, with where they stand. ``twice`` are further cells of columns that are there more than once,
    ``merged`` the columns whose cell is one with that of another row.
    """

    sheet: str
    number: int
    stamp: Stamp | None
    cells: Mapping[str, Placed]
    columns: Mapping[str, int]
    twice: Mapping[str, Placed] = field(default_factory=dict)
    merged: frozenset[str] = frozenset()

    @property
    def first(self) -> str:
        """The cell that the row is pointed at by."""
        return next((placed.address for placed in self.cells.values()), f"A{self.number}")

    def address(self, column: str) -> str:
        """Return the cell of a column, whether or not anything stands in it."""
        if column in self.cells:
            return self.cells[column].address
        return (
            f"{column_letters(self.columns[column])}{self.number}" if column in self.columns else self.first
        )


def lines_of(book: Book, columns: Sequence[Column]) -> list[Line]:
    """Return the rows of all tables of a workbook that have headings of a form."""
    return [line for sheet in book.sheets for line in _sheet_lines(sheet, columns)]


def section_of(book: Book) -> str:
    """Return whom a form says that it was made for; "" where it does not."""
    for sheet in book.sheets:
        if sheet.name == META:
            told = {
                cells[1].content: cells[2].content for cells in sheet.rows.values() if {1, 2} <= cells.keys()
            }
            return told.get("section", "")
    return ""


def _sheet_lines(sheet: Sheet, columns: Sequence[Column]) -> Iterator[Line]:
    headings = {fold(column.heading): column for column in columns}
    exact = {column.heading for column in columns}
    open_ = {column.key for column in columns if column.hand is Hand.SECTION}
    found: dict[int, str] = {}
    letters: dict[int, str] = {}
    merged = _merged(sheet)
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        if number <= _TOP or any(cell.content in exact for cell in cells.values()):
            named = {
                at: column.key
                for at, cell in cells.items()
                if (column := headings.get(fold(cell.content[:100]))) is not None
            }
            if len(set(named.values())) >= _HEADINGS:
                found, letters = named, {at: column_letters(at) for at in named}
                continue
        line = _line(sheet, number, cells, found, letters, merged.get(number, frozenset()))
        if line and (
            line.stamp or (line.cells.keys() & {"name", "goal", "indicator"} and line.cells.keys() & open_)
        ):
            yield line


def _line(
    sheet: Sheet,
    number: int,
    cells: Mapping[int, Cell],
    found: Mapping[int, str],
    letters: Mapping[int, str],
    merged: frozenset[int],
) -> Line | None:
    placed: dict[str, Placed] = {}
    twice: dict[str, Placed] = {}
    for at, key in found.items():
        cell = cells.get(at)
        if cell is None:
            continue
        here = Placed(f"{letters[at]}{number}", cell)
        before = placed.setdefault(key, here)
        if before is not here and before.cell.content.strip() != cell.content.strip():
            twice[key] = here
    if not placed:
        return None
    stamp = Stamp.parse(placed["stamp"].cell.content) if "stamp" in placed else None
    return Line(
        sheet=sheet.name,
        number=number,
        stamp=stamp,
        cells=placed,
        columns={key: at for at, key in sorted(found.items(), reverse=True)},
        twice=twice,
        merged=frozenset(key for at, key in found.items() if at in merged),
    )


def _merged(sheet: Sheet) -> dict[int, frozenset[int]]:
    """Return the columns of each row whose cell there is one with that of another row."""
    areas: dict[int, set[int]] = {}
    for area in sheet.merged:
        if area.bottom > area.top and (area.bottom - area.top) * (area.right - area.left + 1) < 100_000:
            for number in range(area.top, area.bottom + 1):
                areas.setdefault(number, set()).update(range(area.left, area.right + 1))
    return {number: frozenset(columns) for number, columns in areas.items()}


def find_row(line: Line, asked: Asked, file: str, section: str) -> tuple[Row | None, list[Finding]]:
    """Return the row that a line answers, and what is to be said of it; None where it is not known for certain.

    ``section`` is whom the form says that it was made for, which is needed where a line has lost its stamp.
    """
    place = Place(file, line.sheet, line.first)
    locked = {key: locked_text(line.cells[key].cell) for key in IDENTITY if key in line.cells}
    if line.stamp is None:
        return _by_cells(locked, asked, place, section)
    stamp = line.stamp
    told = f"{stamp.plan}（{handout_year(stamp.year)}年度）"
    if (stamp.plan, stamp.year) != (asked.plan.name, asked.plan.fiscal_year):
        older = stamp.year < asked.plan.fiscal_year
        wrong = "前の年度の調査票です。" if older else "別の計画の調査票です。"
        cause = f"計画 {told} の調査票が混じっています。"
        step = "この計画の調査票に書いてもらってください。" + (
            "" if older else f"{stamp.plan} の回答なら、その計画に取り込んでください。"
        )
        wanted = f"{handout_year(asked.plan.fiscal_year)}年度の調査票に書いて送ってください。"
        return None, [Finding(Level.ERROR, place, wrong, wanted, cause, step, told)]
    row = asked.row(stamp.section, stamp.row, stamp.place)
    if row is None:
        return None, [_not_asked(line, stamp, asked, place)]
    untouched = stamp.fingerprint == row.stamp.fingerprint and all(
        locked.get(key, "") == (row.cells.get(key) or "") for key in IDENTITY
    )
    if not untouched and not stamp.fits(locked):
        return _apart(line, row, locked, asked, place)
    if stamp.fingerprint == row.stamp.fingerprint:
        return row, []
    changed = [key for key in IDENTITY if plain(locked.get(key, "")) != plain(row.cells.get(key))]
    names = "、".join(asked.heading(key) for key in changed)
    cause = f"出したあとに、計画の{names}が変わっています。"
    step = "回答は読みました。変わったことを課に知らせ、回答がそのままでよいか確かめてください。"
    note = Finding(
        Level.NOTE, place, "古い版の調査票です。", "", cause, step, subject=Subject.of(row, "stamp", names)
    )
    return row, [note]


def _by_cells(
    locked: Mapping[str, str], asked: Asked, place: Place, section: str
) -> tuple[Row | None, list[Finding]]:
    """Return the only row of a section of which a line without a stamp has all the cells that are left.

    Every other row differs from it in two of them or more: what one cell alone tells apart, one column that has slipped
    puts at the other row, and nothing would show it.
    """
    near = [
        (row, apart)
        for row in asked.of(section)
        if (apart := sum(plain(text) != plain(row.cells.get(key)) for key, text in locked.items()))
        < _TOLD_APART
    ]
    rows = [
        row
        for row, apart in near
        if not apart and "name" in locked and (not row.indicator or "indicator" in locked)
    ]
    there = quoted(locked.get("name") or locked.get("goal") or "")
    if rows and len(near) == 1:
        cause, step = (
            "「照合」の欄が消えているので、名称などで見分けました。",
            "項目が合っているか確かめてください。",
        )
        subject = Subject.of(rows[0], "stamp", "照合")
        return rows[0], [
            Finding(Level.NOTE, place, "「照合」の欄がありません。", "", cause, step, there, subject)
        ]
    wrong = "どの項目への回答か分かりません。"
    wanted = "もとの調査票の、その項目の行に書いて送ってください。行を足すことはできません。"
    return None, [Finding(Level.ERROR, place, wrong, wanted, "「照合」の欄がない行です。", there=there)]


def _not_asked(line: Line, stamp: Stamp, asked: Asked, place: Place) -> Finding:
    there = quoted(line.cells["name"].cell.content) if "name" in line.cells else quoted(stamp.row)
    elsewhere = asked.sections_of(stamp.row)
    if not elsewhere:
        wrong, cause = "いまの計画にない項目です。", "出したあとに、項目が計画から消されています。"
    elif stamp.section not in elsewhere:
        wrong = f"いまは {'、'.join(elsewhere)} が答える項目です。"
        cause = "出したあとに担当課が変わったか、よその課の行が写されています。"
    else:
        wrong, cause = "いまの計画にない指標です。", "出したあとに、指標が計画から消されています。"
    step = "計画の書き換えを確かめ、必要なら新しい調査票を出してください。"
    return Finding(Level.ERROR, place, wrong, "この行への回答は要りません。", cause, step, there)


def _apart(
    line: Line, row: Row, locked: Mapping[str, str], asked: Asked, place: Place
) -> tuple[Row | None, list[Finding]]:
    """Return the row whose locked cells somebody has written into, unless they may be those of another row."""
    known = {key: text for key, text in locked.items() if key not in line.merged or text}
    differ = [key for key, text in known.items() if plain(text) != plain(row.cells.get(key))]
    others = [other for other in asked.of(row.stamp.section) if other is not row]
    moved = [
        key
        for key in differ
        if any(plain(known[key]) == plain(other.cells.get(key)) for other in others) and known[key]
    ]
    heading = "、".join(asked.heading(key) for key in differ) or "固定の欄"
    there = "、".join(shown(line.cells[key].cell) for key in differ) or "空"
    subject = Subject.of(row, "stamp", heading)
    at = Place(place.file, place.sheet, line.cells[differ[0]].address if differ else place.cell)
    told_apart = "name" in known and (not row.indicator or "indicator" in known)
    if len(differ) <= 1 and not moved and told_apart:
        missing = not differ
        wrong = "固定の欄が消えています。" if missing else f"固定の欄（{heading}）が書き換えられています。"
        step = "回答は読みました。書き換えが正しければ、計画を直してください。"
        return row, [Finding(Level.NOTE, at, wrong, "", wrong, step, there, subject)]
    wrong = f"{heading}が、この行のもとの内容と違います。"
    wanted = "もとの調査票の、その項目の行に書き写して送ってください。"
    cause = "一部の列だけが並べ替えられたか、行がずれて貼り付けられたようです。"
    return None, [Finding(Level.ERROR, at, wrong, wanted, cause, there=there, subject=subject)]
