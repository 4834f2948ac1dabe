"""The columns of a table on paper: those that users chose, each as wide as its figures need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.handouts.handout import OWN, Align, Row, printed
from dxplan.model.findings import DxplanError
from dxplan.output.excel.wrapping import column_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.handouts.handout import Table
    from dxplan.output.look import Look


def in_columns(table: Table, look: Look) -> Table:
    """Return a table in the columns that users chose, each as wide as its figures need."""
    if table.chosen is not None:
        table = _as_chosen(table, table.chosen, look)
    columns = []
    for number, column in enumerate(table.columns):
        if column.unbroken:
            shown = (printed(row.cells[number]) for row in table.rows if isinstance(row, Row))
            texts = ("" if text is None else str(text) for text in shown)
            needed = column_width([column.heading, *texts], look.size, column.unbroken)
            columns.append(column._replace(width=max(column.width, needed)))
        else:
            columns.append(column)
    return table._replace(columns=tuple(columns))


def _as_chosen(table: Table, words: Mapping[str, str], look: Look) -> Table:
    """Return a table in the columns of the look, whose headings have ``{words}`` in them."""
    places = {column.id: number for number, column in enumerate(table.columns)}
    columns, chosen = [], []
    for choice in look.columns:
        heading = choice.heading
        for name, word in words.items():
            heading = heading.replace(f"{{{name}}}", word)
        place = places.get(choice.field)
        if place is None:  # another plan's own field
            _refuse_misspelt(choice.field, places)
            continue
        column = table.columns[place]
        columns.append(column._replace(heading=heading, width=choice.width, align=Align(choice.align)))
        chosen.append(place)
    behind = [n for n, column in enumerate(table.columns) if column.own and n not in chosen]
    columns += [table.columns[number] for number in behind]
    chosen += behind
    rows = tuple(
        row._replace(cells=tuple([row.cells[place] for place in chosen])) if isinstance(row, Row) else row
        for row in table.rows
    )
    return table._replace(columns=tuple(columns), rows=rows)


def _refuse_misspelt(chosen: str, places: Iterable[str]) -> None:
    """Refuse a column of an own field that a plan with own fields does not show."""
    known = [name for name in places if name.startswith(OWN)]
    if known:
        from dxplan.format.reading.fields import did_you_mean

        hint = f"{did_you_mean(chosen, known)}この計画で載せる欄は {'、'.join(known)} です。"
        raise DxplanError(f"results.toml の列「{chosen}」の欄は、この計画では載せません。", hint)
