"""部局 and 課 through time: ``plans/departments.toml``, and what review, list and validate make of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dxplan.format.reading.departments import read_departments
from dxplan.model.departments import Lineage
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

DONE = "\n[item.result]\ndone = true\n"
LIST = '[[department]]\nbureau = "総務部"\nsections = ["広報課"]\n'
OLD, NEW = "企画調整部 情報政策課", "企画調整部 デジタル変革課"
SPLIT = ("企画調整部 地域振興課", "生活環境部 エネルギー課")


def renamed(old: str, new: str | tuple[str, ...], since: str) -> str:
    names = json.dumps(new, ensure_ascii=False)
    return f'\n[[renamed]]\nold = "{old}"\nnew = {names}\nsince = "{since}"\n'


def lineage(*changes: str, listed: str = LIST) -> Lineage:
    table, findings, _ = read_departments("plans/departments.toml", (listed + "".join(changes)).encode())
    assert findings == ()
    return Lineage(table)


class TestLineage:
    def test_a_name_is_followed_through_several_changes(self) -> None:
        line = lineage(renamed("甲課", "乙課", "R3"), renamed("乙課", "丙課", "R5"))
        assert [line.became("甲課", 2019, year).names for year in (2020, 2021, 2022, 2023)] == [
            ("甲課",),
            ("乙課",),
            ("乙課",),
            ("丙課",),
        ]

    def test_a_split_gives_all_successors_and_the_last_name_before_it(self) -> None:
        line = lineage(renamed("甲課", "乙課", "R2"), renamed("乙課", ("丙課", "丁課"), "R3"))
        assert line.became("甲課", 2019, 2021) == (("丙課", "丁課"), "乙課")
        assert line.became("丙課", 2021, 2023) == (("丙課",), "")

    def test_a_section_that_was_split_may_go_on_under_its_name(self) -> None:
        line = lineage(renamed("甲課", ("甲課", "乙課"), "R3"))
        assert line.became("甲課", 2019, 2021) == (("甲課", "乙課"), "甲課")
        assert line.became("甲課", 2021, 2021) == (("甲課",), "")
        assert line.given_up("甲課", 2021) is None

    def test_what_was_split_and_merged_again_is_one(self) -> None:
        line = lineage(
            renamed("甲課", ("乙課", "丙課"), "R2"),
            renamed("乙課", "丁課", "R3"),
            renamed("丙課", "丁課", "R3"),
        )
        assert line.became("甲課", 2019, 2021) == (("丁課",), "")

    def test_a_name_used_again_by_another_section_is_not_followed_across_the_gap(self) -> None:
        line = lineage(renamed("甲課", "乙課", "R2"), renamed("丙課", "甲課", "R4"))
        assert line.became("甲課", 2019, 2023).names == ("乙課",)
        assert line.became("甲課", 2022, 2023).names == ("甲課",)
        assert (line.related("甲課", 2019), line.related("甲課", 2022)) == (("乙課",), ("丙課",))
        assert [line.given_up("甲課", year) is None for year in (2019, 2020, 2021, 2022)] == [
            True,
            False,
            False,
            True,
        ]

    def test_a_new_section_may_take_up_a_name_when_the_list_says_since_when(self) -> None:
        again = '[[department]]\nbureau = "総務部"\nsections = ["甲課"]\nsince = "R6"\n'
        line = lineage(renamed("総務部 甲課", "総務部 乙課", "R3"), listed=again)
        assert line.became("総務部 甲課", 2019, 2024).names == ("総務部 乙課",)
        assert line.related("総務部 甲課", 2024) == ()

    def test_a_name_may_come_back(self) -> None:
        line = lineage(renamed("甲課", "乙課", "R2"), renamed("乙課", "甲課", "R4"))
        assert line.became("甲課", 2019, 2023).names == ("甲課",)
        assert line.became("甲課", 2019, 2021).names == ("乙課",)

    def test_a_name_taken_over_in_the_year_it_was_given_up_is_another_section(self) -> None:
        line = lineage(renamed("甲課", "乙課", "R3"), renamed("乙課", "丙課", "R3"))
        assert line.became("甲課", 2020, 2022).names == ("乙課",)
        assert line.became("乙課", 2020, 2022).names == ("丙課",)
        assert line.became("乙課", 2021, 2022).names == ("乙課",)
        assert line.related("乙課", 2021) == ("甲課",)

    def test_an_old_name_written_too_late_is_still_understood(self) -> None:
        line = lineage(renamed(OLD, NEW, "R3"))
        assert line.became(OLD, 2022, 2023).names == (NEW,)

    def test_a_merged_section_has_all_forerunners(self) -> None:
        line = lineage(renamed("甲課", "丙課", "R3"), renamed("乙課", "丙課", "R4"))
        assert set(line.related("丙課", 2024)) == {"甲課", "乙課"}
        assert line.related("丙課", 2021) == ("甲課",)


def test_the_old_name_of_a_split_section_is_found_with_all_its_successors(
    small: Callable[[str], Workspace],
) -> None:
    made = small(ITEM.replace("総務部 広報課", "企画調整部 地域政策課") + DONE)
    made.write("plans/departments.toml", LIST + renamed("企画調整部 地域政策課", SPLIT, "H31"))
    (finding,) = json.loads(made.run("validate", "--format", "json").out)["diagnostics"]
    assert finding["code"] == "DX472"
    assert finding["message"].endswith(f"令和元年度から「{SPLIT[0]}」か「{SPLIT[1]}」です。")
    assert made.run("validate", "--fix", "--only", "DX472").err == "自動で直せるものはありません。\n"


def test_the_old_name_of_a_section_renamed_twice_is_corrected_to_the_name_of_the_year(
    small: Callable[[str], Workspace],
) -> None:
    made = small(ITEM.replace("総務部 広報課", "総務部 甲課") + DONE)
    changes = renamed("総務部 甲課", "総務部 乙課", "H30") + renamed("総務部 乙課", "総務部 丙課", "R1")
    made.write("plans/departments.toml", LIST + changes)
    made.run("validate", "--fix", "--only", "DX472", "--yes")
    assert 'departments = ["総務部 丙課"]' in made.read("plans/2019/kurashi.toml")


@pytest.mark.parametrize(
    ("table", "year", "written", "asked"),
    [
        (renamed(OLD, NEW, "R3"), 2019, OLD, "デジタル変革課"),
        (renamed(OLD, NEW, "R3"), 2022, NEW, "情報政策課"),
        (renamed("企画調整部 地域政策課", SPLIT, "R3"), 2022, SPLIT[1], "地域政策課"),
        (renamed("企画調整部 地域政策課", SPLIT, "R3"), 2019, "企画調整部 地域政策課", "エネルギー課"),
    ],
    ids=["by the new name", "by the old name", "by the name before a split", "by the name after a split"],
)
def test_items_are_listed_by_any_name_their_section_had(
    table: str, year: int, written: str, asked: str, workspace: MakeWorkspace
) -> None:
    other = ITEM.replace('"koho"', '"zei"').replace("広報課", "税務課")
    made = workspace(
        {
            f"plans/{year}/plan.toml": HEAD.replace("2019", str(year)),
            f"plans/{year}/kurashi.toml": f"{ITEM.replace('総務部 広報課', written)}\n{other}",
            "plans/departments.toml": LIST + table,
        }
    )
    outcome = made.run("list", str(year), "--section", asked, "--json")
    assert [item["id"] for item in json.loads(outcome.out)["items"]] == ["koho"]
    assert outcome.err == f"「{asked}」の旧名や新しい名前の課も含めました（{written}）。\n"
    assert made.run("list", str(year), "--section", written, "--json").err == ""


def test_a_mistake_in_the_table_stops_what_needs_it(small: Callable[[str], Workspace]) -> None:
    made = small(ITEM + DONE)
    made.write("plans/departments.toml", LIST + renamed("甲課", "甲課", "R3"))
    for arguments in (("list", "2019", "--section", "広報課"), ("review", "2019")):
        outcome = made.run(*arguments)
        assert (outcome.code, outcome.out) == (1, "")
        assert "plans/departments.toml:7:7: エラー DX325" in outcome.err
    assert made.run("list", "2019").code == 0


YEARS = (2019, 2021, 2022)
TABLE = (
    LIST
    + renamed(OLD, NEW, "R3")
    + renamed("企画調整部 地域政策課", SPLIT, "R3")
    + renamed("総務部 税務課", "総務部 税財政課", "R4")
    + renamed("総務部 財政課", "総務部 税財政課", "R4")
)
#: The section of each item in the three years.
SECTIONS = {
    "デジタル事業": ((OLD,), (NEW,), (NEW,)),
    "地域事業": (("企画調整部 地域政策課",), (SPLIT[0],), (SPLIT[0],)),
    "電力事業": (("企画調整部 地域政策課",), (SPLIT[1],), (SPLIT[1],)),
    "税財政事業": (
        ("総務部 税務課", "総務部 財政課"),
        ("総務部 税務課", "総務部 財政課"),
        ("総務部 税財政課",),
    ),
    "税務事業": (("総務部 税務課",), ("総務部 税務課",), ("総務部 税財政課",)),
    "広報事業": (("総務部 広報課",), ("総務部 広報課",), (NEW,)),
    "応援事業": (("総務部 広報課",), ("総務部 広報課",), ("総務部 広報課", NEW)),
    "手伝い事業": (("総務部 広報課", NEW), ("総務部 広報課",), ("総務部 広報課",)),
}


@pytest.fixture
def moved(piped: MakeWorkspace) -> Workspace:
    """Plans of three years in which sections were renamed, split, merged, and items handed over."""
    files = {"plans/departments.toml": TABLE}
    for place, year in enumerate(YEARS):
        items = [
            ITEM.replace('"koho"', f'"item-{number}"')
            .replace("広報事業", name)
            .replace('["総務部 広報課"]', json.dumps(sections[place], ensure_ascii=False))
            + DONE.replace("true", "false" if name == "税務事業" else "true")
            for number, (name, sections) in enumerate(SECTIONS.items())
        ]
        files[f"plans/{year}/plan.toml"] = HEAD.replace("2019", str(year))
        files[f"plans/{year}/kurashi.toml"] = "\n".join(items)
    return piped(files)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("デジタル事業", "担当課の改称（情報政策課→デジタル変革課）"),
        ("地域事業", "担当課の分割（地域政策課→地域振興課）"),
        ("電力事業", "担当課の分割（企画調整部 地域政策課→生活環境部 エネルギー課）"),
        ("税財政事業", "担当課の統合（税務課、財政課→税財政課）"),
        ("税務事業", "担当課の改称（税務課→税財政課）、２年連続未達"),
        ("広報事業", "担当課の変更（総務部 広報課→企画調整部 デジタル変革課）"),
        ("応援事業", "担当課の変更（企画調整部 デジタル変革課を加える）"),
        ("手伝い事業", "担当課の変更（企画調整部 デジタル変革課を除く）"),
    ],
)
def test_a_section_that_was_renamed_is_told_from_one_that_handed_over(
    name: str, note: str, moved: Workspace
) -> None:
    lines = [line.strip() for line in moved.run("review", "2019", "2021", "2022").out.split("\n")]
    (line,) = [line for line in lines if line.startswith(f"{name}:")]
    assert line.partition("　")[2] == note


def test_the_table_of_sections_goes_by_the_names_of_the_last_year(moved: Workspace) -> None:
    out = moved.run("review", "2019", "2021", "2022", "--sections").out
    table = out.partition("担当課（達成/項目）")[2].split("\n")[2:]
    shown = {" ".join(line.split()[:-3]): line.split()[-3:] for line in table if len(line.split()) > 3}
    assert shown == {
        "企画調整部 デジタル変革課（旧 情報政策課）": ["2/2", "1/1", "3/3"],
        "延べ（各課の合計）": ["10/11", "7/8", "8/9"],
        "計（重なりを除く）": ["7/8", "7/8", "7/8"],
        "企画調整部 地域振興課": ["－", "1/1", "1/1"],
        "旧 地域政策課（分割）": ["2/2", "－", "－"],
        "生活環境部 エネルギー課": ["－", "1/1", "1/1"],
        "旧 企画調整部 地域政策課（分割）": ["2/2", "－", "－"],
        "総務部 税財政課（旧 税務課、財政課）": ["1/2", "1/2", "1/2"],
        "総務部 広報課": ["3/3", "3/3", "2/2"],
    }
    assert "担当課（達成/項目）" not in moved.run("review", "2019", "2021", "2022").out


def test_without_a_table_every_name_is_a_section_of_its_own(moved: Workspace) -> None:
    (moved.path / "plans" / "departments.toml").unlink()
    out = moved.run("review", "2019", "2021", "2022", "--sections").out
    assert "担当課の変更（情報政策課→デジタル変革課）" in out
    assert "旧 " not in out


def test_the_handouts_have_the_table_of_sections(moved: Workspace) -> None:
    moved.run("review", "2019", "2021", "2022", "--out", "out")
    text = moved.read("out/2019-2022/総括.md")
    assert "| 企画調整部 デジタル変革課（旧 情報政策課） | 2/2 | 1/1 | 3/3 |" in text
    assert "| 　旧 地域政策課（分割） | 2/2 | － | － |" in text
