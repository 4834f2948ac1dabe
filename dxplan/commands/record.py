"""``dxplan record``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.commands.arguments import ITEM, PLAN, offered, year_of
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.judging.items import Assessment
    from dxplan.recording.answers import Answer
    from dxplan.recording.changes import Change
    from dxplan.workspace.opening import PlanFolder


def record(
    plan: str = PLAN,
    item: str = ITEM,
    actual: list[str] = typer.Option(
        None, "--actual", metavar="値", help='実績値。指標が複数なら "名称=値" を繰り返す。'
    ),
    outlook: list[str] = typer.Option(
        None,
        "--outlook",
        metavar="値",
        help="期末見込み（計画の最後の年度の見込み）。書き方は --actual と同じ。",
    ),
    done: bool = typer.Option(None, "--done/--not-done", help="計画どおり実施したかどうか。"),
    report: str = typer.Option(
        None, "--report", metavar="文", help="取組実績・成果等。- なら標準入力から読む。"
    ),
    report_file: Path = typer.Option(
        None, "--report-file", metavar="FILE", help="取組実績をファイルから読む。"
    ),
    reason: str = typer.Option(None, "--reason", metavar="文", help="未達の理由。- なら標準入力から読む。"),
    wording: str = typer.Option(None, "--wording", metavar="文", help="「目標の達成度」欄に載せる言い方。"),
    unjudged: str = typer.Option(
        None, "--unjudged", metavar="理由", help="この年度は判定しない（未判定）。その理由。"
    ),
    override: str = typer.Option(
        None, "--override", metavar="判定", help="数字と違う判定（計画の判定の言葉で。未達など）にする。"
    ),
    override_reason: str = typer.Option(None, "--override-reason", metavar="文", help="判定を変える理由。"),
    provisional: bool = typer.Option(False, "--provisional", help="この実績値を速報値とする。"),
    provisional_reason: str = typer.Option(
        None, "--provisional-reason", metavar="文", help="速報値である理由。"
    ),
    clear: list[str] = typer.Option(
        None,
        "--clear",
        metavar="記録",
        help="記録を消す（actual・outlook・provisional・done・state・report・reason・wording・unjudged・override、計画の欄の名前）。",
        autocompletion=offered("cleared"),
    ),
    field: list[str] = typer.Option(
        None, "--field", metavar="欄=値", help="計画の欄（[[field]]）の値。くり返せる。"
    ),
    half: str = typer.Option(None, "--half", metavar="半期", help="上期・下期の記録（R6上期）。"),
    state: str = typer.Option(
        None,
        "--state",
        metavar="状態",
        help="実施状況。計画の判定の言葉、--half なら 完了・順調・遅れ・未着手・中止。",
    ),
    progress: str = typer.Option(
        None, "--progress", metavar="文", help="その半期の進捗。- なら標準入力から読む。"
    ),
    year: str = year_of("記録する"),
    section: str = typer.Option(
        None,
        "--section",
        metavar="課",
        help="尋ねる項目を、この課のものに絞る。",
        autocompletion=offered("sections"),
    ),
    yes: bool = typer.Option(False, "--yes", help="記録のある値も、尋ねずに書き換える。"),
    dry_run: bool = typer.Option(False, "--dry-run", help="書き込まず、変わる行だけを示す。"),
) -> None:
    """実績を記録する。値を書かなければ一つずつ尋ねる。

    ITEM も書かなければ、まだ記録のない項目を順に尋ねる。途中でやめても、
    そこまでの記録も、打ちかけの答えも残り、次に続きから始められる。

    書き込むのはその項目の行だけで、コメントや並びは変わらない。
    取り消しは dxplan undo。一つずつ前に戻る。

    例:
        dxplan record plans/2019
        dxplan record plans/2019 1-1 --actual 12 --done --report "研修会を開いた。"
        dxplan record plans/aomori 12 --half R6上期 --state 順調 --progress "業者を選んだ。"
    """
    from dxplan.judging.items import judge_plan
    from dxplan.recording.answers import Answer
    from dxplan.recording.changes import consequences, make_change, redirections
    from dxplan.recording.typed import find_row, read_actuals, read_cleared, read_half, read_own_values
    from dxplan.workspace.opening import read_folder, sound_departments

    said = Answer(
        item=item or "",
        done=done,
        state=state if half is None else None,
        report=_long_text(report, report_file),
        reason=_long_text(reason, None),
        wording=wording,
        unjudged=unjudged,
        override=override,
        override_reason=override_reason,
        provisional=(provisional_reason or "") if provisional or provisional_reason else None,
    )
    come = _long_text(progress, None)
    nothing = not (said.of_the_year or actual or outlook or clear or field or half or state or come)
    if not nothing and item is None:
        raise DxplanError(
            "どの項目に記録するかが書かれていません。",
            "dxplan record PLAN 1-3 --actual 12 のように書いてください。",
        )
    folder = read_folder(plan, year)
    rows = judge_plan(folder.plan)
    if nothing:
        from dxplan.model.departments import departments_called
        from dxplan.recording.questions import shared, unrecorded

        called = (
            None
            if section is None
            else sum(departments_called(folder.plan, section, sound_departments()), ())
        )
        asked = [find_row(rows, item)] if item else unrecorded(rows, called)
        if asked:
            _ask(folder, asked, dry_run=dry_run)
        else:
            whose = "" if section is None else f"「{section}」に"
            console.say(f"{whose}未記録の項目はありません。")
        if called and not item and (others := shared(rows, called)):
            console.say(
                "ほかの課と一緒の項目で、すでに記録のあるもの（項目を書けば、記録を見ながら直せます）:"
            )
            for each in others:
                console.say(f"  {each.label} {each.item.name}")
        return
    row = find_row(rows, said.item)
    cleared, cleared_own = read_cleared(row.item, clear or (), folder.plan.own_fields)
    answer = replace(
        said,
        item=row.id,
        cleared=cleared,
        actuals=read_actuals(row.item.indicators, actual or ()),
        outlooks=read_actuals(row.item.indicators, outlook or (), "--outlook"),
        half=read_half(half, state, come, folder.plan),
        own={**cleared_own, **read_own_values(row.item, field or (), folder.plan.own_fields)},
    )
    for line in redirections(row, answer):
        console.say(line)
    change = make_change(folder.content, [row], [answer], sound_departments())
    for line in consequences(change.recorded[0], change.plan):
        console.say(line)
    if change.overwrites and not (yes or dry_run) and not console.agreed("  書き換えますか [y/N]: "):
        hint = "よければ --yes を付けてください。変わる行は --dry-run で見られます。"
        raise DxplanError("記録のある値が変わるので、書き込んでいません。", hint)
    _keep(folder, change, dry_run=dry_run)


def _ask(folder: PlanFolder, rows: Sequence[Assessment], *, dry_run: bool) -> None:
    """Ask for rows; what was answered is written item by item."""
    from dxplan.judging.items import judge_plan
    from dxplan.recording.changes import make_change
    from dxplan.recording.questions import Draft, Question, Unfinished, ask, told_last_year
    from dxplan.workspace.drafts import Drafts
    from dxplan.workspace.opening import last_year_of, read_again, sound_departments

    def prepare(answer: Answer) -> Change:
        # Read again each time: a colleague may have recorded another item meanwhile.
        nonlocal folder
        folder = read_again(folder)
        return make_change(
            folder.content, judge_plan(folder.plan, {answer.item}), [answer], sound_departments()
        )

    drafts = Drafts(folder.path, folder.plan.fiscal_year)
    conversation = ask(
        rows,
        folder.plan,
        prepare,
        lambda change: _keep(folder, change, dry_run=dry_run),
        dict(drafts.typed),
        told_last_year(last_year_of(folder)),
    )
    typed, stopped = None, False
    try:
        while True:
            try:
                step = conversation.throw(KeyboardInterrupt()) if stopped else conversation.send(typed)
                typed, stopped = None, False
                if isinstance(step, Question):
                    try:
                        typed = console.ask(step.text)
                    except console.Interrupted as stop:
                        typed = Unfinished(stop.typed)
                elif isinstance(step, Draft):
                    if step.typed or not dry_run:  # what was only shown is still to be recorded
                        drafts.keep(step.item, step.typed)
                else:
                    console.say(step)
            except KeyboardInterrupt:  # between two questions
                if stopped:  # the conversation does not know of it
                    raise
                stopped = True
    except StopIteration as end:
        console.say(
            f"{end.value}項目を記録しました。" if not dry_run else "書き込んでいません（--dry-run）。"
        )


def _keep(folder: PlanFolder, change: Change, *, dry_run: bool) -> Change:
    """Write a change in one's turn, into what others have written meanwhile; in a dry run show it."""
    from dxplan.judging.items import judge_plan
    from dxplan.recording.changes import remake_change
    from dxplan.workspace.opening import sound_departments
    from dxplan.workspace.writing import only_writer, write_texts

    if dry_run:
        console.put(change.difference)
        return change
    with only_writer(folder) as now:
        if now is not folder:
            judged = judge_plan(now.plan, {each.answer.item for each in change.recorded})
            change = remake_change(change, now.content, judged, sound_departments())
        items = "、".join(f"{each.after.label} {each.after.item.name}" for each in change.recorded)
        write_texts(now, change.texts, f"record {now.shown} {items}")
    return change


def _long_text(text: str | None, file: Path | None) -> str | None:
    from dxplan.workspace.opening import read_typed

    if file is not None:
        text = console.read_input() if str(file) == "-" else read_typed(file)
    elif text == "-":
        text = console.read_input()
    return text.replace("\r\n", "\n").strip() if text is not None else None
