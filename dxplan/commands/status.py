"""``dxplan status``."""

from __future__ import annotations

import typer

from dxplan.commands.arguments import PLAN, year_of


def status(
    plan: str = PLAN,
    year: str = year_of("見る"),
    half: bool = typer.Option(False, "--half", help="上期・下期の予定の状態を示す。"),
) -> None:
    """記録がどこまで進んだかを、展開方向ごと・課ごとに示す。

    例:
        dxplan status plans/2019
        dxplan status plans/aomori --half
    """
    from dxplan.handouts.report import make_report
    from dxplan.workspace.opening import open_departments, open_plan

    opened = open_plan(plan, year)[0]
    report = make_report(opened, open_departments())
    if half:
        from dxplan.output.screens import print_half_status

        print_half_status(report)
    else:
        from dxplan.output.screens import print_status

        print_status(report)
