"""Fields of the office's own: declared in ``plan.toml``, read, checked, recorded and shown."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import tomli
from jsonschema import Draft202012Validator

import dxplan
from dxplan.model.own import Owner, OwnKind
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

EXAMPLE = ROOT / "docs" / "examples" / "own-fields"
BUDGET = """
[[field]]
id = "yosan"
heading = "予算額"
kind = "money"
unit = "千円"
"""


@pytest.fixture
def example(workspace: MakeWorkspace) -> Workspace:
    """A workspace with the example plan of the documents."""
    made = workspace()
    shutil.copytree(EXAMPLE, made.path / "plans" / "2025")
    return made


def with_fields(fields: str) -> str:
    """Return the smallest head with some fields declared."""
    return HEAD.replace("\n[[direction]]", f"{fields}\n[[direction]]", 1)


def findings(made: Workspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made.run("validate", "--format", "json").out)["diagnostics"]
    return found


def test_the_example_has_a_field_of_every_kind_in_every_place() -> None:
    fields = tomli.loads((EXAMPLE / "plan.toml").read_text(encoding="utf-8"))["field"]
    assert {field.get("kind", "text") for field in fields} == {kind.value for kind in OwnKind}
    assert {field.get("on", "item") for field in fields} == {owner.value for owner in Owner}


def test_the_schema_of_a_workspace_knows_the_fields_of_its_plans(example: Workspace) -> None:
    schema = json.loads(example.run("schema", "items").out)
    item = tomli.loads(example.read("plans/2025/kurashi.toml"))["item"][1]

    def refused(**fields: object) -> bool:
        return bool(list(Draft202012Validator(schema).iter_errors({"item": [{**item, "fields": fields}]})))

    assert not refused(yosan="120万円", hoko="拡充", kaishi="R5.10.1", horei="デジタル手続法")
    assert refused(yosan="たくさん")
    assert refused(hoko="拡大")
    assert refused(yosann=1200)
    assert refused(shutten="https://www.example.jp/")  # that of an indicator


def test_two_plans_of_a_workspace_may_declare_one_field_each_in_its_way(example: Workspace) -> None:
    other = with_fields('\n[[field]]\nid = "hoko"\nheading = "方向性"\n')
    example.write("plans/2019/plan.toml", other)
    schema = json.loads(example.run("schema", "items").out)

    def refused(**fields: object) -> bool:
        item = {"id": "a", "name": "事業", "fields": fields}
        return bool(list(Draft202012Validator(schema).iter_errors({"item": [item]})))

    assert not refused(hoko="拡大する。", yosan=1)
    assert refused(hoko=1)


def test_a_schema_knows_the_fields_of_a_plan_with_other_errors_and_stands_without_one(
    example: Workspace,
) -> None:
    example.write("plans/2025/plan.toml", example.read("plans/2025/plan.toml").replace("title", "titel", 1))
    assert "yosan" in example.run("schema", "items").out
    example.write("plans/2025/plan.toml", "[[field")
    assert "yosan" not in example.run("schema", "items").out


@pytest.mark.parametrize(
    ("right", "slip", "told"),
    [
        ('kind = "money"', 'kind = "monye"', ("DX204", "field[0].kind")),
        ('choices = ["拡充", "継続", "縮小", "廃止"]\n', "", ("DX202", "field[2].choices")),
        ('id = "kessan"', 'id = "yosan"', ("DX208", "field[1].id")),
        ('"総括"]', '"総課"]', ("DX204", "field[0].handouts")),
    ],
)
def test_a_slip_in_a_declaration_is_told_there_alone(
    right: str, slip: str, told: tuple[str, str], example: Workspace
) -> None:
    example.write("plans/2025/plan.toml", example.read("plans/2025/plan.toml").replace(right, slip, 1))
    assert [(each["code"], each["key"]) for each in findings(example)] == [told]


def test_a_field_by_year_is_held_against_the_years_of_the_plan(workspace: MakeWorkspace) -> None:
    head = with_fields(f"{BUDGET}yearly = true\n").replace(
        "[[field]]", 'years = ["R1", "R3"]\n\n[[field]]', 1
    )
    items = f'{ITEM}\n[item.fields]\nyosan = {{ R1 = 1200, R4 = 5, H31 = 1, X = 2, R2 = "約3" }}\n'
    found = findings(workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items}))
    assert [(each["code"], each["key"].rpartition(".")[2]) for each in found] == [
        ("DX306", "R4"),
        ("DX211", "H31"),
        ("DX206", "X"),
        ("DX207", "R2"),
    ]


def test_only_projects_must_fill_a_field_in(workspace: MakeWorkspace) -> None:
    head = with_fields(f'{BUDGET}required = "always"\n')
    kpi = ITEM.replace('id = "koho"', 'id = "kpi"\nkind = "kpi"')
    found = findings(workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM + "\n" + kpi}))
    assert [(each["code"], each["key"]) for each in found] == [("DX202", "item[0].fields.yosan")]


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("千円", '"120万"'),  # of what?
        ("千円", '"約1,200千円"'),
        ("千円", '"1,200千円余り"'),
        ("千円", '"1,200千円以上"'),
        ("千円", '"1,200人"'),
        ("千円", '"1,200（税込）"'),
        ("円", '"1,20"'),
        ("円", "nan"),
        ("円", "1e30"),
    ],
)
def test_an_amount_with_anything_left_open_is_refused(
    unit: str, written: str, workspace: MakeWorkspace
) -> None:
    head = with_fields(BUDGET.replace("千円", unit))
    items = f"{ITEM}\n[item.fields]\nyosan = {written}\n"
    found = findings(workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items}))
    assert [each["code"] for each in found] == ["DX207"]


def listed(made: Workspace, *arguments: str) -> dict[str, dict[str, Any]]:
    """Return the items of ``list --json`` by id."""
    items = json.loads(made.run("list", "2025", "--json", *arguments).out)["items"]
    return {item["id"]: item for item in items}


def test_values_are_listed_exactly_in_the_unit_of_their_field(example: Workspace) -> None:
    items = listed(example)
    assert items["online"]["fields"]["kessan"] == "11500"  # 1,150万円 in 千円
    assert items["kessai"]["fields"]["yosan"] == "3456.5"
    assert items["kyoshitsu"]["fields"] == {
        **dict.fromkeys(["kessan", "hoko", "jinen", "horei", "shokuin"]),
        "yosan": "800",
        "kaishi": "2023-10-01",
    }
    assert items["online"]["indicators"][0]["fields"] == {"shutten": "https://www.example.jp/tokei/tetsuzuki"}
    assert items["online-gyosei"]["fields"] == items["online"]["fields"]  # a 再掲 has what its original has
    shown = example.run("list", "2025").out
    for line in ("決算額 11,500千円", "予算額 3,456.5千円", "開始日 令和5年10月1日", "携わる職員 4人"):
        assert line in shown


def test_totals_count_a_repost_once_and_say_what_is_missing(example: Workspace) -> None:
    found = json.loads(example.run("classify", "2025", "--json").out)
    sums = [each["sums"] for each in (*found["directions"], found["total"])]
    assert [each["yosan"]["value"] for each in sums] == ["12800", "3456.5", "16256.5"]
    assert [each["kessan"] for each in sums] == [
        {"value": "11500", "missing": 1},  # the item without a result
        {"value": "0", "missing": 0},
        {"value": "11500", "missing": 1},
    ]
    assert found["directions"][0]["fields"] == {"renraku": "情報政策課 内線2345"}
    lines = [line.split() for line in example.run("classify", "2025").out.splitlines()]
    assert ["計", "16,256.5", "11,500（未記入1）", "6"] in lines


def test_a_total_of_nothing_is_nothing_and_not_zero(workspace: MakeWorkspace) -> None:
    head = with_fields(f"{BUDGET}total = true\n")
    made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM})
    assert json.loads(made.run("classify", "2019", "--json").out)["total"]["sums"] == {
        "yosan": {"value": None, "missing": 0}
    }


class TestRecording:
    """``record --field`` and the questions."""

    def recorded(self, made: Workspace, *arguments: str, item: str = "kyoshitsu") -> dict[str, Any]:
        """Record, and return the own fields of the item in the file afterwards."""
        outcome = made.run("record", "2025", item, "--yes", *arguments)
        assert outcome.code == 0, outcome.err
        items = tomli.loads(made.read("plans/2025/kurashi.toml"))["item"]
        found: dict[str, Any] = next(each for each in items if each["id"] == item)["fields"]
        return found

    def test_a_value_is_found_by_heading_or_id_and_written_in_the_unit_of_the_field(
        self, example: Workspace
    ) -> None:
        told = [
            f"--field={field}"
            for field in ("決算額=75万円", "hoko=継続", "次年度の取組=a=b", "携わる職員＝3人")
        ]
        found = self.recorded(example, "--done", "--report", "開いた。", *told)
        assert found["kessan"] == 750
        assert found["hoko"] == "継続"
        assert found["jinen"] == "a=b"
        assert found["shokuin"] == 3

    def test_the_smallest_change_is_written(self, example: Workspace) -> None:
        before = example.read("plans/2025/kurashi.toml")
        outcome = example.run("record", "2025", "kyoshitsu", "--field", "予算額=900千円", "--dry-run")
        lines = [
            line for line in outcome.out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
        ]
        assert lines == ["-yosan = 800", "+yosan = 900"]
        self.recorded(example, "--field", "予算額=900千円")
        assert example.read("plans/2025/kurashi.toml") == before.replace("yosan = 800", "yosan = 900")

    def test_what_was_there_is_not_replaced_unseen(self, example: Workspace) -> None:
        before = example.files()
        outcome = example.run("record", "2025", "kyoshitsu", "--field", "予算額=900千円")
        assert outcome.code == 2
        assert "書き換え: 予算額「800千円」 → 「900千円」" in outcome.err
        assert example.files() == before

    def test_a_day_is_written_as_one_and_shown_as_handouts_print_it(self, example: Workspace) -> None:
        outcome = example.run("record", "2025", "kyoshitsu", "--yes", "--field", "開始日=R7.4.1")
        assert "開始日: 令和7年4月1日" in outcome.err
        assert "kaishi = 2025-04-01\n" in example.read("plans/2025/kurashi.toml")

    def test_a_field_of_an_indicator_is_found_by_its_name(self, example: Workspace) -> None:
        link = "https://www.example.jp/a?b=c"
        self.recorded(example, "--field", f"オンラインでできる手続/出典={link}", item="online")
        assert listed(example)["online"]["indicators"][0]["fields"] == {"shutten": link}

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ("決算=5", "「決算額」の間違いではありませんか。"),
            ("決算額", "「決算額」の値がありません。"),
            ("決算額=", "「」を決算額（千円）として読めません。"),
            ("決算額=約5千円", "一つの正確な金額で書いてください。"),
            ("決算額=5人", "を決算額（千円）として読めません。"),
            ("今後の方向性=拡大", "拡充、継続、縮小、廃止 のどれかを書いてください。"),
            ("開始日=R7.2.30", "を開始日として読めません。"),
            ("連絡先=内線1", "「連絡先」は、項目でも指標でもなく [[direction]] の欄です。"),
            ("出典=https://www.example.jp/", "指標のある項目に記録してください。"),
            ("暮らし/予算額=5", "「予算額」は項目の欄です。"),
        ],
    )
    def test_what_cannot_stand_there_is_refused(self, told: str, said: str, example: Workspace) -> None:
        before = example.files()
        outcome = example.run("record", "2025", "kyoshitsu", "--field", told)
        assert outcome.code == 2
        assert said in outcome.err
        assert example.files() == before

    def test_a_plan_without_fields_says_so(self, workspace: MakeWorkspace) -> None:
        made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM})
        outcome = made.run("record", "2019", "koho", "--field", "予算額=5")
        assert (outcome.code, "この計画には、記録できる欄がありません。" in outcome.err) == (2, True)

    def test_the_questions_ask_what_the_section_fills_in_and_is_open(self, example: Workspace) -> None:
        typed = ["y", "開いた。", ".", "たくさん", "75万円", "継続", "", "3人", "y"]
        outcome = example.run("record", "2025", stdin="".join(f"{line}\n" for line in typed))
        assert "予算額" not in outcome.out + outcome.err  # the office has filled it in
        assert "を決算額（千円）として読めません。" in outcome.err
        assert "→ 750千円 と読みました。" in outcome.err
        fields = listed(example)["kyoshitsu"]["fields"]
        assert (fields["kessan"], fields["hoko"], fields["jinen"], fields["shokuin"]) == (
            "750",
            "継続",
            None,
            "3",
        )

    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            (["2"], "B"),
            (["A"], "A"),
            (["b", "y"], "B"),  # and not one back: it is asked which of the two is meant
            (["Ｓ", ""], "S"),
            (["b", "n", "", "3"], "S"),
            (["s", "n"], None),
        ],
    )
    def test_a_choice_may_be_written_with_a_letter_that_says_where_to_go(
        self, typed: list[str], wanted: str | None, workspace: MakeWorkspace
    ) -> None:
        field = '\n[[field]]\nid = "hyoka"\nheading = "評価"\nkind = "choice"\nchoices = ["A", "B", "S"]\n'
        head = with_fields(f'{field}by = "section"\n')
        made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": ITEM})
        lines = ["y", "行った。", ".", *typed, "y", ""]
        outcome = made.run("record", "2019", stdin="".join(f"{line}\n" for line in lines))
        assert "評価（1 A・2 B・3 S）" in outcome.err
        found = json.loads(made.run("classify", "2019", "--json").out)["items"][0]["fields"]
        assert list(found.values()) == [wanted], outcome.err

    @pytest.mark.parametrize(
        ("there", "after"),
        [
            ("", "yosan = { R2 = 1300 }"),
            ("yosan = 1200\n", "yosan = { R1 = 1200, R2 = 1300 }"),
            ("yosan = { R1 = 1200 }\n", "yosan = { R1 = 1200, R2 = 1300 }"),
            ("yosan = { R1 = 1200, R2 = 5 }\n", "yosan = { R1 = 1200, R2 = 1300 }"),
        ],
    )
    def test_a_value_of_a_year_stands_beside_those_of_others(
        self, there: str, after: str, workspace: MakeWorkspace
    ) -> None:
        head = with_fields(f"{BUDGET}yearly = true\n").replace(
            "[[field]]", 'years = ["R1", "R3"]\n\n[[field]]', 1
        )
        items = f"{ITEM}\n[item.fields]\n{there}" if there else ITEM
        made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items})
        outcome = made.run("record", "2019", "koho", "--year", "R2", "--yes", "--field", "yosan=130万円")
        assert outcome.code == 0, outcome.err
        assert after in made.read("plans/2019/kurashi.toml")
        assert json.loads(made.run("classify", "2019", "--year", "R2", "--json").out)["items"][0][
            "fields"
        ] == {"yosan": "1300"}

    def test_a_value_is_taken_out_and_back(self, example: Workspace) -> None:
        before = example.files()
        outcome = example.run("record", "2025", "online", "--clear", "決算額、horei")
        assert outcome.code == 2
        assert "書き換え: 根拠法令「デジタル手続法」 → なし" in outcome.err
        found = self.recorded(example, "--clear", "決算額、horei", item="online")
        assert set(found) == {"yosan", "hoko", "jinen", "shokuin", "kaishi"}
        assert example.run("undo").code == 0
        assert {name: before[name] for name in before} == {name: example.files()[name] for name in before}

    def test_that_of_an_indicator_is_taken_out_with_its_table(self, example: Workspace) -> None:
        self.recorded(example, "--clear", "オンラインでできる手続/出典", item="online")
        assert "[item.indicator.fields]" not in example.read("plans/2025/kurashi.toml")

    def test_what_must_stand_there_stays(self, example: Workspace) -> None:
        before = example.read("plans/2025/kurashi.toml")
        assert example.run("record", "2025", "online", "--clear", "予算額", "--yes").code == 1
        assert example.read("plans/2025/kurashi.toml") == before

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("連絡先", "[[direction]] の欄です"),
            ("連絡", "使えるのは actual、"),
            ("別のもの/出典", '--clear "指標/出典" のように'),
        ],
    )
    def test_what_cannot_be_taken_out_is_told(self, word: str, said: str, example: Workspace) -> None:
        outcome = example.run("record", "2025", "online", "--clear", word, "--yes")
        assert outcome.code == 2
        assert said in outcome.err

    @pytest.mark.parametrize(
        ("there", "after"),
        [
            ("yosan = { R1 = 1200, R2 = 5 }\n", "yosan = { R1 = 1200 }\n"),
            ("yosan = 1200\n", "yosan = 1200\n"),  # that of R1
        ],
    )
    def test_a_value_of_a_year_is_taken_out_alone(
        self, there: str, after: str, workspace: MakeWorkspace
    ) -> None:
        head = with_fields(f"{BUDGET}yearly = true\n").replace(
            "[[field]]", 'years = ["R1", "R3"]\n\n[[field]]', 1
        )
        items = f"{ITEM}\n[item.fields]\n{there}"
        made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items})
        assert made.run("record", "2019", "koho", "--year", "R2", "--yes", "--clear", "予算額").code == 0
        assert after in made.read("plans/2019/kurashi.toml")


class TestProse:
    """Texts of own fields are read as those of dxplan's keys are."""

    @pytest.mark.parametrize(
        ("file", "right", "wrong"),
        [
            ("kurashi.toml", "子育ての手続を加える。", "子育ての手続をを加える。"),
            ("plan.toml", "情報政策課 内線2345", "情報政策課がが受ける"),
        ],
    )
    def test_what_is_wrong_in_a_text_is_found_where_it_stands(
        self, file: str, right: str, wrong: str, example: Workspace
    ) -> None:
        text = example.read(f"plans/2025/{file}")
        assert findings(example) == []
        example.write(f"plans/2025/{file}", text.replace(right, wrong))
        (found,) = findings(example)
        assert found["code"] == "DX470"
        line = text[: text.index(right)].count("\n") + 1
        assert (found["path"], found["line"]) == (f"plans/2025/{file}", line)

    def test_it_is_put_right_for_its_own_year(self, workspace: MakeWorkspace) -> None:
        field = '[[field]]\nid = "jinen"\nheading = "次年度の取組"\nyearly = true\n'
        head = with_fields(f'years = ["R1", "R2"]\n\n{field}')
        items = f'{ITEM}\n[item.fields]\njinen = {{ "令和元年度" = "教室を開く。", R2 = "教室をを開く。" }}\n'
        made = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items})
        assert [found["code"] for found in findings(made)] == ["DX470"]

    def test_a_choice_and_a_link_are_no_prose(self, example: Workspace) -> None:
        text = example.read("plans/2025/kurashi.toml")
        example.write("plans/2025/kurashi.toml", text.replace("tokei/tetsuzuki", "tokei//をを。。"))
        assert findings(example) == []


class TestHandouts:
    """Columns, totals and data of own fields in handouts."""

    def rendered(self, made: Workspace, handout: str) -> str:
        outcome = made.run("render", "2025", "--draft", "--handout", handout)
        assert outcome.code == 0, outcome.err
        return made.read(f"out/2025/{handout}（案）.md")

    def sheet(self, made: Workspace, name: str, handout: str = "実施結果") -> list[list[object]]:
        """Return the rows of a sheet of a handout, without the empty cells."""
        workbook = openpyxl.load_workbook(made.path / "out" / "2025" / f"{handout}（案）.xlsx")
        return [
            [cell for cell in row if cell is not None] for row in workbook[name].iter_rows(values_only=True)
        ]

    def test_named_fields_are_the_last_columns_with_their_totals(self, example: Workspace) -> None:
        text = self.rendered(example, "実施結果")
        told = (
            "- **未達の理由**：入札をやり直した。\n- **予算額（千円）**：3,456.5\n- **決算額（千円）**：0\n"
        )
        assert f"{told}- **今後の方向性**：継続\n" in text
        assert "次年度の取組" not in text  # names no handout
        assert "| 計 | 16,256.5 | 11,500（未記入1） | 6 |" in text
        assert "連絡先 情報政策課 内線2345" in text
        headings = next(row for row in self.sheet(example, "1 暮らし") if "新規" in row)
        assert headings[-3:] == ["予算額\n（千円）", "決算額\n（千円）", "今後の方向性"]
        assert next(row for row in self.sheet(example, "集計") if row[:2] == ["計", 16256.5])[-1] == 6

    def test_a_pivot_of_the_data_adds_up_to_the_total(self, example: Workspace) -> None:
        text = example.read("plans/2025/kurashi.toml")
        more = '[[item.indicator]]\nname = "二つ目"\nunit = "件"\ntarget = 1\nactual = 1\n\n[item.result]'
        example.write("plans/2025/kurashi.toml", text.replace("[item.result]", more, 1))
        assert example.run("render", "2025", "--draft", "--handout", "データ").code == 0
        workbook = openpyxl.load_workbook(example.path / "out" / "2025" / "データ（案）.xlsx")
        heading, *rows = workbook["事業"].iter_rows(values_only=True)
        at = heading.index("予算額（千円）")
        assert len(rows) == 4  # each item once, and its 再掲
        figures = [row[at] for row in rows]
        assert sum(figure for figure in figures if isinstance(figure, (int, float))) == 16256.5
        assert [row[heading.index("開始日")] for row in rows][:1] == ["2021-04-01"]
        heading, *rows = workbook["指標"].iter_rows(values_only=True)
        assert {row[heading.index("出典")] for row in rows} > {None}

    def test_notebooks_have_a_column_for_each_field(self, example: Workspace) -> None:
        judged = dxplan.judge(dxplan.read(str(example.path / "plans" / "2025")))
        items = judged.to_records()
        assert sum(row["fields.yosan"] or 0 for row in items if row["repost_of"] is None) == Decimal(
            "16256.5"
        )
        assert "2021-04-01" in {value for row in items for value in row.values()}
        assert all("fields" not in row for row in (*items, *judged.to_records("indicators")))
        fields = {
            name for row in judged.to_records("indicators") for name in row if name.startswith("fields.")
        }
        assert fields == {"fields.shutten"}

    @pytest.mark.parametrize(
        ("handout", "named"), [("KPI一覧", ["予算額（千円）", "出典"]), ("ロードマップ", ["予算額（千円）"])]
    )
    def test_other_handouts_have_the_columns_of_fields_that_name_them(
        self, handout: str, named: list[str], example: Workspace
    ) -> None:
        lines = [
            [cell.strip() for cell in line.strip("|").split(" |")]
            for line in self.rendered(example, handout).splitlines()
            if line.startswith("| ")
        ]
        assert lines[0][-len(named) :] == named
        assert "12,000" in lines[1][-len(named) :]

    def test_indices_and_goals_have_them_and_their_sum(self, workspace: MakeWorkspace) -> None:
        fields = (
            f'{BUDGET}total = true\nhandouts = ["成果指標"]\n\n[[field]]\nid = "shutten"\nheading = "出典"\n'
            'on = "indicator"\nhandouts = ["成果指標"]\n'
        )
        indicator = '\n[[item.indicator]]\nname = "{0}"\nunit = "件"\ntarget = 10\nactual = 12\n'
        items = [
            f'[[item]]\nid = "{kind}-{number}"\nkind = "{kind}"\nname = "{kind}{number}"\n'
            f"\n[item.fields]\nyosan = {number}000\n"
            + "".join(
                f'{indicator.format(name)}\n[item.indicator.fields]\nshutten = "{name}の統計"\n'
                for name in ("甲", "乙")
            )
            for kind in ("kpi", "goal")
            for number in (1, 2)
        ]
        made = workspace(
            {"plans/2019/plan.toml": with_fields(fields), "plans/2019/kurashi.toml": "\n".join(items)}
        )
        assert made.run("render", "2019", "--handout", "成果指標").code == 0
        rows = [
            [cell.strip() for cell in line.strip("|").split(" |")]
            for line in made.read("out/2019/成果指標.md").splitlines()
            if line.startswith("| ")
        ]
        start = next(number for number, row in enumerate(rows) if row[0] == "KPI・中間指標")
        assert [row[-2:] for row in rows[:start]] == [
            ["予算額（千円）", "出典"],
            ["1,000", "甲の統計"],
            ["", "乙の統計"],
            ["2,000", "甲の統計"],
            ["", "乙の統計"],
            ["3,000", ""],
        ]
        indices = [row for row in rows[start:] if len(row) > 1]
        assert [row[-2:] for row in indices if row[0] in ("**kpi1**", "kpi1", "・甲")][:2] == [
            ["**1,000**", ""],
            ["", "甲の統計"],
        ]
        assert indices[-1][-2:] == ["3,000", ""]
        workbook = openpyxl.load_workbook(made.path / "out/2019/成果指標.xlsx")
        totals = [row for row in workbook["KPI"].iter_rows(values_only=True) if row[0] == "計"]
        assert [row[7] for row in totals] == [3000]

    def test_contents_have_those_of_directions_and_their_sum(self, example: Workspace) -> None:
        head = example.read("plans/2025/plan.toml")
        field = (
            '[[field]]\nid = "waku"\nheading = "予算の枠"\nkind = "money"\nunit = "千円"\non = "direction"\n'
        )
        head = head.replace("[[direction]]", f'{field}total = true\nhandouts = ["目次"]\n\n[[direction]]', 1)
        head = head.replace("renraku = ", "waku = 1500\nrenraku = ", 1)
        example.write("plans/2025/plan.toml", head)
        text = self.rendered(example, "目次")
        rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
        assert [row[-1].strip() for row in rows] == ["予算の枠（千円）", "1,500", "", "1,500"]

    def test_a_project_of_several_kpis_has_its_own_fields_once(self, example: Workspace) -> None:
        text = example.read("plans/2025/kurashi.toml")
        more = '[[item.indicator]]\nname = "二つ目"\nunit = "件"\ntarget = 1\nactual = 1\n\n[item.result]'
        example.write("plans/2025/kurashi.toml", text.replace("[item.result]", more, 1))
        lines = [
            line
            for line in self.rendered(example, "KPI一覧").splitlines()
            if "手続" in line or "二つ目" in line
        ]
        assert [line.count("12,000") for line in lines[:2]] == [1, 0]

    def test_the_look_says_where_a_column_stands_and_how_wide_it_is(self, example: Workspace) -> None:
        look = (ROOT / "templates" / "results.toml").read_text(encoding="utf-8")
        column = '[[column]]\nfield = "fields.kessan"\nheading = "決算"\nwidth = 9\nalign = "right"\n\n'
        example.write("templates/results.toml", look.replace("[[column]]", f"{column}[[column]]", 1))
        self.rendered(example, "実施結果")
        headings = next(row for row in self.sheet(example, "1 暮らし") if "新規" in row)
        assert (headings[0], headings[-2:]) == ("決算", ["予算額\n（千円）", "今後の方向性"])

    def test_a_column_that_is_misspelt_is_refused_and_one_of_another_plan_left_out(
        self, example: Workspace, real: Workspace
    ) -> None:
        look = (ROOT / "templates" / "results.toml").read_text(encoding="utf-8")
        example.write("templates/results.toml", look.replace('"mark"', '"fields.kesan"', 1))
        outcome = example.run("render", "2025", "--draft", "--handout", "実施結果")
        assert (outcome.code, "「fields.kessan」の間違いではありませんか。" in outcome.err) == (2, True)
        assert real.run("render", "2019", "--handout", "実施結果", "--format", "xlsx").code == 0

    def test_a_template_may_use_any_field_of_an_item(self, example: Workspace) -> None:
        own = (
            "{% for d in directions %}{% for row in d.rows %}{{ row.own['horei'] }}。{% endfor %}{% endfor %}"
        )
        example.write("templates/results.md.j2", own)
        assert self.rendered(example, "実施結果").startswith("デジタル手続法。。。デジタル手続法。")


@pytest.fixture
def two_years(example: Workspace) -> Workspace:
    """The example, and the year before with another amount."""
    plan = example.path / "plans"
    shutil.copytree(plan / "2025", plan / "2024")
    head = (plan / "2024" / "plan.toml").read_text(encoding="utf-8")
    example.write("plans/2024/plan.toml", head.replace("fiscal_year = 2025", "fiscal_year = 2024"))
    items = (plan / "2024" / "kurashi.toml").read_text(encoding="utf-8")
    example.write("plans/2024/kurashi.toml", items.replace("yosan = 12000", 'yosan = "900万円"'))
    return example


def test_the_review_shows_the_fields_that_name_it(two_years: Workspace) -> None:
    assert two_years.run("review", "2024", "2025", "--out", "out", "--draft").code == 0
    text = two_years.read("out/2024-2025/総括（案）.md")
    assert "| 　予算額（千円） | 13,256.5 | 16,256.5 |" in text  # the whole
    assert "- 連絡先 情報政策課 内線2345\n" in text
    assert "| 推移 | 予算額（千円） | 今後の方向性 |" in text
    course = next(line for line in text.split("\n") if line.startswith("| 手続のオンライン化 |"))
    assert course.endswith("| 9,000→<br>12,000 | 拡充 |"), "amounts of every year, of a choice the last"
    book = openpyxl.load_workbook(two_years.path / "out/2024-2025/総括（案）.xlsx")
    rows = [[cell.value for cell in row] for row in book["総括"].iter_rows(max_col=3)]
    assert ["　予算額（千円）", 13256.5, 16256.5] in rows


def test_a_field_of_an_indicator_has_no_place_in_the_review(example: Workspace) -> None:
    head = example.read("plans/2025/plan.toml").replace(
        'kind = "link"\nhandouts = ["KPI一覧"]', 'kind = "link"\nhandouts = ["総括"]'
    )
    example.write("plans/2025/plan.toml", head)
    (found,) = findings(example)
    assert (found["code"], found["hint"]) == ("DX331", "載せられるのは KPI一覧、成果指標 です。")
