"""Typed getters over a TOML table: the value, or a finding and a harmless stand-in.

Reading goes on after a finding, so that all of them are reported at once.
"""

from __future__ import annotations

import difflib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from dxplan.diagnostics import Diagnostic, Part
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import Enum

    from dxplan.model import Source

Choice = TypeVar("Choice", bound="Enum")
Meaning = TypeVar("Meaning")

_KINDS = {
    bool: "真偽値（true / false）",
    str: "文字列",
    int: "整数",
    Decimal: "小数",
    list: "配列",
    dict: "表",
}


def kind_name(value: object) -> str:
    """Return the Japanese name of a TOML value's kind."""
    return next((name for kind, name in _KINDS.items() if type(value) is kind), "日時")


class Table:
    """One TOML table on its way into the model. Every key is asked for once; ``finish`` reports the rest."""

    __slots__ = ("_asked", "data", "findings", "source")

    def __init__(self, data: dict[str, Any], source: Source, findings: list[Diagnostic]) -> None:
        self.data = data
        self.source = source
        self.findings = findings
        self._asked: list[str] = []

    def report(self, code: str, key: str | None, message: str, hint: str, part: Part = Part.VALUE) -> None:
        """Add a finding about one key of this table, or about the table itself."""
        source = self.source if key is None else self.source.child(key)
        self.findings.append(Diagnostic(code=code, source=source, message=message, hint=hint, part=part))

    def take(self, key: str) -> Any:  # noqa: ANN401 - a TOML value is one of many
        """Return a raw value, None if it is not there."""
        self._asked.append(key)
        return self.data.get(key)

    def missing(self, key: str, example: str) -> None:
        """Report a key that must be there."""
        self.report("DX202", None, f"「{key}」がありません。", f"{example} を書き足してください。", Part.KEY)

    def wrong(self, key: str, wanted: str, value: object, example: str) -> None:
        """Report a value of the wrong kind."""
        message = f"「{key}」は{wanted}で書きます（{kind_name(value)}が書いてあります）。"
        self.report("DX201", key, message, f"{example} のように書いてください。")

    def text(self, key: str, example: str, *, required: bool = False) -> str:
        """Return a text with LF line ends, without blanks around it; "" if it is not there."""
        value = self.take(key)
        if value is None:
            if required:
                self.missing(key, f'{key} = "{example}"')
            return ""
        if type(value) is not str:
            self.wrong(key, "文字列", value, f'{key} = "{example}"')
            return ""
        stripped = value.replace("\r\n", "\n").strip()
        if not stripped:
            self.report(
                "DX205",
                key,
                f"「{key}」が空です。",
                f'{key} = "{example}" のように書くか、行を消してください。',
            )
        return stripped

    def texts(self, key: str, example: str, *, required: bool = False) -> tuple[str, ...]:
        """Return an array of texts; () if it is not there."""
        value = self.take(key)
        if value is None:
            if required:
                self.missing(key, f'{key} = ["{example}"]')
            return ()
        if type(value) is not list:
            self.wrong(key, "文字列の配列", value, f'{key} = ["{example}"]')
            return ()
        if required and not value:
            self.report(
                "DX205", key, f"「{key}」が空です。", f'{key} = ["{example}"] のように書いてください。'
            )
        texts = []
        for index, entry in enumerate(value):
            where = self.source.child(key, index)
            if type(entry) is not str:
                message = (
                    f"「{key}」の{index + 1}番目は文字列で書きます（{kind_name(entry)}が書いてあります）。"
                )
                hint = f'{key} = ["{example}"] のように書いてください。'
                self.findings.append(Diagnostic(code="DX201", source=where, message=message, hint=hint))
            elif not entry.strip():
                message, hint = f"「{key}」の{index + 1}番目が空です。", "文を書くか、消してください。"
                self.findings.append(Diagnostic(code="DX205", source=where, message=message, hint=hint))
            else:
                texts.append(entry.replace("\r\n", "\n").strip())
        return tuple(texts)

    def boolean(self, key: str) -> bool | None:
        """Return true or false; None if it is not there."""
        value = self.take(key)
        if value is None or type(value) is bool:
            return value
        self.wrong(key, _KINDS[bool], value, f"{key} = true")
        return None

    def integer(self, key: str, example: int, low: int, high: int) -> int:
        """Return a whole number between ``low`` and ``high``, ``example`` if it is not there."""
        value = self.take(key)
        if value is None:
            return example
        if type(value) is not int:
            self.wrong(key, "整数", value, f"{key} = {example}")
            return example
        if not low <= value <= high:
            message = f"「{key}」は{low}から{high}までの整数です。"
            self.report("DX204", key, message, f"{key} = {example} のように書いてください。")
            return example
        return value

    def number(self, key: str, example: float, low: float, high: float) -> Decimal:
        """Return a number between ``low`` and ``high``; it must be there."""
        value = self.take(key)
        fallback = Decimal(str(example))
        if value is None:
            self.missing(key, f"{key} = {example}")
            return fallback
        if type(value) is not int and type(value) is not Decimal:
            self.wrong(key, "数", value, f"{key} = {example}")
            return fallback
        if not low <= value <= high:
            message = f"「{key}」は{low}から{high}までの数です。"
            self.report("DX204", key, message, f"{key} = {example} のように書いてください。")
            return fallback
        return Decimal(value)

    def word(self, key: str, words: Iterable[str]) -> str | None:
        """Return one of the words; None if it is not there."""
        return self._one_of(key, {word: word for word in words})

    def choice(self, key: str, choices: Mapping[str, Choice]) -> Choice | None:
        """Return what a word stands for; None if it is not there."""
        return self._one_of(key, choices)

    def _one_of(self, key: str, choices: Mapping[str, Meaning]) -> Meaning | None:
        value = self.take(key)
        if value is None:
            return None
        listed = "、".join(f'"{word}"' for word in choices)
        if type(value) is not str:
            self.wrong(key, "文字列", value, f'{key} = "{next(iter(choices))}"')
            return None
        if value not in choices:
            message = f"「{key}」に「{value}」は使えません。"
            self.report(
                "DX204", key, message, f"{listed} のどれかを書いてください{_did_you_mean(value, choices)}。"
            )
            return None
        return choices[value]

    def year(self, key: str, default: int | None = None) -> int:
        """Return a fiscal year as western year; ``default`` if it is not there (required without one)."""
        value = self.take(key)
        if value is None:
            if default is None:
                self.missing(key, f"{key} = 2019")
            return default or 0
        if type(value) not in (int, str):
            self.wrong(key, '年度（2019 や "R1"）', value, f'{key} = "R1"')
            return default or 0
        year = parse_fiscal_year(value)
        if year is None:
            message = f"「{value}」という年度はありません。"
            self.report("DX206", key, message, f'{key} = 2019 または {key} = "R1" のように書いてください。')
            return default or 0
        return year

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an ``[[array]]``; [] if it is not there."""
        value = self.take(key)
        if value is None:
            return []
        if type(value) is not list or not all(type(entry) is dict for entry in value):
            self.wrong(key, f"[[{key}]]", value, f"[[{key}]]")
            return []
        return [Table(entry, self.source.child(key, i), self.findings) for i, entry in enumerate(value)]

    def table(self, key: str) -> Table | None:
        """Return a sub-table; None if it is not there."""
        value = self.take(key)
        if value is None:
            return None
        if type(value) is not dict:
            self.wrong(key, f"[{key}] の表", value, f"[{key}]")
            return None
        return Table(value, self.source.child(key), self.findings)

    def finish(self) -> None:
        """Report every key that nobody asked for, with the known key that was probably meant."""
        for key in self.data:
            if key not in self._asked:
                guess = _did_you_mean(key, self._asked)
                known = "、".join(self._asked)
                hint = f"ここに書けるのは {known} です{guess}。"
                self.report("DX203", key, f"「{key}」というキーはありません。", hint, Part.KEY)


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"（「{close[0]}」の間違いではありませんか）" if close else ""
