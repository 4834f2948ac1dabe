"""The keys of ``departments.toml``."""

from __future__ import annotations

from typing import Final

from dxplan.format.blocks import FileKind, block, tables, text, texts, year

DEPARTMENT: Final = block(
    FileKind.DEPARTMENTS,
    "department",
    "departments.toml の [[department]] の下",
    "部局と課",
    "一つの部局と、その課。課のない組織なら、その名前だけ。",
    [
        text("bureau", "部局", "部局、または課のない組織の名前。", "総務部", required=True),
        texts("sections", "課", "課の名前。課のない組織では省く。", "広報課"),
        year("since", "できた年度", "前になくなった名前を、別の課がまた使うときに書く。", field="since"),
    ],
)

RENAMED: Final = block(
    FileKind.DEPARTMENTS,
    "renamed",
    "departments.toml の [[renamed]] の下",
    "改称・分割・統合",
    "一つの名前がどう変わったか。続けて変わったら、変わるごとに書く。",
    [
        text(
            "old", "旧名", "「部局 課」を半角の空白で区切って書く。", "企画調整部 情報政策課", required=True
        ),
        text(
            "new",
            "新しい名前",
            "「部局 課」。分かれたときは [ ] で並べる。名簿に書かなくても入る。",
            "企画調整部 デジタル変革課",
            shape="names",
            required=True,
            default="",
            field="",
        ),
        year(
            "since",
            "変わった年度",
            "前の年度の計画では旧名が正しい名前になる。",
            required=True,
            field="since",
        ),
    ],
)

DEPARTMENTS: Final = block(
    FileKind.DEPARTMENTS,
    "",
    "departments.toml の先頭",
    "部局と課の名簿（departments.toml）",
    "いまの部局と課の名前と、その変わり方。",
    [
        tables("department", DEPARTMENT, "部局と課", "名簿に [[department]] を並べる。", least=1),
        tables("renamed", RENAMED, "改称・分割・統合", "変わるごとに [[renamed]] を書く。"),
    ],
)
