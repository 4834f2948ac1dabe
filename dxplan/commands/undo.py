"""``dxplan undo``."""

from __future__ import annotations

import typer


def undo(
    dry_run: bool = typer.Option(False, "--dry-run", help="書き込まず、変わる行だけを示す。"),
    yes: bool = typer.Option(False, "--yes", help="別の人の操作も、尋ねずに取り消す。"),
) -> None:
    """最後の書き込みを取り消す。繰り返せば、一つずつ前に戻る。

    record、validate --fix、render など、ファイルを書いたコマンドなら何でも。
    その後に書き換えられたファイルがあれば、違いを示して、何も変えない。

    例:
        dxplan undo --dry-run
    """
    from dxplan.workspace.retracing import retrace

    retrace(back=True, dry_run=dry_run, yes=yes)
