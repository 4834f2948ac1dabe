"""Where the workspace is, and its folder of dxplan's own, ``.dxplan``: what was typed and not recorded, what was before."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dxplan.model.findings import DxplanError

#: The folder of the plans; a workspace is what has one.
PLANS: Final = "plans"
NAME: Final = ".dxplan"
#: Stands in a folder while several of its files are written, and after a write that was cut short.
JOURNAL: Final = ".dxplan.journal"
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


def person(place: Path) -> str:
    """Return who is at work in a place as git knows them, else as the system does; "" where neither knows."""
    from dxplan.workspace.git import user_name  # only what writes asks for it

    return user_name(place) or user()


def user() -> str:
    """Return what the system calls the person at work; "" where it does not know."""
    import getpass  # only what writes asks for it

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def shown_path(path: Path) -> str:
    """Return a path as findings show it: relative to where the command runs, with forward slashes."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def unreadable(shown: str, error: OSError) -> DxplanError:
    """Return what to say where the system does not let a file or folder be read."""
    hint = "場所と権限を確かめてください。別のプログラムが使っていれば閉じてください。"
    return DxplanError(f"{shown} を読み書きできません（{error.strerror}）。", hint)


def unwritable(target: Path, error: OSError) -> DxplanError:
    """Return what to say where the system does not let a file be written."""
    if isinstance(error, PermissionError):
        hint = "Excel などで開いていたら閉じてから、もう一度実行してください。元のファイルはそのままです。"
        return DxplanError(f"{target} に書き込めません。", hint)
    hint = "ディスクの空きと保存先を確かめてください。元のファイルはそのままです。"
    return DxplanError(f"{target} に書き込めません（{error.strerror}）。", hint)
