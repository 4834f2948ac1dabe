"""``dxplan classify``."""

from __future__ import annotations

import typer

from dxplan.commands import refuse_together
from dxplan.commands.arguments import PLAN
from dxplan.output import console


def classify(
    plan: str = PLAN,
    year: str = typer.Option(None, "--year", metavar="年度", help="何年かの計画で、判定する年度（R5）。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
    explain: str = typer.Option(
        None,
        "--explain",
        metavar="ID",
        help="判定の理由（項目の id か 3-11）や、件数の内訳（展開方向の id、全体）を示す。",
    ),
) -> None:
    """項目を判定し、展開方向ごとに数える。

    判定の言葉と出し方は、計画の [judgement] による（なければ 目標達成・計画どおり実施・未達）。

    例:
        dxplan classify plans/2019
        dxplan classify plans/2019 --explain 3-11
        dxplan classify plans/2019 --explain 全体
    """
    refuse_together(json=json, explain=explain)
    from dxplan.handouts.report import make_report
    from dxplan.workspace.opening import open_plan

    if explain is not None:
        from dxplan.output.explanations import print_explanations

        opened, reading = open_plan(plan, year)
        print_explanations([(make_report(opened), reading)], explain)
        return
    report = make_report(open_plan(plan, year)[0])  # without the texts of its files
    if json:
        from dxplan.output.machine import classification

        console.put_json(classification(report))
    else:
        from dxplan.output.screens import print_classification

        print_classification(report)
