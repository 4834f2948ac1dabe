"""The keys of the 回収簿, ``collected/ledger.toml`` beside a plan. dxplan writes it, people read it."""

from __future__ import annotations

from typing import Final

from dxplan.format.blocks import Key, block, boolean, count, tables, text


def _day(name: str, title: str, *, required: bool = False) -> Key:
    return Key(name, "date", title, "", ("2020-04-24",), required=required, field=name)


_SECTION: Final = text(
    "section", "課", "「部局 課」。部ごとに出したなら、部局だけ。", "総務部 広報課", required=True
)
_ROW: Final = (
    text("row", "計画の項目の id", "", "cms-training", required=True),
    count("place", "項目の何番目の指標か", "指標のない項目では 0。", default=0),
    text("column", "欄", "actual（実績値）、report（取組実績・成果）など。", "actual", required=True),
)

SENT_FORM: Final = block(
    None,
    "form",
    "",
    "出した調査票",
    "一つの課に出した調査票。",
    [
        _SECTION,
        text("version", "調査票の版", "", "0f3a5b7c9d1e2f30", required=True),
        _day("sent", "出した日", required=True),
        _day("due", "締切"),
    ],
)
TAKEN_FILE: Final = block(
    None,
    "file",
    "",
    "読んだファイル",
    "回答を取り込んだか、照会したファイル。",
    [
        text(
            "id",
            "ファイルの印",
            "SHA-256 の先頭。said と query の file が指す。",
            "0f3a5b7c9d1e2f30",
            required=True,
        ),
        text("name", "ファイルの名前", "", "広報課.xlsx", required=True),
        text("sha256", "SHA-256", "", required=True),
        _day("taken", "読んだ日", required=True),
        text("by", "読んだ人", "git の user.name。なければ、パソコンの利用者の名前。", "福島 花子"),
        boolean("second", "二度目の回答か", "--second で読んだもの。"),
    ],
)
SAID: Final = block(
    None,
    "said",
    "",
    "課の回答",
    "一つの課が、一つの欄に書いたこと。ほかの課の回答とは別に残る。",
    [
        _SECTION,
        *_ROW,
        text("text", "書いてあること", "", "12", required=True),
        text("file", "ファイルの印", "", "0f3a5b7c9d1e2f30", required=True),
        text("sheet", "シート", "", "回答"),
        text("cell", "セル", "", "I5", required=True),
        boolean("second", "二度目の回答か", ""),
        _day("recorded", "計画に記録した日"),
        _day("set_aside", "ほかの回答を採った日"),
    ],
)
QUERY: Final = block(
    None,
    "query",
    "",
    "照会",
    "課に尋ねたことと、その答え。",
    [
        _SECTION,
        *_ROW,
        text("text", "尋ねたこと", "", "日付になっています。", required=True),
        text("file", "尋ねたファイルの印", "", "0f3a5b7c9d1e2f30", required=True),
        _day("asked", "尋ねた日", required=True),
        _day("answered", "答えのあった日"),
        text("answer", "答え", "", "12"),
    ],
)

LEDGER: Final = block(
    None,
    "",
    "",
    "回収簿（collected/ledger.toml）",
    "",
    [
        tables("form", SENT_FORM, "出した調査票", "出すごとに一つ。"),
        tables("file", TAKEN_FILE, "読んだファイル", "読むごとに一つ。"),
        tables("said", SAID, "課の回答", "回答のあった欄ごとに一つ。"),
        tables("query", QUERY, "照会", "尋ねるごとに一つ。"),
    ],
)
