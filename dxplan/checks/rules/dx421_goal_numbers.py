"""目標の文の数と、指標の目標値が違う

目標の文に書いた数と、指標の欄の数が食い違っています。どちらかの直し忘れです。

悪い例:

    goal = "職員研修を年12回開く。"
    [[item.indicator]]
    name = "研修の開催回数"
    unit = "回"
    target = 10

良い例: 文には数を書かず、指標だけに書く（資料には指標の目標値も印刷されます）。

正しければ、項目に書きます:

    ignore = [{ code = "DX421", reason = "文の数は、指標とは別のものの数" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import known_values, lone_indicators, lone_number, stands_for
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold the one number of a unit in a goal against the one indicator of that unit."""
    for assessment in subject.items:
        item = assessment.item
        for judged in lone_indicators(assessment):
            indicator, target = judged.indicator, judged.target
            number = lone_number(subject.reading(item.source.child("goal")), indicator.unit)
            if number is None or target is None or stands_for(number, known_values(item)):
                continue
            yield Diagnostic(
                source=item.source.child("goal"),
                message=f"目標の文には「{number.text}」とありますが、"
                f"指標「{indicator.name}」の目標は{target.show(indicator.unit)}です。",
                hint="どちらが正しいか確かめ、揃えてください。",
                phrase=number.text,
            )
