"""目標値の注に、別の年度が書かれている

目標値の後ろの括弧に、その目標の年度ではない年度が書かれています。括弧の中は印刷されるだけで、判定には使われません。

悪い例（令和6年度の計画）:

    target = "18（R4）"

良い例: 何年度の目標かを、キーで書く。

    target = { R4 = 18 }

注として正しければ、項目に書きます:

    ignore = [{ code = "DX459", reason = "R4の調査の区分による" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import Reading
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find notes of targets that are a fiscal year, and not that of the target."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            for year, target in indicator.numbers:
                named = _year(target.note)
                if named is not None and named != year:
                    keys = ("target", short_year(year)) if len(indicator.targets) > 1 else ("target",)
                    yield Diagnostic(
                        source=indicator.source.child(*keys),
                        message=f"「{indicator.name}」の目標「{target.text}」は、{short_year(year)}の目標として読まれます。",
                        hint=f"{short_year(named)}の目標なら target = {{ {short_year(named)} = … }} と書いてください。",
                        phrase=target.note,
                    )


def _year(note: str) -> int | None:
    inside = note.strip("（）() 　")
    if not inside:
        return None
    years = Reading(note).years
    if len(years) == 1 and years[0].month is None:
        return years[0].year
    return parse_fiscal_year(inside) if inside[:1] in "RHＲＨ令平" else None
