"""Targets in the words that plans use: steps that are no number, sums of years, last year's value, quotients."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]

RESULT = """
[item.result]
done = true
report = "取り組んだ。"
reason = "調整に時間がかかったため"
"""
#: A scheme that measures: A from 100, B from 50, C below.
SCHEME = """
[judgement]
formula = "A/T"
lower = "2-A/T"
combine = "worst"
verdict = [
  { label = "A", from = 100, achieved = true },
  { label = "B", from = 50, achieved = true },
  { label = "C" },
]
done = "A"
not_done = "C"
"""


def indicator(target: str, actual: str, *more: str) -> str:
    return "\n".join(
        [
            ITEM,
            "[[item.indicator]]",
            'name = "計画"',
            f"target = {target}",
            f"actual = {actual}",
            *more,
            RESULT,
        ]
    )


def verdict(made: Workspace) -> str:
    data: dict[str, Any] = json.loads(made.run("classify", "2019", "--json").out)
    return str(data["items"][0]["verdict"])


class TestSteps:
    @pytest.mark.parametrize(
        ("target", "actual", "met"),
        [
            ("策定済", "策定済", True),
            ("策定済", "策定済み", True),
            ("策定済", "策定", True),
            ("策定済", "済", True),
            ("策定済", "○", True),
            ("策定済", "未策定", False),
            ("策定済", "策定中", False),
            ("策定済", "延期", False),
            ("計画の策定", "済", True),
            ("第２期計画策定", "未", False),
            ("実施", "実施済", True),
            ("システムの運用を開始する", "システムの運用を開始した", True),
            ("R2.3", "R2.3", True),
            ("R2.3", "R2.3.31", True),
            ("R2.3", "令和2年2月", True),
            ("R2.3", "R2.4", False),
            ("Ｒ２．３", "Ｒ２．４．１", False),
            ("R2.3.15", "R2.3", False),  # the end of March, for all we know
            ("令和2年3月末まで", "未", False),
            ("令和元年度中", "2020-03-31", True),
            ("令和元年12月公布", "R1.12.20", True),
        ],
    )
    def test_what_is_to_be_done_is_met_or_not(
        self, small: Small, target: str, actual: str, *, met: bool
    ) -> None:
        made = small(indicator(f'"{target}"', f'"{actual}"'))
        assert made.run("validate", "2019", "--only", "DX1,DX2,DX3").out == ""
        assert verdict(made) == ("目標達成" if met else "未達")

    @pytest.mark.parametrize(
        ("actual", "met"),
        [
            ('"検討"', False),
            ('"素案"', False),
            ('"策定"', True),
            ('"施行"', True),
            ('"未着手"', False),
            ('" 素　案 "', False),
            ("3", False),
            ("4", True),
            ('"４／５"', True),
            ('"第5段階"', True),
        ],
    )
    def test_a_stage_is_met_by_itself_and_by_those_behind_it(
        self, small: Small, actual: str, *, met: bool
    ) -> None:
        made = small(indicator('"策定"', actual, 'stages = ["検討", "骨子", "素案", "策定", "施行"]'))
        assert made.run("validate", "2019", "--only", "DX1,DX2,DX3").out == ""
        assert verdict(made) == ("目標達成" if met else "未達")

    def test_a_missed_step_is_printed_as_it_was_written(self, small: Small) -> None:
        made = small(indicator('"策定"', '"素案"', 'stages = ["素案", "策定"]'))
        assert made.run("render", "2019", "--out", "out", "--format", "md").code == 0
        handout = made.read("out/2019/実施結果.md")
        assert "目標「策定」に対し、「素案」" in handout
        assert "\n  - 計画：策定\n" in handout

    def test_the_place_of_a_step_is_explained(self, small: Small) -> None:
        made = small(indicator('"策定"', '"素案"', 'stages = ["検討", "素案", "策定"]'))
        assert (
            "実績 素案（2／3） ／ 目標 策定（3／3）" in made.run("classify", "2019", "--explain", "koho").out
        )
        made = small(indicator('"R2.3"', '"R2.4"'))
        said = made.run("classify", "2019", "--explain", "koho").out
        assert "実績 R2.4（2020-04-30） ／ 目標 R2.3（2020-03-31）" in said

    def test_stages_are_measured_by_their_number_and_what_is_done_is_not_measured(
        self, workspace: MakeWorkspace
    ) -> None:
        def rates(items: str) -> list[str]:
            made = workspace(
                {
                    "plans/2019/plan.toml": 'title = "計画"\noffice = "課"\nfiscal_year = 2019\n'
                    f'{SCHEME}\n[[direction]]\nid = "kurashi"\nname = "暮らし"\n',
                    "plans/2019/kurashi.toml": items,
                }
            )
            data = json.loads(made.run("classify", "2019", "--json").out)
            return [each["rate"] for each in data["items"][0]["indicators"]]

        assert rates(indicator('"策定"', '"素案"', 'stages = ["検討", "骨子", "素案", "策定"]')) == ["75.0"]
        assert rates(indicator('"策定済"', '"未"')) == ["0.0"]
        assert rates(indicator('"R2.3"', '"R2.1"')) == ["100.0"]

    def test_a_day_is_due_in_its_fiscal_year(self, small: Small) -> None:
        made = small(indicator('"R3.3"', '"未"'))  # the fiscal year R2
        assert json.loads(made.run("list", "2019", "--json").out)["items"][0]["indicators"][0]["due"] == 2020
        assert verdict(made) == "計画どおり実施"
        assert verdict(small(indicator('"R3.3"', '"R2.2"'))) == "目標達成"

    def test_the_listing_tells_day_and_stage(self, small: Small) -> None:
        made = small(indicator('"R2.3"', '"R2.2.14"'))
        (found,) = json.loads(made.run("list", "2019", "--json").out)["items"][0]["indicators"]
        assert found["targets"]["2019"] | {"value": None} == {
            "text": "R2.3",
            "form": None,
            "value": None,
            "high": None,
            "open": None,
            "better": "lower",
            "note": None,
            "running": None,
            "against": None,
            "step": "期日",
            "day": "2020-03-31",
        }
        assert found["actuals"]["2019"]["day"] == "2020-02-14"
        made = small(indicator('"策定"', '"素案"', 'stages = ["素案", "策定"]'))
        (found,) = json.loads(made.run("list", "2019", "--json").out)["items"][0]["indicators"]
        assert (found["stages"], found["target"], found["actual"]) == (
            ["素案", "策定"],
            {"2019": "2"},
            {"2019": "1"},
        )

    def test_the_questions_name_the_steps_and_take_no_other_word(self, small: Small) -> None:
        text = indicator('"策定"', '"集計中"', 'stages = ["検討", "素案", "策定"]').partition(
            "[item.result]"
        )[0]
        made = small(text.replace('actual = "集計中"\n', ""))
        asked = made.run("record", "2019", stdin="ほぼ完成\n素案\n\n\n調整中\n.\ny\n")
        assert "検討、素案、策定 のどれか" in asked.err
        assert "「ほぼ完成」からは、どこまで進んだか分かりません。" in asked.err
        assert 'actual = "素案"' in made.read("plans/2019/kurashi.toml")

    def test_record_writes_a_step_as_it_is_typed(self, small: Small) -> None:
        made = small(f'{ITEM}\n[[item.indicator]]\nname = "要綱"\ntarget = "制定済"\n')
        assert (
            made.run("record", "2019", "koho", "--actual", "済", "--done", "--report", "制定した。").code == 0
        )
        assert 'actual = "済"' in made.read("plans/2019/kurashi.toml")
        assert verdict(made) == "目標達成"

    def test_a_number_in_a_deed_is_still_a_number(self, small: Small) -> None:
        made = small(indicator('"年4回実施"', "3", 'unit = "回"'))
        assert made.run("validate", "2019", "--only", "DX2,DX3").out == ""
        assert verdict(made) == "未達"

    def test_a_wish_for_fewer_stages_is_a_contradiction(self, small: Small) -> None:
        made = small(indicator('"策定"', '"素案"', 'stages = ["素案", "策定"]', 'better = "lower"'))
        assert "DX317" in made.run("validate", "2019").out

    def test_no_check_takes_a_step_for_a_number(self, small: Small) -> None:
        made = small(
            indicator(
                '"施行"', '"検討"', 'stages = ["検討", "骨子", "素案", "策定", "施行"]', 'baseline = "検討"'
            )
        )
        assert made.run("validate", "2019").out == ""


HEAD = """\
title = "計画{year}"
office = "課"
fiscal_year = {year}

[[direction]]
id = "kurashi"
name = "暮らし"
"""
YEARS = """\
title = "計画"
office = "課"
fiscal_year = "R6"
years = ["R4", "R7"]

[[direction]]
id = "kurashi"
name = "暮らし"
"""


class TestLastYear:
    @pytest.fixture
    def two_years(self, workspace: MakeWorkspace) -> Callable[..., Workspace]:
        """Make a workspace with last year's plan, in which the indicator had an actual, and this year's."""

        def make(target: str, actual: str, before: str = "actual = 525", *more: str) -> Workspace:
            old = f'{ITEM}\n[[item.indicator]]\nname = "計画"\nunit = "人"\ntarget = 500\n{before}\n{RESULT}'
            return workspace(
                {
                    "plans/2018/plan.toml": HEAD.format(year=2018),
                    "plans/2018/kurashi.toml": old,
                    "plans/2019/plan.toml": HEAD.format(year=2019),
                    "plans/2019/kurashi.toml": indicator(target, actual, 'unit = "人"', *more),
                }
            )

        return make

    @pytest.mark.parametrize(
        ("target", "actual", "met"),
        [
            ("前年度以上", "525", True),
            ("前年度以上", "524", False),
            ("前年度を上回る", "525", False),
            ("前年度並み", "525", True),
            ("前年度比5%増", "552", True),
            ("前年度比5%増", "551", False),  # 551.25
            ("対前年度比１０５％以上", "551", False),
            ("前年度比105%", "552", True),
            ("前年度比100%", "525", True),
            ("前年度比100%", "524", False),
            ("前年度比95%以下", "498", True),
            ("前年度比95%以下", "499", False),
            ("前年度比10%減", "472", True),
            ("前年度より10人増", "535", True),
            ("前年度より10人減", "516", False),
            ("前年度比1.2倍", "630", True),
            ("前年度比1.2倍以上", "629", False),
            ("昨年度実績値以上", "525", True),
        ],
    )
    def test_a_target_is_held_against_last_years_plan(
        self, two_years: Callable[..., Workspace], target: str, actual: str, *, met: bool
    ) -> None:
        made = two_years(f'"{target}"', actual)
        assert made.run("validate", "2019", "--only", "DX1,DX2,DX3,DX490").out == ""
        assert verdict(made) == ("目標達成" if met else "未達")

    def test_what_was_taken_and_from_where_is_said(self, two_years: Callable[..., Workspace]) -> None:
        made = two_years('"前年度比5%増"', "552")
        said = made.run("classify", "2019", "--explain", "koho").out
        assert "前年度（H30）の値 525人（plans/2018/kurashi.toml:12）" in said
        assert "実績 552 ／ 目標 551.25" in said
        data = json.loads(made.run("classify", "2019", "--json").out)
        assert data["items"][0]["indicators"][0]["last_year"] == {
            "year": 2018,
            "value": "525",
            "where": "plans/2018/kurashi.toml:12",
        }
        assert "前年度比5%増" in made.run("list", "2019").out

    @pytest.mark.parametrize(
        ("before", "hint"),
        [
            ('actual = "集計中"', "実績値が記録されていません"),
            ("", "実績値が記録されていません"),
        ],
    )
    def test_without_last_years_value_nothing_is_judged(
        self, two_years: Callable[..., Workspace], before: str, hint: str
    ) -> None:
        made = two_years('"前年度以上"', "900", before)
        assert verdict(made) == "未記録"
        said = made.run("validate", "2019", "--only", "DX490").out
        assert "前年度（H30）の値が分かりません" in said
        assert hint in said
        explained = made.run("classify", "2019", "--explain", "koho").out
        assert "前年度の値が分からないので、目標の値が決まらない" in explained
        assert "規則: 今年度が期限の指標に、前年度の値が分からず、目標の決まらないものがある" in explained

    def test_the_hint_says_what_is_missing(self, small: Small, two_years: Callable[..., Workspace]) -> None:
        made = small(indicator('"前年度以上"', "900", 'unit = "人"'))
        assert "前年度の計画が plans/ にありません" in made.run("validate", "2019").out
        made = two_years('"前年度以上"', "900")
        made.write("plans/2018/kurashi.toml", made.read("plans/2018/kurashi.toml").replace('"人"', '"回"'))
        assert "単位が「回」で、比べられません" in made.run("validate", "2019").out

    def test_a_value_given_in_the_file_is_taken_and_held_against_the_plan(
        self, small: Small, two_years: Callable[..., Workspace]
    ) -> None:
        made = small(indicator('"前年度以上"', "12", 'unit = "人"', "last_year = 12"))
        assert made.run("validate", "2019", "--only", "DX1,DX2,DX3,DX490").out == ""
        assert verdict(made) == "目標達成"
        made = two_years('"前年度以上"', "520", "actual = 525", "last_year = 520")
        assert verdict(made) == "目標達成"
        assert "前年度の計画の実績値 525人 と違います" in made.run("validate", "2019", "--only", "DX490").out

    def test_a_quotient_of_last_year_is_compared_exactly(self, two_years: Callable[..., Workspace]) -> None:
        def share(part: int) -> str:
            made = two_years('"前年度以上"', f"{{ numerator = {part}, denominator = 300 }}", before)
            text = made.read("plans/2019/kurashi.toml").replace('"人"', '"%"')
            made.write("plans/2019/kurashi.toml", text)
            made.write("plans/2018/kurashi.toml", made.read("plans/2018/kurashi.toml").replace('"人"', '"%"'))
            return verdict(made)

        before = "actual = { numerator = 1, denominator = 3 }"
        assert (share(100), share(99)) == ("目標達成", "未達")

    def test_recording_keeps_last_years_value(self, two_years: Callable[..., Workspace]) -> None:
        made = two_years('"前年度以上"', "900")
        done = made.run("record", "2019", "koho", "--actual", "500", "--yes")
        assert "判定: 目標達成 → 未達（目標前年度以上に対し、500人）" in done.out + done.err

    def test_the_year_before_of_a_plan_of_several_years_is_its_own(self, workspace: MakeWorkspace) -> None:
        text = indicator(
            '{ R5 = "前年度以上", R6 = "前年度以上", R7 = "前年度比10%増" }',
            "{ R4 = 10, R5 = 12, R6 = 11 }",
            'unit = "人"',
        ).replace("[item.result]", "[item.result.R6]")
        made = workspace({"plans/2019/plan.toml": YEARS, "plans/2019/kurashi.toml": text})
        assert verdict(made) == "未達"
        data = json.loads(made.run("classify", "2019", "--year", "R5", "--json").out)
        assert data["items"][0]["indicators"][0]["standing"] == "達成"
        # What is asked of R7 is not known before R6 is over, and so not reached early.
        (found,) = json.loads(made.run("list", "2019", "--json").out)["items"][0]["indicators"]
        assert found["target"] == {"2023": "10", "2024": "12", "2025": "12.10"}

    def test_the_rate_of_last_year_is_found_in_last_years_plan_too(
        self, two_years: Callable[..., Workspace]
    ) -> None:
        made = two_years("500", "630", "actual = 525", 'formula = "A/P"')
        assert "達成率 A÷P = 630÷525 = 120.0%" in made.run("classify", "2019", "--explain", "koho").out


class TestSums:
    def plan(self, workspace: MakeWorkspace, target: str, actual: str, *more: str) -> Workspace:
        text = indicator(target, actual, 'unit = "人"', *more).replace("[item.result]", "[item.result.R6]")
        return workspace({"plans/2019/plan.toml": YEARS, "plans/2019/kurashi.toml": text})

    def test_actuals_of_the_years_are_summed_and_printed_beside_the_years(
        self, workspace: MakeWorkspace
    ) -> None:
        made = self.plan(
            workspace,
            '{ R6 = "累計80", R7 = "累計120" }',
            '{ R4 = 25, R5 = 30, R6 = "約30" }',
            'counting = "sum"',
        )
        assert verdict(made) == "目標達成"
        said = made.run("classify", "2019", "--explain", "koho").out
        assert "実績 85 ／ 目標 80（目標の表記 累計80人）" in said
        assert "累計 85 ＝ 25（R4）＋30（R5）＋30（R6）" in said
        assert "累計80人 → 約30人（累計85人）" in made.run("list", "2019").out

    @pytest.mark.parametrize("missing", ["{ R4 = 25, R6 = 900 }", '{ R4 = 25, R5 = "集計中", R6 = 900 }'])
    def test_a_sum_that_lacks_a_year_is_not_known(self, workspace: MakeWorkspace, missing: str) -> None:
        made = self.plan(workspace, '{ R6 = "累計80" }', missing, 'counting = "sum"')
        assert verdict(made) == "未記録"
        said = made.run("classify", "2019", "--explain", "koho").out
        assert "R5 の実績値がないので、累計が分からない" in said

    def test_a_year_in_which_nothing_is_measured_adds_nothing(self, workspace: MakeWorkspace) -> None:
        made = self.plan(workspace, '{ R6 = "累計80" }', '{ R4 = 50, R5 = "/", R6 = 30 }', 'counting = "sum"')
        assert verdict(made) == "目標達成"

    def test_a_total_must_say_how_it_comes_about(self, workspace: MakeWorkspace) -> None:
        made = self.plan(workspace, '{ R6 = "累計80" }', "{ R6 = 85 }")
        said = made.run("validate", "2019", "--only", "DX319").out
        assert 'counting = "sum"（足して比べる）' in said
        made = self.plan(workspace, '{ R6 = "累計80" }', "{ R6 = 85 }", 'counting = "cumulative"')
        assert made.run("validate", "2019", "--only", "DX3").out == ""
        assert verdict(made) == "目標達成"

    def test_what_is_recorded_is_the_year_alone(self, workspace: MakeWorkspace) -> None:
        made = self.plan(workspace, '{ R6 = "累計80" }', "{ R4 = 25, R5 = 30 }", 'counting = "sum"')
        done = made.run("record", "2019", "koho", "--actual", "30", "--yes")
        assert "・計画：30人（累計85人）" in done.out + done.err
        assert "R6 = 30" in made.read("plans/2019/kurashi.toml")


class TestQuotients:
    def test_targets_and_bases_are_quotients_too(self, small: Small) -> None:
        text = indicator(
            "{ numerator = 40, denominator = 59 }",
            "{ numerator = 40, denominator = 59 }",
            'unit = "%"',
            "baseline = { numerator = 31, denominator = 59 }",
        )
        made = small(text)
        assert made.run("validate", "2019", "--only", "DX1,DX2,DX3").out == ""
        assert verdict(made) == "目標達成"
        assert "67.8%（59のうち40）（基準値52.5%（59のうち31））" in self.handout(made)
        text = text.replace("actual = { numerator = 40,", "actual = { numerator = 39,")
        assert verdict(small(text)) == "未達"

    def handout(self, made: Workspace) -> str:
        assert made.run("render", "2019", "--out", "out", "--format", "md").code == 0
        return made.read("out/2019/実施結果.md")

    def test_growth_of_a_quotient_is_exact(self, small: Small) -> None:
        base = "baseline = { numerator = 1, denominator = 3 }"
        for part, met in ((431, False), (432, False), (433, False), (434, True)):  # 33.33… + 10 = 43.33…
            text = indicator(
                '"10ポイント増"', f"{{ numerator = {part}, denominator = 1000 }}", 'unit = "%"', base
            )
            assert verdict(small(text)) == ("目標達成" if met else "未達")

    def test_the_factor_is_said_where_the_unit_does_not_tell(self, small: Small) -> None:
        made = small(
            indicator(
                '"3以下"',
                "{ numerator = 3, denominator = 1000 }",
                'unit = "件（千人率）"',
                "factor = 1000",
            )
        )
        assert verdict(made) == "目標達成"
        said = made.run("classify", "2019", "--explain", "koho").out
        assert "実績 3 ÷ 1,000 × 1,000 = 3.0件（千人率） ／ 目標 3" in said

    def test_a_third_is_compared_exactly(self, small: Small) -> None:
        for actual, met in (("33", True), ("34", False)):
            made = small(indicator('"3分の1"', actual, 'unit = "件"', "baseline = 100"))
            assert verdict(made) == ("目標達成" if met else "未達")


@pytest.mark.parametrize(
    ("target", "least", "most"),
    [
        ("隔月1回", "6", "5"),
        ("四半期に1回以上", "4", "3"),
        ("半年に1回", "2", "1"),
        ("月に2回", "24", "23"),
        ("年4回開催", "4", "3"),
        ("4回以上を維持", "4", "3"),
        ("4回を上回る", "5", "4"),
        ("4回を下回る", "3", "4"),
        ("年四回", "4", "3"),
        ("最低4回", "4", "3"),
        ("4回開催する", "4", "3"),
        ("4回以上/年", "4", "3"),
        ("4回以下に抑制", "4", "5"),
        ("年に4回", "4", "3"),
        ("毎四半期1回", "4", "3"),
        ("県内全4回", "4", "3"),
    ],
)
def test_words_around_a_number_are_read_and_printed(small: Small, target: str, least: str, most: str) -> None:
    made = small(indicator(f'"{target}"', least, 'unit = "回"'))
    assert made.run("validate", "2019", "--only", "DX1,DX2,DX3").out == ""
    assert verdict(made) == "目標達成"
    made = small(indicator(f'"{target}"', most, 'unit = "回"'))
    assert verdict(made) == "未達"
    assert f"目標{target}に対し" in made.run("classify", "2019", "--explain", "koho").out


@pytest.mark.parametrize(
    ("target", "unit", "met", "missed"),
    [
        ("全国10位以上", "位", "10", "11"),  # a place above the tenth has a smaller number
        ("第10位を上回る", "位", "9", "10"),
        ("前年度以上", "位", "40", "41"),
        ("3位上昇", "位", "37", "38"),
        ("2倍以上", "件", "80", "79"),
        ("基準値比2割減", "件", "32", "33"),
        ("基準値の5%減", "件", "38", "39"),
        ("前年度比1割増", "件", "44", "43"),
        ("10%の削減", "件", "36", "37"),
        ("5ポイントの増", "%", "45", "44"),
        ("三分の一以下", "件", "13", "14"),
        ("半減させる", "件", "20", "21"),
        ("5分短縮", "分", "35", "36"),
        ("八割以上", "%", "80", "79"),
        ("ゼロを維持", "件", "0", "1"),
        ("80パーセント以上", "%", "80", "79"),
        ("5パーセント増", "%", "42", "41.9"),
        ("基準値の4分の1", "%", "10", "11"),
        ("前年度の4分の1以下", "件", "10", "11"),
        ("現状値を維持", "件", "40", "39"),
        ("維持・向上", "件", "40", "39"),
    ],
)
def test_words_are_understood_beside_a_base_value_of_40(
    small: Small, target: str, unit: str, met: str, missed: str
) -> None:
    for actual, expected in ((met, "目標達成"), (missed, "未達")):
        made = small(indicator(f'"{target}"', actual, f'unit = "{unit}"', "baseline = 40", "last_year = 40"))
        assert made.run("validate", "2019", "--only", "DX1,DX2,DX3").out == ""
        assert verdict(made) == expected


def test_what_a_month_makes_in_a_year_is_explained(small: Small) -> None:
    made = small(indicator('"月1回"', "12", 'unit = "回"'))
    assert "目標「月1回」は、一年の回数で 12（×12）" in made.run("classify", "2019", "--explain", "koho").out
    made = small(indicator('"現状維持"', "60", 'unit = "%"', "baseline = 60"))
    said = made.run("classify", "2019", "--explain", "koho").out
    assert "目標「現状維持」は、基準値 60% と同じか、よい向きにそれより先なら達成" in said


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("前年度比95%", "前年度比105%以上"),
        ("全国平均以上", "平均の値を調べ"),
        ("過半数", "50超"),
        ("全市町村", "全体の数も書くか"),
        ("週1回", "年50回"),
        ("週1回実施", "年50回"),
        ("R7までに12回", 'due = "R7"'),
        ("H30年度比5%減", "baseline に書き"),
        ("10回から12回", "8〜12"),
        ("数十回", "いくつに達すれば"),
        ("12回くらい", "「くらい」を消すか"),
        ("+5%", '"5%増"'),
        ("20%縮減", '"5%減"'),
        ("毎月", '"月1回"'),
        ("隔年", "一年の回数で"),
        ("R7年度末までに100回", 'due = "R7"'),
        ("5か年で100回", 'due = "R7"'),
        ("H30比5%減", "baseline に書き"),
        ("50→60", "baseline に書き"),
        ("60未満50以上", "下の端から"),
        ("50回を下回らない", '"50以上"'),
        ("59回中45", "件数の組"),
        ("12回前後", "どちらの端も"),
        ("維持しつつ増加傾向", '"維持"（基準値と比べる）'),
        ("無事故", '"ゼロ"'),
        ("1OO回", "英字"),
        ("年度内", "年から書いて"),
        ("即日", "単位の数で"),
        ("定員の8割", "定員など"),
        ("全国上位", '"全国10位以内"'),
        ("レベル3", "stages ="),
    ],
)
def test_what_cannot_be_read_gets_a_hint_that_names_the_problem(small: Small, target: str, hint: str) -> None:
    made = small(indicator(f'"{target}"', "12", 'unit = "回"'))
    assert hint in made.run("validate", "2019", "--only", "DX207,DX310").out.replace("\n      ", "")


@pytest.mark.parametrize(
    ("target", "unit", "hint"),
    [
        (
            "＋10件",
            "件",
            '"10件増"、達すればよい数なら "10"',
        ),  # ten, or ten more than the 40 of the base value
        ("+5%", "%", '"5ポイント増"、達すればよい数なら "5"'),
        ("3分の2", "%", '"基準値の3分の2"'),  # of the base value, or 66.7 %
    ],
)
def test_a_target_that_may_mean_two_numbers_is_not_judged(
    small: Small, target: str, unit: str, hint: str
) -> None:
    made = small(indicator(f'"{target}"', "60", f'unit = "{unit}"', "baseline = 40"))
    assert made.run("classify", "2019").code == 1
    said = made.run("validate", "2019", "--only", "DX312").out.replace("\n      ", "")
    assert f"目標「{target}」では、いくつに達すればよいかが決まりません。" in said
    assert hint in said
