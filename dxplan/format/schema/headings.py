"""The schema of headings: how they are numbered, and those under a direction, in its own file."""

from __future__ import annotations

from typing import Final

from dxplan.format.schema.values import Schema, identifier, published, table, text, texts, words

NUMBER: Final[Schema] = text(
    "見出しの番号", "[numbering] から出る番号の代わりに載せる番号。書かなければ並べた順に付く。", "Ⅲ-1"
)
PAGE: Final[Schema] = {
    "title": "ページ",
    "description": "公表した資料でこの見出しがあるページ。目次に載せる。",
    "type": "integer",
    "minimum": 1,
    "maximum": 100_000,
}

NUMBERING: Final = table(
    "番号の付け方",
    "見出しと項目にどう番号を付けるか。",
    {
        "items": words(
            "整理番号",
            '"direction" は展開方向ごとに1から、"plan" は計画全体を通して。',
            ["direction", "plan"],
            "direction",
        ),
        "reposts": words(
            "再掲の番号",
            '"number" は再掲にも番号を付け、"mark" は番号の代わりに「再掲」と載せる。',
            ["number", "mark"],
            "number",
        ),
        "headings": {
            "title": "見出しの番号",
            "description": '段ごとに、最初の見出しの番号を書く。"" は番号を付けない段。',
            "type": "array",
            "items": {"type": "string"},
            "examples": [["第1", "1", "(1)", "ア"]],
        },
    },
)

HEADING: Final = table(
    "見出し",
    "展開方向の下の見出し。項目はその id を direction に書いて、この下に載せる。",
    {
        "id": identifier("見出しの id", "計画全体で一つだけ。", "kurashi-1"),
        "name": text("見出しの名前", "資料に載せる名前。", "デジタル情報発信の推進"),
        "parent": text("上の見出しの id", "省くと展開方向のすぐ下。", "kurashi-1"),
        "number": NUMBER,
        "page": PAGE,
        "theme": text("説明", "名前の後に括弧で載せる。", "だれもが使える行政サービス"),
        "points": texts("結果のポイント", "箇条書きの文。", "各事業とも概ね計画どおり実施した。"),
        "published": published("この見出しについて公表した数。"),
    },
    required=("id", "name"),
)
