"""A handout as PDF: what is printed, what is read aloud, and that it is the same each time."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.handouts.handout import RichText, Run
from tests.conftest import ITEM, ROOT, MakeWorkspace, Workspace
from tests.rendering.one_item import DONE, made_of, rendered
from tests.rendering.test_rich_text import written
from tests.setting import pdf_missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if missing := pdf_missing():
    pytest.skip(missing, allow_module_level=True)

import pikepdf
import typst


def pages(file: Path, how: str = "-raw") -> list[str]:
    """The text of each page as programs take it out."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext（poppler）がありません")
    shown = subprocess.run([tool, how, str(file), "-"], capture_output=True, check=True).stdout.decode()
    return shown.split("\f")[:-1]


def letters(file: Path) -> str:
    """All text, without the breaks of lines and pages."""
    return re.sub(r"\s", "", "".join(pages(file)))


def elements(file: Path) -> Iterator[tuple[str, Any]]:
    """The structure that a screen reader follows: each element's kind, in reading order."""

    def walk(node: Any) -> Iterator[tuple[str, Any]]:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S), kid
                yield from walk(kid)

    with pikepdf.open(file) as document:
        yield from walk(document.Root.StructTreeRoot)


def test_every_text_of_the_year_stands_in_it_whole(real: Workspace) -> None:
    file = rendered(real, "pdf")
    shown = letters(file)
    written = [
        item
        for path in (real.path / "plans/2019").glob("*.toml")
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get("item", [])
        if "overview" in item
    ]
    assert len(written) > 100
    for item in written:
        for text in (item["name"], item["overview"]):
            assert re.sub(r"\s", "", text) in shown, item["id"]


def test_it_is_tagged_as_pdf_ua_wants_it(real: Workspace) -> None:
    file = rendered(real, "pdf", "--label", "資料１")
    with pikepdf.open(file) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).lower() == "ja-jp"
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "ふくしまICTデータ利活用社会推進アクションプラン2019の実施結果"
        assert all("/StructParents" in page for page in document.pages)
    kinds = [kind for kind, _ in elements(file)]
    headings = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    tables = kinds.count("/Table")
    assert tables > 8
    assert kinds.count("/THead") == tables
    heads = [element for kind, element in elements(file) if kind == "/TH"]
    assert len(heads) > 5 * tables


def test_the_headings_of_a_long_table_stand_on_each_of_its_pages(real: Workspace) -> None:
    file = rendered(real, "pdf")
    shown = pages(file, "-layout")
    of_lists = [page for page in shown if "判定" in page and "施策（事業）名称" in page]
    assert len(of_lists) > 10
    assert all("担当課" in page for page in of_lists)
    assert all(f"{number} / {len(shown)}" in page for number, page in enumerate(shown, 1))


@pytest.mark.parametrize("number", [36, 37, 38])
def test_the_last_row_of_a_list_is_not_alone_on_its_page(number: int, workspace: MakeWorkspace) -> None:
    items = "\n".join(
        ITEM.replace('"koho"', f'"koho-{n}"').replace("広報事業", f"第{n}事業") for n in range(number)
    )
    file = rendered(
        made_of(workspace, items), "pdf", "--draft", "--handout", "ロードマップ", name="ロードマップ（案）"
    )
    rows = [*filter(None, (len(re.findall("第[0-9]+事業", page)) for page in pages(file)))]
    assert sum(rows) == number
    assert min(rows) > 1
    held = [kind for kind, element in elements(file) if element.get("/A") and "/RowSpan" in repr(element.A)]
    assert len(held) == (number == 37), "a cell that holds rows stands only where they would be torn"


def test_a_kpi_stands_on_one_page_with_all_that_it_is_made_of(workspace: MakeWorkspace) -> None:
    parts = "".join(
        f'\n[[item.indicator]]\nname = "数{n}"\nunit = "件"\ntarget = 10\nactual = 10\n' for n in range(4)
    )
    items = "\n".join(ITEM.replace('"koho"', f'"koho-{n}"\nkind = "kpi"') + parts for n in range(7))
    file = rendered(
        made_of(workspace, items), "pdf", "--draft", "--handout", "成果指標", name="成果指標（案）"
    )
    rows = ["".join(re.findall("数[0-9]", page)) for page in pages(file)]
    assert len(rows) == 2
    assert all(row and not row.replace("数0数1数2数3", "") for row in rows)


def test_the_same_plan_gives_the_same_bytes(workspace: MakeWorkspace) -> None:
    made = made_of(workspace)
    first = rendered(made, "pdf").read_bytes()
    assert rendered(made, "pdf").read_bytes() == first
    assert b"2020" in first


def test_what_people_wrote_is_no_markup(workspace: MakeWorkspace) -> None:
    hostile = '#import "/etc/passwd" *太字* _斜体_ $x$ <復興> @参照 = 見出し // 注 [かぎ] ~'
    made = made_of(workspace, ITEM.replace("広報誌を発行する。", hostile.replace('"', '\\"')) + DONE)
    assert re.sub(r"\s", "", hostile) in letters(rendered(made, "pdf"))


def test_a_draft_says_so_on_every_page(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, ITEM)
    file = rendered(made, "pdf", "--draft", name="実施結果（案）")
    shown = letters(file)
    with pikepdf.open(file) as document:
        pages = len(document.pages)
    assert shown.count("案未記録1件") == pages


def test_the_font_that_stands_in_is_said(workspace: MakeWorkspace) -> None:
    made = made_of(workspace)
    look = made.run("render", "2019", "--format", "pdf")
    if "Meiryo UI" not in typst.Fonts().families():
        assert "PDF の書体は " in look.err
        assert "Meiryo UI はこのPCにありません" in look.err


def test_a_letter_of_no_font_is_a_geta_and_said(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, ITEM.replace("広報事業", "広報\U0010fffd事業\U000130ff\ufe0f。") + DONE)
    outcome = made.run("render", "2019", "--format", "pdf")
    assert outcome.code == 0, outcome.err
    assert "どの書体にもない文字は、PDF では 〓 にしました：" in outcome.err
    assert "\U0010fffd" in outcome.err
    assert "広報〓事業" in letters(made.path / "out/2019/実施結果.pdf")


def test_a_word_without_a_break_is_broken_where_its_column_ends(workspace: MakeWorkspace) -> None:
    word = "ABCDEFGHIJ" * 50
    made = made_of(workspace, ITEM.replace("広報誌を発行する。", word) + DONE)
    assert word in letters(rendered(made, "pdf")).replace("\u200b", "")


def test_a_long_title_is_cut_at_the_foot_of_pages_and_not_in_the_document(workspace: MakeWorkspace) -> None:
    made = made_of(workspace)
    title = "長い題名" * 100
    head = re.sub(r'title = ".+"', f'title = "{title}"', made.read("plans/2019/plan.toml"), count=1)
    made.write("plans/2019/plan.toml", head)
    shown = letters(rendered(made, "pdf"))
    with pikepdf.open(made.path / "out/2019/実施結果.pdf") as document:
        pages = len(document.pages)
    assert title in shown
    assert (
        shown.count("長い題…（令和元年度）")
        + shown.count("長い題名…（令和元年度）")
        + shown.count("長い…（令和元年度）")
        + shown.count("長…（令和元年度）")
        == pages
    )


def test_without_typst_it_says_how_to_get_it(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_of(workspace)
    monkeypatch.setitem(sys.modules, "typst", None)
    outcome = made.run("render", "2019", "--format", "pdf")
    assert outcome.code == 2
    assert 'pip install "dxplan[pdf]"' in outcome.err
    assert not (made.path / "out").exists()


def test_what_changed_is_underlined_and_the_text_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "表.pdf"
    file.write_bytes(written("pdf", RichText((Run("年"), Run("12回", changed=True), Run("開く")))))
    assert "年12回開く" in letters(file)
    plain = tmp_path / "変わらない.pdf"
    plain.write_bytes(written("pdf", "年12回開く"))
    marked = [str(element.get("/A", "")) for kind, element in elements(file) if kind == "/Span"]
    assert len(marked) > sum(kind == "/Span" for kind, _ in elements(plain))


def test_the_rate_over_the_years_is_a_picture_that_says_what_it_is(workspace: MakeWorkspace) -> None:
    made = workspace()
    for year in ("2019", "2020", "2021"):
        shutil.copytree(ROOT / "plans" / year, made.path / "plans" / year)
    outcome = made.run("review", "2019", "2020", "2021", "--out", "out", "--format", "pdf")
    assert outcome.code == 0, outcome.err
    (file,) = (made.path / "out").glob("*/総括.pdf")
    told = [str(element.get("/Alt", "")) for kind, element in elements(file) if kind == "/Figure"]
    assert any("数は表にある" in alt for alt in told)
    assert "令和3年度" in letters(file)
