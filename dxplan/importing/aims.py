"""What the goal of an item aims at: figures behind a label, figures of which a sentence says that they are the aim.

What it tells of an earlier day (平成31年1月23日現在) is known of the indicator, and no target.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import NumberMention, Reading, same_unit
from dxplan.importing.labels import (
    BRACKET,
    COUNTED,
    TIMES,
    after_year,
    bare,
    is_name,
    label_before,
    labelled,
    pieces,
    quantity_of,
    when_of,
    written_unit,
)
from dxplan.values.patterns import regex
from dxplan.values.quantities import Quantity, Ratio, parse_quantity, quantity_from_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.prose import YearMention

_AIMED: Final = regex(r"(?P<noun>[^、。，．\n]{0,16}?)(?:を|と(?:して)?|の達成を)?(?P<word>目標|目指|めざ)")
_GROWS: Final = regex(r"\s*(?:させ|する|を(?:目標|目指)|$)")
_MAKES: Final = regex(r"を?(?:制作|作成|開発|整備|開催|実施|導入|設置|育成|支援)(?:する|し)")
_FROM: Final = regex(r"\s*(?:から|→|⇒|より)")
_TURNS: Final = regex(
    r"(?:程度)?(?:と(?:する|なる)|が(?:参加|受講|利用|来場)する|を見込[みむ]|(?:に|へ|まで)(?:引き?上げ|引き?下げ|拡大|拡充|増や|増加|高め|伸ば|短縮|削減|縮減|減ら|減少|抑え|低減|する(?:\Z|[。、\n])|\Z|[。\n]))"
    r"|を?(?:新たに)?(?:開催|実施|設置|整備|導入|制作|作成|養成|育成|配置|公開|配布|運行|支援)(?:する|し、|\Z|[。\n])"
)
_FALLS: Final = regex(r"(?:以下|程度)?(?:に|へ|まで)(?:引き?下げ|短縮|削減|縮減|減ら|減少|抑え|低減)")
#: What has been done already is no aim.
_DONE: Final = regex(r"[^。、\n]{0,10}(?:した|しました|している|しており|された)")
_LASTS: Final = regex(r"(?:時間|期間|日数|年数)\Z")
_BEFORE_AIM: Final = regex(r"目標(?:数|値)?\s*[:：は]?\s*(?:年間?)?\s*\Z")
_AS_OF: Final = regex(r"(?P<when>(?:令和|平成|[RH])\S{1,12}?)現在")


@dataclass(slots=True, kw_only=True)
class Proposed:
    """An indicator as the texts tell it. ``doubts`` are why a person should look at it; it is sure without any.

    ``source`` is the passage it was read in, ``told`` the one of its actual. ``year`` is that of the target, None for
    the year of the plan; ``derived`` says where it comes from if no text names it.
    """

    name: str
    unit: str
    target: Quantity | None = None
    baseline: Quantity | None = None
    actual: Quantity | Ratio | None = None
    year: int | None = None
    derived: str = ""
    reference: bool = False
    source: str = ""
    told: str = ""
    doubts: tuple[str, ...] = ()
    note: str = ""
    #: Why less of it is better, "" where nothing says so.
    lower: str = ""
    from_verdict: bool = False

    def doubt(self, why: str) -> None:
        """Add a reason to look at it again."""
        if why not in self.doubts:
            self.doubts = (*self.doubts, why)


def listed(reading: Reading, year: int) -> Iterator[tuple[int, int, Proposed]]:
    """Yield the targets that stand behind a label, with nothing behind them."""
    for pair in labelled(reading, year):
        n = pair.number
        if not pair.end or n.change or n.bound == "〜" or not is_name(pair.label):
            continue
        if not n.unit and not pair.colon:
            continue
        if n.unit in TIMES:
            continue
        if regex(r"[、，]").search(pair.label) and not pair.colon:
            continue
        target = quantity_of(n)
        if target is None:
            continue
        each = Proposed(name=pair.label, unit=written_unit(n), target=target, source=pair.text)
        base = _base_behind(reading, n)
        if base:
            each.baseline = base
        else:
            _date(each, pair.dated)
        yield n.start, n.end, each


def _base_behind(reading: Reading, number: NumberMention) -> Quantity | None:
    """Return the value of an earlier year in brackets behind a number: 「65.0%（H30:61.9%）」."""
    match = regex(r"\s*[（(]\s*(?:令和|平成|[RH])[^:：)）]{1,8}[:：]\s*").match(reading.folded, number.end)
    if match is None:
        return None
    inside = next((n for n in reading.numbers if n.start == match.end()), None)
    return quantity_of(inside) if inside and same_unit(inside.unit, number.unit) else None


def aimed(reading: Reading, name: str, year: int) -> Iterator[tuple[int, int, Proposed]]:
    """Yield the numbers that a sentence says are aimed at, or at which something is to arrive."""
    for start, end in pieces(reading):
        numbers = [n for n in reading.numbers if start <= n.start < end]
        sentence = reading.text[start:end].strip()
        begin = start
        base: NumberMention | None = None
        for n, until in zip(numbers, [*(n.start for n in numbers[1:]), end], strict=False):
            here, begin = begin, begin if n.unit in TIMES else n.end
            left = reading.text[after_year(reading, here, n.start) : n.start]
            bracket = BRACKET.match(reading.text, n.end)
            behind = reading.text[bracket.end() if bracket else n.end : until]
            if n.change and n.unit == "%" and _GROWS.match(behind):
                yield from ((n.start, n.end, each) for each in _grows(n, left, sentence))
                continue
            if _FROM.match(behind):
                base, begin = n, here  # 1,000件から800件に
                continue
            before, base = base, None
            aim = _AIMED.match(behind)
            plain = aim is not None or _BEFORE_AIM.search(left) is not None
            if before:  # what is called stands before the value it comes from
                left = regex(r"(?:現状|前年度|現在)の?\Z").sub("", reading.text[here : before.start])
            turns = not plain and _arrives(n, left, behind)
            if not (plain or turns) or n.change or not n.unit or (n.unit in TIMES and not turns):
                begin = here if _MAKES.match(behind) else n.end
                continue
            target = quantity_of(n)
            if target is None:
                continue
            label = label_before(_BEFORE_AIM.sub("", left))
            called = _called(label, bare(aim["noun"]) if aim else "")
            if not is_name(called) and _BEFORE_AIM.search(left):
                called = f"{n.unit}数"  # 「目標数：12,000ダウンロード」
            elif not is_name(called):
                counted = [bare(match[0]) for match in COUNTED.finditer(reading.text, 0, n.start)]
                called = next((each for each in reversed(counted) if is_name(each)), name)
            each = Proposed(name=called, unit=written_unit(n), target=target, source=sentence)
            if before and same_unit(before.unit, n.unit):
                each.baseline = quantity_of(before)
            if _FALLS.match(behind):
                each.lower = "減らすと書いてある"
            since = BRACKET.match(reading.text, before.end) if before else None
            _date(each, when_of(reading, start, since.end() if since else here, n, year))
            yield n.start, n.end, each


def _arrives(number: NumberMention, left: str, behind: str) -> bool:
    """Whether a goal says that something is to arrive at a number: 45％以上に引き上げる, 20施設に拡大, 15分以下."""
    if _DONE.match(behind):
        return False
    if number.unit in TIMES:
        low = number.bound == "以下" or _FALLS.match(behind) is not None
        return low and _LASTS.search(label_before(left)) is not None
    return number.bound in ("以上", "以下", "未満", "超") or _TURNS.match(behind) is not None


def _date(each: Proposed, years: Sequence[YearMention]) -> None:
    """Give a target the one year that is named with it; of several, or of a calendar year, nobody can be sure."""
    if not years:
        return
    named = years[-1]
    each.year = named.as_fiscal_year
    if len({year.year for year in years}) > 1:
        each.doubt("年度がいくつも書いてある")
    if named.fiscal_year is None and named.text.endswith("年"):
        each.doubt(f"「{named.text}」が年度のことか分からない")


def _grows(number: NumberMention, left: str, sentence: str) -> Iterator[Proposed]:
    """Yield what is to grow by a share, each of several: 「登録者数、海外からの視聴回数を5%増加させる」."""
    target = parse_quantity(f"{number.value:f}%{'増' if number.change == '増' else '減'}")
    for label in regex(r"[、，]").split(label_before(left)):
        if is_name(label.strip()):
            yield Proposed(name=label.strip(), unit="", target=target, source=sentence)


def _called(label: str, noun: str) -> str:
    """Return what a figure is called, from the words before it and the noun behind: 「300名の受講を目標」."""
    noun = regex(r"(?:\A(?:以上|程度)?[のを])|を\Z|と\Z").sub("", noun)
    names = COUNTED.findall(label)
    if len(noun) > 2 and is_name(noun):
        return noun
    if names:
        return str(label if is_name(label) and label.endswith(names[-1]) else names[-1]).removeprefix("の")
    return noun if is_name(noun) else label


def as_of(reading: Reading, year: int) -> Iterator[tuple[int, int, Proposed]]:
    """Yield the values that a goal tells of a day before the year: what is known of it, and no target."""
    for match in _AS_OF.finditer(reading.text):
        when = next((y for y in reading.years if match.start() <= y.start < match.end()), None)
        day = when and when.fiscal_year
        if day is None or day >= year:
            continue
        stop = regex(r"目標").search(reading.text, match.end())
        until = stop.start() if stop else len(reading.text)
        title = regex(r"([^\s。、]{2,20}?)[（(]?\Z").search(reading.text[: match.start()])
        for pair in labelled(Reading(reading.text[match.end() : until])):
            label = regex(r"\A[）)\s]+").sub("", pair.label)
            quantity = quantity_of(pair.number)
            if quantity is None or not is_name(label):
                continue
            named = title[1] if title and title[1].endswith(("率", "数", "割合")) else ""
            start = match.end() + pair.number.start
            yield (
                start,
                match.end() + pair.number.end,
                Proposed(
                    name=f"{named}（{label}）" if named else label,
                    unit=written_unit(pair.number),
                    baseline=quantity,
                    reference=True,
                    source=reading.text[match.start() : match.end() + pair.number.end],
                ),
            )


def frequencies(reading: Reading) -> Iterator[Proposed]:
    """Yield how often something is done, where the verdict says that there was a target: 「CMS研修（12回/年）の開催」."""
    for n in reading.numbers:
        if n.unit != "回" or n.change or not regex(r"[/／]年").search(n.text):
            continue
        label = label_before(reading.text[: n.start])
        target = parse_quantity(f"{n.value:f}")
        if target and is_name(label):
            number = quantity_from_number(n.value if n.value % 1 else int(n.value))
            yield Proposed(name=f"{label}の回数", unit="回", target=number, source=reading.text.strip())
