"""Handout 正誤表: what was published and is corrected, with what was printed, what is right, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import Column, Kind, Layout, Role, Row, Sheet, Table, Text
from dxplan.handouts.report import handout_of
from dxplan.values.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Handout
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.model.publications import Correction

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
    """Return the handout: a row for each correction, then the counts that are others by it."""
    plan = report.plan
    title = plan.edition(NAME).title or f"{plan.title}の正誤表"
    rows = [Row(_cells(report, correction)) for correction in plan.corrections]
    rows += [Row(cells) for cells in _counts(report)]
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
                parts=((Table(columns=_COLUMNS, rows=tuple(rows)),),),
            ),
        ),
    )


def _cells(report: Report, correction: Correction) -> tuple[str, ...]:
    return (
        _place(report, correction),
        correction.before,
        correction.after,
        correction.kind.value,
        correction.reason,
        correction.effect,
        long_date(correction.on),
    )


def _place(report: Report, correction: Correction) -> str:
    """Return where a corrected figure is printed: ``1-1 広報事業　発行回数　実績値``."""
    of: list[str] = []
    if correction.item:
        row = next((row for row in report.rows if row.id == correction.item), None)
        of = [row.titled if row else correction.item]
    elif correction.direction:
        heading = next((each for each in report.headings if each.id == correction.direction), None)
        of = [heading.heading if heading else correction.direction]
    return "　".join((*(of or ["全体"]), *filter(None, [correction.indicator]), correction.name.value))


def _counts(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield the published counts and rates that are others now, and that no correction of their own tells of."""
    told = {correction.place for correction in report.plan.corrections}
    places = [
        (heading.heading, heading.direction.published, heading.counts, heading.id)
        for heading in report.headings
    ]
    for name, published, counts, id_ in (*places, ("全体", report.plan.published, report.counts, "")):
        if published is None:
            continue
        figures = (
            ("実施事業項目", published.projects, counts.printed.items),
            ("目標達成項目", published.achieved, counts.printed.achieved),
            ("割合", published.rate, counts.printed.rate),
        )
        for figure, before, after in figures:
            own = any(p.direction == id_ and not p.item and p.name.value == figure for p in told)
            if before not in (None, "", after) and not own:
                sign = "%" if figure == "割合" else ""
                yield f"{name}　{figure}", f"{before}{sign}", f"{after}{sign}", "", "項目の訂正による", "", ""
