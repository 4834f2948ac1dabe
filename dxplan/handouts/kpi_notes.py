"""What stands above the KPI一覧: the year of the base values, what blanks mean, how the results were computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.handouts.workings import band_text
from dxplan.model import Better, Blank
from dxplan.model.aims import better_of
from dxplan.model.formulas import RATE, RateOf
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.handouts.report import Report
    from dxplan.model import Indicator
    from dxplan.model.scheme import Scheme, Verdict


def notes_of(report: Report) -> tuple[str, ...]:
    """Return the lines above the table, those on results only where there are any."""
    indicators = [judged.indicator for row in report.rows for judged in row.assessment.judged]
    notes = [f"基準値の年度：{long_year(report.plan.span.base)}", _blank_note(indicators)]
    if report.begun:
        notes += [_rate_note(report.plan.scheme.measuring, indicators), _course_note(report.plan.scheme)]
    return tuple(notes)


def _blank_note(indicators: Sequence[Indicator]) -> str:
    """Return what is no word of its own: － and an empty cell."""
    not_set = any(blank is Blank.NOT_SET for indicator in indicators for _, blank in indicator.blanks)
    meanings = [f"「{Blank.NOT_SET.word}」は設定しない"] if not_set else []
    return f"基準値・目標値：{'、'.join([*meanings, '空欄は示されていない'])}"


def _rate_note(scheme: Scheme, indicators: Sequence[Indicator]) -> str:
    formula, lower = scheme.formula.sentence, scheme.lower.sentence
    text = f"達成率：{formula}"
    if lower != formula and any(better_of(indicator) is Better.LOWER for indicator in indicators):
        text += f"（下向きの指標は{lower}）"
    digits = f"小数第{scheme.digits}位まで" if scheme.digits else "整数に"
    held = "してから判定" if scheme.compare_rounded else "（判定は端数のまま）"
    text += "。" if scheme.compares_only else f"。{digits}{scheme.rounding.label}{held}。"
    if isinstance(scheme.combine, RateOf) and any(indicator.group for indicator in indicators):
        text += f"いくつもの値からなる指標は{scheme.combine.noun}で判定。"
    return f"{text}　判定：{'、'.join(_band(verdict, scheme) for verdict in scheme.bands[:-1])}、ほかは{scheme.bands[-1].label}"


def _band(verdict: Verdict, scheme: Scheme) -> str:
    band = verdict.band
    if band is None or band.edge is None or band.measure is not RATE:
        return band_text(verdict, scheme)
    return f"{verdict.label} {band.edge:f}%{'超' if band.above else '以上'}"


def _course_note(scheme: Scheme) -> str:
    return f"進み具合：最後の目標値に達していれば達成済。ほかは、{scheme.course.sentence}に届いていれば順調、届いていなければ遅れ"
