"""``docs/format.md``: every key that can be written, and examples that are valid."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dxplan.format.reading.departments import read_departments
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.docs.documents import Fence, fences, known_keys, names, read, rows_after

Small = Callable[[str], Workspace]

FORMAT = "docs/format.md"


@pytest.mark.parametrize(
    "fence", [f for f in fences(read(FORMAT)) if f.kind == "toml"], ids=lambda fence: f"line {fence.line}"
)
def test_every_example_of_the_format_is_valid(fence: Fence, workspace: MakeWorkspace) -> None:
    head, items = HEAD, ITEM
    if fence.text.startswith("[[department]]"):
        assert read_departments("plans/departments.toml", fence.text.encode())[1] == ()
        return
    if fence.text.startswith("title"):
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


#: A plan with a key that does not exist in each of its tables.
UNKNOWN_KEYS = {
    "plans/2019/plan.toml": """\
title = "計画"
office = "課"
fiscal_year = 2019
zzz = 1
rate = { zzz = 1 }
numbering = { zzz = 1 }
checks = { zzz = 1 }
published = { zzz = 1 }
[[direction]]
id = "kurashi"
name = "暮らし"
published = { zzz = 1 }
zzz = 1
""",
    "plans/2019/kurashi.toml": """\
[[direction]]
id = "madoguchi"
name = "窓口"
[[direction]]
id = "manabi"
name = "学び"
zzz = 1
[[item]]
id = "koho"
name = "広報"
departments = ["広報課"]
zzz = 1
indicator = [{ name = "率", unit = "%", target = 1, zzz = 1, actual = { numerator = 1, denominator = 2, zzz = 1 } }]
result = { zzz = 1, override = { verdict = "未達", reason = "理由", zzz = 1 } }
ignore = [{ code = "DX434", reason = "理由", zzz = 1 }]
milestone = [{ half = "R1上期", zzz = 1 }]
[[item]]
id = "koho-2"
repost_of = "koho"
printed = { zzz = 1 }
""",
}


def test_the_format_describes_every_key_that_can_be_written_and_no_other(workspace: MakeWorkspace) -> None:
    outcome = workspace(UNKNOWN_KEYS).run("validate", "--format", "json")
    found = {
        d["key"]: known_keys(d["hint"])
        for d in json.loads(outcome.out)["diagnostics"]
        if d["code"] == "DX203"
    }
    headings = {
        "zzz": "## `plan.toml`",
        "rate.zzz": "### `[rate]`",
        "numbering.zzz": "### `[numbering]`",
        "checks.zzz": "### `[checks]`",
        "published.zzz": "### `[published]`",
        "direction[0].zzz": "### `[[direction]]`",
        "direction[0].published.zzz": "### `[published]`",
        "direction[1].zzz": "### 展開方向のファイルの `[[direction]]`",
        "item[0].zzz": "### `[[item]]`",
        "item[0].ignore[0].zzz": "### `ignore`",
        "item[1].printed.zzz": "### `[item.printed]`",
        "item[0].indicator[0].zzz": "### `[[item.indicator]]`",
        "item[0].indicator[0].actual.zzz": "### `{ numerator, denominator }`",
        "item[0].milestone[0].zzz": "### `[[item.milestone]]`",
        "item[0].result.zzz": "### `[item.result]`",
        "item[0].result.override.zzz": "### `[item.result.override]`",
    }
    assert set(found) == set(headings)
    for place, heading in headings.items():
        assert set(names(rows_after(read(FORMAT), heading))) == set(found[place]), heading


def test_the_format_says_which_keys_must_be_there(workspace: MakeWorkspace) -> None:
    required = {
        heading: [
            cells[0].strip("`") for cells in rows_after(read(FORMAT), heading) if cells[1].startswith("必須")
        ]
        for heading in (
            "## `plan.toml`",
            "### `[[direction]]`",
            "### 展開方向のファイルの `[[direction]]`",
            "### `[[item]]`",
            "### `ignore`",
            "### `[[item.indicator]]`",
            "### `[[item.milestone]]`",
        )
    }
    empty = {
        "plans/2019/plan.toml": "[[direction]]\n",
        "plans/2018/plan.toml": HEAD,
        "plans/2018/kurashi.toml": "direction = [{}]\n[[item]]\nignore = [{}]\nmilestone = [{}]\n[[item.indicator]]\nreference = true\n",
        "plans/2017/plan.toml": "",
    }
    outcome = workspace(empty).run("validate", "--format", "json")
    missing: dict[tuple[str, str], set[str]] = {}
    for finding in json.loads(outcome.out)["diagnostics"]:
        if finding["code"] == "DX202":
            table_key, _, key = finding["key"].rpartition(".")
            missing.setdefault((finding["path"], table_key), set()).add(key)
    assert missing["plans/2017/plan.toml", ""] == set(required["## `plan.toml`"])
    assert missing["plans/2019/plan.toml", "direction[0]"] == set(required["### `[[direction]]`"])
    assert missing["plans/2018/kurashi.toml", "direction[0]"] == set(
        required["### 展開方向のファイルの `[[direction]]`"]
    )
    assert missing["plans/2018/kurashi.toml", "item[0]"] == set(required["### `[[item]]`"])
    assert missing["plans/2018/kurashi.toml", "item[0].ignore[0]"] == set(required["### `ignore`"])
    assert missing["plans/2018/kurashi.toml", "item[0].indicator[0]"] == set(
        required["### `[[item.indicator]]`"]
    )
    assert missing["plans/2018/kurashi.toml", "item[0].milestone[0]"] == set(
        required["### `[[item.milestone]]`"]
    )


def test_the_format_describes_every_key_of_the_table_of_departments() -> None:
    text = "[[department]]\nzzz = 1\n[[renamed]]\nzzz = 1\n"
    _, findings, _ = read_departments("plans/departments.toml", text.encode())
    for key, heading in (("department", "### `[[department]]`"), ("renamed", "### `[[renamed]]`")):
        rows = rows_after(read(FORMAT), heading)
        described = [known_keys(f.hint) for f in findings if f.code == "DX203" and f.source.key[0] == key]
        assert [names(rows)] == described
        missing = [f.source.key[-1] for f in findings if f.code == "DX202" and f.source.key[0] == key]
        assert [row[0].strip("`") for row in rows if row[1].startswith("必須")] == missing


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
        numbers = [line.split("　")[1] for line in made.read("out/2019/目次.md").splitlines()[-3:]]
        assert numbers == shown.partition("（")[0].split("、"), style
