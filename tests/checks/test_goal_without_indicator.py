"""A number that a goal aims at, in an item that has no indicator for it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import ITEM, Workspace

INDICATOR = '\n[[item.indicator]]\nname = "採択件数"\nunit = "件"\ntarget = 35\n'


def found(made: Workspace) -> list[tuple[str, int]]:
    data = json.loads(made.run("validate", "--only", "DX428", "--format", "json").out)
    return [(finding["code"], finding["column"]) for finding in data["diagnostics"]]


@pytest.mark.parametrize(
    ("goal", "column"),
    [
        ("採択件数について、35件を目標とする。", 18),
        ("年間で5回の講習会開催を目標とする。", 12),
        ("令和7年度までに850名受講を目指す。", 17),
        ("緊急のものは10分以内を目標に投稿する。", 15),
    ],
)
def test_a_number_aimed_at_is_found(small: Callable[[str], Workspace], goal: str, column: int) -> None:
    assert found(small(ITEM.replace("広報誌を発行する。", goal))) == [("DX428", column)]


@pytest.mark.parametrize(
    "goal",
    [
        "訓練（年4回）を通じて、安定した運用を目指す。",
        "令和7年度を目標に導入する。",
        "5社の協力を得て、操作に慣れることを目指す。",
        "3会場で開き、技能の向上を目標とする。",
    ],
)
def test_a_number_that_is_not_aimed_at_is_left_alone(small: Callable[[str], Workspace], goal: str) -> None:
    assert found(small(ITEM.replace("広報誌を発行する。", goal))) == []


def test_with_an_indicator_nothing_is_said(small: Callable[[str], Workspace]) -> None:
    assert found(small(ITEM.replace("広報誌を発行する。", "35件を目標とする。") + INDICATOR)) == []
