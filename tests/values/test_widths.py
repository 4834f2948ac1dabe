"""How wide Japanese text stands in a terminal and in a cell."""

from __future__ import annotations

import pytest

from dxplan.values.widths import cell, cells


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("dxplan", 6),
        ("施策（事業）", 12),
        ("ICT活用", 7),
        ("ｱｲｳ", 3),
        ("ＩＣＴ", 6),
        ("○一部", 6),  # of ambiguous width, full-width in Japanese fonts
        ("①－※", 6),
        ("か\u3099", 2),  # a voicing mark of its own stands on the letter before it
        ("e\u0301", 1),
        ("𠮷野家", 6),
        ("\u3000", 2),
        ("86.1%", 5),
    ],
)
def test_full_width_characters_take_two_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_text_is_as_wide_as_its_characters() -> None:
    text = "令和元年度 R1（ｹﾝ）か\u3099"

    assert cells(text) == sum(cell(character) for character in text)
