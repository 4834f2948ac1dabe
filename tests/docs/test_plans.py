"""``docs/plans.md``: what is said about the plans is what stands in them."""

from __future__ import annotations

import json
import re
import tomllib

from dxplan.values.years import long_year
from tests.conftest import Workspace
from tests.docs.documents import read, rows_after


def test_the_plans_page_names_every_overruled_item(project: Workspace) -> None:
    report = json.loads(project.run("classify", "plans/2019", "--json").out)
    number = {direction["id"]: n for n, direction in enumerate(report["directions"], 1)}
    expected = [
        [
            f"{number[item['direction']]}-{item['number']}",
            item["name"],
            item["override"]["computed"],
            item["verdict"],
        ]
        for item in report["items"]
        if item["override"]
    ]
    assert [row[:4] for row in rows_after(read("docs/plans.md"), "### 判定を変えた項目")] == expected


def test_the_plans_page_gives_the_reason_of_everything_ignored(project: Workspace) -> None:
    expected = []
    head = tomllib.loads(project.read("plans/2019/plan.toml"))
    for number, direction in enumerate(head["direction"], 1):
        items = tomllib.loads(project.read(f"plans/2019/{direction['id']}.toml"))["item"]
        expected += [
            [f"{number}-{position}", item["name"], ignored["code"], ignored["reason"]]
            for position, item in enumerate(items, 1)
            for ignored in item.get("ignore", [])
        ]
    text = read("docs/plans.md")
    rows = rows_after(text, "### 照査で確かめたところ")
    assert [[re.sub(r"\[(\w+)\]\(.*\)", r"\1", cell) for cell in row] for row in rows] == expected
    assert f"次の{len({row[0] for row in rows})}項目" in text.partition("### 照査で確かめたところ")[2]


def test_the_plans_page_counts_the_indicators(project: Workspace) -> None:
    items = json.loads(project.run("list", "plans/2019", "--json").out)["items"]
    counts = [len(item["indicators"]) for item in items if item["repost_of"] is None]
    measured = [count for count in counts if count]
    assert f"（{len(measured)}項目、{sum(measured)}指標）" in read("docs/plans.md")
    assert f"（延べ{len(items)}、実質{len(counts)}）" in read("docs/plans.md")


def test_the_plans_page_gives_the_counts_of_each_year_beside_the_published(project: Workspace) -> None:
    arguments = ("review", "2019", "2020", "2021", "--rounding", "down", "--json")
    expected = []
    for year in json.loads(project.run(*arguments).out)["years"]:
        published = tomllib.loads(project.read(f"plans/{year['plan']}/plan.toml"))["published"]
        total = year["total"]
        counted = [str(total["items"]), str(total["achieved"]), f"{total['rate']}%"]
        expected.append(
            [long_year(year["fiscal_year"]), *counted, str(published["achieved"]), f"{published['rate']}%"]
        )
    rows = rows_after(read("docs/plans.md"), "### 年度ごとの件数")
    assert [[cell.strip("*") for cell in row] for row in rows] == expected


def test_the_plans_page_names_every_check_that_the_years_of_totals_silence(project: Workspace) -> None:
    part = read("docs/plans.md").partition("### 公表された総括の誤り")[2]
    shown = re.search(r"`\[checks\]` で (.+) を止め", part)
    assert shown
    silenced = [
        code
        for year in ("2020", "2021")
        for code in tomllib.loads(project.read(f"plans/{year}/plan.toml")).get("checks", {}).get("ignore", [])
    ]
    assert re.findall(r"\[(DX\d+)\]", shown[1]) == silenced


def test_the_plans_page_gives_the_reason_of_everything_ignored_in_the_kpi_plan(project: Workspace) -> None:
    text = read("docs/plans.md")
    head = tomllib.loads(project.read("plans/r4-r7-kpi/plan.toml"))
    numbers: dict[tuple[str, str], list[str]] = {}
    number = 0
    for direction in head["direction"]:
        for item in tomllib.loads(project.read(f"plans/r4-r7-kpi/{direction['id']}.toml"))["item"]:
            number += "repost_of" not in item
            for ignored in item.get("ignore", []):
                numbers.setdefault((ignored["code"], ignored["reason"]), []).append(str(number))
    expected = [["、".join(found), code, reason] for (code, reason), found in numbers.items()]
    rows = rows_after(text, "### 照査で確かめたところ（plans/r4-r7-kpi）")
    assert [[re.sub(r"\[(\w+)\]\(.*\)", r"\1", cell) for cell in row] for row in rows] == expected
    silenced = re.search(r"`\[checks\]` で \[(DX\d+)\]\(codes.md#dx464", text)
    assert silenced
    assert [silenced[1]] == head["checks"]["ignore"]


def test_the_plans_page_counts_the_fields_and_projects_of_the_kpi_plan(project: Workspace) -> None:
    items = json.loads(project.run("list", "plans/r4-r7-kpi", "--json").out)["items"]
    reposts = [item for item in items if item["repost_of"]]
    fields = tomllib.loads(project.read("plans/r4-r7-kpi/plan.toml"))["direction"]
    said = f"{len(fields)}分野、{len(items) - len(reposts)}事業（ほかに再掲{len(reposts)}行）"
    assert said in read("docs/plans.md")
