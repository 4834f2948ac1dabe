"""``dxplan init``."""

from __future__ import annotations

from pathlib import Path

import typer

from dxplan.output import console


def init(folder: Path = typer.Argument(metavar="DIR", help="作るフォルダ。")) -> None:
    """小さな見本の計画を、新しいフォルダに作る。

    例: dxplan init keikaku
    """
    from datetime import date

    from dxplan.samples import sample_workspace
    from dxplan.workspace.writing import write_files

    year = date.today().year if date.today().month >= 4 else date.today().year - 1  # noqa: DTZ011 - local fiscal year
    contents = sample_workspace(year)
    write_files({folder / name: text.encode() for name, text in contents.items()}, new=True)
    for name in contents:
        console.put((folder / name).as_posix())
    console.say(
        f"次は: cd {folder} のあと dxplan validate、dxplan classify {year}、dxplan render {year} --draft"
    )
