"""``dxplan review``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan import console
from dxplan.diagnostics import DxplanError

if TYPE_CHECKING:
    from dxplan.review import Review


class RoundingWord(StrEnum):
    """The ways to round, as words of the command line."""

    HALF_UP = "half_up"
    DOWN = "down"


def review(
    plans: list[str] = typer.Argument(metavar="PLAN...", help="振り返る計画。年度の順に並べられる。"),
    rounding: RoundingWord = typer.Option(
        None, "--rounding", help="割合の端数処理を、計画の定めに代えて決める。"
    ),
    beside: RoundingWord = typer.Option(None, "--beside", help="もう一つの端数処理の割合を並べる。"),
    out: Path = typer.Option(None, "--out", metavar="DIR", help="Excel と Markdown を書き出すフォルダ。"),
    templates: Path = typer.Option(None, "--templates", metavar="DIR", help="ひな形のフォルダ。"),
    label: str = typer.Option("", "--label", metavar="資料番号", help="右上に載せる番号（資料２－１）。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """何年かの計画を総括し、件数と割合を並べる。

    項目のある年度どうしは、項目ごとの判定の移り変わりも追う。

    例: dxplan review plans/2019 plans/2020 plans/2021 --rounding down
    """
    if json and out is not None:
        raise DxplanError("--json と --out は一緒に使えません。", "どちらか一方にしてください。")
    from dxplan.commands.opening import open_plan
    from dxplan.review import make_review
    from dxplan.values.rounding import Rounding

    opened = [open_plan(argument)[0] for argument in plans]
    years = [plan.fiscal_year for plan in opened]
    if len(set(years)) < len(years):
        raise DxplanError("同じ年度の計画が二つあります。", "年度の違う計画を並べてください。")
    made = make_review(
        opened,
        Rounding(rounding.value) if rounding else None,
        Rounding(beside.value) if beside else None,
    )
    if out is not None:
        _write(made, out, templates, label)
    elif json:
        from dxplan.rendering.machine import review as as_json

        console.put_json(as_json(made))
    else:
        from dxplan.rendering.terminal_review import print_review

        print_review(made)


def _write(made: Review, out: Path, templates: Path | None, label: str) -> None:
    from dxplan import files
    from dxplan.commands.opening import open_look, open_template
    from dxplan.rendering import markdown
    from dxplan.rendering.excel import render_review
    from dxplan.template_files import REVIEW

    folder = out / f"{made.reports[0].plan.name}-{made.reports[-1].plan.name}"
    path, template = open_template(REVIEW, templates)
    contents = {
        folder / "総括.xlsx": render_review(made, open_look(templates), label),
        folder / "総括.md": markdown.render_review(made, label, path, template).encode(),
    }
    files.write_files(contents)
    for written in contents:
        console.put(written.as_posix())
