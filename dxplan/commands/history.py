"""``dxplan history``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dxplan.commands import refuse_together
from dxplan.commands.arguments import offered
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from dxplan.judging.items import Assessment
    from dxplan.output.histories import Told
    from dxplan.workspace.opening import PlanFolder


def history(
    item: str = typer.Argument(
        metavar="ITEM",
        help="項目の id、整理番号（1-3）、名称かその一部。--targets なら計画。",
        autocompletion=offered("plans"),
    ),
    plan: str = typer.Argument(
        None,
        metavar="[PLAN]",
        help="計画。省くと、その項目のあるすべての計画。",
        autocompletion=offered("plans"),
    ),
    indicator: str = typer.Option(None, "--indicator", metavar="名称", help="指標の名称かその一部で絞る。"),
    targets: bool = typer.Option(
        False, "--targets", help="計画の中で動いた目標・期限・基準値・指標をすべて示す。"
    ),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
    markdown: bool = typer.Option(False, "--markdown", help="Markdown で出力する。"),
) -> None:
    """目標値・基準値・期限・実績値・判定が、いつ、誰の、どのコミットで変わったかを示す。

    git に残っているすべての版を、古い順に追う。コミットしていない変更は最後の行になる。
    --targets は、はじめの目標のままならどの判定だったかも示す。

    例:
        dxplan history 1-1 plans/2019
        dxplan history plans/2019 --targets
    """
    refuse_together(json=json, markdown=markdown)
    from dxplan.output.histories import history_json, history_lines, history_markdown

    found = [_goals(item, plan)] if targets else _of_item(item, plan)
    if indicator is not None:
        found = [_of_indicator(told, indicator, goals=targets) for told in found]
    if not any(told.items for told in found) and indicator is not None:
        raise DxplanError(
            f"「{indicator}」という指標は、履歴にありません。", "指標の名称か、その一部を書いてください。"
        )
    for told in found:
        if told.since:
            console.say(
                f"{told.shown}: 履歴の一部だけを取ってきたリポジトリなので、{told.since} より前は分かりません"
                "（git fetch --unshallow で取ってこられます）。"
            )
    if json:
        console.put_json(history_json(found))
    elif markdown:
        from dxplan.output.formats.md import escape

        console.put(history_markdown(found, escape, goals=targets).rstrip("\n"))
    else:
        from dxplan.output.terminal import console as terminal
        from dxplan.output.terminal import print_sentence

        out = terminal()
        for line in history_lines(found, goals=targets):
            print_sentence(out, line)
        if targets and not found[0].items:
            console.say("動いた目標はありません。")


def _goals(argument: str, second: str | None) -> Told:
    """Return all moved goalposts of a plan."""
    from dxplan.output.histories import Told
    from dxplan.workspace.opening import read_folder
    from dxplan.workspace.past import read_past

    if second is not None:
        raise DxplanError(
            "--targets には計画だけを書きます。",
            "dxplan history plans/2019 --targets のように書いてください。",
        )
    past = read_past(read_folder(argument))
    found = past.of_goals()
    return Told(past.folder.shown, past.since, found.items, found.unread)


def _of_item(wanted: str, plan: str | None) -> list[Told]:
    """Return the history of an item in a plan, or in all plans that have it."""
    from dxplan.judging.items import judge_plan
    from dxplan.recording.typed import find_row
    from dxplan.workspace.opening import all_plans, find_plan, read_folder

    if plan is not None:
        try:
            find_plan(plan)
        except DxplanError:
            find_plan(wanted)  # as record has them: the plan first
            wanted, plan = plan, wanted
        folder = read_folder(plan)
        return [_told(folder, find_row(judge_plan(folder.plan), wanted))]
    plans = [folder for name in all_plans() if (folder := read_folder(name)).content.plan]
    if len(plans) == 1:
        return [_told(plans[0], find_row(judge_plan(plans[0].plan), wanted))]
    found = []
    for folder in plans:
        rows = [row for row in judge_plan(folder.plan) if row.label != wanted]
        try:
            row = find_row(rows, wanted)
        except DxplanError:
            continue
        found.append(_told(folder, row))
    if not found:
        raise DxplanError(
            f"「{wanted}」という項目は、どの計画にもありません。",
            f"整理番号なら、計画も書いてください（dxplan history {wanted} plans/2019）。",
        )
    return found


def _told(folder: PlanFolder, row: Assessment) -> Told:
    from dxplan.comparing.history import MovedGoals
    from dxplan.output.histories import Told
    from dxplan.workspace.past import read_past

    past = read_past(folder)
    found = past.of_item(row.item.id)
    item = MovedGoals(row.item.id, row.item.name, found.steps, None, row.verdict)
    return Told(folder.shown, past.since, (item,), found.unread)


def _of_indicator(told: Told, wanted: str, *, goals: bool) -> Told:
    """Keep of the steps what speaks of an indicator, and the verdicts beside it."""
    items = []
    for item in told.items:
        kept = [
            step._replace(
                indicators=tuple(
                    each for each in step.indicators if wanted in each.name or wanted in each.was
                )
            )
            for step in item.steps
        ]
        if any(step.indicators for step in kept):
            steps = tuple(step for step in kept if step.indicators or (step.verdicts and not goals))
            items.append(item._replace(steps=steps))
    return told._replace(items=tuple(items))
