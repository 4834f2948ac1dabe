"""指標と同じ数が、別の名前で書かれている

目標の文の数は指標の目標値と同じですが、何の数かが違います（参加者数と受講者数、インストール数とダウンロード数）。
どちらを数えるのかが決まらないまま、文と指標の片方だけを直した跡です。

悪い例:

    goal = "研修の参加者数40名を目指す。"
    [[item.indicator]]
    name = "研修の受講者数"
    unit = "名"
    target = 40

良い例:

    goal = "研修の受講者数40名を目指す。"

同じものを指すなら、項目に書きます:

    ignore = [{ code = "DX444", reason = "参加した人は全員が受講者" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import lone_indicators
from dxplan.checks.prose import same_unit
from dxplan.checks.prose.letters import KANJI
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import Reading
    from dxplan.checks.subject import Subject
    from dxplan.judging.indicators import Judged

SEVERITY: Final = Severity.WARNING
#: Who or what is counted: 受講者数, ダウンロード数.
_COUNTED: Final = rf"(?P<counted>{KANJI}{{2}}者|[ァ-ヺー]{{3,}})数"
_BEFORE_NUMBER: Final = regex(rf"{_COUNTED}(?:について|は|を|が|：|:)?、?(?:年間)?\s?\Z")
_AT_THE_END: Final = regex(rf"{_COUNTED}\Z")
_BRACKETS: Final = regex(r"[（(][^（）()]{0,40}[）)]")
_LENGTH: Final = 30


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold what a goal counts against what the item's one indicator of that unit counts."""
    for assessment in subject.items:
        source = assessment.item.source.child("goal")
        for judged in lone_indicators(assessment) if "数" in assessment.item.goal else ():
            counted = _counted(subject.reading(source), judged)
            own = _AT_THE_END.search(_BRACKETS.sub("", judged.indicator.name))
            if counted and own and counted not in judged.indicator.name:
                yield Diagnostic(
                    source=source,
                    message=f"目標の文の「{counted}数」は、指標では「{own[0]}」です（{judged.indicator.name}）。",
                    hint="どちらを数えるのかを決めて、揃えてください。",
                    phrase=f"{counted}数",
                )


def _counted(goal: Reading, judged: Judged) -> str:
    """Return of what the goal gives the number that is the indicator's target; "" if it does not say."""
    target = judged.target
    for number in goal.numbers:
        if target and number.value == target.value and same_unit(number.unit, judged.indicator.unit):
            said = _BEFORE_NUMBER.search(goal.text, max(0, number.start - _LENGTH), number.start)
            if said:
                return said["counted"]
    return ""
