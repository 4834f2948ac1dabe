"""``dxplan status``."""

from __future__ import annotations

import typer


def status(plan: str = typer.Argument(metavar="PLAN", help="計画（plans/2019、または 2019）。")) -> None:
    """記録がどこまで進んだかを、展開方向ごと・課ごとに示す。

    例: dxplan status 2019
    """
    from dxplan.commands.opening import open_plan
    from dxplan.rendering import terminal
    from dxplan.report import make_report

    opened, _ = open_plan(plan)
    terminal.print_status(make_report(opened))
