"""Answers to one checked change of the plan's files: what would be written, and what would follow from it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.checks.engine import check_plan
from dxplan.format.editing import edit_document
from dxplan.format.reading import read_edited
from dxplan.judging.items import judge_expected, judge_plan
from dxplan.model import Pending, Ratio, Source
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.model.own import Owner, own_value
from dxplan.recording.answers import answer_edits
from dxplan.recording.differences import unified_difference
from dxplan.values.characters import in_short
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.format.layout import Value
    from dxplan.format.reading import PlanText
    from dxplan.judging.items import Assessment
    from dxplan.model import Item, KeyPath, Plan
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.findings import Diagnostic
    from dxplan.recording.answers import Answer, HalfAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What an answer changes: the row before and after, each with its verdict and actuals; what checks think of it."""

    answer: Answer
    before: Assessment
    after: Assessment
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A checked change of a plan's files, not yet written: ``plan`` as it will be.

    ``texts`` are the new texts by path as shown, ``old_texts`` those they take the place of.
    """

    plan: Plan
    recorded: tuple[Recorded, ...]
    old_texts: Mapping[str, str]
    texts: Mapping[str, str]

    @property
    def difference(self) -> str:
        """The change as git would show it."""
        shown = (unified_difference(path, self.old_texts[path], text) for path, text in self.texts.items())
        return "\n".join(difference for difference in shown if difference)

    @property
    def overwrites(self) -> bool:
        """Whether anything that was recorded becomes something else, or is taken out."""
        return any(True for each in self.recorded for _ in overwritten(each, self.plan))


def make_change(
    content: PlanText,
    rows: Sequence[Assessment],
    answers: Sequence[Answer],
    departments: DepartmentTable | None,
) -> Change:
    """Return the one change that records all answers into a valid plan; ``rows`` are those of the answers, judged.

    What cannot be recorded, or would not validate, is raised: DxplanError, InvalidPlan with its findings.
    """
    if content.plan is None:
        raise InvalidPlan(content.findings, content.texts)
    before = {row.id: row for row in rows}
    if missing := [answer.item for answer in answers if answer.item not in before]:
        raise DxplanError(
            f"項目「{missing[0]}」は、計画にもうありません。",
            "dxplan list で、いまの項目を確かめてください。",
        )
    edits = _all_edits(content, content.plan, [(before[answer.item], answer) for answer in answers])
    edited = {path: edit_document(content.documents[path], values.items()) for path, values in edits.items()}
    outcome = read_edited(content.plan, {**content.documents, **edited})
    if outcome.plan is None:
        remark = "このままでは誤りになるので、何も書き込んでいません。"
        raise InvalidPlan(outcome.findings, outcome.texts, remark)
    plan = outcome.plan.in_year(content.plan.fiscal_year)
    after = {row.id: row for row in judge_plan(plan, {answer.item for answer in answers})}
    warnings = _warnings([after[answer.item] for answer in answers], plan, outcome, departments)
    return Change(
        plan=plan,
        recorded=tuple(
            Recorded(
                answer=answer,
                before=before[answer.item],
                after=(row := after[answer.item]),
                warnings=tuple(warnings[row.item.id]),
            )
            for answer in answers
        ),
        old_texts={path: content.documents[path].text for path in edited},
        texts={path: document.text for path, document in edited.items()},
    )


def remake_change(
    change: Change, content: PlanText, rows: Sequence[Assessment], departments: DepartmentTable | None
) -> Change:
    """Return a change made anew, into the plan as others have left it; refused where they wrote into the same items."""
    again = make_change(content, rows, [each.answer for each in change.recorded], departments)
    for before, now in zip(change.recorded, again.recorded, strict=True):
        if before.before.item != now.before.item:
            raise overtaken(f"{now.before.item.source.path} の「{now.before.item.name}」")
    return again


def overtaken(what: str) -> DxplanError:
    """Return what to say where somebody else has written while one was about to."""
    hint = "相手の記録を確かめてから、もう一度実行してください。何も書き込んでいません。"
    return DxplanError(f"{what}が、読み込んだ後に別の人に書き換えられました。", hint)


def _all_edits(
    content: PlanText, plan: Plan, said: Sequence[tuple[Assessment, Answer]]
) -> dict[str, dict[KeyPath, Value | None]]:
    """Return the values to set, by file and place; two answers that want different ones there are refused."""
    data = {path: document.data for path, document in content.documents.items()}
    edits: dict[str, dict[KeyPath, Value | None]] = defaultdict(dict)
    for row, answer in said:
        for path, key, value in answer_edits(row, answer, plan, data):
            if edits[path].setdefault(key, value) != value:
                message = f"「{row.item.name}」の同じ所に、違う回答が二つあります。"
                raise DxplanError(message, "どちらかにまとめてから、もう一度実行してください。")
    return edits


def _warnings(
    rows: Sequence[Assessment], plan: Plan, content: PlanText, departments: DepartmentTable | None
) -> dict[str, list[Diagnostic]]:
    """Return what the checks think of the items of some rows, by id. Only this is shown, so only these are looked at.

    All are looked at in one go: what a check prepares for a plan, it prepares once.
    """
    items = {row.item.id: row for row in rows}
    places = {row.item.source: id_ for id_, row in items.items()}
    by_direction: dict[str, list[Assessment]] = defaultdict(list)
    for row in items.values():
        by_direction[row.direction.id].append(row)
    alone = plan._replace(
        directions=tuple(
            beside[0].direction._replace(entries=tuple(row.item for row in beside), parts=())
            for beside in by_direction.values()
        )
    )
    found: dict[str, list[Diagnostic]] = {id_: [] for id_ in items}
    judged = tuple(row for beside in by_direction.values() for row in beside)
    for finding in content.place(check_plan(alone, judged, departments, whole=False)):
        path, key = finding.source
        if (id_ := places.get(Source(path, key[:2]))) is not None:
            found[id_].append(finding)
    return found


def redirections(row: Assessment, answer: Answer) -> Iterator[str]:
    """Yield where an answer about a 再掲 goes, in words."""
    if row.repost:
        yield f"{row.label} は再掲です。元の項目「{row.item.id}」に記録します。"
    originals = (each.repost_of for each in row.item.indicators if each.name in answer.actuals)
    for original in dict.fromkeys(originals):
        if original:
            yield f"この実績値の指標は再掲です。元の指標「{original}」に記録します。"


def overwritten(recorded: Recorded, plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield what was recorded and is no longer so: its name, the old value, the new one, "" where it is taken out."""
    before, after = (_recorded_values(row, plan) for row in (recorded.before, recorded.after))
    half = recorded.answer.half
    if half is not None:
        key = f"{handout_year(half.year)}{half.half.value}"
        for values, row in ((before, recorded.before), (after, recorded.after)):
            milestone = row.item.milestone(half.year, half.half)
            if milestone is not None:
                values[f"{key}の状態"] = milestone.state.value if milestone.state else ""
                values[f"{key}の進捗"] = milestone.progress
    for name, old in before.items():
        if old and old != after.get(name, ""):
            yield name, old, after.get(name, "")


def _recorded_values(row: Assessment, plan: Plan) -> dict[str, str]:
    """Return what is recorded of a row for the year, by the names people call it; what is still awaited is not."""
    from dxplan.handouts.wording import actual_text, outlook_text

    values: dict[str, str] = {}
    for judged in row.judged:
        indicator = judged.indicator
        if judged.actual is not None and not isinstance(judged.actual, Pending):
            values[indicator.name] = (
                f"{judged.actual.numerator:,f}/{judged.actual.denominator:,f}"
                if isinstance(judged.actual, Ratio)
                else actual_text(judged, plan.rate)
            )
            values[f"{indicator.name}の速報値の理由"] = indicator.provisional or ""
        if expected := indicator.outlook(plan.fiscal_year):
            values[f"{indicator.name}の期末見込み"] = outlook_text(indicator, expected)
    values |= _own_values(row, plan)
    result = row.result
    if result is not None:
        values |= {
            "実施": "" if result.done is None else ("計画どおり" if result.done else "計画どおりでない"),
            "実施状況": result.state.label if result.state else "",
            "取組実績": result.report,
            "未達の理由": result.reason,
            "目標の達成度の言い方": result.wording,
            "判定しない理由": result.unjudged,
            "変えた判定": result.override.verdict.label if result.override else "",
            "判定を変えた理由": result.override.reason if result.override else "",
        }
    return values


def _own_values(row: Assessment, plan: Plan) -> dict[str, str]:
    """Return what stands in the plan's own fields of a row and of its indicators."""
    from dxplan.handouts.wording import own_text

    values = {}
    for field in plan.own_fields:
        owners = {"": row.item.own} if field.on is Owner.ITEM else {}
        if field.on is Owner.INDICATOR:
            owners = {f"{judged.indicator.name}の": judged.indicator.own for judged in row.judged}
        for name, own in owners.items():
            values[f"{name}{field.heading}"] = own_text(field, own_value(own, field, plan.fiscal_year))
    return values


def consequences(recorded: Recorded, plan: Plan) -> Iterator[str]:
    """Yield what follows from an answer, in words.

    What was recorded becomes what; the half year or the verdict, before and after; and what the checks think of it.
    """
    row, half = recorded.after, recorded.answer.half
    yield f"{row.label} {row.item.name}"
    for name, old, new in overwritten(recorded, plan):
        yield f"  書き換え: {name}「{in_short(old)}」 → " + (f"「{in_short(new)}」" if new else "なし")
    if half is not None:
        yield f"  {_half_line(row.item, half)}"
    if half is None or recorded.answer.of_the_year:
        from dxplan.handouts.wording import achievement_text, actual_lines, own_text

        text = achievement_text(row, plan).replace("\n", " ／ ")
        shown = text if text.startswith(row.verdict.label) else f"{row.verdict.label}（{text}）"
        earlier = recorded.before.verdict
        if earlier != row.verdict:
            shown = f"{earlier.label} → {shown}"
        yield from (f"  {line}" for line in actual_lines(row.judged, plan.rate))
        yield from (f"  {line}" for line in _expected_lines(recorded, plan))
        for (name, id_), value in recorded.answer.own.items():
            field = next(field for field in plan.own_fields if field.id == id_)
            owner = f"{name}の" if name else ""
            if value is not None:
                yield f"  {owner}{field.heading}: {own_text(field, value)}"
        yield f"  判定: {shown}"
        yield f"  規則: {row.rule}"
    for warning in recorded.warnings:
        yield f"  {warning.severity.label}: {warning.message} {warning.hint}"


def _expected_lines(recorded: Recorded, plan: Plan) -> Iterator[str]:
    """Yield what an answer expects of the end of the plan, and the verdict that it would give."""
    from dxplan.handouts.wording import outlook_text

    if not recorded.answer.outlooks:
        return
    row = recorded.after
    indicators = {judged.indicator.name: judged.indicator for judged in row.judged}
    for name in recorded.answer.outlooks:
        expected = indicators[name].outlook(plan.fiscal_year)
        yield f"・{name}の期末見込み：{outlook_text(indicators[name], expected)}" if expected else ""
    if found := judge_expected(plan).get(row.id):
        yield f"期末の見込み: {found.verdict.label}（{found.rule}）"


def _half_line(item: Item, said: HalfAnswer) -> str:
    """Return what is recorded for a half: ``R6上期: 順調　業者を選んだ。``."""
    milestone = item.milestone(said.year, said.half)
    state = milestone.state.value if milestone and milestone.state else "状態の記録なし"
    progress = " ".join(milestone.progress.split()) if milestone else ""
    return f"{handout_year(said.year)}{said.half.value}: {state}　{progress}".rstrip()
