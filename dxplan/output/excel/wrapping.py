"""How many lines a text takes in a cell, which openpyxl cannot tell.

Lines break as Excel and LibreOffice break Japanese text: anywhere between full-width characters, not inside a
run of Latin letters and digits, and never so that a line begins with 、 or ends with （ (禁則).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex
from dxplan.values.widths import cell

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Excel's column width counts the digit 0 of Calibri 11, 7 pixels; a pixel is 0.75 point.
POINTS_PER_WIDTH: Final = 5.25
#: What Excel and LibreOffice keep free at the sides of a cell.
_PADDING_POINTS: Final = 5.0
#: Latin letters are wider than half an em in proportional fonts; fonts that stand in for the wanted one are.
_LATIN: Final = 1.12
#: Half-width cells of 1,000,000,000,000,000 with a sign and a unit behind it; nothing longer widens a column.
_LONGEST_FIGURE: Final = 28.0
_NO_START: Final = frozenset(
    "、。，．,.)）」』】〕］｝〉》・：；？！?!ゝゞ々ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ％%〜～…‥"
)
_NO_END: Final = frozenset("(（「『【〔［｛〈《")
_RUN: Final = regex(r"[!-~]+|[^!-~]+")


def text_width(column_width: float, font_size: float) -> float:
    """Return how many half-width cells fit into a line of a column of Excel's width."""
    return max(2.0, (column_width * POINTS_PER_WIDTH - _PADDING_POINTS) / (font_size / 2))


def column_width(texts: Iterable[str], font_size: float, longest: float) -> float:
    """Return the width of a column that breaks no figure, and no word of up to ``longest`` half-width cells."""
    words = {word for text in texts for word in text.split()}
    figures = (run for word in words for run in _RUN.findall(word) if "!" <= run[0] <= "~")
    sizes = [size for size in map(text_cells, words) if size <= longest]
    sizes += [size for size in map(text_cells, figures) if size <= _LONGEST_FIGURE]
    return round((max(sizes, default=0) * font_size / 2 + _PADDING_POINTS) / POINTS_PER_WIDTH + 0.05, 1)


@lru_cache(maxsize=4096)
def wrap(text: str, width: float) -> tuple[str, ...]:
    """Return the lines of a text in ``width`` half-width cells."""
    return tuple(line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, width))


def _wrap_paragraph(text: str, width: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for token in _tokens(text, width):
        size = text_cells(token)
        if line and used + size > width:
            line, carried = _carry(line, token)
            lines.append(line)
            line, used = carried, text_cells(carried)
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
def text_cells(text: str) -> float:
    """Return how many half-width cells a text takes."""
    return sum(_LATIN if character < "\x7f" else cell(character) for character in text)


def _carry(line: str, token: str) -> tuple[str, str]:
    """Take from the end of a line what may not stand there before ``token``."""
    carried = ""
    while len(line) > 1 and ((carried or token)[0] in _NO_START or line[-1] in _NO_END):
        line, carried = line[:-1], line[-1] + carried
        if carried[0] not in _NO_START and line[-1] not in _NO_END:
            break
    return line, carried
