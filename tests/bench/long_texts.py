"""Checks on one long text of runs that are hard to read: ``python -m tests.bench.long_texts [LETTERS] [MORE]``.

Four times the length must take about four times as long. Prints every check and run of which that is not so, and the
runs of which so many LETTERS (a million), in all places together, take more than ``SLOW`` seconds. MORE is how many runs are made
of the words that the rules themselves look for, in any order, beside those written down here.
"""

# ruff: noqa: T201 - a table on standard output is what it is for

from __future__ import annotations

import ast
import gc
import random
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan import checks
from dxplan.checks.engine import load_checks
from dxplan.checks.subject import Subject
from dxplan.format.reading import read_plan
from dxplan.judging.items import judge_plan
from tests.conftest import HEAD, ITEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        "10人に送り、9人が受診した（受診率50%）",
        "30%増 H31.3末時点：7,605人 R2.3末時点：9,852人",
        "12人で、前年度",
        "12人、前年度比120%",
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
#: What stands between words, before and behind them.
BETWEEN = (*"、。の（）「」()%年・ を", "", "10", "１", "1,000件", "令和5年", "a")
LENGTHS = (20_000, 80_000)
#: A million letters are read and checked in so many seconds.
SLOW = 3
#: In so many places of the plan stands each long text.
PLACES = 7


def subject(body: str) -> Subject:
    """Return a plan that has a long text in every place where texts are read, or held against one another."""
    indicator = "[[item.indicator]]\nname = '受講者数'\nunit = '人'\ntarget = 10\nactual = 12\n"
    report = f'[item.result]\ndone = true\nreport = "研修{body}を開いた。"\n'
    first = ITEM.replace("県の取組を知らせる。", f"「（{body}漢字").replace("広報誌", f"12{body}a")
    again = first.replace('"koho"', '"again"').replace("「（", "「")
    repost = f'[[item]]\nid = "shown"\nrepost_of = "koho"\n[item.printed]\nreport = "逆{body}異"\n'
    files = {
        "plan.toml": f'{HEAD}[[direction]]\nid = "sangyo"\nname = "産業"\n',
        "kurashi.toml": f"{first}\n{indicator}\n{report}",
        "sangyo.toml": f"{again}\n{report.replace('研修', '研修会')}\n{repost}",
    }
    text = read_plan("2019", "plans/2019", {name: content.encode() for name, content in files.items()})
    if text.plan is None:
        raise AssertionError(text.findings)
    return Subject(text.plan, judge_plan(text.plan), last_year=text.plan)


def times(run: str, length: int) -> Iterator[tuple[str, float]]:
    """Yield the seconds of every check on a text of so many letters."""
    plan = subject((run * length)[:length].rstrip(chr(92)))
    began = time.process_time()
    _ = plan.everything, [(text.reading.numbers, text.reading.years) for text in plan.texts]
    yield "読み", time.process_time() - began
    for check in load_checks():
        began = time.process_time()
        for _ in check.find(plan):
            pass
        yield check.code, time.process_time() - began


def trigger_words() -> list[str]:
    """Return the words that rules and prose look for: the pieces of their patterns and tables."""
    words: set[str] = set()
    for file in Path(checks.__path__[0]).rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        pages = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pages:
                words.update(re.findall(r"[^\x00-\x7f]{1,8}|[A-Za-z]{2,8}", node.value))
    return sorted(words)


def made_runs(count: int, seed: int) -> list[str]:
    """Return runs of one to three trigger words with what stands around words between them."""
    chance, words = random.Random(seed), trigger_words()  # noqa: S311 - the same runs every time are the point
    return [
        "".join(chance.choice(words) + chance.choice(BETWEEN) for _ in range(chance.choice((1, 1, 2, 3))))
        for _ in range(count)
    ]


def slow(runs: Iterable[str]) -> list[tuple[str, str, float, float]]:
    """Return run, check, seconds and growth of what does not grow with the length alone."""
    found = []
    for run in runs:
        short, long = (dict(times(run, length)) for length in LENGTHS)
        for code, took in long.items():
            if took > 0.05 and took > 6.5 * max(short[code], 0.002):
                found.append((run, code, took, took / max(short[code], 1e-6)))
    return found


if __name__ == "__main__":
    gc.set_threshold(10_000_000, 20, 20)  # as the command does
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    every = (*RUNS, *made_runs(int(sys.argv[2]) if len(sys.argv) > 2 else 100, seed=1))
    for run, code, took, growth in sorted(slow(every), key=lambda row: -row[2]):
        print(f"{code} {run!r}: {took:.2f} s for {LENGTHS[1]:,} letters, ×{growth:.1f} for ×4")
    for run in every:
        each = dict(times(run, letters // PLACES))
        if (whole := sum(each.values())) > SLOW:
            most = max(each.items(), key=lambda pair: pair[1])
            print(f"{run!r}: {whole:.1f} s for {letters:,} letters, {most[1]:.1f} of them {most[0]}")
