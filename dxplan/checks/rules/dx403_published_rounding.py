"""公表された割合は、別の端数処理ならすべて合う

一つの資料の割合は、同じ端数処理で計算されているはずです。
福島県の2019年度の実施結果は四捨五入（14÷18＝77.8%）、3年間の総括は切り捨て（77.7%）で印刷されていました。

悪い例:

    [rate]
    rounding = "half_up"   # 公表された割合は、すべて切り捨て

良い例:

    [rate]
    rounding = "down"

正しければ、plan.toml に書きます:

    [checks]
    ignore = ["DX403"]    # 公表のときの端数処理が分からない
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.published import other_rounding, stated_rates
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Tell when all published rates fit the rounding that the plan does not declare."""
    plan = subject.plan
    other = other_rounding(plan)
    if other is None:
        return
    rates = stated_rates(plan)
    odd = [rate for rate in rates if not rate.fits(plan.rate.rounding, plan.rate.digits)]
    examples = "、".join(f"{rate.place}の{rate.rate}%" for rate in odd[:3])
    yield Diagnostic(
        source=plan.source.child("rate", "rounding"),
        message=f"公表された割合{len(rates)}件は、{plan.rate.rounding.label}では{len(odd)}件が合いませんが"
        f"（{examples}）、{other.label}ならすべて合います。",
        hint=f'もとの資料が{other.label}なら、[rate] に rounding = "{other.value}" と書いてください。',
    )
