"""``dxplan render``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan import console
from dxplan.diagnostics import DxplanError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.report import Report

_FORMATS = ("xlsx", "md")


def render(
    plans: list[str] = typer.Argument(metavar="PLAN...", help="計画（plans/2019、または 2019）。"),
    out: Path = typer.Option(Path("out"), "--out", metavar="DIR", help="書き出すフォルダ。"),
    format: str = typer.Option("xlsx,md", "--format", metavar="xlsx,md", help="作る資料の形。"),
    templates: Path = typer.Option(None, "--templates", metavar="DIR", help="ひな形のフォルダ。"),
    label: str = typer.Option(None, "--label", metavar="資料番号", help="右上に載せる番号（資料２－１）。"),
    draft: bool = typer.Option(False, "--draft", help="未記録の項目があっても作る。"),
) -> None:
    """委員会に出す実施結果を、Excel と Markdown で作る。

    同じ計画からは、いつどこで作っても同じファイルができる。

    例: dxplan render plans/2019 --out out --label 資料２－１
    """
    wanted = [name.strip() for name in format.split(",") if name.strip()]
    if not wanted or any(name not in _FORMATS for name in wanted):
        raise DxplanError(
            f"--format に「{format}」は使えません。", "xlsx、md、または xlsx,md と書いてください。"
        )
    for argument in plans:
        _render_plan(argument, out, wanted, templates, label, draft=draft)


def _render_plan(
    argument: str, out: Path, wanted: list[str], templates: Path | None, label: str | None, *, draft: bool
) -> None:
    from dxplan import files
    from dxplan.commands.opening import open_plan
    from dxplan.rendering.progress import progress
    from dxplan.report import make_report

    plan, _ = open_plan(argument)
    report = make_report(plan)
    if report.unrecorded and not draft:
        first = report.unrecorded[0].assessment
        raise DxplanError(
            f"未記録の項目が{len(report.unrecorded)}件あります（{first.direction_number}-{first.number} {first.item.name} など）。",
            f"dxplan record {argument} で記録するか、案として作るなら --draft を付けてください。",
        )
    number = plan.label if label is None else label
    folder = out / plan.name
    contents: dict[Path, bytes] = {}
    with progress(len(report.rows) * 2, f"{plan.name} の資料を作成中") as step:
        if "xlsx" in wanted:
            contents[folder / "実施結果.xlsx"] = _workbook(report, templates, number, step)
        if "md" in wanted:
            contents[folder / "実施結果.md"] = _markdown(report, templates, number)
    files.write_files(contents)
    for path in contents:
        console.put(path.as_posix())


def _workbook(report: Report, templates: Path | None, label: str, step: Callable[[], None]) -> bytes:
    from dxplan.commands.opening import open_look
    from dxplan.rendering.excel import render_workbook

    return render_workbook(report, open_look(templates), label, step)


def _markdown(report: Report, templates: Path | None, label: str) -> bytes:
    from dxplan.commands.opening import open_template
    from dxplan.rendering.markdown import render_markdown
    from dxplan.template_files import MARKDOWN

    path, template = open_template(MARKDOWN, templates)
    return render_markdown(report, label, path, template).encode()
