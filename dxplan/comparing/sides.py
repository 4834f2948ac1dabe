"""A merge held against what was before: the items that more than one side of it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.comparing.plans import compare
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.comparing.plans import RowChange
    from dxplan.model import Plan


class ChangedByBoth(NamedTuple):
    """An item that several sides of a merge have changed, not all alike; None where a side has left it as it was."""

    id: str
    changes: tuple[RowChange | None, ...]


def changed_by_both(base: Plan, sides: Sequence[Plan]) -> tuple[ChangedByBoth, ...]:
    """Return the items that more than one side has changed since ``base``. That they stand elsewhere is no change."""
    changed = [
        {each.row.id: each for each in compare(base, side).rows if _is_changed(each)} for side in sides
    ]
    found = []
    for id_ in dict.fromkeys(id_ for of_side in changed for id_ in of_side):
        changes = tuple(of_side.get(id_) for of_side in changed)
        there = [each for each in changes if each]
        now = [each.after and each.after.item for each in there]
        if len(there) > 1 and any(item != now[0] for item in now):
            found.append(ChangedByBoth(id_, changes))
    return tuple(found)


def _is_changed(change: RowChange) -> bool:
    new_or_ended = change.before is None or change.after is None
    return new_or_ended or bool(change.texts or change.indicators or change.others)
