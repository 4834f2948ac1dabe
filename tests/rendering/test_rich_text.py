"""Texts some of whose parts changed: underlined on paper, whole wherever a text is read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import TextBlock

from dxplan.handouts.handout import (
    Cell,
    Column,
    Handout,
    Layout,
    RichText,
    Role,
    Row,
    Run,
    Sheet,
    Table,
    Text,
)
from dxplan.output.formats import Listener, write
from dxplan.workspace.opening import TemplateFolder

if TYPE_CHECKING:
    from collections.abc import Sequence


def written(format_: str, *texts: str | Cell) -> bytes:
    """Return a handout with a table of one row in a format."""
    table = Table(columns=tuple(Column("欄", width=20) for _ in texts), rows=(Row(texts),))
    heading = Text(Role.PARAGRAPH, RichText((Run("前"), Run("後", changed=True))), "・")
    sheet = Sheet(name="表", layout=Layout.LIST, parts=((heading, table),))
    handout = Handout(
        name="表", title="表", heading="表", office="", label="", year="", fiscal_year=2019, sheets=(sheet,)
    )
    made = write(format_, handout, TemplateFolder(None), Listener(lambda _: None, lambda _: None))
    assert made
    return made


def underlined(runs: Sequence[str | TextBlock]) -> list[str]:
    return [f"_{run.text}_" if isinstance(run, TextBlock) else run for run in runs]


def cells(content: bytes) -> dict[str, Any]:
    page = load_workbook(io.BytesIO(content), rich_text=True).worksheets[0]
    return {cell.coordinate: cell for row in page.iter_rows() for cell in row if cell.value is not None}


def test_what_changed_is_underlined_in_the_letters_of_its_cell() -> None:
    goal = RichText((Run("年"), Run("12回", changed=True), Run("開く")))
    found = cells(written("xlsx", "変わらない", goal, Cell(goal)))
    assert underlined(found["B3"].value) == underlined(found["C3"].value) == ["年", "_12回_", "開く"]
    assert found["A3"].value == "変わらない"
    font = found["B3"].value[1].font
    assert (font.rFont, font.sz, font.u) == (found["B3"].font.name, found["B3"].font.sz, "single")
    assert underlined(found["A1"].value) == ["・前", "_後_"]


def test_no_letter_is_lost_between_runs() -> None:
    """Not the line end or the space between two parts that changed, which Excel drops unless it is told to keep them."""
    text = RichText(
        (Run("=1", changed=True), Run("\n"), Run("２", changed=True), Run(" "), Run("３", changed=True))
    )
    page = load_workbook(io.BytesIO(written("xlsx", text))).worksheets[0]
    assert page["A3"].value == "=1\n２ ３"
    assert page["A3"].quotePrefix


def test_a_text_longer_than_a_row_of_excel_stays_underlined() -> None:
    lines = [Run("変わらない行です。\n"), Run("変わった行です。\n", changed=True)] * 40
    found = cells(written("xlsx", RichText(lines)))
    parts = [cell.value for name, cell in found.items() if int(name[1:]) > 2]
    assert len(parts) > 1
    assert (
        "".join(str(part).strip("\n") + "\n" for part in parts).strip()
        == "".join(run.text for run in lines).strip()
    )
    assert (
        sum(run.text.count("変わった行") for part in parts for run in part if isinstance(run, TextBlock))
        == 40
    )
    assert not any("変わらない" in run.text for part in parts for run in part if isinstance(run, TextBlock))


def test_markdown_underlines_it_too_and_json_has_the_text_alone() -> None:
    text = RichText((Run("a|"), Run("b<c\nd", changed=True)))
    assert r"| a\|<ins>b&lt;c<br>d</ins> |" in written("md", text).decode()
    data = json.loads(written("json", text))
    assert data["sheets"][0]["blocks"][1]["rows"][0]["cells"][0]["text"] == "a|b<c\nd"
