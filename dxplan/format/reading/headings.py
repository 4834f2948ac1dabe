"""The headings inside a direction's file, and which rows stand under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.reading.fields import did_you_mean, quote
from dxplan.format.reading.own import read_own
from dxplan.model import Direction, Item, Published, Repost
from dxplan.model.findings import Diagnostic
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.format.reading.fields import Fields
    from dxplan.format.reading.items import Placed
    from dxplan.model import Source, Span

_RATE: Final = regex(r"\d{1,3}(\.\d{1,6})?")
#: Headings under headings under headings: no document goes deeper, and every level is a call within a call.
MAX_DEPTH = 60


class Tree(NamedTuple):
    """What stands in a direction's file: its own rows, and its headings with theirs."""

    entries: tuple[Item | Repost, ...]
    parts: tuple[Direction, ...]


class _Heading(NamedTuple):
    """A heading as written: the direction without what stands under it, and the id of the heading above."""

    direction: Direction
    parent: str


def read_tree(file: Fields, top: str, placed: Sequence[Placed], span: Span) -> Tree:
    """Return the tree of a direction's file, ``placed`` being its rows with the headings they name.

    ``top`` is the id of the direction itself, which rows and headings may name too. What names no heading of the
    file stands under the direction, with a finding.
    """
    headings = _under_known(file, top, [_read_heading(table, span) for table in file.tables("direction")])
    file.finish()
    known = dict.fromkeys([*(heading.direction.id for heading in headings if heading.direction.id), top])
    rows: dict[str, list[Item | Repost]] = {}
    for entry, where in placed:
        _check_row(file, entry, where or top, known)
        rows.setdefault(where if where in known else top, []).append(entry)
    parts: dict[str, list[Direction]] = {}
    for heading in headings:
        parts.setdefault(heading.parent, []).append(heading.direction)
    # What stands under a heading is taken once: by the first of an id that is there twice, which is a finding.
    return Tree(entries=tuple(rows.pop(top, ())), parts=_grow(parts, rows, top))


def _grow(
    parts: dict[str, list[Direction]], rows: dict[str, list[Item | Repost]], under: str
) -> tuple[Direction, ...]:
    return tuple(
        direction._replace(entries=tuple(rows.pop(direction.id, ())), parts=_grow(parts, rows, direction.id))
        for direction in parts.pop(under, ())
    )


def _read_heading(table: Fields, span: Span) -> _Heading:
    direction = Direction(
        **table.values(),
        review=(),  # the 総括 follows the directions of the plan alone
        entries=(),
        parts=(),
        totals=None,
        published=read_published(table.table("published")),
        own=read_own(table, span, needed=False),
        source=table.source,
    )
    table.finish()
    return _Heading(direction, table.value("parent"))


def _under_known(file: Fields, top: str, headings: list[_Heading]) -> list[_Heading]:
    """Return the headings with the ids of those above them, of the direction's own where none is named or right."""
    parents = {heading.direction.id: heading.parent for heading in headings if heading.direction.id}
    placed = []
    for heading in headings:
        fault = _fault(heading, top, parents)
        if fault:
            source = heading.direction.source.child("parent")
            message, hint = fault
            file.findings.append(Diagnostic(code="DX321", source=source, message=message, hint=hint))
        placed.append(heading._replace(parent=top if fault or not heading.parent else heading.parent))
    return placed


def _fault(heading: _Heading, top: str, parents: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what is wrong with a heading's ``parent``, and what to write; None if nothing is."""
    if heading.parent not in ("", top) and heading.parent not in parents:
        hint = "このファイルの [[direction]] の id を書くか、どの見出しの下でもないなら消してください。"
        message = f"上の見出し{quote(heading.parent)}がこのファイルにありません。"
        return message, f"{did_you_mean(heading.parent, parents)}{hint}"
    above, seen = heading.parent, [heading.direction.id]
    while above not in ("", top, *seen) and len(seen) < MAX_DEPTH:
        seen.append(above)
        above = parents.get(above, "")
    if above == heading.direction.id:
        message = f"見出し{quote(heading.direction.id)}の上をたどると、自分に戻ります。"
        return message, "どれかの parent を、それより上の見出しの id にするか、消してください。"
    # The direction of the plan is a level too; below a circle, the circle is the fault.
    if len(seen) < MAX_DEPTH:
        return None
    message = f"見出し{quote(heading.direction.id)}は、{MAX_DEPTH}段より深いところにあります。"
    return message, f"plan.toml の [[direction]] を1段目として、{MAX_DEPTH}段までにしてください。"


def _check_row(file: Fields, entry: Item | Repost, where: str, known: Mapping[str, None]) -> None:
    """Report headings that a row names and the file does not have, or that it stands under anyway."""
    if where not in known:
        _unknown(file, entry.source.child("direction"), where, known)
    also = entry.also if isinstance(entry, Item) else ()
    for number, id_ in enumerate(also):
        source = entry.source.child("also", number)
        if id_ not in known:
            _unknown(file, source, id_, known)
        elif id_ == where or id_ in also[:number]:
            message = f"見出し{quote(id_)}には、この項目がもう載っています。"
            hint = "also には、direction のほかに載せる見出しの id を一度ずつ書いてください。"
            file.findings.append(Diagnostic(code="DX322", source=source, message=message, hint=hint))


def _unknown(file: Fields, source: Source, where: str, known: Mapping[str, None]) -> None:
    message = f"見出し{quote(where)}がこのファイルにありません。"
    hint = f"{did_you_mean(where, known)}このファイルの [[direction]] の id を書いてください。"
    file.findings.append(Diagnostic(code="DX322", source=source, message=message, hint=hint))


def read_published(published: Fields | None) -> Published | None:
    """Return ``[published]`` of a plan, or ``published = { … }`` of a heading."""
    if published is None:
        return None
    values = published.values()
    for key in ("rate", "beside_rate"):
        if (rate := values[key]) and not _RATE.fullmatch(rate):
            message = f"公表された割合「{rate}」を数として読めません。"
            published.report("DX207", key, message, f'{key} = "86.1" のように、% を付けずに書いてください。')
            values[key] = ""
    published.finish()
    return Published(**values, source=published.source)
