"""``dxplan show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import typer

from dxplan.commands.arguments import offered, working_day, year_of
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from datetime import date

    from dxplan.judging.items import Assessment
    from dxplan.output.whole_item import Course, WholeItem, Year
    from dxplan.workspace.opening import PlanFolder

#: Commits of a plan that are looked through for those that changed the item: a year's work, read in a moment.
_COMMITS: Final = 200


def show(
    item: str = typer.Argument(
        metavar="ITEM",
        help="項目の id、整理番号（1-3）、名称かその一部。",
        autocompletion=offered("items_anywhere"),
    ),
    plan: str = typer.Argument(
        None,
        metavar="[PLAN]",
        help="計画（plans/2019、または 2019）。省くと、その項目のあるいちばん新しい計画。",
        autocompletion=offered("plans"),
    ),
    year: str = year_of("見る"),
    on: str = typer.Option(None, "--on", metavar="日付", help="この日で見て、締切を過ぎたか。省くと今日。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """一つの項目のすべてを、一つの画面に示す。

    判定とその文、目標と実績を年度ごとに、理由、計画の欄、前年度、調査票の状態、書いてある場所、git にある最近の変更。

    例:
        dxplan show 1-3 plans/2019
        dxplan show インターネット広報広聴
    """
    folder, row = _find(item, plan, year)
    found = _gather(folder, row, working_day(on))
    if json:
        from dxplan.output.whole_item import item_json

        console.put_json(item_json(found))
    else:
        from dxplan.output.whole_item import print_item
        from dxplan.workspace.opening import TemplateFolder

        print_item(found, TemplateFolder(None).marks(folder.plan.scheme.badges))


def _find(wanted: str, plan: str | None, year: str | None) -> tuple[PlanFolder, Assessment]:
    """Return the row that is meant, with its plan: without one the latest that has such a row."""
    from dxplan.judging.items import judge_plan
    from dxplan.recording.typed import find_row, rows_called
    from dxplan.workspace.opening import newest_first, read_folder

    folders = [read_folder(each, year) for each in ([plan] if plan else newest_first())]
    rows = [judge_plan(folder.plan) for folder in folders]
    for folder, of_plan in zip(folders, rows, strict=True):
        if rows_called(of_plan, wanted):
            return folder, find_row(of_plan, wanted)
    return folders[0], find_row(rows[0], wanted)  # which says that there is none


def _gather(folder: PlanFolder, row: Assessment, today: date) -> WholeItem:
    """Return the item with what is known of it in other years and in the 回収簿."""
    from dxplan.collecting.making import make_forms
    from dxplan.collecting.progress import progress_of
    from dxplan.handouts.report import make_report
    from dxplan.output.whole_item import WholeItem
    from dxplan.workspace.opening import open_ledger, sound_departments

    report = make_report(folder.plan)
    ledger, forms = open_ledger(folder), []
    if ledger.forms or ledger.said:
        rows = [each.assessment for each in report.rows]
        asked = make_forms(folder.plan, rows, sound_departments())
        forms = [
            (section, of_item)
            for section in progress_of(asked, rows, ledger, today)
            for of_item in section.of_items
            if of_item.id == row.item.id
        ]
    line = folder.content.line((row.repost or row.item).source)
    return WholeItem(
        report=report,
        row=next(each for each in report.rows if each.id == row.id),
        years=tuple(_other_years(folder, row)),
        forms=tuple(forms),
        place=f"{row.item.source.path}:{line}",
        history=_history(folder, row.item.id),
    )


def _history(folder: PlanFolder, id_: str) -> Course | None:
    """Return what the last commits changed of an item; None where git knows nothing of the plan."""
    from dxplan.output.whole_item import Course
    from dxplan.workspace.past import read_past

    try:
        past = read_past(folder, _COMMITS)
    except DxplanError:
        return None
    # In the first version that was read everything is new, unless it is the first there is.
    steps = past.of_item(id_).steps
    return Course(tuple(step for step in steps if step.version.parents or not past.since), past.since)


def _other_years(folder: PlanFolder, row: Assessment) -> list[Year]:
    """Return the item in the other years of its plan or, of a plan of one year, in last year's."""
    from dxplan.judging.items import judge_plan
    from dxplan.output.whole_item import Year
    from dxplan.workspace.opening import find_neighbours

    plan, span = folder.plan, folder.plan.span
    others = [plan.in_year(year) for year in range(span.first, span.last + 1) if year != plan.fiscal_year]
    if span.first == plan.fiscal_year and (before := find_neighbours(folder).last_year):
        others.insert(0, before)
    return [
        Year(other, found)
        for other in others
        for found in judge_plan(other)
        if found.item.id == row.item.id and found.repost is None
    ]
