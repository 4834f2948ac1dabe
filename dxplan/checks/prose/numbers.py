"""Numbers and their counters in running text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.counters import (
    FOLLOWING,
    VERB,
    counter_end,
    normal_bound,
    normal_change,
    normal_unit,
    suffix_at,
)
from dxplan.checks.prose.letters import is_kanji
from dxplan.values.patterns import regex
from dxplan.values.quantities import MAX_DIGITS, parse_quantity
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.checks.prose.years import YearMention


class NumberMention(NamedTuple):
    """A number with its counter; ``text`` includes 約 before and 以上, 増 and the like directly behind.

    ``unit`` is the counter in its normal form (see ``normal_unit``), ``""`` if none. ``digits`` are those behind
    the point as written; ``-1`` for 割, which are given in percent. ``bound`` is 以上, 以下, 未満, 超, 強 or 弱, or
    ``〜`` at both ends of a range. ``change`` is 増 or 減. ``cumulative`` says that 累計, 延べ or 計 stands before.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str = ""
    digits: int = 0
    approximate: bool = False
    bound: str = ""
    change: str = ""
    cumulative: bool = False

    @property
    def exact(self) -> bool:
        """Whether it says one number, not about, at least, or a range."""
        return not (self.approximate or self.bound)


# Runs of digits and what is written with digits but counts nothing: tags and footnotes, addresses, times, dates,
# fractions, codes. The first alternative that fits is taken, so that only ``run`` is a number.
_START = regex(r"[0-9<h]")
_TOKEN = regex(
    r"</?[A-Za-z][^<>]*>(?:[0-9]{1,3}</sup>)?"
    r"|https?://[!-~]+"
    r"|(?<![0-9])(?:[0-9]{1,2} ?[~・-] ?)?(?:1[0-2]|0?[1-9])\s?月(?![間額])(?:\s?[0-9]{1,2}\s?日(?!間))?"
    r"|(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9:])"
    r"|(?P<date>(?<![0-9/])(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])(?![0-9/,.%A-Za-zァ-ヺ]))"
    r"|[0-9]+\s?分の\s?[0-9]+"
    r"|[0-9]+(?:-[0-9]+){2,}"
    r"|(?P<run>[0-9]+(?:[,.][0-9]+)*+)"
)
_RUN = regex(r"(?P<run>[0-9]+(?:[,.][0-9]+)*+)")
_PLAIN = regex(r"(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]++)(?:\.(?P<fraction>[0-9]+))?")
_PART = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
# What makes 「26億2,652万」 of 26 and 「6万3千」 of 6.
_SCALE = regex(r"\s?[千百]?[兆億万]|千(?![葉代歳])|百(?![貨景科選])")
#: The letters with which 割 and the scales begin, but for a blank.
_SCALED: Final = frozenset("割千百兆億万")
_SCALES = regex(rf"(?:{_PART}(?:[千百]?[億万]|[千百])?+){{0,3}}+")
_TENTHS = regex(r"\s?割(?:(?P<tenth>[0-9])分)?(?!合|り?当|り?引)")
_TOGETHER: Final = ("累計", "延べ", "のべ", "合計", "総計", "総数", "合わせて", "あわせて", "通算")
# 計 as the end of another word (統計, 設計) adds nothing up; in 7施設計8台 it does.
_TOTAL = regex(r"(?:^|[^統会時家集推余設]|施設)計")
_CUMULATIVE = regex(r"\((?:累計|延べ|のべ|合計|計)\)")
#: What stands in front of a number that counts nothing.
_NUMBERED: Final = ("第", "No", "NO", "no", "№", "Ver", "ver", "Vol", "vol", "Rev")
#: What stands in front of the number of an item is no longer.
_MARGIN: Final = 8
_BULLETS = regex(r"[ ・#*>-]*")
_AFTER_ITEM = regex(r"[ .、)](?![0-9])|\t")
_LEAD = regex(
    r"(?P<about>約|およそ|おおよそ|概ね|おおむね|ほぼ)?(?:(?<=[約そねむぼ])\s?)?(?P<sign>▲\s?|(?<![^\s(:、,=~約])-)?\Z"
)
#: The last letters of what ``_LEAD`` finds, but for a blank.
_LEADING: Final = frozenset("約そねむぼ▲-")
_RANGE = regex(r"\s*[~-]\s*")


def numbers_in(text: str, folded: str, years: Sequence[YearMention]) -> tuple[NumberMention, ...]:
    """Return the numbers a text counts or measures with (see ``Reading.numbers``)."""
    counting = _without(folded, years)
    return tuple(_ranges(counting, _numbers(text, counting)))


def _without(folded: str, years: Sequence[YearMention]) -> str:
    """Return a folded text with every year blotted out."""
    pieces, end = [], 0
    for year in years:
        pieces += [folded[end : year.start], "\0" * (year.end - year.start)]
        end = year.end
    return "".join((*pieces, folded[end:])) if pieces else folded


def _numbers(text: str, folded: str) -> Iterator[NumberMention]:
    position = 0
    while start := _START.search(folded, position):
        match = _token(folded, start.start())
        position = match.end() if match else start.end()
        if match and match["run"] and (number := _number(text, folded, match)):
            position = max(position, number.end)
            yield number


def _token(folded: str, start: int) -> re.Match[str] | None:
    match = _TOKEN.match(folded, start)
    # 「3/4件」 is no date. Asked here, since a pattern with all kanji is slow to compile.
    if match and match.lastgroup == "date" and is_kanji(folded[match.end() : match.end() + 1]):
        return _RUN.match(folded, start)
    return match


def _number(text: str, folded: str, match: re.Match[str]) -> NumberMention | None:
    """Return the number whose digits are matched; None if it counts nothing."""
    start, run_end = match.span()
    plain = _PLAIN.fullmatch(folded, start, run_end)
    if plain is None or run_end - start > MAX_DIGITS or _part_of_a_name(folded, start, run_end):
        return None
    figure = _figure(folded, plain)
    if figure is None:
        return None
    value, digits, end, unit = figure
    if not unit and (behind := counter_end(folded, end)):
        unit, end = normal_unit(folded[end:behind]), behind
    first, negative, approximate, cumulative = _in_front(folded, start)
    if not unit and not cumulative and _bare(folded, start, run_end):
        return None
    end, approximately, bound, change = _behind(folded, end, unit)
    cumulative = cumulative or (folded.startswith("(", end) and _CUMULATIVE.match(folded, end) is not None)
    # In the order of the fields: a text of numbers has hundreds of thousands, and names take twice the time.
    about = approximate or approximately
    return NumberMention(
        first,
        end,
        text[first:end],
        -value if negative else value,
        unit,
        digits,
        about,
        bound,
        change,
        cumulative,
    )


def _figure(folded: str, plain: re.Match[str]) -> tuple[Decimal, int, int, str] | None:
    """Return value, digits, end and, for 割 and 千円, the unit of a number that begins with ``plain``."""
    value, digits, end = Decimal(plain[0].replace(",", "")), len(plain["fraction"] or ""), plain.end()
    behind = folded[end : end + 1]
    if behind not in _SCALED and not behind.isspace():
        return value, digits, end, ""
    if tenths := _TENTHS.match(folded, end):
        tenth = tenths["tenth"]
        return value * 10 + int(tenth or 0), digits - (0 if tenth else 1), tenths.end(), "%"
    scale = _SCALE.match(folded, end)
    if scale is None:
        return value, digits, end, ""
    rest = _SCALES.match(folded, scale.end())
    end = rest.end() if rest else scale.end()
    # 「63,638千円」 is counted in thousands of yen; 「137万8千円」 is not.
    if end == scale.end() and scale[0] in ("千", "百万") and folded.startswith("円", end):
        return value, digits, end + 1, scale[0] + "円"
    quantity = parse_quantity(folded[plain.start() : end])
    return None if quantity is None else (quantity.value, digits, end, "")


def _in_front(folded: str, start: int) -> tuple[int, bool, bool, bool]:
    """Return where a number begins with its 約 and sign; whether it is negative, approximate, cumulative."""
    first, negative, approximate = start, False, False
    previous = folded[start - 1 : start]
    if (previous in _LEADING or previous.isspace()) and (
        lead := _LEAD.search(folded, max(0, start - 8), start)
    ):
        first, negative, approximate = lead.start(), bool(lead["sign"]), bool(lead["about"])
    leading = folded[max(0, first - 8) : first].rstrip(" :はで\n")
    total = leading.endswith("計") and _TOTAL.search(leading) is not None
    return first, negative, approximate, total or leading.endswith(_TOGETHER)


def _behind(folded: str, end: int, unit: str) -> tuple[int, bool, str, str]:
    """Return where a number ends with the words behind its counter; whether those say about; bound; change."""
    if folded[end : end + 1] not in FOLLOWING:
        return end, False, "", ""
    suffix = suffix_at(folded, end)
    bound, change, end = suffix.bound, suffix.change, suffix.end
    # 「5業務の向上」 is no growth by five; 「5%の向上」 is.
    if suffix.of and change[0] not in "増減" and unit not in ("%", "ポイント", "倍"):
        change, end = "", suffix.bounded
    if not bound and (verb := VERB.match(folded, end)):
        bound = "超" if verb["more"] else "未満"
    return end, bool(suffix.about), normal_bound(bound), normal_change(change)


def _part_of_a_name(folded: str, start: int, end: int) -> bool:
    """Return whether digits name something (Windows10, 第7次, No34, 2-19) or number a line."""
    run, before = folded[start:end], folded[max(0, start - 6) : start]
    previous, following = before[-1:], folded[end : end + 1]
    if len(run) > 1 and run[0] == "0" and run[1] != ".":
        return True
    if previous.isascii() and (previous.isalpha() or previous == "_"):
        # 「PV1,200件」, 「ICT100%」
        return not ("," in run or following == "%" or _SCALE.match(folded, end))
    spaceless = before.rstrip(" .:")
    if spaceless.endswith(_NUMBERED):
        return True
    if previous == "-" and before[-2:-1].isalnum() and before[-2:-1].isascii():
        return not (before[-2:-1].isdigit() and counter_end(folded, end))
    if following == "-" and (second := _PLAIN.match(folded, end + 1)):
        return counter_end(folded, second.end()) is None
    if end - start <= 2 and _AFTER_ITEM.match(folded, end):
        # Only so near to the beginning of its line: to look for that further back takes the square of a long one.
        near = max(0, start - _MARGIN - 1)
        line = (
            max(folded.rfind("\n", near, start), folded.rfind("\t", near, start), near - 1 if near else -1)
            + 1
        )
        return start - line <= _MARGIN and _BULLETS.fullmatch(folded, line, start) is not None
    return False


def _bare(folded: str, start: int, end: int) -> bool:
    """Return whether a number without counter is an item's (``(1)``) or a year in a name (フェア2019)."""
    run, previous = folded[start:end], folded[start - 1 : start]
    if previous == "(" and folded[end : end + 1] == ")" and len(run) <= 2:
        return True
    return run.isdigit() and len(run) == 4 and 1900 <= int(run) < 2200 and previous not in (":", "=")


def _ranges(folded: str, numbers: Iterable[NumberMention]) -> Iterator[NumberMention]:
    """Mark both ends of 「5～10件」; the first takes the counter of the second."""
    held: NumberMention | None = None
    for number in numbers:
        current = number
        if held and not (held.bound or number.bound) and _RANGE.fullmatch(folded, held.end, number.start):
            held = held._replace(bound="〜", unit=held.unit or number.unit)
            current = number._replace(bound="〜")
        if held:
            yield held
        held = current
    if held:
        yield held


def phrase_span(text: str, *members: NumberMention) -> tuple[int, int]:
    """Return where a phrase of several numbers stands, with the bracket that closes it."""
    start, end = min(member.start for member in members), max(member.end for member in members)
    inside = text[start:end]
    opened = sum(map(inside.count, "(（")) > sum(map(inside.count, ")）"))
    return (start, end + 1) if opened and text[end : end + 1] in (")", "）") else (start, end)
