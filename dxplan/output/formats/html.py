"""A handout as one page of HTML, complete in itself: no network, no other file, whole without JavaScript.

What stands in a plan is shown, never obeyed: everything is escaped, and the page allows itself nothing but its own style
and script, known by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import pkgutil
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import (
    Cell,
    Facts,
    Gap,
    Kind,
    Layout,
    Role,
    Row,
    RowRole,
    Table,
    Text,
    WideRole,
    as_text,
    printed,
    runs_of,
)
from dxplan.output.columns import heading_boxes, heading_levels, in_columns
from dxplan.output.look import legend, marks_of
from dxplan.output.pictures import picture
from dxplan.values.characters import visible
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Column, Content, Handout, Sheet
    from dxplan.model.scheme import Badge
    from dxplan.output.formats import Listener, Templates
    from dxplan.output.look import Look

_ROOM: Final = "dxplan.output"
_STYLE, _SCRIPT = "page/page.css", "page/page.js"
#: A table with more columns is one card a row on a phone; fewer can be moved sideways.
_CARDS: Final = 5
#: What letters of a font class their columns: figures to the right, words in the middle.
_KINDS: Final = {Kind.FIGURE: "figure", Kind.NUMBER: "number", Kind.WORD: "word", Kind.MARK: "word"}
_ROLES: Final = {
    RowRole.MORE: "more",
    RowRole.TOTAL: "total",
    RowRole.LEAD: "lead",
    RowRole.HEADING: "lead",
    RowRole.ENTRY: "entry",
}
_LINE_END: Final = regex(r"\r\n|\r|\n")
_NOT_IN_ID: Final = regex(r"\s")
_IN_CSS: Final = regex(r"[^\w 　（）、。／・－]")
_HEX: Final = regex(r"[0-9A-Fa-f]{6}")


def write(handout: Handout, templates: Templates, listener: Listener) -> bytes | None:
    """Return the page; None of data, which nobody reads."""
    document = [sheet for sheet in handout.sheets if sheet.layout is not Layout.DATA]
    shown = [sheet for sheet in document if not sheet.blank]
    if not document:
        listener.step(handout.size)
        return None
    page = _Page(handout, shown, templates.look())
    written = page.whole().encode()
    listener.step(handout.size)
    return written


class _Page:
    """A page while it is written. ``places`` are the anchors it has; ``traits`` what rows are picked by, and their values."""

    def __init__(self, handout: Handout, sheets: Sequence[Sheet], look: Look) -> None:
        self.handout = handout
        self.sheets = [in_columns(sheet, look) for sheet in sheets]
        self.marks = marks_of(handout.badges, look)
        rows = [row for sheet in sheets for table in sheet.tables for row in table.rows]
        self.places = {row.anchor for row in rows if row.anchor} | {s.anchor for s in sheets if s.anchor}
        self.free = set(self.places)
        self.traits: dict[str, dict[str, int]] = {}
        for row in rows:
            for name, value in row.traits if isinstance(row, Row) else ():
                values = self.traits.setdefault(name, {})
                values.setdefault(value, len(values))
        self.colours = sorted({b.colour.upper() for b in handout.badges if _HEX.fullmatch(b.colour)})
        self.level = 1
        self.pictures = 0

    def whole(self) -> str:
        """Return the page."""
        handout = self.handout
        style = _asset(_STYLE) + "".join(map(_colour, self.colours)) + self._on_paper()
        script = _asset(_SCRIPT)
        allowed = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
        body = "".join(self._body())
        return (
            '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{allowed}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{_safe(handout.title)}</title>\n<style>{style}</style>\n</head>\n"
            f"<body>\n{body}<script>{script}</script>\n</body>\n</html>\n"
        )

    def _on_paper(self) -> str:
        """Return the style that lets every page of paper say what it is."""
        return f'@page{{@bottom-left{{font-size:8pt;content:"{_css(self.handout.standing)}"}}}}\n'

    def _body(self) -> Iterator[str]:
        handout = self.handout
        label = f' <span class="label">{_safe(handout.mark)}</span>' if handout.mark else ""
        yield '<a class="skip" href="#page.main">本文へ移動</a>\n'
        yield f"<header>\n<h1>{_safe(handout.heading)}</h1>\n"
        yield f'<p class="office">{_safe(handout.office)}{label}</p>\n'
        if handout.draft:
            yield f'<p class="draft"><strong>{_safe(handout.draft)}</strong></p>\n'
        yield "</header>\n"
        yield from self._contents()
        yield '<main id="page.main" tabindex="-1">\n'
        searched = False
        for number, sheet in enumerate(self.sheets):
            if not searched and any(r.traits for t in sheet.tables for r in t.rows if isinstance(r, Row)):
                yield from self._search()
                searched = True
            yield from self._sheet(sheet, number)
        yield "</main>\n"
        marks = legend(self.marks)
        meaning = f"<p>判定の印：{_safe(marks)}</p>\n" if marks else ""
        yield f"<footer>\n{meaning}<p>{_safe(handout.standing)}</p>\n</footer>\n"

    def _contents(self) -> Iterator[str]:
        if len(self.sheets) > 1:
            yield '<nav aria-label="目次">\n<ul>\n'
            for number, sheet in enumerate(self.sheets):
                yield f'<li><a href="#{self._place(sheet, number)}">{_safe(sheet.name)}</a></li>\n'
            yield "</ul>\n</nav>\n"

    @staticmethod
    def _place(sheet: Sheet, number: int) -> str:
        return _id(sheet.anchor) if sheet.anchor else f"page.sheet-{number}"

    def _search(self) -> Iterator[str]:
        """Yield what rows are found and picked by, which only shows where it works."""
        yield '<form id="page.search" role="search" aria-label="項目を絞り込む" hidden>\n'
        yield '<p><label for="page.words">言葉</label><input id="page.words" type="search" autocomplete="off"></p>\n'
        for number, (name, values) in enumerate(self.traits.items()):
            if len(values) > 1:
                yield f'<p><label for="page.trait-{number}">{_safe(name)}</label>'
                yield f'<select id="page.trait-{number}" data-trait="{number}"><option value="">すべて</option>'
                yield "".join(f'<option value="{at}">{_safe(value)}</option>' for value, at in values.items())
                yield "</select></p>\n"
        yield '<p><button type="reset">絞り込みを解く</button></p>\n'
        yield '<p id="page.found" role="status"></p>\n</form>\n'

    def _sheet(self, sheet: Sheet, number: int) -> Iterator[str]:
        place = self._place(sheet, number)
        self.free.discard(sheet.anchor)
        kind = sheet.layout.value
        if sheet.heading:
            yield f'<section class="{kind}" id="{place}" aria-labelledby="page.heading-{number}">\n'
            yield f'<h2 id="page.heading-{number}">{_safe(sheet.heading)}</h2>\n'
            self.level = 2
        else:
            yield f'<section class="{kind}" id="{place}" aria-label="{_safe(sheet.name)}">\n'
        notes = [text for text in sheet.top if text.role is Role.NOTE]
        title, points = sheet.heading or sheet.name, False
        for block in (*notes, *sheet.blocks):
            point = isinstance(block, Text) and block.point
            if point is not points:
                yield "<ul>\n" if point else "</ul>\n"
            points = point
            match block:
                case Text():
                    yield self._text(block)
                    title = block.text if block.role is Role.HEADING else title
                case Facts():
                    yield from self._facts(block)
                case Table():
                    yield from self._table(block, title)
                case Gap():
                    pass
        yield "</ul>\n</section>\n" if points else "</section>\n"

    def _text(self, text: Text) -> str:
        shown = self._linked(_rich(text.text), text.to)
        if text.point:
            return f"<li>{shown}</li>\n"
        if text.role is not Role.HEADING:
            return f'<p class="{text.role.value}">{shown}</p>\n'
        self.level = min(max(2, text.level), self.level + 1, 6)
        return f"<h{self.level}>{shown}</h{self.level}>\n"

    def _linked(self, shown: str, to: str) -> str:
        """Return what leads to a place of this page where there is one."""
        return f'<a href="#{_id(to)}">{shown}</a>' if to in self.places and shown else shown

    @staticmethod
    def _facts(facts: Facts) -> Iterator[str]:
        yield '<dl class="facts">\n'
        for number, (name, value) in enumerate(facts.pairs, 1):
            large = ' class="large"' if number == facts.large else ""
            yield f"<div{large}><dt>{_safe(name)}</dt><dd>{_safe(as_text(value))}</dd></div>\n"
        yield "</dl>\n"

    def _table(self, table: Table, title: str) -> Iterator[str]:
        columns = table.columns
        headings = [*heading_boxes(heading_levels(columns, table.over))]
        if table.chart:
            self.pictures += 1
            yield f"<figure>{picture(table, table.chart, f'picture-{self.pictures}').svg}</figure>\n"
        searched = any(isinstance(row, Row) and row.traits for row in table.rows)
        kinds = [
            "cards" if len(columns) > _CARDS and any(c.kind is Kind.TEXT for c in columns[1:]) else "plain",
            *(["sorted"] if searched or table.filtered else []),
        ]
        caption = _safe(table.title or title)
        hidden = "" if table.title else ' class="unseen"'
        yield f'<div class="scroll" role="group" aria-label="{caption}の表" tabindex="0">\n'
        yield f'<table class="{" ".join(kinds)}" role="table">\n<caption{hidden}>{caption}</caption>\n'
        yield '<thead role="rowgroup">\n'
        for depth in range(1 + max((heading.bottom for heading in headings), default=0)):
            yield '<tr role="row">'
            for box in headings:
                if box.top == depth:
                    wide, high = box.last - box.first + 1, box.bottom - box.top + 1
                    spans = (f' colspan="{wide}"' if wide > 1 else "") + (
                        f' rowspan="{high}"' if high > 1 else ""
                    )
                    scope = "colgroup" if wide > 1 else "col"
                    kind = _KINDS.get(columns[box.first].kind, "text")
                    text = _lines(box.text) or '<span class="unseen">項目</span>'
                    at = f' data-column="{box.first}"' if wide == 1 else ""
                    yield f'<th role="columnheader" scope="{scope}" class="{kind}"{spans}{at}>{text}</th>'
            yield "</tr>\n"
        yield "</thead>\n"
        yield from self._bodies(table)
        yield "</table>\n</div>\n"
        yield from (f'<p class="note">{_lines(note)}</p>\n' for note in table.notes)

    def _bodies(self, table: Table) -> Iterator[str]:
        """Yield the rows, those under a heading of their own together."""
        width = len(table.columns)
        names = [_safe(column.name) for column in table.columns]
        yield '<tbody role="rowgroup">\n'
        for number, row in enumerate(table.rows):
            if isinstance(row, Row):
                yield self._row(row, table, names)
                continue
            lines = [_rich(row.text), *(f"・{_rich(point)}" for point in row.points)]
            text = _safe(row.mark) + "<br>".join(lines)
            if row.role is not WideRole.HEADING:
                yield f'<tr role="row" class="{row.role.value}"><td role="cell" colspan="{width}">{text}</td></tr>\n'
                continue
            if number:
                yield '</tbody>\n<tbody role="rowgroup">\n'
            yield (
                f'<tr role="row" class="heading level-{min(row.level, 6)}"{self._named(row.anchor)}>'
                f'<th role="rowheader" scope="rowgroup" colspan="{width}">{text}</th></tr>\n'
            )
        yield "</tbody>\n"

    def _named(self, anchor: str) -> str:
        """Return the id of what stands at an anchor: the first of two alike has it."""
        if anchor not in self.free:
            return ""
        self.free.discard(anchor)
        return f' id="{_id(anchor)}"'

    def _row(self, row: Row, table: Table, names: Sequence[str]) -> str:
        naming = table.naming
        here = self._named(row.anchor)
        kinds = [_ROLES[row.role]] if row.role in _ROLES else []
        if row.role is RowRole.ENTRY:
            kinds.append(f"level-{min(row.level, 6)}")
        more = f' class="{" ".join(kinds)}"' if kinds else ""
        if row.traits:
            names_of = [*self.traits]
            found = (f"{names_of.index(name)}.{self.traits[name][value]}" for name, value in row.traits)
            more += f' data-traits="{" ".join(dict.fromkeys(found))}"'
        cells = []
        for number, (content, column, name) in enumerate(zip(row.cells, table.columns, names, strict=True)):
            shown = self._shown(content, column)
            head = number == naming and bool(shown)
            if head and here:
                what = _safe(str(printed(content)).replace("\n", " "))
                shown += f' <a class="here" href="#{_id(row.anchor)}" aria-label="「{what}」の場所へのリンク">#</a>'
            cells.append(self._cell(content, column, shown, name, head=head))
        return f'<tr role="row"{here}{more}>{"".join(cells)}</tr>\n'

    def _cell(self, content: Content, column: Column, shown: str, name: str, *, head: bool) -> str:
        cell = content if isinstance(content, Cell) else Cell(content)
        kinds = [_KINDS.get(column.kind, "text"), *(_tones(cell.badge) if cell.badge else [])]
        if not shown:
            kinds.append("empty")
        value = f' data-value="{cell.value:f}"' if isinstance(cell.value, (int, Decimal)) else ""
        common = f' class="{" ".join(kinds)}" data-name="{name}"{value}'
        if head:
            return f'<th role="rowheader" scope="row"{common}>{shown}</th>'
        return f'<td role="cell"{common}>{shown}</td>'

    def _shown(self, content: Content, column: Column) -> str:
        """Return what stands in a cell: beside a verdict its mark, too, where a narrow column would have that alone."""
        shown = printed(content)
        if shown is None or shown == "":
            return ""
        text = _rich(shown) if isinstance(shown, str) else str(shown)
        cell = content if isinstance(content, Cell) else None
        if cell and cell.badge and column.kind in (Kind.MARK, Kind.WORD):
            mark = self.marks.get(cell.badge.word, "")
            if mark and mark != cell.badge.word:
                text = f'<span class="mark" aria-hidden="true">{_safe(mark)}</span> {text}'
        return self._linked(text, cell.to) if cell else text


def _tones(badge: Badge) -> list[str]:
    colour = badge.colour.upper()
    return [f"tone-{badge.tone.value}", *([f"colour-{colour}"] if _HEX.fullmatch(colour) else [])]


def _colour(colour: str) -> str:
    """Return the style of what has a colour of its own, whose letters can be read on it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    ink = "#fff" if 299 * red + 587 * green + 114 * blue < 127_500 else "#000"
    return f".colour-{colour}{{background:#{colour};color:{ink}}}\n"


def _asset(name: str) -> str:
    """Return a file that stands beside this module; nothing in it may end the element it stands in."""
    found = pkgutil.get_data(_ROOM, name)
    return (found or b"").decode().replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _css(text: str) -> str:
    """Return a text inside a string of CSS."""
    return _IN_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", visible(text))


def _id(anchor: str) -> str:
    return escape(_NOT_IN_ID.sub("_", visible(anchor)))


def _safe(text: str) -> str:
    return escape(visible(text))


def _lines(text: str) -> str:
    return _LINE_END.sub("<br>", _safe(text))


def _rich(text: str) -> str:
    """Return a text with its lines, what changed in it marked as inserted."""
    return "".join(
        f"<ins>{_lines(run.text)}</ins>" if run.changed else _lines(run.text) for run in runs_of(text)
    )
