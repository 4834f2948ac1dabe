"""What is written from a plan is the plan: read∘write is identity, where it was written aside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import assume, example, given

from dxplan.format import keys
from dxplan.format.blocks import Block
from dxplan.format.reading import read_plan
from dxplan.format.reading.departments import read_departments
from dxplan.format.writing import write_departments, write_plan
from dxplan.model import Plan
from dxplan.model.departments import in_order
from tests.conftest import HEAD, ROOT
from tests.property.strategies import examples, sound_directions, sound_heads
from tests.property.test_departments import CHANGES, table_text
from tests.test_schema import FULL, FULL_DEPARTMENTS

PLANS = [head.parent for folder in ("plans", "docs/examples") for head in ROOT.glob(f"{folder}/*/plan.toml")]


def read(files: Mapping[str, str]) -> Plan | None:
    return read_plan("2019", "plans/2019", {name: text.encode() for name, text in files.items()}).plan


def assert_written_as_it_is(plan: Plan) -> None:
    written = write_plan(plan)
    assert read(written) == plan
    assert write_plan(plan) == written
    assert_in_order(tomli.loads(written["plan.toml"]), keys.HEAD)
    for name in written.keys() - {"plan.toml"}:
        assert_in_order(tomli.loads(written[name]), keys.ITEMS)


def assert_in_order(data: dict[str, Any], block: Block) -> None:
    """Assert that values, and the blocks behind them, stand in the order of the format."""
    order = list(block.keys)
    for of_blocks in (False, True):
        there = [k for k in data if k in order and (block.keys[k].block is not None) is of_blocks]
        assert there == sorted(there, key=order.index)
    for name, value in data.items():
        inner = block.keys[name].block if name in order else None
        if inner and name not in ("actual", "item", "result"):
            for table in value if isinstance(value, list) else [value]:
                assert_in_order(table, inner)


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_a_plan_of_the_repository_is_written_as_it_is(folder: Path) -> None:
    plan = read({file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.toml")})
    assert plan
    assert_written_as_it_is(plan)


def test_a_plan_with_every_key_is_written_as_it_is() -> None:
    plan = read({Path(name).name: text for name, text in FULL.items() if name.startswith("plans/2019/")})
    assert plan
    assert_written_as_it_is(plan)


@examples(max_examples=300)
@given(direction=sound_directions)
@example(direction={"item": [{"id": "a", "name": "n", "indicator": [{"name": "n", "target": {}}]}]})
@example(direction={"item": [{"id": "a", "name": "n", "result": {}}]})
@example(
    direction={
        "item": [
            {
                "id": "a",
                "name": "n",
                "indicator": [
                    {"name": "n", "unit": "件", "target": {"R5": 3, "R1": "-", "R2": "未定"}, "due": "R1"},
                    {
                        "name": "m",
                        "unit": "%",
                        "parts": ["国語", "算数"],
                        "target": {"R5": ["1", "-"], "R2": "-", "R1": ["-", "-"]},
                        "actual": ["1,200", {"numerator": 1, "denominator": 2}],
                    },
                ],
            }
        ]
    }
)
def test_any_sound_items_are_written_as_they_are(direction: dict[str, Any]) -> None:
    plan = read({"plan.toml": HEAD, "kurashi.toml": tomli_w.dumps(direction)})
    assume(plan is not None)
    assert plan
    assert_written_as_it_is(plan)


@examples(max_examples=300)
@given(head=sound_heads, direction=sound_directions)
def test_any_sound_plan_is_written_as_it_is(head: dict[str, Any], direction: dict[str, Any]) -> None:
    plan = read({"plan.toml": tomli_w.dumps(head), "kurashi.toml": tomli_w.dumps(direction)})
    assume(plan is not None)
    assert plan
    assert_written_as_it_is(plan)


@examples(max_examples=200)
@given(CHANGES)
def test_any_sound_table_of_departments_is_written_as_it_is(
    changes: list[tuple[str, list[str], int]],
) -> None:
    table, _, _ = read_departments("plans/departments.toml", table_text(changes).encode())
    assume(table is not None)
    assert table
    written = write_departments(table)
    assert read_departments("plans/departments.toml", written.encode()) == (table, (), written)


def test_a_table_of_departments_with_every_key_is_written_as_it_is() -> None:
    table, findings, _ = read_departments("plans/departments.toml", FULL_DEPARTMENTS.encode())
    assert table, findings
    written = write_departments(table)
    assert read_departments("plans/departments.toml", written.encode()) == (table, (), written)
    assert 'sections = ["広報課"]' in written or "秘書課" in written


def test_the_order_of_the_list_is_written_as_it_is() -> None:
    """建制順 is the order of the file: no other, and not that of names."""
    text = (
        '[[department]]\nbureau = "知事公室"\nsections = ["秘書課", "広報課"]\n\n'
        '[[department]]\nbureau = "選挙管理委員会事務局"\n\n'
        '[[department]]\nbureau = "総務部"\nsections = ["人事課"]\n\n'
        '[[department]]\nbureau = "企画部"\nsections = ["情報政策課", "統計課"]\n\n'
        '[[department]]\nbureau = "総務部"\nsections = ["DX推進課"]\nsince = "R6"\n'
    )
    table, findings, _ = read_departments("plans/departments.toml", text.encode())
    assert table, findings
    written = write_departments(table)
    again, _, _ = read_departments("plans/departments.toml", written.encode())
    assert again
    names = ["総務部 DX推進課", "企画部 統計課", "知事公室 広報課", "総務部 人事課", "知事公室 秘書課"]
    wanted = ["知事公室 秘書課", "知事公室 広報課", "総務部 人事課", "総務部 DX推進課", "企画部 統計課"]
    assert in_order(names, table) == in_order(names, again) == wanted
    assert (
        written.index("広報課")
        < written.index("選挙管理")
        < written.index("人事課")
        < written.index("統計課")
    )
