"""The tables of keys in the documents, made from the declaration of the format.

A table stands between ``<!-- keys: item.result -->`` and ``<!-- /keys -->``.
"""

from __future__ import annotations

import re
from typing import Final

from dxplan.format import keys
from dxplan.format.blocks import Block, Key
from dxplan.model.handouts import handout_modules, printed_names

#: Blocks by the names that stand in the documents.
TABLES: Final = {
    "plan.toml": keys.HEAD,
    "rate": keys.RATE,
    "judgement": keys.JUDGEMENT,
    "judgement.verdict": keys.VERDICT,
    "judgement.axis": keys.AXIS,
    "judgement.axis.verdict": keys.AXIS_VERDICT,
    "judgement.direction": keys.WHOLE,
    "judgement.direction.verdict": keys.WHOLE_VERDICT,
    "numbering": keys.NUMBERING,
    "checks": keys.CHECKS,
    "published": keys.PUBLISHED,
    "comparison": keys.COMPARISON,
    "correction": keys.CORRECTION,
    "handout": keys.HANDOUT,
    "field": keys.FIELD,
    "direction": keys.DIRECTION,
    "heading": keys.HEADING,
    "item": keys.ITEM,
    "item.indicator": keys.INDICATOR,
    "item.indicator.actual": keys.QUOTIENT,
    "item.result": keys.RESULT,
    "item.result.override": keys.OVERRIDE,
    "item.milestone": keys.MILESTONE,
    "item.change": keys.CHANGE,
    "item.ignore": keys.IGNORE,
    "item.printed": keys.PRINTED,
    "department": keys.DEPARTMENT,
    "renamed": keys.RENAMED,
}
#: A table in a document: its beginning, the name of its block, its rows, its end.
TABLE: Final = re.compile(r"(<!-- keys: (\S+) -->\n)(.*?)(<!-- /keys -->\n)", re.DOTALL)
_NAMES: Final = {name for block in keys.BLOCKS for name in block.keys if "_" in name or len(name) > 3}
_ARRAYS: Final = ("texts", "years", "headings", "handouts", "codes")


def with_tables(text: str) -> str:
    """Return a document with its tables as they are made from the format."""
    return TABLE.sub(lambda found: f"{found[1]}{key_table(TABLES[found[2]])}{found[4]}", text)


def key_table(block: Block) -> str:
    """Return the table of a block."""
    rows = [f"| `{key.name}` | {_said(key)} |\n" for key in block.keys.values()]
    return "| キー | 内容 |\n|:--|:--|\n" + "".join(rows)


def _said(key: Key) -> str:
    """Return what a document says about a key."""
    said = key.description if key.title in key.description else f"{key.title}。{key.description}"
    words = list(key.choices or (handout_modules() if key.shape == "handouts" else ()))
    words = printed_names() if key.shape == "handout" else words
    if not all(word in said for word in words):
        said += "、".join(_word(word, key) for word in words) + "。"
    if key.shape == "id":
        said += "半角の英小文字・数字・ハイフン。"
    if key.shape in ("integer", "number") and "から" not in said and key.high <= _TELLING:
        said += f"{key.low} から {key.high}。"
    if key.default is not None and "省く" not in said and key.shape in ("integer", "number", "choice"):
        meant = [word for word, meaning in key.choices.items() if meaning == key.default]
        said += f'省くと "{meant[0]}"。' if meant else f"省くと {key.default}。"
    said = said.removesuffix("。")
    if key.shape in _ARRAYS:
        quoted = ", ".join(f'"{each}"' for each in key.examples)
        said += f"（例 [{quoted}]）"
    elif key.shape in ("half", "rate", "colour"):
        said += f'（例 "{key.examples[0]}"）'
    note = key.note if key.note.startswith("（") or not key.note else f"。{key.note}"
    return f"{'必須。' if key.required else ''}{_marked(said, key)}{note}"


#: A bound beyond this only keeps nonsense out.
_TELLING: Final = 1000


def _word(word: str, key: Key) -> str:
    return f'"{word}"（{key.labels[word]}）' if word in key.labels else f'"{word}"'


def _marked(said: str, key: Key) -> str:
    """Return a sentence with what can be written marked as code: values, headings, names of keys, commands."""
    words = {word for word in key.choices if word.isascii() and word.isalpha()}
    names = "|".join(sorted({"true", "false"} | words | _NAMES, key=len, reverse=True))
    code = re.compile(
        r'\{ .*? \}|\["[^\]]*\]|"[^"]*"|\[\[?[a-zR1.]+\]?\]|dxplan [a-z]+(?: --[a-z]+)?|render --label'
        rf"|done = (?:true|false)|(?<![\w.-])(?:{names})(?![\w.-])"
    )
    return code.sub(lambda found: f"`{found[0]}`", said)
