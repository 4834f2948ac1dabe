"""The handouts as the committee gets them: content, looks, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxplan.values.widths import cells
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.excel import dump, shown
from tests.snapshots import assert_snapshot

Small = Callable[[str], Workspace]
GOLDEN = ROOT / "tests" / "golden"
XLSX = "out/2019/実施結果.xlsx"
MD = "out/2019/実施結果.md"
DONE = '\n[item.result]\ndone = true\nreport = "{report}"\n'


def book(workspace: Workspace, handout: str = "実施結果") -> Workbook:
    return load_workbook(io.BytesIO((workspace.path / f"out/2019/{handout}.xlsx").read_bytes()))


def sheet(workspace: Workspace, name: str) -> Worksheet:
    found = book(workspace)[name]
    assert isinstance(found, Worksheet)
    return found


def test_golden_handouts_of_the_real_plan(real: Workspace) -> None:
    outcome = real.run("render", "plans/2019", "--out", "out", "--label", "資料２－１")
    assert (outcome.code, outcome.out) == (0, f"{XLSX}\n{MD}\nout/2019/データ.xlsx\n"), outcome.err
    assert_snapshot(GOLDEN / "2019" / "実施結果.md", real.read(MD))
    assert_snapshot(GOLDEN / "2019" / "実施結果.xlsx.txt", dump(book(real)))


def test_both_rates_stand_side_by_side_in_every_total(real: Workspace) -> None:
    real.run("render", "2019")
    tables = [line.split(" | ") for line in real.read(MD).splitlines() if " 割合 |" in line]
    assert len(tables) == 6
    for headings in tables:
        if not headings[-1].startswith("実質"):  # 延べと実質 compares two counts of items
            assert headings[headings.index("割合") + 1] in ("指標の割合", "判定した指標")
    rows = [line for line in real.read(MD).splitlines() if line.startswith("| 新規 |")]
    assert rows == ["| 新規 | 16 | 12 | 75.0% | 42.9% | 1 | 11 | 4 |"]


def test_the_first_page_has_the_published_box_and_lines(real: Workspace) -> None:
    real.run("render", "2019")
    texts = [shown(cell) for row in sheet(real, "総括").iter_rows() for cell in row if cell.value is not None]
    assert texts[:2] == [
        "ふくしまICTデータ利活用社会推進アクションプラン2019の実施結果について",
        "情報政策課",
    ]
    assert texts[2:8] == [
        "1 実施事業項目", "108", "2 目標達成項目", "93（目標達成＋計画どおり実施）", "3 達成項目の割合", "86.1%",
    ]  # fmt: skip
    for line in (
        "⇒実施事業項目12 目標達成項目9（達成項目の割合75.0%） 達成した指標の割合66.7%",
        "⇒実施事業項目31 目標達成項目28（達成項目の割合90.3%） 達成した指標の割合50.0%",
        "⇒実施事業項目18 目標達成項目14（達成項目の割合77.8%） 達成した指標の割合76.9%",
        "⇒実施事業項目10 目標達成項目10（達成項目の割合100%） 達成した指標の割合66.7%",
        "⇒実施事業項目37 目標達成項目32（達成項目の割合86.5%） 達成した指標の割合25.0%",
    ):
        assert line in texts


def test_sheets_are_as_the_committee_knows_them(real: Workspace) -> None:
    real.run("render", "2019", "--label", "資料２－１")
    workbook = book(real)
    assert workbook.sheetnames == [
        "総括", "未達一覧", "趣旨",
        "1 復興の推進", "2 安全・安心、健康な暮らし", "3 産業振興・地域活性化", "4 教育・ICT人材育成", "5 電子自治体",
        "集計",
    ]  # fmt: skip
    for name in workbook.sheetnames:
        page = workbook[name]
        assert isinstance(page, Worksheet)
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr is not None
        # Excel heeds no page breaks in a sheet that is fitted to the page: one with breaks is scaled.
        assert page.sheet_properties.pageSetUpPr.fitToPage is not bool(len(page.row_breaks))
        assert page.oddFooter is not None
        assert str(page.oddFooter.right.text).endswith(f"{name}　　&P / &N")
        assert page.oddHeader is not None
        assert page.oddHeader.right.text == "【資料２－１】"
    headings = [cell.value for cell in sheet(real, "1 復興の推進")[3]]
    assert headings == [
        "整理\n番号", "新規", "施策（事業）名称", "取組概要", "指標・目標", "判定", "目標の達成度",
        "R元年度の取組実績・成果等", "部局等名\n担当課",
    ]  # fmt: skip
    assert sheet(real, "1 復興の推進").print_title_rows == "$1:$3"


def test_every_page_says_what_it_is(real: Workspace) -> None:
    assert real.run("render", "2019").code == 0
    page = sheet(real, "2 安全・安心、健康な暮らし")
    assert page.oddFooter is not None
    assert page.oddFooter.right.text == (
        "ふくしまICTデータ利活用社会推進アクションプラン2019の実施結果（令和元年度）　2 安全・安心、健康な暮らし　　&P / &N"
    )
    assert (page["A1"].value, page["A1"].style) == ("2 安全・安心、健康な暮らし", "dxplan 見出し")


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_plan_gives_the_same_bytes(real: Workspace, tmp_path: Path, seed: str) -> None:
    """In every time zone, and whether or not there is lxml, which would write other XML."""
    hashes = set()
    for zone, moment, lxml in (("Asia/Tokyo", "1", "True"), ("America/New_York", "2", "False")):
        out = f"out{moment}"
        real.process(
            "render", "2019", "--out", out, TZ=zone, PYTHONHASHSEED=seed + moment, OPENPYXL_LXML=lxml
        )
        files = sorted((tmp_path / f"out{moment}").rglob("実施結果.*"))
        assert len(files) == 2
        hashes.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))
    assert len(hashes) == 1


def test_no_clock_and_no_compression_is_in_the_workbook(real: Workspace) -> None:
    real.run("render", "2019", "--format", "xlsx")
    with zipfile.ZipFile(real.path / XLSX) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    properties = book(real).properties
    assert (properties.title, properties.creator) == (
        "ふくしまICTデータ利活用社会推進アクションプラン2019の実施結果",
        "情報政策課",
    )
    assert properties.created == properties.modified == datetime(2020, 4, 1)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(small: Small, start: str) -> None:
    made = small(ITEM + DONE.format(report=f"{start}1+1|calc"))
    assert made.run("render", "2019").code == 0
    data = load_workbook(io.BytesIO((made.path / "out/2019/データ.xlsx").read_bytes()))["事業"]
    at = [cell.value for cell in data[1]].index("取組実績")
    for found in (sheet(made, "1 暮らし")["H3"], data[2][at]):
        assert (found.value, found.data_type, found.quotePrefix) == (f"{start}1+1|calc", "s", True)
    with zipfile.ZipFile(made.path / XLSX) as archive:
        assert not any(b"<f>" in archive.read(entry) for entry in archive.namelist() if "chart" not in entry)


def test_control_characters_and_escapes_are_shown(small: Small) -> None:
    made = small(ITEM + DONE.format(report=r"鐘\u0007と_x0041_と\u001b[31m"))
    assert made.run("render", "2019").code == 0
    assert sheet(made, "1 暮らし")["H3"].value == "鐘␇と_x005F_x0041_と␛[31m"


def test_a_strangers_names_cannot_break_the_workbook(small: Small) -> None:
    made = small(ITEM + DONE.format(report="行った。"))
    head = HEAD.replace("ICTアクション", r"\u0007ICT").replace("情報政策課", r"情報\u0000課")
    made.write(
        "plans/2019/plan.toml",
        'label = "資料\\u001b１"\n' + head.replace('"暮らし"', r'"暮ら\u0007し[x]:*?/\\"'),
    )
    assert made.run("render", "2019").code == 0
    workbook = book(made)
    assert workbook.sheetnames[1] == "1 暮ら␇し・x・・・・・・"
    assert workbook.properties.title == "␇ICTプラン2019の実施結果"
    assert workbook.properties.creator == "情報␀課"
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", made.read(MD))


def test_a_text_longer_than_a_row_goes_on_in_the_next(small: Small) -> None:
    lines = [f"{number}行目" for number in range(1, 101)]
    made = small(ITEM + DONE.format(report="\\n".join(lines)))
    assert made.run("render", "2019").code == 0
    page = sheet(made, "1 暮らし")
    rows = [row for row in range(3, page.max_row + 1) if page.cell(row, 8).value]
    assert len(rows) > 1
    assert [line for row in rows for line in str(page.cell(row, 8).value).split("\n")] == lines
    assert all((page.row_dimensions[row].height or 0) <= 409 for row in rows)
    assert [page.cell(row, 1).value for row in rows] == [1, *[None] * (len(rows) - 1)]


def test_a_text_excel_cannot_hold_is_refused(small: Small) -> None:
    made = small(ITEM + DONE.format(report="あ" * 32768))
    outcome = made.run("render", "2019", "--format", "xlsx")
    assert outcome.code == 2
    assert "長すぎて Excel に書けません（32,768文字）" in outcome.err
    assert not (made.path / "out").exists()


def test_texts_cannot_break_markdown(small: Small) -> None:
    made = small(ITEM + DONE.format(report=r"A|B\n<ul>*強調* `c` [x](http://example.com) \\|"))
    assert made.run("render", "2019", "--format", "md").code == 0
    told = "- **R元年度の取組実績・成果等**：A\\|B\n"
    told += "  - &lt;ul>\\*強調\\* \\`c\\` \\[x\\](http://example.com) \\\\\\|\n"
    assert told in made.read(MD)


def test_a_plan_that_is_not_finished_needs_draft(small: Small) -> None:
    made = small(ITEM)
    outcome = made.run("render", "2019")
    assert outcome.code == 2
    assert "未記録の項目が1件あります（1-1 広報事業 など）。" in outcome.err
    assert not (made.path / "out").exists()
    assert (
        made.run("render", "2019", "--draft").out
        == "out/2019/実施結果（案）.xlsx\nout/2019/実施結果（案）.md\nout/2019/データ（案）.xlsx\n"
    )
    assert "未記録" in made.read("out/2019/実施結果（案）.md")


def test_a_draft_says_so_wherever_it_may_be_taken_for_final(small: Small) -> None:
    made = small(ITEM + ITEM.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業"))
    made.run("render", "2019", "--draft")
    said = "案　未記録2件：1-1、1-2"
    workbook = load_workbook(io.BytesIO((made.path / "out/2019/実施結果（案）.xlsx").read_bytes()))
    for page in workbook.worksheets:
        assert page.oddHeader is not None
        assert re.fullmatch(f"{said}　版 [0-9a-f]{{8}}", str(page.oddHeader.left.text))
    assert str(workbook["総括"]["A1"].value) == "ICTアクションプラン2019の実施結果について（案）"
    properties = workbook.properties
    assert (properties.title, properties.contentStatus, properties.description) == (
        "ICTアクションプラン2019の実施結果（案）", "案", said,
    )  # fmt: skip
    text = made.read("out/2019/実施結果（案）.md")
    assert text.startswith("# ICTアクションプラン2019の実施結果について（案）\n")
    assert f"\n**{said}**\n" in text


def test_a_draft_of_a_plan_that_is_all_recorded_misses_nothing(small: Small) -> None:
    made = small(ITEM + DONE.format(report="行った。"))
    made.run("render", "2019", "--draft", "--format", "md")
    assert "\n**案**\n" in made.read("out/2019/実施結果（案）.md")


def test_a_draft_of_many_names_the_first_that_are_missing(small: Small) -> None:
    made = small("".join(ITEM.replace('"koho"', f'"koho-{number}"') for number in range(1, 13)))
    made.run("render", "2019", "--draft", "--format", "md")
    said = "案　未記録12件：1-1、1-2、1-3、1-4、1-5、1-6、1-7、1-8 ほか"
    assert f"\n**{said}**\n" in made.read("out/2019/実施結果（案）.md")


def test_a_final_handout_says_nothing_of_a_draft(real: Workspace) -> None:
    real.run("render", "2019")
    header = sheet(real, "総括").oddHeader
    assert header is not None
    assert re.fullmatch("確定　版 [0-9a-f]{8}", str(header.left.text))
    assert book(real).properties.contentStatus is None
    assert "（案）" not in real.read(MD)


def test_several_plans_go_to_folders_of_their_own(small: Small) -> None:
    made = small(ITEM + DONE.format(report="行った。"))
    for name in ("plan.toml", "kurashi.toml"):
        made.write(
            f"plans/2020/{name}",
            made.read(f"plans/2019/{name}").replace("fiscal_year = 2019", "fiscal_year = 2020"),
        )
    assert made.run("render", "2019", "2020", "--format", "md").code == 0
    assert {name for name in made.files() if name.startswith("out")} == {MD, "out/2020/実施結果.md"}


def test_the_label_comes_from_the_plan_unless_given(small: Small) -> None:
    made = small(ITEM + DONE.format(report="行った。"))
    made.write("plans/2019/plan.toml", 'label = "資料１&２"\n' + made.read("plans/2019/plan.toml"))
    made.run("render", "2019")
    with zipfile.ZipFile(made.path / XLSX) as archive:
        assert "【資料１&amp;&amp;２】</oddHeader>" in archive.read("xl/worksheets/sheet1.xml").decode()
    assert "【資料１&２】" in made.read(MD)
    made.run("render", "2019", "--label", "参考")
    assert "【参考】" in made.read(MD)


def test_an_unknown_format_is_refused(small: Small) -> None:
    outcome = small(ITEM).run("render", "2019", "--format", "odt")
    assert outcome.code == 2
    assert "--format に「odt」は使えません。" in outcome.err


def test_a_year_of_totals_has_counts_and_no_empty_tables(workspace: MakeWorkspace) -> None:
    head = HEAD + "items = 10\nachieved = 8\n"
    made = workspace({"plans/2019/plan.toml": head})
    assert made.run("render", "2019").code == 0
    assert book(made).sheetnames == ["総括", "集計"]
    assert sheet(made, "集計")["A1"].value == "施策の展開方向別"
    assert sheet(made, "集計")["D3"].value == 0.8
    assert [shown(cell) for cell in sheet(made, "集計")[3]] == ["1 暮らし", "10", "8", "80.0%"]
    text = made.read(MD)
    assert "\n令和元年度の記録は件数だけで、項目ごとの記録はありません。\n" in text
    assert "⇒実施事業項目10 目標達成項目8（達成項目の割合80.0%）" in text
    assert "整理番号" not in text
    said = "令和元年度の記録は件数だけで、項目ごとの記録はありません。"
    assert said in made.run("status", "2019").out
    for name in ("KPI一覧", "成果指標", "指標の推移", "ロードマップ"):
        assert made.run("render", "2019", "--handout", name).code == 0
        assert book(made, name).sheetnames == [name]
        assert book(made, name)[name]["A3"].value == said
        text = made.read(f"out/2019/{name}.md")
        assert said in text
        assert "|" not in text
    outcome = made.run("render", "2019", "--handout", "データ")
    assert outcome.code == 2
    assert "この計画には項目がありません。" in outcome.err


def test_a_handout_of_corrections_without_any_says_so(small: Small) -> None:
    made = small(ITEM + DONE.format(report="行った。"))
    assert made.run("render", "2019", "--handout", "正誤表").code == 0
    assert "訂正した数はありません。" in made.read("out/2019/正誤表.md")
    assert book(made, "正誤表")["正誤表"]["A3"].value == "訂正した数はありません。"


def test_a_year_of_totals_is_held_against_the_year_before(workspace: MakeWorkspace) -> None:
    before = HEAD.replace("2019", "2018") + "items = 10\nachieved = 7\n"
    made = workspace(
        {"plans/2018/plan.toml": before, "plans/2019/plan.toml": HEAD + "items = 10\nachieved = 8\n"}
    )
    assert made.run("render", "2019").code == 0
    said = "達成項目の割合は、前年度（平成30年度）の70.0%（7／10）から10.0ポイント上がった。"
    assert said in made.read(MD)


class TestTargetThatCannotBeWritten:
    def test_a_folder_in_the_way_leaves_everything(self, small: Small) -> None:
        made = small(ITEM + DONE.format(report="行った。"))
        made.write("out/2019/実施結果.xlsx/これはフォルダ", "")
        made.write(MD, "以前のもの")
        before = made.files()
        outcome = made.run("render", "2019")
        assert outcome.code == 2
        assert "実施結果.xlsx に書き込めません" in outcome.err
        assert made.files() == before

    def test_a_read_only_file_is_kept(self, small: Small) -> None:
        """A file that Excel holds open refuses to be replaced, as one without write permission does."""
        made = small(ITEM + DONE.format(report="行った。"))
        made.write("out", "フォルダでなくファイル")
        outcome = made.run("render", "2019")
        assert outcome.code == 2
        assert "元のファイルはそのままです" in outcome.err
        assert made.read("out") == "フォルダでなくファイル"


def test_a_verdict_may_be_called_as_a_style_is(small: Small) -> None:
    made = small(ITEM + DONE.format(report="行った。"))
    verdicts = '{ label = "計", from = 100, achieved = true, colour = "E3F2E1" }, { label = "左", from = 0 }'
    scheme = f'\n[judgement]\ndone = "計"\nnot_done = "左"\nverdict = [{verdicts}]\n'
    made.write("plans/2019/plan.toml", made.read("plans/2019/plan.toml") + scheme)
    assert made.run("render", "2019").code == 0
    assert sheet(made, "1 暮らし")["G3"].style == "dxplan 計（判定）"


def test_a_handout_is_data_for_other_programs(real: Workspace) -> None:
    assert real.run("render", "2019", "--format", "json", "--label", "資料２－１").code == 0
    data = json.loads(real.read("out/2019/実施結果.json"))
    assert (data["label"], data["year"], data["draft"]) == ("資料２－１", "令和元年度", "")
    tables = {
        sheet["name"]: [block for block in sheet["blocks"] if block["kind"] == "table"]
        for sheet in data["sheets"]
    }
    (rows,) = [table for table in tables["1 復興の推進"] if len(table["rows"]) == 12]
    at = [column["id"] for column in rows["columns"]].index("achievement")
    cells = [row["cells"][at] for row in rows["rows"]]
    assert [cell["tone"] for cell in cells].count("bad") == 3
    assert cells[0] == {"value": "目標達成", "text": "目標達成", "tone": "good"}
    assert real.run("render", "2019", "--format", "json", "--handout", "データ").code == 0
    projects = json.loads(real.read("out/2019/データ.json"))["sheets"][0]["blocks"][0]
    at = [column["heading"] for column in projects["columns"]].index("判定")
    counted = Counter(row["cells"][at]["value"] for row in projects["rows"])
    assert counted == {"計画どおり実施": 79, "目標達成": 14, "未達": 15}


def foot_of(page: Worksheet) -> str:
    return str(page.oddFooter and page.oddFooter.right.text)


def test_what_a_page_says_at_its_foot_is_in_one_piece_and_fits(real: Workspace) -> None:
    assert real.run("render", "2019", "--format", "xlsx", "--handout", "概要").code == 0
    (page, *_) = load_workbook(real.path / "out" / "2019" / "概要.xlsx").worksheets
    foot = foot_of(page)
    assert foot.count("令和元年度") == foot.count("概要") == 1
    assert foot.endswith("　　&P / &N")
    plan = real.read("plans/2019/plan.toml")
    real.write("plans/2019/plan.toml", plan.replace("アクションプラン2019", "アクションプラン" * 9))
    assert real.run("render", "2019", "--format", "xlsx").code == 0
    for page in book(real).worksheets:
        title = foot_of(page).removesuffix("　　&P / &N")
        assert cells(title) <= 112, title  # at 9 points, beside the legend
        assert title.endswith(f"…（令和元年度）　{page.title}")


def test_what_a_draft_lacks_leaves_room_for_the_label(workspace: MakeWorkspace) -> None:
    long = ITEM.replace('"広報事業"', f'"{"とても長い名前の指標" * 8}"').replace(
        "[[item]]\n", '[[item]]\nkind = "kpi"\n'
    )
    made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": long})
    outcome = made.run("render", "2019", "--draft", "--handout", "成果指標", "--label", "資料１")
    assert outcome.code == 0, outcome.err
    (page, *_) = load_workbook(made.path / "out" / "2019" / "成果指標（案）.xlsx").worksheets
    head = str(page.oddHeader and page.oddHeader.left.text)
    assert head.startswith("案　未記録1件：とても長い名前の指標")
    assert re.search("…　版 [0-9a-f]{8}$", head), "what is missing is cut, not the version"
    assert cells(head) <= 110
    assert "とても長い名前の指標" * 8 in made.read("out/2019/成果指標（案）.md")


def test_every_page_says_what_it_was_made_of(real: Workspace) -> None:
    real.run("render", "2019", "--format", "xlsx,md,json,html")
    head = sheet(real, "集計").oddHeader
    assert head is not None
    version = str(head.left.text).removeprefix("確定　版 ")
    said = f"ふくしまICTデータ利活用社会推進アクションプラン2019　令和元年度　確定　版 {version}"
    assert real.read(MD).endswith(f"\n---\n\n{said}\n")
    page = real.read("out/2019/実施結果.html")
    assert f"<p>{said}</p>\n</footer>" in page
    assert f'content:"{said}"' in page.replace("\\31 ", "1"), "and below each page of paper"
    data = json.loads(real.read("out/2019/実施結果.json"))
    assert (data["plan"] + "　令和元年度", data["state"], data["version"]) == (
        said.partition("　確定")[0],
        "確定",
        version,
    )


def test_the_version_is_that_of_the_plan_wherever_it_is(real: Workspace) -> None:
    def version() -> str:
        assert real.run("render", "2019", "--format", "md").code == 0
        return real.read(MD)[-9:-1]

    first, file = version(), "plans/2019/fukko.toml"
    text = real.read(file)
    real.write(file, text.replace("\n", "\r\n"))
    real.write("plans/2019/memo.txt", "覚え書き")
    assert version() == first, "neither Windows' line ends nor what is no part of the plan make another of it"
    real.write(file, text.replace("CMS操作研修会", "CMSの研修会", 1))
    assert version() != first


def test_figures_that_are_provisional_are_said_on_every_page(small: Small) -> None:
    indicator = '\n[[item.indicator]]\nname = "人数"\nunit = "人"\ntarget = 10\nactual = 12\nprovisional = "集計の途中"\n'
    made = small(ITEM + indicator + DONE.format(report="行った。"))
    assert made.run("render", "2019", "--format", "md").code == 0
    assert "　速報　版 " in made.read(MD).splitlines()[-1]
