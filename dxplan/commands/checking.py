"""What ``validate`` does: read and check every plan named, and correct what can safely be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan import workspace as files
from dxplan.checks.engine import check_plan, load_checks
from dxplan.commands.opening import read_department_table, read_folder, texts
from dxplan.judging.assessments import judge_plan
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dxplan.format.reading import PlanText
    from dxplan.model.findings import Diagnostic
    from dxplan.workspace import PlanFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in one plan, or in the table of departments, which has no plan of its own."""

    findings: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    heading: Callable[[Diagnostic], str]
    plan: tuple[PlanFolder, PlanText] | None


def check_folders(arguments: list[str] | None, only: list[str]) -> list[Checked]:
    """Read and check plans, each once; without arguments all of the workspace."""
    start = Path.cwd()
    wanted = {files.find_plan(name, start).resolve(): name for name in arguments or files.all_plans(start)}
    codes = tuple(code.upper() for code in only)
    table, found, path, text = read_department_table()
    checked = [_checked(found, codes, {path: text}, lambda _: path, None)] if found else []
    for argument in wanted.values():
        folder, reading = read_folder(argument)
        findings = [*reading.findings]
        if reading.plan:
            findings += check_plan(reading.plan, judge_plan(reading.plan), table, codes)
        placed = reading.place(findings)
        checked.append(_checked(placed, codes, texts(reading), reading.heading, (folder, reading)))
    return checked


def _checked(
    findings: Iterable[Diagnostic],
    codes: tuple[str, ...],
    quoted: Mapping[str, str],
    heading: Callable[[Diagnostic], str],
    plan: tuple[PlanFolder, PlanText] | None,
) -> Checked:
    kept = tuple(finding for finding in findings if not codes or finding.code.startswith(codes))
    return Checked(findings=kept, texts=quoted, heading=heading, plan=plan)


def fix_folders(checked: list[Checked], only: list[str], *, dry_run: bool) -> None:
    """Show the differences that corrections make, then write them: the safe ones, or those of the codes named."""
    safe = {check.code for check in load_checks() if check.safe or only}
    from dxplan.format.document import BOM
    from dxplan.format.fixing import fix
    from dxplan.recording.differences import unified_difference

    total = 0
    for each in checked:
        if each.plan is None:
            continue
        folder, reading = each.plan
        contents = {}
        for name, before in folder.files.items():
            document = reading.documents.get(f"{folder.shown}/{name}")
            if document is None:
                continue
            text, made = fix(document, [finding for finding in each.findings if finding.code in safe])
            if not made:
                continue
            total += made
            console.put(unified_difference(document.path, document.text, text))
            bom = BOM if before.startswith(BOM) else b""
            contents[folder.path / name] = bom + text.encode()
        if contents and not dry_run:
            with files.only_writer(folder):
                files.write_files(contents)
    done = "直せます（--dry-run なので書き込んでいません）" if dry_run else "直しました"
    console.say(f"{total}か所を{done}。" if total else "自動で直せるものはありません。")
