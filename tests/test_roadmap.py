"""Half-years: what is read of them, the roadmap, ``status --half`` and ``record --half``."""

from __future__ import annotations

import difflib
import io
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from rich.cells import cell_len

from dxplan.format.reading.items import parse_half
from dxplan.model import Half, Progress, Span
from dxplan.values.years import FIRST, LAST, handout_year, long_year, short_year
from tests.conftest import MakeWorkspace, Workspace

HEAD = """\
title = "DX推進プラン"
office = "デジタル課"
fiscal_year = "R6"
years = ["R6", "R8"]
handouts = ["ロードマップ"]
checks = { ignore = ["DX474"] }

[numbering]
items = "plan"
headings = ["1", "(1)"]

[[direction]]
id = "sangyo"
name = "産業"

[[direction]]
id = "gyosei"
name = "行政"
"""
SANGYO = """\
[[direction]]
id = "shoko"
name = "商工業"

[[direction]]
id = "norin"
name = "農林業"

[[item]]
id = "hanro"
name = "販路開拓"
direction = "shoko"
departments = ["産業部 商工課", "産業部 販路課"]

# 半期ごとの予定
[[item.milestone]]
half = "R6下期"
plan = "研修を開く。"  # 3回

[[item.milestone]]
half = "R6上期"
plan = "公募する。"
progress = "応募が少ない。"
state = "遅れ"

[[item.milestone]]
half = "R7上期"
plan = "広げる。"
state = "未着手"

[item.result.R6]
done = true

# 次の事業
[[item]]
id = "robot"
name = "ロボット導入"
direction = "norin"
milestone = [{ half = "上期", state = "完了", progress = "入れた。" }]

[[item]]
id = "kentou"
name = "検討会"
kind = "reference"
direction = "norin"
"""
GYOSEI = """\
[[item]]
id = "bpr"
name = "業務の見直し"
departments = ["総務部 デジタル課"]

[[item.milestone]]
half = "R6下期"
state = "中止"

[[item]]
id = "robot-2"
repost_of = "robot"

[[item]]
id = "kiosk"
name = "端末の設置"
excluded = "国の制度がなくなった"
departments = ["総務部 デジタル課"]
"""
MD = "out/dx/ロードマップ（案）.md"
FILE = "plans/dx/sangyo.toml"

Files = dict[str, str]


@pytest.fixture
def dx(workspace: MakeWorkspace) -> Workspace:
    """A plan of three years with projects in every state."""
    return workspace({"plans/dx/plan.toml": HEAD, FILE: SANGYO, "plans/dx/gyosei.toml": GYOSEI})


def changed(before: str, after: str) -> list[str]:
    """Return the lines that were removed and added."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


class TestReading:
    def test_a_plan_with_half_years_is_valid(self, dx: Workspace) -> None:
        outcome = dx.run("validate", "dx", "--strict")
        assert (outcome.code, outcome.out) == (0, "")

    @given(
        st.integers(FIRST, LAST),
        st.sampled_from(Half),
        st.sampled_from([short_year, handout_year, long_year, str]),
        st.sampled_from(["{}期", "{}半期"]),
        st.sampled_from(["", " ", "\u3000"]),
    )
    def test_a_half_is_read_in_every_way_that_years_are(
        self, year: int, half: Half, label: Callable[[int], str], word: str, blank: str
    ) -> None:
        text = f"{label(year)}{blank}{word.format(half.value[0])}"
        assert parse_half(text, Span(2024, 2024, 2026, 2023)) == (year, half)

    @given(st.text(max_size=8))
    def test_any_other_text_is_no_half(self, text: str) -> None:
        found = parse_half(text, Span(2024, 2024, 2026, 2023))
        assert found is None or re.search("[上下前後]半?期", text)

    @pytest.mark.parametrize(
        ("text", "half"),
        [("上期", "上期"), ("前期", "上期"), ("下半期", "下期"), ("後期", "下期"), ("Ｒ６ 上期", "上期")],
    )
    def test_a_half_without_a_year_is_of_the_plans_own(self, text: str, half: str, dx: Workspace) -> None:
        item = f'[[item]]\nid = "x"\nname = "x"\n[[item.milestone]]\nhalf = "{text}"\nstate = "順調"\n'
        dx.write("plans/dx/gyosei.toml", item)
        assert dx.run("render", "dx", "--draft").code == 0
        row = next(row for row in rows(dx) if row[1] == "x")
        assert row[5 if half == "上期" else 8] == "順調"

    @pytest.mark.parametrize("half", ["R5下期", "R9上期"])
    def test_a_half_outside_the_plan_is_refused(self, half: str, dx: Workspace) -> None:
        dx.write(FILE, SANGYO.replace("R7上期", half))
        found = json.loads(dx.run("validate", "dx", "--format", "json").out)["diagnostics"]
        assert [(f["code"], f["key"]) for f in found] == [("DX323", "item[0].milestone[2].half")]
        assert "R6〜R8（2024〜2026年度）" in found[0]["message"]

    def test_both_halves_twice_are_two_findings(self, dx: Workspace) -> None:
        again = '[[item.milestone]]\nhalf = "2024前期"\n[[item.milestone]]\nhalf = "令和6年度下半期"\n'
        dx.write(FILE, SANGYO.replace("[item.result.R6]\n", f"{again}[item.result.R6]\n"))
        found = json.loads(dx.run("validate", "dx", "--format", "json").out)["diagnostics"]
        assert [(f["code"], f["message"][:4]) for f in found] == [("DX324", "R6上期"), ("DX324", "R6下期")]

    def test_what_is_written_about_a_half_is_checked_as_other_texts_are(self, dx: Workspace) -> None:
        dx.write(FILE, SANGYO.replace("応募が少ない。", "2024(令和5)年度に選ぶ。"))
        found = json.loads(dx.run("validate", "dx", "--format", "json").out)["diagnostics"]
        assert [(f["code"], f["key"]) for f in found] == [("DX411", "item[0].milestone[1].progress")]


def rows(made: Workspace) -> list[list[str]]:
    """Return the cells of all rows of the Markdown that have a number."""
    lines = [line.strip("|").split("|") for line in made.read(MD).split("\n") if line.startswith("| ")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return [row for row in cells if row[0].isdigit() or row[0] == "再掲"]


class TestRoadmap:
    def test_every_project_has_both_halves_of_the_year(self, dx: Workspace) -> None:
        outcome = dx.run("render", "dx", "--draft")
        assert (outcome.code, outcome.err) == (0, "")
        departments = "産業部 商工課<br>販路課"
        assert rows(dx) == [
            ["1", "販路開拓", departments, "公募する。", "応募が少ない。", "遅れ", "研修を開く。", "", "未記録"],
            ["2", "ロボット導入", "", "", "入れた。", "完了", "", "", "未記録"],
            ["3", "検討会", "", "", "", "未記録", "", "", "未記録"],
            ["4", "業務の見直し", "総務部 デジタル課", "", "", "未記録", "", "", "中止"],
            ["5", "（再掲）ロボット導入", "", "", "入れた。", "完了", "", "", "未記録"],
            ["6", "端末の設置", "総務部 デジタル課", "", "", "対象外", "", "", "対象外"],
        ]  # fmt: skip

    def test_a_half_that_has_begun_is_final_when_every_project_has_said_how_it_stands(
        self, dx: Workspace
    ) -> None:
        outcome = dx.run("render", "dx")
        assert outcome.code == 2
        assert "未記録の項目が3件あります（1 販路開拓 など）。" in outcome.err
        first = '[[item]]\nid = "a"\nname = "a"\n[[item.milestone]]\nhalf = "上期"\nstate = "順調"\n'
        dx.write(FILE, first)
        dx.write("plans/dx/gyosei.toml", first.replace('"a"', '"b"'))
        assert dx.run("render", "dx").code == 0  # the second half is yet to come

    def test_headings_stand_over_their_projects_and_references_apart(self, dx: Workspace) -> None:
        dx.run("render", "dx", "--draft")
        headings = [line for line in dx.read(MD).split("\n") if line.startswith("#")]
        assert headings[1:] == [
            "## 1 産業", "### (1) 商工業", "### (2) 農林業", "#### 参考事業", "## 2 行政", "## 集計",
        ]  # fmt: skip

    def test_the_counts_leave_out_references_and_reposts_and_what_is_excluded(self, dx: Workspace) -> None:
        dx.run("render", "dx", "--draft")
        table = dx.read(MD).partition("## 集計")[2].partition("\n---\n")[0].strip().split("\n")[2:]
        assert table == [
            "| 1 産業 | 2 | 1 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 2 |",
            "| 2 行政 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 1 | 0 |",
            "| 計 | 3 | 1 | 1 | 0 | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 1 | 2 |",
        ]

    def test_another_year_is_shown_on_request(self, dx: Workspace) -> None:
        assert dx.run("render", "dx", "--draft", "--year", "R7").code == 0
        assert "（令和7年度）" in dx.read(MD)
        assert rows(dx)[0][3:] == ["広げる。", "", "未着手", "", "", "未記録"]

    def test_a_row_listed_under_a_further_heading_is_named_there(self, dx: Workspace) -> None:
        dx.write(FILE, SANGYO.replace('direction = "shoko"\n', 'direction = "shoko"\nalso = ["norin"]\n'))
        assert dx.run("render", "dx", "--draft").code == 0
        assert "- ※1 販路開拓 →「商工業」に掲載" in dx.read(MD)
        book = load_workbook(io.BytesIO((dx.path / "out/dx/ロードマップ（案）.xlsx").read_bytes()))
        assert "※1 販路開拓 →「商工業」に掲載" in [
            row[0] for row in book["1 産業"].iter_rows(values_only=True)
        ]

    def test_the_workbook_has_a_sheet_for_each_direction_and_the_counts(self, dx: Workspace) -> None:
        dx.run("render", "dx", "--draft", "--label", "資料２")
        book = load_workbook(io.BytesIO((dx.path / "out/dx/ロードマップ（案）.xlsx").read_bytes()))
        assert book.sheetnames == ["1 産業", "2 行政", "集計"]
        sheet = book["1 産業"]
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$2", "A3")
        assert [(cell.value, cell.style) for cell in sheet[4]][3:6] == [
            ("公募する。", "dxplan 左"), ("応募が少ない。", "dxplan 左"), ("遅れ", "dxplan 遅れ 中央"),
        ]  # fmt: skip
        assert sheet["F4"].fill.fgColor.rgb == "00FBE9E7"

    def test_text_that_looks_like_a_formula_stays_text(self, dx: Workspace) -> None:
        dx.write(FILE, SANGYO.replace("公募する。", "=1+1|<b>"))
        dx.run("render", "dx", "--draft")
        book = load_workbook(io.BytesIO((dx.path / "out/dx/ロードマップ（案）.xlsx").read_bytes()))
        assert (book["1 産業"]["D4"].value, book["1 産業"]["D4"].data_type) == ("=1+1|<b>", "s")
        assert r"| \=1+1\|&lt;b> |" in dx.read(MD)


class TestStatus:
    def test_each_heading_has_its_states_in_both_halves(self, dx: Workspace) -> None:
        out = dx.run("status", "dx", "--half").out
        lines = [re.sub(r" +", " ", line).strip() for line in out.split("\n")]
        assert "施策の展開方向 事業 完了 順調 遅れ 未着手 中止 未記録" in lines
        at = lines.index("1 産業 2 上期 1 0 1 0 0 0")
        assert lines[at : at + 6] == [
            "1 産業 2 上期 1 0 1 0 0 0",
            "下期 0 0 0 0 0 2",
            "(1) 商工業 1 上期 0 0 1 0 0 0",
            "下期 0 0 0 0 0 1",
            "(2) 農林業 1 上期 1 0 0 0 0 0",
            "下期 0 0 0 0 0 1",
        ]
        assert lines[lines.index("計 3 上期 1 0 1 0 0 1") + 1] == "下期 0 0 0 0 1 2"
        assert "ほかに参考事業1（数に入れていない）" in lines

    def test_what_is_late_or_given_up_is_listed_with_its_progress(self, dx: Workspace) -> None:
        out = dx.run("status", "dx", "--half").out
        assert "遅れ（1件）\n  上期 1 販路開拓（産業部 商工課、販路課）\n      進捗: 応募が少ない。\n" in out
        assert "中止（1件）\n  下期 4 業務の見直し（総務部 デジタル課）\n      進捗: 未記録\n" in out

    def test_each_section_sees_what_it_has_not_recorded(self, dx: Workspace) -> None:
        outcome = dx.run("status", "dx", "--half")
        lines = [re.sub(r" +", " ", line).strip() for line in outcome.out.split("\n")]
        assert lines[lines.index("担当課 事業 上期 未記録 下期 未記録") + 2 :] == [
            "産業部 商工課 1 0 1",
            "産業部 販路課 1 0 1",
            "総務部 デジタル課 1 1 0",
            "（担当の記載なし） 1 0 1",
            "",
            "",
        ]
        assert outcome.err == "記録 上期 2 / 3事業、下期 1 / 3事業\n"

    def test_without_any_section_there_is_no_such_table(self, dx: Workspace) -> None:
        for name in (FILE, "plans/dx/gyosei.toml"):
            dx.write(name, re.sub("departments = .*\n", "", dx.read(name)))
        assert "担当課" not in dx.run("status", "dx", "--half").out

    def test_it_fits_into_80_columns(self, dx: Workspace) -> None:
        long = "とても長い名前の、いくつもの部局にまたがる見出しが、この計画にはあります"
        dx.write(FILE, SANGYO.replace("商工業", long))
        table = dx.run("status", "dx", "--half").out.partition("遅れ（")[0]
        assert max(map(cell_len, table.split("\n"))) <= 80
        assert long in re.sub(r"[ \n0-9-]|上期|下期", "", table)

    def test_another_year_is_shown_on_request(self, dx: Workspace) -> None:
        outcome = dx.run("status", "dx", "--half", "--year", "R7")
        assert "（令和7年度）" in outcome.out
        assert outcome.err == "記録 上期 1 / 3事業、下期 0 / 3事業\n"

    def test_a_plan_without_projects_says_so(self, dx: Workspace) -> None:
        dx.write(FILE, "")
        dx.write("plans/dx/gyosei.toml", "")
        assert "事業のない計画です。" in dx.run("status", "dx", "--half").out


class TestExplanation:
    def test_the_counts_of_a_half_are_traced_to_the_projects(self, dx: Workspace) -> None:
        out = dx.run("classify", "dx", "--explain", "sangyo").out
        first, second = out.split("  上期の状態: 事業 2\n")[1].split("  下期の状態: 事業 2\n")
        assert first == "    完了 1: 2\n    遅れ 1: 1\n"
        assert second.startswith("    未記録 2: 1、2\n  記載場所")

    def test_a_half_of_a_project_is_traced_to_its_line(self, dx: Workspace) -> None:
        out = dx.run("classify", "dx", "--explain", "hanro").out
        line = dx.read(FILE).splitlines().index('half = "R6上期"')
        assert f"  R6上期: 遅れ  {FILE}:{line}\n" in out
        assert "R7上期" not in out

    def test_a_plan_without_a_roadmap_speaks_of_no_halves(self, real: Workspace) -> None:
        assert "上期の状態" not in real.run("classify", "plans/2019", "--explain", "全体").out


class TestRecord:
    def test_the_milestone_of_the_half_is_changed_in_its_place(self, dx: Workspace) -> None:
        outcome = dx.run("record", "--yes", "dx", "1", "--half", "R6上期", "--state", "順調")
        assert (outcome.code, outcome.out) == (0, "")
        assert (
            outcome.err
            == "1 販路開拓\n  書き換え: R6上期の状態「遅れ」 → 「順調」\n  R6上期: 順調　応募が少ない。\n"
        )
        assert changed(SANGYO, dx.read(FILE)) == ['- state = "遅れ"\n', '+ state = "順調"\n']

    def test_what_was_not_said_of_it_yet_is_added_in_its_place(self, dx: Workspace) -> None:
        arguments = ("--half", "下期", "--state", "完了", "--progress", "3回開いた。\r\n好評だった。")
        assert dx.run("record", "--yes", "dx", "hanro", *arguments).code == 0
        before, after = SANGYO.split("\n"), dx.read(FILE).split("\n")
        at = before.index('plan = "研修を開く。"  # 3回') + 1
        added = ['progress = """', "3回開いた。", '好評だった。"""', 'state = "完了"']
        assert after == [*before[:at], *added, *before[at:]]

    def test_a_half_that_is_not_there_goes_to_the_end_of_the_item(self, dx: Workspace) -> None:
        arguments = ("--half", "令和7年度 下半期", "--progress", "広げた。", "--state", "順調")
        assert dx.run("record", "--yes", "dx", "1", *arguments).code == 0
        assert changed(SANGYO, dx.read(FILE)) == [
            "+ [[item.milestone]]\n", '+ half = "R7下期"\n', '+ progress = "広げた。"\n', '+ state = "順調"\n', "+ \n",
        ]  # fmt: skip

    def test_the_first_half_of_an_item_goes_behind_its_keys(self, dx: Workspace) -> None:
        crlf = GYOSEI.replace("\n", "\r\n")
        dx.write("plans/dx/gyosei.toml", crlf)
        assert dx.run("record", "--yes", "dx", "kiosk", "--half", "R6上期", "--state", "中止").code == 0
        assert dx.read("plans/dx/gyosei.toml") == (
            crlf + '\r\n[[item.milestone]]\r\nhalf = "R6上期"\r\nstate = "中止"\r\n'
        )

    def test_an_inline_array_stays_inline(self, dx: Workspace) -> None:
        assert dx.run("record", "--yes", "dx", "robot", "--half", "R6下期", "--state", "順調").code == 0
        assert changed(SANGYO, dx.read(FILE)) == [
            '- milestone = [{ half = "上期", state = "完了", progress = "入れた。" }]\n',
            '+ milestone = [{ half = "上期", state = "完了", progress = "入れた。" }, { half = "R6下期", state = "順調" }]\n',
        ]

    def test_a_repost_is_recorded_at_its_original(self, dx: Workspace) -> None:
        outcome = dx.run("record", "--yes", "dx", "robot-2", "--half", "R6上期", "--state", "順調")
        assert "再掲です。元の項目「robot」に記録します。" in outcome.err
        assert '{ half = "上期", state = "順調"' in dx.read(FILE)

    def test_a_dry_run_shows_the_difference_and_writes_nothing(self, dx: Workspace) -> None:
        before = dx.files()
        outcome = dx.run("record", "--yes", "dx", "1", "--half", "R6下期", "--state", "遅れ", "--dry-run")
        assert '\n plan = "研修を開く。"  # 3回\n+state = "遅れ"\n' in outcome.out
        assert dx.files() == before

    def test_a_half_and_a_result_are_recorded_together(self, dx: Workspace) -> None:
        arguments = ("--half", "R6上期", "--state", "完了", "--report", "公募した。")
        outcome = dx.run("record", "--yes", "dx", "1", *arguments)
        assert outcome.code == 0
        assert "  R6上期: 完了　応募が少ない。\n  判定: " in outcome.err
        assert changed(SANGYO, dx.read(FILE)) == [
            '- state = "遅れ"\n', '+ state = "完了"\n', '+ report = "公募した。"\n',
        ]  # fmt: skip

    def test_progress_may_come_from_standard_input(self, dx: Workspace) -> None:
        arguments = ("--half", "R6下期", "--progress", "-")
        assert dx.run("record", "--yes", "dx", "1", *arguments, stdin="開いた。\n").code == 0
        assert 'progress = "開いた。"\n' in dx.read(FILE)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--half", "R6"], "「R6」は半期として読めません。"),
            (["--half", "R9上期"], "「R9上期」はこの計画の期間にありません。"),
            (["--half", "R6上期"], "半期に記録することが書かれていません。"),
            (["--half", "R6上期", "--state", "だいたい"], "--state に「だいたい」は使えません。"),
            (["--half", "R6上期", "--progress", " "], "DX205"),
            (["--state", "順調"], "どの半期に記録するかが書かれていません。"),
            (["--progress", "選んだ。"], "どの半期に記録するかが書かれていません。"),
        ],
    )
    def test_what_cannot_be_meant_is_refused_and_nothing_written(
        self, arguments: list[str], message: str, dx: Workspace
    ) -> None:
        if len(arguments) == 2 and arguments[0] == "--half" and arguments[1] != "R6上期":
            arguments = [*arguments, "--state", "順調"]
        before = dx.files()
        outcome = dx.run("record", "--yes", "dx", "1", *arguments)
        assert outcome.code in (1, 2)
        assert message in outcome.err
        assert dx.files() == before

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(
            st.tuples(st.sampled_from([6, 7, 8]), st.sampled_from(Half), st.sampled_from(Progress)),
            min_size=1,
            max_size=5,
        )
    )
    def test_whatever_is_recorded_is_what_stands_in_the_plan(
        self, dx: Workspace, told: list[tuple[int, Half, Progress]]
    ) -> None:
        dx.write(FILE, SANGYO)
        for year, half, state in told:
            arguments = ("--half", f"R{year}{half.value}", "--state", state.value)
            assert dx.run("record", "--yes", "dx", "kentou", *arguments).code == 0
        expected = {(year, half): state.value for year, half, state in told}
        for year in (6, 7, 8):
            dx.run("render", "dx", "--draft", "--format", "md", "--year", f"R{year}")
            row = next(row for row in rows(dx) if row[1] == "検討会")
            halves = [expected.get((year, half), "未記録") for half in Half]
            assert [row[5], row[8]] == halves
        assert dx.read(FILE).count("[[item.milestone]]") == 3 + len(expected)
