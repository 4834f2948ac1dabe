"""Indicators that the plan's formula cannot measure are told before anything is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
UNRECORDED = '\n[[item.indicator]]\nname = "研修"\nunit = "回"\n'


def found(made: Workspace) -> list[tuple[str, str, int, str, str]]:
    data = json.loads(made.run("validate", "--only", "DX475", "--format", "json").out)
    return [(d["code"], d["severity"], d["line"], d["message"], d["hint"]) for d in data["diagnostics"]]


def judged(workspace: MakeWorkspace, judgement: str, indicator: str) -> Workspace:
    head = HEAD.replace("fiscal_year = 2019", 'fiscal_year = 2019\nyears = ["R1", "R3"]')
    head = head.replace("[[direction]]", f"[judgement]\n{judgement}\n\n[[direction]]", 1)
    return workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + UNRECORDED + indicator})


@pytest.mark.parametrize(
    ("formula", "indicator", "reason", "advice"),
    [
        (
            "A/T",
            "target = 0\nbetter = 'lower'\n",
            "目標値が 0 なので、実績値を目標値で割れない",
            'formula = "compare"',
        ),
        ("A/T", 'target = "▲3"\n', "目標値が負なので", 'formula = "(A-B)/(T-B)"'),
        (
            "A/T",
            "target = 0\nbaseline = 3\nbetter = 'lower'\n",
            "目標値が 0 なので",
            'formula = "(A-B)/(T-B)"',
        ),
        ("(A-B)/(T-B)", "target = 12\n", "基準値がない", "baseline に基準値を書いてください"),
        ("(A-B)/(T-B)", "target = 12\nbaseline = 12\n", "目標値が基準値と同じ", 'formula = "compare"'),
        ("(A-B)/(T-B)", "target = 12\nbaseline = 15\n", "目標値が基準値より悪い", 'better = "lower"'),
        ("expected", "target = 12\n", "基準値がない", "baseline に基準値を書いてください"),
        ("expected", "target = 12\nbaseline = 12\n", "目標値が基準値と同じ", 'formula = "compare"'),
        (
            "compare",
            'target = 12\nformula = "A/T"\nbetter = "lower"\n',
            "下向きの指標を A/T",
            'formula = "2-A/T"',
        ),
    ],
)
def test_the_reason_and_what_to_write_are_told(
    workspace: MakeWorkspace, formula: str, indicator: str, reason: str, advice: str
) -> None:
    ((code, severity, line, message, hint),) = found(judged(workspace, f'formula = "{formula}"', indicator))
    assert (code, severity, line) == ("DX475", "warning", 11)
    assert message.startswith("「研修」は、達成率を算出できません（")
    assert reason in message
    assert advice in hint


def test_of_several_targets_the_first_that_cannot_be_measured_is_named(workspace: MakeWorkspace) -> None:
    made = judged(workspace, 'formula = "A/T"', "target = { R1 = 3, R2 = 0, R3 = 0 }\n")
    ((_, _, _, message, _),) = found(made)
    assert message.startswith("「研修」のR2の目標は、達成率を算出できません（")


@pytest.mark.parametrize(
    ("formula", "indicator"),
    [
        ("A/T", "target = 12\n"),
        ("A/T", 'target = 12\nbetter = "lower"\n'),  # 2-A/T
        ("A/T", 'target = 0\nformula = "compare"\n'),
        ("A/T", 'target = "0〜3"\n'),
        ("A/T", 'target = 0\nbetter = "equal"\n'),
        ("A/T", "target = 0\nreference = true\n"),
        ("(A-B)/(T-B)", "target = 12\nbaseline = 15\nbetter = 'lower'\n"),
        ("(A-B)/(T-B)", 'target = "▲3"\nbaseline = "▲9"\n'),
        ("expected", "target = 12\nbaseline = 9\n"),
        ("compare", "target = 0\n"),
    ],
)
def test_what_can_be_measured_is_let_be(workspace: MakeWorkspace, formula: str, indicator: str) -> None:
    assert found(judged(workspace, f'formula = "{formula}"', indicator)) == []


def test_what_is_told_is_what_happens(workspace: MakeWorkspace) -> None:
    made = judged(
        workspace,
        'scheme = "abcd-100-80-50"',
        "target = { R1 = 0 }\nbetter = 'lower'\nactual = 0\n[item.result]\ndone = true\n",
    )
    (item,) = json.loads(made.run("classify", "2019", "--json").out)["items"]
    assert (item["verdict"], len(found(made))) == ("算出不可", 1)


def test_items_that_are_not_judged_are_let_be(workspace: MakeWorkspace) -> None:
    made = judged(workspace, 'formula = "A/T"', "target = 0\n")
    text = made.read("plans/2019/kurashi.toml").replace(
        "\n[[item.ind", 'excluded = "制度の廃止"\n\n[[item.ind', 1
    )
    made.write("plans/2019/kurashi.toml", text)
    assert found(made) == []


def test_plans_that_only_compare_have_no_such_finding(real: Workspace) -> None:
    assert found(real) == []
