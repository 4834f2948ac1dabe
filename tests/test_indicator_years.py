"""Indicators of a plan of several years: what is read of them, what is listed, what ``record`` writes."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakeWorkspace, Workspace

Plan = Callable[..., Workspace]

HEAD = """\
title = "デジタル化推進計画"
office = "デジタル変革課"
fiscal_year = 2024
years = ["R4", "R7"]
base_year = "R3"

[[direction]]
id = "kurashi"
name = "暮らし"

[[direction]]
id = "sangyo"
name = "産業"
"""
ITEM = """\
[[item]]
id = "agri"
name = "スマート農業の推進"
departments = ["農林水産部 農業振興課"]
"""
KPI = """
[[item.indicator]]
id = "kpi-29"
name = "経営体数"
unit = "経営体"
baseline = 525
target = { R4 = 670, R5 = 718, R6 = 756, R7 = 810 }
"""
#: Four subjects in one KPI.
COMPOSITE = """
[[item.indicator]]
id = "kpi-15"
name = "正答率"
unit = "%"
parts = ["小学校国語", "小学校算数"]
baseline = ["83.5%", "73.5%"]
target = { R4 = ["85%", "75%"], R6 = ["100%", "未定"] }
"""
OTHER = """\
[[item]]
id = "agri-data"
name = "農業データの活用"
departments = ["農林水産部 農業振興課"]
"""
KURASHI, SANGYO = "plans/r4-r7/kurashi.toml", "plans/r4-r7/sangyo.toml"


@pytest.fixture
def plan(workspace: MakeWorkspace) -> Plan:
    """Make a workspace with a plan of four years: ``plan(ITEM + KPI)``, in a second file ``plan(…, OTHER)``."""

    def make(kurashi: str, sangyo: str = "") -> Workspace:
        return workspace({"plans/r4-r7/plan.toml": HEAD, KURASHI: kurashi, SANGYO: sangyo})

    return make


def indicators(made: Workspace, item: str = "agri") -> list[dict[str, Any]]:
    """Return the indicators of an item as ``list --json`` gives them."""
    outcome = made.run("list", "r4-r7", "--json")
    assert outcome.code == 0, outcome.err
    found = next(found for found in json.loads(outcome.out)["items"] if found["id"] == item)
    return list(found["indicators"])


def codes(made: Workspace) -> list[tuple[str, str]]:
    """Return code and key of every error of the plan."""
    report = json.loads(made.run("validate", "r4-r7", "--format", "json").out)
    return [(d["code"], d["key"]) for d in report["diagnostics"] if d["severity"] == "error"]


def changed(before: str, after: str) -> list[str]:
    """Return the lines that were removed and added."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


class TestReading:
    def test_targets_stand_by_year_and_the_last_is_due(self, plan: Plan) -> None:
        (kpi,) = indicators(plan(ITEM + KPI))
        assert kpi["id"] == "kpi-29"
        assert kpi["target"] == {"2022": "670", "2023": "718", "2024": "756", "2025": "810"}
        assert (kpi["due"], kpi["baseline"], kpi["blanks"]) == (2025, "525", None)

    @pytest.mark.parametrize(
        ("keys", "due"),
        [
            ("target = 5", 2025),
            ("target = { R4 = 5, R5 = 8 }", 2023),
            ('target = { R4 = 5, R5 = 8, R6 = "-", R7 = "／" }', 2023),
            ('target = { R4 = 5, R5 = 8, R6 = "-", R7 = "未定" }', 2025),
            ('target = { R4 = "-", R7 = "-" }', 2025),
            ('target = 5\ndue = "R9"', 2027),
        ],
    )
    def test_a_target_is_due_in_the_last_year_that_it_is_meant_for(
        self, plan: Plan, keys: str, due: int
    ) -> None:
        made = plan(f'{ITEM}\n[[item.indicator]]\nname = "件数"\nunit = "件"\n{keys}\n')
        assert indicators(made)[0]["due"] == due

    def test_single_figures_belong_to_the_current_and_the_last_year(self, plan: Plan) -> None:
        made = plan(f'{ITEM}\n[[item.indicator]]\nname = "件数"\nunit = "件"\ntarget = 5\nactual = 4\n')
        assert (indicators(made)[0]["target"], indicators(made)[0]["actual"]) == (
            {"2025": "5"},
            {"2024": "4"},
        )

    def test_not_set_not_measured_undecided_and_empty_are_kept_apart(self, plan: Plan) -> None:
        made = plan(
            f'{ITEM}\n[[item.indicator]]\nname = "件数"\nunit = "件"\nbaseline = "－"\n'
            'target = { R4 = "/", R5 = "-", R6 = "未定" }\nactual = { R4 = "／", R5 = "集計中" }\n'
        )
        (found,) = indicators(made)
        assert found["blanks"] == {"baseline": "-", "2022": "/", "2023": "-", "2024": "未定"}
        assert (found["baseline"], found["target"]) == (None, None)
        assert found["actual"] == {"2022": None, "2023": None}

    def test_growth_on_a_base_value_that_is_not_set_cannot_be_judged(self, plan: Plan) -> None:
        made = plan(
            f'{ITEM}\n[[item.indicator]]\nname = "件数"\nunit = "件"\nbaseline = "-"\ntarget = "5%増"\n'
        )
        assert codes(made) == [("DX309", "item[0].indicator[0].target")]

    @pytest.mark.parametrize(("counting", "compared"), [("cumulative", "4"), ("yearly", "3")])
    def test_what_is_counted_is_said(self, plan: Plan, counting: str, compared: str) -> None:
        made = plan(
            f'{ITEM}\n[[item.indicator]]\nname = "医療機関数"\nunit = "件"\ncounting = "{counting}"\n'
            'target = { R6 = "4（累計4）" }\nactual = { R6 = "3（累計4）" }\n[item.result]\nreason = "遅れ"\n'
        )
        assert indicators(made)[0]["actual"] == {"2024": compared}
        verdict = json.loads(made.run("classify", "r4-r7", "--json").out)["items"][0]["verdict"]
        assert verdict == ("目標達成" if counting == "cumulative" else "未達")

    def test_a_kpi_of_several_values_is_an_indicator_for_each(self, plan: Plan) -> None:
        made = plan(ITEM + COMPOSITE + 'actual = { R5 = ["84%", "/"], R6 = "集計中" }\n')
        japanese, arithmetic = indicators(made)
        assert (japanese["name"], japanese["group"]) == ("正答率（小学校国語）", "正答率")
        assert (japanese["baseline"], arithmetic["baseline"]) == ("83.5", "73.5")
        assert japanese["target"] == {"2022": "85", "2024": "100"}
        assert (arithmetic["target"], arithmetic["blanks"]) == ({"2022": "75"}, {"2024": "未定"})
        assert japanese["actual"] == {"2023": "84", "2024": None}
        assert arithmetic["actual"] == {"2023": None, "2024": None}

    def test_a_fault_in_one_of_several_values_is_shown_at_that_value(self, plan: Plan) -> None:
        made = plan(ITEM + COMPOSITE.replace('"75%"', '"たくさん"').replace("73.5%", "73人"))
        assert codes(made) == [
            ("DX310", "item[0].indicator[0].baseline[1]"),
            ("DX207", "item[0].indicator[0].target.R4[1]"),
        ]

    def test_several_values_without_parts_are_no_number(self, plan: Plan) -> None:
        made = plan(ITEM + KPI.replace("525", "[525, 530]"))
        assert codes(made) == [("DX201", "item[0].indicator[0].baseline")]
        assert 'parts = ["国語", "算数"]' in made.run("validate", "r4-r7").out

    def test_a_repost_has_everything_from_its_original_in_another_file(self, plan: Plan) -> None:
        made = plan(
            ITEM + '\n[[item.indicator]]\nrepost_of = "kpi-15"\n',
            OTHER + COMPOSITE + 'actual = { R6 = ["84%", "75%"] }\n',
        )
        original, repost = indicators(made, "agri-data"), indicators(made)
        assert [found["repost_of"] for found in original] == [None, None]
        assert [{**found, "repost_of": None} for found in repost] == original
        assert [found["repost_of"] for found in repost] == ["kpi-15", "kpi-15"]

    def test_a_repost_of_a_repost_is_refused(self, plan: Plan) -> None:
        made = plan(
            ITEM + KPI + '\n[[item.indicator]]\nrepost_of = "again"\n',
            OTHER + '\n[[item.indicator]]\nid = "again"\nrepost_of = "kpi-29"\n',
        )
        assert ("DX302", "item[0].indicator[1].repost_of") in codes(made)

    def test_an_original_in_a_file_that_cannot_be_read_is_not_called_missing(self, plan: Plan) -> None:
        made = plan(ITEM + '\n[[item.indicator]]\nrepost_of = "kpi-15"\n', OTHER + COMPOSITE + "[[[\n")
        assert [code for code, _ in codes(made)] == ["DX104"]

    def test_the_same_id_of_two_indicators_is_refused_across_files(self, plan: Plan) -> None:
        made = plan(ITEM + KPI, OTHER + COMPOSITE.replace("kpi-15", "kpi-29"))
        assert codes(made) == [("DX208", "item[0].indicator[0].id")]
        assert f"{KURASHI} の7行目でも使われています" in made.run("validate", "r4-r7").out

    def test_a_later_year_than_the_plan_may_have_a_target_but_no_actual(self, plan: Plan) -> None:
        made = plan(
            ITEM + KPI.replace("R7 = 810", "R7 = 810, R9 = 900") + "actual = { R6 = 756, R8 = 811 }\n"
        )
        assert codes(made) == [("DX306", "item[0].indicator[0].actual.R8")]


class TestRecording:
    def test_an_actual_is_written_for_its_year(self, plan: Plan) -> None:
        made = plan(ITEM + KPI)
        before = made.read(KURASHI)
        outcome = made.run("record", "r4-r7", "agri", "--actual", "760", "--report", "機械を入れた。")
        assert outcome.code == 0, outcome.err
        assert changed(before, made.read(KURASHI)) == [
            "+ actual = { R6 = 760 }",
            "+ ",
            "+ [item.result.R6]",
            '+ report = "機械を入れた。"',
        ]

    @pytest.mark.parametrize(
        ("written", "difference"),
        [
            ("actual = { R5 = 700 }", ["- actual = { R5 = 700 }", "+ actual = { R5 = 700, R6 = 760 }"]),
            (
                "actual = { R5 = 700, 令和６年度 = 1 }".replace("令和６年度", '"令和６年度"'),
                [
                    '- actual = { R5 = 700, "令和６年度" = 1 }',
                    '+ actual = { R5 = 700, "令和６年度" = 760 }',
                ],
            ),
            ("actual = {}", ["- actual = {}", "+ actual = { R6 = 760 }"]),
            ("actual.R5 = 700  # 確定", ["+ actual.R6 = 760"]),
            ("[item.indicator.actual]\nR5 = 700  # 確定", ["+ R6 = 760"]),
            ("actual = 1  # 今年度の分", ["- actual = 1  # 今年度の分", "+ actual = 760  # 今年度の分"]),
        ],
    )
    def test_the_years_before_stay_as_they_are(self, plan: Plan, written: str, difference: list[str]) -> None:
        made = plan(f"{ITEM}{KPI}{written}\n")
        before = made.read(KURASHI)
        assert made.run("record", "--yes", "r4-r7", "agri", "--actual", "760").code == 0
        assert changed(before, made.read(KURASHI)) == difference

    def test_a_result_is_written_beside_that_of_the_year_before(self, plan: Plan) -> None:
        made = plan(f'{ITEM}\n[item.result.R5]\ndone = true  # 済み\nreport = "開いた。"\n\n# 次\n{OTHER}')
        before = made.read(KURASHI)
        assert made.run("record", "r4-r7", "agri", "--done").code == 0
        assert changed(before, made.read(KURASHI)) == ["+ [item.result.R6]", "+ done = true", "+ "]
        assert made.run("record", "--yes", "r4-r7", "agri", "--not-done", "--reason", "遅れ").code == 0
        assert changed(before, made.read(KURASHI)) == [
            "+ [item.result.R6]",
            "+ done = false",
            '+ reason = "遅れ"',
            "+ ",
        ]

    def test_another_year_of_the_plan_can_be_recorded(self, plan: Plan) -> None:
        made = plan(ITEM + KPI)
        outcome = made.run("record", "--yes", "r4-r7", "agri", "--year", "R4", "--actual", "680", "--done")
        assert (outcome.code, "→ 目標達成" in outcome.err) == (0, True)
        text = made.read(KURASHI)
        assert "actual = { R4 = 680 }\n" in text
        assert "[item.result.R4]\ndone = true\n" in text
        assert (
            "--year に「R8」は使えません。"
            in made.run("record", "r4-r7", "agri", "--year", "R8", "--done").err
        )

    def test_a_state_is_recorded_in_a_word_of_the_scheme(self, plan: Plan) -> None:
        made = plan(ITEM)
        assert made.run("record", "r4-r7", "agri", "--state", "計画どおり実施").code == 0
        assert '[item.result.R6]\nstate = "計画どおり実施"\n' in made.read(KURASHI)
        assert "DX204" in made.run("record", "r4-r7", "agri", "--state", "済み").err

    def test_a_result_without_year_is_that_of_the_current_year(self, plan: Plan) -> None:
        made = plan(f"{ITEM}\n[item.result]\ndone = false\n")
        assert made.run("record", "--yes", "r4-r7", "agri", "--done").code == 0
        assert made.read(KURASHI) == f"{ITEM}\n[item.result]\ndone = true\n"

    def test_counts_are_written_for_their_year(self, plan: Plan) -> None:
        made = plan(ITEM + KPI.replace("経営体", "%"))
        assert made.run("record", "r4-r7", "agri", "--actual", "3123/3367").code == 0
        assert "actual = { R6 = { numerator = 3123, denominator = 3367 } }\n" in made.read(KURASHI)

    @pytest.mark.parametrize(
        ("typed", "written"),
        [("/", '"/"'), ("／", '"/"'), ("集計中", '"集計中"'), ("3（累計4）", '"3（累計4）"')],
    )
    def test_words_are_recorded_too(self, plan: Plan, typed: str, written: str) -> None:
        made = plan(ITEM + KPI)
        assert made.run("record", "r4-r7", "agri", "--actual", typed).code == 0
        assert f"actual = {{ R6 = {written} }}\n" in made.read(KURASHI)

    def test_a_plan_of_one_year_still_gets_no_years(self, workspace: MakeWorkspace) -> None:
        head = HEAD.replace('years = ["R4", "R7"]\n', "").replace('base_year = "R3"\n', "")
        made = workspace({"plans/r4-r7/plan.toml": head, KURASHI: ITEM + KPI, SANGYO: ""})
        assert made.run("record", "r4-r7", "agri", "--actual", "760", "--done").code == 0
        assert made.read(KURASHI).endswith("actual = 760\n\n[item.result]\ndone = true\n")


class TestRecordingSeveralValues:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["正答率=84、75"],
            ["正答率=84%,75%"],
            ["84、75"],
            ["正答率（小学校算数）=75%", "正答率（小学校国語）=84%"],
            ["小学校国語=84", "小学校算数=75"],
            ["国語=84", "算数=75"],
        ],
    )
    def test_they_are_written_in_the_order_of_the_parts(self, plan: Plan, arguments: list[str]) -> None:
        made = plan(ITEM + COMPOSITE)
        before = made.read(KURASHI)
        options = [option for argument in arguments for option in ("--actual", argument)]
        outcome = made.run("record", "r4-r7", "agri", *options)
        assert outcome.code == 0, outcome.err
        assert changed(before, made.read(KURASHI)) == ["+ actual = { R6 = [84, 75] }"]

    def test_one_of_them_alone_is_corrected_in_its_place(self, plan: Plan) -> None:
        made = plan(ITEM + COMPOSITE + 'actual.R6 = [\n  "84%", # 国語\n  "75%", # 算数\n]\n')
        before = made.read(KURASHI)
        assert made.run("record", "--yes", "r4-r7", "agri", "--actual", "小学校算数=3123/3367").code == 0
        assert changed(before, made.read(KURASHI)) == [
            '-   "75%", # 算数',
            "+   { numerator = 3123, denominator = 3367 }, # 算数",
        ]

    def test_one_word_may_be_said_of_all(self, plan: Plan) -> None:
        made = plan(ITEM + COMPOSITE)
        assert made.run("record", "r4-r7", "agri", "--actual", "正答率=集計中").code == 0
        assert 'actual = { R6 = ["集計中", "集計中"] }\n' in made.read(KURASHI)

    @pytest.mark.parametrize(
        ("actual", "message", "hint"),
        [
            ("小学校国語=84", "小学校算数の値がありません。", '--actual "正答率=12、13" のように'),
            ("正答率=84", "「84」を2つの値（小学校国語・小学校算数）に分けられません。", "「、」で区切って"),
            ("正答率=84、75、77", "に分けられません。", "「、」で区切って"),
            ("正答率=100,100", "「100,100」を2つの値", "「、」で区切って"),
            ("正答率=84、たくさん", "「たくさん」を実績値として読めません。", "12、1,200"),
            ("小学校=84", "「84」を2つの値", "「、」で区切って"),
            ("中学校国語=84", "指標「中学校国語」はありません。", "正答率（小学校国語）"),
        ],
    )
    def test_half_of_them_is_refused_and_nothing_written(
        self, plan: Plan, actual: str, message: str, hint: str
    ) -> None:
        made = plan(ITEM + COMPOSITE)
        before = made.files()
        outcome = made.run("record", "r4-r7", "agri", "--actual", actual)
        assert outcome.code == 2
        assert message in outcome.err
        assert hint in outcome.err
        assert made.files() == before

    def test_an_interview_asks_for_each(self, plan: Plan) -> None:
        made = plan(ITEM + COMPOSITE)
        outcome = made.run("record", "r4-r7", "agri", stdin="84\n75\ny\n\n\ny\n")
        assert "正答率（小学校国語）（目標 100%、基準値 83.5%）" in outcome.err
        assert "actual = { R6 = [84, 75] }\n" in made.read(KURASHI)


class TestRecordingReposts:
    @pytest.fixture
    def made(self, plan: Plan) -> Workspace:
        return plan(ITEM + '\n[[item.indicator]]\nrepost_of = "kpi-29"\n', OTHER + KPI)

    def test_a_repost_is_recorded_at_its_original(self, made: Workspace) -> None:
        kurashi, sangyo = made.read(KURASHI), made.read(SANGYO)
        outcome = made.run("record", "r4-r7", "agri", "--actual", "760", "--done", "--provisional")
        assert outcome.code == 0, outcome.err
        assert "この実績値の指標は再掲です。元の指標「kpi-29」に記録します。" in outcome.err
        assert changed(kurashi, made.read(KURASHI)) == ["+ ", "+ [item.result.R6]", "+ done = true"]
        assert changed(sangyo, made.read(SANGYO)) == [
            "+ actual = { R6 = 760 }",
            '+ provisional = "確定前の値"',
        ]
        assert "→ 目標達成" in outcome.err

    def test_several_values_are_recorded_at_their_original(self, plan: Plan) -> None:
        made = plan(ITEM + '\n[[item.indicator]]\nrepost_of = "kpi-15"\n', OTHER + COMPOSITE)
        sangyo = made.read(SANGYO)
        assert made.run("record", "r4-r7", "agri", "--actual", "84、75").code == 0
        assert made.run("record", "--yes", "r4-r7", "agri", "--actual", "小学校算数=76").code == 0
        assert changed(sangyo, made.read(SANGYO)) == ["+ actual = { R6 = [84, 76] }"]

    def test_a_dry_run_shows_both_files(self, made: Workspace) -> None:
        before = made.files()
        outcome = made.run("record", "r4-r7", "agri", "--actual", "760", "--done", "--dry-run")
        assert [line for line in outcome.out.splitlines() if line.startswith("+")] == [
            f"+++ b/{SANGYO}",
            "+actual = { R6 = 760 }",
            f"+++ b/{KURASHI}",
            "+",
            "+[item.result.R6]",
            "+done = true",
        ]
        assert made.files() == before


def test_a_listing_loses_nothing_of_what_was_written(plan: Plan) -> None:
    made = plan(
        f'{ITEM}\n[[item.indicator]]\nname = "件数"\nunit = "件"\nbaseline = 20\n'
        'target = { R4 = "8以上12未満", R5 = "10超", R6 = "20,000（R5.12〜）", R7 = "5%増" }\n'
        'actual = { R5 = "3（累計4）", R6 = "集計中" }\n'
    )
    (found,) = indicators(made)
    told = {
        year: (each["text"], each["form"], each["value"], each["high"])
        for year, each in found["targets"].items()
    }
    assert told == {
        "2022": ("8以上12件未満", "〜", "8", "12"),
        "2023": ("10件超", "超", "10", None),
        "2024": ("20,000件（R5.12〜）", None, "20000", None),
        "2025": ("5%増", "増", "21.00", None),
    }
    assert [each["open"] for each in found["targets"].values()] == ["high", None, None, None]
    assert found["targets"]["2024"]["note"] == "（R5.12〜）"
    assert [each["better"] for each in found["targets"].values()] == ["equal", "higher", "higher", "higher"]
    assert found["actuals"]["2023"] == {
        "text": "3件（累計4件）",
        "note": "（累計4）",
        "running": "4",
        "day": None,
    }
    assert found["actuals"]["2024"] == {"text": "集計中", "note": None, "running": None, "day": None}
