"""Reading never raises, whatever the files hold, and says where each finding stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from dxplan.checks.engine import check_plan
from dxplan.format.positions import find_positions
from dxplan.format.reading import PlanText, read_plan
from dxplan.judging.counts import count
from dxplan.judging.items import judge_plan
from dxplan.model.findings import Diagnostic, Severity
from tests.conftest import HEAD, ITEM
from tests.property.strategies import direction_files, examples, plan_heads, toml_documents

FOLDER = "plans/2019"
BOM = b"\xef\xbb\xbf"
SOUND = {"plan.toml": HEAD.encode(), "kurashi.toml": ITEM.encode()}


def read(files: Mapping[str, bytes]) -> PlanText:
    """Read a plan, and judge it if it is sound."""
    reading = read_plan("2019", FOLDER, files)
    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert (reading.plan is None) == bool(errors)
    found = reading.findings
    if reading.plan:
        assessments = judge_plan(reading.plan)
        count(assessments, reading.plan)
        found += reading.place(check_plan(reading.plan, assessments))
    for finding in found:
        assert_inside(finding, files)
    return reading


def assert_inside(finding: Diagnostic, files: Mapping[str, bytes]) -> None:
    """Assert that a finding marks something in its file, or at least the end of a line."""
    content = files.get(finding.source.path.removeprefix(f"{FOLDER}/"), b"").removeprefix(BOM)
    lines = content.decode("utf-8", errors="replace").split("\n")
    assert 1 <= finding.line <= len(lines), finding
    length = len(lines[finding.line - 1])
    assert 1 <= finding.column <= length + 1, finding
    assert 1 <= finding.width <= max(1, length + 1 - finding.column), finding


def dumps(data: Mapping[str, Any], newline: str = "\n") -> bytes:
    return tomli_w.dumps(data).replace("\n", newline).encode()


newlines = st.sampled_from(["\n", "\r\n"])


@examples(max_examples=100)
@given(head=toml_documents, direction=toml_documents, newline=newlines)
def test_any_toml_is_read_or_found_fault_with(
    head: dict[str, Any], direction: dict[str, Any], newline: str
) -> None:
    read({"plan.toml": dumps(head, newline), "kurashi.toml": dumps(direction, newline)})


@examples(max_examples=200)
@given(head=plan_heads, direction=direction_files, newline=newlines)
@example(head={"rate": {"reposts": ["count"]}}, direction={}, newline="\n")
@example(
    head={"direction": [{"id": "kurashi"}]},
    direction={"item": [{"indicator": [{"name": "n", "unit": "件", "target": 1, "actual": {"R1": 1}}]}]},
    newline="\n",
)
@example(head={"direction": [{"id": "kurashi"}]}, direction={"item": [{"result": {"R1": {}}}]}, newline="\n")
def test_a_plan_with_keys_missing_and_values_of_the_wrong_kind_is_found_fault_with(
    head: dict[str, Any], direction: dict[str, Any], newline: str
) -> None:
    read({"plan.toml": dumps(head, newline), "kurashi.toml": dumps(direction, newline)})


@examples(max_examples=200)
@given(direction=direction_files, newline=newlines)
def test_any_item_of_a_sound_head_is_read_or_found_fault_with(
    direction: dict[str, Any], newline: str
) -> None:
    files = {"plan.toml": HEAD.encode(), "kurashi.toml": BOM + dumps(direction, newline)}

    for finding in read(files).findings:
        assert finding.source.path == f"{FOLDER}/kurashi.toml"


@examples(max_examples=200)
@given(
    content=st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace"))
)
@example(content=b"a = 1e99999999999999999999")
@example(content=b"fiscal_year = 0x" + b"F" * 5000)
@example(content=b"x = " + b"1" * 5000)
@example(content=b"x = " + b"[" * 5000 + b"]" * 5000)
@example(content=b"x = " + b"{a=" * 5000)
@example(content=b".".join([b"x"] * 5000) + b" = 1")
@example(content="\ufeff\ufefftitle = 1".encode())
@example(content='title = "計画"'.encode("cp932"))
@example(content='title = "計画"'.encode("utf-16"))
def test_any_bytes_are_read_or_found_fault_with(content: bytes) -> None:
    read({"plan.toml": content, "kurashi.toml": b""})
    read({**SOUND, "kurashi.toml": content})


@examples(max_examples=200)
@given(data=st.data())
def test_a_damaged_file_is_read_or_found_fault_with(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SOUND)))
    content = SOUND[name]
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 6))
    put = data.draw(
        st.sampled_from([b"", b'"', b'"""', b"'''", b"[", b"]", b"{", b"=", b"\n", b"\r", b"\x00", b"\xff"])
    )

    read({**SOUND, name: content[:start] + put + content[start + length :]})


@examples(max_examples=150)
@given(data=toml_documents, newline=newlines)
def test_every_value_of_any_toml_stands_where_its_position_says(data: dict[str, Any], newline: str) -> None:
    text = dumps(data, newline).decode()
    found = find_positions(text)

    for path, (start, end) in found.values.items():
        value: Any = tomli.loads(text, parse_float=Decimal)
        for step in path:
            value = value[step]
        alone = tomli.loads(f"v = {text[start:end]}", parse_float=Decimal)["v"]
        assert repr(alone) == repr(value), path  # nan is not equal to itself
