"""What is recorded is what is read, and nothing else changes, in whatever layout the file was written."""

from __future__ import annotations

import copy
import re
from decimal import Decimal
from typing import Any

import tomli
from hypothesis import assume, given
from hypothesis import strategies as st

from dxplan.editing import set_values
from dxplan.judging import Assessment, judge_plan
from dxplan.model import Item, Ratio
from dxplan.reading import read_plan
from dxplan.recording import Answer, answer_edits, find_row
from dxplan.values.quantities import Quantity
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


def rows(written: Written, text: str | None = None) -> tuple[Assessment, ...]:
    """Read and judge a plan with this direction, in which nothing may be found fault with."""
    files = written.files()
    if text is not None:
        files["kurashi.toml"] = text.encode()
    reading = read_plan("2019", FOLDER, files)
    assert reading.plan is not None, reading.findings
    return judge_plan(reading.plan)


@st.composite
def answers(draw: st.DrawFn, indicators: int) -> Answer:
    """Draw what a section says about an item with so many indicators."""
    spoken_of = draw(st.sets(st.integers(0, indicators - 1))) if indicators else set()
    override = draw(st.sampled_from([None, None, "未達", "計画どおり実施"]))
    return Answer(
        actuals=tuple(f"指標{index}={draw(actual_texts)}" for index in sorted(spoken_of)),
        done=draw(st.none() | st.booleans()),
        report=draw(optional_texts),
        reason=draw(optional_texts),
        wording=draw(optional_texts),
        override=override,
        override_reason=draw(answers_text) if override else None,
        provisional=draw(st.sampled_from([None, "", "8月に確定"])) if spoken_of else None,
    )


def recorded_as_said(item: Item, answer: Answer) -> None:
    """Assert that an item says what the answer said."""
    for said in answer.actuals:
        name, _, value = said.partition("=")
        indicator = next(indicator for indicator in item.indicators if indicator.name == name)
        actual = indicator.actual(2019)
        if value == "3123/3367":
            assert actual == Ratio(numerator=Decimal(3123), denominator=Decimal(3367))
        else:
            assert isinstance(actual, Quantity)
            assert actual.value == VALUES[value]
        if answer.provisional is not None:
            assert indicator.provisional == (answer.provisional or "確定前の値")
    result = item.result(2019)
    for key in ("done", "report", "reason", "wording"):
        wanted = getattr(answer, key)
        if wanted is not None:
            assert result is not None
            assert getattr(result, key) == (wanted.strip() if isinstance(wanted, str) else wanted)
    if answer.override:
        assert result is not None
        assert result.override is not None
        assert result.override.verdict.value == answer.override
        assert result.override.reason == (answer.override_reason or "").strip()


def without_recorded(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item's data without all that recording may touch."""
    bare = copy.deepcopy(item)
    bare.pop("result", None)
    for indicator in bare.get("indicator", []):
        indicator.pop("actual", None)
        indicator.pop("provisional", None)
    return bare


@examples(max_examples=160)
@given(data=st.data(), written=written_directions())
def test_what_is_recorded_is_read_and_nothing_else_changes(data: st.DataObject, written: Written) -> None:
    index = data.draw(st.integers(0, len(written.blocks) - 1))
    answer = data.draw(answers(written.indicators[index]))
    assume(not answer.empty)
    before = written.text
    row = find_row(rows(written), f"item-{index}")
    edits = answer_edits(row, answer, 2019, tomli.loads(before, parse_float=Decimal))

    after = set_values(before, edits)

    again = rows(written, after)
    recorded_as_said(again[index].item, answer)

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
@given(data=st.data(), written=written_directions())
def test_recording_the_same_again_changes_nothing(data: st.DataObject, written: Written) -> None:
    answer = data.draw(answers(written.indicators[0]))
    row = find_row(rows(written), "item-0")
    once = set_values(
        written.text, answer_edits(row, answer, 2019, tomli.loads(written.text, parse_float=Decimal))
    )

    row = find_row(rows(written, once), "item-0")
    twice = set_values(once, answer_edits(row, answer, 2019, tomli.loads(once, parse_float=Decimal)))

    assert twice == once
