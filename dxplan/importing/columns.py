"""What the headings of a list leave open, told by what stands below them in all of its rows.

目標 is a text or a figure, 指標 what a figure is called or a text with figures in it, 施策 an item or a heading of items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.importing.headings import FIGURES, Heading, Role
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: A cell that holds figures and no sentence: 1,200件, 95.0%以上, 延べ300人(累計), 国語 83.5% 算数 73.5%.
_FIGURE: Final = regex(
    r"(?:約|延べ?|計|累計|▲|△|[-‐－−±+])?\s*[0-9０-９][0-9０-９,，.．]*\s*[^0-9、。\n]{0,7}(?:[（(][^（()）]{0,20}[)）])?"
    r"|\S{1,8}\s[0-9.,]+\s?[%％]?(?:\s+\S{1,8}\s[0-9.,]+\s?[%％]?)+"
)
_DIGIT: Final = regex(r"[0-9０-９]")
#: What says that there is nothing.
_NOTHING: Final = regex(r"[-‐－−―ー/／…‥〃\s]*|未定|集計中|なし|該当なし|（計算されていない式）")
#: What stands in a column of figures where there is none.
_BLANK: Final = regex(r"\s*[-‐－−―/／]\s*")
#: What stands in a column that says whether an item is new.
_NEWNESS: Final = regex(
    r"\s*(?:[○〇◯●◎☆★]|新規?|継続?|継|拡充?|拡大|見直し|一部(?:新規|拡充|見直し)?|再掲|[（(]再掲[)）]|終了|完了|廃止|縮小|改善|統合|新規・拡充)\s*"
)
_MARK: Final = regex(r"[○〇◯●◎△▲×☆★✓✔レ]")
_NUMBERING: Final = regex(
    r"\s*[(（]?(?:第?[0-9０-９]{1,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4}|[ア-ンa-zA-Z])(?:[-－−ー.][0-9０-９]{1,3}){0,3}[)）.．]?\s*"
)
_TEXTS: Final = {Role.TARGET: Role.GOAL, Role.ACTUAL: Role.REPORT, Role.BASE: None}
_VALUES: Final = {Role.GOAL: Role.TARGET, Role.REPORT: Role.ACTUAL}
#: The texts of a year, those first that tell best which year a list is of.
_OF_YEAR: Final = (Role.REPORT, Role.VERDICT, Role.GOAL)
_NUMBERED: Final = {
    Role.DIRECTION: Role.DIRECTION_NUMBER,
    Role.HEADING: Role.HEADING_NUMBER,
    Role.NAME: Role.NUMBER,
    Role.INDICATOR: Role.KPI_NUMBER,
}


def settled(
    columns: Mapping[int, Heading], rows: Sequence[Mapping[int, str]], year: int | None
) -> dict[int, Heading]:
    """Return what each column is, as far as the cells of all rows tell what its words leave open.

    Texts of one year are kept, those of ``year`` or else of the last one that tells results; what tells of another is
    a column of the office's own.
    """
    found = dict(columns)
    below = {
        at: [text for cells in rows if (text := cells.get(at, "")) and not _NOTHING.fullmatch(text)]
        for at in columns
    }
    for at, heading in columns.items():
        texts = below[at]
        if not texts or heading.role is None:
            continue
        blank = sum(bool(_BLANK.fullmatch(cells.get(at, ""))) for cells in rows)
        figures = 2 * (sum(_is_figure(text) for text in texts) + blank) >= len(texts) + blank
        role: Role | None = heading.role
        if heading.open and role in _TEXTS and not figures:
            role = None if _is_year_alone(heading) else _TEXTS[role]
        elif heading.open and role in _VALUES and figures:
            role = _VALUES[role]
        elif role is Role.VERDICT and figures:
            role = None  # 達成度 105%
        elif role is Role.NEW and 2 * sum(_NEWNESS.fullmatch(text) is not None for text in texts) < len(
            texts
        ):
            role = None
        elif role in (Role.DIRECTION, Role.HEADING) and all(_MARK.fullmatch(text) for text in texts):
            role = None  # 重点施策 ○
        found[at] = heading._replace(role=role)
    _numbers_beside(found, below)
    _indicators(found)
    _one_name(found, below)
    _words_of_verdicts(found, below)
    _of_one_year(found, year)
    return found


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None and _DIGIT.search(text) is not None


def _is_year_alone(heading: Heading) -> bool:
    return heading.year is not None and regex(r"[目実基現計値結成取]").search(heading.words) is None


def _numbers_beside(found: dict[int, Heading], below: Mapping[int, Sequence[str]]) -> None:
    """Tell the number of a heading from its name where one heading is over both."""
    for at in sorted(found):
        heading, after = found[at], found.get(at + 1)
        role = _NUMBERED.get(heading.role) if heading.role else None
        if after is None or role is None or after != heading or not below[at]:
            continue
        if all(_NUMBERING.fullmatch(text) for text in below[at]):
            found[at] = heading._replace(role=role)


def _indicators(found: dict[int, Heading]) -> None:
    """Tell what figures are called from texts with figures in them: 指標, KPI."""
    roles = {heading.role for heading in found.values()}
    valued = bool(roles & FIGURES)
    for at, heading in found.items():
        if heading.role is Role.INDICATOR and heading.open and not valued and Role.KPI not in roles:
            found[at] = heading._replace(role=Role.GOAL)
        elif heading.role is Role.KPI and valued and Role.INDICATOR not in roles:
            found[at] = heading._replace(role=Role.INDICATOR)


def _of_one_year(found: dict[int, Heading], year: int | None) -> None:
    """Leave the texts of one year; a goal of a later one stays where it is the only one."""
    told = {role: [h.year for h in found.values() if h.role is role and h.year] for role in _OF_YEAR}
    when = year or next((max(years) for years in told.values() if years), None)
    goals = sum(heading.role is Role.GOAL for heading in found.values())
    for at, heading in found.items():
        told_year = heading.year if heading.role in _OF_YEAR else None
        if when is None or told_year is None or told_year == when:
            continue
        if heading.role is not Role.GOAL or goals > 1 or told_year < when:
            found[at] = heading._replace(role=None)


def _words_of_verdicts(found: dict[int, Heading], below: Mapping[int, Sequence[str]]) -> None:
    """Leave the verdicts in words where a column beside them only marks them: ◎ beside 目標達成."""
    verdicts = [at for at in found if found[at].role is Role.VERDICT]
    marks = [at for at in verdicts if all(_MARK.fullmatch(text) for text in below[at])]
    if len(marks) < len(verdicts):
        for at in marks:
            found[at] = found[at]._replace(role=None)


def _one_name(found: dict[int, Heading], below: Mapping[int, Sequence[str]]) -> None:
    """Leave one column that names items, one of directions and one of headings; what stands left of those is above them."""

    def places(role: Role) -> list[int]:
        return [at for at in sorted(found) if found[at].role is role]

    names = [at for at in places(Role.NAME) if below[at]] or places(Role.NAME)
    kept = max(names, key=lambda at: (len(set(below[at])), at), default=0)
    for at in places(Role.NAME):
        same = found[at] == found[kept]
        if at != kept and not (same and abs(at - kept) == 1):
            found[at] = found[at]._replace(role=Role.HEADING if at < kept else None)
    directions, headings = places(Role.DIRECTION), places(Role.HEADING)
    if len(directions) + len(headings) < 2 or (len(directions) == len(headings) == 1):
        return
    above = [at for at in sorted([*directions, *headings]) if found.get(at - 1) != found[at]]
    for at, role in zip(above, (Role.DIRECTION, Role.HEADING, *[None] * len(above)), strict=False):
        found[at] = found[at]._replace(role=role)
