"""``dxplan record`` without options: the questions, item by item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dxplan.commands import recording
from dxplan.handouts.report import department_lines
from dxplan.handouts.wording import BESIDE, target_text
from dxplan.judging.items import judge_plan
from dxplan.model.findings import DxplanError
from dxplan.model.scheme import UNRECORDED
from dxplan.output import console
from dxplan.recording.answers import Answer, actual_value, find_row
from dxplan.values.quantities import parse_quantity
from dxplan.workspace.opening import read_folder

if TYPE_CHECKING:
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan

_YES, _NO = ("y", "yes", "はい", "ｙ"), ("n", "no", "いいえ", "ｎ")
_QUIT, _SKIP = ("q", "ｑ"), ("s", "ｓ")


class _Leave(Exception):  # noqa: N818 - not an error
    """The person wants to stop here."""


class _Skip(Exception):  # noqa: N818 - not an error
    """The person wants to leave this item out."""


def ask(
    argument: str, plan: Plan, wanted: str | None, section: str | None, year: str | None, *, dry_run: bool
) -> None:
    """Ask for one item, or for all that are not recorded; what was answered is written item by item."""
    assessments = judge_plan(plan)
    rows = [find_row(assessments, wanted)] if wanted else _unrecorded(assessments, section)
    if not rows:
        console.say(
            "未記録の項目はありません。" if section is None else f"「{section}」に未記録の項目はありません。"
        )
        return
    console.say(
        "Enter だけなら飛ばす、s でこの項目を後にする、q でやめる（続きは同じコマンドで始められます）。"
    )
    recorded = 0
    try:
        for number, row in enumerate(rows, 1):
            try:
                recorded += _ask_row(argument, year, row, f"［{number}/{len(rows)}］", dry_run=dry_run)
            except _Skip:
                continue
    except (_Leave, EOFError, KeyboardInterrupt):
        console.say("")
    console.say(f"{recorded}項目を記録しました。" if not dry_run else "書き込んでいません（--dry-run）。")


def _unrecorded(assessments: tuple[Assessment, ...], section: str | None) -> list[Assessment]:
    return [
        a
        for a in assessments
        if a.verdict == UNRECORDED
        and not a.repost
        and (section is None or any(section in str(department) for department in a.item.departments))
    ]


def _ask_row(argument: str, year: str | None, row: Assessment, position: str, *, dry_run: bool) -> int:
    departments = department_lines(row.item.departments).replace("\n", "、")
    named = f"{row.label} {row.item.name}"
    console.say(f"\n{position} {named}（{departments}）" if departments else f"\n{position} {named}")
    if row.item.goal:
        console.say(f"  目標: {row.item.goal}")
    answer = Answer(
        actuals=tuple(_ask_actuals(row)), done=_ask_done(), report=_ask_text("取組実績・成果等") or None
    )
    if answer.empty:
        return 0
    while True:
        # Read again each time: a colleague may have recorded another item meanwhile.
        try:
            change = recording.prepare(read_folder(argument, year), row.item.id, answer)
        except DxplanError as error:
            console.say(f"  {error.message} {error.hint}")
            raise _Skip from error
        if change.row.verdict.achieved or change.row.verdict in BESIDE or answer.reason is not None:
            break
        answer = replace(answer, reason=_ask_text("未達の理由"))
        if not answer.reason:
            answer = replace(answer, reason=None)
            break
    recording.announce(change, answer)
    if _choose("  この内容で記録しますか [Y/n]: ", default=True) is False:
        return 0
    if dry_run:
        console.put(recording.difference(change))
        return 0
    recording.write(change)
    return 1


def _ask_actuals(row: Assessment) -> list[str]:
    answers = []
    for judged in row.judged:
        typed = _ask_actual(judged)
        if typed:
            answers.append(f"{judged.indicator.name}={typed}")
    return answers


def _ask_actual(judged: Judged) -> str:
    indicator = judged.indicator
    notes = [f"目標 {target_text(judged)}"] if judged.target else ["参考"]
    if indicator.baseline:
        notes.append(f"基準値 {indicator.baseline.show(indicator.unit)}")
    while True:
        typed = _read(f"  {indicator.name}（{'、'.join(notes)}）: ")
        if not typed:
            return ""
        try:
            value = actual_value(typed, indicator)
        except DxplanError as error:
            console.say(f"    {error.message} {error.hint}")
            continue
        quantity = parse_quantity(str(value), indicator.unit)
        if isinstance(value, dict):
            console.say(f"    → {value['denominator']:,}のうち{value['numerator']:,} と読みました。")
        elif quantity:
            console.say(f"    → {quantity.value:,f}{indicator.unit} と読みました。")
        return typed


def _ask_done() -> bool | None:
    return _choose("  計画どおり実施しましたか [y/n]: ", default=None)


def _choose(question: str, *, default: bool | None) -> bool | None:
    while True:
        typed = _read(question).lower()
        if not typed:
            return default
        if typed in _YES or typed in _NO:
            return typed in _YES
        console.say("    y（はい）か n（いいえ）で答えてください。")


def _ask_text(label: str) -> str:
    console.say(f"  {label}（何行でも。空の行で終わり）:")
    lines: list[str] = []
    while line := _read("    > "):
        lines.append(line)
    return "\n".join(lines)


def _read(question: str) -> str:
    console.ask(question)
    typed = input().strip()
    if typed.lower() in _QUIT:
        raise _Leave
    if typed.lower() in _SKIP:
        raise _Skip
    return typed
