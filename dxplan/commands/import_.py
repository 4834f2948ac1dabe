"""``dxplan import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    from dxplan.importing.draft import Draft
    from dxplan.importing.listing import Listing
    from dxplan.importing.outcome import Outcome
    from dxplan.workspace.opening import PlanFolder


_BLANKS = (
    "空白で列の並んだ文字は、どの値も見出しの下から始まるときだけ読めます"
    "（そうでなければ、Excel に貼り付けるか、タブで区切ってください）。"
)


def import_list(
    source: Path = typer.Argument(
        metavar="SRC", help="一覧のファイル（.xlsx、.csv、.tsv、PDF から写した .txt）。"
    ),
    to: Path = typer.Option(None, "--to", metavar="DIR", help="作るフォルダ（plans/2019、または 2019）。"),
    year: str = typer.Option(None, "--year", metavar="年度", help="計画の年度（R1）。省くと一覧から読む。"),
    sheet: list[str] = typer.Option(
        None, "--sheet", metavar="名前", help="読むシート。くり返せる。省くと、隠れていないすべて。"
    ),
    map_file: Path = typer.Option(
        None, "--map", metavar="FILE", help="どの見出しが何の欄か、どの名前がどの id かを書いた TOML。"
    ),
    accept: bool = typer.Option(
        False, "--accept", help="要確認の指標も、コメントにせずに書く。年度の決まらない値は書かない。"
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="書き込まず、何を読んだかだけを示す。"),
) -> None:
    """いまある一覧（Excel、CSV、PDF から写した文字）から、計画を作る。

    見出しの言葉で列を見分け、目標と実績の文から指標を提案する。もとの文はコメントに残す。
    確かでない指標はコメントにする。数の合わない値は、どの年度にも入れない。
    置き場所のない文は remarks.txt と備考の欄に残す。
    すでに計画があれば書き換えず、何が変わるかを示す。取り消しは dxplan undo。

    例:
        dxplan import docs/lists/kekka.txt --to plans/hinata
        dxplan import docs/lists/kekka.txt --to plans/hinata --accept --dry-run
    """
    from dxplan.importing.again import known_ids
    from dxplan.importing.listing import listing_of
    from dxplan.importing.outcome import outcome_of
    from dxplan.output.imports import print_import
    from dxplan.workspace.opening import place_of_plan, read_folder
    from dxplan.workspace.own import shown_path
    from dxplan.workspace.sources import chosen_sheets, read_map, read_source
    from dxplan.workspace.writing import write_files

    if to is None:
        raise DxplanError("作るフォルダが書かれていません。", "--to plans/2019 のように書いてください。")
    told = read_map(map_file)
    when = _year(year)
    listing = listing_of(chosen_sheets(read_source(source), sheet or ()), told.columns, when)
    place = place_of_plan(to)
    before = read_folder(shown_path(place)) if any(place.glob("*.toml")) else None
    known = {**(known_ids(before.plan, listing) if before else {}), **told.ids}
    draft = _draft(listing, place.name, source, when, known)
    outcome = outcome_of(draft, place.name, shown_path(place), accept=accept)
    print_import(outcome)
    if before is not None:
        _refuse(before, outcome)
    if dry_run:
        console.say("--dry-run なので書き込んでいません。")
        return
    contents = {place / name: text.encode() for name, text in outcome.texts.items()}
    write_files(contents, f"import {source.name} --to {shown_path(place)}", new=True)
    for path in contents:
        console.put(shown_path(path))
    console.say(f"次は: dxplan validate {place.name}（やり直すなら dxplan undo）")


def _draft(
    listing: Listing, name: str, source: Path, year: int | None, known: Mapping[str, list[str]]
) -> Draft:
    """Return the plan that a file lists or has the counts of; refuse a file that has neither, or no year."""
    from dxplan.importing.drafting import draft_of
    from dxplan.importing.totals import totals_draft
    from dxplan.values.years import parse_fiscal_year

    listed = any(True for _ in listing.entries())
    if listed:
        draft = draft_of(listing, name=name, stem=source.stem, year=year, known=known)
    else:
        draft = totals_draft(listing, stem=source.stem, year=year or parse_fiscal_year(name), known=known)
    if draft is not None:
        return draft
    if listed:
        hint = "--year R1 のように書いてください。"
        raise DxplanError("一覧から、何年度の計画かが分かりません。", hint)
    words = "、".join([*listing.columns][:12])
    raise DxplanError(
        "事業や指標の並ぶ表も、その年度の件数の表も見つかりません。",
        "名称の列（事業名、施策名など）のある表が要ります。見出しの言葉は --map で教えられます。"
        + (_BLANKS if source.suffix.lower() in (".txt", ".md") else "")
        + (f"読めた見出し: {words}" if words else ""),
    )


def _year(text: str | None) -> int | None:
    from dxplan.values.years import parse_fiscal_year

    year = parse_fiscal_year(text) if text else None
    if text and year is None:
        raise DxplanError(
            f"--year の「{text}」を年度として読めません。", "R1 や 2019 のように書いてください。"
        )
    return year


def _refuse(before: PlanFolder, outcome: Outcome) -> NoReturn:
    """Show what the list would change in the plan that is there, which stays as it is."""
    from dxplan.format.writing import write_plan
    from dxplan.importing.again import compare
    from dxplan.recording.differences import unified_difference

    told = compare(before.plan, outcome.draft)
    for what, names in (("一覧で新しい項目", told.new), ("一覧にない項目", told.gone)):
        for name in names:
            console.put(f"{what}: {name}")
    for old, new in told.renamed:
        console.put(f"名前の変わった項目: {old} → {new}")
    old_texts, new_texts = write_plan(before.plan), write_plan(outcome.plan)
    changed = False
    for name in {**old_texts, **new_texts}:
        difference = unified_difference(
            f"{before.shown}/{name}", old_texts.get(name, ""), new_texts.get(name, "")
        )
        if difference:
            changed = True
            console.put(difference)
    if not changed:
        console.say(f"{before.shown} と同じです。書き込むものはありません。")
        raise typer.Exit(0)
    console.say(
        f"{before.shown} にはすでに計画があるので、書き込んでいません。上が、一覧のとおりにしたときの変更です。"
    )
    raise typer.Exit(1)
