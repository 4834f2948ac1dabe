"""``dxplan schema`` and the schemas themselves: an independent validator and tombi read plans as dxplan does."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dxplan.format.blocks import FileKind
from dxplan.format.schema import directive, schema
from dxplan.values.quantities import parse_quantity
from dxplan.values.years import parse_fiscal_year
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

SCHEMAS = {kind: schema(kind) for kind in FileKind}
VALIDATORS = {kind: Draft202012Validator(SCHEMAS[kind]) for kind in FileKind}
INVALID = ROOT / "tests" / "corpus" / "invalid"

#: The codes of faults that stand in one place and that a schema can see. The others speak of the files, of
#: several places together or of what numbers mean.
SEEN = {
    *("DX201", "DX202", "DX203", "DX204", "DX205", "DX206", "DX207", "DX209"),
    *("DX303", "DX305", "DX307", "DX323"),
}

#: Cases of these codes that a schema cannot see: which words a plan has for verdicts stands in its ``[judgement]``,
#: which fields it has in its ``[[field]]``.
OWN_WORDS = {
    *("DX204-verdict", "DX204-state", "DX204-words-of-the-judgement"),
    *(
        "DX201-own-field",
        "DX202-own-field",
        "DX203-own-field-undeclared",
        "DX204-own-field",
        "DX207-own-field",
    ),
}

#: Tables whose keys a plan declares itself.
OWN_FIELDS = {"direction[].fields", "item[].fields", "item[].indicator[].fields"}

#: The axes of a plan, which stand in place of bands of its own.
FULL_AXES = """\
title = "ICTアクションプラン2019"
office = "情報政策課"
fiscal_year = 2019

[[judgement.axis]]
name = "進捗"
by = "indicator"
formula = "A/T"
lower = "2-A/T"
combine = "all"

[[judgement.axis.verdict]]
label = "順調"
short = "順"
from = 100
above = 100
within = 5
unit = "%"
measure = "baseline"
points = 3
total = 5
achieved = true
colour = "E3F2E1"
gives = ["A", "B"]

[[direction]]
id = "kurashi"
name = "暮らし"
"""

#: A plan with every key that can be written, and in every place where it can be.
FULL_HEAD = """\
title = "ICTアクションプラン2019"
office = "情報政策課"
body = "070009"
fiscal_year = "令和元年度"
years = ["R1", "令和3年度"]
base_year = 2018
midterm = 2019
direction_word = "分野"
label = "資料１"
note = "目標値に達したものを「目標達成」とする。"
comment = ["おおむね計画どおりに進めた。"]
review = ["３年間、計画どおりに進めた。"]
numbering = { items = "plan", reposts = "mark", headings = ["第1", ""] }
rate = { digits = 1, rounding = "down", reposts = "skip" }
handouts = ["実施結果", "目次"]
comparison = { after = "改定案", before = "現行", left = "before", has_remarks = false, remarks = "理由", notes = [], fold = false }
checks = { ignore = ["DX464"], far_over = 2.5, far_percent = 40, far_units = 5 }
published = { items = 5, achieved = 4, rate = "80.0", references = 0, beside_rate = "100" }

[judgement]
scheme = "progress-4"
formula = "A/T"
lower = "(A-B)/(T-B)"
combine = "points"
count = "indicator"
course = "linear"
digits = 2
rounding = "down"
round = "after"
expected_digits = 0
floor = -50.5
cap = 150
done = "達成"
not_done = "未達"

[[judgement.verdict]]
label = "達成"
short = "達"
from = 100
points = 3
total = 6
achieved = true
colour = "E3F2E1"

[[judgement.verdict]]
label = "未達"
above = -100.5
points = 1
total = 0

[[judgement.verdict]]
label = "不明"
measure = "baseline"
unit = "ポイント"
within = 5
points = 0

[judgement.direction]
of = "item"
by = "rate"

[[judgement.direction.verdict]]
label = "順調"
short = "順"
from = 80
achieved = true
colour = "E3F2E1"

[[judgement.direction.verdict]]
label = "遅れ"
above = 0

[[handout]]
name = "実施結果"
title = "{year}の実施結果"
paper = "A3"
purpose = ["各課が指標の達成を目指した。"]
points_heading = "（参考）結果のポイント"
notes = ["当初予算は審議中。"]

[[handout]]
name = "KPI一覧"
over_headings = "デジタル化推進計画"
over_projects = "取組一覧"
over_kpis = "KPI"

[[correction]]
year = "R1"
on = "2020-07-10"
kind = "改定"
item = "koho"
indicator = "実施率"
figure = "目標値"
before = "90%"
after = "全件"
reason = "目標を見直した"
effect = "判定は変わらない"

[[correction]]
on = "R2.7.10"
direction = "kurashi"
figure = "割合"
before = "80.0%"
after = "75.0%"
reason = "算定方法の変更"

[[field]]
id = "yosan"
heading = "予算額"
on = "item"
kind = "money"
unit = "千円"
by = "office"
required = "always"
yearly = true
total = true
rollover = "keep"
handouts = ["実施結果"]

[[field]]
id = "hoko"
heading = "今後の方向性"
kind = "choice"
choices = ["拡充", "継続"]

[[field]]
id = "shutten"
heading = "出典"
on = "indicator"
kind = "link"

[[field]]
id = "renraku"
heading = "連絡先"
on = "direction"

[[direction]]
id = "kurashi"
name = "暮らし"
theme = "暮らしのためのICT活用"
number = "Ⅰ"
page = 3
points = ["教室を開いた。"]
review = ["３年間で教室を30回開いた。"]
published = { items = 2, achieved = 2, rate = "100", references = 0, beside_rate = "100" }
fields = { renraku = "内線 1234" }

[[direction]]
id = "sangyo"
name = "産業"
items = 3
achieved = 2
published = { items = 3, achieved = 2, rate = "66.6" }
"""
FULL_ITEMS = """\
[[direction]]
id = "kurashi-1"
name = "広報"
number = "(1)"
page = 4
theme = "県民に知らせる"
points = ["教室を開いた。"]
published = { items = 1, achieved = 1, rate = "100", references = 0, beside_rate = "100" }
fields = { renraku = "内線 1235" }

[[direction]]
id = "kurashi-1-1"
name = "教室"
parent = "kurashi-1"

[[item]]
id = "koho"
name = "広報事業"
kind = "project"
combine = "mean_points"
direction = "kurashi-1"
also = ["kurashi-1-1"]
new = "一部"
departments = ["総務部 広報課", "選挙管理委員会事務局"]
overview = "県の取組を知らせる。"
goal = "広報誌を発行する。"
excluded = "制度の廃止により実施しなかった"
ignore = [{ code = "DX431", reason = "公表した数のとおり" }]
change = [{ on = "2019-10-01", indicator = "研修の開催回数", kind = "目標引下げ", reason = "会場がないため" }]
fields = { yosan = { R1 = 1200, R2 = "130万円" }, hoko = "拡充" }

[[item.indicator]]
name = "研修の開催回数"
unit = "回"
fields = { shutten = "https://www.example.jp/tokei" }
baseline = 10.5
target = { R1 = 12, "令和2年度" = "約1.5万" }
actual = { "Ｒ元" = { numerator = 3123, denominator = "3,367" } }
outlook = { R1 = { numerator = 3300, denominator = 3367 } }
due = 2020
better = "lower"
provisional = "確定値は8月に公表"
source = "県民経済計算"
unjudged = { R1 = "調査は隔年" }

[[item.indicator]]
name = "実施率"
unit = "%"
target = "全件"
actual = { numerator = 3123, denominator = 3367 }
outlook = { numerator = 3300, denominator = 3367 }

[[item.indicator]]
name = "参加者数"
actual = "集計中"
reference = true

[[item.indicator]]
id = "kpi-1"
name = "正答率"
unit = "%"
parts = ["小学校国語", "小学校算数"]
counting = "yearly"
baseline = ["83.5%", "-"]
target = { R1 = ["100%", "未定"], R2 = "-", R3 = ["100%", "／"] }
actual = { R1 = [{ numerator = 3123, denominator = 3367 }, "/"] }
outlook = { R1 = [{ numerator = 3300, denominator = 3367 }, "集計中"] }
weight = 0.5
formula = "(A-B)/(T-B)"
kpi = false

[[item.indicator]]
name = "受講者数"
unit = "人"
target = "前年度以上"
last_year = { numerator = 525, denominator = 1 }
factor = 1

[[item.indicator]]
name = "普及率"
unit = "%"
baseline = { numerator = 31, denominator = 59 }
target = { numerator = 40, denominator = 59 }

[[item.indicator]]
name = "接続率"
unit = "%"
target = { R1 = { numerator = 40, denominator = 59 } }

[[item.indicator]]
name = "利用率"
unit = "%"
parts = ["小学校", "中学校"]
baseline = [{ numerator = 31, denominator = 59 }, "-"]
target = [{ numerator = 40, denominator = 59 }, "-"]
last_year = [{ numerator = 32, denominator = 59 }, 50]
outlook = [{ numerator = 40, denominator = 59 }, 60]

[[item.indicator]]
name = "配備率"
unit = "%"
parts = ["小学校", "中学校"]
target = { R1 = [{ numerator = 40, denominator = 59 }, "50%"] }

[[item.indicator]]
name = "計画の策定"
stages = ["検討", "素案", "策定"]
target = "策定"
actual = "素案"

[[item.indicator]]
name = "出席率"
unit = "%"
parts = ["小学校", "中学校"]
target = ["95%", "90%"]
actual = [{ numerator = 3123, denominator = 3367 }, "集計中"]

[[item.milestone]]
half = "令和元年度 上半期"
plan = "研修会を2回開く。"
progress = "研修会を1回開いた。"
state = "遅れ"

[[item.milestone]]
half = "下期"

[item.result]
done = false
state = "未達"
report = "研修会を開いた。"
reason = "台風により来館者が減ったため"
wording = "目標2,000人に対し、1,157人"
published = "目標達成"
unjudged = "検証の途中"
override = { verdict = "達成", reason = "講座は計画のとおりに開いた" }

[[item]]
id = "eizo"
name = "映像事業"
departments = ["総務部 広報課"]
fields = { yosan = 300 }

[[item.indicator]]
repost_of = "kpi-1"

[item.result.R1]
done = true
state = "達成"
report = "映像を公開した。"
reason = "会場が使えなかったため"
wording = "目標2回に対し、1回"
published = "未達"
unjudged = "検証の途中"

[item.result.R1.override]
verdict = "未達"
reason = "公開が翌年度になった"

[[item]]
id = "koho-2"
repost_of = "koho"

[item.printed]
name = "広報事業"
overview = "県の取組を広く知らせる。"
goal = "広報誌を出す。"
report = "研修会を開いた。"
wording = "目標達成"
"""
FULL_DEPARTMENTS = """\
[[department]]
bureau = "総務部"
sections = ["広報課"]

[[department]]
bureau = "選挙管理委員会事務局"
since = "H30"

[[renamed]]
old = "総務部 知事公室"
new = ["総務部 広報課", "総務部 秘書課"]
since = "R1"

[[renamed]]
old = "総務部 秘書課"
new = "総務部 秘書室"
since = 2021
"""
FULL = {
    "plans/2019/plan.toml": FULL_HEAD,
    "plans/2019/kurashi.toml": FULL_ITEMS,
    "plans/departments.toml": FULL_DEPARTMENTS,
}


def kind_of(name: str) -> FileKind:
    own = {"plan.toml": FileKind.PLAN, "departments.toml": FileKind.DEPARTMENTS}
    return own.get(name.rpartition("/")[2], FileKind.ITEMS)


def read(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)


def refusals(name: str, data: dict[str, Any]) -> list[str]:
    errors = VALIDATORS[kind_of(name)].iter_errors(data)
    return [f"{error.json_path}: {error.message}" for error in errors]


def tables(kind: FileKind, node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk a schema; return the ways to its tables (``item[].indicator[].target.{年度}``) and their keys."""
    if "$ref" in node:
        yield from tables(kind, SCHEMAS[kind]["$defs"][node["$ref"].rpartition("/")[2]], path)
    branches = [node[branch] for branch in ("then", "else") if branch in node]
    for choice in (*node.get("anyOf", ()), *branches):
        if "additionalProperties" not in choice or not choice["additionalProperties"]:  # else only conditions
            yield from tables(kind, choice, path)
    if "items" in node:
        yield from tables(kind, node["items"], f"{path}[]")
    if "properties" in node:
        yield path, node["properties"]
    for key, value in node.get("properties", {}).items():
        yield from tables(kind, value, f"{path}.{key}".lstrip("."))
    for value in node.get("patternProperties", {}).values():
        yield from tables(kind, value, f"{path}.{{年度}}")


TABLES = {kind: dict(tables(kind, SCHEMAS[kind])) for kind in FileKind}


def written(data: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk the data of a plan; return the ways to its tables, as ``tables`` does, and the tables."""
    yield path, data
    for key, value in data.items():
        step = "{年度}" if parse_fiscal_year(key) else key
        way = f"{path}.{step}".lstrip(".")
        if isinstance(value, dict):
            yield from written(value, way)
        elif isinstance(value, list):
            for entry in value:
                if isinstance(entry, dict):
                    yield from written(entry, f"{way}[]")


@pytest.mark.parametrize("kind", FileKind)
def test_a_schema_is_one_by_the_rules_of_json_schema(kind: FileKind) -> None:
    assert SCHEMAS[kind]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("kind", FileKind)
def test_every_key_is_explained_in_japanese(kind: FileKind) -> None:
    definitions = SCHEMAS[kind].get("$defs", {})
    for table, keys in TABLES[kind].items():
        for key, value in keys.items():
            explained = definitions[value["$ref"].rpartition("/")[2]] if set(value) == {"$ref"} else value
            for words in (explained["title"], explained["description"]):
                assert re.search(r"[ぁ-んァ-ヶ一-龠]", words), f"{table}.{key}"


PLANS = sorted((ROOT / "plans").rglob("*.toml"))


@pytest.mark.parametrize("file", PLANS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_plan_of_the_repository_is_accepted(file: Path) -> None:
    assert refusals(file.name, read(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", FULL)
def test_a_plan_with_every_key_is_accepted(name: str) -> None:
    assert refusals(name, read(FULL[name])) == []


def test_dxplan_reads_that_plan_with_every_key(workspace: MakeWorkspace) -> None:
    found = json.loads(workspace(FULL).run("validate", "--format", "json").out)["diagnostics"]
    assert [d for d in found if d["code"] < "DX4"] == []  # what the checks say of its sense is another matter


def test_axes_with_every_key_are_accepted() -> None:
    assert refusals("plans/2019/plan.toml", read(FULL_AXES)) == []


@pytest.mark.parametrize("name", FULL)
def test_that_plan_leaves_out_no_key_of_the_schema(name: str) -> None:
    found: dict[str, set[str]] = {}
    others = written(read(FULL_AXES)) if name.endswith("plan.toml") else ()
    for path, table in (*written(read(FULL[name])), *others):
        if path in TABLES[kind_of(name)] and path not in OWN_FIELDS:
            found.setdefault(path, set()).update(key for key in table if not parse_fiscal_year(key))
    known = TABLES[kind_of(name)].items()
    assert found == {path: set(keys) for path, keys in known if path not in OWN_FIELDS}


@pytest.mark.parametrize("key", list(TABLES[FileKind.ITEMS]["item[]"]))
def test_a_repost_may_say_what_dxplan_lets_it_say(key: str, workspace: MakeWorkspace) -> None:
    items = [table for path, table in written(read(FULL_ITEMS)) if path == "item[]"]
    written_out = next(table[key] for table in items if key in table)
    data = {"item": [*read(ITEM)["item"], {"id": "again", "repost_of": "koho"} | {key: written_out}]}
    files = {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": tomli_w.dumps(data)}
    codes = [
        d["code"] for d in json.loads(workspace(files).run("validate", "--format", "json").out)["diagnostics"]
    ]
    assert ("DX303" in codes) == bool(refusals("kurashi.toml", data)), codes


@pytest.fixture
def numbers_of_any_length() -> Iterator[None]:
    """Let the validator quote even a number of thousands of digits."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    yield
    sys.set_int_max_str_digits(limit)


def cases() -> list[Path]:
    return sorted(path for path in INVALID.iterdir() if path.suffix != ".txt")


@pytest.mark.usefixtures("numbers_of_any_length")
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.stem)
def test_bad_input_is_refused_where_a_schema_can_see_the_fault(case: Path) -> None:
    if case.stem[:5] in ("DX103", "DX104", "DX105"):  # no TOML
        return
    seen = case.stem[:5] in SEEN and case.stem not in OWN_WORDS
    files = [case] if case.is_file() else [file for file in case.glob("*.toml") if file.is_file()]
    refused = [why for file in files for why in refusals(file.name, read(file.read_text(encoding="utf-8")))]
    assert bool(refused) == seen, refused


def test_every_code_that_a_schema_can_see_has_a_case() -> None:
    assert {case.stem[:5] for case in cases()} >= SEEN


NUMBERS = ["元", *map(str, range(101)), "01", "００", "１", "３１", "0１"]
ERAS = ["R", "r", "Ｒ", "令和", "㋿", "H", "ｈ", "平成", "S", "昭和", "T", "大正", ""]
YEARS = [f"{era}{number}{end}" for era in ERAS for number in NUMBERS for end in ("", "年", "年度")]
YEARS += [f"{year}{end}" for year in range(1980, 2110) for end in ("", "年度", "度")]
YEARS += [" R1 ", "R1\u3000", "２０１９", "20１9年度", "R 1", "", "来年度", "2019年度末", "令和元年度(2019)"]


@pytest.mark.parametrize("place", ["key", "value"])
def test_a_schema_takes_the_fiscal_years_that_dxplan_takes(place: str) -> None:
    item = read(ITEM)["item"][0]
    for year in YEARS:
        due = {"due": year, "target": 1} if place == "value" else {"target": {year: 1}}
        data = {"item": [item | {"indicator": [{"name": "回数", "unit": "回"} | due]}]}
        assert (refusals("kurashi.toml", data) == []) == (parse_fiscal_year(year) is not None), repr(year)


@given(
    st.text(
        alphabet="0123456789０５９,，.．%％▲約万億千百以上超増減倍〜全件数すべて 　回たくさん", max_size=8
    )
)
@example("す べ て")
@example("全数")
@example("26億2,652万")
@example("百万")
@example("七割")
def test_a_schema_refuses_no_quantity_that_dxplan_can_read(text: str) -> None:
    indicator = {"name": "回数", "unit": "回", "target": text}
    data = {"item": [read(ITEM)["item"][0] | {"indicator": [indicator]}]}
    if parse_quantity(text, "回") is not None:
        assert refusals("kurashi.toml", data) == []


def initial(made: Workspace) -> str:
    """Make a workspace with ``init`` and return its plan's folder."""
    assert made.run("init", ".").code == 0
    today = date.today()  # noqa: DTZ011 - the local fiscal year, as init takes it
    return f"plans/{today.year - (today.month < 4)}"


def test_every_file_that_init_writes_names_a_schema_that_is_there_and_fits(workspace: MakeWorkspace) -> None:
    made = workspace()
    plan = initial(made)
    for file in sorted((made.path / plan).iterdir()):
        text = file.read_text(encoding="utf-8")
        named = re.match(r"#:schema (\S+)\n", text)
        assert named, file.name
        found = json.loads((file.parent / named[1]).resolve().read_text(encoding="utf-8"))
        assert [e.message for e in Draft202012Validator(found).iter_errors(read(text))] == []
        assert found == SCHEMAS[kind_of(file.name)]


@pytest.mark.parametrize("kind", FileKind)
def test_a_schema_has_the_same_bytes_however_it_is_got(kind: FileKind, workspace: MakeWorkspace) -> None:
    made = workspace()
    initial(made)
    outcome = made.run("schema", "--out", "written")
    assert outcome.out == "".join(f"written/{each}.schema.json\n" for each in FileKind)
    assert made.read(f"written/{kind}.schema.json") == made.read(f"schema/{kind}.schema.json")
    assert made.run("schema", kind).out == made.read(f"schema/{kind}.schema.json")
    printed = made.process("schema", kind, PYTHONHASHSEED="7", PYTHONIOENCODING="utf-8").stdout
    assert printed.replace(b"\r\n", b"\n") == made.files()[f"schema/{kind}.schema.json"]


def test_one_schema_can_be_written_alone(workspace: MakeWorkspace) -> None:
    made = workspace()
    assert made.run("schema", "items", "--out", "written").out == "written/items.schema.json\n"
    assert list(made.files()) == ["written/items.schema.json"]


def test_on_a_console_without_utf8_nothing_of_a_schema_is_lost(workspace: MakeWorkspace) -> None:
    printed = workspace().process("schema", "items", PYTHONIOENCODING="cp932").stdout
    assert json.loads(printed) == SCHEMAS[FileKind.ITEMS]


def test_without_a_kind_the_ways_to_write_it_are_shown(workspace: MakeWorkspace) -> None:
    outcome = workspace().run("schema")
    assert (outcome.code, outcome.out) == (2, "")
    assert "dxplan schema departments か、dxplan schema --out schema" in outcome.err


def tombi(made: Workspace, *files: str) -> tuple[int, str]:
    program = shutil.which("tombi", path=sysconfig.get_path("scripts"))
    assert program, "tombi is one of the test dependencies"
    command = [program, "lint", "--offline", "--error-on-warnings", *files]
    done = subprocess.run(command, cwd=made.path, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_tombi_accepts_a_new_workspace_and_names_an_unknown_key(workspace: MakeWorkspace) -> None:
    made = workspace()
    plan = initial(made)
    code, said = tombi(made, "plans")
    assert code == 0, said
    for name in ("plan.toml", "gyosei.toml"):  # in [[direction]], in [item.result]
        text = made.read(f"{plan}/{name}")
        made.write(f"{plan}/{name}", f"{text}zzz = 1\n")
        code, said = tombi(made, f"{plan}/{name}")
        assert code == 1, said
        assert re.search(rf"zzz.*\n.*{plan}/{name}:{len(text.splitlines()) + 1}:1", said), said


def test_tombi_accepts_the_2019_plan_and_a_plan_and_departments_with_every_key(real: Workspace) -> None:
    initial(real)
    for name, text in FULL.items():
        real.write(name.replace("2019", "2018"), text)
    plans = real.path / "plans"
    for file in itertools.chain(
        *((plans / year).iterdir() for year in ("2018", "2019")), [plans / "departments.toml"]
    ):
        file.write_text(
            f"{directive(kind_of(file.name))}\n{file.read_text(encoding='utf-8')}", encoding="utf-8"
        )
    code, said = tombi(real, "plans")
    assert code == 0, said
    real.write("plans/departments.toml", f"{real.read('plans/departments.toml')}zzz = 1\n")  # in [[renamed]]
    code, said = tombi(real, "plans/departments.toml")
    assert code == 1, said
    assert "zzz" in said
