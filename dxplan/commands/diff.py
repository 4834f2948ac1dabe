"""``dxplan diff``."""

from __future__ import annotations

import typer

from dxplan.commands import refuse_together
from dxplan.commands.arguments import offered
from dxplan.output import console


def diff(
    before: str = typer.Argument(
        metavar="A",
        help="もとの計画。フォルダか、版とフォルダ（HEAD~3:plans/2019、タグや日付でも）。",
        autocompletion=offered("plans"),
    ),
    after: str = typer.Argument(
        None, metavar="[B]", help="新しい計画。省くと、git に最後に入れた A から、いまの A への変更。"
    ),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
    markdown: bool = typer.Option(False, "--markdown", help="Markdown で出力する。"),
) -> None:
    """二つの計画の違いを、項目の id ごとに示す。

    新規・廃止・移動・改称、文の変わった所、動いた目標（引下げ・引上げ、期限の延長など）と
    前の目標のままの判定、実績と判定の変更。git の版もチェックアウトせずに読む。

    例:
        dxplan diff plans/2019 plans/2020
    """
    refuse_together(json=json, markdown=markdown)
    from dxplan.comparing.plans import compare
    from dxplan.output.differences import difference_json, difference_lines, difference_markdown
    from dxplan.workspace.revisions import committed, read_version

    old, new = (
        (committed(before), read_version(before)) if after is None else map(read_version, (before, after))
    )
    found, shown = compare(old.plan, new.plan), (old.shown, new.shown)
    if json:
        console.put_json(difference_json(found, shown))
    elif markdown:
        from dxplan.output.formats.md import escape

        console.put(difference_markdown(found, shown, escape).rstrip("\n"))
    else:
        from dxplan.output.terminal import console as terminal
        from dxplan.output.terminal import print_sentence

        out = terminal()
        for line in difference_lines(found, shown):
            print_sentence(out, line)
