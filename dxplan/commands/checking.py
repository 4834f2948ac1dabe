"""What ``validate`` does: read and check every plan named, and correct what can safely be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan import console, files
from dxplan.checks import check_plan
from dxplan.commands.opening import read_folder
from dxplan.judging import judge_plan

if TYPE_CHECKING:
    from dxplan.diagnostics import Diagnostic
    from dxplan.files import PlanFolder
    from dxplan.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One plan with all that was found in it."""

    folder: PlanFolder
    reading: Reading
    findings: tuple[Diagnostic, ...]


def check_folders(arguments: list[str] | None, only: list[str]) -> list[Checked]:
    """Read and check plans, each once; without arguments all of the workspace."""
    start = Path.cwd()
    wanted = {files.find_plan(name, start).resolve(): name for name in arguments or files.all_plans(start)}
    checked = []
    for argument in wanted.values():
        folder, reading = read_folder(argument)
        findings = [*reading.findings]
        if reading.plan:
            findings += check_plan(reading.plan, judge_plan(reading.plan))
        if only:
            findings = [f for f in findings if f.code.startswith(tuple(code.upper() for code in only))]
        checked.append(Checked(folder=folder, reading=reading, findings=reading.place(findings)))
    return checked


def fix_folders(checked: list[Checked], *, dry_run: bool) -> None:
    """Show the differences that the safe corrections make, then write them."""
    from dxplan.differences import unified_difference
    from dxplan.fixing import fix
    from dxplan.reading.document import BOM

    total = 0
    for each in checked:
        contents = {}
        for name, before in each.folder.files.items():
            document = each.reading.documents.get(f"{each.folder.shown}/{name}")
            if document is None:
                continue
            text, made = fix(document, each.findings)
            if not made:
                continue
            total += made
            console.put(unified_difference(document.path, document.text, text))
            bom = BOM if before.startswith(BOM) else b""
            contents[each.folder.path / name] = bom + text.encode()
        if contents and not dry_run:
            with files.only_writer(each.folder):
                files.write_files(contents)
    done = "直せます（--dry-run なので書き込んでいません）" if dry_run else "直しました"
    console.say(f"{total}か所を{done}。" if total else "自動で直せるものはありません。")
