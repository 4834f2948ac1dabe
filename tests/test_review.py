"""総括 over years: the published table of 福島県, and items followed from year to year."""

from __future__ import annotations

import io
import json
import shutil

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, MakeWorkspace, Workspace

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
def three(workspace: MakeWorkspace) -> Workspace:
    made = workspace()
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
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
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
    assert "総括（令和3年度）" in three.run("review", "2021").out


def test_json_and_files_are_not_mixed(three: Workspace) -> None:
    outcome = three.run("review", "2021", "--json", "--out", "out")
    assert (outcome.code, "--json と --out は一緒に使えません。" in outcome.err) == (2, True)


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
def followed(workspace: MakeWorkspace) -> Workspace:
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
    return workspace(files)


@pytest.mark.parametrize(
    "line",
    [
        "広報広聴事業: 目標達成→目標達成→目標達成　改称（旧「広報事業」）、移動（暮らしから）、目標の変更（件数 10件→20件）",
        "税務事業: 未達→未達→未達　３年連続未達",
        "旧事業: 計画どおり実施→－→－　終了",
        "新事業: －→計画どおり実施→計画どおり実施　新規",
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
    assert [cell.value for cell in sheet[1]] == [
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
    assert "新事業: －→計画どおり実施→計画どおり実施→－　新規" in out
