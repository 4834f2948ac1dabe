"""初めの年の目標が、基準値のまま

年ごとに上がっていく目標の、初めの年だけが基準値と同じです。基準値の写しか、初めの年の目標の決め忘れです。

悪い例:

    baseline = 22.4
    target = { R4 = 22.4, R5 = 30, R6 = 35 }

良い例:

    baseline = 22.4
    target = { R4 = 26, R5 = 30, R6 = 35 }

初めの年は準備だけで基準値のままなら、項目に書きます:

    ignore = [{ code = "DX456", reason = "初年度は準備のため" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Form
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find first targets that are the base value, where every later one is another; a base of 0 is a beginning."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            targets = sorted(indicator.numbers, key=lambda pair: pair[0])
            base = indicator.baseline
            if base is None or not base.value or len(targets) < 3 or indicator.repost_of:
                continue
            plain = all(target.form in (Form.PLAIN, Form.AT_LEAST, Form.AT_MOST) for _, target in targets)
            moves = targets[-1][1].value != base.value
            if plain and moves and targets[0][1].value == base.value:
                year = short_year(targets[0][0])
                yield Diagnostic(
                    source=indicator.source.child("target", year),
                    message=f"「{indicator.name}」の{year}の目標{targets[0][1].show(indicator.unit)}は、基準値のままです。",
                    hint="基準値を写したままでないか確かめてください。",
                )
