"""A verdict can be read without its colour: a mark or the word itself, in a column of its own."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import HEAD, ITEM, ROOT, Workspace

Small = Callable[[str], Workspace]
DONE = '\n[item.result]\ndone = true\nreport = "行った。"\n'
COUNTED = '\n[[item.indicator]]\nname = "配布数"\nunit = "部"\ntarget = 100\nactual = {}\n'


def items(*actuals: int) -> str:
    """Return an item that was done as planned, and one for each actual of 100."""
    counted = (
        ITEM.replace('"koho"', f'"koho-{actual}"') + COUNTED.format(actual) + DONE for actual in actuals
    )
    return "\n".join((ITEM + DONE, *counted))


def page(made: Workspace) -> Worksheet:
    found = load_workbook(io.BytesIO((made.path / "out/2019/実施結果.xlsx").read_bytes()))["1 暮らし"]
    assert isinstance(found, Worksheet)
    return found


def marks(made: Workspace) -> list[object]:
    """Return the column 判定 in Excel, and make sure that Markdown has the same."""
    found = page(made)
    headings = [cell.value for cell in found[2]]
    column = headings.index("判定") + 1
    shown: list[object] = [found.cell(row, column).value for row in range(3, found.max_row + 1)]
    lines = made.read("out/2019/実施結果.md").splitlines()
    assert [line.rpartition(" ")[2] for line in lines if line.startswith("#### 1-")] == shown
    return shown


def test_each_verdict_has_its_mark_and_every_page_says_what_it_means(small: Small) -> None:
    made = small(items(120, 60))
    assert made.run("render", "2019").code == 0
    assert marks(made) == ["○", "◎", "▲"]
    said = "◎ 目標達成　○ 計画どおり実施　▲ 未達"
    footer = page(made).oddFooter
    assert footer is not None
    assert footer.left.text == said
    assert f"\n※判定：{said}\n" in made.read("out/2019/実施結果.md")


@pytest.mark.parametrize(
    ("scheme", "expected", "said"),
    [
        ("abcd-100-80-50", ["A", "A", "C"], None),
        ("index-100", ["◎", "◎", "遅れ"], "◎ 達成"),
    ],
)
def test_words_of_one_letter_and_words_that_would_share_a_mark_stand_for_themselves(
    scheme: str, expected: list[str], said: str | None, small: Small
) -> None:
    made = small(items(120, 60))
    made.write("plans/2019/plan.toml", f'{HEAD}\n[judgement]\nscheme = "{scheme}"\n')
    assert made.run("render", "2019").code == 0
    assert marks(made) == expected
    footer = page(made).oddFooter
    assert footer is not None
    assert footer.left.text == said


def test_an_office_may_choose_its_marks(small: Small) -> None:
    made = small(items(120, 60))
    look = (ROOT / "templates/results.toml").read_text(encoding="utf-8")
    made.write("templates/results.toml", look.replace('"▲"', '"×"'))
    assert made.run("render", "2019").code == 0
    assert marks(made) == ["○", "◎", "×"]


def test_a_look_from_before_there_were_marks_has_the_usual_ones(small: Small) -> None:
    made = small(items(120, 60))
    look = (ROOT / "templates/results.toml").read_text(encoding="utf-8")
    before, rest = look.split("[mark]")
    made.write("templates/results.toml", before + rest[rest.index("# 展開方向の表の列") :])
    assert made.run("render", "2019").code == 0
    assert marks(made) == ["○", "◎", "▲"]


def test_what_is_not_recorded_has_a_colour_that_no_band_of_a_scheme_has(small: Small) -> None:
    made = small(items(120, 60) + "\n" + ITEM.replace('"koho"', '"mada"'))
    made.write("plans/2019/plan.toml", f'{HEAD}\n[judgement]\nscheme = "abcd-100-80-50"\n')
    assert made.run("render", "2019", "--draft", "--format", "xlsx").code == 0
    found = load_workbook(made.path / "out/2019/実施結果（案）.xlsx")["1 暮らし"]
    fills = [found.cell(row, 6).fill.fgColor.rgb for row in range(3, 7)]
    assert found.cell(6, 6).value == "未記録"
    assert fills[3] not in fills[:3]


def listed(made: Workspace) -> list[str]:
    """Return the verdicts that ``list`` shows."""
    return [
        line.rpartition("総務部 広報課")[2].strip()
        for line in made.run("list", "2019").out.splitlines()[3:]
        if "総務部" in line
    ]


def test_the_screen_shows_the_mark_before_the_word(small: Small) -> None:
    made = small(items(120, 60))
    assert listed(made) == ["○ 計画どおり実施", "◎ 目標達成", "▲ 未達"]


def test_the_screen_shows_the_marks_that_an_office_chose(small: Small) -> None:
    made = small(items(60))
    look = (ROOT / "templates/results.toml").read_text(encoding="utf-8")
    made.write("templates/results.toml", look.replace('"▲"', '"×"').replace('"○"', '"✓"'))
    assert listed(made) == ["✓ 計画どおり実施", "× 未達"]
    shown = made.process("list", "2019", PYTHONIOENCODING="cp932").stdout.decode("cp932")
    assert "× 未達" in shown
    assert "  計画どおり実施" in shown  # cp932 has no letter for that mark, and the word says the same


def test_who_only_looks_is_not_stopped_by_a_look_with_errors(small: Small) -> None:
    made = small(items(60))
    made.write("templates/results.toml", "[mark]\nbest = 3\n")
    assert listed(made) == ["○ 計画どおり実施", "▲ 未達"]
    assert made.run("render", "2019").code == 1


def test_words_that_would_share_a_mark_stand_for_themselves_on_the_screen_too(small: Small) -> None:
    made = small(items(120, 60))
    made.write("plans/2019/plan.toml", f'{HEAD}\n[judgement]\nscheme = "abcd-100-80-50"\n')
    assert listed(made) == ["A", "A", "C"]
