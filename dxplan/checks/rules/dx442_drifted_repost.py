"""再掲の文が、元の項目と食い違う

取り込んだ資料の再掲の行が、元の項目と違うことを書いています。元が直された後に、写しが取り残された跡です。
福島県の2019年度の実施結果では、参加者が元の項目に「延べ77名」、再掲に「39名、38名」と書かれていました。

悪い例:

    [[item]]
    id = "literacy-denshi"
    repost_of = "literacy"
    [item.printed]
    report = "参加者：39名、38名"   # 元の項目は「延べ77名」

良い例: [item.printed] を消し、元の項目だけを直す。

正しければ、項目に書きます:

    ignore = [{ code = "DX442", reason = "再掲の側は、その分野での実績を書いている" }]
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.quantities import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.judging.items import Assessment

SEVERITY: Final = Severity.WARNING
_MARKUP: Final = regex(r"<[^<>]*>")
_BULLETS: Final = regex(r"[・･•◦○●\-*]")
_AROUND: Final = 4
#: Differences with fewer equal characters between them are one.
_CLOSE: Final = 10
#: What is held letter by letter against the other is no longer.
_COMPARED: Final = 2_000


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold the texts printed for a 再掲 against its original's; marks, bullets, blanks and widths do not count."""
    for assessment in subject.assessments:
        if assessment.repost is None:
            continue
        originals = _texts(assessment)
        for key, printed in assessment.repost.printed:
            original = originals.get(key, "")
            mine, theirs = _plain(printed), _plain(original)
            if mine == theirs:
                continue
            for here, there in _differences(mine, theirs):
                yield Diagnostic(
                    source=assessment.repost.source.child("printed", key),
                    message=f"再掲「{assessment.item.name}」の {key} が元の項目と違います"
                    f"（再掲「{here}」、元「{there}」）。",
                    hint="正しい方に元の項目を直し、[item.printed] を消してください。",
                    phrase=here if here in printed else "",
                )


def _texts(assessment: Assessment) -> dict[str, str]:
    item, result = assessment.item, assessment.result
    texts = {"name": item.name, "overview": item.overview, "goal": item.goal}
    if result:
        texts |= {"report": result.report, "wording": result.wording or result.published}
    return texts


def _plain(text: str) -> str:
    return _BULLETS.sub("", fold(_MARKUP.sub("", text)))


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts have in common at the beginning."""
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


def _differences(mine: str, theirs: str) -> Iterator[tuple[str, str]]:
    """Return the pieces that differ, a few characters around them; what stands close together is one piece.

    Of long texts that differ over a long way only where that begins: to hold all against all takes the square.
    """
    begin = _alike(mine, theirs)
    end = _alike(mine[begin:][::-1], theirs[begin:][::-1])
    apart = mine[begin : len(mine) - end], theirs[begin : len(theirs) - end]
    if max(map(len, apart)) > _COMPARED:
        yield mine[max(0, begin - _AROUND) : begin + _CLOSE], theirs[max(0, begin - _AROUND) : begin + _CLOSE]
        return
    places: list[list[int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *apart, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if places and begin + i1 - places[-1][1] < _CLOSE:
            places[-1][1], places[-1][3] = begin + i2, begin + j2
        else:
            places.append([begin + each for each in (i1, i2, j1, j2)])
    for i1, i2, j1, j2 in places:
        yield mine[max(0, i1 - _AROUND) : i2 + _AROUND], theirs[max(0, j1 - _AROUND) : j2 + _AROUND]
