"""How far the sections have come: on the screen, as JSON, and as a letter to each that something is missing from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.output.contracts import CONTRACT, FLAG, INTEGER, TEXT, Shape, document, optional, record, several
from dxplan.values.dates import long_date
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.collecting.progress import SectionProgress
    from dxplan.model import Plan

TEMPLATE: Final = "reminder.md.j2"


def print_progress(plan: Plan, progress: Sequence[SectionProgress]) -> None:
    """Print a line for each 部局 and for each of its sections; what it comes to, to standard error."""
    from dxplan.handouts.handout import Cell, Column, Kind
    from dxplan.output.screens import painter
    from dxplan.output.tables import ScreenRow, print_table
    from dxplan.output.terminal import console, print_sentence

    out = console()
    print_sentence(out, f"{plan.title}（{long_year(plan.fiscal_year)}）回収の状況", "bold")
    columns = (
        Column(heading="担当課"),
        Column(heading="出した日"),
        Column(heading="締切"),
        Column(heading="揃った / 全", kind=Kind.FIGURE),
        Column(heading="", kind=Kind.WORD),
    )
    rows = []
    for bureau, sections in groups(progress):
        if [each.section for each in sections] != [bureau]:
            rows.append(ScreenRow((bureau, "", "", _fraction(sections), ""), level=1))
        for each in sections:
            sent, due = (each.sent.sent, each.sent.due) if each.sent else (None, None)
            name = each.section.partition(" ")[2] or each.section
            days = (day.isoformat() if day else "" for day in (sent, due))
            rows.append(ScreenRow((Cell(name), *days, _fraction([each]), standing(each)), level=2))
    print_table(out, columns, rows, painter(plan.scheme))
    console(stderr=True).print(summary(progress))


def groups(progress: Iterable[SectionProgress]) -> list[tuple[str, list[SectionProgress]]]:
    """Return the 部局 in the order in which their first section comes, each with its sections in theirs."""
    found: dict[str, list[SectionProgress]] = {}
    for each in progress:
        found.setdefault(each.bureau, []).append(each)
    return list(found.items())


def standing(progress: SectionProgress) -> str:
    """Return how a section stands, in a word."""
    if not progress.missing:
        return "揃った"
    if progress.sent is None:
        return "出していない"
    return "期限切れ" if progress.overdue else "途中" if progress.complete else "未回答"


def summary(progress: Sequence[SectionProgress]) -> str:
    """Return what it comes to: ``60課に出し、揃ったのは12課。期限切れ3課``."""
    sent, done = sum(each.sent is not None for each in progress), sum(not each.missing for each in progress)
    late = sum(each.overdue for each in progress)
    text = f"{len(progress)}課のうち{sent}課に出し、揃ったのは{done}課"
    return f"{text}、期限切れ{late}課" if late else text


def _fraction(progress: Sequence[SectionProgress]) -> str:
    return f"{sum(each.complete for each in progress)} / {sum(each.items for each in progress)}"


def collection(plan: Plan, progress: Iterable[SectionProgress]) -> dict[str, Any]:
    """Return ``collect status --json``."""
    return {
        "contract": CONTRACT,
        "plan": plan.name,
        "fiscal_year": plan.fiscal_year,
        "sections": [
            {
                "section": each.section,
                "sent": each.sent.sent.isoformat() if each.sent else None,
                "due": each.sent.due.isoformat() if each.sent and each.sent.due else None,
                "version": each.sent.version if each.sent else None,
                "items": each.items,
                "complete": each.complete,
                "overdue": each.overdue,
                "missing": [
                    {"number": item.label, "name": item.name, "cells": list(item.cells)}
                    for item in each.missing
                ],
            }
            for each in progress
        ],
    }


COLLECTION: Final[Shape] = document(
    "dxplan collect status --json",
    plan=TEXT,
    fiscal_year=INTEGER,
    sections=several(
        record(
            section=TEXT,
            sent=optional(TEXT),
            due=optional(TEXT),
            version=optional(TEXT),
            items=INTEGER,
            complete=INTEGER,
            overdue=FLAG,
            missing=several(record(number=TEXT, name=TEXT, cells=several(TEXT))),
        )
    ),
)


def reminder(plan: Plan, progress: SectionProgress, path: str, template: str) -> bytes:
    """Return the letter to a section, as a template makes it."""
    from dxplan.output.formats.md import escape
    from dxplan.output.sandbox import render

    due = progress.sent.due if progress.sent else None
    names = {
        "plan": {"title": plan.title, "office": plan.office, "name": plan.name},
        "year": long_year(plan.fiscal_year),
        "section": progress.section,
        "due": long_date(due) if due else "",
        "overdue": progress.overdue,
        "items": progress.items,
        "complete": progress.complete,
        "missing": [
            {"label": item.label, "name": item.name, "cells": item.cells} for item in progress.missing
        ],
    }
    return render(names, path, template, escape).encode()
