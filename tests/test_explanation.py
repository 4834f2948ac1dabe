"""``--explain``: every figure that is printed can be traced to rows, numbers and lines of files."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]

DONE = "\n[item.result]\ndone = true\n"
NOT_DONE = '\n[item.result]\ndone = false\nreason = "台風のため"\n'


def item(id_: str, more: str = "", rest: str = DONE) -> str:
    return f"{ITEM.replace('koho', id_)}{more}{rest}\n"


def explain(made: Workspace, wanted: str, *command: str) -> str:
    outcome = made.run(*(command or ("classify", "2019")), "--explain", wanted)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


def test_a_rate_is_told_with_formula_numbers_rounding_and_band(piped: MakeWorkspace) -> None:
    judgement = '[judgement]\nscheme = "index-100"\nround = "after"\n\n'
    items = (
        ITEM
        + """
[[item.indicator]]
name = "来館者数"
unit = "人"
target = 300
actual = 450

[[item.indicator]]
name = "待ち時間"
unit = "分"
baseline = 33
target = "30以下"
actual = { numerator = 100, denominator = 3 }
better = "lower"
weight = 2

[[item.indicator]]
name = "漏えい"
unit = "件"
target = 0
actual = 0
formula = "compare"
better = "lower"

[[item.indicator]]
name = "登録率"
unit = "%"
baseline = "▲10"
target = 20
actual = 15
formula = "(A-B)/(T-B)"
weight = 0.5

[item.result]
done = true
"""
    )
    head = HEAD.replace("[[direction]]", f"{judgement}[[direction]]", 1)
    made = piped({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items})
    assert (
        explain(made, "koho")
        == """\
1-1 広報事業  [koho]
  判定: おおむね達成
  資料の表記: おおむね達成（93.2%）
  規則: 達成率の加重平均を、判定の区分に当てはめた（→ おおむね達成）
  指標: 来館者数 … 達成
        実績 450 ／ 目標 300（目標の表記 300人）
        達成率 A÷T = 450÷300 = 150% → 上限（cap）100.0% → 達成（100以上）
        plans/2019/kurashi.toml:8
  指標: 待ち時間 … 未達成
        実績 100 ÷ 3 = 33.3分 ／ 目標 30（目標の表記 30分以下）
        達成率 2−A÷T = 2−33.333333…÷30 = 88.888888…% → おおむね達成（80以上）、印刷は 88.9%（四捨五入）
        plans/2019/kurashi.toml:14
  指標: 漏えい … 達成
        実績 0 ／ 目標 0（目標の表記 0件）
        達成率 100%（目標値に達すれば100、達しなければ0）→ 達成（100以上）
        plans/2019/kurashi.toml:23
  指標: 登録率 … 未達成
        実績 15 ／ 目標 20（目標の表記 20%）
        達成率 (A−B)÷(T−B) = (15−(−10))÷(20−(−10)) = 83.333333…% → おおむね達成（80以上）、印刷は 83.3%（四捨五入）
        plans/2019/kurashi.toml:31
  加重平均 (100＋2×88.888888…＋100＋0.5×83.333333…)÷4.5 = 93.209876…% → おおむね達成（80以上）、印刷は 93.2%（四捨五入）
  実施: 計画どおり実施  plans/2019/kurashi.toml:40
  記載場所: plans/2019/kurashi.toml:1
"""
    )


TREE = (
    """\
[[direction]]
id = "joho"
name = "情報発信"
published = { items = 3, achieved = 2, references = 1 }

[[direction]]
id = "sns"
name = "SNS"
parent = "joho"

"""
    + item("own")
    + item("one", 'direction = "joho"\n', NOT_DONE)
    + item("two", 'direction = "sns"\n')
    + item("three", 'direction = "sns"\nexcluded = "制度の廃止"\n')
    + item("four", 'direction = "joho"\nkind = "reference"\n', "")
    + item("five", 'direction = "sns"\nkind = "kpi"\n', "")
    + '[[item]]\nid = "again"\nrepost_of = "own"\ndirection = "sns"\n'
)


class TestCounts:
    @pytest.fixture
    def tree(self, small: Small) -> Workspace:
        return small(TREE)

    def test_a_heading_names_the_rows_that_are_counted_and_those_that_are_not(self, tree: Workspace) -> None:
        said = explain(tree, "joho")
        assert (
            said
            == """\
情報発信  [joho]
  実施事業項目 3 = 1（見出しのすぐ下）＋2（SNS）
  目標達成項目 2
    計画どおり実施 2（達成に数える）: 1-4、1-6
    未達 1（達成に数えない）: 1-2
  割合: 2÷3 = 0.666666… → 66.7%（小数第1位まで四捨五入）
  延べ（再掲も数える）: 2÷3 = 66.7%、資料に載せる数
  実質（再掲を数えない）: 1÷2 = 50.0%
    再掲 1: 1-6＝own（計画どおり実施）
  数えない 参考事業 1: 1-3
  数えない KPI 1: five
  数えない 対象外: 1-5（制度の廃止）  plans/2019/kurashi.toml:51
  公表: 実施事業項目（うち参考事業 1） 3（数えた値は 4）、目標達成項目 2
    plans/2019/kurashi.toml:4
  記載場所: plans/2019/kurashi.toml:1
"""
        )

    def test_what_is_explained_is_what_is_counted(self, tree: Workspace) -> None:
        data = json.loads(tree.run("classify", "2019", "--json").out)
        top = data["directions"][0]
        for wanted in ("全体", "kurashi"):
            said = explain(tree, wanted)
            assert f"  実施事業項目 {top['items']}" in said
            assert f"  目標達成項目 {top['achieved']}" in said
            assert f" → {top['rate']}%" in said

    def test_without_reposts_only_the_net_rows_are_named(self, tree: Workspace) -> None:
        tree.write("plans/2019/plan.toml", 'rate = { reposts = "skip" }\n' + HEAD)
        said = explain(tree, "sns")
        assert "  計画どおり実施 1（達成に数える）: 1-4\n" in said
        assert "  延べ（再掲も数える）: 2÷2 = 100%\n" in said
        assert "  実質（再掲を数えない）: 1÷1 = 100%、資料に載せる数\n" in said

    def test_an_overruled_row_is_marked(self, small: Small) -> None:
        overrule = '\n[item.result.override]\nverdict = "未達"\nreason = "公開が翌年度になった"\n'
        said = explain(small(item("one", rest=DONE + overrule) + item("two")), "全体")
        assert "    未達 1（達成に数えない）: ※1-1\n    ※は、人が判定を変えた項目\n" in said
        assert "    計画どおり実施 1（達成に数える）: 1-2\n" in said

    def test_long_lists_are_broken_between_numbers_and_fit_the_screen(self, small: Small) -> None:
        said = explain(small("".join(item(f"item-{n}") for n in range(60))), "kurashi")
        lines = said.split("\n")
        assert max(map(cell_len, lines)) <= 80
        listed = "".join(
            line.strip() for line in lines[3 : next(n for n, s in enumerate(lines) if "割合" in s)]
        )
        assert listed == "計画どおり実施 60（達成に数える）: " + "、".join(f"1-{n}" for n in range(1, 61))

    def test_a_year_of_totals_names_the_lines_where_they_stand(self, workspace: MakeWorkspace) -> None:
        head = f"{HEAD}items = 12\nachieved = 9\npublished = {{ items = 13, achieved = 9 }}\n"
        said = explain(workspace({"plans/2019/plan.toml": head}), "kurashi")
        place = "plans/2019/plan.toml"
        assert f"件数だけの施策の展開方向 暮らし: 実施事業項目 12、目標達成項目 9\n    {place}:8\n" in said
        assert "  割合: 9÷12 = 0.75 → 75.0%（小数第1位まで四捨五入）\n" in said
        assert f"  公表: 実施事業項目 13（数えた値は 12）、目標達成項目 9\n    {place}:10\n" in said

    def test_rows_that_are_not_counted_say_so_themselves(self, tree: Workspace) -> None:
        assert "  集計: 数えない（参考事業）\n" in explain(tree, "four")
        assert "  集計: 数えない（KPI）\n" in explain(tree, "five")
        said = explain(tree, "three")
        assert "  集計: 数えない（対象外: 制度の廃止）  plans/2019/kurashi.toml:51\n" in said

    def test_a_heading_and_an_item_of_the_same_id_are_both_explained(self, small: Small) -> None:
        said = explain(small(item("kurashi")), "kurashi")
        assert said.startswith("1 暮らし  [kurashi]\n")
        assert "\n1-1 広報事業  [kurashi]\n" in said

    def test_the_2019_plan_counts_as_published(self, real: Workspace) -> None:
        assert "  公表: 実施事業項目 108、目標達成項目 93、割合 86.1%  plans/2019/plan.toml:" in explain(
            real, "全体"
        )


class TestYears:
    @pytest.fixture
    def years(self, workspace: MakeWorkspace) -> Workspace:
        return workspace(
            {
                "plans/2019/plan.toml": HEAD,
                "plans/2019/kurashi.toml": item("koho"),
                "plans/2020/plan.toml": HEAD.replace("2019", "2020"),
                "plans/2020/kurashi.toml": item("koho", rest=NOT_DONE) + item("web"),
            }
        )

    def test_the_review_explains_each_year(self, years: Workspace) -> None:
        said = explain(years, "kurashi", "review", "2020", "2019")
        first, second = said.split("■ 令和2年度\n")
        assert first.startswith("■ 令和元年度\n1 暮らし  [kurashi]\n  実施事業項目 1\n  目標達成項目 1\n")
        assert second.startswith("1 暮らし  [kurashi]\n  実施事業項目 2\n  目標達成項目 1\n")
        assert "plans/2020/plan.toml:5" in second

    def test_the_rounding_that_is_asked_for_is_the_one_explained(self, years: Workspace) -> None:
        years.write("plans/2020/kurashi.toml", item("koho", rest=NOT_DONE) + item("web") + item("app"))
        said = explain(years, "全体", "review", "2019", "2020", "--rounding", "down")
        assert "  割合: 2÷3 = 0.666666… → 66.6%（小数第1位まで切り捨て）\n" in said

    def test_a_row_that_a_year_has_not_is_said_to_be_missing(self, years: Workspace) -> None:
        said = explain(years, "web", "review", "2019", "2020")
        assert "■ 令和元年度\n  この年度の計画にはありません。\n■ 令和2年度\n1-2 広報事業  [web]\n" in said

    def test_what_is_nowhere_is_an_error_with_the_nearest_id(self, years: Workspace) -> None:
        outcome = years.run("review", "2019", "2020", "--explain", "kurasi")
        assert outcome.code == 2
        assert "「kurasi」という項目や施策の展開方向はありません。" in outcome.err
        assert "「kurashi」の間違いではありませんか。" in outcome.err

    def test_what_was_published_is_held_against_its_own_year_alone(self, workspace: MakeWorkspace) -> None:
        head = HEAD.replace("fiscal_year = 2019", 'fiscal_year = 2023\nyears = ["R4", "R5"]')
        head = head.replace("[[direction]]", "published = { items = 1, achieved = 1 }\n\n[[direction]]")
        heading = '[[direction]]\nid = "sns"\nname = "SNS"\nparent = "kurashi"\npublished = { items = 1 }\n\n'
        rest = "\n[item.result.R4]\ndone = true\n\n[item.result.R5]\ndone = true\n"
        items = heading + item("koho", 'direction = "sns"\n', rest=rest)
        made = workspace(
            {
                "plans/r4-r5/plan.toml": f"{head}published = {{ items = 1, achieved = 1 }}\n",
                "plans/r4-r5/kurashi.toml": items,
            }
        )
        for wanted in ("全体", "kurashi", "sns"):
            own, other = (explain(made, wanted, "classify", "r4-r5", "--year", year) for year in ("R5", "R4"))
            assert ("  公表: " in own, "  公表: " in other) == (True, False)
            assert "  実施事業項目 1\n" in other

    def test_an_explanation_is_not_json(self, years: Workspace) -> None:
        outcome = years.run("review", "2019", "2020", "--explain", "全体", "--json")
        assert (outcome.code, "--explain と --json は一緒に使えません。" in outcome.err) == (2, True)


def test_control_characters_of_a_stranger_are_shown_not_obeyed(small: Small) -> None:
    said = explain(small(item("koho", 'excluded = "\\u001b[2J廃止"\n')), "全体")
    assert "\x1b" not in said
    assert "廃止" in said
