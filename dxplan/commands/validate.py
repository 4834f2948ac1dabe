"""``dxplan validate``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from dxplan.commands.arguments import offered
from dxplan.model.findings import DxplanError, InvalidPlan, Severity
from dxplan.output import console
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dxplan.checks.baseline import Known
    from dxplan.model.findings import Diagnostic
    from dxplan.workspace.opening import PlanFolder


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def validate(
    plans: list[str] = typer.Argument(
        None,
        metavar="[PLAN]...",
        help="計画。書かなければ plans/ のすべて。",
        autocompletion=offered("plans"),
    ),
    format: Format = typer.Option(Format.TEXT, "--format", help="出力の形。", show_choices=True),
    strict: bool = typer.Option(False, "--strict", help="警告も誤りと数える。"),
    only: list[str] = typer.Option(
        None,
        "--only",
        metavar="コード",
        help="DX4 など、これで始まるものだけ。",
        autocompletion=offered("codes"),
    ),
    baseline: str = typer.Option(None, "--baseline", metavar="FILE", help="ここに書いた知らせは示さない。"),
    write_baseline: str = typer.Option(
        None, "--write-baseline", metavar="FILE", help="いまの照査の知らせを FILE に書く。"
    ),
    explain: str = typer.Option(
        None, "--explain", metavar="コード", help="コードの説明を表示する。", autocompletion=offered("codes")
    ),
    fix: bool = typer.Option(False, "--fix", help="安全に直せる所を、差分を示して直す。"),
    dry_run: bool = typer.Option(False, "--dry-run", help="--fix の差分だけを示す。"),
    yes: bool = typer.Option(False, "--yes", help="--fix で、確かめの要る所も尋ねずに直す。"),
) -> None:
    """計画の誤りを、場所と直し方を添えてすべて示す。

    問題がなければ何も表示しない。--fix が直すのは、表記の揺れ、全角の英数字、
    部局と課の間の空白。ほかの直しは --fix --only DX467 のように選び、直す前に尋ねる。

    前からある計画を取り込んだときは、--write-baseline でいまの知らせを書いておき、
    --baseline で新しい知らせだけを見る。

    例:
        dxplan validate plans/2019 --strict
        dxplan validate plans/2019 --only DX41 --fix --dry-run
        dxplan validate --explain DX402
    """
    if explain is not None:
        console.put(_page(explain))
        return
    checked = _check(plans, _codes(only or []))
    if fix or dry_run:
        _fix(checked, any_code=bool(only), dry_run=dry_run, yes=yes)
        return
    if write_baseline is not None:
        _write_baseline(checked, write_baseline)
        return
    if baseline is not None:
        checked = _without_known(checked, baseline)
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


def _codes(only: list[str]) -> tuple[str, ...]:
    """Return the beginnings of codes asked for: 「DX4」, 「DX411,DX412」; one that no code has is a slip."""
    from dxplan.checks.engine import rule_files
    from dxplan.model.codes import CODES

    codes = tuple(code.strip().upper() for each in only for code in each.split(",") if code.strip())
    for code in codes:
        if not any(known.startswith(code) for known in (*CODES, *rule_files())):
            raise DxplanError(
                f"--only の「{code}」で始まるコードはありません。",
                "コードの一覧は docs/codes.md にあります。",
            )
    return codes


class _Checked(NamedTuple):
    """What was found in one plan, or in the table of departments, which has no plan of its own."""

    findings: Sequence[Diagnostic]
    texts: Mapping[str, str]
    heading: Callable[[Diagnostic], str]
    folder: PlanFolder | None


#: The checks that look at the plans beside one.
_BESIDE: Final = ("DX48", "DX490")


def _check(arguments: list[str] | None, codes: tuple[str, ...]) -> list[_Checked]:
    """Read and check plans, each once; without arguments all of the workspace."""
    from dxplan.checks.engine import check_plan
    from dxplan.judging.items import judge_plan
    from dxplan.workspace.merges import just_changed_by_both
    from dxplan.workspace.opening import (
        Neighbours,
        all_plans,
        find_neighbours,
        find_plan,
        open_departments,
        open_publication,
        read_folder,
    )

    wanted = {find_plan(name).resolve(): name for name in arguments or all_plans()}
    checked, table = [], None
    try:
        table = open_departments()
    except InvalidPlan as invalid:
        checked.append(_Checked(invalid.findings, invalid.texts, lambda finding: finding.source.path, None))
    for argument in wanted.values():
        folder = read_folder(argument)
        content = folder.content
        findings = content.findings
        if content.plan:
            held = not codes or any(
                code.startswith(beside) or beside.startswith(code) for code in codes for beside in _BESIDE
            )
            beside = find_neighbours(folder) if held else Neighbours(None, ())
            made = check_plan(
                content.plan,
                judge_plan(content.plan),
                table,
                codes,
                *beside,
                publication=open_publication(folder),
                changed_by_both=just_changed_by_both(folder),
            )
            findings = content.place([*findings, *made])
        checked.append(_Checked(findings, content.texts, content.heading, folder))
    if not codes:
        return checked
    return [
        each._replace(findings=[finding for finding in each.findings if finding.code.startswith(codes)])
        for each in checked
    ]


def _fix(checked: list[_Checked], *, any_code: bool, dry_run: bool, yes: bool) -> None:
    """Show the differences that corrections make, then write them: the safe ones, or all that were asked for.

    What is not safe is asked about, at a terminal; elsewhere it is only written with ``--yes``.
    """
    from dxplan.checks.engine import load_checks
    from dxplan.format.fixing import fix
    from dxplan.recording.changes import overtaken
    from dxplan.recording.differences import unified_difference
    from dxplan.workspace.writing import only_writer, write_texts

    safe = {check.code for check in load_checks() if check.safe}
    total, left = 0, 0
    for each in checked:
        if each.folder is None:
            continue
        texts, count, doubtful = {}, 0, False
        for path, document in each.folder.content.documents.items():
            chosen = [finding for finding in each.findings if any_code or finding.code in safe]
            text, made = fix(document, chosen)
            if made:
                count += made
                doubtful |= any(
                    finding.replacement is not None and finding.code not in safe for finding in chosen
                )
                texts[path] = text
                console.put(unified_difference(path, document.text, text))
        if not texts or dry_run:
            total += count
        elif doubtful and not yes and not console.agreed("このように直しますか [y/N]: "):
            left += count
        else:
            total += count
            with only_writer(each.folder) as now:
                if now is not each.folder:
                    raise overtaken(f"{now.shown} ")
                write_texts(now, texts, f"validate {now.shown} --fix")
    done = "直せます（--dry-run なので書き込んでいません）" if dry_run else "直しました"
    if left:
        console.say(f"確かめの要る{left}か所は直していません。よければ --yes を付けてください。")
    if total or not left:
        console.say(f"{total}か所を{done}。" if total else "自動で直せるものはありません。")


def _write_baseline(checked: list[_Checked], name: str) -> None:
    """Write what is known of the plans: every finding of the checks there is now."""
    from dxplan.checks.baseline import write_baseline
    from dxplan.workspace.writing import write_files

    known = [known for each in checked for _, known in _known(each) if known]
    write_files({Path(name): write_baseline(known).encode()}, f"validate --write-baseline {name}")
    console.say(f"{len(set(known))}件の知らせを {name} に書きました。")


def _without_known(checked: list[_Checked], name: str) -> list[_Checked]:
    """Leave out what a baseline knows, and tell how much of it is settled."""
    from dxplan.checks.baseline import read_baseline
    from dxplan.workspace.opening import read_text

    baseline = read_baseline(read_text(Path(name)), name)
    plans = {each.folder.path.resolve().name for each in checked if each.folder}
    still = {known for each in checked for _, known in _known(each) if known}
    settled = sum(known.plan in plans and known not in still for known in baseline)
    if settled:
        console.say(f"{name} の{settled}件は、もうありません。--write-baseline で書き直せます。")
    return [
        each._replace(findings=[finding for finding, known in _known(each) if known not in baseline])
        for each in checked
    ]


def _known(each: _Checked) -> list[tuple[Diagnostic, Known | None]]:
    """Return the findings of a plan with what each is known by."""
    from dxplan.checks.baseline import known_by

    if each.folder is None:
        return [(finding, None) for finding in each.findings]
    documents = each.folder.content.documents
    name = each.folder.path.resolve().name
    return [
        (
            finding,
            known_by(finding, name, document.data)
            if (document := documents.get(finding.source.path))
            else None,
        )
        for finding in each.findings
    ]


def _print(format: Format, checked: list[_Checked], findings: list[Diagnostic]) -> None:
    if format is Format.JSON:
        from dxplan.output.machine.findings import findings as as_json

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
