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
            "better": "lower",
            "note": None,
            "running": None,
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
