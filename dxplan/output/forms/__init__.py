"""A 調査票 in a format: one writer each, named after the ending of its files.

Each has ``write(form, look)``. Adding a format is adding a file.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxplan.collecting.form import Form
    from dxplan.output.look import Look


def format_names() -> list[str]:
    """Return the formats that there are."""
    return sorted((info.name for info in pkgutil.iter_modules(__path__)), reverse=True)


def write(format_: str, form: Form, look: Look) -> bytes:
    """Return a form in a format."""
    written: bytes = import_module(f"{__name__}.{format_}").write(form, look)
    return written
