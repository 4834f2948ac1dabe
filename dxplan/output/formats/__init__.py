"""One writer a format, named after the ending of its files: a handout in, bytes out.

Each has ``write(handout, templates, listener)``, and None is returned where there is nothing to write. Adding a format is adding a file.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.handouts.handout import Handout
    from dxplan.output.look import Look


class Listener(NamedTuple):
    """Who is told while a handout is written: how many rows have been since, and what people should know of it."""

    step: Callable[[int], None]
    say: Callable[[str], None]


class Templates(Protocol):
    """What users edit, read when a writer asks for it."""

    def look(self) -> Look:
        """Return the look of workbooks."""

    def text(self, *names: str) -> tuple[str, str]:
        """Return path and text of a template: of the first of these names that there is."""

    def file(self, name: str) -> tuple[str, bytes]:
        """Return path and content of a file beside the templates, both empty where there is none."""


def format_names() -> list[str]:
    """Return the formats that there are."""
    return sorted((info.name for info in pkgutil.iter_modules(__path__)), reverse=True)


def write(format_: str, handout: Handout, templates: Templates, listener: Listener) -> bytes | None:
    """Return a handout in a format; None where it has nothing to show in it."""
    if not handout.sheets:
        return None
    written: bytes | None = import_module(f"{__name__}.{format_}").write(handout, templates, listener)
    return written
