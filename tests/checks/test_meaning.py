"""Checks of sums, years, numbers in words, verdicts, 再掲 and targets: what they find, and what they let be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
DONE = '\n[item.result]\ndone = true\nreason = "台風のため"\n'


def found(workspace: Workspace, *arguments: str) -> list[tuple[str, str]]:
    """Return code and key of every finding."""
    outcome = workspace.run("validate", "2019", "--format", "json", *arguments)
    # ``DONE`` gives every item a reason, missed or not; that is not what these tests are about.
    return [(d["code"], d["key"]) for d in json.loads(outcome.out)["diagnostics"] if d["code"] != "DX439"]


def only(workspace: Workspace) -> dict[str, Any]:
    """Return the one finding there is."""
    findings = json.loads(workspace.run("validate", "2019", "--format", "json").out)["diagnostics"]
    findings = [finding for finding in findings if finding["code"] != "DX439"]
    assert len(findings) == 1, findings
    finding: dict[str, Any] = findings[0]
    return finding


def indicator(body: str, name: str = "研修", unit: str = "回") -> str:
    return f'\n[[item.indicator]]\nname = "{name}"\nunit = "{unit}"\n{body}\n'


def report(text: str) -> str:
    return DONE + f'report = "{text}"\n'


class TestPublishedFigures:
    def plan(self, workspace: MakeWorkspace, whole: str, *parts: str, head: str = "") -> Workspace:
        text = HEAD.split("[[direction]]", maxsplit=1)[0] + head
        text += f"[published]\n{whole}\n" if whole else ""
        for number, part in enumerate(parts):
            text += f'\n[[direction]]\nid = "d{number}"\nname = "方向{number}"\n{part}\n'
        return workspace({"plans/2019/plan.toml": text})

    def test_a_whole_that_is_not_the_sum_of_its_parts(self, workspace: MakeWorkspace) -> None:
        made = self.plan(
            workspace,
            "items = 44\nachieved = 36",
            "items = 13\nachieved = 10\npublished = { items = 13, achieved = 10 }",
            "items = 31\nachieved = 27\npublished = { items = 31, achieved = 27 }",
        )
        assert found(made, "--only", "DX401") == [("DX401", "published.achieved")]
        finding = json.loads(made.run("validate", "2019", "--format", "json").out)["diagnostics"][0]
        assert "施策の展開方向を足すと37です（10＋27）" in finding["message"]
        assert "84.1%" in finding["hint"]

    def test_a_rate_that_is_not_its_counts(self, workspace: MakeWorkspace) -> None:
        made = self.plan(
            workspace,
            "",
            'items = 12\nachieved = 9\npublished = { items = 12, achieved = 9, rate = "80.0" }',
            'items = 31\nachieved = 28\npublished = { items = 31, achieved = 28, rate = "90.3" }',
        )
        finding = only(made)
        assert (finding["code"], finding["key"]) == ("DX402", "direction[0].published.rate")
        assert "9÷12は75.0%です（四捨五入）" in finding["message"]

    def test_another_rounding_that_fits_all(self, workspace: MakeWorkspace) -> None:
        parts = [
            f'items = {i}\nachieved = {a}\npublished = {{ items = {i}, achieved = {a}, rate = "{r}" }}'
            for i, a, r in ((12, 9, "75.0"), (18, 14, "77.7"), (10, 10, "100"), (37, 32, "86.4"))
        ]
        made = self.plan(workspace, "", *parts, head='[rate]\nrounding = "half_up"\n\n')
        finding = only(made)
        assert (finding["code"], finding["key"]) == ("DX403", "rate.rounding")
        assert "四捨五入では2件が合いませんが" in finding["message"]
        assert "切り捨てならすべて合います" in finding["message"]
        made.write("plans/2019/plan.toml", made.read("plans/2019/plan.toml").replace("half_up", "down"))
        assert found(made) == []

    def test_counts_that_the_items_do_not_give(self, small: Small) -> None:
        made = small(ITEM + DONE)
        head = made.read("plans/2019/plan.toml")
        made.write("plans/2019/plan.toml", head + 'published = { items = 2, achieved = 1, rate = "50.0" }\n')
        finding = only(made)
        assert (finding["code"], finding["key"]) == ("DX404", "direction[0].published.items")
        assert "2と公表されていますが、項目を数えると1です" in finding["message"]

    def test_a_rate_that_was_published_alone_and_no_longer_fits(self, small: Small) -> None:
        made = small(ITEM + DONE)
        head = made.read("plans/2019/plan.toml")
        made.write("plans/2019/plan.toml", head + 'published = { rate = "100" }\n')
        assert found(made) == []
        second = ITEM.replace('"koho"', '"b"').replace("広報事業", "広聴事業")
        made.write(
            "plans/2019/kurashi.toml",
            f"{ITEM}{DONE}\n{second}\n[item.result]\ndone = false\nreason = '台風のため'\n",
        )
        finding = only(made)
        assert (finding["code"], finding["key"]) == ("DX404", "direction[0].published.rate")
        assert "100%と公表されていますが、項目を数えると50.0%（1÷2）です" in finding["message"]

    def test_a_figure_of_an_item_that_was_published_and_changed_since(self, small: Small) -> None:
        indicator = '\n[[item.indicator]]\nname = "受講者数"\nunit = "人"\ntarget = 2000\nactual = {}\n'
        result = (
            '\n[item.result]\ndone = true\nreason = "台風のため"\npublished = "目標2,000人に対し、1,157人"\n'
        )
        assert found(small(ITEM + indicator.format(1157) + result)) == []
        assert found(small(ITEM + indicator.format(1175) + result)) == [("DX425", "item[0].result.published")]

    def test_counts_of_a_heading_under_a_direction(self, small: Small) -> None:
        heading = '[[direction]]\nid = "koho-1"\nname = "広報"\npublished = { items = 3 }\n\n'
        made = small(heading + ITEM + 'direction = "koho-1"\n' + DONE)
        finding = only(made)
        assert (finding["code"], finding["key"]) == ("DX404", "direction[0].published.items")
        assert finding["message"].startswith("広報の実施事業項目は3と公表されていますが、項目を数えると1です")

    def test_totals_only_years_are_classified(self, workspace: MakeWorkspace) -> None:
        made = self.plan(workspace, "", "items = 10\nachieved = 8", "items = 34\nachieved = 28")
        data = json.loads(made.run("classify", "2019", "--json").out)
        assert {"items": 44, "achieved": 36, "rate": "81.8", "sums": {}}.items() <= data["total"].items()
        assert [direction["rate"] for direction in data["directions"]] == ["80.0", "82.4"]


class TestYears:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("令和３（２０２２）年度までに終える。", "DX411"),
            ("令和３（２０２１）年度までに終える。", None),
            ("2024(令和6)年度から2028(令和9)年度まで続ける。", "DX411"),
            ("平成32年度までに終える。", "DX412"),
            ("平成31年度の棟数は650棟。", "DX412"),
            ("平成31年4月に始め、平成30年度から続ける。", None),
            ("平成31（令和元）年度に始めた。", None),
            ("2020年度4月から動かす。", "DX413"),
            ("2020年4月から動かす。", None),
            ("アクションプラン2019とICT未来フェア2019。", None),
        ],
    )
    def test_years_in_free_text(self, small: Small, text: str, code: str | None) -> None:
        made = small(ITEM.replace("広報誌を発行する。", text) + DONE)
        assert found(made) == ([(code, "item[0].goal")] if code else [])

    def test_the_place_is_the_phrase(self, small: Small) -> None:
        made = small(ITEM.replace("広報誌を発行する。", "全校への導入は令和３（2022）年度。") + DONE)
        finding = only(made)
        assert (finding["line"], finding["column"]) == (6, len('goal = "全校への導入は') + 1)
        assert "令和3年は2021年です" in finding["message"]


class TestNumbersInWords:
    @pytest.mark.parametrize(
        ("goal", "body", "code"),
        [
            ("研修を年12回開く。", "target = 10\nactual = 10", "DX421"),
            ("研修を年12回開く。", "target = 12\nactual = 12", None),
            ("研修を年12回開く（うち講師は3回）。", "target = 12\nactual = 12", None),
            ("研修を年4回、訓練を年2回行う。", "target = 12\nactual = 12", None),
            ("研修会を3会場で開く。", "target = 12\nactual = 12", None),
            ("1,698.3万回を目指す。", "target = 16983735\nactual = 16983735", None),
            ("5%増やす。", 'baseline = 100\ntarget = "5%増"\nactual = 105', None),
            ("R5に8回開く。", 'target = { R1 = 12, R5 = 8 }\nbetter = "lower"\nactual = 12', "DX454"),
        ],
    )
    def test_the_goals_number_against_the_indicators(
        self, small: Small, goal: str, body: str, code: str | None
    ) -> None:
        made = small(ITEM.replace("広報誌を発行する。", goal) + indicator(body) + DONE)
        assert [c for c, _ in found(made)] == ([code] if code else [])

    def test_the_goal_of_another_year(self, small: Small) -> None:
        body = 'target = { H30 = "250万", R1 = "275万" }\nactual = "280万"'
        made = small(ITEM.replace("広報誌を発行する。", "250万回まで伸ばす。") + indicator(body) + DONE)
        finding = only(made)
        assert finding["code"] == "DX453"
        assert "「250万回」はH30の目標です（R1の目標は275万回）" in finding["message"]
        made = small(
            ITEM.replace("広報誌を発行する。", "平成30年度に250万回とする。") + indicator(body) + DONE
        )
        assert found(made) == []

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("全3,367件中、3,123件（95%）を電子入札とした。", "DX422"),
            ("全3,367件中、3,123件（92.8%）を電子入札とした。", None),
            ("全3,367件中、3,123件（92.7%）を電子入札とした。", None),
            ("全3,367件中、3,025件（90%）を電子閲覧とした。", None),
            ("7,605人から9,852人へ35%増えた。", "DX423"),
            ("登録者は7,605人から9,852人へ35%増となった。", "DX423"),
            ("登録者は7,605人から9,852人へ30%増となった。", None),
            ("参加者は39名、38名（計78名）であった。", "DX424"),
            ("参加者は39名、38名（計77名）であった。", None),
            ("のぼり旗1,400枚（1地区50枚×28地区）を作った。", None),
        ],
    )
    def test_what_a_report_says_of_its_own_numbers(self, small: Small, text: str, code: str | None) -> None:
        made = small(ITEM + report(text))
        assert found(made) == ([(code, "item[0].result.report")] if code else [])

    def test_growth_beside_base_and_actual(self, small: Small) -> None:
        body = 'baseline = 7605\ntarget = "5%増"\nactual = 9852'
        made = small(ITEM + indicator(body, unit="人") + report("登録者は40%増となった。"))
        finding = only(made)
        assert finding["code"] == "DX423"
        assert "7,605から9,852へは29.5%増" in finding["message"]
        assert found(small(ITEM + indicator(body, unit="人") + report("登録者は30%増となった。"))) == []

    @pytest.mark.parametrize(
        ("wording", "code"),
        [
            ("目標全件に対し、95%を実施", "DX425"),
            ("目標全件に対し、93%を実施", None),
            ("目標全件に対し、92.8%を実施", None),
        ],
    )
    def test_the_wording_of_the_achievement(self, small: Small, wording: str, code: str | None) -> None:
        body = 'target = "全件"\nactual = { numerator = 3123, denominator = 3367 }'
        made = small(ITEM + indicator(body, unit="%") + DONE + f'wording = "{wording}"\n')
        assert found(made) == ([(code, "item[0].result.wording")] if code else [])

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("目標の2倍以上に増えた。", "DX426"),
            ("目標の1.5倍に増えた。", None),
            ("前年の2倍に増えた。", None),
        ],
    )
    def test_times_the_target(self, small: Small, text: str, code: str | None) -> None:
        made = small(ITEM + indicator('target = 16000\nactual = "約24,000"') + report(text))
        assert [c for c, _ in found(made)] == ([code] if code else [])

    def test_a_cumulative_series_is_the_sum_of_its_years(self, small: Small) -> None:
        yearly = indicator("target = { R1 = 7, R2 = 9, R3 = 12 }\nactual = 7", name="起業件数", unit="件")
        total = indicator(
            "target = { R1 = 10, R2 = 20, R3 = 32 }\nactual = 10", name="起業件数（累計）", unit="件"
        )
        made = small(ITEM + yearly + total + DONE)
        finding = only(made)
        assert (finding["code"], finding["key"]) == ("DX427", "item[0].indicator[1].target.R2")
        assert "足した19と違います" in finding["message"]
        assert found(small(ITEM + yearly + total.replace("20", "19").replace("32", "31") + DONE)) == []


class TestVerdicts:
    def test_an_overrule_against_the_numbers(self, small: Small) -> None:
        overrule = '\n[item.result.override]\nverdict = "計画どおり実施"\nreason = "おおむね実施"\n'
        made = small(ITEM + indicator("target = 300\nactual = 108", unit="人") + DONE + overrule)
        assert found(made) == [("DX431", "item[0].result.override.verdict")]

    def test_an_overrule_with_the_numbers_is_let_be(self, small: Small) -> None:
        overrule = '\n[item.result.override]\nverdict = "未達"\nreason = "確定した"\n'
        made = small(ITEM + indicator("target = 300\nactual = 108", unit="人") + DONE + overrule)
        assert found(made) == []

    def test_achieved_without_a_target(self, small: Small) -> None:
        overrule = '\n[item.result.override]\nverdict = "目標達成"\nreason = "順調"\n'
        codes = [code for code, _ in found(small(ITEM + DONE + overrule))]
        assert sorted(codes) == ["DX431", "DX432"]

    @pytest.mark.parametrize(
        ("published", "wrong"),
        [
            ("目標達成", True),
            ("計画どおり実施", True),
            ("・研修目標達成 ・会議目標3回に対し、2回", False),
            ("目標300人に対し、108人", False),
        ],
    )
    def test_the_published_verdict(self, small: Small, published: str, *, wrong: bool) -> None:
        body = indicator("target = 300\nactual = 108", unit="人")
        made = small(ITEM + body + DONE + f'published = "{published}"\n')
        assert ("DX433" in [code for code, _ in found(made)]) is wrong

    @pytest.mark.parametrize(("actual", "times"), [("3000000", "3.0"), ("11837400", "11.8")])
    def test_far_over_the_target(self, small: Small, actual: str, times: str) -> None:
        made = small(ITEM + indicator(f'target = "100万"\nactual = {actual}', unit="PV") + DONE)
        finding = only(made)
        assert finding["code"] == "DX434"
        assert f"目標100万PVの{times}倍です" in finding["message"]

    def test_how_far_is_declared_by_the_plan(self, small: Small) -> None:
        made = small(ITEM + indicator("target = 10\nactual = 40") + DONE)
        assert [code for code, _ in found(made)] == ["DX434"]
        made.write(
            "plans/2019/plan.toml", HEAD.replace("[[direction]]", "[checks]\nfar_over = 5\n\n[[direction]]")
        )
        assert found(made) == []

    def test_a_missed_target_without_reason(self, small: Small) -> None:
        made = small(ITEM + indicator("target = 12\nactual = 3") + "\n[item.result]\ndone = true\n")
        assert found(made) == [("DX308", "item[0].result")]


class TestReposts:
    def two(self, workspace: MakeWorkspace, second: str) -> Workspace:
        head = HEAD + '\n[[direction]]\nid = "sangyo"\nname = "産業"\n'
        return workspace(
            {
                "plans/2019/plan.toml": head,
                "plans/2019/kurashi.toml": ITEM + DONE,
                "plans/2019/sangyo.toml": second,
            }
        )

    @pytest.mark.parametrize(
        ("old", "new", "alike"),
        [
            ("広報事業", "広報事業", True),
            ("広報事業", "広報 事業", True),
            ("広報事業", "広聴事業", False),
            ("総務部 広報課", "総務部 税務課", False),
            ("県の取組を知らせる。", "税の仕組みを改める。", False),
        ],
    )
    def test_the_same_project_under_two_directions(
        self, workspace: MakeWorkspace, old: str, new: str, *, alike: bool
    ) -> None:
        second = ITEM.replace('"koho"', '"koho-2"').replace(old, new) + DONE
        made = self.two(workspace, second)
        assert ("DX441" in [code for code, _ in found(made)]) is alike

    def test_the_same_name_in_one_direction_is_let_be(self, small: Small) -> None:
        made = small(ITEM + DONE + "\n" + ITEM.replace('"koho"', '"koho-2"') + DONE)
        assert found(made) == []

    def test_near_names(self, workspace: MakeWorkspace) -> None:
        long = "福島イノベーション・コースト構想に基づく農業先端技術展開事業"
        second = ITEM.replace('"koho"', '"b"').replace("広報事業", long.replace("構想に", "")) + DONE
        made = self.two(workspace, second)
        made.write("plans/2019/kurashi.toml", ITEM.replace("広報事業", long) + DONE)
        assert [code for code, _ in found(made)] == ["DX441", "DX478"]  # 「に」 is missing too

    def test_a_repost_that_drifted_from_its_original(self, workspace: MakeWorkspace) -> None:
        repost = '[[item]]\nid = "b"\nrepost_of = "koho"\n\n[item.printed]\n'
        made = self.two(workspace, repost + 'goal = "広報誌を毎月発行する。"\n')
        finding = only(made)
        assert (finding["code"], finding["key"]) == ("DX442", "item[0].printed.goal")
        made = self.two(workspace, repost + 'goal = "<ul style=x>・広報誌を 発行する。"\nname = "広報事業"\n')
        assert [code for code, _ in found(made) if code == "DX442"] == []


class TestTargets:
    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ("target = { R1 = 110, R2 = 250, R3 = 205 }", "DX451"),
            ("target = { R1 = 110, R2 = 110, R3 = 205 }", None),
            ('target = { R1 = 169, R2 = 165 }\nbetter = "lower"', None),
            ('target = { R1 = 165, R2 = 169 }\nbetter = "lower"', "DX451"),
            ('target = { R1 = "▲198", R2 = "▲110" }', None),
            ("baseline = 480\ntarget = 470", "DX452"),
            ("baseline = 480\ntarget = 480", None),  # 480回 in every year
            ("baseline = 480\ntarget = 500", None),
            ('baseline = 120\ntarget = 110\nbetter = "lower"', None),
            ('baseline = 100\ntarget = "5%増"', None),
            ("target = { R1 = 110, R3 = 275 }", "DX454"),
            ("target = { R1 = 110, R2 = 250, R3 = 275 }", None),
        ],
    )
    def test_series_and_bases(self, small: Small, body: str, code: str | None) -> None:
        made = small(ITEM + indicator(body + '\nactual = "集計中"'))
        assert [c for c, _ in found(made)] == ([code] if code else [])

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ("baseline = 61.9\ntarget = 65.0\nactual = 57.9", "DX455"),
            ("baseline = 61.9\ntarget = 65.0\nactual = 62.0", None),
            ('baseline = 169\ntarget = 160\nactual = 170\nbetter = "lower"', "DX455"),
            ('baseline = 169\ntarget = 160\nactual = 165\nbetter = "lower"', None),
        ],
    )
    def test_an_actual_worse_than_its_base(self, small: Small, body: str, code: str | None) -> None:
        made = small(ITEM + indicator(body, unit="%") + DONE)
        assert [c for c, _ in found(made)] == ([code] if code else [])

    @pytest.mark.parametrize(
        ("body", "times"),
        [
            ("baseline = 22\ntarget = 15\nactual = 18", 1),  # reached from the first day, were more better
            ('baseline = 22\ntarget = "15以上"\nactual = 18', 0),
            ("baseline = 22\ntarget = 30\nactual = 18", 1),
            ('baseline = 22\ntarget = "15以下"\nactual = 25', 0),  # it says already that less is better
            ('baseline = 22\ntarget = 15\nactual = 25\nbetter = "lower"', 0),
        ],
    )
    def test_the_direction_is_asked_for_where_nothing_tells_it(
        self, small: Small, body: str, times: int
    ) -> None:
        out = small(ITEM + indicator(body, unit="分") + DONE).run("validate", "2019", "--only", "DX45").out
        assert "数字を確かめ" in out
        assert out.count('少ないほどよい指標なら better = "lower"') == times


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("業務時間の削減率は▲83%であった。", "DX429"),
        ("5業務で▲6,647時間となった。", None),
        ("削減率は83%であった。", None),
    ],
)
def test_a_reduction_with_a_minus(small: Small, text: str, code: str | None) -> None:
    assert [c for c, _ in found(small(ITEM + report(text)))] == ([code] if code else [])


class TestIgnoring:
    BODY = indicator("target = 10\nactual = 40")

    def test_on_an_item_with_a_reason(self, small: Small) -> None:
        ignore = 'ignore = [{ code = "DX434", reason = "目標は公表のとおり" }]\n'
        assert found(small(ITEM + ignore + self.BODY + DONE)) == []

    def test_not_without_a_reason(self, small: Small) -> None:
        made = small(ITEM + 'ignore = [{ code = "DX434" }]\n' + self.BODY + DONE)
        assert ("DX202", "item[0].ignore[0].reason") in found(made)

    def test_only_on_that_item(self, small: Small) -> None:
        ignore = 'ignore = [{ code = "DX434", reason = "目標は公表のとおり" }]\n'
        other = "\n" + ITEM.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業") + self.BODY + DONE
        assert [key for _, key in found(small(ITEM + ignore + self.BODY + DONE + other))] == [
            "item[1].indicator[0].actual"
        ]

    def test_for_the_whole_plan(self, small: Small) -> None:
        made = small(ITEM + self.BODY + DONE)
        made.write(
            "plans/2019/plan.toml",
            HEAD.replace("[[direction]]", '[checks]\nignore = ["DX434"]\n\n[[direction]]'),
        )
        assert found(made) == []

    def test_an_unknown_code_is_said(self, small: Small) -> None:
        ignore = 'ignore = [{ code = "DX999", reason = "なし" }]\n'
        assert found(small(ITEM + ignore + DONE)) == [("DX491", "item[0].ignore[0]")]

    def test_errors_of_reading_cannot_be_ignored(self, small: Small) -> None:
        ignore = 'ignore = [{ code = "DX203", reason = "なし" }]\n'
        assert ("DX203", "item[0].targte") in found(small(ITEM + ignore + "targte = 3\n"))


class TestCommand:
    def test_only_takes_the_beginning_of_a_code(self, small: Small) -> None:
        made = small(
            ITEM.replace("広報誌を発行する。", "平成32年度まで。") + "\n[item.result]\ndone = false\n"
        )
        assert [code for code, _ in found(made)] == ["DX412", "DX308"]
        assert [code for code, _ in found(made, "--only", "dx4")] == ["DX412"]
        assert [code for code, _ in found(made, "--only", "DX3", "--only", "DX412")] == ["DX412", "DX308"]

    @pytest.mark.parametrize("code", ["DX411", "dx411", "DX203"])
    def test_explain_prints_the_page(self, small: Small, code: str) -> None:
        outcome = small(ITEM).run("validate", "--explain", code)
        assert outcome.code == 0
        assert outcome.out.startswith(code.upper())
        assert "悪い例:" in outcome.out
        assert "良い例:" in outcome.out

    def test_explain_of_an_unknown_code(self, small: Small) -> None:
        outcome = small(ITEM).run("validate", "--explain", "DX999")
        assert (outcome.code, "「DX999」というコードはありません。" in outcome.err) == (2, True)

    def test_findings_stand_under_their_item_and_file(self, small: Small) -> None:
        other = "\n" + ITEM.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業").replace(
            "広報誌", "平成33年度"
        )
        made = small(ITEM.replace("広報誌を発行", "平成32年度に発行") + other)
        lines = [line for line in made.run("validate").out.splitlines() if line.startswith("■")]
        assert lines == [
            "■ plans/2019/kurashi.toml の1番目の項目「広報事業」",
            "■ plans/2019/kurashi.toml の2番目の項目「広聴事業」",
        ]


class TestFixing:
    ITEMS = (
        ITEM.replace("広報誌を発行する。", "計画どおり進める。")
        + DONE
        + 'report = "計画どおりに、ＩＣＴ研修を12回、ICT講習を3回、ICT教室を2回、ICT相談を5回行った。"  # 確認済み\n'
        + "\n# 次の項目\n"
        + ITEM.replace('"koho"', '"kocho"')
        .replace("広報事業", "広聴事業")
        .replace("広報誌を発行する。", "計画通り進める。")
        + DONE
    )

    def test_it_shows_the_difference_and_changes_those_words_only(self, small: Small) -> None:
        made = small(self.ITEMS)
        before = made.read("plans/2019/kurashi.toml")
        outcome = made.run("validate", "--fix")
        assert outcome.code == 0
        assert '-goal = "計画通り進める。"' in outcome.out
        assert '+goal = "計画どおり進める。"' in outcome.out
        after = made.read("plans/2019/kurashi.toml")
        assert after == before.replace("計画通り", "計画どおり").replace("ＩＣＴ", "ICT")
        assert made.run("validate", "--fix").err == "自動で直せるものはありません。\n"

    def test_a_dry_run_writes_nothing(self, small: Small) -> None:
        made = small(self.ITEMS)
        before = made.files()
        outcome = made.run("validate", "--fix", "--dry-run")
        assert '+goal = "計画どおり進める。"' in outcome.out
        assert made.files() == before

    def test_line_ends_and_bom_stay(self, small: Small) -> None:
        made = small("")
        made.write("plans/2019/kurashi.toml", b"\xef\xbb\xbf" + self.ITEMS.replace("\n", "\r\n").encode())
        made.run("validate", "--fix")
        after = (made.path / "plans/2019/kurashi.toml").read_bytes()
        assert (
            after
            == b"\xef\xbb\xbf"
            + self.ITEMS.replace("計画通り", "計画どおり")
            .replace("ＩＣＴ", "ICT")
            .replace("\n", "\r\n")
            .encode()
        )

    def test_only_limits_what_is_fixed(self, small: Small) -> None:
        made = small(self.ITEMS)
        made.run("validate", "--fix", "--only", "DX462")
        assert "計画通り" in made.read("plans/2019/kurashi.toml")
        assert "ＩＣＴ" not in made.read("plans/2019/kurashi.toml")

    def test_what_needs_a_second_look_is_fixed_only_when_named(self, small: Small) -> None:
        made = small(ITEM.replace("広報誌を発行する。", "ﾃﾞｼﾞﾀﾙ広報誌を発行する。") + DONE)
        assert [code for code, _ in found(made)] == ["DX467"]
        assert made.run("validate", "--fix").err == "自動で直せるものはありません。\n"
        outcome = made.run("validate", "--fix", "--only", "DX467")
        assert outcome.err == "確かめの要る1か所は直していません。よければ --yes を付けてください。\n"
        assert "+goal" in outcome.out
        assert "ﾃﾞｼﾞﾀﾙ" in made.read("plans/2019/kurashi.toml")
        made.run("validate", "--fix", "--only", "DX467", "--yes")
        assert "デジタル広報誌" in made.read("plans/2019/kurashi.toml")

    def test_the_missing_blank_between_bureau_and_section(self, small: Small) -> None:
        other = "\n" + ITEM.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業").replace(
            "総務部 広報課", "総務部広報課"
        )
        made = small(ITEM + DONE + other + DONE)
        assert [code for code, _ in found(made)] == ["DX471"]
        made.run("validate", "--fix")
        assert "総務部広報課" not in made.read("plans/2019/kurashi.toml")


def test_departments_are_held_against_the_table(small: Small) -> None:
    made = small(ITEM + DONE)
    table = (
        '[[department]]\nbureau = "総務部"\nsections = ["広報広聴課"]\n\n'
        '[[renamed]]\nold = "総務部 広報課"\nnew = "総務部 広報広聴課"\nsince = "R1"\n'
    )
    made.write("plans/departments.toml", table)
    finding = only(made)
    assert (finding["code"], finding["key"]) == ("DX472", "item[0].departments[0]")
    assert "総務部 広報広聴課" in finding["message"] + finding["hint"]


def test_a_mistake_in_the_table_of_departments_is_shown(small: Small) -> None:
    made = small(ITEM + DONE)
    made.write("plans/departments.toml", '[[department]]\nbureu = "総務部"\n')
    outcome = made.run("validate")
    assert outcome.code == 1
    assert "plans/departments.toml:2:1: エラー DX203" in outcome.out


def test_one_mistake_a_thousand_times_in_one_text_is_one_finding(small: Small) -> None:
    made = small(ITEM.replace("広報誌を発行する。", "令和３（2022）年度に終える。" * 1000) + DONE)
    assert found(made) == [("DX411", "item[0].goal")]
    out = made.run("validate").out
    assert max(len(line) for line in out.splitlines()) < 200


class TestRepostedIndicators:
    ORIGINAL = '\n[[item.indicator]]\nid = "kpi-1"\nname = "研修"\nunit = "回"\nbaseline = 10\ntarget = { R1 = 12, R3 = 5 }\n'
    REPOST = (
        '\n[[item]]\nid = "kenshu-2"\nname = "別の研修"\ndepartments = ["総務部 広報課"]\n'
        '\n[[item.indicator]]\nrepost_of = "kpi-1"\n'
    )

    def test_what_is_wrong_is_said_at_the_original_alone(self, small: Small) -> None:
        alone = found(small(ITEM + self.ORIGINAL))
        assert alone != []
        assert found(small(ITEM + self.ORIGINAL + self.REPOST)) == alone
