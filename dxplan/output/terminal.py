"""The terminal: text that is harmless, findings, tables, the bar that shows how far a long work is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from dxplan.handouts.handout import Cell, Kind, RowRole, printed
from dxplan.model.findings import Severity
from dxplan.values.characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rich.console import ConsoleOptions, RenderableType

    from dxplan.handouts.handout import Column, Content
    from dxplan.model.findings import Diagnostic
    from dxplan.model.scheme import Badge

#: Cells of a heading that are kept where a table is too wide.
_NARROWEST: Final = 12
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
        if diagnostic.if_right:
            excuse = f"項目に {diagnostic.if_right} のように事情を記してください。"
            out.print(Text.assemble(("  正しければ: ", "bold"), excuse), soft_wrap=True)
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


class ScreenRow(NamedTuple):
    """A row of a table on the screen; the first cell of one with a ``level`` is broken and indented as a heading."""

    cells: tuple[Content | Text, ...]
    role: RowRole = RowRole.PLAIN
    level: int = 0


def table(columns: Iterable[Column], rows: Iterable[ScreenRow], paint: Callable[[Badge], str]) -> Table:
    """Return a table for the screen; ``paint`` gives the colour of a badge. A line stands above the first total."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        made.add_column(
            column.heading,
            justify="right" if column.kind is Kind.FIGURE else "left",
            no_wrap=column.kind is not Kind.TEXT,
            overflow="fold" if column.kind is Kind.TEXT else "ellipsis",
            style=paint(column.badge) if column.badge else None,
        )
    totals = False
    for row in rows:
        if row.role is RowRole.TOTAL and not totals:
            made.add_section()
            totals = True
        first, *others = (_cell(cell, paint) for cell in row.cells)
        heading = _Heading(first, row.level) if row.level else first
        made.add_row(heading, *others, style="bold" if row.role is RowRole.TOTAL else None)
    return made


def _cell(cell: Content | Text, paint: Callable[[Badge], str]) -> Text:
    if isinstance(cell, Text):
        return cell
    shown = printed(cell)
    style = paint(cell.badge) if isinstance(cell, Cell) and cell.badge else ""
    return Text("" if shown is None else str(shown), style)


#: Headings below this level are indented no further: their names need the room.
_DEEPEST: Final = 6


class _Heading:
    """A label, indented by its level; broken anywhere, as Japanese is, and each piece indented."""

    def __init__(self, label: Text, level: int) -> None:
        self.label = " ".join(visible(label.plain).split())
        self.indent = 2 * min(level - 1, _DEEPEST)
        self.style = label.style

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        widest = self.indent + cell_len(self.label)
        return Measurement(self.indent + _NARROWEST, widest).with_maximum(options.max_width)

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[Text]:
        pieces = chop_cells(self.label, max(2, options.max_width - self.indent))
        yield Text("\n".join(" " * self.indent + piece for piece in pieces), self.style)


@contextmanager
def progress_bar(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error; give a function that tells it how many steps are done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console(stderr=True),
        transient=True,
    )
    task = bar.add_task(label, total=total)
    with bar:
        yield lambda done: bar.update(task, completed=done)
