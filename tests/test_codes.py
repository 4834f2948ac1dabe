"""The table of codes: every one has bad input that shows it, and ``docs/codes.md`` is made from it.

``UPDATE_SNAPSHOTS=1 pytest tests/test_codes.py`` writes the page anew.
"""

from __future__ import annotations

from itertools import groupby

import pytest

from dxplan.checks.engine import Page, all_pages, rule_files
from dxplan.model.codes import CODES
from dxplan.model.findings import Severity
from tests.conftest import ROOT
from tests.snapshots import assert_snapshot
from tests.test_validate import CASES

GROUPS = {
    "DX1": "DX1xx　ファイルと TOML",
    "DX2": "DX2xx　キーと値",
    "DX3": "DX3xx　値どうしの関係",
    "DX4": "DX4xx　照査（書かれたことの意味）",
}
HEAD = """\
# 誤りの一覧

`dxplan validate` が示す番号ごとに、なぜ誤りなのかと直し方を挙げます。番号の意味は、後の版でも変わりません。
DX1xx〜DX3xx のエラーがあると、判定も印刷もできません。DX4xx は照査で、判定や印刷は止めません。
「警告」は `--strict` を付けたときだけ誤りとして数えます。

| 番号 | 名前 | 重さ | 内容 |
|---|---|---|---|
"""


def codes_page() -> str:
    """Return ``docs/codes.md``."""
    pages = all_pages()
    lines = [HEAD.rstrip()]
    for page in pages.values():
        anchor = f"{page.code}-{page.name}".lower()
        label = Severity(page.severity).label
        lines.append(f"| [{page.code}](#{anchor}) | {page.name} | {label} | {page.title} |")
    for group, codes in groupby(pages, key=lambda code: code[:3]):
        lines += ["", f"## {GROUPS[group]}"]
        for code in codes:
            page = pages[code]
            lines += ["", f"### {code} {page.name}", "", f"**{page.title}**", "", page.body]
    return "\n".join(lines) + "\n"


def test_the_page_of_codes_is_what_the_code_says() -> None:
    assert_snapshot(ROOT / "docs" / "codes.md", codes_page())


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_shown_by_bad_input(code: str) -> None:
    assert any(case.stem.startswith(f"{code}-") for case in CASES)


@pytest.mark.parametrize("page", all_pages().values(), ids=lambda page: page.code)
def test_every_page_has_a_title_a_reason_and_examples(page: Page) -> None:
    assert page.title
    assert not page.title.endswith("。")
    assert "悪い例" in page.body
    assert "良い例" in page.body or "書きます" in page.body


def test_a_code_stands_for_one_thing() -> None:
    assert len(all_pages()) == len(CODES) + len(rule_files())


def test_the_table_stands_in_the_order_of_its_codes() -> None:
    assert list(CODES) == sorted(CODES)
