"""The keys of the 回収簿, ``collected/ledger.toml`` beside a plan. dxplan writes it, people read it."""

from __future__ import annotations

from typing import Final

from dxplan.format.blocks import Key, block, tables, text


def _day(name: str, title: str, *, required: bool = False) -> Key:
    return Key(name, "date", title, "", ("2020-04-24",), required=required, field=name)


SENT_FORM: Final = block(
    None,
    "form",
    "",
    "出した調査票",
    "一つの課に出した調査票。",
    [
        text("section", "課", "「部局 課」。部ごとに出したなら、部局だけ。", "総務部 広報課", required=True),
        text("version", "調査票の版", "", "0f3a5b7c9d1e2f30", required=True),
        _day("sent", "出した日", required=True),
        _day("due", "締切"),
    ],
)

LEDGER: Final = block(
    None,
    "",
    "",
    "回収簿（collected/ledger.toml）",
    "",
    [tables("form", SENT_FORM, "出した調査票", "出すごとに一つ。")],
)
