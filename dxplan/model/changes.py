"""How a goalpost may be moved, and what a plan says of why and when it was."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from dxplan.model.sources import wherever_written
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from dxplan.model.sources import Source


class Move(Enum):
    """How a goalpost was moved; the value is its name."""

    LOWERED = "目標引下げ"
    RAISED = "目標引上げ"
    CHANGED = "目標の変更"
    EXTENDED = "期限の延長"
    SHORTENED = "期限の前倒し"
    REBASED = "基準値の変更"
    REPLACED = "指標の差替え"
    ADDED = "指標の追加"
    DROPPED = "指標の廃止"


@wherever_written
class Change(NamedTuple):
    """That the goalpost of an indicator of the item was moved on a day, and why."""

    on: date
    indicator: str
    kind: Move
    reason: str
    source: Source
