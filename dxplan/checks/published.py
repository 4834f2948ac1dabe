"""The published figures of a plan, as the checks on sums and rates look at them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from dxplan.values.rounding import Rounding, percentage
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model import Direction, Plan, Published


class StatedRate(NamedTuple):
    """A published rate beside its own published counts. ``place`` is how people call it."""

    place: str
    published: Published
    items: int
    achieved: int
    rate: Decimal

    def fits(self, rounding: Rounding, digits: int) -> bool:
        """Whether the rate is what its counts give under a rounding."""
        return self.rate == Decimal(self.computed(rounding, digits))

    def computed(self, rounding: Rounding, digits: int) -> str:
        """Return what its counts give under a rounding."""
        return percentage(self.achieved, self.items, digits=digits, rounding=rounding)


def places(plan: Plan) -> Iterator[tuple[str, Direction]]:
    """Yield every direction and heading with how people call it: ``1 復興の推進``; headings by name alone."""
    for number, direction in enumerate(plan.directions, 1):
        yield f"{number} {direction.name}", direction
        for part in direction.parts:
            yield from ((heading.name, heading) for heading in part.walk())


def stated(plan: Plan) -> list[tuple[str, Published]]:
    """Return all published figures: each direction's and heading's, and those of the whole."""
    found = [(place, heading.published) for place, heading in places(plan) if heading.published]
    return [*found, ("全体", plan.published)] if plan.published else found


def stated_rates(plan: Plan) -> list[StatedRate]:
    """Return the published rates that stand beside counts of their own."""
    rates = []
    for place, published in stated(plan):
        rate = _decimal(published.rate)
        if published.items and published.achieved is not None and rate is not None:
            rates.append(
                StatedRate(
                    place=place,
                    published=published,
                    items=published.items,
                    achieved=published.achieved,
                    rate=rate,
                )
            )
    return rates


def other_rounding(plan: Plan) -> Rounding | None:
    """Return the rounding that the plan does not declare, if all published rates fit it and not the declared."""
    rates = stated_rates(plan)
    other = Rounding.DOWN if plan.rate.rounding is Rounding.HALF_UP else Rounding.HALF_UP
    if all(rate.fits(plan.rate.rounding, plan.rate.digits) for rate in rates):
        return None
    return other if all(rate.fits(other, plan.rate.digits) for rate in rates) else None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
