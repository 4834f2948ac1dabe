"""Fields of the office's own: what the plan declares, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.blocks import block
from dxplan.format.document import read_document
from dxplan.format.keys import FIELDS_OF_DIRECTION, FIELDS_OF_INDICATOR, FIELDS_OF_ITEM, HEAD, with_own
from dxplan.format.reading.fields import Fields, quote
from dxplan.format.reading.figures import years_label
from dxplan.format.reading.handouts import read_handouts
from dxplan.model import Source
from dxplan.model.findings import Diagnostic, Part
from dxplan.model.handouts import REVIEW
from dxplan.model.own import MONEY_UNITS, SHOWN_IN, Needed, Owner, OwnField, OwnKind, OwnValue
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from dxplan.format.blocks import Block, Key
    from dxplan.model import Span
    from dxplan.model.own import OwnWritten

_COUNTED: Final = (OwnKind.NUMBER, OwnKind.MONEY)
#: So many letters a heading may have. It stands above a column on every page, and must leave room for what is below.
_LONGEST: Final = 60


def read_own_fields(head: Fields) -> tuple[OwnField, ...]:
    """Return what a plan keeps beside dxplan's keys, in the order of its head."""
    fields: dict[str, OwnField] = {}
    headings: set[str] = set()
    for table in head.tables("field"):
        before = len(table.findings)
        field = OwnField(**table.values(), handouts=read_handouts(table, REVIEW), source=table.source)
        if len(table.findings) == before:
            _check(table, field)
        table.finish()
        if field.id in fields:
            hint = f'どちらかを id = "{field.id}-2" のような別の id にしてください。'
            table.report("DX208", "id", f"欄の id{quote(field.id)}が二つあります。", hint)
        elif field.heading and field.heading in headings:
            hint = "記録するときにどちらか分かるように、別の見出しにしてください。"
            table.report("DX331", "heading", f"欄の見出し{quote(field.heading)}が二つあります。", hint)
        if field.id:
            fields.setdefault(field.id, field)
        headings.add(field.heading)
    return tuple(fields.values())


def declared_in(path: str, content: bytes) -> tuple[OwnField, ...]:
    """Return what a head declares, as far as it can be read: whatever else is wrong with the plan is told elsewhere."""
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return ()
    return read_own_fields(Fields(document.data, Source(path), [], HEAD))


def _check(table: Fields, field: OwnField) -> None:
    """Report what the keys of a declaration mean together."""
    kind = field.kind
    if field.heading and len(field.heading) > _LONGEST:
        hint = f"{_LONGEST}字までの短い言葉にしてください。"
        table.report("DX331", "heading", f"欄の見出しが長すぎます（{len(field.heading)}字）。", hint)
    if kind is OwnKind.MONEY and "unit" not in table.data:
        table.missing("unit")
    elif kind is OwnKind.MONEY and field.unit and field.unit not in MONEY_UNITS:
        hint = f"{'、'.join(MONEY_UNITS)} のどれかを書いてください。"
        table.report("DX204", "unit", f"金額の単位に{quote(field.unit)}は使えません。", hint)
    if kind is OwnKind.CHOICE and "choices" not in table.data:
        table.missing("choices", 'choices = ["拡充", "継続", "縮小", "廃止"]')
    elif kind is OwnKind.CHOICE and len(set(field.choices)) < len(field.choices):
        table.report("DX331", "choices", "同じ選択肢が二つあります。", "どちらかを消してください。")
    elif kind is OwnKind.CHOICE and table.data.get("choices") == []:
        table.report("DX205", "choices", "「choices」が空です。", "書ける言葉を並べてください。")
    if elsewhere := [name for name in field.handouts if name not in SHOWN_IN[field.on]]:
        hint = f"載せられるのは {'、'.join(SHOWN_IN[field.on])} です。"
        table.report("DX331", "handouts", f"この欄は、資料「{elsewhere[0]}」に載せられません。", hint)
    if field.rollover is False and field.required is Needed.ALWAYS:
        hint = 'required = "recorded" にするか、rollover を消してください。'
        table.report("DX331", "rollover", "はじめから書く欄は、空にして引き継げません。", hint)
    wrong = {
        "unit": kind not in _COUNTED,
        "choices": kind is not OwnKind.CHOICE,
        "total": kind not in _COUNTED or field.on is Owner.INDICATOR,
    }
    places = {
        "unit": 'kind が "number" か "money" の欄',
        "choices": 'kind が "choice" の欄',
        "total": 'kind が "number" か "money" で、on が "item" か "direction" の欄',
    }
    for key, misplaced in wrong.items():
        if misplaced and (field.total if key == "total" else key in table.data):
            message = f"「{key}」は、この欄には書けません。"
            hint = f"「{key}」を書くのは {places[key]}です。この行を消すか、kind や on を直してください。"
            table.report("DX331", key, message, hint, Part.KEY)


def read_own(table: Fields, span: Span, *, needed: bool = True) -> tuple[OwnValue, ...]:
    """Return what stands in the plan's own fields at ``fields``; unless it is ``needed`` there nothing is missed."""
    own = table.block.keys["fields"].block
    if own is None or ("fields" not in table.data and not (needed and own.required)):
        return ()
    written = (
        table.table("fields")
        if "fields" in table.data
        else Fields({}, table.source.child("fields"), table.findings, own)
    )
    if written is None:
        return ()
    if not own.keys:
        if written.data:
            message = "ここに書く欄が、plan.toml で決められていません。"
            hint = 'plan.toml に [[field]] と、その下に id = "yosan"、heading = "予算額" のように書いてください。'
            table.report("DX203", "fields", message, hint, Part.KEY)
        return ()
    if not needed:
        written.block = own._replace(required=())
    values = written.values(**{key.name: f"{own.place}に {key.example}" for key in own.required})
    yearly = [
        value
        for key in own.keys.values()
        if key.yearly and key.name in written.data
        for value in _by_year(written, key, span)
    ]
    written.finish()
    return (
        *(
            OwnValue(name, None, value, written.source.child(name))
            for name, value in values.items()
            if value not in (None, "")
        ),
        *yearly,
    )


def parse_own(text: str, field: OwnField) -> OwnWritten | None:
    """Return what a text means in a field; None if it cannot stand there."""
    findings: list[Diagnostic] = []
    on = {
        Owner.ITEM: FIELDS_OF_ITEM,
        Owner.INDICATOR: FIELDS_OF_INDICATOR,
        Owner.DIRECTION: FIELDS_OF_DIRECTION,
    }
    typed = Fields({field.id: text}, Source(""), findings, with_own(on[field.on], [field]))
    value: OwnWritten | None = typed.value(field.id)
    return None if findings else value


def _by_year(written: Fields, key: Key, span: Span) -> list[OwnValue]:
    """Return the value of a key for each fiscal year; a single one is that of the plan's own year."""
    table = written.data[key.name]
    if type(table) is not dict:
        value = written.value(key.name)
        return (
            []
            if value in (None, "")
            else [OwnValue(key.name, span.year, value, written.source.child(key.name))]
        )
    example = f"{key.name} = {{ {short_year(span.year or 2024)} = {key.example.partition(' = ')[2]} }}"
    years = {name: year for year, name in written.by_year(key.name, table, example)}
    of_years = Fields(
        {name: table[name] for name in years},
        written.source.child(key.name),
        written.findings,
        _years(key, tuple(years)),
    )
    for name, year in years.items():
        if span.first and not span.first <= year <= span.last:
            message = f"{name} の値ですが、この計画は{years_label(span)}のものです。"
            hint = f"{example} のように書くか、その年度の計画に移してください。"
            of_years.report("DX306", name, message, hint, Part.KEY)
    return [
        OwnValue(key.name, years[name], value, of_years.source.child(name))
        for name, value in of_years.values().items()
        if value not in (None, "")
    ]


def _years(key: Key, names: tuple[str, ...]) -> Block:
    """Return the table of a key's years as a block, each year a key of it."""
    keys = [key._replace(name=name, field=name, required=False) for name in names]
    return block(None, "", "", key.title, key.description, keys)
