"""An answer of a section to the edits that record it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.diagnostics import DxplanError
from dxplan.model import Pending
from dxplan.values.quantities import Form, fold, parse_quantity
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from dxplan.editing import Value
    from dxplan.judging import Assessment
    from dxplan.model import Indicator, KeyPath

_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")
_RATIO: Final = re.compile(r"([0-9][0-9,]*)[/／]([0-9][0-9,]*)")
_PROVISIONAL: Final = "確定前の値"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a section says about an item; None is what it does not speak of.

    ``actuals`` holds ``名称=値`` or, for an item with one indicator, the value alone.
    """

    actuals: tuple[str, ...] = field(default=())
    done: bool | None = None
    report: str | None = None
    reason: str | None = None
    wording: str | None = None
    override: str | None = None
    override_reason: str | None = None
    provisional: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing at all."""
        return self == Answer()


def find_row(assessments: tuple[Assessment, ...], wanted: str) -> Assessment:
    """Return the row of an id or a 整理番号 such as ``1-3``."""
    folded = fold(wanted)
    for assessment in assessments:
        if folded in (assessment.id, row_number(assessment)):
            return assessment
    ids = [assessment.id for assessment in assessments]
    close = difflib.get_close_matches(folded, ids, n=1)
    hint = (
        f"「{close[0]}」の間違いではありませんか。"
        if close
        else "dxplan list で id と整理番号を確かめられます。"
    )
    raise DxplanError(f"「{wanted}」という項目はありません。", hint)


def row_number(assessment: Assessment) -> str:
    """Return the 整理番号 with its direction: ``1-3``."""
    return f"{assessment.direction_number}-{assessment.number}"


def answer_edits(
    assessment: Assessment, answer: Answer, year: int, data: Mapping[str, Any]
) -> list[tuple[KeyPath, Value]]:
    """Return the values to set in the file of an item for an answer; ``data`` is the file as it is."""
    if answer.override_reason is not None and answer.override is None and not assessment.override:
        raise DxplanError(
            "判定を変える理由だけがあります。", "--override 未達 のように、変える判定も書いてください。"
        )
    item = assessment.item.source.key
    edits: list[tuple[KeyPath, Value]] = []
    judged_now = []
    for text in answer.actuals:
        indicator, value = _match_actual(assessment.item.indicators, text)
        path = (*indicator.source.key, "actual")
        edits.append(
            (_of_year(path, data, year, also={"numerator", "denominator"}), actual_value(value, indicator))
        )
        judged_now.append(indicator)
    if answer.provisional is not None:
        judged_now = judged_now or [i for i in assessment.item.indicators if i.actual(year) is not None]
        if not judged_now:
            raise DxplanError("速報値にする実績値がありません。", "--actual と一緒に指定してください。")
        edits += [((*i.source.key, "provisional"), answer.provisional or _PROVISIONAL) for i in judged_now]
    result = _of_year((*item, "result"), data, year)
    parts: dict[str, Value | None] = {
        "done": answer.done,
        "report": answer.report,
        "reason": answer.reason,
        "wording": answer.wording,
    }
    edits += [((*result, key), value) for key, value in parts.items() if value is not None]
    override = {"verdict": answer.override, "reason": answer.override_reason}
    edits += [((*result, "override", key), value) for key, value in override.items() if value is not None]
    return edits


def _of_year(path: KeyPath, data: Mapping[str, Any], year: int, also: set[str] | None = None) -> KeyPath:
    """Return ``path``, or its entry of the year where the file keeps several years there."""
    table: Any = data
    for step in path:
        if isinstance(table, dict):
            table = table.get(str(step))
        elif isinstance(table, list) and isinstance(step, int):
            table = table[step]
    if isinstance(table, dict) and not (also and also & set(table)):
        for key in table:
            if parse_fiscal_year(key) == year:
                return (*path, key)
    return path


def _match_actual(indicators: tuple[Indicator, ...], text: str) -> tuple[Indicator, str]:
    name, equals, value = text.replace("＝", "=").rpartition("=")
    judged = [i for i in indicators if not i.reference]
    if not indicators:
        raise DxplanError(
            "この項目には指標がないので、実績値は記録できません。", "--done と --report で記録してください。"
        )
    names = "、".join(indicator.name for indicator in indicators)
    if not equals:
        if len(judged) == 1:
            return judged[0], text
        hint = f'--actual "{indicators[0].name}=12" のように指標の名称を付けてください（指標: {names}）。'
        raise DxplanError("この項目には指標が複数あり、どの実績値か分かりません。", hint)
    wanted = fold(name)
    found = [i for i in indicators if fold(i.name) == wanted] or [
        i for i in indicators if wanted in fold(i.name)
    ]
    if len(found) != 1:
        problem = "が複数あてはまります" if found else "はありません"
        raise DxplanError(f"指標「{name.strip()}」{problem}。", f"この項目の指標は {names} です。")
    return found[0], value


def actual_value(text: str, indicator: Indicator) -> Value:
    """Return how an actual is written in the file: a bare number where it is one, else the text as typed."""
    typed = text.strip()
    if typed == Pending.PENDING.value:
        return typed
    if ratio := _RATIO.fullmatch(fold(typed)):
        return {"numerator": _number(ratio[1]), "denominator": _number(ratio[2])}
    quantity = parse_quantity(typed, indicator.unit)
    if quantity is None or quantity.form is not Form.PLAIN:
        hint = (
            '12、1,200、"26億2,652万円"、3123/3367（3,367件のうち3,123件）、集計中 のように書いてください。'
        )
        raise DxplanError(f"「{typed}」を実績値として読めません。", hint)
    bare = fold(typed).removesuffix(quantity.unit)
    if _NUMBER.fullmatch(bare) and quantity.unit in ("", fold(indicator.unit)):
        return _number(bare)
    return typed


def _number(text: str) -> int | Decimal:
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)
