"""Lists as other offices publish them, with layouts of their own, and what a person reads in them.

They were made without an eye on how lists are read: years over 目標 and 実績 in merged headings, goals and results in
words, directions as rows of the list, verdicts in other words.
"""

from __future__ import annotations

import io
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from dxplan.format.reading import read_plan
from dxplan.model import Item
from tests.conftest import MakeWorkspace, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

#: Unit, targets and actuals by year, base value.
Figures = tuple[str, dict[int, str], dict[int, str], str | None]

LISTS = Path(__file__).parent / "lists"
#: The areas that are merged in the lists that are workbooks.
MERGED = {
    "kawabe": [
        *("G4:N4", "J5:K5", "L5:M5"),
        *(f"{column}4:{column}6" for column in "ABCDEFOPQ"),
        *(f"{column}5:{column}6" for column in "GHIN"),
        *("A7:A12", "A13:A17", "A18:A20", "B7:B10", "B11:B12", "B13:B14", "B15:B17", "B18:B20"),
        *(f"{column}7:{column}8" for column in "CDEFPQ"),
        *(f"{column}15:{column}16" for column in "CDEFPQ"),
    ],
    "wakaba": [
        *("A3:B3", "E3:F3", "G3:H3", "I3:J3"),
        *(f"{column}3:{column}4" for column in "CDKLMN"),
        *("A5:A7", "A8:A10", "B5:B6", "B8:B9"),
    ],
}
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
WAKABA: dict[str, list[Figures]] = {
    "電子申請の拡大": [("件", {2023: "5000", 2024: "8000"}, {2023: "5420", 2024: "9120"}, None)],
    "書かない窓口": [("%", {2023: "80", 2024: "85"}, {2023: "82.5", 2024: "84.1"}, None)],
    "市公式LINE": [("人", {2023: "12000", 2024: "15000"}, {2023: "13050", 2024: "14200"}, None)],
    "RPAの導入": [("時間/月", {2023: "15", 2024: "13"}, {2023: "14.2", 2024: "13.8"}, None)],
    "文書管理": [("%", {2023: "50", 2024: "70"}, {2023: "61", 2024: "78.2"}, None)],
    "セキュリティ": [],
}
YAMANO: dict[str, list[Figures]] = {
    "見守りカメラの設置": [("台", {2023: "30"}, {2023: "31"}, None)],
    "健康アプリ": [("人", {2023: "2500"}, {2023: "2210"}, "1800")],
    "デマンド交通": [
        ("人", {2023: "12000以上"}, {2023: "12480"}, None),
        ("%", {2023: "80以上"}, {2023: "77.5"}, None),
    ],
    "中小企業のDX支援": [
        ("回", {2023: "4"}, {2023: "4"}, None),
        ("社", {2023: "120"}, {2023: "98"}, None),
        ("件", {2023: "60"}, {2023: "71"}, None),
    ],
    "スマート農業": [("経営体", {2025: "50"}, {2023: "32"}, None)],
    "観光デジタルマップ": [("回", {2023: "3000"}, {2023: "3420"}, None)],
    "ワーケーション": [],
}


def workbook(name: str) -> bytes:
    """Return a list as a workbook, its numbers as numbers and its headings merged."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate((LISTS / f"{name}.tsv").read_text().split("\n"), 1):
        for column, text in enumerate(line.split("\t"), 1):
            if text:
                value = float(text) if text.replace(".", "", 1).isdecimal() else text.replace("\\n", "\n")
                sheet.cell(number, column, value)
    for area in MERGED[name]:
        sheet.merge_cells(area)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


#: The bytes of each list, the year of its plan, and what a person reads in it: figures and directions.
MADE: dict[str, tuple[Callable[[], bytes], str, dict[str, list[Figures]], list[str]]] = {
    "kawabe.xlsx": (
        lambda: workbook("kawabe"),
        "2025",
        KAWABE,
        ["便利な行政サービス", "持続可能な行政運営", "地域社会のデジタル化"],
    ),
    "minato.csv": (
        lambda: (LISTS / "minato.csv").read_text().encode("cp932"),
        "2024",
        MINATO,
        ["スマート自治体の実現", "便利なくらしの実現", "だれもが使えるデジタル"],
    ),
    "wakaba.xlsx": (lambda: workbook("wakaba"), "2024", WAKABA, ["市民サービス", "行政の効率化"]),
    "yamano.txt": ((LISTS / "yamano.txt").read_bytes, "2023", YAMANO, ["暮らし", "産業"]),
}
#: What a plan says otherwise than a list: numbers that the order of rows gives, marks of reposts and of nothing.
MARKS = re.compile(
    r"基本(?:方針|目標)[0-9]|[(【]再掲[)】]|\A[0-9]{1,3}\s|\A[0-9]{1,3}\Z|〃|\A[-－−]\Z|[【】]|\A\"|\"\Z"
)


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


def folded(text: str) -> str:
    """Return a text without what a plan may write otherwise: blanks, commas, widths."""
    return re.sub(r'[\s,\\"]', "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("accept", [False, True])
@pytest.mark.parametrize("name", MADE)
def test_what_a_person_reads_in_a_list_is_in_the_plan(
    workspace: MakeWorkspace, name: str, *, accept: bool
) -> None:
    content, year, expected, directions = MADE[name]
    place = workspace({name: content()})
    outcome = place.run("import", name, "--to", f"plans/{year}", *(["--accept"] if accept else []))
    assert outcome.code == 0, outcome.err
    assert read(place, year) == expected
    head = tomllib.loads(place.read(f"plans/{year}/plan.toml"))
    assert [direction["name"] for direction in head["direction"]] == directions


@pytest.mark.parametrize("name", MADE)
def test_every_word_of_a_row_is_in_the_plan_or_beside_it(workspace: MakeWorkspace, name: str) -> None:
    content, year, _, _ = MADE[name]
    place = workspace({name: content()})
    said = place.run("import", name, "--to", f"plans/{year}").out  # headings stand there
    files = (text.decode() for file, text in place.files().items() if file.startswith(f"plans/{year}/"))
    whole = folded("".join((*files, said)))
    source = next(path for path in LISTS.iterdir() if path.stem == Path(name).stem).read_text()
    for cell in re.split(r"\t|,|\\n|\n", source):
        for word in MARKS.sub("", unicodedata.normalize("NFKC", cell)).split():
            assert folded(word) in whole, cell


def test_verdicts_in_other_words_are_kept_and_not_held_against_the_figures(workspace: MakeWorkspace) -> None:
    place = workspace({"minato.csv": MADE["minato.csv"][0]()})
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
    place = workspace({"kawabe.xlsx": workbook("kawabe")})
    outcome = place.run("import", "kawabe.xlsx", "--to", "plans/2025")
    head = tomllib.loads(place.read("plans/2025/plan.toml"))
    assert (head["base_year"], head["office"]) == ("R4", "デジタル推進課")
    assert (
        "（A 6件、B 7件、－ 1件）" in outcome.out
    )  # some projects have a verdict for each of two indicators
    made = tomllib.loads(place.read("plans/2025/hoko-1.toml"))
    assert [each.get("number") for each in made["direction"]] == ["1-1", "1-2"]
    assert made["item"][1]["indicator"][0]["better"] == "lower"
    assert made["item"][0]["indicator"][0].get("better") is None
    assert "小さいほどよいとした（目標が基準値より小さい）" in place.read("plans/2025/hoko-1.toml")
