"""The commands, one a file. Each is short: options, calls, exit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.commands.classify import classify
from dxplan.commands.init import init
from dxplan.commands.list import list_items
from dxplan.commands.record import record
from dxplan.commands.render import render
from dxplan.commands.status import status
from dxplan.commands.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable

#: In the order of the year's work, which is the order of the help.
COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "init": init,
    "validate": validate,
    "record": record,
    "status": status,
    "list": list_items,
    "classify": classify,
    "render": render,
}
