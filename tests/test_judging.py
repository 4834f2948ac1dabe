"""The rules of judgement, one line of the table after the other, as a plan says them and ``classify`` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]


def indicator(target: str, actual: str = "", more: str = "", *, unit: str = "回", name: str = "研修") -> str:
    recorded = f"actual = {actual}\n" if actual else ""
    return f'\n[[item.indicator]]\nname = "{name}"\nunit = "{unit}"\ntarget = {target}\n{recorded}{more}'


DONE = "\n[item.result]\ndone = true\n"
NOT_DONE = '\n[item.result]\ndone = false\nreason = "台風のため"\n'


def judge(small: Small, items: str) -> dict[str, Any]:
    outcome = small(items).run("classify", "2019", "--json")
    assert outcome.code == 0, outcome.err
    item: dict[str, Any] = json.loads(outcome.out)["items"][0]
    return item


@pytest.mark.parametrize(
    ("rest", "verdict"),
    [
        (indicator("12", "12") + DONE, "目標達成"),
        (indicator("12", "12"), "目標達成"),
        (indicator("12", "11") + DONE, "未達"),
        (indicator("12", "12") + indicator("3", "2", name="会議") + DONE, "未達"),
        (indicator("12", "12") + indicator("3", name="会議") + DONE, "未記録"),
        (indicator("12", '"集計中"') + DONE, "未記録"),
        (indicator("12", "12") + NOT_DONE, "未達"),
        (indicator("12", "99", 'due = "R5"\n') + DONE, "目標達成"),
        (indicator("12", "11", 'due = "R5"\n') + DONE, "計画どおり実施"),
        (
            indicator("12", "99", 'due = "R5"\n') + indicator("9", "8", 'due = "R2"\n', name="会議") + DONE,
            "計画どおり実施",
        ),
        (indicator("12", "", 'due = "R5"\n') + DONE, "計画どおり実施"),
        (indicator("12", "11", 'due = "H30"\n') + DONE, "未達"),
        (DONE, "計画どおり実施"),
        (NOT_DONE, "未達"),
        ("", "未記録"),
        ('\n[item.result]\nreport = "行った。"\n', "未記録"),
    ],
)
def test_each_line_of_the_table(small: Small, rest: str, verdict: str) -> None:
    assert judge(small, ITEM + rest)["verdict"] == verdict


@pytest.mark.parametrize(
    ("target", "actual", "more", "verdict"),
    [
        ('"約50万"', '"110万回強"', "", "目標達成"),
        ('"26億2,652万"', "2626520000", "", "目標達成"),
        ('"26億2,652万"', "2626519999", "", "未達"),
        ('"99以上"', "99", "", "目標達成"),
        ('"99超"', "99", "", "未達"),
        ('"30以下"', "30", "", "目標達成"),
        ('"30未満"', "30", "", "未達"),
        ("30", "30", 'better = "lower"\n', "目標達成"),
        ("30", "31", 'better = "lower"\n', "未達"),
        ("30", "31", 'better = "equal"\n', "未達"),
        ('"8〜12"', "12", "", "目標達成"),
        ('"8〜12"', "13", "", "未達"),
        ('"▲3"', '"▲2"', "", "目標達成"),
        ('"▲3"', '"▲4"', "", "未達"),
        ("65.0", "64.9", "", "未達"),
        ("0", "0", 'better = "lower"\n', "目標達成"),
        ("0", "3", 'better = "lower"\n', "未達"),
    ],
)
def test_quantities_are_compared_by_what_they_mean(
    small: Small, target: str, actual: str, more: str, verdict: str
) -> None:
    assert judge(small, ITEM + indicator(target, actual, more) + DONE)["verdict"] == verdict


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        ('"5%増"', "7985", "未達"),  # 7,605 × 1.05 = 7,985.25
        ('"5%増"', "7986", "目標達成"),
        ('"5%減"', "7225", "未達"),  # 7,224.75
        ('"5%減"', "7224", "目標達成"),
        ('"100増"', "7705", "目標達成"),
        ('"100増"', "7704", "未達"),
        ('"2倍"', "15210", "目標達成"),
        ('"2倍"', "15209", "未達"),
    ],
)
def test_growth_is_judged_against_its_base(small: Small, target: str, actual: str, verdict: str) -> None:
    rest = indicator(target, actual, "baseline = 7605\n", unit="人")
    assert judge(small, ITEM + rest + DONE)["verdict"] == verdict


@pytest.mark.parametrize(
    ("target", "numerator", "text"),
    [
        ('"全件"', 3123, "目標全件に対し、92.8%"),
        ('"全件"', 3367, "目標達成"),
        ("92.755", 3123, "目標92.755%に対し、92.75%"),  # 3,123 ÷ 3,367 = 92.7532…
        ("92.753", 3123, "目標達成"),
    ],
)
def test_a_quotient_is_compared_unrounded(small: Small, target: str, numerator: int, text: str) -> None:
    rest = indicator(target, f"{{ numerator = {numerator}, denominator = 3367 }}", unit="%")
    assert judge(small, ITEM + rest + DONE)["text"] == text


@pytest.mark.parametrize("unit", ['unit = "件"\n', ""])
def test_all_of_them_is_a_target_in_percent(small: Small, unit: str) -> None:
    target = f'\n[[item.indicator]]\nname = "電子入札の実施率"\n{unit}target = "全件"\n'
    outcome = small(ITEM + target).run("validate", "2019")
    assert outcome.code == 1
    assert (
        "DX310 「全件」は割合の目標（100%）ですが、指標の単位が % ではありません。"
        in outcome.err + outcome.out
    )
    assert 'unit = "%"' in outcome.err + outcome.out
    percent = target.replace(unit, "").replace("target", 'unit = "％"\ntarget')
    assert "DX310" not in small(ITEM + percent).run("validate", "2019").out


def test_a_third_is_never_rounded_into_a_verdict(small: Small) -> None:
    rest = indicator("33.33333333333333333333", "{ numerator = 1, denominator = 3 }", unit="%")
    assert judge(small, ITEM + rest + DONE)["verdict"] == "目標達成"


def test_a_missed_indicator_prints_the_shortfall(small: Small) -> None:
    rest = indicator("2000", "1157", unit="人", name="見学者数") + DONE
    assert judge(small, ITEM + rest)["text"] == "目標2,000人に対し、1,157人"


def test_several_indicators_print_a_line_each(small: Small) -> None:
    rest = indicator("2", "2", name="アイデアソン開催") + indicator("3", "2", name="勉強会開催") + DONE
    assert judge(small, ITEM + rest)["text"] == "・アイデアソン開催目標達成\n・勉強会開催目標3回に対し、2回"


def test_the_sections_own_wording_wins(small: Small) -> None:
    rest = indicator("3", "1") + DONE + 'wording = "目標年3回に対し、1回実施"\n'
    assert judge(small, ITEM + rest)["text"] == "目標年3回に対し、1回実施"


def test_an_overrule_counts_and_is_shown_with_its_reason(small: Small) -> None:
    rest = indicator("300", "108", unit="人") + DONE
    overrule = '\n[item.result.override]\nverdict = "計画どおり実施"\nreason = "動画は計画どおり"\n'
    made = small(ITEM + rest + overrule)
    item = json.loads(made.run("classify", "2019", "--json").out)["items"][0]
    assert item["verdict"] == item["text"] == "計画どおり実施"
    assert item["override"] == {
        "verdict": "計画どおり実施",
        "reason": "動画は計画どおり",
        "computed": "未達",
    }
    out = made.run("classify", "2019").out
    assert "数字では ▲ 未達 → ○ 計画どおり実施" in out
    assert "理由: 動画は計画どおり" in out


OVERRULE = '\n[item.result.override]\nverdict = "目標達成"\nreason = "おおむね開いた"\n'


@pytest.mark.parametrize(
    "items",
    [
        ITEM + OVERRULE,
        ITEM + indicator("12") + OVERRULE,
        ITEM + indicator("12", '"集計中"') + DONE + OVERRULE,
        ITEM + indicator("12", "12") + indicator("3", name="会議") + DONE + OVERRULE,
    ],
)
class TestOverruledBeforeItIsRecorded:
    def test_it_stays_unrecorded_and_is_not_achieved(self, small: Small, items: str) -> None:
        made = small(items)
        data = json.loads(made.run("classify", "2019", "--json").out)
        assert (data["total"]["achieved"], data["items"][0]["verdict"]) == (0, "未記録")

    def test_everybody_is_told(self, small: Small, items: str) -> None:
        made = small(items)
        assert (
            "判定の変更（◎ 目標達成）は、実績が記録されるまで数えません。" in made.run("classify", "2019").out
        )
        said = "判定の変更: 目標達成（実績が記録されるまで、数えない）  理由: おおむね開いた"
        assert said in made.run("classify", "2019", "--explain", "koho").out
        strict = made.run("validate", "2019", "--strict")
        assert strict.code == 1
        assert "DX430 「広報事業」は実績が未記録のまま、判定だけが目標達成に変えられています。" in strict.out

    def test_it_is_not_published(self, small: Small, items: str) -> None:
        made = small(items)
        outcome = made.run("render", "2019")
        assert outcome.code == 2
        assert "未記録の項目が1件あります（1-1 広報事業 など）。" in outcome.err


def test_a_report_is_enough_for_a_person_to_judge_an_item_without_numbers(small: Small) -> None:
    made = small(ITEM + '\n[item.result]\nreport = "動画を公開した。"\n' + OVERRULE)
    assert "DX430" not in made.run("validate", "2019", "--strict").out
    assert json.loads(made.run("classify", "2019", "--json").out)["items"][0]["verdict"] == "目標達成"


def test_nothing_recorded_is_no_rate_of_zero(small: Small) -> None:
    made = small(ITEM)
    assert json.loads(made.run("classify", "2019", "--json").out)["total"]["rate"] == "－"
    said = "割合: 実績が一つも記録されていないので、計算しない"
    assert said in made.run("classify", "2019", "--explain", "全体").out
    made.write("plans/2019/kurashi.toml", ITEM + NOT_DONE)
    assert json.loads(made.run("classify", "2019", "--json").out)["total"]["rate"] == "0.0"


def test_an_excluded_item_stands_outside_the_denominator(small: Small) -> None:
    excluded = ITEM.replace('"koho"', '"haishi"') + 'excluded = "制度の廃止"\n'
    made = small(ITEM + DONE + "\n" + excluded)
    data = json.loads(made.run("classify", "2019", "--json").out)
    assert {"items": 1, "achieved": 1, "rate": "100", "sums": {}}.items() <= data["total"].items()
    assert data["items"][1]["verdict"] == "対象外"


def test_an_unrecorded_item_is_counted_and_never_achieved(small: Small) -> None:
    made = small(ITEM + DONE + "\n" + ITEM.replace('"koho"', '"kocho"'))
    data = json.loads(made.run("classify", "2019", "--json").out)
    assert {"items": 2, "achieved": 1, "rate": "50.0", "sums": {}}.items() <= data["total"].items()
    assert "未記録の項目（1件）" in made.run("classify", "2019").out


def test_a_repost_has_everything_from_its_original(small: Small) -> None:
    repost = '\n[[item]]\nid = "koho-again"\nrepost_of = "koho"\n'
    made = small(ITEM + indicator("3", "1") + DONE + repost)
    data = json.loads(made.run("classify", "2019", "--json").out)
    original, again = data["items"]
    assert data["total"]["items"] == 2
    assert (again["name"], again["verdict"], again["text"]) == (
        original["name"],
        "未達",
        "目標3回に対し、1回",
    )


def test_a_plan_by_years_is_judged_by_its_own(small: Small) -> None:
    rest = (
        indicator("{ R1 = 12, R2 = 20 }", "{ R1 = 13 }", 'due = "R2"\n') + "\n[item.result.R1]\ndone = true\n"
    )
    assert judge(small, ITEM + rest)["verdict"] == "目標達成"


@pytest.mark.parametrize("item", ["koho", "1-1", "１－１".replace("－", "-")])
def test_explain_names_rule_numbers_and_lines(small: Small, item: str) -> None:
    made = small(ITEM + indicator('"5%増"', "9852", "baseline = 7605\n", unit="人") + DONE)
    outcome = made.run("classify", "2019", "--explain", item)
    assert outcome.code == 0
    assert "今年度が期限の指標を、すべて達成した" in outcome.out
    assert "実績 9,852 ／ 目標 7,985.25（目標の表記 5%増）" in outcome.out
    assert "plans/2019/kurashi.toml:8" in outcome.out  # [[item.indicator]]
    assert "plans/2019/kurashi.toml:15" in outcome.out  # [item.result]
    assert "記載場所: plans/2019/kurashi.toml:1" in outcome.out


def test_explain_of_an_unknown_item_suggests_the_right_one(small: Small) -> None:
    outcome = small(ITEM).run("classify", "2019", "--explain", "kohoo")
    assert outcome.code == 2
    assert (
        outcome.err
        == "エラー: 「kohoo」という項目や施策の展開方向はありません。\n  ヒント: 「koho」の間違いではありませんか。\n"
    )


@pytest.mark.parametrize(
    ("target", "counts", "unit", "text"),
    [
        ("92.8", (3123, 3367), "%", "目標92.8%に対し、92.75%"),
        ("99.99", (9998, 10000), "%", "目標99.99%に対し、99.98%"),
        ("100", (99999, 100000), "%", "目標100%に対し、99.999%"),
        ('"93以下"', (9304, 10000), "%", "目標93%以下に対し、93.04%"),
        ("95", (3123, 3367), "%", "目標95%に対し、92.8%"),
    ],
)
def test_a_miss_is_printed_with_as_many_digits_as_tell_it_from_its_target(
    small: Small, target: str, counts: tuple[int, int], unit: str, text: str
) -> None:
    actual = f"{{ numerator = {counts[0]}, denominator = {counts[1]} }}"
    assert judge(small, ITEM + indicator(target, actual, unit=unit) + DONE)["text"] == text


@pytest.mark.parametrize(
    ("unit", "target", "counts", "text"),
    [
        ("人/台", "5.0", (340, 100), "目標5.0人/台に対し、3.4人/台"),
        ("人/台", "3.4", (340, 100), "目標達成"),
        ("件/10万人", "50", (9, 20000), "目標50件/10万人に対し、45.0件/10万人"),
        ("人口千人当たり人", "2", (40, 20000), "目標達成"),
    ],
)
def test_a_quotient_stands_in_the_unit_of_its_indicator(
    small: Small, unit: str, target: str, counts: tuple[int, int], text: str
) -> None:
    actual = f"{{ numerator = {counts[0]}, denominator = {counts[1]} }}"
    assert judge(small, ITEM + indicator(target, actual, unit=unit) + DONE)["text"] == text


def test_the_rate_of_items_and_that_of_indicators_stand_side_by_side(small: Small) -> None:
    other = ITEM.replace('"koho"', '"kocho"')
    overrule = '\n[item.result.override]\nverdict = "計画どおり実施"\nreason = "動画は計画どおり"\n'
    missed = indicator("12", "12") + indicator("3", "1", name="会議") + DONE + overrule
    made = small(ITEM + missed + "\n" + other + DONE)
    out = made.run("classify", "2019").out
    assert (
        "別に、指標の割合: 1/2指標、50.0%" in out
    )  # that a person has overruled the item makes no indicator met
    assert (
        "別に、判定した指標 2、達成した指標 1、達成した指標の割合 50.0%"
        in made.run("classify", "2019", "--explain", "全体").out
    )
    assert made.run("render", "2019", "--format", "md").code == 0
    assert "| 1 暮らし | 2 | 2 | 100% | 2 | 1 | 50.0% |" in made.read("out/2019/実施結果.md")


BUREAUS = "".join(
    ITEM.replace('"koho"', f'"{id_}"').replace('["総務部 広報課"]', json.dumps(names, ensure_ascii=False))
    + DONE
    + "\n"
    for id_, names in {
        "a": ["土木部 道路課"],
        "b": ["総務部 税務課", "土木部 道路課"],
        "c": [],
    }.items()
)


def by_bureau(made: Workspace) -> list[str]:
    assert made.run("render", "2019", "--format", "md").code == 0
    table = made.read("out/2019/実施結果.md").partition("部局別")[2].strip().split("\n\n")[0]
    return [" ".join(line.replace("*", "").strip("| ").split(" | ")[:2]) for line in table.split("\n")[2:]]


def test_the_table_by_bureau_adds_up_and_says_what_is_counted_twice(small: Small) -> None:
    made = small(BUREAUS)
    assert by_bureau(made) == ["土木部 2", "総務部 1", "（担当の記載なし） 1", "延べ 4", "計 3"]
    assert "※二つ以上の部局が担当するものは、それぞれの部局で数えている。" in made.read(
        "out/2019/実施結果.md"
    )
    made.write("plans/2019/kurashi.toml", BUREAUS.replace('"総務部 税務課", ', ""))
    assert by_bureau(made) == ["土木部 2", "（担当の記載なし） 1", "計 3"]


def test_bureaus_stand_in_the_order_of_their_table(small: Small) -> None:
    made = small(BUREAUS)
    body = '[[department]]\nbureau = "{}"\nsections = ["{}"]\n'
    made.write("plans/departments.toml", body.format("総務部", "税務課") + body.format("土木部", "道路課"))
    assert by_bureau(made)[:2] == ["総務部 1", "土木部 2"]


@pytest.mark.parametrize(
    ("target", "actual", "text"),
    [
        ('"5ポイント増"', "55", "目標達成"),
        ('"5ポイント増"', "54.9", "目標5ポイント増に対し、54.9%"),
        ('"5%ポイント増"', "54.9", "目標5%ポイント増に対し、54.9%"),
        ('"5pt増"', "55", "目標達成"),
        ('"5ポイント以上増"', "55", "目標達成"),
        ('"5ポイント減"', "45", "目標達成"),
        ('"5ポイント減"', "45.1", "目標5ポイント減に対し、45.1%"),
        ('"5増"', "54.9", "目標5ポイント増に対し、54.9%"),
        ('"5%増"', "52.5", "目標達成"),
        ('"5%増"', "52.4", "目標5%増に対し、52.4%"),
    ],
)
def test_points_are_added_to_a_percentage_and_percent_is_of_it(
    small: Small, target: str, actual: str, text: str
) -> None:
    assert judge(small, ITEM + indicator(target, actual, "baseline = 50\n", unit="%") + DONE)["text"] == text


def test_points_are_of_percentages_alone(small: Small) -> None:
    outcome = small(ITEM + indicator('"5ポイント増"', "55", "baseline = 50\n", unit="人")).run(
        "validate", "2019"
    )
    assert "DX310" in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("years", "target", "actual", "verdict"),
    [
        # undecided for the year: never achieved, whatever is written beside it
        (None, '"未定"', "5", "未記録"),
        (None, '{ R1 = "未定" }', "5", "未記録"),
        (None, '{ R1 = "未定", R3 = 100 }', "5", "未記録"),
        (("H30", "R3"), '{ H30 = 3, R1 = "未定" }', "5", "未記録"),
        # not measured, though a target is due
        (None, "12", '"/"', "未記録"),
        (("H30", "R3"), "{ R1 = 12, R3 = 20 }", '{ R1 = "/" }', "未記録"),
        (("H30", "R3"), '{ R1 = "/", R3 = 20 }', '{ R1 = "/" }', "計画どおり実施"),
        (("H30", "R3"), "{ R3 = 20 }", '{ R1 = "/" }', "計画どおり実施"),
        # due in an earlier year of the plan: judged in that year
        (("H29", "R3"), "{ H30 = 100 }", "{ R1 = 50 }", "計画どおり実施"),
        (("H29", "R3"), "{ H29 = 90, H30 = 100 }", "{ R1 = 50 }", "計画どおり実施"),
        (("H29", "R3"), "{ H30 = 100 }", "{ H30 = 120 }", "計画どおり実施"),
        # due before the plan began: still asked for
        (None, "{ H30 = 100 }", "50", "未達"),
        (None, "{ H29 = 90, H30 = 100 }", "50", "未達"),
    ],
)
def test_a_year_without_a_target_of_its_own(
    workspace: MakeWorkspace, years: tuple[str, str] | None, target: str, actual: str, verdict: str
) -> None:
    span = f'\nyears = ["{years[0]}", "{years[1]}"]' if years else ""
    head = HEAD.replace("fiscal_year = 2019", f"fiscal_year = 2019{span}")
    made = workspace(
        {"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + indicator(target, actual) + DONE}
    )
    outcome = made.run("classify", "2019", "--json")
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out)["items"][0]["verdict"] == verdict


def test_what_was_not_measured_is_named_by_the_explanation(small: Small) -> None:
    shown = small(ITEM + indicator("12", '"/"') + DONE).run("classify", "2019", "--explain", "koho").out
    assert "規則: 今年度が期限の指標に、測定しなかった（/）ものがある（→ 未記録）" in shown
    assert "指標: 研修 … 測定しない" in shown


def test_a_target_that_is_still_to_be_set_is_named_by_the_explanation(small: Small) -> None:
    shown = small(ITEM + indicator('"未定"', "12") + DONE).run("classify", "2019", "--explain", "koho").out
    assert "規則: 今年度が期限の指標に、目標が「未定」のものがある（→ 未記録）" in shown
    assert "今年度の目標は「未定」。決まるまで判定しない" in shown


@pytest.mark.parametrize(("actual", "verdict"), [("100", "A"), ("119", "A"), ("120", "S"), ("99", "未記録")])
def test_a_target_reached_early_is_in_the_band_of_its_rate(
    workspace: MakeWorkspace, actual: str, verdict: str
) -> None:
    words = "".join(
        f'[[judgement.verdict]]\nlabel = "{label}"\nfrom = {edge}\nachieved = true\n'
        for label, edge in (("S", 120), ("A", 100), ("B", 0))
    )
    head = HEAD.replace("[[direction]]", f'[judgement]\nformula = "A/T"\n{words}\n[[direction]]')
    rest = indicator("100", actual, 'due = "R3"\n')
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + rest})
    assert json.loads(made.run("classify", "2019", "--json").out)["items"][0]["verdict"] == verdict
    if actual == "99":  # what is on its way as planned is no better than what is there already
        made.write("plans/2019/kurashi.toml", ITEM + rest + DONE)
        assert json.loads(made.run("classify", "2019", "--json").out)["items"][0]["verdict"] == "A"


@pytest.mark.parametrize(
    ("target", "actual", "more", "unit", "verdict"),
    [
        ('"現状維持"', "20", "baseline = 20\n", "件", "目標達成"),
        ('"現状維持"', "19", "baseline = 20\n", "件", "未達"),
        ('"現状維持"', "21", 'baseline = 20\nbetter = "lower"\n', "件", "未達"),
        ('"基準値以上"', "20", "baseline = 20\n", "件", "目標達成"),
        ('"増加"', "20", "baseline = 20\n", "件", "未達"),
        ('"減少"', "19", "baseline = 20\n", "件", "目標達成"),
        ('"半減"', "10", "baseline = 20\n", "件", "目標達成"),
        ('"半減"', "11", "baseline = 20\n", "件", "未達"),
        ('"倍増"', "39", "baseline = 20\n", "件", "未達"),
        ('"ゼロ"', "1", "", "件", "未達"),
        ('"ゼロ"', "0", "", "件", "目標達成"),
        ('"全国10位以内"', "11", "", "位", "未達"),
        ("10", "9", "", "位", "目標達成"),
        ('"8割"', "79.9", "", "%", "未達"),
        ('"月1回"', "11", "", "回", "未達"),
        ('"年4回"', "4", "", "回", "目標達成"),
        ('"18以上22未満"', "22", "", "度", "未達"),
        ('"18以上22未満"', "18", "", "度", "目標達成"),
        ('"20±2"', "22", "", "度", "目標達成"),
        ('"10%削減"', "18", "baseline = 20\n", "件", "目標達成"),
    ],
)
def test_words_that_plans_use_are_judged_by_what_they_mean(
    small: Small, target: str, actual: str, more: str, unit: str, verdict: str
) -> None:
    assert judge(small, ITEM + indicator(target, actual, more, unit=unit) + DONE)["verdict"] == verdict


def test_a_rank_is_never_measured_by_a_rank(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("[[direction]]", '[judgement]\nscheme = "abcd-100-80-50"\n\n[[direction]]')
    rest = indicator('"10以内"', "11", unit="位")
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + rest + DONE})
    item = json.loads(made.run("classify", "2019", "--json").out)["items"][0]
    assert (item["verdict"], item["rate"]) == ("D", "0.0")  # not 2 − 11 ÷ 10


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("前年度と同程度の伸び", '"前年度以上"'),
        ("素案の作成に向けた協議", "stages ="),
        ("たくさん", "のように書いてください。"),
    ],
)
def test_what_cannot_be_read_is_told_what_to_write(small: Small, target: str, hint: str) -> None:
    data = json.loads(small(ITEM + indicator(f'"{target}"')).run("validate", "2019", "--format", "json").out)
    (found,) = (d for d in data["diagnostics"] if d["code"] == "DX207")
    assert hint in found["hint"]
