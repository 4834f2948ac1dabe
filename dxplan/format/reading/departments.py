"""``plans/departments.toml``: the names of 部局 and 課, old and new, with the year of the change."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from dxplan.format.document import place, read_document
from dxplan.format.keys import DEPARTMENTS
from dxplan.format.reading.fields import Fields, quote
from dxplan.model import Department, Source
from dxplan.model.departments import DepartmentTable, Lineage, Reorganisation
from dxplan.model.findings import Diagnostic
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import LAST, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class _Listed(NamedTuple):
    """A name of the list, where it stands, and the year from which on it is meant, if the list says so."""

    name: str
    source: Source
    since: int | None


def read_departments(path: str, content: bytes) -> tuple[DepartmentTable | None, tuple[Diagnostic, ...], str]:
    """Read the table; None with findings if it cannot be used. The text is returned for quoting.

    A ``[[department]]`` without ``sections`` is a body of its own (選挙管理委員会事務局). What names were
    changed into is valid too.
    """
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return None, (document,), ""
    findings: list[Diagnostic] = []
    file = Fields(document.data, Source(path), findings, DEPARTMENTS)
    listed = [name for table in file.tables("department") for name in _names(table)]
    changes = dict(_change(table) for table in file.tables("renamed"))
    if "department" not in file.data:
        file.missing("department", '[[department]] と、その下に bureau = "総務部"、sections = ["広報課"]')
    file.finish()
    table = DepartmentTable(
        names=frozenset((*(each.name for each in listed), *(new for each in changes for new in each.new))),
        changes=tuple(changes),
        founded=tuple((each.name, each.since) for each in listed if each.since),
        listed=tuple((each.name, each.since or 0) for each in listed),
    )
    if not findings:
        findings += _contradictions(table, listed, changes)
    return (
        (None if findings else table),
        tuple(place(finding, document) for finding in findings),
        document.text,
    )


def _names(table: Fields) -> Iterator[_Listed]:
    values = table.values()
    bureau, sections, since = values["bureau"], values["sections"], values["since"] or None
    table.finish()
    if not sections:
        yield _Listed(bureau, table.source.child("bureau"), since)
    for number, section in enumerate(sections):
        yield _Listed(f"{bureau} {section}", table.source.child("sections", number), since)


def _change(table: Fields) -> tuple[Reorganisation, Source]:
    values = table.values()
    new = dict.fromkeys(map(_name, table.value("new") or ("",)))
    table.finish()
    return Reorganisation(old=_name(values["old"]), new=tuple(new), since=values["since"]), table.source


def _name(text: str) -> str:
    return str(Department.parse(text))


def _quoted(names: Sequence[str]) -> str:
    return "と".join(quote(name) for name in names)


def _contradictions(
    table: DepartmentTable, listed: Sequence[_Listed], sources: Mapping[Reorganisation, Source]
) -> Iterator[Diagnostic]:
    """Yield what cannot be: names that lead back to themselves, that end twice, or that ended and are listed."""
    yield from _circles(sources)
    yield from _second_ends(table, sources)
    lineage = Lineage(table)
    for each in listed:
        gone = lineage.given_up(each.name, LAST)
        if gone:
            message = f"名簿にある{quote(each.name)}は、{short_year(gone.since)} に{_quoted(gone.new)}になった名前です。"
            hint = "名簿から消してください。同じ名前の課がまたできたのなら、[[department]] を分け、できた年度を since に書いてください。"
            yield Diagnostic(code="DX327", source=each.source, message=message, hint=hint)


def _circles(sources: Mapping[Reorganisation, Source]) -> Iterator[Diagnostic]:
    """Yield changes of one year that lead a name back to itself."""
    years: dict[int, dict[str, list[str]]] = {}
    for change in sources:
        others = [new for new in change.new if new != change.old or len(change.new) == 1]
        years.setdefault(change.since, {}).setdefault(change.old, []).extend(others)
    for year, graph in years.items():
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            names = set(error.args[1])
            source = next(sources[c] for c in sources if c.since == year and c.old in names)
            ways = "→".join(quote(name) for name in reversed(error.args[1]))
            message = f"{short_year(year)} の改称をたどると、元の名前に戻ります（{ways}）。"
            hint = "old と new が逆になっていないか、since の年度が正しいか、確かめてください。"
            yield Diagnostic(code="DX325", source=source.child("new"), message=message, hint=hint)


def _second_ends(table: DepartmentTable, sources: Mapping[Reorganisation, Source]) -> Iterator[Diagnostic]:
    """Yield changes of names that had ended before and were not taken up again, and second changes in one year."""
    begun: dict[str, set[int]] = {}
    for name, since in (*table.founded, *((new, c.since) for c in table.changes for new in c.new)):
        begun.setdefault(name, set()).add(since)
    ended: dict[str, Reorganisation] = {}
    last: dict[str, Reorganisation] = {}
    for change in sorted(sources, key=lambda change: change.since):
        old, when = change.old, short_year(change.since)
        before, end = last.get(old), ended.get(old)
        source = sources[change].child("old")
        if before and before.since == change.since:
            names = ", ".join(f'"{name}"' for name in dict.fromkeys((*before.new, *change.new)))
            message = f"{quote(old)}の改称が、{when} に二つあります。"
            hint = f"一つの課が分かれたのなら、[[renamed]] を一つにして new = [{names}] と書いてください。"
            yield Diagnostic(code="DX326", source=source, message=message, hint=hint)
        elif end and not any(end.since <= year < change.since for year in begun.get(old, ())):
            message = f"{quote(old)}は {short_year(end.since)} に{_quoted(end.new)}になった名前で、{when} には残っていません。"
            hint = f"old に、{short_year(end.since)} からの名前を書いてください。"
            yield Diagnostic(code="DX326", source=source, message=message, hint=hint)
        last[old] = change
        if change.gives_up:
            ended[old] = change
