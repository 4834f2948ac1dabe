"""総括 as a handout: its tables and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.breakdowns import rate_cell, share_cell
from dxplan.handouts.handout import (
    GAP,
    Align,
    Cell,
    Chart,
    Column,
    Drawing,
    Handout,
    Kind,
    Layout,
    Role,
    Row,
    Sheet,
    Table,
    Text,
)
from dxplan.handouts.own import own_column
from dxplan.handouts.wording import COUNTED, UNITS
from dxplan.judging.counts import other_unit
from dxplan.model.own import Owner
from dxplan.model.scheme import Unit
from dxplan.values.absence import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dxplan.handouts.handout import Block, Content
    from dxplan.handouts.own import OwnTotal
    from dxplan.handouts.review import DirectionCourse, Review, YearCell
    from dxplan.judging.counts import Count
    from dxplan.model.own import OwnField

_NAME_WIDTH: Final = 44
_YEAR_WIDTH: Final = 22
_VERDICT_WIDTH: Final = 14
_NOTES_WIDTH: Final = 40
#: Of the rows of a line's table, from 0, that of the rate; drawn from two years on.
_RATE_ROW: Final = 2
_LEAST_YEARS: Final = 2


def make(review: Review, label: str) -> Handout:
    """Return the handout: the table of each direction over the years, and the course of each item and section."""
    courses, sections = courses_table(review), sections_table(review)
    lists = [("項目の推移", courses), ("担当課別の推移", sections)]
    return Handout(
        name="総括",
        title=review.edition.title or f"{review.title}の総括",
        heading=review.heading,
        office=review.office,
        label=label,
        year=review.span,
        fiscal_year=review.reports[-1].plan.fiscal_year,
        sheets=(
            Sheet(
                name="総括",
                layout=Layout.FLOW,
                top=(Text(Role.TITLE, review.heading), Text(Role.OFFICE, review.office)),
                parts=tuple(map(tuple, _parts(review))),
            ),
            *(
                Sheet(
                    name=name,
                    heading=f"{number} {name}",
                    layout=Layout.LIST,
                    top=(Text(Role.HEADING, f"{number} {name}"),),
                    parts=((table,),),
                )
                for number, (name, table) in enumerate(lists, 3)
                if table
            ),
        ),
        plan=review.title,
        provisional=any(report.provisional for report in review.reports),
        template="review.md.j2",
        names=_names(review, sections),
    ).in_edition(review.edition)


def _parts(review: Review) -> Iterator[list[Block]]:
    """Yield what is kept together on a page: the whole, then each direction."""
    yield [
        GAP,
        Text(Role.HEADING, "1 全体総括"),
        *_texts(review.texts),
        _with_course(table_of(review, review.whole), ""),
        *_notes(notes_of(review, review.whole)),
        GAP,
    ]
    part: list[Block] = [Text(Role.HEADING, f"2 {review.direction_word}ごとの総括")]
    for number, line in enumerate(review.directions, 1):
        theme = f"（{line.theme}）" if line.theme else ""
        part += [
            Text(Role.HEADING, title_of(line, number, "({}) ") + theme, level=3),
            *_texts(line.texts),
            *(Text(Role.PARAGRAPH, text, "　") for text in line.own),
            _with_course(table_of(review, line), f"{line.name}の"),
            *_notes(notes_of(review, line)),
            GAP,
        ]
        if line.parts:
            part += [parts_table(review, line), *_notes(_part_notes(review, line)), GAP]
        if number < len(review.directions):
            yield part
            part = []
    yield [*part, *_notes(remarks(review))]


def _texts(texts: Iterable[str]) -> Iterator[Text]:
    return (Text(Role.PARAGRAPH, text, "〇 ", point=True) for text in texts)


def _notes(notes: Iterable[str]) -> Iterator[Text]:
    return (Text(Role.NOTE, note) for note in notes)


def _names(review: Review, sections: Table | None) -> dict[str, Any]:
    def line(of: DirectionCourse) -> dict[str, Any]:
        words = {"name": of.name, "theme": of.theme, "texts": of.texts, "own": of.own}
        return words | {"table": _with_headings(table_of(review, of)), "notes": notes_of(review, of)}

    rounding, *others = remarks(review)
    return {
        "title": review.title,
        "direction_word": review.direction_word,
        "years": review.years,
        "rounding": rounding,
        "remarks": others,
        "texts": review.texts,
        "whole": line(review.whole),
        "directions": [
            line(each)
            | {
                "heading": title_of(each, number, "({}) "),
                "parts": _with_headings(parts_table(review, each)) if each.parts else [],
                "part_notes": _part_notes(review, each),
            }
            for number, each in enumerate(review.directions, 1)
        ],
        "courses": [
            {
                "name": course.name,
                "verdicts": [verdict.label if verdict else NOTHING for verdict in course.verdicts],
                "notes": "、".join(course.notes),
                "figures": course.figures,
                "own": [cell.shown for cell in course.own],
            }
            for course in review.courses
        ],
        "figures": any(course.figures for course in review.courses),
        "own_columns": [column.name for column in _own_columns(review)],
        "sections": _with_headings(sections) if sections else [],
    }


def _with_headings(table: Table) -> tuple[tuple[str | int | None, ...], ...]:
    """Return a table as lines of cells, its headings first."""
    return (table.headings, *table.lines)


def _table(
    columns: Iterable[Column], rows: Iterable[tuple[Content, ...]], *, filtered: bool = False
) -> Table:
    return Table(columns=tuple(columns), rows=tuple(map(Row, rows)), filtered=filtered)


def _year_columns(review: Review) -> Iterator[Column]:
    return (Column(heading=year, kind=Kind.FIGURE, width=_YEAR_WIDTH) for year in review.years)


def title_of(line: DirectionCourse, number: int, usual: str) -> str:
    """Return number and name of a direction. Where plans just count 1, 2, 3, it is counted anew in ``usual``'s form."""
    return f"{usual.format(number)}{line.name}" if line.number.isdecimal() else line.heading


def table_of(review: Review, line: DirectionCourse) -> Table:
    """Return the table of a line: 項目, 達成, 割合, and what was counted in other ways."""
    items, achieved, rate = _words(review)

    def row(label: str, content: Callable[[YearCell], Content]) -> tuple[Content, ...]:
        return (label, *(content(cell) if cell else NOTHING for cell in line.cells))

    rows = [
        row(f"1 {items}", lambda cell: cell.count.items),
        row(f"2 {achieved}", lambda cell: cell.count.achieved),
        row(f"3 {rate}", lambda cell: rate_cell(cell.count)),
    ]
    if review.other:
        rows.append(row(f"　（{review.other.label}では）", lambda cell: share_cell(cell.other_rate)))
    if any(cell and cell.whole for cell in line.cells):
        rows.append(row("4 判定", lambda cell: cell.whole.verdict.label if cell.whole else NOTHING))
    if any(cell and cell.count.outside for cell in line.cells):
        rows.append(row("　ほかに", lambda cell: cell.count.outside or NOTHING))
    rows += [
        (f"　{label}", *(_counted(count) if count else NOTHING for count in counts))
        for label, counts in beside(review, line)
    ]
    rows += [
        (f"　{field.titled}", *(_total(field, cell.own) if cell else NOTHING for cell in line.cells))
        for field in review.fields
        if field.total
    ]
    return _table((Column(heading="", width=_NAME_WIDTH), *_year_columns(review)), rows)


def _with_course(table: Table, whose: str) -> Table:
    """Return the table of a line with its rate drawn over the years, where there are some."""
    years = tuple(range(1, len(table.columns)))
    rates = table.rows[_RATE_ROW]
    known = [cell for cell in rates.cells[1:] if isinstance(cell, Cell)] if isinstance(rates, Row) else []
    if len(known) < _LEAST_YEARS:
        return table
    name = str(table.lines[_RATE_ROW][0]).removeprefix("3 ")
    chart = Chart(Drawing.COURSE, f"{whose}{name}の推移", columns=years, rows=(_RATE_ROW,), percent=True)
    return table._replace(chart=chart)


def _total(field: OwnField, found: Iterable[OwnTotal]) -> Content:
    """Return what a field adds up to in a year, in the unit that the plan of the year has for it."""
    total = next((each for each in found if each.field.id == field.id), None)
    if total is None:
        return NOTHING
    unit = "" if total.field.unit == field.unit else total.field.unit
    return Cell(total.value, f"{total.figure}{unit}")


def _own_columns(review: Review) -> list[Column]:
    """Return the columns of the plans' own fields of items."""
    return [own_column(field) for field in review.fields if field.on is Owner.ITEM]


def beside(review: Review, line: DirectionCourse) -> list[tuple[str, tuple[Count | None, ...]]]:
    """Return what is counted otherwise than the tables print: with 再掲 or without, and indicators beside items.

    What is nowhere has no line; None for a year of which only totals survive, as nobody knows more of it.
    """
    gross = {report.plan.rate.count_reposts for report in review.reports}
    complete = [cell.counts if cell and cell.complete else None for cell in line.cells]
    found = in_other_unit(review, line)
    if not any(cell and cell.reposts for cell in line.cells):
        return found
    if False in gross:
        found.append(("延べ（再掲を含む）", tuple(counts.gross if counts else None for counts in complete)))
    if True in gross:
        found.append(("実質（再掲を除く）", tuple(counts.net if counts else None for counts in complete)))
    return found


def in_other_unit(review: Review, line: DirectionCourse) -> list[tuple[str, tuple[Count | None, ...]]]:
    """Return the line of what is counted in the other unit, indicators beside items; [] where there is nothing."""
    found = tuple(
        cell.counts.beside if cell and cell.complete and cell.counts.beside.items else None
        for cell in line.cells
    )
    units = {report.plan.scheme.unit for report in review.reports}
    word = COUNTED[other_unit(units.pop())][2] if len(units) == 1 else "項目と指標のもう一方の割合"
    return [(word, found)] if any(found) else []


def parts_table(review: Review, line: DirectionCourse) -> Table:
    """Return the table of the headings under a direction, each indented by its level, with both rates of each year."""
    others = [UNITS[other_unit(report.plan.scheme.unit)] for report in review.reports]

    def counted(cell: YearCell | None, other: str) -> str:
        if cell is None:
            return NOTHING
        beside = cell.counts.beside if cell.complete else None
        more = f"\n{other} {_counted(beside)}" if beside and beside.items else ""
        return _counted(cell.count) + more

    rows = [
        ("　" * (part.level - 2) + part.heading, *map(counted, part.cells, others)) for part in line.below
    ]
    return _table((Column(heading="見出し", width=_NAME_WIDTH), *_year_columns(review)), rows)


def _part_notes(review: Review, line: DirectionCourse) -> list[str]:
    return [f"{part.heading} {note}" for part in line.below for note in notes_of(review, part)]


def sections_table(review: Review) -> Table | None:
    """Return the table of the sections; None if there are none."""
    if not review.sections:
        return None
    columns = (
        Column(heading=year, kind=Kind.FIGURE, align=Align.CENTER, width=_VERDICT_WIDTH)
        for year in review.years
    )
    rows = ((f"　{line.label}" if line.split else line.label, *line.texts) for line in review.sections)
    return _table((Column(heading="担当課（達成/項目）", width=_NAME_WIDTH), *columns), rows, filtered=True)


def courses_table(review: Review) -> Table | None:
    """Return the table of the items; None if there are none."""
    if not review.courses:
        return None
    figures = any(course.figures for course in review.courses)
    columns = [
        Column(heading="施策（事業）名称", width=_NAME_WIDTH),
        *(Column(heading=year, kind=Kind.WORD, width=_VERDICT_WIDTH) for year in review.years),
        *(Column(heading=heading, width=_NOTES_WIDTH) for heading in ("推移", "指標の推移")[: 1 + figures]),
        *_own_columns(review),
    ]
    rows: list[tuple[Content, ...]] = []
    for course in review.courses:
        verdicts = (verdict.label if verdict else NOTHING for verdict in course.verdicts)
        last = ["\n".join(course.figures)] if figures else []
        rows.append((course.name, *verdicts, "\n".join(course.notes), *last, *course.own))
    return _table(columns, rows, filtered=True)


def _counted(count: Count) -> str:
    return f"{count.achieved}/{count.items}（{count.percent}）"


def _words(review: Review) -> tuple[str, str, str]:
    """Return what is counted, what of it is achieved, and the rate, in the words of the plans' schemes."""
    schemes = [report.plan.scheme for report in review.reports]
    verdicts = {"＋".join(v.label for v in s.words(s.unit) if v.achieved) for s in schemes}
    which = f"（{verdicts.pop()}）" if len(verdicts) == 1 else ""
    units = {scheme.unit for scheme in schemes}
    items, achieved, rate = COUNTED[units.pop() if len(units) == 1 else Unit.ITEM]
    return items, f"{achieved}{which}", rate


def notes_of(review: Review, line: DirectionCourse) -> list[str]:
    """Return what was published otherwise than it is counted, a note for each year; of one with corrections it is no fault."""
    return [
        f"※{year}の{'、'.join(cell.differs)}（{'公表の後に訂正した' if report.plan.corrections else '数えた値と合わない'}）"
        for year, cell, report in zip(review.years, line.cells, review.reports, strict=True)
        if cell and cell.differs
    ]


def remarks(review: Review) -> list[str]:
    """Return the notes on all tables: how rates were rounded, and that years were judged in other ways."""
    rounding = f"※割合は{_rounding(review)}。"
    if review.other:
        rounding += f"（ ）は{review.other.label}。"
    return [rounding, *_schemes(review)]


def _schemes(review: Review) -> list[str]:
    """Return the note that years were judged in other ways, with the words of each; none if all were judged alike."""
    schemes = [report.plan.scheme for report in review.reports]
    if all(
        each._replace(name="", course=schemes[0].course) == schemes[0]._replace(name="") for each in schemes
    ):
        return []
    years: dict[str, list[str]] = {}
    for year, scheme in zip(review.years, schemes, strict=True):
        years.setdefault("/".join(verdict.label for verdict in scheme.verdicts), []).append(year)
    ways = "、".join(f"{'・'.join(found)}は {words}" for words, found in years.items() if len(years) > 1)
    which = f"（{ways}）" if ways else ""
    return [f"※判定の方式が年度で違う{which}。達成の数は、そのままでは比べられない。"]


def _rounding(review: Review) -> str:
    """Return how the rates were rounded, in words; by year where the plans differ."""
    labels = [report.plan.rate.rounding.label for report in review.reports]
    if len(set(labels)) == 1:
        return labels[0]
    return "、".join(f"{year}は{label}" for year, label in zip(review.years, labels, strict=True))
