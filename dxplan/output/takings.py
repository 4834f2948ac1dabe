"""What came of returned forms, on the screen: what is taken, what is wrong and what to do about it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich.text import Text

from dxplan.collecting.findings import Level
from dxplan.output.terminal import console, print_sentence

if TYPE_CHECKING:
    from rich.console import Console

    from dxplan.collecting.findings import Finding
    from dxplan.collecting.taking import Taken, Taking

_COLOURS: Final = {
    Level.ERROR: "bold red",
    Level.CONFLICT: "bold red",
    Level.ASK: "bold yellow",
    Level.NOTE: "bold",
}
_SHOWN: Final = 80


def print_taking(taking: Taking) -> None:
    """Print the items that are taken, each with what becomes of it, then the findings, by file."""
    out = console()
    for taken in taking.taken:
        _print_taken(out, taken)
    file = None
    for finding in taking.findings:
        if finding.place.file != file:
            file = finding.place.file
            out.print(Text(f"■ {file or '回収簿'}", "bold"), soft_wrap=True)
        _print_finding(out, finding)


def _print_taken(out: Console, taken: Taken) -> None:
    sections = f"（{'、'.join(taken.sections)}）" if taken.sections else ""
    print_sentence(out, f"{taken.after.label} {taken.after.item.name}{sections}", "bold")
    for move in taken.moves:
        print_sentence(out, f"  {move.heading}: {_short(move.old) or 'なし'} → {_short(move.new)}")
    before, after = taken.before.verdict.label, taken.after.verdict.label
    print_sentence(
        out, f"  判定: {before} → {after}" if before != after else f"  判定: {after}（変わらない）"
    )


def _print_finding(out: Console, finding: Finding) -> None:
    place = f"{finding.place} " if finding.place.cell else ""
    about = finding.subject
    what = f"{about.label} {about.name}{f'　{about.heading}' if about.heading else ''}" if about else ""
    level = (finding.level.value, _COLOURS[finding.level])
    out.print(Text.assemble("  ", (place, "bold"), level, f" {what}" if what else ""), soft_wrap=True)
    if finding.there:
        print_sentence(out, f"    書いてあるもの: {_short(finding.there)}")
    if finding.for_section:
        print_sentence(out, f"    課へ: {finding.for_section}")
    print_sentence(out, f"    担当: {finding.for_office}")


def summary(taking: Taking, *, written: bool) -> str:
    """Return in one sentence what came of the files."""
    counts = Counter(finding.level for finding in taking.findings)
    told = "、".join(f"{level.value}{counts[level]}件" for level in Level if counts[level])
    done = (
        f"{len(taking.taken)}項目を{'記録しました' if written else '記録できます'}。"
        if taking.taken
        else "記録するものはありません。"
    )
    return done + (f"{told}があります。" if told else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
