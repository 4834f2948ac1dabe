"""The canonical form says what was written, keeps every comment with what it belongs to, and is its own canonical form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from dxplan.format import keys
from dxplan.format.arranging import arrange, arrange_departments, arrange_plan
from dxplan.format.blocks import Block
from dxplan.format.comments import find_comments
from dxplan.format.document import Document, read_document
from dxplan.format.positions import find_positions
from dxplan.format.reading import PlanText, read_plan
from dxplan.format.writing import write_plan
from dxplan.model import KeyPath
from dxplan.model.findings import DxplanError
from tests.conftest import HEAD
from tests.property.layouts import Written, written_directions
from tests.property.strategies import (
    direction_files,
    examples,
    plan_heads,
    sound_directions,
    sound_heads,
    toml_values,
)
from tests.property.test_writing import PLANS
from tests.test_schema import FULL, FULL_DEPARTMENTS


def arranged(text: str, block: Block = keys.ITEMS) -> str:
    """Arrange a text, and assert that this cannot be seen in what is read, and is done once for all."""
    new = arrange(document(text), block)
    assert tomli.loads(new) == tomli.loads(text)
    assert new == arrange(document(new), block)
    return new


def document(text: str) -> Document:
    outcome = read_document("plans/2019/kurashi.toml", text.encode())
    assert isinstance(outcome, Document), outcome
    return outcome


def plan_of(files: dict[str, str]) -> PlanText:
    return read_plan("2019", "plans/2019", {name: text.encode() for name, text in files.items()})


def assert_arranged_as_it_is(files: dict[str, str]) -> None:
    content = plan_of(files)
    assert content.plan
    texts = {path.rpartition("/")[2]: text for path, text in arrange_plan(content).items()}
    again = plan_of(texts)
    assert again.plan == content.plan
    assert {path.rpartition("/")[2]: text for path, text in arrange_plan(again).items()} == texts
    for name, text in files.items():
        old, new = comments_of(text), comments_of(texts[name])
        assert sorted(old) == sorted(new)


def comments_of(text: str) -> list[str]:
    return [line for attached in find_comments(text).values() for line in attached.lines()]


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_a_plan_of_the_repository_is_arranged_as_it_is(folder: Path) -> None:
    assert_arranged_as_it_is({file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.toml")})


def test_what_is_written_anew_is_in_the_form_already() -> None:
    """Import, rollover and fmt have one form: a plan that a program writes is one that ``fmt`` leaves alone."""
    full = {Path(name).name: text for name, text in FULL.items() if name.startswith("plans/2019/")}
    plans = [
        {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.toml")} for folder in PLANS
    ]
    for files in (full, *plans):
        assert_arranged_as_it_is(files)
        content = plan_of(files)
        assert content.plan
        written = write_plan(content.plan)
        assert {p.rpartition("/")[2]: t for p, t in arrange_plan(plan_of(written)).items()} == written
    table = arrange_departments("plans/departments.toml", FULL_DEPARTMENTS.encode())
    assert tomli.loads(table) == tomli.loads(FULL_DEPARTMENTS)


@examples(max_examples=200)
@given(written_directions())
def test_files_in_any_layout_keep_what_they_say_and_every_comment(written: Written) -> None:
    new = arranged(written.text)
    assert sorted(comments_of(new)) == sorted(comments_of(written.text))
    assert ("\r\n" in new) == (written.newline == "\r\n")
    assert "\r" not in new.replace("\r\n", "")


def shuffled(draw: st.DrawFn, value: Any) -> Any:
    """Return a value with the keys of its tables in any order."""
    if isinstance(value, dict):
        return {name: shuffled(draw, value[name]) for name in draw(st.permutations(sorted(value)))}
    return [shuffled(draw, part) for part in value] if isinstance(value, list) else value


Belongs = dict[str, tuple[str, KeyPath]]
_SAID = st.sampled_from(["備考", "actual =", "[item]", "#", '"', "x = 1", "a,"])


@st.composite
def commented(draw: st.DrawFn, tables: st.SearchStrategy[dict[str, Any]]) -> tuple[str, Belongs]:
    """Draw a text with keys in any order and comments anywhere; of those whose place is plain, to which path they belong."""
    text = tomli_w.dumps(shuffled(draw, draw(tables)), multiline_strings=draw(st.booleans()))
    positions = find_positions(text)
    starts = {span.start: path for path, span in positions.headers.items()} | {
        span.start: path for path, span in positions.keys.items() if path in positions.values
    }
    ends = {positions.values[path].end: path for path in starts.values() if path in positions.values}
    pieces, belongs, last = [], {}, 0
    lines = {0} | {at + 1 for at, sign in enumerate(text) if sign == "\n"}
    for at in sorted({*(lines & starts.keys()), *ends}):
        if draw(st.integers(0, 3)) != 0:
            continue
        comment = f"# {draw(_SAID)} {at}"
        pieces.append(text[last:at])
        last = at
        if at in ends and text[at : at + 1] == "\n":
            pieces.append(f" {comment}")
            if not re.match(
                r"\[\s*\{", text[positions.values[ends[at]].start :]
            ):  # tables are to get headings
                belongs[comment] = ("behind", ends[at])
        elif at in starts and at in lines:
            above, below = draw(st.sampled_from(["", "\n"])), draw(st.sampled_from(["", "\n"]))
            pieces.append(f"{above}{comment}\n{below}")
            table = re.match(r"[^=\n]*= *\[\s*\{", text[at:])
            if above and not below and at and not table:
                belongs[comment] = ("above", starts[at])
    end = draw(st.sampled_from(["", "\n# 以上\n", "# 以上"]))
    return "".join((*pieces, text[last:], end)), belongs


def assert_comments_stay(text: str, belongs: Belongs, new: str) -> None:
    assert sorted(comments_of(new)) == sorted(comments_of(text))
    values = find_positions(new).values
    found: Belongs = {}
    for path, attached in find_comments(new).items():
        found |= dict.fromkeys(attached.before, ("above", path))
        found[attached.behind] = ("behind", path)
    for comment, (where, path) in belongs.items():
        inline = next((path[:end] for end in range(1, len(path)) if path[:end] in values), None)
        assert found.get(comment) == (("above", inline) if inline else (where, path)), comment


@examples(max_examples=300)
@given(commented(sound_directions))
def test_comments_stay_with_what_they_belong_to(drawn: tuple[str, Belongs]) -> None:
    text, belongs = drawn
    assert_comments_stay(text, belongs, arranged(text))
    assert_arranged_as_it_is_if_sound({"plan.toml": HEAD, "kurashi.toml": text})


@examples(max_examples=200)
@given(commented(sound_heads))
def test_comments_of_a_head_stay_with_what_they_belong_to(drawn: tuple[str, Belongs]) -> None:
    text, belongs = drawn
    assert_comments_stay(text, belongs, arranged(text, keys.HEAD))
    assert_arranged_as_it_is_if_sound({"plan.toml": text})


def assert_arranged_as_it_is_if_sound(files: dict[str, str]) -> None:
    if plan_of(files).plan:
        assert_arranged_as_it_is(files)


@examples(max_examples=200)
@given(
    text=st.one_of(
        commented(direction_files).map(lambda drawn: drawn[0]),
        commented(st.dictionaries(st.sampled_from(["item", "x", "rate", "a b"]), toml_values)).map(
            lambda drawn: drawn[0]
        ),
        direction_files.map(tomli_w.dumps),
        plan_heads.map(tomli_w.dumps),
    ),
    block=st.sampled_from([keys.ITEMS, keys.HEAD, keys.DEPARTMENTS]),
)
@example(text="a = nan\nb = -inf\nc = +inf\nd = 1e400\n", block=keys.ITEMS)
@example(text="[item]\na = 1\n[item.target] # c\n# d\n\nR1 = 2\n# e\n", block=keys.INDICATOR)
@example(text="[x.y]\na = 1\n[x]\n# c\n[[z]]\n[[z]]\n# d", block=keys.ITEMS)
@example(text="a = [[1, # c\n2], # d\n{ b = [ # e\n1 ] } # f\n]", block=keys.ITEMS)
@example(text="item = [ # c\n{ id = 'a' }, # d\n # e\n] # f\n# g\n\n# h", block=keys.ITEMS)
def test_whatever_is_toml_is_arranged_without_harm_or_refused(text: str, block: Block) -> None:
    try:
        new = arrange(document(text), block)
    except DxplanError:
        return
    assert sorted(comments_of(new)) == sorted(comments_of(text))
    assert new == arrange(document(new), block)
