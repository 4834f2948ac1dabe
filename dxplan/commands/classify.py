"""``dxplan classify``."""

from __future__ import annotations

import typer

from dxplan import console


def classify(
    plan: str = typer.Argument(metavar="PLAN", help="計画（plans/2019、または 2019）。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
    explain: str = typer.Option(
        None, "--explain", metavar="ITEM", help="一項目の判定の理由を示す（id か 3-11）。"
    ),
) -> None:
    """項目を判定し、展開方向ごとに数える。

    判定は 目標達成・計画どおり実施・未達。記録のない項目は 未記録。

    例: dxplan classify plans/2019 --explain 3-11
    """
    from dxplan.commands.opening import open_plan
    from dxplan.report import make_report

    opened, reading = open_plan(plan)
    report = make_report(opened)
    if explain is not None:
        from dxplan.recording import find_row
        from dxplan.rendering import terminal

        wanted = find_row(tuple(row.assessment for row in report.rows), explain)
        row = next(row for row in report.rows if row.assessment is wanted)
        terminal.print_explanation(row, report, reading.line)
    elif json:
        from dxplan.rendering.machine import classification

        console.put_json(classification(report))
    else:
        from dxplan.rendering import terminal

        terminal.print_classification(report)
