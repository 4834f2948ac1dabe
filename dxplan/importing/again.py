"""A list that is imported once more: its items keep the ids they have in the plan, also where a name was changed."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from dxplan.importing.tables import key_of, repost_key
from dxplan.model import Item
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.importing.draft import Draft
    from dxplan.importing.listing import Listing
    from dxplan.model import Plan

#: So much of a name stays where it is only written otherwise.
_LIKE: Final = 0.8


class Compared(NamedTuple):
    """What a list would change: names of items that are new in it, that it has no more, and that it names otherwise."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


def known_ids(plan: Plan, listing: Listing) -> dict[str, list[str]]:
    """Return the ids that the names of a list have in a plan, in the order in which they stand there."""
    of_plan: dict[str, list[str]] = {}
    directions = [
        *plan.directions,
        *(part for top in plan.directions for part in top.walk() if part is not top),
    ]
    for heading in directions:
        of_plan.setdefault(key_of(heading.name), []).append(heading.id)
    items = [entry for entry in plan.rows if isinstance(entry, Item)]
    for item in items:
        of_plan.setdefault(key_of(item.name), []).append(item.id)
    names = [entry.name for _, entry in listing.entries() if not entry.repost]
    names += [heading.name for top in listing.headings for heading in top.walk()]
    left = [key for key in of_plan if key not in {key_of(name) for name in names}]
    for name in names:
        key = key_of(name)
        if key in of_plan or not left:
            continue
        ratio, best = max((SequenceMatcher(None, key, each).ratio(), each) for each in left)
        if ratio >= _LIKE:
            of_plan[key] = of_plan[best]
            left.remove(best)
    reposts = [entry for entry in plan.rows if not isinstance(entry, Item)]
    by_id = {item.id: item for item in items}
    for repost in reposts:
        if repost.of in by_id:
            of_plan.setdefault(repost_key(by_id[repost.of].name), []).append(repost.id)
    return of_plan


def compare(plan: Plan, draft: Draft) -> Compared:
    """Return which items a list has that a plan has not, and the other way about."""
    before: Mapping[str, str] = {entry.id: entry.name for entry in plan.rows if isinstance(entry, Item)}
    after = {each.data["id"]: each.data["name"] for each in draft.all_items() if "name" in each.data}
    return Compared(
        new=tuple(name for id_, name in after.items() if id_ not in before),
        gone=tuple(name for id_, name in before.items() if id_ not in after),
        renamed=tuple(
            (before[id_], name) for id_, name in after.items() if id_ in before and before[id_] != name
        ),
    )
