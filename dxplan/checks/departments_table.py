"""``plans/departments.toml``: the names of 部局 and 課, old and new, with the year of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dxplan.diagnostics import Diagnostic
from dxplan.model import Department, Source
from dxplan.reading.document import place, read_document
from dxplan.reading.fields import Table

if TYPE_CHECKING:
    from collections.abc import Iterator


class Renamed(NamedTuple):
    """A name that was given up: the new one, and the first fiscal year of that."""

    new: str
    since: int


class DepartmentTable(NamedTuple):
    """``names`` are valid names (``総務部 広報課``), ``renamed`` maps old names to what became of them."""

    names: frozenset[str]
    renamed: dict[str, Renamed]


def read_departments(path: str, content: bytes) -> tuple[DepartmentTable | None, tuple[Diagnostic, ...], str]:
    """Read the table; None with findings if it cannot be used. The text is returned for quoting.

    A ``[[department]]`` without ``sections`` is a body of its own (選挙管理委員会事務局). What names were
    changed into is valid too.
    """
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return None, (document,), ""
    findings: list[Diagnostic] = []
    file = Table(document.data, Source(path), findings)
    names = frozenset(name for table in file.tables("department") for name in _names(table))
    renamed = dict(_renamed(table) for table in file.tables("renamed"))
    if "department" not in file.data:
        file.missing("department", '[[department]] と、その下に bureau = "総務部"、sections = ["広報課"]')
    file.finish()
    table = DepartmentTable(names=names | {change.new for change in renamed.values()}, renamed=renamed)
    return (
        (None if findings else table),
        tuple(place(finding, document) for finding in findings),
        document.text,
    )


def _names(table: Table) -> Iterator[str]:
    bureau = table.text("bureau", "総務部", required=True)
    sections = table.texts("sections", "広報課")
    table.finish()
    if not sections:
        yield bureau
    for section in sections:
        yield f"{bureau} {section}"


def _renamed(table: Table) -> tuple[str, Renamed]:
    old = table.text("old", "企画調整部 情報政策課", required=True)
    new = table.text("new", "企画調整部 デジタル変革課", required=True)
    change = Renamed(new=str(Department.parse(new)), since=table.year("since"))
    table.finish()
    return str(Department.parse(old)), change
