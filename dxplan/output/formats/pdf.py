"""A handout as PDF, set by typst (the extra ``dxplan[pdf]``): tagged, PDF/UA-1, to be read aloud as well as printed.

``handout.typ`` beside it says how things look; all that it is told is data, and none of that is read as markup. Columns
are as wide as in the workbook, and as far as a table has to be scaled down to its paper, its letters are too.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from dxplan.handouts.handout import (
    Cell,
    Facts,
    Kind,
    Layout,
    RichText,
    Role,
    Table,
    Text,
    Wide,
    WideRole,
    as_text,
    joined,
    runs_of,
)
from dxplan.model.findings import DxplanError
from dxplan.output.columns import heading_boxes, heading_levels, in_columns, scale_of, too_small
from dxplan.output.excel.wrapping import POINTS_PER_WIDTH, text_cells, text_width, wrap
from dxplan.output.inks import Pattern, inks_of
from dxplan.output.look import fill_of_cell, legend, marks_of
from dxplan.output.pictures import picture
from dxplan.values.characters import visible
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.handouts.handout import Column, Content, Handout, Sheet
    from dxplan.output.formats import Listener, Templates
    from dxplan.output.look import Look

_TEMPLATE: Final = Path(__file__).with_name("handout.typ")
#: Width and height between the margins in points: A4 and A3, lying.
_ROOM: Final = {False: (773.0, 500.0), True: (1122.0, 745.0)}
#: What is higher than this part of a page may be torn apart.
_KEPT: Final = 0.6
#: A picture takes so much of the height of a page at most, and so much of its own size.
_PICTURE: Final = 0.8
_LARGEST: Final = 0.8
#: So many half-width letters stand beside the label at the head of a page.
_HEAD_CELLS: Final = 130
#: So many stand in two lines beside the number of the page.
_FOOT_CELLS: Final = 150
#: So many half-width letters of a text over the whole width stay together at most.
_ROOM_OF_TEXT: Final = 60.0
_WORD: Final = regex(r"[!-~]{4,}")
_BREAK: Final = "\u200b"
#: Capitals are wider than the letters that widths are counted in.
_WIDE_LETTERS: Final = 1.2
#: What printers set for a letter that they do not have.
_GETA: Final = "〓"
#: What typst says of letters without a form: between its quotation marks, some of them as their numbers.
_UNSET: Final = regex(r'the text `"(.+?)"` could not be displayed')
_ESCAPED: Final = regex(r"\\u\{([0-9a-f]+)\}")
#: Joiners, and marks on the letter before.
_BESIDE: Final = frozenset({"Cf", "Mn", "Me"})
#: Where the font of the look is not there: what Windows has, and what stands in for it elsewhere.
_FONTS: Final = (
    *("BIZ UDPGothic", "BIZ UDGothic", "Meiryo", "Yu Gothic", "MS PGothic", "MS Gothic"),
    *("Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAPGothic", "TakaoPGothic", "Hiragino Sans"),
)


def write(handout: Handout, templates: Templates, listener: Listener) -> bytes | None:
    """Return the document; None of data, which nobody prints. The font that stands in for another is said.

    Raises DxplanError where typst or a Japanese font is not there.
    """
    return write_together([handout], templates, listener)


def write_together(handouts: Sequence[Handout], templates: Templates, listener: Listener) -> bytes | None:
    """Return several handouts as one document, named by the first of them, each to be found by its bookmark."""
    look = templates.look()
    documents = [_Document(handout, look, f"{n}") for n, handout in enumerate(handouts)]
    pages = [document.sheet(sheet) for document in documents for sheet in document.printed]
    listener.step(sum(handout.size for handout in handouts))
    if not pages:
        return None
    fonts = _fonts()
    font = _font(look.font, set(fonts.families()))
    if font != look.font:
        listener.say(f"PDF の書体は {font} です（{look.font} はこのPCにありません）。")
    for document in documents:
        if small := document.too_small():
            listener.say(small)
    said = {
        "title": visible(handouts[0].title),
        "office": visible(handouts[0].office),
        "date": handouts[0].fiscal_year + 1,  # not today's: the results of a year are gathered after its end
        "fonts": [font],
        "size": look.size,
        "heading_size": look.heading_size,
        "title_size": look.title_size,
        "line_height": look.line_height,
        "heading_fill": look.colours["heading"],
        "sheets": pages,
    }
    written, unset = _set(json.dumps(said, ensure_ascii=False), fonts)
    if unset:
        listener.say(f"このPCのどの書体にもない文字は、PDF では {_GETA} にしました：{'　'.join(unset)}")
    return written


def _typst() -> Any:  # noqa: ANN401 - it may not be there
    try:
        import typst
    except ImportError:
        hint = 'pip install "dxplan[pdf]" で入ります（docs/install.md）。'
        raise DxplanError("PDF を作る typst が入っていません。", hint) from None
    return typst


@cache
def _fonts() -> Any:  # noqa: ANN401 - typst may not be there
    """Return the fonts of this machine, looked for once."""
    return _typst().Fonts()


def _set(handout: str, fonts: Any) -> tuple[bytes, list[str]]:  # noqa: ANN401
    """Return the document of the data of a handout, and the letters that no font has: a geta stands for each of them.

    A PDF that is to be read aloud holds no letter without a form. Which have none typst tells, all at once; of those that
    are set together, such as the parts of an emoji, marks and joiners are told too.
    """
    typst = _typst()
    replaced: dict[int, str] = {}
    while True:
        compiler = typst.Compiler(
            str(_TEMPLATE), font_paths=fonts, sys_inputs={"handout": handout.translate(replaced)}
        )
        try:
            written = cast("bytes", compiler.compile(format="pdf", pdf_standards=["ua-1"]))
        except typst.TypstError as error:
            told = "".join(_UNSET.findall(str(error.diagnostic)))
            told = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), told)
            # Letters of ASCII are in every font: they are told of with what they were set with.
            new = {
                ord(letter) for letter in told if not letter.isascii() and letter != _BREAK
            } - replaced.keys()
            if not new:
                raise
            replaced |= {code: "" if unicodedata.category(chr(code)) in _BESIDE else _GETA for code in new}
        else:
            return written, [chr(code) for code, instead in replaced.items() if instead]


def _said(text: str, room: float = _ROOM_OF_TEXT) -> str | list[tuple[str, bool]]:
    """Return a text as the template takes it: whole, or its parts, each with whether it changed.

    A Latin word that is longer than a line of so many half-width letters may be broken anywhere.
    """
    if isinstance(text, RichText):
        return [(_breakable(visible(run.text), room), run.changed) for run in runs_of(text)]
    return _breakable(visible(text), room)


def _breakable(text: str, room: float) -> str:
    text = text.replace("\t", " ").replace(_BREAK, "")  # fonts have no form for them
    return _WORD.sub(
        lambda word: _BREAK.join(word[0]) if text_cells(word[0]) * _WIDE_LETTERS > room else word[0], text
    )


def _font(wanted: str, families: set[str]) -> str:
    """Return the font to set in, from those of this machine."""
    found = next((font for font in (wanted, *_FONTS) if font in families), "")
    if not found:
        hint = "BIZ UDゴシックか Noto Sans CJK JP を入れてください。"
        raise DxplanError("PDF を作る日本語の書体が、このPCに見つかりません。", hint)
    return found


class _Document:
    """A handout as the data that the template sets, sheet by sheet; ``name`` tells its anchors from those of others."""

    def __init__(self, handout: Handout, look: Look, name: str) -> None:
        self.handout = handout
        self.name = name
        self.printed = [
            in_columns(sheet, look) for sheet in handout.sheets if sheet.layout is not Layout.DATA
        ]
        self.look = look
        self.marks = marks_of(handout.badges, look)
        self.titled = False
        self.placed: set[str] = set()
        self.level = 0
        self.tables = 0
        #: What can be found: a link to another handout leads nowhere here.
        self.anchors = set(handout.anchors)

    def sheet(self, sheet: Sheet) -> dict[str, Any]:
        """Return a sheet: its page, and its parts with what stands in them."""
        anchors = self._first(sheet.anchor)
        blocks = [self._text(text) for text in sheet.headed]
        parts = []
        for number, part in enumerate(sheet.parts):
            height = 0.0
            made = []
            for block in part:
                match block:
                    case Text():
                        made.append(self._text(block))
                        height += self._lines(block.text, sheet) * self._line()
                    case Facts(pairs=pairs, large=large):
                        shown = [[_said(name), _said(as_text(value))] for name, value in pairs]
                        made.append({"kind": "facts", "pairs": shown, "large": large})
                        height += 2 * len(pairs) * self._line()
                    case Table():
                        table = self._table(block, sheet)
                        height += table["height"] + (table["picture"] or {"height": 0})["height"]
                        made.append(table)
                    case _:
                        made.append({"kind": "gap"})
            blocks_here = [*blocks, *made] if number == 0 else made
            kept = sheet.layout is not Layout.LIST and height < _KEPT * _ROOM[sheet.large][1]
            parts.append({"blocks": blocks_here, "kept": kept})
        return {
            "large": sheet.large,
            "anchors": anchors,
            "parts": parts,
            "foot": _said(self.handout.foot(sheet, _FOOT_CELLS)),
            "head": _said(self.handout.head(_HEAD_CELLS)),
            "mark": _said(self.handout.mark),
            "legend": visible(legend(self.marks)) if sheet.marked else "",
        }

    def too_small(self) -> str:
        """Return what is to be said of letters that are too small to be read."""

        def letters(sheet: Sheet) -> float:
            return min((self._size(table, sheet) for table in sheet.tables), default=self.look.size)

        return too_small(self.handout, [(letters(sheet), sheet) for sheet in self.printed], self.look)

    def _text(self, text: Text) -> dict[str, Any]:
        role = text.role
        level = text.level
        if role is Role.TITLE:
            level, self.titled = (2 if self.titled else 1), True
        heading = role in (Role.TITLE, Role.HEADING)
        return {
            "kind": "text",
            "role": "heading" if heading else role.value,
            "level": self._deepened(level) if heading else 0,
            "text": _said(joined((text.mark, text.text))),
            "to": self._known(text.to),
        }

    def _deepened(self, level: int) -> int:
        """Return the level of a heading: a document begins with the first and leaves none out."""
        self.level = min(level, self.level + 1)
        return self.level

    def _first(self, anchor: str) -> list[str]:
        """Return an anchor where it stands first, and nothing else: what is told of twice is found there."""
        if not anchor or anchor in self.placed:
            return []
        self.placed.add(anchor)
        return [f"{self.name}.{anchor}"]

    def _known(self, anchor: str) -> str:
        return f"{self.name}.{anchor}" if anchor in self.anchors else ""

    def _line(self) -> float:
        return self.look.size * self.look.line_height

    def _lines(self, text: str, sheet: Sheet) -> int:
        return len(wrap(text, 2 * _ROOM[sheet.large][0] / (self.look.size + 1)))

    def _size(self, table: Table, sheet: Sheet) -> float:
        """Return the size of the letters of a table that is as wide as its paper at most."""
        return self.look.size * min(1.0, scale_of(table, sheet, _ROOM[sheet.large][0]))

    def _table(self, table: Table, sheet: Sheet) -> dict[str, Any]:
        size = self._size(table, sheet)
        widths = [column.width for column in table.columns]
        scale = scale_of(table, sheet, _ROOM[sheet.large][0])
        rows: list[dict[str, Any]] = []
        heights: list[float] = []
        # Anchors of headings wait for the row below, which is not repeated on every page.
        waiting: list[str] = []
        for row in table.rows:
            waiting += self._first(row.anchor)
            if isinstance(row, Wide):
                rows.append(self._wide(row))
                heights.append(2 * size * self.look.line_height)
                continue
            shown = [self._shown(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)]
            deep = max(
                len(wrap(text, text_width(width, self.look.size)))
                for text, width in zip(shown, widths, strict=True)
            )
            points = deep * size * self.look.line_height + 5
            heights.append(points)
            strong = row.role.strong
            rows.append(
                {
                    "wide": False,
                    "strong": strong,
                    "unit": "",
                    "span": 0,
                    "breakable": points > _KEPT * _ROOM[sheet.large][1],
                    "cells": [
                        {
                            "text": _said(text, text_width(column.width, self.look.size)),
                            "align": column.on_paper.value,
                            "fill": fill_of_cell(cell, self.look, strong=strong),
                            "anchors": waiting if number == 0 else [],
                            "to": self._known(cell.to) if isinstance(cell, Cell) else "",
                        }
                        for number, (text, cell, column) in enumerate(
                            zip(shown, row.cells, table.columns, strict=True)
                        )
                    ],
                }
            )
            waiting = []
        self.tables += 1
        name, units = f"table-{self.name}-{self.tables}", []
        for unit in table.units:
            # What is too high is torn; a heading stays with what is below it anyway.
            held = [number for number in unit if table.rows[number].role is not WideRole.HEADING]
            if len(held) > 1 and sum(heights[number] for number in held) <= _KEPT * _ROOM[sheet.large][1]:
                units.append(f"{name}-{unit.start}")
                for number in held:
                    rows[number]["unit"] = units[-1]
                rows[held[0]]["span"] = len(held)
        levels = heading_levels(table.columns, table.over)
        return {
            "kind": "table",
            "name": name,
            "units": units,
            "title": _said(table.title),
            "level": self._deepened(3) if table.title else 0,
            "size": size,
            "widths": [width * POINTS_PER_WIDTH * scale for width in widths],
            "headings": [
                {
                    "text": _said(
                        box.text, text_width(sum(widths[box.first : box.last + 1]), self.look.size)
                    ),
                    "first": box.first,
                    "top": box.top,
                    "columns": box.last - box.first + 1,
                    "rows": box.bottom - box.top + 1,
                }
                for box in heading_boxes(levels)
            ],
            "rows": rows,
            "bars": [*self._bars(table)],
            "picture": self._picture(table, sheet),
            "notes": [_said(note) for note in table.notes],
            "anchors": waiting,
            "height": sum(heights) + len(levels) * size * self.look.line_height,
        }

    def _shown(self, content: Content, column: Column) -> str:
        text = as_text(content)
        return self.marks.get(text, text) if column.kind is Kind.MARK else text

    def _wide(self, row: Wide) -> dict[str, Any]:
        heading = row.role is WideRole.HEADING
        return {
            "wide": True,
            "heading": heading,
            "level": row.level + 1,
            "unit": "",
            "span": 0,
            "text": _said(row.lines),
            "fill": self.look.colours["heading"] if heading and row.level == 1 else "",
        }

    def _picture(self, table: Table, sheet: Sheet) -> Mapping[str, Any] | None:
        """Return the picture of a table that is not drawn as bars of shares: as SVG, as wide as fits the page."""
        if not table.chart or table.barred:
            return None
        drawn = picture(table, table.chart, f"picture-{self.name}-{len(self.placed)}")
        scale = min(_LARGEST, _PICTURE * _ROOM[sheet.large][1] / drawn.height)
        return {
            "svg": drawn.svg,
            "width": drawn.width * scale,
            "height": drawn.height * scale,
            "alt": table.chart.told,
        }

    def _bars(self, table: Table) -> Sequence[Mapping[str, Any]]:
        """Return the rows of a table as bars: what they are called, and each figure with its fill."""
        if not table.chart or not table.barred:
            return []
        series = table.series(table.chart)
        inks = inks_of(each.badge for each in series)
        bars = []
        for number, name in enumerate(table.labels(table.chart)):
            parts = [
                {
                    "value": int(value),
                    "fill": ink.colour if ink.pattern is Pattern.SOLID else "hatched",
                    "dark": ink.dark,
                }
                for each, ink in zip(series, inks, strict=True)
                if (value := each.values[number])
            ]
            if parts:
                bars.append({"name": _said(name), "parts": parts})
        return bars
