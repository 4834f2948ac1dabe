"""Checks on one long text of runs that are hard to read: ``python -m tests.bench.long_texts``.

Four times the length must take about four times as long. Prints the time of every check and run that takes more than
a millisecond for a thousand letters, and how it grows.
"""

# ruff: noqa: T201 - a table on standard output is what it is for

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from dxplan.checks.engine import load_checks
from dxplan.checks.subject import Subject
from dxplan.format.reading import read_plan
from dxplan.judging.items import judge_plan
from tests.conftest import HEAD, ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = (
    *(
        "の",
        "①",
        "㈱",
        "Ⅲ",
        "\u200b",
        "й",
        "デй",
        "术",
        "勸",
        "ヘ",
        "一",
        "サ一",
        "ー",
        "－",
        "サ－",
        "～",
        "1～",
        "Ａ",
        "１",
        "､",
    ),
    *(
        "（",
        "）",
        "（）",
        "()",
        "(（",
        "「",
        "」",
        "「」",
        "（a)",
        "<b>",
        "<",
        "&amp;",
        "**",
        " ",
        "　",
        "情 報",
        "ア イ",
        "支 援事業、",
    ),
    *(
        "10件",
        "10件、",
        "1,",
        "1,000",
        "1,000件と",
        "計",
        "計10件、",
        "（10件",
        "10件（",
        "10件（3件、",
        "10件中",
        "10%",
        "10%増",
        "10/",
    ),
    *(
        "令和",
        "令和5年",
        "令和5年度、",
        "R5",
        "R5・",
        "5～",
        "2019",
        "2019年",
        "2019/",
        "2019（",
        "H30.11.6、",
        "をを",
        "情報",
        "情報情報",
    ),
    *(
        "取組",
        "取り組み",
        "どおり通り",
        "サーバ",
        "サーバー",
        "を図られ",
        "について",
        "感心を高",
        "以上気象",
        "目標",
        "目標を上回",
        "http://",
        "a",
        "😀",
    ),
    *(
        "年",
        "月",
        "。",
        "、",
        "\\n",
        "・",
        "うち",
        "内訳",
        "から",
        "→",
        "約",
        "▲",
        "倍",
        "人",
        "円",
        "千円",
        "第",
        "-",
        "1-",
        "ＩＣＴ",
    ),
)
LENGTHS = (20_000, 80_000)


def subject(report: str) -> Subject:
    """Return a plan with one long report, and another with the same text as a goal."""
    items = f"{ITEM}\n[[item.indicator]]\nname = '受講者数'\nunit = '人'\ntarget = 10\nactual = 12\n"
    items += f'\n[item.result]\ndone = true\nreport = "{report}"\n'
    text = read_plan("2019", "plans/2019", {"plan.toml": HEAD.encode(), "kurashi.toml": items.encode()})
    if text.plan is None:
        raise AssertionError(text.findings)
    return Subject(text.plan, judge_plan(text.plan))


def times(run: str, length: int) -> Iterator[tuple[str, float]]:
    """Yield the seconds of every check on a text of so many letters."""
    plan = subject(f"研修{(run * length)[:length].rstrip(chr(92))}を開いた。")
    began = time.perf_counter()
    _ = plan.everything, [(text.reading.numbers, text.reading.years) for text in plan.texts]
    yield "読み", time.perf_counter() - began
    for check in load_checks():
        began = time.perf_counter()
        for _ in check.find(plan):
            pass
        yield check.code, time.perf_counter() - began


def slow() -> list[tuple[str, str, float, float]]:
    """Return run, check, seconds and growth of what does not grow with the length alone."""
    found = []
    for run in RUNS:
        short, long = (dict(times(run, length)) for length in LENGTHS)
        for code, took in long.items():
            if took > 0.02 and took > 6 * short[code]:
                found.append((run, code, took, took / max(short[code], 1e-6)))
    return found


if __name__ == "__main__":
    for run, code, took, growth in sorted(slow(), key=lambda row: -row[2]):
        print(f"{code} {run!r}: {took:.2f} s for {LENGTHS[1]:,} letters, ×{growth:.1f} for ×4")
