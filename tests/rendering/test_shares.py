"""構成比: the share of each verdict, each rounded for itself, and the note where they do not add up."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from tests.conftest import HEAD, MakeWorkspace, Workspace

NOTE = "※四捨五入のため、合計は100%にならないことがある"
#: 目標達成 and 未達 by an indicator, 計画どおり実施 by the result alone.
ACHIEVED = "target = 1\nactual = 1\n", "done = true\n"
MISSED = "target = 2\nactual = 1\n", 'done = true\nreason = "台風のため"\n'
AS_PLANNED = "", "done = true\n"


def items(*outcomes: tuple[str, str]) -> str:
    """Return an item for each outcome: the figures of its indicator ("" for none), and its result."""
    text = ""
    for number, (figures, result) in enumerate(outcomes):
        indicator = f'[[item.indicator]]\nname = "回数"\nunit = "回"\n{figures}' if figures else ""
        text += f'[[item]]\nid = "i{number}"\nname = "事業{number}"\ndepartments = ["総務部 広報課"]\n'
        text += f'{indicator}[item.result]\n{result}report = "行った。"\n'
    return text


def made_of(workspace: MakeWorkspace, text: str, head: str = HEAD) -> Workspace:
    return workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": text})


def table(made: Workspace) -> list[str]:
    """Return the lines of 判定別の構成比 in Markdown, the note among them."""
    assert made.run("render", "2019", "--draft", "--format", "md").code == 0
    part = made.read("out/2019/実施結果（案）.md").split("### 判定別の構成比\n")[1].split("### ")[0]
    return [line for line in part.splitlines() if line]


def terminal(made: Workspace) -> list[str]:
    """Return the shares in the last line of the table of ``classify``."""
    line = next(line for line in made.run("classify", "2019").out.splitlines() if "構成比" in line)
    return re.findall(r"\d+(?:\.\d+)?", line)


@pytest.mark.parametrize(
    ("outcomes", "shares", "notes"),
    [
        ((ACHIEVED, MISSED), ["50.0", "0.0", "50.0"], 0),
        ((ACHIEVED, ACHIEVED), ["100", "0.0", "0.0"], 0),
        ((ACHIEVED, AS_PLANNED, MISSED), ["33.3", "33.3", "33.3"], 1),
        ((ACHIEVED, AS_PLANNED, AS_PLANNED, MISSED, MISSED, MISSED), ["16.7", "33.3", "50.0"], 0),
        (
            (ACHIEVED, *[AS_PLANNED] * 6, *[MISSED] * 9),
            ["6.3", "37.5", "56.3"],  # 100.1 together, as published elsewhere
            1,
        ),
    ],
)
def test_shares_are_rounded_for_themselves(
    outcomes: tuple[tuple[str, str], ...], shares: list[str], notes: int, workspace: MakeWorkspace
) -> None:
    made = made_of(workspace, items(*outcomes))
    assert terminal(made) == shares
    shown = table(made)
    assert shown[0] == "| 施策の展開方向 | 目標達成 | 計画どおり実施 | 未達 |"
    assert shown[3] == "| 計 | " + " | ".join(f"{share}%" for share in shares) + " |"
    assert shown[4:] == [NOTE] * notes
    assert made.run("classify", "2019").out.count(NOTE) == notes


def test_the_note_says_how_the_plan_rounds(workspace: MakeWorkspace) -> None:
    head = HEAD.replace("[[direction]]", '[rate]\ndigits = 0\nrounding = "down"\n\n[[direction]]')
    made = made_of(workspace, items(ACHIEVED, AS_PLANNED, MISSED), head)
    assert terminal(made) == ["33", "33", "33"]
    assert table(made)[-1] == "※切り捨てのため、合計は100%にならないことがある"


def test_an_item_that_is_left_out_has_no_share(workspace: MakeWorkspace) -> None:
    text = items(ACHIEVED, AS_PLANNED) + items(AS_PLANNED).replace("i0", "i9").replace(
        "departments", 'excluded = "制度の廃止"\ndepartments'
    )
    made = made_of(workspace, text)
    assert table(made)[0] == "| 施策の展開方向 | 目標達成 | 計画どおり実施 | 未達 |"
    assert table(made)[3] == "| 計 | 50.0% | 50.0% | 0.0% |"
    assert terminal(made) == ["50.0", "50.0", "0.0"]


def test_where_nothing_is_counted_there_are_no_shares(workspace: MakeWorkspace) -> None:
    assert "構成比" not in made_of(workspace, "").run("classify", "2019").out
    made = workspace({"plans/2019/plan.toml": HEAD + "items = 10\nachieved = 8\n"})
    (made.path / "plans/2019/kurashi.toml").unlink()
    assert made.run("render", "2019", "--format", "md").code == 0
    assert "構成比" not in made.read("out/2019/実施結果.md") + made.run("classify", "2019").out


def test_the_real_plan_has_the_shares_of_its_verdicts(real: Workspace) -> None:
    assert terminal(real) == ["13.0", "73.1", "13.9"]
    assert table(real)[-2:] == ["| 計 | 13.0% | 73.1% | 13.9% |", NOTE]
    assert NOTE not in real.run("classify", "2019").out  # its one line adds up


REPOST = '[[item]]\nid = "i0-2"\nrepost_of = "i0"\n'


def gross_and_net(made: Workspace) -> list[str]:
    """Return the lines of 延べと実質 in Markdown; [] where the handout has no such table."""
    assert made.run("render", "2019", "--draft", "--format", "md").code == 0
    part = (
        made.read("out/2019/実施結果（案）.md")
        .partition("### 延べと実質（再掲を除く）\n")[2]
        .split("### ")[0]
    )
    return [line for line in part.splitlines() if line][2:]


def test_gross_and_net_stand_side_by_side_where_there_are_reposts(workspace: MakeWorkspace) -> None:
    made = made_of(workspace, items(ACHIEVED, MISSED) + REPOST)
    assert gross_and_net(made) == [
        "| 1 暮らし | 1 | 3 | 2 | 66.7% | 2 | 1 | 50.0% |",
        "| 計 | 1 | 3 | 2 | 66.7% | 2 | 1 | 50.0% |",
    ]


def test_without_reposts_there_is_one_count(workspace: MakeWorkspace) -> None:
    assert gross_and_net(made_of(workspace, items(ACHIEVED, MISSED))) == []


def test_the_wide_table_does_not_run_onto_a_page_of_its_own(real: Workspace) -> None:
    assert real.run("render", "plans/2019", "--format", "xlsx").code == 0
    sheet = load_workbook(real.path / "out/2019/実施結果.xlsx")["集計"]
    assert len(sheet.row_breaks) == 2
    points = sum(column.width for column in sheet.column_dimensions.values()) * 5.25
    assert points * int(sheet.page_setup.scale or 0) / 100 < 784 * 0.9
