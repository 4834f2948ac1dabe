"""Days as people write them: 2026-03-31, R8.3.31, 令和8年3月31日."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dxplan.values.patterns import regex
from dxplan.values.quantities import fold

#: The year before the first of each era.
_ERAS: Final = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988, "S": 1925, "昭和": 1925}
_DAY: Final = regex(
    r"(?:(?P<era>令和|平成|昭和|[RHS])(?P<of_era>元|[0-9]{1,2})|(?P<western>[0-9]{4}))"
    r"(?:年|[./-])(?P<month>[0-9]{1,2})(?:月|[./-])(?P<day>[0-9]{1,2})日?",
    re.IGNORECASE,
)


def parse_date(text: str) -> date | None:
    """Read a day; None if it is none of the calendar."""
    match = _DAY.fullmatch(fold(text))
    if match is None:
        return None
    if match["western"]:
        year = int(match["western"])
    else:
        of_era = 1 if match["of_era"] == "元" else int(match["of_era"])
        year = _ERAS[match["era"].upper()] + of_era
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def long_date(day: date) -> str:
    """Return a day as handouts print it: ``令和8年3月31日``, before 1989 in western years."""
    for name, before, first in (("令和", 2018, date(2019, 5, 1)), ("平成", 1988, date(1989, 1, 8))):
        if day >= first:
            of_era = day.year - before
            return f"{name}{'元' if of_era == 1 else of_era}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
