"""How far the sections have come: on the screen, as JSON, and as a letter to each that something is missing from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.model.ledger import State
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
        Column(heading="返った日"),
        Column(heading="揃った / 全", kind=Kind.FIGURE),
        Column(heading="照会", kind=Kind.FIGURE),
        Column(heading="", kind=Kind.WORD),
    )
    rows = []
    for bureau, sections in groups(progress):
        if [each.section for each in sections] != [bureau]:
            queries = _queries(sections)
            rows.append(ScreenRow((bureau, "", "", "", _fraction(sections), queries, ""), level=1))
        for each in sections:
            name = each.section.partition(" ")[2] or each.section
            sent, due = (each.sent.sent, each.sent.due) if each.sent else (None, None)
            days = (f"{day.month}/{day.day}" if day else "" for day in (sent, due, each.returned))
            told = (_fraction([each]), _queries([each]), standing(each))
            rows.append(ScreenRow((Cell(name), *days, *told), level=2))
    print_table(out, columns, rows, painter(plan.scheme))
    console(stderr=True).print(summary(progress))


def groups(progress: Iterable[SectionProgress]) -> list[tuple[str, list[SectionProgress]]]:
    """Return the 部局 in the order in which their first section comes, each with its sections in theirs."""
    found: dict[str, list[SectionProgress]] = {}
    for each in progress:
        found.setdefault(each.bureau, []).append(each)
    return list(found.items())


def _queries(progress: Sequence[SectionProgress]) -> str:
    return str(sum(len(each.queries) for each in progress) or "")


def standing(progress: SectionProgress) -> str:
    """Return how a section stands, in a word."""
    if progress.queries:
        return "照会中"
    if not progress.missing:
        return "揃った" if progress.complete == progress.items else "預かり"
    if progress.sent is None:
        return "出していない"
    if progress.overdue:
        return "期限切れ"
    return "途中" if progress.returned or progress.complete else "未回答"


def summary(progress: Sequence[SectionProgress]) -> str:
    """Return what it comes to: ``60課に出し、揃ったのは12課。期限切れ3課``."""
    sent, back = (sum(each is not None for each in days) for days in zip(*map(_days, progress), strict=True))
    text = f"{len(progress)}課のうち{sent}課に出し、{back}課から返り、"
    text += f"揃ったのは{sum(each.complete == each.items for each in progress)}課"
    for word, count in (
        ("預かり", sum(standing(each) == "預かり" for each in progress)),
        ("照会中", sum(bool(each.queries) for each in progress)),
        ("期限切れ", sum(each.overdue for each in progress)),
    ):
        text += f"、{word}{count}課" if count else ""
    return text


def _days(progress: SectionProgress) -> tuple[object, object]:
    return progress.sent, progress.returned


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
                "returned": each.returned.isoformat() if each.returned else None,
                "items": each.items,
                "states": {state.value: each.states[state] for state in State},
                "complete": each.complete,
                "overdue": each.overdue,
                "missing": [
                    {"number": item.label, "name": item.name, "cells": list(item.cells)}
                    for item in each.missing
                ],
                "queries": [
                    {
                        "number": query.label,
                        "name": query.name,
                        "cell": query.cell,
                        "text": query.text,
                        "asked": query.asked.isoformat(),
                    }
                    for query in each.queries
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
            returned=optional(TEXT),
            items=INTEGER,
            states=record(**{state.value: INTEGER for state in State}),
            complete=INTEGER,
            overdue=FLAG,
            missing=several(record(number=TEXT, name=TEXT, cells=several(TEXT))),
            queries=several(record(number=TEXT, name=TEXT, cell=TEXT, text=TEXT, asked=TEXT)),
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
        "queries": [query._asdict() for query in progress.queries],
    }
    return render(names, path, template, escape).encode()
