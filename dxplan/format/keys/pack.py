"""The keys of ``pack.toml``, which lists the documents of a meeting."""

from __future__ import annotations

from typing import Final

from dxplan.format.blocks import Key, block, tables, text, texts

DOCUMENT: Final = block(
    None,
    "document",
    "pack.toml の [[document]] の下",
    "資料",
    "会議の一つの資料。並べた順に載る。",
    [
        text("label", "資料番号", "資料の右上と一覧に載せる番号。", "資料２－１", required=True),
        texts("plans", "計画", "この資料のもとになる計画。総括では、年度の順に並べる。", "plans/2019"),
        text("handout", "資料の種類", "省くと実施結果。何年かの計画を並べるなら総括。", "KPI一覧"),
        text("year", "年度", "何年かの計画で、載せる年度。", "R5"),
        text(
            "title", "件名", "一覧に載せる名前。省くと資料の題名。ほかで作る資料では必ず書く。", "推進体制図"
        ),
        text("office", "作成した課", "省くと計画の課。", "情報政策課"),
    ],
)

PACK: Final = block(
    None,
    "",
    "pack.toml の先頭（[[document]] より前）",
    "会議の資料",
    "一度の会議で配る資料。",
    [
        text("title", "会議の名前", "一覧の題名になる。", "第2回 ICT推進本部会議", required=True),
        Key("date", "date", "会議の日", "一覧に載せる。", ("2020-06-18",), required=True, field="day"),
        text("place", "場所", "一覧に載せる。", "第一特別委員会室"),
        text("office", "事務局", "一覧に載せる。", "情報政策課"),
        tables("document", DOCUMENT, "資料", "資料ごとに [[document]] を書く。", least=1),
    ],
)
