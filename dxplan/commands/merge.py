"""``dxplan merge``."""

from __future__ import annotations

from pathlib import Path

import typer

from dxplan.output import console


def merge(
    base: Path = typer.Argument(metavar="BASE", help="もとのファイル。"),
    ours: Path = typer.Argument(metavar="OURS", help="片方で変えたファイル。合わせた結果を書き込む。"),
    theirs: Path = typer.Argument(metavar="THEIRS", help="もう片方で変えたファイル。"),
    out: Path = typer.Option(None, "--out", metavar="FILE", help="OURS でなく、ここに書き込む。"),
    path: str = typer.Option("", "--path", metavar="NAME", help="知らせるときのファイルの名前。"),
    marker_size: int = typer.Option(7, "--marker-size", min=3, max=999, help="衝突の印の文字数。"),
) -> None:
    """計画の同じファイルを二人が変えたものを、項目ごと・欄ごとに合わせる。

    まず git と同じように行で合わせ、そこで衝突する所だけを意味で合わせる。
    隣り合った欄、同じ場所に足した項目は合わさる。同じ欄を別の値にした所と、
    片方が消して片方が変えた所は衝突で、git と同じ印を付けて 1 で終わる。

    git に使わせるには、dxplan git-setup を一度実行する。

    例:
        dxplan merge docs/merge/base.toml docs/merge/ours.toml docs/merge/theirs.toml --out both.toml
    """
    from dxplan.workspace.merging import merge_files

    merged = merge_files(base, ours, theirs, out or ours, marker_size)
    shown = path or (out or ours).as_posix()
    for each in merged.contested:
        console.say(f"{shown}: {each}")
    if not merged.clean:
        console.say(
            f"{shown} に衝突があります。<<<<<<< と >>>>>>> の間を、正しい方か、合わせたものに書き直してください。"
        )
        raise typer.Exit(1)
