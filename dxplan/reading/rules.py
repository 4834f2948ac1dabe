"""What the head of a plan declares: rounding, checks left out, figures already published."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.model import DEFAULT_FAR_OVER, CheckRules, Published, RateRule, Totals
from dxplan.reading.headings import HEADINGS
from dxplan.values.rounding import Rounding

if TYPE_CHECKING:
    from dxplan.reading.fields import Table

_REPOSTS: Final = {"count": True, "skip": False}
_RATE: Final = re.compile(r"\d{1,3}(\.\d{1,6})?")
_MAX_COUNT: Final = 1_000_000


def read_rate(rate: Table | None) -> RateRule:
    """Return ``[rate]``: by default one digit, rounded half up, reposts counted."""
    if rate is None:
        return RateRule(digits=1, rounding=Rounding.HALF_UP, count_reposts=True)
    digits = rate.integer("digits", 1, 0, 6)
    rounding = rate.choice("rounding", {rounding.value: rounding for rounding in Rounding})
    reposts = rate.word("reposts", _REPOSTS)
    rate.finish(HEADINGS)
    return RateRule(
        digits=digits,
        rounding=rounding or Rounding.HALF_UP,
        count_reposts=_REPOSTS[reposts or "count"],
    )


def read_checks(checks: Table | None) -> CheckRules:
    """Return ``[checks]``: nothing left out and three times over the target by default."""
    if checks is None:
        return CheckRules(ignore=(), far_over=DEFAULT_FAR_OVER)
    far_over = DEFAULT_FAR_OVER
    if checks.take("far_over") is not None:
        far_over = checks.number("far_over", 3, 1, 1000)
    rules = CheckRules(ignore=checks.texts("ignore", "DX464"), far_over=Decimal(far_over))
    checks.finish(HEADINGS)
    return rules


def read_published(published: Table | None) -> Published | None:
    """Return ``[published]`` or a direction's ``published = { … }``."""
    if published is None:
        return None
    rate = published.text("rate", "86.1")
    if rate and not _RATE.fullmatch(rate):
        message = f"公表された割合「{rate}」を数として読めません。"
        published.report("DX207", "rate", message, 'rate = "86.1" のように、% を付けずに書いてください。')
        rate = ""
    found = Published(
        items=_count(published, "items"),
        achieved=_count(published, "achieved"),
        rate=rate,
        source=published.source,
    )
    published.finish(HEADINGS)
    return found


def read_totals(direction: Table) -> Totals | None:
    """Return the totals of a direction of whose year nothing else survives; both or none."""
    items, achieved = _count(direction, "items"), _count(direction, "achieved")
    if items is None and achieved is None:
        return None
    for key, value in (("items", items), ("achieved", achieved)):
        if value is None and key not in direction.data:
            direction.missing(key, f"{key} = 12")
    return Totals(items=items or 0, achieved=achieved or 0)


def _count(table: Table, key: str) -> int | None:
    if table.take(key) is None:
        return None
    return table.integer(key, 12, 0, _MAX_COUNT)
