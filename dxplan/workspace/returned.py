"""Files that came back: found, read, and made into cells."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from dxplan.cells.book import Refused
from dxplan.cells.csvs import read_csv
from dxplan.cells.xlsx import MAX_FILE, read_workbook
from dxplan.collecting.spoken import ReturnedFile
from dxplan.model.findings import DxplanError
from dxplan.workspace.own import shown_path, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_CSV: Final = (".csv", ".tsv", ".txt")
#: What is read of a folder: forms, and what was sent in the place of one, so that it is told of.
_FORMS: Final = (*_CSV[:2], ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
#: What Excel and LibreOffice put beside a file that is open.
_BESIDE: Final = ("~$", ".~lock", ".")


def read_returned(paths: Iterable[Path]) -> list[ReturnedFile]:
    """Read files, and all forms in folders, each once; what cannot be understood says so where it would have its cells.

    A path with ``*`` in it, which a Windows console hands on as it is, is looked for.
    """
    files = dict.fromkeys(file for path in paths for file in _found(path))
    return [_read(file) for file in files]


def _found(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(
            file
            for file in path.iterdir()
            if file.suffix.lower() in _FORMS and not file.name.startswith(_BESIDE) and file.is_file()
        )
        if not found:
            hint = "返ってきた調査票（.xlsx、.csv）を入れてから、もう一度実行してください。"
            raise DxplanError(f"{path} に調査票がありません。", hint)
        yield from found
    elif path.is_file() or "*" not in path.name:
        yield path
    else:
        matching = sorted(file for file in path.parent.glob(path.name) if not file.name.startswith(_BESIDE))
        if not matching:
            raise DxplanError(f"{path} にあてはまるファイルがありません。", "場所と名前を確かめてください。")
        yield from matching


def _read(path: Path) -> ReturnedFile:
    if not path.is_file():
        raise DxplanError(f"{path} がありません。", "場所と名前を確かめてください。何も書き込んでいません。")
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE + 1)
            digest = hashlib.sha256(content)
            while more := stream.read(1 << 20):
                digest.update(more)
    except OSError as error:
        raise unreadable(str(path), error) from error
    try:
        book = (read_csv if path.suffix.lower() in _CSV else read_workbook)(content)
    except Refused as refused:
        return ReturnedFile(shown_path(path), digest.hexdigest(), refused)
    return ReturnedFile(shown_path(path), digest.hexdigest(), book)
