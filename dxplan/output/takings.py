"""What came of returned forms, on the screen and as JSON: what is taken, what is wrong and what to do about it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from dxplan.collecting.findings import Level
from dxplan.output.contracts import (
    CONTRACT,
    FLAG,
    INTEGER,
    TEXT,
    Shape,
    document,
    one_of,
    optional,
    record,
    several,
)
from dxplan.values.characters import in_short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from dxplan.collecting.findings import Finding
    from dxplan.collecting.taking import Taken, Taking
    from dxplan.model import Plan

_COLOURS: Final = {
    Level.ERROR: "bold red",
    Level.CONFLICT: "bold red",
    Level.ASK: "bold yellow",
    Level.NOTE: "bold",
}
_SHOWN: Final = 80


def print_taking(taking: Taking) -> None:
    """Print the items that are taken, each with what becomes of it, then the findings, by file."""
    from dxplan.output.terminal import console, print_sentence

    out = console()
    for taken in taking.taken:
        _print_taken(out, taken)
    file = None
    for finding in taking.findings:
        if finding.place.file != file:
            file = finding.place.file
            print_sentence(out, f"■ {file or '回収簿'}", "bold")
        _print_finding(out, finding)


def _print_taken(out: Console, taken: Taken) -> None:
    from dxplan.output.terminal import print_sentence

    sections = f"（{'、'.join(taken.sections)}）" if taken.sections else ""
    print_sentence(out, f"{taken.after.label} {taken.after.item.name}{sections}", "bold")
    for move in taken.moves:
        print_sentence(
            out, f"  {move.heading}: {in_short(move.old, _SHOWN) or 'なし'} → {in_short(move.new, _SHOWN)}"
        )
    before, after = taken.before.verdict.label, taken.after.verdict.label
    print_sentence(
        out, f"  判定: {before} → {after}" if before != after else f"  判定: {after}（変わらない）"
    )


def _print_finding(out: Console, finding: Finding) -> None:
    from rich.text import Text

    from dxplan.output.terminal import print_sentence, print_text

    place = f"{finding.place} " if finding.place.cell else ""
    about = finding.subject
    what = f"{about.label} {about.name}{f'　{about.heading}' if about.heading else ''}" if about else ""
    level = (finding.level.value, _COLOURS[finding.level])
    print_text(out, Text.assemble("  ", (place, "bold"), level, f" {what}" if what else ""), 4)
    if finding.there:
        print_sentence(out, f"    書いてあるもの: {in_short(finding.there, _SHOWN)}")
    if finding.for_section:
        print_sentence(out, f"    課へ: {finding.for_section}")
    print_sentence(out, f"    担当: {finding.for_office}")


def takings(plan: Plan, taking: Taking, copies: Iterable[str], *, written: bool) -> dict[str, Any]:
    """Return ``collect read --json``; ``copies`` are the files that were written to be sent back."""
    return {
        "contract": CONTRACT,
        "plan": plan.name,
        "fiscal_year": plan.fiscal_year,
        "written": written,
        "taken": [_taken(each) for each in taking.taken],
        "held": list(taking.held),
        "copies": list(copies),
        "findings": [_finding(each) for each in taking.findings],
    }


def _taken(taken: Taken) -> dict[str, Any]:
    return {
        "id": taken.after.id,
        "number": taken.after.label,
        "name": taken.after.item.name,
        "sections": list(taken.sections),
        "before": taken.before.verdict.label,
        "after": taken.after.verdict.label,
        "cells": [{"cell": move.heading, "old": move.old or None, "new": move.new} for move in taken.moves],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place, about = finding.place, finding.subject
    return {
        "level": finding.level.value,
        "file": place.file or None,
        "sheet": place.sheet or None,
        "address": place.cell or None,
        "id": about.voice.row if about else None,
        "number": about.label if about else None,
        "name": about.name if about else None,
        "section": about.voice.section if about else None,
        "cell": about.heading if about else None,
        "there": finding.there or None,
        "for_section": finding.for_section or None,
        "for_office": finding.for_office,
    }


TAKINGS: Final[Shape] = document(
    "dxplan collect read --json",
    plan=TEXT,
    fiscal_year=INTEGER,
    written=FLAG,
    taken=several(
        record(
            id=TEXT,
            number=TEXT,
            name=TEXT,
            sections=several(TEXT),
            before=TEXT,
            after=TEXT,
            cells=several(record(cell=TEXT, old=optional(TEXT), new=TEXT)),
        )
    ),
    held=several(TEXT),
    copies=several(TEXT),
    findings=several(
        record(
            level=one_of(*(level.value for level in Level)),
            file=optional(TEXT),
            sheet=optional(TEXT),
            address=optional(TEXT),
            id=optional(TEXT),
            number=optional(TEXT),
            name=optional(TEXT),
            section=optional(TEXT),
            cell=optional(TEXT),
            there=optional(TEXT),
            for_section=optional(TEXT),
            for_office=TEXT,
        )
    ),
)


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
