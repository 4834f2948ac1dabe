"""What ``record`` does with an answer: the new text, checked; the difference; the write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from dxplan import workspace as files
from dxplan.checks.engine import check_plan
from dxplan.commands.opening import read_department_table
from dxplan.format.document import BOM
from dxplan.format.editing import set_values
from dxplan.format.reading import PlanText, read_plan
from dxplan.judging.assessments import Assessment, judge_plan
from dxplan.output import console
from dxplan.recording.answers import Answer, answer_edits, find_row, told_actuals
from dxplan.recording.differences import unified_difference
from dxplan.recording.half_years import half_line

if TYPE_CHECKING:
    from dxplan.format.document import Document
    from dxplan.format.editing import Value
    from dxplan.model import KeyPath, Plan
    from dxplan.model.findings import Diagnostic
    from dxplan.workspace import PlanFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A checked change, not yet written: ``texts`` has the names of files, each with its bytes before and after."""

    folder: PlanFolder
    texts: tuple[tuple[str, bytes, bytes], ...]
    row: Assessment
    plan: Plan
    warnings: tuple[Diagnostic, ...]


def prepare(folder: PlanFolder, reading: PlanText, wanted: str, answer: Answer) -> Change:
    """Return the change that records an answer; show the findings and leave where it would not validate."""
    if reading.plan is None:
        raise AssertionError("an invalid plan is not recorded into")
    row = find_row(judge_plan(reading.plan), wanted)
    if row.repost:
        console.say(f"{row.label} は再掲です。元の項目「{row.item.id}」に記録します。")
    for of in dict.fromkeys(indicator.repost_of for indicator, _ in told_actuals(row, answer)):
        if of:
            console.say(f"この実績値の指標は再掲です。元の指標「{of}」に記録します。")
    data = {path: document.data for path, document in reading.documents.items()}
    edits = answer_edits(row, answer, reading.plan, data)
    texts = tuple(
        _edited(
            folder, reading.documents[path], [(edit.key, edit.value) for edit in edits if edit.path == path]
        )
        for path in dict.fromkeys(edit.path for edit in edits)
    )
    after = {name: content for name, _, content in texts}
    outcome = read_plan(folder.name, folder.shown, {**folder.files, **after}, folder.unreadable)
    if outcome.plan is None:
        from dxplan.commands import opening
        from dxplan.output import terminal

        terminal.print_findings(outcome.findings, opening.texts(outcome), stderr=True)
        console.say("このままでは誤りになるので、何も書き込んでいません。")
        raise typer.Exit(1)
    plan = outcome.plan.in_year(reading.plan.fiscal_year)
    assessments = judge_plan(plan)
    recorded = next(a for a in assessments if a.id == row.id)
    table, *_ = read_department_table()
    # Only what the checks think of this item is shown, so only this item is looked at.
    alone = replace(plan, directions=(replace(recorded.direction, entries=(recorded.item,), parts=()),))
    found = outcome.place(check_plan(alone, judge_plan(alone), table))
    item = recorded.item.source
    warnings = [f for f in found if f.source.path == item.path and f.source.key[: len(item.key)] == item.key]
    return Change(
        folder=folder,
        texts=texts,
        row=recorded,
        plan=plan,
        warnings=tuple(warnings),
    )


def _edited(
    folder: PlanFolder, document: Document, edits: list[tuple[KeyPath, Value]]
) -> tuple[str, bytes, bytes]:
    """Return the name of a file, with its bytes before and after edits."""
    name = document.path.rsplit("/", 1)[-1]
    before = folder.files[name]
    after = (BOM if before.startswith(BOM) else b"") + set_values(document.text, edits).encode()
    return name, before, after


def difference(change: Change) -> str:
    """Return the change as git would show it."""
    shown = (
        unified_difference(
            f"{change.folder.shown}/{name}", before.decode("utf-8-sig"), after.decode("utf-8-sig")
        )
        for name, before, after in change.texts
    )
    return "\n".join(difference for difference in shown if difference)


def write(change: Change) -> None:
    """Write the change unless somebody else has written in the meantime."""
    with files.only_writer(change.folder):
        files.write_files({change.folder.path / name: after for name, _, after in change.texts})


def announce(change: Change, answer: Answer) -> None:
    """Say what follows from an answer, the half year or the verdict, and what the checks think of it."""
    row = change.row
    console.say(f"{row.label} {row.item.name}")
    if answer.half:
        console.say(f"  {half_line(row.item, answer.half, change.plan.span)}")
    if not answer.only_half:
        _say_verdict(row, change.plan)
    for warning in change.warnings:
        console.say(f"  {warning.severity.label}: {warning.message} {warning.hint}")


def _say_verdict(row: Assessment, plan: Plan) -> None:
    from dxplan.handouts.wording import achievement_text, actual_lines

    text = achievement_text(row, plan).replace("\n", " ／ ")
    shown = text if text.startswith(row.verdict.label) else f"{row.verdict.label}（{text}）"
    for line in actual_lines(row.judged, plan.rate):
        console.say(f"  {line}")
    console.say(f"  判定: {shown}")
    console.say(f"  規則: {row.rule.value}")
