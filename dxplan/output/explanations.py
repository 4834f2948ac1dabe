"""Why a verdict or a count is what it is, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from dxplan.handouts.explanation import explain, nothing_found
from dxplan.output.console import put
from dxplan.output.screens import painter
from dxplan.output.terminal import console, measure, print_sentence
from dxplan.values.widths import width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from dxplan.format.reading import PlanText
    from dxplan.handouts.explanation import Explanation, Statement
    from dxplan.handouts.report import Report
    from dxplan.model import Source
    from dxplan.model.scheme import Scheme

_INDENT: Final = "  "


def print_explanations(years: Sequence[tuple[Report, PlanText]], wanted: str) -> None:
    """Print how the verdict of a row, or the counts of a heading, came about in each of the years."""
    found = [explain(report, wanted) for report, _ in years]
    if not any(found):
        raise nothing_found([report for report, _ in years], wanted)
    for (report, text), explanations in zip(years, found, strict=True):
        if len(years) > 1:
            put(f"■ {report.year}")
        for explanation in explanations:
            _print_explanation(explanation, report.plan.scheme, text.line)
        if not explanations:
            put("  この年度の計画にはありません。")


def _print_explanation(explanation: Explanation, scheme: Scheme, line: Callable[[Source], int]) -> None:
    """Print an explanation; ``line`` tells on which line of its file something was written."""
    out = console()
    print_sentence(out, f"{explanation.heading}  [{explanation.id}]", "bold")
    if explanation.verdict:
        style = f"bold {painter(scheme)(explanation.verdict.badge)}"
        out.print(Text.assemble(f"{_INDENT}判定: ", (explanation.verdict.label, style)), soft_wrap=True)
    for each in explanation.lines:
        for text in _wrapped(each, line, out):
            print_sentence(out, text)


def _wrapped(line: Statement, number: Callable[[Source], int], out: Console) -> Iterator[str]:
    """Yield the lines on the screen: pieces and places are not broken inside."""
    widths = measure(out)
    indent = _INDENT * line.depth
    shown = indent + line.text
    for piece in line.pieces:
        if width(shown + piece, widths) > out.width and shown.strip():
            yield shown.rstrip()
            shown = indent + _INDENT
        shown += piece
    if line.source:
        blank = "" if not line.text else " " if shown.endswith(":") else "  "
        place = f"{line.source.path}:{number(line.source)}"
        if shown.strip() and width(shown + blank + place, widths) > out.width:
            yield shown.rstrip()
            shown, blank = indent + _INDENT, ""
        shown += blank + place
    yield shown.rstrip()
