"""The terminal: text that is harmless, findings, sentences, the bar that shows how far a long work is."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from dxplan.model.findings import Severity
from dxplan.values.characters import visible
from dxplan.values.widths import FONT, TERMINAL, lines, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rich.console import ConsoleOptions, RenderableType

    from dxplan.model.findings import Diagnostic

_SEVERITY_COLOURS: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def console(*, stderr: bool = False) -> Console:
    """Return a console that prints text as it is: no markup, no emoji, no guessing at colours."""
    return _Harmless(stderr=stderr, markup=False, emoji=False, highlight=False)


def clear_screen() -> None:
    """Begin at the top of an empty screen."""
    console().clear()


class _Harmless(Console):
    """A console that shows the control characters of a stranger's plan instead of obeying them."""

    @cached_property
    def is_terminal(self) -> bool:
        """Whether this writes to a terminal, which every sentence asks for."""
        return super().is_terminal

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

    With ``heading`` they are grouped by file and item. At a terminal sentences are broken to its width; in a pipe, for
    programs, each stays one line.
    """
    out = console(stderr=stderr)

    def say(*pieces: str | tuple[str, str], hanging: int = 4) -> None:
        text = Text.assemble(
            *((visible(p), "") if isinstance(p, str) else (visible(p[0]), p[1]) for p in pieces)
        )
        for line in _broken(out, text, hanging) if out.is_terminal else (text,):
            out.print(line, soft_wrap=True)

    group = ""
    for diagnostic in diagnostics:
        if heading and heading(diagnostic) != group:
            group = heading(diagnostic)
            say((f"■ {group}", "bold"), hanging=2)
        place = f"{diagnostic.source.path}:{diagnostic.line}:{diagnostic.column}"
        colour = _SEVERITY_COLOURS[diagnostic.severity]
        said = (place, "bold"), ": ", (diagnostic.severity.label, colour), " ", (diagnostic.code, colour), " "
        say(*said, diagnostic.message)
        lines = texts.get(diagnostic.source.path, "").split("\n")
        if diagnostic.source.path in texts and diagnostic.line <= len(lines):
            _print_excerpt(out, diagnostic, lines[diagnostic.line - 1].rstrip("\r"), colour)
        say(("  ヒント: ", "bold"), diagnostic.hint)
        if diagnostic.if_right:
            in_item = diagnostic.source.key[:1] == ("item",)
            excuse = (
                f"項目に {diagnostic.if_right} のように事情を記してください。"
                if in_item
                else f"plan.toml の [checks] に、事情を添えて {diagnostic.if_right}"
            )
            say(("  正しければ: ", "bold"), excuse)
        out.print()


def _print_excerpt(out: Console, diagnostic: Diagnostic, line: str, colour: str) -> None:
    """Print the line with the place marked; of a line too long for the screen, the part around the place."""
    line = line.replace("\t", " ")
    gutter = str(diagnostic.line)
    room = max(20, out.width - len(gutter) - 5)
    widths = (
        measure(out) if os.environ.get(_AMBIGUOUS) else TERMINAL
    )  # programs read findings, whatever the encoding
    start, end = diagnostic.column - 1, diagnostic.column - 1 + diagnostic.width
    before, marked, after = line[:start], line[start:end], line[end:]
    if len(line) > room or width(line, widths) > room:
        # First by characters, then by cells: a line may have millions.
        before, marked, after = before[-room:], marked[:room], after[:room]
        while before and width(before, widths) > room // 2:
            before = before[1:]
        while marked and width(before + marked, widths) > room:
            marked = marked[:-1]
        while after and width(before + marked + after, widths) > room:
            after = after[:-1]
    marks = " " * width(before, widths) + "^" * max(1, width(marked, widths))
    out.print(Text.assemble((f"{gutter} | ", "blue"), before + marked + after), soft_wrap=True)
    out.print(Text.assemble((f"{' ' * len(gutter)} | ", "blue"), (marks, colour)), soft_wrap=True)


def print_summary(errors: int, warnings: int) -> None:
    """Print the closing line of a validation to standard error."""
    console(stderr=True).print(f"エラー {errors}件、警告 {warnings}件")


def print_sentence(out: Console, text: str, style: str = "") -> None:
    """Print a text broken to the width of the screen, further lines hanging below its first.

    In a pipe it stays one line, for who looks for words in it; ``COLUMNS`` gives that a width too.
    """
    text = visible(text).replace("\t", " ")
    indent = len(text) - len(text.lstrip(" "))
    if not (out.is_terminal or os.environ.get("COLUMNS")) or width(text, measure(out)) <= out.width:
        _say(out, text, style)
        return
    for line in _broken(out, Text(text, style), indent + 2 if indent else 0):
        _say(out, line)


def _say(out: Console, line: str | Text, style: str = "") -> None:
    """Print a line as long as it is; in a pipe, where nothing is coloured, without asking rich for every letter."""
    if out.is_terminal:
        out.print(Text(line, style) if isinstance(line, str) else line, soft_wrap=True)
    else:
        out.file.write(f"{line}\n")
        out.file.flush()


def print_text(out: Console, text: Text, hanging: int) -> None:
    """Print a text of several styles as ``print_sentence`` does, further lines indented by ``hanging``."""
    for line in _broken(out, text, hanging) if out.is_terminal or os.environ.get("COLUMNS") else (text,):
        out.print(line, soft_wrap=True)


#: The setting that tells how many cells characters take whose width is ambiguous: 1 or 2.
_AMBIGUOUS: Final = "DXPLAN_AMBIGUOUS"
#: Cells that the names of facts take.
_NAMES: Final = 12


def print_fact(out: Console, name: str, text: str, style: str = "") -> None:
    """Print a name and what is said under it, its lines one below the other; as ``print_sentence``, whole in a pipe."""
    room = max(8, out.width - _NAMES - 2) if out.is_terminal or os.environ.get("COLUMNS") else 1_000_000
    text = visible(text).replace("\t", " ")
    name = visible(name)
    blank = " " * max(1, _NAMES - width(name, measure(out)))
    for start, end in lines(text, room, measure(out)):
        line = Text.assemble(
            f"  {name}{blank}" if start == 0 else " " * (_NAMES + 2), (text[start:end], style)
        )
        out.print(_trimmed(line), soft_wrap=True)


def _broken(out: Console, text: Text, hanging: int) -> Iterator[Text]:
    """Yield the lines of a text in the width of the screen, those after the first indented."""
    _, first = next(lines(text.plain, out.width, measure(out)))
    yield _trimmed(text[:first])
    rest = text[first:]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip(" ")) :]
    for start, end in lines(rest.plain, max(2, out.width - hanging), measure(out)) if rest else ():
        yield Text(" " * hanging).append_text(_trimmed(rest[start:end]))


def _trimmed(line: Text) -> Text:
    line.rstrip()
    return line


def measure(out: Console) -> Mapping[str, int]:
    """Return how wide characters stand on a console.

    Outside UTF-8 it has a Japanese font. Elsewhere ○, ─ and … take one cell, unless somebody says that they take two: in
    ``DXPLAN_AMBIGUOUS``, or in what terminals of GNOME are told.
    """
    said = os.environ.get(_AMBIGUOUS) or ("2" if os.environ.get("VTE_CJK_WIDTH") == "wide" else "")
    if said in ("1", "2"):
        return FONT if said == "2" else TERMINAL
    return TERMINAL if out.encoding.lower().startswith("utf") else FONT


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
