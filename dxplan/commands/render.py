"""``dxplan render``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.handouts.report import Report
    from dxplan.model.handouts import Handout

_FORMATS = ("xlsx", "md")


def render(
    plans: list[str] = typer.Argument(metavar="PLAN...", help="計画（plans/2019、または 2019）。"),
    out: Path = typer.Option(Path("out"), "--out", metavar="DIR", help="書き出すフォルダ。"),
    format: str = typer.Option("xlsx,md", "--format", metavar="xlsx,md", help="作る資料の形。"),
    handout: list[str] = typer.Option(
        None, "--handout", metavar="資料", help="作る資料。省くと plan.toml の handouts。"
    ),
    year: str = typer.Option(None, "--year", metavar="年度", help="何年かの計画で、載せる年度（R5）。"),
    templates: Path = typer.Option(None, "--templates", metavar="DIR", help="ひな形のフォルダ。"),
    label: str = typer.Option(None, "--label", metavar="資料番号", help="右上に載せる番号（資料２－１）。"),
    draft: bool = typer.Option(False, "--draft", help="未記録の項目があっても作る。"),
) -> None:
    """委員会に出す資料（実施結果など）を、Excel と Markdown で作る。

    同じ計画からは、いつどこで作っても同じファイルができる。

    例: dxplan render plans/2019 --out out --label 資料２－１
    """
    wanted = [name.strip() for name in format.split(",") if name.strip()]
    if not wanted or any(name not in _FORMATS for name in wanted):
        raise DxplanError(
            f"--format に「{format}」は使えません。", "xlsx、md、または xlsx,md と書いてください。"
        )
    from dxplan.model.handouts import HANDOUTS

    for name in handout or ():
        if name not in HANDOUTS:
            raise DxplanError(
                f"「{name}」という資料はありません。", f"{'、'.join(HANDOUTS)} から選んでください。"
            )
    for argument in plans:
        _render_plan(argument, year, handout, out, wanted, templates, label, draft=draft)


def _render_plan(
    argument: str,
    year: str | None,
    chosen: list[str] | None,
    out: Path,
    formats: list[str],
    templates: Path | None,
    label: str | None,
    *,
    draft: bool,
) -> None:
    from dxplan.handouts.report import make_report
    from dxplan.model.handouts import HANDOUTS
    from dxplan.output.progress import progress
    from dxplan.workspace.opening import open_plan
    from dxplan.workspace.writing import write_files

    plan, _ = open_plan(argument, year)
    report = make_report(plan)
    number = plan.label if label is None else label
    contents: dict[Path, bytes] = {}
    with progress(len(report.rows) * 2, f"{plan.name} の資料を作成中") as step:
        for name in chosen or plan.handouts:
            made = HANDOUTS[name]
            if not draft:
                _refuse_unrecorded(report, made, argument)
            if "xlsx" in formats:
                contents[out / plan.name / f"{name}.xlsx"] = _workbook(made, report, templates, number, step)
            if "md" in formats:
                contents[out / plan.name / f"{name}.md"] = _markdown(made, report, templates, number)
    write_files(contents)
    for path in contents:
        console.put(path.as_posix())


def _refuse_unrecorded(report: Report, handout: Handout, argument: str) -> None:
    from dxplan.model.handouts import Needs

    if handout.needs is Needs.NOTHING or not report.unrecorded:
        return
    if handout.needs is Needs.ALL_OR_NOTHING and not report.begun:
        return
    first = report.unrecorded[0].assessment
    raise DxplanError(
        f"未記録の項目が{len(report.unrecorded)}件あります（{first.label} {first.item.name} など）。",
        f"dxplan record {argument} で記録するか、案として作るなら --draft を付けてください。",
    )


def _workbook(
    handout: Handout, report: Report, templates: Path | None, label: str, step: Callable[[], None]
) -> bytes:
    from importlib import import_module

    from dxplan.workspace.opening import open_look

    renderer = import_module(f"dxplan.output.excel.{handout.module}")
    made: bytes = renderer.render(report, open_look(templates), label, step)
    return made


def _markdown(handout: Handout, report: Report, templates: Path | None, label: str) -> bytes:
    from importlib import import_module

    from dxplan.output.markdown import render_template
    from dxplan.workspace.opening import open_template

    context = import_module(f"dxplan.output.contexts.{handout.module}").context(report, label)
    path, template = open_template(handout.template, templates)
    return render_template(context, path, template).encode()
