"""Where templates are: those named on the command line, the workspace's own, the built-in ones."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dxplan import workspace as files

REVIEW: Final = "review.md.j2"
LOOK: Final = "results.toml"

_PACKAGE: Final = Path(__file__).parent


def find_template(name: str, given: Path | None, start: Path) -> Path:
    """Return the template to use; in a source tree the built-in ones stand beside the package."""
    workspace = files.find_workspace(start)
    places = [given, workspace / "templates" if workspace else None, *built_in_folders()]
    return next(place / name for place in places if place is not None and (place / name).is_file())


def built_in_folders() -> tuple[Path, ...]:
    """Return where the built-in templates can be: in the installed package, or beside it in the source tree."""
    return _PACKAGE / "templates", _PACKAGE.parent / "templates"
