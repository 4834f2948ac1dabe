"""The 総括 in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from dxplan.handouts.review_tables import beside, notes_of, remarks, title_of
from dxplan.output.terminal import console
from dxplan.output.terminal_counts import Heading
from dxplan.values.rounding import in_percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from dxplan.handouts.review import Line, Review, YearCell
    from dxplan.judging.counts import Count

#: Cells that a year takes in a table, and that names take at least.
_YEAR_CELLS: Final = 21
_COUNT_CELLS: Final = 12
_NAME_CELLS: Final = 16


def print_review(review: Review, *, sections: bool = False) -> None:
    """Print counts and rates of each direction over the years, then what changed in the items.

    ``sections`` adds what each section counts.
    """
    out = console()
    out.print(Text(f"{review.title} 総括（{review.span}）", "bold"), soft_wrap=True)
    for years in _pages(out, len(review.years), _YEAR_CELLS):
        out.print(_table(review, years))
    for remark in remarks(review):
        out.print(f"  {remark}", soft_wrap=True)
    for line in (*review.lines, review.whole):
        for note in notes_of(review, line):
            out.print(Text(f"  {line.name} {note}", "yellow"), soft_wrap=True)
    _print_courses(out, review)
    if sections:
        _print_sections(out, review)


def _pages(out: Console, years: int, cells: int) -> Iterator[range]:
    """Yield the years of each table, as even as can be: one screen holds only so many."""
    most = max(1, (out.width - _NAME_CELLS) // cells)
    tables = -(-years // most)
    for table in range(tables):
        yield range(years * table // tables, years * (table + 1) // tables)


def _table(review: Review, years: Sequence[int]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("施策の展開方向")
    for year in years:
        table.add_column(f"{review.years[year]}\n達成/項目", justify="right", no_wrap=True)
        table.add_column("\n割合", justify="right", no_wrap=True)
    for number, direction in enumerate(review.directions, 1):
        table.add_row(Heading(title_of(direction, number, "{}."), 1), *_cells(direction, years))
        for part in direction.below:
            table.add_row(Heading(part.heading, part.level), *_cells(part, years))
    table.add_section()
    table.add_row("全体", *_cells(review.whole, years), style="bold")
    for label, counts in beside(review, review.whole):
        short = label.replace("（", "\n（")
        table.add_row(short, *(text for year in years for text in _counted(counts[year])))
    return table


def _cells(line: Line, years: Sequence[int]) -> list[str]:
    return [text for year in years for text in _cell(line.cells[year])]


def _counted(count: Count | None) -> tuple[str, str]:
    return (f"{count.achieved}/{count.items}", count.percent) if count else ("－", "－")


def _cell(cell: YearCell | None) -> tuple[str, str]:
    if cell is None:
        return _counted(None)
    achieved, rate = _counted(cell.count)
    other = f"\n({in_percent(cell.other_rate)})" if cell.other_rate else ""
    return f"{'※' if cell.differs else ''}{achieved}", f"{rate}{other}"


def _print_courses(out: Console, review: Review) -> None:
    changed = [course for course in review.courses if course.notes or course.figures]
    if not changed:
        return
    out.print()
    out.print(Text(f"推移のあった項目（{len(changed)}件）", "bold"))
    for course in changed:
        verdicts = "→".join(verdict.label if verdict else "－" for verdict in course.verdicts)
        out.print(f"  {course.name}: {verdicts}　{'、'.join(course.notes)}".rstrip(), soft_wrap=True)
        for line in course.figures:
            out.print(f"    {line}", soft_wrap=True)


def _print_sections(out: Console, review: Review) -> None:
    if not review.sections:
        console(stderr=True).print("担当課別の推移は、項目のある年度が二つ以上あるときに出ます。")
        return
    for years in _pages(out, len(review.years), _COUNT_CELLS):
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        table.add_column("担当課（達成/項目）")
        for year in years:
            table.add_column(review.years[year], justify="right", no_wrap=True)
        for line in review.sections:
            table.add_row(Heading(line.label, 2 if line.split else 1), *(line.texts[year] for year in years))
        out.print(table)
