"""実績を記録したのに、計画の欄が空いている

plan.toml の [[field]] で required = "recorded" とした欄は、実績を記録した項目に必ず書くものです。
空いたままだと、決算額の合計などが足りない数になります。

悪い例:

    [item.result]
    done = true

良い例:

    [item.result]
    done = true

    [item.fields]
    kessan = 1180

正しければ、項目に書きます:

    ignore = [{ code = "DX473", reason = "決算額は9月に決まる" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model import ItemKind
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.model import Indicator, Item
    from dxplan.model.own import Owner

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find projects with a result, and their indicators, whose fields are left open."""
    plan = subject.plan
    if not plan.own_fields:
        return
    from dxplan.model.own import Needed, Owner, own_value  # most plans have no fields of their own

    fields = [field for field in plan.own_fields if field.required is Needed.RECORDED]
    for assessment in subject.items:
        item = assessment.item
        if assessment.result is None or item.kind is not ItemKind.PROJECT:
            continue
        indicators = {i.source: i for i in item.indicators if not i.repost_of}
        owners: dict[Owner, tuple[Item | Indicator, ...]] = {
            Owner.ITEM: (item,),
            Owner.INDICATOR: tuple(indicators.values()),
        }
        for field in fields:
            for owner in owners.get(field.on, ()):
                if own_value(owner.own, field, plan.fiscal_year) is None:
                    heading = "[item.fields]" if field.on is Owner.ITEM else "[item.indicator.fields]"
                    yield Diagnostic(
                        source=owner.source,
                        message=f"「{owner.name}」の{field.heading}が空いています。",
                        hint=f"{heading} に {field.id} の値を書いてください。",
                    )
