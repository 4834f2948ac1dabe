"""Mistakes planted into the clean 2019 plan: one figure changed, two years swapped, a 再掲 mark dropped.

Each must be found with the right code at the right line, and nothing else may be said.
"""

from __future__ import annotations

import re
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dxplan.checks.engine import check_plan
from dxplan.format.reading import read_plan
from dxplan.judging.items import judge_plan
from tests.conftest import PLAN_2019

FILES = {file.name: file.read_text(encoding="utf-8") for file in sorted(PLAN_2019.glob("*.toml"))}
ITEM_FILES = [name for name in FILES if name != "plan.toml"]


def found(files: dict[str, str]) -> list[tuple[str, str, int]]:
    """Return code, file and line of everything that is found in a plan."""
    reading = read_plan("2019", "plans/2019", {name: text.encode() for name, text in files.items()})
    findings = [*reading.findings]
    if reading.plan:
        findings += reading.place(check_plan(reading.plan, judge_plan(reading.plan)))
    return sorted((f.code, f.source.path.removeprefix("plans/2019/"), f.line) for f in findings)


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def replaced(name: str, start: int, end: int, new: str) -> dict[str, str]:
    return {**FILES, name: FILES[name][:start] + new + FILES[name][end:]}


@cache
def places(pattern: str, *names: str) -> list[tuple[str, re.Match[str]]]:
    return [(name, match) for name in names or tuple(FILES) for match in re.finditer(pattern, FILES[name])]


def test_the_plan_is_clean() -> None:
    assert found(FILES) == []


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_published_count_that_is_changed(data: st.DataObject) -> None:
    name, match = data.draw(
        st.sampled_from(places(r"published = \{ items = \d+, achieved = (\d+)", "plan.toml"))
    )
    wrong = data.draw(st.integers(0, 99).filter(lambda number: number != int(match[1])))
    line = line_of(FILES[name], match.start(1))
    codes = found(replaced(name, match.start(1), match.end(1), str(wrong)))
    assert ("DX404", name, line) in codes  # not what the items give
    assert ("DX401", name, line_of(FILES[name], FILES[name].index("achieved = 93"))) in codes
    assert {code for code, _, _ in codes} <= {"DX401", "DX402", "DX404"}


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_published_rate_that_is_changed(data: st.DataObject) -> None:
    name, match = data.draw(st.sampled_from(places(r'rate = "([\d.]+)"', "plan.toml")))
    tenths = data.draw(
        st.integers(0, 1000).filter(lambda number: abs(number - round(float(match[1]) * 10)) > 1)
    )
    wrong = f"{tenths // 10}.{tenths % 10}"
    codes = found(replaced(name, match.start(1), match.end(1), wrong))
    assert codes == [("DX402", name, line_of(FILES[name], match.start(1)))]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_pair_of_years_that_is_swapped(data: st.DataObject) -> None:
    name, match = data.draw(st.sampled_from(places(r'\n(?:overview|goal|report) = "(?=[^"]+")', *ITEM_FILES)))
    number, wrong = data.draw(
        st.tuples(st.integers(2, 12), st.integers(2, 12)).filter(lambda pair: pair[0] != pair[1])
    )
    phrase = data.draw(
        st.sampled_from(
            [
                f"令和{number}（{2018 + wrong}）年度",
                f"{2018 + wrong}（令和{number}）年度",
                f"令和{number}年度（{2018 + wrong}年度）",
            ]
        )
    )
    files = replaced(name, match.end(), match.end(), f"{phrase}の取組として、")
    assert found(files) == [("DX411", name, line_of(FILES[name], match.end()))]
    right = phrase.replace(str(2018 + wrong), str(2018 + number))
    assert found(replaced(name, match.end(), match.end(), f"{right}の取組として、")) == []


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_stated_percentage_that_is_changed(data: st.DataObject) -> None:
    name, match = data.draw(st.sampled_from(places(r'\nreport = "(?=[^"]+")', *ITEM_FILES)))
    whole = data.draw(st.integers(50, 9999))
    part = data.draw(st.integers(1, whole))
    right = part * 100 / whole
    wrong = data.draw(st.integers(0, 100).filter(lambda stated: abs(stated - right) > 1))
    text = f"全{whole:,}件のうち{part:,}件（{wrong}%）を実施した。"
    assert found(replaced(name, match.end(), match.end(), text)) == [
        ("DX422", name, line_of(FILES[name], match.end()))
    ]


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_a_repost_whose_mark_is_dropped(data: st.DataObject) -> None:
    name, match = data.draw(
        st.sampled_from(places(r'\[\[item\]\]\nid = "([^"]+)"\nrepost_of = "([^"]+)"\n', *ITEM_FILES))
    )
    original = next(
        block
        for text in FILES.values()
        for block in re.split(r"(?=\[\[item\]\]\n)", text)
        if f'id = "{match[2]}"\n' in block and "repost_of" not in block
    )
    copied = original.replace(f'id = "{match[2]}"', f'id = "{match[1]}"', 1).rstrip("\n") + "\n"
    codes = found(replaced(name, match.start(), match.end(), copied))
    twins = [(code, file) for code, file, _ in codes]
    # The mark is reported at whichever of the two stands later in the plan.
    assert len(twins) == 1
    assert twins[0][0] == "DX441"
    files = {name, *(file for file, text in FILES.items() if original in text)}
    assert twins[0][1] in files


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_an_actual_with_a_digit_too_many(data: st.DataObject) -> None:
    """A figure ten times too high is far over its target wherever the target was met."""
    name, match = data.draw(st.sampled_from(places(r"\ntarget = (\d+)\nactual = (\d+)\n", *ITEM_FILES)))
    target, actual = int(match[1]), int(match[2])
    due_later = "due = " in FILES[name][match.end() : match.end() + 8]
    assume(0 < target <= actual and not due_later)
    block = FILES[name].rfind("[[item]]\n", 0, match.start())
    assume("DX434" not in FILES[name][block : match.start()])  # looked at already, and left with a reason
    codes = found(replaced(name, match.start(2), match.end(2), f"{actual}0"))
    assert ("DX434", name, line_of(FILES[name], match.start(2))) in codes


@settings(max_examples=20, deadline=None)
@given(
    data=st.data(),
    spelling=st.sampled_from(
        [("計画どおり", "計画通り"), ("取組", "取り組み"), ("分かりやすく", "わかりやすく")]
    ),
)
def test_a_spelling_that_is_changed_once(data: st.DataObject, spelling: tuple[str, str]) -> None:
    usual, variant = spelling
    pattern = rf'\n(?:overview|goal|report) = "[^"\n]*?({usual})'
    candidates = places(pattern, *ITEM_FILES)
    assume(candidates and sum(text.count(usual) for text in FILES.values()) >= 3)
    name, match = data.draw(st.sampled_from(candidates))
    codes = found(replaced(name, match.start(1), match.end(1), variant))
    assert codes == [("DX461", name, line_of(FILES[name], match.start(1)))]
