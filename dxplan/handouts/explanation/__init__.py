"""Why a row has its verdict, and how a count came about: every figure with what it was made of."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from dxplan.handouts.explanation.counts import explain_counts
from dxplan.handouts.explanation.lines import Explanation, Statement
from dxplan.handouts.explanation.rows import explain_row
from dxplan.model.findings import DxplanError
from dxplan.values.quantities import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.handouts.report import Report

#: The word that asks for the counts of the whole plan.
WHOLE: Final = "全体"


def explain(report: Report, wanted: str) -> tuple[Explanation, ...]:
    """Explain the row of an id or 整理番号, the heading of an id, or 全体; () where a plan has none of these."""
    folded = fold(wanted)
    if folded == WHOLE:
        return (explain_counts(report, None),)
    headings = [heading for heading in report.headings if heading.id == folded]
    rows = [row for row in report.rows if folded in (row.assessment.id, row.assessment.label)]
    return (
        *(explain_counts(report, heading) for heading in headings),
        *(explain_row(report, row) for row in rows[:1]),
    )


def nothing_found(reports: Sequence[Report], wanted: str) -> DxplanError:
    """Return what to say where nothing can be explained."""
    ids = [row.assessment.id for report in reports for row in report.rows]
    ids += [heading.id for report in reports for heading in report.headings]
    close = difflib.get_close_matches(fold(wanted), [*ids, WHOLE], n=1)
    hint = (
        f"「{close[0]}」の間違いではありませんか。"
        if close
        else f"dxplan list で id と整理番号を確かめられます。全体の件数なら「{WHOLE}」です。"
    )
    return DxplanError(f"「{wanted}」という項目や展開方向はありません。", hint)


__all__ = ["WHOLE", "Explanation", "Statement", "explain", "nothing_found"]
