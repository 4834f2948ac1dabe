"""The half-years of a plan in the terminal: ``status --half``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from dxplan.handouts.roadmap import STATES, make_roadmap
from dxplan.model import Half, Progress
from dxplan.output.terminal import console
from dxplan.output.terminal_counts import Heading

if TYPE_CHECKING:
    from rich.console import Console

    from dxplan.handouts.report import Report
    from dxplan.handouts.roadmap import Roadmap
    from dxplan.model.scheme import Badge

_COLOURS: Final = dict(zip(STATES.values(), ("green", "cyan", "red", "", "dim", "yellow"), strict=True))
#: What is listed one by one.
_LISTED: Final = (STATES[Progress.BEHIND], STATES[Progress.CANCELLED])


def print_half_status(report: Report) -> None:
    """Print the states of both halves per heading, what is late or given up, and who has not recorded."""
    roadmap = make_roadmap(report)
    out = console()
    out.print(Text(f"{report.plan.title}（{report.year}）半期の状況", "bold"), soft_wrap=True)
    if not roadmap.directions:
        out.print("  事業のない計画です。")
        return
    out.print(_states(roadmap))
    if roadmap.total.references:
        out.print(f"  ほかに参考事業{roadmap.total.references}（数に入れていない）")
    for state in _LISTED:
        _print_listed(out, roadmap, state)
    if roadmap.by_department:
        out.print(_unrecorded(roadmap))
    total = roadmap.total.projects
    recorded = (
        f"{half.value} {total - missing} / {total}事業"
        for half, missing in zip(Half, roadmap.total.unrecorded, strict=True)
    )
    console(stderr=True).print(f"記録 {'、'.join(recorded)}")


def _states(roadmap: Roadmap) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("施策の展開方向")
    table.add_column("事業", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for state in STATES.values():
        table.add_column(state.word, justify="right", no_wrap=True, style=_COLOURS[state])
    tallies = [tally for direction in roadmap.directions for tally in direction.tallies]
    halves = "\n".join(half.value for half in Half)
    for tally in (*(tally for tally in tallies if tally.projects), roadmap.total):
        if tally is roadmap.total:
            table.add_section()
        columns = zip(*tally.states, strict=True)  # each state with its numbers in both halves
        cells = ("\n".join(str(number or "-") for number in numbers) for numbers in columns)
        style = "bold" if tally is roadmap.total else None
        table.add_row(Heading(tally.label, tally.level), str(tally.projects), halves, *cells, style=style)
    return table


def _print_listed(out: Console, roadmap: Roadmap, state: Badge) -> None:
    """Print the rows of one state, half by half, with how far they came."""
    found = [
        (half, line, line.halves[number])
        for number, half in enumerate(Half)
        for line in roadmap.rows
        if line.counts and line.halves[number].badge == state
    ]
    if not found:
        return
    out.print()
    out.print(Text(f"{state.word}（{len(found)}件）", f"bold {_COLOURS[state]}"))
    for half, line, cell in found:
        row = line.row
        departments = f"（{row.departments}）".replace("\n", "、") if row.departments else ""
        out.print(f"  {half.value} {row.label} {row.name}{departments}", soft_wrap=True)
        out.print(f"      進捗: {' '.join(cell.progress.split()) or '記録なし'}", soft_wrap=True)


def _unrecorded(roadmap: Roadmap) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("担当課")
    table.add_column("事業", justify="right", no_wrap=True)
    for half in Half:
        table.add_column(f"{half.value} 未記録", justify="right", no_wrap=True)
    for tally in (tally for tally in roadmap.by_department if tally.projects):
        style = "yellow" if any(tally.unrecorded) else ""
        numbers = (str(number or "-") for number in tally.unrecorded)
        table.add_row(Heading(tally.label, tally.level, style), str(tally.projects), *numbers)
    return table
