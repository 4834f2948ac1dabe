"""目標の文に数値目標があるのに、指標がない

「35件を目標とする」のように文が数を目標にしているのに、[[item.indicator]] がありません。
指標がなければ届いたかどうかを判定できず、数値目標のある項目が「計画どおり実施」になります。
「訓練（年4回）を通じて」のように、目標としていない数は対象にしません。

悪い例:

    goal = "採択件数について、35件を目標とする。"   # [[item.indicator]] がない

良い例:

    [[item.indicator]]
    name = "採択件数"
    unit = "件"
    target = 35

正しければ、項目に書きます:

    ignore = [{ code = "DX428", reason = "文の数は目安で、目標ではない" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import TextKind
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import NumberMention, Reading
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: 「35件を目標」, 「5回の講習会開催を目指す」: a few words may stand between, another clause may not.
_AIMED: Final = regex(r"[^、。，．\n]{0,12}?を(?:目標|目指)")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find a number that a goal aims at in an item without any indicator."""
    for text in subject.texts:
        if text.kind is not TextKind.GOAL or text.item is None or text.item.indicators:
            continue
        if not ("目標" in text.text or "目指" in text.text):
            continue
        number = _aimed_at(text.reading)
        if number is not None:
            yield Diagnostic(
                source=text.source,
                message=f"目標の文は「{number.text}」を目標にしていますが、指標がありません。",
                hint="数値目標なら [[item.indicator]] に書いてください。そうでなければ文から数を除いてください。",
                phrase=number.text,
            )


def _aimed_at(goal: Reading) -> NumberMention | None:
    years = [(year.start, year.end) for year in goal.years]
    numbers = goal.numbers
    for place, number in enumerate(numbers):
        # 「1人1台」 and 「24時間365日」 are ways to speak, 5G and 3D names.
        joined = any(
            0 <= place + step < len(numbers)
            and (numbers[place + step].start == number.end or numbers[place + step].end == number.start)
            for step in (-1, 1)
        )
        if joined or (len(number.unit) == 1 and number.unit.isascii() and number.unit.isupper()):
            continue
        dated = any(start <= number.start < end for start, end in years)
        if number.unit and not dated and _AIMED.match(goal.text, number.end):
            return number
    return None
