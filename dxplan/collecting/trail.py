"""From what is recorded back to the cells that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.collecting.findings import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.collecting.asked import Asked
    from dxplan.model.ledger import Ledger, Query, Said


def trail(row: str, asked: Asked, ledger: Ledger) -> Iterator[str]:
    """Yield, in words, which cell of which file each recorded answer to a row came from, and what was asked back."""
    order = {column: number for number, column in enumerate(asked.columns)}
    of_row = (said for said in ledger.said if said.row == row)
    for said in sorted(of_row, key=lambda said: (order.get(said.column, 0), said.place, said.section)):
        file = ledger.file(said.file)
        where = f"{said.sheet}!{said.cell}" if said.sheet else said.cell
        read = (
            f"{file.name} {where}（{said.section}、{file.taken}{f' {file.by}' if file.by else ''}）"
            if file
            else where
        )
        yield f"回答: {_heading(said, asked)} ← {read}{_standing(said, asked)}"
    for query in ledger.queries:
        if query.row == row:
            answered = (
                f" → {query.answered} {query.answer}".rstrip() if query.answered else " → まだ答えがない"
            )
            yield f"照会: {_heading(query, asked)}（{query.section}、{query.asked}）{query.text}{answered}"


def _heading(about: Said | Query, asked: Asked) -> str:
    row = asked.row_of(about)
    heading = asked.heading(about.column)
    return Subject.of(row, about.column, heading).heading if row else heading


def _standing(said: Said, asked: Asked) -> str:
    """Return what became of an answer, where it is not what is recorded."""
    if said.set_aside is not None:
        return f"［{said.set_aside} に、ほかの回答を採用］"
    if said.recorded is None:
        return "［まだ記録していない］"
    changed = said.column != "remarks" and asked.recorded(said) != said.text
    return "［そのあと書き換えられた］" if changed else ""
