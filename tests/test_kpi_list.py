"""The KPI一覧 of a plan with actuals: 実績, 達成率, 判定 and 進み具合, each cell as printed."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.excel import dump, rows_shown
from tests.snapshots import assert_snapshot

HEAD = """\
title = "デジタル計画"
office = "デジタル変革課"
fiscal_year = 2024
direction_word = "分野"
years = ["R4", "R7"]
handouts = ["KPI一覧"]

[numbering]
items = "plan"
reposts = "mark"
headings = ["第1", "(1)", "ア"]

[judgement]
scheme = "abcd-100-80-50"
count = "indicator"

[[direction]]
id = "fukko"
name = "復興"

[[direction]]
id = "kyoiku"
name = "教育"
"""
ITEM = """
[[item]]
id = "{id}"
name = "{name}事業"
departments = ["総務部 広報課"]
overview = "{name}を進める。"
goal = "{name}を増やす。"
{more}
[[item.indicator]]
name = "{name}の数"
unit = "件"
{indicator}
"""
#: What stands in the columns of results.
Cells = tuple[str, str, str, str]
Plan = Callable[..., Workspace]
XLSX = "out/kpi/KPI一覧.xlsx"
MD = "out/kpi/KPI一覧.md"


def draft(name: str) -> str:
    """Return the name that a handout has as 案."""
    return name.replace("一覧", "一覧（案）")


def newest(made: Workspace, name: str) -> Path:
    """Return the handout that was made last, final or 案."""
    found = [path for each in (name, draft(name)) if (path := made.path / each).is_file()]
    return max(found, key=lambda path: path.stat().st_mtime_ns)


def markdown(made: Workspace) -> str:
    return newest(made, MD).read_text(encoding="utf-8")


def item(indicator: str, *, name: str = "道路", id_: str = "doro", more: str = "") -> str:
    return ITEM.format(indicator=indicator, name=name, id=id_, more=more)


@pytest.fixture
def plan(workspace: MakeWorkspace) -> Plan:
    """Make a workspace with a plan of R4 to R7 from the texts of its two files of items."""

    def make(fukko: str, kyoiku: str = "", head: str = HEAD) -> Workspace:
        files = {
            "plans/kpi/plan.toml": head,
            "plans/kpi/fukko.toml": fukko,
            "plans/kpi/kyoiku.toml": kyoiku,
        }
        return workspace(files)

    return make


def book(made: Workspace) -> Workbook:
    return load_workbook(io.BytesIO(newest(made, XLSX).read_bytes()))


def page(made: Workspace) -> Worksheet:
    found = book(made)["KPI一覧"]
    assert isinstance(found, Worksheet)
    return found


def in_markdown(made: Workspace) -> list[list[str]]:
    """The cells of the list, heading first and once, as plain text."""
    lines = markdown(made).partition("\n## KPIの数")[0].split("\n")
    rows = [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in lines if line.startswith("| ")]
    rows = rows[:1] + [row for row in rows if row != rows[0]]
    return [[re.sub(r"\\(.)", r"\1", cell.replace("<br>", "\n")) for cell in row] for row in rows]


def below_headings(made: Workspace) -> list[list[str]]:
    """The rows of the list below its headings, as text; notes that stand below their figure behind it."""
    rows = [[cell.replace("\n（", "（") for cell in row] for row in rows_shown(page(made))]
    first = 2 + next(number for number, row in enumerate(rows) if row[0] == "事業\n番号")
    return [row for row in rows[first:] if not row[0].startswith("※")]


def in_excel(made: Workspace) -> list[list[str]]:
    """The cells of the list, without the rows that are headings of others."""
    return [row for row in below_headings(made) if any(row[1:])]


def groups(made: Workspace) -> list[str]:
    """What stands above the rows as their 分野 and 項目, the same in both formats."""
    found = [row[0] for row in below_headings(made) if not any(row[1:])]
    text = markdown(made).partition("\n## KPIの数")[0]
    assert re.findall(r"^#{2,3} (.+)$", text, re.MULTILINE) == found
    return found


def counted(made: Workspace) -> list[list[str]]:
    """The cells of the table of counts, its headings in one line."""
    found = book(made)["集計"]
    assert isinstance(found, Worksheet)
    return [[str(cell).replace("\n", " ") for cell in row] for row in found.values][1:]


def results(made: Workspace, *arguments: str) -> list[Cells]:
    """Render, and return what both renderers print in the columns of results."""
    outcome = made.run("render", "kpi", "--draft", *arguments)
    assert (outcome.code, outcome.out) == (0, f"{draft(XLSX)}\n{draft(MD)}\nout/kpi/データ（案）.xlsx\n"), (
        outcome.err
    )
    rows = in_markdown(made)[1:]
    assert rows == in_excel(made)
    return [(row[-4], row[-3], row[-2], row[-1]) for row in rows]


def footnotes(made: Workspace) -> list[str]:
    return re.findall(r"^- (※.+)$", markdown(made), re.MULTILINE)


RISING = "baseline = 100\ntarget = { R4 = 110, R5 = 120, R6 = 130, R7 = 140 }\n"
FALLING = 'better = "lower"\nbaseline = 169\ntarget = { R4 = 165.6, R5 = 163.9, R6 = 162.2, R7 = 160.5 }\n'
ONLY_LAST = 'baseline = 0\ntarget = { R4 = "-", R5 = "-", R6 = "-", R7 = 40 }\n'
TO_ZERO = 'better = "lower"\nbaseline = 40\ntarget = { R4 = "-", R5 = "-", R6 = "-", R7 = 0 }\n'
RUNNING = 'baseline = "1（累計1）"\ntarget = { R6 = "4（累計12）", R7 = "4（累計16）" }\n'


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (f"{RISING}actual = {{ R6 = 140 }}", ("140", "107.7%", "A", "達成済")),
        (f"{RISING}actual = {{ R6 = 130 }}", ("130", "100.0%", "A", "順調")),
        (f"{RISING}actual = {{ R6 = 129.9 }}", ("129.9", "99.9%", "B", "遅れ")),
        (f"{RISING}actual = {{ R6 = 64.9 }}", ("64.9", "49.9%", "D", "遅れ")),
        (f'{RISING}actual = {{ R6 = "集計中" }}', ("集計中", "－", "未記録", "－")),
        (f'{RISING}actual = {{ R6 = "/" }}', ("測定しない", "－", "未記録", "－")),
        (f"{FALLING}actual = {{ R6 = 160.5 }}", ("160.5", "101.0%", "A", "達成済")),
        (f"{FALLING}actual = {{ R6 = 162.2 }}", ("162.2", "100.0%", "A", "順調")),
        (f"{FALLING}actual = {{ R6 = 165.6 }}", ("165.6", "97.9%", "B", "遅れ")),
        # The year has no target of its own: 3/4 of the way from 0 to 40 is 30.
        (f"{ONLY_LAST}actual = {{ R6 = 30 }}", ("30", "－", "－", "順調")),
        (f"{ONLY_LAST}actual = {{ R6 = 29.9 }}", ("29.9", "－", "－", "遅れ")),
        (f"{ONLY_LAST}actual = {{ R6 = 40 }}", ("40", "－", "－", "達成済")),
        (f"{TO_ZERO}actual = {{ R6 = 10 }}", ("10", "－", "－", "順調")),
        (f"{TO_ZERO}actual = {{ R6 = 10.1 }}", ("10.1", "－", "－", "遅れ")),
        # T = B: the way is flat.
        ('baseline = 40\ntarget = { R6 = "-", R7 = 40 }\nactual = { R6 = 39 }', ("39", "－", "－", "遅れ")),
        (
            "baseline = 0\ntarget = { R6 = 0, R7 = 10 }\nactual = { R6 = 3 }",
            ("3", "－", "算出不可※1", "順調"),
        ),
        (
            f'counting = "cumulative"\n{RUNNING}actual = {{ R6 = "5（累計13）" }}',
            ("5（累計13）", "108.3%", "A", "順調"),
        ),
        (
            f'counting = "yearly"\n{RUNNING}actual = {{ R6 = "3（累計13）" }}',
            ("3（累計13）", "75.0%", "C", "遅れ"),
        ),
        # What starts from nothing every year has not reached the last year's target before its time.
        (
            f'counting = "yearly"\n{RUNNING}actual = {{ R6 = "5（累計13）" }}',
            ("5（累計13）", "125.0%", "A", "順調"),
        ),
        (
            'baseline = 0\ntarget = { R6 = 10, R7 = "未定" }\nactual = { R6 = 12 }',
            ("12", "120.0%", "A", "順調"),
        ),
        (
            'baseline = 0\ntarget = { R5 = 10, R6 = "未定", R7 = "未定" }\nactual = { R6 = 12 }',
            ("12", "－", "未記録※1", "－※2"),
        ),
        (
            'baseline = 0\ntarget = { R5 = 10, R6 = "未定" }\nactual = { R6 = 12 }',
            ("12", "－", "未記録※1", "－※2"),
        ),
        (
            "target = { R6 = 10, R7 = 20 }\nactual = { R6 = 10 }\nreference = true",
            ("10", "－", "－", "－※1"),
        ),
    ],
)
def test_each_case_has_its_rate_verdict_and_course(indicator: str, expected: Cells, plan: Plan) -> None:
    assert results(plan(item(indicator))) == [expected]


def test_percentages_keep_their_sign_and_their_counts_are_divided(plan: Plan) -> None:
    indicator = (
        'baseline = 80\ntarget = { R6 = 95, R7 = "100%" }\n'
        "actual = { R6 = { numerator = 3123, denominator = 3367 } }"
    )
    made = plan(item(indicator).replace('"件"', '"%"'))
    assert results(made) == [("92.8%", "97.6%", "B", "遅れ")]
    assert in_markdown(made)[1][7:12] == ["80%", "", "", "95%", "100%"]


def test_a_course_that_cannot_be_said_gives_its_reason_below(plan: Plan) -> None:
    first = item("target = { R7 = 50 }\nactual = { R6 = 10 }", id_="a", name="橋")
    second = item("target = { R7 = 60 }\nactual = { R6 = 20 }", id_="b", name="港")
    third = item(
        'better = "equal"\nbaseline = 1\ntarget = { R7 = 9 }\nactual = { R6 = 4 }', id_="c", name="川"
    )
    made = plan(first + second + third)
    assert results(made) == [
        ("10", "－", "－", "－※1"),
        ("20", "－", "－", "－※1"),
        ("4", "－", "－", "－※2"),
    ]
    assert footnotes(made) == [
        "※1 途中の年度の値を決められない（基準値がない）",
        "※2 途中の年度の値を決められない（ちょうどの値や範囲が目標）",
    ]
    below = [row[0] for row in page(made).values if row[0]][-2:]
    assert below == footnotes(made)


def test_a_rate_that_cannot_be_computed_gives_its_reason_below(plan: Plan) -> None:
    made = plan(item('better = "lower"\nbaseline = 5\ntarget = { R6 = 0, R7 = 0 }\nactual = { R6 = 3 }'))
    assert results(made) == [("3", "－", "算出不可※1", "遅れ")]
    assert footnotes(made) == ["※1 算出不可：目標値が 0 なので、実績値を目標値で割れない"]


def test_a_kpi_of_several_values_has_a_line_for_each(plan: Plan) -> None:
    composite = (
        'parts = ["国語", "算数"]\nbaseline = ["83.5%", "73.5%"]\n'
        'target = { R4 = "-", R5 = "/", R6 = ["100%", "100%"], R7 = ["100%", "100%"] }\n'
        'actual = { R6 = ["100%", "60%"] }'
    )
    made = plan(item(composite).replace('"件"', '"%"') + item(RISING, id_="b", name="橋"))
    assert results(made)[0] == (
        "国語 100%\n算数 60%", "国語 100.0%\n算数 60.0%\n平均 80.0%", "B", "遅れ",
    )  # fmt: skip
    row = in_markdown(made)[1]
    both = "国語 100%\n算数 100%"
    assert row[5:12] == ["1", "道路の数", "国語 83.5%\n算数 73.5%", "－", "測定しない", both, both]
    assert [row[5] for row in in_markdown(made)[1:]] == ["1", "2"]
    assert "いくつもの値からなる指標は平均で判定。" in markdown(made)


def test_a_part_without_actual_leaves_the_kpi_unrecorded(plan: Plan) -> None:
    composite = 'parts = ["国語", "算数"]\ntarget = { R6 = [50, 50], R7 = [60, 60] }\nactual = { R6 = [60, "集計中"] }'
    assert results(plan(item(composite))) == [
        ("国語 60\n算数 集計中", "国語 120.0%\n算数 －", "未記録", "－※1")
    ]


@pytest.mark.parametrize(
    ("actuals", "stage"),
    [("[55, 40]", "遅れ"), ("[40, 55]", "遅れ"), ("[60, 55]", "順調"), ("[60, 60]", "達成済")],
)
def test_an_indicator_of_several_values_is_where_the_one_furthest_back_is(
    actuals: str, stage: str, plan: Plan
) -> None:
    composite = f'parts = ["国語", "算数"]\ntarget = {{ R6 = [50, 50], R7 = [60, 60] }}\nactual = {{ R6 = {actuals} }}'
    assert results(plan(item(composite)))[0][3] == stage


def test_the_straight_line_can_be_declared_instead_of_the_years_targets(plan: Plan) -> None:
    slow = "baseline = 0\ntarget = { R4 = 5, R5 = 10, R6 = 20, R7 = 40 }\nactual = { R6 = 25 }"
    made = plan(item(slow))
    assert results(made) == [("25", "125.0%", "A", "順調")]
    assert "今年度の目標値（ない年度は、基準値と最後の目標値を結ぶ直線の値）に届いていれば順調" in markdown(
        made
    )
    made = plan(item(slow), head=HEAD.replace('count = "ind', 'course = "linear"\ncount = "ind'))
    assert results(made) == [("25", "125.0%", "A", "遅れ")]
    assert "基準値と最後の目標値を結ぶ直線の、今年度の値に届いていれば順調" in markdown(made)


def test_the_explanation_tells_how_a_course_came_about(plan: Plan) -> None:
    made = plan(
        item(f"{ONLY_LAST}actual = {{ R6 = 29 }}") + item(f"{RISING}actual = {{ R6 = 140 }}", id_="b")
    )
    out = made.run("classify", "kpi", "--explain", "1").out
    assert "今年度に見込む値 E = B＋(T−B)×k÷n = 0＋(40−0)×3÷4 = 30" in out
    assert "進み具合 遅れ（今年度に見込む値に達していない）" in out
    out = made.run("classify", "kpi", "--explain", "2").out
    assert "進み具合 達成済（最後の目標値（R7年度）に達した）" in out


def test_an_unknown_course_is_refused(plan: Plan) -> None:
    made = plan(item(RISING), head=HEAD.replace('count = "ind', 'course = "curve"\ncount = "ind'))
    outcome = made.run("render", "kpi")
    assert outcome.code == 1
    assert "「course」に「curve」は使えません。" in outcome.err


REPOSTED = (
    item(RISING + "actual = { R6 = 130 }", id_="a", name="道路").replace(
        '[[item.indicator]]\nname = "道路', '[[item.indicator]]\nid = "kpi-doro"\nname = "道路'
    )
    + item("kpi = false\n" + FALLING + "actual = { R6 = 160 }", id_="b", name="橋")
    + item(RISING + "actual = { R6 = 100 }", id_="c", name="港")
)
REPOSTS = """
[[direction]]
id = "kyoiku-1"
name = "学校"

[[direction]]
id = "kyoiku-2"
name = "大学"

[[item]]
id = "d"
name = "学校事業"
direction = "kyoiku-1"
also = ["kyoiku-2"]
departments = ["教育庁 高校教育課", "教育庁 義務教育課"]
goal = "道を広げる。"
[[item.indicator]]
repost_of = "kpi-doro"

[[item]]
id = "c-2"
repost_of = "c"
direction = "kyoiku-2"

[[item]]
id = "e"
name = "研究事業"
direction = "kyoiku-2"
departments = ["総務部 広報課", "教育庁 職員課"]
goal = "研究する。"
"""


def test_numbers_and_reposts_are_as_published(plan: Plan) -> None:
    made = plan(REPOSTED, REPOSTS)
    results(made)
    rows = [[row[n] for n in (0, 1, 2, 5, 6)] for row in in_markdown(made)[1:]]
    goals = [row[4] for row in in_markdown(made)[1:]]
    assert groups(made) == ["第1 復興", "第2 教育", "(1) 学校、(2) 大学", "(2) 大学"]
    assert rows == [
        ["1", "総務部 広報課", "道路事業", "1", "道路の数"],
        ["2", "総務部 広報課", "橋事業", "－", "橋の数"],
        ["3", "総務部 広報課", "港事業", "2", "港の数"],
        ["4", "教育庁 高校教育課\n義務教育課", "学校事業", "再掲", "道路の数 ※再掲：No1"],
        ["再掲", "総務部 広報課", "港事業 ※再掲：No3", "再掲", "港の数 ※再掲：No2"],
        ["5", "総務部 広報課\n教育庁 職員課", "研究事業", "", ""],
    ]
    assert goals[:2] == ["【指標（KPI）】\n道路を増やす。", "【目標】\n橋を増やす。"]
    assert goals[3:] == [
        "【指標（KPI）】\n道を広げる。", "【指標（KPI）】\n港を増やす。", "【目標】\n研究する。",
    ]  # fmt: skip


def test_kpis_are_counted_gross_and_net(plan: Plan) -> None:
    made = plan(REPOSTED, REPOSTS)
    assert results(made) == [
        ("130", "100.0%", "A", "順調"),
        ("160", "101.4%", "A", "達成済"),
        ("100", "76.9%", "C", "遅れ"),
        ("130", "100.0%", "A", "順調"),
        ("100", "76.9%", "C", "遅れ"),
        ("", "", "", ""),
    ]
    counts = counted(made)
    assert counts == [
        [
            "分野", "KPI", "判定 A", "判定 B", "判定 C", "判定 D", "判定 －",
            "進み具合 達成済", "進み具合 順調", "進み具合 遅れ", "進み具合 －",
        ],
        ["第1 復興", "2", "1", "0", "1", "0", "0", "0", "1", "1", "0"],
        ["第2 教育", "2", "1", "0", "1", "0", "0", "0", "1", "1", "0"],
        ["計（延べ）", "4", "2", "0", "2", "0", "0", "0", "2", "2", "0"],
        ["計（実質）", "2", "1", "0", "1", "0", "0", "0", "1", "1", "0"],
    ]  # fmt: skip
    text = markdown(made).partition("## KPIの数\n")[2]
    assert [line.strip("| ").split(" | ") for line in text.split("\n") if line.startswith("| ")] == counts


def test_without_reposts_there_is_one_total(plan: Plan) -> None:
    made = plan(item(RISING + "actual = { R6 = 130 }"))
    results(made)
    assert [row[0] for row in counted(made)][1:] == ["第1 復興", "第2 教育", "計"]


def test_an_item_with_several_kpis_has_its_own_cells_once(plan: Plan) -> None:
    second = f'\n[[item.indicator]]\nname = "歩道の数"\nunit = "件"\n{FALLING}'
    made = plan(item(RISING) + second)
    assert made.run("render", "kpi").code == 0
    rows = in_excel(made)
    assert [row[:7] for row in rows] == [
        [
            "1",
            "総務部 広報課",
            "道路事業",
            "道路を進める。",
            "【指標（KPI）】\n道路を増やす。",
            "1",
            "道路の数",
        ],
        ["", "", "", "", "", "2", "歩道の数"],
    ]


def test_an_excluded_item_says_why_and_is_counted_apart(plan: Plan) -> None:
    made = plan(item(RISING + "actual = { R6 = 1 }", more='excluded = "国の制度がなくなった"\n'))
    assert results(made) == [("1", "－", "対象外※1", "－")]
    assert footnotes(made) == ["※1 対象外：国の制度がなくなった"]
    assert [row[6] for row in counted(made)] == ["判定 対象外", "1", "0", "1"]


def test_a_persons_verdict_and_provisional_figures_are_marked(plan: Plan) -> None:
    indicator = RISING + 'actual = { R6 = 100 }\nprovisional = "8月に確定"\n'
    overruled = (
        '[item.result.R6]\ndone = true\n[item.result.R6.override]\nverdict = "B"\nreason = "災害のため"\n'
    )
    made = plan(item(indicator) + overruled)
    assert results(made) == [("100（速報値）※1", "76.9%", "B※2", "遅れ")]
    assert footnotes(made) == ["※1 速報値：8月に確定", "※2 人が判定を変えた：災害のため"]


def test_before_anything_is_recorded_there_are_no_columns_of_results(plan: Plan) -> None:
    made = plan(item(RISING))
    assert made.run("render", "kpi").code == 0
    assert in_markdown(made)[0][5:] == ["KPI番号", "指標名", "基準値", "R4", "R5", "R6", "R7"]
    assert book(made).sheetnames == ["KPI一覧"]
    assert "達成率" not in markdown(made)


def test_the_results_shown_are_those_of_the_year_asked_for(plan: Plan) -> None:
    made = plan(item(RISING + "actual = { R4 = 110, R5 = 90, R6 = 140 }"))
    assert results(made, "--year", "R5") == [("90", "75.0%", "C", "遅れ")]
    assert in_markdown(made)[0][-4:] == ["R5の実績", "達成率", "判定", "進み具合"]
    assert markdown(made).startswith("# デジタル計画　令和5年度関連事業・KPI一覧（案）\n")
    assert results(made, "--year", "R4") == [("110", "100.0%", "A", "順調")]
    assert made.run("render", "kpi", "--year", "R7", "--format", "md").code == 0
    assert in_markdown(made)[0][-1] == "R7"


def test_a_list_of_which_some_is_not_recorded_needs_draft(plan: Plan) -> None:
    made = plan(item(RISING + "actual = { R6 = 130 }") + item(RISING, id_="b", name="橋"))
    outcome = made.run("render", "kpi")
    assert outcome.code == 2
    assert "未記録の項目が1件あります（2 橋事業 など）。" in outcome.err
    assert results(made) == [("130", "100.0%", "A", "順調"), ("未記録", "－", "未記録", "－")]


def test_targets_beyond_the_plan_have_columns_too(plan: Plan) -> None:
    made = plan(item("baseline = 1\ntarget = { R7 = 2, R10 = 3 }"))
    assert made.run("render", "kpi").code == 0
    assert in_markdown(made)[0][8:] == ["R4", "R5", "R6", "R7", "R10"]
    assert in_markdown(made)[1][7:] == ["1", "", "", "", "2", "3"]


def test_a_deeper_heading_is_shown_with_those_above_it(plan: Plan) -> None:
    deeper = """\
[[direction]]
id = "michi"
name = "道"

[[direction]]
id = "hashi"
name = "橋"
parent = "michi"
"""
    made = plan(deeper + item(RISING, more='direction = "hashi"\n'))
    assert made.run("render", "kpi").code == 0
    assert groups(made) == ["第1 復興", "(1) ア 道 ＞ 橋"]


def test_other_schemes_say_how_they_judge(plan: Plan) -> None:
    head = HEAD.replace('"abcd-100-80-50"', '"progress-4"')
    made = plan(item(RISING + "actual = { R6 = 115 }"), head=head)
    assert results(made) == [("115", "50.0%", "大幅遅れ", "遅れ")]
    assert (
        "- 達成率：（実績値−基準値）÷（今年度に見込む値−基準値）。小数第1位まで四捨五入してから判定。　"
        "判定：順調 100%以上、やや遅れ 70%以上、大幅遅れ 0%超、ほかは未着手" in markdown(made)
    )
    made = plan(item(RISING + "actual = { R6 = 115 }"), head=HEAD.replace('"abcd-100-80-50"', '"fukushima"'))
    assert results(made) == [("115", "－", "未達", "遅れ")]


def test_hostile_texts_stay_texts(plan: Plan) -> None:
    made = plan(item(RISING + "actual = { R6 = 130 }").replace("道路", "=HYPERLINK(1)|<b>"))
    assert made.run("render", "kpi").code == 0
    cells = [cell for row in page(made).iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(cells) == 3
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
    assert "&lt;b>" in markdown(made)
    assert {len(row) for row in in_markdown(made)} == {16}


def test_the_sheet_fits_a_page_and_repeats_its_headings(plan: Plan) -> None:
    made = plan(REPOSTED, REPOSTS)
    assert made.run("render", "kpi", "--draft", "--label", "資料2-5").code == 0
    found = page(made)
    setup = found.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 8)
    assert setup.scale is not None
    width = sum(column.width or 0 for column in found.column_dimensions.values()) * 5.25
    assert width * setup.scale / 100 < 1133  # what A3 has between its margins
    assert setup.scale * 9 / 100 >= 8  # the size of letters in points
    headings = [[cell for cell in row if cell] for row in found.values]
    top = next(number for number, row in enumerate(headings, 1) if row and row[0] == "事業\n番号")
    assert headings[top - 1] == [
        "事業\n番号", "担当", "事業名又は取組名", "事業概要又は取組内容", "指標（KPI）又は目標", "KPI\n番号", "指標名", "目標値",
        "R6の結果",
    ]  # fmt: skip
    assert headings[top] == [
        "基準値", "R4", "R5", "R6", "R7", "実績", "達成率", "判定", "進み具合",
    ]  # fmt: skip
    assert found.print_title_rows == f"${top}:${top + 1}"
    assert found.freeze_panes == f"A{top + 2}"
    assert found.oddHeader is not None
    assert found.oddHeader.right.text == "【資料2-5】"


def test_golden_handouts_of_the_real_plan(workspace: MakeWorkspace) -> None:
    made = workspace()
    shutil.copytree(ROOT / "plans" / "r4-r7-kpi", made.path / "plans" / "kpi")
    outcome = made.run("render", "kpi")
    assert (outcome.code, outcome.out) == (0, f"{XLSX}\n{MD}\nout/kpi/データ.xlsx\n"), outcome.err
    golden = ROOT / "tests" / "golden" / "r4-r7-kpi"
    assert_snapshot(golden / "KPI一覧.md", markdown(made))
    assert_snapshot(golden / "KPI一覧.xlsx.txt", dump(book(made)))


@pytest.mark.parametrize(
    ("example", "lines"),
    [
        ("two-axes", ["### 着手別", "| 1 暮らし | 1 | 1 | 0 |", "### 成果別", "| 1 暮らし | 1 | 1 |"]),
        ("points", ["| 2 産業 | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 0 | 要改善 |"]),
    ],
)
def test_axes_have_tallies_of_their_own_and_directions_their_verdicts(
    workspace: MakeWorkspace, example: str, lines: list[str]
) -> None:
    made = workspace()
    shutil.copytree(ROOT / "docs" / "examples" / example, made.path / "plans" / example)
    made.run("render", example, "--handout", "KPI一覧")
    text = made.read(f"out/{example}/KPI一覧.md").split("\n")
    assert [line for line in text if line in lines] == lines
