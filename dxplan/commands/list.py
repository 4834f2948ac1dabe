"""``dxplan list``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from dxplan.commands.arguments import AS_OF, PLAN, offered, opened, revision_of, year_of
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan


class Order(StrEnum):
    """What rows are sorted by."""

    NUMBER = "number"
    NAME = "name"
    SECTION = "section"
    VERDICT = "verdict"


def list_items(
    plan: str = PLAN,
    direction: str = typer.Option(
        None,
        "--direction",
        metavar="ID",
        help="展開方向・分野など（id か番号）で絞る。",
        autocompletion=offered("directions"),
    ),
    section: str = typer.Option(
        None, "--section", metavar="課", help="部局名か課名で絞る。", autocompletion=offered("sections")
    ),
    verdict: str = typer.Option(
        None, "--verdict", metavar="判定", help="判定（目標達成、未達、未記録など）で絞る。"
    ),
    text: str = typer.Option(None, "--text", metavar="語", help="名称・概要・目標・実績にある語で絞る。"),
    sort: Order = typer.Option(Order.NUMBER, "--sort", help="並べる順（整理番号・名称・担当・判定）。"),
    year: str = year_of("判定する"),
    as_of: str = AS_OF,
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """項目と指標を、そのまま一覧にする。

    例:
        dxplan list plans/2019 --verdict 未達
        dxplan list plans/2019 --section 広報課 --sort verdict
    """
    from dxplan.handouts.wording import BESIDE
    from dxplan.judging.items import judge_plan

    revision = revision_of(as_of)
    read = opened(plan, year, revision).plan
    rows = judge_plan(read)
    order = [each.label for each in (*read.scheme.verdicts, *BESIDE)]
    if verdict is not None and verdict not in order:
        raise DxplanError(
            f"「{verdict}」という判定はありません。", f"{'、'.join(order)} のどれかを書いてください。"
        )
    if direction is not None and not any(_stands_under(row, direction) for row in rows):
        _known_direction(read, direction)
    names = None if section is None else _named(read, section)
    mentioning = None if text is None else _mentioning(read, text)
    chosen = [
        row
        for row in rows
        if (direction is None or _stands_under(row, direction))
        and (names is None or any(str(d) in names for d in row.item.departments))
        and (verdict is None or row.verdict.label == verdict)
        and (mentioning is None or row.id in mentioning)
    ]
    keys = {
        Order.NAME: lambda row: row.item.name,
        Order.SECTION: lambda row: row.item.departments,
        Order.VERDICT: lambda row: order.index(row.verdict.label),
    }
    if sort in keys:
        chosen.sort(key=keys[sort])
    if json:
        from dxplan.output.machine.listed import listing

        console.put_json(listing(read, chosen, revision))
    else:
        from dxplan.output.screens import print_listing
        from dxplan.workspace.opening import TemplateFolder

        print_listing(chosen, read, TemplateFolder(None).marks(read.scheme.badges))


def _stands_under(row: Assessment, direction: str) -> bool:
    """Whether a row stands under a direction (its id or number) or a heading, or is listed there too."""
    ids = [*(each.id for each in row.path), *([] if row.repost else row.item.also)]
    return direction in ids or direction == str(row.direction_number)


def _known_direction(plan: Plan, direction: str) -> None:
    """Refuse a direction or heading that the plan does not have; one without items is none of that."""
    import difflib

    ids = [each.id for each in plan.headings]
    numbers = [str(number) for number in range(1, len(plan.directions) + 1)]
    if direction in (*ids, *numbers):
        return
    close = difflib.get_close_matches(direction, ids, n=1)
    guess = f"「{close[0]}」の間違いではありませんか。" if close else f"id は {'、'.join(ids)} です。"
    raise DxplanError(f"「{direction}」という{plan.direction_word}は、この計画にありません。", guess)


def _named(plan: Plan, section: str) -> set[str]:
    """Return the departments of a plan with a word in their name, or in one they had or came to have."""
    from dxplan.model.departments import departments_called
    from dxplan.workspace.opening import open_departments

    called, renamed = departments_called(plan, section, open_departments())
    if renamed:
        console.say(f"「{section}」の旧名や新しい名前の課も含めました（{'、'.join(renamed)}）。")
    return {*called, *renamed}


def _mentioning(plan: Plan, text: str) -> set[str]:
    """Return the ids of the rows that have a word in their cells as printed."""
    from dxplan.handouts.report import make_report

    return {
        row.id
        for row in make_report(plan).rows
        if any(text in cell for cell in (row.name, row.overview, row.goal, row.results))
    }
