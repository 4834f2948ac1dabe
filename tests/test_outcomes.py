"""成果指標: an index with the target at 100, and everything that may not go into it unseen."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, MakeWorkspace, Workspace

HEAD = """\
title = "DX推進プラン"
office = "デジタル課"
fiscal_year = "R6"
years = ["R6", "R10"]
handouts = ["成果指標"]

[judgement]
scheme = "index-100"
{judgement}
[[direction]]
id = "sangyo"
name = "産業"
"""
KPI = '[[item]]\nid = "kpi"\nname = "企業のDX"\nkind = "kpi"\n'
MD = "out/dx/成果指標（案）.md"

Plan = Callable[..., Workspace]


@pytest.fixture
def plan(workspace: MakeWorkspace) -> Plan:
    """Make a plan with the given items; its handout is rendered."""

    def make(items: str, judgement: str = "") -> Workspace:
        head = HEAD.replace("{judgement}", judgement)
        made = workspace({"plans/dx/plan.toml": head, "plans/dx/sangyo.toml": items})
        outcome = made.run("render", "dx", "--draft")
        assert outcome.code == 0, outcome.err
        return made

    return make


def indicator(name: str, **keys: object) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in {"unit": '"件"', **keys}.items())
    return f'\n[[item.indicator]]\nname = "{name}"\n{lines}'


def rows(made: Workspace) -> list[list[str]]:
    """Return the cells of all tables of the Markdown, without the emphasis of KPIs."""
    lines = [line for line in made.read(MD).split("\n") if line.startswith("| ")]
    return [[cell.strip().strip("*") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def index(made: Workspace, name: str = "企業のDX") -> list[str]:
    """Return index and 判定 of a KPI."""
    return next(row for row in rows(made) if row[0] == name)[-2:]


def part(made: Workspace, name: str) -> list[str]:
    """Return 重み, 基準値, 目標値, 実績値, 達成率 and 判定 of a 中間指標."""
    return next(row for row in rows(made) if row[0] == f"・{name}")[1:]


def notes(made: Workspace) -> list[str]:
    return [line for line in made.read(MD).split("\n") if line.startswith("- ")]


def test_an_index_is_the_weighted_mean_of_the_rates(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", weight=2, baseline=10, target="{ R6 = 200, R10 = 400 }", actual="{ R6 = 150 }")
        + indicator("相談", weight=0.5, target="{ R6 = 8 }", actual="{ R6 = 7 }")
    )
    assert index(made) == ["77.5", "遅れ"]  # (75 × 2 + 87.5 × 0.5) ÷ 2.5
    assert part(made, "支援") == [
        "2", "10件", "200件（R6年度）<br>400件（R10年度）", "150件", "75.0%", "遅れ",
    ]  # fmt: skip
    assert part(made, "相談") == ["0.5", "", "8件（R6年度）", "7件", "87.5%", "おおむね達成"]


LETTERS = "A は実績値、T は目標値"


@pytest.mark.parametrize(
    ("judgement", "rule", "shown"),
    [
        (
            "",
            f"指数＝中間指標の達成率の加重平均（達成率＝A÷T、下向きの指標は2−A÷T）。目標値を100とする。達成率の上限100。{LETTERS}。",
            "75.0",
        ),
        (
            'combine = "mean"\nlower = "(A-B)/(T-B)"\n',
            "指数＝中間指標の達成率の平均（達成率＝A÷T、下向きの指標は(A−B)÷(T−B)）。目標値を100とする。",
            "62.5",
        ),
        (
            'combine = "worst"\ndigits = 0\n',
            "指数＝中間指標のいちばん低い達成率（達成率＝A÷T、下向きの指標は2−A÷T）。目標値を100とする。",
            "25",
        ),
        (
            'combine = "all"\n',
            "指数は出さない。中間指標の判定のうち、いちばん低いものとする。達成率＝A÷T、下向きの指標は2−A÷T。",
            "－",
        ),
        (
            'formula = "(A-B)/(T-B)"\nlower = "(A-B)/(T-B)"\nfloor = 0\n',
            f"達成率の加重平均（達成率＝(A−B)÷(T−B)）。目標値を100とする。達成率の上限100。達成率の下限0。{LETTERS}、B は基準値。",
            "66.7",
        ),
        (
            'lower = "B/A"\n',
            "（達成率＝A÷T、下向きの指標はB÷A）。目標値（下向きの指標は基準値）を100とする。",
            "75.0",
        ),
        (
            'formula = "A/P"\n',
            "（達成率＝A÷P、下向きの指標はP÷A）。前年度の実績値を100とする。達成率の上限100。A は実績値、P は前年度の実績値。",
            "算出不可",
        ),
    ],
    ids=["as named", "mean", "worst", "all", "improvement", "base for what falls", "last year"],
)
def test_how_an_index_is_made_is_declared_above_the_tables(
    judgement: str, rule: str, shown: str, plan: Plan
) -> None:
    made = plan(
        KPI
        + indicator("支援", weight=2, baseline=0, target="{ R6 = 20 }", actual="{ R6 = 20 }")
        + indicator("相談", baseline=10, target="{ R6 = 40 }", actual="{ R6 = 10 }"),
        judgement,
    )
    assert rule in made.read(MD)
    assert index(made)[0] == shown


def test_a_reference_is_shown_and_left_out_of_the_index(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target="{ R6 = 200 }", actual="{ R6 = 150 }")
        + indicator("相談", reference="true", actual="{ R6 = 640 }")
    )
    assert index(made) == ["75.0", "遅れ"]
    assert part(made, "相談") == ["", "", "", "640件", "", "参考（指数に入れない）"]


@pytest.mark.parametrize(
    ("actual", "shown"), [("", "未記録"), ('actual = { R6 = "集計中" }\n', "集計中"), ("actual = { R7 = 3 }\n", "未記録")]
)  # fmt: skip
def test_a_missing_actual_is_never_averaged_away(actual: str, shown: str, plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target="{ R6 = 200 }", actual="{ R6 = 200 }")
        + indicator("研修", target="{ R6 = 10 }", actual="{ R6 = 10 }")
        + indicator("相談", target="{ R6 = 8, R7 = 9 }")
        + actual
    )
    assert index(made) == ["－（中間指標3のうち1が未記録）", "未記録"]
    assert part(made, "相談")[3:] == [shown, "", shown]
    assert part(made, "支援")[4:] == ["100.0%", "達成"]
    assert notes(made) == ["- 企業のDX：指数を出していない（中間指標3のうち1が未記録：相談）。"]


def test_a_target_that_is_not_decided_leaves_no_index(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target='{ R6 = "未定", R10 = 40 }', actual="{ R6 = 20 }")
        + indicator("相談", target='"未定"', actual="{ R6 = 7 }")
    )
    assert index(made) == ["－（中間指標2のうち2の目標値が未定）", "目標値が未定"]
    assert part(made, "相談") == ["1", "", "未定（R10年度）", "7件", "", "目標値が未定"]


def test_one_far_above_its_target_does_not_hide_another_below(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target="{ R6 = 20 }", actual="{ R6 = 200 }")
        + indicator("相談", target="{ R6 = 8 }", actual="{ R6 = 4 }")
    )
    assert part(made, "支援")[4] == "100.0%"
    assert index(made) == ["75.0", "遅れ"]


def test_lower_is_better_is_measured_by_its_own_formula(plan: Plan) -> None:
    made = plan(
        KPI + indicator("待ち時間", better='"lower"', unit='"分"', target="{ R6 = 20 }", actual="{ R6 = 25 }")
    )
    assert part(made, "待ち時間")[2:] == ["20分（R6年度）", "25分", "75.0%", "遅れ"]  # 2 − 25/20
    assert index(made) == ["75.0", "遅れ"]


def test_an_indicator_with_a_formula_of_its_own_names_it(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", formula='"(A-B)/(T-B)"', baseline=10, target="{ R6 = 20 }", actual="{ R6 = 15 }")
    )
    assert part(made, "支援")[4] == "50.0%<br>(A−B)÷(T−B)"
    assert f"{LETTERS}、B は基準値。" in made.read(MD)  # every letter that is printed is explained


def test_a_target_of_zero_gives_no_index_and_says_why(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("事故", target="{ R6 = 0 }", actual="{ R6 = 0 }", better='"lower"')
        + indicator("支援", target="{ R6 = 20 }", actual="{ R6 = 20 }")
    )
    assert index(made) == ["算出不可", "算出不可"]
    reason = "目標値が 0 なので、実績値を目標値で割れない"
    assert part(made, "事故")[5] == f"算出不可（{reason}）"
    assert notes(made) == [f"- 企業のDX：指数を出していない（事故は{reason}）。"]


def test_before_any_target_is_due_the_index_is_shown_and_not_judged(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target="{ R10 = 400 }", actual="{ R6 = 100 }")
        + indicator("相談", target="{ R10 = 80 }", actual="{ R6 = 60 }")
    )
    assert index(made) == ["50.0", "期限前"]
    assert part(made, "支援")[2:] == ["400件（R10年度）", "100件", "25.0%", "期限前"]


def test_once_a_target_is_due_later_ones_stay_out_of_the_index(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target="{ R6 = 20 }", actual="{ R6 = 18 }")
        + indicator("相談", target="{ R10 = 80 }", actual="{ R6 = 8 }")
        + indicator("研修", target='{ R6 = "-", R7 = 8 }', actual="{ R6 = 8 }")
    )
    assert index(made) == ["90.0", "おおむね達成"]
    assert part(made, "相談")[0] == ""
    assert part(made, "相談")[5] == "期限前（指数に入れない）"
    assert part(made, "研修")[5] == "期限前（指数に入れない）"


@pytest.mark.parametrize("written", ["/", "測定しない"])
def test_a_year_in_which_nothing_is_measured_is_no_missing_actual(written: str, plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target="{ R6 = 20 }", actual="{ R6 = 18 }")
        + indicator("調査", target=f'{{ R6 = "{written}", R10 = 80 }}', actual=f'{{ R6 = "{written}" }}')
    )
    assert index(made) == ["90.0", "おおむね達成"]
    assert part(made, "調査")[3:] == ["測定しない", "", "測定しない（指数に入れない）"]


def test_a_kpi_that_is_combined_otherwise_says_so(plan: Plan) -> None:
    made = plan(
        KPI
        + 'combine = "worst"\n'
        + indicator("支援", weight=2, target="{ R6 = 20 }", actual="{ R6 = 18 }")
        + indicator("相談", target="{ R6 = 8 }", actual="{ R6 = 4 }")
    )
    assert index(made) == ["50.0", "遅れ"]
    assert part(made, "支援")[0] == ""
    assert notes(made)[0].startswith(
        "- 企業のDX：指数＝中間指標のいちばん低い達成率（達成率＝A÷T、下向きの指標は2−A÷T）。"
    )


def test_a_person_who_overrules_is_named_under_the_table(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", target="{ R6 = 20 }", actual="{ R6 = 18 }")
        + '[item.result.R6.override]\nverdict = "遅れ"\nreason = "下期に中止した"\n'
    )
    assert index(made) == ["90.0", "遅れ"]
    assert notes(made) == ["- 企業のDX：判定は遅れとした（下期に中止した）。"]


def test_the_parts_of_one_indicator_share_its_weight(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("正答率", parts='["国語", "算数", "理科"]', target="{ R6 = [80, 80, 80] }", actual="{ R6 = [80, 80, 20] }")
        + indicator("支援", target="{ R6 = 20 }", actual="{ R6 = 10 }")
    )  # fmt: skip
    assert part(made, "正答率（理科）")[:1] == ["1/3"]
    assert index(made) == ["62.5", "遅れ"]  # (75 + 50) ÷ 2


def test_a_goal_has_its_target_with_the_year_and_its_verdict(plan: Plan) -> None:
    goal = '[[item]]\nid = "goal"\nname = "便利になった"\nkind = "goal"\n'
    made = plan(
        goal
        + indicator("便利になった", unit='"%"', baseline=42.5, target="{ R6 = 50, R10 = 60 }", actual="{ R6 = 51 }")
        + indicator("使った", unit='"%"', baseline='"-"', target="{ R6 = 50 }", actual="{ R6 = 50.5 }", provisional='"確定は8月"')
        + goal.replace("便利", "豊か").replace('"goal"', '"goal-2"', 1)
        + indicator("所得", target="{ R10 = 60 }", actual="{ R6 = 51 }")
    )  # fmt: skip
    assert rows(made)[1:] == [
        ["便利になった", "同左", "42.5%", "50%（R6年度）<br>60%（R10年度）", "51%", "達成"],
        ["", "使った", "－", "50%（R6年度）", "50.5%（速報値）", ""],
        ["豊かになった", "所得", "", "60件（R10年度）", "51件", "期限前"],
    ]


def test_the_workbook_repeats_its_headings_and_keeps_hostile_text(plan: Plan) -> None:
    made = plan(
        KPI.replace("企業のDX", "=1+1|企業") + indicator("+支援", target="{ R6 = 20 }", actual="{ R6 = 18 }")
    )
    book = load_workbook(io.BytesIO((made.path / "out/dx/成果指標（案）.xlsx").read_bytes()))
    assert book.sheetnames == ["KPI"]
    sheet = book["KPI"]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$4", "A5")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert {"=1+1|企業", "・+支援", "90.0"} <= set(texts)
    assert "=1+1\\|企業" in made.read(MD)


def test_a_final_handout_has_no_figure_missing(plan: Plan) -> None:
    made = plan(KPI + indicator("利用率", target=50))
    outcome = made.run("render", "dx")
    assert outcome.code == 2
    assert "未記録の項目が1件あります（kpi 企業のDX など）。" in outcome.err
    made.write("plans/dx/sangyo.toml", KPI + indicator("利用率", target=50, actual=30))
    assert made.run("render", "dx").code == 0


def test_another_year_is_shown_on_request(plan: Plan) -> None:
    made = plan(
        KPI + indicator("支援", target="{ R6 = 20, R7 = 40 }", actual="{ R6 = 18, R7 = 40 }"),
    )
    assert index(made)[0] == "90.0"
    assert made.run("render", "dx", "--year", "R7", "--draft").code == 0
    assert index(made) == ["100.0", "達成"]
    assert "（令和7年度）" in made.read(MD)


def test_an_index_before_its_targets_are_due_can_be_explained(plan: Plan) -> None:
    made = plan(
        KPI
        + indicator("支援", weight=2, target="{ R10 = 400 }", actual="{ R6 = 100 }")
        + indicator("相談", target="{ R10 = 80 }", actual="{ R6 = 60 }")
        + indicator("来場", unit='"人"', reference="true", actual="{ R6 = 640 }")
    )
    assert index(made)[0] == "41.7"
    out = made.run("classify", "dx", "--explain", "kpi").out
    assert "加重平均 (2×25＋75)÷3 = 41.666666…% → 41.7%" in out
    assert "実績 640人" in out


@pytest.mark.parametrize(
    ("example", "rule"),
    [
        (
            "points",
            (
                "中間指標の判定：◎（100以上）、○（80以上）、△（80未満）。点：◎は3点、○は2点、△は0点。"
                "判定：A（5点以上）、B（3点以上）、C（3点未満）。"
            ),
        ),
        (
            "two-axes",
            (
                "着手は担当課の言葉による：実施済、着手済、未着手。成果は中間指標による：前進（基準値より良い）、停滞（基準値と同じか悪い）。"
                "判定は、着手と成果の組み合わせ：実施済・前進は順調、実施済・停滞は概ね順調、着手済・前進は順調、着手済・停滞は要改善、"
                "未着手・前進は概ね順調、未着手・停滞は要改善。"
            ),
        ),
        (
            "tolerance",
            "いちばん低いものとする。判定：達成（100以上）、前進（基準値より5%を超えて良い）、横ばい",
        ),
    ],
)
def test_what_gives_which_verdict_is_said_above_the_tables(
    example: str, rule: str, workspace: MakeWorkspace
) -> None:
    files = {
        f"plans/dx/{file.name}": file.read_text(encoding="utf-8").replace(
            "[[item]]", '[[item]]\nkind = "kpi"'
        )
        for file in (ROOT / "docs" / "examples" / example).iterdir()
    }
    made = workspace(files)
    assert made.run("render", "dx", "--handout", "成果指標", "--draft").code == 0
    assert rule in made.read(MD)
    lead = next(line for line in made.read(MD).split("\n") if line.startswith("| **"))
    assert "| 100 |" not in lead, "nothing is to reach 100 where there is no index"


def test_a_plan_without_goals_and_kpis_says_so_instead_of_an_empty_table(plan: Plan) -> None:
    made = plan('[[item]]\nid = "jigyo"\nname = "事業"\n')
    said = "この計画に、基本目標と KPI はありません。"
    assert said in made.read(MD)
    pages = load_workbook(io.BytesIO((made.path / MD.replace(".md", ".xlsx")).read_bytes()))
    (page,) = pages.worksheets
    assert said in [cell.value for row in page.iter_rows() for cell in row]
