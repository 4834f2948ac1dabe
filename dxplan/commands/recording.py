"""What ``record`` does with an answer: the new text, checked; the difference; the write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from dxplan import console, files
from dxplan.checks import check_plan
from dxplan.commands.opening import read_department_table
from dxplan.differences import unified_difference
from dxplan.editing import set_values
from dxplan.judging import Assessment, judge_plan
from dxplan.reading import Reading, read_plan
from dxplan.reading.document import BOM
from dxplan.recording import Answer, answer_edits, find_row, row_number

if TYPE_CHECKING:
    from dxplan.diagnostics import Diagnostic
    from dxplan.files import PlanFolder
    from dxplan.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A checked change of one file, not yet written."""

    folder: PlanFolder
    name: str
    before: bytes
    after: bytes
    row: Assessment
    plan: Plan
    warnings: tuple[Diagnostic, ...]


def prepare(folder: PlanFolder, reading: Reading, wanted: str, answer: Answer) -> Change:
    """Return the change that records an answer; show the findings and leave where it would not validate."""
    if reading.plan is None:
        raise AssertionError("an invalid plan is not recorded into")
    row = find_row(judge_plan(reading.plan), wanted)
    if row.repost:
        console.say(f"{row_number(row)} は再掲です。元の項目「{row.item.id}」に記録します。")
    document = reading.documents[row.item.source.path]
    edits = answer_edits(row, answer, reading.plan.fiscal_year, document.data)
    name = document.path.rsplit("/", 1)[-1]
    before = folder.files[name]
    text = set_values(document.text, edits)
    after = (BOM if before.startswith(BOM) else b"") + text.encode()
    outcome = read_plan(folder.name, folder.shown, {**folder.files, name: after}, folder.unreadable)
    if outcome.plan is None:
        from dxplan.commands.opening import texts
        from dxplan.rendering import terminal

        terminal.print_findings(outcome.findings, texts(outcome), stderr=True)
        console.say("このままでは誤りになるので、何も書き込んでいません。")
        raise typer.Exit(1)
    assessments = judge_plan(outcome.plan)
    recorded = next(a for a in assessments if a.id == row.id)
    table, *_ = read_department_table()
    # Only what the checks think of this item is shown, so only this item is looked at.
    alone = replace(outcome.plan, directions=(replace(recorded.direction, entries=(recorded.item,)),))
    found = outcome.place(check_plan(alone, judge_plan(alone), table))
    item = recorded.item.source
    warnings = [f for f in found if f.source.path == item.path and f.source.key[: len(item.key)] == item.key]
    return Change(
        folder=folder,
        name=name,
        before=before,
        after=after,
        row=recorded,
        plan=outcome.plan,
        warnings=tuple(warnings),
    )


def difference(change: Change) -> str:
    """Return the change as git would show it."""
    path = f"{change.folder.shown}/{change.name}"
    return unified_difference(path, change.before.decode("utf-8-sig"), change.after.decode("utf-8-sig"))


def write(change: Change) -> None:
    """Write the change unless somebody else has written in the meantime."""
    with files.only_writer(change.folder):
        files.write_files({change.folder.path / change.name: change.after})


def announce(change: Change) -> None:
    """Say which verdict follows, and what the checks think of it."""
    from dxplan.wording import achievement_text, actual_lines

    row = change.row
    text = achievement_text(row, change.plan.rate).replace("\n", " ／ ")
    shown = row.verdict.value if text == row.verdict.value else f"{row.verdict.value}（{text}）"
    console.say(f"{row_number(row)} {row.item.name}")
    for line in actual_lines(row.judged, change.plan.rate):
        console.say(f"  {line}")
    console.say(f"  判定: {shown}")
    console.say(f"  規則: {row.rule.value}")
    for warning in change.warnings:
        console.say(f"  {warning.severity.label}: {warning.message} {warning.hint}")
