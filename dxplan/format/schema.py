"""The format as JSON Schema (draft 2020-12), for editors that complete, explain and mark keys.

It says what ``keys.py`` declares, as far as a schema can: it refuses nothing that ``dxplan validate`` has no word
against. What the values mean together (sums, ids, years of another plan) stays with the command.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dxplan.format import keys
from dxplan.format.blocks import FileKind
from dxplan.model.handouts import handout_modules, printed_names
from dxplan.values.steps import STEP_WORDS
from dxplan.values.years import FIRST, LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.format.blocks import Block, Key
    from dxplan.model.own import OwnField

Schema: TypeAlias = dict[str, Any]
#: The own fields of each plan of a workspace.
Plans: TypeAlias = "Sequence[Sequence[OwnField]]"

#: Where ``dxplan init`` puts the schemas, from the workspace.
FOLDER: Final = "schema"

_DIGITS: Final = "0123456789"
_WIDE_DIGITS: Final = "０１２３４５６７８９"


def _either_width(pattern: str) -> str:
    """Return a pattern whose digits may also be full-width: ``1`` as ``[1１]``, ``[1-9]`` as ``[1-9１-９]``."""
    wide = str.maketrans(_DIGITS, _WIDE_DIGITS)

    def widen(match: re.Match[str]) -> str:
        span = match[0].strip("[]")
        return f"[{span}{span.translate(wide)}]"

    return re.sub(r"\[\d-\d\]|\d", widen, pattern)


#: Years within FIRST and LAST as people write them: 2019, R1, R元, H31, 令和元年度. An era's years are bounded by
#: the same two: 平成元年度 is 1989, 昭和64年度 too, 令和81年度 is 2099.
_WESTERN: Final = _either_width("1989|199[0-9]|20[0-9][0-9]")
_REIWA: Final = _either_width("0?[1-9]|[1-7][0-9]|8[0-1]")
_HEISEI: Final = _either_width("0?[1-9]|[1-9][0-9]")
_SHOWA: Final = _either_width("6[4-9]|[7-9][0-9]")
_YEAR: Final = (
    rf"(?:{_WESTERN}|(?:[RrＲｒ]|令和|㋿)(?:元|{_REIWA})|(?:[HhＨｈ]|平成|㍻)(?:元|{_HEISEI})"
    rf"|(?:[SsＳｓ]|昭和|㍼)(?:{_SHOWA}))(?:年度?)?"
)
_YEAR_PATTERN: Final = rf"^\s*{_YEAR}\s*$"
_PATTERNS: Final = {
    "text": r"\S",
    "id": r"^\s*[a-z0-9]+(?:[-_][a-z0-9]+)*\s*$",
    "code": r"^\s*DX[0-9]{3}\s*$",
    # R6上期, 令和6年度 上半期, or 上期 alone.
    "half": rf"^\s*(?:{_YEAR})?\s*(?:[上下]半?期|[前後]期)\s*$",
    "rate": r"^\s*[0-9０-９]{1,3}(?:\.[0-9０-９]{1,6})?\s*$",
    "colour": r"^\s*[0-9A-Fa-f]{6}\s*$",
    "date": r"^\s*(?:[RrHhSsＲｒＨｈＳｓ]|令和|平成|昭和|[0-9０-９]{4}).*[0-9０-９]",
    "link": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\\\]+\s*$",
}
#: A number stands in it; what is written around it, dxplan itself looks at.
_DIGIT: Final = "[0-9０-９]"
_TYPES: Final = {"integer": "integer", "count": "integer", "number": "number", "percent": "number"}


def schema(kind: FileKind, plans: Plans = ()) -> Schema:
    """Return the schema of a file as JSON data; ``plans`` are the own fields of each plan that it is for."""
    root = {FileKind.PLAN: keys.HEAD, FileKind.ITEMS: keys.ITEMS, FileKind.DEPARTMENTS: keys.DEPARTMENTS}[
        kind
    ]
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _block(root, plans)
    return found | ({"$defs": _definitions(plans)} if kind is FileKind.ITEMS else {})


def schema_text(found: Schema) -> str:
    """Return a schema as the text of its file, the same bytes every time."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def schema_name(kind: str) -> str:
    """Return the name of a schema's file."""
    return f"{kind}.schema.json"


def directive(kind: FileKind) -> str:
    """Return the first line of a file in a workspace, which tells editors where its schema is."""
    up = "../" if kind is FileKind.DEPARTMENTS else "../../"
    return f"#:schema {up}{FOLDER}/{schema_name(kind)}"


def _block(block: Block, plans: Plans = (), required: tuple[str, ...] | None = None) -> Schema:
    """Return a table with the keys of a block and no others."""
    if block.path[-1:] == ("fields",):
        return {"title": block.title, "description": block.description} | _own(block, plans)
    must = [key.name for key in block.keys.values() if key.required] if required is None else list(required)
    return {
        "title": block.title,
        "description": block.description,
        "type": "object",
        "properties": {key.name: _value(key, block, plans) for key in block.keys.values()},
        "required": must,
        "additionalProperties": False,
        **({"dependentRequired": _TOTALS} if block is keys.DIRECTION else {}),
    }


#: The totals of a direction stand together or not at all.
_TOTALS: Final = {"items": ["achieved"], "achieved": ["items"]}


def _value(key: Key, block: Block, plans: Plans = ()) -> Schema:
    """Return what a key of a block may be."""
    said: Schema = {"title": key.title, "description": key.description}
    found: Schema
    match key.shape:
        case "result":
            found = _reference("result")
        case "table" if key.block:
            found = _block(key.block, plans) | said
        case "tables" if key.block:
            reference = _REFERENCES.get(key.block.path) if key.block.file is FileKind.ITEMS else None
            entry = _reference(reference) if reference else _block(key.block, plans)
            found = {**said, "type": "array", "items": entry, "minItems": key.least}
        case "texts" | "years" | "headings" | "codes" | "handouts":
            found = said | {"type": "array"} | _entries(key)
        case "choice" | "handout":
            words = list(key.choices) or printed_names()
            meant = {word for word, meaning in key.choices.items() if meaning == key.default}
            chosen = {"default": next(word for word in words if word in meant)} if meant else {}
            found = {**said, "type": "string", "enum": words, **chosen}
        case "boolean":
            found = said | {"type": "boolean"}
        case "integer" | "count" | "number" | "percent":
            default = {} if key.default is None else {"default": _json(key.default)}
            shown = {"examples": list(key.examples)} if key.shape == "percent" else default
            bounds = {"minimum": _json(key.low), "maximum": _json(key.high)}
            found = {**said, "type": _TYPES[key.shape], **bounds, **({} if key.shape == "count" else shown)}
        case "year":
            said["description"] += '2019、"R1"、"R元"、"令和元年度" のように書く。'
            integer = {"type": "integer", "minimum": FIRST, "maximum": LAST}
            either = [integer, {"type": "string", "pattern": _YEAR_PATTERN}]
            found = {**said, "anyOf": either, "examples": list(key.examples)}
        case "names":
            one = {"type": "string", "pattern": _PATTERNS["text"]}
            found = {**said, "anyOf": [one, _array(one)], "examples": list(key.examples)}
        case "base" | "target" | "actual" | "amount" | "money":
            found = {**said, "anyOf": _figures(key), "examples": list(key.examples)}
        case "quantity":
            found = _reference("quantity") | said
        case _:
            found = _text(key) | (_NO_HEAD if (key.name, block) == ("id", keys.DIRECTION) else {})
    return _also_by_year(found) if key.yearly else found


def _also_by_year(single: Schema) -> Schema:
    """Return a value that may also be given for each fiscal year."""
    said = {name: single[name] for name in ("title", "description")}
    each = {name: part for name, part in single.items() if name not in said}
    return {**said, "anyOf": [each, _by_year(each)]}


def _own(block: Block, plans: Plans) -> Schema:
    """Return what may stand in the own fields of some plans; anything where none declares any."""
    declared: dict[str, list[Schema]] = {}
    for fields in plans:
        for key in keys.with_own(block, fields).keys.values():
            found = _value(key, block)
            if found not in declared.setdefault(key.name, []):
                declared[key.name].append(found)
    return {
        "type": "object",
        "properties": {
            name: found[0] if len(found) == 1 else {"anyOf": found} for name, found in declared.items()
        },
        "additionalProperties": not declared,
    }


#: A direction's file is no head.
_NO_HEAD: Final = {"not": {"pattern": r"^\s*plan\s*$"}}


def _text(key: Key) -> Schema:
    return {
        "title": key.title,
        "description": f"{key.description}半角の英小文字・数字・ハイフン。"
        if key.shape == "id"
        else key.description,
        "type": "string",
        "pattern": _PATTERNS[key.shape],
        "examples": list(key.examples),
    }


def _entries(key: Key) -> Schema:
    """Return what an array of texts holds."""
    examples = {"examples": [list(key.examples)]}
    match key.shape:
        case "years":
            return {"items": {"type": "string", "pattern": _YEAR_PATTERN}, **examples}
        case "headings":
            return {"items": {"type": "string"}, **examples}
        case "handouts":
            word = {
                "title": "資料",
                "description": "資料の名前。",
                "type": "string",
                "enum": list(key.choices or handout_modules()),
            }
            return {"items": word, **examples}
        case "codes":
            code = keys.IGNORE.keys["code"]._replace(description="知らせない照査のコード。")
            return {"items": _text(code)}
        case _:
            entry = {"type": "string", "pattern": _PATTERNS["text"]}
            return {"items": entry, "minItems": key.least, **examples}


def _json(value: object) -> Any:  # noqa: ANN401 - a number or word of JSON
    """Return a bound or default as JSON has it: whole numbers without a point."""
    if isinstance(value, (str, int)):
        return value
    return int(value) if value == int(value) else float(value)  # type: ignore[call-overload, arg-type] # a Decimal


# Figures: 12, one for each part, or those of some years

_REFERENCES: Final = {("item",): "item", ("item", "indicator"): "indicator"}


def _reference(name: str) -> Schema:
    """Return the way to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


_QUANTITY: Final[Schema] = {
    "title": "数量",
    "description": '数、または資料に載せたい形の文字（"26億2,652万"、"約50万"、"12以上"、"5%増"）。数でない目標なら "策定済"、"R7.3"。',
    # A number in it, one of the words for all, nothing, half, the base value and last year, or of what is done; what is
    # written around it, dxplan itself looks at.
    "anyOf": [
        {"type": "number"},
        {
            "type": "string",
            "pattern": "|".join(
                [
                    r"[0-9０-９百千全ロﾛ無減増持準現]",
                    r"^\s*[約年月週]?[一二三四五六七八九十]",
                    *(r"\s*".join(word) for word in ("すべて", "前年", "昨年", *STEP_WORDS)),
                ]
            ),
        },
    ],
}


def _words(title: str, description: str, words: list[str]) -> Schema:
    return {"title": title, "description": description, "type": "string", "enum": words}


#: With ``stages``, a figure is one of them.
_STAGE: Final[Schema] = {
    "title": "段階",
    "description": "stages に並べた段階。",
    "type": "string",
    "pattern": _PATTERNS["text"],
}


def _figures(key: Key, *, stages: bool = True) -> list[Schema]:
    """Return what a figure may be: one, one for each part, or those by fiscal year. An amount is one alone.

    Any text may be a stage of an indicator that has ``stages``.
    """
    if key.shape in ("amount", "money"):
        return [{"type": "number"}, {"type": "string", "pattern": _DIGIT}]
    blanks = '"-" は設定しない、"/" は測定しない、"未定" はまだ決まっていない。'
    each = [_reference("quantity"), _reference("quotient"), _words("値のない欄", blanks, list(keys.BLANKS))]
    if key.shape == "actual":
        pending, *not_measured = keys.PENDING
        waiting = {"const": pending, "title": "集計中", "description": "まだ数えている。達成には数えない。"}
        unmeasured = _words("測定しない年度", "この年度は測らない。", not_measured)
        each = [waiting, unmeasured, _reference("quantity"), _reference("quotient")]
    each += [_STAGE] if stages else []
    figures = [*each, _array({"anyOf": each})]
    if key.shape == "base":
        return figures
    of_plan = "計画の" if key.shape == "actual" else ""
    title, description = f"年度ごとの{key.title}", f"{of_plan}年度をキーにして書く。"
    return [*figures, {"title": title, "description": description} | _by_year({"anyOf": figures})]


def _array(entry: Schema) -> Schema:
    return {"type": "array", "items": entry, "minItems": 1}


def _by_year(entry: Schema) -> Schema:
    return {"type": "object", "patternProperties": {_YEAR_PATTERN: entry}, "additionalProperties": False}


# What stands in a direction's file more than once, with what its keys mean together


def _definitions(plans: Plans) -> Schema:
    return {
        "item": _item(plans),
        "indicator": _indicator(plans),
        "result": _result(),
        "result_of_year": _block(keys.RESULT)
        | {"title": "一年度の実績", "description": "その年度に何をしたか。"},
        "quantity": _QUANTITY,
        "quotient": _block(keys.QUOTIENT),
    }


def _part(**conditions: object) -> Schema:
    """Return conditions on some keys of a table; ``true`` tells strict readers (tombi) to let the others be."""
    return {**conditions, "additionalProperties": True}


def _item(plans: Plans) -> Schema:
    """Return an item: a 再掲 may say where it stands and what it repeats, others not what was printed."""
    every = {**keys.ITEM.keys, **keys.REPOST.keys, "repost_of": keys.ITEM.keys["repost_of"]}
    return _block(keys.ITEM._replace(keys=every), plans, required=("id",)) | {
        "if": _part(required=["repost_of"]),
        "then": _part(properties={key: False for key in every if key not in keys.REPOST.keys}),
        "else": _part(required=["name"], properties={"printed": False}),
    }


def _indicator(plans: Plans) -> Schema:
    """Return an indicator: a 再掲 says nothing else, a target must be there, arrays stand only beside ``parts``."""
    no_array: Schema = {"not": {"type": "array"}}
    figures = [
        key for key, found in keys.INDICATOR.keys.items() if found.shape in ("base", "target", "actual")
    ]
    single = {key: {**no_array, "additionalProperties": no_array} for key in figures}
    numbers = {key: {"anyOf": _figures(keys.INDICATOR.keys[key], stages=False)} for key in figures}
    is_reference = _part(required=["reference"], properties={"reference": {"const": True}})
    return _block(keys.INDICATOR, plans, required=()) | {
        "if": _part(required=["repost_of"]),
        "then": _part(properties={key: False for key in keys.INDICATOR.keys if key != "repost_of"}),
        "else": _part(required=["name"], **{"if": is_reference, "else": _part(required=["target"])}),
        "allOf": [
            {"if": _part(required=["parts"]), "else": _part(properties=single)},
            {"if": _part(required=["stages"]), "else": _part(properties=numbers)},
        ],
    }


def _result() -> Schema:
    """Return a result: its keys or years, never both. The keys stand here once more for editors that complete them."""
    by_year = {"title": "年度ごとの実績", "description": "計画の年度をキーにして書く。"}
    return {
        "title": keys.RESULT.title,
        "description": keys.RESULT.description,
        "type": "object",
        **_part(properties=_block(keys.RESULT)["properties"]),
        "if": _part(patternProperties={_YEAR_PATTERN: False}),
        "then": _reference("result_of_year"),
        "else": by_year | _by_year(_reference("result_of_year")),
    }
