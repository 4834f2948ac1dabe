"""The counts of a plan in the terminal: ``classify`` and ``status``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, chop_cells
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from dxplan.handouts.breakdowns import shares, shares_note, shown_verdicts
from dxplan.model import ItemKind
from dxplan.model.scheme import UNRECORDED, Unit
from dxplan.output.terminal import colour, console
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions

    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.counts import Breakdown
    from dxplan.model.scheme import Verdict
    from dxplan.values.rounding import Rounding

_BAR_CELLS: Final = 12
#: Cells of a heading that are kept where a table is too wide.
_NARROWEST: Final = 12
_UNITS: Final = {Unit.ITEM: "項目", Unit.INDICATOR: "指標"}


def print_classification(report: Report) -> None:
    """Print the table per direction, gross and net, then the overrules and what is not recorded."""
    out = console()
    plan = report.plan
    out.print(Text(f"{plan.title}（{report.year}）", "bold"))
    out.print(_counts_table(report))
    if note := shares_note([_shares(report)], plan.rate):
        out.print(f"  {note}。")
    reposts = report.counts.gross.items - report.counts.net.items
    if reposts:
        unit = _UNITS[plan.scheme.count]
        for label, counted in (("延べ", report.counts.gross), ("実質", report.counts.net)):
            mark = "（資料に載せる数）" if counted == report.counts.printed else ""
            out.print(f"  {label}: {counted.achieved}/{counted.items}{unit}、{counted.percent}{mark}")
        out.print(f"  再掲 {reposts}{unit}。割合は{_rule_label(plan.rate.digits, plan.rate.rounding)}。")
    _print_overruled(out, report.overruled)
    _print_unrecorded(out, report.unrecorded)


def _rule_label(digits: int, rounding: Rounding) -> str:
    return f"小数第{digits}位まで{rounding.label}" if digits else f"整数に{rounding.label}"


def _counts_table(report: Report) -> Table:
    plan = report.plan
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("施策の展開方向")
    for label in (_UNITS[plan.scheme.count], "達成", "割合"):
        table.add_column(label, justify="right", no_wrap=True)
    shown = shown_verdicts(report)
    for verdict in shown:
        table.add_column(_short(verdict), justify="right", style=colour(verdict, plan.scheme))
    for line in (*report.by_direction, report.total):
        if line is report.total:
            table.add_section()
        printed = line.counts.printed
        numbers = [_number(line, verdict) for verdict in shown]
        table.add_row(
            Heading(line.label, line.level),
            *(str(printed.items), str(printed.achieved), printed.percent, *numbers),
            style="bold" if line is report.total else None,
        )
    if any(share != "－" for share in _shares(report)):
        table.add_row("構成比（%）", "", "", "", *_shares(report))
    return table


def _shares(report: Report) -> tuple[str, ...]:
    return shares(report.total, shown_verdicts(report), report.plan.rate)


#: Headings below this level are indented no further: their names need the room.
_DEEPEST: Final = 6


class Heading:
    """A label, indented by its level; broken anywhere, as Japanese is, and each piece indented."""

    def __init__(self, label: str, level: int, style: str = "") -> None:
        self.label = " ".join(visible(label).split())
        self.indent = 2 * min(level - 1, _DEEPEST)
        self.style = style

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        widest = self.indent + cell_len(self.label)
        return Measurement(self.indent + _NARROWEST, widest).with_maximum(options.max_width)

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[Text]:
        pieces = chop_cells(self.label, max(2, options.max_width - self.indent))
        yield Text("\n".join(" " * self.indent + piece for piece in pieces), self.style)


def _number(line: Breakdown, verdict: Verdict) -> str:
    number = line.number(verdict)
    return "－" if number is None else str(number)


def _short(verdict: Verdict) -> str:
    """Return the heading of a narrow column, on two lines where it is longer than three letters."""
    word = verdict.short or verdict.label
    return f"{word[:2]}\n{word[2:]}" if len(word) > 3 else word


def _print_overruled(out: Console, rows: Sequence[ReportRow]) -> None:
    if not rows:
        return
    out.print()
    out.print(Text(f"人が判定を変えた項目（{len(rows)}件）", "bold yellow"))
    for row in rows:
        override = row.assessment.override
        if override is None:
            continue
        numbers = row.assessment.computed
        differs = f"数字では{numbers.label} → {override.verdict.label}"
        same = f"{override.verdict.label}（数字と同じ）"
        out.print(
            f"  {row.assessment.label} {row.name}: {differs if numbers != override.verdict else same}",
            soft_wrap=True,
        )
        out.print(f"      理由: {override.reason}", soft_wrap=True)


def _print_unrecorded(out: Console, rows: Sequence[ReportRow]) -> None:
    counted = [row for row in rows if row.assessment.item.kind is ItemKind.PROJECT]
    beside = [row for row in rows if row.assessment.item.kind is not ItemKind.PROJECT]
    _print_names(out, "未記録の項目", counted)
    _print_names(out, "未記録の参考事業・KPI・基本目標", beside)


def _print_names(out: Console, heading: str, rows: Sequence[ReportRow]) -> None:
    if not rows:
        return
    out.print()
    out.print(Text(f"{heading}（{len(rows)}件）", "bold yellow"))
    for row in rows:
        departments = f"（{row.departments}）".replace("\n", "、") if row.departments else ""
        out.print(f"  {row.assessment.label} {row.name}{departments}", soft_wrap=True)


def print_status(report: Report) -> None:
    """Print how far recording is, per direction and per section."""
    out = console()
    out.print(Text(f"{report.plan.title}（{report.year}）記録の状況", "bold"))
    if not report.rows:
        out.print("  項目のない年度です（件数だけが記されています）。")
        return
    for heading, lines in (("施策の展開方向", report.by_direction), ("担当課", report.by_section)):
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        table.add_column(heading)
        table.add_column("記録 / 全", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
        scheme = report.plan.scheme
        for verdict in scheme.verdicts:
            table.add_column(_short(verdict), justify="right", style=colour(verdict, scheme))
        for line in lines:
            _add_status_line(table, out, line, scheme.verdicts)
        out.print(table)
    recorded = _recorded([line for line in report.by_direction if line.level == 1])
    unit = _UNITS[report.plan.scheme.count]
    console(stderr=True).print(
        f"記録 {recorded[0]} / {recorded[1]}{unit}、未記録 {recorded[1] - recorded[0]}{unit}"
    )


def _add_status_line(table: Table, out: Console, line: Breakdown, verdicts: Sequence[Verdict]) -> None:
    recorded, items = _recorded([line])
    filled = _BAR_CELLS * recorded // items if items else _BAR_CELLS
    full, empty = ("█", "░") if out.encoding.lower().startswith("utf") else ("#", ".")
    bar = Text.assemble((full * filled, "green"), (empty * (_BAR_CELLS - filled), "dim"))
    style = "" if recorded == items else "yellow"
    table.add_row(
        Heading(line.label, line.level, style),
        f"{recorded} / {items}",
        bar,
        *(_number(line, verdict) for verdict in verdicts),
    )


def _recorded(lines: Sequence[Breakdown]) -> tuple[int, int]:
    verdicts = [verdict for line in lines for verdict in line.verdicts or ()]
    return len(verdicts) - verdicts.count(UNRECORDED), len(verdicts)
