"""Japanese fiscal years (April to March), held as the western year in which they begin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from dxplan.values.patterns import regex

# (letter, name, first fiscal year): the fiscal year 2019 began as 平成31年度 and is shown as 令和元年度.
_ERAS: Final = (("R", "令和", 2019), ("H", "平成", 1989), ("S", "昭和", 1926))
_SHORT = regex(r"([RHS])(元|[0-9]{1,2})(?:年度?)?", re.IGNORECASE)
_LONG = regex(r"(令和|平成|昭和)(元|[0-9]{1,2})(?:年度?)?")
_WESTERN = regex(r"([0-9]{4})(?:年度?)?")

#: Fiscal years a plan can speak of; anything else is a slip of the pen.
FIRST, LAST = 1989, 2099


@lru_cache(maxsize=1024)
def parse_fiscal_year(text: str | int) -> int | None:
    """Return the western year of ``R1``, ``R元``, ``H31``, ``令和元年度``, ``2019``; None if it is none.

    ``H31`` and ``R1`` are the same fiscal year, 2019.
    """
    if isinstance(text, int):
        return _within(text)
    folded = unicodedata.normalize("NFKC", text).strip()
    if match := _WESTERN.fullmatch(folded):
        return _within(int(match[1]))
    if match := _SHORT.fullmatch(folded) or _LONG.fullmatch(folded):
        number = 1 if match[2] == "元" else int(match[2])
        first = next(start for letter, name, start in _ERAS if match[1].upper() in (letter, name))
        return _within(first + number - 1) if number else None
    return None


def _within(year: int) -> int | None:
    return year if FIRST <= year <= LAST else None


def short_year(year: int) -> str:
    """Return the canonical short form used in files: ``R1``, ``H30``."""
    letter, _, number = _era(year)
    return f"{letter}{number}"


def handout_year(year: int) -> str:
    """Return the form used in headings of handouts: ``R元``, ``H30`` (append 年度)."""
    letter, _, number = _era(year)
    return f"{letter}{'元' if number == 1 else number}"


def long_year(year: int) -> str:
    """Return the full form: ``令和元年度``, ``平成30年度``."""
    _, name, number = _era(year)
    return f"{name}{'元' if number == 1 else number}年度"


def _era(year: int) -> tuple[str, str, int]:
    for letter, name, first in _ERAS:
        if year >= first:
            return letter, name, year - first + 1
    raise ValueError(year)
