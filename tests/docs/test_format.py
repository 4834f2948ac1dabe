"""``docs/format.md``: every key that can be written, and examples that are valid."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dxplan.format.keys import BLOCKS, DEPARTMENTS, ITEMS, REPOST
from dxplan.format.reading.departments import read_departments
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.docs.documents import Fence, fences, read, rows_after
from tests.docs.key_tables import TABLE, TABLES, with_tables
from tests.snapshots import assert_snapshot

Small = Callable[[str], Workspace]

FORMAT = "docs/format.md"
#: The fields that a plan declares, and what stands in them.
OWN_FIELDS = [f for f in fences(read(FORMAT)) if "[[field]]" in f.text or "[item.fields]" in f.text]


@pytest.mark.parametrize(
    "fence", [f for f in fences(read(FORMAT)) if f.kind == "toml"], ids=lambda fence: f"line {fence.line}"
)
def test_every_example_of_the_format_is_valid(fence: Fence, workspace: MakeWorkspace) -> None:
    head, items = HEAD, ITEM
    if fence.text.startswith("[[department]]"):
        assert read_departments("plans/departments.toml", fence.text.encode())[1] == ()
        return
    if fence in OWN_FIELDS:
        head, items = (each.text for each in OWN_FIELDS)
    elif fence.text.startswith("title"):
        head = fence.text
    elif fence.text.startswith("[[item]]"):
        items = fence.text
    else:
        items = f"{ITEM}\n{fence.text}"
    files = {"plans/2019/plan.toml": head}
    if 'id = "kurashi"' in head:  # else a plan of which only totals survive
        files["plans/2019/kurashi.toml"] = items
    findings = json.loads(workspace(files).run("validate", "--format", "json").out)["diagnostics"]
    assert [f"{finding['code']} {finding['message']}" for finding in findings] == []


@pytest.mark.parametrize("document", ["docs/format.md", "docs/judgement.md"])
def test_the_tables_of_keys_are_what_the_format_declares(document: str) -> None:
    """``UPDATE_SNAPSHOTS=1 pytest tests/docs/test_format.py`` writes them anew."""
    assert_snapshot(ROOT / document, with_tables(read(document)))


def test_every_block_has_a_table_in_the_documents() -> None:
    shown = [
        name for page in ("docs/format.md", "docs/judgement.md") for _, name, *_ in TABLE.findall(read(page))
    ]
    assert sorted(shown) == sorted(TABLES)
    # A file holds nothing but its blocks; a 再掲 has a section of its own; a heading publishes what a plan does.
    assert [
        block.title for block in BLOCKS if block not in (*TABLES.values(), ITEMS, REPOST, DEPARTMENTS)
    ] == []


def test_quantities_mean_what_the_format_says(small: Small) -> None:
    for written, meant in rows_after(read(FORMAT), "## 数量"):
        indicator = f'[[item.indicator]]\nname = "数"\nreference = true\nbaseline = {written.strip("`")}\n'
        outcome = small(f"{ITEM}{indicator}").run("list", "2019", "--json")
        assert json.loads(outcome.out)["items"][0]["indicators"][0]["baseline"] == meant, written


@pytest.mark.parametrize(
    ("target", "met", "missed"),
    [
        ("12以上", 12, 11),
        ("3以下", 3, 4),
        ("10超", 11, 10),
        ("5未満", 4, 5),
        ("8〜12", 12, 13),
        ("5%増", 105, 104),
        ("10%減", 90, 91),
        ("20増", 120, 119),
        ("2倍", 200, 199),
        ("全件", 100, 99),
    ],
)
def test_targets_in_words_are_met_as_the_format_says(
    target: str, met: int, missed: int, small: Small
) -> None:
    assert target in [
        cells[0].strip('`"') for cells in rows_after(read(FORMAT), "目標には、次の形も使えます。")
    ]
    for actual, verdict in ((met, "目標達成"), (missed, "未達")):
        unit = "%" if target == "全件" else "点"
        indicator = f'[[item.indicator]]\nname = "数"\nunit = "{unit}"\nbaseline = 100\ntarget = "{target}"\nactual = {actual}\n'
        outcome = small(f"{ITEM}{indicator}[item.result]\ndone = true\n").run("classify", "2019", "--json")
        assert json.loads(outcome.out)["items"][0]["verdict"] == verdict, outcome.err


def test_all_of_something_is_a_target_in_percent_only(small: Small) -> None:
    indicator = '[[item.indicator]]\nname = "数"\nunit = "件"\ntarget = "全件"\n'
    findings = json.loads(small(f"{ITEM}{indicator}").run("validate", "--format", "json").out)["diagnostics"]
    assert [finding["code"] for finding in findings] == ["DX310"]


@pytest.mark.parametrize(("target", "due"), [("12", 2019), ("{ R1 = 12, R3 = 14 }", 2021)])
def test_an_indicator_is_due_when_the_format_says(target: str, due: int, small: Small) -> None:
    indicator = f'[[item.indicator]]\nname = "数"\nunit = "回"\ntarget = {target}\n'
    outcome = small(f"{ITEM}{indicator}").run("list", "2019", "--json")
    assert json.loads(outcome.out)["items"][0]["indicators"][0]["due"] == due


def test_years_mean_what_the_format_says(small: Small) -> None:
    for written, year in rows_after(read(FORMAT), "## 年度"):
        indicator = f'[[item.indicator]]\nname = "数"\nreference = true\ndue = {written.strip("`")}\n'
        outcome = small(f"{ITEM}{indicator}").run("list", "2019", "--json")
        assert json.loads(outcome.out)["items"][0]["indicators"][0]["due"] == int(year), written


def test_headings_are_numbered_as_the_format_says(workspace: MakeWorkspace) -> None:
    sentence = next(line for line in read(FORMAT).splitlines() if line.startswith("番号の数え方は、"))
    items = "".join(f'[[direction]]\nid = "h{n}"\nname = "見出し"\n' for n in range(3))
    for style, shown in rows_after(read(FORMAT), sentence):
        head = f'{HEAD}\n[numbering]\nheadings = ["1", "{style.strip("`")}"]\n'
        made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items})
        assert made.run("render", "2019", "--handout", "目次", "--format", "md").code == 0
        numbers = [
            line.split("　")[1]
            for line in made.read("out/2019/目次.md").partition("\n\n---\n")[0].splitlines()[-3:]
        ]
        assert numbers == shown.partition("（")[0].split("、"), style
