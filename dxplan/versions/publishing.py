"""公表: what a plan says on the day when it is published, figure by figure, kept beside it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from dxplan.format import keys
from dxplan.format.arranging import arrange
from dxplan.format.document import Document, read_document
from dxplan.format.editing import edit_document
from dxplan.format.layout import dump
from dxplan.handouts.figures import figures_of
from dxplan.judging.counts import count_direction, count_plan
from dxplan.model.publications import Publication, PublishedFile
from dxplan.values.rounding import NO_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.format.layout import Value
    from dxplan.format.reading import PlanText
    from dxplan.judging.counts import Counts
    from dxplan.judging.items import Assessment
    from dxplan.model import KeyPath, Plan, Published, Source


def publication_of(
    plan: Plan, rows: Sequence[Assessment], on: date, handouts: Mapping[str, bytes]
) -> Publication:
    """Return what is published on a day: the figures of a judged plan, and its handouts by the names of their files."""
    files = (PublishedFile(name, hashlib.sha256(content).hexdigest()) for name, content in handouts.items())
    return Publication(on, plan.fiscal_year, tuple(files), tuple(figures_of(plan, rows)))


def with_published_counts(content: PlanText, plan: Plan, rows: Sequence[Assessment]) -> dict[str, str]:
    """Return the texts of a plan's files in which its counts stand as published, by path as shown: those that change.

    A file in canonical form stays in it.
    """
    edits: dict[str, list[tuple[KeyPath, Value | None]]] = {plan.source.path: []}
    for heading in plan.headings:
        if heading.rows or heading.totals:
            counted = count_direction(heading, rows, plan)
            edits.setdefault(heading.source.path, []).extend(
                _edits(heading.source.child("published"), heading.published, counted)
            )
    of_plan = [*_edits(plan.source.child("published"), plan.published, count_plan(plan, rows))]
    if plan.published is not None:
        edits[plan.source.path] += of_plan
    texts = {}
    for path, asked in edits.items():
        document = content.documents[path]
        head = path == plan.source.path
        block = keys.with_own(keys.HEAD if head else keys.ITEMS, plan.own_fields)
        edited = edit_document(document, asked)
        if head and plan.published is None:
            edited = _with_table(edited, of_plan[0][1])
        text = arrange(edited, block) if arrange(document, block) == document.text else edited.text
        if text != document.text:
            texts[path] = text
    return texts


def _with_table(document: Document, values: Value | None) -> Document:
    """Return a head with ``[published]`` at its end, where one that is in canonical form does not leave it."""
    newline = "\r\n" if "\r\n" in document.text else "\n"
    text = (
        document.text.removesuffix(newline)
        + newline
        + newline
        + dump({"published": values}, keys.HEAD).replace("\n", newline)
    )
    again = read_document(document.path, text.encode())
    if not isinstance(again, Document):
        raise TypeError(text)
    return again


def _edits(
    place: Source, published: Published | None, counts: Counts
) -> Iterator[tuple[KeyPath, Value | None]]:
    """Yield what is to be set of a place's published counts; the whole table where there is none yet."""
    references = published.references if published else 0
    values: dict[str, Value] = {
        "items": counts.printed.items + references,
        "achieved": counts.printed.achieved,
    }
    rates = {"rate": counts.printed.rate, "beside_rate": counts.beside_rate}
    values |= {name: rate for name, rate in rates.items() if rate != NO_RATE}
    if published is None:
        yield place.key, values
        return
    for name in ("items", "achieved", *rates):
        value = values.get(name)
        if (getattr(published, name) or None) != (value or None):
            yield (*place.key, name), value
