"""Quantities as handouts print them: ``26億2,652万円``, ``約50万``, ``▲3``, ``99%以上``, ``5%増``, ``3（累計4）``.

What was written is what is printed; what it means, an exact decimal, is what is compared.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, Inexact, Overflow
from enum import Enum
from typing import Final, cast

from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

#: Digits before and behind the point that a quantity may have. More is no figure of an action plan, and
#: printing 1e999999999 would fill the memory.
MAX_DIGITS: Final = 24

#: What a percentage goes up or down by, in the unit itself: from 50 % to 55 %.
POINTS: Final = "ポイント"
_CHANGES: Final = "増加|減少|上昇|向上|低下|削減|短縮|[増減]"
_CHANGE_LETTERS: Final = frozenset("増減昇向低削短")
#: Ways to write it, behind the number.
_POINTS: Final = regex(rf"\A(?:%|パーセント)?(?:ポイント|pt)(?=(?:以上)?の?(?:{_CHANGES}))", re.IGNORECASE)
#: 5%以上増, 5%増以上 and 5%の増 ask what 5%増 asks.
_PLAIN_CHANGE: Final = regex(rf"(?:以上)?の?({_CHANGES})(?:以上)?\Z")
#: Sums and products of quantities are exact in this context; were one not, it would raise, never round.
#: The longest is growth in percent (two quantities multiplied, a third added) against a quotient's count.
EXACT: Final = Context(prec=8 * MAX_DIGITS, traps=[Inexact, Overflow])


_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_TENTH: Final = Decimal("0.1")
#: As near as a quotient is told where it ends nowhere.
_NEAR: Final = Context(prec=MAX_DIGITS)


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
    ZERO = "ゼロ"
    KEEP = "維持"
    RISE = "増加"
    FALL = "減少"
    BASE_OR_MORE = "基準値以上"
    BASE_OR_LESS = "基準値以下"


class Origin(Enum):
    """What a relative quantity is held against; the value is the word for it."""

    BASE = "基準値"
    LAST_YEAR = "前年度"


#: What the base value itself is asked of, in a word without a number.
_OF_BASE: Final = {
    **dict.fromkeys(("維持", "現状", "現状値", "現状維持", "現状値維持", "基準値", "基準値維持"), Form.KEEP),
    **dict.fromkeys(("維持・向上", "維持又は向上", "維持または向上", "維持もしくは向上"), Form.KEEP),
    **dict.fromkeys(("増加", "基準値より増加", "現状より増加", "基準値超"), Form.RISE),
    **dict.fromkeys(("減少", "基準値より減少", "現状より減少", "基準値未満"), Form.FALL),
    **dict.fromkeys(
        ("基準値以上", "現状以上", "現状値以上", "現状維持以上", "基準年以上", "基準年度以上"),
        Form.BASE_OR_MORE,
    ),
    **dict.fromkeys(
        ("基準値以下", "現状以下", "現状値以下", "基準年以下", "基準年度以下"), Form.BASE_OR_LESS
    ),
}
#: Forms that mean something only beside a base value.
_RELATIVE: Final = frozenset({Form.INCREASE, Form.DECREASE, Form.TIMES, *_OF_BASE.values()})
#: Forms that are printed as they were written, without a unit.
_VERBATIM: Final = frozenset({Form.ALL, Form.ZERO, Form.TIMES, *_OF_BASE.values()})


#: The unit of a place among others; the better place has the smaller number.
RANK: Final = "位"
#: What is asked of its number: 10位以上 is the tenth place or a better one.
_OF_RANK: Final = {
    Form.AT_LEAST: Form.AT_MOST,
    Form.MORE: Form.LESS,
    Form.INCREASE: Form.DECREASE,
    Form.DECREASE: Form.INCREASE,
    Form.RISE: Form.FALL,
    Form.BASE_OR_MORE: Form.BASE_OR_LESS,
}


class Ratio(NamedTuple):
    """A quotient kept as its counts: 3,123 of 3,367. Its value is the quotient times ``factor``, 100 being percent."""

    numerator: Decimal
    denominator: Decimal
    factor: Decimal = Decimal(100)

    @property
    def fraction(self) -> tuple[Decimal, Decimal]:
        """What it is exactly: the numerator times the factor, and what that is divided by."""
        return EXACT.multiply(self.numerator, self.factor), self.denominator


class Quantity(NamedTuple):
    """A number with what was written around it.

    ``text`` is what was written, ``unit`` the unit written in it (``""`` if none was), ``value`` the exact
    meaning, ``high`` the upper end of a range, ``open_ends`` whether its lower and its upper end are outside it
    (``18超22未満``). ``note`` is what stands in brackets behind it, brackets included
    (``（R5.12〜）``), ``running`` the total that a note gives (``（累計4）``). ``origin`` tells what a relative quantity is
    held against, ``total`` that it is asked of all years together (累計100). Of a quotient, ``counts`` are its counts, and
    ``value`` is only near it.
    ``shade`` is −1 for a little less than the value (``100弱``), 1 for a little more (``100強``, ``100余り``).
    """

    text: str
    value: Decimal
    unit: str = ""
    form: Form = Form.PLAIN
    high: Decimal | None = None
    note: str = ""
    running: Decimal | None = None
    open_ends: tuple[bool, bool] = (False, False)
    origin: Origin = Origin.BASE
    total: bool = False
    counts: Ratio | None = None
    shade: int = 0

    @property
    def relative(self) -> bool:
        """Whether it means something only beside another value (``5%増``, ``2倍``, ``前年度以上``)."""
        return self.form in _RELATIVE or self.origin is Origin.LAST_YEAR

    @property
    def rounded(self) -> Decimal:
        """Its value, that of a quotient as it is printed: with one decimal, or with all where there are two at most."""
        value = self.value
        return value if self.counts is None or _decimals(value) <= 2 else value.quantize(_TENTH)

    @property
    def of_last_year(self) -> bool:
        """Whether that other value is last year's."""
        return self.origin is Origin.LAST_YEAR

    @property
    def fraction(self) -> tuple[Decimal, Decimal]:
        """What it is exactly: what is divided, and by what."""
        return self.counts.fraction if self.counts else (self.value, _ONE)

    def show(self, unit: str) -> str:
        """Return it as handouts print it, with the indicator's ``unit`` where the text has none of its own."""
        if self.unit or self.form in _VERBATIM:
            return self.text
        if self.form in (Form.INCREASE, Form.DECREASE) and fold(unit) == "%":
            unit = POINTS  # 「5%増」 would be five percent of the base value
        written, note = self.text.removesuffix(self.note).rstrip(), self.note
        number = _without_idle(written)
        if number.endswith(_WORDS):
            number = number.removesuffix(next(word for word in _WORDS if number.endswith(word)))
        if self.shade:
            number = number.rstrip("".join(_SHADES))
        words = written.removeprefix(number)
        if not note:
            return f"{number}{unit}{words}"
        if self.running is not None and not fold(note[:-1]).endswith(fold(unit)):
            note = f"{note[:-1].rstrip()}{unit}{note[-1]}"
        return f"{number}{unit}{words}{note}"


_SHARES: Final = {"%": Decimal(100), "パーセント": Decimal(100), "‰": Decimal(1000), "割": Decimal(10)}
#: 人口10万人当たり, /千人, 人口千対, 千人率: for how many of the denominator a quotient in such a unit is.
_PER: Final = regex(
    r"/(?:人口)?([0-9,百千万億]+)|([0-9,百千万億]+)[^0-9,百千万億/]{0,9}[当あ]たり"
    r"|((?:10?)?[百千万億]+|1[0,]{2,})[^0-9,百千万億/]{0,2}[対率]"
)

_PER_LETTERS: Final = frozenset("/当あ対率")


def factor_of(unit: str) -> Decimal:
    """Return what a quotient of counts is multiplied by to stand in a unit: 100 for %, 100,000 for 件/10万人, else 1."""
    folded = fold(unit)
    if folded in _SHARES:
        return _SHARES[folded]
    # Most units are plain: 件, 人.
    found = _PER.search(folded) if not _PER_LETTERS.isdisjoint(folded) else None
    scale = (found[1] or found[2] or found[3]) if found else ""
    number = _NUMBER.match(scale if scale[:1].isdecimal() else f"1{scale}")
    return (_number_value(number[2]) if number else None) or Decimal(1)


_MYRIADS: Final = {"兆": 12, "億": 8, "万": 4, "": 0}
_TENS: Final = {"千": 3, "百": 2, "": 0}
#: Words behind a number, and what each asks for.
_FORMS: Final = {
    **dict.fromkeys(("程度", "ほど"), Form.PLAIN),
    "以上": Form.AT_LEAST,
    **dict.fromkeys(("以下", "以内"), Form.AT_MOST),
    **dict.fromkeys(("超", "を超える", "を上回る"), Form.MORE),
    **dict.fromkeys(("未満", "を下回る"), Form.LESS),
    **dict.fromkeys(("増", "増加", "上昇", "向上"), Form.INCREASE),
    **dict.fromkeys(("減", "減少", "削減", "低下", "短縮"), Form.DECREASE),
    "倍": Form.TIMES,
}
#: The same, the longest first: 増加 does not end in the word 加.
_WORDS: Final = tuple(sorted(_FORMS, key=len, reverse=True))
#: Words behind all that, which change nothing in it: 95%以上を維持, 年4回実施する, 30件以下に抑制, 100件以上/年.
_IDLE: Final = regex(
    r"(?:[をの]?(?:現状)?(?:維持|確保|達成|実施|開催)|(?<=以下|以内|未満)に(?:抑制|削減|短縮|低減|減少))(?:する)?\Z"
    r"|(?:とする|にする|させる|を目指す|を目標とする|(?<=以上|以下|以内|未満)/年)\Z"
    rf"|(?<={'|'.join(word for word in _FORMS if len(word) == 2)})する\Z"
)
_LONGEST_IDLE: Final = 12
_IDLE_ENDS: Final = frozenset("持保成施催る制減縮少す年")
_ZERO_WORDS: Final = frozenset({"ゼロ", "零", "皆無"})
_TIMES_WORDS: Final = {
    **dict.fromkeys(("半減", "半減以下"), Decimal("0.5")),
    **dict.fromkeys(("倍増", "倍増以上"), Decimal(2)),
}
_FRACTION: Final = regex(r"([0-9]{1,3})分の([0-9]{1,3})(?:に?(?:削減|減少|する))?(?:以下|以内)?")
#: 割 and 分 of a share: 8割 is 80 %, 2割5分 is 25 %.
_TENTHS: Final = regex(r"(約|およそ|概ね|おおむね)?([0-9]{1,6}(?:\.[0-9]{1,6})?)割(?:([0-9])分)?(?!.*割)")
#: Words before a number that say of what or how often it is, and change nothing in it.
_LEAD: Final = regex(
    r"(?:年に|年間?|毎年度?|各年度?|延べ?|のべ|合?計|全国|県内全?|全|平均|(?:全国)?(?:上位|トップ|第))"
    r"(?=(?:約|およそ|概ね|おおむね)?[0-9])"
)
#: How often in a year: 月1回, 隔月1回, 四半期に1回, 半年に1回.
_OFTEN: Final = regex(
    r"(?:(毎月|月間?に?)|(隔月に?)|(毎?四半期(?:に|ごとに|毎に)?)|(半年に|半期に|半期ごとに))(?=[0-9])"
)
_TIMES_A_YEAR: Final = (12, 6, 4, 2)
#: What stands before: held against last year (前年度比5%増) or, said in so many words, against the base value
#: (基準値比5%増); asked of all years together (累計100).
_HELD: Final = regex(
    r"(?P<last_year>対?(?:前年度?|昨年度?)(?:同期)?の?(?:実績値?|値|結果)?)"
    r"|(?P<base>対?(?:基準(?:値|年度?)?|現状値?|当初)(?=比|より|から|に比べ|の))"
    r"|(?P<total>(?:期間中?の?)?(?:累[計積]|通算)(?:で|[:は])?(?=(?:約|およそ|概ね|おおむね)?[0-9]))"
)
_COMPARED: Final = regex(r"(?:比較?で?の?|より|から|に比べて?|に対して?|の|を)?")
#: What is asked of last year's value itself.
_OF_IT: Final = {
    **dict.fromkeys(
        (
            "並み",
            "並",
            "同",
            "同程度",
            "同水準",
            "水準",
            "と同じ",
            "維持",
            "水準維持",
            "水準を維持",
            "並みを維持",
        ),
        Form.KEEP,
    ),
    **dict.fromkeys(("以上", "並み以上", "水準以上", "下回らない"), Form.BASE_OR_MORE),
    **dict.fromkeys(("以下", "以内", "並み以下", "水準以下", "上回らない"), Form.BASE_OR_LESS),
    **dict.fromkeys(("超", "超える", "上回る", "増", "増加", "プラス", "向上", "上昇"), Form.RISE),
    **dict.fromkeys(("未満", "下回る", "減", "減少", "マイナス", "削減", "低下"), Form.FALL),
}
#: Words before a number for what is written behind others: 最低4回 is 4回以上.
_END_BEFORE: Final = regex(r"(?:(最低(?:でも)?|少なくとも)|(?:最大|最長|上限)(?:でも)?)(?=[0-9])")
_SIGNED: Final = regex(r"(?:([+])|プラス|(-|−|▲|△|マイナス))([0-9].*)")
#: 18以上22未満.
_TWO_ENDS: Final = regex(r"(.+?)(以上|超)[、,]?(.+?)(以下|以内|未満)")
_AROUND: Final = regex(r"([^±]+)±([0-9][^±]*)")
_ALL_WORDS: Final = frozenset({"全件", "全て", "すべて", "全数", "全部"})
_KANJI_FIGURES: Final = frozenset("〇一二三四五六七八九十")
#: A run of them that is no part of another number (3千, 数十), with the words before that tell it is one at the end.
_KANJI: Final = regex(
    r"(?:(分の)|(?<![0-9.数何〇一二三四五六七八九十百千]))([〇一二三四五六七八九十百千]{1,9})(?![〇一二三四五六七八九十百千])"
)
_KANJI_NUMBER: Final = regex(
    r"(?=.)([一二三四五六七八九]?千)?([一二三四五六七八九]?百)?([一二三四五六七八九]?十)?([一二三四五六七八九])?"
)
_BEHIND_KANJI: Final = regex(r"[万億兆割倍位%〜~±]|分の|分(?!間)|ポイント|以上|以下|以内|未満|超|程度")
_PART = r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(千|百)?(兆|億|万)?"
_NUMBER = regex(rf"(?:約|およそ|概ね|おおむね)?([▲△−+-])?((?:{_PART})+)")
_TAIL = regex(rf"(?P<unit>.*?)(?P<shade>強|弱|余り?)?(?P<form>{'|'.join(_FORMS)})?")
_SHADES: Final = {"弱": -1, "強": 1, "余": 1, "余り": 1}
_RANGE_SIGN = regex(r"[~〜]")
_OPENING, _CLOSING = ("(", "（"), (")", "）")
_RUNNING = regex(r"累[計積][:は]?(?P<total>.+)")
# (1), （注２）, （※）, （①）: marks of a footnote, not words about the number.
_FOOTNOTE = regex(r"(?:脚?注|※|\*|†)?[0-9.,]*|[a-zA-Z]")
# 「8月頃確定」, 「3月末」: when a value will be there, and no value.
_WHEN = regex(r"(?:年度?|月|日)(?:頃|ごろ|末|中|上旬|中旬|下旬|以降|に?(?:確定|公表|判明|予定|見込)).*")
# The 千 of the unit 千円, the 百万 of 百万円.
_UNIT_SCALE = regex(r"(千|百)?(兆|億|万)?")


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
    noted = _parse_noted(written, unit) if written.endswith(_CLOSING) else None
    found = noted or _parse_bare(text, unit)
    if found and RANK in (found.unit, fold(unit)) and found.form in _OF_RANK:
        return found._replace(form=_OF_RANK[found.form])
    return found


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
    if inside in ("累計", "累積", "通算"):
        return quantity if quantity.form in (*_RELATIVE, Form.ALL) else quantity._replace(total=True)
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
    written, folded, unit = text.strip(), fold(text), fold(unit)
    if not _KANJI_FIGURES.isdisjoint(folded) or folded.removeprefix("約")[:1] in ("百", "千"):
        folded = _in_figures(folded, unit)
    if word := _word(written, folded, unit):
        return word
    if not (folded[:1].isdecimal() or folded[:1] == "約"):  # as most begin
        if held := _HELD.match(folded):
            return _held(written, held.lastgroup, folded[held.end() :], unit)
        if lead := _LEAD.match(folded):
            folded = folded[lead.end() :]
        if end := _END_BEFORE.match(folded):
            read = _parse_single(written, folded[end.end() :], unit)
            form = Form.AT_LEAST if end[1] else Form.AT_MOST
            return read._replace(form=form) if read and read.form in (Form.PLAIN, form) else None
        if often := _OFTEN.match(folded):
            return _often(written, folded[often.end() :], unit, _times_a_year(often))
    folded = _in_percent(folded, unit)
    if found := _AROUND.fullmatch(folded):
        return _around(written, found[1], found[2], unit)
    if found := _TWO_ENDS.fullmatch(folded):
        read = _parse_range(written, found[1], found[3], unit)
        return read and read._replace(open_ends=(found[2] == "超", found[4] == "未満"))
    ends = _RANGE_SIGN.split(folded)
    if len(ends) == 2:
        return _parse_range(written, ends[0], ends[1], unit)
    return _parse_single(written, folded, unit)


def _in_percent(folded: str, unit: str) -> str:
    """Return a text with 8割 and 2割5分 as 80% and 25%."""
    tenths = _TENTHS.match(folded) if "割" in folded and unit != "割" else None
    if tenths is None:
        return folded
    percent = EXACT.add(EXACT.multiply(Decimal(tenths[2]), 10), Decimal(tenths[3] or 0))
    return f"{percent.normalize(EXACT):f}%{folded[tenths.end() :]}"


def _word(written: str, folded: str, unit: str) -> Quantity | None:
    """Read a target that is a word without a number of its own: 全件, ゼロ, 半減, 現状維持."""
    folded = _without_idle(folded) or folded
    if folded in _ALL_WORDS:
        return Quantity(text=written, value=Decimal(100), form=Form.ALL)
    if folded in _ZERO_WORDS or (unit and folded.removesuffix(unit) in _ZERO_WORDS):
        return Quantity(text=written, value=Decimal(0), form=Form.ZERO)
    if folded in _TIMES_WORDS:
        return Quantity(text=written, value=_TIMES_WORDS[folded], form=Form.TIMES)
    if folded in _OF_BASE:
        return Quantity(text=written, value=Decimal(0), form=_OF_BASE[folded])
    return _fraction(written, folded)


def _fraction(written: str, folded: str) -> Quantity | None:
    """Read 3分の2 of another value."""
    found = _FRACTION.fullmatch(folded) if "分の" in folded else None
    if found is None or not int(found[1]):
        return None
    return _quotient(written, Ratio(Decimal(found[2]), Decimal(found[1]), _ONE))._replace(form=Form.TIMES)


def _quotient(text: str, counts: Ratio) -> Quantity:
    """Return a quotient, exactly as its counts and nearly as a number."""
    value = _NEAR.divide(*counts.fraction)
    exact = EXACT.multiply(value, counts.denominator) == counts.fraction[0]
    return Quantity(text=text, value=value, counts=None if exact else counts)


def quantity_from_counts(counts: Ratio) -> Quantity:
    """Return a quotient as a target or base value, printed with its counts: ``67.8（59のうち40）``."""
    note = f"（{counts.denominator:,f}のうち{counts.numerator:,f}）"
    made = Quantity(text="", value=_NEAR.divide(*counts.fraction), note=note, counts=counts)
    return made._replace(text=f"{made.rounded:,f}{note}")


def _decimals(value: Decimal) -> int:
    """Return how many decimals a value has, 0 or less of one without."""
    return -cast("int", value.normalize().as_tuple().exponent)


def _held(text: str, against: str | None, folded: str, unit: str) -> Quantity | None:
    """Read what is held against last year's value, the base value, or the total of all years."""
    if against == "total":
        found = _parse_single(text, folded, unit)
        return None if found is None or found.form in _RELATIVE else found._replace(total=True)
    found = _compared(text, folded, unit)
    if against == "base":
        return _of_base(found)
    return found and found._replace(origin=Origin.LAST_YEAR)


def _compared(text: str, folded: str, unit: str) -> Quantity | None:
    """Read what is asked of another value: 以上, 比5%増, より10件減, 比105%以上; None if it asks nothing that is clear."""
    joint = _COMPARED.match(folded)
    rest = _in_percent(folded[joint.end() :] if joint else folded, unit)
    if form := _OF_IT.get(rest) or _OF_IT.get(_without_idle(rest) or rest):
        return Quantity(text=text, value=Decimal(0), form=form)
    if rest in _TIMES_WORDS:
        return Quantity(text=text, value=_TIMES_WORDS[rest], form=Form.TIMES)
    if part := _fraction(text, rest):
        return part
    signed = _SIGNED.fullmatch(rest)
    found = _parse_single(text, signed[3] if signed else rest, unit)
    if signed:
        # 「−5%以上」 may mean that it may fall by five percent.
        if found is None or found.form not in (Form.PLAIN, *([] if signed[2] else [Form.AT_LEAST])):
            return None
        return found._replace(form=Form.DECREASE if signed[2] else Form.INCREASE)
    if found is None or found.form in _RELATIVE or not joint or not joint[0].startswith("比"):
        return found if found and found.form in _RELATIVE else None
    if found.unit == "倍":
        found = found._replace(value=EXACT.multiply(found.value, 100), unit="%")
    # 「前年度比95%」 may be meant either way.
    doubtful = found.form is Form.PLAIN and found.value < _HUNDRED
    return None if found.unit != "%" or doubtful else found


def _of_base(found: Quantity | None) -> Quantity | None:
    """Return what is asked of the base value; a share of it as so many times."""
    if found is None or found.form in _RELATIVE:
        return found
    upward = found.form in (Form.PLAIN, Form.AT_LEAST) and found.value >= _HUNDRED
    if not upward and not (found.form is Form.AT_MOST and found.value < _HUNDRED):
        return None
    return found._replace(value=EXACT.multiply(found.value, Decimal("0.01")), unit="", form=Form.TIMES)


def _without_idle(text: str) -> str:
    """Return a text without words at its end that change nothing (を維持)."""
    idle = _IDLE.search(text, max(len(text) - _LONGEST_IDLE, 0)) if text[-1:] in _IDLE_ENDS else None
    return text[: idle.start()] if idle else text


def _times_a_year(often: re.Match[str]) -> int:
    """Return how often 月, 隔月, 四半期, 半年 is in a year."""
    return next(times for times, word in zip(_TIMES_A_YEAR, often.groups(), strict=True) if word)


def times_a_year(quantity: Quantity) -> int | None:
    """Return by how much a figure of a month (月1回) was multiplied to be one of a year; None if it is none."""
    often = _OFTEN.match(fold(quantity.text))
    return _times_a_year(often) if often and not quantity.unit.endswith("/月") else None


def _often(text: str, folded: str, unit: str, times: int) -> Quantity | None:
    """Read 月1回: twelve times as many in a year, unless the unit is of a month itself (回/月)."""
    if unit.endswith("/月") and times == _TIMES_A_YEAR[0]:
        found = _parse_single(text, folded, unit.removesuffix("/月"))
        return found and found._replace(unit=unit)
    found = _parse_single(text, folded, unit)
    if found is None or found.form in _RELATIVE or unit == "%":
        return None
    value = EXACT.multiply(found.value, times)
    return found._replace(value=value, unit=found.unit) if _bounded(value) else None


def _around(text: str, middle_text: str, distance_text: str, unit: str) -> Quantity | None:
    """Read 20±2 as the range from 18 to 22."""
    middle = _parse_single(middle_text, middle_text, unit)
    distance = _parse_single(distance_text, distance_text, unit)
    if middle is None or distance is None or middle.form is not Form.PLAIN or distance.form is not Form.PLAIN:
        return None
    if middle.unit and middle.unit != distance.unit:
        return None
    low, high = EXACT.subtract(middle.value, distance.value), EXACT.add(middle.value, distance.value)
    return Quantity(text=text, value=low, unit=distance.unit, form=Form.RANGE, high=high)


def _in_figures(folded: str, unit: str) -> str:
    """Return a text with 十二 as 12 where it is a number: before the unit, or before a word such as 割."""

    def figures(run: re.Match[str]) -> str:
        # 「三千円」 of 千円: the 千 belongs to the unit.
        for end in (run.end(), run.end() - 1):
            behind = folded[end:]
            a_number = behind.startswith(unit) if behind else run[1]
            if unit and end > run.start(2) and (a_number or _BEHIND_KANJI.match(behind)):
                value = _kanji_value(folded[run.start(2) : end])
                return run[0] if value is None else f"{run[1] or ''}{value}{folded[end : run.end()]}"
        return run[0]

    return _KANJI.sub(figures, folded)


def _kanji_value(run: str) -> int | None:
    """Return the value of 二十五, 一〇 or 三; None for what is none (二三: two or three)."""
    if "〇" in run and not any(ten in run for ten in "十百千"):
        return int("".join(str("〇一二三四五六七八九".index(each)) for each in run))
    match = _KANJI_NUMBER.fullmatch(run)
    if match is None:
        return None
    parts = zip((1000, 100, 10), match.groups(), strict=False)
    value = sum(ten * ("一二三四五六七八九".find(part[0]) + 1 or 1) for ten, part in parts if part)
    return value + ("〇一二三四五六七八九".index(match[4]) if match[4] else 0)


def fold(text: str) -> str:
    """Return a text without blanks and width: ``１，２００ 件`` as ``1,200件``."""
    return "".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())


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
    low, high = (_parse_single(end, end, unit) for end in (low_text, high_text))
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
    if rest != unit:
        rest = _without_idle(rest)
        if unit == "%" and rest.startswith("パーセント") and not rest.startswith("パーセントポイント"):
            rest = f"%{rest.removeprefix('パーセント')}"
    if not _CHANGE_LETTERS.isdisjoint(rest):
        rest = _PLAIN_CHANGE.sub(r"\1", _POINTS.sub(POINTS, rest, count=1))
    tail = _TAIL.fullmatch(rest)
    # 「3千」 with unit 千円 may mean 3 or 3,000 of them.
    if doubtful and tail and not tail["unit"]:
        return None
    # A digit left behind is a slip (1,20), unless it is the unit's own (m2).
    if tail is None or (tail["unit"] != unit and any(character.isdigit() for character in tail["unit"])):
        return None
    if tail["unit"] != unit and (tail["unit"].startswith("数") or _WHEN.fullmatch(tail["unit"])):
        return None  # 10数件, 8月頃確定
    if match[1] in ("▲", "△", "−", "-"):
        value = -value
    form = _FORMS.get(tail["form"] or "", Form.PLAIN)
    written, form = _asked(tail["unit"], unit, form, value)
    return Quantity(
        text=text,
        value=value,
        unit=written,
        form=form,
        shade=_SHADES.get(tail["shade"] or "", 0) * (-1 if value < 0 else 1),
    )


def _asked(written: str, unit: str, form: Form, value: Decimal) -> tuple[str, Form]:
    """Return the unit written behind a number and what is asked, as the unit of the indicator makes them be understood."""
    # 「100件/年」 of 件: that a figure is of a year goes without saying.
    if unit and written.removesuffix("/年") == unit.removesuffix("/年"):
        written = unit
    # 「2倍以上」 asks what 「2倍」 asks; 「2倍以下」 is left as it is, and refused for its unit.
    if written == "倍" != unit and form is (Form.AT_MOST if value < 1 else Form.AT_LEAST):
        return "", Form.TIMES
    return written, form


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
