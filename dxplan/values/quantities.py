"""Quantities as handouts print them: ``26億2,652万円``, ``約50万``, ``▲3``, ``99%以上``, ``5%増``, ``3（累計4）``.

What was written is what is printed; what it means, an exact decimal, is what is compared.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, Inexact, Overflow
from enum import Enum
from typing import Final, NamedTuple

#: Digits before and behind the point that a quantity may have. More is no figure of an action plan, and
#: printing 1e999999999 would fill the memory.
MAX_DIGITS: Final = 24

#: What a percentage goes up or down by, in the unit itself: from 50 % to 55 %.
POINTS: Final = "ポイント"
#: Ways to write it, behind the number.
_POINTS: Final = re.compile(r"\A(?:%|パーセント)?(?:ポイント|pt)(?=(?:以上)?[増減]\Z)", re.IGNORECASE)
#: 5%以上増 asks what 5%増 asks.
_AT_LEAST_CHANGE: Final = re.compile(r"以上の?([増減])\Z")
#: Sums and products of quantities are exact in this context; were one not, it would raise, never round.
#: The longest is growth in percent (two quantities multiplied, a third added) against a quotient's count.
EXACT: Final = Context(prec=8 * MAX_DIGITS, traps=[Inexact, Overflow])


class Form(Enum):
    """What a quantity asks for; the value is the word written behind the number."""

    PLAIN = ""
    AT_LEAST = "以上"
    AT_MOST = "以下"
    MORE = "超"
    LESS = "未満"
    INCREASE = "増"
    DECREASE = "減"
    TIMES = "倍"
    RANGE = "〜"
    ALL = "全件"


_RELATIVE: Final = frozenset({Form.INCREASE, Form.DECREASE, Form.TIMES})


class Quantity(NamedTuple):
    """A number with what was written around it.

    ``text`` is what was written, ``unit`` the unit written in it (``""`` if none was), ``value`` the exact
    meaning, ``high`` the upper end of a range. ``note`` is what stands in brackets behind it, brackets included
    (``（R5.12〜）``), ``running`` the total that a note gives (``（累計4）``).
    """

    text: str
    value: Decimal
    unit: str = ""
    form: Form = Form.PLAIN
    high: Decimal | None = None
    note: str = ""
    running: Decimal | None = None

    @property
    def relative(self) -> bool:
        """Whether it means something only beside a base value (``5%増``, ``2倍``)."""
        return self.form in _RELATIVE

    def show(self, unit: str) -> str:
        """Return it as handouts print it, with the indicator's ``unit`` where the text has none of its own."""
        if self.unit or self.form in (Form.ALL, Form.TIMES):
            return self.text
        if fold(unit) == "%" and self.form in (Form.INCREASE, Form.DECREASE):
            unit = POINTS  # 「5%増」 would be five percent of the base value
        word = "" if self.form is Form.RANGE else self.form.value
        if not self.note:
            return f"{self.text.removesuffix(word)}{unit}{word}"
        number, note = self.text.removesuffix(self.note).rstrip(), self.note
        if self.running is not None and not fold(note[:-1]).endswith(fold(unit)):
            note = f"{note[:-1].rstrip()}{unit}{note[-1]}"
        return f"{number.removesuffix(word)}{unit}{word}{note}"


_SHARES: Final = {"%": Decimal(100), "‰": Decimal(1000)}
#: 人口10万人当たり, /千人: for how many of the denominator a quotient in such a unit is.
_PER: Final = re.compile(r"/(?:人口)?([0-9,百千万億]+)|([0-9,百千万億]+)[^0-9,百千万億/]{0,9}[当あ]たり")


def factor_of(unit: str) -> Decimal:
    """Return what a quotient of counts is multiplied by to stand in a unit: 100 for %, 100,000 for 件/10万人, else 1."""
    folded = fold(unit)
    if folded in _SHARES:
        return _SHARES[folded]
    found = _PER.search(folded)
    scale = (found[1] or found[2]) if found else ""
    number = _NUMBER.match(scale if scale[:1].isdecimal() else f"1{scale}")
    return (_number_value(number[2]) if number else None) or Decimal(1)


_MYRIADS: Final = {"兆": 12, "億": 8, "万": 4, "": 0}
_TENS: Final = {"千": 3, "百": 2, "": 0}
_FORMS: Final = {form.value: form for form in Form if form not in (Form.PLAIN, Form.RANGE, Form.ALL)}
_ALL_WORDS: Final = frozenset({"全件", "全て", "すべて", "全数", "全部"})
_PART = r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(千|百)?(兆|億|万)?"
_NUMBER = re.compile(rf"(?:約|およそ|概ね|おおむね)?([▲△−+-])?((?:{_PART})+)")
_TAIL = re.compile(rf"(?P<unit>.*?)(?:強|弱|余り?)?(?P<form>{'|'.join(_FORMS)})?")
_RANGE_SIGN = re.compile(r"[~〜]")
_OPENING, _CLOSING = ("(", "（"), (")", "）")
_RUNNING = re.compile(r"累[計積][:は]?(?P<total>.+)")
# (1), （注２）, （※）, （①）: marks of a footnote, not words about the number.
_FOOTNOTE = re.compile(r"(?:脚?注|※|\*|†)?[0-9.,]*|[a-zA-Z]")
# 「8月頃確定」, 「3月末」: when a value will be there, and no value.
_WHEN = re.compile(r"(?:年度?|月|日)(?:頃|ごろ|末|中|上旬|中旬|下旬|以降|に?(?:確定|公表|判明|予定|見込)).*")
# The 千 of the unit 千円, the 百万 of 百万円.
_UNIT_SCALE = re.compile(r"(千|百)?(兆|億|万)?")


def quantity_from_number(value: int | Decimal) -> Quantity | None:
    """Return the quantity of a bare TOML number, printed with thousands separators; None if out of bounds."""
    exact = Decimal(value)
    if not _bounded(exact):
        return None
    return Quantity(text=f"{exact:,f}", value=exact)


def parse_quantity(text: str, unit: str = "") -> Quantity | None:
    """Read a quantity as people write it; None if it cannot be read.

    ``unit`` is the indicator's: ``61,552,998千円`` with unit ``千円`` means 61,552,998, with unit ``円`` a
    thousand times as much. Words in brackets at the end are a note, unless the unit itself ends in them.
    """
    if _marked(text):
        return None
    written = text.rstrip()
    if written.endswith(_CLOSING) and (noted := _parse_noted(written, unit)):
        return noted
    return _parse_bare(text, unit)


def _parse_noted(written: str, unit: str) -> Quantity | None:
    """Read a quantity with a note behind it; None if what stands in the brackets is no note."""
    start = max(written.rfind(opening) for opening in _OPENING)
    note = written[max(start, 0) :]
    inside = fold(note)[1:-1]
    if start < 1 or _FOOTNOTE.fullmatch(inside) or (unit and fold(written).endswith(fold(unit))):
        return None
    quantity = _parse_bare(written[:start], unit)
    if quantity is None or ("(" in quantity.unit and quantity.unit != fold(unit)):
        return None
    quantity = quantity._replace(text=written.lstrip(), note=note)
    total = _RUNNING.fullmatch(inside)
    if total is None:
        return quantity
    running = _parse_single(total["total"], total["total"], fold(unit))
    if running is None:  # 「累計見込」 tells no total; a total that cannot be read is a slip
        return None if any(map(str.isdigit, inside)) else quantity
    if running.form is not Form.PLAIN or quantity.form in (*_RELATIVE, Form.RANGE, Form.ALL):
        return None
    if running.unit not in ("", quantity.unit, fold(unit)):
        return None
    return quantity._replace(running=running.value)


def _parse_bare(text: str, unit: str) -> Quantity | None:
    """Read a quantity without a note."""
    folded = fold(text)
    if folded in _ALL_WORDS:
        return Quantity(text=text.strip(), value=Decimal(100), form=Form.ALL)
    ends = _RANGE_SIGN.split(folded)
    if len(ends) == 2:
        return _parse_range(text.strip(), ends[0], ends[1], unit)
    return _parse_single(text.strip(), folded, fold(unit))


def fold(text: str) -> str:
    """Return a text without blanks and width: ``１，２００ 件`` as ``1,200件``."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _marked(text: str) -> bool:
    """Return whether a footnote mark or a power (``200¹``, ``50万①``) would fold into digits of the number.

    In units (``m²``, ``CO₂``) they stand behind a letter and do no harm.
    """
    before = ""
    for character in text:
        folded = unicodedata.normalize("NFKC", character)
        if (
            folded[:1].isdecimal()
            and not character.isdecimal()
            and not (before.isascii() and before.isalpha())
        ):
            return True
        before = folded[-1:]
    return False


def _parse_range(text: str, low_text: str, high_text: str, unit: str) -> Quantity | None:
    low, high = (_parse_single(end, end, fold(unit)) for end in (low_text, high_text))
    if low is None or high is None or low.form is not Form.PLAIN or high.form is not Form.PLAIN:
        return None
    if low.value > high.value or (low.unit and low.unit != high.unit):
        return None
    # 「5〜10万」 may mean 5 or 50,000; 「9,000〜1万」 can mean only one thing.
    scale = 0 if _scale(low_text) else _scale(high_text)
    if scale and low.value and low.value.scaleb(scale, EXACT) <= high.value:
        return None
    return Quantity(text=text, value=low.value, unit=high.unit, form=Form.RANGE, high=high.value)


def _scale(folded: str) -> int:
    """Return the power of ten of the last 万, 千 and so on of a number."""
    match = _NUMBER.match(folded)
    return _power(*re.findall(_PART, match[2])[-1][2:]) if match else 0


def _power(ten: str, myriad: str) -> int:
    return _TENS[ten] + _MYRIADS[myriad]


def _parse_single(text: str, folded: str, unit: str) -> Quantity | None:
    match = _NUMBER.match(folded)
    if match is None:
        return None
    digits, rest = match[2], folded[match.end() :]
    value = _number_value(digits)
    if value is None:
        return None
    # 「61,552,998千円」 with unit 千円: the 千 belongs to the unit; 「26億2,652万円」 is 262,652 times 万円.
    scale = _UNIT_SCALE.match(unit)
    doubtful = bool(scale and scale[0] and digits.endswith(scale[0]))
    if scale and doubtful and rest.startswith(unit[scale.end() :]):
        doubtful, rest = False, scale[0] + rest
        value = EXACT.add(0, value.scaleb(-_power(scale[1] or "", scale[2] or ""), EXACT).normalize(EXACT))
    rest = _POINTS.sub(POINTS, rest, count=1)
    tail = _TAIL.fullmatch(_AT_LEAST_CHANGE.sub(r"\1", rest))
    # 「3千」 with unit 千円 may mean 3 or 3,000 of them.
    if doubtful and tail and not tail["unit"]:
        return None
    # A digit left behind is a slip (1,20), unless it is the unit's own (m2).
    if tail is None or (tail["unit"] != unit and any(character.isdigit() for character in tail["unit"])):
        return None
    if tail["unit"] != unit and _WHEN.fullmatch(tail["unit"]):
        return None
    if match[1] in ("▲", "△", "−", "-"):
        value = -value
    form = _FORMS.get(tail["form"] or "", Form.PLAIN)
    return Quantity(text=text, value=value, unit=tail["unit"], form=form)


def _number_value(digits: str) -> Decimal | None:
    """Return the value of ``26億2,652万``; None if its myriads do not descend."""
    total, last = Decimal(0), 99
    for whole, fraction, ten, myriad in re.findall(_PART, digits):
        power = _power(ten, myriad)
        figures = whole.replace(",", "") + fraction
        if power >= last or len(figures) > MAX_DIGITS:
            return None
        total = EXACT.add(total, Decimal(figures).scaleb(power, EXACT))
        last = power
    return total if _bounded(total) else None


def _bounded(value: Decimal) -> bool:
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MAX_DIGITS and value.adjusted() < MAX_DIGITS
