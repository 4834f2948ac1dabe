"""``dxplan validate``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from dxplan.model.findings import DxplanError, Severity
from dxplan.output import console

if TYPE_CHECKING:
    from dxplan.commands.checking import Checked
    from dxplan.model.findings import Diagnostic


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def validate(
    plans: list[str] = typer.Argument(None, metavar="[PLAN]...", help="計画。書かなければ plans/ のすべて。"),
    format: Format = typer.Option(Format.TEXT, "--format", help="出力の形。", show_choices=True),
    strict: bool = typer.Option(False, "--strict", help="警告も誤りと数える。"),
    only: list[str] = typer.Option(None, "--only", metavar="コード", help="DX4 など、これで始まるものだけ。"),
    explain: str = typer.Option(None, "--explain", metavar="コード", help="コードの説明を表示する。"),
    fix: bool = typer.Option(False, "--fix", help="安全に直せる所を、差分を示して直す。"),
    dry_run: bool = typer.Option(False, "--dry-run", help="--fix の差分だけを示す。"),
) -> None:
    """計画の誤りを、場所と直し方を添えてすべて示す。

    問題がなければ何も表示しない。--fix が直すのは、表記の揺れ、全角の英数字、
    部局と課の間の空白。ほかの直しは --fix --only DX467 のように選ぶ。

    例: dxplan validate plans/2019 --strict
    """
    if explain is not None:
        console.put(_page(explain))
        return
    from dxplan.commands import checking

    checked = checking.check_folders(plans, only or [])
    if fix or dry_run:
        checking.fix_folders(checked, only or [], dry_run=dry_run)
        return
    findings = [finding for each in checked for finding in each.findings]
    _print(format, checked, findings)
    if (strict and findings) or any(f.severity is Severity.ERROR for f in findings):
        raise typer.Exit(1)


def _page(code: str) -> str:
    from dxplan.checks.engine import all_pages

    page = all_pages().get(code.upper())
    if page is None:
        raise DxplanError(
            f"「{code}」というコードはありません。", "コードの一覧は docs/codes.md にあります。"
        )
    return f"{page.code} {page.title}（{Severity(page.severity).label}、{page.name}）\n\n{page.body}"


def _print(format: Format, checked: list[Checked], findings: list[Diagnostic]) -> None:
    if format is Format.JSON:
        from dxplan.output.machine import findings as as_json

        console.put_json(as_json(findings))
    elif format is Format.GITHUB:
        from dxplan.output.github import annotation

        for finding in findings:
            console.put(annotation(finding))
    elif format is Format.SARIF:
        from dxplan.output.sarif import findings as as_sarif

        console.put_json(as_sarif(findings))
    elif findings:
        from dxplan.output import terminal

        for each in checked:
            terminal.print_findings(each.findings, each.texts, each.heading)
        errors = sum(f.severity is Severity.ERROR for f in findings)
        terminal.print_summary(errors, len(findings) - errors)
