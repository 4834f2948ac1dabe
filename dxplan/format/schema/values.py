"""What stands behind the ``=``: texts, ids, fiscal years, quantities."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from dxplan.values.years import FIRST, LAST

Schema: TypeAlias = dict[str, Any]

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
YEAR_PATTERN: Final = rf"^\s*{_YEAR}\s*$"
#: R6上期, 令和6年度 上半期, or 上期 alone.
HALF_PATTERN: Final = rf"^\s*(?:{_YEAR})?\s*(?:[上下]半?期|[前後]期)\s*$"
#: A number in it, or one of the words for all; what is written around it, dxplan itself looks at.
QUANTITY_PATTERN: Final = r"[0-9０-９]|全|す\s*べ\s*て"
_ID: Final = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
ID_PATTERN: Final = rf"^\s*{_ID}\s*$"
_NOT_BLANK: Final = r"\S"


def text(title: str, description: str, *examples: str) -> Schema:
    """Return a text that is not blank."""
    return {
        "title": title,
        "description": description,
        "type": "string",
        "pattern": _NOT_BLANK,
        "examples": list(examples),
    }


def texts(title: str, description: str, *examples: str, least: int = 0) -> Schema:
    """Return an array of texts."""
    return {
        "title": title,
        "description": description,
        "type": "array",
        "items": {"type": "string", "pattern": _NOT_BLANK},
        "minItems": least,
        "examples": [list(examples)],
    }


def identifier(title: str, description: str, example: str) -> Schema:
    """Return an ``id``."""
    return {
        "title": title,
        "description": f"{description}半角の英小文字・数字・ハイフン。",
        "type": "string",
        "pattern": ID_PATTERN,
        "examples": [example],
    }


def words(title: str, description: str, choices: list[str], default: str | None = None) -> Schema:
    """Return one of some words."""
    chosen = {} if default is None else {"default": default}
    return {"title": title, "description": description, "type": "string", "enum": choices, **chosen}


def boolean(title: str, description: str) -> Schema:
    """Return true or false."""
    return {"title": title, "description": description, "type": "boolean"}


def count(title: str, description: str) -> Schema:
    """Return a whole number of things."""
    return {"title": title, "description": description, "type": "integer", "minimum": 0, "maximum": 1_000_000}


def year(title: str, description: str) -> Schema:
    """Return a fiscal year."""
    return {
        "title": title,
        "description": f'{description}2019、"R1"、"R元"、"令和元年度" のように書く。',
        "anyOf": [
            {"type": "integer", "minimum": FIRST, "maximum": LAST},
            {"type": "string", "pattern": YEAR_PATTERN},
        ],
        "examples": [2019, "R1"],
    }


def table(title: str, description: str, keys: dict[str, Schema], *, required: tuple[str, ...] = ()) -> Schema:
    """Return a table with these keys and no others."""
    return {
        "title": title,
        "description": description,
        "type": "object",
        "properties": keys,
        "required": list(required),
        "additionalProperties": False,
    }


def tables(title: str, description: str, entry: Schema, *, least: int = 0) -> Schema:
    """Return an ``[[array]]`` of tables."""
    return {"title": title, "description": description, "type": "array", "items": entry, "minItems": least}


def part(**conditions: object) -> Schema:
    """Return conditions on some keys of a table; ``true`` tells strict readers (tombi) to let the others be."""
    return {**conditions, "additionalProperties": True}


def array(entry: Schema) -> Schema:
    """Return an array of values."""
    return {"type": "array", "items": entry, "minItems": 1}


def by_year(title: str, description: str, entry: Schema) -> Schema:
    """Return a table with a value for each fiscal year."""
    return {
        "title": title,
        "description": description,
        "type": "object",
        "patternProperties": {YEAR_PATTERN: entry},
        "additionalProperties": False,
    }


#: 12, 65.0, "26億2,652万", "5%増", "全件".
QUANTITY: Final[Schema] = {
    "title": "数量",
    "description": '数、または資料に載せたい形の文字（"26億2,652万"、"約50万"、"12以上"、"5%増"、"3（累計4）"）。',
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": QUANTITY_PATTERN}],
}


def reference(name: str) -> Schema:
    """Return the way to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def published(description: str) -> Schema:
    """Return figures as they were published."""
    return table(
        "公表した数",
        f"{description}計算した数と合わなければ、dxplan validate が知らせる。",
        {
            "items": count("実施事業項目", "公表した項目数。"),
            "achieved": count("目標達成項目", "公表した達成項目数。"),
            "references": count("参考事業", "公表した項目数に入っている参考事業の数。項目としては数えない。"),
            "rate": {
                "title": "達成項目の割合",
                "description": "公表した割合。% を付けず、印刷したとおりの桁で文字として書く。",
                "type": "string",
                "pattern": r"^\s*[0-9０-９]{1,3}(?:\.[0-9０-９]{1,6})?\s*$",
                "examples": ["86.1"],
            },
        },
    )


def ignored_code(description: str) -> Schema:
    """Return the code of a check that is left out."""
    return {
        "title": "照査のコード",
        "description": description,
        "type": "string",
        "pattern": r"^\s*DX[0-9]{3}\s*$",
        "examples": ["DX431"],
    }
