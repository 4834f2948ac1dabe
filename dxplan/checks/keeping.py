"""Targets that keep what there is, or slow what cannot be stopped: no mistake that the base value meets them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import normal_unit
from dxplan.model import Better
from dxplan.model.aims import better_of
from dxplan.values.patterns import regex
from dxplan.values.quantities import Form, Quantity

if TYPE_CHECKING:
    from decimal import Decimal

    from dxplan.model import Indicator, Item

#: Words of a goal, an overview or a name by which something is kept or its fall slowed.
_KEPT: Final = (
    *(
        "維持",
        "保持",
        "保つ",
        "保ち",
        "確保",
        "継続",
        "続ける",
        "下回らない",
        "上回らない",
        "現状",
        "現在の水準",
    ),
    *("現在水準", "同じ水準", "水準を保", "水準保", "ゼロ", "皆無", "全て", "すべて", "全件", "全域", "全校"),
    *("抑え", "抑制", "緩やか", "歯止め", "減少を", "低下を", "以内にとど", "毎年", "各年"),
)
_OFTEN: Final = regex(r"年[0-9０-９]+回")
#: What is done each year as often: 4回 in every year is the same work.
_EVERY_YEAR: Final = frozenset({"回", "本", "号", "日", "日間", "月", "か月"})


def what_to_check(better: Better, target: object, otherwise: str = "数字を確かめてください。") -> str:
    """Return the hint where figures run against a direction: it may be the direction that is wrong, if no word tells it."""
    told = isinstance(target, Quantity) and target.form is not Form.PLAIN
    if better is not Better.HIGHER or told:
        return otherwise
    return '数字を確かめてください。少ないほどよい指標なら better = "lower" と書いてください。'


def is_kept(item: Item, indicator: Indicator, target: Quantity) -> bool:
    """Whether a target that the base value meets is meant to: said in words, all or nothing, or done every year."""
    base = indicator.baseline
    if base is None:
        return False
    if target.form in (Form.ALL, Form.RANGE):
        return True
    unit = normal_unit(indicator.unit)
    ends = (unit == "%" and target.value == 100) or target.value == 0
    if base.value == target.value and (ends or unit in _EVERY_YEAR):
        return True
    texts = (item.goal, item.overview, indicator.name)
    return any(word in text for text in texts for word in _KEPT) or any(map(_OFTEN.search, texts))


def is_falling(indicator: Indicator) -> bool:
    """Whether the plan lets an indicator fall all along: from the base value on, every target is worse."""
    base = indicator.baseline
    if not isinstance(base, Quantity) or not indicator.numbers:
        return False
    targets = sorted(indicator.numbers, key=lambda pair: pair[0])
    way = better_of(indicator, targets[-1][1])
    values: list[Decimal] = [base.value, *(target.value for _, target in targets if not target.relative)]
    if way is Better.EQUAL or len(values) < 2:
        return False
    sign = 1 if way is Better.HIGHER else -1
    return all((later - earlier) * sign < 0 for earlier, later in pairwise(values))
