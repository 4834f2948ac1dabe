"""Handout 正誤表: what was published and is corrected, with what was printed, what is right, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.figures import COUNTS, changed_figures, stated_figures
from dxplan.handouts.handout import Column, Kind, Layout, Role, Row, Sheet, Table, Text, saying
from dxplan.handouts.report import handout_of
from dxplan.handouts.wording import COUNTED
from dxplan.judging.counts import other_unit
from dxplan.model.publications import RATE_BESIDE, FigureName
from dxplan.values.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Handout
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.model.publications import Correction, Place

NAME: Final = "正誤表"
_COLUMNS: Final = (
    Column(heading="箇所", width=34),
    Column(heading="誤", kind=Kind.WORD, width=13),
    Column(heading="正", kind=Kind.WORD, width=13),
    Column(heading="区分", kind=Kind.WORD, width=7),
    Column(heading="理由", width=28),
    Column(heading="影響", width=20),
    Column(heading="訂正した日", kind=Kind.WORD, width=16),
)


def unrecorded(_: Report) -> Sequence[ReportRow]:
    """Return nothing: it speaks of what was published."""
    return ()


def make(report: Report, label: str) -> Handout:
    """Return the handout: a row for each correction, then the verdicts, counts and rates that are others by them."""
    plan = report.plan
    title = plan.edition(NAME).title or f"{plan.title}の正誤表"
    rows = [Row(_cells(report, correction)) for correction in plan.corrections]
    rows += [Row(cells) for cells in _following(report)]
    table = Table(columns=_COLUMNS, rows=tuple(rows))
    return handout_of(
        report,
        NAME,
        label,
        title=title,
        sheets=(
            Sheet(
                name=NAME,
                layout=Layout.LIST,
                top=(Text(Role.TITLE, title), Text(Role.OFFICE, plan.office)),
                parts=((table,),),
            )
            if rows
            else saying("訂正した数はありません。", NAME, title, plan.office),
        ),
    )


def _cells(report: Report, correction: Correction) -> tuple[str, ...]:
    return (
        _place(report, correction.place),
        correction.before,
        correction.after,
        correction.kind.value,
        correction.reason,
        correction.effect,
        long_date(correction.on),
    )


def _place(report: Report, place: Place) -> str:
    """Return where a figure is printed: ``1-1 広報事業　発行回数　実績値``."""
    of, name = "全体", place.name.value
    if place.item:
        row = next((row for row in report.rows if row.id == place.item), None)
        of = row.titled if row else place.item
    elif place.direction:
        heading = next((each for each in report.headings if each.id == place.direction), None)
        of = heading.heading if heading else place.direction
    unit = report.plan.scheme.unit
    if place.name in RATE_BESIDE.values():
        *_, name = COUNTED[other_unit(unit)]
    elif place.name in COUNTS:
        name = COUNTED[unit][COUNTS.index(place.name)]
    return "　".join((of, *filter(None, [place.indicator]), name))


def _following(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield what was published and is another by the corrections, and has none of its own.

    Where nobody has kept what was published, that are the counts of which the plan says that they were.
    """
    plan, published = report.plan, report.published
    if not plan.corrections:
        return
    own = {correction.place for correction in plan.corrections}
    figures = published.first.figures if published else [*stated_figures(plan)]
    for place, before, after, follows in changed_figures(
        figures, plan, [row.assessment for row in report.rows]
    ):
        if place not in own and (follows or not published):
            kinds = dict.fromkeys(
                each.kind.value
                for each in plan.corrections
                if place.name is not FigureName.VERDICT or each.item == place.item
            )
            if not kinds:
                continue  # of an indicator that nobody has corrected, of which validate speaks
            of = "指標" if place.name in (FigureName.VERDICT, FigureName.INDICATOR_RATE) else "項目"
            yield _place(report, place), before, after, "", f"{of}の{'・'.join(kinds)}による", "", ""
