"""Numbers in the texts of a list: what each is called, by the words before it, and how it is written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import NumberMention, Reading, YearMention, normal_unit, same_unit
from dxplan.importing.tables import key_of
from dxplan.values.patterns import regex
from dxplan.values.quantities import parse_quantity, quantity_from_number
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.values.quantities import Quantity

#: Where a sentence or a point of a list ends.
_STOP: Final = regex(r"[。\n]|(?:(?<=\s)|^)[・※]")
_LABEL_END: Final = regex(
    r"(?:数|率|額|量|面積|割合|累計|時間|売上|価格|件数|者|企業|整備|開催|研修|社|店|フォロワー|台数|実績|点|度|期間|ビュー|アクセス|」)\Z"
)
_ADVERB: Final = regex(
    r"(?:を|が|は|に|で|も|の|について|については|として|、|，|：|:|\s|年間?|毎年度?|[月年]?平均|延べ|約|累計|[（(]|計|年度末)+\Z"
)
_HEAD: Final = regex(
    r"\A(?:[【\[][^】\]]{1,12}[】\]]|(?:年度?|末)*までに?の?|また|さらに|なお|併せて|あわせて|令和元年度|今年度|本年度|年間|そのうち|[、，\s・:：]|目標)+"
)
_CLAUSE: Final = regex(
    r"(?:により|ことで|ため|とともに|ほか|よう|から|において|における|に対し|ており|し|て)[、，]"
)
#: A year that no word tells to be one but the figure behind it: 「R6 80件、R7：100件」.
_YEAR_BEFORE: Final = regex(r"(?<![A-Za-z0-9])[RHrh](?:元|[0-9]{1,2})(?=[\s:=は]{1,3}(?:約|延べ)?[0-9])")
#: A remark in brackets, behind what it is of.
BRACKET: Final = regex(r"\s*[（(][^（()）]*[)）]")
#: So much more than its year a line has that says only when.
_ONLY_WHEN: Final = 12
PER: Final = regex(r"[/／](?:年度?|月|日|週)間?\Z")
#: What measures how long something takes, and is no figure that is aimed at.
TIMES: Final = frozenset(
    ["年", "年間", "月", "か月", "分", "分間", "秒", "日", "日間", "か年", "期", "次", "歳", "時", "年度"]
)
#: Nouns that a person counts and that a label ends in, looked for where a sentence has no other name of its figure.
COUNTED: Final = regex(
    r"[^\s、。「」（）()]{0,14}(?:件数|者数|回数|アクセス数|登録数|社数|店舗数|売上|面積|割合|率|数)"
)


class Labelled(NamedTuple):
    """A label with its number, as a list has them: 「AI・IoT技術移転数：5件」."""

    label: str
    number: NumberMention
    text: str
    colon: bool
    end: bool
    dated: tuple[YearMention, ...]


def pieces(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where each sentence and each point of a list begins and ends."""
    start = 0
    for match in _STOP.finditer(reading.text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    yield start, len(reading.text)


def labelled(reading: Reading, first: int = 0) -> Iterator[Labelled]:
    """Yield the numbers of a text that stand right behind a label; see ``when_of`` for ``first``."""
    for start, end in pieces(reading):
        numbers = [n for n in reading.numbers if start <= n.start < end]
        begin = start
        for n in numbers:
            left = reading.text[after_year(reading, begin, n.start) : n.start]
            named = [y for y in years_of(reading) if begin <= y.start < n.start]
            if named and not bare(left):
                left = reading.text[begin : named[0].start]  # 「公開データ数：R6 80件」
            behind = reading.text[n.end : end]
            tail = regex(r"\s*[（(](?P<in>[^（()）]*)[)）]").match(behind)
            after = n.end + (tail.end() if tail else 0)
            dated = when_of(reading, start, begin, n, first)
            colon = regex(r"[:：]\s*(?:年間?|約)?\s*\Z").search(left) is not None
            spaced = regex(r"[\s\u3000](?:年間?|約|延べ)?\s*\Z").search(left) is not None
            label = label_before(left)
            last = label.rpartition(" ")[2]
            if colon and _LABEL_END.search(last) and is_name(last):
                label = last
            label = regex(r"\A[ア-ンa-zA-Z0-9][.．)）]\s*").sub("", label)
            rest = reading.text[after:end]
            ends = regex(r"\s*(?:\Z|[・※]|[\s、](?=\S))").match(rest) is not None
            if label and (colon or spaced or _LABEL_END.search(label)):
                yield Labelled(
                    label, n, reading.text[begin:after].strip(), colon or spaced, ends, tuple(dated)
                )
            begin = after


def after_year(reading: Reading, begin: int, end: int) -> int:
    """Return where the words begin that stand behind the last year between two places: a year is no part of a name."""
    return max((y.end for y in years_of(reading) if begin <= y.start < end), default=begin)


def years_of(reading: Reading) -> list[YearMention]:
    """Return the years that a text names; in a list of figures ``R7`` right before one is a year too."""
    found = [*reading.years]
    for match in _YEAR_BEFORE.finditer(reading.folded):
        year = parse_fiscal_year(match[0].upper())
        if year is not None and not any(
            each.start < match.end() and match.start() < each.end for each in found
        ):
            found.append(YearMention(match.start(), match.end(), match[0], year, year))
    return sorted(found)


def when_of(
    reading: Reading, start: int, begin: int, number: NumberMention, first: int = 0
) -> list[YearMention]:
    """Return the years that say when a number is of, none where nothing says it.

    That is the year in brackets behind it; without one those between ``begin`` and the number; then the last one since
    ``start``, where its sentence begins; then that of a line of its own over the sentence, or of a note below it. A
    target is of no year before ``first`` that does not stand beside it.
    """
    years = years_of(reading)
    behind = BRACKET.match(reading.text, number.end)
    if behind and not any(number.end <= n.start < behind.end() for n in reading.numbers):
        inside = [y for y in years if number.end <= y.start < behind.end()]
        if inside:
            return inside
    local = [y for y in years if begin <= y.start < number.start]
    if local:
        return local
    brackets = [match.span() for match in BRACKET.finditer(reading.text, start, number.start)]
    carried = [
        y
        for y in years
        if start <= y.start < begin
        and y.as_fiscal_year >= first
        and not any(left < y.start < right for left, right in brackets)
    ]
    return carried[-1:] or _of_line(reading, years, start)


def _of_line(reading: Reading, years: Sequence[YearMention], start: int) -> list[YearMention]:
    """Return the year of the last line before a sentence that says only when, or else of a note at the end."""
    found: list[YearMention] = []
    for begin, end in pieces(reading):
        inside = [y for y in years if begin <= y.start < end]
        numbers = any(begin <= n.start < end for n in reading.numbers)
        if len(inside) != 1 or numbers:
            continue
        rest = end - begin - (inside[0].end - inside[0].start)
        if begin < start and rest <= _ONLY_WHEN:
            found = inside
        elif begin > start and not found and regex(r"目標").search(reading.text, begin, end):
            return inside
    return found


def label_before(left: str) -> str:
    """Return what names a number, of the words before it."""
    words = bare(regex(r"\A.*[。\n]", 16).sub("", left))
    cut = [match.end() for match in _CLAUSE.finditer(words)]
    return bare(words[cut[-1] :] if cut else words)


def bare(words: str) -> str:
    words = regex(r"\s+").sub(" ", words).strip()
    before = ""
    while before != words:
        before = words
        words = _ADVERB.sub("", _HEAD.sub("", words)).strip()
    if words.count("（") > words.count("）") or words.count("(") > words.count(")"):
        words = words.replace("（", " ").replace("(", " ").strip()
    return words.lstrip("）)」】 ").strip()


def is_name(label: str) -> bool:
    return 1 < len(label) <= 40 and not regex(
        r"\A(?:を|うち)|[。]|(?:する|した|して|ため|など|こと)\Z"
    ).search(label)


def alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if not one or not other:
        return False
    return same_unit(one, other)


def likeness(name: str, label: str) -> float:
    """Return how much of a name stands in a label, by pairs of letters; 1 is all of it."""
    one, other = key_of(name), key_of(label)
    pairs = {one[n : n + 2] for n in range(len(one) - 1)}
    others = {other[n : n + 2] for n in range(len(other) - 1)}
    if not pairs or not others:
        return 0.0
    return len(pairs & others) / min(len(pairs), len(others))


def written_unit(number: NumberMention) -> str:
    """Return the unit of a number in the letters of the document."""
    written = regex(r"[^0-9０-９,，.．兆億万千百約]{1,12}").findall(PER.sub("", number.text))
    for word in reversed(written):
        if normal_unit(word) == number.unit:
            return "%" if word == "％" else str(word)
    return number.unit


def quantity_of(number: NumberMention) -> Quantity | None:
    """Return a number as the document writes it, without its unit where that is told beside it."""
    written = PER.sub("", number.text).strip()
    plain = (
        regex(r"[0-9０-９,，.．]+").fullmatch(regex(r"\D+\Z").sub("", written)) if not number.bound else None
    )
    if (
        plain
        and not number.approximate
        and Decimal(plain[0].replace(",", "").replace("，", "")) == number.value
    ):
        return quantity_from_number(number.value)
    text = written
    unit = number.unit
    for suffix in ("以上", "以下", "以内", "未満", "超", ""):
        stem = text.removesuffix(suffix)
        if text.endswith(suffix) and unit not in ("", "%") and stem.endswith(unit):
            text = stem.removesuffix(unit) + suffix
            break
    quantity = parse_quantity(text, unit)
    if quantity is None or quantity.value != number.value:
        quantity = parse_quantity(number.text, unit)
    if quantity is not None and quantity.value == number.value:
        return quantity
    return quantity_from_number(number.value) if number.exact else None
