"""What a plan's files may hold: any TOML, and plans with things missing, misnamed or of the wrong kind."""

from __future__ import annotations

import copy
from datetime import date, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Any, TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

#: The same examples in every run: what fails on one machine fails on all.
examples = partial(
    settings,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

Strategy: TypeAlias = st.SearchStrategy[Any]

WORDS = (
    *(
        "R1",
        "R元",
        "H31",
        "令和元年度",
        "2019",
        "R5",
        "R0",
        "2091",
        "kurashi",
        "koho",
        "web",
        "広報課",
        "総務部 広報課",
    ),
    *(
        "12",
        "1,200",
        "26億2,652万",
        "約50万",
        "99%以上",
        "5%増",
        "2倍",
        "全件",
        "8〜12",
        "▲3",
        "3千",
        "集計中",
        "たくさん",
        "-",
        "／",
        "未定",
        "3（累計4）",
        "20,000（R5.12〜）",
        "cumulative",
        "A/T",
    ),
    *(
        "○",
        "一部",
        "目標達成",
        "未達",
        "higher",
        "lower",
        "equal",
        "count",
        "skip",
        "half_up",
        "down",
        "",
        " ",
        "一\n二",
    ),
)
KEYS = (
    *("title", "office", "fiscal_year", "label", "note", "comment", "rate", "direction", "item", "result"),
    *(
        "digits",
        "rounding",
        "reposts",
        "id",
        "name",
        "theme",
        "points",
        "new",
        "departments",
        "overview",
        "goal",
    ),
    *(
        "indicator",
        "unit",
        "baseline",
        "target",
        "actual",
        "due",
        "better",
        "reference",
        "provisional",
        "excluded",
        "parts",
        "counting",
        "weight",
        "formula",
        "kpi",
        "years",
        "base_year",
        "judgement",
        "scheme",
        "state",
        "combine",
        "from",
    ),
    *("repost_of", "done", "report", "reason", "wording", "override", "verdict", "numerator", "denominator"),
    *("R1", "R元", "H31", "2019", "令和元年度", "targte", "名称", "a.b", "", " "),
)

_text = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
_numbers = st.one_of(
    st.integers(-9, 3000),
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from([Decimal("1e999999"), Decimal("-0.0"), Decimal("12.5"), 10**4000]),
)
_scalars = st.one_of(
    st.sampled_from(WORDS),
    _numbers,
    st.booleans(),
    _text,
    st.dates(date(1, 1, 1)),
    st.times(timezones=st.none()),
    st.datetimes(timezones=st.none() | st.just(timezone(timedelta(hours=9)))),
)
_keys = st.sampled_from(KEYS) | _text


def tables(values: Strategy) -> Strategy:
    """Return TOML tables of some values."""
    return st.dictionaries(_keys, values, max_size=4)


#: Any TOML value, any TOML document.
toml_values = st.recursive(_scalars, lambda inner: st.lists(inner, max_size=3) | tables(inner), max_leaves=8)
toml_documents = tables(toml_values)


def _table(needed: dict[str, Strategy], **parts: Strategy) -> Strategy:
    return st.fixed_dictionaries(needed, optional=parts)


_lines = st.sampled_from(["開いた。", "・一\n・二", "台風のため", "広報事業"])
_quantities = st.one_of(
    st.integers(0, 3000),
    st.decimals(0, 3000, places=1),
    st.sampled_from(
        ["1,200", "26億2,652万", "約50万", "99以上", "8〜12", "▲3", "全件", "5%増", "2倍", "3千円"]
    ),
)
_ratios = st.fixed_dictionaries({"numerator": st.integers(0, 99), "denominator": st.integers(0, 99)})
_actuals = st.integers(0, 3000) | st.sampled_from(["1,200", "26億", "集計中", "12以上"]) | _ratios
_years = st.sampled_from(["R1", "R1", "H31", "2019", "R5"])
_planned = _quantities | st.sampled_from(["-", "／", "未定", "3（累計4）"])
_overrides = _table({"verdict": st.sampled_from(["未達", "計画どおり実施", "目標達成"])}, reason=_lines)
_results = _table(
    {},
    done=st.booleans(),
    state=st.sampled_from(["未達", "A", "順調"]),
    report=_lines,
    reason=_lines,
    wording=_lines,
    override=_overrides,
)
_shown = st.sampled_from(["https://www.example.jp/", "http://example.jp/a?b=c", "example.jp"])
_own_of_indicator = _table({}, shutten=_shown)
_money = (
    st.integers(-10, 10**9)
    | st.decimals(0, 3000, places=2)
    | st.sampled_from(["120万円", "▲3", "3千円", "約5"])
)
_own_of_item = _table(
    {"yosan": _money | st.dictionaries(_years, _money, max_size=2)},
    horei=_lines,
    hoko=st.sampled_from(["拡充", "継続", "拡大"]),
    kigen=st.dates() | st.sampled_from(["R8.3.31", "令和8年3月31日", "R8.2.30"]),
)
_indicators = _table(
    {
        "name": st.sampled_from(["参加者数", "開催回数", "実施率"]),
        "unit": st.sampled_from(["件", "千円", "%"]),
        "target": _planned | st.dictionaries(_years, _planned, min_size=1, max_size=2),
    },
    id=st.sampled_from(["kpi-1", "kpi-2", "kpi-3"]),
    baseline=_planned,
    actual=_actuals | st.dictionaries(_years, _actuals, max_size=2),
    counting=st.sampled_from(["yearly", "cumulative"]),
    weight=st.sampled_from([1, 2, Decimal("0.5"), 0]),
    formula=st.sampled_from(["compare", "A/T", "(A-B)/(T-B)", "2-A/T", "expected"]),
    kpi=st.booleans(),
    due=st.sampled_from(["R1", "R5", 2030]),
    better=st.sampled_from(["higher", "lower", "equal"]),
    reference=st.booleans(),
    provisional=_lines,
    fields=_own_of_indicator,
)
_pairs = st.lists(_planned, min_size=2, max_size=2)
_composites = _table(
    {
        "name": st.sampled_from(["正答率", "実施率"]),
        "unit": st.sampled_from(["件", "%"]),
        "parts": st.sampled_from([["国語", "算数"], ["国語", "算数"], ["国語", "算数", "理科"]]),
        "target": _pairs | st.dictionaries(_years, _pairs | st.just("-"), min_size=1, max_size=2),
    },
    id=st.sampled_from(["kpi-1", "kpi-2", "kpi-3"]),
    baseline=_pairs,
    actual=st.dictionaries(_years, st.lists(_actuals, min_size=2, max_size=2), max_size=2),
)
_reposted = st.fixed_dictionaries({"repost_of": st.sampled_from(["kpi-1", "kpi-2"])})
_items = _table(
    {
        "id": st.sampled_from(["koho", "web", "cms", "gis"]),
        "name": _lines,
        "departments": st.just(["総務部 広報課"]),
    },
    new=st.sampled_from(["○", "一部"]),
    overview=_lines,
    goal=_lines,
    indicator=st.lists(_indicators | _indicators | _composites | _reposted, max_size=2),
    result=_results | st.dictionaries(_years, _results, max_size=2),
    excluded=_lines,
    fields=_own_of_item,
)
_fields = st.just(
    [
        {"id": "yosan", "heading": "予算額", "kind": "money", "unit": "千円", "yearly": True, "total": True},
        {"id": "horei", "heading": "根拠法令"},
        {"id": "hoko", "heading": "今後の方向性", "kind": "choice", "choices": ["拡充", "継続"]},
        {"id": "kigen", "heading": "期限", "kind": "date", "by": "office"},
        {"id": "shutten", "heading": "出典", "kind": "link", "on": "indicator"},
        {"id": "renraku", "heading": "連絡先", "on": "direction"},
    ]
)
_reposts = st.fixed_dictionaries({"id": st.just("again"), "repost_of": st.sampled_from(["koho", "web"])})
_judgements = _table(
    {},
    scheme=st.sampled_from(["abcd-100-80-50", "s-a-b-c-baseline", "progress-4", "index-100", "fukushima"]),
    formula=st.sampled_from(["compare", "A/T", "(A-B)/(T-B)", "expected"]),
    combine=st.sampled_from(["all", "any", "mean", "weighted", "worst"]),
    count=st.sampled_from(["item", "indicator"]),
    round=st.sampled_from(["before", "after"]),
    cap=st.integers(80, 200) | st.just(Decimal("120.5")),
    floor=st.integers(-50, 150),
    done=st.sampled_from(["A", "目標達成", "順調"]),
    verdict=st.lists(
        _table(
            {"label": st.sampled_from(["A", "B", "順調", "未達"])},
            **{"from": st.integers(-10, 110), "above": st.integers(-10, 110)},
            achieved=st.booleans(),
        ),
        max_size=4,
    ),
)
_heads = _table(
    {
        "title": _lines,
        "office": _lines,
        "fiscal_year": st.sampled_from([2019, "R1"]),
        "direction": st.just([{"id": "kurashi", "name": "暮らし"}]),
    },
    years=st.sampled_from([["R1", "R5"], ["H30", "2020"], ["R1", "R1"], ["R5", "R1"]]),
    base_year=st.sampled_from(["H29", "R5"]),
    judgement=_judgements,
    label=_lines,
    note=_lines,
    comment=st.lists(_lines, max_size=2),
    rate=_table({}, digits=st.integers(0, 6), rounding=st.just("down"), reposts=st.just("skip")),
    field=_fields,
)
_directions = st.fixed_dictionaries(
    {"item": st.lists(_items | _items | _items | _reposts, max_size=3, unique_by=lambda item: item["id"])}
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values inside a table."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for step, part in inner for place in ((*path, step), *_places(part, (*path, step)))]


@st.composite
def _damaged(draw: st.DrawFn, documents: Strategy) -> dict[str, Any]:
    """Draw a document of a plan in which up to three things are missing, misnamed, of the wrong kind or new."""
    document: dict[str, Any] = copy.deepcopy(draw(documents))
    for _ in range(draw(st.integers(0, 3))):
        places = _places(document)
        if not places:
            break
        *way, last = draw(st.sampled_from(places))
        table: Any = document
        for step in way:
            table = table[step]
        match draw(st.sampled_from(["other", "other", "missing", "misnamed", "new"])):
            case "missing":
                del table[last]
            case "misnamed" if isinstance(table, dict):
                table[draw(_keys)] = table.pop(last)
            case "new" if isinstance(table, dict):
                table[draw(_keys)] = draw(toml_values)
            case _:
                table[last] = draw(toml_values)
    return document


#: The head and a direction's file of a plan, most of them sound.
sound_heads, sound_directions = _heads, _directions
#: The same, sound or nearly so.
plan_heads = _damaged(_heads)
direction_files = _damaged(_directions)

#: What a section may write: any text that is not empty.
answers_text = st.one_of(
    _text, st.sampled_from(WORDS), st.lists(_text, min_size=2, max_size=3).map("\n".join)
).filter(lambda text: bool(text.strip()))
