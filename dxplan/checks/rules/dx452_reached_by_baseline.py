"""基準値で既に達している目標

始める前から達している目標では、取組の成果を測れません。数字の入れ違いか、目標の見直し忘れが疑われます。
保つことや、減り方を抑えることが目標と分かるもの（維持、ゼロ、100%、年4回など）と、
目標の文も同じ数を掲げて、基準値より低くしているものは対象にしません。

悪い例:

    baseline = 480
    target = 480

良い例: 目標を引き上げる。

正しければ、項目に書きます:

    ignore = [{ code = "DX452", reason = "この水準を保つことが目標" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.keeping import is_kept, what_to_check
from dxplan.checks.prose import same_unit
from dxplan.model.aims import aim_of
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Quantity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import Reading
    from dxplan.checks.subject import Subject
    from dxplan.model import Indicator

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find the last target of an indicator where the base value already meets it."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            if indicator.baseline is None or indicator.reference or indicator.last_target is None:
                continue
            year, target = indicator.last_target
            if isinstance(target, Quantity) and is_kept(assessment.item, indicator, target):
                continue
            aim = aim_of(indicator, target, year)
            if aim and not target.relative and aim.is_met(indicator.baseline):
                goal = subject.reading(assessment.item.source.child("goal"))
                if isinstance(target, Quantity) and _is_lowered(indicator, target, goal):
                    continue
                hint = "数字を確かめ、正しければ目標を見直してください。"
                if target.value < indicator.baseline.value:
                    hint = what_to_check(aim.better, target, hint)
                yield Diagnostic(
                    source=indicator.source.child("target"),
                    message=f"「{indicator.name}」の{short_year(year)}の目標{target.show(indicator.unit)}は、"
                    f"基準値{indicator.baseline.show(indicator.unit)}で既に達しています。",
                    hint=hint,
                )


def _is_lowered(indicator: Indicator, target: Quantity, goal: Reading) -> bool:
    """Whether a target lies below the base value on purpose: the goal says the same number in words."""
    base = indicator.baseline
    return (
        base is not None
        and base.value != target.value
        and any(n.value == target.value and same_unit(n.unit, indicator.unit) for n in goal.numbers)
    )
