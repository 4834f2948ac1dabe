"""``dxplan record``."""

from __future__ import annotations

from pathlib import Path

import typer

from dxplan.model.findings import DxplanError
from dxplan.output import console


def record(
    plan: str = typer.Argument(metavar="PLAN", help="計画（plans/2019、または 2019）。"),
    item: str = typer.Argument(None, metavar="[ITEM]", help="項目の id か整理番号（1-3）。"),
    actual: list[str] = typer.Option(
        None, "--actual", metavar="値", help='実績値。指標が複数なら "名称=値" を繰り返す。'
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
    override: str = typer.Option(
        None, "--override", metavar="判定", help="数字と違う判定（計画の判定の言葉で。未達など）にする。"
    ),
    override_reason: str = typer.Option(None, "--override-reason", metavar="文", help="判定を変える理由。"),
    provisional: bool = typer.Option(False, "--provisional", help="この実績値を速報値とする。"),
    provisional_reason: str = typer.Option(
        None, "--provisional-reason", metavar="文", help="速報値である理由。"
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
    year: str = typer.Option(None, "--year", metavar="年度", help="何年かの計画で、記録する年度（R5）。"),
    section: str = typer.Option(None, "--section", metavar="課", help="尋ねる項目を、この課のものに絞る。"),
    dry_run: bool = typer.Option(False, "--dry-run", help="書き込まず、変わる行だけを示す。"),
) -> None:
    """実績を記録する。値を書かなければ一つずつ尋ねる。

    ITEM も書かなければ、まだ記録のない項目を順に尋ねる。途中でやめても、
    そこまでの記録は残り、次に続きから始められる。

    書き込むのはその項目の行だけで、コメントや並びは変わらない。
    取り消しは git の仕事: git diff で確かめ、git restore plans/2019 で戻す。

    例: dxplan record plans/2019 1-1 --actual 12 --done --report "研修会を開いた。"
        dxplan record plans/aomori 12 --half R6上期 --state 順調 --progress "業者を選んだ。"
    """
    from dxplan.commands import interview, recording
    from dxplan.recording.answers import Answer
    from dxplan.workspace.opening import read_folder

    answer = Answer(
        actuals=tuple(actual or ()),
        done=done,
        report=_long_text(report, report_file),
        reason=_long_text(reason, None),
        wording=wording,
        override=override,
        override_reason=override_reason,
        provisional=(provisional_reason or "") if provisional or provisional_reason else None,
        half=half,
        state=state,
        progress=_long_text(progress, None),
    )
    if not answer.empty and item is None:
        raise DxplanError(
            "どの項目に記録するかが書かれていません。",
            "dxplan record PLAN 1-3 --actual 12 のように書いてください。",
        )
    folder = read_folder(plan, year)
    if answer.empty:
        interview.ask(plan, folder.plan, item, section, year, dry_run=dry_run)
        return
    change = recording.prepare(folder, item or "", answer)
    if dry_run:
        console.put(recording.difference(change))
    else:
        recording.write(change)
    recording.announce(change, answer)


def _long_text(text: str | None, file: Path | None) -> str | None:
    from dxplan.workspace.opening import read_text

    if file is not None:
        text = console.read_input() if str(file) == "-" else read_text(file)
    elif text == "-":
        text = console.read_input()
    return text.replace("\r\n", "\n").strip() if text is not None else None
