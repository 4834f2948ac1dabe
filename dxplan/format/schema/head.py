"""The schema of ``plan.toml``, the head of a plan."""

from __future__ import annotations

from typing import Final

from dxplan.format.schema.headings import NUMBER, NUMBERING, PAGE
from dxplan.format.schema.judgement import JUDGEMENT
from dxplan.format.schema.values import (
    YEAR_PATTERN,
    Schema,
    count,
    identifier,
    ignored_code,
    published,
    table,
    tables,
    text,
    texts,
    words,
    year,
)
from dxplan.model import DEFAULT_FAR_OVER
from dxplan.model.handouts import handout_modules
from dxplan.values.rounding import Rounding

_RATE: Final = table(
    "割合の出し方",
    "達成項目の割合をどう計算し、どう印刷するか。",
    {
        "digits": {
            "title": "小数の桁数",
            "description": "割合の小数の桁数、0 から 6。ちょうど 100% には小数を付けない。",
            "type": "integer",
            "minimum": 0,
            "maximum": 6,
            "default": 1,
        },
        "rounding": words(
            "端数の扱い",
            "、".join(f'"{rounding.value}" は{rounding.label}' for rounding in Rounding) + "。",
            [rounding.value for rounding in Rounding],
            Rounding.HALF_UP.value,
        ),
        "reposts": words(
            "再掲の数え方",
            '"count" は再掲も数える（延べ）、"skip" は数えない（実質）。',
            ["count", "skip"],
            "count",
        ),
    },
)

_CHECKS: Final = table(
    "照査",
    "計画全体で、どの照査をどう行うか。",
    {
        "ignore": {
            "title": "行わない照査",
            "description": "この計画では知らせない照査のコード。一つの項目だけなら、その [[item]] に書く。",
            "type": "array",
            "items": ignored_code("知らせない照査のコード。"),
        },
        "far_over": {
            "title": "目標を大きく超えたとみなす倍率",
            "description": "実績が目標のこの倍数を超えたら、目標を見直すよう知らせる。",
            "type": "number",
            "minimum": 1,
            "maximum": 1000,
            "default": int(DEFAULT_FAR_OVER),
        },
    },
)

_DIRECTION: Final[Schema] = table(
    "施策の展開方向",
    "計画の章。並べた順に番号が付く。項目は同じフォルダの「id.toml」に書く。",
    {
        "id": identifier("展開方向の id", "項目のファイル名になる（fukko なら fukko.toml）。", "fukko")
        | {"not": {"pattern": r"^\s*plan\s*$"}},
        "name": text("展開方向の名前", "資料に載せる名前。", "復興の推進"),
        "theme": text("説明", "名前の後に括弧で載せる。", "復興推進のためのICT活用"),
        "number": NUMBER,
        "page": PAGE,
        "points": texts("結果のポイント", "箇条書きの文。", "各事業とも概ね計画どおり実施した。"),
        "review": texts(
            "総括のポイント",
            "この年度までの総括（dxplan review）に載せる箇条書きの文。",
            "携帯電話の通話エリアを広げた。",
        ),
        "items": count("実施事業項目", "集計だけが残る年度の項目数。項目のファイルは置かない。"),
        "achieved": count("目標達成項目", "集計だけが残る年度の達成項目数。"),
        "published": published("この展開方向について公表した数。"),
    },
    required=("id", "name"),
) | {"dependentRequired": {"items": ["achieved"], "achieved": ["items"]}}

HEAD: Final[Schema] = table(
    "計画の表紙（plan.toml）",
    "計画の題名、年度、展開方向の並び。",
    {
        "title": text("題名", "計画の題名。", "アクションプラン2019"),
        "office": text("とりまとめる課", "資料の右上に載せる課の名前。", "情報政策課"),
        "fiscal_year": year("年度", "計画の年度。何年かの計画なら、いま判定し、載せる年度。"),
        "years": {
            "title": "計画の期間",
            "description": "始まりと終わりの年度。省くと fiscal_year の一年。",
            "type": "array",
            "items": {"type": "string", "pattern": YEAR_PATTERN},
            "examples": [["R4", "R7"]],
        },
        "base_year": year("基準値の年度", "省くと、計画の始まる前の年度。"),
        "judgement": JUDGEMENT,
        "label": text("資料番号", "資料の右上に載せる。render --label があればそちらが優先。", "資料１"),
        "note": text(
            "注", "表の上に載せる「目標の達成度」の説明。", "目標値に達したものを「目標達成」とする。"
        ),
        "comment": texts("全体のコメント", "段落ごとの文。", "全体の８割以上で目標を達成した。"),
        "review": texts(
            "総括のコメント",
            "この年度までの総括（dxplan review）に載せる、段落ごとの文。",
            "３年間、全体の８割以上で目標を達成した。",
        ),
        "numbering": NUMBERING,
        "handouts": {
            "title": "作る資料",
            "description": "dxplan render が作る資料。省くと実施結果。",
            "type": "array",
            "items": words("資料", "資料の名前。", list(handout_modules())),
            "examples": [["KPI一覧", "ロードマップ"]],
        },
        "rate": _RATE,
        "checks": _CHECKS,
        "published": published("計画全体について公表した数。"),
        "direction": tables("施策の展開方向", "並べる順に [[direction]] を書く。", _DIRECTION, least=1),
    },
    required=("title", "office", "fiscal_year", "direction"),
)
