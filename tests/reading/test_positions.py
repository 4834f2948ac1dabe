"""Where keys and values stand in a TOML text: every span, read alone, is what the whole text says there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from dxplan.format.positions import Extent, Positions, find_positions
from dxplan.model import KeyPath
from tests.conftest import PLAN_2019, MakeWorkspace, Workspace

ONE_LINE = """\
# 計画
title = "アクションプラン2019"   # 題名
office='情報政策課'
fiscal_year = 2019
decimal = 65.0
negative = -1_200.5e-3
hexadecimal = 0xFF
yes = true
no = false
day = 2019-04-01
moment = 2019-04-01 08:30:00
zone = 2019-04-01T08:30:00.5+09:00
hour = 08:30:00
infinite = -inf
"""
TEXTS = {
    "values of one line": ONE_LINE,
    "no blank around =": 'a=1\nb="x"#comment\nc=[1,2]\nd={e=1,f=2}\n',
    "blanks everywhere": '\t a \t = \t "x" \t # c\n  [ t ]\n  b  .  c  =  1  \n',
    "strings with quotes": r"""
a = "he said \"12\" # no comment"
b = 'C:\temp\ "x" # no comment'
c = ""
d = ''
e = "\\"
f = "】= [x] {y} ,"
""",
    "strings of several lines": '''
a = """
・一つ目 "引用" ""二つ""
・二つ目 = [1]  # not a comment
[item]
"""
b = """ends in a quote\""""
c = """ends in two quotes"""""
d = """"starts in a quote"""
e = """"""
f = """\\
   continued \\
   "" here"""
after = 1
''',
    "literal strings of several lines": """
a = '''
It's '12' ''x'' \\ no escape
[item]'''
b = '''ends in a quote''''
c = '''ends in two quotes'''''
d = ''''''
after = 1
""",
    "keys": """
bare-key_1 = 1
"quoted key" = 2
'literal key' = 3
"令和元年度" = 4
"a.b" = 5
"" = 6
"\\"x\\" = \\u4ee4" = 7
1234 = 8
x.y.z = 9
x."y".w = 10
x . 'y' . "v" = 11
""",
    "tables": """
top = 1
[rate]
digits = 1
[a.b.c]
x = 1
[a.b]
y = 2
[a]
z = 3
["quoted table".'literal']
w = 4
""",
    "arrays of tables": """
[[item]]
id = "a"
[[item.indicator]]
target = 1
[[item.indicator]]
target = 2
[item.indicator.actual]
numerator = 3
[item.result]
done = true
[item.result.override]
verdict = "未達"
[[item]]
id = "b"
[[item.indicator]]
target = 4
result.done = true
[[item]]
[[item]]
id = "c"
""",
    "arrays": """
empty = []
blank = [ ]
flat = [1, "二", 3.0, true]
trailing = [1, 2, ]
lines = [
  "一",  # 最初
  # a comment ] alone
  "二"
  ,
  "三",
]
nested = [[1, [2, 3]], [], [["]", '}']]]
tables = [{a = 1}, {a = 2, b = [{c = 3}]}, {}]
texts = [\"\"\"
first\"\"\", '''
second''']
after = 1
""",
    "inline tables": """
empty = {}
blank = {  }
actual = { numerator = 3123, denominator = 3367 }
years = { R4 = "110万", R5 = "250万", "R元" = 1 }
deep = { a = { b = { c = [1, { d = 2 }] } } }
dots = { a.b = 1, a.c = 2, "x y".z = 3 }
tricky = { a = "}", b = '{', c = "],", d = "# no" }
after = 1
""",
    "inline tables of several lines": """
actual = {
  numerator = 3123, # 件
  denominator = 3367,
}
after = 1
""",
    "wide characters before values": 'items = [ "令和元年度", { "名" = "広報", n = 12 } ] # 全角\nx = "𠮷"\n',
    "no newline at the end": "a = 1\n[t]\nb = 2",
    "a comment at the end": "a = 1\n# end",
    "nothing but comments": "# a\n\n  # b\n",
    "nothing": "",
    "an item": """
[[item]]
  id = "koho"           # indented
  departments = [
    "総務部 広報課",
    "教育庁 文化財課",  # 再掲
  ]
  result.done = true
  result.override = { verdict = "未達", reason = "台風" }
  [[item.indicator]]
    name = "開催回数"
    target = { R1 = 12, R2 = "24億以上" }
""",
}
SHAPES = [
    *(pytest.param(text, id=name) for name, text in TEXTS.items()),
    *(pytest.param(text.replace("\n", "\r\n"), id=f"{name}, CRLF") for name, text in TEXTS.items()),
]
REAL = [pytest.param(file, id=file.name) for file in sorted(PLAN_2019.glob("*.toml"))]


def load(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


def walk(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every value inside a table with its path, tables and arrays too."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, (*path, index))


def steps(written: str) -> list[str]:
    """Return the names in a dotted key as TOML reads it."""
    data: Any = load(f"{written} = 0")
    names = []
    while isinstance(data, dict):
        ((name, data),) = data.items()
        names.append(name)
    return names


def check_values(text: str) -> None:
    data, found = load(text), find_positions(text)
    for path, value in walk(data):
        if path in found.values:
            start, end = found.values[path]
            assert load(f"v = {text[start:end]}")["v"] == value, path
            assert text[start:end].strip() == text[start:end], path
        else:
            assert isinstance(value, (dict, list)), f"{path} has no place"
    assert set(found.values) <= {path for path, _ in walk(data)}


def check_keys(text: str) -> None:
    data, found = load(text), find_positions(text)
    for path, _ in walk(data):
        if isinstance(path[-1], int):
            continue
        start, end = found.key_span(path)
        written = text[start:end]
        if path in found.keys:
            names = [step for step in path if isinstance(step, str)]
            read = steps(written)
            assert read == names[len(names) - len(read) :], path
        else:
            assert path in found.headers, f"{path} has no place"


@pytest.mark.parametrize("text", SHAPES)
def test_every_value_alone_is_what_the_text_says(text: str) -> None:
    check_values(text)


@pytest.mark.parametrize("text", SHAPES)
def test_every_key_is_found_as_it_is_written(text: str) -> None:
    check_keys(text)


@pytest.mark.parametrize("file", REAL)
def test_every_value_and_key_of_the_real_plan_is_found(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for shape in (text, text.replace("\n", "\r\n")):
        check_values(shape)
        check_keys(shape)


def test_no_shape_is_empty_of_what_it_shows() -> None:
    assert load(ONE_LINE)["day"] == date(2019, 4, 1)
    assert load(TEXTS["strings of several lines"])["c"] == 'ends in two quotes""'
    assert len(load(TEXTS["arrays of tables"])["item"]) == 4


def written(found: Positions, span: Extent) -> str:
    return found.text[span.start : span.end]


def test_headers_are_found_whole() -> None:
    text = TEXTS["arrays of tables"]
    found = find_positions(text)

    assert [(path, written(found, span)) for path, span in found.headers.items()] == [
        (("item", 0), "[[item]]"),
        (("item", 0, "indicator", 0), "[[item.indicator]]"),
        (("item", 0, "indicator", 1), "[[item.indicator]]"),
        (("item", 0, "indicator", 1, "actual"), "[item.indicator.actual]"),
        (("item", 0, "result"), "[item.result]"),
        (("item", 0, "result", "override"), "[item.result.override]"),
        (("item", 1), "[[item]]"),
        (("item", 1, "indicator", 0), "[[item.indicator]]"),
        (("item", 2), "[[item]]"),
        (("item", 3), "[[item]]"),
    ]


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (("item", 1, "indicator", 0, "target"), (17, 1)),
        (("item", 1, "indicator", 0, "unit"), (16, 1)),  # not written: the table around it
        (("item", 1, "result", "done"), (14, 1)),
        (("item", 0, "result"), (10, 1)),
        (("item", 0, "result", "report"), (10, 1)),
        (("item", 3), (20, 1)),
        (("item", 1, "indicator"), (16, 8)),  # the name in its first header
        (("item",), (2, 3)),
        (("direction", 7, "id"), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_a_key_is_placed_at_itself_or_at_the_nearest_table_around_it(
    key: KeyPath, place: tuple[int, int]
) -> None:
    found = find_positions(TEXTS["arrays of tables"].replace("result.done", "# result.done"))

    assert found.line_column(found.key_span(key).start) == place


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_columns_count_characters_from_1_also_behind_wide_ones(newline: str) -> None:
    text = newline.join(["# 令和", '"対象外" = "広報課"', 'a = ["𠮷", "全角", 12]', ""])
    found = find_positions(text)

    assert found.line_column(found.keys["対象外",].start) == (2, 1)
    assert found.line_column(found.values["対象外",].start) == (2, 9)
    assert found.line_column(found.values["a", 1].start) == (3, 11)
    assert found.line_column(found.values["a", 2].start) == (3, 17)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_order_mark_moves_no_finding(workspace: MakeWorkspace, newline: str) -> None:
    head = 'title = "計画"\noffice = "課"\nfiscal_year = 2019.5\ndirection = []\n'.replace("\n", newline)
    made = workspace({"plans/2019/plan.toml": b"\xef\xbb\xbf" + head.encode()})
    plain = workspace({"plans/2020/plan.toml": head})

    marked = made.run("validate", "2019").out.replace("plans/2019", "plans/2020")

    assert "plans/2020/plan.toml:3:15" in marked
    assert plain.run("validate", "2020").out == marked


def test_a_value_that_is_not_written_is_placed_at_its_key_or_table() -> None:
    text = "[rate]\ndigits = 1\n[a.b]\nx = 1\n"
    found = find_positions(text)

    assert written(found, found.value_span(("rate", "digits"))) == "1"
    assert written(found, found.value_span(("rate", "rounding"))) == "[rate]"
    assert written(found, found.value_span(("a",))) == "a"


def test_a_misspelt_table_is_found_at_its_header(small: Callable[[str], Workspace]) -> None:
    text = '[[item]]\nid = "a"\nname = "n"\ndepartments = ["総務部"]\n\n[[item.indicater]]\nname = "x"\n\n[[itme]]\nid = "b"\n'

    out = small(text).run("validate", "2019").out

    assert "plans/2019/kurashi.toml:6:8" in out
    assert "plans/2019/kurashi.toml:9:3" in out
