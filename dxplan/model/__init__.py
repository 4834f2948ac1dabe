"""What a plan is, and how it is judged: frozen values, standard library only."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxplan.model.formulas import Better
    from dxplan.model.plan import (
        DEFAULT_FAR_OVER,
        DEFAULT_FAR_PERCENT,
        DEFAULT_FAR_UNITS,
        Actual,
        Before,
        Blank,
        CheckRules,
        Counting,
        Department,
        Direction,
        Half,
        Ignored,
        Indicator,
        Item,
        ItemKind,
        Milestone,
        Novelty,
        Numbering,
        Override,
        Pending,
        Plan,
        Progress,
        Published,
        RateRule,
        Repost,
        Result,
        Span,
        Target,
        Totals,
    )
    from dxplan.model.sources import KeyPath, Source
    from dxplan.values.quantities import Ratio
else:
    _ELSEWHERE = {"Better": "formulas", "KeyPath": "sources", "Source": "sources"}

    def __getattr__(name: str) -> object:
        """Return what is said of plans: it is imported by who asks for it, not by help and slips of the pen."""
        if name not in __all__:
            raise AttributeError(name)
        found = getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'plan')}"), name)
        globals()[name] = found  # asked for by dozens of modules
        return found


__all__ = [
    "DEFAULT_FAR_OVER",
    "DEFAULT_FAR_PERCENT",
    "DEFAULT_FAR_UNITS",
    "Actual",
    "Before",
    "Better",
    "Blank",
    "CheckRules",
    "Counting",
    "Department",
    "Direction",
    "Half",
    "Ignored",
    "Indicator",
    "Item",
    "ItemKind",
    "KeyPath",
    "Milestone",
    "Novelty",
    "Numbering",
    "Override",
    "Pending",
    "Plan",
    "Progress",
    "Published",
    "RateRule",
    "Ratio",
    "Repost",
    "Result",
    "Source",
    "Span",
    "Target",
    "Totals",
]
