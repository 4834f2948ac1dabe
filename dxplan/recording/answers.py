"""What a section says about an item, as data, and the values that say so in the files of the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.model import Item, Pending, Ratio
from dxplan.model.findings import DxplanError
from dxplan.model.own import own_value
from dxplan.values.patterns import regex
from dxplan.values.quantities import fold
from dxplan.values.steps import Step
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from dxplan.format.layout import Value
    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Half, Indicator, KeyPath, Plan, Progress, Source, Span
    from dxplan.model.own import OwnField, OwnWritten

_NUMBER: Final = regex(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")
_PROVISIONAL: Final = "確定前の値"

#: What can be taken out of the record of an item, by the words of ``--clear``, and where it stands in its result.
CLEARED: Final = {
    "actual": (),
    "provisional": (),
    "outlook": (),
    "done": ("done",),
    "state": ("state",),
    "report": ("report",),
    "reason": ("reason",),
    "wording": ("wording",),
    "unjudged": ("unjudged",),
    "override": ("override",),
}


class HalfAnswer(NamedTuple):
    """What is said about half a fiscal year: how it stands and how far it came; None is what is not spoken of."""

    year: int
    half: Half
    state: Progress | None = None
    progress: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a section says about the row of an id; None is what it does not speak of.

    ``actuals`` and ``outlooks`` (期末見込み) are by the full name of the indicator, ``state`` and ``override`` in words of
    the plan's scheme. ``provisional`` is the reason why an actual is only 速報値, "" without one of its own. ``own`` are
    values of the plan's own fields, by the full name of the indicator that has the field ("" for the item itself) and
    the id, None for what is taken out. ``cleared`` are words of CLEARED: what is taken out of the record.
    """

    item: str
    actuals: Mapping[str, Actual] = field(default_factory=dict)
    outlooks: Mapping[str, Actual] = field(default_factory=dict)
    done: bool | None = None
    state: str | None = None
    report: str | None = None
    reason: str | None = None
    wording: str | None = None
    unjudged: str | None = None
    override: str | None = None
    override_reason: str | None = None
    provisional: str | None = None
    half: HalfAnswer | None = None
    cleared: frozenset[str] = frozenset()
    own: Mapping[tuple[str, str], OwnWritten | None] = field(default_factory=dict)

    @property
    def of_the_year(self) -> bool:
        """Whether it says anything about the year, and not of half a year alone."""
        return self != Answer(item=self.item, half=self.half)


class Edit(NamedTuple):
    """A value to set in one file of a plan; None is to be taken out."""

    path: str
    key: KeyPath
    value: Value | None


def answer_edits(
    row: Assessment, answer: Answer, plan: Plan, data: Mapping[str, Mapping[str, Any]]
) -> Iterator[Edit]:
    """Yield the values to set for an answer about a row; ``data`` has the files of the plan as they are, by path.

    A plan of several years keeps its actuals and results by fiscal year. An indicator that is a 再掲 is recorded
    at its original, which may stand in another file.
    """
    if answer.override_reason is not None and answer.override is None and not row.override:
        raise DxplanError(
            "判定を変える理由だけがあります。", "--override 未達 のように、変える判定も書いてください。"
        )
    for source, values in _by_table(row.item, answer.outlooks, plan).items():
        yield from _value_edits("outlook", source, values, row.item.indicators, plan.span, data[source.path])
    tables = _by_table(row.item, answer.actuals, plan)
    for source, values in tables.items():
        yield from _value_edits("actual", source, values, row.item.indicators, plan.span, data[source.path])
        told_all = len(values) == sum(i.source == source for i in row.item.indicators)
        recorded_before = any(each.actual(plan.fiscal_year) is not None for each, _ in values)
        if answer.provisional is None and values[0][0].provisional and told_all and recorded_before:
            yield Edit(
                source.path, (*source.key, "provisional"), None
            )  # it marked the value that is replaced
    if answer.provisional is not None:
        recorded = (i for i in row.item.indicators if i.actual(plan.fiscal_year) is not None)
        sources = list(tables) or list(dict.fromkeys(_original(i, plan).source for i in recorded))
        if not sources:
            raise DxplanError("速報値にする実績値がありません。", "--actual と一緒に指定してください。")
        reason = answer.provisional or _PROVISIONAL
        yield from (Edit(source.path, (*source.key, "provisional"), reason) for source in sources)
    path, key = row.item.source
    result = _of_year((*key, "result"), data[path], plan.span)
    said: dict[KeyPath, Value | None] = {
        ("done",): answer.done,
        ("state",): answer.state,
        ("report",): answer.report,
        ("reason",): answer.reason,
        ("wording",): answer.wording,
        ("unjudged",): answer.unjudged,
        ("override", "verdict"): answer.override,
        ("override", "reason"): answer.override_reason,
    }
    yield from (Edit(path, (*result, *name), value) for name, value in said.items() if value is not None)
    yield from _clearing_edits(row, answer.cleared, plan, data)
    for (name, id_), value in answer.own.items():
        owner = _original(_indicator(row.item, name), plan) if name else row.item
        own_field = next(field for field in plan.own_fields if field.id == id_)
        found = data[owner.source.path]
        if value is not None:
            yield _own_edit(owner, own_field, value, plan.span, found)
        elif own_value(owner.own, own_field, plan.fiscal_year) is not None:
            way: KeyPath = (*owner.source.key, "fields", id_)
            by_year = isinstance(_at(way, found), dict)
            yield Edit(owner.source.path, _of_year(way, found, plan.span) if by_year else way, None)
    if answer.half is not None:
        yield from _half_edits(row.item, answer.half)


def _by_table(
    item: Item, told: Mapping[str, Actual], plan: Plan
) -> dict[Source, list[tuple[Indicator, Value]]]:
    """Return what is said of indicators by the table in the file that each stands in, as it is written there."""
    tables: dict[Source, list[tuple[Indicator, Value]]] = {}
    for name, value in told.items():
        indicator = _indicator(item, name)
        written = (indicator, actual_value(value, indicator.unit))
        tables.setdefault(_original(indicator, plan).source, []).append(written)
    return tables


def _clearing_edits(
    row: Assessment, cleared: frozenset[str], plan: Plan, data: Mapping[str, Mapping[str, Any]]
) -> Iterator[Edit]:
    """Yield the edits that take out what is to be cleared; what is not there is no matter."""
    for source in dict.fromkeys(_original(i, plan).source for i in row.item.indicators):
        for value in sorted(cleared & {"actual", "outlook"}):
            also = {"numerator", "denominator"}
            where = _of_year((*source.key, value), data[source.path], plan.span, also=also)
            yield Edit(source.path, where, None)
        if "provisional" in cleared:
            yield Edit(source.path, (*source.key, "provisional"), None)
    path, key = row.item.source
    result = _of_year((*key, "result"), data[path], plan.span)
    yield from (Edit(path, (*result, *CLEARED[word]), None) for word in sorted(cleared) if CLEARED[word])


def _indicator(item: Item, name: str) -> Indicator:
    """Return the indicator of an item by its full name."""
    indicator = next((each for each in item.indicators if each.name == name), None)
    if indicator is None:
        raise DxplanError(f"「{item.name}」に指標「{name}」はありません。")
    return indicator


def _own_edit(
    owner: Item | Indicator, own_field: OwnField, value: OwnWritten, span: Span, data: Mapping[str, Any]
) -> Edit:
    """Return the edit that sets a value of an own field, of a plan of several years for the year where it is kept so."""
    path, key = owner.source
    way: KeyPath = (*key, "fields", own_field.id)
    written: Value = _bare(value) if isinstance(value, Decimal) else value
    if not own_field.yearly:
        return Edit(path, way, written)
    there = _at(way, data)
    if isinstance(there, dict) or span.first == span.last:
        return Edit(path, _of_year(way, data, span), written)
    # A single value is that of the plan's own year, and stays beside the new one.
    kept = {short_year(v.year): there for v in owner.own if v.field == own_field.id and v.year}
    return Edit(path, way, {**kept, short_year(span.year): written})


def _half_edits(item: Item, said: HalfAnswer) -> Iterator[Edit]:
    """Yield the edits in the milestone of the half, or in one more at the end of the item."""
    path, key = item.source
    milestone = item.milestone(said.year, said.half)
    if milestone is None:
        key = (*key, "milestone", len(item.milestones))
        yield Edit(path, (*key, "half"), f"{short_year(said.year)}{said.half.value}")
    else:
        key = milestone.source.key
    if said.progress is not None:
        yield Edit(path, (*key, "progress"), said.progress)
    if said.state is not None:
        yield Edit(path, (*key, "state"), said.state.value)


def _original(indicator: Indicator, plan: Plan) -> Indicator:
    """Return the indicator of which another is a 再掲; itself if it is none."""
    if not indicator.repost_of:
        return indicator
    return next(
        original
        for entry in plan.rows
        if isinstance(entry, Item)
        for original in entry.indicators
        if original.id == indicator.repost_of and not original.repost_of
    )


def _value_edits(
    key: str,
    source: Source,
    values: list[tuple[Indicator, Value]],
    indicators: tuple[Indicator, ...],
    span: Span,
    data: Mapping[str, Any],
) -> Iterator[Edit]:
    """Yield the edits for a value of one indicator, or of some of its parts: each alone where all are there."""
    path = _of_year((*source.key, key), data, span, also={"numerator", "denominator"})
    first = values[0][0]
    value: Value = values[-1][1]
    if first.part:
        parts = [i.part for i in indicators if i.source == first.source]
        by_part: dict[str, Value] = {indicator.part: told for indicator, told in values}
        existing = _at(path, data)
        if isinstance(existing, list) and len(existing) == len(parts):
            for part, told in by_part.items():
                yield Edit(source.path, (*path, parts.index(part)), told)
            return
        if isinstance(existing, str):  # 集計中, said of all parts at once
            by_part = dict.fromkeys(parts, existing) | by_part
        if missing := [part for part in parts if part not in by_part]:
            message = f"指標「{first.group}」は{len(parts)}つの値からなりますが、{'、'.join(missing)}の値がありません。"
            numbers = "、".join(str(12 + index) for index in range(len(parts)))
            hint = f'--{key} "{first.group}={numbers}" のように、{"・".join(parts)}の順に並べてください。'
            raise DxplanError(message, hint)
        value = [by_part[part] for part in parts]
    if path[-1] != key and _at(path[:-1], data) is None:
        path, value = path[:-1], {str(path[-1]): value}
    yield Edit(source.path, path, value)


def _of_year(path: KeyPath, data: Mapping[str, Any], span: Span, also: set[str] | None = None) -> KeyPath:
    """Return ``path``, or its entry of the year where the file or the plan keeps several years there.

    ``also`` are keys of a table that is one value.
    """
    table = _at(path, data)
    if isinstance(table, dict) and not (also and also & set(table)):
        years = {parse_fiscal_year(key): key for key in table}
        if span.year in years:
            return (*path, years[span.year])
        keeps_years = set(years) != {None}  # an empty table will
    else:
        keeps_years = table is None
    return (*path, short_year(span.year)) if keeps_years and span.first != span.last else path


def _at(path: KeyPath, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any TOML value
    """Return what stands at a path; None if nothing does."""
    found: Any = data
    for step in path:
        if isinstance(found, dict):
            found = found.get(str(step))
        elif isinstance(found, list) and isinstance(step, int):
            found = found[step]
        else:
            return None
    return found


def actual_value(actual: Actual, unit: str) -> Value:
    """Return how an actual is written in the file: a bare number where it is one, else the text as typed."""
    if isinstance(actual, Pending):
        return actual.value
    if isinstance(actual, Ratio):
        return {"numerator": _bare(actual.numerator), "denominator": _bare(actual.denominator)}
    if isinstance(actual, Step):
        return actual.text
    digits = fold(actual.text).removesuffix(actual.unit)
    if _NUMBER.fullmatch(digits) and actual.unit in ("", fold(unit)):
        return _bare(Decimal(digits.replace(",", "")))
    return actual.text


def _bare(number: Decimal) -> int | Decimal:
    return int(number) if number.as_tuple().exponent == 0 else number
