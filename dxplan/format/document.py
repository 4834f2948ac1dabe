"""Bytes of one file to TOML data, or to the finding that says why not."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

import tomli

from dxplan.model import Source
from dxplan.model.findings import Diagnostic, Part
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from dxplan.format.positions import Positions

BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_CONTROL: Final = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")

#: A plan of 100,000 items has about 40 MB; more is not a plan.
MAX_BYTES: Final = 64 * 1024 * 1024


class Document:
    """One file: its path as shown, its text without BOM, its data. Positions are found when first asked for."""

    __slots__ = ("_positions", "data", "path", "text")

    def __init__(
        self, path: str, text: str, data: dict[str, Any], positions: Positions | None = None
    ) -> None:
        self.path = path
        self.text = text
        self.data = data
        self._positions = positions

    @property
    def positions(self) -> Positions:
        """Where keys and values stand in the text."""
        if self._positions is None:
            from dxplan.format.positions import Positions, find_positions  # a valid plan never needs them

            try:
                self._positions = find_positions(self.text)
            except RecursionError:  # hundreds of brackets inside one another: the finding stands at line 1
                self._positions = Positions(self.text)
        return self._positions


def read_document(path: str, content: bytes) -> Document | Diagnostic:
    """Parse one file, numbers as exact decimals."""
    source = Source(path)
    if len(content) > MAX_BYTES:
        message = f"ファイルが大きすぎます（{len(content) // 1024 // 1024} MB）。"
        return Diagnostic(
            code="DX105", source=source, message=message, hint="計画のファイルか確かめてください。"
        )
    try:
        text = content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(source, content.removeprefix(BOM), error.start)
    try:
        data = tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        from dxplan.format.syntax import describe_syntax  # nor this

        return describe_syntax(source, text, error)
    except RecursionError:
        return _too_much(source, text, r"(?:[\[{]\s*){50}", "括弧の入れ子が深すぎて読めません。")
    except (ValueError, InvalidOperation):  # more digits than Python reads, or an exponent beyond decimals
        return _too_much(source, text, r"[0-9_]{4000,}|[0-9.]+[eE][+-]?[0-9]{7,}", "数字の桁が多すぎます。")
    return Document(path, text, data)


def quotable(path: str, content: bytes) -> Document:
    """Return a file that could not be parsed as far as findings can quote it: text, but no data.

    Control characters, which may be what is wrong with it, are shown as �.
    """
    from dxplan.format.positions import Positions

    body = content.removeprefix(BOM)
    text = "" if len(content) > MAX_BYTES else body.decode(_encoding(body), errors="replace")
    shown = _CONTROL.sub("�", text)
    return Document(path, shown, {}, Positions(shown))


def place(finding: Diagnostic, document: Document | None) -> Diagnostic:
    """Return a finding with line and column; line 1 where the text could not be read."""
    if finding.line:
        return finding
    if document is None:
        return finding.at(1, 1, 1)
    positions = document.positions
    find = positions.key_span if finding.part is Part.KEY else positions.value_span
    span = find(finding.source.key)
    start, end = span
    if finding.phrase and (found := document.text.find(finding.phrase, start, end)) >= 0:
        start, end = found, found + len(finding.phrase)
    line, column = positions.line_column(start)
    end_of_line = document.text.find("\n", start)
    end = end if end_of_line < 0 else min(end, end_of_line)
    return finding.at(line, column, max(1, end - start))


def _too_much(source: Source, text: str, pattern: str, message: str) -> Diagnostic:
    match = re.search(pattern, text)
    start = match.start() if match else 0
    line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
    hint = "壊れたファイルや取り違えでないか確かめてください。"
    return Diagnostic(code="DX105", source=source, message=message, hint=hint).at(
        line, column, len(match[0]) if match else 1
    )


def _encoding(content: bytes) -> str:
    """Return the encoding a text of a Japanese Windows most likely has."""
    if content.startswith(_UTF16):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        # Text that was good UTF-8 up to there is damaged UTF-8, although much of it would also pass for cp932.
        if content[: error.start].isascii():
            try:
                content.decode("cp932")
            except UnicodeDecodeError:
                return "utf-8"
            return "cp932"
    return "utf-8"


def _not_utf8(source: Source, content: bytes, offset: int) -> Diagnostic:
    encoding = _encoding(content)
    before = content[:offset].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    match encoding:
        case "cp932":
            message = "文字コードが UTF-8 ではありません。Shift_JIS（ANSI）で保存されたようです。"
            hint = "メモ帳なら「名前を付けて保存」で文字コードに「UTF-8」を選び、保存し直してください。"
        case "utf-16":
            message = "文字コードが UTF-8 ではありません。UTF-16（Unicode）で保存されたようです。"
            hint = "メモ帳なら「名前を付けて保存」で文字コードに「UTF-8」を選び、保存し直してください。"
        case _:
            message = "UTF-8 として読めない文字があります。"
            hint = "この位置の文字を書き直し、エディタで「UTF-8」を選んで保存し直してください。"
    return Diagnostic(code="DX103", source=source, message=message, hint=hint).at(line, column, 1)
