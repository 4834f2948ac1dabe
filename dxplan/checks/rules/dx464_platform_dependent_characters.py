"""機種依存文字

丸数字や組文字、ローマ数字などは JIS X 0208 にありません。Shift_JIS の CSV や古いシステムに渡すと、
別の文字や「?」に変わります。人名などの外字も同じです。～ － は多くの環境で通るので対象にしません。
名前の一部のローマ数字（数学Ⅱ、フェーズⅢ、第Ⅱ期、Ⅰ類）は、書き換えると別の名前になるので対象にしません。

悪い例:

    overview = "①機器の更新　②研修"
    goal = "Ⅲ 産業の振興に取り組む。"
    unit = "㎡"

良い例:

    overview = "(1)機器の更新　(2)研修"
    goal = "3 産業の振興に取り組む。"
    unit = "平方メートル"

正しければ、項目に書きます:

    ignore = [{ code = "DX464", reason = "公表された様式のとおり" }]
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import is_kanji, is_katakana
from dxplan.checks.prose.misreadings import RADICALS, SIMPLIFIED
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose.texts import Hit
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING

#: What every system of today converts by itself, although the tables differ.
_CONVERTED: Final = frozenset("～－—∥￠￡￢")
#: Blanks, controls and marks without a shape: DX465 speaks of those.
_SHAPELESS: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp", "Mn"))
_KANGXI: Final = ("\u2e80", "\u2fdf")
_HALF_WIDTH_KANA: Final = ("\uff61", "\uff9f")
_ROMAN: Final = frozenset(map(chr, range(0x2160, 0x2180)))
#: What a Roman numeral numbers, in the name of a thing: Ⅰ類, Ⅱ型.
_NUMBERED: Final = ("種", "型", "類", "期", "級", "度", "群", "相")
_READINGS: Final = {
    "㎡": "平方メートル",
    "㎥": "立方メートル",
    "㎏": "kg",
    "℡": "電話",
    "㈱": "株式会社",
    "№": "No.",
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find characters that are not in JIS X 0208, one finding a text."""
    texts = subject.everything
    # All at once, for most plans have hardly any; asking for each of a thousand characters takes its time.
    known = "".join(texts.characters).encode("shift_jis", errors="ignore").decode("shift_jis")
    dependent = {character for character in texts.characters.difference(known) if _is_dependent(character)}
    hits = texts.characters_in(dependent)
    for _, group in groupby(hits, key=lambda hit: id(hit.text)):
        found = [hit for hit in group if hit.piece not in _ROMAN or not _in_names(hit)]
        if not found:
            continue
        characters = "".join(hit.piece for hit in found)
        yield Diagnostic(
            source=found[0].text.source,
            message=f"機種依存文字「{characters}」があります。ほかのシステムで文字化けすることがあります。",
            hint=f"{_instead(characters)}書き換えてください。",
            phrase=found[0].piece,
        )


def _is_dependent(character: str) -> bool:
    if (
        character.isascii()
        or character in _CONVERTED
        or ord(character) in SIMPLIFIED
        or ord(character) in RADICALS
    ):
        return False
    if (
        unicodedata.category(character) in _SHAPELESS
        or _HALF_WIDTH_KANA[0] <= character <= _HALF_WIDTH_KANA[1]
    ):
        return False
    if _KANGXI[0] <= character <= _KANGXI[1]:
        return False
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return False


def _in_names(hit: Hit) -> bool:
    """Whether a Roman numeral is part of a name wherever it stands in the text: behind a noun, or before its kind."""
    text = hit.text.text
    places = [place for place, letter in enumerate(text) if letter == hit.piece]
    return all(
        (place and (is_kanji(text[place - 1]) or is_katakana(text[place - 1])))
        or text.startswith(_NUMBERED, place + 1)
        for place in places
    )


def _instead(characters: str) -> str:
    """Return 「①」は「(1)」に、 for the first character that has a plain form."""
    for character in characters:
        plain = _READINGS.get(character) or unicodedata.normalize("NFKC", character)
        if plain != character and not unicodedata.combining(plain[0]):
            plain = f"({plain})" if plain.isdigit() else plain
            return f"「{character}」は「{plain}」のように"
    return "どの環境にもある文字に"
