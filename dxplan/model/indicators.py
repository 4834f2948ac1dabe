"""指標: base values, targets and actuals by fiscal year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from dxplan.model.scheme import Formula
    from dxplan.model.words import Better, Blank, Counting, Pending, Source
    from dxplan.values.quantities import Quantity


class Ratio(NamedTuple):
    """An actual kept as its counts: 3,123 of 3,367. Its value is a percentage."""

    numerator: Decimal
    denominator: Decimal


Actual: TypeAlias = "Quantity | Ratio | Pending"


class Indicator(NamedTuple):
    """指標. ``targets`` and ``actuals`` are by fiscal year; a plan of one year has one of each.

    ``blanks`` are what stands in place of a target, by fiscal year, and of the base value (None). ``due`` is the
    fiscal year by which the target is to be reached. A ``reference`` indicator is shown and never judged.
    ``provisional`` is the reason why an actual is only 速報値.

    A KPI of several values is an indicator for each: ``group`` is the name of the KPI, ``part`` the word of the
    value, both "" otherwise. ``id`` and ``repost_of`` are "" where the file has none; a 再掲 has everything but
    its source from the indicators of that id. ``weight`` counts in the index of its KPI, ``formula`` stands in
    for the one of the plan's scheme, and one that is no ``kpi`` takes no KPI number.
    """

    name: str
    unit: str
    baseline: Quantity | None
    targets: tuple[tuple[int, Quantity], ...]
    actuals: tuple[tuple[int, Actual], ...]
    better: Better
    due: int
    reference: bool
    provisional: str | None
    source: Source
    id: str = ""
    group: str = ""
    part: str = ""
    blanks: tuple[tuple[int | None, Blank], ...] = ()
    counting: Counting | None = None
    repost_of: str = ""
    weight: Decimal = Decimal(1)
    formula: Formula | None = None
    kpi: bool = True

    @property
    def last_target(self) -> tuple[int, Quantity] | None:
        """The last year that has a target, and the target, if there is any."""
        return max(self.targets, key=lambda pair: pair[0], default=None)

    def target(self, year: int) -> Quantity | None:
        """Return the target of a fiscal year, if there is one."""
        return next((quantity for when, quantity in self.targets if when == year), None)

    def actual(self, year: int) -> Actual | None:
        """Return the actual of a fiscal year, if it was recorded."""
        return next((actual for when, actual in self.actuals if when == year), None)

    def blank(self, year: int | None) -> Blank | None:
        """Return what stands in place of the target of a fiscal year, or of the base value (None)."""
        return next((blank for when, blank in self.blanks if when == year), None)
