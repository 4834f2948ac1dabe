"""``dxplan import``: lists as people have them today, to a plan that says all they say and guesses nothing in silence."""

from __future__ import annotations

import io
import random
import tomllib
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from dxplan.cells.pasted import read_pasted
from dxplan.importing.drafting import draft_of
from dxplan.importing.listing import listing_of
from tests.conftest import MakeWorkspace, Workspace

# ruff: noqa: E501 - a row of a list is one line
HEADS = "整理番号\t新規\t施策（事業）名称\t取組概要\t指標・目標\t目標の達成度\tR元年度の取組実績・成果等\t部局等名担当課"
#: A document as it comes out of a PDF: headings on every page, titles above, points of a list in one line.
RESULTS = f"""\
ひなたICTアクションプラン2019の実施結果について

情報化推進課

1 暮らし（便利な暮らし）

⇒実施事業項目3 目標達成項目2（達成項目の割合66.7%）

- ・相談の窓口が広がった。

1 暮らし ※達成度は目標値に対するもの。

{HEADS}
1\t\tメール相談事業\tメールで相談を受ける。\t相談員の研修（12回/年）の開催。\t目標達成\t相談の技能を高めた。 研修会開催回数：12回\t総務部 広報課
2\t○\t見守りアプリ事業\t高齢者を見守る。\tアプリ登録者数 2,000人 見守り協力店 40店舗\t・アプリ登録者数目標2,000人に対し、1,157人 ・見守り協力店目標達成\t・登録者数1,157人（R2.3末時点） ・協力店52店舗\t保健福祉部高齢福祉課

{HEADS}
3\t\tごみ分別案内\t分別を案内する。\t案内の正確さに努める。\t計画どおり実施\t案内を48件更新し、
\t\t\t\t\t\t検索しやすくした。\t

2 しごと

{HEADS}
1\t\t認証取得支援\t認証を支える。\t認証取得件数361件(R2)\t計画どおり実施\t認証を受けた農家は269件。\t農林水産部 農業振興課
2\t\t（再掲）メール相談事業\tメールで相談を受ける。\t相談員の研修（12回/年）の開催。\t目標達成\t相談の技能を高めた。 研修会開催回数：12回\t総務部 広報課
"""


def items(place: Workspace, name: str) -> list[dict[str, Any]]:
    """Return the items of a file of a plan."""
    found: list[dict[str, Any]] = tomllib.loads(place.read(name))["item"]
    return found


def test_a_document_out_of_a_pdf_becomes_a_plan(workspace: MakeWorkspace) -> None:
    place = workspace({"kekka.txt": RESULTS})
    outcome = place.run("import", "kekka.txt", "--to", "plans/2019")
    assert outcome.code == 0, outcome.err
    head = tomllib.loads(place.read("plans/2019/plan.toml"))
    assert head["title"] == "ひなたICTアクションプラン2019"
    assert (head["office"], head["fiscal_year"]) == ("情報化推進課", 2019)
    assert [d["name"] for d in head["direction"]] == ["暮らし", "しごと"]
    assert head["direction"][0]["theme"] == "便利な暮らし"
    assert head["direction"][0]["published"] == {"items": 3, "achieved": 2, "rate": "66.7"}
    place.write("一覧.txt", RESULTS.replace("66.7%）", "66.7%） 達成した指標の割合75.0%"))
    place.run("import", "一覧.txt", "--to", "plans/beside")
    (first, *_) = tomllib.loads(place.read("plans/beside/plan.toml"))["direction"]
    assert first["published"] == {"items": 3, "achieved": 2, "rate": "66.7", "beside_rate": "75.0"}
    assert first["points"] == ["相談の窓口が広がった。"]
    assert head["direction"][0]["points"] == ["相談の窓口が広がった。"]
    kurashi = items(place, "plans/2019/hoko-1.toml")
    assert [item["name"] for item in kurashi] == ["メール相談事業", "見守りアプリ事業", "ごみ分別案内"]
    assert kurashi[1]["new"] == "○"
    assert kurashi[1]["departments"] == ["保健福祉部 高齢福祉課"]
    assert kurashi[1]["indicator"] == [
        {"name": "アプリ登録者数", "unit": "人", "target": 2000, "actual": 1157},
        {"name": "見守り協力店", "unit": "店舗", "target": 40, "actual": 52},
    ]
    assert kurashi[2]["result"]["report"] == "案内を48件更新し、検索しやすくした。"
    assert items(place, "plans/2019/hoko-2.toml")[1] == {"id": "jigyo-2-2", "repost_of": "jigyo-1-1"}
    assert place.run("validate", "2019", "--only", "DX1", "--only", "DX2").out == ""
    assert "# 読み取り（15行）「アプリ登録者数 2,000人」" in place.read("plans/2019/hoko-1.toml")


def test_every_word_of_the_document_is_somewhere(workspace: MakeWorkspace) -> None:
    place = workspace({"kekka.txt": RESULTS})
    place.run("import", "kekka.txt", "--to", "plans/2019")
    said = (
        "".join(content.decode() for name, content in place.files().items() if name.startswith("plans/"))
        + place.run("import", "kekka.txt", "--to", "plans/2019").out
    )
    for word in RESULTS.replace("（再掲）", "").replace("⇒", "").split():
        for part in word.replace("（", " ").replace("）", " ").replace("総務部", "").strip("・-").split():
            # What was published stands in the plan as figures.
            if not part.isdecimal() and not part.startswith(
                ("実施事業項目", "目標達成項目", "達成項目の割合")
            ):
                assert "".join(part.split()) in "".join(said.split()), part


def test_a_target_of_a_later_year_keeps_its_year(workspace: MakeWorkspace) -> None:
    place = workspace({"kekka.txt": RESULTS})
    place.run("import", "kekka.txt", "--to", "plans/2019")
    assert items(place, "plans/2019/hoko-2.toml")[0]["indicator"] == [
        {"name": "認証取得件数", "unit": "件", "target": 361, "actual": 269, "due": "R2"}
    ]


@pytest.mark.parametrize(
    ("goal", "report"),
    [
        (
            "平成31年1月23日現在の登録者数：26,686人 年間12,000人を目標とする。",
            "登録者数は7,870人（H30年度）。",
        ),
        ("年間12,000人の登録を目標とする。", "登録者数は、H30年度に7,870人だった。"),
        ("年間12,000人の登録を目標とする。", "R2の登録者数は7,870人。"),
    ],
)
def test_a_figure_of_another_year_is_no_actual(workspace: MakeWorkspace, goal: str, report: str) -> None:
    row = f"1\t\t登録促進\t登録を促す。\t{goal}\t目標達成\t{report}\t総務部 広報課"
    place = workspace({"kekka.txt": f"アクションプラン\n{HEADS}\n{row}\n"})
    assert place.run("import", "kekka.txt", "--to", "plans/2019").code == 0
    made = items(place, "plans/2019/hoko-1.toml")[0]["indicator"]
    judged = [each for each in made if "target" in each]
    assert [each["target"] for each in judged] == [12000]
    assert not any("actual" in each or "due" in each for each in judged)


@pytest.mark.parametrize(
    ("goal", "doubt"),
    [
        ("5年間で100件の導入を目指す。", "何年間かの目標で、年度が分からない"),
        ("2025年までに導入率80%を目指す。", "「2025年」が年度のことか分からない"),
        ("令和2年度又は令和3年度に導入件数100件を目指す。", "年度がいくつも書いてある"),
    ],
)
def test_a_target_without_one_certain_year_is_left_in_a_comment(
    workspace: MakeWorkspace, goal: str, doubt: str
) -> None:
    row = f"1\t\t導入促進\t導入を促す。\t{goal}\t\t12件を導入した。\t総務部 広報課"
    place = workspace({"kekka.txt": f"アクションプラン\n{HEADS}\n{row}\n"})
    assert doubt in place.run("import", "kekka.txt", "--to", "plans/2019").out
    assert "indicator" not in items(place, "plans/2019/hoko-1.toml")[0]


def test_the_year_of_a_target_of_a_period_is_told_by_what_was_reached_in_it(workspace: MakeWorkspace) -> None:
    row = "1\t\t立地\t立地を促す。\t・立地企業：12社以上 ※事業期間3年間の目標\t{} 立地企業：11社\t11社が来た。\t商工部 立地課"
    for name, span, due in (
        ("so-far", "H30～R元", "R2"),
        ("whole", "R元～R3", "R3"),
        ("before", "H30～H30", None),  # last year's figures say nothing of this one
        ("longer", "H28～R元", None),
    ):
        place = workspace({"kekka.txt": f"アクションプラン\n{HEADS}\n{row.format(span)}\n"})
        outcome = place.run("import", "kekka.txt", "--to", f"plans/{name}")
        made = items(place, f"plans/{name}/hoko-1.toml")[0].get("indicator", [{}])[0]
        assert made.get("due") == due, span
        said = f"3年間の目標。「{span}」から、{due}の目標とした"
        assert (said in outcome.out, said in place.read(f"plans/{name}/hoko-1.toml")) == (bool(due),) * 2, (
            span
        )


def test_a_target_that_the_verdict_denies_is_left_in_a_comment(workspace: MakeWorkspace) -> None:
    row = "1\t\t講座\t講座を開く。\t300名の受講を目標に講座を開催する。\t計画どおり実施\t延べ108名が受講した。\t総務部 広報課"
    text = f"アクションプラン\n{HEADS}\n{row}\n"
    place = workspace({"kekka.txt": text})
    outcome = place.run("import", "kekka.txt", "--to", "plans/2019")
    assert "公表の達成度は、数値目標がないときの言葉" in outcome.out
    made = place.read("plans/2019/hoko-1.toml")
    assert "indicator" not in items(place, "plans/2019/hoko-1.toml")[0]
    assert "# target = 300\n# actual = 108\n" in made
    place = workspace({"kekka.txt": text})
    place.run("import", "kekka.txt", "--to", "plans/mou", "--accept")
    assert items(place, "plans/mou/hoko-1.toml")[0]["indicator"][0]["target"] == 300


def test_published_verdicts_are_held_against_the_figures(workspace: MakeWorkspace) -> None:
    row = "1\t\t講座\t講座を開く。\t受講者数：300人\t目標達成\t受講者数：108人\t総務部 広報課"
    place = workspace({"kekka.txt": f"アクションプラン\n{HEADS}\n{row}\n"})
    out = place.run("import", "kekka.txt", "--to", "plans/2019").out
    assert "公表と合わないもの 1件" in out
    assert "「講座」の達成度は「目標達成」と公表されていますが、判定は未達です。" in "".join(out.split("\n"))


KPI_TITLE = "（参考資料）令和6年度関連事業・KPI一覧"
KPI_HEADS = (
    "事業 番号\t分野\t\t担当\t\t事業名又は取組名\t指標（KPI）又は目標\tKPI 番号\t指標名\t目標値\t\t\t\n"
    "\tNo\t名称\t部\t課\t\t\t\t\t基準値\tR4\tR5\tR6"
)
#: The same with the headings of the figures moved to the left, as PDFs have them.
KPI_MOVED = KPI_HEADS.replace("指標名\t目標値\t\t\t\n", "指標名\t\t\t\t\n").replace("\t基準値", "基準値", 1)
KPI_ROW = "1\tⅠ\t観光\t商工部\t観光課\t観光アプリ事業\t利用者数について、195人を目標とする。\t4\tアプリの利用者数\t130\t-\t180\t195"
EXPECTED = {
    "id": "kpi-4",
    "name": "アプリの利用者数",
    "unit": "人",
    "baseline": 130,
    "target": {"R4": "-", "R5": 180, "R6": 195},
}


@pytest.mark.parametrize("heads", [KPI_HEADS, KPI_MOVED], ids=["in place", "moved"])
def test_figures_go_to_the_years_of_their_columns(workspace: MakeWorkspace, heads: str) -> None:
    place = workspace({"kpi.txt": f"{KPI_TITLE}\n\n{heads}\n{KPI_ROW}\n"})
    outcome = place.run("import", "kpi.txt", "--to", "plans/kpi")
    assert outcome.code == 0, outcome.err
    head = tomllib.loads(place.read("plans/kpi/plan.toml"))
    assert (head["fiscal_year"], head["years"]) == (2024, ["R4", "R6"])
    assert items(place, "plans/kpi/hoko-1.toml")[0]["indicator"] == [EXPECTED]


def test_more_values_than_years_are_given_no_year(workspace: MakeWorkspace) -> None:
    row = KPI_ROW + "\t210"
    place = workspace({"kpi.txt": f"{KPI_TITLE}\n\n{KPI_HEADS}\n{row}\n"})
    outcome = place.run("import", "kpi.txt", "--to", "plans/kpi", "--accept")
    assert "値の数が見出しの数と合わない" in outcome.out
    made = place.read("plans/kpi/hoko-1.toml")
    assert "indicator" not in items(place, "plans/kpi/hoko-1.toml")[0]
    assert "# 左から読むと 基準値=130、R4=-、R5=180、R6=195" in made
    assert "# 右から読むと 基準値=-、R4=180、R5=195、R6=210" in made


def test_a_row_that_has_lost_a_cell_is_put_back_and_shown(workspace: MakeWorkspace) -> None:
    row = KPI_ROW.replace("1\tⅠ\t観光", "1\t観光", 1).replace("\t130\t", "\t", 1)
    place = workspace({"kpi.txt": f"{KPI_TITLE}\n\n{KPI_HEADS}\n{KPI_ROW}\n{row.replace('1', '2', 1)}\n"})
    outcome = place.run("import", "kpi.txt", "--to", "plans/kpi")
    assert "一つ左の列にずれている" in outcome.out
    second = items(place, "plans/kpi/hoko-1.toml")[1]
    assert (second["name"], second["departments"]) == ("観光アプリ事業", ["商工部 観光課"])


def test_a_goal_in_words_beside_empty_figures_is_no_indicator_of_the_list(workspace: MakeWorkspace) -> None:
    row = (
        "2\tⅠ\t観光\t商工部\t観光課\t案内研修事業\t【目標】 受講者数について、195人を目標とする。\t\t\t\t\t\t"
    )
    place = workspace({"kpi.txt": f"{KPI_TITLE}\n\n{KPI_HEADS}\n{KPI_ROW}\n{row}\n"})
    outcome = place.run("import", "kpi.txt", "--to", "plans/kpi", "--accept")
    assert "指標の列は空で、一覧は指標としていない" in outcome.out
    assert "indicator" not in items(place, "plans/kpi/hoko-1.toml")[1]
    assert '# [[item.indicator]]\n# name = "受講者数"' in place.read("plans/kpi/hoko-1.toml")


def test_the_name_of_an_indicator_tells_what_it_counts(workspace: MakeWorkspace) -> None:
    row = KPI_ROW.replace("利用者数について、195人を目標とする", "広報に努める").replace(
        "アプリの利用者数", "公開した動画数（新規）"
    )
    place = workspace({"kpi.txt": f"{KPI_TITLE}\n\n{KPI_HEADS}\n{row}\n"})
    place.run("import", "kpi.txt", "--to", "plans/kpi")
    assert items(place, "plans/kpi/hoko-1.toml")[0]["indicator"][0]["unit"] == "本"


def test_further_headings_and_indicators_shown_again(workspace: MakeWorkspace) -> None:
    again = KPI_ROW.replace("1\t", "2\t", 1).replace(
        "\t4\tアプリの利用者数", "\t再掲\tアプリの利用者数 ※再掲：No4"
    )
    place = workspace(
        {"kpi.txt": f"{KPI_TITLE}\n\n{KPI_HEADS}\n{KPI_ROW}\n{again.replace('観光アプリ', '案内アプリ')}\n"}
    )
    place.run("import", "kpi.txt", "--to", "plans/kpi")
    assert items(place, "plans/kpi/hoko-1.toml")[1]["indicator"] == [{"repost_of": "kpi-4"}]
    assert place.run("validate", "kpi").code in (0, 1)


def test_values_with_labels_are_parts(workspace: MakeWorkspace) -> None:
    values = ["国語 83.5% 算数 73.5%", "国語 90% 算数 80%", "国語 95% 算数 85%", "国語 100% 算数 100%"]
    row = KPI_ROW.replace("130\t-\t180\t195", "\t".join(values)).replace("195人を", "100%を")
    place = workspace({"kpi.txt": f"{KPI_TITLE}\n\n{KPI_HEADS}\n{row}\n"})
    place.run("import", "kpi.txt", "--to", "plans/kpi")
    made = items(place, "plans/kpi/hoko-1.toml")[0]["indicator"][0]
    assert made["parts"] == ["国語", "算数"]
    assert made["target"]["R5"] == ["95%", "85%"]


def workbook(rows: list[list[Any]], merged: list[str] | None = None, **others: list[list[Any]]) -> bytes:
    """Return a workbook with a sheet 一覧, and further ones by name."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一覧"
    for row in rows:
        sheet.append(row)
    for area in merged or []:
        sheet.merge_cells(area)
    for name, more in others.items():
        further = book.create_sheet(name)
        for row in more:
            further.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


SHEET: list[list[Any]] = [
    ["R8年度 取組一覧"],
    ["No", "柱", "事業名", "担当部局", "指標名", "単位", "R8年度", None, "予算額（千円）"],
    [None, None, None, None, None, None, "目標値", "実績値", None],
    [1, "暮らし", "窓口案内", "総務部 広報課", "案内件数", "件", 1200, 1300, 500],
    [None, None, None, None, "満足度", "%", 90, None, None],
    [2, "〃", "申請支援", "〃", "支援件数", "件", 40, 38, 120],
]


def test_a_workbook_with_merged_cells_and_ditto_marks(workspace: MakeWorkspace) -> None:
    place = workspace({"list.xlsx": workbook(SHEET, ["A4:A5", "C4:C5", "G2:H2"])})
    outcome = place.run("import", "list.xlsx", "--to", "plans/2026")
    assert outcome.code == 0, outcome.err
    first, second = items(place, "plans/2026/hoko-1.toml")
    assert [each["name"] for each in first["indicator"]] == ["案内件数", "満足度"]
    assert first["indicator"][0]["target"] == 1200
    assert first["indicator"][0]["actual"] == 1300
    assert second["departments"] == ["総務部 広報課"]
    assert first["fields"] == {"ran-1": "500"}
    head = tomllib.loads(place.read("plans/2026/plan.toml"))
    assert head["field"][0]["heading"] == "予算額（千円）"
    # What the list calls its directions is what the plan calls them, and what the screen says.
    assert head["direction_word"] == "柱"
    assert "柱" in outcome.out
    assert "展開方向 " not in outcome.out


def test_a_sheet_can_be_chosen(workspace: MakeWorkspace) -> None:
    other = [row[:] for row in SHEET]
    other[3] = [1, "産業", "農業支援", "農林部 農業課", "件数", "件", 5, 6, None]
    place = workspace({"list.xlsx": workbook(SHEET, None, 産業=other)})
    place.run("import", "list.xlsx", "--to", "plans/2026", "--sheet", "産業")
    assert items(place, "plans/2026/hoko-1.toml")[0]["name"] == "農業支援"
    refused = place.run("import", "list.xlsx", "--to", "plans/2027", "--sheet", "農業")
    assert refused.code == 2
    assert "あるシート: 一覧、産業" in refused.err


def test_each_sheet_is_a_direction_where_nothing_in_it_is_one(workspace: MakeWorkspace) -> None:
    heads = ["No", "事業名", "担当部局", "指標名", "単位", "R8年度目標値"]
    book = workbook(
        [heads, [1, "窓口", "総務部 広報課", "件数", "件", "=1+1"]],
        None,
        産業=[heads, [1, "農業支援", "農林部 農業課", "件数", "件", 5]],
    )
    place = workspace({"list.xlsx": book})
    outcome = place.run("import", "list.xlsx", "--to", "plans/2026", "--year", "R8")
    assert outcome.code == 0, outcome.err
    head = tomllib.loads(place.read("plans/2026/plan.toml"))
    assert [direction["name"] for direction in head["direction"]] == ["一覧", "産業"]
    assert items(place, "plans/2026/hoko-2.toml")[0]["indicator"][0]["target"] == 5
    # Nobody has computed the formula: no figure comes of it.
    assert "indicator" not in items(place, "plans/2026/hoko-1.toml")[0]
    assert "「（計算されていない式）」を値として読めない" in "".join(outcome.out.split("\n  "))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_in_every_encoding(workspace: MakeWorkspace, encoding: str) -> None:
    text = 'R8年度取組一覧\n番号,事業名,目標,担当課\n1,窓口案内,"案内件数：1,200件",総務部 広報課\n'
    place = workspace({"list.csv": text.encode(encoding)})
    assert place.run("import", "list.csv", "--to", "plans/2026").code == 0
    made = items(place, "plans/2026/hoko-1.toml")[0]
    assert made["indicator"] == [{"name": "案内件数", "unit": "件", "target": 1200}]


def test_headings_and_ids_are_taught_by_a_map(workspace: MakeWorkspace) -> None:
    text = "番号,しごとの名,めあて,担当課\n1,窓口案内,案内件数：120件,総務部 広報課\n"
    place = workspace({"list.csv": text})
    refused = place.run("import", "list.csv", "--to", "plans/2026")
    assert refused.code == 2
    assert "--map" in refused.err
    place.write(
        "ran.toml",
        '[columns]\n"しごとの名" = "名称"\n"めあて" = "目標の文"\n[ids]\n"窓口案内" = "madoguchi"\n',
    )
    outcome = place.run("import", "list.csv", "--to", "plans/2026", "--map", "ran.toml")
    assert outcome.code == 0, outcome.err
    assert items(place, "plans/2026/hoko-1.toml")[0]["id"] == "madoguchi"
    place.write("ran.toml", '[columns]\n"しごとの名" = "名まえ"\n')
    assert (
        "使える言葉: 番号、新規、名称"
        in place.run("import", "list.csv", "--to", "plans/x", "--map", "ran.toml").err
    )


def test_a_second_import_writes_nothing_and_shows_what_it_would_change(workspace: MakeWorkspace) -> None:
    place = workspace({"kekka.txt": RESULTS})
    place.run("import", "kekka.txt", "--to", "plans/2019")
    text = place.read("plans/2019/hoko-1.toml").replace("jigyo-1-2", "mimamori-app")
    place.write("plans/2019/hoko-1.toml", text)
    before = place.files()
    same = place.run("import", "kekka.txt", "--to", "plans/2019")
    assert (same.code, "書き込むものはありません" in same.err) == (0, True)
    changed = RESULTS.replace("2,000人", "2,500人").replace("見守りアプリ事業", "見守りアプリの事業")
    changed = changed.replace("3\t\tごみ分別案内", "3\t\t図書の宅配\t\t本を届ける。\t\t\t\n4\t\tごみ分別案内")
    place.write("kekka.txt", changed)
    before = place.files()
    outcome = place.run("import", "kekka.txt", "--to", "plans/2019")
    assert outcome.code == 1
    assert place.files() == before
    assert "一覧で新しい項目: 図書の宅配" in outcome.out
    assert "名前の変わった項目: 見守りアプリ事業 → 見守りアプリの事業" in outcome.out
    assert '-name = "見守りアプリ事業"\n+name = "見守りアプリの事業"' in outcome.out
    assert "-target = 2000\n+target = 2500" in outcome.out
    assert "-id" not in outcome.out


def test_undo_takes_an_import_back(workspace: MakeWorkspace) -> None:
    place = workspace({"kekka.txt": RESULTS, "plans/.keep": ""})
    place.run("import", "kekka.txt", "--to", "2019")
    assert (place.path / "plans/2019/plan.toml").exists()
    assert place.run("undo", "--yes").code == 0
    assert not (place.path / "plans/2019").exists()


TOTALS = """\
ひなたICT推進プランの総括について（案）
デジタル課
1 全体総括
〇  計画期間中、全体として
概ね進んだ。
 令和元年度 令和２年度
1 実施事業項目 30 40
2 目標達成項目
（目標達成+計画通り実施）
20 30
3 達成項目の割合 66.6％ 75.0％
(１) 暮らし（便利な暮らし）
〇 窓口を広げた。
 令和元年度 令和２年度
1 実施事業項目 30 40
2 目標達成項目
（目標達成+計画通り実施）
20 30 10
3 達成項目の割合 66.6％ 75.0％
"""


def test_counts_of_several_years_become_the_plan_of_one(workspace: MakeWorkspace) -> None:
    place = workspace({"sokatsu.txt": TOTALS.replace("20 30 10", "20 30")})
    assert place.run("import", "sokatsu.txt", "--to", "plans/2020").code == 0
    head = tomllib.loads(place.read("plans/2020/plan.toml"))
    assert head["published"] == {"items": 40, "achieved": 30, "rate": "75.0"}
    assert head["rate"] == {"rounding": "down"}
    assert head["review"] == ["計画期間中、全体として概ね進んだ。"]
    assert head["direction"][0]["theme"] == "便利な暮らし"
    assert (head["direction"][0]["items"], head["direction"][0]["achieved"]) == (40, 30)
    assert place.run("validate", "2020").out == ""


def test_counts_that_do_not_fit_the_years_are_not_given_one(workspace: MakeWorkspace) -> None:
    place = workspace({"sokatsu.txt": TOTALS})
    outcome = place.run("import", "sokatsu.txt", "--to", "plans/2020")
    assert "読めなかった行 1件\n  18行: 20 30 10" in outcome.out
    head = tomllib.loads(place.read("plans/2020/plan.toml"))
    assert head["direction"][0]["published"] == {"items": 40, "rate": "75.0"}


def test_a_file_without_a_list_or_a_year_is_refused(workspace: MakeWorkspace) -> None:
    place = workspace({"memo.txt": "会議の記録\n次回は5月\n", "list.csv": "事業名,担当課\n窓口,広報課\n"})
    refused = place.run("import", "memo.txt", "--to", "plans/x")
    assert (refused.code, "表が見つかりません" in refused.err or "見つかりません" in refused.err) == (2, True)
    refused = place.run("import", "list.csv", "--to", "plans/x")
    assert (refused.code, "--year R1" in refused.err) == (2, True)
    assert place.run("import", "list.csv", "--to", "plans/x", "--year", "R8").code == 0
    assert place.run("import", "nai.csv", "--to", "plans/y").code == 2


def test_no_value_stands_in_the_wrong_year_whatever_a_row_has_lost() -> None:
    """A row loses a cell, or gets one: no value may then stand silently in a year that is not its own."""
    rng = random.Random(20240314)  # noqa: S311 - rows, not secrets
    heads = "No\t分野\t事業名\t担当課\tKPI番号\t指標名\t単位\t基準値\tR4\tR5\tR6\tR7"
    for _ in range(400):
        values = [
            str(rng.randrange(1000, 9999)) if rng.random() < 0.8 else rng.choice(["", "-", "/"])
            for _ in range(5)
        ]
        truth = dict(zip(["R3", "R4", "R5", "R6", "R7"], values, strict=True))
        row = ["1", "観光", "観光アプリ事業", "商工部 観光課", "4", "アプリの利用者数", "人", *values]
        for _ in range(rng.randrange(1, 3)):
            at = rng.randrange(len(row) + 1)
            if rng.random() < 0.5 and at < len(row):
                row.pop(at)
            else:
                row.insert(at, rng.choice(["", "", "7777"]))
        if rng.random() < 0.3:  # editors take empty values at the end of a line away
            while row and not row[-1]:
                row.pop()
        if len(row) == 12:
            continue  # one lost and one more: where it stands, every cell has a heading
        text = f"{KPI_TITLE}\n\n{heads}\n" + "\t".join(row) + "\n"
        listing = listing_of(read_pasted(text.encode()).sheets)
        draft = draft_of(listing, name="kpi", stem="kpi", year=None)
        assert draft is not None
        for drafted in draft.all_items():
            for indicator in drafted.indicators:
                if indicator.open:
                    continue
                for year, value in indicator.data.get("target", {}).items():
                    assert str(value) == truth[year], (row, indicator.data)
                if "baseline" in indicator.data:
                    assert str(indicator.data["baseline"]) == truth["R3"], (row, indicator.data)


def test_no_figure_of_a_pair_of_columns_stands_in_the_wrong_one() -> None:
    """The same of 目標 and 実績 of each year, in a list with a column for remarks that may be empty."""
    rng = random.Random(20251127)  # noqa: S311 - rows, not secrets
    heads = "No\t事業名\t担当課\t指標名\t単位\t基準値(R5)\tR6\t\tR7\t\tR9目標値\t備考\n\t\t\t\t\t\t目標\t実績\t目標\t実績\t\t"
    written = 0
    for _ in range(150):
        lines, truth = [], {}
        for number in (1, 2, 3):
            values = [
                str(rng.randrange(1000, 9999)) if rng.random() < 0.85 else rng.choice(["", "-", "/"])
                for _ in range(6)
            ]
            truth[f"事業{number}"] = dict(
                zip(("base", "R6目標", "R6実績", "R7目標", "R7実績", "R9目標"), values, strict=True)
            )
            row = [
                str(number),
                f"事業{number}",
                "総務部 広報課",
                "利用者数",
                "人",
                *values,
                rng.choice(["", "あり"]),
            ]
            for _ in range(rng.randrange(1, 3) if number == 2 else 0):
                at = rng.randrange(5, len(row) + 1)
                if rng.random() < 0.5 and at < len(row):
                    row.pop(at)
                else:
                    row.insert(at, rng.choice(["", "7777"]))
            while number == 2 and row and not row[-1] and rng.random() < 0.3:
                row.pop()
            lines.append(row)
        if len(lines[1]) == 12:
            continue  # one lost and one more: where it stands, every cell has a heading
        text = f"令和7年度計画一覧\n\n{heads}\n" + "\n".join("\t".join(row) for row in lines) + "\n"
        draft = draft_of(listing_of(read_pasted(text.encode()).sheets), name="kpi", stem="kpi", year=None)
        assert draft is not None
        for drafted in draft.all_items():
            for indicator in drafted.indicators:
                if indicator.open or indicator.doubts:
                    continue
                for kind, word in (("target", "目標"), ("actual", "実績")):
                    for year, value in indicator.data.get(kind, {}).items():
                        written += 1
                        assert str(value) == truth[drafted.data["name"]][f"{year}{word}"], lines[1]
    assert written > 900


ROADMAP = """\
令和6年度DX関連事業

分野\tKPI\t中間指標の例
しごと\t企業のDXの推進状況\t<ul> 戦略を作る企業数 支援した件数 など

しごと分野 (2事業)

項目\t事業名
商工業\t1 販路拡大事業
\t2 ものづくり支援事業

(参考事業)

項目\t事業名
3\t議会事務の電子化
"""


def test_projects_by_title_with_kpis_made_up_of_indicators(workspace: MakeWorkspace) -> None:
    place = workspace({"roadmap.txt": ROADMAP})
    outcome = place.run("import", "roadmap.txt", "--to", "plans/2024")
    assert outcome.code == 0, outcome.err
    head = tomllib.loads(place.read("plans/2024/plan.toml"))
    assert [(d["name"], d["published"]) for d in head["direction"]] == [
        ("しごと分野", {"items": 2, "references": 1})
    ]
    made = items(place, "plans/2024/hoko-1.toml")
    assert [(item["name"], item.get("kind")) for item in made] == [
        ("企業のDXの推進状況", "kpi"),
        ("販路拡大事業", None),
        ("ものづくり支援事業", None),
        ("議会事務の電子化", "reference"),
    ]
    assert [each["name"] for each in made[0]["indicator"]] == ["戦略を作る企業数", "支援した件数"]
    assert "「戦略を作る企業数 支援した件数 など」" in place.read("plans/2024/hoko-1.toml")
    assert made[1]["direction"] == made[2]["direction"] == "hoko-1-1"


#: As ``pdftotext -layout`` prints a narrow table: every value begins below its heading, and a cell may go on below.
SPACED = """\
みなと町アクションプラン 令和6年度実施状況

No.  事業名              数値目標              令和6年度実績          評価  担当部署
基本目標１ スマート自治体
1    AI-OCRの活用        削減時間 1,500時間    1,820時間を削減した。  ◎    企画財政課
2    電話の録音                                録音を始めた。               総務課
基本目標２ 便利なくらし
3    コンビニ交付        交付率 45％           交付率は43.7％であ     △    町民課
     の推進                                    った。
"""


def test_columns_that_blanks_keep_apart_are_read(workspace: MakeWorkspace) -> None:
    place = workspace({"hyo.txt": SPACED})
    outcome = place.run("import", "hyo.txt", "--to", "plans/2024")
    assert outcome.code == 0, outcome.err
    first, second = items(place, "plans/2024/hoko-1.toml")
    assert first["indicator"] == [{"name": "削減時間", "unit": "時間", "target": 1500, "actual": 1820}]
    assert (second["result"]["report"], second["departments"]) == ("録音を始めた。", ["総務課"])
    (third,) = items(place, "plans/2024/hoko-2.toml")
    assert (third["name"], third["result"]["report"]) == (
        "コンビニ交付の推進",
        "交付率は43.7％であった。",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("No.  事業名", "No. 事業名 "),  # two headings run together: nothing stands below its own any more
        ("1    AI-OCRの活用   ", "     （新規）\n1    AI-OCRの活用   "),  # cells centred over lines
        ("2    電話の録音                   ", "2    電話の録音         "),
    ],
)
def test_columns_that_nobody_can_tell_apart_are_not_read(
    workspace: MakeWorkspace, old: str, new: str
) -> None:
    place = workspace({"hyo.txt": SPACED.replace(old, new)})
    outcome = place.run("import", "hyo.txt", "--to", "plans/2024")
    if outcome.code == 0:  # a value that has moved a little still stands below its heading
        assert items(place, "plans/2024/hoko-1.toml")[1]["result"]["report"] == "録音を始めた。"
    else:
        assert "空白で列の並んだ文字" in outcome.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.csv", workbook(SHEET), ""),
        ("list.xlsx", "番号,事業名,目標値(R8),単位\n1,窓口,5,件\n".encode(), ""),
        ("list.txt", b"%PDF-1.7\n", "PDF はそのままでは読めません"),
        ("list.xlsx", b"%PDF-1.7\n", "PDF はそのままでは読めません"),
        ("list.csv", b"", "何も書かれていないファイルです"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "古い形式"),
    ],
)
def test_the_content_of_a_file_tells_what_it_is(
    workspace: MakeWorkspace, name: str, content: bytes, said: str
) -> None:
    place = workspace({name: content})
    outcome = place.run("import", name, "--to", "plans/x", "--year", "R8")
    assert (outcome.code, said in outcome.err) == (2 if said else 0, True), outcome.err


def test_what_is_wrong_with_a_workbook_is_said_of_a_list(workspace: MakeWorkspace) -> None:
    bad = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(SHEET))) as source,
        zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            content = source.read(part)
            if part.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            target.writestr(part, content)
    place = workspace({"list.xlsx": bad.getvalue()})
    refused = place.run("import", "list.xlsx", "--to", "plans/x")
    assert (refused.code, "許されない書き方" in refused.err, "調査票" in refused.err) == (2, True, False)


@pytest.mark.parametrize(
    "report",
    [
        "昨年度の利用者数は80人だった。",
        "来年度は利用者数120人を目指す。",
        "令和5年度は、登録者数が10人、利用者数が80人だった。",
        "令和5年度\n・利用者数80人",
        "令和7年4月の利用者数は80人。",
    ],
)
def test_a_sentence_on_another_year_tells_nothing_of_this_one(workspace: MakeWorkspace, report: str) -> None:
    text = f'番号,事業名,目標,令和6年度の取組結果\n1,窓口,利用者数：100人,"{report}"\n'
    place = workspace({"list.csv": text})
    assert place.run("import", "list.csv", "--to", "plans/2024", "--accept").code == 0
    (made,) = items(place, "plans/2024/hoko-1.toml")[0]["indicator"]
    assert made == {"name": "利用者数", "unit": "人", "target": 100}


@pytest.mark.parametrize(
    ("goal", "due"),
    [
        ("利用率 80％（令和7年度末）", "R7"),
        ("利用率を80％（令和7年度末）に引き上げる。", "R7"),
        ("令和7年度までに、施設数を10件、利用率を80％とする。", "R7"),
        ("【R7目標】\n・利用率：80％", "R7"),
        ("・利用率：80％\n※R7年度の目標", "R7"),
        ("利用率：R6 80％、R7 90％", None),
        ("利用率を60％（R5）から80％に引き上げる。", None),
    ],
)
def test_a_target_has_the_year_that_its_text_names(
    workspace: MakeWorkspace, goal: str, due: str | None
) -> None:
    place = workspace({"list.csv": f'番号,事業名,目標,令和6年度実績\n1,窓口,"{goal}",利用率 75％\n'})
    place.run("import", "list.csv", "--to", "plans/2024", "--accept")
    made = items(place, "plans/2024/hoko-1.toml")[0]["indicator"]
    rate = next(each for each in made if str(each["target"]).startswith("80"))
    assert (rate.get("due"), rate["actual"]) == (due, 75)


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("令和7年3月末実績", "R6"),
        ("前年度実績", None),
        ("R6上半期実績", None),
        ("R5～R7実績", None),
        ("R6見込", None),
    ],
)
def test_a_column_of_no_whole_year_gives_no_actual(
    workspace: MakeWorkspace, heading: str, year: str | None
) -> None:
    text = f"番号,事業名,指標,単位,R6目標,{heading}\n1,窓口,件数,件,100,95\n2,支所,件数,件,50,45\n"
    place = workspace({"list.csv": text})
    place.run("import", "list.csv", "--to", "plans/2024", "--accept")
    made = items(place, "plans/2024/hoko-1.toml")[0]
    assert made["indicator"][0].get("actual") == (95 if year else None)
    assert ("95" in made.get("fields", {}).values()) is (year is None)  # kept as a column of the office's own


def test_a_budget_over_years_is_no_target(workspace: MakeWorkspace) -> None:
    rows: list[list[Any]] = [
        ["番号", "事業名", "指標", "単位", "目標値", None, "予算額（千円）", None],
        [None, None, None, None, "R6", "R7", "R6", "R7"],
        [1, "窓口", "件数", "件", 10, 20, 5000, 6000],
    ]
    place = workspace({"list.xlsx": workbook(rows, ["E1:F1", "G1:H1"])})
    place.run("import", "list.xlsx", "--to", "plans/keikaku", "--year", "R6")
    made = items(place, "plans/keikaku/hoko-1.toml")[0]
    assert made["indicator"][0]["target"] == {"R6": 10, "R7": 20}
    assert sorted(made["fields"].values()) == ["5000", "6000"]


def test_marks_beside_verdicts_in_words_contradict_none(real: Workspace) -> None:
    assert real.run("render", "2019", "--format", "xlsx", "--out", "out").code == 0
    book = "out/2019/実施結果.xlsx"
    done = real.run(
        "import", book, "--sheet", "4 教育・ICT人材育成", "--to", "plans/back", "--year", "R1", "--dry-run"
    )
    assert done.code == 0
    assert "教育・ICT人材育成" in done.out
    assert "と公表されていますが、判定は" not in done.out
    assert "判定の言葉ではない" not in done.out
