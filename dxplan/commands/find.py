"""``dxplan find``."""

from __future__ import annotations

import typer

from dxplan.commands.arguments import offered
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.output import console


def find(
    words: str = typer.Argument(
        metavar="語", help='探す言葉。空白で区切ると、そのすべてがある項目（"防災 研修"）。'
    ),
    plans: list[str] = typer.Argument(
        None,
        metavar="[PLAN]...",
        help="計画（plans/2019、または 2019）。省くと、すべての計画。",
        autocompletion=offered("plans"),
    ),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """言葉が、どの計画のどの項目の、どの文にあるかを示す。

    項目の文（名称・概要・目標・指標・実績・理由・予定と進捗・計画の欄・訂正・照会など）と、展開方向（分野など）や計画の文を探す。
    全角と半角、大文字と小文字、ひらがなとカタカナは区別しない。

    例:
        dxplan find 防災
        dxplan find "らじお YouTube" plans/2019
    """
    from dxplan.concordance import find_words
    from dxplan.judging.items import judge_plan
    from dxplan.output.passages import places_json, print_places
    from dxplan.workspace.opening import newest_first, read_folder, with_ledger

    wanted = words.split()
    if not wanted:
        raise DxplanError("探す言葉が書かれていません。", "dxplan find 防災 のように書いてください。")
    found = []
    for argument in plans or newest_first():
        folder = read_folder(argument)
        try:
            plan = folder.plan
        except InvalidPlan:
            if plans:
                raise
            console.say(
                f"{folder.shown} には誤りがあるので、探していません（dxplan validate {folder.shown}）。"
            )
            continue
        content = with_ledger(folder).content
        places = find_words(plan, judge_plan(plan), content.documents.values(), wanted)
        found.append((plan, places, content.line))
    if json:
        console.put_json(places_json(wanted, found))
        return
    for plan, places, line in found:
        if places:
            print_places(plan, places, line, several=len(found) > 1)
    items = sum(len(places) for _, places, _ in found)
    mentions = sum(len(place.mentions) for _, places, _ in found for place in places)
    console.say(f"{items}か所（{mentions}の文）" if items else f"「{words}」はありません。")
