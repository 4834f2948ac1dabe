"""Open data in a format: one writer each, named after the ending of its files.

Each has ``write(tables)``: the tidy tables of some plans in, files by name out. Adding a format is adding a file.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.opendata.tables import Table


def format_names() -> list[str]:
    """Return the formats that there are."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__))


def write(format_: str, tables: Sequence[Table]) -> dict[str, bytes]:
    """Return the files of some tables in a format, by their names below the folder they are written to."""
    written: dict[str, bytes] = import_module(f"{__name__}.{format_}").write(tables)
    return written
