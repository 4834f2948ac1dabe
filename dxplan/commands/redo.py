"""``dxplan redo``."""

from __future__ import annotations

import typer


def redo(
    dry_run: bool = typer.Option(False, "--dry-run", help="書き込まず、変わる行だけを示す。"),
    yes: bool = typer.Option(False, "--yes", help="別の人の操作も、尋ねずにやり直す。"),
) -> None:
    """取り消した書き込みを、もう一度行う。

    例:
        dxplan redo
    """
    from dxplan.workspace.retracing import retrace

    retrace(back=False, dry_run=dry_run, yes=yes)
