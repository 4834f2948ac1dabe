"""``dxplan validate``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan import console, files
from dxplan.commands.opening import read_folder, texts
from dxplan.diagnostics import Severity

if TYPE_CHECKING:
    from dxplan.diagnostics import Diagnostic


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def validate(
    plans: list[str] = typer.Argument(None, metavar="[PLAN]...", help="計画。書かなければ plans/ のすべて。"),
    format: Format = typer.Option(Format.TEXT, "--format", help="出力の形。", show_choices=True),
    strict: bool = typer.Option(False, "--strict", help="警告も誤りとして数える（終了コード 1）。"),
) -> None:
    """計画の誤りを、場所と直し方を添えてすべて示す。

    問題がなければ何も表示しない。

    例: dxplan validate plans/2019 --strict
    """
    findings: list[Diagnostic] = []
    quoted: dict[str, str] = {}
    for argument in plans or files.all_plans(Path.cwd()):
        _, reading = read_folder(argument)
        findings += reading.findings
        quoted |= texts(reading)
        if reading.plan:
            from dxplan.checks import check_plan
            from dxplan.judging import judge_plan

            findings += reading.place(check_plan(reading.plan, judge_plan(reading.plan)))
    _print(format, findings, quoted)
    if (strict and findings) or any(f.severity is Severity.ERROR for f in findings):
        raise typer.Exit(1)


def _print(format: Format, findings: list[Diagnostic], quoted: dict[str, str]) -> None:
    if format is Format.JSON:
        from dxplan.rendering.machine import findings as as_json

        console.put_json(as_json(findings))
    elif format is Format.GITHUB:
        from dxplan.rendering.github import annotation

        for finding in findings:
            console.put(annotation(finding))
    elif findings:
        from dxplan.rendering import terminal

        errors = sum(f.severity is Severity.ERROR for f in findings)
        terminal.print_findings(findings, quoted)
        terminal.print_summary(errors, len(findings) - errors)
