"""年ごとの目標に抜けた年がある

年ごとの目標の途中が抜けていると、その年は判定できません。

悪い例:

    target = { R4 = 110, R6 = 275 }

良い例:

    target = { R4 = 110, R5 = 250, R6 = 275 }
    target = { R4 = 110, R5 = "-", R6 = 275 }   # 目標を置かない年

正しければ、項目に書きます:

    ignore = [{ code = "DX454", reason = "R5は目標を置いていない" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find years between an indicator's first and last yearly target (and its due year) that have none."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            years = {year for year, _ in indicator.targets}
            if not years:
                continue
            last = max(indicator.due, *years)
            blank = {year for year, _ in indicator.blanks}
            gaps = [year for year in range(min(years), last + 1) if year not in years and year not in blank]
            if gaps:
                named = "、".join(short_year(year) for year in gaps)
                yield Diagnostic(
                    source=indicator.source.child("target"),
                    message=f"「{indicator.name}」の目標に{named}がありません。",
                    hint=f'その年の目標を書いてください。目標を置かない年なら、{short_year(gaps[0])} = "-" と書いてください。',
                )
