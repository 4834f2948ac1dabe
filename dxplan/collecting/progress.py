"""Who is missing: how far each section has come with what it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dxplan.model.scheme import UNRECORDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.collecting.form import Form, Row
    from dxplan.judging.items import Assessment
    from dxplan.model.ledger import Ledger, SentForm


class Missing(NamedTuple):
    """An item that is not complete: what people call it, its name, and the cells that are empty, by their headings.

    Where an item has several indicators, the heading of a figure names the one that is meant.
    """

    label: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionProgress:
    """How far a section has come: the form it was sent last, the items it is asked about, what is missing in them.

    ``overdue`` tells that its day has passed and something is missing still.
    """

    section: str
    sent: SentForm | None
    items: int
    missing: tuple[Missing, ...]
    overdue: bool

    @property
    def complete(self) -> int:
        """How many items have all that is needed."""
        return self.items - len(self.missing)

    @property
    def bureau(self) -> str:
        """The 部局 it belongs to; itself where it is a body without sections."""
        return self.section.partition(" ")[0]


def progress_of(
    forms: Sequence[Form], rows: Sequence[Assessment], ledger: Ledger, today: date
) -> tuple[SectionProgress, ...]:
    """Return how far the sections of some forms have come, in their order.

    A form that was sent to a 部局 was sent to its sections.
    """
    by_id = {row.id: row for row in rows}
    return tuple(_progress(form, by_id, ledger, today) for form in forms)


def _progress(form: Form, rows: Mapping[str, Assessment], ledger: Ledger, today: date) -> SectionProgress:
    sent = ledger.sent(form.section) or ledger.sent(form.section.partition(" ")[0])
    asked = [(row, found) for row in form.rows if row.needed and (found := rows.get(row.stamp.row))]
    items = {row.item for row, _ in asked}
    missing = []
    for _, group in groupby(asked, key=lambda pair: pair[0].item):
        of_item = list(group)
        cells = tuple(cell for row, found in of_item for cell in _empty(form, row, found))
        if cells:
            first = of_item[0][0]
            missing.append(Missing(first.label, str(first.cells.get("name") or ""), cells))
    late = sent is not None and sent.due is not None and sent.due < today
    return SectionProgress(
        section=form.section,
        sent=sent,
        items=len(items),
        missing=tuple(missing),
        overdue=late and bool(missing),
    )


def _empty(form: Form, row: Row, found: Assessment) -> Iterator[str]:
    """Yield the headings of cells that must be filled in and are not; the reason where something was missed."""
    several = len(found.judged) > 1
    for column in form.columns:
        needed = column.key in row.needed
        if column.key == "reason" and column.key in row.asked:
            needed = found.verdict != UNRECORDED and not found.verdict.achieved
        if needed and row.cells.get(column.key) in (None, ""):
            of_one = several and not column.per_item
            yield f"{column.heading}（{row.indicator}）" if of_one else column.heading
