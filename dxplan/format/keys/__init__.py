"""Every key of ``plan.toml``, of a direction's file and of ``departments.toml``, said once.

The order is the one in which keys are written. To add a key, declare it here and give the model a field of its name:
reading, hints, the order of edits, writing, the schemas and docs/format.md follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.keys.departments import DEPARTMENT, DEPARTMENTS, RENAMED
from dxplan.format.keys.items import (
    BLANKS,
    CHANGE,
    HEADING,
    IGNORE,
    INDICATOR,
    ITEM,
    ITEMS,
    MILESTONE,
    OVERRIDE,
    PENDING,
    PRINTED,
    QUOTIENT,
    REPOST,
    RESULT,
)
from dxplan.format.keys.judgement import AXIS, AXIS_VERDICT, JUDGEMENT, RATE, VERDICT, WHOLE, WHOLE_VERDICT
from dxplan.format.keys.own import (
    FIELDS_OF_DIRECTION,
    FIELDS_OF_HEADING,
    FIELDS_OF_INDICATOR,
    FIELDS_OF_ITEM,
    with_own,
    without_own,
)
from dxplan.format.keys.plan import (
    CHECKS,
    COMPARISON,
    CORRECTION,
    DIRECTION,
    FIELD,
    HANDOUT,
    HEAD,
    NUMBERING,
    PUBLISHED,
    PUBLISHED_OF_DIRECTION,
    PUBLISHED_OF_HEADING,
)
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dxplan.format.blocks import Key
    from dxplan.model import KeyPath

#: All blocks. Where a key belongs to several, the first of equally near ones is named.
BLOCKS: Final = (
    *(
        HEAD,
        RATE,
        JUDGEMENT,
        VERDICT,
        WHOLE,
        WHOLE_VERDICT,
        NUMBERING,
        CHECKS,
        PUBLISHED,
        COMPARISON,
        CORRECTION,
        HANDOUT,
        FIELD,
        DIRECTION,
    ),
    *(
        ITEMS,
        HEADING,
        ITEM,
        INDICATOR,
        QUOTIENT,
        RESULT,
        OVERRIDE,
        MILESTONE,
        CHANGE,
        IGNORE,
        REPOST,
        PRINTED,
    ),
    *(DEPARTMENTS, DEPARTMENT, RENAMED),
)


def key_order(path: KeyPath, beside: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the block that a key and those ``beside`` it stand in, in order; () if there is none."""
    way = tuple(step for step in path[:-1] if isinstance(step, str) and not parse_fiscal_year(step))
    there = {*beside, path[-1]}
    return next(
        (tuple(block.keys) for block in BLOCKS if block.path == way and there <= block.keys.keys()), ()
    )


def key_at(way: Iterable[str], name: str) -> Key | None:
    """Return the key of a name in the table that a way of names leads to; years on it are none. None if it has no such key."""
    path = tuple(step for step in way if not parse_fiscal_year(step))
    return next((block.keys[name] for block in BLOCKS if block.path == path and name in block.keys), None)


__all__ = [
    "AXIS",
    "AXIS_VERDICT",
    "BLANKS",
    "BLOCKS",
    "CHANGE",
    "CHECKS",
    "COMPARISON",
    "CORRECTION",
    "DEPARTMENT",
    "DEPARTMENTS",
    "DIRECTION",
    "FIELD",
    "FIELDS_OF_DIRECTION",
    "FIELDS_OF_HEADING",
    "FIELDS_OF_INDICATOR",
    "FIELDS_OF_ITEM",
    "HANDOUT",
    "HEAD",
    "HEADING",
    "IGNORE",
    "INDICATOR",
    "ITEM",
    "ITEMS",
    "JUDGEMENT",
    "MILESTONE",
    "NUMBERING",
    "OVERRIDE",
    "PENDING",
    "PRINTED",
    "PUBLISHED",
    "PUBLISHED_OF_DIRECTION",
    "PUBLISHED_OF_HEADING",
    "QUOTIENT",
    "RATE",
    "RENAMED",
    "REPOST",
    "RESULT",
    "VERDICT",
    "WHOLE",
    "WHOLE_VERDICT",
    "key_at",
    "key_order",
    "with_own",
    "without_own",
]
