"""二つの項目に、同じ実績の文がある

別の項目に、数まで同じ（またはほとんど同じ）実績の文があります。隣の項目の文を写したままかもしれません。
「適切に運用した。」のような短い文は対象にしません。

悪い例:

    [[item]]
    id = "mizu"
    [item.result]
    report = "水位計を18のほ場に貸し、巡回の手間を減らした。"
    [[item]]
    id = "mori"
    [item.result]
    report = "水位計を18のほ場に貸し、巡回の手間を減らした。"

良い例: それぞれの項目の実績を書く。同じ事業なら repost_of で再掲にする。

まとめて行い同じ文で正しいなら、項目に書きます:

    ignore = [{ code = "DX443", reason = "二つの事業を一つの研修で行った" }]
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: Shorter reports are often the same, and those without a number longer still.
_LENGTH, _LENGTH_IN_WORDS = 15, 40
_ALIKE: Final = 0.9
#: Reports that begin alike in the hundreds are a series; longer ones are compared by their beginnings.
_NEIGHBOURS, _COMPARED, _BEGINNING = 20, 400, 8


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find reports that another item has too."""
    seen: dict[str, list[tuple[str, str, str]]] = {}
    for assessment in subject.items:
        item, result = assessment.item, assessment.result
        if result is None or len(result.report) < _LENGTH:
            continue
        words = fold(result.report)[:_COMPARED]
        if len(words) < _LENGTH_IN_WORDS and not any(map(str.isdigit, words)):
            continue
        for name, label, earlier in seen.get(words[:_BEGINNING], ())[-_NEIGHBOURS:]:
            if name != item.name and _same(words, earlier):
                yield Diagnostic(
                    source=result.source.child("report"),
                    message=f"実績の文が、{label}「{name}」と同じです。",
                    hint="写したままでないか確かめてください。同じ事業なら repost_of で再掲にしてください。",
                )
                break
        seen.setdefault(words[:_BEGINNING], []).append((item.name, assessment.label, words))


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    # Reports made after one pattern differ in their numbers: 「A市で12回開いた」 and 「B町で8回開いた」.
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()] or not any(map(str.isdigit, one)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )
