"""The questions of ``dxplan record``, item by item, as a conversation without a console.

It yields what is to be said, a text, or asked, a Question, and is sent the line that was typed, None where nobody is
there any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dxplan.handouts.report import department_lines
from dxplan.handouts.wording import BESIDE, target_text
from dxplan.model import Pending, Ratio
from dxplan.model.findings import DxplanError
from dxplan.model.scheme import UNRECORDED
from dxplan.recording.answers import Answer
from dxplan.recording.changes import consequences, redirections
from dxplan.recording.typed import read_actual

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Generator, Iterable, Sequence
    from typing import TypeAlias, TypeVar

    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Indicator
    from dxplan.recording.changes import Change

    _T = TypeVar("_T")
    Talk: TypeAlias = Generator["str | Question", str | None, _T]

_YES, _NO = ("y", "yes", "はい", "ｙ"), ("n", "no", "いいえ", "ｎ")
_QUIT, _SKIP = ("q", "ｑ"), ("s", "ｓ")


class Question(NamedTuple):
    """What is asked; the line that is typed behind it is the answer."""

    text: str


class _Leave(Exception):  # noqa: N818 - not an error
    """The person wants to stop here."""


class _Skip(Exception):  # noqa: N818 - not an error
    """The person wants to leave this item out."""


def unrecorded(rows: Iterable[Assessment], departments: Container[str] | None) -> list[Assessment]:
    """Return the rows to ask for: those with nothing recorded, of some departments or of all."""
    return [
        row for row in rows if row.verdict == UNRECORDED and not row.repost and _belongs(row, departments)
    ]


def shared(rows: Iterable[Assessment], departments: Container[str]) -> list[Assessment]:
    """Return the rows that are recorded already, and are the work of these departments and of others too."""
    return [
        row
        for row in rows
        if row.verdict != UNRECORDED
        and not row.repost
        and _belongs(row, departments)
        and any(str(department) not in departments for department in row.item.departments)
    ]


def _belongs(row: Assessment, departments: Container[str] | None) -> bool:
    return departments is None or any(str(each) in departments for each in row.item.departments)


def ask(
    rows: Sequence[Assessment], prepare: Callable[[Answer], Change], keep: Callable[[Change], object]
) -> Talk[int]:
    """Ask for each of the rows; return how many answers were kept.

    ``prepare`` makes the change of an answer, ``keep`` takes one that the person agreed to, before the next item.
    """
    yield "Enter だけなら飛ばす、s でこの項目を後にする、q でやめる（続きは同じコマンドで始められます）。"
    kept = 0
    try:
        for number, row in enumerate(rows, 1):
            try:
                change = yield from _ask_row(row, f"［{number}/{len(rows)}］", prepare)
            except _Skip:
                continue
            if change is not None:
                keep(change)
                kept += 1
    except (_Leave, KeyboardInterrupt):
        yield ""
    return kept


def _ask_row(row: Assessment, position: str, prepare: Callable[[Answer], Change]) -> Talk[Change | None]:
    """Ask for one row; return the change that the person agreed to, if any."""
    item = row.item
    departments = department_lines(item.departments).replace("\n", "、")
    named = f"{row.label} {item.name}"
    yield f"\n{position} {named}（{departments}）" if departments else f"\n{position} {named}"
    if item.goal:
        yield f"  目標: {item.goal}"
    actuals = yield from _ask_actuals(row)
    done = yield from _choose("  計画どおり実施しましたか [y/n]: ", default=None)
    report = yield from _ask_text("取組実績・成果等")
    answer = Answer(item=item.id, actuals=actuals, done=done, report=report or None)
    if not answer.of_the_year:
        return None
    yield from redirections(row, answer)
    try:
        change = prepare(answer)
        verdict = change.recorded[0].after.verdict
        if not verdict.achieved and verdict not in BESIDE:
            reason = yield from _ask_text("未達の理由")
            if reason:
                change = prepare(replace(answer, reason=reason))
    except DxplanError as error:
        yield f"  {error.message} {error.hint}"
        raise _Skip from error
    if change.recorded[0].before.item != item:
        yield "  この項目は、尋ね始めてから別の人に書き換えられています。"
    yield from consequences(change.recorded[0], change.plan)
    agreed = yield from _choose("  この内容で記録しますか [Y/n]: ", default=True)
    return change if agreed else None


def _ask_actuals(row: Assessment) -> Talk[dict[str, Actual]]:
    """Ask for the actual of each indicator.

    Of a KPI of several values either all or none stand in the file, so what was passed over is asked for again.
    """
    actuals: dict[str, Actual] = {}
    missing: list[Indicator] = []
    for judged in row.judged:
        actual = yield from _ask_actual(judged)
        if actual is not None:
            actuals[judged.indicator.name] = actual
        elif judged.indicator.part and judged.actual is None:
            missing.append(judged.indicator)
    told = {judged.indicator.source for judged in row.judged if judged.indicator.name in actuals}
    for indicator in missing:
        if indicator.source in told:
            yield f"    「{indicator.group}」は、すべての値が揃わないと書けません。"
            again = f"  {indicator.name}（Enter だけなら {Pending.PENDING.value} とする）: "
            actual = yield from _ask_value(indicator, again)
            actuals[indicator.name] = actual or Pending.PENDING
    return actuals


def _ask_actual(judged: Judged) -> Talk[Actual | None]:
    indicator = judged.indicator
    notes = [f"目標 {target_text(judged)}"] if judged.target else ["参考"]
    if indicator.baseline:
        notes.append(f"基準値 {indicator.baseline.show(indicator.unit)}")
    return (yield from _ask_value(indicator, f"  {indicator.name}（{'、'.join(notes)}）: "))


def _ask_value(indicator: Indicator, question: str) -> Talk[Actual | None]:
    """Ask until an actual can be read; None if the person passes over it."""
    while True:
        typed = yield from _read(question)
        if not typed:
            return None
        try:
            actual = read_actual(typed, indicator)
        except DxplanError as error:
            yield f"    {error.message} {error.hint}"
            continue
        if understood := _understood(actual, indicator):
            yield f"    → {understood} と読みました。"
        return actual


def _understood(actual: Actual, indicator: Indicator) -> str:
    """Return an actual as it was understood; "" where a word stands for it."""
    if isinstance(actual, Pending):
        return ""
    if isinstance(actual, Ratio):
        return f"{actual.denominator:,}のうち{actual.numerator:,}"
    return f"{actual.value:,f}{indicator.unit}"


def _choose(question: str, *, default: bool | None) -> Talk[bool | None]:
    while True:
        typed = (yield from _read(question)).lower()
        if not typed:
            return default
        if typed in _YES or typed in _NO:
            return typed in _YES
        yield "    y（はい）か n（いいえ）で答えてください。"


def _ask_text(label: str) -> Talk[str]:
    yield f"  {label}（何行でも。空の行で終わり）:"
    lines: list[str] = []
    while line := (yield from _read("    > ")):
        lines.append(line)
    return "\n".join(lines)


def _read(question: str) -> Talk[str]:
    typed = yield Question(question)
    if typed is None:
        raise _Leave
    typed = typed.strip()
    if typed.lower() in _QUIT:
        raise _Leave
    if typed.lower() in _SKIP:
        raise _Skip
    return typed
