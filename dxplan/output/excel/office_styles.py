"""The styles of an office's own workbook: of those that handouts are written in, its fonts, fills and borders.

Nothing else of the workbook is read, and nothing of it is written again: what its sheets hold would not survive that.
"""

from __future__ import annotations

import io
import zipfile
from copy import copy
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.xml.functions import fromstring

from dxplan.model.findings import DxplanError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.styles import NamedStyle

#: The most that a part of the workbook may be.
_MOST_BYTES: Final = 5_000_000
#: What is no zip, has a password, was cut off, is no XML, or XML of another kind.
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError),
    *(SyntaxError, KeyError, IndexError, TypeError, ValueError, AttributeError),
)


class OfficeStyles:
    """The named styles of a workbook, and the theme from which their colours may be."""

    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                there = archive.namelist()
                self.theme = _part(archive, "xl/theme/theme1.xml") if "xl/theme/theme1.xml" in there else None
                tree: Any = fromstring(_part(archive, "xl/styles.xml"))
            sheet = Stylesheet.from_tree(tree)
            self._styles = {style.name: style for style in sheet.named_styles}
        except _UNREADABLE:
            hint = "Excel で開き、パスワードを付けずに .xlsx で保存し直すか、このファイルを除いてください。"
            raise DxplanError(f"{path} のセルのスタイルが読めません。", hint) from None

    def dress(self, styles: Iterable[NamedStyle]) -> None:
        """Give styles the fonts, fills and borders of those of their names.

        Raises DxplanError where the workbook has none of the names, or says of one what cannot be taken: heights of
        rows and breaks of lines follow the sizes of the look.
        """
        named = {style.name: style for style in styles}
        if not named.keys() & self._styles.keys():
            hint = "render で作った .xlsx を Excel で開き、「セルのスタイル」で「dxplan 見出し」などを直して、この名前で保存してください。"
            raise DxplanError(f"{self._path} に、dxplan のセルのスタイルがありません。", hint)
        lost = []
        for name, style in named.items():
            if theirs := self._styles.get(name):
                lost += [f"「{name}」の{what}" for what in _lost(style, theirs)]
                style.font, style.fill, style.border = map(copy, (theirs.font, theirs.fill, theirs.border))
        if lost:
            hint = "文字の大きさ・配置・表示形式は templates/results.toml で決めるか、そのスタイルを元に戻してください。"
            raise DxplanError(f"{self._path} のうち、資料に写せないものがあります: {'、'.join(lost)}。", hint)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES or b"<!DOCTYPE" in content:
        raise ValueError(name)
    return content


def _lost(ours: NamedStyle, theirs: NamedStyle) -> Iterator[str]:
    """Yield what a style of theirs has otherwise, beside its font, fill and border."""
    size, usual = theirs.font.sz, ours.font.sz
    if size is not None and float(size) != float(usual or 0):
        yield f"文字の大きさ {size:g}（資料では {usual:g}）"
    places = [
        (a.horizontal or "general", a.vertical or "bottom", bool(a.wrap_text))
        for a in (ours.alignment, theirs.alignment)
    ]
    if places[0] != places[1]:
        yield "配置"
    if theirs.number_format != ours.number_format:
        yield f"表示形式 {theirs.number_format}"
