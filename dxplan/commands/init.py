"""``dxplan init``."""

from __future__ import annotations

from pathlib import Path

import typer

from dxplan.model.findings import DxplanError
from dxplan.output import console


def init(
    folder: Path = typer.Argument(metavar="DIR", help="作るフォルダ。「.」なら、いまいるフォルダ。"),
    year: str = typer.Option(None, "--year", metavar="年度", help="計画の年度（R8）。省くと今年度。"),
) -> None:
    """小さな見本の計画を、新しいフォルダに作る。

    すでに計画のあるフォルダなら、その plans/ に加える。あるファイルは書き換えない。

    例:
        dxplan init keikaku
        dxplan init keikaku --year R9
    """
    from dxplan.samples import sample_workspace
    from dxplan.workspace.journal import recover
    from dxplan.workspace.opening import place_for_plans
    from dxplan.workspace.writing import write_files

    fiscal_year = _year(year)
    folder = place_for_plans(folder)
    if folder.is_dir():
        recover(folder)
    contents = {
        folder / name: text.encode()
        for name, text in sample_workspace(fiscal_year).items()
        if name.startswith("plans/") or not (folder / name).exists()
    }
    write_files(contents, f"init {folder}", new=True)
    for path in contents:
        console.put(path.as_posix())
    go = "" if folder.resolve() == Path.cwd() else f"cd {folder.as_posix()} のあと "
    console.say(
        f"次は: {go}dxplan validate、dxplan classify {fiscal_year}、dxplan render {fiscal_year} --draft"
    )


def _year(text: str | None) -> int:
    from datetime import date

    from dxplan.values.years import parse_fiscal_year

    if text is None:
        today = date.today()  # noqa: DTZ011 - the local fiscal year
        return today.year - (today.month < 4)
    year = parse_fiscal_year(text)
    if year is None:
        raise DxplanError(
            f"--year の「{text}」は年度として読めません。", "R8 や 2026 のように書いてください。"
        )
    return year
