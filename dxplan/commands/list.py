"""``dxplan list``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from dxplan import console

if TYPE_CHECKING:
    from dxplan.report import Row


class Order(StrEnum):
    """What rows are sorted by."""

    NUMBER = "number"
    NAME = "name"
    SECTION = "section"
    VERDICT = "verdict"


class VerdictWord(StrEnum):
    """The verdicts as words of the command line."""

    ACHIEVED = "目標達成"
    AS_PLANNED = "計画どおり実施"
    NOT_ACHIEVED = "未達"
    UNRECORDED = "未記録"
    EXCLUDED = "対象外"


def list_items(
    plan: str = typer.Argument(metavar="PLAN", help="計画（plans/2019、または 2019）。"),
    direction: str = typer.Option(None, "--direction", metavar="ID", help="展開方向（id か番号）で絞る。"),
    section: str = typer.Option(None, "--section", metavar="課", help="部局名か課名で絞る。"),
    verdict: VerdictWord = typer.Option(None, "--verdict", help="判定で絞る。"),
    text: str = typer.Option(None, "--text", metavar="語", help="名称・概要・目標・実績にある語で絞る。"),
    sort: Order = typer.Option(Order.NUMBER, "--sort", help="並べる順（整理番号・名称・担当・判定）。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """項目と指標を、そのまま一覧にする。

    例: dxplan list 2019 --section 広報課 --verdict 未達
    """
    from dxplan.commands.opening import open_plan
    from dxplan.report import VERDICTS, make_report

    opened, _ = open_plan(plan)
    report = make_report(opened)
    rows = [
        row
        for row in report.rows
        if (
            direction is None
            or direction in (row.assessment.direction.id, str(row.assessment.direction_number))
        )
        and (section is None or any(section in str(d) for d in row.assessment.item.departments))
        and (verdict is None or row.assessment.verdict.value == verdict.value)
        and (text is None or _mentions(row, text))
    ]
    keys = {
        Order.NAME: lambda row: row.assessment.item.name,
        Order.SECTION: lambda row: row.assessment.item.departments,
        Order.VERDICT: lambda row: VERDICTS.index(row.assessment.verdict),
    }
    if sort in keys:
        rows.sort(key=keys[sort])
    if json:
        from dxplan.rendering.machine import listing

        console.put_json(listing(row.assessment for row in rows))
    else:
        from dxplan.rendering import terminal

        terminal.print_listing(rows, report)


def _mentions(row: Row, text: str) -> bool:
    return any(text in cell for cell in (row.name, row.overview, row.goal, row.results))
