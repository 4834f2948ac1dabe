"""The list of a meeting's documents, as the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.handouts.handout import Align, Column, Handout, Layout, Role, Row, Sheet, Table, Text
from dxplan.values.dates import long_date
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.packs import Pack

NAME = "資料一覧"


class Listed(NamedTuple):
    """A document as the list names it; ``made`` is the handout, None where others make it."""

    label: str
    title: str
    office: str
    made: Handout | None = None


def make_cover(pack: Pack, documents: Sequence[Listed]) -> Handout:
    """Return the list: label, title and office of each document, above them the meeting with its day and place."""
    rows = tuple(Row((each.label, each.title, each.office)) for each in documents)
    table = Table(
        columns=(
            Column("資料番号", width=20, align=Align.CENTER),
            Column("件名", width=90),
            Column("作成課", width=30),
        ),
        rows=rows,
    )
    held = [said for said in (long_date(pack.day), pack.place) if said]
    top = (
        Text(Role.TITLE, pack.title),
        *([Text(Role.OFFICE, pack.office)] if pack.office else []),
    )
    made = [each.made for each in documents if each.made]
    years = [handout.year for handout in made]
    # That of a 総括 names those of all its plans.
    versions = dict.fromkeys(part for each in made for part in each.version.split("・") if part)
    return Handout(
        name=NAME,
        title=f"{pack.title}　{NAME}",
        heading=pack.title,
        office=pack.office,
        label="",
        year=years[0] if len(set(years)) == 1 else "",
        fiscal_year=max((handout.fiscal_year for handout in made), default=pack.day.year - 1),
        sheets=(
            Sheet(
                name=NAME,
                layout=Layout.LIST,
                top=top,
                parts=((Text(Role.PARAGRAPH, "　".join(held)), table),),
            ),
        ),
        draft="案" if any(handout.draft for handout in made) else "",
        version="・".join(versions),
        provisional=any(handout.provisional for handout in made),
    )
