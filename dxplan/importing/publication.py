"""What the lines around the lists say was published: counts and rates of each direction, and the points made of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from dxplan.importing.tables import key_of
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.importing.tables import Line

_COUNTS: Final = regex(
    r"\s*[⇒→]?\s*実施事業項目\s*(?P<items>[0-9]+)[\s、,]*目標達成項目\s*(?P<achieved>[0-9]+)\s*\(達成項目の割合\s*(?P<rate>[0-9.]+)%\)\s*"
    r"(?:達成した指標の割合\s*(?P<beside_rate>[0-9.]+)%\s*)?"
)
_OF_PLAN: Final = {
    "items": regex(r"(?:[0-9]+\s+)?実施事業項目\s*(?P<value>[0-9]+)"),
    "achieved": regex(r"(?:[0-9]+\s+)?目標達成項目\s*(?P<value>[0-9]+)\s*(?:\(.*\))?"),
    "rate": regex(r"(?:[0-9]+\s+)?達成項目の割合\s*(?P<value>[0-9.]+)%"),
    "beside_rate": regex(r"(?:[0-9]+\s+)?達成した指標の割合\s*(?P<value>[0-9.]+)%\s*(?:\(.*\))?"),
}
_NAMED: Final = regex(r"(?:[0-9]{1,2}|\([0-9]{1,2}\))\s*(?P<name>[^()]{2,40})(?:\((?P<theme>[^()]+)\))?\s*")
_POINT: Final = regex(r"\s*(?:-\s*)?[・○〇-]\s*(?P<point>.+)")
#: Names that are one but for a letter or two (暮らし, くらし).
_SAME: Final = 0.75


@dataclass(slots=True)
class Publication:
    """What was published: of the plan, and of each direction by its name."""

    plan: dict[str, Any] = field(default_factory=dict)
    directions: dict[str, dict[str, Any]] = field(default_factory=dict)


def published_of(lines: Sequence[Line], names: Sequence[str]) -> tuple[Publication, list[Line]]:
    """Return what some lines say was published, and the lines that say none of it."""
    found, rest = Publication(), []
    current: dict[str, Any] | None = None
    pending: tuple[Line, str, str] | None = None
    for line in lines:
        text = unicodedata.normalize("NFKC", line.text).replace("\u3000", " ").strip()
        if pending is not None:
            of, name, theme = pending
            pending = None
            if match := _COUNTS.fullmatch(text):
                current = found.directions[name] = {"theme": theme} if theme else {}
                current["published"] = {
                    "items": int(match["items"]),
                    "achieved": int(match["achieved"]),
                    "rate": match["rate"],
                }
                if match["beside_rate"]:
                    current["published"]["beside_rate"] = match["beside_rate"]
                continue
            rest.append(of)
        if current is not None and (point := _POINT.fullmatch(line.text.strip())):
            current.setdefault("points", []).append(point["point"].removeprefix("・").strip())
            continue
        current = None
        told = [(key, match) for key, pattern in _OF_PLAN.items() if (match := pattern.fullmatch(text))]
        if told and told[0][0] not in found.plan:
            key, whole = told[0]
            found.plan[key] = int(whole["value"]) if key in ("items", "achieved") else whole["value"]
            continue
        named = _NAMED.fullmatch(text)
        if named and (name := _known(named["name"], names)):
            behind = regex(r"[（(]([^（()）]+)[)）]\s*\Z").search(line.text)
            pending = (line, name, behind[1] if behind else "")
            continue
        rest.append(line)
    if pending is not None:
        rest.append(pending[0])
    return found, rest


def _known(name: str, names: Sequence[str]) -> str:
    """Return the direction that a line names, in the words of the list."""
    wanted = key_of(name)
    likely = [(SequenceMatcher(None, wanted, key_of(each)).ratio(), each) for each in names]
    ratio, best = max(likely, default=(0.0, ""))
    return best if ratio >= _SAME else ""
