"""What people see in the terminal: findings, listings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from dxplan.handouts.wording import actual_text, target_text
from dxplan.model.findings import Severity
from dxplan.model.scheme import EXCLUDED
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.console import ConsoleOptions, RenderableType

    from dxplan.handouts.report import Report, ReportRow
    from dxplan.model.findings import Diagnostic
    from dxplan.model.scheme import Scheme, Verdict

_SEVERITY_COLOURS: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


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


def colour(verdict: Verdict, scheme: Scheme) -> str:
    """Return the colour of a verdict: green and cyan for what counts as achieved, red for the lowest."""
    if verdict == EXCLUDED:
        return "dim"
    if verdict.achieved:
        return "green" if verdict == scheme.bands[0] else "cyan"
    return "red" if verdict == scheme.bands[-1] else "yellow"


def print_listing(rows: Sequence[ReportRow], report: Report) -> None:
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
        verdict = Text(assessment.verdict.label, colour(assessment.verdict, report.plan.scheme))
        table.add_row(assessment.label, name, row.departments, verdict)
    console().print(table)
    console(stderr=True).print(f"{len(rows)}項目")
