"""A word left twice in a row, and を twice before one verb."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import ITEM, Workspace


def found(made: Workspace) -> list[tuple[str, int]]:
    data = json.loads(made.run("validate", "--only", "DX470", "--format", "json").out)
    return [(finding["code"], finding["column"]) for finding in data["diagnostics"]]


@pytest.mark.parametrize(
    ("overview", "column"),
    [("特定個人情報情報の適正な取扱いを進める。", 17), ("基礎単価を改正を行った。", 17)],
)
def test_what_was_left_behind_is_found(small: Callable[[str], Workspace], overview: str, column: int) -> None:
    assert found(small(ITEM.replace("県の取組を知らせる。", overview))) == [("DX470", column)]


@pytest.mark.parametrize(
    "overview",
    [
        "県民一人一人に知らせる。",
        "東北大学大学院と進める。",
        "次第次第に広める。",
        "研修を開催し、資料を公開した。",
        "取組を県民に伝え、普及を図る。",
    ],
)
def test_right_words_are_left_alone(small: Callable[[str], Workspace], overview: str) -> None:
    assert found(small(ITEM.replace("県の取組を知らせる。", overview))) == []


@pytest.mark.parametrize(
    "text",
    [
        "業務の見直しにに繋げる。",
        "取組みのの事例を集める。",
        "貸出しをを始める。",
        "取組をを、広く知らせる。",
    ],
)
def test_a_particle_twice_behind_okurigana_is_found(small: Callable[[str], Workspace], text: str) -> None:
    made = small(ITEM.replace("県の取組を知らせる。", text))
    found = json.loads(made.run("validate", "2019", "--only", "DX470", "--format", "json").out)["diagnostics"]
    assert [finding["code"] for finding in found] == ["DX470"]
