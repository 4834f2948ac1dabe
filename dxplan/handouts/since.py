"""What is new in a handout since an earlier version of its plan: underlined where it stands, and listed on a sheet behind.

Both versions are made as usual and held against each other cell by cell, so that any handout can be marked: rows are the
same by what leads to them, or by what they are called.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dxplan.comparing.texts import Mark, pieces
from dxplan.handouts.handout import (
    Cell,
    Column,
    Facts,
    Kind,
    Layout,
    RichText,
    Role,
    Row,
    Run,
    Sheet,
    Table,
    Text,
    Wide,
    WideRole,
    as_text,
    printed,
)
from dxplan.handouts.old_and_new import marked
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.handouts.handout import Block, Content, Handout

_NAME: Final = "変更箇所"
_COLUMNS: Final = (
    Column(heading="シート", width=22),
    Column(heading="行", width=30),
    Column(heading="欄", width=18),
    Column(heading="前", width=32),
    Column(heading="いま", width=32),
)
_EMPTY: Final = Sheet(name="", layout=Layout.FLOW, parts=())


class _Found(NamedTuple):
    """A place that changed, as the list behind tells it: sheet, row, column, what it was and is."""

    sheet: str
    row: str
    column: str
    before: str
    after: str


def marked_since(handout: Handout, old: Handout, since: str) -> Handout:
    """Return a handout with all marked that its ``old`` version does not have; ``since`` is what that one is called."""
    before = {sheet.anchor or sheet.name: sheet for sheet in old.sheets}
    pages = [
        _Page(sheet, before.get(sheet.anchor or sheet.name, _EMPTY))
        for sheet in handout.sheets
        if sheet.layout is not Layout.DATA
    ]
    sheets = [page.marked() for page in pages]
    found = [each for page in pages for each in page.found]
    said = (
        f"{since}から変わったところ（{len(found)}か所）"
        if found
        else f"{since}から変わったところはありません。"
    )
    rows = tuple(Row((*each[:3], *_both(each))) for each in found)
    table = Table(columns=_COLUMNS, rows=rows, notes=("※下線は変わったところ。",))
    listed = Sheet(
        name=_NAME,
        heading=_NAME,
        layout=Layout.LIST,
        top=(Text(Role.HEADING, _NAME),),
        parts=((Text(Role.NOTE, said), *([table] if rows else [])),),
        repeats=False,
        widths=tuple(column.width for column in _COLUMNS),
    )
    # A template that the office has written prints the plan and not this handout: it would lose the marks.
    return handout._replace(
        name=f"{handout.name}（{_NAME}）", sheets=(*sheets, listed), template="", names={}
    )


def _alike(before: str, after: str) -> bool:
    """Whether a text is an earlier version of another: half of both is the same."""
    same = sum(len(piece.text) for piece in pieces(before, after) if piece.mark is Mark.BOTH)
    return 2 * same >= max(len(before), len(after))


def _both(found: _Found) -> tuple[str, str]:
    return marked(found.before, found.after) if found.before and found.after else (found.before, found.after)


def _said(sheet: Sheet) -> Iterator[tuple[Role | WideRole, str]]:
    """Yield the texts of a sheet that stand by themselves or across a table, with what they are."""
    for block in sheet.blocks:
        if isinstance(block, Text):
            yield block.role, block.text
        elif isinstance(block, Table):
            for row in block.rows:
                if isinstance(row, Wide):
                    yield from ((row.role, text) for text in (row.text, *row.points))


class _Page:
    """A sheet and its earlier version."""

    def __init__(self, sheet: Sheet, old: Sheet) -> None:
        self.sheet, self.old = sheet, old
        self.found: list[_Found] = []
        now, texts = {said for _, said in _said(sheet)}, [*_said(old)]
        self.texts = {said for _, said in texts}
        #: Texts that stand here no more, in their order, with what they are.
        self.gone = [text for text in texts if text[1] not in now]
        self.facts = [block for block in old.blocks if isinstance(block, Facts)]
        self.tables = [*old.tables]

    def marked(self) -> Sheet:
        """Return the sheet with its marks; what is found is kept for the list."""
        parts = tuple(tuple(self._block(block) for block in part) for part in self.sheet.parts)
        return self.sheet._replace(parts=parts)

    def _block(self, block: Block) -> Block:
        match block:
            case Text():
                return block._replace(text=self._said(block.role, block.text))
            case Facts():
                old = dict(self.facts.pop(0).pairs) if self.facts else {}
                return block._replace(pairs=tuple(self._fact(old, *pair) for pair in block.pairs))
            case Table():
                return self._table(block, self.tables.pop(0) if self.tables else block._replace(rows=()))
            case _:
                return block

    def _fact(self, old: Mapping[str, Content], name: str, value: Content) -> tuple[str, Content]:
        found = self._changed("", name, as_text(old.get(name)), as_text(value))
        return name, found if isinstance(found, RichText) else value

    def _said(self, role: Role | WideRole, text: str) -> str:
        """Return a text that stands by itself or across a table with what is new in it marked."""
        if text in self.texts:
            return text
        alike = (each for each in self.gone if each[0] is role and _alike(each[1], text))
        before = next(alike, None)
        if before:
            self.gone.remove(before)
        return self._changed("", "", before[1] if before else "", text)

    def _wide(self, row: Wide) -> Wide:
        points = tuple(self._said(row.role, point) for point in row.points)
        return row._replace(text=self._said(row.role, row.text), points=points)

    def _place(self, table: Table | None) -> str:
        """Return where something stands: the sheet, and which table of it where those have titles (集計　部局別)."""
        return f"{self.sheet.name}　{table.title if table else ''}".strip()

    def _changed(self, row: str, column: str, before: str, after: str, table: Table | None = None) -> str:
        """Return a text with what is new in it marked, and remember it."""
        if before == after:
            return after
        self.found.append(_Found(self._place(table), row, column, before, after))
        return marked(before, after)[1] if before else RichText((Run(after, changed=True),))

    def _table(self, table: Table, old: Table) -> Table:
        before = dict(_keyed(old))
        places = {name: number for number, name in enumerate(_numbered(map(_name, old.columns)))}
        now = [places.get(name) for name in _numbered(map(_name, table.columns))]
        made = iter([self._row(table, row, before.pop(key, None), now) for key, row in _keyed(table)])
        for row in before.values():
            self.found.append(_Found(self._place(old), _called(old, row), "", "", "（削る）"))
        rows = (next(made) if isinstance(row, Row) else self._wide(row) for row in table.rows)
        return table._replace(rows=tuple(rows))

    def _row(self, table: Table, row: Row, old: Row | None, places: Sequence[int | None]) -> Row:
        """Return a row with its marks; ``places`` are those of its columns in the old table."""
        name = _called(table, row)
        if old is None:
            self.found.append(_Found(self._place(table), name, "", "", "（新規）"))
        cells: list[Content] = []
        for column, content, place in zip(table.columns, row.cells, places, strict=True):
            after = _shown(content)
            before = after if place is None else _shown(old.cells[place]) if old else ""
            if before == after or column.kind is Kind.NUMBER:
                cells.append(content)
                continue
            whole = RichText((Run(after, changed=True),))
            text = whole if old is None else self._changed(name, _headed(column), before, after, table)
            if column.kind is Kind.MARK:  # it stays the mark, and the list tells the word
                cells.append(content)
            elif isinstance(content, Cell):
                cells.append(content._replace(text=text))
            else:
                cells.append(text if isinstance(content, str) else Cell(content, text))
        return row._replace(cells=tuple(cells))


def _numbered(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield names, those that are the same told apart by their order."""
    seen: Counter[str] = Counter()
    for name in names:
        yield name, seen[name]
        seen[name] += 1


def _keyed(table: Table) -> Iterator[tuple[tuple[str, int], Row]]:
    """Yield the rows of a table by what leads to them, or what they are called."""
    rows = [row for row in table.rows if isinstance(row, Row)]
    return zip(_numbered(row.anchor or _called(table, row) for row in rows), rows, strict=True)


def _headed(column: Column) -> str:
    """Return what people call a column: its heading, below that of its group."""
    return f"{column.group}　{column.name}" if column.group else column.name


def _name(column: Column) -> str:
    return f"{column.over}\n{column.group}\n{column.name}"


def _called(table: Table, row: Row) -> str:
    """Return what people call a row: the first that it says beside its number."""
    pairs = zip(table.columns, row.cells, strict=True)
    return next(
        (_shown(cell) for column, cell in pairs if column.kind is not Kind.NUMBER and _shown(cell)), ""
    )


def _shown(content: Content) -> str:
    shown = printed(content)
    return "" if shown is None else str(shown)
