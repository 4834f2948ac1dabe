"""Two lists as other offices publish them, with layouts of their own, and what a person reads in them.

They were made without an eye on how lists are read: years over 目標 and 実績 in merged headings, goals and results in
words, directions as rows of the list, verdicts in other words.
"""

from __future__ import annotations

import csv
import io
import tomllib
from typing import Any

import pytest
from openpyxl import Workbook

from dxplan.format.reading import read_plan
from dxplan.model import Item
from tests.conftest import MakeWorkspace, Workspace

#: Unit, targets and actuals by year, base value.
Figures = tuple[str, dict[int, str], dict[int, str], str | None]

HEADS: dict[str, str] = {
    "A4": "基本方針",
    "B4": "施策",
    "C4": "事業番号",
    "D4": "取組名",
    "E4": "所管課",
    "F4": "取組内容",
    "G4": "成果指標",
    "O4": "評価",
    "P4": "令和7年度の取組結果",
    "Q4": "今後の方向性",
    "G5": "指標名",
    "H5": "単位",
    "I5": "基準値\n（R4）",
    "J5": "令和6年度",
    "L5": "令和7年度",
    "N5": "令和9年度\n目標値",
    "J6": "目標",
    "K6": "実績",
    "L6": "目標",
    "M6": "実績",
}
ROWS: list[list[Any]] = [
    [
        "基本方針1\u3000便利な行政サービス",
        "1-1 手続のオンライン化",
        101,
        "オンライン申請の拡充",
        "総務部 デジタル推進課",
        "申請の多い手続から順にオンライン化する。",
        "オンライン申請できる手続数",
        "手続",
        120,
        180,
        192,
        240,
        251,
        360,
        "A",
        "子育て・介護の手続を中心に59手続を追加した。",
        "継続",
    ],
    [*[None] * 6, "オンライン申請率", "%", 18.2, 25, 24.1, 35, 33.8, 50, "B"],
    [
        None,
        None,
        102,
        "書かない窓口の導入",
        "市民部 市民課",
        "窓口で聞き取り、申請書を作る。",
        "窓口の平均待ち時間",
        "分",
        28,
        25,
        24,
        20,
        22,
        15,
        "B",
        "3月の繁忙期に待ち時間が延びた。",
        "改善して継続",
    ],
    [
        None,
        None,
        103,
        "キャッシュレス決済の導入",
        "〃",
        "手数料をキャッシュレスで払えるようにする。",
        "キャッシュレス決済比率",
        "%",
        "-",
        10,
        8.5,
        15,
        "集計中",
        30,
        "－",
        "全窓口に端末を置いた。",
        "継続",
    ],
    [
        None,
        "1-2 窓口の改革",
        201,
        "おくやみコーナー",
        "市民部 市民課",
        "死亡後の手続を一か所で案内する。",
        "利用件数",
        "件",
        0,
        300,
        342,
        400,
        418,
        500,
        "A",
        "418件の利用があった。",
        "継続",
    ],
    [
        None,
        None,
        202,
        "電話交換のAI音声応答",
        "総務部 総務課",
        "代表電話を音声で振り分ける。",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        "B",
        "仕様を固め、業者を選んだ。",
        "令和8年度に運用開始",
    ],
    [
        "基本方針2\u3000持続可能な行政運営",
        "2-1 業務の効率化",
        301,
        "RPA・AI-OCRの活用",
        "総務部 デジタル推進課",
        "定型業務を自動化する。",
        "削減時間",
        "時間",
        820,
        2000,
        2150,
        3000,
        2890,
        5000,
        "B",
        "27業務で2,890時間を削減した。",
        "拡大",
    ],
    [
        None,
        None,
        302,
        "テレワークの推進",
        "総務部 人事課",
        "在宅勤務を広げる。",
        "テレワーク実施者数（延べ）",
        "人日",
        410,
        1000,
        "1,120",
        1500,
        "1,486",
        2500,
        "B",
        "制度を改め、利用が増えた。",
        "継続",
    ],
    [
        None,
        "2-2 人材の育成",
        401,
        "DX人材の育成",
        "総務部 人事課",
        "階層別に研修する。",
        "DX研修の受講者数（累計）",
        "人",
        60,
        200,
        230,
        400,
        455,
        800,
        "A",
        "部課長研修を新設した。",
        "継続",
    ],
    [*[None] * 6, "ITパスポート合格者数（累計）", "人", 3, 15, 12, 30, 27, 60, "B"],
    [
        None,
        None,
        402,
        "（再掲）オンライン申請の拡充",
        "総務部 デジタル推進課",
        "申請の多い手続から順にオンライン化する。",
        "オンライン申請できる手続数",
        "手続",
        120,
        180,
        192,
        240,
        251,
        360,
        "A",
        "子育て・介護の手続を中心に59手続を追加した。",
        "継続",
    ],
    [
        "基本方針3\u3000地域社会のデジタル化",
        "3-1 だれ一人取り残さない",
        501,
        "スマートフォン教室",
        "福祉部 高齢福祉課",
        "公民館で教室を開く。",
        "参加者数",
        "人",
        150,
        300,
        281,
        350,
        365,
        400,
        "A",
        "12の公民館で開いた。",
        "継続",
    ],
    [
        None,
        None,
        502,
        "公衆無線LANの整備",
        "都市整備部 施設課",
        "市の施設に置く。",
        "設置施設数",
        "施設",
        8,
        12,
        12,
        16,
        15,
        20,
        "B",
        "1施設の工事が翌年度となった。",
        "継続",
    ],
    [
        None,
        None,
        503,
        "オープンデータの公開",
        "企画部 企画課",
        "データを機械判読できる形で公開する。",
        "公開データセット数",
        "件",
        40,
        60,
        66,
        80,
        91,
        150,
        "A",
        "91件を公開した。",
        "継続",
    ],
]
MERGED = [
    *("G4:N4", "J5:K5", "L5:M5"),
    *(f"{column}4:{column}6" for column in "ABCDEFOPQ"),
    *(f"{column}5:{column}6" for column in "GHIN"),
    *("A7:A12", "A13:A17", "A18:A20", "B7:B10", "B11:B12", "B13:B14", "B15:B17", "B18:B20"),
    *(f"{column}7:{column}8" for column in "CDEFPQ"),
    *(f"{column}15:{column}16" for column in "CDEFPQ"),
]
LINES = [
    ["みなと町DX推進アクションプラン\u3000令和6年度実施状況"],
    ["令和7年6月\u3000企画財政課"],
    [],
    ["No.", "区分", "事業名", "目的・概要", "数値目標", "令和6年度実績", "評価", "課題と対応", "担当部署"],
    ["基本目標１\u3000スマート自治体の実現"],
    [
        "1",
        "継続",
        "AI-OCR・RPAの活用",
        "定型業務を自動化し、職員の時間を生み出す。",
        "削減時間 年1,500時間",
        "1,820時間を削減した。（適用業務24業務）",
        "◎",
        "対象業務の掘り起こし",
        "企画財政課",
    ],
    [
        "2",
        "新規",
        "DX研修の実施",
        "全職員の底上げを図る。",
        "DX研修を年6回以上開催し、延べ200人の受講を目標とする。",
        "6回開催し、延べ187人が受講した。",
        "○",
        "繁忙期を避けて開く",
        "総務課",
    ],
    [
        "3",
        "継続",
        "文書の電子決裁",
        "決裁を電子化する。",
        "電子決裁率\u300070％",
        "電子決裁率\u300074.3％（令和5年度\u300061.0％）",
        "◎",
        "",
        "総務課",
    ],
    [
        "4",
        "継続",
        "ペーパーレス会議",
        "会議の資料を電子化する。",
        "コピー用紙の購入枚数を前年度比10％削減",
        "購入枚数は355万枚から312万枚に12.1％減少した。",
        "◎",
        "議会資料の電子化",
        "総務課\n議会事務局",
    ],
    ["基本目標２\u3000便利なくらしの実現"],
    [
        "5",
        "拡充",
        "証明書のコンビニ交付",
        "窓口に来なくても証明書が取れるようにする。",
        "コンビニ交付率を45％以上に引き上げる",
        "交付率は43.7％であった。",
        "△",
        "周知が足りない",
        "町民課",
    ],
    [
        "6",
        "継続",
        "マイナンバーカードの普及",
        "カードの申請を支援する。",
        "カード保有率\u300080％（令和7年度末）",
        "保有率\u300076.5％（令和7年3月末）",
        "○",
        "出張申請",
        "町民課",
    ],
    [
        "7",
        "継続",
        "公共施設予約システム",
        "施設の予約をオンラインで受け付ける。",
        "対象施設を20施設に拡大",
        "20施設に拡大した。",
        "○",
        "",
        "教育委員会 生涯学習課",
    ],
    [
        "8",
        "新規",
        "窓口の混雑の解消",
        "混雑の見える化を行う。",
        "待ち時間\u300015分以下",
        "平均待ち時間は14分",
        "◎",
        "",
        "町民課",
    ],
    [
        "9",
        "継続",
        "オープンデータの推進",
        "データを公開する。",
        "公開データセット数：R6 80件、R7 100件、R8 120件",
        "公開データセット数：83件",
        "○",
        "",
        "企画財政課",
    ],
    ["基本目標３\u3000だれもが使えるデジタル"],
    [
        "10",
        "継続",
        "スマホ教室の開催",
        "高齢者の不安をなくす。",
        "教室の開催30回、参加者300人",
        "教室を32回開催し、参加者は281人。",
        "○",
        "",
        "福祉課",
    ],
    [
        "11",
        "継続",
        "公衆Wi-Fiの整備",
        "災害時にも使える通信を整える。",
        "設置箇所数\u300025か所（累計）",
        "新たに4か所に設置し、設置箇所数は累計24か所となった。",
        "△",
        "",
        "防災課",
    ],
    [
        "12",
        "継続",
        "町民満足度の把握",
        "町民の声を施策に生かす。",
        "町民アンケートで「満足」と答えた割合60％以上",
        "次の調査は令和7年度に行う。",
        "－",
        "",
        "企画財政課",
    ],
    [
        "13",
        "継続",
        "情報セキュリティの確保",
        "事故を防ぐ。",
        "重大な情報セキュリティ事故\u30000件",
        "0件",
        "◎",
        "",
        "総務課",
    ],
    [
        "14",
        "新規",
        "官民データ活用計画の策定",
        "計画をつくる。",
        "令和6年度中に策定する。",
        "令和7年2月に策定した。",
        "◎",
        "",
        "企画財政課",
    ],
    [
        "15",
        "継続",
        "スマホ教室の開催【再掲】",
        "高齢者の不安をなくす。",
        "教室の開催30回、参加者300人",
        "教室を32回開催し、参加者は281人。",
        "○",
        "",
        "福祉課",
    ],
    ["注1\u3000評価は、◎：目標を上回った、○：おおむね目標どおり、△：目標を下回った、－：評価できない。"],
]
KAWABE: dict[str, list[Figures]] = {
    "オンライン申請の拡充": [
        ("手続", {2024: "180", 2025: "240", 2027: "360"}, {2024: "192", 2025: "251"}, "120"),
        ("%", {2024: "25", 2025: "35", 2027: "50"}, {2024: "24.1", 2025: "33.8"}, "18.2"),
    ],
    "書かない窓口の導入": [("分", {2024: "25", 2025: "20", 2027: "15"}, {2024: "24", 2025: "22"}, "28")],
    "キャッシュレス決済の導入": [("%", {2024: "10", 2025: "15", 2027: "30"}, {2024: "8.5"}, None)],
    "おくやみコーナー": [("件", {2024: "300", 2025: "400", 2027: "500"}, {2024: "342", 2025: "418"}, "0")],
    "電話交換のAI音声応答": [],
    "RPA・AI-OCRの活用": [
        ("時間", {2024: "2000", 2025: "3000", 2027: "5000"}, {2024: "2150", 2025: "2890"}, "820")
    ],
    "テレワークの推進": [
        ("人日", {2024: "1000", 2025: "1500", 2027: "2500"}, {2024: "1120", 2025: "1486"}, "410")
    ],
    "DX人材の育成": [
        ("人", {2024: "200", 2025: "400", 2027: "800"}, {2024: "230", 2025: "455"}, "60"),
        ("人", {2024: "15", 2025: "30", 2027: "60"}, {2024: "12", 2025: "27"}, "3"),
    ],
    "スマートフォン教室": [
        ("人", {2024: "300", 2025: "350", 2027: "400"}, {2024: "281", 2025: "365"}, "150")
    ],
    "公衆無線LANの整備": [("施設", {2024: "12", 2025: "16", 2027: "20"}, {2024: "12", 2025: "15"}, "8")],
    "オープンデータの公開": [("件", {2024: "60", 2025: "80", 2027: "150"}, {2024: "66", 2025: "91"}, "40")],
}
MINATO: dict[str, list[Figures]] = {
    "AI-OCR・RPAの活用": [("時間", {2024: "1500"}, {2024: "1820"}, None)],
    "DX研修の実施": [("回", {2024: "6以上"}, {2024: "6"}, None), ("人", {2024: "200"}, {2024: "187"}, None)],
    "文書の電子決裁": [("%", {2024: "70"}, {2024: "74.3"}, None)],
    "ペーパーレス会議": [("枚", {2024: "10減"}, {2024: "312万"}, "355万")],
    "証明書のコンビニ交付": [("%", {2024: "45以上"}, {2024: "43.7"}, None)],
    "マイナンバーカードの普及": [("%", {2025: "80"}, {2024: "76.5"}, None)],
    "公共施設予約システム": [("施設", {2024: "20"}, {2024: "20"}, None)],
    "窓口の混雑の解消": [("分", {2024: "15以下"}, {2024: "14"}, None)],
    "オープンデータの推進": [("件", {2024: "80"}, {2024: "83"}, None)],
    "スマホ教室の開催": [
        ("回", {2024: "30"}, {2024: "32"}, None),
        ("人", {2024: "300"}, {2024: "281"}, None),
    ],
    "公衆Wi-Fiの整備": [("か所", {2024: "25"}, {2024: "24"}, None)],
    "町民満足度の把握": [("%", {2024: "60以上"}, {}, None)],
    "情報セキュリティの確保": [("件", {2024: "0"}, {2024: "0"}, None)],
    "官民データ活用計画の策定": [],
}


def sheet() -> bytes:
    """Return the first list as a workbook."""
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "第3次かわべ市デジタル化推進計画　令和7年度進捗状況一覧"
    page["Q2"] = "かわべ市 デジタル推進課"
    for place, words in HEADS.items():
        page[place] = words
    for number, row in enumerate(ROWS, 7):
        for column, value in enumerate(row, 1):
            if value is not None:
                page.cell(number, column, value)
    for area in MERGED:
        page.merge_cells(area)
    page["A22"] = "※ 評価　A：目標以上　B：目標の8割以上　C：目標の8割未満　－：評価できないもの"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def lines() -> bytes:
    """Return the second list as Excel saves it on Windows."""
    saved = io.StringIO(newline="")
    csv.writer(saved).writerows(LINES)
    return saved.getvalue().encode("cp932")


def read(place: Workspace, name: str) -> dict[str, list[Figures]]:
    """Return the figures of each item of a plan by its name."""
    files = {path.name: path.read_bytes() for path in (place.path / "plans" / name).glob("*.toml")}
    plan = read_plan(name, name, files).plan
    assert plan is not None
    found: dict[str, list[Figures]] = {}
    for entry in plan.rows:
        if not isinstance(entry, Item):
            continue
        found[entry.name] = []
        for each in entry.indicators:
            targets = {year or each.due: text_of(value) for year, value in each.targets}
            if len(targets) == 1:
                targets = dict.fromkeys((each.due,), *targets.values())
            actuals = {year or plan.fiscal_year: text_of(value) for year, value in each.actuals}
            known = {year: text for year, text in actuals.items() if text[0].isdecimal()}
            base = text_of(each.baseline) if each.baseline is not None else None
            found[entry.name].append((each.unit, targets, known, base))
    return found


def text_of(value: object) -> str:
    """Return a figure without commas and percent signs."""
    text = str(getattr(value, "text", value))
    return text.translate(str.maketrans("", "", ",%％"))


@pytest.mark.parametrize("accept", [False, True])
@pytest.mark.parametrize(
    ("name", "content", "year", "expected", "directions"),
    [
        (
            "kawabe.xlsx",
            sheet(),
            "2025",
            KAWABE,
            ["便利な行政サービス", "持続可能な行政運営", "地域社会のデジタル化"],
        ),
        (
            "minato.csv",
            lines(),
            "2024",
            MINATO,
            ["スマート自治体の実現", "便利なくらしの実現", "だれもが使えるデジタル"],
        ),
    ],
)
def test_what_a_person_reads_in_a_list_is_in_the_plan(
    workspace: MakeWorkspace,
    name: str,
    content: bytes,
    year: str,
    expected: dict[str, list[Figures]],
    directions: list[str],
    *,
    accept: bool,
) -> None:
    place = workspace({name: content})
    outcome = place.run("import", name, "--to", f"plans/{year}", *(["--accept"] if accept else []))
    assert outcome.code == 0, outcome.err
    assert read(place, year) == expected
    head = tomllib.loads(place.read(f"plans/{year}/plan.toml"))
    assert [direction["name"] for direction in head["direction"]] == directions
    assert head["direction_word"] in ("基本方針", "基本目標")


def test_verdicts_in_other_words_are_kept_and_not_held_against_the_figures(workspace: MakeWorkspace) -> None:
    place = workspace({"minato.csv": lines()})
    outcome = place.run("import", "minato.csv", "--to", "plans/2024")
    assert "達成度の欄の言葉（◎ 6件、○ 6件、△ 2件、－ 1件）" in "".join(outcome.out.split("\n"))
    assert "公表と合わないもの" not in outcome.out
    made = tomllib.loads(place.read("plans/2024/hoko-2.toml"))["item"]
    fields = {
        field["heading"]: field["id"] for field in tomllib.loads(place.read("plans/2024/plan.toml"))["field"]
    }
    assert made[0]["fields"] == {
        fields["区分"]: "拡充",
        fields["評価"]: "△",
        fields["課題と対応"]: "周知が足りない",
    }


def test_the_year_of_the_base_values_and_what_is_better_come_from_the_list(workspace: MakeWorkspace) -> None:
    place = workspace({"kawabe.xlsx": sheet()})
    place.run("import", "kawabe.xlsx", "--to", "plans/2025")
    assert tomllib.loads(place.read("plans/2025/plan.toml"))["base_year"] == "R4"
    made = tomllib.loads(place.read("plans/2025/hoko-1.toml"))
    assert [each.get("number") for each in made["direction"]] == ["1-1", "1-2"]
    assert made["item"][1]["indicator"][0]["better"] == "lower"
    assert made["item"][0]["indicator"][0].get("better") is None
    assert "小さいほどよいとした（目標が基準値より小さい）" in place.read("plans/2025/hoko-1.toml")
