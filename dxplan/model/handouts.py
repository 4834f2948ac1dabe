"""Which handouts there are, and what a plan says of its own ones.

Each is one module of ``handouts``, whose first line begins with its name. Names are read from the files, so that a plan
can be checked without importing what makes handouts.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from dxplan.values.tuples import NamedTuple

_ROOM: Final = Path(__file__).parent.parent / "handouts"
#: What is made of a plan that names none.
DEFAULT: Final = ("実施結果",)
#: What is made beside all that a plan names.
DATA: Final = "データ"
#: What is made beside them once a published figure was corrected.
CORRECTIONS: Final = "正誤表"
#: What is made of several plans, by ``dxplan review``.
REVIEW: Final = "総括"
#: What is made of two versions of a plan, by ``dxplan diff``.
COMPARISON: Final = "新旧対照表"
#: What a sentence that was drafted from the numbers begins with, until a person has taken it over.
DRAFTED: Final = "【下書き】"
_FIRST_LINE: Final = '"""Handout '


@cache
def handout_modules() -> dict[str, str]:
    """Return the names of all handouts, that of the usual one first, and the modules that make them."""
    found = {}
    for file in sorted(_ROOM.glob("*.py")):
        with file.open(encoding="utf-8") as lines:
            line = lines.readline()
        if line.startswith(_FIRST_LINE):
            found[line.removeprefix(_FIRST_LINE).partition(":")[0]] = file.stem
    return {name: found[name] for name in (*DEFAULT, *found)}


def printed_names() -> list[str]:
    """Return the names of all handouts for paper, of whatever they are made: what a plan may say something of."""
    return [*(name for name in handout_modules() if name != DATA), REVIEW, COMPARISON]


class Paper(Enum):
    """What a handout is printed on, landscape; the value is what stands in the file."""

    A4 = "A4"
    A3 = "A3"


class Edition(NamedTuple):
    """How a plan wants one of its handouts; "", () and None where it leaves that to dxplan.

    ``title`` is printed in place of the usual one, ``notes`` stand at the end. The 実施結果 has the ``purpose`` of the
    plan before its tables and ``points_heading`` above the points of its first page; the KPI一覧 has ``over_headings``
    for its 分野 and 項目, ``over_projects`` and ``over_kpis`` above its columns. ``{year}`` in titles and headings
    is the fiscal year.
    """

    name: str
    title: str = ""
    paper: Paper | None = None
    purpose: tuple[str, ...] = ()
    points_heading: str = ""
    over_headings: str = ""
    over_projects: str = ""
    over_kpis: str = ""
    notes: tuple[str, ...] = ()

    def in_year(self, year: str) -> Edition:
        """Return it with the year, such as 令和6年度, where it says ``{year}``."""
        told = {key: getattr(self, key).replace("{year}", year) for key in _OF_THE_YEAR}
        return self._replace(**told)


_OF_THE_YEAR: Final = ("title", "points_heading", "over_headings", "over_projects", "over_kpis")


class ComparisonRule(NamedTuple):
    """How the 新旧対照表 of a plan looks: its headings, which of the two is at the left, the notes above the table.

    ``remarks`` is the heading of the column behind them, which is there only with ``has_remarks``. With ``fold`` what
    did not change is told in one line.
    """

    after: str
    before: str
    before_first: bool
    has_remarks: bool
    remarks: str
    notes: tuple[str, ...]
    fold: bool
