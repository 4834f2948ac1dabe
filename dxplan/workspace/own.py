"""The folder of dxplan's own in a workspace, ``.dxplan``: what was typed and not recorded, what was written before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = ".dxplan"
#: It keeps itself out of git.
_IGNORED: Final = "# dxplan の控え。git には入れない。\n*\n"


def workspace_of(place: Path) -> Path | None:
    """Return the nearest folder at or above a place that has ``plans/``."""
    place = place.absolute()
    return next((folder for folder in (place, *place.parents) if (folder / "plans").is_dir()), None)


def own_folder(place: Path, *, make: bool = False) -> Path:
    """Return the folder of dxplan's own for a place, in its workspace or, of a plan in none, in the place itself.

    Nothing is made unless asked for; OSError is passed on.
    """
    folder = (workspace_of(place) or place) / NAME
    if make:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORED, encoding="utf-8")
    return folder
