"""``dxplan git-textconv``, which git runs (``dxplan git-setup``)."""

from __future__ import annotations

import sys
from pathlib import Path

import typer


def git_textconv(file: Path = typer.Argument(metavar="FILE", help="計画のファイル。")) -> None:
    """計画のファイルを、一つの事柄を一行にした文で示す（git diff が使う）。

    例:
        dxplan git-textconv plans/2019/fukko.toml
    """
    from dxplan.output.facts import fact_text
    from dxplan.workspace.opening import read_bytes

    # Git reads bytes, whatever a console here would show.
    sys.stdout.flush()
    sys.stdout.buffer.write(fact_text(read_bytes(file)))
    sys.stdout.buffer.flush()
