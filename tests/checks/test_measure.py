"""What the checks find of mistakes planted as clerks make them, and how rarely they speak of what is right.

The floors are what has been reached; raise them with the checks, never lower them. What is held out is only counted:
to name its cases here would invite rules written on them. See ``tests.checks.measure``.
"""

from __future__ import annotations

import pytest

from tests.checks import measure
from tests.checks.measure import Case

SEEN = [*measure.cases("planted"), *measure.cases("clean")]
HELD_OUT = [*measure.cases("held-out"), *measure.cases("held-out-clean")]


@pytest.mark.parametrize("case", measure.cases("planted"), ids=lambda case: f"{case.kind}-{case.number}")
def test_a_planted_mistake_is_found_unless_it_is_said_why_not(case: Case) -> None:
    assert measure.found(case) is not bool(case.unfound)


@pytest.mark.parametrize("case", SEEN, ids=lambda case: f"{case.kind or case.why}-{case.number}")
def test_nothing_is_said_of_what_is_right(case: Case) -> None:
    assert measure.false_alarms(case) == set()


def test_mistakes_on_which_no_rule_was_written_are_found_too() -> None:
    assert sum(measure.found(case) for case in measure.cases("held-out")) >= 59


def test_little_is_said_of_what_is_right_and_no_rule_was_written_on() -> None:
    assert sum(bool(measure.false_alarms(case)) for case in HELD_OUT) == 0


def test_the_sets_are_as_large_as_they_are_said_to_be() -> None:
    assert len(measure.cases("planted")) == 206
    assert len(measure.cases("held-out")) == 88
    assert len(measure.cases("held-out-clean")) == 426
    assert len(measure.cases("clean")) >= 200
    assert sum(bool(case.why) for case in measure.cases("clean")) >= 60


def test_every_case_can_be_read_before_and_after_its_mistake() -> None:
    for case in (*SEEN, *HELD_OUT):
        for items in (case.right, case.wrong):
            assert not [code for code, _, _ in measure.findings(case, items) if code < "DX308"]
