"""``dxplan status``."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from dxplan.commands import refuse_together
from dxplan.commands.arguments import PLAN, working_day, year_of
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.output import console

if TYPE_CHECKING:
    from datetime import date

    from dxplan.comparing.plans import Comparison
    from dxplan.output.status import Situation
    from dxplan.workspace.opening import PlanFolder


def status(
    plan: str = PLAN,
    year: str = year_of("見る"),
    half: bool = typer.Option(False, "--half", help="上期・下期の予定の状態を示す。"),
    watch: bool = typer.Option(
        False, "--watch", help="開いたままにし、ファイルが変わるたびに描き直す。Ctrl-C で終わる。"
    ),
    on: str = typer.Option(None, "--on", metavar="日付", help="この日で見て、締切まで何日か。省くと今日。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """記録がどこまで進んだかを、展開方向（分野など）ごと、部局と課ごとに示す。

    未記録の多い部局と課が先。締切まで何日か、最後のコミットから何が変わったかも。

    例:
        dxplan status plans/2019
        dxplan status plans/aomori --half
    """
    refuse_together(half=half, json=json)
    refuse_together(watch=watch, json=json)
    if not watch:
        _show(plan, year, on, half=half, json=json)
        if not json:
            _say_what_git_lacks()
        return
    if not sys.stdout.isatty():
        raise DxplanError("--watch は端末で使います。", "ほかのプログラムには --json を使ってください。")
    from dxplan.output.terminal import clear_screen, print_findings
    from dxplan.workspace.opening import find_plan
    from dxplan.workspace.watching import changes

    with suppress(KeyboardInterrupt):
        for _ in changes(find_plan(plan)):
            clear_screen()
            try:
                _show(plan, year, on, half=half, json=False)
            except InvalidPlan as invalid:  # somebody is typing in it
                print_findings(invalid.findings, invalid.texts)
            console.say("ファイルが変わると描き直します（Ctrl-C で終わる）。")


def _show(plan: str, year: str | None, on: str | None, *, half: bool, json: bool) -> None:
    from dxplan.handouts.report import make_report
    from dxplan.workspace.opening import open_departments, read_folder

    folder = read_folder(plan, year)
    if half:
        from dxplan.output.status import print_half_status

        print_half_status(make_report(folder.plan, open_departments()))
        return
    found = _situation(plan, folder, working_day(on))
    if json:
        from dxplan.output.status import status_json

        console.put_json(status_json(found))
    else:
        from dxplan.output.status import print_status

        print_status(found)


def _say_what_git_lacks() -> None:
    from dxplan.workspace.git_setup import is_driver_missing
    from dxplan.workspace.opening import find_workspace

    if (workspace := find_workspace()) and is_driver_missing(workspace):
        console.say(
            "このパソコンの git は、計画を項目ごとに合わせません。dxplan git-setup を一度実行してください。"
        )


def _situation(argument: str, folder: PlanFolder, today: date) -> Situation:
    from dxplan.collecting.making import make_forms
    from dxplan.collecting.progress import progress_of
    from dxplan.handouts.report import make_report
    from dxplan.output.status import Situation
    from dxplan.workspace.opening import open_departments, open_ledger

    departments, ledger = open_departments(), open_ledger(folder)
    report = make_report(folder.plan, departments)
    rows = [row.assessment for row in report.rows]
    forms = make_forms(folder.plan, rows, departments) if ledger.forms else ()
    return Situation(report, progress_of(forms, rows, ledger, today), _since_commit(argument, folder), today)


def _since_commit(argument: str, folder: PlanFolder) -> Comparison | None:
    """Return what changed since the last commit; None where there is none that could tell."""
    from dxplan.workspace.git import is_committed

    if is_committed(folder.path) is not False:
        return None
    from dxplan.comparing.plans import compare
    from dxplan.workspace.revisions import committed

    with suppress(DxplanError, InvalidPlan):
        return compare(committed(argument).plan.in_year(folder.plan.fiscal_year), folder.plan)
    return None
