"""Fields of the office's own: declared in ``plan.toml``, read, checked, recorded and shown."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from dxplan.model.own import Owner, OwnKind
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

EXAMPLE = ROOT / "docs" / "examples" / "own-fields"
BUDGET = """
[[field]]
id = "yosan"
heading = "予算額"
kind = "money"
unit = "千円"
"""


@pytest.fixture
def example(workspace: MakeWorkspace) -> Workspace:
    """A workspace with the example plan of the documents."""
    made = workspace()
    shutil.copytree(EXAMPLE, made.path / "plans" / "2025")
    return made


def with_fields(fields: str) -> str:
    """Return the smallest head with some fields declared."""
    return HEAD.replace("\n[[direction]]", f"{fields}\n[[direction]]", 1)


def findings(made: Workspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made.run("validate", "--format", "json").out)["diagnostics"]
    return found


def test_the_example_has_a_field_of_every_kind_in_every_place() -> None:
    fields = tomli.loads((EXAMPLE / "plan.toml").read_text(encoding="utf-8"))["field"]
    assert {field.get("kind", "text") for field in fields} == {kind.value for kind in OwnKind}
    assert {field.get("on", "item") for field in fields} == {owner.value for owner in Owner}


def test_the_schema_of_a_workspace_knows_the_fields_of_its_plans(example: Workspace) -> None:
    schema = json.loads(example.run("schema", "items").out)
    item = tomli.loads(example.read("plans/2025/kurashi.toml"))["item"][1]

    def refused(**fields: object) -> bool:
        return bool(list(Draft202012Validator(schema).iter_errors({"item": [{**item, "fields": fields}]})))

    assert not refused(yosan="120万円", hoko="拡充", kaishi="R5.10.1", horei="デジタル手続法")
    assert refused(yosan="たくさん")
    assert refused(hoko="拡大")
    assert refused(yosann=1200)
    assert refused(shutten="https://www.example.jp/")  # that of an indicator


def test_two_plans_of_a_workspace_may_declare_one_field_each_in_its_way(example: Workspace) -> None:
    other = with_fields('\n[[field]]\nid = "hoko"\nheading = "方向性"\n')
    example.write("plans/2019/plan.toml", other)
    schema = json.loads(example.run("schema", "items").out)

    def refused(**fields: object) -> bool:
        item = {"id": "a", "name": "事業", "fields": fields}
        return bool(list(Draft202012Validator(schema).iter_errors({"item": [item]})))

    assert not refused(hoko="拡大する。", yosan=1)
    assert refused(hoko=1)


def test_a_schema_knows_the_fields_of_a_plan_with_other_errors_and_stands_without_one(
    example: Workspace,
) -> None:
    example.write("plans/2025/plan.toml", example.read("plans/2025/plan.toml").replace("title", "titel", 1))
    assert "yosan" in example.run("schema", "items").out
    example.write("plans/2025/plan.toml", "[[field")
    assert "yosan" not in example.run("schema", "items").out


def test_a_field_by_year_is_held_against_the_years_of_the_plan(workspace: MakeWorkspace) -> None:
    head = with_fields(f"{BUDGET}yearly = true\n").replace(
        "[[field]]", 'years = ["R1", "R3"]\n\n[[field]]', 1
    )
    items = f'{ITEM}\n[item.fields]\nyosan = {{ R1 = 1200, R4 = 5, H31 = 1, X = 2, R2 = "約3" }}\n'
    found = findings(workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items}))
    assert [(each["code"], each["key"].rpartition(".")[2]) for each in found] == [
        ("DX306", "R4"),
        ("DX211", "H31"),
        ("DX206", "X"),
        ("DX207", "R2"),
    ]


def test_only_projects_must_fill_a_field_in(workspace: MakeWorkspace) -> None:
    head = with_fields(f'{BUDGET}required = "always"\n')
    kpi = ITEM.replace('id = "koho"', 'id = "kpi"\nkind = "kpi"')
    found = findings(workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + "\n" + kpi}))
    assert [(each["code"], each["key"]) for each in found] == [("DX202", "item[0].fields.yosan")]


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("千円", '"120万"'),  # of what?
        ("千円", '"約1,200千円"'),
        ("千円", '"1,200千円余り"'),
        ("千円", '"1,200千円以上"'),
        ("千円", '"1,200人"'),
        ("千円", '"1,200（税込）"'),
        ("円", '"1,20"'),
        ("円", "nan"),
        ("円", "1e30"),
    ],
)
def test_an_amount_with_anything_left_open_is_refused(
    unit: str, written: str, workspace: MakeWorkspace
) -> None:
    head = with_fields(BUDGET.replace("千円", unit))
    items = f"{ITEM}\n[item.fields]\nyosan = {written}\n"
    found = findings(workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items}))
    assert [each["code"] for each in found] == ["DX207"]
