"""目標の文の数が、別の年度の目標値

年ごとの目標がある指標で、目標の文が今年度ではない年の数を書いています。前年の文を写したときに起こります。

悪い例（令和6年度の計画）:

    goal = "ページビュー数を250万PVまで伸ばす。"   # 250万はR5の目標
    target = { R5 = "250万", R6 = "275万" }

良い例:

    goal = "ページビュー数を275万PVまで伸ばす。"

別の年度の目標を書くなら「令和5年度に250万PV」のように年度を添えます。

正しければ、項目に書きます:

    ignore = [{ code = "DX453", reason = "文の数は前の年度の到達点" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import lone_indicators, lone_number, stands_for
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find a goal whose number is the target of another year, not named in the text."""
    now = subject.plan.fiscal_year
    for assessment in subject.items:
        for judged in lone_indicators(assessment):
            indicator = judged.indicator
            current = indicator.target(now)
            if current is None or len(indicator.targets) < 2:
                continue
            goal = subject.reading(assessment.item.source.child("goal"))
            number = lone_number(goal, indicator.unit)
            if number is None or stands_for(number, [current.value]):
                continue
            named = {mention.year for mention in goal.years}
            for year, target in indicator.targets:
                if year not in named and stands_for(number, [target.value]):
                    yield Diagnostic(
                        source=assessment.item.source.child("goal"),
                        message=f"目標の文の「{number.text}」は{short_year(year)}の目標です"
                        f"（{short_year(now)}の目標は{current.show(indicator.unit)}）。",
                        hint="今年度の数に直すか、何年度の目標かを文に書いてください。",
                        phrase=number.text,
                    )
                    break
