"""Numbers of headings in the styles of government documents: 第5, 1, (1), ア, ①, Ⅲ, A, 1-2.

A style is written as the number of the first heading of its level: ``第1``, ``(1)``, ``ア``. Where it has several
figures, the last counts the heading itself and those before it the headings above: ``1-1`` goes on ``1-2``, ``2-1``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_KANJI: Final = "一二三四五六七八九"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
#: Characters that stand for 1, and all that follow them.
_SERIES: Final = {
    "ア": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "イ": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "ｱ": "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ",
    "①": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
    "⑴": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "a": "abcdefghijklmnopqrstuvwxyz",
    "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ａ": "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "Ａ": "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "Ⅰ": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "ⅰ": "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ",
}
#: The numbers of plans that say nothing about them.
PLAIN: Final = "1"


@cache
def _figure() -> re.Pattern[str]:
    """Return what counts in a style; the many plans with plain numbers need not wait for it.

    A figure stands alone: the ア of アクション1 counts nothing, nor does the a of Chapter 1.
    """
    return re.compile(
        r"(?<![0-9０-９])[1１](?![0-9０-９])|[①⑴一Ⅰⅰ]|"
        r"(?<![A-Za-zＡ-Ｚａ-ｚ])[aAａＡIi](?![A-Za-zＡ-Ｚａ-ｚ])|(?<![ァ-ヶーｦ-ﾟ])[アイｱ](?![ァ-ヶーｦ-ﾟ])"
    )


def figures(style: str) -> int:
    """Return how many figures of a style count: 0 where nobody can tell how it goes on."""
    return len(_figure().findall(style))


def heading_number(style: str, numbers: Sequence[int]) -> str:
    """Return the number of a heading in a style: 第5, (3), ウ, ④. Series that end go on in digits.

    ``numbers`` are the positions, from 1, of the headings above it and its own, which stands last.
    """
    if style == PLAIN:
        return str(numbers[-1])
    count = figures(style)
    own = iter(numbers[len(numbers) - count :])
    return _figure().sub(lambda match: _count(match[0], next(own)), style)


def _count(first: str, number: int) -> str:
    if first in "1１":
        offset = ord(first) - ord("1")
        return "".join(chr(ord(digit) + offset) for digit in str(number))
    if first == "一":
        return _kanji(number)
    if first in "Ii":
        return _roman(number) if first == "I" else _roman(number).lower()
    series = _SERIES[first]
    return series[number - 1] if number <= len(series) else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _kanji(number: int) -> str:
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_KANJI[tens - 1]}十"
    return ten + (_KANJI[ones - 1] if ones else "")
