"""What follows from the declaration of the keys: hints for keys under the wrong heading, the order of edits."""

from __future__ import annotations

import copy
import itertools
import json
from typing import Any

import pytest
import tomli
import tomli_w

from dxplan.format import keys
from dxplan.format.blocks import Block, FileKind, Key
from dxplan.format.editing import set_values
from dxplan.format.reading import read_plan
from dxplan.format.reading.departments import read_departments
from dxplan.model.findings import Diagnostic
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

#: A plan with every block, each the first of its kind.
HEAD_DATA: dict[str, Any] = {
    "title": "計画",
    "office": "情報政策課",
    "fiscal_year": 2019,
    "rate": {},
    "comparison": {},
    "judgement": {
        "verdict": [{"label": "達成", "from": 100}, {"label": "未達", "from": 0}],
        "direction": {"verdict": [{"label": "順調", "from": 80}, {"label": "要改善", "from": 0}]},
    },
    "numbering": {},
    "checks": {},
    "published": {},
    "correction": [
        {"on": "2020-07-10", "figure": "割合", "before": "80.0%", "after": "75.0%", "reason": "理由"}
    ],
    "field": [{"id": "horei", "heading": "根拠法令"}],
    "handout": [{"name": "KPI一覧"}],
    "direction": [{"id": "kurashi", "name": "暮らし"}],
}
ITEMS_DATA: dict[str, Any] = {
    "direction": [{"id": "kurashi-1", "name": "広報"}],
    "item": [
        {
            "id": "koho",
            "name": "広報事業",
            "indicator": [
                {"name": "率", "unit": "%", "target": 1, "actual": {"numerator": 1, "denominator": 2}}
            ],
            "milestone": [{"half": "R1上期"}],
            "change": [{"on": "2019-10-01", "indicator": "率", "kind": "目標引下げ", "reason": "理由"}],
            "result": {"override": {"verdict": "未達", "reason": "理由"}},
            "ignore": [{"code": "DX434", "reason": "理由"}],
            "printed": {},
        },
    ],
}
DEPARTMENTS_DATA: dict[str, Any] = {
    "department": [{"bureau": "総務部"}],
    "renamed": [{"old": "甲", "new": "乙", "since": 2019}],
}
#: What people write for a key whose example is no value of the kind.
VALUES: dict[str, Any] = {"table": {}, "result": {}, "tables": [{}], "boolean": True, "choice": "x"}


def value_of(key: Key) -> Any:
    if key.shape == "choice":
        return next(iter(key.choices))
    if key.shape in ("texts", "years", "headings", "codes", "handouts"):
        return list(key.examples)
    if key.shape in VALUES:
        return VALUES[key.shape]
    return next(iter(key.examples), 1)


def at(data: dict[str, Any], block: Block) -> dict[str, Any]:
    """Return the table of a block."""
    for step in block.path:
        data = data[step]
        data = data[0] if isinstance(data, list) else data
    return data


def findings_with(here: Block, misplaced: dict[str, Any]) -> tuple[Diagnostic, ...]:
    """Read a sound plan into one block of which keys of others were written."""
    head, items = copy.deepcopy(HEAD_DATA), copy.deepcopy(ITEMS_DATA)
    departments = copy.deepcopy(DEPARTMENTS_DATA)
    files = {FileKind.PLAN: head, FileKind.ITEMS: items, FileKind.DEPARTMENTS: departments}
    if here is keys.PRINTED:
        items["item"][0] = {"id": "again", "repost_of": "koho", "printed": {}}
    else:
        del items["item"][0]["printed"]
    assert here.file is not None
    at(files[here.file], here).update(misplaced)
    if here.file is FileKind.DEPARTMENTS:
        return read_departments("plans/departments.toml", tomli_w.dumps(departments).encode())[1]
    written = {"plan.toml": tomli_w.dumps(head).encode(), "kurashi.toml": tomli_w.dumps(items).encode()}
    return read_plan("2019", "plans/2019", written).findings


def heading(block: Block, key: Key) -> str:
    """Return the words by which a hint names where a key of a block belongs."""
    if key.block is None or key.inline:
        return block.place
    way = ".".join(key.block.path)
    return f"見出し [[{way}]] " if key.shape == "tables" else f"見出し [{way}] "


def fits(key: Key, value: Any) -> bool:
    """Whether a value may stand at a key."""
    if isinstance(value, list):
        return isinstance(value_of(key), list) and type(value_of(key)[0]) is type(value[0])
    return type(value_of(key)) is type(value) and (key.shape != "choice" or value in key.choices)


PAIRS = [
    (here, block)
    for here, block in itertools.product(keys.BLOCKS, repeat=2)
    if here is not keys.REPOST  # a 再掲 may say next to nothing, which has a message of its own
    and (here.file is FileKind.DEPARTMENTS) <= (block.file is FileKind.DEPARTMENTS)
]


@pytest.mark.parametrize(
    ("here", "block"), PAIRS, ids=lambda block: f"{block.file}:{'.'.join(block.path) or 'top'}"
)
def test_a_key_under_the_wrong_heading_is_told_where_it_belongs(here: Block, block: Block) -> None:
    misplaced = {name: value_of(key) for name, key in block.keys.items() if name not in here.keys}
    found = {str(f.source.key[-1]): f for f in findings_with(here, misplaced) if f.code == "DX203"}
    assert set(found) == set(misplaced)
    for name, finding in found.items():
        places = [other for other in keys.BLOCKS if name in other.keys]
        named = [other for other in places if heading(other, other.keys[name]) in finding.hint]
        assert finding.message == f"「{name}」は、ここには書けません。"
        assert named, finding.hint
        near = [other for other in places if other.file is here.file]
        if any(fits(other.keys[name], misplaced[name]) for other in near):
            assert here.file in {other.file for other in named}


@pytest.fixture
def hints(workspace: MakeWorkspace) -> Any:
    """Return the hints for a plan of some items, by key."""

    def of(items: str, head: str = HEAD) -> dict[str, str]:
        made: Workspace = workspace({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items})
        found = json.loads(made.run("validate", "2019", "--format", "json").out)["diagnostics"]
        return {d["key"]: d["hint"] for d in found if d["code"] == "DX203"}

    return of


@pytest.mark.parametrize(
    ("written", "key", "place"),
    [
        ("[result]\ndone = true\n", "result", "見出し [item.result] として書きます"),
        ('state = "完了"\n', "item[0].state", "[[item.milestone]] の下に書きます"),
        ('state = "やや遅れ"\n', "item[0].state", "[item.result] の下に書きます"),
        ('reason = "台風のため"\n', "item[0].reason", "[item.result] の下に書きます"),
        ('verdict = "未達"\n', "item[0].verdict", "[item.result.override] の下に書きます"),
        ("numerator = 3\n", "item[0].numerator", "[[item.indicator]] の actual = { } の中に書きます"),
        ("digits = 1\n", "item[0].digits", "plan.toml の [rate] の下に書きます"),
        ('bureau = "総務部"\n', "item[0].bureau", "departments.toml の [[department]] の下に書きます"),
        ('review = ["文"]\n', "item[0].review", "plan.toml の [[direction]] の下に書きます"),
    ],
)
def test_of_several_headings_the_likeliest_is_named(written: str, key: str, place: str, hints: Any) -> None:
    name = key.rpartition(".")[2]
    assert hints(f"{ITEM}{written}") == {key: f"「{name}」は {place}。そこへ移してください。"}


def test_a_slip_of_a_key_that_exists_elsewhere_is_taken_for_a_slip(hints: Any) -> None:
    """``items`` counts published items; before a table of items it can only mean ``[[item]]``."""
    assert hints(ITEM.replace("[[item]]", "[[items]]"))["items"].startswith(
        "「item」の間違いではありませんか。"
    )


@pytest.mark.parametrize(
    "block", [b for b in keys.BLOCKS if b.path and b is not keys.REPOST], ids=lambda b: ".".join(b.path)
)
def test_keys_added_one_by_one_stand_in_the_order_of_the_format(block: Block) -> None:
    plain = {name: value_of(key) for name, key in block.keys.items() if key.block is None}
    way = [step for name in block.path for step in (name, 0)]
    tables = "".join(f"[[{'.'.join(block.path[: n + 1])}]]\n" for n in range(len(block.path)))
    if block is keys.QUOTIENT:
        return  # stands behind a =, where nothing is added
    for names in (list(plain), list(reversed(plain))):
        text = tables
        for name in names:
            text = set_values(text, [((*way, name), plain[name])])
        assert list(at(tomli.loads(text), block)) == list(plain)
