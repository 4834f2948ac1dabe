"""Half-year milestones of an item: what is planned for 上期 and 下期, how far it came, how it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dxplan.format.reading.fields import quote
from dxplan.format.reading.headings import HEADINGS
from dxplan.format.reading.spans import years_label
from dxplan.model import Half, Milestone, Progress
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from dxplan.format.reading.fields import Table
    from dxplan.model import Span

_HALF: Final = re.compile(r"(.*?)\s*([上下]半?期|[前後]期)")
_HALVES: Final = {"上": Half.FIRST, "前": Half.FIRST, "下": Half.SECOND, "後": Half.SECOND}
_STATES: Final = {state.value: state for state in Progress}


def parse_half(text: str, span: Span) -> tuple[int, Half] | None:
    """Read ``R6上期``, ``令和6年度 上半期``; without a year it is the one the plan is judged for."""
    match = _HALF.fullmatch(text.strip())
    if match is None:
        return None
    year = parse_fiscal_year(match[1]) if match[1] else span.year
    return (year, _HALVES[match[2][0]]) if year else None


def read_milestones(item: Table, span: Span) -> tuple[Milestone, ...]:
    """Return the milestones of an item in the order of time; one for each half."""
    found: dict[tuple[int, str], Milestone] = {}
    for table in item.tables("milestone"):
        milestone = _read_milestone(table, span)
        if milestone is None:
            continue
        key = (milestone.year, milestone.half.name)  # FIRST sorts before SECOND
        if key in found:
            message = f"{milestone.label}が、この項目に二つあります。"
            table.report("DX324", "half", message, "一つにまとめるか、どちらかの half を直してください。")
        found.setdefault(key, milestone)
    return tuple(found[key] for key in sorted(found))


def _read_milestone(table: Table, span: Span) -> Milestone | None:
    example = f"{short_year(span.year or 2024)}上期"
    text = table.text("half", example, required=True)
    half = parse_half(text, span)
    if text and half is None:
        hint = f'half = "{example}" のように、年度と、上期か下期を書いてください。'
        table.report("DX323", "half", f"{quote(text)}を半期として読めません。", hint)
    elif half and span.first and not span.first <= half[0] <= span.last:
        message = f"{text} の予定ですが、この計画は{years_label(span)}のものです。"
        table.report("DX323", "half", message, "計画の期間の半期を書いてください。")
    planned = table.text("plan", "要件をまとめ、業者を選ぶ。")
    progress = table.text("progress", "要件をまとめた。")
    state = table.choice("state", _STATES)
    table.finish(HEADINGS)
    if half is None:
        return None
    year, which = half
    return Milestone(year=year, half=which, plan=planned, progress=progress, state=state, source=table.source)
