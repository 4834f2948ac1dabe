"""How texts are measured and broken to a width."""

from __future__ import annotations

import pytest

from dxplan.values.widths import FONT, TERMINAL, cells, lines, width


def broken(text: str, room: int) -> list[str]:
    return [text[start:end] for start, end in lines(text, room, TERMINAL)]


@pytest.mark.parametrize(
    ("text", "in_a_font", "in_a_terminal"),
    [
        ("abc", 3, 3),
        ("研修", 4, 4),
        ("①○－", 6, 4),
        ("ﾃﾞｰﾀ", 4, 4),
        ("か\u3099", 2, 2),
        ("a\u200db", 2, 2),
        ("😀", 2, 2),
    ],
)
def test_ambiguous_characters_are_wide_in_a_japanese_font_only(
    text: str, in_a_font: int, in_a_terminal: int
) -> None:
    assert (cells(text), width(text, FONT), width(text, TERMINAL)) == (in_a_font, in_a_font, in_a_terminal)


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("", 10, [""]),
        ("研修を開いた", 12, ["研修を開いた"]),
        ("研修を開いた", 11, ["研修を開い", "た"]),
        ("研修を開いた。", 12, ["研修を開い", "た。"]),  # no line begins with 。
        ("研修（基礎）", 7, ["研修", "（基", "礎）"]),  # and none ends with （
        ("参加者は1,157人", 12, ["参加者は", "1,157人"]),  # a number and its unit stay together
        ("see https dxplan", 9, ["see https", "dxplan"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),  # a word longer than a line is broken
        ("一\n二", 10, ["一", "二"]),
        ("一\n", 10, ["一", ""]),
        ("広", 1, ["広"]),
        ("、、、、、", 4, ["、、", "、、", "、"]),
    ],
)
def test_texts_are_broken_as_japanese_is(text: str, room: int, shown: list[str]) -> None:
    assert broken(text, room) == shown


def test_breaking_loses_nothing_but_blanks_and_takes_time_in_proportion() -> None:
    text = "県の取組（DX）は、2,019件です。 " * 5_000
    pieces = broken(text, 17)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert max(width(piece, TERMINAL) for piece in pieces) <= 17
