"""The commands, one a file. Each is short: options, calls, exit."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable

#: Each command's module here and the function in it, in the order of the year's work, which is the order of the help.
COMMANDS: Final = {
    "init": "init",
    "validate": "validate",
    "record": "record",
    "status": "status",
    "list": "list_items",
    "classify": "classify",
    "render": "render",
    "review": "review",
    "schema": "schema",
}


def load_command(name: str) -> Callable[..., None]:
    """Import a command; what it needs for its work it imports when it runs."""
    return cast("Callable[..., None]", getattr(import_module(f"{__name__}.{name}"), COMMANDS[name]))
