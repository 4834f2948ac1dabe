"""The small plan that ``dxplan init`` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.format import keys
from dxplan.format.blocks import FileKind
from dxplan.format.layout import dump
from dxplan.format.schema import FOLDER, directive, schema, schema_name, schema_text
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMMENTS = {
    "plan.toml": "# 計画の表紙。展開方向ごとの項目は「id.toml」に書く。",
    "kurashi.toml": "# 「暮らしのデジタル化」の項目。並べた順が整理番号になる。",
    "gyosei.toml": "# 「行政のデジタル化」の項目。",
}

_IGNORED = """\
# render と review の作る資料。計画から、いつでも同じものができる。
/out/
# 書き込んでいる間だけある。
.dxplan.lock
.dxplan.journal
"""


def sample_workspace(year: int) -> dict[str, str]:
    """Return file names and texts of a workspace with one plan of a fiscal year."""
    head = {
        "title": f"ICT利活用アクションプラン{year}",
        "office": "情報政策課",
        "fiscal_year": year,
        "note": "目標値を定めて達したものを「目標達成」、目標値を定めず計画どおり行ったものを「計画どおり実施」とした。",
        "comment": [f"{long_year(year)}は、おおむね計画どおりに取組を進めた。"],
        "rate": {"digits": 1, "rounding": "half_up", "reposts": "count"},
        "direction": [
            {"id": "kurashi", "name": "暮らしのデジタル化", "points": ["オンライン申請の利用が広がった。"]},
            {"id": "gyosei", "name": "行政のデジタル化", "points": ["職員の研修を進めた。"]},
        ],
    }
    online = {
        "id": "online-application",
        "name": "オンライン申請の推進",
        "new": "○",
        "departments": ["総務部 情報政策課"],
        "overview": "窓口に来なくても済む手続を増やす。",
        "goal": "手続のオンライン化を進める。",
        "indicator": [
            {"name": "オンライン申請の件数", "unit": "件", "baseline": 800, "target": 1000, "actual": 1120}
        ],
        "result": {"done": True, "report": "子育ての手続を加え、使い方を広報誌で知らせた。"},
    }
    smartphone = {
        "id": "smartphone-class",
        "name": "高齢者スマートフォン教室",
        "departments": ["保健福祉部 高齢福祉課"],
        "overview": "高齢者が身近な場所で使い方を学べるようにする。",
        "goal": "公民館で教室を開く。",
        "indicator": [{"name": "教室の参加者数", "unit": "人", "target": 300}],
    }
    training = {
        "id": "staff-training",
        "name": "職員デジタル研修",
        "departments": ["総務部 人事課", "総務部 情報政策課"],
        "overview": "職員の技能を高め、業務の見直しにつなげる。",
        "goal": "業務の見直しを題材にした研修を開く。",
        "result": {"done": True, "report": "見直しの事例を持ち寄る研修を開いた。"},
    }
    files: dict[str, Mapping[str, Any]] = {
        "plan.toml": head,
        "kurashi.toml": {"item": [online, smartphone]},
        "gyosei.toml": {"item": [training]},
    }
    plan = {}
    for name, data in files.items():
        kind, block = (FileKind.PLAN, keys.HEAD) if name == "plan.toml" else (FileKind.ITEMS, keys.ITEMS)
        plan[f"plans/{year}/{name}"] = f"{directive(kind)}\n{_COMMENTS[name]}\n\n{dump(data, block)}"
    schemas = {f"{FOLDER}/{schema_name(kind)}": schema_text(schema(kind)) for kind in FileKind}
    return {**plan, **schemas, ".gitignore": _IGNORED}
