"""Where the workspace is, and its folder of dxplan's own, ``.dxplan``: what was typed and not recorded, what was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

#: The folder of the plans; a workspace is what has one.
PLANS: Final = "plans"
NAME: Final = ".dxplan"
#: It keeps itself out of git.
_IGNORED: Final = "# dxplan の控え。git には入れない。\n*\n"


def workspace_of(place: Path) -> Path | None:
    """Return the nearest folder at or above a place that has ``plans/``."""
    place = place.absolute()
    return next((folder for folder in (place, *place.parents) if (folder / PLANS).is_dir()), None)


def own_folder(place: Path) -> Path:
    """Return the folder of dxplan's own for a place: in its workspace or, of a plan in none, in the place itself."""
    return (workspace_of(place) or place) / NAME


def make_folder(folder: Path) -> None:
    """Make a folder of dxplan's own where there is none yet; OSError is passed on."""
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORED, encoding="utf-8")


def user() -> str:
    """Return what the system calls the person at work; "" where it does not know."""
    import getpass  # only what writes asks for it

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
