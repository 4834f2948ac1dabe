"""Any workbook becomes a plan or is refused, and every word of its rows is in the plan or beside it."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest

from dxplan.cells.book import Area, Cell, Sheet
from dxplan.importing.drafting import draft_of
from dxplan.importing.headings import Role
from dxplan.importing.listing import listing_of
from dxplan.importing.outcome import outcome_of

HEADS = [
    *(
        "No",
        "事業名",
        "取組名",
        "施策",
        "目標",
        "実績",
        "指標",
        "KPI",
        "R6",
        "R7",
        "令和6年度",
        "目標値",
        "実績値",
    ),
    *("基準値", "単位", "担当課", "備考", "評価", "分野", "柱", "区分", "期限", "取組内容", "予算額"),
]
CELLS = [
    *HEADS,
    *(
        "1",
        "2",
        "再掲",
        "（再掲）窓口",
        "窓口",
        "窓口",
        "申請率50％",
        "12回",
        "1,200件",
        "-",
        "〃",
        "",
        "合計",
        "3.5",
        "0",
        "100%",
    ),
    *(
        "基本目標１ 暮らし",
        "【産業】",
        "■しごと",
        "R7末",
        "総務部 広報課",
        "利用者数 100人",
        "令和7年度までに50件とする。",
    ),
    *(
        "○",
        "A",
        "達成",
        "目標達成",
        "計画どおり実施",
        "=x",
        "※注",
        "あ" * 80,
        "集計中",
        "未定",
        "R5 10件、R6 20件",
        "#REF!",
    ),
    "国語 80% 算数 70%",
]
#: What a plan says by itself: that a row is shown again, that there is nothing, the number of a row.
MARKS = re.compile(r"[(【]?再掲[)】]?|〃|\A[-－]\Z|[【】■]|\A[0-9.]+\Z|基本目標1")


def sheet(rng: random.Random, name: str) -> Sheet:
    """Return a sheet with one row of headings, and anything in all others."""
    height, width = rng.randrange(2, 14), rng.randrange(2, 12)
    rows = {
        row: {column: rng.choice(CELLS) for column in range(1, width + 1) if rng.random() < 0.7}
        for row in range(1, height + 1)
    }
    heads = ["事業名", "目標", *rng.sample(HEADS, width)][:width]
    rows[rng.randrange(1, height + 1)] = dict(enumerate(heads, 1))
    merged = []
    for _ in range(rng.randrange(4)):
        top, left = rng.randrange(1, height + 1), rng.randrange(1, width + 1)
        merged.append(Area(top, left, top + rng.randrange(3), left + rng.randrange(3)))
    cells = {row: {at: Cell(text) for at, text in line.items() if text} for row, line in rows.items()}
    widths = dict.fromkeys(cells, width) if rng.random() < 0.5 else {}
    return Sheet(
        name=name, rows={n: line for n, line in cells.items() if line}, merged=tuple(merged), widths=widths
    )


@pytest.mark.parametrize("seed", range(4))
def test_any_workbook_becomes_a_plan_in_which_every_word_of_its_rows_is(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - cells, not secrets
    plans = 0
    for _ in range(60):
        listing = listing_of([sheet(rng, f"表{n}") for n in range(rng.choice([1, 1, 2]))])
        if not any(True for _ in listing.entries()):
            continue
        draft = draft_of(listing, name="hyo", stem="hyo", year=2024)
        assert draft is not None
        outcome = outcome_of(draft, "hyo", "hyo", accept=rng.random() < 0.5)
        plans += 1
        beside = (
            *listing.columns,
            *(line.text for line in draft.published),
            *(text for _, text in listing.unread),
        )
        whole = folded("\n".join((*outcome.texts.values(), *beside)))
        for table, row in listing.all_rows:
            for at, text in row.cells.items():
                if at and table.columns[at].role is Role.NUMBER:
                    continue
                for word in MARKS.sub(" ", unicodedata.normalize("NFKC", text)).split():
                    assert folded(word) in whole, (row.place, text)
    assert plans > 20


def folded(text: str) -> str:
    """Return a text without what a plan may write otherwise: blanks, commas, widths."""
    return re.sub(r'[\s,\\"・]', "", unicodedata.normalize("NFKC", text))
