"""Who is missing: how far each section has come with what it was asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from dxplan.collecting.asked import recorded_in
from dxplan.model.ledger import State
from dxplan.model.scheme import UNRECORDED
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.collecting.form import Column, Form, Row
    from dxplan.judging.items import Assessment
    from dxplan.model.ledger import Ledger, Query, Said, SentForm


class Missing(NamedTuple):
    """An item that a section has still to answer: what people call it, its name, and the empty cells, by their headings.

    Where an item has several indicators, the heading of a figure names the one that is meant.
    """

    label: str
    name: str
    cells: tuple[str, ...]


class OpenQuery(NamedTuple):
    """What a section was asked back and has not answered: about which item and cell, what, and when."""

    label: str
    name: str
    cell: str
    text: str
    asked: date


class ItemProgress(NamedTuple):
    """How far a section has come with one item: its state, the empty cells by their headings, what is asked back.

    ``complete`` tells that all that is needed is recorded; an empty cell whose answer waits is not among ``cells``.
    """

    id: str
    label: str
    name: str
    state: State
    complete: bool
    cells: tuple[str, ...]
    queries: tuple[OpenQuery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionProgress:
    """How far a section has come: the form it was sent last, the day on which something came back last, its items.

    An item has the state of the row that is furthest behind. ``overdue`` tells that its day has passed and something
    is missing still.
    """

    section: str
    sent: SentForm | None
    returned: date | None
    of_items: tuple[ItemProgress, ...]
    overdue: bool

    @property
    def items(self) -> int:
        """How many items it is asked about."""
        return len(self.of_items)

    @property
    def states(self) -> Counter[State]:
        """How many items have each state."""
        return Counter(item.state for item in self.of_items)

    @property
    def complete(self) -> int:
        """How many items have all that is needed; others may wait for another section, or for a choice."""
        return sum(item.complete for item in self.of_items)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The items that it has still to answer."""
        return tuple(Missing(item.label, item.name, item.cells) for item in self.of_items if item.cells)

    @property
    def queries(self) -> tuple[OpenQuery, ...]:
        """What it was asked back and has not answered."""
        return tuple(query for item in self.of_items for query in item.queries)

    @property
    def bureau(self) -> str:
        """The 部局 it belongs to; itself where it is a body without sections."""
        return self.section.partition(" ")[0]


def progress_of(
    forms: Sequence[Form], rows: Sequence[Assessment], ledger: Ledger, today: date
) -> tuple[SectionProgress, ...]:
    """Return how far the sections of some forms have come, in their order.

    What was sent to a 部局, or came from it, was sent to its sections, and came from them.
    """
    by_id = {row.id: row for row in rows}
    answers = _Answers(ledger)
    return tuple(_progress(form, by_id, ledger, answers, today) for form in forms)


class _Answers:
    """What sections have said and were asked back, by the row of their form."""

    def __init__(self, ledger: Ledger) -> None:
        self._said: dict[tuple[str, str, int], list[Said]] = {}
        self._open: dict[tuple[str, str, int], list[Query]] = {}
        self.returned: dict[str, date] = {}
        days = {file.id: file.taken for file in ledger.files}
        for said in ledger.said:
            self._said.setdefault(said.voice.about, []).append(said)
            if day := days.get(said.file):
                self.returned[said.section] = max(day, self.returned.get(said.section, day))
        for query in ledger.queries:
            if day := days.get(query.file):
                section = query.voice.section
                self.returned[section] = max(day, self.returned.get(section, day))
            if query.answered is None:
                self._open.setdefault(query.voice.about, []).append(query)

    def open(self, row: Row) -> list[Query]:
        """Return what is asked back about a row."""
        return [query for about in _abouts(row) for query in self._open.get(about, ())]

    def said(self, row: Row) -> list[Said]:
        """Return what a section has said in a row, recorded or not."""
        return [each for about in _abouts(row) for each in self._said.get(about, ())]

    def state(self, row: Row) -> State:
        """Return how far the answer to a row has come."""
        said = self.said(row)
        if self.open(row):
            return State.IN_QUERY
        if all(recorded_in(row, column) for column in row.needed) and all(each.settled for each in said):
            return State.SETTLED
        return State.ANSWERED if said else State.UNANSWERED


def _abouts(row: Row) -> Iterator[tuple[str, str, int]]:
    """Yield how a section and its 部局 speak of a row."""
    for section in dict.fromkeys((row.stamp.section, _bureau(row.stamp.section))):
        yield section, row.stamp.row, row.stamp.place


def _bureau(section: str) -> str:
    return section.partition(" ")[0]


#: The states of rows in the order in which one of them is that of the item.
_FIRST = (State.IN_QUERY, State.UNANSWERED, State.ANSWERED, State.SETTLED)


def _progress(
    form: Form, rows: Mapping[str, Assessment], ledger: Ledger, answers: _Answers, today: date
) -> SectionProgress:
    sent = ledger.sent(form.section) or ledger.sent(_bureau(form.section))
    asked = [(row, found) for row in form.rows if row.needed and (found := rows.get(row.stamp.row))]
    of_items = tuple(
        _of_item(form, list(group), answers) for _, group in groupby(asked, key=lambda pair: pair[0].item)
    )
    late = sent is not None and sent.due is not None and sent.due < today
    days = (answers.returned.get(name) for name in (form.section, _bureau(form.section)))
    return SectionProgress(
        section=form.section,
        sent=sent,
        returned=max((day for day in days if day), default=None),
        of_items=of_items,
        overdue=late and any(item.cells for item in of_items),
    )


def _of_item(form: Form, rows: Sequence[tuple[Row, Assessment]], answers: _Answers) -> ItemProgress:
    """Return how far a section has come with the rows of one item."""
    first, found = rows[0]
    label, name = first.label, str(first.cells.get("name") or "")
    columns = {column.key: column for column in form.columns}
    empty = [(row, column) for row, of_row in rows for column in _empty(form, row, of_row)]
    several = len(found.judged) > 1

    def called(row: Row, column: Column) -> str:
        return f"{column.heading}（{row.indicator}）" if several and not column.per_item else column.heading

    return ItemProgress(
        id=first.item,
        label=label,
        name=name,
        state=min((answers.state(row) for row, _ in rows), key=_FIRST.index),
        complete=not empty,
        cells=tuple(
            called(row, column)
            for row, column in empty
            if column.key not in {each.column for each in answers.said(row)}
        ),
        queries=tuple(
            OpenQuery(
                label,
                name,
                called(row, columns[query.column]) if query.column in columns else query.column,
                query.text,
                query.asked,
            )
            for row, _ in rows
            for query in answers.open(row)
        ),
    )


def _empty(form: Form, row: Row, found: Assessment) -> Iterator[Column]:
    """Yield the columns of a row that must be recorded and are not; the reason where something was missed."""
    for column in form.columns:
        needed = column.key in row.needed
        if column.key == "reason" and column.key in row.asked:
            needed = found.verdict != UNRECORDED and not found.verdict.achieved
        if needed and row.cells.get(column.key) in (None, ""):
            yield column
