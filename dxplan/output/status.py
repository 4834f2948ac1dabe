"""How far recording is: per direction, 部局 and section, what is due and what has changed; on the screen and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.handout import Cell, Column, Kind, RowRole
from dxplan.model import Half, Progress
from dxplan.model.scheme import UNRECORDED, Unit
from dxplan.output.collection import standing
from dxplan.output.contracts import CONTRACT, INTEGER, TEXT, Shape, document, optional, record, several
from dxplan.output.differences import told
from dxplan.output.screens import figure, in_brackets, number_of, painter, verdict_column
from dxplan.output.tables import Piece, ScreenRow, print_table
from dxplan.output.terminal import console, measure, print_sentence
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import Console

    from dxplan.collecting.progress import SectionProgress
    from dxplan.comparing.plans import Comparison
    from dxplan.handouts.report import Report
    from dxplan.handouts.roadmap import Roadmap
    from dxplan.judging.counts import Breakdown
    from dxplan.model.scheme import Badge, Verdict

_BAR_CELLS: Final = 8
#: Days before a due date from which on it stands out.
_SOON: Final = 4
#: Changed items that are named; of more their number is told.
_NAMED: Final = 10


class Situation(NamedTuple):
    """A report on a day, with how far sections have come with their forms, and what changed since the last commit.

    ``progress`` is () where no form was sent, ``changes`` None where nothing can tell.
    """

    report: Report
    progress: tuple[SectionProgress, ...]
    changes: Comparison | None
    today: date

    @property
    def due(self) -> list[tuple[date, int]]:
        """The days by which something is missing still, each with the number of sections, the first day first."""
        days = Counter(
            each.sent.due for each in self.progress if each.missing and each.sent and each.sent.due
        )
        return sorted(days.items())

    @property
    def bureaus(self) -> list[tuple[Breakdown, list[Breakdown]]]:
        """部局 with their sections, who has most to record first; one that is itself no more than a section has none."""
        found = []
        for bureau in sorted(self.report.by_bureau, key=_unrecorded_first):
            sections = [s for s in self.report.by_section if s.label.partition(" ")[0] == bureau.label]
            named = [section for section in sections if section.label != bureau.label]
            found.append((bureau, sorted(named, key=_unrecorded_first)))
        return found


def print_status(found: Situation) -> None:
    """Print how far recording is, per direction, then per 部局 and section, whoever has most to record first."""
    out, report = console(), found.report
    print_sentence(out, f"{report.plan.title}（{report.year}）記録の状況", "bold")
    if report.bare:
        print_sentence(out, f"  {report.bare}")
        return
    for day, waiting in found.due:
        left = (day - found.today).days
        when = f"まで、あと{left}日" if left > 0 else "は今日" if not left else f"を{-left}日過ぎた"
        style = "bold red" if left < 0 else "bold yellow" if left < _SOON else ""
        print_sentence(out, f"  締切 {day.month}/{day.day} {when}（まだの課 {waiting}）", style)
    _print_changes(out, found.changes)
    scheme = report.plan.scheme
    verdicts = scheme.words(Unit.ITEM)
    states = {each.section: standing(each) for each in found.progress}
    directions = [_status_row(out, line.of_items, line.label, verdicts) for line in report.by_direction]
    bureaus = []
    for bureau, sections in found.bureaus:
        for line in (bureau, *sections):
            name = line.label if line is bureau else line.label.partition(" ")[2]
            placed = line.of_items._replace(level=1 if line is bureau else 2)
            state = [states.get(line.label, "")] if states else []
            bureaus.append(_status_row(out, placed, name, verdicts, state))
    for heading, rows, form in (
        (report.plan.direction_word, directions, []),
        ("部局・担当課", bureaus, [Column(heading="調査票", kind=Kind.WORD)] if states else []),
    ):
        columns = (
            Column(heading=heading),
            figure("記録 / 全"),
            Column(heading="", kind=Kind.WORD),
            figure(UNRECORDED.label, UNRECORDED.badge),
            *map(verdict_column, verdicts),
            *form,
        )
        print_table(out, columns, rows, painter(scheme))
    recorded, items = _recorded([line.of_items for line in report.by_direction if line.level == 1])
    console(stderr=True).print(f"記録 {recorded} / {items}項目、未記録 {items - recorded}項目")


def _print_changes(out: Console, changes: Comparison | None) -> None:
    """Print which items are not what they were when somebody committed last."""
    if changes is None or not changes.rows:
        return
    out.print()
    print_sentence(out, f"最後のコミットから変わった項目（{len(changes.rows)}件）", "bold")
    for change in changes.rows[:_NAMED]:
        print_sentence(out, f"  {change.row.label} {change.row.item.name}: {told(change)}")
    if more := changes.rows[_NAMED:]:
        print_sentence(out, f"  ほか{len(more)}件（dxplan diff {changes.after.name}）")


def _status_row(
    out: Console, line: Breakdown, label: str, verdicts: Sequence[Verdict], further: Sequence[str] = ()
) -> ScreenRow:
    recorded, items = _recorded([line])
    filled = _BAR_CELLS * recorded // items if items else _BAR_CELLS
    drawn = measure(out)["█"] == 1 and out.encoding.lower().startswith("utf")
    full, empty = ("█", "░") if drawn else ("#", ".")
    bar = (Piece(full * filled, "green"), Piece(empty * (_BAR_CELLS - filled), "dim"))
    named = Cell(label, badge=None if recorded == items else UNRECORDED.badge)
    numbers = (number_of(line, verdict) for verdict in verdicts)
    cells = (named, f"{recorded} / {items}", bar, items - recorded, *numbers, *further)
    return ScreenRow(cells, level=line.level)


def _unrecorded_first(line: Breakdown) -> int:
    recorded, items = _recorded([line.of_items])
    return recorded - items


def _recorded(lines: Sequence[Breakdown]) -> tuple[int, int]:
    verdicts = [verdict for line in lines for verdict in line.verdicts or ()]
    return len(verdicts) - verdicts.count(UNRECORDED), len(verdicts)


def status_json(found: Situation) -> dict[str, Any]:
    """Return ``status --json``."""
    report, changes = found.report, found.changes
    states = {each.section: standing(each) for each in found.progress}
    recorded, items = _recorded([line.of_items for line in report.by_direction if line.level == 1])
    return {
        "contract": CONTRACT,
        "plan": report.plan.name,
        "fiscal_year": report.plan.fiscal_year,
        "on": found.today.isoformat(),
        "items": items,
        "recorded": recorded,
        "due": [
            {"on": day.isoformat(), "days": (day - found.today).days, "sections": sections}
            for day, sections in found.due
        ],
        "directions": [
            {"id": line.heading, "name": line.label, "level": line.level, **_line(found, line)}
            for line in report.by_direction
        ],
        "bureaus": [
            {
                "name": bureau.label,
                **_line(found, bureau),
                "form": states.get(bureau.label),
                "sections": [
                    {
                        "name": section.label.partition(" ")[2],
                        **_line(found, section),
                        "form": states.get(section.label),
                    }
                    for section in sections
                ],
            }
            for bureau, sections in found.bureaus
        ],
        "changed": None
        if changes is None
        else [
            {
                "id": change.row.id,
                "number": change.row.label,
                "name": change.row.item.name,
                "before": change.before.verdict.label if change.before else None,
                "after": change.after.verdict.label if change.after else None,
                "told": told(change),
            }
            for change in changes.rows
        ],
    }


def _line(found: Situation, line: Breakdown) -> dict[str, Any]:
    recorded, items = _recorded([line.of_items])
    of_items = line.of_items
    words = (*found.report.plan.scheme.words(Unit.ITEM), UNRECORDED)
    return {
        "items": items,
        "recorded": recorded,
        "verdicts": [{"verdict": verdict.label, "count": of_items.number(verdict) or 0} for verdict in words],
    }


_LINE: Final[dict[str, Shape]] = {
    "items": INTEGER,
    "recorded": INTEGER,
    "verdicts": several(record(verdict=TEXT, count=INTEGER)),
}
STATUS: Final[Shape] = document(
    "dxplan status --json",
    plan=TEXT,
    fiscal_year=INTEGER,
    on=TEXT,
    items=INTEGER,
    recorded=INTEGER,
    due=several(record(on=TEXT, days=INTEGER, sections=INTEGER)),
    directions=several(record(id=TEXT, name=TEXT, level=INTEGER, **_LINE)),
    bureaus=several(
        record(
            name=TEXT,
            **_LINE,
            form=optional(TEXT),
            sections=several(record(name=TEXT, **_LINE, form=optional(TEXT))),
        )
    ),
    changed=optional(
        several(
            record(id=TEXT, number=TEXT, name=TEXT, before=optional(TEXT), after=optional(TEXT), told=TEXT)
        )
    ),
)


def _paint_state(state: Badge) -> str:
    from dxplan.handouts.roadmap import STATES

    colours = ("green", "cyan", "red", "", "dim", "yellow")
    return dict(zip(STATES.values(), colours, strict=True))[state]


def print_half_status(report: Report) -> None:
    """Print the states of both halves per heading, what is late or given up, and who has not recorded."""
    from dxplan.handouts.roadmap import STATES, make_roadmap

    out, roadmap = console(), make_roadmap(report)
    print_sentence(out, f"{report.plan.title}（{report.year}）半期の状況", "bold")
    if not roadmap.directions:
        print_sentence(out, "  事業のない計画です。")
        return
    _print_states(out, roadmap, report.plan.direction_word)
    if roadmap.total.references:
        print_sentence(out, f"  ほかに参考事業{roadmap.total.references}（数に入れていない）")
    for progress in (Progress.BEHIND, Progress.CANCELLED):
        _print_trouble(out, roadmap, STATES[progress])
    if roadmap.by_department:
        _print_unrecorded_halves(out, roadmap)
    total = roadmap.total.projects
    recorded = (
        f"{half.value} {total - missing} / {total}事業"
        for half, missing in zip(Half, roadmap.total.unrecorded, strict=True)
    )
    console(stderr=True).print(f"記録 {'、'.join(recorded)}")


def _print_states(out: Console, roadmap: Roadmap, direction_word: str) -> None:
    from dxplan.handouts.roadmap import STATES

    columns = (
        Column(heading=direction_word),
        figure("事業"),
        Column(heading="", kind=Kind.WORD),
        *(figure(state.word, state) for state in STATES.values()),
    )
    halves = "\n".join(half.value for half in Half)
    tallies = [tally for direction in roadmap.directions for tally in direction.tallies]
    rows = []
    for tally in (*(tally for tally in tallies if tally.projects), roadmap.total):
        by_state = zip(*tally.states, strict=True)  # each state with its numbers in both halves
        cells = ("\n".join(str(number) for number in numbers) for numbers in by_state)
        role = RowRole.TOTAL if tally is roadmap.total else RowRole.PLAIN
        rows.append(ScreenRow((tally.label, tally.projects, halves, *cells), role, tally.level))
    print_table(out, columns, rows, _paint_state)


def _print_trouble(out: Console, roadmap: Roadmap, state: Badge) -> None:
    """Print the rows of one state, half by half, with how far they came."""
    found = [
        (half, row, row.halves[number])
        for number, half in enumerate(Half)
        for row in roadmap.rows
        if row.counts and row.halves[number].badge == state
    ]
    if not found:
        return
    out.print()
    print_sentence(out, f"{state.word}（{len(found)}件）", f"bold {_paint_state(state)}")
    for half, row, found_half in found:
        named = f"{row.row.label} {row.name}{in_brackets(row.departments)}"
        print_sentence(out, f"  {half.value} {named}")
        print_sentence(out, f"      進捗: {' '.join(found_half.progress.split()) or UNRECORDED.label}")


def _print_unrecorded_halves(out: Console, roadmap: Roadmap) -> None:
    columns = (
        Column(heading="担当課"),
        figure("事業"),
        *(figure(f"{half.value} 未記録") for half in Half),
    )
    rows = []
    for tally in (tally for tally in roadmap.by_department if tally.projects):
        label = Cell(tally.label, badge=UNRECORDED.badge if any(tally.unrecorded) else None)
        rows.append(ScreenRow((label, tally.projects, *map(str, tally.unrecorded)), level=tally.level))
    print_table(out, columns, rows, _paint_state)
