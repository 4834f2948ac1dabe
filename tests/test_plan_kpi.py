"""plans/r4-r7-kpi: every row of its KPI一覧 against the published document.

``published/r4-r7-kpi.tsv`` holds the published table, ／ between the lines of a cell; a row without 事業番号 has
further 項目 of the project above it.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.excel import rows_shown

PUBLISHED = Path(__file__).parent / "published" / "r4-r7-kpi.tsv"
COLUMNS = [
    "事業番号", "部課", "事業名", "概要", "目標", "KPI番号", "指標名", "基準値", "R4", "R5", "R6", "R7",
]  # fmt: skip
VALUES = COLUMNS[-5:]

#: Where the list prints something else than was published, and why: docs/plans.md.
OWN_FIELDS = {"Ⅳ-1": ("Ⅳ", "1"), "Ⅳ-2": ("Ⅳ", "2"), "Ⅳ-3": ("Ⅳ", "3")}
OWN_HEADINGS = {"51": "デジタル産業の集積", "52": "デジタル産業の集積"}


@pytest.fixture
def kpi_plan(workspace: MakeWorkspace) -> Workspace:
    """A workspace with a copy of the real plan."""
    made = workspace()
    shutil.copytree(ROOT / "plans" / "r4-r7-kpi", made.path / "plans" / "r4-r7-kpi")
    return made


@pytest.fixture
def listed(kpi_plan: Workspace) -> list[dict[str, str]]:
    """The rows of the rendered list, every cell as text."""
    outcome = kpi_plan.run("render", "r4-r7-kpi", "--format", "xlsx")
    assert (outcome.code, outcome.err) == (0, "")
    book = load_workbook(io.BytesIO((kpi_plan.path / "out/r4-r7-kpi/KPI一覧.xlsx").read_bytes()))
    rows = rows_shown(book["KPI一覧"])
    first = 2 + next(number for number, row in enumerate(rows) if row[0] == "事業\n番号")
    found, above = [], {"分野": "", "項目": ""}
    fills = {name: book["KPI一覧"].cell(number, 1).style for number, (name, *_) in enumerate(rows, 1)}
    for row in rows[first:]:
        if any(row[1:]):
            found.append(dict(zip(COLUMNS, row, strict=True)) | above)
        elif fills[row[0]] == "dxplan 大見出し":
            above = {"分野": row[0], "項目": ""}
        else:
            above = above | {"項目": row[0]}
    return found


def published() -> list[dict[str, str]]:
    """The published rows, with all 項目 of a project in one."""
    rows: list[dict[str, str]] = []
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["事業番号"]:
                rows.append(row)
            else:
                rows[-1]["項目No"] += f"／{row['項目No']}"
                rows[-1]["項目"] += f"／{row['項目']}"
    return rows


def grouped(text: str) -> str:
    """Write figures of four digits and more as the list does: 43,750."""
    return re.sub(r"[0-9]{4,}", lambda figure: f"{int(figure[0]):,}", text)


#: How what the published document leaves without a value is printed: one word for each reason.
WORDS = {"-": "－", "/": "測定しない"}


def test_all_84_projects_and_53_kpis_are_there(listed: list[dict[str, str]]) -> None:
    numbers = [row["事業番号"] for row in listed]
    assert [number for number in numbers if number != "再掲"] == [str(n) for n in range(1, 85)]
    assert numbers.index("再掲") == 50
    kpis = [row["KPI番号"] for row in listed]
    assert [kpi for kpi in kpis if kpi.isdigit()] == [str(n) for n in range(1, 54)]
    assert (kpis.count("再掲"), kpis.count("－"), kpis.count("")) == (3, 5, 24)


def test_every_row_has_its_published_project(listed: list[dict[str, str]]) -> None:
    expected = [(row["事業番号"], row["事業名"]) for row in published()]
    assert [(row["事業番号"], row["事業名"]) for row in listed] == expected
    marks = [f"【{row['種別']}】" for row in published()]
    assert [row["目標"].split("\n")[0] for row in listed] == marks


def test_every_row_stands_under_its_published_headings(listed: list[dict[str, str]]) -> None:
    for row, shown in zip(published(), listed, strict=True):
        field, heading = OWN_FIELDS.get(row["分野No"], (re.sub(r"^Ⅴ-\d$", "Ⅴ", row["分野No"]), row["項目No"]))
        assert shown["分野"] == f"{field} {row['分野']}"
        numbers, names = heading.split("／"), (row["項目"] or OWN_HEADINGS[row["事業番号"]]).split("／")
        titled = [f"{number} {name}".strip() for number, name in zip(numbers, names, strict=True)]
        assert shown["項目"] == "、".join(titled)


def test_no_heading_is_repeated_and_none_stands_alone_at_the_end_of_a_page(kpi_plan: Workspace) -> None:
    assert kpi_plan.run("render", "r4-r7-kpi", "--format", "xlsx").code == 0
    page = load_workbook(io.BytesIO((kpi_plan.path / "out/r4-r7-kpi/KPI一覧.xlsx").read_bytes()))["KPI一覧"]
    styles = {row: page.cell(row, 1).style for row in range(1, page.max_row + 1)}
    headings = [page.cell(row, 1).value for row, style in styles.items() if style.endswith("見出し")]
    assert len(headings) > 40
    assert len({*headings[5:]}) == len(headings[5:])
    ends = [each.id for each in page.row_breaks.brk]
    assert len(ends) > 5
    assert not [row for row in ends if styles[row] in ("dxplan 大見出し", "dxplan 小見出し")]
    begun = [page.cell(row + 1, 1).value for row in ends]  # a further KPI of a project has no number
    assert all(begun)


def test_every_row_has_its_published_departments(listed: list[dict[str, str]]) -> None:
    for row, shown in zip(published(), listed, strict=True):
        lines, last = [], ""
        for body in row["部課"].split("／"):
            bureau, _, section = body.partition(" ")
            lines.append(section if bureau == last else body)
            last = bureau
        assert shown["部課"] == "\n".join(lines)


def test_every_kpi_has_its_published_number_name_and_values(listed: list[dict[str, str]]) -> None:
    columns = ["事業番号", "KPI番号", "指標名", *VALUES]
    expected = [
        [
            WORDS.get(row[column], row[column])
            if column not in VALUES
            else WORDS.get(row[column], grouped(row[column]).replace("／", "\n"))
            for column in columns
        ]
        for row in published()
    ]
    # A note that does not fit beside its figure stands below it: 20,000 / （R5.12〜）.
    assert [[row[column].replace("\n（", "（") for column in columns] for row in listed] == expected


def test_dashes_slashes_and_blanks_are_kept_apart(listed: list[dict[str, str]]) -> None:
    values = {row["KPI番号"]: [row[column] for column in VALUES] for row in listed}
    assert values["6"] == ["", "", "", "7", "7"]
    assert values["20"] == ["－", "測定しない", "20,000\n（R5.12〜）", "25,000", "30,000"]
    assert values["22"] == ["－", "500", "1,000", "1,000", "測定しない"]
    assert values["34"] == ["0", "－", "－", "5", ""]
    assert values["43"] == ["－", "", "50", "100", "200"]


def test_nothing_is_found_wrong_with_it(kpi_plan: Workspace) -> None:
    outcome = kpi_plan.run("validate", "--strict")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_another_year_of_the_plan_can_be_shown(kpi_plan: Workspace) -> None:
    assert kpi_plan.run("render", "r4-r7-kpi", "--year", "R5", "--format", "md").code == 0
    text = kpi_plan.read("out/r4-r7-kpi/KPI一覧.md")
    assert text.startswith("# （参考資料）地域のDX等に係る令和5年度関連事業・KPI一覧")
    outcome = kpi_plan.run("render", "r4-r7-kpi", "--year", "R8")
    assert outcome.code == 2
    assert "この計画の年度は R4 から R7 です。" in outcome.err
