"""What people see in the terminal. The only place that uses rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from dxplan.diagnostics import Severity
from dxplan.model import Verdict
from dxplan.recording import row_number
from dxplan.report import VERDICTS, shown_verdicts
from dxplan.values.characters import visible
from dxplan.wording import actual_text, comparison, target_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.console import ConsoleOptions, RenderableType

    from dxplan.diagnostics import Diagnostic
    from dxplan.model import Source
    from dxplan.report import Breakdown, Report, Row
    from dxplan.values.rounding import Rounding

_COLOURS: Final = {
    Verdict.ACHIEVED: "green",
    Verdict.AS_PLANNED: "cyan",
    Verdict.NOT_ACHIEVED: "red",
    Verdict.UNRECORDED: "yellow",
    Verdict.EXCLUDED: "dim",
}
_SEVERITY_COLOURS: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
_BAR_CELLS: Final = 12


def console(*, stderr: bool = False) -> Console:
    """Return a console that prints text as it is: no markup, no emoji, no guessing at colours."""
    return _Harmless(stderr=stderr, markup=False, emoji=False, highlight=False)


class _Harmless(Console):
    """A console that shows the control characters of a stranger's plan instead of obeying them."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Render, the program's own control codes aside."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


def print_findings(
    diagnostics: Sequence[Diagnostic],
    texts: Mapping[str, str],
    heading: Callable[[Diagnostic], str] | None = None,
    *,
    stderr: bool = False,
) -> None:
    """Print findings as rustc and ruff do: place and message, the line with the place marked, the remedy.

    With ``heading`` they are grouped by file and item.
    """
    out = console(stderr=stderr)
    group = ""
    for diagnostic in diagnostics:
        if heading and heading(diagnostic) != group:
            group = heading(diagnostic)
            out.print(Text(f"■ {group}", "bold"), soft_wrap=True)
        place = f"{diagnostic.source.path}:{diagnostic.line}:{diagnostic.column}"
        colour = _SEVERITY_COLOURS[diagnostic.severity]
        said = (place, "bold"), ": ", (diagnostic.severity.label, colour), " ", (diagnostic.code, colour), " "
        out.print(Text.assemble(*said, diagnostic.message), soft_wrap=True)
        lines = texts.get(diagnostic.source.path, "").split("\n")
        if diagnostic.source.path in texts and diagnostic.line <= len(lines):
            _print_excerpt(out, diagnostic, lines[diagnostic.line - 1].rstrip("\r"), colour)
        out.print(Text.assemble(("  ヒント: ", "bold"), diagnostic.hint), soft_wrap=True)
        out.print()


def _print_excerpt(out: Console, diagnostic: Diagnostic, line: str, colour: str) -> None:
    """Print the line with the place marked; of a line too long for the screen, the part around the place."""
    line = line.replace("\t", " ")
    gutter = str(diagnostic.line)
    room = max(20, out.width - len(gutter) - 5)
    start, end = diagnostic.column - 1, diagnostic.column - 1 + diagnostic.width
    before, marked, after = line[:start], line[start:end], line[end:]
    if len(line) > room or cell_len(line) > room:
        # First by characters, then by cells: a line may have millions.
        before, marked, after = before[-room:], marked[:room], after[:room]
        while before and cell_len(before) > room // 2:
            before = before[1:]
        while marked and cell_len(before + marked) > room:
            marked = marked[:-1]
        while after and cell_len(before + marked + after) > room:
            after = after[:-1]
    marks = " " * cell_len(before) + "^" * max(1, cell_len(marked))
    out.print(Text.assemble((f"{gutter} | ", "blue"), before + marked + after), soft_wrap=True)
    out.print(Text.assemble((f"{' ' * len(gutter)} | ", "blue"), (marks, colour)), soft_wrap=True)


def print_summary(errors: int, warnings: int) -> None:
    """Print the closing line of a validation to standard error."""
    console(stderr=True).print(f"エラー {errors}件、警告 {warnings}件")


def print_classification(report: Report) -> None:
    """Print the table per direction, gross and net, then the overrules and what is not recorded."""
    out = console()
    plan = report.plan
    out.print(Text(f"{plan.title}（{report.year}）", "bold"))
    out.print(_counts_table("施策の展開方向", report.by_direction, report))
    reposts = report.counts.gross.items - report.counts.net.items
    if reposts:
        for label, counted in (("延べ", report.counts.gross), ("実質", report.counts.net)):
            mark = "（資料に載せる数）" if counted == report.counts.printed else ""
            out.print(f"  {label}: {counted.achieved}/{counted.items}項目、{counted.rate}%{mark}")
        out.print(f"  再掲 {reposts}項目。割合は{_rule_label(plan.rate.digits, plan.rate.rounding)}。")
    _print_overruled(out, report.overruled)
    _print_unrecorded(out, report.unrecorded)


def _rule_label(digits: int, rounding: Rounding) -> str:
    return f"小数第{digits}位まで{rounding.label}" if digits else f"整数に{rounding.label}"


def _counts_table(heading: str, lines: Sequence[Breakdown], report: Report) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(heading, overflow="fold")
    for label in ("項目", "達成", "割合"):
        table.add_column(label, justify="right", no_wrap=True)
    shown = shown_verdicts(report)
    for verdict in shown:
        table.add_column(_SHORT[verdict], justify="right", style=_COLOURS[verdict])
    for line in (*lines, report.total):
        if line is report.total:
            table.add_section()
        printed = line.counts.printed
        numbers = (_number(line, verdict) for verdict in shown)
        cells = (
            _unbroken(line.label),
            str(printed.items),
            str(printed.achieved),
            f"{printed.rate}%",
            *numbers,
        )
        table.add_row(*cells, style="bold" if line is report.total else None)
    return table


def _number(line: Breakdown, verdict: Verdict) -> str:
    number = line.number(verdict)
    return "－" if number is None else str(number)


_SHORT: Final = {
    Verdict.ACHIEVED: "目標\n達成",
    Verdict.AS_PLANNED: "計画\nどおり",
    Verdict.NOT_ACHIEVED: "未達",
    Verdict.UNRECORDED: "未記録",
    Verdict.EXCLUDED: "対象外",
}


def _print_overruled(out: Console, rows: Sequence[Row]) -> None:
    if not rows:
        return
    out.print()
    out.print(Text(f"人が判定を変えた項目（{len(rows)}件）", "bold yellow"))
    for row in rows:
        override = row.assessment.override
        if override is None:
            continue
        numbers = row.assessment.computed
        differs = f"数字では{numbers.value} → {override.verdict.value}"
        same = f"{override.verdict.value}（数字と同じ）"
        out.print(
            f"  {row_number(row.assessment)} {row.name}: {differs if numbers is not override.verdict else same}",
            soft_wrap=True,
        )
        out.print(f"      理由: {override.reason}", soft_wrap=True)


def _print_unrecorded(out: Console, rows: Sequence[Row]) -> None:
    if not rows:
        return
    out.print()
    out.print(Text(f"未記録の項目（{len(rows)}件）", "bold yellow"))
    for row in rows:
        departments = row.departments.replace("\n", "、")
        out.print(f"  {row_number(row.assessment)} {row.name}（{departments}）", soft_wrap=True)


def print_explanation(row: Row, report: Report, line: Callable[[Source], int]) -> None:
    """Print why a row has its verdict: the rule, the numbers, and the file and line of each."""
    out = console()
    assessment = row.assessment
    out.print(
        Text.assemble((f"{row_number(assessment)} {row.name}", "bold"), f"  [{assessment.item.id}]"),
        soft_wrap=True,
    )
    colour = _COLOURS[assessment.verdict]
    out.print(Text.assemble("  判定: ", (assessment.verdict.value, f"bold {colour}")))
    if row.achievement != assessment.verdict.value:
        out.print(f"  資料の表記: {row.achievement.replace(chr(10), ' ／ ')}", soft_wrap=True)
    out.print(f"  規則: {assessment.rule.value}（→ {assessment.computed.value}）", soft_wrap=True)
    for judged in assessment.judged:
        numbers = comparison(judged, report.plan.rate) or "実績なし"
        when = "" if judged.due_now else f"、期限 {judged.indicator.due}年度"
        asked = f"（目標の表記 {target_text(judged)}{when}）" if judged.target else ""
        out.print(f"  指標: {judged.indicator.name} … {judged.standing.value}", soft_wrap=True)
        out.print(f"        {numbers}{asked}", soft_wrap=True)
        out.print(f"        {_place(judged.indicator.source, line)}", soft_wrap=True)
    result = assessment.result
    if result:
        done = {True: "計画どおり実施", False: "計画どおりには実施せず", None: "記録なし"}[result.done]
        out.print(f"  実施: {done}  {_place(result.source, line)}", soft_wrap=True)
        if result.reason:
            out.print(f"  理由: {result.reason}", soft_wrap=True)
    if assessment.override:
        changed = assessment.override
        out.print(f"  判定の変更: {changed.verdict.value}  理由: {changed.reason}", soft_wrap=True)
    out.print(f"  記載場所: {_place(assessment.item.source, line)}", soft_wrap=True)
    if assessment.repost:
        out.print(f"  再掲: {_place(assessment.repost.source, line)}（内容は元の項目から）", soft_wrap=True)


def _place(source: Source, line: Callable[[Source], int]) -> str:
    return f"{source.path}:{line(source)}"


def print_listing(rows: Sequence[Row], report: Report) -> None:
    """Print items with their indicators."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("番号", no_wrap=True)
    table.add_column("施策（事業）名称・指標", overflow="fold")
    table.add_column("担当", overflow="fold")
    table.add_column("判定", no_wrap=True)
    for row in rows:
        assessment = row.assessment
        name = Text.assemble(row.name, (f" [{assessment.id}]", "dim"))
        for judged in assessment.judged:
            actual = actual_text(judged, report.plan.rate) or "－"
            name.append(f"\n・{judged.indicator.name} {target_text(judged) or '目標なし'} → {actual}", "dim")
        verdict = Text(assessment.verdict.value, _COLOURS[assessment.verdict])
        table.add_row(row_number(assessment), name, row.departments, verdict)
    console().print(table)
    console(stderr=True).print(f"{len(rows)}項目")


def print_status(report: Report) -> None:
    """Print how far recording is, per direction and per section."""
    out = console()
    out.print(Text(f"{report.plan.title}（{report.year}）記録の状況", "bold"))
    if not report.rows:
        out.print("  項目のない年度です（件数だけが記されています）。")
        return
    for heading, lines in (("施策の展開方向", report.by_direction), ("担当課", report.by_section)):
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        table.add_column(heading, overflow="fold")
        table.add_column("記録 / 全", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
        for verdict in VERDICTS[:3]:
            table.add_column(_SHORT[verdict], justify="right", style=_COLOURS[verdict])
        for line in lines:
            _add_status_line(table, out, line)
        out.print(table)
    recorded = _recorded(report.by_direction)
    console(stderr=True).print(
        f"記録 {recorded[0]} / {recorded[1]}項目、未記録 {recorded[1] - recorded[0]}項目"
    )


def _add_status_line(table: Table, out: Console, line: Breakdown) -> None:
    recorded, items = _recorded([line])
    filled = _BAR_CELLS * recorded // items if items else _BAR_CELLS
    full, empty = ("█", "░") if out.encoding.lower().startswith("utf") else ("#", ".")
    bar = Text.assemble((full * filled, "green"), (empty * (_BAR_CELLS - filled), "dim"))
    style = "" if recorded == items else "yellow"
    table.add_row(
        Text(_unbroken(line.label), style),
        f"{recorded} / {items}",
        bar,
        *(_number(line, verdict) for verdict in VERDICTS[:3]),
    )


def _unbroken(label: str) -> str:
    """Return a label that is broken only where it is too long, not at its blank."""
    return label.replace(" ", "\u00a0")


def _recorded(lines: Sequence[Breakdown]) -> tuple[int, int]:
    verdicts = [verdict for line in lines for verdict in line.verdicts or ()]
    return len(verdicts) - verdicts.count(Verdict.UNRECORDED), len(verdicts)
