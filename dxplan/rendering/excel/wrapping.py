"""How many lines a text takes in a cell, which openpyxl cannot tell.

Lines break as Excel and LibreOffice break Japanese text: anywhere between full-width characters, not inside a
run of Latin letters and digits, and never so that a line begins with 、 or ends with （ (禁則).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dxplan.values.widths import cell

#: Excel's column width counts the digit 0 of Calibri 11, 7 pixels; a pixel is 0.75 point.
_POINTS_PER_WIDTH: Final = 5.25
#: What Excel and LibreOffice keep free at the sides of a cell.
_PADDING_POINTS: Final = 5.0
#: Latin letters are wider than half an em in proportional fonts; fonts that stand in for the wanted one are.
_LATIN: Final = 1.12
_NO_START: Final = frozenset(
    "、。，．,.)）」』】〕］｝〉》・：；？！?!ゝゞ々ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ％%〜～…‥"
)
_NO_END: Final = frozenset("(（「『【〔［｛〈《")
_RUN: Final = re.compile(r"[!-~]+|[^!-~]+")


def text_width(column_width: float, font_size: float) -> float:
    """Return how many half-width cells fit into a line of a column of Excel's width."""
    return max(2.0, (column_width * _POINTS_PER_WIDTH - _PADDING_POINTS) / (font_size / 2))


@lru_cache(maxsize=4096)
def wrap(text: str, width: float) -> tuple[str, ...]:
    """Return the lines of a text in ``width`` half-width cells."""
    return tuple(line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, width))


def _wrap_paragraph(text: str, width: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for token in _tokens(text, width):
        size = _measure(token)
        if line and used + size > width:
            line, carried = _carry(line, token)
            lines.append(line)
            line, used = carried, _measure(carried)
        line += token
        used += size
    return [*lines, line]


def _tokens(text: str, width: float) -> list[str]:
    """Split into what must stay together; a Latin run longer than a line is broken anywhere."""
    tokens: list[str] = []
    for run in _RUN.findall(text):
        if "!" <= run[0] <= "~" and len(run) * _LATIN <= width:
            tokens.append(run)
        else:
            tokens.extend(run)
    return tokens


@lru_cache(maxsize=4096)
def _measure(text: str) -> float:
    return sum(_LATIN if character < "\x7f" else cell(character) for character in text)


def _carry(line: str, token: str) -> tuple[str, str]:
    """Take from the end of a line what may not stand there before ``token``."""
    carried = ""
    while len(line) > 1 and ((carried or token)[0] in _NO_START or line[-1] in _NO_END):
        line, carried = line[:-1], line[-1] + carried
        if carried[0] not in _NO_START and line[-1] not in _NO_END:
            break
    return line, carried
