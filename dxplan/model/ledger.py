"""回収簿: what was sent to the sections of a plan, and what has come of it. It stands beside the plan, and is no part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class SentForm(NamedTuple):
    """A form that was made for a section: on which day, due when, and its ``version``, by which it is known again."""

    section: str
    version: str
    sent: date
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The forms that were sent, in the order in which they were."""

    forms: tuple[SentForm, ...] = ()

    def sent(self, section: str) -> SentForm | None:
        """Return the form that was sent to a section last, if any was."""
        return next((form for form in reversed(self.forms) if form.section == section), None)
