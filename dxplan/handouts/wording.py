"""The sentences of the 実施結果 table: 目標の達成度, targets and actuals as lines of text."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Final

from dxplan.judging.indicators import Judged, Standing
from dxplan.model import ItemKind, Pending, Ratio
from dxplan.model.formulas import PointsOf
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNRECORDED, Unit
from dxplan.values.dates import long_date
from dxplan.values.patterns import regex
from dxplan.values.quantities import EXACT, MAX_DIGITS, Quantity, fold
from dxplan.values.rounding import Rounding
from dxplan.values.steps import Step, StepKind
from dxplan.values.widths import half_figures
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Indicator, Plan, RateRule, Target
    from dxplan.model.aims import Aim
    from dxplan.model.own import OwnField, OwnWritten
    from dxplan.model.publications import Correction
    from dxplan.model.scheme import Scheme

#: Verdicts that say nothing about how far an item came.
BESIDE: Final = (UNRECORDED, INCOMPUTABLE, *OUTSIDE)

#: What is counted, what of it counts as achieved, and the rate, as totals name them.
COUNTED: Final = {
    Unit.ITEM: ("実施事業項目", "目標達成項目", "達成項目の割合"),
    Unit.INDICATOR: ("判定した指標", "達成した指標", "達成した指標の割合"),
}

#: The same in one word.
UNITS: Final = {Unit.ITEM: "項目", Unit.INDICATOR: "指標"}

#: What kinds of rows are called.
KINDS: Final = {
    ItemKind.PROJECT: "事業",
    ItemKind.REFERENCE: "参考事業",
    ItemKind.KPI: "KPI",
    ItemKind.GOAL: "基本目標",
}

#: Words by which a goal and the name of an indicator are known to speak of the same: of kanji (said by what they are
#: not, since ``re`` takes a millisecond for 一-鿿), of katakana, of Latin letters.
_WORD: Final = regex(r"[^\W0-zぁ-ヿ]{2,}|[ァ-ヶー]{2,}|[A-Za-z]{2,}")
#: What makes another figure of one, before and behind it.
_GOES_BEFORE: Final = tuple("0123456789.,")
_GOES_ON: Final = regex("以上|以下|以内|超|未満|程度|[増減]|ずつ|、?[0-9]")
_PERCENT: Final = 100
#: Digits behind the point that are shown of a number with more.
_SHOWN: Final = 6
#: More digits than any target of a plan has.
_MOST_DIGITS: Final = 2 * MAX_DIGITS
_DECIMAL_ROUNDING: Final = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.DOWN: ROUND_DOWN}


def achievement_text(assessment: Assessment, plan: Plan) -> str:
    """Return the cell 目標の達成度.

    Where the scheme only compares, 未達 prints the shortfall, not the word: ``目標2,000人に対し、1,157人``, with several
    indicators a line each. Other schemes print the word, and the combined rate behind it. The section's own wording
    wins.
    """
    verdict, rule = assessment.verdict, plan.rate
    if verdict in BESIDE or verdict.achieved:
        return _word(assessment, plan)
    if assessment.result and assessment.result.wording:
        return assessment.result.wording
    due = [j for j in assessment.judged if j.due_now and j.standing in (Standing.MET, Standing.MISSED)]
    if (
        plan.scheme.measures
        or plan.scheme.axes
        or isinstance(assessment.combine, PointsOf)
        or plan.scheme.formula.rate is not None
        or not any(j.standing is Standing.MISSED for j in due)
    ):
        return _word(assessment, plan)
    if len(due) == 1:
        return _shortfall(due[0], rule)
    return "\n".join(
        f"・{j.indicator.name}目標達成"
        if j.standing is Standing.MET
        else f"・{j.indicator.name}{_shortfall(j, rule)}"
        for j in due
    )


def _word(assessment: Assessment, plan: Plan) -> str:
    together = assessment.together
    of_rate = together is not None and together.verdict == assessment.computed
    if assessment.axes and assessment.verdict in plan.scheme.verdicts and not assessment.override:
        on_axes = "、".join(ruling.verdict.label for ruling in assessment.axes)
        return f"{assessment.verdict.label}（{on_axes}）"
    if together and together.points is not None and of_rate and not assessment.override:
        return f"{assessment.verdict.label}（{points_text(together.points, plan.scheme)}）"
    if assessment.rate is None or assessment.override or not of_rate:
        return assessment.verdict.label
    return f"{assessment.verdict.label}（{rate_text(assessment.rate, plan.scheme)}）"


def points_text(points: Fraction, scheme: Scheme) -> str:
    """Return points as printed: ``7点``, a mean with the scheme's digits ``2.3点``."""
    return f"{points if points.denominator == 1 else scheme.rounded(points)}点"


def rate_text(rate: Fraction, scheme: Scheme) -> str:
    """Return a 達成率 as printed: ``86.1%``, ``100.0%``, ``-5.0%``."""
    return f"{scheme.shown(rate):,f}%"


def _shortfall(judged: Judged, rule: RateRule) -> str:
    if isinstance(judged.target, Step):  # 「目標策定」 would read as one word
        return f"目標「{target_text(judged)}」に対し、「{actual_text(judged, rule)}」"
    return f"目標{target_text(judged)}に対し、{actual_text(judged, rule)}"


def cited(indicator: Indicator) -> str:
    """Return the line that says where the figures of an indicator come from: ``〈県民経済計算（県）〉``; "" if nothing does."""
    return f"\n〈{indicator.cited}〉" if indicator.cited else ""


def figure_text(value: Target, unit: str) -> str:
    """Return a value as handouts print it: as it was written, but for figures in full-width letters.

    Beside an actual of 1,157人, a target of ``２，０００人`` would read as something else.
    """
    return half_figures(value.show(unit))


def target_text(judged: Judged) -> str:
    """Return a target as printed: ``2,000人``, ``5%増``, ``全件``; "" if there is none."""
    return figure_text(judged.target, judged.indicator.unit) if judged.target else ""


def actual_text(judged: Judged, rule: RateRule) -> str:
    """Return an actual as printed: ``1,157人``, ``92.8%``, ``集計中``; "" if there is none."""
    actual, unit = judged.actual, judged.indicator.unit
    if actual is None:
        return ""
    if isinstance(actual, Pending):
        return actual.word
    if isinstance(actual, Ratio):
        return half_figures(f"{quotient_text(judged, actual, rule)}{unit}")
    return figure_text(actual, unit)


def quotient_text(judged: Judged, actual: Ratio, rule: RateRule) -> str:
    """Return a quotient of counts as printed: with the plan's digits, or as many more as tell a miss from its target.

    3,123 of 3,367 against 92.76 % is 92.75 %, not 92.8 %.
    """
    if actual.factor == _PERCENT and actual.numerator == actual.denominator:
        return "100"
    text = _divided(*actual.fraction, rule)
    if judged.aim is None or judged.standing not in (Standing.MET, Standing.MISSED):
        return text
    for digits in range(rule.digits, _MOST_DIGITS):
        shown = Decimal(text.replace(",", ""))
        if judged.aim.is_met(Quantity(text=text, value=shown)) is (judged.standing is Standing.MET):
            break
        text = _divided(*actual.fraction, rule._replace(digits=digits + 1))
    return text


def percent(part: Decimal, whole: Decimal, rule: RateRule) -> str:
    """Return ``part / whole`` in percent with the plan's digits and rounding; 100 has no decimals."""
    return "100" if part == whole else _divided(EXACT.multiply(part, 100), whole, rule)


def _divided(part: Decimal, whole: Decimal, rule: RateRule) -> str:
    with localcontext(prec=150, rounding=ROUND_DOWN) as context:
        quotient = part / whole
        # One digit more than any tie needs tells a tie from a quotient just below it.
        context.rounding = _DECIMAL_ROUNDING[rule.rounding]
        return f"{quotient.quantize(Decimal(1).scaleb(-rule.digits)):,f}"


def goal_text(goal: str, year: int, judged: Iterable[Judged]) -> str:
    """Return the goal with a line below for each indicator of which it does not say all itself.

    Such a line is ``・開催回数：12回``, base value and later due year behind it.
    """
    return "\n".join([*filter(None, [goal]), *_goal_lines(goal, year, judged)])


def _says(goal: str, judged: Judged) -> bool:
    """Whether a goal tells the target of an indicator: ``研修を年12回開催する`` that of 研修の開催回数, 12回.

    It must say the figure whole, and a word of the indicator's name in the same sentence.
    """
    if judged.target is None or not judged.target.show("").strip():
        return False
    figure = fold(target_text(judged))
    sentences = [s for s in map(fold, goal.replace("\n", "。").split("。")) if _stands_whole(figure, s)]
    if not sentences:
        return False
    runs = _WORD.findall(fold(judged.indicator.name))
    words = {word for run in runs for word in (run, run[:2], run[-2:])}
    return any(word in sentence for sentence in sentences for word in words)


def _stands_whole(figure: str, sentence: str) -> bool:
    """Whether a figure stands in a sentence, and not as a part of another or with more behind it."""
    place = sentence.find(figure)
    while place >= 0:
        if sentence[place - 1 : place] not in _GOES_BEFORE and not _GOES_ON.match(
            sentence, place + len(figure)
        ):
            return True
        place = sentence.find(figure, place + 1)
    return False


def _goal_lines(goal: str, year: int, judged: Iterable[Judged]) -> Iterator[str]:
    for j in judged:
        notes = []
        if j.indicator.baseline:
            notes.append(f"基準値{figure_text(j.indicator.baseline, j.indicator.unit)}")
        if j.target and j.indicator.due != year:
            notes.append(f"{handout_year(j.indicator.due)}年度まで")
        note = "、".join(notes)
        if not note and _says(goal, j):
            continue
        if j.target:
            yield f"・{j.indicator.name}：{target_text(j)}" + (f"（{note}）" if note else "")
        else:
            yield f"・{j.indicator.name}" + (f"：{note}" if note else "") + "（参考）"


def actual_lines(judged: tuple[Judged, ...], rule: RateRule) -> Iterator[str]:
    """Yield a line for each recorded actual, with the counts behind a quotient and the change behind growth."""
    for j in judged:
        if j.actual is None:
            continue
        notes = []
        if isinstance(j.actual, Ratio):
            notes.append(f"{j.actual.denominator:,f}のうち{j.actual.numerator:,f}")
        elif change := _change(j, rule):
            notes.append(change)
        if j.indicator.provisional:
            notes.append("速報値")
        note = "、".join(notes)
        yield f"・{j.indicator.name}：{actual_text(j, rule)}" + (f"（{note}）" if note else "")


def outlook_text(indicator: Indicator, expected: Actual) -> str:
    """Return what an indicator is expected to be, as it is printed alone: ``95人``, ``40/59``."""
    if isinstance(expected, Pending):
        return expected.word
    if isinstance(expected, Ratio):
        return f"{expected.numerator:,f}/{expected.denominator:,f}"
    return expected.show(indicator.unit)


def _change(judged: Judged, rule: RateRule) -> str:
    """Return ``29.5%増``, the change since the base value, where the target asks for one."""
    baseline, actual, target = judged.indicator.baseline, judged.actual, judged.target
    if not isinstance(target, Quantity) or not target.relative or target.unit != "%":
        return ""
    if not isinstance(actual, Quantity) or not isinstance(baseline, Quantity) or not baseline.value:
        return ""
    difference = actual.value - baseline.value
    return f"{percent(abs(difference), abs(baseline.value), rule)}%{'増' if difference >= 0 else '減'}"


def _place(step: object, judged: Judged) -> str:
    """Return a step with its place: 素案（3段階目／全5段階）, R7.3（2025-03-31 まで）."""
    if not isinstance(step, Step):
        return ""
    stages = judged.indicator.stages
    if step.kind is StepKind.STAGE:
        return f"{step.text}（{step.value}／{len(stages)}）"
    return f"{step.text}（{step.day}）" if step.day and step.day != step.text else step.text


def comparison(judged: Judged, rule: RateRule) -> str:
    """Return the numbers behind an indicator's standing, for people who ask why: ``9,852 ≧ 7,985.25``."""
    if judged.aim is None or judged.actual is None or isinstance(judged.actual, Pending):
        return ""
    if isinstance(judged.actual, Step):
        return f"実績 {_place(judged.actual, judged)} ／ 目標 {_place(judged.target, judged)}"
    if isinstance(judged.actual, Ratio):
        counts = judged.actual
        times = "" if counts.factor in (1, _PERCENT) else f" × {counts.factor:,f}"
        sign = "%" if counts.factor == _PERCENT else judged.indicator.unit
        value = quotient_text(judged, counts, rule)
        shown = f"{counts.numerator:,f} ÷ {counts.denominator:,f}{times} = {value}{sign}"
    else:
        shown = f"{judged.actual.value:,f}"
    return f"実績 {shown} ／ 目標 {_reached_at(judged.aim)}"


def _reached_at(aim: Aim) -> str:
    """Return the value to reach; of a quotient that ends nowhere its first digits."""
    text = f"{aim.value:,f}"
    whole, point, digits = text.partition(".")
    return text if aim.denominator == 1 or len(digits) <= _SHOWN else f"{whole}{point}{digits[:_SHOWN]}…"


def own_text(field: OwnField, value: OwnWritten | None) -> str:
    """Return a value as it is printed alone: ``1,200千円``, ``令和8年3月31日``; "" where there is none."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:,f}{field.unit}"
        case date():
            return long_date(value)
        case _:
            return value


def correction_lines(corrections: Iterable[Correction], item: str) -> Iterator[str]:
    """Yield what is said of the corrected figures of an item: ``※令和2年7月10日訂正：…の実績値「12回」→「11回」``."""
    for each in corrections:
        if each.item == item:
            yield correction_line(each, each.indicator)


def correction_line(correction: Correction, of: str) -> str:
    """Return what is said of a corrected figure where it is printed; ``of`` is what it is a figure of, "" where that is clear."""
    what = f"{of}の{correction.name.value}" if of else correction.name.value
    day, kind = long_date(correction.on), correction.kind.value
    return f"※{day}{kind}：{what}「{correction.before}」→「{correction.after}」"
