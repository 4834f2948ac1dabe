"""総括 over years: the published table of 福島県, and items followed from year to year."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from dxplan.values.years import long_year
from tests.conftest import HEAD as ONE_DIRECTION
from tests.conftest import ITEM, ROOT, MakeWorkspace, Workspace
from tests.excel import rows_shown

Small = Callable[[str], Workspace]

#: The 総括 as published, truncated: (達成, 項目, 割合) per direction and year. The whole of 令和3年度 was published as
#: 107 and 83.5 %, which its own directions do not give.
PUBLISHED = {
    "復興の推進": [(9, 12, "75.0"), (8, 10, "80.0"), (10, 13, "76.9")],
    "安全・安心、健康な暮らし": [(28, 31, "90.3"), (28, 34, "82.3"), (27, 31, "87.0")],
    "産業振興・地域活性化": [(14, 18, "77.7"), (25, 29, "86.2"), (16, 26, "61.5")],
    "教育・ICT人材育成": [(10, 10, "100"), (15, 18, "83.3"), (18, 19, "94.7")],
    "電子自治体": [(32, 37, "86.4"), (36, 37, "97.2"), (37, 39, "94.8")],
}
WHOLE = [(93, 108, "86.1"), (112, 128, "87.5"), (108, 128, "84.3")]


@pytest.fixture
def three(piped: MakeWorkspace) -> Workspace:
    made = piped()
    for year in ("2019", "2020", "2021"):
        shutil.copytree(ROOT / "plans" / year, made.path / "plans" / year)
    return made


def numbers(found: dict[str, object]) -> tuple[object, object, object]:
    return found["achieved"], found["items"], found["rate"]


def test_truncation_gives_every_published_figure(three: Workspace) -> None:
    outcome = three.run("review", "2019", "2020", "2021", "--rounding", "down", "--json")
    assert outcome.code == 0
    years = json.loads(outcome.out)["years"]
    assert [year["plan"] for year in years] == ["2019", "2020", "2021"]
    assert [numbers(year["total"]) for year in years] == WHOLE
    found = {
        name: [
            numbers(direction)
            for year in years
            for direction in year["directions"]
            if direction["name"] == name
        ]
        for name in PUBLISHED
    }
    assert found == PUBLISHED
    assert all("items" not in year for year in years)


def test_the_other_rounding_stands_beside_it_on_request(three: Workspace) -> None:
    out = three.run("review", "2019", "2020", "2021", "--rounding", "down", "--beside", "half_up").out
    for truncated, rounded in (("77.7%", "(77.8%)"), ("86.4%", "(86.5%)"), ("84.3%", "(84.4%)")):
        assert truncated in out
        assert rounded in out
    assert "割合は切り捨て。（ ）は四捨五入。" in out


def test_what_cannot_be_right_in_the_published_totals_is_named(three: Workspace) -> None:
    out = three.run("review", "2019", "2020", "2021", "--rounding", "down").out
    notes = [line for line in out.splitlines() if "※" in line and "公表" in line]
    assert notes == ["  全体 ※令和3年度の目標達成項目は公表107、割合は公表83.5%（数えた値と合わない）"]


def test_each_plans_own_rounding_is_kept_without_the_option(three: Workspace) -> None:
    years = json.loads(three.run("review", "2021", "2019", "--json").out)["years"]
    assert [(year["plan"], year["directions"][2]["rate"]) for year in years] == [
        ("2019", "77.8"),
        ("2021", "61.5"),
    ]


def test_the_handout_has_texts_and_tables(three: Workspace) -> None:
    outcome = three.run(
        "review", "2019", "2020", "2021", "--rounding", "down", "--out", "out", "--label", "資料２－１"
    )
    assert outcome.out.splitlines() == ["out/2019-2021/総括.xlsx", "out/2019-2021/総括.md"]
    text = three.read("out/2019-2021/総括.md")
    assert "| 3 達成項目の割合 | 86.1% | 87.5% | 84.3% |" in text
    assert "- 携帯電話の通話エリアを広げた。" in text
    assert "【資料２－１】" in text
    sheet = load_workbook(io.BytesIO((three.path / "out/2019-2021/総括.xlsx").read_bytes()))["総括"]
    cells = [cell for row in rows_shown(sheet) for cell in row]
    for line in PUBLISHED.values():
        for achieved, items, rate in line:
            assert {str(achieved), str(items), f"{rate}%"} <= set(cells)
    again = (three.path / "out/2019-2021/総括.xlsx").read_bytes()
    three.run("review", "2019", "2020", "2021", "--rounding", "down", "--out", "out", "--label", "資料２－１")
    assert (three.path / "out/2019-2021/総括.xlsx").read_bytes() == again


def test_the_rounding_of_each_year_is_said(three: Workspace) -> None:
    assert "※割合は令和元年度は四捨五入、令和2年度は切り捨て。" in three.run("review", "2019", "2020").out
    assert "※割合は切り捨て。" in three.run("review", "2020", "2021").out


def test_one_year_is_named_once(three: Workspace) -> None:
    assert "総括について（令和3年度）" in three.run("review", "2021").out


def test_json_and_files_are_not_mixed(three: Workspace) -> None:
    outcome = three.run("review", "2021", "--json", "--out", "out")
    assert (outcome.code, "--json と --out は一緒に使えません。" in outcome.err) == (2, True)


def test_a_review_of_a_year_with_results_missing_needs_draft(followed: Workspace) -> None:
    name = "plans/2021/b.toml"
    followed.write(name, followed.read(name) + '\n[[item]]\nid = "new"\nname = "新しい事業"\n')
    outcome = followed.run("review", "2019", "2020", "2021", "--out", "out")
    assert outcome.code == 2
    assert "未記録の項目が1件あります（2-3 新しい事業 など）。" in outcome.err
    assert not (followed.path / "out").exists()
    assert followed.run("review", "2019", "2020", "2021", "--out", "out", "--draft").code == 0


def test_two_plans_of_one_year_are_refused(three: Workspace) -> None:
    outcome = three.run("review", "2019", "plans/2019")
    assert (outcome.code, "同じ年度の計画が二つあります。" in outcome.err) == (2, True)


HEAD = 'title = "計画{year}"\noffice = "情報政策課"\nfiscal_year = {year}\n'
DIRECTIONS = '\n[[direction]]\nid = "a"\nname = "暮らし"\n\n[[direction]]\nid = "b"\nname = "産業"\n'


def item(id_: str, name: str, *, done: bool = True, target: int | None = None) -> str:
    text = f'[[item]]\nid = "{id_}"\nname = "{name}"\ndepartments = ["総務部 広報課"]\n'
    if target is not None:
        text += f'\n[[item.indicator]]\nname = "件数"\nunit = "件"\ntarget = {target}\nactual = {target}\n'
    result = "true" if done else "false"
    return text + f'\n[item.result]\ndone = {result}\nreason = "台風"\n\n'


@pytest.fixture
def followed(piped: MakeWorkspace) -> Workspace:
    years = {
        2019: (
            item("koho", "広報事業", target=10)
            + item("zei", "税務事業", done=False)
            + item("furui", "旧事業"),
            "",
        ),
        2020: (
            item("koho", "広報事業", target=10) + item("zei", "税務事業", done=False),
            item("atarashii", "新事業"),
        ),
        2021: (
            item("zei", "税務事業", done=False),
            item("koho", "広報広聴事業", target=20) + item("atarashii", "新事業"),
        ),
    }
    files: dict[str, str] = {}
    for year, (a, b) in years.items():
        files |= {
            f"plans/{year}/plan.toml": HEAD.format(year=year) + DIRECTIONS,
            f"plans/{year}/a.toml": a,
            f"plans/{year}/b.toml": b,
        }
    return piped(files)


def test_an_indicator_is_followed_by_its_id_through_another_name(piped: MakeWorkspace) -> None:
    files = {}
    for year, name, target in ((2019, "件数", 10), (2020, "申請件数", 20)):
        files[f"plans/{year}/plan.toml"] = HEAD.format(year=year) + DIRECTIONS
        files[f"plans/{year}/b.toml"] = ""
        files[f"plans/{year}/a.toml"] = item("koho", "広報事業", target=target).replace(
            'name = "件数"', f'id = "kensu"\nname = "{name}"'
        )
    out = piped(files).run("review", "2019", "2020").out
    assert "目標の変更（申請件数 10件→20件）" in out.replace("\n", "").replace(" " * 4, "")


@pytest.mark.parametrize(
    "line",
    [
        "広報広聴事業: ◎ 目標達成→◎ 目標達成→◎ 目標達成　改称（旧「広報事業」）、移動（暮らしから）、目標の変更（件数 10件→20件）",
        "税務事業: ▲ 未達→▲ 未達→▲ 未達　３年連続未達",
        "旧事業: ○ 計画どおり実施→－→－　終了",
        "新事業: －→○ 計画どおり実施→○ 計画どおり実施　新規",
    ],
)
def test_items_are_followed_by_their_id(followed: Workspace, line: str) -> None:
    outcome = followed.run("review", "2019", "2020", "2021")
    assert outcome.code == 0
    assert line in outcome.out


def test_the_handout_follows_them_too(followed: Workspace) -> None:
    followed.run("review", "2019", "2020", "2021", "--out", "out")
    text = followed.read("out/2019-2021/総括.md")
    assert "| 税務事業 | 未達 | 未達 | 未達 | ３年連続未達 |" in text
    sheet = load_workbook(io.BytesIO((followed.path / "out/2019-2021/総括.xlsx").read_bytes()))["項目の推移"]
    assert [cell.value for cell in sheet[2]] == [
        "施策（事業）名称",
        "令和元年度",
        "令和2年度",
        "令和3年度",
        "推移",
    ]


def test_a_year_of_totals_does_not_end_an_item(followed: Workspace) -> None:
    totals = DIRECTIONS.replace('name = "暮らし"', 'name = "暮らし"\nitems = 3\nachieved = 1')
    totals = totals.replace('name = "産業"', 'name = "産業"\nitems = 2\nachieved = 2')
    followed.write("plans/2022/plan.toml", HEAD.format(year=2022) + totals)
    out = followed.run("review", "2019", "2020", "2021", "2022").out
    assert "新事業: －→○ 計画どおり実施→○ 計画どおり実施→－　新規" in out


def test_a_streak_is_of_years_that_follow_each_other(followed: Workspace) -> None:
    followed.write("plans/2023/plan.toml", HEAD.format(year=2023) + DIRECTIONS)
    followed.write("plans/2023/a.toml", item("zei", "税務事業", done=False))
    followed.write("plans/2023/b.toml", "")
    out = followed.run("review", "2019", "2020", "2021", "2023").out
    assert "税務事業: ▲ 未達→▲ 未達→▲ 未達→▲ 未達\n" not in out
    assert "連続未達" not in out
    assert "税務事業: ▲ 未達→▲ 未達　２年連続未達" in followed.run("review", "2020", "2021").out


class TestReposts:
    def test_the_net_count_stands_beside_the_gross_one(self, three: Workspace) -> None:
        lines = three.run("review", "2019", "2020", "2021", "--rounding", "down").out.split("\n")
        place = next(number for number, line in enumerate(lines) if line.startswith(" 全体"))
        nobody_knows = ["－"] * 4
        assert lines[place + 1].split() == ["達成した指標の割合", "23/39", "58.9%", *nobody_knows]
        assert lines[place + 2].split() == ["実質", "91/105", "86.6%", *nobody_knows]
        assert lines[place + 3].strip() == "（再掲を除く）"

    def test_the_handout_has_a_row_where_reposts_occur_and_nowhere_else(self, three: Workspace) -> None:
        three.run("review", "2019", "2020", "2021", "--rounding", "down", "--out", "out")
        sections = three.read("out/2019-2021/総括.md").split("###")
        net = ["| 　実質（再掲を除く） | " in section for section in sections]
        assert net == [True, False, False, True, False, True]
        assert "| 　実質（再掲を除く） | 13/16（81.2%） | － | － |" in sections[3]

    def test_a_plan_that_prints_the_net_count_has_the_gross_one_beside_it(self, small: Small) -> None:
        made = small(item("koho", "広報事業") + '[[item]]\nid = "again"\nrepost_of = "koho"\n')
        head = made.read("plans/2019/plan.toml").replace(
            "\n[[direction]]", '\n[rate]\nreposts = "skip"\n\n[[direction]]'
        )
        made.write("plans/2019/plan.toml", head)
        made.run("review", "2019", "--out", "out")
        text = made.read("out/2019/総括.md")
        assert "| 1 実施事業項目 | 1 |" in text
        assert "| 　延べ（再掲を含む） | 2/2（100%） |" in text

    def test_without_reposts_nothing_is_said(self, followed: Workspace) -> None:
        assert "再掲" not in followed.run("review", "2019", "2020", "2021").out


def test_no_table_is_torn_apart_between_two_pages(three: Workspace) -> None:
    three.run("review", "2019", "2020", "2021", "--out", "out")
    sheet = load_workbook(io.BytesIO((three.path / "out/2019-2021/総括.xlsx").read_bytes()))["総括"]
    starts = [1, *(row[0].row for row in sheet.iter_rows() if re.match(r"(2|\(\d\)) ", str(row[0].value)))]
    breaks = [each.id + 1 for each in sheet.row_breaks.brk]
    assert breaks
    assert set(breaks) <= set(starts)
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    for first, after in zip([1, *breaks], [*breaks, sheet.max_row + 1], strict=True):
        assert sum(heights[first - 1 : after - 1]) < 512  # points of A4 across, without the margins
    # Excel heeds breaks only in a sheet that is scaled, not fitted.
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.scale == 100


def test_a_wide_sheet_with_breaks_is_scaled_to_its_width(workspace: MakeWorkspace) -> None:
    years = range(2016, 2026)
    texts = f"review = {json.dumps(['文'] * 30, ensure_ascii=False)}\n"
    direction = '\n[[direction]]\nid = "d{}"\nname = "柱"\nitems = 3\nachieved = 1\n'
    head = HEAD + "".join(direction.format(number) + texts for number in range(4))
    files = {f"plans/{year}/plan.toml": head.replace("{year}", str(year)) for year in years}
    made = workspace(files)
    assert made.run("review", *map(str, years), "--out", "out").code == 0
    sheet = load_workbook(io.BytesIO((made.path / "out/2016-2025/総括.xlsx").read_bytes()))["総括"]
    assert len(sheet.row_breaks) > 0
    points = sum(column.width for column in sheet.column_dimensions.values()) * 5.25
    # A4 across without the margins, and a tenth left for programs that draw columns wider than Excel does.
    assert 0.8 < points * int(sheet.page_setup.scale or 0) / 100 / 784 < 0.9


def test_many_years_are_shown_in_several_tables_that_fit_the_screen(workspace: MakeWorkspace) -> None:
    years = range(2016, 2026)
    files = {}
    for year in years:
        files[f"plans/{year}/plan.toml"] = HEAD.format(year=year) + DIRECTIONS
        files |= {f"plans/{year}/{name}.toml": item(f"{name}-1", "事業") for name in "ab"}
    out = workspace(files).run("review", *map(str, years), "--sections").out
    assert max(cell_len(line) for line in out.split("\n")) <= 80
    assert [long_year(year) for year in years] == re.findall(
        r"平成\d+年度|令和(?:元|\d+)年度", out.partition("担当課")[0].partition("\n")[2]
    )


TREE = """\
[[direction]]
id = "bosai"
name = "防災"

[[direction]]
id = "kasen"
name = "河川"
parent = "{parent}"

[[direction]]
id = "machi"
name = "まち"

"""


def place(text: str, heading: str) -> str:
    return text.replace("departments", f'direction = "{heading}"\ndepartments')


class TestTrees:
    @pytest.fixture
    def trees(self, workspace: MakeWorkspace) -> Workspace:
        head = 'title = "戦略"\noffice = "課"\nfiscal_year = {year}\n\n[numbering]\nheadings = ["第1", "1", "(1)"]\n'
        files = {}
        for year, parent in ((2023, "bosai"), (2024, "machi")):
            files[f"plans/{year}/plan.toml"] = (
                head.format(year=year) + '\n[[direction]]\nid = "a"\nname = "暮らし"\n'
            )
            files[f"plans/{year}/a.toml"] = (
                TREE.format(parent=parent)
                + place(item("one", "事業一"), "bosai")
                + place(item("two", "事業二", done=False), "kasen")
            )
        return workspace(files)

    def test_headings_stand_indented_under_the_one_of_the_last_year(self, trees: Workspace) -> None:
        lines = trees.run("review", "2023", "2024").out.split("\n")
        shown = [line.rstrip() for line in lines if re.match(r" +\(?(?:第?\d|\d)", line)]
        assert [line.split("  ")[0] for line in shown] == [" 第1 暮らし", "", "", ""]
        assert [re.split(r"\s{2,}", line.strip()) for line in shown] == [
            ["第1 暮らし", "1/2", "50.0%", "1/2", "50.0%"],
            ["1 防災", "1/2", "50.0%", "1/1", "100%"],
            ["2 まち", "0/0", "－", "0/1", "0.0%"],
            ["(1) 河川", "0/1", "0.0%", "0/1", "0.0%"],
        ]

    def test_the_handouts_have_a_table_of_them(self, trees: Workspace) -> None:
        trees.run("review", "2023", "2024", "--out", "out")
        text = trees.read("out/2023-2024/総括.md")
        assert "### 第1 暮らし\n" in text
        assert "| 　(1) 河川 | 0/1（0.0%） | 0/1（0.0%） |" in text


KPI = """\
title = "KPI計画"
office = "デジタル変革課"
fiscal_year = 2023
years = ["R4", "R7"]

[judgement]
scheme = "abcd-100-80-50"

[published]
items = 9

[[direction]]
id = "a"
name = "暮らし"
"""
KPI_ITEMS = """\
[[item]]
id = "kanko"
name = "観光"
departments = ["総務部 広報課"]

[[item.indicator]]
name = "入込数"
unit = "人"
target = { R4 = "120万", R5 = "250万", R6 = "300万", R7 = "400万" }
actual = { R4 = "110万", R5 = "250万" }

[[item]]
id = "nogyo"
name = "スマート農業"
departments = ["総務部 広報課"]

[[item.indicator]]
name = "経営体数"
unit = "経営体"
target = { R4 = 100, R5 = 200, R7 = 400 }
actual = { R4 = 90, R5 = 110, R6 = "集計中" }

[[item.indicator]]
name = "面積"
unit = "ha"
target = { R5 = 10, R7 = 20 }
actual = { R5 = 12 }
"""


class TestPlansOfSeveralYears:
    @pytest.fixture
    def kpi(self, piped: MakeWorkspace) -> Workspace:
        return piped({"plans/kpi/plan.toml": KPI, "plans/kpi/a.toml": KPI_ITEMS})

    def test_each_year_of_which_something_was_recorded_is_reviewed(self, kpi: Workspace) -> None:
        years = json.loads(kpi.run("review", "kpi", "--json").out)["years"]
        assert [(year["plan"], year["fiscal_year"], year["total"]["achieved"]) for year in years] == [
            ("kpi", 2022, 2),
            ("kpi", 2023, 2),
        ]

    def test_nothing_recorded_leaves_the_year_of_the_plan(self, kpi: Workspace) -> None:
        kpi.write("plans/kpi/a.toml", re.sub(r"actual = .*\n", "", KPI_ITEMS))
        years = json.loads(kpi.run("review", "kpi", "--json").out)["years"]
        assert [year["fiscal_year"] for year in years] == [2023]

    def test_what_was_published_is_held_against_its_own_year_alone(self, kpi: Workspace) -> None:
        notes = [line for line in kpi.run("review", "kpi").out.split("\n") if "公表" in line]
        assert notes == ["  全体 ※令和5年度の実施事業項目は公表9（数えた値と合わない）"]

    def test_indicators_are_followed_with_their_rates(self, kpi: Workspace) -> None:
        out = kpi.run("review", "kpi").out
        assert "  観光: B→A\n    ・入込数：110万人→250万人（達成率 91.7%→100.0%）\n" in out
        assert "    ・経営体数：90経営体→110経営体（達成率 90.0%→55.0%）\n" in out
        assert "面積" not in out  # one value is no course

    def test_a_year_that_was_missed_is_a_streak_under_any_scheme(self, kpi: Workspace) -> None:
        kpi.write("plans/kpi/a.toml", KPI_ITEMS.replace("R4 = 90, R5 = 110", "R4 = 60, R5 = 90"))
        out = kpi.run("review", "kpi").out
        assert "（達成率 60.0%→45.0%）、２年連続未達" in out

    def test_the_handouts_are_named_after_the_one_plan(self, kpi: Workspace) -> None:
        assert kpi.run("review", "kpi", "--out", "out").out.split() == [
            "out/kpi/総括.xlsx",
            "out/kpi/総括.md",
        ]
        text = kpi.read("out/kpi/総括.md")
        assert "| 2 目標達成項目（A＋B） | 2 | 2 |" in text
        assert "| ・入込数：110万人→250万人（達成率 91.7%→100.0%） |" in text
        sheet = load_workbook(io.BytesIO((kpi.path / "out/kpi/総括.xlsx").read_bytes()))["項目の推移"]
        assert [cell.value for cell in sheet[2]][-1] == "指標の推移"

    def test_a_year_that_two_plans_have_is_refused(self, kpi: Workspace) -> None:
        kpi.write("plans/2022/plan.toml", HEAD.format(year=2022) + DIRECTIONS)
        for name in "ab":
            kpi.write(f"plans/2022/{name}.toml", item(name, "事業"))
        outcome = kpi.run("review", "2022", "kpi")
        assert (outcome.code, "同じ年度の計画が二つあります。" in outcome.err) == (2, True)

    def test_years_judged_in_other_ways_are_told_apart(self, kpi: Workspace) -> None:
        kpi.write("plans/2021/plan.toml", HEAD.format(year=2021) + DIRECTIONS)
        kpi.write("plans/2021/a.toml", item("kanko", "観光"))
        kpi.write("plans/2021/b.toml", "")
        out = kpi.run("review", "2021", "kpi").out
        assert (
            "※判定の方式が年度で違う（令和3年度は 目標達成/計画どおり実施/未達、令和4年度・令和5年度は A/B/C/D）。"
            in out
        )
        assert "観光: 計画どおり実施→B→A" in out
        kpi.run("review", "2021", "kpi", "--out", "out")
        assert "| 2 目標達成項目 | 1 | 2 | 2 |" in kpi.read("out/2021-kpi/総括.md")


def test_headings_under_a_direction_have_both_rates(workspace: MakeWorkspace) -> None:
    indicators = "".join(
        f'\n[[item.indicator]]\nname = "数{actual}"\nunit = "回"\ntarget = 10\nactual = {actual}\n'
        for actual in (12, 8)
    )
    item = ITEM.replace("departments", 'direction = "kenko"\ndepartments')
    done = '\n[item.result]\ndone = true\nreport = "開いた。"\nreason = "雨。"\n'
    heading = '[[direction]]\nid = "kenko"\nname = "健康"\n\n'
    made = workspace(
        {"plans/2019/plan.toml": ONE_DIRECTION, "plans/2019/kurashi.toml": heading + item + indicators + done}
    )
    assert made.run("review", "2019", "--out", "out").code == 0
    assert "| 健康 | 0/1（0.0%）<br>指標 1/2（50.0%） |" in made.read("out/2019/総括.md")
