"""計画の中の言葉が、二通りに書かれている

この計画で何度も使われている言葉が、一か所だけ違う書き方になっています。片仮名の言葉や英字の略語の、長音、小さい字、
大文字と小文字の違いと、システムや制度の名前から字が抜けたものを知らせます。
よくある言葉の揺れ（サーバとサーバー、取組と取り組み）は DX461 が見ます。

悪い例（ほかの8か所は「アクセシビリティ」）:

    report = "アクセシビリティーを確かめた。"
    report = "rpaを用いた。"    # ほかは「RPA」
    report = "統合型支援システムを入れた。"    # ほかは「統合型校務支援システム」
    report = "進管理を行った。"    # ほかは「進行管理」

良い例:

    report = "アクセシビリティを確かめた。"
    report = "RPAを用いた。"
    report = "統合型校務支援システムを入れた。"
    report = "進行管理を行った。"

別のものの名前なら、項目に書きます:

    ignore = [{ code = "DX476", reason = "似た名前の別のシステム" }]
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import NAMED_KINDS, TextKind
from dxplan.checks.prose.wordlists import VARIANTS
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose.texts import Passages
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_KATAKANA: Final = regex(r"[ァ-ヺー]{4,}")
_LETTERS: Final = regex(r"(?<![A-Za-z0-9./@:_-])[A-Za-z]{3,12}(?![A-Za-z0-9./@:_-])")
#: Letters that make one word of two ways to write it.
_SMALL: Final = str.maketrans("ァィゥェォッャュョヮヴ", "アイウエオツヤユヨワウ", "ー")
#: The usual way stands so often, and so many times as often as the other.
_OFTEN, _TIMES = 3, 3
#: What DX461 looks at is said there.
_KNOWN: Final = frozenset(form for variants in VARIANTS for form in variants.forms)

_NAME: Final = regex(rf"(?P<own>.*?)(?:{NAMED_KINDS})")
#: Shorter names are also ordinary words.
_NAME_LENGTH: Final = 7
#: How many letters may be missing inside a name.
_MISSING: Final = (1, 2)
#: 再利用 beside 再生利用, 県計画 beside 県総計画: the first letter of three is a word before the others.
_FIRST: Final = frozenset("新再各全副総県市町村国本未非不無高低大小前後毎他両諸数主同当現旧元中上下内外")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find words, abbreviations and names that the plan writes otherwise everywhere else."""
    prose = subject.written
    letters = Counter(match[0] for match in _LETTERS.finditer(prose.joined, 0, prose.end))
    for counts, fold in ((subject.katakana, _without_length), (letters, str.upper)):
        ways: defaultdict[str, list[str]] = defaultdict(list)
        for word in counts:
            ways[fold(word)].append(word)
        for words in ways.values():
            if len(words) < 2:
                continue
            right = max(words, key=lambda word: (counts[word], word))
            for word in words:
                if (
                    word == right
                    or counts[right] < max(_OFTEN, counts[word] * _TIMES)
                    or _is_another(word, right)
                ):
                    continue
                yield from _found(subject, prose, word, right, counts[right])
    yield from _letters_missing(subject)


def _letters_missing(subject: Subject) -> Iterator[Diagnostic]:
    """Find compounds that stand once, and are another that stands more often without a letter or two inside."""
    texts, counts = subject.written_and_names, subject.compounds
    shortened: dict[str, str] = {}
    for word, count in counts.items():
        if count >= _OFTEN - 1:
            shortened |= dict.fromkeys(_shortened(word), word)
    for word in counts:
        right = shortened.get(word, "")
        if counts[word] == 1 and right:
            yield from _found(subject, texts, word, right, counts[right])


def _shortened(word: str) -> Iterator[str]:
    """Return what a compound may be with letters left out: of a long name, or of two words of two letters the second."""
    if name := _NAME.fullmatch(word):
        for missing in _MISSING:
            for start in range(1, name.end("own") - missing + 1):
                short = word[:start] + word[start + missing :]
                if len(short) >= _NAME_LENGTH:
                    yield short
    elif len(word) == 4 and word[0] not in _FIRST and max(word) >= "一" and min(word) >= "一":
        yield word[0] + word[2:]


def _found(subject: Subject, texts: Passages, word: str, right: str, often: int) -> Iterator[Diagnostic]:
    around = "[ァ-ヺーA-Za-z]" if _KATAKANA.fullmatch(word) or word.isascii() else "[一-鿿々ァ-ヺー]"
    for hit in texts.hits(rf"(?<!{around}){re.escape(word)}(?!{around})"):
        named = word in subject.names if texts is subject.written else hit.text.kind is TextKind.NAME
        if not named and not texts.quoted(hit.start):
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{word}」は、この計画では主に「{right}」と書かれています（{often}回）。",
                hint=f"「{right}」と書いてください。",
                phrase=word,
                replacement=right if hit.alone else None,
            )


def _without_length(word: str) -> str:
    return word.translate(_SMALL)


def _is_another(word: str, right: str) -> bool:
    """Whether DX461 looks at the word, or case alone makes two words of it (Web and web, May and MAY)."""
    if any(form in word or form in right for form in _KNOWN):
        return True
    return word.isascii() and not right.isupper()
