"""``dxplan collect read``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.commands.arguments import PLAN, working_day, year_of
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.collecting.findings import Finding
    from dxplan.collecting.spoken import ReturnedFile
    from dxplan.collecting.taking import Taking, Wish
    from dxplan.model.ledger import Ledger
    from dxplan.workspace.opening import PlanFolder


def read(
    plan: str = PLAN,
    files: list[Path] = typer.Argument(
        None, metavar="[FILE...]", help="返ってきた調査票（.xlsx、.csv）。フォルダなら、その中のすべて。"
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="書き込まず、何がどう変わるかだけを示す。"),
    partial: bool = typer.Option(
        False, "--partial", help="エラーのあるファイルからも、エラーのない項目を取り込む。"
    ),
    second: bool = typer.Option(
        False, "--second", help="二度目の回答として読み、前の回答と違うところを示す。"
    ),
    report: Path = typer.Option(
        None,
        "--report",
        metavar="DIR",
        help="直すところを書き入れた調査票の写し（差戻し）を書き出すフォルダ。",
    ),
    choose: list[str] = typer.Option(
        None,
        "--choose",
        metavar="項目=課",
        help="食い違った項目で、採る回答（課の名前、記録、二度目）。くり返せる。",
    ),
    year: str = year_of("記録する"),
    on: str = typer.Option(None, "--on", metavar="日付", help="読んだ日。省くと今日。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """返ってきた調査票を読み、確かめて、計画に記録する。

    行は「照合」の欄で見分けるので、並べ替えても、写しても、ファイルの名前を変えてもよい。
    すべてのファイルを確かめてから、一度に書き込む。エラーのあるファイルの回答は取り込まない。
    いくつかの課に尋ねた項目は、揃って同じ回答になったときに記録する。
    同じファイルをもう一度読んでも、何も変わらない。取り消しは dxplan undo。

    例:
        dxplan collect read plans/2019 forms/returned --dry-run
        dxplan collect read plans/2019 forms/returned
        dxplan collect read plans/2019 forms/returned --partial --report forms/back
        dxplan collect read plans/2019 --choose 2-3=広報課
    """
    from dxplan.collecting.findings import Level
    from dxplan.collecting.taking import Wish
    from dxplan.output.takings import print_taking, summary, takings
    from dxplan.workspace.opening import read_folder
    from dxplan.workspace.own import person
    from dxplan.workspace.returned import read_returned

    if not files and not choose:
        hint = "dxplan collect read plans/2019 forms/returned のように書いてください。"
        raise DxplanError("読むファイルが書かれていません。", hint)
    folder = read_folder(plan, year)
    wish = Wish(
        day=working_day(on),
        by=person(folder.path),
        second=second,
        partial=partial,
        asking=report is not None,
        choices=_choices(choose or (), folder),
    )
    returned = read_returned(files or ())
    taking, copies, written = _take(folder, returned, wish, report, dry_run=dry_run)
    names = [name.as_posix() for name in copies]
    if json:
        console.put_json(takings(folder.plan, taking, names, written=written))
    else:
        print_taking(taking)
    for name in names:
        console.say(f"差戻しを書き出しました: {name}")
    for file in taking.held:
        console.say(
            f"{file} の回答は取り込んでいません（--partial なら、エラーのない項目だけを取り込みます）。"
        )
    console.say(summary(taking, written=written))
    if dry_run:
        console.say("書き込んでいません（--dry-run）。")
    if any(finding.level is not Level.NOTE for finding in taking.findings):
        raise typer.Exit(1)


def _take(
    folder: PlanFolder,
    returned: Sequence[ReturnedFile],
    wish: Wish,
    report: Path | None,
    *,
    dry_run: bool,
) -> tuple[Taking, list[Path], bool]:
    """Return what comes of the files, the copies to send back, and whether it was written: in one's turn, all or nothing."""
    from dxplan.format.writing import write_ledger
    from dxplan.workspace.opening import LEDGER, open_ledger
    from dxplan.workspace.writing import only_writer, write_texts

    ledger = open_ledger(folder)
    taking = _taking(folder, ledger, returned, wish)
    if dry_run:
        return taking, [], False
    with only_writer(folder) as now:
        if now is not folder or open_ledger(now) != ledger:  # somebody has written meanwhile
            ledger = open_ledger(now)
            taking = _taking(now, ledger, returned, wish)
        copies = _handed_back(taking, report, now.plan.office) if report is not None else {}
        texts = dict(taking.change.texts) if taking.change else {}
        if taking.ledger != ledger:
            texts[f"{now.shown}/{LEDGER}"] = write_ledger(taking.ledger)
        write_texts(now, texts, f"collect read {now.shown} {len(taking.taken)}項目", copies)
    return taking, list(copies), bool(texts)


def _handed_back(taking: Taking, report: Path, office: str) -> dict[Path, bytes]:
    """Return a copy of each file with what its section is to correct, and say of which file there can be none."""
    from dxplan.collecting.findings import Level
    from dxplan.output.excel.handback import hand_back
    from dxplan.workspace.opening import read_bytes

    asked: dict[str, list[Finding]] = {}
    for finding in (each for found in taking.findings for each in found.everywhere):
        if finding.level is not Level.NOTE and finding.place.file:
            asked.setdefault(finding.place.file, []).append(finding)
    copies: dict[Path, bytes] = {}
    for file, findings in asked.items():
        path = Path(file)
        if not path.is_file():  # an answer of an earlier reading
            console.say(f"{file} は前に読んだ調査票なので、差戻しを作れません。ここに渡せば作れます。")
            continue
        copy = (
            hand_back(read_bytes(path), findings, office)
            if path.suffix.lower() in (".xlsx", ".xlsm")
            else None
        )
        if copy is None:
            console.say(f"{file} には書き入れられません。上の「課へ」の言葉を知らせてください。")
            continue
        name, number = report / f"{path.stem}.xlsx", 1
        while name in copies or (name.exists() and name.resolve() == path.resolve()):
            number += 1
            name = report / f"{path.stem}_{number}.xlsx"
        copies[name] = copy
    return copies


def _taking(folder: PlanFolder, ledger: Ledger, returned: Sequence[ReturnedFile], wish: Wish) -> Taking:
    from dxplan.collecting.asked import Asked
    from dxplan.collecting.taking import take
    from dxplan.judging.items import judge_plan
    from dxplan.recording.questions import told_last_year
    from dxplan.workspace.opening import last_year_of, sound_departments

    told = told_last_year(last_year_of(folder))
    asked = Asked(folder.plan, judge_plan(folder.plan), told)
    return take(folder.content, asked, ledger, returned, wish, sound_departments())


def _choices(texts: Sequence[str], folder: PlanFolder) -> Mapping[str, str]:
    """Return whose answer counts, by the id of the row: 「2-3=広報課」."""
    from dxplan.judging.items import judge_plan
    from dxplan.recording.typed import find_row

    choices, rows = {}, judge_plan(folder.plan) if texts else ()
    for text in texts:
        item, equals, whose = text.replace("＝", "=").partition("=")
        if not equals or not whose.strip():
            raise DxplanError(
                f"--choose の「{text}」を読めません。", "--choose 2-3=広報課 のように書いてください。"
            )
        choices[find_row(rows, item.strip()).item.id] = whose.strip()
    return choices
