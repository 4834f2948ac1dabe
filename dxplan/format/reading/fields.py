"""One block of TOML on its way into the model: values by its declaration, or a finding and a harmless stand-in.

Reading goes on after a finding, so that all of them are reported at once.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dxplan.model.findings import Diagnostic, Part
from dxplan.model.own import MONEY_UNITS
from dxplan.values.patterns import regex
from dxplan.values.years import FIRST, LAST, parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from dxplan.format.blocks import Block, Key
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
_ID: Final = regex(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LINK: Final = regex(r"https?://[^\s\x00-\x1f\x7f<>\"\\]+", re.IGNORECASE)
_COLOUR: Final = regex(r"[0-9A-Fa-f]{6}")
#: Digits behind the point of a percentage.
_PLACES: Final = 6


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


class Fields:
    """The keys of one block as written. ``finish`` reports those that the block does not have."""

    __slots__ = ("block", "data", "findings", "source")

    def __init__(
        self, data: dict[str, Any], source: Source, findings: list[Diagnostic], block: Block
    ) -> None:
        self.data = data
        self.source = source
        self.findings = findings
        self.block = block

    def values(self, **examples: str) -> dict[str, Any]:
        """Return every value that is a field of the model, by its name there.

        Reports the keys that must be there and are not, with the ``examples`` where those declared would mislead.
        """
        keys, found = self.block.keys, dict(self.block.defaults)
        for name, value in self.data.items():
            key = keys.get(name)
            if key is not None and key.field:
                found[key.field] = _READERS[key.shape](self, key, value)
        for key in self.block.required:
            if key.name not in self.data:
                self.missing(key.name, examples.get(key.name, ""))
        return found

    def value(self, name: str) -> Any:  # noqa: ANN401 - what the shape of the key gives
        """Return one value as its declaration says, its default if it is not there."""
        key = self.block.keys[name]
        value = self.data.get(name)
        return key.default if value is None else _READERS[key.shape](self, key, value)

    def word(self, name: str, words: Mapping[str, Meaning]) -> Meaning | None:
        """Return what one of the words stands for that this plan has for a key; None if it is not there."""
        value = self.data.get(name)
        return None if value is None else self.one_of(name, value, words, {})

    def report(self, code: str, key: str | None, message: str, hint: str, part: Part = Part.VALUE) -> None:
        """Add a finding about one key of this block, or about the block itself."""
        source = self.source if key is None else self.source.child(key)
        self.findings.append(Diagnostic(code=code, source=source, message=message, hint=hint, part=part))

    def missing(self, name: str, example: str = "") -> None:
        """Report a key that must be there."""
        wanted = example or self.block.keys[name].example
        self.report("DX202", name, f"「{name}」がありません。", f"{wanted} を書き足してください。", Part.KEY)

    def wrong(self, name: str, wanted: str, value: object, example: str = "") -> None:
        """Report a value of the wrong kind."""
        message = f"「{name}」は{wanted}で書きますが、{kind_name(value)}が書いてあります。"
        hint = f"{example or self.block.keys[name].example} のように書いてください。"
        self.report("DX201", name, message, hint)

    def one_of(
        self, name: str, value: object, words: Mapping[str, Meaning], labels: Mapping[str, str]
    ) -> Meaning | None:
        """Return what a word stands for; None with a finding if it is none of the words."""
        if type(value) is not str:
            self.wrong(name, _TEXT, value, f'{name} = "{next(iter(words))}"')
        elif value not in words:
            listed = "、".join(
                f'"{word}"（{labels[word]}）' if word in labels else f'"{word}"' for word in words
            )
            hint = f"{did_you_mean(value, words)}{listed} のどれかを書いてください。"
            self.report("DX204", name, f"「{name}」に{quote(value)}は使えません。", hint)
        else:
            return words[value]
        return None

    def tables(self, name: str) -> list[Fields]:
        """Return the blocks of an ``[[array]]``; [] if it is not there."""
        value = self.data.get(name)
        inner = self.block.keys[name].block
        if value is None or inner is None:
            return []
        heading = f"[[{self._way(name)}]]"
        if type(value) is dict:
            message = f"見出し [{self._way(name)}] の角括弧が一重です。"
            self.report("DX201", name, message, f"{heading} と、角括弧を二重にして書いてください。", Part.KEY)
            return []
        if type(value) is not list or not all(type(entry) is dict for entry in value):
            self.wrong(name, f"見出し {heading} ", value, heading)
            return []
        source = self.source
        return [Fields(entry, source.child(name, i), self.findings, inner) for i, entry in enumerate(value)]

    def table(self, name: str, inner: Block | None = None) -> Fields | None:
        """Return a block within this, by default the declared one; None if it is not there."""
        value = self.data.get(name)
        if value is None:
            return None
        heading = f"[{self._way(name)}]"
        if type(value) is list and value and all(type(entry) is dict for entry in value):
            where = self.source.child(name, 0)
            message = f"見出し [{heading}] の角括弧が二重です。"
            hint = f"{heading} と、一重にして書いてください。"
            self.findings.append(
                Diagnostic(code="DX201", source=where, message=message, hint=hint, part=Part.KEY)
            )
            return None
        if type(value) is not dict:
            self.wrong(name, f"見出し {heading} ", value, heading)
            return None
        of = inner or self.block.keys[name].block
        return None if of is None else Fields(value, self.source.child(name), self.findings, of)

    def by_year(self, name: str, values: Mapping[str, Any], example: str) -> Iterator[tuple[int, str]]:
        """Yield each fiscal year of the table at a key, and how it is written there; ``example`` is for hints."""
        years: dict[int, str] = {}
        for written in values:
            year, where = parse_fiscal_year(written), self.source.child(name, written)
            if year is None:
                code, message = "DX206", f"{quote(written)}は年度として読めません。"
                hint = f"{example} のように、{YEARS}を書いてください。"
            elif year in years:
                code, message = (
                    "DX211",
                    f"{quote(years[year])}と{quote(written)}は同じ年度（{year}年度）です。",
                )
                hint = "どちらかを消してください。"
            else:
                years[year] = written
                yield year, written
                continue
            self.findings.append(
                Diagnostic(code=code, source=where, message=message, hint=hint, part=Part.KEY)
            )

    def finish(self) -> None:
        """Report every key that the block does not have: where it belongs, or which key was probably meant."""
        keys = self.block.keys
        if self.data.keys() <= keys.keys():
            return
        from dxplan.format.places import place_of  # a sound plan never needs it

        for name, value in self.data.items():
            if name in keys:
                continue
            guess = _nearest(name, keys)
            elsewhere = place_of(name, value, self.block, sure=guess is None)
            if elsewhere:
                message = f"「{name}」は、ここには書けません。"
                hint = f"「{name}」は {elsewhere}。そこへ移してください。"
            else:
                self._forget_missing(guess)
                message = f"{quote(name)}というキーはありません。"
                hint = f"{did_you_mean(name, keys)}ここに書けるのは {'、'.join(keys)} です。"
            self.report("DX203", name, message, hint, Part.KEY)

    def _forget_missing(self, name: str | None) -> None:
        """Take back that a key is missing: it is there, misspelt."""
        missing = self.source.child(name) if name else None
        self.findings[:] = [f for f in self.findings if f.code != "DX202" or f.source != missing]

    def _way(self, name: str) -> str:
        """Return the name of a block within this as it stands in a heading: ``item.indicator``."""
        return ".".join(step for step in (*self.source.key, name) if isinstance(step, str))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a sentence that names the known word that was probably meant; "" if none is near."""
    nearest = _nearest(word, known)
    return f"「{nearest}」の間違いではありませんか。" if nearest else ""


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


def _text(fields: Fields, key: Key, value: Any) -> str | None:  # noqa: ANN401 - any TOML value, as below
    """Return a text with LF line ends, without blanks around it."""
    if type(value) is not str:
        fields.wrong(key.name, _TEXT, value)
        return key.default if key.default is None else ""
    stripped = value.replace("\r\n", "\n").strip()
    if not stripped:
        ending = "のように書いてください。" if key.required else "のように書くか、この行を消してください。"
        fields.report("DX205", key.name, f"「{key.name}」が空です。", f"{key.example} {ending}")
    return stripped


def _id(fields: Fields, key: Key, value: Any) -> str:  # noqa: ANN401
    """Return lower-case letters, digits, hyphens."""
    text = _text(fields, key, value)
    if text and not _ID.fullmatch(text):
        message = f"id{quote(text)}に使えない文字があります。"
        folded = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", text).lower()).strip("-")
        example = f'id = "{folded or key.examples[0]}"'
        hint = f"{example} のように、半角の英小文字・数字・ハイフンで書いてください。"
        fields.report("DX209", "id", message, hint)
        return ""
    return text or ""


def _colour(fields: Fields, key: Key, value: Any) -> str:  # noqa: ANN401
    """Return RRGGBB."""
    text = _text(fields, key, value)
    if text and not _COLOUR.fullmatch(text):
        hint = f"{key.example} のように、RRGGBB の6桁で書いてください。"
        fields.report("DX204", key.name, f"{quote(text)}は色として読めません。", hint)
        return ""
    return text or ""


def _texts(fields: Fields, key: Key, value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return texts with LF line ends, without blanks around them."""
    name = key.name
    if type(value) is not list:
        fields.wrong(name, " [ ] で囲んだ文字の並び", value)
        return ()
    if (key.required or key.least) and not value:
        fields.report("DX205", name, f"「{name}」が空です。", f"{key.example} のように書いてください。")
    texts = []
    for index, entry in enumerate(value):
        if type(entry) is str and (stripped := entry.strip()):
            texts.append(stripped.replace("\r\n", "\n"))
            continue
        if type(entry) is str:
            code, message, hint = (
                "DX205",
                f"「{name}」の{index + 1}番目が空です。",
                '文を書くか、"" を消してください。',
            )
        else:
            message = (
                f"「{name}」の{index + 1}番目は{_TEXT}で書きますが、{kind_name(entry)}が書いてあります。"
            )
            code, hint = "DX201", f"{key.example} のように書いてください。"
        where = fields.source.child(name, index)
        fields.findings.append(Diagnostic(code=code, source=where, message=message, hint=hint))
    return tuple(texts)


def _text_or_texts(fields: Fields, key: Key, value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return one text, or several."""
    if type(value) is list:
        return _texts(fields, key._replace(shape="texts"), value)
    return (_text(fields, key, value) or "",)


def _choice(fields: Fields, key: Key, value: Any) -> Any:  # noqa: ANN401
    found = fields.one_of(key.name, value, key.choices, key.labels)
    return key.default if found is None else found


def _boolean(fields: Fields, key: Key, value: Any) -> bool | None:  # noqa: ANN401
    if type(value) is bool:
        return value
    fields.wrong(key.name, " true（はい）か false（いいえ）", value)
    return key.default  # type: ignore[no-any-return] # declared as bool or None


def _integer(fields: Fields, key: Key, value: Any) -> int | None:  # noqa: ANN401
    if type(value) is not int:
        fields.wrong(key.name, "整数", value)
    elif not key.low <= value <= key.high:
        message = f"「{key.name}」に書けるのは{key.low}から{key.high}までの整数です。"
        fields.report("DX204", key.name, message, f"{key.example} のように書いてください。")
    else:
        return value
    return key.default  # type: ignore[no-any-return] # declared as int or None


def _number(fields: Fields, key: Key, value: Any) -> Decimal | None:  # noqa: ANN401
    if type(value) is not int and type(value) is not Decimal:
        fields.wrong(key.name, "数", value)
    elif not Decimal(value).is_finite() or not key.low <= value <= key.high:
        message = f"「{key.name}」に書けるのは{key.low}から{key.high}までの数です。"
        fields.report("DX204", key.name, message, f"{key.example} のように書いてください。")
    else:
        return Decimal(value)
    return key.default  # type: ignore[no-any-return] # declared as Decimal or None


def _percent(fields: Fields, key: Key, value: Any) -> Decimal | None:  # noqa: ANN401
    """Return a percentage of so many digits that no rate is held against more."""
    number = _number(fields, key, value)
    exponent = number.as_tuple().exponent if number is not None else 0
    if number is not None and isinstance(exponent, int) and exponent < -_PLACES:
        hint = f"{key.name} = 99.5 のように書いてください。"
        fields.report("DX204", key.name, f"「{key.name}」に書ける小数は{_PLACES}桁までです。", hint)
        return round(number, _PLACES)
    return number


def _amount(fields: Fields, key: Key, value: Any) -> Decimal | None:  # noqa: ANN401
    """Return an exact number in the unit of the key; money may be written in another unit of money."""
    from dxplan.values.amounts import (
        bare_amount,
        parse_amount,
    )  # plans without fields of their own never need it

    if type(value) is int or type(value) is Decimal:
        amount = bare_amount(value)
    elif type(value) is str:
        amount = parse_amount(value, key.unit, MONEY_UNITS if key.shape == "money" else {})
    else:
        fields.wrong(key.name, "数", value)
        return None
    if amount is None:
        message = f"{quote(value)}を{f'{key.unit}の' if key.unit else ''}数として読めません。"
        other = ' や "120万円"' if key.shape == "money" else ""
        hint = f'{key.name} = 1200、"1,200{key.unit}"{other} のように、一つの正確な数を書いてください。'
        fields.report("DX207", key.name, message, hint)
    return amount


def _date(fields: Fields, key: Key, value: Any) -> date | None:  # noqa: ANN401
    """Return a day, as TOML has it or as people write it."""
    from datetime import date

    from dxplan.values.dates import parse_date

    if type(value) is date:
        return value
    hint = f'{key.name} = 2026-03-31 や {key.name} = "R8.3.31"、"令和8年3月31日" のように書いてください。'
    if type(value) is not str:
        message = f"「{key.name}」は日付で書きますが、{kind_name(value)}が書いてあります。"
        fields.report("DX201", key.name, message, hint)
        return None
    day = parse_date(value)
    if day is None:
        fields.report("DX204", key.name, f"{quote(value)}は日付として読めません。", hint)
    return day


def _link(fields: Fields, key: Key, value: Any) -> str | None:  # noqa: ANN401
    """Return an address on the web; nothing else may be opened from a handout."""
    text = _text(fields, key, value)
    if text and not _LINK.fullmatch(text):
        message = f"{quote(text)}はウェブの住所として読めません。"
        hint = f"{key.example} のように、https:// か http:// から、空白を入れずに書いてください。"
        fields.report("DX204", key.name, message, hint)
        return None
    return text or None


def _year(fields: Fields, key: Key, value: Any) -> int:  # noqa: ANN401
    """Return a fiscal year as western year; 0 if it is none."""
    if type(value) not in (int, str):
        fields.wrong(key.name, '年度（2019 や "R1"）', value)
        return 0
    year = parse_fiscal_year(value)
    if year is None:
        hint = f'{key.name} = 2019 や {key.name} = "R1" のように、{YEARS}を書いてください。'
        fields.report("DX206", key.name, f"{quote(value)}は年度として読めません。", hint)
    return year or 0


_READERS: Final[Mapping[str, Callable[[Fields, Key, Any], Any]]] = {
    **dict.fromkeys(("text", "code", "half", "rate", "handout"), _text),
    **dict.fromkeys(("texts", "years", "handouts", "codes"), _texts),
    "id": _id,
    "colour": _colour,
    "names": _text_or_texts,
    "choice": _choice,
    "boolean": _boolean,
    "integer": _integer,
    "count": _integer,
    "number": _number,
    "percent": _percent,
    **dict.fromkeys(("amount", "money"), _amount),
    "date": _date,
    "link": _link,
    "year": _year,
}
