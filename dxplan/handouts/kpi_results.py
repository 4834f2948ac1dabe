"""Results of the year in the KPI一覧: 実績, 達成率, 判定 and 進み具合 of each KPI, and their footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.handouts.wording import quotient_text, rate_text
from dxplan.judging.course import course_of, course_together
from dxplan.judging.indicators import Standing
from dxplan.judging.items import combine
from dxplan.model import Blank, Pending, Ratio
from dxplan.model.formulas import RateOf
from dxplan.model.scheme import EXCLUDED, INCOMPUTABLE, UNRECORDED
from dxplan.values.quantities import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.judging.course import Stage
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, Plan
    from dxplan.model.scheme import Verdict
    from dxplan.values.quantities import Quantity

NONE: Final = "－"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The cells of one indicator's result, and what they are counted by.

    ``band`` is None where no target is due in the year, ``stage`` where nothing can be said.
    """

    actual: str = ""
    rate: str = ""
    verdict: str = ""
    course: str = ""
    band: Verdict | None = None
    stage: Stage | None = None


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
    scheme, item = plan.scheme, assessment.item
    excluded = item.excluded is not None
    due = [j for j in parts if j.is_due and not excluded]
    how = assessment.combine
    together = combine(scheme, how, due) if due else None
    of_person = assessment.override.verdict if assessment.override else None
    band = EXCLUDED if excluded else (of_person or together.verdict) if together else None
    rate = in_lines(
        parts, [NONE if j.rate is None or j not in due else rate_text(j.rate, scheme) for j in parts]
    )
    if isinstance(how, RateOf) and len(due) > 1 and together and together.rate is not None:
        rate += f"\n{how.noun} {rate_text(together.rate, scheme)}"
    course = course_together([course_of(j, plan) for j in parts])
    stage = None if excluded else course.stage
    measured = not excluded and any(j.actual and not isinstance(j.actual, Pending) for j in parts)
    return Outcome(
        actual=in_lines(parts, [_actual(plan, j, footnotes) for j in parts]),
        rate=rate,
        verdict=(band.label if band else NONE) + footnotes.marks(_reasons(assessment, due, band)),
        course=stage.value if stage else NONE + footnotes.marks([course.reason] if measured else []),
        band=band,
        stage=stage,
    )


def _reasons(assessment: Assessment, due: Sequence[Judged], band: Verdict | None) -> Iterator[str]:
    """Yield what is to be said about a verdict that its word does not say."""
    if band == EXCLUDED:
        yield f"対象外：{assessment.item.excluded}"
    elif band and assessment.override:
        yield f"人が判定を変えた：{assessment.override.reason}"
    elif band == INCOMPUTABLE:
        yield from dict.fromkeys(f"算出不可：{j.problem}" for j in due if j.problem)
    elif band == UNRECORDED and any(j.target is None and j.actual for j in due):
        yield "目標値が未定のため、判定できない"


def _actual(plan: Plan, judged: Judged, footnotes: Footnotes) -> str:
    actual, provisional = judged.actual, judged.indicator.provisional
    if actual is None:
        return UNRECORDED.label if judged.due_now and judged.standing is Standing.OPEN else ""
    mark = f"（速報値）{footnotes.marks([f'速報値：{provisional}'])}" if provisional else ""
    if isinstance(actual, Ratio):
        sign = "%" if fold(judged.indicator.unit) == "%" else ""
        return f"{quotient_text(judged, actual, plan.rate)}{sign}{mark}"
    return in_figures(actual, judged.indicator) + mark


def in_figures(found: Quantity | Pending | Blank | None, indicator: Indicator) -> str:
    """Return a value as it was written. Units stand in the names of indicators, all but %."""
    if found is None:
        return ""
    if isinstance(found, (Pending, Blank)):
        return str(found.value)
    return found.show(indicator.unit if fold(indicator.unit) == "%" else "")


def in_lines(parts: Sequence[Judged], values: Sequence[str]) -> str:
    """Return the values of an indicator: one, or a line for each part. A word that is said of all stands once."""
    if len(parts) == 1 or (len(set(values)) == 1 and not any(map(str.isdigit, values[0]))):
        return values[0]
    return "\n".join(f"{j.indicator.part} {value}".rstrip() for j, value in zip(parts, values, strict=True))
