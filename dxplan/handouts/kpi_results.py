"""Results of the year in the KPI一覧: 実績, 達成率, 判定 and 進み具合 of each KPI, and their footnotes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import Cell
from dxplan.handouts.wording import figure_text, outlook_text, quotient_text, rate_text
from dxplan.judging.course import course_of, course_together
from dxplan.judging.indicators import Standing
from dxplan.judging.items import combine, way_of_parts
from dxplan.model import Blank, Pending, Ratio
from dxplan.model.formulas import RateOf
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNJUDGED, UNRECORDED
from dxplan.values.absence import NOTHING
from dxplan.values.quantities import fold
from dxplan.values.steps import Step
from dxplan.values.widths import half_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from dxplan.handouts.report import ReportRow
    from dxplan.judging.course import Stage
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, Plan, Target
    from dxplan.model.scheme import Scheme, Verdict

EMPTY: Final = Cell("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The cells of one indicator's result, and what they are counted by.

    ``band`` is None where no target is due in the year, ``stage`` where nothing can be said. ``midterm`` is its verdict
    at the 中間評価, ``outlook`` what it is expected to be at the end of the plan and ``expected`` the verdict of that.
    """

    actual_cell: Cell = EMPTY
    rate_cell: Cell = EMPTY
    verdict: str = ""
    course: str = ""
    band: Verdict | None = None
    stage: Stage | None = None
    midterm: Verdict | None = None
    outlook: Cell = EMPTY
    expected: Verdict | None = None

    @property
    def actual(self) -> str:
        """The actual as printed."""
        return self.actual_cell.shown

    @property
    def rate(self) -> str:
        """The 達成率 as printed."""
        return self.rate_cell.shown


#: As long as nothing is recorded for the year, and beside a project without indicators.
NO_OUTCOME: Final = Outcome()


class Footnotes:
    """Texts below the table, each with the mark that stands in the cells it belongs to."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def marks(self, texts: Iterable[str]) -> str:
        """Return the marks of texts; the same text always has the same."""
        return "".join(f"※{self._numbers.setdefault(text, len(self._numbers) + 1)}" for text in texts)

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts behind their marks."""
        return tuple(f"※{number} {text}" for text, number in self._numbers.items())


def judge_kpi(plan: Plan, assessment: Assessment, parts: Sequence[Judged], footnotes: Footnotes) -> Outcome:
    """Return the result of one indicator, whose ``parts`` are its values."""
    scheme = plan.scheme.measuring
    left_out = all(j.standing is Standing.UNJUDGED and j.due_now for j in parts)
    outside = assessment.verdict if assessment.verdict in OUTSIDE else UNJUDGED if left_out else None
    due = [j for j in parts if j.is_due and not outside]
    how = assessment.combine
    together = combine(scheme, way_of_parts(how), due) if due else None
    of_person = assessment.override.verdict if assessment.override else None
    band = outside or ((of_person or together.verdict) if together else None)
    rate = in_lines(
        parts, [Cell(NOTHING) if j.rate is None or j not in due else _rate(j.rate, scheme) for j in parts]
    )
    if isinstance(how, RateOf) and len(due) > 1 and together and together.rate is not None:
        rate = Cell(f"{rate.shown}\n{how.noun} {rate_text(together.rate, scheme)}")
    course = course_together([course_of(j, plan) for j in parts])
    stage = None if outside else course.stage
    measured = not outside and any(j.actual and not isinstance(j.actual, Pending) for j in parts)
    return Outcome(
        actual_cell=in_lines(parts, [_actual(plan, j, footnotes) for j in parts]),
        rate_cell=rate,
        verdict=(band.label if band else NOTHING) + footnotes.marks(_reasons(plan, assessment, parts, band)),
        course=stage.value if stage else NOTHING + footnotes.marks([course.reason] if measured else []),
        band=band,
        stage=stage,
    )


def in_other_years(outcome: Outcome, row: ReportRow, parts: Sequence[Judged], plan: Plan) -> Outcome:
    """Return the result of an indicator with how it stood at the 中間評価, and how it is expected to stand at the end."""
    midterm = _verdict_in(row.at_midterm, parts, plan)
    foreseen = [(j.indicator, j.indicator.outlook(plan.fiscal_year)) for j in parts]
    if not any(value for _, value in foreseen):
        return replace(outcome, midterm=midterm)
    cells = [
        Cell(outlook_text(indicator, value)) if isinstance(value, Ratio) else in_figures(value, indicator)
        for indicator, value in foreseen
    ]
    expected = _verdict_in(row.at_end, parts, plan)
    return replace(outcome, midterm=midterm, outlook=in_lines(parts, cells), expected=expected)


def _verdict_in(then: Assessment | None, parts: Sequence[Judged], plan: Plan) -> Verdict | None:
    """Return the verdict of an indicator in another year."""
    sources = {judged.indicator.source for judged in parts}
    due = [j for j in then.judged if j.indicator.source in sources and j.is_due] if then else []
    if not then or not due:
        return None
    return combine(plan.scheme.measuring, way_of_parts(then.combine), due).verdict


def _reasons(
    plan: Plan, assessment: Assessment, parts: Sequence[Judged], band: Verdict | None
) -> Iterator[str]:
    """Yield what is to be said about a verdict that its word does not say."""
    due = [j for j in parts if j.is_due]
    if band in OUTSIDE:
        own = next(filter(None, (j.indicator.left_out(plan.fiscal_year) for j in parts)), "")
        yield f"{band.label}：{assessment.outside or own}"
    elif band and assessment.override:
        yield f"人が判定を変えた：{assessment.override.reason}"
    elif band == INCOMPUTABLE:
        yield from dict.fromkeys(f"算出不可：{j.problem}" for j in due if j.problem)
    elif band == UNRECORDED and any(j.target is None and j.actual for j in due):
        yield "目標値が未定のため、判定できない"


def _rate(rate: Fraction, scheme: Scheme) -> Cell:
    return Cell(scheme.shown(rate), rate_text(rate, scheme))


def _actual(plan: Plan, judged: Judged, footnotes: Footnotes) -> Cell:
    actual, provisional = judged.actual, judged.indicator.provisional
    if actual is None:
        return Cell(UNRECORDED.label if judged.due_now and judged.standing is Standing.OPEN else "")
    if isinstance(actual, Ratio):
        sign = "%" if fold(judged.indicator.unit) == "%" else ""
        quotient = quotient_text(judged, actual, plan.rate)
        found = Cell(Decimal(quotient.replace(",", "")), f"{quotient}{sign}")
    else:
        found = in_figures(actual, judged.indicator)
    mark = f"（速報値）{footnotes.marks([f'速報値：{provisional}'])}" if provisional else ""
    return found._replace(text=found.shown + mark)


def in_figures(found: Target | Pending | Blank | None, indicator: Indicator) -> Cell:
    """Return a value, printed as it was written. Units stand in the names of indicators, all but %."""
    if found is None:
        return EMPTY
    if isinstance(found, (Pending, Blank)):
        return Cell(found.word)
    if isinstance(found, Step):
        return Cell(half_figures(found.text))
    text = figure_text(found, indicator.unit if fold(indicator.unit) == "%" else "")
    return Cell(text if found.relative else found.value, text)


def in_lines(parts: Sequence[Judged], values: Sequence[Cell]) -> Cell:
    """Return the values of an indicator: one, or a line for each part. A word that is said of all stands once."""
    shown = [value.shown for value in values]
    if len(parts) == 1 or (len(set(shown)) == 1 and not any(map(str.isdigit, shown[0]))):
        return values[0]
    lines = (f"{j.indicator.part} {text}".rstrip() for j, text in zip(parts, shown, strict=True))
    return Cell("\n".join(lines))
