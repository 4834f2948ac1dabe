"""Typed getters over a TOML table: the value, or a finding and a harmless stand-in.

Reading goes on after a finding, so that all of them are reported at once.
"""

from __future__ import annotations

import difflib
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dxplan.model.findings import Diagnostic, Part
from dxplan.values.years import FIRST, LAST, parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.model import Source

Meaning = TypeVar("Meaning")

#: What a fiscal year may be, for hints.
YEARS: Final = f"{FIRST}（{short_year(FIRST)}）から{LAST}までの年度"

_TEXT: Final = '文字（"…"）'
_KINDS: Final = {
    str: _TEXT,
    int: "整数",
    Decimal: "小数",
    list: "[ ] で囲んだ並び",
    dict: "{ } や見出しのまとまり",
}
_QUOTED_LENGTH: Final = 40
#: What the English words of a plan mean, for hints that list them.
_MEANINGS: Final = {
    "half_up": "（四捨五入）", "down": "（切り捨て）", "count": "（延べ）", "skip": "（実質）",
    "yearly": "（その年度の数）", "cumulative": "（累計）",
    "project": "（事業）", "reference": "（参考事業）", "kpi": "（KPI）", "goal": "（基本目標）",
    "all": "（すべて達して達成）", "any": "（一つでも達すれば達成）", "mean": "（平均）", "weighted": "（重み付き平均）",
    "worst": "（いちばん低いもの）", "item": "（項目を数える）", "indicator": "（指標を数える）",
    "before": "（丸めてから区分と比べる）", "after": "（丸める前の値で比べる）",
    "targets": "（その年度の目標値）", "linear": "（直線）",
    "compare": "（達したかどうか）", "expected": "（年度までに進むはずの分）",
    "direction": "（展開方向ごと）", "plan": "（計画を通して）", "number": "（番号を付ける）", "mark": "（再掲と書く）",
    "higher": "（高いほどよい）", "lower": "（低いほどよい）", "equal": "（同じ値がよい）",
}  # fmt: skip


def kind_name(value: object) -> str:
    """Return what a TOML value is, in words of people who know no TOML."""
    if type(value) is bool:
        return "「true」" if value else "「false」"
    return next((name for kind, name in _KINDS.items() if type(value) is kind), "日付")


def quote(value: object) -> str:
    """Return a value for a message: on one line, without control characters, not too long."""
    # Python writes no whole number of more than 4,300 decimal digits; hexadecimal ones it reads in any length.
    written = hex(value) if isinstance(value, int) and value.bit_length() > 128 else str(value)
    text = "".join(c if c.isprintable() else "�" for c in " ".join(written.split()))
    return f"「{text}」" if len(text) <= _QUOTED_LENGTH else f"「{text[:_QUOTED_LENGTH]}…」"


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

    def offer(self, *keys: str) -> None:
        """Name keys that are known here but were not asked for, because none of them is there."""
        self._asked += keys

    def missing(self, key: str, example: str) -> None:
        """Report a key that must be there."""
        self.report("DX202", key, f"「{key}」がありません。", f"{example} を書き足してください。", Part.KEY)

    def wrong(self, key: str, wanted: str, value: object, example: str) -> None:
        """Report a value of the wrong kind."""
        message = f"「{key}」は{wanted}で書きますが、{kind_name(value)}が書いてあります。"
        self.report("DX201", key, message, f"{example} のように書いてください。")

    def text(self, key: str, example: str, *, required: bool = False) -> str:
        """Return a text with LF line ends, without blanks around it; "" if it is not there."""
        value = self.take(key)
        if value is None:
            if required:
                self.missing(key, f'{key} = "{example}"')
            return ""
        if type(value) is not str:
            self.wrong(key, _TEXT, value, f'{key} = "{example}"')
            return ""
        stripped = value.replace("\r\n", "\n").strip()
        if not stripped:
            ending = "のように書いてください。" if required else "のように書くか、この行を消してください。"
            self.report("DX205", key, f"「{key}」が空です。", f'{key} = "{example}" {ending}')
        return stripped

    def texts(self, key: str, example: str, *, required: bool = False) -> tuple[str, ...]:
        """Return an array of texts; () if it is not there."""
        value = self.take(key)
        if value is None:
            if required:
                self.missing(key, f'{key} = ["{example}"]')
            return ()
        if type(value) is not list:
            self.wrong(key, " [ ] で囲んだ文字の並び", value, f'{key} = ["{example}"]')
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
                    f"「{key}」の{index + 1}番目は{_TEXT}で書きますが、{kind_name(entry)}が書いてあります。"
                )
                hint = f'{key} = ["{example}"] のように書いてください。'
                self.findings.append(Diagnostic(code="DX201", source=where, message=message, hint=hint))
            elif not entry.strip():
                message, hint = f"「{key}」の{index + 1}番目が空です。", '文を書くか、"" を消してください。'
                self.findings.append(Diagnostic(code="DX205", source=where, message=message, hint=hint))
            else:
                texts.append(entry.replace("\r\n", "\n").strip())
        return tuple(texts)

    def boolean(self, key: str) -> bool | None:
        """Return true or false; None if it is not there."""
        value = self.take(key)
        if value is None or type(value) is bool:
            return value
        self.wrong(key, " true（はい）か false（いいえ）", value, f"{key} = true")
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
            message = f"「{key}」に書けるのは{low}から{high}までの整数です。"
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
        if not Decimal(value).is_finite() or not Decimal(str(low)) <= value <= Decimal(str(high)):
            message = f"「{key}」に書けるのは{low}から{high}までの数です。"
            self.report("DX204", key, message, f"{key} = {example} のように書いてください。")
            return fallback
        return Decimal(value)

    def word(self, key: str, words: Iterable[str]) -> str | None:
        """Return one of the words; None if it is not there."""
        return self._one_of(key, {word: word for word in words})

    def choice(self, key: str, choices: Mapping[str, Meaning]) -> Meaning | None:
        """Return what a word stands for; None if it is not there."""
        return self._one_of(key, choices)

    def _one_of(self, key: str, choices: Mapping[str, Meaning]) -> Meaning | None:
        value = self.take(key)
        if value is None:
            return None
        if type(value) is not str:
            self.wrong(key, _TEXT, value, f'{key} = "{next(iter(choices))}"')
            return None
        if value not in choices:
            meanings = {} if key == "field" else _MEANINGS  # the names of columns mean something else
            listed = "、".join(f'"{word}"{meanings.get(word, "")}' for word in choices)
            hint = f"{did_you_mean(value, choices)}{listed} のどれかを書いてください。"
            self.report("DX204", key, f"「{key}」に{quote(value)}は使えません。", hint)
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
            self.wrong(key, '年度（2019 や "R1"）', value, f"{key} = 2019")
            return default or 0
        year = parse_fiscal_year(value)
        if year is None:
            hint = f'{key} = 2019 や {key} = "R1" のように、{YEARS}を書いてください。'
            self.report("DX206", key, f"{quote(value)}は年度として読めません。", hint)
            return default or 0
        return year

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an ``[[array]]``; [] if it is not there."""
        value = self.take(key)
        if value is None:
            return []
        heading = f"[[{self._way(key)}]]"
        if type(value) is dict:
            message = f"見出し [{self._way(key)}] の角括弧が一重です。"
            self.report("DX201", key, message, f"{heading} と、角括弧を二重にして書いてください。", Part.KEY)
            return []
        if type(value) is not list or not all(type(entry) is dict for entry in value):
            self.wrong(key, f"見出し {heading} ", value, heading)
            return []
        return [Table(entry, self.source.child(key, i), self.findings) for i, entry in enumerate(value)]

    def table(self, key: str) -> Table | None:
        """Return a sub-table; None if it is not there."""
        value = self.take(key)
        if value is None:
            return None
        heading = f"[{self._way(key)}]"
        if type(value) is list and value and all(type(entry) is dict for entry in value):
            where = self.source.child(key, 0)
            message, hint = (
                f"見出し [{heading}] の角括弧が二重です。",
                f"{heading} と、一重にして書いてください。",
            )
            self.findings.append(
                Diagnostic(code="DX201", source=where, message=message, hint=hint, part=Part.KEY)
            )
            return None
        if type(value) is not dict:
            self.wrong(key, f"見出し {heading} ", value, heading)
            return None
        return Table(value, self.source.child(key), self.findings)

    def finish(self, headings: Mapping[str, str] = MappingProxyType({})) -> None:
        """Report every key that nobody asked for, with the known key that was probably meant.

        ``headings`` tells where keys of other tables belong, for those that stand under the wrong heading.
        """
        for key in self.data:
            if key in self._asked:
                continue
            if key in headings:
                message = f"「{key}」は、ここには書けません。"
                hint = f"「{key}」は {headings[key]}に書きます。そこへ移してください。"
            else:
                guess = _nearest(key, self._asked)
                self._forget_missing(guess)
                message = f"{quote(key)}というキーはありません。"
                hint = f"{did_you_mean(key, self._asked)}ここに書けるのは {'、'.join(self._asked)} です。"
            self.report("DX203", key, message, hint, Part.KEY)

    def _forget_missing(self, key: str | None) -> None:
        """Take back that a key is missing: it is there, misspelt."""
        missing = self.source.child(key) if key else None
        self.findings[:] = [f for f in self.findings if f.code != "DX202" or f.source != missing]

    def _way(self, key: str) -> str:
        """Return a sub-table's name as it stands in a heading: ``item.indicator``."""
        return ".".join(step for step in (*self.source.key, key) if isinstance(step, str))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a sentence that names the known word that was probably meant; "" if none is near."""
    nearest = _nearest(word, known)
    return f"「{nearest}」の間違いではありませんか。" if nearest else ""


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)
