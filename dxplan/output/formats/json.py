"""A handout as JSON: its sheets, texts and tables as data, for programs that make pages of their own (docs/json.md).

Numbers are numbers where they are whole, exact decimals as texts otherwise; ``text`` is what is printed in their place.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dxplan.handouts.handout import Cell, Facts, Gap, Row, Table, Text, as_text

if TYPE_CHECKING:
    from dxplan.handouts.handout import Block, Content, Handout, Wide
    from dxplan.output.formats import Listener, Templates


def write(handout: Handout, templates: Templates, listener: Listener) -> bytes:  # noqa: ARG001 - as all
    """Return the handout as UTF-8 JSON."""
    data = {
        "contract": 1,
        "name": handout.name,
        "title": handout.title,
        "office": handout.office,
        "label": handout.label,
        "year": handout.year,
        "fiscal_year": handout.fiscal_year,
        "draft": handout.draft,
        "plan": handout.plan,
        "state": handout.state,
        "version": handout.version,
        "as_of": handout.as_of,
        "sheets": [
            {
                "name": sheet.name,
                "heading": sheet.heading,
                "top": [_block(text) for text in sheet.top],
                "blocks": [_block(block) for block in sheet.blocks if not isinstance(block, Gap)],
            }
            for sheet in handout.sheets
        ],
    }
    written = f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()
    listener.step(handout.size)
    return written


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text():
            return {"kind": block.role.value, "text": block.text, "level": block.level, "point": block.point}
        case Facts():
            return {"kind": "facts", "facts": [[name, as_text(value)] for name, value in block.pairs]}
        case Table():
            return {
                "kind": "table",
                "title": block.title,
                "over": block.over,
                "columns": [
                    {"heading": c.name, "group": c.group, "over": c.over, "kind": c.kind.value, "id": c.id}
                    for c in block.columns
                ],
                "rows": [_row(row) for row in block.rows],
                "notes": list(block.notes),
                "drawn": list(block.chart.columns) if block.barred and block.chart else [],
                "chart": {**block.chart._asdict(), "drawing": block.chart.drawing.value}
                if block.chart
                else None,
            }
        case Gap():
            return {"kind": "gap"}


def _row(row: Row | Wide) -> dict[str, Any]:
    if isinstance(row, Row):
        return {"role": row.role.value, "level": row.level, "cells": [_cell(cell) for cell in row.cells]}
    return {"role": row.role.value, "level": row.level, "text": row.text, "points": list(row.points)}


def _cell(content: Content) -> dict[str, Any]:
    cell = content if isinstance(content, Cell) else Cell(content)
    value = f"{cell.value:f}" if isinstance(cell.value, Decimal) else cell.value
    return {"value": value, "text": cell.shown, "tone": cell.badge.tone.value if cell.badge else None}
