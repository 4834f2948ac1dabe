"""The smallest change to a TOML text, in every layout people write; everything else stays byte for byte."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
import tomli

from dxplan.format.editing import EditError, set_values
from dxplan.format.layout import Value, format_value
from dxplan.format.positions import Splice, find_positions
from dxplan.model import KeyPath
from dxplan.model.findings import DxplanError
from tests.conftest import PLAN_2019

ITEM = ("item", 0)
RESULT = (*ITEM, "result")
INDICATOR = (*ITEM, "indicator", 0)
OVERRIDE = (*RESULT, "override")
MILESTONE = (*ITEM, "milestone")

# name: (before, edits, after). "+" marks the lines that are new, "~" the changed ones; see ``parse``.
CASES: dict[str, tuple[list[tuple[KeyPath, Value]], str]] = {
    "a new result goes behind the item, with a blank line before it": (
        [((*RESULT, "done"), True), ((*RESULT, "report"), "開いた。")],
        """
        | [[item]]
        | id = "koho"
        +
        + [item.result]
        + done = true
        + report = "開いた。"
        |
        | [[item]]
        | id = "web"
        """,
    ),
    "a new result goes behind the indicators": (
        [((*RESULT, "done"), False)],
        """
        | [[item]]
        | id = "koho"
        |
        | [[item.indicator]]
        | target = 12  # 目標
        +
        + [item.result]
        + done = false
        |
        | # 次の項目
        | [[item]]
        """,
    ),
    "a new actual goes behind the target, comments stay with their lines": (
        [((*INDICATOR, "actual"), 12)],
        """
        | [[item]]
        | [[item.indicator]]
        | name = "開催回数"
        | unit = "回"
        | target = 12  # 年12回
        + actual = 12
        | # R5年度まで
        | due = "R5"
        """,
    ),
    "a table without any earlier key gets the new one below its header": (
        [((*INDICATOR, "actual"), Decimal("57.9"))],
        """
        | [[item]]
        | [[item.indicator]]  # 一つ目
        + actual = 57.9
        | due = "R5"
        """,
    ),
    "an existing value alone is replaced": (
        [((*INDICATOR, "actual"), "26億2,652万"), ((*RESULT, "done"), True)],
        """
        | [[item]]
        | [[item.indicator]]
        - actual   =  11   # 速報
        + actual   =  "26億2,652万"   # 速報
        | [item.result]
        - done=false#まだ
        + done=true#まだ
        """,
    ),
    "a text of several lines takes the place of one and one of several": (
        [((*RESULT, "report"), "・一\n・二"), ((*RESULT, "reason"), "台風")],
        '''
        | [[item]]
        | [item.result]
        - report = "開いた。"  # 実績
        + report = """
        + ・一
        + ・二"""  # 実績
        - reason = """
        - 台風
        - と雪"""
        + reason = "台風"
        | wording = "x"
        ''',
    ),
    "a new text goes behind one of several lines": (
        [((*RESULT, "reason"), "台風")],
        '''
        | [[item]]
        | [item.result]
        | report = """
        | ・一 = 1
        | [item]
        | ・二"""  # 実績
        + reason = "台風"
        | # 終わり
        ''',
    ),
    "an overrule gets a table of its own": (
        [((*OVERRIDE, "verdict"), "未達"), ((*OVERRIDE, "reason"), "遅れ")],
        """
        | [[item]]
        | [item.result]
        | done = true
        +
        + [item.result.override]
        + verdict = "未達"
        + reason = "遅れ"
        |
        | [[item]]
        """,
    ),
    "an overrule without any result too": (
        [((*OVERRIDE, "verdict"), "未達"), ((*OVERRIDE, "reason"), "遅れ")],
        """
        | [[item]]
        | id = "koho"
        +
        + [item.result.override]
        + verdict = "未達"
        + reason = "遅れ"
        """,
    ),
    "a result that has only an overrule gets its own table behind it": (
        [((*RESULT, "done"), True)],
        """
        | [[item]]
        | [item.result.override]
        | verdict = "未達"
        +
        + [item.result]
        + done = true
        |
        | [[item]]
        """,
    ),
    "a result written with dots goes on with dots": (
        [
            ((*RESULT, "report"), "開いた。"),
            ((*OVERRIDE, "verdict"), "未達"),
            ((*OVERRIDE, "reason"), "遅れ"),
        ],
        """
        | [[item]]
        | id = "koho"
        |   result.done = true  # 済
        +   result.report = "開いた。"
        +   result.override.verdict = "未達"
        +   result.override.reason = "遅れ"
        | goal = "x"
        |
        | [[item]]
        """,
    ),
    "a result with dots and an overrule with a header go on as they are": (
        [((*RESULT, "report"), "開いた。"), ((*OVERRIDE, "reason"), "遅れ")],
        """
        | [[item]]
        | result.done = true
        + result.report = "開いた。"
        |
        | [item.result.override]
        | verdict = "未達"
        + reason = "遅れ"
        """,
    ),
    "an inline result goes on inline": (
        [
            ((*RESULT, "report"), "開いた。"),
            ((*OVERRIDE, "verdict"), "未達"),
            ((*OVERRIDE, "reason"), "遅れ"),
        ],
        """
        | [[item]]
        - result = { done = true }  # 済
        + result = { done = true, report = "開いた。", override.verdict = "未達", override.reason = "遅れ" }  # 済
        | goal = "x"
        """,
    ),
    "inline tables keep their blanks": (
        [
            ((*RESULT, "done"), True),
            (("item", 1, "result", "done"), True),
            (("item", 2, "result", "done"), True),
        ],
        """
        | [[item]]
        - result = {report="x"}
        + result = {report="x", done = true}
        | [[item]]
        - result = {}
        + result = { done = true }
        | [[item]]
        - result = {   report = "}"   }
        + result = {   report = "}", done = true   }
        """,
    ),
    "an inline table of several lines goes on behind its last value": (
        [((*INDICATOR, "actual", "denominator"), 3367)],
        """
        | [[item]]
        | [[item.indicator]]
        | actual = {
        -   numerator = 3123, # 件
        +   numerator = 3123, denominator = 3367, # 件
        | }
        """,
    ),
    "items that are all inline stay so": (
        [((*INDICATOR, "actual"), 12), ((*RESULT, "done"), True)],
        """
        | item = [
        -   { id = "koho", indicator = [{ name = "回数", target = 12 }] },  # 一つ目
        +   { id = "koho", indicator = [{ name = "回数", target = 12, actual = 12 }], result.done = true },  # 一つ目
        |   { id = "web" },
        | ]
        """,
    ),
    "a quotient replaces a number and a number a quotient": (
        [
            ((*INDICATOR, "actual"), {"numerator": 3123, "denominator": Decimal("3367.5")}),
            (("item", 0, "indicator", 1, "actual"), 92),
        ],
        """
        | [[item]]
        | [[item.indicator]]
        - actual = 92  # 率
        + actual = { numerator = 3123, denominator = 3367.5 }  # 率
        | [[item.indicator]]
        - actual = { numerator = 3123, denominator = 3367 }  # 率
        + actual = 92  # 率
        """,
    ),
    "of yearly tables only the year's entry changes": (
        [
            ((*INDICATOR, "actual", "R1"), 12),
            ((*RESULT, "R元", "done"), True),
            ((*RESULT, "R元", "override", "verdict"), "未達"),
        ],
        """
        | [[item]]
        | [[item.indicator]]
        - actual = { H30 = 10, R1 = 11 }
        + actual = { H30 = 10, R1 = 12 }
        | [item.result."R元"]
        - done = false
        + done = true
        +
        + [item.result."R元".override]
        + verdict = "未達"
        |
        | [item.result.R2]
        | done = false
        """,
    ),
    "a year written with dots and quotes goes on with them": (
        [((*RESULT, "R元", "report"), "開いた。")],
        """
        | [[item]]
        | [item.result]
        | "R元".done = true
        + "R元".report = "開いた。"
        | R2.done = false
        """,
    ),
    "quoted keys are the same keys": (
        [((*RESULT, "done"), True), ((*RESULT, "report"), "x")],
        """
        | [["item"]]
        | ["item" . 'result']
        - "done" = false
        + "done" = true
        + report = "x"
        """,
    ),
    "indented files stay indented, as the key before the new one is": (
        [((*INDICATOR, "actual"), 12), ((*RESULT, "done"), True), ((*OVERRIDE, "verdict"), "未達")],
        """
        | [[item]]
        |   id = "koho"
        |   [[item.indicator]]
        |     target = 12
        +     actual = 12
        |   [item.result]
        +   done = true
        +
        +   [item.result.override]
        +   verdict = "未達"
        """,
    ),
    "tabs are indentation too": (
        [((*RESULT, "report"), "x")],
        """
        | [[item]]
        | [item.result]
        | \tdone = true
        + \treport = "x"
        """,
    ),
    "one value of an array is replaced in its place": (
        [((*INDICATOR, "actual", "R6", 1), Decimal("75.5")), ((*INDICATOR, "actual", "R6", 0), "約84")],
        """
        | [[item]]
        | [[item.indicator]]
        | actual = { R5 = [1, 2], R6 = [
        -   83,  # 国語
        -   { numerator = 1, denominator = 2 }  # 算数
        +   "約84",  # 国語
        +   75.5  # 算数
        | ] }
        """,
    ),
    "a year goes behind the others of its table": (
        [((*INDICATOR, "actual", "R6"), [84, 75])],
        """
        | [[item]]
        | [[item.indicator]]
        | [item.indicator.actual]
        | R5 = [83, 74]  # 確定
        + R6 = [84, 75]
        |
        | # 次の項目
        | [[item]]
        """,
    ),
    "the first table of an array goes behind the item, with a blank line before it": (
        [((*MILESTONE, 0, "half"), "R6上期"), ((*MILESTONE, 0, "state"), "順調")],
        """
        | [[item]]
        | id = "koho"
        |
        | [item.result]
        | done = true  # 済
        +
        + [[item.milestone]]
        + half = "R6上期"
        + state = "順調"
        |
        | # 次の項目
        | [[item]]
        """,
    ),
    "a further table of an array goes behind its last": (
        [((*MILESTONE, 1, "half"), "R6下期"), ((*MILESTONE, 1, "progress"), "選んだ。")],
        """
        |   [[item]]
        |   [[item.milestone]]
        |     half = "R6上期"
        |     plan = "選ぶ。"  # 予定
        +
        +   [[item.milestone]]
        +   half = "R6下期"
        +   progress = "選んだ。"
        |   # 実績
        |   [item.result]
        |   done = true
        |   [[item]]
        """,
    ),
    "a key of a table of an array goes to its place in it": (
        [((*MILESTONE, 0, "state"), "遅れ"), ((*MILESTONE, 0, "progress"), "選んでいる。")],
        """
        | [[item]]
        | [[item.milestone]]
        | half = "R6上期"
        | plan = "選ぶ。"  # 予定
        + progress = "選んでいる。"
        - state = "順調"  # 状態
        + state = "遅れ"  # 状態
        |
        | [[item.milestone]]
        | half = "R6下期"
        """,
    ),
    "an inline array gets an inline table": (
        [
            ((*MILESTONE, 1, "half"), "R6下期"),
            ((*MILESTONE, 1, "state"), "順調"),
            (("item", 1, "milestone", 0, "half"), "R6下期"),
            (("item", 2, "milestone", 0, "half"), "R6下期"),
            (("item", 2, "milestone", 0, "state"), "順調"),
        ],
        """
        | [[item]]
        | milestone = [
        -   { half = "R6上期", plan = "[選ぶ]" },  # 上期
        +   { half = "R6上期", plan = "[選ぶ]" }, { half = "R6下期", state = "順調" },  # 上期
        | ]  # 半期
        | [[item]]
        - milestone = [ ]
        + milestone = [{ half = "R6下期" } ]
        | [[item]]
        - milestone = []
        + milestone = [{ half = "R6下期", state = "順調" }]
        """,
    ),
    "an item that is all inline gets an inline array": (
        [((*MILESTONE, 0, "half"), "R6上期"), ((*MILESTONE, 0, "state"), "順調")],
        """
        - item = [{ id = "koho" }]
        + item = [{ id = "koho", milestone = [{ half = "R6上期", state = "順調" }] }]
        """,
    ),
    "arrays and comments between the items are nobody's business": (
        [(("item", 1, "result", "done"), True), ((*RESULT, "done"), True)],
        """
        | # 先頭
        | [[item]]
        | departments = [
        |   "総務部 広報課", # 一つ目
        |   "教育庁",
        | ]  # 二つ
        +
        + [item.result]
        + done = true
        | # 間
        |
        | # 間の二つ目
        | [[item]]
        | id = "web" # 終わり
        +
        + [item.result]
        + done = true
        |
        |
        """,
    ),
}


def parse(layout: str) -> tuple[str, str]:
    """Return the text before and after: ``|`` in both, ``-`` before, ``+`` after."""
    lines = [line.strip(" ") for line in layout.strip("\n").split("\n")]
    before = [line[2:] for line in lines if line[:1] in ("|", "-")]
    after = [line[2:] for line in lines if line[:1] in ("|", "+")]
    return "\n".join([*before, ""]), "\n".join([*after, ""])


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("edits", "layout"), CASES.values(), ids=CASES)
def test_only_what_is_set_changes(edits: list[tuple[KeyPath, Value]], layout: str, newline: str) -> None:
    before, after = (text.replace("\n", newline) for text in parse(layout))

    assert set_values(before, edits) == after


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("last", "edit", "added"),
    [
        ("[item.result]|done = true", ((*RESULT, "report"), "x"), '|report = "x"|'),
        ("[item.result]|done = true # 済", ((*RESULT, "report"), "x"), '|report = "x"|'),
        ("[item.result]", ((*RESULT, "report"), "x"), '|report = "x"|'),
        ('id = "koho"', ((*RESULT, "done"), True), "||[item.result]|done = true|"),
    ],
)
def test_a_file_without_newline_at_its_end_gets_one_before_and_behind_what_is_new(
    last: str, edit: tuple[KeyPath, Value], added: str, newline: str
) -> None:
    before = f"[[item]]|{last}".replace("|", newline)

    assert set_values(before, [edit]) == before + added.replace("|", newline)


def test_a_file_without_newline_at_its_end_stays_so_where_a_value_is_replaced() -> None:
    assert set_values("[[item]]\nresult.done = false", [((*RESULT, "done"), True)]) == (
        "[[item]]\nresult.done = true"
    )


def test_a_file_with_both_line_ends_gets_the_one_of_the_place() -> None:
    before = "[[item]]\r\n[item.result]\r\ndone = true\r\n\n[[item]]\n[item.result]\ndone = true\n"

    after = set_values(before, [((*RESULT, "report"), "一\n二"), (("item", 1, "result", "report"), "三\n四")])

    assert after == (
        '[[item]]\r\n[item.result]\r\ndone = true\r\nreport = """\r\n一\r\n二"""\r\n'
        '\n[[item]]\n[item.result]\ndone = true\nreport = """\n三\n四"""\n'
    )


def test_a_text_of_several_lines_in_an_inline_table_has_the_files_line_ends() -> None:
    before = "[[item]]\r\nresult = { done = true }\r\n"

    after = set_values(before, [((*RESULT, "report"), "一\n二")])

    assert after == '[[item]]\r\nresult = { done = true, report = """\r\n一\r\n二""" }\r\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "普通の文。",
        'かぎ "引用" と \\ 円記号',
        'three """ quotes\nand """" four',
        'ends in a quote\n"',
        "'literal'",
        "tab\tand control \x00\x1b\x7f",
        "a lone \r return\nand a line",
        "一行目\n\n三行目\n",
        "\n\n",
        "  blanks  \n  around  ",
        "# no comment\n[item]\nkey = 1",
        "backslash at the end \\\nnext",
        "𠮷野家 か\u3099 \u2028 \u0085 \ufeff",
        "= + - @ |",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    "layout", ["[item.result]|done = true|", "result = { done = true }|", 'result.report = "x"|']
)
def test_any_text_is_read_back_as_it_was_given(text: str, newline: str, layout: str) -> None:
    before = f"[[item]]|{layout}".replace("|", newline)

    after = set_values(before, [((*RESULT, "report"), text)])

    assert tomli.loads(after)["item"][0]["result"]["report"] == text
    assert after.replace("\r\n", "\n" if newline == "\r\n" else "\r\n").count("\r\n") == 0, (
        "one kind of line end"
    )


def test_a_text_with_windows_line_ends_is_written_with_the_files_own() -> None:
    after = set_values("[[item]]\nresult.done = true\n", [((*RESULT, "report"), "一\r\n二")])

    assert after == '[[item]]\nresult.done = true\nresult.report = """\n一\n二"""\n'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (-3, "-3"),
        (Decimal("65.0"), "65.0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        ("約50万", '"約50万"'),
        ('"', '"\\""'),
        ("一\n二", '"""\n一\n二"""'),
        ({"numerator": 3123, "denominator": 3367}, "{ numerator = 3123, denominator = 3367 }"),
        ({"R元": "集計中"}, '{ "R元" = "集計中" }'),
        ([84, Decimal("75.0"), "/"], '[84, 75.0, "/"]'),
        ({"R6": {"numerator": 1, "denominator": 2}}, "{ R6 = { numerator = 1, denominator = 2 } }"),
    ],
)
def test_values_are_written_as_people_write_them(value: Value, written: str) -> None:
    assert format_value(value) == written


@pytest.mark.parametrize(
    ("text", "edit", "where"),
    [
        ("", ((*RESULT, "done"), True), "item.0.result.done"),
        ("# 見出しの前に何もない\n[[item]]\n", (("office",), "課"), "office"),
        ("[[item]]\n", (("item", 1, "result", "done"), True), "item.1.result.done"),
        ("[[item]]\n", (("item", 0), "x"), "item.0"),
        ("[[item]]\n", (("item", 5), "x"), "item.5"),
        ("[[item]]\nparts = [1]\n", ((*ITEM, "parts", 1), 2), "item.0.parts.1"),
        ("[[item]]\nparts = [1]\n", ((*ITEM, "parts", 0, "x"), 2), "item.0.parts.0.x"),
        ("[[item]]\n", ((*MILESTONE, 1, "half"), "R6上期"), "item.0.milestone.1.half"),
        ("[[item]]\nmilestone = []\n", ((*MILESTONE, 1, "half"), "R6上期"), "item.0.milestone.1.half"),
        ("[[item]]\n[item.milestone]\n", ((*MILESTONE, 0, "half"), "R6上期"), "item.0.milestone.0.half"),
        ("[[item]]\nresult = 5\n", ((*RESULT, "done"), True), "item.0.result.done"),
        ("[[item]]\nresult = [1]\n", ((*RESULT, "done"), True), "item.0.result.done"),
        ("[[item]]\nresult = [{ done = true }]\n", ((*RESULT, "done"), True), "item.0.result.done"),
        ("item = []\n", ((*RESULT, "done"), True), "item.0.result.done"),
        ("item = [{ }]\n", (("item", 3, "result", "done"), True), "item.3.result.done"),
        (
            "[[item]]\n[[item.indicator]]\n[item.indicator.actual]\nnumerator = 1\ndenominator = 2\n",
            ((*INDICATOR, "actual"), 12),
            "item.0.indicator.0.actual",
        ),
        (
            "[[item]]\n[[item.indicator]]\nactual.numerator = 1\nactual.denominator = 2\n",
            ((*INDICATOR, "actual"), 12),
            "item.0.indicator.0.actual",
        ),
        ("[[item]]\nresult.done = false\ntarget = nan\n", ((*RESULT, "done"), True), "item.0.result.done"),
        ("[[item]]\n[[item.result]]\ndone = true\n", ((*RESULT, "done"), True), "item.0.result.done"),
        ("[[item]]\n[[item.result]]\n", ((*OVERRIDE, "verdict"), "未達"), "item.0.result.override.verdict"),
    ],
)
def test_what_cannot_be_edited_in_one_place_is_refused(
    text: str, edit: tuple[KeyPath, Value], where: str
) -> None:
    with pytest.raises(EditError) as refused:
        set_values(text, [edit])

    assert refused.value.message == f"この書き方のファイルには「{where}」を書き込めません。"
    assert "何も書き込んでいません" in refused.value.hint


def test_a_key_of_the_file_itself_stands_behind_those_that_come_before_it() -> None:
    text = '# 表紙\ntitle = "x"  # 仮称\nfiscal_year = 2019\n\n[rate]\ndigits = 1\n'
    told = set_values(text, [(("office",), "課"), (("comment",), ["文。"])])
    assert told == (
        '# 表紙\ntitle = "x"  # 仮称\noffice = "課"\nfiscal_year = 2019\ncomment = ["文。"]\n\n[rate]\ndigits = 1\n'
    )


def test_bytes_that_a_terminal_could_not_decode_are_refused() -> None:
    undecoded = "広報".encode("cp932").decode("utf-8", errors="surrogateescape")

    values: list[Value] = [undecoded, {"R6": [1, undecoded]}]
    for value in values:
        with pytest.raises(DxplanError, match="文字として読めない"):
            set_values("[[item]]\nresult.done = true\n", [((*RESULT, "report"), value)])


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("file", sorted(PLAN_2019.glob("[!p]*.toml")), ids=lambda file: str(file.name))
def test_every_item_of_the_real_plan_can_be_recorded_anew(file: Path, newline: str) -> None:
    before = file.read_text(encoding="utf-8").replace("\n", newline)
    data = tomli.loads(before, parse_float=Decimal)
    for index, item in enumerate(data["item"]):
        if "repost_of" in item:
            continue
        edits: list[tuple[KeyPath, Value]] = [
            (("item", index, "indicator", number, "actual"), 7)
            for number, _ in enumerate(item.get("indicator", []))
        ]
        edits += [
            (("item", index, "result", "report"), "一\n二"),
            (("item", index, "result", "wording"), "三"),
        ]

        after = set_values(before, edits)

        outside = dict(enumerate(tomli.loads(after, parse_float=Decimal)["item"]))
        assert outside.pop(index)["result"]["report"] == "一\n二"
        assert outside == {number: other for number, other in enumerate(data["item"]) if number != index}
        headers = [position for position, line in enumerate(before.split(newline)) if line == "[[item]]"]
        first = headers[index]
        behind = len(before.split(newline)) - headers[index + 1] if index + 1 < len(headers) else 1
        assert after.split(newline)[:first] == before.split(newline)[:first]
        assert after.split(newline)[-behind:] == before.split(newline)[-behind:]


#: Items in several layouts, one of them with its result behind what comes after it, and one of the next array.
MANY = """\
# 冒頭
[[item]]
id = "koho"  # 一つ目
result = { done = true }

[[item]]
id = "kenshu"
[[item.indicator]]
name = "回数"
target = 3

# 三つ目の前
[[item]]
id = "soudan"
[[direction]]
id = "madoguchi"
[item.result]
done = false
reason = "延期"
"""
ANSWERS: list[tuple[KeyPath, Value | None]] = [
    (("item", 2, "result", "report"), "相談に応じた。"),
    (("item", 0, "result", "report"), "広報した。\n続けた。"),
    (("item", 1, "indicator", 0, "actual"), 4),
    (("item", 2, "result", "reason"), None),
    (("item", 1, "result", "done"), True),
    (("item", 1, "result", "report"), "開いた。"),
    (("item", 0, "result", "done"), False),
    (("direction", 0, "name"), "窓口"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_many_values_at_once_are_set_as_one_after_the_other(newline: str) -> None:
    text = MANY.replace("\n", newline)
    one_by_one = text
    for answer in ANSWERS:
        one_by_one = set_values(one_by_one, [answer])
    assert set_values(text, ANSWERS) == one_by_one
    assert set_values(text, ANSWERS[1:3]) != text


CASES_OF_POSITIONS = '''
title = "計画"
[rate]
digits = 1
[[item]]
id = "koho"
"name" = "広報" # 注
result.state = { word = "順調", why = [ "a", "b" ] }
departments = [
  "総務部 広報課",
]
[[item.indicator]]
name = "研修"
actual = { R4 = 1, R5 = "2" }
[[item.indicator]]
name = "閲覧"
[[item]]
id = "web"
goal = """
長い
文"""
[item.own]
x.y = 2020-03-31
'''

PIECES = {
    "a line": "zz = 1\n",
    "a table of the item": '\n[item.result]\ndone = true\nreport = """\nした。\n"""\n',
    "a table of an array": "[[item.link]]\nname = \"計画\"\nurl = 'https://example.jp'\n",
    "dotted keys": "result . done = true\nresult.override = { verdict = '未達', reason = \"無理\" } # 注\n",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_where_things_stand_after_lines_were_put_in_is_known_without_looking_at_the_others(
    piece: str,
) -> None:
    text = CASES_OF_POSITIONS
    before = find_positions(text)
    # Behind every statement: where the text up to there can be read, and what follows begins a line.
    ends = {span.end for spans in (before.values, before.headers) for span in spans.values()}
    places = {
        text.index("\n", end) + 1 for end in ends if not text[end : text.index("\n", end)].strip(" ]},\"'")
    }
    assert len(places) > 8
    for place in places:
        try:
            tomli.loads(text[:place])
        except tomli.TOMLDecodeError:
            continue
        splice = Splice(place, place, piece)
        known, looked = before.after(splice), find_positions(splice.of(text))
        assert [*known.keys.items()] == [*looked.keys.items()]
        assert [*known.values.items()] == [*looked.values.items()]
        assert [*known.headers.items()] == [*looked.headers.items()]


def test_of_many_values_the_one_that_cannot_be_set_is_named() -> None:
    with pytest.raises(EditError) as refused:
        set_values(MANY, [*ANSWERS, (("item", 9, "result", "done"), True)])
    assert "item.9" in refused.value.message


def test_hundreds_of_values_take_one_look_at_a_file() -> None:
    items = "".join(f'[[item]]\nid = "i{number}"\noverview = "{"文" * 200}"\n\n' for number in range(400))
    answers: list[tuple[KeyPath, Value | None]] = [
        (("item", number, "result", key), value)
        for number in range(400)
        for key, value in (("done", True), ("report", "行った。"))
    ]
    begun = process_time()
    few = set_values(items, answers[:80])
    middle = process_time()
    many = set_values(items, answers)
    assert many.count("行った。") == 400
    assert few.count("行った。") == 40
    # Ten times as many: looked for anew for each, they would take ten times as long, and so would each of them.
    assert process_time() - middle < 6 * (middle - begun) + 0.2
