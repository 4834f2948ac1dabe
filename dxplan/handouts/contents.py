"""The table of contents of a plan: every heading with its number, name and page, or with its number of 事業."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dxplan.model.scheme import Unit

if TYPE_CHECKING:
    from dxplan.handouts.report import Report


class Entry(NamedTuple):
    """One heading. ``level`` is 1 for a direction of the plan; ``figure`` stands at the end of the line."""

    level: int
    number: str
    name: str
    page: int | None
    items: int
    figure: int | str

    @property
    def text(self) -> str:
        """Number and name, indented by level: ``　　(1)　近年のデジタル技術の進展``."""
        return "　" * (self.level - 1) + (f"{self.number}　{self.name}" if self.number else self.name)


class Contents(NamedTuple):
    """The headings in the order of the document, and what the figures behind them are: pages or counts."""

    figures: str
    entries: tuple[Entry, ...]


def make_contents(report: Report) -> Contents:
    """Return the table of contents. A plan that names no page has the counts of its headings in their place."""
    pages = {heading.id: heading.page for heading in report.plan.headings}
    paged = any(page is not None for page in pages.values())
    entries = []
    for heading in report.headings:
        page, items = pages[heading.id], heading.counts.printed.items
        shown = page if paged else items if heading.has_line else None
        figure = "" if shown is None else shown
        entries.append(Entry(heading.level, heading.number, heading.name, page, items, figure))
    counted = "実施事業項目" if report.plan.scheme.count is Unit.ITEM else "指標"
    return Contents("ページ" if paged else counted, tuple(entries))
