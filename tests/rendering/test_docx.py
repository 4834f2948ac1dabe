"""A handout as a Word document: its headings, its tables, and whose styles it has."""

from __future__ import annotations

import io
import re
import shutil
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.handouts.handout import RichText, Run
from tests.conftest import ITEM, ROOT, MakeWorkspace, Workspace
from tests.rendering.one_item import DONE, made_of, rendered
from tests.rendering.test_rich_text import written

if TYPE_CHECKING:
    pass

docx = pytest.importorskip("docx", reason="python-docx（dxplan[word]）が入っていません")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letters(content: Any) -> str:
    """All text of the body, as it stands in it."""
    return "".join(text.text or "" for text in docx.Document(content).element.body.iter(f"{W}t"))


def test_every_text_of_the_year_stands_in_it_whole(real: Workspace) -> None:
    file = rendered(real, "docx")
    shown = re.sub(r"\s", "", letters(str(file)))
    for path in (real.path / "plans/2019").glob("*.toml"):
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get("item", []):
            for text in (item.get("name", ""), item.get("overview", "")):
                assert re.sub(r"\s", "", text) in shown


def test_headings_are_headings_and_stand_on_every_page_of_a_table(real: Workspace) -> None:
    document = docx.Document(str(rendered(real, "docx")))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith(("Title", "Heading"))
    ]
    assert headings[0] == ("Title", "ふくしまICTデータ利活用社会推進アクションプラン2019の実施結果について")
    assert ("Heading 1", "1 復興の推進") in headings
    levels = [int(style[-1]) for style, _ in headings[1:] if style != "Title"]
    assert levels[0] == 1
    listed = [table for table in document.tables if "取組概要" in [cell.text for cell in table.rows[0].cells]]
    assert len(listed) == 5
    for table in listed:
        assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows)
    assert sum(len(table.rows) - 1 for table in listed) == 108


def test_every_page_says_plan_year_and_draft(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, ITEM)
    document = docx.Document(
        str(rendered(made, "docx", "--draft", "--label", "資料１", name="実施結果（案）"))
    )
    for section in document.sections:
        assert "案　未記録1件" in section.header.paragraphs[0].text
        assert "【資料１】" in section.header.paragraphs[0].text
        assert "令和元年度" in section.footer.paragraphs[0].text
    assert document.core_properties.content_status == "案"


def test_the_same_plan_gives_the_same_bytes(workspace: MakeWorkspace) -> None:
    made = made_of(workspace)
    first = rendered(made, "docx").read_bytes()
    assert rendered(made, "docx").read_bytes() == first


def test_what_people_wrote_stays_text(workspace: MakeWorkspace) -> None:
    hostile = "<w:p> & ]]> {PAGE} \u0000\ufffe"
    made = made_of(workspace, ITEM.replace("広報誌を発行する。", "<w:p> & ]]> {PAGE}") + DONE)
    assert hostile[:18] in letters(str(rendered(made, "docx")))
    assert "年12回" in letters(io.BytesIO(written("docx", "年12回")))


def test_what_changed_is_underlined() -> None:
    made = docx.Document(io.BytesIO(written("docx", RichText((Run("年"), Run("12回", changed=True))))))
    runs = made.tables[0].rows[1].cells[0].paragraphs[0].runs
    assert [(run.text, bool(run.underline)) for run in runs] == [("年", False), ("12回", True)]


def test_the_first_page_leads_to_the_items(real: Workspace) -> None:
    body = docx.Document(str(rendered(real, "docx"))).element.body
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    led = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert led
    assert led <= marks


class TestStylesOfTheOffice:
    """templates/styles.docx."""

    def test_the_styles_are_taken_and_nothing_else(self, workspace: MakeWorkspace) -> None:
        theirs = docx.Document()
        theirs.add_paragraph("ひな形の文")
        theirs.styles["Heading 1"].font.name = "HG明朝E"
        theirs.styles["Heading 1"].font.size = docx.shared.Pt(21)
        saved = io.BytesIO()
        theirs.save(saved)
        made = made_of(workspace)
        made.write("templates/styles.docx", saved.getvalue())
        document = docx.Document(str(rendered(made, "docx")))
        assert document.styles["Heading 1"].font.name == "HG明朝E"
        assert document.styles["Heading 1"].font.size.pt == 21
        assert "ひな形の文" not in letters(str(made.path / "out/2019/実施結果.docx"))

    def test_a_style_that_is_not_there_is_added(self, workspace: MakeWorkspace) -> None:
        bare = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        saved = io.BytesIO()
        with zipfile.ZipFile(saved, "w") as archive:
            archive.writestr("word/styles.xml", bare)
        made = made_of(workspace)
        made.write("templates/styles.docx", saved.getvalue())
        names = {
            p.style.name for p in docx.Document(str(rendered(made, "docx"))).paragraphs if p.style is not None
        }
        assert {"Title", "Heading 1"} <= names

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, b"text"])
    def test_one_that_cannot_be_read_is_refused_and_nothing_is_written(
        self, content: bytes, workspace: MakeWorkspace
    ) -> None:
        made = made_of(workspace)
        made.write("templates/styles.docx", content)
        outcome = made.run("render", "2019", "--format", "docx")
        assert outcome.code == 2
        assert "templates/styles.docx の Word のスタイルが読めません。" in outcome.err
        assert not (made.path / "out").exists()

    def test_no_bomb_and_no_entity_of_it_is_unpacked(self, workspace: MakeWorkspace) -> None:
        made = made_of(workspace)
        for styles in (
            "<a>" + " " * 60_000_000 + "</a>",
            '<!DOCTYPE a [<!ENTITY b SYSTEM "/etc/passwd">]><a>&b;</a>',
        ):
            saved = io.BytesIO()
            with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("word/styles.xml", styles)
            made.write("templates/styles.docx", saved.getvalue())
            outcome = made.run("render", "2019", "--format", "docx")
            assert outcome.code == 2
            assert "root:" not in outcome.err


def test_without_python_docx_it_says_how_to_get_it(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_of(workspace)
    monkeypatch.setitem(sys.modules, "docx", None)
    outcome = made.run("render", "2019", "--format", "docx")
    assert outcome.code == 2
    assert 'pip install "dxplan[word]"' in outcome.err
    assert not (made.path / "out").exists()


def test_a_short_table_stands_on_one_page(workspace: MakeWorkspace) -> None:
    made = workspace()
    for year in ("2019", "2020", "2021"):
        shutil.copytree(ROOT / "plans" / year, made.path / "plans" / year)
    assert made.run("review", "2019", "2020", "2021", "--out", "out", "--format", "docx").code == 0
    tables = docx.Document(str(made.path / "out/2019-2021/総括.docx")).tables
    assert len(tables) == 6
    for table in tables:
        kept = [
            all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells)
            for row in table.rows
        ]
        assert kept == [True] * (len(kept) - 1) + [False]


def test_what_is_made_of_parts_stands_on_one_page_and_no_last_row_is_alone(workspace: MakeWorkspace) -> None:
    parts = "".join(
        f'\n[[item.indicator]]\nname = "数{n}"\nunit = "件"\ntarget = 10\nactual = 10\n' for n in range(2)
    )
    kpis = "\n".join(ITEM.replace('"koho"', f'"koho-{n}"\nkind = "kpi"') + parts for n in range(2))
    rows = made_rows(workspace, kpis, "成果指標")
    assert [text[:1] for text, _ in rows] == ["広", "・", "・", "広", "・", "・"]
    assert [kept for _, kept in rows] == [True, True, False, True, True, False]
    projects = "\n".join(ITEM.replace('"koho"', f'"koho-{n}"') for n in range(3))
    assert [kept for _, kept in made_rows(workspace, projects, "ロードマップ")] == [False, True, False]


def made_rows(workspace: MakeWorkspace, items: str, handout: str) -> list[tuple[str, bool]]:
    """Return the rows below the headings of the last list of a handout: how each begins, and whether it stays with the next."""
    file = rendered(
        made_of(workspace, items), "docx", "--draft", "--handout", handout, name=f"{handout}（案）"
    )
    lists = [t for t in docx.Document(str(file)).tables if "広報事業" in "".join(c.text for c in t._cells)]
    return [
        (
            row.cells[0].text or row.cells[1].text,
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next is True,
        )
        for row in lists[-1].rows
        if row._tr.trPr.find(f"{W}tblHeader") is None and len({id(c._tc) for c in row.cells}) > 1
    ]


def test_no_page_is_left_to_what_stands_below_a_table(real: Workspace) -> None:
    body = [*docx.Document(str(rendered(real, "docx"))).element.body]
    ends = [number for number, element in enumerate(body) if element.findall(f".//{W}sectPr")]
    tables = [number for number in ends if body[number - 2].tag == f"{W}tbl"]
    assert len(tables) >= 5
    for number in tables:
        for line in body[number - 1 : number + 1]:
            assert line.find(f".//{W}spacing").attrib == {
                f"{W}{name}": value
                for name, value in {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}.items()
            }


def test_its_letters_are_japanese_and_its_label_stands_at_the_edge(workspace: MakeWorkspace) -> None:
    document = docx.Document(str(rendered(made_of(workspace), "docx", "--label", "資料１")))
    (language,) = document.styles.element.iter(f"{W}lang")
    assert language.get(f"{W}eastAsia") == "ja-JP"
    section = document.sections[0]
    above = section.header.paragraphs[0]
    assert above.text.endswith("\t【資料１】")
    edge = above.paragraph_format.tab_stops[-1]
    assert edge.position == section.page_width - section.left_margin - section.right_margin
    assert str(edge.alignment).startswith("RIGHT")
