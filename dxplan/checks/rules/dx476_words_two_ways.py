"""計画の中の言葉が、二通りに書かれている

この計画で何度も使われている片仮名の言葉や英字の略語が、一か所だけ違う書き方（長音、小さい字、大文字と小文字）になっています。
よくある言葉の揺れ（サーバとサーバー、取組と取り組み）は DX461 が見ます。

悪い例（ほかの8か所は「アクセシビリティ」）:

    report = "アクセシビリティーを確かめた。"
    report = "rpaを用いた。"    # ほかは「RPA」

良い例:

    report = "アクセシビリティを確かめた。"
    report = "RPAを用いた。"
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.wordlists import VARIANTS
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find katakana words and abbreviations that the plan writes otherwise everywhere else."""
    prose = subject.written
    for pattern, fold in ((_KATAKANA, _without_length), (_LETTERS, str.upper)):
        counts = Counter(match[0] for match in pattern.finditer(prose.joined, 0, prose.end))
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
                for hit in prose.hits(rf"(?<![ァ-ヺーA-Za-z]){re.escape(word)}(?![ァ-ヺーA-Za-z])"):
                    if not prose.quoted(hit.start) and word not in subject.names:
                        yield Diagnostic(
                            source=hit.text.source,
                            message=f"「{word}」は、この計画では主に「{right}」と書かれています（{counts[right]}回）。",
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
