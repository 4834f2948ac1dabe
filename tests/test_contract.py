"""The JSON that dxplan prints is what ``dxplan schema`` says it is, and its totals follow from its items."""

from __future__ import annotations

import json
import os
import shutil
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.collecting.sections import desks, send
from tests.collecting.test_read import HEAD as FORMS_HEAD
from tests.collecting.test_read import ITEMS, answer_koho
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.shapes import keys, objects

OUTPUTS = [
    "classify",
    "list",
    "review",
    "validate",
    "diff",
    "diff-merge",
    "history",
    "show",
    "find",
    "status",
    "collect",
    "collect-read",
    "export-check",
]
EXAMPLES = sorted(each.name for each in (ROOT / "docs" / "examples").iterdir())
PLANS = ["2019", "2020", "2021", "aomori", "dx-strategy", "r4-r7-kpi"]
#: The keys that the first contract promises.
PROMISED = ROOT / "tests" / "golden" / "contract-1.txt"

#: What stands outside the denominator.
OUTSIDE = ("対象外", "未判定")


@pytest.fixture
def all_plans(workspace: MakeWorkspace) -> Workspace:
    made = workspace()
    for folder in ("plans", "docs/examples"):
        shutil.copytree(ROOT / folder, made.path / "plans", dirs_exist_ok=True)
    return made


def schema(place: Workspace, output: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.run("schema", output).out)
    return found


def printed(place: Workspace, *arguments: str) -> dict[str, Any]:
    """Return the JSON of a command, which is as its schema says."""
    as_json = ("--format", "json") if arguments[0] == "validate" else ("--json",)
    found: dict[str, Any] = json.loads(place.run(*arguments, *as_json).out)
    output = "collect-read" if arguments[:2] == ("collect", "read") else arguments[0]
    Draft202012Validator(schema(place, output)).validate(found)
    assert (next(iter(found)), found["contract"]) == ("contract", 1)
    return found


class TestSchemas:
    @pytest.mark.parametrize("output", ["classify", "list"])
    def test_every_plan_is_printed_as_the_schema_says(self, output: str, all_plans: Workspace) -> None:
        for plan in PLANS + EXAMPLES:
            assert "items" in printed(all_plans, output, plan)

    @pytest.mark.parametrize("plans", [("2019", "2020", "2021"), ("dx-strategy",), ("r4-r7-kpi",)])
    def test_a_review_is_printed_as_the_schema_says(
        self, plans: tuple[str, ...], all_plans: Workspace
    ) -> None:
        assert set(printed(all_plans, "review", *plans)) == {"contract", "as_of", "years"}

    def test_the_state_of_a_collection_is_printed_as_the_schema_says(self, all_plans: Workspace) -> None:
        all_plans.run("collect", "make", "2019", "--section", "広報課", "--due", "2020-04-24")
        assert len(printed(all_plans, "collect", "status", "2019")["sections"]) == 60

    def test_what_comes_of_returned_forms_is_printed_as_the_schema_says(
        self, workspace: MakeWorkspace
    ) -> None:
        place = workspace({"plans/2019/plan.toml": FORMS_HEAD, "plans/2019/kurashi.toml": ITEMS})
        forms = desks(place)
        forms["人事課"].write("kenshu", "計画どおりか", "計画どおり").write("kenshu", "取組実績", "した。")
        files = [
            send(place, "広報.xlsx", answer_koho(forms["広報課"], times="十二")),
            send(place, "人事.xlsx", forms["人事課"]),
            send(place, "壊れた.xlsx", b"PK"),
        ]
        found = printed(place, "collect", "read", "2019", *files, "--report", "back", "--on", "2020-04-20")
        assert found["written"] is True
        assert [each["number"] for each in found["taken"]] == ["1-2"]
        assert found["taken"][0]["before"] == "未記録"
        assert {"cell": "計画どおりか", "old": None, "new": "計画どおり"} in found["taken"][0]["cells"]
        assert (found["held"], found["copies"]) == (["returned/広報.xlsx"], ["back/広報.xlsx"])
        wrong = next(each for each in found["findings"] if each["there"] == "「十二」")
        assert (wrong["level"], wrong["id"], wrong["section"]) == ("エラー", "koho", "総務部 広報課")
        assert (wrong["file"], wrong["sheet"]) == ("returned/広報.xlsx", "回答")
        closed = next(each for each in found["findings"] if each["file"] == "returned/壊れた.xlsx")
        assert (closed["id"], closed["address"]) == (None, None)

    @pytest.mark.parametrize(("item", "plan"), [("3-5", "2019"), ("20", "r4-r7-kpi"), ("53", "aomori")])
    def test_an_item_is_printed_as_the_schema_says(self, item: str, plan: str, all_plans: Workspace) -> None:
        assert printed(all_plans, "show", item, plan)["plan"] == plan

    def test_a_status_is_printed_as_the_schema_says(self, all_plans: Workspace) -> None:
        for plan in PLANS + EXAMPLES:
            found = printed(all_plans, "status", plan)
            assert sum(each["items"] for each in found["directions"] if each["level"] == 1) == found["items"]

    def test_what_is_found_is_printed_as_the_schema_says(self, all_plans: Workspace) -> None:
        assert len({each["plan"] for each in printed(all_plans, "find", "防災")["found"]}) > 2

    def test_findings_are_printed_as_the_schema_says(self, all_plans: Workspace) -> None:
        assert printed(all_plans, "validate", *PLANS)["errors"] == 0
        all_plans.write("plans/2019/fukko.toml", "zzz = 1\n")
        assert printed(all_plans, "validate", "2019")["errors"] > 0

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_a_schema_is_strict(self, output: str, workspace: MakeWorkspace) -> None:
        found = schema(workspace(), output)
        Draft202012Validator.check_schema(found)
        for each in objects(found):
            assert each["additionalProperties"] is False
            assert each.get("required", []) == list(each.get("properties", {}))
            assert "properties" in each or "patternProperties" in each

    def test_no_key_that_was_promised_goes_away(self, workspace: MakeWorkspace) -> None:
        place = workspace()
        now = set()
        for output in OUTPUTS:
            found = schema(place, output)
            now |= {f"{output} {key}" for key in keys(found)}
            for name, shape in found.get("$defs", {}).items():
                now |= {f"{output} #{name} {key}" for key in keys(shape)}
        promised = set(PROMISED.read_text(encoding="utf-8").splitlines()) if PROMISED.exists() else set()
        assert sorted(promised - now) == [], "a key that goes away asks for another number of the contract"
        if os.environ.get("UPDATE_SNAPSHOTS"):
            PROMISED.write_text("\n".join(sorted(now)) + "\n", encoding="utf-8", newline="\n")
        else:
            assert sorted(now - promised) == [], "UPDATE_SNAPSHOTS=1 writes new keys down"

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_a_schema_can_be_written_beside_those_of_the_files(
        self, output: str, workspace: MakeWorkspace
    ) -> None:
        place = workspace()
        assert place.run("schema", output, "--out", "schema").out == f"schema/{output}.schema.json\n"
        assert place.read(f"schema/{output}.schema.json") == place.run("schema", output).out


class TestCountingAgain:
    @pytest.mark.parametrize("plan", ["2019", "r4-r7-kpi", "aomori", "dx-strategy", *EXAMPLES])
    def test_total_and_directions_follow_from_the_items(self, plan: str, all_plans: Workspace) -> None:
        found = printed(all_plans, "classify", plan)
        again = counts_of(found["items"], found["counting"])
        assert found["items"]
        assert again.items() <= found["total"].items()
        check_axes(found["total"], found["items"], found["counting"])
        for direction in found["directions"]:
            check(direction, found)

    @pytest.mark.parametrize("reposts", ["count", "skip"])
    def test_a_plan_that_counts_indicators_follows_from_them(
        self, reposts: str, workspace: MakeWorkspace
    ) -> None:
        head = HEAD.replace("[[direction]]", f'rate = {{ reposts = "{reposts}" }}\n\n[[direction]]')
        one, other = (
            f'[[item.indicator]]\nname = "{name}"\ntarget = {{ 2019 = "3人" }}\nactual = {{ 2019 = "{actual}人" }}\n'
            for name, actual in (("参加者", 4), ("講師", 2))
        )
        repost = '[[item]]\nid = "sai"\nrepost_of = "koho"\n'
        place = workspace(
            {
                "plans/2019/plan.toml": f'{head}[judgement]\ncount = "indicator"\n',
                "plans/2019/kurashi.toml": f"{ITEM}{one}{other}[item.result]\ndone = true\n{repost}",
            }
        )
        found = printed(place, "classify", "2019")
        total = found["total"]
        assert counts_of(found["items"], found["counting"]).items() <= total.items()
        assert [total[each]["items"] for each in ("gross", "net", "beside")] == [
            4,
            2,
            2 if reposts == "count" else 1,
        ]
        assert total["rate"] == "50.0"

    def test_reposts_and_rows_that_are_not_counted_are_told_apart(self, workspace: MakeWorkspace) -> None:
        other = ITEM.replace('"koho"', '"sanko"') + 'kind = "reference"\n'
        left = ITEM.replace('"koho"', '"gai"') + 'excluded = "県の事業でなくなった。"\n'
        repost = '[[item]]\nid = "sai"\nrepost_of = "koho"\n'
        done = "[item.result]\ndone = true\n"
        place = workspace(
            {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + done + other + left + repost}
        )
        found = printed(place, "classify", "2019")
        assert [(i["id"], i["kind"], i["repost_of"], i["counted"]) for i in found["items"]] == [
            ("koho", "project", None, True),
            ("sanko", "reference", None, False),
            ("gai", "project", None, False),
            ("sai", "project", "koho", True),
        ]
        assert counts_of(found["items"], found["counting"]).items() <= found["total"].items()
        assert (found["total"]["gross"]["items"], found["total"]["net"]["items"]) == (2, 1)

    def test_what_an_item_came_from_stands_beside_it(self, workspace: MakeWorkspace) -> None:
        indicators = """\
[[item.indicator]]
name = "参加者数"
target = { 2019 = "100人" }
actual = { 2019 = "80人" }

[[item.indicator]]
name = "開催回数"
target = { 2021 = "5回" }
"""
        place = workspace(
            {
                "plans/2019/plan.toml": HEAD + '[judgement]\nscheme = "abcd-100-80-50"\n',
                "plans/2019/kurashi.toml": f"{ITEM}{indicators}[item.result]\ndone = true\n",
            }
        )
        (item,) = printed(place, "classify", "2019")["items"]
        assert item["indicators"] == [
            {
                "name": "参加者数",
                "standing": "未達成",
                "verdict": "B",
                "rate": "80.0",
                "held": [],
                "due": 2019,
                "due_now": True,
                "last_year": None,
                "outlook": None,
            },
            {
                "name": "開催回数",
                "standing": "未記録",
                "verdict": None,
                "rate": None,
                "held": [],
                "due": 2021,
                "due_now": False,
                "last_year": None,
                "outlook": None,
            },
        ]
        assert item["counted_indicators"] == [{"name": "参加者数", "verdict": "B", "repost": False}]

    def test_a_verdict_that_waits_for_its_result_is_told(self, workspace: MakeWorkspace) -> None:
        said = '[item.result.override]\nverdict = "目標達成"\nreason = "委員会の意見による。"\n'
        place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + said})
        (item,) = printed(place, "classify", "2019")["items"]
        assert (item["verdict"], item["computed"], item["override"]) == ("未記録", "未記録", None)
        assert item["waiting"] == {"verdict": "目標達成", "reason": "委員会の意見による。"}


def check(heading: dict[str, Any], found: dict[str, Any]) -> None:
    """Hold a heading and those under it against the items that stand there."""
    rows = [item for item in found["items"] if item["direction"] in ids(heading)]
    again = counts_of(rows, found["counting"])
    assert again.items() <= heading.items(), heading["id"]
    check_axes(heading, rows, found["counting"])
    said = heading["whole"]
    assert (said and said["verdict"]) == whole_of(found["counting"], again), heading["id"]
    for part in heading.get("parts", ()):
        check(part, found)


def ids(heading: dict[str, Any]) -> set[str]:
    return {heading["id"]}.union(*(ids(part) for part in heading.get("parts", ())))


def counts_of(items: list[dict[str, Any]], counting: dict[str, Any]) -> dict[str, Any]:
    """Count items as docs/json.md tells it, from what is printed of them alone."""
    units: dict[str, list[tuple[str, bool]]] = {"item": [], "indicator": []}
    for item in items:
        if item["kind"] == "project":
            assert item["counted"] == (item["verdict"] not in OUTSIDE)
            assert bool(item["outside"]) == (item["verdict"] in OUTSIDE)
            units["item"].append((item["verdict"], item["repost_of"] is not None))
            units["indicator"] += [(each["verdict"], each["repost"]) for each in item["counted_indicators"]]
    own, other = ("item", "indicator") if counting["unit"] == "item" else ("indicator", "item")
    gross = count_of([verdict for verdict, _ in units[own]], counting)
    net = count_of([verdict for verdict, repost in units[own] if not repost], counting)
    printed_ones = [verdict for verdict, repost in units[other] if counting["reposts"] or not repost]
    return {
        **(gross if counting["reposts"] else net),
        "gross": gross,
        "net": net,
        "beside": count_of(printed_ones, counting),
        "references": sum(item["kind"] == "reference" for item in items),
    }


def check_axes(total: dict[str, Any], items: list[dict[str, Any]], counting: dict[str, Any]) -> None:
    """Hold the tally of each axis against the items."""
    counted = [
        item for item in items if item["counted"] and (counting["reposts"] or item["repost_of"] is None)
    ]
    for at, axis in enumerate(total["axes"]):
        on_axis = [item["axes"][at] for item in counted]
        assert all(each["count"] == on_axis.count(each["verdict"]) for each in axis["verdicts"]), axis["name"]
        assert sum(each["count"] for each in axis["verdicts"]) == len(counted)


def whole_of(counting: dict[str, Any], counts: dict[str, Any]) -> str | None:
    """Judge a whole direction as docs/json.md tells it."""
    how = counting["direction"]
    if how is None:
        return None
    found = counts if how["of"] == counting["unit"] else counts["beside"]
    words = {each["verdict"]: each["count"] for each in found["verdicts"]}
    if not found["items"]:
        return None
    if words["未記録"]:
        return "未記録"
    if how["by"] == "rate":
        exact = Decimal(100 * found["achieved"]) / found["items"]
        value = Decimal(found["rate"]) if how["rounded"] else exact
    elif words["算出不可"]:
        return "算出不可"
    else:
        points = {each["verdict"]: each["points"] for each in counting["verdicts"]}
        value = sum((Decimal(points[word] or 0) * number for word, number in words.items()), Decimal(0))
        value = value / found["items"] if how["by"] == "mean_points" else value
        if how["rounded"]:
            value = value.quantize(Decimal(10) ** -how["digits"], ROUND_HALF_UP)
    for each in how["verdicts"]:
        if each["from"] is not None and value >= Decimal(each["from"]):
            return str(each["verdict"])
        if each["above"] is not None and value > Decimal(each["above"]):
            return str(each["verdict"])
    return str(how["verdicts"][-1]["verdict"])


def count_of(verdicts: list[str], counting: dict[str, Any]) -> dict[str, Any]:
    achieving = {each["verdict"] for each in counting["verdicts"] if each["achieved"]}
    whole = sum(verdict not in OUTSIDE for verdict in verdicts)
    part = sum(verdict in achieving for verdict in verdicts)
    begun = any(verdict not in (*OUTSIDE, "未記録") for verdict in verdicts)
    rate = "－"
    if begun and whole:
        down = ROUND_DOWN if counting["rounding"] == "down" else ROUND_HALF_UP
        exact = Decimal(100 * part) / whole
        rate = "100" if part == whole else f"{exact.quantize(Decimal(10) ** -counting['digits'], down):f}"
    return {
        "items": whole,
        "achieved": part,
        "rate": rate,
        "verdicts": [
            {"verdict": each["verdict"], "count": verdicts.count(each["verdict"])}
            for each in counting["verdicts"]
        ],
    }
