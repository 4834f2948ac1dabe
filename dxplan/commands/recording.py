"""What ``record`` does with an answer: the new text, checked; the difference; the write."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dxplan.checks.engine import check_plan
from dxplan.format.editing import set_values
from dxplan.format.reading import read_plan
from dxplan.judging.items import Assessment, judge_plan
from dxplan.model.findings import InvalidPlan
from dxplan.output import console
from dxplan.recording.answers import Answer, answer_edits, find_row, told_actuals
from dxplan.recording.differences import unified_difference
from dxplan.recording.half_years import half_line
from dxplan.workspace.opening import open_departments
from dxplan.workspace.writing import write_texts

if TYPE_CHECKING:
    from dxplan.model import Plan
    from dxplan.model.findings import Diagnostic
    from dxplan.workspace.opening import PlanFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A checked change, not yet written: ``texts`` has the paths of files as shown, each with its text before and after."""

    folder: PlanFolder
    texts: tuple[tuple[str, str, str], ...]
    row: Assessment
    plan: Plan
    warnings: tuple[Diagnostic, ...]


def prepare(folder: PlanFolder, wanted: str, answer: Answer) -> Change:
    """Return the change that records an answer; what would not validate is raised with its findings."""
    content, before = folder.content, folder.plan
    row = find_row(judge_plan(before), wanted)
    if row.repost:
        console.say(f"{row.label} は再掲です。元の項目「{row.item.id}」に記録します。")
    for of in dict.fromkeys(indicator.repost_of for indicator, _ in told_actuals(row, answer)):
        if of:
            console.say(f"この実績値の指標は再掲です。元の指標「{of}」に記録します。")
    data = {path: document.data for path, document in content.documents.items()}
    edits = answer_edits(row, answer, before, data)
    texts = []
    for path in dict.fromkeys(edit.path for edit in edits):
        text = content.documents[path].text
        texts.append(
            (path, text, set_values(text, [(edit.key, edit.value) for edit in edits if edit.path == path]))
        )
    after = {path.rsplit("/", 1)[-1]: text.encode() for path, _, text in texts}
    outcome = read_plan(before.name, folder.shown, {**folder.files, **after})
    if outcome.plan is None:
        quoted = {path: document.text for path, document in outcome.documents.items()}
        raise InvalidPlan(outcome.findings, quoted, "このままでは誤りになるので、何も書き込んでいません。")
    plan = outcome.plan.in_year(before.fiscal_year)
    assessments = judge_plan(plan)
    recorded = next(a for a in assessments if a.id == row.id)
    table = None
    with contextlib.suppress(InvalidPlan):  # validate tells what is wrong with the table
        table = open_departments()
    # Only what the checks think of this item is shown, so only this item is looked at.
    alone = replace(plan, directions=(replace(recorded.direction, entries=(recorded.item,), parts=()),))
    found = outcome.place(check_plan(alone, judge_plan(alone), table))
    item = recorded.item.source
    warnings = [f for f in found if f.source.path == item.path and f.source.key[: len(item.key)] == item.key]
    return Change(
        folder=folder,
        texts=tuple(texts),
        row=recorded,
        plan=plan,
        warnings=tuple(warnings),
    )


def difference(change: Change) -> str:
    """Return the change as git would show it."""
    shown = (unified_difference(path, before, after) for path, before, after in change.texts)
    return "\n".join(difference for difference in shown if difference)


def write(change: Change) -> None:
    """Write the change unless somebody else has written in the meantime."""
    write_texts(change.folder, {path: after for path, _, after in change.texts})


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
    console.say(f"  規則: {row.rule}")
