"""``dxplan diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.commands import refuse_together
from dxplan.commands.arguments import formats_named, offered
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.comparing.plans import Comparison
    from dxplan.model.findings import Diagnostic
    from dxplan.workspace.opening import PlanFolder


def diff(
    before: str = typer.Argument(
        None,
        metavar="[A]",
        help="もとの計画。フォルダか、版とフォルダ（HEAD~3:plans/2019、タグや日付でも）。"
        "省くと、最後のコミットから変わったすべての計画。",
        autocompletion=offered("plans"),
    ),
    after: str = typer.Argument(
        None, metavar="[B]", help="新しい計画。省くと、git に最後に入れた A から、いまの A への変更。"
    ),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
    markdown: bool = typer.Option(False, "--markdown", help="Markdown で出力する。"),
    merge: bool = typer.Option(
        False, "--merge", help="最後のマージ（A に書いたコミット）で、両方が変えた項目を並べる。"
    ),
    out: Path = typer.Option(None, "--out", metavar="DIR", help="新旧対照表を書き出すフォルダ。"),
    format: str = typer.Option("xlsx,md", "--format", metavar="xlsx,md,json", help="新旧対照表の形。"),
    label: str = typer.Option("", "--label", metavar="資料番号", help="新旧対照表の右上に載せる番号。"),
) -> None:
    """二つの計画の違いを、項目の id ごとに示す。

    新規・廃止・移動・改称、文の変わった所、動いた目標（引下げ・引上げ、期限の延長など）と
    前の目標のままの判定、実績と判定の変更。git の版もチェックアウトせずに読む。
    --out を付けると、計画の文・目標・指標の新旧対照表を作る。
    読めないファイルがあれば、どこかを言い、ほかのファイルを比べる（終了コード 1）。

    --merge では、git が黙って合わせた同じ項目の変更を、両方並べる。A は計画、
    マージのコミット、その両方（HEAD~2:plans/2019）で、省けば最後のマージの全計画。

    例:
        dxplan diff
        dxplan diff plans/2019 plans/2020
        dxplan diff plans/2019 plans/2020 --out out
    """
    refuse_together(json=json, markdown=markdown, out=out)
    refuse_together(merge=merge, out=out)
    if merge:
        _print_merge(before, json=json, markdown=markdown)
        return
    if before is None and (json or out):
        raise DxplanError(
            "くらべる計画を書いてください。",
            "--json と --out は、dxplan diff plans/2019 --json のように一つの計画に使います。",
        )
    from dxplan.comparing.plans import compare
    from dxplan.workspace.revisions import committed, read_version, readable

    if before is None:
        _print_all(markdown=markdown)
        return
    old, new = (
        (committed(before), read_version(before)) if after is None else map(read_version, (before, after))
    )
    if out is not None:  # a table for a committee is whole
        _write(compare(old.plan, new.plan), out, format, label, f"{old.version}→{new.version}")
        return
    if json:
        from dxplan.output.differences import difference_json

        (one, other), unread = readable(old, new)
        console.put_json(difference_json(compare(one.plan, other.plan), (old.shown, new.shown), unread))
    else:
        unread = _print(old, new, markdown=markdown)
    if unread:
        raise typer.Exit(1)


def _print(old: PlanFolder, new: PlanFolder, *, markdown: bool) -> tuple[Diagnostic, ...]:
    """Print what differs in what can be read of two versions; return why files were left out, which is said first."""
    from dxplan.comparing.plans import compare
    from dxplan.output.differences import difference_lines, difference_markdown
    from dxplan.workspace.revisions import readable

    (one, other), unread = readable(old, new)
    for each in unread:
        console.say(
            f"{each.source.path}:{each.line}: {each.message}このファイルは、どちらの版も比べていません。"
        )
    found, shown = compare(one.plan, other.plan), (old.shown, new.shown)
    if markdown:
        from dxplan.output.formats.md import escape

        console.put(difference_markdown(found, shown, escape).rstrip("\n"))
    else:
        _print_lines(difference_lines(found, shown))
    return unread


def _print_lines(lines: Iterable[str]) -> None:
    from dxplan.output.terminal import console as terminal
    from dxplan.output.terminal import print_sentence

    out = terminal()
    for line in lines:
        print_sentence(out, line)


def _print_all(*, markdown: bool) -> None:
    """Print what differs in every plan of the workspace from what was committed last."""
    from dxplan.workspace.revisions import since_commit

    unread, number = False, -1
    for number, (name, old, new) in enumerate(since_commit()):
        if number:
            console.put("")
        if old and new:
            unread = bool(_print(old, new, markdown=markdown)) or unread
        else:
            console.put(
                f"{name}: " + ("なくなりました。" if old else "新しい計画です（まだコミットしていません）。")
            )
    if number < 0:
        console.put("最後のコミットから変わった計画はありません。")
    if unread:
        raise typer.Exit(1)


def _print_merge(argument: str | None, *, json: bool, markdown: bool) -> None:
    """Print what both sides of a merge have changed: of a plan, of a commit, of a plan in a commit, or of all plans."""
    from dxplan.output.differences import MergedPlan, merge_json, merge_lines, merge_markdown
    from dxplan.workspace.merges import changed_in, merge_of, side_names

    merge, folders = merge_of(argument or "")
    found = [
        MergedPlan(folder.shown, tuple(side_names(folder.path, merge)), changed_in(folder, merge))
        for folder in folders
    ]
    if json:
        console.put_json(merge_json(found))
        return
    for merged in found:
        if markdown:
            from dxplan.output.formats.md import escape

            for line in merge_markdown(merged, escape):
                console.put(line)
        else:
            _print_lines(merge_lines(merged))


def _write(found: Comparison, out: Path, wanted: str, label: str, version: str) -> None:
    """Write the 新旧対照表, or say that there is nothing to be written."""
    from dxplan.handouts.old_and_new import make
    from dxplan.output.formats import Listener, write
    from dxplan.workspace.opening import TemplateFolder
    from dxplan.workspace.writing import write_files

    formats, handout = formats_named(wanted), make(found, label)
    if handout is None:
        console.say("計画の文、目標、指標に違いはないので、新旧対照表は作りません。")
        return
    handout = handout._replace(version=version)
    listener = Listener(step=lambda _: None, say=console.say)
    contents = {
        out / found.after.name / f"{handout.name}.{format_}": content
        for format_ in formats
        if (content := write(format_, handout, TemplateFolder(None), listener)) is not None
    }
    write_files(contents, "diff")
    for path in contents:
        console.put(path.as_posix())
