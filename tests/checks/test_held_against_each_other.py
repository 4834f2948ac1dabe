"""Texts, figures and dates of one plan held against each other: what is said, by which code, and what is let be."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import HEAD, ITEM, Workspace

Small = Callable[[str], Workspace]


def codes(made: Workspace) -> list[str]:
    data = json.loads(made.run("validate", "2019", "--format", "json").out)
    return [finding["code"] for finding in data["diagnostics"]]


def reported(report: str, indicator: str = "", more: str = "") -> str:
    """An item with a report; ``indicator`` is its unit, target and actual: ``人 500 431``."""
    item = ITEM
    if indicator:
        unit, target, actual = indicator.split()
        item += f'\n[[item.indicator]]\nname = "数"\nunit = "{unit}"\ntarget = {target}\nactual = {actual}\n'
    return item + f'\n[item.result]\ndone = true\nreport = "{report}"\n{more}'


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ("令和2年10月12日に大会を開いた。", "DX414"),
        ("平成30年度は相談員を2人置いた。", "DX414"),
        ("研修を3回（R元.7.4、R元.9.12、H30.11.6）開いた。", "DX414"),
        ("2019年2月に報告会を開いた。", "DX414"),  # a meeting that was held, not results that were reported
        ("6月4日に訓練を、令和元年9月4日に演習を、平成31年2月12日に図上訓練を行った。", "DX414"),
        ("研修を令和元年5月23日に、報告会を平成31年2月14日に開いた。", "DX414"),
        ("令和元年6月に契約し、令和2年12月に完成した。", "DX414"),  # long after the report was written
        ("令和元年6月に契約し、令和2年4月に稼働した。", None),
        ("令和元年10月12日に大会を開いた。", None),
        ("令和2年4月に決算を公表した。", None),
        ("平成30年度の12件から20件へ増えた。", None),
        ("令和2年10月に動き出す予定である。", None),
        ("R2.4.1時点の登録は320件である。", None),
    ],
)
def test_dates_of_a_report(small: Small, report: str, code: str | None) -> None:
    assert codes(small(reported(report))) == ([code] if code else [])


@pytest.mark.parametrize(
    ("overview", "code"),
    [
        ("次期の計画（令和6～5年度）を策定する。", "DX416"),
        ("令和5年度から令和2年度までの計画を策定する。", "DX416"),
        ("令和5年6月に着手し、令和5年3月に終える。", "DX416"),
        ("R4.7.21に就航し、R3.12.25まで運航する。", "DX416"),
        ("次期の計画（令和6～15年度）を策定する。", None),
        ("平成30～令和2年度の計画を改める。", None),
        ("令和5年の3月から6月に行う。", None),
        ("令和5年6月に公表し、令和5年3月に開いた会議の内容を伝える。", None),
        ("令和5～2年間の契約とする。", None),
    ],
)
def test_periods_end_after_they_begin(small: Small, overview: str, code: str | None) -> None:
    assert codes(small(ITEM.replace("県の取組を知らせる。", overview))) == ([code] if code else [])


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ("9月31日に説明会を開いた。", "DX415"),
        ("２月３０日に説明会を開いた。", "DX415"),
        ("13月に説明会を開いた。", None),  # may be a month count
        ("13月20日に説明会を開いた。", "DX415"),
        ("R元.13.2に始めた。", "DX415"),
        ("令和2年2月29日に始めた。", None),  # 2020 was a leap year
        ("2月29日に始めた。", None),
        ("12月31日間の催しを12月31日に終えた。", None),
        ("24月分の料金と、9.31%の率と、R1.5倍の件数。", None),
    ],
)
def test_days_that_no_calendar_has(small: Small, report: str, code: str | None) -> None:
    assert codes(small(reported(report))) == ([code] if code else [])


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ("対象59市町村のうち47市町村で導入し、導入率は81.4%となった。", "DX422"),
        ("対象59市町村のうち47市町村で導入し、導入率は79.7%となった。", None),
        ("対象59市町村のうち47市町村で導入し、利用率は30.0%となった。", None),  # the rate of something else
        ("3,730か所のうち2,984か所の点検を終えた（進捗率84.0%）。", "DX422"),
        ("3,730か所のうち2,984か所の点検を終えた（進捗率80.0%）。", None),
        ("3,730か所のうち2,984か所の点検を終えた（合格率84.0%）。", None),
        ("通知を640人に送り、256人が受診した（受診率46%）。", "DX422"),
        ("通知を640人に送り、256人が受診した（受診率40%）。", None),
        ("通知を640人に送り、256人が受診した（満足度91%）。", None),
        ("通知を1,280人に送り、640人に電話し、256人が受診した（受診率20%）。", None),  # of those first told
        ("公用車420台中、電動車は174台となり、全体の35%を占めた。", "DX422"),
        ("公用車420台中、電動車は147台となり、全体の35%を占めた。", None),
    ],
)
def test_a_rate_said_apart_from_its_counts(small: Small, report: str, code: str | None) -> None:
    assert codes(small(reported(report))) == ([code] if code else [])


@pytest.mark.parametrize(
    ("goal", "name", "code"),
    [
        ("参加者数40名を目標とする。", "研修の受講者数", "DX444"),
        ("アプリのインストール数について、40名を目標とする。", "アプリのダウンロード数（延べ）", "DX444"),
        ("受講者数40名を目標とする。", "研修の受講者数（実人数）", None),
        ("研修会開催数40名を目標とする。", "研修の開催数", None),
        ("参加者数40名を目標とする。", "研修に来た人", None),
    ],
)
def test_what_is_counted_in_goal_and_indicator(small: Small, goal: str, name: str, code: str | None) -> None:
    item = ITEM.replace('goal = "', f'goal = "{goal}', 1)
    made = small(item + f'\n[[item.indicator]]\nname = "{name}"\nunit = "名"\ntarget = 40\n')
    assert codes(made) == ([code] if code else [])


@pytest.mark.parametrize(
    ("overview", "code"),
    [
        ("実証ほを置く（23か所予定。うちICT関連7か所）。", "DX421"),
        ("実証ほ20か所を予定する。", None),
        ("これまでに23か所に置いた。", None),
    ],
)
def test_what_an_overview_plans_is_the_target(small: Small, overview: str, code: str | None) -> None:
    item = ITEM.replace("県の取組を知らせる。", overview)
    indicator = '\n[[item.indicator]]\nname = "実証ほ"\nunit = "か所"\ntarget = 20\nactual = 23\n'
    assert codes(small(item + indicator + "\n[item.result]\ndone = true\n")) == ([code] if code else [])


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ("受験者318人の内訳は、一般255人、経験者65人である。", "DX424"),
        ("受験者318人の内訳は、一般255人、経験者63人である。", None),
    ],
)
def test_the_parts_that_a_sentence_names(small: Small, report: str, code: str | None) -> None:
    assert codes(small(reported(report))) == ([code] if code else [])


def test_a_report_of_another_year_of_a_plan_is_of_that_year(small: Small) -> None:
    made = small(ITEM + '\n[item.result.R1]\ndone = true\nreport = "令和3年5月に開いた。"\n')
    made.write(
        "plans/2019/plan.toml", HEAD.replace("[[direction]]", 'years = ["R1", "R3"]\n\n[[direction]]', 1)
    )
    assert codes(made) == ["DX414"]
    made.write(
        "plans/2019/kurashi.toml", made.read("plans/2019/kurashi.toml").replace("result.R1", "result.R3")
    )
    assert codes(made) == []


@pytest.mark.parametrize(
    ("report", "indicator", "code"),
    [
        ("講座を18回開き、1,253人が受けた。", "人 1200 1235", "DX435"),
        ("講座を18回開き、1,235人が受けた。", "人 1200 1235", None),
        ("新任の職員80人に教えた。", "人 300 312", None),
        ("基礎に180人、応用に132人が来た。", "人 300 312", None),
        ("約1,200人が受けた。", "人 1000 1235", None),
        ("受講者（うち新任1,190人）に教えた。", "人 1000 1235", None),
        ("定員1,200人の会場で開いた。", "人 1000 1235", None),
        ("データを公開し、目標を14件上回った。", "件 120 120", "DX436"),
        ("データを公開し、目標を14件上回った。", "件 120 134", None),
        ("目標の120件を上回った。", "件 120 134", None),
        ("目標を達成した。", "件 120 100", "DX436"),
        ("目標を達成できなかった。", "件 120 130", "DX436"),
        ("講座を268回が受けた。", "人 250 268", "DX437"),
        ("講座を24回開き、268人が受けた。", "人 250 268", None),
        ("17校への補助を行った。", "件 15 17", None),
        ("県内の企業に61,552千円を融資した。", "千円 50000 61552998", "DX438"),
        ("県内の企業に6,155万2千円を融資した。", "千円 50000 61552", None),
        ("1社当たり50万円を上限に補助した。", "千円 20000 21300", None),
        ("率を高めた。", "% 95 0.97", "DX458"),
        ("率を高めた。", "% 0.5 0.97", None),
    ],
)
def test_a_report_beside_its_indicator(small: Small, report: str, indicator: str, code: str | None) -> None:
    missed = float(indicator.split()[2]) < float(indicator.split()[1])
    item = reported(report, indicator, 'reason = "台風のため"\n' if missed else "")
    found = [each for each in codes(small(item)) if each != "DX434"]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("actual", "code"),
    [
        ('"約400"', "DX440"),
        ('"400弱"', None),  # it falls short
        ('"400強"', None),
        ("400", None),
        ('"約420"', None),
        ('"約300"', None),
    ],
)
def test_a_number_in_about_on_the_edge_of_its_target(small: Small, actual: str, code: str | None) -> None:
    item = reported("開いた。", more='reason = "台風のため"\n' if "300" in actual or "弱" in actual else "")
    more = f'\n[[item.indicator]]\nname = "数"\nunit = "人"\ntarget = 400\nactual = {actual}\n\n[item.result]'
    assert codes(small(item.replace("\n[item.result]", more))) == ([code] if code else [])


def test_a_reason_for_a_miss_that_there_is_not(small: Small) -> None:
    assert codes(small(reported("開いた。", "回 12 12", 'reason = "台風のため"\n'))) == ["DX439"]
    assert codes(small(reported("開いた。", "回 12 10", 'reason = "台風のため"\n'))) == []


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("水位計を18のほ場に貸し出した。", "水位計を18のほ場に貸し出した。", "DX443"),
        (
            "橋の点検に無人機を使い、24橋を調べ、記録した。",
            "橋の点検に無人機を使い、計24橋を調べ、記録した。",
            "DX443",
        ),
        (
            "A市で講座を12回開いた。受けたのは職員である。",
            "B町で講座を8回開いた。受けたのは職員である。",
            None,
        ),
        ("適切に運用した。", "適切に運用した。", None),
    ],
)
def test_one_report_in_two_items(small: Small, one: str, other: str, code: str | None) -> None:
    second = reported(other).replace('"koho"', '"kocho"').replace("広報事業", "広聴事業")
    assert codes(small(f"{reported(one)}\n{second}")) == ([code] if code else [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("baseline = 22.4\ntarget = { R1 = 22.4, R2 = 30, R3 = 35 }", "DX456"),
        ("baseline = 22.4\ntarget = { R1 = 26, R2 = 30, R3 = 35 }", None),
        ("baseline = 0\ntarget = { R1 = 0, R2 = 4, R3 = 10 }", None),
        ("target = { R1 = 110, R2 = 2500, R3 = 275 }", "DX457"),
        ("target = { R1 = 1000, R2 = 50000, R3 = 100000 }", None),
        ('target = "18（R4）"', "DX459"),
        ('target = "18（R1）"', None),
        ('target = "18（見込み）"', None),
        ("baseline = 96.2\ntarget = 95", "DX452"),
        ("baseline = 0.9\ntarget = 95", "DX458"),
        ("baseline = 0.8\ntarget = 30", None),
        ("baseline = 1\ntarget = 95", None),
    ],
)
def test_targets(small: Small, body: str, code: str | None) -> None:
    made = small(ITEM + f'\n[[item.indicator]]\nname = "率"\nunit = "%"\n{body}\n')
    assert [each for each in codes(made) if each != "DX451"] == ([code] if code else [])


@pytest.mark.parametrize(
    ("goal", "target", "code"),
    [
        ("認知度を5ポイント高め、15ポイント増やす。", "15%増", "DX421"),  # 57.5 % of 50, and 65 %
        ("認知度を５％増加させる。", "5ポイント増", "DX421"),
        ("認知度を5ポイント増やす。", "5ポイント増", None),
        ("認知度を15ポイント増やす。", "5%増", None),
        ("割合が5%の町で、認知度を高める。", "5ポイント増", None),
    ],
)
def test_percent_and_points_of_a_goal(small: Small, goal: str, target: str, code: str | None) -> None:
    body = f'\n[[item.indicator]]\nname = "認知度"\nunit = "%"\nbaseline = 50\ntarget = "{target}"\n'
    assert codes(small(ITEM.replace("広報誌を発行する。", goal) + body)) == ([code] if code else [])


@pytest.mark.parametrize("goal", ["接種率95%以上を維持する。", "接種率が下がらないよう95%の水準を保つ。"])
def test_what_is_to_be_kept_may_be_there_already(small: Small, goal: str) -> None:
    item = ITEM.replace("広報誌を発行する。", goal)
    assert (
        codes(small(item + '\n[[item.indicator]]\nname = "率"\nunit = "%"\nbaseline = 96.2\ntarget = 95\n'))
        == []
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("システムの導入し、運用した。", "DX478"),
        ("連携を図られた。", "DX478"),
        ("連携が図られた。", None),
        ("分かったことにもとづき、意見をもとにもとの案を直し、いまたしかに言えることを示した。", None),
        ("広報するとにもと、配った。", "DX478"),
        ("研修を実施すす。", "DX478"),
        ("育成に取り組むを進めた。", "DX478"),
        ("推進を進めた。", "DX478"),
        ("推進を図った。", None),
        ("県の実施した研修を受けた。", None),
        ("窓口のの案内を出した。", "DX470"),
        ("県民に配った。。", "DX470"),
        ("企業ののぼりを立て、町のにぎわいをつくった。", None),
        ("広報したものの、届かなかった。", None),
        ("節目節目で確かめた。", None),
        ("電子申請申請を受けた。", "DX470"),
        ("関係期間と連携した。", "DX477"),
        ("実施期間と予算を決めた。", None),
        ("降水確率を用いた。", None),
        ("町内各課が回り、道路占用アプリと電子決裁アプリと試算税率を示した。", None),
        ("A Iを使い、AIを学んだ。", "DX469"),
        ("Aと B Cの順に見た。", None),
    ],
)
def test_words(small: Small, text: str, code: str | None) -> None:
    assert codes(small(reported(text))) == ([code] if code else [])


def test_a_word_of_the_plan_written_two_ways(small: Small) -> None:
    often = "アクセシビリティを確かめ、アクセシビリティを学び、アクセシビリティを高めた。"
    assert codes(small(reported(f"{often}アクセシビリティーの相談も受けた。"))) == ["DX476"]
    assert codes(small(reported(often))) == []
    assert codes(small(reported("RPAを入れ、RPAを学び、RPAを広めた。Rpaの相談も受けた。"))) == ["DX476"]


def test_an_ignore_that_hides_nothing_is_named(small: Small) -> None:
    ignore = 'ignore = [{ code = "DX470", reason = "公表のとおり" }]\n'
    made = small(ITEM.replace("県の取組を", "県の取組をを") + ignore)
    assert codes(made) == []
    made.write("plans/2019/kurashi.toml", ITEM + ignore)
    assert codes(made) == ["DX491"]


def test_an_ignore_of_the_plan_that_hides_nothing_is_named(small: Small) -> None:
    made = small(ITEM)
    made.write(
        "plans/2019/plan.toml", HEAD.replace("[[direction]]", '[checks]\nignore = ["DX464"]\n\n[[direction]]')
    )
    assert codes(made) == ["DX491"]
    assert made.run("validate", "2019", "--only", "DX470", "--strict").code == 0
    made.write("plans/2019/kurashi.toml", ITEM.replace("県の取組", "①県の取組"))
    assert codes(made) == []


def test_a_finding_says_what_to_write_where_it_is_right(small: Small) -> None:
    made = small(reported("講座を18回開き、1,253人が受けた。", "人 1200 1235"))
    (finding,) = json.loads(made.run("validate", "2019", "--format", "json").out)["diagnostics"]
    assert finding["hint"] == "文と実績値のどちらが正しいか確かめ、揃えてください。"
    assert finding["if_right"] == 'ignore = [{ code = "DX435", reason = "文の数は申込みの数" }]'
    said = '  正しければ: 項目に ignore = [{ code = "DX435", reason = "文の数は申込みの数" }] のように事情を記してください。\n'
    assert said in made.run("validate", "2019").out
    excused = made.read("plans/2019/kurashi.toml").replace(
        "\n[[item.ind", f"{finding['if_right']}\n\n[[item.ind", 1
    )
    made.write("plans/2019/kurashi.toml", excused)
    assert codes(made) == []


def test_a_reason_that_is_left_after_a_correction_can_be_cleared_as_the_hint_says(small: Small) -> None:
    made = small(reported("講座を開いた。", "人 500 431", 'reason = "申込みが少なかった。"\n'))
    assert codes(made) == []
    made.run("record", "2019", "koho", "--actual", "数=520", "--yes")
    data = json.loads(made.run("validate", "2019", "--format", "json").out)
    (finding,) = data["diagnostics"]
    assert finding["code"] == "DX439"
    command = finding["hint"].partition("dxplan ")[2].partition(" で")[0].split()
    assert command == ["record", "plans/2019", "koho", "--clear", "reason"]
    assert made.run(*command, "--yes").code == 0
    assert codes(made) == []
    assert "申込み" not in made.read("plans/2019/kurashi.toml")


@pytest.mark.parametrize(
    ("series", "code"),
    [
        ("baseline = 100\ntarget = { R1 = 110, R2 = 120, R3 = 170 }", "DX457"),
        ("baseline = 100\ntarget = { R1 = 110, R2 = 121, R3 = 193 }", "DX457"),  # by a tenth, then by six
        ("target = { R1 = 100, R2 = 110, R3 = 160, R4 = 170 }", "DX457"),
        ("baseline = 100\ntarget = { R1 = 150, R2 = 160, R3 = 170 }", None),  # the first year may differ
        ("baseline = 100\ntarget = { R1 = 110, R2 = 130, R3 = 180 }", None),  # no rule in it
        ("baseline = 100\ntarget = { R1 = 110, R2 = 120, R3 = 140 }", None),
        ("target = { R1 = 100, R2 = 110, R3 = 160 }", None),  # two steps make no rule
    ],
)
def test_a_series_that_grows_otherwise_in_one_year(small: Small, series: str, code: str | None) -> None:
    made = small(ITEM + f'\n[[item.indicator]]\nname = "利用"\nunit = "件"\n{series}\n')
    made.write(
        "plans/2019/plan.toml", HEAD.replace("[[direction]]", 'years = ["R1", "R4"]\n\n[[direction]]', 1)
    )
    assert [each for each in codes(made) if each != "DX454"] == ([code] if code else [])
