"""What people type to what it means: ``1-3``, ``研修=12``, ``84、75``, ``3123/3367``, ``R6上期``."""

from __future__ import annotations

import difflib
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.counters import same_unit
from dxplan.format.keys import PENDING
from dxplan.format.reading.items import parse_half
from dxplan.format.reading.own import parse_own
from dxplan.model import Progress, Ratio
from dxplan.model.findings import DxplanError
from dxplan.model.own import Owner, OwnKind
from dxplan.recording.answers import CLEARED, HalfAnswer
from dxplan.values.patterns import regex
from dxplan.values.quantities import Form, factor_of, fold, parse_quantity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Indicator, Item, Plan
    from dxplan.model.own import OwnField, OwnWritten

_RATIO: Final = regex(r"([0-9][0-9,]*)[/／]([0-9][0-9,]*)")
#: So many items are named where a name fits several.
_CANDIDATES: Final = 8
#: The values that an indicator takes of a year, by key.
CALLED: Final = {"actual": "実績値", "outlook": "期末見込み"}
_STATES: Final = {state.value: state for state in Progress}


def find_row(rows: Iterable[Assessment], wanted: str) -> Assessment:
    """Return the row of an id, a 整理番号 such as ``1-3``, a name, or a part of a name that no other item has."""
    rows = tuple(rows)
    called = rows_called(rows, wanted)
    if len(called) == 1:
        return called[0]
    if called:
        listed = sorted(called, key=rows.index)
        shown = "、".join(f"{row.label} {row.item.name}" for row in listed[:_CANDIDATES])
        more = f"、ほか{len(listed) - _CANDIDATES}項目" if len(listed) > _CANDIDATES else ""
        hint = f"番号か id で選んでください: {shown}{more}。"
        raise DxplanError(f"「{wanted}」にあてはまる項目が{len(called)}つあります。", hint)
    close = difflib.get_close_matches(fold(wanted), [row.id for row in rows], n=1)
    hint = (
        f"「{close[0]}」の間違いではありませんか。"
        if close
        else "dxplan list で id と整理番号を確かめられます。"
    )
    raise DxplanError(f"「{wanted}」という項目はありません。", hint)


def rows_called(rows: Sequence[Assessment], wanted: str) -> list[Assessment]:
    """Return the row of an id or 整理番号, else the items of a name, else those with that part in their name."""
    folded = fold(wanted)
    for row in rows:
        if folded in (row.id, row.label):
            return [row]
    items = {row.item.id: row for row in reversed(rows)}.values()
    called = [row for row in items if fold(row.item.name) == folded]
    return called or [row for row in items if folded and folded in fold(row.item.name)]


def read_actuals(
    indicators: tuple[Indicator, ...], texts: Iterable[str], option: str = "--actual"
) -> dict[str, Actual]:
    """Read ``名称=値`` or, for an item with one indicator, the value alone; by the full names of the indicators."""
    told = [pair for text in texts for pair in _match(indicators, text, option)]
    called = CALLED[option.removeprefix("--")]
    seen: dict[str, str] = {}
    for indicator, value in told:
        if indicator.name in seen:
            message = f"指標「{indicator.name}」の{called}が二つあります（{seen[indicator.name]} と {value.strip()}）。"
            raise DxplanError(message, "どの指標の値か、名称をすべて書いてください。")
        seen[indicator.name] = value.strip()
    return {indicator.name: read_actual(value, indicator, called) for indicator, value in told}


def read_actual(text: str, indicator: Indicator, called: str = CALLED["actual"]) -> Actual:
    """Read one actual or outlook of an indicator, in its unit or one that counts the same (名 for 人)."""
    typed = text.strip()
    if typed in PENDING:
        return PENDING[typed]
    if ladder := indicator.ladder:
        step = ladder.reached(typed)
        if step is None:
            raise DxplanError(
                f"「{typed}」からは、どこまで進んだか分かりません。", f"{ladder.choices}を書いてください。"
            )
        return step
    if ratio := _RATIO.fullmatch(fold(typed)):
        numerator, denominator = (Decimal(count.replace(",", "")) for count in ratio.groups())
        return Ratio(numerator, denominator, indicator.factor or factor_of(indicator.unit))
    quantity = parse_quantity(typed, indicator.unit)
    if quantity is None or quantity.form is not Form.PLAIN:
        hint = "12、1,200、26億2,652万円、3123/3367（3,367件のうち3,123件）、集計中、/（測定しない年度）のように書いてください。"
        raise DxplanError(f"「{typed}」を{called}として読めません。", hint)
    unit, written = fold(indicator.unit), quantity.unit
    if not unit or written in ("", unit):
        return quantity
    alike = parse_quantity(fold(typed).replace(written, unit, 1), unit) if same_unit(written, unit) else None
    if alike is None:
        message = f"「{typed}」の単位は「{written}」ですが、この指標の単位は「{indicator.unit}」です。"
        raise DxplanError(message, f"「{indicator.unit}」で数えた値を書いてください。")
    return alike


def _match(indicators: tuple[Indicator, ...], text: str, option: str) -> list[tuple[Indicator, str]]:
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
        hint = f'{option} "{indicators[0].name}=12" のように指標の名称を付けてください（指標: {names}）。'
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


def read_half(half: str | None, state: str | None, progress: str | None, plan: Plan) -> HalfAnswer | None:
    """Read what is said about half a year; None without a half, where a state is that of the year."""
    example = f"{short_year(plan.fiscal_year)}上期"
    if half is None:
        of_the_year = state is None or any(state == verdict.label for verdict in plan.scheme.states)
        if progress is not None or (not of_the_year and state in _STATES):
            hint = f"--half {example} のように、上期か下期も書いてください。"
            raise DxplanError("どの半期に記録するかが書かれていません。", hint)
        return None
    if state is None and progress is None:
        hint = '--state 順調、--progress "業者を選んだ。" のように書いてください。'
        raise DxplanError("半期に記録することが書かれていません。", hint)
    if state is not None and state not in _STATES:
        raise DxplanError(
            f"--state に「{state}」は使えません。", f"{'、'.join(_STATES)} から選んでください。"
        )
    found = parse_half(half, plan.span)
    if found is None or not plan.span.first <= found[0] <= plan.span.last:
        problem = "半期として読めません" if found is None else "この計画の期間にありません"
        hint = f"--half {example} のように、計画の年度と、上期か下期を書いてください。"
        raise DxplanError(f"「{half}」は{problem}。", hint)
    return HalfAnswer(*found, state=None if state is None else _STATES[state], progress=progress)


#: How a value of each kind is typed.
_OWN: Final = {
    OwnKind.NUMBER: "12 や 1,234.5 のように、一つの正確な数で書いてください。",
    OwnKind.MONEY: "1200、1,200千円、120万円 のように、一つの正確な金額で書いてください。",
    OwnKind.DATE: "2026-03-31、R8.3.31、令和8年3月31日 のように書いてください。",
    OwnKind.LINK: "https:// か http:// から、空白を入れずに書いてください。",
}


def read_own_value(text: str, field: OwnField) -> OwnWritten:
    """Read what is typed for one of the plan's own fields."""
    value = parse_own(text, field)
    if value is None:
        words = "、".join(field.choices)
        hint = _OWN.get(
            field.kind, f"{words} のどれかを書いてください。" if words else "空でない文を書いてください。"
        )
        raise DxplanError(f"「{text.strip()}」を{field.titled}として読めません。", hint)
    return value


def read_own_values(
    item: Item, texts: Iterable[str], fields: Sequence[OwnField]
) -> dict[tuple[str, str], OwnWritten]:
    """Read ``予算額=1,200千円``, for a field of one of several indicators ``指標/欄=値``; by indicator and field."""
    told = {}
    for text in texts:
        name, equals, value = text.replace("＝", "=", 1).partition("=")
        owner, _, heading = name.strip().rpartition("/")
        field = _own_field(heading, fields)
        if not equals:
            hint = f'--field "{field.heading}=…" のように、値も書いてください。'
            raise DxplanError(f"「{field.heading}」の値がありません。", hint)
        told[_owner(item, owner, field, '--field "{}=…"'), field.id] = read_own_value(value, field)
    return told


def read_cleared(
    item: Item, texts: Iterable[str], fields: Sequence[OwnField]
) -> tuple[frozenset[str], dict[tuple[str, str], OwnWritten | None]]:
    """Read what is to be cleared, 「reason」 or 「reason,予算額,指標/出典」: the words of CLEARED, and own fields."""
    words: set[str] = set()
    own: dict[tuple[str, str], OwnWritten | None] = {}
    for word in (word.strip() for text in texts for word in text.replace("、", ",").split(",")):
        owner, _, heading = word.rpartition("/")
        if word in CLEARED:
            words.add(word)
        elif any(fold(heading) in (fold(field.heading), field.id) for field in fields):
            field = _own_field(heading, fields)
            own[_owner(item, owner, field, '--clear "{}"'), field.id] = None
        else:
            known = [*CLEARED, *(field.heading for field in fields if field.on is not Owner.DIRECTION)]
            raise DxplanError(f"--clear に「{word}」は使えません。", f"使えるのは {'、'.join(known)} です。")
    return frozenset(words), own


def _own_field(wanted: str, fields: Sequence[OwnField]) -> OwnField:
    """Return the field of an item or indicator with a heading or id."""
    known = [field for field in fields if field.on is not Owner.DIRECTION]
    folded = fold(wanted)
    for field in known:
        if folded in (fold(field.heading), field.id):
            return field
    if any(folded in (fold(field.heading), field.id) for field in fields):
        message = f"「{wanted}」は、項目でも指標でもなく [[direction]] の欄です。"
        raise DxplanError(message, "plan.toml の [direction.fields] に書いてください。")
    if not known:
        hint = "plan.toml に [[field]] を書くと、計画の欄を決められます。"
        raise DxplanError("この計画には、記録できる欄がありません。", hint)
    headings = [field.heading for field in known]
    close = difflib.get_close_matches(wanted, [*headings, *(field.id for field in known)], n=1)
    guess = f"「{close[0]}」の間違いではありませんか。" if close else ""
    raise DxplanError(f"「{wanted}」という欄はありません。", f"{guess}欄は {'、'.join(headings)} です。")


def _owner(item: Item, name: str, field: OwnField, option: str) -> str:
    """Return the indicator whose field is meant; "" for the item itself. ``option`` is how its name is to be written."""
    if field.on is Owner.ITEM:
        if name:
            raise DxplanError(
                f"「{field.heading}」は項目の欄です。", f"{option.format(field.heading)} と書いてください。"
            )
        return ""
    tables = {indicator.source: indicator for indicator in item.indicators}
    found = [i for i in tables.values() if not name or fold(name) in (fold(i.name), fold(i.group))]
    if len(found) != 1:
        names = "、".join(i.group or i.name for i in tables.values())
        written = option.format(f"指標/{field.heading}")
        hint = f"{written} のように、指標の名称も書いてください（指標: {names}）。"
        if not tables:
            hint = "指標のある項目に記録してください。"
        raise DxplanError(f"どの指標の「{field.heading}」か分かりません。", hint)
    return found[0].name
