"""再掲の印のない、同じ事業

同じ事業が二つの展開方向にあると、実質の件数が多く数えられ、直すときに片方が忘れられます。
福島県の令和6年度の一覧では、同じ事業が二つの分野に、違う数字（5件と4件）で載っていました。

悪い例: 二つの展開方向に、同じ名称・同じ担当課の項目を書く。

良い例:

    [[item]]
    id = "kuko-riyou-sangyo"
    repost_of = "kuko-riyou"

正しければ、項目に書きます:

    ignore = [{ code = "DX441", reason = "名前は似ているが、別の事業" }]
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.judging.items import Assessment

SEVERITY: Final = Severity.WARNING
#: Names as alike as this are near; with overviews as alike as that they are one project. Found on the lists of
#: 福島県: 電子入札/電子閲覧システム (other projects) stay below, 福島イノベーション(構想に)基づく… is above.
_NEAR_NAME: Final = 0.85
_NEAR_OVERVIEW: Final = 0.6
#: Names less alike (福島イノベ構想に基づく… and 福島イノベーション基づく…) are one project with the same overview only.
_LESS_NEAR_NAME: Final = 0.8
_SAME_OVERVIEW: Final = 0.9


#: With how many earlier items one is compared. Names that begin or end alike in the hundreds are a series, and
#: comparing all with all would cost the square.
_NEIGHBOURS: Final = 20
#: Comparing two texts letter by letter takes the square of their length; by so many two projects can be told apart.
_COMPARED: Final = 400


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find items of one section under two directions that are the same project by name and overview."""
    seen: dict[tuple[str, str, str], list[Assessment]] = {}
    for assessment in subject.items:
        keys = _keys(assessment)
        earlier = {other.id: other for key in keys for other in seen.get(key, ())[-_NEIGHBOURS:]}
        for other in earlier.values():
            if other.direction is not assessment.direction and _same(other, assessment):
                place = f"{other.direction_number}-{other.number}"
                yield Diagnostic(
                    source=assessment.item.source.child("name"),
                    message=f"「{assessment.item.name}」は、{place}「{other.item.name}」と同じ事業のようです。",
                    hint=f'再掲なら、この項目を id と repost_of = "{other.item.id}" だけにしてください。',
                )
                break
        for key in keys:
            seen.setdefault(key, []).append(assessment)


def _keys(assessment: Assessment) -> list[tuple[str, str, str]]:
    """Return what near names have in common: the section, and how the name begins or ends."""
    name = fold(assessment.item.name)
    sections = [fold(str(department)) for department in assessment.item.departments[:1]]
    return [(section, end, name[part]) for section in sections for end, part in _ENDS.items()]


_ENDS: Final = {"begin": slice(None, 6), "end": slice(-6, None)}


def _same(one: Assessment, other: Assessment) -> bool:
    names = fold(one.item.name[:_COMPARED]), fold(other.item.name[:_COMPARED])
    matcher = SequenceMatcher(None, *names, autojunk=False)
    if names[0] == names[1]:
        alike = 1.0
    elif matcher.quick_ratio() < _LESS_NEAR_NAME or (alike := matcher.ratio()) < _LESS_NEAR_NAME:
        return False
    overviews = fold(one.item.overview[:_COMPARED]), fold(other.item.overview[:_COMPARED])
    if alike < _NEAR_NAME and not all(overviews):
        return False
    wanted = _NEAR_OVERVIEW if alike >= _NEAR_NAME else _SAME_OVERVIEW
    return SequenceMatcher(None, *overviews, autojunk=False).ratio() >= wanted
