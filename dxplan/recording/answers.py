"""An answer of a section to the edits that record it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.format.reading.figures import PENDING
from dxplan.model import Item
from dxplan.model.findings import DxplanError
from dxplan.recording.half_years import half_values
from dxplan.values.quantities import Form, fold, parse_quantity
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from dxplan.format.editing import Value
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, KeyPath, Plan, Source, Span

_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")
_RATIO: Final = re.compile(r"([0-9][0-9,]*)[/／]([0-9][0-9,]*)")
_PROVISIONAL: Final = "確定前の値"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a section says about an item; None is what it does not speak of.

    ``actuals`` holds ``名称=値`` or, for an item with one indicator, the value alone. ``state`` and ``progress`` are
    those of a ``half`` year.
    """

    actuals: tuple[str, ...] = field(default=())
    done: bool | None = None
    report: str | None = None
    reason: str | None = None
    wording: str | None = None
    override: str | None = None
    override_reason: str | None = None
    provisional: str | None = None
    half: str | None = None
    state: str | None = None
    progress: str | None = None

    @property
    def only_half(self) -> bool:
        """Whether it speaks of half a year and of nothing else."""
        return self.half is not None and self == Answer(
            half=self.half, state=self.state, progress=self.progress
        )

    @property
    def empty(self) -> bool:
        """Whether it says nothing at all."""
        return self == Answer()


class Edit(NamedTuple):
    """A value to set in one file of a plan."""

    path: str
    key: KeyPath
    value: Value


def find_row(assessments: tuple[Assessment, ...], wanted: str) -> Assessment:
    """Return the row of an id or a 整理番号 such as ``1-3``."""
    folded = fold(wanted)
    for assessment in assessments:
        if folded in (assessment.id, assessment.label):
            return assessment
    ids = [assessment.id for assessment in assessments]
    close = difflib.get_close_matches(folded, ids, n=1)
    hint = (
        f"「{close[0]}」の間違いではありませんか。"
        if close
        else "dxplan list で id と整理番号を確かめられます。"
    )
    raise DxplanError(f"「{wanted}」という項目はありません。", hint)


def answer_edits(
    assessment: Assessment, answer: Answer, plan: Plan, data: Mapping[str, Mapping[str, Any]]
) -> list[Edit]:
    """Return the values to set for an answer; ``data`` has the files of the plan as they are, by path.

    A plan of several years keeps its actuals and results by fiscal year. An indicator that is a 再掲 is recorded
    at its original, which may stand in another file.
    """
    if answer.override_reason is not None and answer.override is None and not assessment.override:
        raise DxplanError(
            "判定を変える理由だけがあります。", "--override 未達 のように、変える判定も書いてください。"
        )
    told = told_actuals(assessment, answer)
    edits: list[Edit] = []
    tables: dict[Source, list[tuple[Indicator, Value]]] = {}
    for indicator, text in told:
        value = actual_value(text, indicator)
        tables.setdefault(_original(indicator, plan).source, []).append((indicator, value))
    for source, values in tables.items():
        edits += _actual_edits(source, values, assessment.item.indicators, plan.span, data[source.path])
    if answer.provisional is not None:
        recorded = (i for i in assessment.item.indicators if i.actual(plan.span.year) is not None)
        sources = list(tables) or list(dict.fromkeys(_original(i, plan).source for i in recorded))
        if not sources:
            raise DxplanError("速報値にする実績値がありません。", "--actual と一緒に指定してください。")
        reason = answer.provisional or _PROVISIONAL
        edits += [Edit(source.path, (*source.key, "provisional"), reason) for source in sources]
    item = assessment.item.source
    result = _of_year((*item.key, "result"), data[item.path], plan.span)
    parts: dict[str, Value | None] = {
        "done": answer.done,
        "state": answer.state if answer.half is None else None,
        "report": answer.report,
        "reason": answer.reason,
        "wording": answer.wording,
    }
    edits += [Edit(item.path, (*result, key), value) for key, value in parts.items() if value is not None]
    override = {"verdict": answer.override, "reason": answer.override_reason}
    edits += [
        Edit(item.path, (*result, "override", key), value)
        for key, value in override.items()
        if value is not None
    ]
    edits += [Edit(item.path, key, value) for key, value in half_values(assessment.item, answer, plan)]
    return edits


def told_actuals(assessment: Assessment, answer: Answer) -> list[tuple[Indicator, str]]:
    """Return which indicators an answer gives actuals of, with each of them as typed."""
    return [told for text in answer.actuals for told in _match_actual(assessment.item.indicators, text)]


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


def _actual_edits(
    source: Source,
    values: list[tuple[Indicator, Value]],
    indicators: tuple[Indicator, ...],
    span: Span,
    data: Mapping[str, Any],
) -> Iterator[Edit]:
    """Yield the edits for the actual of one indicator, or of some of its parts: each alone where all are there."""
    path = _of_year((*source.key, "actual"), data, span, also={"numerator", "denominator"})
    first = values[0][0]
    value: Value = values[-1][1]
    if first.part:
        parts = [i.part for i in indicators if i.source == first.source]
        by_part = {indicator.part: told for indicator, told in values}
        existing = _at(path, data)
        if isinstance(existing, list) and len(existing) == len(parts):
            for part, told in by_part.items():
                yield Edit(source.path, (*path, parts.index(part)), told)
            return
        if missing := [part for part in parts if part not in by_part]:
            message = f"指標「{first.group}」は{len(parts)}つの値からなりますが、{'、'.join(missing)}の値がありません。"
            numbers = "、".join(str(12 + index) for index in range(len(parts)))
            hint = f'--actual "{first.group}={numbers}" のように、{"・".join(parts)}の順に並べてください。'
            raise DxplanError(message, hint)
        value = [by_part[part] for part in parts]
    if path[-1] != "actual" and _at(path[:-1], data) is None:
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


def _match_actual(indicators: tuple[Indicator, ...], text: str) -> list[tuple[Indicator, str]]:
    """Return the indicator that a text gives an actual of; of a KPI with several values all, each with its own."""
    name, equals, value = text.replace("＝", "=").rpartition("=")
    if not indicators:
        raise DxplanError(
            "この項目には指標がないので、実績値は記録できません。", "--done と --report で記録してください。"
        )
    names = "、".join(indicator.name for indicator in indicators)
    if not equals:
        judged = [i for i in indicators if not i.reference]
        if len({i.source for i in judged}) == 1:
            return _divided(judged, text)
        hint = f'--actual "{indicators[0].name}=12" のように指標の名称を付けてください（指標: {names}）。'
        raise DxplanError("この項目には指標が複数あり、どの実績値か分かりません。", hint)
    wanted = fold(name)
    found = (
        [i for i in indicators if fold(i.name) == wanted]
        or [i for i in indicators if i.part and wanted in (fold(i.part), fold(i.group))]
        or [i for i in indicators if wanted in fold(i.name)]
    )
    if len(found) > 1 and found == [i for i in indicators if i.source == found[0].source]:
        return _divided(found, value)
    if len(found) != 1:
        problem = "が複数あてはまります" if found else "はありません"
        raise DxplanError(f"指標「{name.strip()}」{problem}。", f"この項目の指標は {names} です。")
    return [(found[0], value)]


def _divided(parts: list[Indicator], text: str) -> list[tuple[Indicator, str]]:
    """Return the values of all parts of an indicator from ``84、75`` or ``84,75``; one word may stand for all."""
    if len(parts) == 1 or text.strip() in PENDING:
        return [(part, text) for part in parts]
    pieces = text.split("、") if "、" in text else re.split("[,，]", text)
    if len(pieces) != len(parts) or ("、" not in text and parse_quantity(text) is not None):
        words = "・".join(part.part for part in parts)
        message = f"「{text.strip()}」を{len(parts)}つの値（{words}）に分けられません。"
        raise DxplanError(message, "「84、75」のように、値を「、」で区切って順に並べてください。")
    return list(zip(parts, pieces, strict=True))


def actual_value(text: str, indicator: Indicator) -> Value:
    """Return how an actual is written in the file: a bare number where it is one, else the text as typed."""
    typed = text.strip()
    if typed in PENDING:
        return PENDING[typed].value
    if ratio := _RATIO.fullmatch(fold(typed)):
        return {"numerator": _number(ratio[1]), "denominator": _number(ratio[2])}
    quantity = parse_quantity(typed, indicator.unit)
    if quantity is None or quantity.form is not Form.PLAIN:
        hint = '12、1,200、"26億2,652万円"、3123/3367（3,367件のうち3,123件）、集計中、/（測定しない年度）のように書いてください。'
        raise DxplanError(f"「{typed}」を実績値として読めません。", hint)
    bare = fold(typed).removesuffix(quantity.unit)
    if _NUMBER.fullmatch(bare) and quantity.unit in ("", fold(indicator.unit)):
        return _number(bare)
    return typed


def _number(text: str) -> int | Decimal:
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)
