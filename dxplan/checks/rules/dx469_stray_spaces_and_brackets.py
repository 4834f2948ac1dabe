"""余分な空白と、対にならない括弧

PDF や Excel から写すと、行の折り返しが空白として語の途中に残ります。括弧の閉じ忘れや、全角と半角の混じった対は、
どこまでが括弧の中か読む人に分かりません。箇条の区切りや「。」の後の空白は対象にしません。

悪い例:

    goal = "情報モラ ルの向上を図る。"
    overview = "伴走型支 援を行う。"
    report = "（森林情報(GIS)活用推進事業)を進めた。"
    report = "研修（12回を開いた。"
    report = "A Iを使った。"    # ほかの欄では「AI」
    report = "361件(R2)を目指す。"    # ほかの括弧は全角

良い例:

    goal = "情報モラルの向上を図る。"
    overview = "伴走型支援を行う。"
    report = "（森林情報(GIS)活用推進事業）を進めた。"
    report = "研修（12回）を開いた。"
    report = "AIを使った。"
    report = "361件（R2）を目指す。"

正しければ、項目に書きます:

    ignore = [{ code = "DX469", reason = "様式の区切りの空白" }]
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import is_kanji, is_katakana
from dxplan.checks.prose.misreadings import KATAKANA_WORDS
from dxplan.checks.prose.texts import MANY, TextKind
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.checks.prose.texts import Hit, Passages, SourceText
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING

_PROPER: Final = (TextKind.NAME, TextKind.INDICATOR)
_JAPANESE: Final = "ぁ-ゖァ-ヺー一-鿿々"
_BLANKS: Final = " \u3000"
_ANY_BLANK: Final = rf"[{_BLANKS}]"
_MARKS: Final = "、。，．）」』】"
_BEFORE_MARK: Final = rf"[{_BLANKS}](?<=[{_JAPANESE}0-9].)[{_MARKS}]"
_LAST: Final = _JAPANESE + "0-9"
_ERA: Final = r"[RH](?<![A-Za-z0-9].)[ \u3000][0-9]{1,2}(?![0-9A-Za-z])"
_ERA_TOGETHER: Final = r"[RH](?<![A-Za-z0-9].)[0-9]{1,2}(?![0-9A-Za-z])"
#: D X and P I O, as PDF files give them; of two letters only where the plan has them together too.
_SPACED_LETTERS: Final = "[A-Z](?<![A-Za-z].)(?: [A-Z])+(?![A-Za-z])"
_ABBREVIATION: Final = 3
#: No word begins with these.
_NEVER_FIRST: Final = frozenset("ァィゥェォャュョッーンヮぁぃぅぇぉゃゅょっんゎ")
_PARTICLES: Final = frozenset("はがをでもへと")
_KATAKANA_BEFORE: Final = regex("[ァ-ヺー]+\\Z")
_KATAKANA_AFTER: Final = regex("[ァ-ヺー]+")
_ONE_KATAKANA: Final = regex("[ァ-ヺ](?=[一-鿿ぁ-ゖ])")
_SAME_BEFORE: Final = regex("(?:[ァ-ヺー]+|[一-鿿々]+|[ぁ-ゖ]+)\\Z")
_SAME_AFTER: Final = regex("[ァ-ヺー]+|[一-鿿々]+|[ぁ-ゖ]+")
_BESIDE: Final = 12
_LINE_END: Final = "\n"

_BRACKETS: Final = r"[（）()「」『』【】〔〕［］\[\]〈〉《》]"
_PAIRS: Final = {
    "）": "（",
    ")": "（",
    "」": "「",
    "』": "『",
    "】": "【",
    "〕": "〔",
    "］": "［",
    "]": "［",
    "〉": "〈",
    "》": "《",
}
_FULL_WIDTH: Final = {"(": "（", ")": "）", "[": "［", "]": "］"}
#: The mark of a list, 1) or ア）, which closes nothing.
_LIST_MARK: Final = regex(r"(?:^|[\n 　。、・])[0-9０-９a-zA-Zア-ンぁ-ん一二三四五六七八九十①-⑳]{1,2}\Z")
_HALF_PAIR: Final = r"\([^（）()\n]*\)"
_FULL_PAIR: Final = r"（[^（）()\n]*）"
#: Brackets of one width are a slip only where those of the other are this many times more.
_CLEARLY: Final = 5
#: Brackets further apart are hardly a pair.
_PAIR_LENGTH: Final = 400
#: Behind these, or at the beginning of a line, (1) is the number of what follows.
_APART: Final = ("", " ", "\u3000", "、", "。", "・", "：")
_NUMBERED: Final = r"\([0-9a-zA-Z０-９ア-ン]{1,3}\)"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find blanks left over from line breaks, brackets without a partner, and brackets of the other width."""
    texts = subject.written_and_names
    yield from _blanks(texts)
    bracketed = (texts.text_at(match.start()) for match in texts.matches(_BRACKETS))
    for _, same in groupby(bracketed, key=id):
        yield from _unpaired(next(same))
    yield from _bracket_width(subject.written)


def _blanks(texts: Passages) -> Iterator[Diagnostic]:
    joined = texts.joined
    places = [match.start() for match in texts.matches(_ANY_BLANK) if _in_japanese(joined, match.start())]
    # First what has to be counted, then all of it at once: to count for each blank takes the square of the plan.
    asked: set[str] = set()

    def ask(piece: str) -> int:
        asked.add(piece)
        return 0

    for place in places:
        _is_left_over(joined, place, ask)
    counts = texts.counts(asked)
    found: set[tuple[int, str]] = set()
    counted: Counter[int] = Counter()
    for place in places:
        if _is_left_over(joined, place, counts.__getitem__):
            before = _SAME_BEFORE.search(joined, max(0, place - _BESIDE), place)
            after = _SAME_AFTER.match(joined, place + 1, place + 1 + _BESIDE)
            phrase = f"{before[0] if before else ''}{joined[place]}{after[0] if after else ''}"
            text = texts.text_at(place)
            if (id(text), phrase) not in found:
                found.add((id(text), phrase))
                counted[id(text)] += 1
                alone = counted[id(text)] <= MANY and text.text.count(phrase) == 1
                yield _blank(text, phrase, alone=alone)
    if texts.holds_pair(_BLANKS, _MARKS):
        for hit in texts.hits(_BEFORE_MARK, _LAST):
            yield _blank(hit.text, hit.piece, alone=hit.alone)
    count = cache(texts.count)
    for hit in texts.hits(_SPACED_LETTERS):
        together = hit.piece.replace(" ", "")
        if len(together) >= _ABBREVIATION or count(together):
            yield _blank(hit.text, hit.piece, alone=hit.alone)
    eras = list(texts.hits(_ERA)) if texts.holds_pair("RH", _BLANKS) else []
    if eras and re.search(_ERA_TOGETHER, joined):
        for hit in eras:
            yield _blank(hit.text, hit.piece, alone=hit.alone)


def _in_japanese(joined: str, start: int) -> bool:
    """Whether what stands before and behind the blank at ``start`` is kana or kanji."""
    return all(
        is_kanji(letter) or is_katakana(letter) or "ぁ" <= letter <= "ゖ"
        for letter in (joined[start - 1 : start], joined[start + 1 : start + 2])
    )


def _is_left_over(joined: str, start: int, count: Callable[[str], int]) -> bool:
    """Whether the blank at ``start`` stands inside a word; ``count`` tells how often a piece stands in the plan."""
    if joined[start + 1] in _NEVER_FIRST:
        return True
    before = _KATAKANA_BEFORE.search(joined, max(0, start - _BESIDE), start)
    after = _KATAKANA_AFTER.match(joined, start + 1, start + 1 + _BESIDE)
    if before and after:
        if len(before[0]) > 1 and _ONE_KATAKANA.match(joined, start + 1):
            return True
        word = before[0] + after[0]
        return word in KATAKANA_WORDS or count(word) > 0
    left, right = joined[start - 1], joined[start + 1]
    if _is_lone(joined, start) and count(left + right) > 1:
        return True
    # A blank behind は or で parts phrases (DXで もっと); line breaks leave theirs anywhere.
    if left in _PARTICLES:
        return False
    # 援事 stands elsewhere, and nowhere but behind 支.
    piece = joined[start + 1 : start + 3].rstrip("、。，．\n ")
    together, alone = count(left + piece), count(piece)
    apart = count(f"{left} {piece}") + count(f"{left}\u3000{piece}")
    return bool(together) and alone == together + apart


def _is_lone(joined: str, start: int) -> bool:
    """Whether one kanji alone stands beside the blank, with another across that may make a word with it.

    「支 援事業」 beside 支援 twice or more; 「伴走 支援」 has no lone kanji and may be two words.
    """
    if not (is_kanji(joined[start - 1]) and is_kanji(joined[start + 1])):
        return False
    return not (
        is_kanji(joined[start - 2 : start - 1] or "、") and is_kanji(joined[start + 2 : start + 3] or "、")
    )


def _blank(text: SourceText, phrase: str, *, alone: bool) -> Diagnostic:
    right = phrase.replace(" ", "").replace("\u3000", "")
    return Diagnostic(
        source=text.source,
        message=f"「{phrase}」の中に余分な空白があります。",
        hint=f"「{right}」と書いてください。",
        phrase=phrase,
        replacement=right if alone and text.kind not in _PROPER else None,
    )


def _unpaired(text: SourceText) -> Iterator[Diagnostic]:
    opened: list[re.Match[str]] = []
    # How many of each kind are open: to look through them all for every closing one takes the square.
    waiting: Counter[str] = Counter()
    signs = Counter(match[0] for match in re.finditer(_BRACKETS, text.text))
    mixed: set[str] = set()
    for match in re.finditer(_BRACKETS, text.text):
        opening = _PAIRS.get(match[0])
        if opening is None:
            opened.append(match)
            waiting[_full(match)] += 1
        elif waiting[opening]:
            while _full(start := opened.pop()) != opening:
                waiting[_full(start)] -= 1
                yield _lonely(text, start, "終わり", signs)
            waiting[opening] -= 1
            if (start[0] in _FULL_WIDTH) != (match[0] in _FULL_WIDTH):
                phrase = text.text[start.start() : match.end()]
                if len(phrase) <= _PAIR_LENGTH and phrase not in mixed:
                    mixed.add(phrase)
                    yield _mixed_pair(text, phrase, few=len(mixed) <= MANY)
        elif not _LIST_MARK.search(text.text, max(0, match.start() - 3), match.start()):
            yield _lonely(text, match, "始まり", signs)
    for start in opened:
        yield _lonely(text, start, "終わり", signs)


def _full(start: re.Match[str]) -> str:
    return _FULL_WIDTH.get(start[0], start[0])


def _mixed_pair(text: SourceText, phrase: str, *, few: bool) -> Diagnostic:
    right = _FULL_WIDTH.get(phrase[0], phrase[0]) + phrase[1:-1] + _FULL_WIDTH.get(phrase[-1], phrase[-1])
    return Diagnostic(
        source=text.source,
        message=f"「{phrase}」の括弧は、全角と半角が対になっています。",
        hint=f"「{right}」と書いてください。",
        phrase=phrase,
        replacement=right if few and text.kind not in _PROPER and text.text.count(phrase) == 1 else None,
    )


def _lonely(text: SourceText, match: re.Match[str], missing: str, signs: Counter[str]) -> Diagnostic:
    before = text.text[max(0, match.start() - 4) : match.start()].rpartition(_LINE_END)[2]
    after = text.text[match.end() : match.end() + 4].partition(_LINE_END)[0]
    return Diagnostic(
        source=text.source,
        message=f"括弧「{match[0]}」に対になる{missing}の括弧がありません。",
        hint=f"{missing}の括弧を補うか、「{match[0]}」を消してください。",
        phrase=f"{before}{match[0]}{after}" if signs[match[0]] > 1 else match[0],
    )


def _bracket_width(prose: Passages) -> Iterator[Diagnostic]:
    if not prose.characters.issuperset("(（"):
        return
    half = [hit for hit in prose.hits(_HALF_PAIR) if _is_japanese_pair(prose, hit)]
    full = list(prose.hits(_FULL_PAIR))
    fewer, more, width = (half, full, "全角") if len(half) < len(full) else (full, half, "半角")
    for hit in fewer if len(fewer) * _CLEARLY <= len(more) else ():
        right = f"（{hit.piece[1:-1]}）" if width == "全角" else f"({hit.piece[1:-1]})"
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」の括弧は、この計画で主に使われている{width}ではありません。",
            hint=f"「{right}」と書いてください。",
            phrase=hit.piece,
            replacement=right if hit.alone else None,
        )


def _is_japanese_pair(prose: Passages, hit: Hit) -> bool:
    """Whether the pair stands in Japanese: not G Suite (365), not the number (1), not inside another pair."""
    before = prose.before(hit.start, 60)
    if re.fullmatch(_NUMBERED, hit.piece) and before[-1:] in _APART:
        return False
    if before.count("（") > before.count("）"):
        return False
    return not (hit.piece.isascii() and before[-1:].isascii())
