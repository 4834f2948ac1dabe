"""What git is told so that it shows plans in words and merges them field by field.

It stands in ``.gitattributes``, which goes into the repository, and in the settings of each copy of it, which do not.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

from dxplan.model.findings import DxplanError
from dxplan.values.tuples import NamedTuple
from dxplan.workspace.git import put_setting, settings
from dxplan.workspace.opening import find_workspace, read_bytes
from dxplan.workspace.own import PLANS, shown_path

FILE: Final = ".gitattributes"
_LINE: Final = f"{PLANS}/**/*.toml diff=dxplan merge=dxplan"
_ABOUT: Final = "# 計画を読める文で比べ、項目ごとに合わせる（dxplan git-setup）"
_DRIVER: Final = "merge.dxplan.driver"


class Setup(NamedTuple):
    """What is still to be written: the new ``.gitattributes``, None where it is as it should be, and settings by name."""

    attributes: Path
    content: bytes | None
    settings: dict[str, str]

    @property
    def lacking(self) -> list[str]:
        """What is still to be written, as people call it."""
        names = [f"git config {name}" for name in self.settings]
        return [*([shown_path(self.attributes)] if self.content is not None else []), *names]


def find_setup() -> Setup:
    """Return what git is still to be told in this workspace; DxplanError where there is no git, or no repository."""
    workspace = find_workspace()
    if workspace is None:
        hint = f"{PLANS}/ のあるフォルダで実行してください。"
        raise DxplanError(f"計画のフォルダ {PLANS}/ が見つかりません。", hint)
    if shutil.which("git") is None:
        raise DxplanError("git がありません。", "git を入れてから、もう一度実行してください。")
    known = settings(workspace, r"^(diff|merge)\.dxplan\.")
    if known is None:
        hint = "git init か git clone をしたフォルダの中で実行してください。"
        raise DxplanError("ここは git の管理下にありません。", hint)
    path = workspace / FILE
    content = read_bytes(path) if path.exists() else b""
    there = _LINE.split() in [line.split() for line in content.decode("utf-8", "replace").splitlines()]
    wanted = _wanted()
    return Setup(
        path,
        None if there else _with_line(content),
        {name: value for name, value in wanted.items() if known.get(name) != value},
    )


def write_setup(setup: Setup) -> None:
    """Write what git is still to be told."""
    from dxplan.workspace.writing import write_files

    if setup.content is not None:
        write_files({setup.attributes: setup.content}, "git-setup")
    for name, value in setup.settings.items():
        if not put_setting(setup.attributes.parent, name, value):
            raise DxplanError(
                f"git config {name} を書けません。", ".git/config に書けるかを確かめてください。"
            )


def is_driver_missing(workspace: Path) -> bool:
    """Tell whether ``.gitattributes`` names the driver of dxplan but this copy of the repository does not know it."""
    try:
        named = b"merge=dxplan" in (workspace / FILE).read_bytes()
    except OSError:
        return False
    return named and settings(workspace, rf"^{_DRIVER}$".replace(".", r"\.")) == {}


def _with_line(content: bytes) -> bytes:
    """Return the file with the line for plans at its end, where it stands above what others say of them."""
    newline = "\r\n" if b"\r\n" in content else "\n"
    if content and not content.endswith(b"\n"):
        content += newline.encode()
    return content + f"{_ABOUT}{newline}{_LINE}{newline}".encode()


def _wanted() -> dict[str, str]:
    """Return the settings. Both are lines of sh, on Windows too; where dxplan is gone, git does what it does by itself.

    ``-P``: Python is not to take modules from the folder that git is in, which may be a stranger's.
    """
    dxplan = f"{shlex.quote(Path(sys.executable).as_posix())} -P -m dxplan"
    lines = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    merge = f"{dxplan.replace('%', '%%')} merge %O %A %B --path=%P --marker-size=%L"
    return {
        "diff.dxplan.textconv": f'f() {{ {dxplan} git-textconv "$1" 2>/dev/null || cat "$1"; }}; f',
        "merge.dxplan.name": "dxplan: 計画を項目ごとに合わせる",
        _DRIVER: f"{merge}; s=$?; [ $s -le 1 ] || {{ {lines}; s=$?; }}; exit $s",
    }
