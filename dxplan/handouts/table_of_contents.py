"""Handout 目次: every heading of a plan with its number, name and page, or with its number of 事業."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import (
    Column,
    Kind,
    Layout,
    Role,
    Row,
    RowRole,
    Sheet,
    Table,
    Text,
)
from dxplan.handouts.own import own_cell, own_column, shown_fields, total_row
from dxplan.handouts.report import handout_of
from dxplan.model.own import Owner
from dxplan.model.scheme import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Handout
    from dxplan.handouts.report import Report, ReportRow


_NAME: Final = "目次"
#: Width of the headings, and what is left of it beside columns of the plan's own, in half-width letters.
_WIDTH: Final = 110
_NARROWEST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One heading. ``level`` is 1 for a direction of the plan; ``figure`` stands at the end of the line."""

    level: int
    number: str
    name: str
    page: int | None
    count: int
    figure: int | str

    @property
    def text(self) -> str:
        """Number and name, indented by level: ``　　(1)　近年のデジタル技術の進展``."""
        return "　" * (self.level - 1) + (f"{self.number}　{self.name}" if self.number else self.name)


def unrecorded(_: Report) -> Sequence[ReportRow]:
    """Return nothing: it shows no results."""
    return ()


def make(report: Report, label: str) -> Handout:
    """Return the table of contents. A plan that names no page has the counts of its headings in their place."""
    plan = report.plan
    paged = any(heading.page is not None for heading in plan.headings)
    counted = "実施事業項目" if plan.scheme.unit is Unit.ITEM else "指標"
    figures = "ページ" if paged else counted
    entries = tuple(_entries(report, paged=paged))
    fields = shown_fields(plan, Owner.DIRECTION, _NAME)
    own = tuple(map(own_column, fields))
    table = Table(
        columns=(
            Column(heading="見出し", width=max(_NARROWEST, _WIDTH - sum(column.width for column in own))),
            Column(heading=figures, kind=Kind.FIGURE, width=12),
            *own,
        ),
        rows=(
            *(
                Row(
                    (
                        each.text,
                        each.figure,
                        *(own_cell(field, heading.direction.own, plan.fiscal_year) for field in fields),
                    ),
                    RowRole.ENTRY,
                    each.level,
                )
                for each, heading in zip(entries, report.headings, strict=True)
            ),
            *total_row(plan, 1, fields, ()),
        ),
    )
    edition = plan.edition(_NAME)
    heading = edition.title or f"{plan.title}　目次"
    top = (Text(Role.TITLE, heading), Text(Role.OFFICE, plan.office))
    return handout_of(
        report,
        _NAME,
        label,
        title=f"{plan.title}の目次",
        heading=heading,
        sheets=(Sheet(name=_NAME, layout=Layout.LIST, top=top, parts=((table,),)),),
        template="contents.md.j2",
        names={"plan": plan, "figures": figures, "entries": entries},
    )


def _entries(report: Report, *, paged: bool) -> Iterator[Entry]:
    pages = {heading.id: heading.page for heading in report.plan.headings}
    for heading in report.headings:
        page, items = pages[heading.id], heading.counts.printed.items
        shown = page if paged else items if heading.has_line else None
        yield Entry(
            level=heading.level,
            number=heading.number,
            name=heading.name,
            page=page,
            count=items,
            figure="" if shown is None else shown,
        )
