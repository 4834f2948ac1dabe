"""一つの計画の中の表記の揺れ

同じ言葉を二通りに書くと、検索や集計で漏れ、資料の信頼も下がります。多いほうの書き方に合わせてください。
事業名・指標名などの固有名と、「 」で引用した名前は対象にしません。動詞の「取り組む」「取り組んだ」は
名詞の「取組」と並んでいて正しいものです。

悪い例（一つの計画に両方がある）:

    report = "計画どおり実施した。"
    report = "操作研修を予定通り終えた。"
    report = "県の取り組みを紹介した。"    # ほかの41か所では「取組」
    theme = "健康な暮らしの実現"          # 別の欄に「健康なくらし」
    report = "外部公開は2054件だった。"    # ほかの数には桁区切りのコンマがある

良い例:

    report = "計画どおり実施した。"
    report = "操作研修を予定どおり終えた。"
    report = "県の取組を紹介した。"
    report = "外部公開は2,054件だった。"

正しければ、項目に書きます:

    ignore = [{ code = "DX461", reason = "引用した文書の書き方のまま" }]
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import COMPOUND, Passages, TextKind
from dxplan.checks.prose.wordlists import COUNTERS, VARIANTS, Variants
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.checks.prose.texts import SourceText
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
SAFE: Final = True

_BARE: Final = rf"[0-9]{{4,9}}(?={COUNTERS})"
_GROUPED: Final = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?={COUNTERS})"
_JOINED: Final = regex(r"[.,A-Za-z/-]")
_BLANKS: Final = (" ", "\u3000")
_BLANK: Final = regex(r"[ \u3000]")
_QUOTED_WITH_BLANK: Final = r"「(?P<name>[^「」\n]{0,60}?[ \u3000][^「」\n]{0,60})(?=」)"
#: Shorter names are also ordinary words.
_NAME_LENGTH: Final = 8


class _Place(NamedTuple):
    """An occurrence of a form, and the compound word it is part of."""

    text: SourceText
    match: re.Match[str]
    word: str


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find words, figures and names that the plan mostly writes another way."""
    prose = subject.written
    names = subject.names
    for variants in VARIANTS:
        if _worth_a_look(variants, prose):
            yield from _minority(variants, prose, names)
    yield from _bare_figures(prose)
    yield from _names_with_blanks(subject, prose, names)


def _worth_a_look(variants: Variants, prose: Passages) -> bool:
    """Whether two forms occur, by quick searches; patterns are made only then."""
    counts: dict[str, int] = {}
    forms = variants.forms
    # The first is the usual one: what settles most words is that the others do not occur.
    for left, form in enumerate(reversed(forms)):
        if not variants.fixed and len(forms) - left + sum(map(bool, counts.values())) < 2:
            return False  # no second one is to come
        counts[form] = prose.count(form)
    # サーバ occurs in every サーバー.
    own = {
        form: count - sum(counts[longer] for longer in counts if form != longer and form in longer)
        for form, count in counts.items()
    }
    present = [form for form, count in own.items() if count > 0]
    return len(present) > 1 or (variants.fixed and present not in ([], [variants.forms[0]]))


def _pattern(variants: Variants) -> str:
    forms = "|".join(re.escape(form) for form in sorted(variants.forms, key=len, reverse=True))
    return f"{variants.before}(?P<form>{forms}){variants.after}"


def _minority(variants: Variants, prose: Passages, names: str) -> Iterator[Diagnostic]:
    pattern = _pattern(variants)
    found = [match for match in prose.matches(pattern) if not prose.quoted(match.start())]
    counts = Counter(match["form"] for match in found)
    in_names = Counter(match["form"] for match in re.finditer(pattern, names))
    right = variants.forms[0]
    if not variants.fixed:
        right = max(
            variants.forms, key=lambda form: (counts[form], in_names[form], -variants.forms.index(form))
        )
    named = cache(partial(_stands_in, name=names))
    places: dict[tuple[int, str], list[_Place]] = {}
    for match in found:
        if match["form"] == right:
            continue
        text = prose.text_at(match.start())
        start, end = prose.widen(match, COMPOUND)
        place = _Place(text=text, match=match, word=prose.joined[start:end])
        if not _in_name(place, named):
            places.setdefault((id(text), match["form"]), []).append(place)
    for group in places.values():
        wrong, corrected = group[0].match[0], group[0].match[0].replace(group[0].match["form"], right)
        phrase = _unmistakable(group)
        yield Diagnostic(
            source=group[0].text.source,
            message=_message(wrong, corrected, counts[group[0].match["form"]], counts[right]),
            hint=f"「{corrected}」と書いてください。",
            phrase=phrase or wrong,
            replacement=phrase.replace(wrong, corrected) if phrase else None,
        )


def _message(wrong: str, right: str, few: int, many: int) -> str:
    if many > few:
        return (
            f"「{wrong}」は、この計画では主に「{right}」と書かれています（{many}回、「{wrong}」は{few}回）。"
        )
    if many == few:
        return f"「{wrong}」と「{right}」が混ざっています（{few}回ずつ）。"
    return f"「{wrong}」は「{right}」の書き誤りです。"


def _in_name(place: _Place, named: Callable[[str], bool]) -> bool:
    """Whether the compound word is ``named`` in the plan, or the bare word in the item's own names."""
    if place.word == place.match[0]:
        item = place.text.item
        own = (item.name, *(indicator.name for indicator in item.indicators)) if item else ()
        return any(_stands_in(place.word, name) for name in own)
    return named(place.word)


def _stands_in(word: str, name: str) -> bool:
    return word in name and re.search(re.escape(word) + "(?![ーみ])", name) is not None


def _unmistakable(group: list[_Place]) -> str:
    """Return the piece of the text to be replaced, wide enough that nothing else is; "" if there is none."""
    for phrases in ([place.match[0] for place in group], [place.word for place in group]):
        if group[0].text.text.count(phrases[0]) == phrases.count(phrases[0]):
            return phrases[0]
    return ""


def _bare_figures(prose: Passages) -> Iterator[Diagnostic]:
    bare = [hit for hit in prose.hits(_BARE) if not _JOINED.match(prose.before(hit.start))]
    grouped = sum(1 for _ in prose.matches(_GROUPED)) if bare else 0
    if grouped <= len(bare):
        return
    for hit in bare:
        right = f"{int(hit.piece):,}"
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」に桁区切りのコンマがありません（この計画のほかの数{grouped}個にはあります）。",
            hint=f"「{right}」と書いてください。",
            phrase=hit.piece,
            replacement=right if hit.alone else None,
        )


def _names_with_blanks(subject: Subject, prose: Passages, names: str) -> Iterator[Diagnostic]:
    """Find names of the plan that have a blank more or less than where they are given."""
    headings = [t.text for t in subject.texts if t.kind is TextKind.HEADING and len(t.text) >= _NAME_LENGTH]
    found: set[int] = set()
    said: set[tuple[int, str]] = set()
    for name in dict.fromkeys(headings):
        for start, end in _occurrences(prose, _BLANK.sub("", name)):
            text, piece = prose.text_at(start), prose.joined[start:end]
            if piece not in headings:
                found.add(start)
                if (id(text), piece) not in said:
                    said.add((id(text), piece))
                    yield _blank(text, piece, name)
    for match in prose.matches(_QUOTED_WITH_BLANK):
        name = _BLANK.sub("", match["name"])
        if name in names and match["name"] not in names and match.start("name") not in found:
            yield _blank(prose.text_at(match.start()), match["name"], name)


def _occurrences(prose: Passages, letters: str) -> Iterator[tuple[int, int]]:
    """Find where letters stand one behind the other, blanks between them or not."""
    joined = prose.joined
    start = joined.find(letters[:2], 0, prose.end)
    while start >= 0:
        end = start
        for letter in letters:
            if joined[end : end + 1] in _BLANKS:
                end += 1
            if joined[end : end + 1] != letter:
                break
            end += 1
        else:
            yield start, end
        start = joined.find(letters[:2], start + 1, prose.end)


def _blank(text: SourceText, piece: str, name: str) -> Diagnostic:
    return Diagnostic(
        source=text.source,
        message=f"「{piece}」は、計画の名称では「{name}」と書かれています（空白の有無が違います）。",
        hint=f"「{name}」と書いてください。",
        phrase=piece,
        replacement=name if text.text.count(piece) == 1 else None,
    )
