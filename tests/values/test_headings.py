"""Numbers of headings in the styles that people write."""

from __future__ import annotations

import pytest

from dxplan.values.numbering import figures, heading_number


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("第1", {1: "第1", 5: "第5", 12: "第12"}),
        ("1", {1: "1", 10: "10"}),
        ("１", {1: "１", 10: "１０"}),
        ("第１章", {3: "第３章"}),
        ("(1)", {1: "(1)", 13: "(13)"}),
        ("①", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("⑴", {2: "⑵", 20: "⒇", 21: "21"}),
        ("ア", {1: "ア", 2: "イ", 11: "サ", 44: "ワ", 46: "ン", 47: "47"}),
        ("(ア)", {3: "(ウ)"}),
        ("イ", {1: "イ", 2: "ロ", 3: "ハ"}),
        ("ｱ", {2: "ｲ", 46: "ﾝ", 47: "47"}),
        ("一", {1: "一", 10: "十", 11: "十一", 20: "二十", 34: "三十四", 99: "九十九", 100: "100"}),
        ("第一章", {2: "第二章"}),
        ("Ⅰ", {1: "Ⅰ", 4: "Ⅳ", 12: "Ⅻ", 13: "13"}),
        ("ⅰ", {2: "ⅱ"}),
        ("I", {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 90: "XC", 1999: "MCMXCIX"}),
        ("i", {3: "iii"}),
        ("A", {1: "A", 26: "Z", 27: "27"}),
        ("ａ", {2: "ｂ"}),
        ("Ａ．", {3: "Ｃ．"}),
    ],
)
def test_a_style_goes_on_as_its_first_number_begins(style: str, numbers: dict[int, str]) -> None:
    assert {number: heading_number(style, [number]) for number in numbers} == numbers


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("アクション1", "アクション3"),
        ("Chapter 1", "Chapter 3"),
        ("イノベーション①", "イノベーション③"),
        ("Plan A", "Plan C"),
    ],
)
def test_letters_of_a_word_count_nothing(style: str, printed: str) -> None:
    assert heading_number(style, [3]) == printed


@pytest.mark.parametrize(
    ("style", "numbers", "printed"),
    [
        ("1-1", (3, 2), "3-2"),
        ("1-1", (9, 3, 2), "3-2"),
        ("1.1.1", (3, 2, 11), "3.2.11"),
        ("Ⅰ-1", (3, 2), "Ⅲ-2"),
        ("(1)", (3, 2), "(2)"),
        ("", (3, 2), ""),
    ],
)
def test_figures_before_the_last_are_those_of_the_headings_above(
    style: str, numbers: tuple[int, ...], printed: str
) -> None:
    assert heading_number(style, numbers) == printed


@pytest.mark.parametrize(
    ("style", "count"), [("第1", 1), ("1-1", 2), ("11", 0), ("柱", 0), ("アイ", 0), ("", 0)]
)
def test_one_can_tell_how_many_figures_count(style: str, count: int) -> None:
    assert figures(style) == count
