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
from dxplan.values.quantities import POINTS, Form, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import NumberMention, Reading
    from dxplan.checks.subject import Subject
    from dxplan.model import Indicator

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
        for indicator in item.indicators:
            for _, target in indicator.targets:
                if isinstance(target, Quantity) and (phrase := _other_change(goal, indicator, target)):
                    yield Diagnostic(
                        source=item.source.child("goal"),
                        message=f"目標の文には「{phrase}」とありますが、"
                        f"指標「{indicator.name}」の目標は{target.show(indicator.unit)}です。",
                        hint="50%からの「5%増」は52.5%、「5ポイント増」は55%です。どちらが正しいか確かめ、揃えてください。",
                        phrase=phrase,
                    )


def _other_change(goal: Reading, indicator: Indicator, target: Quantity) -> str:
    """Return what a goal says of a change of a percentage where the target says the same number of the other: % or points."""
    if target.form not in (Form.INCREASE, Form.DECREASE) or not same_unit(indicator.unit, "%"):
        return ""
    other = "%" if target.unit != "%" else POINTS
    if other not in goal.folded:
        return ""
    import re  # a sound plan hardly ever comes here

    number = re.escape(f"{target.value.normalize():f}")
    said = rf"(?<![0-9.,]){number}{other}(?!{POINTS})(?:以上)?の?を?(?:増|減|上昇|向上|低下|削減|改善|上げ|下げ|引き?上|引き?下)"
    found = re.search(said, goal.folded)
    return found[0] if found else ""


def _planned(overview: Reading, unit: str) -> NumberMention | None:
    """Return the one number of a unit that an overview plans."""
    planned = [
        number
        for number in overview.numbers
        if number.unit and same_unit(number.unit, unit) and _PLANNED.match(overview.folded, number.end)
    ]
    return planned[0] if len(planned) == 1 else None
