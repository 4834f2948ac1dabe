"""What is recorded is what is read, and nothing else changes, in whatever layout the file was written."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

import tomli
from hypothesis import assume, given
from hypothesis import strategies as st

from dxplan.format.reading import PlanText, read_plan
from dxplan.judging.items import judge_plan
from dxplan.model import Item, Plan, Ratio, Repost
from dxplan.recording.answers import Answer
from dxplan.recording.changes import make_change
from dxplan.recording.typed import find_row, read_actuals
from dxplan.values.quantities import Quantity
from tests.conftest import HEAD
from tests.property.layouts import Written, written_directions
from tests.property.strategies import answers_text, examples

FOLDER = "plans/2019"

actual_texts = st.sampled_from(
    ["0", "12", "1,200", "65.0", "約50万", "26億2,652万件", "▲3", "3123/3367", "２０", "+5", "0.50"]
)
VALUES = {
    "0": Decimal(0),
    "12": Decimal(12),
    "1,200": Decimal(1200),
    "65.0": Decimal(65),
    "約50万": Decimal(500_000),
    "26億2,652万件": Decimal(2_626_520_000),
    "▲3": Decimal(-3),
    "２０": Decimal(20),
    "+5": Decimal(5),
    "0.50": Decimal("0.5"),
}
optional_texts = st.none() | answers_text


ONE_YEAR = HEAD
#: The second year of three: what the layouts hold of R1 stays, and R2 comes beside it.
THREE_YEARS = HEAD.replace("fiscal_year = 2019", 'fiscal_year = 2020\nyears = ["R1", "R3"]')


class Said(NamedTuple):
    """What a section says: its actuals as typed, the rest as data."""

    actuals: tuple[str, ...]
    rest: Answer


def read_text(direction: bytes, head: str) -> PlanText:
    """Read a plan with this file of a direction."""
    return read_plan("2019", FOLDER, {"plan.toml": head.encode(), "kurashi.toml": direction})


def read(direction: bytes, head: str) -> Plan:
    """Read a plan with this file of a direction, in which nothing may be found fault with."""
    content = read_text(direction, head)
    assert content.plan is not None, content.findings
    return content.plan


def recorded(text: str, said: dict[str, Said], head: str) -> str:
    """Return a direction's text with what was said about some of its items in it."""
    content = read_text(text.encode(), head)
    assert content.plan is not None
    rows = judge_plan(content.plan)
    answers = [
        replace(each.rest, item=id_, actuals=read_actuals(find_row(rows, id_).item.indicators, each.actuals))
        for id_, each in said.items()
    ]
    texts = make_change(content, rows, answers, None).texts
    assert set(texts) <= {f"{FOLDER}/kurashi.toml"}
    return texts.get(f"{FOLDER}/kurashi.toml", text)


@st.composite
def answers(draw: st.DrawFn, indicators: int) -> Said:
    """Draw what a section says about an item with so many indicators."""
    spoken_of = draw(st.sets(st.integers(0, indicators - 1))) if indicators else set()
    override = draw(st.sampled_from([None, None, "未達", "計画どおり実施"]))
    actuals = tuple(f"指標{index}={draw(actual_texts)}" for index in sorted(spoken_of))
    rest = Answer(
        item="",
        done=draw(st.none() | st.booleans()),
        report=draw(optional_texts),
        reason=draw(optional_texts),
        wording=draw(optional_texts),
        override=override,
        override_reason=draw(answers_text) if override else None,
        provisional=draw(st.sampled_from([None, "", "8月に確定"])) if spoken_of else None,
    )
    return Said(actuals, rest)


def recorded_as_said(item: Item | Repost, said: Said, year: int) -> None:
    """Assert that an item says of a year what was said."""
    assert isinstance(item, Item)
    answer = said.rest
    for actual_text in said.actuals:
        name, _, value = actual_text.partition("=")
        indicator = next(indicator for indicator in item.indicators if indicator.name == name)
        actual = indicator.actual(year)
        if value == "3123/3367":
            assert actual == Ratio(numerator=Decimal(3123), denominator=Decimal(3367))
        else:
            assert isinstance(actual, Quantity)
            assert actual.value == VALUES[value]
        if answer.provisional is not None:
            assert indicator.provisional == (answer.provisional or "確定前の値")
    result = item.result(year)
    for key in ("done", "report", "reason", "wording"):
        wanted = getattr(answer, key)
        if wanted is not None:
            assert result is not None
            assert getattr(result, key) == (wanted.strip() if isinstance(wanted, str) else wanted)
    if answer.override:
        assert result is not None
        assert result.override is not None
        assert result.override.verdict.label == answer.override
        assert result.override.reason == (answer.override_reason or "").strip()


def earlier_years(plan: Plan) -> list[object]:
    """Return what the items of a plan say of the years before the one that is recorded."""
    said: list[object] = []
    for item in plan.rows:
        assert isinstance(item, Item)
        said += [result for result in item.results if result.year < plan.fiscal_year]
        for indicator in item.indicators:
            said += [pair for pair in indicator.actuals if pair[0] < plan.fiscal_year]
    return said


def without_recorded(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item's data without all that recording may touch."""
    bare = copy.deepcopy(item)
    bare.pop("result", None)
    for indicator in bare.get("indicator", []):
        indicator.pop("actual", None)
        indicator.pop("provisional", None)
    return bare


@examples(max_examples=160)
@given(data=st.data(), written=written_directions(), head=st.sampled_from([ONE_YEAR, THREE_YEARS]))
def test_what_is_recorded_is_read_and_nothing_else_changes(
    data: st.DataObject, written: Written, head: str
) -> None:
    index = data.draw(st.integers(0, len(written.blocks) - 1))
    said = data.draw(answers(written.indicators[index]))
    assume(said.actuals or said.rest.of_the_year)
    before = written.text

    after = recorded(before, {f"item-{index}": said}, head)

    plan = read(after.encode(), head)
    recorded_as_said(plan.rows[index], said, plan.fiscal_year)
    assert earlier_years(plan) == earlier_years(read(written.content, head))

    ahead, behind = "".join(written.blocks[:index]), "".join(written.blocks[index + 1 :])
    assert after.startswith(ahead)
    assert after.endswith(behind)
    changed = after[len(ahead) : len(after) - len(behind)]
    assert re.findall(r"# 備考|# \[item.result\]|# done", changed) == re.findall(
        r"# 備考|# \[item.result\]|# done", written.blocks[index]
    ), "comments stay"
    assert ("\r\n" in changed.replace("\\r\\n", "")) == (written.newline == "\r\n")
    if written.newline == "\r\n":
        assert "\n" not in changed.replace("\r\n", "")

    old = tomli.loads(before, parse_float=Decimal)["item"]
    new = tomli.loads(after, parse_float=Decimal)["item"]
    assert new[:index] + new[index + 1 :] == old[:index] + old[index + 1 :]
    assert without_recorded(new[index]) == without_recorded(old[index])


@examples(max_examples=80)
@given(data=st.data(), written=written_directions(), head=st.sampled_from([ONE_YEAR, THREE_YEARS]))
def test_recording_the_same_again_changes_nothing(data: st.DataObject, written: Written, head: str) -> None:
    said = {"item-0": data.draw(answers(written.indicators[0]))}
    once = recorded(written.text, said, head)

    assert recorded(once, said, head) == once


@examples(max_examples=60)
@given(data=st.data(), written=written_directions(), head=st.sampled_from([ONE_YEAR, THREE_YEARS]))
def test_many_answers_at_once_are_as_one_after_the_other(
    data: st.DataObject, written: Written, head: str
) -> None:
    said = {
        f"item-{index}": data.draw(answers(indicators)) for index, indicators in enumerate(written.indicators)
    }
    text = written.text
    for id_, each in said.items():
        text = recorded(text, {id_: each}, head)

    assert recorded(written.text, said, head) == text
