"""The checks take the time of a text's length, not of its square (see ``tests.bench.long_texts``)."""

from __future__ import annotations

import time

import pytest

from tests.bench.long_texts import times

#: All checks take about a second for so many letters; with one that grows by the square it would be minutes.
LENGTH = 100_000
SECONDS = 20


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
        "2019年",
        "情 報",
        "、",
    ],
)
def test_a_long_run_takes_the_time_of_its_length(run: str) -> None:
    began = time.perf_counter()
    for _ in times(run, LENGTH):
        pass
    assert time.perf_counter() - began < SECONDS
