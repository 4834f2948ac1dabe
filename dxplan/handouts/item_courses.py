"""項目の推移: every item followed by its id through the years, and what changed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.comparing.indicators import same_indicators
from dxplan.handouts.handout import Cell
from dxplan.handouts.own import own_cell
from dxplan.handouts.wording import BESIDE, actual_text, figure_text, rate_text
from dxplan.model import Pending
from dxplan.values.absence import NOTHING
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dxplan.handouts.report import Report
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, Item, Plan
    from dxplan.model.departments import Lineage
    from dxplan.model.own import OwnField
    from dxplan.model.scheme import Verdict

_FULL_WIDTH: Final = "０１２３４５６７８９"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCourse:
    """An item through the years.

    ``verdicts`` has None for years without it. ``notes`` says what changed: 新規, 終了, 改称, 移動, 担当課, 目標の変更, and
    ``３年連続未達``. ``figures`` are the actuals of each indicator of a plan of several years: ``・入込数：110万人→250万人``.
    ``own`` is what stands in the plans' own fields: what is of a year in each of them, anything else in the last.
    """

    id: str
    name: str
    verdicts: tuple[Verdict | None, ...]
    notes: tuple[str, ...]
    figures: tuple[str, ...]
    own: tuple[Cell, ...] = ()


class _Seen(NamedTuple):
    """An item in one year: the plan that has it, judged for that year, and its row."""

    plan: Plan
    row: Assessment

    @property
    def item(self) -> Item:
        return self.row.item


def follow_items(
    reports: Sequence[Report], lineage: Lineage, fields: Sequence[OwnField] = ()
) -> tuple[ItemCourse, ...]:
    """Follow every item, and what stands in some fields, where two years or more have items; 再掲 are their originals'."""
    years = [
        {row.id: _Seen(report.plan, row.assessment) for row in report.rows if not row.repost}
        for report in reports
    ]
    known = [report.plan.fiscal_year if year else 0 for report, year in zip(reports, years, strict=True)]
    if sum(map(bool, known)) < 2:
        return ()
    ids = dict.fromkeys(id_ for year in years for id_ in year)
    return tuple(_course(id_, [year.get(id_) for year in years], known, lineage, fields) for id_ in ids)


def _course(
    id_: str, seen: list[_Seen | None], known: list[int], lineage: Lineage, fields: Sequence[OwnField]
) -> ItemCourse:
    """``known`` has the years that have items, 0 for the others: what is absent from those is not gone."""
    verdicts = tuple(each.row.verdict if each else None for each in seen)
    present = [each for each in seen if each]
    notes = [*_presence(seen, known), *_changes(present[0], present[-1], lineage)]
    if streak := _streak(verdicts, known):
        notes.append(streak)
    several = any(each.plan.span.first < each.plan.span.last for each in present)
    return ItemCourse(
        id=id_,
        name=present[-1].item.name,
        verdicts=verdicts,
        notes=tuple(notes),
        figures=tuple(_figures(seen, present[-1], known)) if several else (),
        own=tuple(_own(field, seen) for field in fields),
    )


def _own(field: OwnField, seen: list[_Seen | None]) -> Cell:
    """Return the cell of a field: ``12,000→13,000`` of one whose values are those of a year, elsewhere its last value."""
    found = [_in_year(field, each) if each else None for each in seen]
    filled = [cell for cell in found if cell]
    if not filled:
        return Cell(None)
    if len(filled) == 1 or not field.dated:
        return filled[-1]
    return Cell("→\n".join(cell.shown if cell else NOTHING for cell in found))


def _in_year(field: OwnField, seen: _Seen) -> Cell | None:
    """Return what stands in a field in a year, in the unit that the plan of the year has for it; None without a value."""
    declared = next((each for each in seen.plan.own_fields if each.id == field.id), None)
    if declared is None or declared.kind is not field.kind:
        return None
    cell = own_cell(declared, seen.item.own, seen.plan.fiscal_year)
    if cell.value is not None and declared.unit != field.unit:
        cell = Cell(f"{cell.shown}{declared.unit}")
    return cell if cell.value is not None else None


def _presence(seen: list[_Seen | None], known: list[int]) -> list[str]:
    places = [n for n, year in enumerate(known) if year]
    words = []
    if not seen[places[0]]:
        words.append("新規")
    if not seen[places[-1]]:
        words.append("終了")
    return words


def _changes(first: _Seen, last: _Seen, lineage: Lineage) -> list[str]:
    if first.item is last.item:  # one plan of several years
        return []
    words = []
    if first.item.name != last.item.name:
        words.append(f"改称（旧「{first.item.name}」）")
    if first.row.direction.id != last.row.direction.id:
        words.append(f"移動（{first.row.direction.name}から）")
    if first.item.departments != last.item.departments:
        words += _moved_departments(first, last, lineage)
    words += _moved_targets(first.item, last.item)
    return words


def _moved_departments(first: _Seen, last: _Seen, lineage: Lineage) -> list[str]:
    """Tell sections that only have other names now from those that handed the item over."""
    before = [str(department) for department in first.item.departments]
    after = [str(department) for department in last.item.departments]
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    words, explained = [], set[str]()
    for new in come:
        fates = {old: lineage.became(old, first.plan.fiscal_year, last.plan.fiscal_year) for old in gone}
        olds = [old for old, fate in fates.items() if new in fate.names]
        if not olds:
            continue
        explained |= {new, *olds}
        what = "分割" if any(fates[old].split for old in olds) else "統合" if len(olds) > 1 else "改称"
        words.append(f"担当課の{what}（{_names(olds, [new])}→{_names([new], olds)}）")
    gone = [name for name in gone if name not in explained]
    come = [name for name in come if name not in explained]
    if gone and come:
        words.append(f"担当課の変更（{_names(gone, come)}→{_names(come, gone)}）")
    elif gone:
        words.append(f"担当課の変更（{'、'.join(gone)}を除く）")
    elif come:
        words.append(f"担当課の変更（{'、'.join(come)}を加える）")
    return words


def _names(names: Sequence[str], others: Sequence[str]) -> str:
    """Return names of sections for a note, without the 部局 where all have the same."""
    bureaus = {name.partition(" ")[0] for name in (*names, *others)}
    short = len(bureaus) == 1 and all(" " in name for name in (*names, *others))
    return "、".join(name.partition(" ")[2] if short else name for name in names)


def _moved_targets(first: Item, last: Item) -> list[str]:
    before, _ = same_indicators(first.indicators, last.indicators)
    words = []
    for known, indicator in zip(before, last.indicators, strict=True):
        was, now = _last_target(known), _last_target(indicator)
        if was and now and was != now:
            words.append(f"目標の変更（{indicator.name} {was}→{now}）")
    return words


def _last_target(indicator: Indicator | None) -> str:
    if indicator is None or indicator.last_target is None:
        return ""
    return figure_text(indicator.last_target[1], indicator.unit)


def _streak(verdicts: Sequence[Verdict | None], known: list[int]) -> str:
    """Return how many years in a row, up to the last, were not achieved: ``３年連続未達``; "" unless two or more."""
    length = 0
    for verdict, year in zip(reversed(verdicts), reversed(known), strict=True):
        if year != known[-1] - length or verdict is None or verdict.achieved or verdict in BESIDE:
            break
        length += 1
    if length < 2:
        return ""
    return f"{_FULL_WIDTH[length] if length < len(_FULL_WIDTH) else length}年連続未達"


def _figures(seen: list[_Seen | None], last: _Seen, known: list[int]) -> Iterator[str]:
    """Yield a line for each indicator that has an actual in two years or more."""
    followed = [judged.indicator for judged in last.row.judged]
    rows = [_judged_as(followed, each) if each else [None for _ in followed] for each in seen]
    for place, indicator in enumerate(followed):
        found = [row[place] for row in rows]
        if (
            sum(bool(judged and judged.actual and not isinstance(judged.actual, Pending)) for judged in found)
            < 2
        ):
            continue
        there = [(each.plan, judged) for each, judged in zip(seen, found, strict=True) if each]
        line = f"・{indicator.name}：{_way(there, _actual)}"
        if any(judged and judged.rate is not None for judged in found):
            line += f"（達成率 {_way(there, _rate)}）"
        streak = _streak([judged.verdict if judged else None for judged in found], known)
        yield "、".join(filter(None, (line, streak)))


def _judged_as(followed: Sequence[Indicator], seen: _Seen) -> list[Judged | None]:
    """Return how some indicators were judged in a year, None where they were not there."""
    judged = {id(each.indicator): each for each in seen.row.judged}
    there, _ = same_indicators([each.indicator for each in seen.row.judged], followed)
    return [judged[id(each)] if each else None for each in there]


def _way(found: Sequence[tuple[Plan, Judged | None]], show: Callable[[Plan, Judged], str]) -> str:
    return "→".join((show(plan, judged) if judged else "") or NOTHING for plan, judged in found)


def _actual(plan: Plan, judged: Judged) -> str:
    return actual_text(judged, plan.rate)


def _rate(plan: Plan, judged: Judged) -> str:
    return "" if judged.rate is None else rate_text(judged.rate, plan.scheme)
