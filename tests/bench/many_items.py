"""Checks on plans of many items: ``python -m tests.bench.many_items [ITEMS]``.

Four times the items must take about four times as long, whatever they are like: all different, all nearly the same, all
with a mistake, most of them shown again, with last year's plan beside and a table of departments. Prints every check of
which that is not so, and how long all of them take.
"""

# ruff: noqa: T201 - a table on standard output is what it is for

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable

from dxplan.checks.engine import load_checks
from dxplan.checks.subject import Subject
from dxplan.format.reading import read_plan
from dxplan.format.reading.departments import read_departments
from dxplan.judging.items import judge_plan
from dxplan.model import Plan

ITEMS = 1_000
_HEAD = """\
title = "アクションプラン{year}"
office = "情報政策課"
fiscal_year = {year}
[[direction]]
id = "kurashi"
name = "暮らし"
[[direction]]
id = "sangyo"
name = "産業"
"""
_ITEM = """\
[[item]]
id = "item-{number}"
name = "{name}"
departments = ["{department}"]
overview = "{overview}"
goal = "{goal}"
[[item.indicator]]
name = "{indicator}"
unit = "{unit}"
baseline = {base}
target = {target}
actual = {actual}
[item.result]
done = true
report = "{report}"
"""
_AGAIN = '[[item]]\nid = "again-{number}"\nrepost_of = "item-{number}"\n[item.printed]\nreport = "{report}"\n'
_KANJI = [chr(code) for code in range(0x4E00, 0x9000, 3)]
_TABLE = "".join(
    f'[[department]]\nbureau = "第{n}部"\nsections = ["第{n}課", "情報{n}課"]\n' for n in range(60)
)


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(_KANJI) for _ in range(length))


def _different(chance: random.Random, number: int) -> dict[str, object]:
    """Words that stand nowhere else."""
    return {
        "name": f"{_word(chance, 6)}事業{number}",
        "department": f"第{number % 60}部 情報{number % 60}課",
        "overview": f"{_word(chance, 4)} {_word(chance, 3)}を{_word(chance, 2)}　{_word(chance, 4)}する。取り組みの通り。",
        "goal": f"{_word(chance, 5)}サーバ{_word(chance, 3)}を{_word(chance, 4)}システムで年{number}回。",
        "indicator": f"{_word(chance, 4)}数",
        "unit": "回",
        "base": number,
        "target": number + 5,
        "actual": number + 7,
        "report": f"{_word(chance, 5)}を{number + 7}回、{_word(chance, 3)}で令和元年{number % 12 + 1}月に行った。",
    }


def _alike(_: random.Random, number: int) -> dict[str, object]:
    """The same words in every item."""
    return _different(random.Random(0), 7) | {"department": "第1部 第1課", "name": f"研修事業{number % 3}"}  # noqa: S311


def _nearly(chance: random.Random, number: int) -> dict[str, object]:
    """The same words, but for a letter."""
    same = _different(random.Random(0), 7)  # noqa: S311
    texts = {
        key: f"{same[key]}{_word(chance, 1)}" for key in ("name", "overview", "goal", "report", "indicator")
    }
    return same | texts | {"department": f"第{number % 60}部 第{number % 7}課"}


def _mistaken(chance: random.Random, number: int) -> dict[str, object]:
    """A mistake in every text."""
    return _different(chance, number) | {
        "overview": f"（感心を高めＩＣＴを漢詩する。情報情報①P C、B Cを{_word(chance, 2)}ヘキ地",
        "goal": f"令和3（2022）年度をを目指し、10件中3件（50%）、{_word(chance, 3)}ﾃﾞｰﾀ、計画基づく。",
        "report": "計13件（5件、7件）の取組み、取り組みを図られ、H30.11.6に行った。サーバ、サーバー、ウィルス。",
    }


KINDS: dict[str, Callable[[random.Random, int], dict[str, object]]] = {
    "違う文": _different,
    "同じ文": _alike,
    "一字違い": _nearly,
    "誤りばかり": _mistaken,
}


def subject(kind: str, items: int) -> Subject:
    """Return a plan of so many items, each of them shown again, with last year's plan and the departments."""
    plan, before = (_plan(kind, items, year) for year in (2019, 2018))
    table = read_departments("departments.toml", _TABLE.encode())[0]
    return Subject(plan, judge_plan(plan), table, before)


def _plan(kind: str, items: int, year: int) -> Plan:
    chance = random.Random(items)  # noqa: S311 - the same plan every time is the point
    rows = [KINDS[kind](chance, number) for number in range(items)]
    own = [_ITEM.format(number=number, **row) for number, row in enumerate(rows)]
    again = [_AGAIN.format(number=number, report=f"{row['report']}逆") for number, row in enumerate(rows)]
    files = {
        "plan.toml": _HEAD.format(year=year),
        "kurashi.toml": "".join((*own[::2], *again[1::2])),
        "sangyo.toml": "".join((*own[1::2], *again[::2])),
    }
    text = read_plan(str(year), f"plans/{year}", {name: words.encode() for name, words in files.items()})
    if text.plan is None:
        raise AssertionError(text.findings)
    return text.plan


def times(kind: str, items: int) -> dict[str, float]:
    """Return the seconds of every check, and of the reading that all of them share."""
    plan = subject(kind, items)
    began = time.process_time()
    _ = plan.everything.pairs, plan.names, [(text.reading.numbers, text.reading.years) for text in plan.texts]
    took = {"読み": time.process_time() - began}
    for check in load_checks():
        began = time.process_time()
        for _ in check.find(plan):
            pass
        took[check.code] = time.process_time() - began
    return took


if __name__ == "__main__":
    gc.disable()  # its pauses come at any check
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    for kind in KINDS:
        few, many = times(kind, count), times(kind, 4 * count)
        print(f"{kind}: {4 * count:,}項目と再掲で {sum(many.values()):.2f} s")
        for code, took in many.items():
            if took > 0.05 and took > 6 * max(few[code], 0.002):
                print(f"  {code}: {few[code]:.3f} s → {took:.3f} s、×{took / max(few[code], 1e-6):.1f}")
