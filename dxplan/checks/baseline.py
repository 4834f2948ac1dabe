"""What was already there when a plan was taken over: findings that are known, and not shown again.

A finding is known by its code, its item and its passage, never by its line: what is moved stays known, what is rewritten
comes up again. The file has one finding a line, so that a git diff tells what was settled.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dxplan.model.codes import CODES
from dxplan.model.findings import DxplanError
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.model.findings import Diagnostic

#: So many letters on either side belong to a passage.
_AROUND: Final = 8
_HINT = "dxplan validate --write-baseline で作り直してください。"


class Known(NamedTuple):
    """By what a finding is known: plan, code, id of the item (empty in the plan's head), and passage."""

    plan: str
    code: str
    id: str
    passage: str


def known_by(finding: Diagnostic, plan: str, data: Mapping[str, Any]) -> Known | None:
    """Return what a finding of a check is known by; None for an error of reading, which nothing may hide.

    ``data`` is the TOML of its file.
    """
    if finding.code in CODES:
        return None
    key = finding.source.key
    name = ""
    if len(key) > 1 and isinstance(key[1], int) and key[0] in data:
        entry = data[str(key[0])][key[1]]
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
    return Known(plan, finding.code, name, _passage(finding, data))


def _passage(finding: Diagnostic, data: Mapping[str, Any]) -> str:
    """Return the phrase of a finding with the words around it: 「をを」 alone would hide every other one of its item."""
    text: Any = data
    for key in finding.source.key:
        try:
            text = text[key]
        except (KeyError, IndexError, TypeError):
            break
    phrase = finding.phrase
    if not phrase or not isinstance(text, str) or phrase not in text:
        return phrase or finding.message
    place = text.index(phrase)
    end = place + len(phrase)
    before = text[max(0, place - _AROUND) : place].rpartition("\n")[2]
    return before + phrase + text[end : end + _AROUND].partition("\n")[0]


def write_baseline(known: Iterable[Known]) -> str:
    """Return the text of a baseline."""
    lines = [json.dumps(each._asdict(), ensure_ascii=False) for each in sorted(set(known))]
    return "[\n" + ",\n".join(lines) + ("\n]\n" if lines else "]\n")


def read_baseline(text: str, name: str) -> frozenset[Known]:
    """Return what a baseline knows."""
    try:
        rows = json.loads(text)
        return frozenset(Known(**{key: str(row[key]) for key in Known._fields}) for row in rows)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DxplanError(f"{name} は --baseline に使える形ではありません。", _HINT) from error
