"""The keys of ``published/2020-06-18.toml`` beside a plan: what was published. dxplan writes it, people read it."""

from __future__ import annotations

from typing import Final

from dxplan.format.blocks import Key, block, choice, tables, text, year
from dxplan.model.publications import FigureName

FILE: Final = block(
    None,
    "handout",
    "",
    "公表した資料",
    "",
    [
        text("name", "ファイルの名前", "", "実施結果.xlsx", required=True),
        text("sha256", "SHA-256", "", required=True),
    ],
)
FIGURE: Final = block(
    None,
    "figure",
    "",
    "公表した数",
    "",
    [
        text("item", "項目の id", "", "cms-training"),
        text("indicator", "指標の名前", "", "研修の開催回数"),
        text("direction", "展開方向の id", "", "fukko"),
        choice("name", "何の数か", "", FigureName),
        text("value", "印刷した値", "", "12回", required=True),
    ],
)
PUBLICATION: Final = block(
    None,
    "",
    "",
    "公表の控え（published/2020-06-18.toml）",
    "",
    [
        Key("on", "date", "公表した日", "", ("2020-06-18",), required=True, field="on"),
        year("year", "年度", "", required=True, field="year"),
        tables("handout", FILE, "公表した資料", ""),
        tables("figure", FIGURE, "公表した数", ""),
    ],
)
