"""What sentences about the results are drafted from: every figure as it is printed, the best and the worst, what was missed.

Templates make the sentences (``templates/comment.md.j2``, ``points.md.j2``); nothing that they say is computed there.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dxplan.handouts.shortfalls import missed
from dxplan.model.handouts import DRAFTED
from dxplan.model.scheme import Tone
from dxplan.values.rounding import NO_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.handouts.report import DirectionReport, Report
    from dxplan.handouts.shortfalls import Shortfall
    from dxplan.judging.counts import Breakdown, Count


def is_draft(sentences: Iterable[str]) -> bool:
    """Whether nobody has written any of some sentences: there are none, or all are drafts."""
    return all(sentence.startswith(DRAFTED) for sentence in sentences)


def whole_names(report: Report) -> dict[str, Any]:
    """Return what the comment on a whole plan is made from."""
    directions = [_direction(report, each) for each in report.directions if each.has_line]
    rated = [each for each in directions if each["percent"] is not None]
    rates = {each["percent"] for each in rated}
    told = len(rates) > 1  # where all are alike none is the best
    return {
        **_common(report),
        **_counted(report.counts.printed, report.total, report.last.counts.printed if report.last else None),
        "last_year": report.last.year if report.last else "",
        "directions": directions,
        "best": [each for each in rated if told and each["percent"] == max(rates)],
        "worst": [each for each in rated if told and each["percent"] == min(rates)],
        "missed": [_missed(each) for each in missed(report)],
    }


def direction_names(report: Report, direction: DirectionReport) -> dict[str, Any]:
    """Return what the points of a direction are made from."""
    return {
        **_common(report),
        "last_year": report.last.year if report.last else "",
        **_direction(report, direction),
    }


def _common(report: Report) -> dict[str, Any]:
    scheme = report.plan.scheme
    words = scheme.words(scheme.unit)
    return {
        "plan": {"title": report.plan.title, "office": report.plan.office},
        "year": report.year,
        "direction_word": report.plan.direction_word,
        "achieved_words": "または".join(verdict.label for verdict in words if verdict.achieved),
        "missed_words": "・".join(verdict.label for verdict in words if verdict.tone is Tone.BAD),
    }


def _direction(report: Report, direction: DirectionReport) -> dict[str, Any]:
    line = next(line for line in report.by_direction if line.heading == direction.id)
    before = _same(report.last.directions if report.last else (), direction)
    counted = _counted(direction.counts.printed, line, before.counts.printed if before else None)
    rows = {row.id for row in direction.rows}
    return {
        "number": direction.number,
        "name": direction.name,
        "heading": direction.heading,
        **counted,
        "missed": [_missed(each) for each in missed(report) if each.row.id in rows],
    }


def _same(directions: Sequence[DirectionReport], direction: DirectionReport) -> DirectionReport | None:
    return next((each for each in directions if each.id == direction.id), None)


def _counted(count: Count, line: Breakdown, before: Count | None) -> dict[str, Any]:
    """Return counts and rate as printed, how many have each verdict, and the change since last year in words."""
    known = count.rate != NO_RATE
    change = ""
    if before and known and before.rate != NO_RATE:
        rose = Decimal(count.rate) - Decimal(before.rate)
        change = f"{abs(rose)}ポイント{'上がった' if rose > 0 else '下がった'}" if rose else "変わらない"
    return {
        "items": count.items,
        "achieved": count.achieved,
        "rate": count.percent if known else "",
        "percent": Decimal(count.rate) if known else None,
        "verdicts": [
            {"word": verdict.label, "items": number}
            for verdict in dict.fromkeys(line.verdicts or ())
            if (number := line.number(verdict))
        ],
        "last_rate": before.percent if change and before else "",
        "change": change,
    }


def _missed(shortfall: Shortfall) -> dict[str, str]:
    row = shortfall.row
    return {
        "label": row.label,
        "name": row.name,
        "verdict": row.verdict.label,
        "figures": shortfall.figures.replace("\n", "、"),
        "reason": shortfall.reason,
        "direction": row.direction.name,
    }
