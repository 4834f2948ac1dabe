"""What a plan is: frozen values, standard library only, no judgement.

Small values are named tuples: a frozen dataclass costs every start of the program half a millisecond more.
"""

from dxplan.model.indicators import Actual, Indicator, Ratio
from dxplan.model.items import Department, Ignored, Item, Milestone, Override, Repost, Result
from dxplan.model.plans import (
    DEFAULT_FAR_OVER,
    CheckRules,
    Direction,
    Numbering,
    Plan,
    Published,
    RateRule,
    Totals,
)
from dxplan.model.words import (
    Better,
    Blank,
    Counting,
    Half,
    ItemKind,
    KeyPath,
    Novelty,
    Pending,
    Progress,
    Source,
    Span,
)

__all__ = [
    "DEFAULT_FAR_OVER",
    "Actual",
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
    "Totals",
]
