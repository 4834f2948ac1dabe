"""Handout 成果指標: the 基本目標, and each KPI with its index and the 中間指標 behind it.

An index has the target at 100. It is never made of less than all its 中間指標: one without an actual leaves none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.handout import (
    Cell,
    Column,
    Kind,
    Layout,
    Role,
    Row,
    RowRole,
    Sheet,
    Table,
    Text,
    Wide,
    WideRole,
    saying,
)
from dxplan.handouts.own import own_cell, own_column, shown_fields, total_row
from dxplan.handouts.report import handout_of, traits_of
from dxplan.handouts.wording import BESIDE, actual_text, cited, figure_text, points_text, rate_text
from dxplan.handouts.workings import combine_rule, index_rule, weight_text
from dxplan.judging.indicators import Standing
from dxplan.judging.items import shares_of
from dxplan.model import ItemKind, Pending
from dxplan.model.formulas import BandOf, RateOf
from dxplan.model.own import Owner
from dxplan.model.scheme import OUTSIDE, UNRECORDED, Badge, Tone
from dxplan.values.absence import NOT_MEASURED, NOTHING
from dxplan.values.quantities import Quantity
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Block, Content, Handout
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Blank, Indicator, Item, Plan, Target
    from dxplan.model.own import OwnField

_NAME: Final = "成果指標"
_EMPTY: Final = Cell("")
#: There is an actual: its target is not due yet and not reached either, or is yet to be decided.
AHEAD: Final = Badge("期限前", Tone.NONE)
UNDECIDED: Final = Badge("目標値が未定", Tone.NONE)
#: What a KPI has to reach: the index of its targets.
_FULL: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An indicator and its cells: 基準値, 目標値 with its fiscal year, 実績値, and 達成率."""

    name: str
    cells: tuple[Cell, Cell, Cell, Cell]

    @property
    def baseline(self) -> str:
        """The base value as printed."""
        return self.cells[0].shown

    @property
    def target(self) -> str:
        """The targets as printed, each with its fiscal year."""
        return self.cells[1].shown

    @property
    def actual(self) -> str:
        """The actual as printed."""
        return self.cells[2].shown

    @property
    def rate(self) -> str:
        """The 達成率 as printed."""
        return self.cells[3].shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One indicator of a 基本目標; ``name`` and ``badge`` are those of the goal, "" and None in further rows.

    ``own`` are the cells of the plan's own fields, here and below: those of an item, then those of an indicator.
    """

    name: str
    indicator: Figures
    badge: Badge | None
    own: tuple[Content, ...]
    anchor: str = ""
    traits: tuple[tuple[str, str], ...] = ()

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        return self.badge.word if self.badge else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart(Figures):
    """One 中間指標; ``weight`` is "" where it does not enter the index, ``verdict`` what is printed as 判定."""

    weight: str
    verdict: str
    badge: Badge | None
    own: tuple[Content, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedKpi:
    """One KPI; ``index`` is as printed, ``notes`` what stands about it under the table.

    ``indexed`` tells that an index is made of its 中間指標, which is to reach 100.
    """

    name: str
    index: str
    indexed: bool
    badge: Badge
    parts: tuple[IndexPart, ...]
    notes: tuple[str, ...]
    own: tuple[Content, ...]
    anchor: str
    traits: tuple[tuple[str, str], ...]

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        return self.badge.word


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDirection:
    """The KPIs of one direction."""

    heading: str
    kpis: tuple[IndexedKpi, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under the table."""
        return tuple(note for kpi in self.kpis for note in kpi.notes)


def make(report: Report, label: str) -> Handout:
    """Return the handout: the goals, and every KPI with the 中間指標 behind its index."""
    plan = report.plan
    indicators = [judged.indicator for row in report.rows for judged in row.assessment.judged]
    rule = index_rule(plan.scheme, [indicator.formula for indicator in indicators if indicator.formula])
    goals = tuple(goal for row in _of(ItemKind.GOAL, report.rows) for goal in _goals(row, report))
    indexed = (
        IndexedDirection(
            heading=direction.heading,
            kpis=tuple(_kpi(row, report) for row in _of(ItemKind.KPI, direction.rows)),
        )
        for direction in report.directions
    )
    directions = tuple(direction for direction in indexed if direction.kpis)
    sheets = []
    if not goals and not directions:
        title = report.plan.edition(_NAME).title or f"{plan.title}　{_NAME}（{report.year}）"
        sheets.append(saying("この計画に、基本目標と KPI はありません。", _NAME, title, plan.office))
    if goals:
        sheets.append(
            _sheet(report, "基本目標", (_goals_table(goals, plan, _of(ItemKind.GOAL, report.rows)),))
        )
    if directions:
        sheets.append(
            _sheet(
                report,
                "KPI",
                (Text(Role.NOTE, rule, "　"), _kpis_table(directions, plan, _of(ItemKind.KPI, report.rows))),
            )
        )
    return handout_of(
        report,
        _NAME,
        label,
        title=f"{plan.title}の成果指標",
        heading=f"{plan.title}　成果指標（{report.year}）",
        sheets=tuple(sheets),
        badges=tuple(verdict.badge for verdict in (*plan.scheme.verdicts, *BESIDE)),
        template="outcomes.md.j2",
        of_items=True,
        names={"title": plan.title, "rule": rule, "goals": goals, "directions": directions},
    )


def unrecorded(report: Report) -> Sequence[ReportRow]:
    """Return the KPI and 基本目標 of which there is no figure; of those whose target is not due yet, too."""
    measured = (ItemKind.KPI, ItemKind.GOAL)
    unknown = UNRECORDED.badge
    return [r for r in report.unrecorded if r.item.kind in measured and _badge(r.assessment) == unknown]


def _sheet(report: Report, name: str, blocks: tuple[Block, ...]) -> Sheet:
    own = report.plan.edition(_NAME).title
    title = Text(Role.TITLE, f"{own}　{name}" if own else f"{report.plan.title}　{name}（{report.year}）")
    return Sheet(
        name=name,
        heading=name,
        layout=Layout.LIST,
        top=(title, Text(Role.OFFICE, report.plan.office)),
        parts=(blocks,),
    )


def _goals_table(goals: Sequence[Goal], plan: Plan, rows: Sequence[ReportRow]) -> Table:
    fields = _fields(plan)
    return Table(
        columns=(
            Column(heading="基本目標", width=36),
            Column(heading="指標", width=36),
            Column(heading="基準値", kind=Kind.FIGURE, width=15),
            Column(heading="目標値", kind=Kind.FIGURE, width=19),
            Column(heading="実績値", kind=Kind.FIGURE, width=16),
            Column(heading="判定", kind=Kind.WORD, width=15),
            *map(own_column, fields),
        ),
        rows=(
            *(
                Row(
                    (
                        goal.name, goal.indicator.name, *goal.indicator.cells[:3],
                        Cell(goal.verdict, badge=goal.badge), *goal.own,
                    ),
                    RowRole.PLAIN if goal.anchor else RowRole.MORE,
                    anchor=goal.anchor,
                    traits=goal.traits,
                )
                for goal in goals
            ),
            *total_row(plan, 5, fields, rows),
        ),
    )  # fmt: skip


def _kpis_table(directions: Sequence[IndexedDirection], plan: Plan, rows: Sequence[ReportRow]) -> Table:
    fields = _fields(plan)
    return Table(
        columns=(
            Column(heading="KPI・中間指標", width=46),
            Column(heading="重み", kind=Kind.FIGURE, width=7),
            Column(heading="基準値", kind=Kind.FIGURE, width=14),
            Column(heading="目標値", kind=Kind.FIGURE, width=19),
            Column(heading="実績値", kind=Kind.FIGURE, width=16),
            Column(heading="指数・達成率", kind=Kind.FIGURE, width=20),
            Column(heading="判定", kind=Kind.WORD, width=18),
            *map(own_column, fields),
        ),
        rows=(
            *(row for direction in directions for row in _kpi_rows(direction)),
            *total_row(plan, 6, fields, rows),
        ),
    )


def _kpi_rows(direction: IndexedDirection) -> Iterator[Row | Wide]:
    yield Wide(WideRole.HEADING, direction.heading)
    for kpi in direction.kpis:
        verdict = Cell(kpi.verdict, badge=kpi.badge)
        full = _FULL if kpi.indexed else None
        yield Row(
            (kpi.name, None, None, full, None, kpi.index, verdict, *kpi.own),
            RowRole.LEAD,
            anchor=kpi.anchor,
            traits=kpi.traits,
        )
        for part in kpi.parts:
            verdict = Cell(part.verdict, badge=part.badge)
            yield Row((f"・{part.name}", part.weight, *part.cells, verdict, *part.own))
    yield from (Wide(WideRole.NOTE, note, mark="※") for note in direction.notes)


def _of(kind: ItemKind, rows: Sequence[ReportRow]) -> list[ReportRow]:
    return [row for row in rows if row.item.kind is kind]


def _goals(row: ReportRow, report: Report) -> Iterator[Goal]:
    plan, name, badge = report.plan, row.name, _badge(row.assessment)
    found: dict[str, Any] = {"anchor": row.id, "traits": traits_of(row, report)}
    if not row.judged:
        nothing = Figures(name="", cells=(_EMPTY,) * 4)
        yield Goal(name=name, indicator=nothing, badge=badge, own=_own(plan, row.item, None), **found)
    for number, judged in enumerate(row.judged):
        figures = Figures(name=judged.indicator.name, cells=_figures(judged, plan))
        if figures.name == row.item.name:
            figures = replace(figures, name="同左")
        figures = replace(figures, name=figures.name + cited(judged.indicator))
        yield Goal(
            name="" if number else name,
            indicator=figures,
            badge=None if number else badge,
            own=_own(plan, None if number else row.item, judged.indicator),
            **({} if number else found),
        )


def _kpi(row: ReportRow, report: Report) -> IndexedKpi:
    plan = report.plan
    how, made_of = row.assessment.combine, row.assessment.entering
    index, problem = _index(row.assessment, plan)
    notes = [f"{row.name}：指数を出していない（{problem}）。"] if problem else []
    if row.item.combine:
        notes.append(f"{row.name}：{combine_rule(how, plan.scheme)}")
    if row.override:
        notes.append(f"{row.name}：判定は{row.verdict.label}とした（{row.override.reason}）。")
    weighted = isinstance(how, RateOf) and how.weighted
    shares = iter(shares_of(how, made_of) if isinstance(how, RateOf) else ())
    return IndexedKpi(
        name=row.name,
        index=index,
        indexed=isinstance(how, RateOf),
        badge=_badge(row.assessment),
        parts=tuple(
            _entering_part(j, plan, weight_text(next(shares)) if weighted else "")
            if any(j is one for one in made_of)
            else IndexPart(
                weight="",
                verdict=f"{_aside(j)}（指数に入れない）",
                badge=None,
                name=j.indicator.name + cited(j.indicator),
                cells=_figures(j, plan),
                own=_own(plan, None, j.indicator),
            )
            for j in row.judged
        ),
        notes=tuple(notes),
        own=_own(plan, row.item, None),
        anchor=row.id,
        traits=traits_of(row, report),
    )


def _entering_part(judged: Judged, plan: Plan, weight: str) -> IndexPart:
    badge = judged.verdict.badge if judged.verdict and judged.due_now else None
    return IndexPart(
        weight=weight,
        verdict=_note(judged),
        badge=badge,
        name=judged.indicator.name + cited(judged.indicator),
        cells=_figures(judged, plan),
        own=_own(plan, None, judged.indicator),
    )


def _fields(plan: Plan) -> list[OwnField]:
    """Return the plan's own fields that have a column: those of items, then those of indicators."""
    return [field for on in (Owner.ITEM, Owner.INDICATOR) for field in shown_fields(plan, on, _NAME)]


def _own(plan: Plan, item: Item | None, indicator: Indicator | None) -> tuple[Content, ...]:
    """Return their cells in a row of an item, of an indicator, or of both; empty ones for what it is not of."""
    owners = {Owner.ITEM: item, Owner.INDICATOR: indicator}
    return tuple(
        own_cell(field, owner.own, plan.fiscal_year) if (owner := owners[field.on]) else None
        for field in _fields(plan)
    )


def _index(assessment: Assessment, plan: Plan) -> tuple[str, str]:
    """Return the index as printed, and why there is none."""
    made_of, together = assessment.entering, assessment.together
    if assessment.computed in OUTSIDE:
        return NOTHING, f"{assessment.computed.label}：{assessment.outside}"
    if together is None:
        return NOTHING, "指数に入れる中間指標がない"
    if together.rate is not None:
        return f"{plan.scheme.shown(together.rate):,f}", ""
    if together.points is not None:
        return points_text(together.points, plan.scheme), ""
    if isinstance(assessment.combine, BandOf):
        return NOTHING, ""
    missing = [j for j in made_of if j.actual is None or isinstance(j.actual, Pending)]
    if missing:
        return _without(missing, made_of, "が未記録")
    undecided = [j for j in made_of if j.target is None]
    if undecided:
        return _without(undecided, made_of, "の目標値が未定")
    reasons = "、".join(f"{j.indicator.name}は{j.problem}" for j in made_of if j.problem)
    return "算出不可", reasons


def _without(lacking: Sequence[Judged], made_of: Sequence[Judged], what: str) -> tuple[str, str]:
    """Return what stands as index of a KPI of which something is lacking, and what is to be said below: of what."""
    text = f"中間指標{len(made_of)}のうち{len(lacking)}{what}"
    names = "、".join(j.indicator.name for j in lacking)
    return f"{NOTHING}（{text}）", "" if len(lacking) == len(made_of) else f"{text}：{names}"


def _badge(assessment: Assessment) -> Badge:
    """Return what stands as 判定: not 未記録 where there are actuals that cannot be judged yet."""
    made_of = assessment.entering
    missing = any(j.actual is None or isinstance(j.actual, Pending) for j in made_of)
    if assessment.verdict != UNRECORDED or missing or not made_of:
        return assessment.verdict.badge
    return UNDECIDED if any(j.target is None for j in made_of) else AHEAD


def _figures(judged: Judged, plan: Plan) -> tuple[Cell, Cell, Cell, Cell]:
    """Return the cells of an indicator, in the order of ``Figures``."""
    indicator, scheme = judged.indicator, plan.scheme
    rate = rate_text(judged.rate, scheme) if judged.rate is not None else ""
    if rate and indicator.formula and indicator.formula not in (scheme.formula, scheme.lower):
        rate += f"\n{indicator.formula.symbol}"
    targets = [*_targets(indicator, plan.fiscal_year)]
    return (
        _planned(indicator, indicator.baseline, indicator.blank(None)),
        targets[0] if len(targets) == 1 else Cell("\n".join(target.shown for target in targets)),
        _actual(judged, plan),
        Cell(scheme.shown(judged.rate), rate) if judged.rate is not None else _EMPTY,
    )


def _actual(judged: Judged, plan: Plan) -> Cell:
    text = actual_text(judged, plan.rate) or UNRECORDED.label
    if judged.actual and judged.indicator.provisional:
        text += "（速報値）"
    if isinstance(judged.actual, Quantity) and not judged.actual.relative:
        return Cell(judged.actual.value, text)
    return Cell(text)


def _targets(indicator: Indicator, year: int) -> Iterator[Cell]:
    """Yield the target of the year and the one that is due last, each with its fiscal year."""
    for of in dict.fromkeys((year, indicator.due)):
        found = _planned(indicator, indicator.target(of), indicator.blank(of))
        if found.shown:
            yield found._replace(text=f"{found.shown}（{handout_year(of)}年度）")


def _planned(indicator: Indicator, found: Target | None, blank: Blank | None) -> Cell:
    if blank or not found:
        return Cell(blank.word if blank else "")
    text = figure_text(found, indicator.unit)
    return Cell(found.value if isinstance(found, Quantity) and not found.relative else text, text)


def _note(judged: Judged) -> str:
    """Return the 判定 of a 中間指標 that enters the index."""
    if judged.problem:
        return f"算出不可（{judged.problem}）"
    if isinstance(judged.actual, Pending):
        return judged.actual.word
    if judged.standing is Standing.OPEN:
        return UNDECIDED.word if judged.actual else UNRECORDED.label
    if judged.standing is Standing.MISSED and not judged.due_now:
        return AHEAD.word
    return judged.verdict.label if judged.verdict else judged.standing.value


def _aside(judged: Judged) -> str:
    """Return why a 中間指標 does not enter the index."""
    if judged.standing in (Standing.REFERENCE, Standing.UNJUDGED):
        return str(judged.standing.value)
    if judged.actual is Pending.NOT_MEASURED:
        return NOT_MEASURED
    if judged.standing is Standing.OVER:
        return "期限後"
    return "目標なし" if judged.standing is Standing.NO_TARGET else "期限前"
