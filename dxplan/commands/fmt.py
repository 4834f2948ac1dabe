"""``dxplan fmt``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dxplan.commands.arguments import offered
from dxplan.model.findings import InvalidPlan
from dxplan.output import console

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.model.findings import Diagnostic


def fmt(
    plans: list[str] = typer.Argument(
        None,
        metavar="[PLAN]...",
        help="計画。書かなければ plans/ のすべてと名簿。",
        autocompletion=offered("plans"),
    ),
    check: bool = typer.Option(
        False, "--check", help="書き込まず、整っていないファイルがあれば 1 で終わる。"
    ),
    diff: bool = typer.Option(False, "--diff", help="書き込まず、変わる行を示す。"),
) -> None:
    """計画のファイルの書き方を、一つの形に整える。

    キーの順、引用符、数、字下げ、空行が揃い、何度実行しても同じになる。
    書いてある内容は変わらない。コメントは残らず、そのキーや見出しと一緒に動く。
    改行（LF か CRLF）と BOM はファイルのまま。取り消しは dxplan undo。

    例:
        dxplan fmt --check
        dxplan fmt plans/2019 --diff
    """
    from dxplan.format.arranging import arrange_departments, arrange_plan
    from dxplan.recording.differences import unified_difference
    from dxplan.workspace.opening import all_plans, departments_file, find_plan, read_bytes, read_folder
    from dxplan.workspace.own import shown_path
    from dxplan.workspace.writing import rewrite

    before: dict[Path, bytes] = {}
    after: dict[Path, str] = {}
    findings: list[Diagnostic] = []
    texts: dict[str, str] = {}
    for argument in {find_plan(name).resolve(): name for name in plans or all_plans()}.values():
        folder = read_folder(argument)
        try:
            arranged = arrange_plan(folder.content)
        except InvalidPlan as invalid:
            findings += invalid.findings
            texts.update(invalid.texts)
            continue
        files = {
            folder.path / shown.removeprefix(f"{folder.shown}/"): text for shown, text in arranged.items()
        }
        before |= {path: folder.files[path.name] for path in files}
        after |= files
    if not plans and (path := departments_file()):
        before[path] = read_bytes(path)
        try:
            after[path] = arrange_departments(shown_path(path), before[path])
        except InvalidPlan as invalid:
            findings += invalid.findings
            texts.update(invalid.texts)
    if findings:
        raise InvalidPlan(findings, texts, "読めないファイルがあるので、何も整えていません。")
    changed = {path: text for path, text in after.items() if text != before[path].decode("utf-8-sig")}
    for path, text in changed.items():
        old, shown = before[path].decode("utf-8-sig"), shown_path(path)
        console.put(unified_difference(shown, old, text) or f"{shown}（改行だけ）" if diff else shown)
    if check or diff:
        console.say(
            f"{len(changed)}つのファイルが整っていません。" if changed else "どのファイルも整っています。"
        )
        if check and changed:
            raise typer.Exit(1)
        return
    rewrite(before, changed, f"fmt {' '.join(plans or ())}".rstrip())
    console.say(
        f"{len(changed)}つのファイルを整えました（dxplan undo で取り消せます）。"
        if changed
        else "どのファイルも整っています。"
    )
