"""``dxplan classify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dxplan.commands import refuse_together
from dxplan.commands.arguments import AS_OF, PLAN, offered, opened, revision_of, year_of
from dxplan.output import console

if TYPE_CHECKING:
    from dxplan.handouts.report import Report
    from dxplan.workspace.opening import PlanFolder


def classify(
    plan: str = PLAN,
    year: str = year_of("判定する"),
    as_of: str = AS_OF,
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
    explain: str = typer.Option(
        None,
        "--explain",
        metavar="ID",
        help="判定の理由（項目の id か 3-11）や、件数の内訳（展開方向・分野などの id、全体）を示す。",
        autocompletion=offered("explained"),
    ),
) -> None:
    """項目を判定し、展開方向（分野など）ごとに数える。

    判定の言葉と出し方は、計画の [judgement] による（なければ 目標達成・計画どおり実施・未達）。

    例:
        dxplan classify plans/2019
        dxplan classify plans/2019 --explain 3-11
        dxplan classify plans/2019 --explain 全体
    """
    refuse_together(json=json, explain=explain)
    from dxplan.handouts.report import make_report

    revision = revision_of(as_of)
    if explain is not None:
        from dxplan.output.explanations import print_explanations

        folder = opened(plan, year, revision)
        report = make_report(folder.plan)
        print_explanations([(report, folder.content)], explain)
        if revision is None:  # the ledger is that of today
            _print_trail(folder, report, explain)
        return
    report = make_report(opened(plan, year, revision).plan)  # without the texts of its files
    if json:
        from dxplan.output.machine.judged import classification

        console.put_json(classification(report, revision))
    else:
        from dxplan.output.screens import print_classification
        from dxplan.workspace.opening import TemplateFolder

        print_classification(report, TemplateFolder(None).marks(report.plan.scheme.badges))


def _print_trail(folder: PlanFolder, report: Report, wanted: str) -> None:
    """Print which cells of which files the recorded answers to a row came from, if any did."""
    from dxplan.workspace.opening import open_ledger

    ledger = open_ledger(folder)
    rows = [row.assessment for row in report.rows if wanted in (row.id, row.label)]
    if not rows or not (ledger.said or ledger.queries):
        return
    from dxplan.collecting.asked import Asked
    from dxplan.collecting.trail import trail
    from dxplan.output.terminal import console as terminal
    from dxplan.output.terminal import print_sentence

    asked = Asked(folder.plan, [row.assessment for row in report.rows])
    for line in trail(rows[0].item.id, asked, ledger):
        print_sentence(terminal(), f"  {line}")
