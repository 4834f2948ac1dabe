"""Bytes of one file to TOML data, or to the finding that says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import tomli

from dxplan.diagnostics import Diagnostic, Part
from dxplan.model import Source
from dxplan.reading.positions import Positions, find_positions

BOM: Final = b"\xef\xbb\xbf"

#: A plan of 100,000 items has about 40 MB; more is not a plan.
MAX_BYTES: Final = 64 * 1024 * 1024


@dataclass(slots=True)
class Document:
    """One file: its path as shown, its text without BOM, its data. Positions are found when first asked for."""

    path: str
    text: str
    data: dict[str, Any]
    _positions: Positions | None = field(default=None, repr=False)

    @property
    def positions(self) -> Positions:
        """Where keys and values stand in the text."""
        if self._positions is None:
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
        return _syntax(source, text, error)
    except (RecursionError, ValueError):
        return Diagnostic(
            code="DX105",
            source=source,
            message="入れ子が深すぎるか、数字の桁が多すぎて読めません。",
            hint="壊れたファイルでないか確かめてください。",
        ).at(1, 1, 1)
    return Document(path, text, data)


def place(finding: Diagnostic, document: Document | None) -> Diagnostic:
    """Return a finding with line and column; line 1 where the text could not be read."""
    if finding.line:
        return finding
    if document is None:
        return finding.at(1, 1, 1)
    positions = document.positions
    find = positions.key_span if finding.part is Part.KEY else positions.value_span
    span = find(finding.source.key)
    line, column = positions.line_column(span.start)
    end_of_line = document.text.find("\n", span.start)
    end = span.end if end_of_line < 0 else min(span.end, end_of_line)
    return finding.at(line, column, max(1, end - span.start))


def _not_utf8(source: Source, content: bytes, offset: int) -> Diagnostic:
    before = content[:offset].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    try:
        content.decode("cp932")
    except UnicodeDecodeError:
        message = "文字コードが UTF-8 ではありません。"
        hint = "エディタで「UTF-8」を選んで保存し直してください。"
    else:
        message = "文字コードが UTF-8 ではありません。Shift_JIS（ANSI）で保存されたようです。"
        hint = "メモ帳なら「名前を付けて保存」で文字コードに「UTF-8」を選んで保存し直してください。"
    return Diagnostic(code="DX103", source=source, message=message, hint=hint).at(line, column, 1)


# What tomli says, and the same for people: (pattern, message, hint).
_SYNTAX: Final = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (
            r"Expected '=' after a key",
            "キーの後に「=」がありません。",
            'name = "…" のように、キー・=・値の順に書いてください。',
        ),
        (
            r"Cannot declare (.+) twice",
            "同じ見出しが二度書かれています。",
            "片方を消すか、一つにまとめてください。",
        ),
        (
            r"Cannot overwrite a value|Duplicate inline table key|Cannot redefine|Cannot mutate",
            "同じキーが二度書かれています。",
            "片方を消してください。",
        ),
        (
            r"Unterminated string",
            '文字列の引用符「"」が閉じていません。',
            '文字列の最後に " を付けてください。複数行の文は """ で囲みます。',
        ),
        (
            r"Illegal character '\\n'",
            '文字列が行の途中で終わっています（引用符「"」が閉じていません）。',
            '文字列の最後に " を付けてください。複数行の文は """ で囲みます。',
        ),
        (
            r"Illegal character|Found invalid character",
            "使えない制御文字があります。",
            "目に見えない文字が混じっていないか確かめ、書き直してください。",
        ),
        (r"Unclosed array|Expected '\]", "「]」で閉じていません。", "対応する ] を書いてください。"),
        (r"Unclosed inline table", "「}」で閉じていません。", "対応する } を書いてください。"),
        (
            r"Unescaped '\\' in a string|Invalid hex value|Escaped character",
            "文字列の中の「\\」の使い方が正しくありません。",
            "「\\」という文字そのものは「\\\\」と書いてください。",
        ),
        (r"Invalid date or datetime", "日付として正しくありません。", '文字列なら "…" で囲んでください。'),
        (
            r"Expected newline or end of document",
            "値の後に余分な文字があります。",
            "一行には「キー = 値」を一つだけ書いてください。",
        ),
        (
            r"Invalid value",
            "値として読めません。",
            '文字列は "…" で囲み、数字は半角の 12 や 65.0 の形で書いてください（1,200 のような区切りは "1,200"）。',
        ),
        (
            r"Invalid statement|Invalid initial character",
            "ここに書けない文字です。",
            'name = "…" または [[item]] の形で書いてください。説明は行頭に # を付けます。',
        ),
    )
)


def _syntax(source: Source, text: str, error: tomli.TOMLDecodeError) -> Diagnostic:
    message, hint = "TOML として読めません。", "この行とその前の行の書き方を確かめてください。"
    for pattern, known, remedy in _SYNTAX:
        if pattern.search(error.msg):
            message, hint = known, remedy
            break
    # An unterminated string is noticed at the end of the text; people look for its beginning.
    line, column = error.lineno, error.colno
    if "Unterminated" in error.msg and (opening := text.rfind('"""')) >= 0:
        line, column = text.count("\n", 0, opening) + 1, opening - (text.rfind("\n", 0, opening) + 1) + 1
    return Diagnostic(code="DX104", source=source, message=message, hint=hint).at(line, column, 1)
