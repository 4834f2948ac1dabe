"""公表された割合が、件数から計算した割合と合わない

割合は 目標達成項目÷実施事業項目 です。並べて印刷された件数から計算し直した値と違えば、どちらかの写し間違いです。

悪い例:

    published = { items = 12, achieved = 9, rate = "80.0" }

良い例:

    published = { items = 12, achieved = 9, rate = "75.0" }

正しければ、plan.toml に書きます:

    [checks]
    ignore = ["DX402"]    # 公表された割合のとおり
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.published import other_rounding, stated_rates
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold each published rate against its own counts, under the declared rounding."""
    rule = subject.plan.rate
    if other_rounding(subject.plan):  # DX403 says it once for all of them
        return
    for rate in stated_rates(subject.plan):
        if not rate.fits(rule.rounding, rule.digits):
            computed = rate.computed(rule.rounding, rule.digits)
            yield Diagnostic(
                source=rate.published.source.child("rate"),
                message=f"{rate.place}の割合は{rate.rate}%と公表されていますが、"
                f"{rate.achieved}÷{rate.items}は{computed}%です（{rule.rounding.label}）。",
                hint="件数と割合のどちらが正しいか、もとの資料で確かめてください。",
            )
