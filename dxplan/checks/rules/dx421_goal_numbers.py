"""目標の文の数と、指標の目標値が違う

目標の文に書いた数（取組概要に「20か所を予定」のように書いた数も）と、指標の欄の数が食い違っています。どちらかの直し忘れです。

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
from dxplan.checks.prose import same_unit
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import NumberMention, Reading
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


#: An overview tells of what is there too; what is planned or aimed at is meant for the target.
_PLANNED: Final = regex(r"(?:程度|以上)?(?:を|の|で)?(?:予定|目標|計画)(?!さ|し)")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold the one number of a unit in a goal, or planned in an overview, against the one indicator of that unit."""
    for assessment in subject.items:
        item = assessment.item
        goal, overview = (subject.reading(item.source.child(key)) for key in ("goal", "overview"))
        said = [
            (key, number, judged.indicator, judged.target)
            for judged in lone_indicators(assessment)
            for key, number in (
                ("goal", lone_number(goal, judged.indicator.unit)),
                ("overview", _planned(overview, judged.indicator.unit)),
            )
            if number is not None and judged.target is not None
        ]
        # What an overview plans is the target, even where the actual came to be the same.
        targets = [each.value for one in item.indicators for _, each in one.targets]
        known = {"goal": known_values(item), "overview": targets} if said else {}
        for key, number, indicator, target in said:
            if not stands_for(number, known[key]):
                called = "目標の文" if key == "goal" else "取組概要"
                yield Diagnostic(
                    source=item.source.child(key),
                    message=f"{called}には「{number.text}」とありますが、"
                    f"指標「{indicator.name}」の目標は{target.show(indicator.unit)}です。",
                    hint="どちらが正しいか確かめ、揃えてください。",
                    phrase=number.text,
                )


def _planned(overview: Reading, unit: str) -> NumberMention | None:
    """Return the one number of a unit that an overview plans."""
    planned = [
        number
        for number in overview.numbers
        if number.unit and same_unit(number.unit, unit) and _PLANNED.match(overview.folded, number.end)
    ]
    return planned[0] if len(planned) == 1 else None
