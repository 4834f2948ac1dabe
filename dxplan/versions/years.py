"""Texts of last year in words of this year: R元年度 becomes R2年度, in the notation in which it was written."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.reading import Reading
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year, long_year

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERA: Final = r"(?P<blank>\s*)(?P<number>元|[0-9０-９]{1,2})"
_NOTATIONS: Final = regex(rf"(?P<name>令和|平成|昭和|[RHSＲＨＳ]){_ERA}|(?P<western>[0-9０-９]{{4}})")


class Moved(NamedTuple):
    """A text a year on; ``left`` are the years in it that stay as they are and want to be looked at."""

    text: str
    left: tuple[str, ...]


def moved_on(text: str, year: int, *, bare: bool = False) -> Moved:
    """Return a text in which the fiscal year ``year`` has become the next one.

    Years of no month are moved; days and months, which are things that happened, are not, nor anything in a text that
    speaks of the next year too. With ``bare`` a number that is the year is one (アクションプラン2019).
    """
    mentions = Reading(text).years
    ours = [mention for mention in mentions if mention.month is None and mention.year == year]
    if any(mention.year == year + 1 and mention.month is None for mention in mentions):
        ours = []
    pieces, end = [], 0
    for mention in ours:
        new = _NOTATIONS.sub(lambda match: _next(match, year + 1), mention.text)
        pieces += [text[end : mention.start], new]
        end = mention.end if new != mention.text else mention.start
        if new == mention.text:
            pieces.pop()
    moved = "".join((*pieces, text[end:]))
    if bare and not any(mention.year == year for mention in mentions if mention not in ours):
        moved = re.sub(rf"(?<![0-9０-９]){year}(?![0-9０-９年])", str(year + 1), moved)
    left = tuple(m.text for m in mentions if m not in ours and m.year >= year - 1)
    return Moved(moved, left)


def _next(match: re.Match[str], year: int) -> str:
    """Return a year in the notation of another: name or letter, full or half width."""
    if match["western"]:
        return _like(match["western"], str(year))
    short, name = handout_year(year), match["name"]
    era = long_year(year)[:2] if len(name) > 1 else _like(name, short[0])
    return f"{era}{match['blank']}{_like(match['number'], short[1:])}"


def _like(written: str, text: str) -> str:
    """Return a text in full width where what was written is."""
    if unicodedata.normalize("NFKC", written) == written:
        return text
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() else sign for sign in text)


def texts_in(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the texts of a file that people read, each with its place."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in _NO_TEXTS:
                yield from texts_in(value, (*path, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts_in(value, (*path, number))
    elif isinstance(data, str) and _is_text(path):
        yield path, data


#: Tables without texts of the plan: how it is judged, what it keeps.
_NO_TEXTS: Final = ("judgement", "field", "numbering", "checks", "rate", "ignore")
_TEXTS: Final = (
    *("title", "note", "theme", "name", "overview", "goal", "plan", "source"),
    *("purpose", "notes", "points_heading", "over_headings", "over_projects", "over_kpis"),
)


def _is_text(path: tuple[str | int, ...]) -> bool:
    """Tell whether people read what stands there; the name of an indicator ties it to last year's, and stays."""
    names = [step for step in path if isinstance(step, str)]
    if names[-2:] == ["indicator", "name"]:
        return False
    return names[-1] in _TEXTS or "fields" in names
