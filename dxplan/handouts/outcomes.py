"""成果指標: the 基本目標, and each KPI with its index and the 中間指標 behind it.

An index has the target at 100. It is never made of less than all its 中間指標: one without an actual leaves none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dxplan.handouts.indices import FORMULAS, combine_rule, index_rule, weight_text
from dxplan.handouts.wording import actual_text, rate_text
from dxplan.judging.indicators import Standing
from dxplan.judging.items import shares_of
from dxplan.model import ItemKind, Pending
from dxplan.model.formulas import BandOf, RateOf
from dxplan.model.scheme import EXCLUDED, UNRECORDED, Verdict
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.report import Report, Row
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, Plan

_NONE: Final = "－"
#: There is an actual: its target is not due yet and not reached either, or is yet to be decided.
AHEAD: Final = Verdict("期限前", achieved=True)
UNDECIDED: Final = Verdict("目標値が未定", achieved=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The cells of an indicator: 基準値, 目標値 with its fiscal year, 実績値, and 達成率."""

    name: str
    baseline: str
    target: str
    actual: str
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One indicator of a 基本目標; ``name`` and ``verdict`` are those of the goal, "" and None in further rows."""

    name: str
    figures: Figures
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One 中間指標; ``weight`` is "" where it does not enter the index, ``note`` what is printed as 判定."""

    weight: str
    figures: Figures
    note: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One KPI; ``index`` is as printed, ``notes`` what stands about it under the table."""

    name: str
    index: str
    verdict: Verdict
    parts: tuple[Part, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The KPIs of one direction."""

    heading: str
    kpis: tuple[Kpi, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under the table."""
        return tuple(note for kpi in self.kpis for note in kpi.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """All that the handout shows; ``rule`` says how an index is made."""

    title: str
    office: str
    year: str
    rule: str
    goals: tuple[Goal, ...]
    fields: tuple[Field, ...]


def make_outcomes(report: Report) -> Outcomes:
    """Shape the goals and KPIs of a report."""
    fields = (
        Field(
            heading=direction.heading,
            kpis=tuple(_kpi(row, report.plan) for row in _of(ItemKind.KPI, direction.rows)),
        )
        for direction in report.directions
    )
    return Outcomes(
        title=report.plan.title,
        office=report.plan.office,
        year=report.year,
        rule=index_rule(report.plan.scheme),
        goals=tuple(goal for row in _of(ItemKind.GOAL, report.rows) for goal in _goals(row, report.plan)),
        fields=tuple(field for field in fields if field.kpis),
    )


def _of(kind: ItemKind, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.assessment.item.kind is kind]


def _goals(row: Row, plan: Plan) -> Iterator[Goal]:
    name, verdict = row.name, _verdict(row.assessment)
    if not row.assessment.judged:
        yield Goal(
            name=name, figures=Figures(name="", baseline="", target="", actual="", rate=""), verdict=verdict
        )
    for number, judged in enumerate(row.assessment.judged):
        figures = _figures(judged, plan)
        if figures.name == row.assessment.item.name:
            figures = replace(figures, name="同左")
        yield Goal(name="" if number else name, figures=figures, verdict=None if number else verdict)


def _kpi(row: Row, plan: Plan) -> Kpi:
    assessment = row.assessment
    how, made_of = assessment.combine, assessment.entering
    index, problem = _index(assessment, plan)
    notes = [f"{row.name}：指数を出していない（{problem}）。"] if problem else []
    if assessment.item.combine:
        notes.append(f"{row.name}：{combine_rule(how, plan.scheme)}")
    if assessment.override:
        notes.append(f"{row.name}：判定は{assessment.verdict.label}とした（{assessment.override.reason}）。")
    weighted = isinstance(how, RateOf) and how.weighted
    shares = iter(shares_of(how, made_of) if isinstance(how, RateOf) else ())
    return Kpi(
        name=row.name,
        index=index,
        verdict=_verdict(assessment),
        parts=tuple(
            _entering_part(j, plan, weight_text(next(shares)) if weighted else "")
            if any(j is one for one in made_of)
            else Part(
                weight="", figures=_figures(j, plan), note=f"{_aside(j)}（指数に入れない）", verdict=None
            )
            for j in assessment.judged
        ),
        notes=tuple(notes),
    )


def _entering_part(judged: Judged, plan: Plan, weight: str) -> Part:
    verdict = judged.verdict if judged.due_now else None
    return Part(weight=weight, figures=_figures(judged, plan), note=_note(judged), verdict=verdict)


def _index(assessment: Assessment, plan: Plan) -> tuple[str, str]:
    """Return the index as printed, and why there is none."""
    made_of, together = assessment.entering, assessment.together
    if assessment.computed == EXCLUDED:
        return _NONE, f"対象外：{assessment.item.excluded}"
    if together is None:
        return _NONE, "指数に入れる中間指標がない"
    if together.rate is not None:
        return f"{plan.scheme.rounded(together.rate):,f}", ""
    if isinstance(assessment.combine, BandOf):
        return _NONE, ""
    missing = [j for j in made_of if j.actual is None or isinstance(j.actual, Pending)]
    if missing:
        return _without(missing, made_of, "が未記録")
    undecided = [j for j in made_of if j.target is None]
    if undecided:
        return _without(undecided, made_of, "の目標値が未定")
    reasons = "、".join(f"{j.indicator.name}は{j.problem}" for j in made_of if j.problem)
    return "算出不可", reasons


def _without(lacking: Sequence[Judged], made_of: Sequence[Judged], what: str) -> tuple[str, str]:
    text = f"中間指標{len(made_of)}のうち{len(lacking)}{what}"
    names = "、".join(j.indicator.name for j in lacking)
    return f"{_NONE}（{text}）", text if len(lacking) == len(made_of) else f"{text}：{names}"


def _verdict(assessment: Assessment) -> Verdict:
    """Return what stands as 判定: not 未記録 where there are actuals that cannot be judged yet."""
    made_of = assessment.entering
    missing = any(j.actual is None or isinstance(j.actual, Pending) for j in made_of)
    if assessment.verdict != UNRECORDED or missing or not made_of:
        return assessment.verdict
    return UNDECIDED if any(j.target is None for j in made_of) else AHEAD


def _figures(judged: Judged, plan: Plan) -> Figures:
    indicator, scheme = judged.indicator, plan.scheme
    base = indicator.baseline.show(indicator.unit) if indicator.baseline else ""
    blank = indicator.blank(None)
    actual = actual_text(judged, plan.rate) or UNRECORDED.label
    rate = rate_text(judged.rate, scheme) if judged.rate is not None else ""
    if rate and indicator.formula and indicator.formula not in (scheme.formula, scheme.lower):
        rate += f"\n{FORMULAS[indicator.formula]}"
    return Figures(
        name=indicator.name,
        baseline=blank.value if blank else base,
        target="\n".join(_targets(indicator, plan.fiscal_year)),
        actual=f"{actual}（速報値）" if judged.actual and indicator.provisional else actual,
        rate=rate,
    )


def _targets(indicator: Indicator, year: int) -> Iterator[str]:
    """Yield the target of the year and the one that is due last, each with its fiscal year."""
    for of in dict.fromkeys((year, indicator.due)):
        target, blank = indicator.target(of), indicator.blank(of)
        text = target.show(indicator.unit) if target else blank.value if blank else ""
        if text:
            yield f"{text}（{handout_year(of)}年度）"


def _note(judged: Judged) -> str:
    """Return the 判定 of a 中間指標 that enters the index."""
    if judged.problem:
        return f"算出不可（{judged.problem}）"
    if isinstance(judged.actual, Pending):
        return judged.actual.value
    if judged.standing is Standing.OPEN:
        return UNDECIDED.label if judged.actual else UNRECORDED.label
    if judged.standing is Standing.MISSED and not judged.due_now:
        return AHEAD.label
    return judged.verdict.label if judged.verdict else judged.standing.value


def _aside(judged: Judged) -> str:
    """Return why a 中間指標 does not enter the index."""
    if judged.standing is Standing.REFERENCE:
        return "参考"
    if judged.actual is Pending.NOT_MEASURED:
        return "測定しない"
    return "目標なし" if judged.standing is Standing.NO_TARGET else "期限前"
