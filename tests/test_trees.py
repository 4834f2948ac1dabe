"""Plans whose directions have headings under them: places, numbers, totals at every level."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

TREE = """\
title = "デジタル化推進計画"
office = "デジタル変革課"
fiscal_year = 2019

[numbering]
headings = ["第1", "1", "(1)", "ア"]

[[direction]]
id = "haikei"
name = "策定の背景"

[[direction]]
id = "kurashi"
name = "暮らし"
"""
HAIKEI = """\
[[direction]]
id = "haikei-1"
name = "国の動き"
"""
#: Deeper headings stand before those they belong to, and rows in any order.
KURASHI = """\
[[direction]]
id = "online"
name = "オンライン申請"
parent = "madoguchi"

[[direction]]
id = "madoguchi"
name = "窓口"

[[direction]]
id = "kakanai"
name = "書かない窓口"
parent = "madoguchi"

[[direction]]
id = "kyoiku"
name = "教育"
theme = "学びを支える"
points = ["教室を増やした。"]

[[item]]
id = "kakanai-shinsei"
name = "申請書の作成支援"
direction = "kakanai"
departments = ["総務部 広報課"]
[item.result]
done = false
reason = "会場が使えなかったため"
report = "会場を探した。"

[[item]]
id = "shinsei"
name = "電子申請"
direction = "online"
also = ["kakanai"]
departments = ["総務部 広報課"]
[item.result]
done = true
report = "手続を広げた。"

[[item]]
id = "koho"
name = "広報"
departments = ["総務部 広報課"]
[item.result]
done = true
report = "広報誌を出した。"

[[item]]
id = "portal"
name = "総合窓口"
direction = "madoguchi"
departments = ["総務部 広報課"]
[item.result]
done = true
report = "窓口を置いた。"

[[item]]
id = "gakko"
name = "学校のネットワーク"
direction = "kyoiku"
departments = ["教育庁 教育総務課"]
[item.result]
done = false
reason = "機器が届かなかったため"
report = "機器を選んだ。"

[[item]]
id = "koho-kyoiku"
repost_of = "koho"
direction = "kyoiku"
"""
FILES = {
    "plans/2019/plan.toml": TREE,
    "plans/2019/haikei.toml": HAIKEI,
    "plans/2019/kurashi.toml": KURASHI,
}


@pytest.fixture
def tree(workspace: MakeWorkspace) -> Workspace:
    """A workspace with a plan of two chapters: one of text, one with rows at three levels."""
    return workspace(FILES)


def codes(place: Workspace) -> list[str]:
    report = json.loads(place.run("validate", "--format", "json").out)
    return [finding["code"] for finding in report["diagnostics"]]


def classified(place: Workspace) -> dict[str, Any]:
    outcome = place.run("classify", "2019", "--json")
    assert outcome.code == 0, outcome.err
    data: dict[str, Any] = json.loads(outcome.out)
    return data


def contents(place: Workspace) -> list[str]:
    """Return the lines of 目次, without the figures behind them."""
    outcome = place.run("render", "2019", "--handout", "目次", "--format", "md")
    assert outcome.code == 0, outcome.err
    lines = place.read("out/2019/目次.md").partition("\n\n---\n")[0].splitlines()
    table = lines[lines.index(next(line for line in lines if line.startswith("|:"))) + 1 :]
    return [line.strip("|").rpartition(" |")[0][1:] for line in table]


def counts(heading: dict[str, Any]) -> tuple[str, int, int, str]:
    return heading["id"], heading["items"], heading["achieved"], heading["rate"]


def test_a_tree_is_a_plan_without_findings(tree: Workspace) -> None:
    assert codes(tree) == []


def test_rows_stand_in_the_order_of_the_headings(tree: Workspace) -> None:
    items = classified(tree)["items"]
    assert [(item["number"], item["direction"], item["id"]) for item in items] == [
        (1, "kurashi", "koho"),
        (2, "madoguchi", "portal"),
        (3, "online", "shinsei"),
        (4, "kakanai", "kakanai-shinsei"),
        (5, "kyoiku", "gakko"),
        (6, "kyoiku", "koho-kyoiku"),
    ]


def test_totals_roll_up_at_every_level(tree: Workspace) -> None:
    data = classified(tree)
    haikei, kurashi = data["directions"]
    madoguchi, kyoiku = kurashi["parts"]
    assert counts({"id": "total", **data["total"]}) == ("total", 6, 4, "66.7")
    assert counts(kurashi) == ("kurashi", 6, 4, "66.7")
    assert counts(madoguchi) == ("madoguchi", 3, 2, "66.7")
    assert [counts(part) for part in madoguchi["parts"]] == [
        ("online", 1, 1, "100"),
        ("kakanai", 1, 0, "0.0"),
    ]
    assert counts(kyoiku) == ("kyoiku", 2, 1, "50.0")
    assert [part["id"] for part in haikei["parts"]] == ["haikei-1"]
    assert counts(haikei["parts"][0]) == ("haikei-1", 0, 0, "－")


def test_only_plans_with_headings_have_parts_in_json(small: Any) -> None:
    made = small(ITEM)
    assert list(classified(made)["directions"][0]) == [
        *("id", "name", "items", "achieved", "rate"),
        *("verdicts", "gross", "net", "beside", "references"),
        *("axes", "whole", "sums", "fields"),
    ]


def test_the_review_has_the_headings_of_each_year(tree: Workspace) -> None:
    outcome = tree.run("review", "2019", "--json")
    assert json.loads(outcome.out)["years"][0]["directions"] == classified(tree)["directions"]


def test_the_terminal_shows_the_headings_numbered_and_indented(tree: Workspace) -> None:
    out = tree.run("classify", "2019").out
    assert re.findall(r"^ ( *)(\S+ \S+) +(\d+) +(\d+) ", out, re.MULTILINE) == [
        ("", "第2 暮らし", "6", "4"),
        ("  ", "1 窓口", "3", "2"),
        ("    ", "(1) オンライン申請", "1", "1"),
        ("    ", "(2) 書かない窓口", "1", "0"),
        ("  ", "2 教育", "2", "1"),
    ]


@pytest.mark.parametrize("command", ["classify", "status"])
def test_a_long_heading_goes_on_under_its_beginning(command: str, tree: Workspace) -> None:
    text = tree.read("plans/2019/kurashi.toml")
    name = "市町村との共同調達によるオンライン申請の推進と窓口のデジタル化"
    tree.write("plans/2019/kurashi.toml", text.replace('"オンライン申請"', f'"{name}"'))
    lines = tree.run(command, "2019").out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    first = next(number for number, line in enumerate(lines) if line.startswith("     (1) "))
    pieces = [re.match(r"     (\S*(?: \S+)?)", line) for line in lines[first : first + 4]]
    joined = "".join(piece[1] for piece in pieces if piece)
    assert joined.startswith(f"(1) {name}")


def test_a_chapter_of_text_has_no_line_of_counts(tree: Workspace) -> None:
    for command in ("classify", "status"):
        assert "策定の背景" not in tree.run(command, "2019").out
    assert tree.run("render", "2019").code == 0
    assert "策定の背景" not in tree.read("out/2019/実施結果.md")


def test_recording_is_counted_once_whatever_the_level(tree: Workspace) -> None:
    text = tree.read("plans/2019/kurashi.toml")
    tree.write("plans/2019/kurashi.toml", text.replace('done = true\nreport = "窓口を置いた。"\n', ""))
    outcome = tree.run("status", "2019")
    assert "記録 5 / 6項目、未記録 1項目" in outcome.err
    assert [line.split()[:5] for line in outcome.out.splitlines() if "窓口" in line][:1] == [
        ["1", "窓口", "2", "/", "3"]
    ]


@pytest.mark.parametrize(
    ("heading", "ids"),
    [
        ("kurashi", ["koho", "portal", "shinsei", "kakanai-shinsei", "gakko", "koho-kyoiku"]),
        ("2", ["koho", "portal", "shinsei", "kakanai-shinsei", "gakko", "koho-kyoiku"]),
        ("madoguchi", ["portal", "shinsei", "kakanai-shinsei"]),
        ("online", ["shinsei"]),
        ("kakanai", ["shinsei", "kakanai-shinsei"]),
        ("haikei", []),
    ],
)
def test_items_are_listed_by_heading(heading: str, ids: list[str], tree: Workspace) -> None:
    listed = json.loads(tree.run("list", "2019", "--direction", heading, "--json").out)["items"]
    assert [item["id"] for item in listed] == ids


class TestNumbers:
    def test_headings_are_numbered_by_level_and_position(self, tree: Workspace) -> None:
        assert contents(tree) == [
            "第1　策定の背景",
            "　1　国の動き",
            "第2　暮らし",
            "　1　窓口",
            "　　(1)　オンライン申請",
            "　　(2)　書かない窓口",
            "　2　教育",
        ]

    def test_levels_without_a_style_have_no_number(self, tree: Workspace) -> None:
        text = tree.read("plans/2019/plan.toml")
        tree.write("plans/2019/plan.toml", text.replace('["第1", "1", "(1)", "ア"]', '["", "1"]'))
        assert contents(tree)[2:6] == [
            "暮らし",
            "　1　窓口",
            "　　オンライン申請",
            "　　書かない窓口",
        ]

    def test_a_style_may_repeat_the_number_of_the_heading_above(self, tree: Workspace) -> None:
        text = tree.read("plans/2019/plan.toml")
        tree.write("plans/2019/plan.toml", text.replace('["第1", "1", "(1)", "ア"]', '["1", "1-1", "1-1-1"]'))
        assert contents(tree)[2:6] == ["2　暮らし", "　2-1　窓口", "　　2-1-1　オンライン申請", "　　2-1-2　書かない窓口"]  # fmt: skip

    def test_a_number_that_is_written_stands_in_place_of_the_counted_one(self, tree: Workspace) -> None:
        text = tree.read("plans/2019/kurashi.toml")
        tree.write(
            "plans/2019/kurashi.toml", text.replace('id = "online"\n', 'id = "online"\nnumber = "①"\n')
        )
        assert contents(tree)[4:6] == ["　　①　オンライン申請", "　　(2)　書かない窓口"]

    def test_without_numbering_directions_are_numbered_and_headings_are_not(self, tree: Workspace) -> None:
        head = tree.read("plans/2019/plan.toml")
        tree.write(
            "plans/2019/plan.toml", head.replace('[numbering]\nheadings = ["第1", "1", "(1)", "ア"]\n', "")
        )
        assert contents(tree)[2:4] == ["2　暮らし", "　窓口"]

    @pytest.mark.parametrize("styles", ['["第1", "柱"]', '["1-1"]', '["11"]', '"1"', "[1]"])
    def test_a_style_that_nobody_can_go_on_from_is_a_finding(self, styles: str, tree: Workspace) -> None:
        head = tree.read("plans/2019/plan.toml")
        tree.write("plans/2019/plan.toml", head.replace('["第1", "1", "(1)", "ア"]', styles))
        assert codes(tree) in (["DX204"], ["DX201"])

    def test_rows_are_numbered_through_the_plan_where_it_says_so(self, tree: Workspace) -> None:
        head = tree.read("plans/2019/plan.toml")
        through = '[numbering]\nitems = "plan"\nreposts = "mark"\n'
        tree.write("plans/2019/plan.toml", head.replace("[numbering]\n", through))
        kuni = ITEM.replace("koho", "kuni").replace("departments", 'direction = "haikei-1"\ndepartments')
        tree.write("plans/2019/haikei.toml", f"{HAIKEI}\n{kuni}")
        numbers = {item["id"]: item["number"] for item in classified(tree)["items"]}
        assert numbers == {
            "kuni": 1, "koho": 2, "portal": 3, "shinsei": 4, "kakanai-shinsei": 5, "gakko": 6, "koho-kyoiku": None,
        }  # fmt: skip


class TestResults:
    def test_markdown_has_a_heading_for_each_place_and_each_item(self, tree: Workspace) -> None:
        assert tree.run("render", "2019", "--format", "md").code == 0
        lines = tree.read("out/2019/実施結果.md").split("## 施策の展開方向ごとの実施結果")[1].splitlines()
        shown = [
            line for line in lines if line.startswith(("#", "⇒", "※", "- ")) and not line.startswith("- **")
        ]
        assert shown[: shown.index("## 集計")] == [
            "※判定：◎ 目標達成　○ 計画どおり実施　▲ 未達",
            "### 第2 暮らし（令和元年度）",
            "#### 2-1 広報 ○",
            "#### 1 窓口",
            "⇒実施事業項目3 目標達成項目2（達成項目の割合66.7%）",
            "##### 2-2 総合窓口 ○",
            "##### (1) オンライン申請",
            "⇒実施事業項目1 目標達成項目1（達成項目の割合100%）",
            "###### 2-3 電子申請 ○",
            "##### (2) 書かない窓口",
            "⇒実施事業項目1 目標達成項目0（達成項目の割合0.0%）",
            "###### 2-4 申請書の作成支援 ▲",
            "※3 電子申請 →「オンライン申請」に掲載",
            "#### 2 教育（学びを支える）",
            "⇒実施事業項目2 目標達成項目1（達成項目の割合50.0%）",
            "- 教室を増やした。",
            "##### 2-5 学校のネットワーク ▲",
            "##### 2-6 （再掲）広報 ○",
        ]

    def test_excel_has_a_row_over_the_rows_of_each_heading(self, tree: Workspace) -> None:
        assert tree.run("render", "2019", "--format", "xlsx").code == 0
        workbook = load_workbook(io.BytesIO((tree.path / "out/2019/実施結果.xlsx").read_bytes()))
        assert workbook.sheetnames == ["総括", "未達一覧", "第2 暮らし", "集計"]
        page = workbook["第2 暮らし"]
        shown = [(row[0].style, row[0].value, row[2].value) for row in page.iter_rows(min_row=3)]
        heading, row, listed = "dxplan 小見出し", "dxplan 中央", "dxplan 左"
        assert shown == [
            (row, 1, "広報"),
            (heading, "1 窓口　⇒実施事業項目3 目標達成項目2（達成項目の割合66.7%）", None),
            (row, 2, "総合窓口"),
            (heading, "　(1) オンライン申請　⇒実施事業項目1 目標達成項目1（達成項目の割合100%）", None),
            (row, 3, "電子申請"),
            (heading, "　(2) 書かない窓口　⇒実施事業項目1 目標達成項目0（達成項目の割合0.0%）", None),
            (row, 4, "申請書の作成支援"),
            (listed, "※3 電子申請 →「オンライン申請」に掲載", None),
            (heading, "2 教育（学びを支える）　⇒実施事業項目2 目標達成項目1（達成項目の割合50.0%）\n　・教室を増やした。", None),
            (row, 5, "学校のネットワーク"),
            (row, 6, "（再掲）広報"),
        ]  # fmt: skip
        assert {str(merged) for merged in page.merged_cells.ranges} == {
            f"A{number}:I{number}" for number in (1, 4, 6, 8, 10, 11)
        }

    def test_the_data_sheet_names_the_heading_of_each_row(self, tree: Workspace) -> None:
        assert tree.run("render", "2019", "--format", "xlsx").code == 0
        data = load_workbook(io.BytesIO((tree.path / "out/2019/データ.xlsx").read_bytes()))["事業"]
        names, *rows = [[cell.value for cell in row] for row in data.iter_rows()]
        places = [
            [row[names.index(name)] for name in ("展開方向", "見出しのid", "見出し番号", "見出し")]
            for row in rows
        ]
        assert places[:3] == [
            ["暮らし", "kurashi", "第2", "暮らし"],
            ["暮らし", "madoguchi", "1", "窓口"],
            ["暮らし", "online", "(1)", "オンライン申請"],
        ]

    def test_the_first_table_of_totals_is_indented_by_level(self, tree: Workspace) -> None:
        assert tree.run("render", "2019", "--format", "md").code == 0
        table = tree.read("out/2019/実施結果.md").split("### 判定別\n")[1].split("###")[0]
        assert [line.split(" | ")[0][2:] for line in table.splitlines()[3:] if line] == [
            "第2 暮らし", "　1 窓口", "　　(1) オンライン申請", "　　(2) 書かない窓口", "　2 教育", "計",
        ]  # fmt: skip


def headings(parents: dict[str, str]) -> str:
    """Return headings by id, each with the id of the one above it; "" for none."""
    return "".join(
        f'[[direction]]\nid = "{id_}"\nname = "見出し{id_}"\n' + (f'parent = "{parent}"\n' if parent else "")
        for id_, parent in parents.items()
    )


class TestFaults:
    def test_twelve_levels_are_a_tree(self, workspace: MakeWorkspace) -> None:
        chain = {f"h{level}": f"h{level - 1}" if level > 2 else "" for level in range(2, 13)}
        items = headings(chain) + ITEM.replace("departments", 'direction = "h12"\ndepartments')
        made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": items})
        assert codes(made) == []
        assert contents(made)[-1] == "　" * 11 + "見出しh12"
        assert made.run("render", "2019", "--draft").code == 0

    def test_the_direction_itself_may_be_named(self, workspace: MakeWorkspace) -> None:
        items = headings({"h1": "kurashi"}) + ITEM.replace(
            "departments", 'direction = "kurashi"\nalso = ["h1"]\ndepartments'
        )
        made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": items})
        assert codes(made) == []
        assert classified(made)["items"][0]["direction"] == "kurashi"

    @pytest.mark.parametrize(
        "parents", [{"h1": "h9"}, {"h1": "h2", "h2": "h1"}, {"h1": "h1"}], ids=["unknown", "circle", "itself"]
    )
    def test_a_faulty_heading_keeps_its_rows(self, parents: dict[str, str], workspace: MakeWorkspace) -> None:
        """Nothing is said about the 再掲 of a row that stands under it: its original is there."""
        items = headings(parents) + ITEM.replace("departments", 'direction = "h1"\ndepartments')
        again = '\n[[item]]\nid = "again"\nrepost_of = "koho"\n'
        made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": items + again})
        assert set(codes(made)) == {"DX321"}

    def test_ids_written_many_times_over_do_not_fill_the_memory(self, workspace: MakeWorkspace) -> None:
        """Each of 12 levels 20 times: as a tree in which every one had all of the next, 20 to the 12th headings."""
        items = "".join(headings({f"h{n}": f"h{n - 1}" if n else ""}) * 20 for n in range(11)) + ITEM
        made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": items})
        assert codes(made) == ["DX208"] * (11 * 19)

    def test_a_chain_of_thousands_is_reported_and_no_crash(self, workspace: MakeWorkspace) -> None:
        chain = {f"h{n}": f"h{n - 1}" if n else "" for n in range(3000)}
        made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": headings(chain) + ITEM})
        assert set(codes(made)) == {"DX321"}

    def test_a_key_of_a_heading_elsewhere_is_sent_to_its_place(self, small: Any) -> None:
        outcome = small(f'{ITEM}parent = "h1"\n').run("validate")
        assert "「parent」は 展開方向のファイルの [[direction]] の下に書きます。" in outcome.out


def test_a_heading_sixty_levels_down_is_counted_and_shown_at_80_columns(workspace: MakeWorkspace) -> None:
    text = '[[direction]]\nid = "d2"\nname = "段2"\n'
    for level in range(3, 61):
        text += f'[[direction]]\nid = "d{level}"\nname = "段{level}"\nparent = "d{level - 1}"\n'
    made = workspace(
        {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": f'{text}{ITEM}direction = "d60"\n'}
    )
    assert made.run("validate").out == ""
    line = next(line for line in made.run("classify", "2019").out.splitlines() if "段60" in line)
    assert line.split()[1:4] == ["1", "0", "－"]
