"""``dxplan git-setup``."""

from __future__ import annotations

import typer

from dxplan.output import console


def git_setup(
    check: bool = typer.Option(False, "--check", help="書き込まず、足りないものがあれば示して 1 で終わる。"),
) -> None:
    """Git が計画を読める文で比べ、項目ごとに合わせるようにする。

    .gitattributes に一行を足し（人の書いた行はそのまま）、このリポジトリの git config に、
    比べ方（git diff、git log -p）と合わせ方（git merge、rebase、cherry-pick）を書く。
    .gitattributes はコミットして皆で使い、git config はパソコンごとに一度ずつ書く。

    例:
        dxplan git-setup
        dxplan git-setup --check
    """
    from dxplan.workspace.git_setup import find_setup, write_setup

    setup = find_setup()
    if not setup.lacking:
        console.say("git の設定は揃っています。")
        return
    if not check:
        write_setup(setup)
    for each in setup.lacking:
        console.put(each)
    if check:
        console.say("まだ書いてありません。dxplan git-setup で書けます。")
        raise typer.Exit(1)
    console.say("git が計画を読める文で比べ、項目ごとに合わせるようにしました。")
    if setup.content is not None:
        console.say(
            "  .gitattributes はコミットしてください。ほかのパソコンでも dxplan git-setup を一度実行します。"
        )
