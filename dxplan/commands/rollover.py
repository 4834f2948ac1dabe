"""``dxplan rollover``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.commands.arguments import PLAN
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.judging.items import Assessment
    from dxplan.workspace.opening import PlanFolder


def rollover(
    plan: str = PLAN,
    to: Path = typer.Option(
        None,
        "--to",
        metavar="DIR",
        help="作るフォルダ（plans/2020、または 2020）。省くと、PLAN の隣に次の年度の名前で。",
    ),
    drop: list[str] = typer.Option(
        None, "--drop", metavar="ITEM", help="引き継がない項目の id、整理番号、名称かその一部。くり返せる。"
    ),
    move_bases: bool = typer.Option(False, "--move-bases", help="基準値を、今年度の実績値にする。"),
    last_year: bool = typer.Option(
        False, "--last-year", help="今年度の実績値を、前年度の値（last_year）として書く。"
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="書き込まず、何をするかだけを示す。"),
) -> None:
    """今年度の計画から、次の年度の計画を作る。

    項目の id、文、目標、コメントを引き継ぎ、実績、判定、公表した数、新規の印は除く。
    文の年度を移した所、もう達している目標、これから書く所を、場所とともに示す。
    終わった項目は --drop で除く。画面では、終わったらしいものを示して尋ねる。
    何年かの計画は、同じフォルダのまま次の年度にする。目標と実績は、どの年度も残る。

    例:
        dxplan rollover plans/2019 --to plans/2020-an --drop 1-6 --dry-run
    """
    from dxplan.judging.items import judge_plan
    from dxplan.recording.typed import find_row
    from dxplan.values.years import parse_fiscal_year
    from dxplan.versions.rollover import candidates, has_next, roll_over
    from dxplan.workspace.opening import place_of_plan, read_folder
    from dxplan.workspace.own import shown_path
    from dxplan.workspace.writing import write_files

    folder = read_folder(plan)
    if has_next(folder.plan):
        if to or drop or move_bases or last_year:
            raise DxplanError(
                "何年かの計画は、同じフォルダのまま次の年度にします。",
                f"ほかの指定を付けずに、dxplan rollover {plan} と書いてください。",
            )
        _go_on(folder, dry_run=dry_run)
        return
    year = folder.plan.fiscal_year + 1
    place = place_of_plan(to) if to else folder.path.resolve().parent / str(year)
    _make_way(place)
    named = parse_fiscal_year(place.name)
    if named not in (None, year):
        raise DxplanError(
            f"{folder.shown} の次の年度は {year} で、{place.name} ではありません。",
            f"--to plans/{year} のように書いてください。",
        )
    rows = judge_plan(folder.plan)
    ended = [*candidates(rows, folder.plan.fiscal_year)]
    wanted = [find_row(rows, each) for each in drop or ()]
    if ended and not drop and not dry_run:
        wanted = _asked(rows, ended)
    made = roll_over(
        folder.content,
        (place.name, shown_path(place)),
        {row.id for row in wanted},
        move_bases=move_bases,
        last_year=last_year,
    )
    if not dry_run:
        contents = {place / name: text.encode() for name, text in made.texts.items()}
        write_files(contents, f"rollover {folder.shown} --to {shown_path(place)}", new=True)
    for name in made.texts:
        console.put(shown_path(place / name))
    for line in made.report():
        console.put(line)
    left = [(row, why) for row, why in ended if row not in wanted]
    if left:
        console.put(f"\n終わったかもしれない項目（引き継ぎました。除くなら --drop） {len(left)}項目")
        for row, why in left:
            console.put(f"  {row.label} {row.item.name}（{why}）")
    if dry_run:
        console.say("--dry-run なので書き込んでいません。")
    else:
        console.say(f"次は: dxplan validate {place.name}（やり直すなら dxplan undo）")


def _make_way(place: Path) -> None:
    """Take back what a rollover that was cut short left in a folder; refuse one that has a plan."""
    from dxplan.workspace.journal import recover
    from dxplan.workspace.own import JOURNAL, shown_path

    if (place / JOURNAL).exists():
        recover(place)
    if any(place.glob("*.toml")):
        raise DxplanError(
            f"{shown_path(place)} には、すでに計画があります。何も書き込んでいません。",
            "作り直すなら、そのフォルダを別の名前にしてから、もう一度実行してください。",
        )


def _go_on(folder: PlanFolder, *, dry_run: bool) -> None:
    """Bring a plan of several years to the next one, in its folder."""
    from dxplan.versions.rollover import go_on
    from dxplan.workspace.writing import only_writer, write_texts

    with only_writer(folder) as now:
        made, year = go_on(now.content, now.plan), now.plan.fiscal_year + 1
        if not dry_run:
            write_texts(now, made.texts, f"rollover {folder.shown}")
    for path in made.texts:
        console.put(path)
    for line in made.report(year):
        console.put(line)
    if dry_run:
        console.say("--dry-run なので書き込んでいません。")
    else:
        console.say(f"次は: dxplan validate {folder.shown}（やり直すなら dxplan undo）")


def _asked(rows: Sequence[Assessment], ended: Sequence[tuple[Assessment, str]]) -> list[Assessment]:
    """Ask which rows are not carried on, at a terminal; elsewhere all are."""
    from dxplan.recording.typed import find_row

    if not console.at_terminal():
        return []
    console.say("終わったかもしれない項目:")
    for row, why in ended:
        console.say(f"  {row.label} {row.item.name}（{why}）")
    while True:
        typed = console.ask("引き継がない項目の番号か id（空白で区切る。なければ Enter）: ")
        if typed is None:
            raise DxplanError(
                "尋ねている途中で終わったので、何も書き込んでいません。", "もう一度実行してください。"
            )
        try:
            return [find_row(rows, each) for each in typed.split()]
        except DxplanError as error:
            console.say(f"{error.message}{error.hint}")
