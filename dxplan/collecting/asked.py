"""What is asked now: the rows of all forms of a plan as it stands, each with what is recorded of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.collecting.making import By, make_forms
from dxplan.collecting.values import canonical, meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.collecting.form import Column, Row
    from dxplan.collecting.values import Told, Trouble
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, Plan
    from dxplan.model.ledger import Query, Said, Voice
    from dxplan.recording.questions import LastYear


class Asked:
    """The rows that sections, and 部局 as a whole, are asked of a judged plan.

    ``rows`` are the plan's, by id in their order, ``columns`` those of the forms by key.
    """

    def __init__(
        self, plan: Plan, rows: Sequence[Assessment], last_year: Mapping[str, LastYear] | None = None
    ) -> None:
        self.plan = plan
        self.rows = {row.id: row for row in rows}
        self.columns: dict[str, Column] = {}
        self._last_year = last_year
        self._rows: dict[tuple[str, str, int], Row] = {}
        self._of: dict[str, list[Row]] = {}
        self._sections: dict[str, dict[str, None]] = {}
        self._order = {id_: number for number, id_ in enumerate(self.rows)}
        self._meanings: dict[tuple[str, str, str, str], Told | Trouble] = {}
        self._left = list(By)
        self._add()
        if any(not each.section for row in rows for each in row.item.departments):
            self._add()  # a section that is a 部局 is asked what the 部局 is

    def _add(self) -> bool:
        """Find the rows of sections, then, only where they are looked for, those of 部局 as a whole; whether there were more."""
        if not self._left:
            return False
        for form in make_forms(
            self.plan, [*self.rows.values()], last_year=self._last_year, by=self._left.pop(0)
        ):
            self.columns = {column.key: column for column in form.columns}
            self._rows |= {(form.section, row.stamp.row, row.stamp.place): row for row in form.rows}
        self._of.clear()
        self._sections.clear()
        for (section, id_, _), row in self._rows.items():
            self._of.setdefault(section, []).append(row)
            self._sections.setdefault(id_, {})[section] = None
        return True

    def row(self, section: str, row: str, place: int) -> Row | None:
        """Return the row of a section, if it is asked."""
        found = self._rows.get((section, row, place))
        return self.row(section, row, place) if found is None and self._add() else found

    def row_of(self, voice: Voice | Said | Query) -> Row | None:
        """Return the row that somebody speaks of, if it is still asked."""
        return self.row(voice.section, voice.row, voice.place)

    def of(self, section: str) -> Sequence[Row]:
        """Return the rows that a section is asked."""
        return self._of.get(section, ()) or (self.of(section) if self._add() else ())

    def sections_of(self, row: str) -> Sequence[str]:
        """Return the sections and 部局 that are asked about a row."""
        while self._add():
            pass
        return tuple(self._sections.get(row, ()))

    def order(self, row: str) -> int:
        """Return where a row stands in the plan; one that is no longer there, after all others."""
        return self._order.get(row, len(self._order))

    def indicator(self, row: Row) -> Indicator | None:
        """Return the indicator that a row asks about, if there is one."""
        assessment = self.rows.get(row.stamp.row)
        if assessment is None or not row.indicator:
            return None
        return next((each for each in assessment.item.indicators if each.name == row.indicator), None)

    def meant(self, text: str, column: Column, row: Row) -> Told | Trouble:
        """Return what a text means in a column of a row; what is said and what is recorded are mostly one text."""
        key = (text, column.key, row.stamp.row, row.indicator)
        if key not in self._meanings:
            self._meanings[key] = meant(text, column, self.indicator(row))
        return self._meanings[key]

    def recorded(self, voice: Voice | Said) -> str:
        """Return what the plan has where somebody speaks, as one would type it; "" where it has nothing."""
        row = self.row_of(voice)
        return recorded_in(row, voice.column) if row else ""

    def heading(self, column: str) -> str:
        """Return what people call a column."""
        return self.columns[column].heading if column in self.columns else column


def recorded_in(row: Row, column: str) -> str:
    """Return what is recorded already of what a column of a row asks for, as one would type it."""
    return canonical(row.cells.get(column)) if column in row.asked else ""
