"""Numbers that depend on one another: a part of a whole with its percentage, two values with the growth between them.

Whether they agree is asked in whole numbers throughout. People round half up or cut off (福島県 2019年度実施結果 rounds,
its 総括 cuts off), so either fits.
"""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.counters import same_unit
from dxplan.checks.prose.numbers import NumberMention, phrase_span
from dxplan.values.patterns import regex
from dxplan.values.rounding import Rounding, percentage
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.prose.years import YearMention

# Words and signs of which a text must have one to be worth reading; most have none.
_PART_OF: Final = ("中", "うち", "に対し", "/", "／")
_SHARE: Final = ("%", "％", "割")
# 「3,367件中、電子入札は3,123件」: a few words may stand between.
_OF = regex(
    r"\s*(?:件数|者数)?[のは]?\s*(?:中(?![学小央間心核部国止断長級立])|[、,(]?\s*うち|に対し)[^。;\n]{0,20}"
)
_SLASH = regex(r"\s*/\s*")
# 「（95%）」, 「、92.8%」, 「（実施率：92.8%）」; 「（満足度95%）」 and 「（全国80%）」 are of something else.
_RATE = "実施|達成|導入|整備|登録|参加|回答|回収|受講|取得|採択|進捗|利用|作成|設置|対応|完了|成立|活用|電子化|オンライン化|"
_STATED = regex(rf"\s*(?:[(、,]|で[、,]?)\s*(?:(?:(?:{_RATE})率|割合|比率|構成比)[はがの]?\s*:?|全体の)?\s*")
# 「47市町村で導入し、導入率は79.7%」: what was done is what the rate is of.
_DONE_THEN = regex(
    r"[でをにがは]?[^、。\n]{0,8}?(?P<deed>[^\Wぁ-ゖ]{2})(?:し|した|され|された|して|済み)?(?:て|で)?[、。]\s*(?P=deed)率[はが]\s*"
)
# 「2,984か所の点検を終えた（進捗率」, 「256人が受診した（受診率」, 「147台となり、全体の」.
_BRACKETED_RATE = regex(r"[^、。()\n]{0,20}\(\s*(?P<deed>[^\Wぁ-ゖ]{2})率[はが]?\s*:?\s*")
_OF_ALL = regex(r"[^、。()\n]{0,8}(?:となり|で|であり|あり)[、,]?\s*全体の\s*")
#: Rates of whatever is done.
_OF_ANYTHING: Final = ("進捗", "達成", "実施", "完了", "整備", "導入", "対応")
#: 「640人に送り、256人が受診した（受診率40%）」: so many numbers before may be the whole.
_WHOLES: Final = 3
#: No words between a part and its percentage are longer.
_APART = 40
_LEADING = regex(r"\s*\(\s*")
_PORTION = regex(r"\s*\)?の")
_AMOUNT = regex(r"\s*(?:に当たる|にあたる|である|、|,|\()\s*")
_CLOSING = regex(r"\s*\)")

_GROWN: Final = (*"増減倍▲△-−－", "アップ", "ダウン", "伸び", "短縮", "低下", "上昇", "向上")
# 「7,605人からR元年度の9,852人」: words may stand between, another clause may not.
_FROM = regex(r"[)\s]*(?:から、?|→)[^。、\n]{0,20}")
# 「へと増加し、」, 「（前年度比」; another subject (「、視聴回数は30%増」) has its own values.
_TO = regex(
    r"\s*(?:まで|[へに])?と?(?:なり|なった|増加|減少|増え|減り|伸び|拡大|縮小|上昇|低下|向上)?(?:した|して|し|た|て)?"
    r"\s*[(、,]?\s*(?:(?:対?前年度?比|増加率|増減率|減少率|削減率|伸び率|上昇率)[はで]?:?)?\s*"
)
_DOUBLED = regex(r"\s*(?:[へにと]|まで)と?(?P<word>倍増)")
# 「から30%増の9,852人」
_MIDDLE = regex(r"\s*[)]?の[^。\n、]{0,6}")
_BRACKET = regex(r"\s*\(\s*")
_ARROW = regex(r"\s*(?:から|→)\s*")
# What may stand between a statement, its years and its values: 「30%増 ・H31.3末時点：7,605人」.
_LABEL = regex(r"[\s・*(\[、,:→の-]*(?:時点|現在|末|年度|年中|実績|中)*[\s)\]:は,、→の-]*")


class Quotient(NamedTuple):
    """A part of a whole (``3,367件中、3,123件``) and the percentage stated with it, if one is."""

    start: int
    end: int
    text: str
    part: NumberMention
    whole: NumberMention
    stated: NumberMention | None = None

    @property
    def agrees(self) -> bool:
        """Whether the stated percentage fits; True where nothing exact can be held against it."""
        if self.stated is None or not (self.part.exact and self.whole.exact):
            return True
        return fits_quotient(self.stated, self.part.value, self.whole.value)


class StatedChange(NamedTuple):
    """Two values and the growth stated between them: ``30%増``, ``1.3倍``, ``倍増`` (as 2倍)."""

    start: int
    end: int
    text: str
    before: NumberMention
    after: NumberMention
    stated: NumberMention

    @property
    def agrees(self) -> bool:
        """Whether the stated growth fits; True where nothing exact can be held against it.

        ``2倍増`` is read as people mean it (twice) and as it stands (thrice); both agree.
        """
        stated, before, after = self.stated, self.before, self.after
        if not (stated.exact and before.exact and after.exact):
            return True
        if stated.unit == "ポイント":
            rates = before.unit in ("", "%") and after.unit == "%"
            return rates and abs(after.value - before.value) == abs(stated.value)
        if stated.unit == "倍":
            shifted = (0, 1) if stated.change else (0,)
            return any(
                fits_factor(stated.value + shift, stated.digits, before.value, after.value)
                for shift in shifted
            )
        value = -abs(stated.value) if stated.change == "減" else stated.value
        return fits_growth(value, stated.digits, before.value, after.value)


def quotients_in(text: str, folded: str, numbers: Sequence[NumberMention]) -> Iterator[Quotient]:
    """Yield each part of a whole a text names with the percentage beside it (see ``Reading.quotients``)."""
    if not (
        any(word in text for word in _PART_OF)
        or (("の" in text or "率" in text) and any(sign in text for sign in _SHARE))
    ):
        return
    index = 0
    while index + 1 < len(numbers):
        first, second = numbers[index : index + 2]
        third = numbers[index + 2] if index + 2 < len(numbers) else None
        if third and _is_portion(folded, first, second, third):
            yield _quotient(text, part=third, whole=first, stated=second)
            index += 3
            continue
        found = _part_and_whole(folded, first, second)
        if found is None:
            if third and (apart := _rate_behind(folded, numbers, index, third)):
                yield _quotient(text, part=second, whole=apart, stated=third)
                index += 1
            index += 1
            continue
        part, whole = found
        stated: NumberMention | None = None
        if third and _is_percentage(third) and _is_stated(folded, first.start, second.end, third.start):
            stated = third
            index += 1
        elif index and _is_percentage(numbers[index - 1]):
            # 「92.8%（3,123/3,367件）」
            leading = numbers[index - 1]
            if _LEADING.fullmatch(folded, leading.end, first.start) and _CLOSING.match(folded, second.end):
                stated = leading
        # 「1/2以内」 is a fraction, 「86.1%（93/108）」 a quotient.
        if whole.unit or stated:
            yield _quotient(text, part=part, whole=whole, stated=stated)
        index += 2


def _part_and_whole(
    folded: str, first: NumberMention, second: NumberMention
) -> tuple[NumberMention, NumberMention] | None:
    if "%" in (first.unit, second.unit) or first.change or second.change:
        return None
    if _SLASH.fullmatch(folded, first.end, second.start):
        return (first, second) if not first.unit or same_unit(first.unit, second.unit) else None
    if first.unit and same_unit(first.unit, second.unit) and _OF.fullmatch(folded, first.end, second.start):
        return second, first
    return None


def _is_portion(folded: str, whole: NumberMention, stated: NumberMention, part: NumberMention) -> bool:
    """Return whether three numbers say 「100名の6割、60名」."""
    return (
        _is_percentage(stated)
        and bool(whole.unit)
        and whole.unit != "%"
        and same_unit(whole.unit, part.unit)
        and _PORTION.fullmatch(folded, whole.end, stated.start) is not None
        and _AMOUNT.fullmatch(folded, stated.end, part.start) is not None
    )


def _is_stated(folded: str, begin: int, start: int, end: int) -> bool:
    """Return whether a percentage that begins at ``end`` is that of a part which ends at ``start``.

    At ``begin`` stands the whole; what the rate is of is said between it and the percentage.
    """
    if end - start > _APART:
        return False
    if any(words.fullmatch(folded, start, end) for words in (_STATED, _DONE_THEN, _OF_ALL)):
        return True
    rate = _BRACKETED_RATE.fullmatch(folded, start, end)
    return rate is not None and (
        rate["deed"] in _OF_ANYTHING or folded.find(rate["deed"], begin, rate.start("deed")) >= 0
    )


def _rate_behind(
    folded: str, numbers: Sequence[NumberMention], index: int, stated: NumberMention
) -> NumberMention | None:
    """Return the whole of which the number behind ``index`` is a part: one that its rate, said of a deed, fits, or the nearest."""
    part = numbers[index + 1]
    if not _is_percentage(stated) or part.unit in ("", "%") or stated.start - part.end > _APART:
        return None
    rate = _BRACKETED_RATE.fullmatch(folded, part.end, stated.start)
    if rate is None or folded.find(rate["deed"], part.end, rate.start("deed")) < 0:
        return None
    before = numbers[max(0, index + 1 - _WHOLES) : index + 1]
    # No further back than these: to look through a text without an end of a sentence for each takes the square of it.
    begin = max(folded.rfind(sign, before[0].start, part.start) for sign in "。\n")
    wholes = [
        number
        for number in before
        if number.start > begin and number.value >= part.value and same_unit(number.unit, part.unit)
    ]
    if any(number.change for number in (part, *wholes)):
        return None
    fitting = [whole for whole in wholes if fits_quotient(stated, part.value, whole.value)]
    return next(reversed(fitting or wholes), None)


def _is_percentage(number: NumberMention) -> bool:
    return number.unit == "%" and not number.change and number.value >= 0 and number.bound != "〜"


def _quotient(
    text: str, *, part: NumberMention, whole: NumberMention, stated: NumberMention | None
) -> Quotient:
    start, end = phrase_span(text, part, whole, *([stated] if stated else []))
    return Quotient(start=start, end=end, text=text[start:end], part=part, whole=whole, stated=stated)


def changes_in(
    text: str, folded: str, numbers: Sequence[NumberMention], years: Sequence[YearMention]
) -> Iterator[StatedChange]:
    """Yield values before and after, and the growth stated between them (see ``Reading.changes``)."""
    if len(numbers) < 2 or not any(word in text for word in _GROWN):
        return
    index = 0
    while index + 1 < len(numbers):
        first, second = numbers[index : index + 2]
        third = numbers[index + 2] if index + 2 < len(numbers) else None
        found = (
            _phrase(folded, first, second, third)
            or _doubled(text, folded, first, second)
            or _listed(folded, years, first, second, third)
        )
        if found is None:
            index += 1
            continue
        before, after, stated = found
        yield _change(text, before, after, stated)
        index += 3 if third in (before, after, stated) else 2


_Found = tuple[NumberMention, NumberMention, NumberMention]


def _phrase(
    folded: str, first: NumberMention, second: NumberMention, third: NumberMention | None
) -> _Found | None:
    if third is None:
        return None
    if _growth(third) and _counted(first, second):
        if _FROM.fullmatch(folded, first.end, second.start) and _TO.fullmatch(
            folded, second.end, third.start
        ):
            return first, second, third
    elif _growth(second) and _counted(first, third):
        if _FROM.fullmatch(folded, first.end, second.start) and _MIDDLE.fullmatch(
            folded, second.end, third.start
        ):
            return first, third, second
    elif (
        _growth(first)
        and _counted(second, third)
        and _BRACKET.fullmatch(folded, first.end, second.start)
        and _ARROW.fullmatch(folded, second.end, third.start)
    ):
        return second, third, first
    return None


def _doubled(text: str, folded: str, first: NumberMention, second: NumberMention) -> _Found | None:
    match = _DOUBLED.match(folded, second.end)
    if match is None or not _counted(first, second) or not _FROM.fullmatch(folded, first.end, second.start):
        return None
    start, end = match.span("word")
    stated = NumberMention(start=start, end=end, text=text[start:end], value=Decimal(2), unit="倍")
    return first, second, stated


def _listed(
    folded: str,
    years: Sequence[YearMention],
    stated: NumberMention,
    second: NumberMention,
    third: NumberMention | None,
) -> _Found | None:
    """Return the two dated values behind a statement, the earlier first."""
    if third is None or not _growth(stated) or not _counted(second, third) or second.unit != third.unit:
        return None
    one = _date_between(folded, years, stated.end, second.start)
    other = _date_between(folded, years, second.end, third.start)
    if one is None or other is None or one == other:
        return None
    return (second, third, stated) if one < other else (third, second, stated)


def _date_between(
    folded: str, years: Sequence[YearMention], start: int, end: int
) -> tuple[int, int, int] | None:
    """Return the date of the one year between two numbers, if nothing but its label stands there."""
    first = bisect_left(years, start, key=lambda year: year.start)
    inside = [year for year in years[first : first + 2] if year.end <= end]
    if len(inside) != 1:
        return None
    year = inside[0]
    label = folded[start : year.start] + folded[year.end : end]
    if len(label) > 40 or _LABEL.fullmatch(label) is None:
        return None
    # A fiscal year ends in March of the next one.
    if year.fiscal or year.month is None:
        return (year.year + 1, 3, 31) if year.fiscal else (year.year, 12, 31)
    return year.year, year.month, year.day or 31


def _growth(number: NumberMention) -> bool:
    if number.unit == "倍":
        return True
    return number.unit in ("%", "ポイント") and (bool(number.change) or number.value < 0)


def _counted(first: NumberMention, second: NumberMention) -> bool:
    """Return whether two numbers can be the values before and after: one counter, and no growth themselves."""
    if _growth(first) or _growth(second) or first.change or second.change:
        return False
    return not first.unit or same_unit(first.unit, second.unit)


def _change(text: str, before: NumberMention, after: NumberMention, stated: NumberMention) -> StatedChange:
    start, end = phrase_span(text, before, after, stated)
    return StatedChange(start=start, end=end, text=text[start:end], before=before, after=after, stated=stated)


def fits(stated: Decimal, digits: int, part: Decimal | int, whole: Decimal | int) -> bool:
    """Return whether ``stated`` percent is ``part / whole``, rounded half up or cut off at its digits."""
    numerator, denominator = _ratio(part, whole)
    return _fits(stated, digits, numerator * 100, denominator)


def fits_growth(stated: Decimal, digits: int, before: Decimal | int, after: Decimal | int) -> bool:
    """Return whether ``stated`` percent (negative for a fall) is the growth from ``before`` to ``after``."""
    numerator, denominator = _ratio(after, before)
    return _fits(stated, digits, (numerator - denominator) * 100, denominator)


def fits_factor(stated: Decimal, digits: int, before: Decimal | int, after: Decimal | int) -> bool:
    """Return whether ``after`` is ``stated`` times ``before``, at the digits given."""
    return _fits(stated, digits, *_ratio(after, before))


def shown_percentage(part: Decimal | int, whole: Decimal | int, digits: int) -> str:
    """Return ``part / whole`` in percent as it should be printed, rounded half up; ``－`` if ``whole`` is 0."""
    numerator, denominator = _ratio(part, whole)
    shown = percentage(abs(numerator), denominator, digits=max(digits, 0), rounding=Rounding.HALF_UP)
    return f"-{shown}" if numerator < 0 else shown


def fits_quotient(stated: NumberMention, part: Decimal, whole: Decimal) -> bool:
    """Return whether a percentage as written fits: ``90%以上`` and ``9割強`` mean more than one number."""
    value, digits = stated.value, stated.digits
    numerator, denominator = _ratio(part, whole)
    if not denominator:
        return False
    top, bottom = value.as_integer_ratio()
    difference = numerator * 100 * bottom - top * denominator
    match stated.bound:
        case "以上" | "超":
            return difference > 0 or (difference == 0 and stated.bound == "以上")
        case "以下" | "未満":
            return difference < 0 or (difference == 0 and stated.bound == "以下")
        case "弱":
            value -= Decimal(1).scaleb(-digits)
            return fits(value, digits, part, whole)
        case "〜":
            return True
    # 「約90%」 is said of 92.75: a round number of percent is round to ten.
    if stated.approximate and digits == 0 and value % 10 == 0:
        digits = -1
    return fits(value, digits, part, whole)


def _ratio(part: Decimal | int, whole: Decimal | int) -> tuple[int, int]:
    """Return the quotient as numerator and denominator, the denominator not negative."""
    top, bottom = part.as_integer_ratio()
    whole_top, whole_bottom = whole.as_integer_ratio()
    numerator, denominator = top * whole_bottom, bottom * whole_top
    return (-numerator, -denominator) if denominator < 0 else (numerator, denominator)


def _fits(stated: Decimal, digits: int, numerator: int, denominator: int) -> bool:
    if denominator == 0:
        return False
    if numerator < 0:
        stated, numerator = -stated, -numerator
    # In units of the last digit written: s - 1/2 <= quotient < s + 1, the union of both ways of rounding.
    top, bottom = stated.as_integer_ratio()
    finer: int
    coarser: int
    finer, coarser = 10 ** max(digits, 0), 10 ** max(-digits, 0)
    top, bottom = top * finer, bottom * coarser
    numerator, denominator = numerator * finer, denominator * coarser
    return (2 * top - bottom) * denominator <= 2 * numerator * bottom < 2 * (top + bottom) * denominator
