"""The checks take the time of a text's length, not of its square (see ``tests.bench.long_texts``)."""

from __future__ import annotations

import random
import time

import pytest

from tests.bench.long_texts import made_runs, times
from tests.conftest import HEAD, ITEM, MakeWorkspace

#: All checks take about two seconds for so many letters in each place; with one that takes the square it would be minutes.
LENGTH = 40_000
SECONDS = 20
#: The slowest single check takes a tenth of a second for these.
CHECK_SECONDS = 5


@pytest.mark.parametrize(
    "run",
    [
        "の",
        "①",
        "㈱",
        "Ⅲ",
        "\u200b",
        "デй",
        "术",
        "サ－",
        "（",
        "）",
        "（a)",
        "(（",
        "「",
        "10%",
        "1～",
        "2019年",
        "情 報",
        "、",
    ],
)
def test_a_long_run_takes_the_time_of_its_length(run: str) -> None:
    began = time.process_time()
    for _ in times(run, LENGTH):
        pass
    assert time.process_time() - began < SECONDS


def test_any_words_that_rules_look_for_take_the_time_of_their_length() -> None:
    """Runs of words out of the rules, others every time: one that a check squares takes it minutes."""
    seed = random.SystemRandom().randrange(1_000_000)
    for run in made_runs(12, seed=seed):
        took = {code: seconds for code, seconds in times(run, LENGTH) if seconds > CHECK_SECONDS}
        assert not took, f"{run!r} of seed {seed}"


def test_blanks_of_a_large_plan_are_counted_at_once(workspace: MakeWorkspace) -> None:
    """Each blank asks how often what stands beside it occurs in the plan: not by reading it all again."""
    letters = [chr(code) for code in range(0x4E00, 0x5E00)]
    chance = random.Random(1)  # noqa: S311 - the same plan every time is the point

    def word() -> str:
        return "".join(chance.sample(letters, 4))

    reports = [f"{word()} {word()}を{word()} {word()}した。" for _ in range(4_000)]
    points = ", ".join(f'"{report}"' for report in reports)
    text = HEAD.replace('name = "暮らし"\n', f'name = "暮らし"\npoints = [{points}]\n')
    made = workspace({"plans/2019/plan.toml": text, "plans/2019/kurashi.toml": ITEM})
    began = time.process_time()
    made.run("validate", "2019", "--only", "DX469")
    assert time.process_time() - began < SECONDS


def test_many_indicators_of_one_item_are_told_apart_at_once(workspace: MakeWorkspace) -> None:
    """Which of them is the only one of its unit: not by holding each against all others."""
    indicators = "\n".join(
        f'[[item.indicator]]\nname = "{name}番"\nunit = "{name}番組"\ntarget = 10\nactual = 12\n'
        for name in range(2_000)
    )
    made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": f"{ITEM}\n{indicators}"})
    began = time.process_time()
    made.run("validate", "2019", "--only", "DX421,DX435,DX444,DX453")
    assert time.process_time() - began < SECONDS
