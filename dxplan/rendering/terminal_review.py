"""The 総括 in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from dxplan.rendering.terminal import console
from dxplan.review import notes_of, rounding_note

if TYPE_CHECKING:
    from dxplan.review import Line, Review, YearCell


def print_review(review: Review) -> None:
    """Print counts and rates of each direction over the years, then what changed in the items."""
    out = console()
    out.print(Text(f"{review.title} 総括（{review.span}）", "bold"), soft_wrap=True)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("施策の展開方向", overflow="fold")
    for year in review.years:
        table.add_column(f"{year}\n達成/項目", justify="right", no_wrap=True)
        table.add_column("\n割合", justify="right", no_wrap=True)
    for number, line in enumerate(review.directions, 1):
        table.add_row(f"{number}.{line.name}", *_cells(line))
    table.add_section()
    table.add_row("全体", *_cells(review.whole), style="bold")
    out.print(table)
    out.print(f"  {rounding_note(review)}", soft_wrap=True)
    for line in (*review.directions, review.whole):
        for note in notes_of(review, line):
            out.print(Text(f"  {line.name} {note}", "yellow"), soft_wrap=True)
    changed = [course for course in review.courses if course.notes]
    if changed:
        out.print()
        out.print(Text(f"推移のあった項目（{len(changed)}件）", "bold"))
        for course in changed:
            verdicts = "→".join(verdict.value if verdict else "－" for verdict in course.verdicts)
            out.print(f"  {course.name}: {verdicts}　{'、'.join(course.notes)}", soft_wrap=True)


def _cells(line: Line) -> list[str]:
    return [text for cell in line.cells for text in _cell(cell)]


def _cell(cell: YearCell | None) -> tuple[str, str]:
    if cell is None:
        return "－", "－"
    mark = "※" if cell.differs else ""
    other = f"\n({cell.other_rate}%)" if cell.other_rate else ""
    return f"{mark}{cell.count.achieved}/{cell.count.items}", f"{cell.count.rate}%{other}"
