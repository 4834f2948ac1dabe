"""Lists that are to be imported, and the file that says what their columns are: found, read, and made into cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.cells.book import Book, Refused
from dxplan.cells.csvs import read_csv
from dxplan.cells.pasted import read_pasted
from dxplan.cells.xlsx import BEGINNINGS, MAX_FILE, read_workbook
from dxplan.importing.headings import Role, folded
from dxplan.importing.tables import key_of
from dxplan.model.findings import DxplanError
from dxplan.values.characters import decode_typed
from dxplan.values.tuples import NamedTuple
from dxplan.workspace.own import shown_path, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dxplan.cells.book import Sheet

_READERS: Final = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_pasted,
    ".md": read_pasted,
}
_PDF: Final = b"%PDF"
_MAP: Final = '[columns]\n"事業の内容" = "概要"\n[ids]\n"復興の推進" = "fukko"'


class Map(NamedTuple):
    """What a map file says: roles of columns by their folded headings, and ids by the keys of names."""

    columns: dict[str, Role]
    ids: dict[str, list[str]]


def read_source(path: Path) -> Book:
    """Return the cells of a file; what cannot be read is told with what to do about it."""
    if path.is_dir() or not path.exists():
        raise DxplanError(f"{path} というファイルがありません。", "読み込む一覧のファイルを書いてください。")
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise unreadable(shown_path(path), error) from error
    if not content.strip():
        raise DxplanError(
            f"{shown_path(path)}: 何も書かれていないファイルです。", "一覧のファイルを書いてください。"
        )
    try:
        return _reader(path, content)(content)
    except Refused as refused:
        raise DxplanError(f"{shown_path(path)}: {refused.message}", refused.hint) from refused


def _reader(path: Path, content: bytes) -> Callable[[bytes], Book]:
    """Return what reads a file: its content tells a workbook from text, its name the kind of text."""
    if content.startswith(_PDF):
        raise Refused(
            "PDF はそのままでは読めません。", "PDF の表を選んで写し、Excel に貼り付けて保存してください。"
        )
    if content.startswith(BEGINNINGS):
        return read_workbook
    reader = _READERS.get(path.suffix.lower())
    is_text = reader is None and b"\x00" not in content and decode_typed(content) is not None
    return reader or (read_csv if is_text else read_workbook)


def chosen_sheets(book: Book, names: Sequence[str]) -> list[Sheet]:
    """Return the sheets of some names, without any all that are not hidden."""
    if not names:
        return [sheet for sheet in book.sheets if not sheet.hidden]
    by_name = {sheet.name: sheet for sheet in book.sheets}
    for name in names:
        if name not in by_name:
            there = "、".join(sheet.name for sheet in book.sheets[:20])
            raise DxplanError(f"シート「{name}」がありません。", f"あるシート: {there}")
    return [by_name[name] for name in names]


def read_map(path: Path | None) -> Map:
    """Return what a map file says, in TOML; nothing without one."""
    from dxplan.format.document import read_document
    from dxplan.model.findings import Diagnostic, InvalidPlan

    if path is None:
        return Map({}, {})
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(shown_path(path), error) from error
    document = read_document(shown_path(path), content)
    if isinstance(document, Diagnostic):
        raise InvalidPlan([document], {})
    roles = {role.value: role for role in Role}
    columns: dict[str, Role] = {}
    ids: dict[str, list[str]] = {}
    for name, entries in document.data.items():
        if name not in ("columns", "ids") or not isinstance(entries, dict):
            raise DxplanError(f"{path} の「{name}」は読めません。", f"次のように書いてください。\n{_MAP}")
        for words, value in entries.items():
            if name == "ids":
                ids.setdefault(key_of(words), []).append(str(value))
            elif value in roles:
                columns[folded(words)] = roles[value]
            else:
                hint = f"使える言葉: {'、'.join(roles)}"
                raise DxplanError(f"{path} の「{words}」の「{value}」という欄はありません。", hint)
    return Map(columns, ids)
