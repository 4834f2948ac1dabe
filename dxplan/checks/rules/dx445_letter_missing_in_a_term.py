"""決まった言葉の字抜け

法令や行政で決まった言葉と、よく使う片仮名の言葉から、字が一つ抜けているか、隣の字と入れ替わっています。

悪い例:

    goal = "緊急地速報の訓練を行う。"
    goal = "地公共団体の職員を対象とする。"

良い例:

    goal = "緊急地震速報の訓練を行う。"
    goal = "地方公共団体の職員を対象とする。"

別の言葉なら、項目に書きます:

    ignore = [{ code = "DX445", reason = "団体の名称のとおり" }]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.misreadings import KATAKANA_WORDS
from dxplan.checks.prose.terms import TERMS
from dxplan.checks.prose.texts import PROSE
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose.texts import Passages
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: By so many letters most words are passed over.
_BEGINNING: Final = 3
_SHORT: Final = 5
#: Without such a letter a term is often another word: 感染対策, 農業施設, 文化保護, 県健康調査.
_LEFT_OUT: Final = frozenset("症用者財金民人道")
#: What may stand for a whole word behind another: 鳥獣害 for 鳥獣被害, 認定業者 beside 認定農業者.
_STANDING_ALONE: Final = frozenset("害業")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find the terms and katakana words with a letter missing or two that changed places."""
    texts = subject.written_and_names
    broken = _broken(frozenset(compound[:2] for compound in subject.compounds))
    lengths = sorted({len(form) for form in broken}, reverse=True)
    begins = {form[:_BEGINNING] for form in broken}
    for compound in subject.compounds:
        if compound[:_BEGINNING] not in begins:
            continue
        # Inside a compound the letters may be those of two words: 事業継続計画 is no 業務継続計画.
        form = next((compound[:length] for length in lengths if compound[:length] in broken), "")
        if form:
            yield from _found(texts, form, broken[form], re.escape(form))
    for form, right in _broken_katakana(texts.pairs).items():
        if form in subject.katakana:
            yield from _found(texts, form, right, f"(?<![ァ-ヺー]){form}(?![ァ-ヺー])")


def _found(texts: Passages, form: str, right: str, pattern: str) -> Iterator[Diagnostic]:
    for hit in texts.hits(pattern):
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{form}」は、「{right}」の字が抜けたか入れ替わったもののようです。",
            hint=f"「{right}」と書いてください。",
            phrase=form,
            replacement=right if hit.alone and hit.text.kind in PROSE else None,
        )


def _broken(beginnings: frozenset[str]) -> dict[str, str]:
    """Return the broken forms of the terms, none of them a part of a term, where a compound may begin as one does."""
    whole = " ".join(TERMS)
    forms: dict[str, str] = {}
    for term in TERMS:
        if beginnings.isdisjoint((term[:2], term[0] + term[2], term[1] + term[0])):
            continue
        made = {
            term[:at] + term[at + 1 :]
            for at in range(1, len(term) - 2)
            if term[at] not in _LEFT_OUT and (at == 1 or term[at + 1] not in _STANDING_ALONE)
        }
        made |= {term[:at] + term[at + 1] + term[at] + term[at + 2 :] for at in range(len(term) - 1)}
        forms |= dict.fromkeys((form for form in made if form not in whole), term)
    return forms


def _broken_katakana(pairs: set[str]) -> dict[str, str]:
    """Return the broken forms of the longer katakana words of which the letters that come together stand in a text so."""
    forms: dict[str, str] = {}
    for word in KATAKANA_WORDS:
        # Of shorter ones that lack a letter many are other words. Either end of every form is that of the word.
        if len(word) > _SHORT and (word[:2] in pairs or word[-2:] in pairs):
            for at in range(1, len(word) - 1):
                if word[at - 1] + word[at + 1] in pairs:
                    forms[word[:at] + word[at + 1 :]] = word
                    forms[word[:at] + word[at + 1] + word[at] + word[at + 2 :]] = word
    return {form: word for form, word in forms.items() if form not in KATAKANA_WORDS}
