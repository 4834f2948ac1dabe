"""The tables and notes of the 総括 as printed, the same in every form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dxplan.handouts.wording import COUNTED
from dxplan.model.scheme import Unit
from dxplan.values.rounding import in_percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.handouts.review import Line, Review, YearCell
    from dxplan.judging.counts import Count

_NOTHING: Final = "－"

#: A table: rows of cells, the heading first.
Rows = list[tuple[str, ...]]


def title_of(line: Line, number: int, usual: str) -> str:
    """Return number and name of a direction. Where plans just count 1, 2, 3, it is counted anew in ``usual``'s form."""
    return f"{usual.format(number)}{line.name}" if line.number.isdecimal() else line.heading


def table_of(review: Review, line: Line) -> Rows:
    """Return the table of a line: 項目, 達成, 割合, and what was counted the other way where 再掲 occur."""
    items, achieved, rate = _words(review)

    def row(label: str, text: Callable[[YearCell], str]) -> tuple[str, ...]:
        return (label, *(text(cell) if cell else _NOTHING for cell in line.cells))

    rows = [
        ("", *review.years),
        row(f"1 {items}", lambda cell: str(cell.count.items)),
        row(f"2 {achieved}", lambda cell: str(cell.count.achieved)),
        row(f"3 {rate}", lambda cell: cell.count.percent),
    ]
    if review.other:
        rows.append(row(f"　（{review.other.label}では）", lambda cell: in_percent(cell.other_rate)))
    counted = (
        (f"　{label}", *(_counted(count) if count else _NOTHING for count in counts))
        for label, counts in beside(review, line)
    )
    return [*rows, *counted]


def beside(review: Review, line: Line) -> list[tuple[str, tuple[Count | None, ...]]]:
    """Return what is counted with 再掲 and without, as far as it is not what the tables print.

    Nothing where no 再掲 occur; None for a year of which only totals survive, as nobody knows its 再掲.
    """
    if not any(cell and cell.reposts for cell in line.cells):
        return []
    gross = {report.plan.rate.count_reposts for report in review.reports}
    complete = [cell.counts if cell and cell.complete else None for cell in line.cells]
    found: list[tuple[str, tuple[Count | None, ...]]] = []
    if False in gross:
        found.append(("延べ（再掲を含む）", tuple(counts.gross if counts else None for counts in complete)))
    if True in gross:
        found.append(("実質（再掲を除く）", tuple(counts.net if counts else None for counts in complete)))
    return found


def parts_table(review: Review, line: Line) -> Rows:
    """Return the table of the headings under a direction, each indented by its level; [] if there are none."""
    if not line.parts:
        return []
    rows: Rows = [("見出し", *review.years)]
    for part in line.below:
        cells = (_counted(cell.count) if cell else _NOTHING for cell in part.cells)
        rows.append(("　" * (part.level - 2) + part.heading, *cells))
    return rows


def sections_table(review: Review) -> Rows:
    """Return the table of the sections; [] if there is none."""
    if not review.sections:
        return []
    lines = ((f"　{line.label}" if line.split else line.label, *line.texts) for line in review.sections)
    return [("担当課（達成/項目）", *review.years), *lines]


def courses_table(review: Review) -> Rows:
    """Return the table of the items; [] if there is none."""
    if not review.courses:
        return []
    figures = any(course.figures for course in review.courses)
    rows: Rows = [("施策（事業）名称", *review.years, "推移", *(["指標の推移"] if figures else []))]
    for course in review.courses:
        verdicts = (verdict.label if verdict else _NOTHING for verdict in course.verdicts)
        last = ["\n".join(course.figures)] if figures else []
        rows.append((course.name, *verdicts, "\n".join(course.notes), *last))
    return rows


def _counted(count: Count) -> str:
    return f"{count.achieved}/{count.items}（{count.percent}）"


def _words(review: Review) -> tuple[str, str, str]:
    """Return what is counted, what of it is achieved, and the rate, in the words of the plans' schemes."""
    schemes = [report.plan.scheme for report in review.reports]
    verdicts = {"＋".join(v.label for v in scheme.verdicts if v.achieved) for scheme in schemes}
    which = f"（{verdicts.pop()}）" if len(verdicts) == 1 else ""
    units = {scheme.count for scheme in schemes}
    items, achieved, rate = COUNTED[units.pop() if len(units) == 1 else Unit.ITEM]
    return items, f"{achieved}{which}", rate


def notes_of(review: Review, line: Line) -> list[str]:
    """Return what was published otherwise than it is counted, a note for each year."""
    return [
        f"※{year}の{'、'.join(cell.differs)}（数えた値と合わない）"
        for year, cell in zip(review.years, line.cells, strict=True)
        if cell and cell.differs
    ]


def remarks(review: Review) -> list[str]:
    """Return the notes on all tables: how rates were rounded, and that years were judged in other ways."""
    rounding = f"※割合は{_rounding(review)}。"
    if review.other:
        rounding += f"（ ）は{review.other.label}。"
    return [rounding, *_schemes(review)]


def _schemes(review: Review) -> list[str]:
    """Return the note that years were judged in other ways, with the words of each; none if all were judged alike."""
    schemes = [report.plan.scheme for report in review.reports]
    if all(
        replace(each, name="", course=schemes[0].course) == replace(schemes[0], name="") for each in schemes
    ):
        return []
    years: dict[str, list[str]] = {}
    for year, scheme in zip(review.years, schemes, strict=True):
        years.setdefault("/".join(verdict.label for verdict in scheme.verdicts), []).append(year)
    ways = "、".join(f"{'・'.join(found)}は {words}" for words, found in years.items() if len(years) > 1)
    which = f"（{ways}）" if ways else ""
    return [f"※判定の方式が年度で違う{which}。達成の数は、そのままでは比べられない。"]


def _rounding(review: Review) -> str:
    """Return how the rates were rounded, in words; by year where the plans differ."""
    labels = [report.plan.rate.rounding.label for report in review.reports]
    if len(set(labels)) == 1:
        return labels[0]
    return "、".join(f"{year}は{label}" for year, label in zip(review.years, labels, strict=True))
