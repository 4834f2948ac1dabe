"""Handout 概要: the results of the year on one page, for people who read no more.

The rate, the verdicts of each direction, and the names of the items that were not achieved, as many as a page takes at
full size. Many directions make it a little smaller, though never so small that it cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.first_page import message
from dxplan.handouts.handout import Layout, Role, Sheet, Text
from dxplan.handouts.report import handout_of
from dxplan.handouts.shortfalls import find_shortfalls
from dxplan.handouts.wording import BESIDE
from dxplan.model.scheme import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.handouts.handout import Handout
    from dxplan.handouts.report import Report, ReportRow


#: So many names take about six lines of a page.
_NAMED: Final = 20


def unrecorded(report: Report) -> Sequence[ReportRow]:
    """Return the rows without a result: all must have one before it is final."""
    return report.unrecorded


def make(report: Report, label: str) -> Handout:
    """Return the handout: one sheet, one page."""
    plan = report.plan
    edition = plan.edition("概要")
    title = edition.title or f"{plan.title}の実施結果の概要（{report.year}）"
    bad = {
        found.row.id: found.row.titled
        for kind in find_shortfalls(report)
        for found in kind.rows
        if found.row.verdict.tone is Tone.BAD
    }
    named = "、".join([*bad.values()][:_NAMED])
    if more := len(bad) - _NAMED if len(bad) > _NAMED else 0:
        named += f"、ほか{more}項目（すべては実施結果の未達一覧）"
    return handout_of(
        report,
        "概要",
        label,
        title=title,
        sheets=(
            Sheet(
                name="概要",
                layout=Layout.PAGE,
                top=(Text(Role.TITLE, title), Text(Role.OFFICE, plan.office)),
                parts=(
                    (
                        *message(report),
                        *([Text(Role.PARAGRAPH, f"目標に届かなかった項目：{named}", "　")] if bad else ()),
                    ),
                ),
            ),
        ),
        badges=(*plan.scheme.badges, *(verdict.badge for verdict in BESIDE)),
    )
