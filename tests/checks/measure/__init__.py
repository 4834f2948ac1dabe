"""How many mistakes the checks find, and how often they cry wolf.

``planted.toml`` and ``held-out.toml`` hold items with one mistake each, written as clerks make them: ``⟦right→wrong⟧``.
The rules were written with the first in view; on the second, a third of all, no rule may be written: who looks at it
moves it to the first and writes another. A mistake is found when the plan with it brings a finding that the right plan
does not. ``clean.toml`` holds items that are right,
most of which look wrong, and ``held-out-clean.toml`` such as stand in every plan, on which no rule may be written; the
right side of every planted item is a clean one too.

``python -m tests.bench.checks`` prints the numbers.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dxplan.checks.engine import check_plan
from dxplan.format.reading import read_plan
from dxplan.format.reading.departments import read_departments
from dxplan.judging.items import judge_plan
from dxplan.model import Plan
from dxplan.model.findings import Diagnostic

HERE = Path(__file__).parent
_MARK = re.compile(r"⟦([^⟦→]*)→([^⟧]*)⟧", re.DOTALL)
_HEAD = """\
title = "アクションプラン"
office = "情報政策課"
fiscal_year = {year}
{years}
[[direction]]
id = "kurashi"
name = "暮らし"
[[direction]]
id = "sangyo"
name = "産業"
"""


class Case(NamedTuple):
    """One small plan: its items with marked mistakes, last year's items, and the table of departments.

    ``why`` tells what looks wrong about a right one, ``unfound`` why no rule can find a mistake that was seen.
    """

    number: int
    kind: str
    text: str
    year: int = 2019
    years: int = 1
    before: str = ""
    table: str = ""
    direction: bool = False
    why: str = ""
    unfound: str = ""

    @property
    def right(self) -> str:
        """Its items as they should be."""
        return _MARK.sub(r"\1", self.text)

    @property
    def wrong(self) -> str:
        """Its items with the mistake."""
        return _MARK.sub(r"\2", self.text)


@cache
def cases(name: str) -> tuple[Case, ...]:
    """Return the cases of ``planted``, ``clean``, ``held-out`` or ``held-out-clean``."""
    tables = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return tuple(Case(**({"kind": "", "number": number} | case)) for number, case in enumerate(tables, 1))


def findings(case: Case, items: str) -> set[tuple[str, str, str]]:
    """Return code, place and message of what validate says about items."""
    plan, found = _read(items, case.year, case.years, directions=case.direction)
    if plan is not None:
        last_year = _read(case.before, case.year - 1, 1)[0] if case.before else None
        table = read_departments("departments.toml", case.table.encode())[0] if case.table else None
        found = [*found, *check_plan(plan, judge_plan(plan), table, last_year=last_year)]
    return {(finding.code, finding.key, finding.message) for finding in found}


def found(case: Case) -> bool:
    """Whether the mistake of a case is found."""
    return bool(findings(case, case.wrong) - findings(case, case.right))


def false_alarms(case: Case) -> set[tuple[str, str, str]]:
    """Return what is said about a case that is right."""
    return findings(case, case.right)


def by_kind(name: str) -> dict[str, tuple[int, int]]:
    """Return how many mistakes of each kind are found, and how many there are."""
    there = Counter(case.kind for case in cases(name))
    seen = Counter(case.kind for case in cases(name) if found(case))
    return {kind: (seen[kind], count) for kind, count in there.items()}


def _read(
    items: str, year: int, years: int, *, directions: bool = False
) -> tuple[Plan | None, list[Diagnostic]]:
    blocks = [block for block in re.split(r"(?m)^(?=\[\[item\]\])", items) if block.strip()]
    written = [_item(number, block) for number, block in enumerate(blocks, 1)]
    span = f'years = ["{year}", "{year + years - 1}"]' if years > 1 else ""
    files = {
        "plan.toml": _HEAD.format(year=year, years=span),
        "kurashi.toml": "\n".join(written[:1] if directions else written),
        "sangyo.toml": "\n".join(written[1:]) if directions else "",
    }
    text = read_plan(str(year), f"plans/{year}", {name: content.encode() for name, content in files.items()})
    return text.plan, list(text.findings)


def _item(number: int, block: str) -> str:
    """Return an item with the keys that every one has."""
    body = block.removeprefix("[[item]]\n")
    own = re.split(r"(?m)^\[", body)[0]
    given: dict[str, Any] = tomllib.loads(own)
    usual = {"id": f"item-{number}", "name": "地域情報化推進事業", "departments": ["総務部 広報課"]}
    if "repost_of" in given:
        usual = {"id": f"item-{number}"}
    keys = "".join(f"{key} = {value!r}\n" for key, value in usual.items() if key not in given)
    return f"[[item]]\n{keys}{body}"
