"""All documents of a meeting from one list: what is written, in what order, and what stops it."""

from __future__ import annotations

import re
import shutil
import zipfile

import pytest
from openpyxl import load_workbook

from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.setting import pdf_missing

DONE = '[item.result]\ndone = true\nreport = "行った。"\n'
PACK = """title = "推進本部会議"
date = "2020-06-18"
place = "特別室"

[[document]]
label = "資料１／甲"
plans = ["plans/2019"]

[[document]]
label = "資料２"
plans = ["plans/2019"]
handout = "概要"

[[document]]
label = "資料３"
title = "推進体制図"
office = "人事課"
"""


def made_of(workspace: MakeWorkspace, pack: str = PACK, item: str = ITEM + DONE) -> Workspace:
    return workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": item, "pack.toml": pack})


def test_the_documents_stand_in_their_order_with_their_labels_and_a_list_before_them(
    workspace: MakeWorkspace,
) -> None:
    made = made_of(workspace)
    outcome = made.run("render", "--pack", "pack.toml", "--format", "xlsx,md")
    assert outcome.code == 0, outcome.err
    assert outcome.out.splitlines() == [
        f"out/pack/{name}.{ending}"
        for name in ("00　資料一覧", "01　資料１／甲　実施結果", "02　資料２　概要")
        for ending in ("xlsx", "md")
    ]
    listed = made.read("out/pack/00　資料一覧.md")
    assert "令和2年6月18日　特別室" in listed
    for row in ("| 資料１／甲 | ", "| 資料２ | ", "| 資料３ | 推進体制図 | 人事課 |"):
        assert row in listed
    assert "【資料２】" in made.read("out/pack/02　資料２　概要.md")
    title = load_workbook(made.path / "out/pack/01　資料１／甲　実施結果.xlsx").worksheets[0]["A1"].value
    assert f"| {title} |" in listed


def test_the_list_says_of_which_versions_all_of_it_was_made(workspace: MakeWorkspace) -> None:
    made = made_of(workspace)
    for year in ("2020", "2021"):
        shutil.copytree(ROOT / "plans" / year, made.path / "plans" / year)
    years = '"plans/2019", "plans/2020", "plans/2021"'
    made.write("pack.toml", f'{PACK}[[document]]\nlabel = "資料４"\nplans = [{years}]\nhandout = "総括"\n')
    assert made.run("render", "--pack", "pack.toml", "--format", "md,html,xlsx").code == 0
    review = made.read("out/pack/03　資料４　総括.md")
    (versions,) = re.findall(r"版 (\w{8}・\w{8}・\w{8})", review)
    for ending in ("md", "html"):
        assert f"確定　版 {versions}" in made.read(f"out/pack/00　資料一覧.{ending}")
    with zipfile.ZipFile(made.path / "out/pack/00　資料一覧.xlsx") as archive:
        assert f"確定　版 {versions}" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_one_of_several_plans_is_the_review(workspace: MakeWorkspace) -> None:
    made = workspace()
    for year in ("2019", "2020", "2021"):
        shutil.copytree(ROOT / "plans" / year, made.path / "plans" / year)
    made.write(
        "kaigi.toml",
        'title = "会議"\ndate = "2022-06-16"\n[[document]]\nlabel = "資料１"\nhandout = "総括"\n'
        'plans = ["plans/2019", "plans/2020", "plans/2021"]\n',
    )
    outcome = made.run("render", "--pack", "kaigi.toml", "--format", "md")
    assert outcome.code == 0, outcome.err
    alone = made.run("review", "2019", "2020", "2021", "--out", "out", "--label", "資料１")
    assert alone.code == 0
    (file,) = (made.path / "out").glob("*/総括.md")
    assert made.read("out/kaigi/01　資料１　総括.md") == file.read_text(encoding="utf-8")


@pytest.mark.skipif(bool(pdf_missing()), reason=pdf_missing())
def test_one_pdf_has_all_of_them_each_at_its_bookmark(workspace: MakeWorkspace) -> None:
    import pikepdf

    made = made_of(workspace)
    assert made.run("render", "--pack", "pack.toml", "--format", "pdf").code == 0
    whole = made.path / "out/pack/一式.pdf"
    parts = [pikepdf.open(file) for file in (made.path / "out/pack").glob("0*.pdf")]
    with pikepdf.open(whole) as document, document.open_outline() as outline:
        assert len(document.pages) == sum(len(part.pages) for part in parts)
        titles = [entry.title for entry in outline.root]
        first = whole.read_bytes()
    assert titles[0] == "推進本部会議"
    assert len(titles) == 3
    assert made.run("render", "--pack", "pack.toml", "--format", "pdf").code == 0
    assert whole.read_bytes() == first


def test_what_is_missing_stops_all_of_it_unless_it_is_a_draft(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, item=ITEM)
    outcome = made.run("render", "--pack", "pack.toml")
    assert outcome.code == 2
    assert "未記録の項目が1件あります" in outcome.err
    assert not (made.path / "out").exists()
    assert made.run("render", "--pack", "pack.toml", "--draft", "--format", "md").code == 0
    assert "案" in made.read("out/pack/01　資料１／甲　実施結果（案）.md")


@pytest.mark.parametrize(
    ("pack", "finding"),
    [
        ('title = "会議"\n[[document]]\nlabel = "１"\ntitle = "図"\n', "「date」がありません"),
        ('title = "会議"\ndate = "2020-06-18"\n', "「document」がありません"),
        (PACK.replace("資料２", "資料１／甲"), "資料番号「資料１／甲」が二つあります"),
        (PACK.replace('"概要"', '"概容"'), "「概容」という資料はありません"),
        (PACK.replace('plans = ["plans/2019"]\nhand', 'plans = ["a", "b"]\nhand'), "総括だけです"),
        (PACK.replace('title = "推進体制図"\n', ""), "計画（plans）も件名（title）もありません"),
        (PACK + 'offce = "x"\n', "「offce」"),
        ("title = \n", "pack.toml:1"),
    ],
)
def test_a_list_with_mistakes_says_where_and_what(pack: str, finding: str, workspace: MakeWorkspace) -> None:
    made = made_of(workspace, pack)
    outcome = made.run("render", "--pack", "pack.toml")
    assert outcome.code == 1
    assert finding in outcome.err
    assert "pack.toml:" in outcome.err
    assert not (made.path / "out").exists()


def test_a_label_leads_nowhere_else_on_the_disk(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, PACK.replace("資料１／甲", "../../../資料１"))
    outcome = made.run("render", "--pack", "pack.toml", "--format", "md")
    assert outcome.code == 0
    assert sorted(file.name for file in (made.path / "out/pack").iterdir()) == [
        "00　資料一覧.md",
        "01　.._.._.._資料１　実施結果.md",
        "02　資料２　概要.md",
    ]


def test_a_plan_and_a_pack_together_are_refused(workspace: MakeWorkspace) -> None:
    made = made_of(workspace)
    for arguments in (["2019", "--pack", "pack.toml"], [], ["--pack", "pack.toml", "--label", "１"]):
        outcome = made.run("render", *arguments)
        assert outcome.code == 2
        assert "どちらか一つ" in outcome.err
    assert "がありません" in made.run("render", "--pack", "nai.toml").err
