"""The figures that the texts of an item tell: what its goal aims at, what its result and its verdict say was reached.

Nothing is guessed in silence. A figure goes into a plan by itself only where its text says that it is aimed at (a
label and a number, 目標, 目指す, or a verdict that holds the one against the other) and where it has one year; everything
else is proposed with a reason to look at it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.checks.prose import NumberMention, Reading, normal_unit, same_unit
from dxplan.importing.tables import key_of
from dxplan.values.patterns import regex
from dxplan.values.quantities import Quantity, Ratio, parse_quantity, quantity_from_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True, kw_only=True)
class Proposed:
    """An indicator as the texts tell it. ``doubts`` are why a person should look at it; it is sure without any.

    ``source`` is the passage it was read in, ``told`` the one of its actual. ``year`` is that of the target, None for
    the year of the plan.
    """

    name: str
    unit: str
    target: Quantity | None = None
    baseline: Quantity | None = None
    actual: Quantity | Ratio | None = None
    year: int | None = None
    reference: bool = False
    source: str = ""
    told: str = ""
    doubts: tuple[str, ...] = ()
    note: str = ""
    from_verdict: bool = False

    def doubt(self, why: str) -> None:
        """Add a reason to look at it again."""
        if why not in self.doubts:
            self.doubts = (*self.doubts, why)


class _Pair(NamedTuple):
    """A label with its number, as a list has them: 「AI・IoT技術移転数：5件」."""

    label: str
    number: NumberMention
    text: str
    colon: bool
    end: bool
    dated: int | None


class _Held(NamedTuple):
    """What a verdict holds against one another: 「目標2,000人に対し、1,157人」."""

    label: str
    target: NumberMention | None
    actual: NumberMention | None
    text: str


#: Where a sentence or a point of a list ends.
_STOP: Final = regex(r"[。\n]|(?:(?<=\s)|^)[・※]")
_AIMED: Final = regex(r"(?P<noun>[^、。，．\n]{0,16}?)(?:を|と(?:して)?|の達成を)?(?P<word>目標|目指|めざ)")
_GROWS: Final = regex(r"\s*(?:させ|する|を(?:目標|目指)|$)")
_MAKES: Final = regex(r"を?(?:制作|作成|開発|整備|開催|実施|導入|設置|育成|支援)(?:する|し)")
_BEFORE_AIM: Final = regex(r"目標(?:数|値)?\s*[:：は]?\s*(?:年間?)?\s*\Z")
_HELD: Final = regex(r"に(?:対し|対して)[、,]?")
_LABEL_END: Final = regex(
    r"(?:数|率|額|量|面積|割合|累計|時間|売上|価格|件数|者|企業|整備|開催|研修|社|店|フォロワー|台数|実績|点|度|期間|ビュー|アクセス|」)\Z"
)
_FREQUENCY: Final = regex(r"(?:年間?に?|月に?|毎[月年]|各|週|延べ|累計|約|全)\Z")
_ADVERB: Final = regex(
    r"(?:を|が|は|に|で|も|の|について|については|として|、|，|：|:|\s|年間?|毎年度?|延べ|約|累計|[（(]|計|年度末)+\Z"
)
_HEAD: Final = regex(
    r"\A(?:[【\[][^】\]]{1,12}[】\]]|また|さらに|なお|併せて|あわせて|令和元年度|今年度|本年度|年間|そのうち|[、，\s・:：]|目標)+"
)
_CLAUSE: Final = regex(
    r"(?:により|ことで|ため|とともに|ほか|よう|から|において|における|に対し|ており|し|て)[、，]"
)
_AS_OF: Final = regex(r"(?P<when>(?:令和|平成|[RH])\S{1,12}?)現在")
_PERIOD: Final = regex(
    r"(?:事業|計画)?期間(?:中|の)?[^。\n]{0,8}?(?P<years>[0-9])\s*[年か]年?間?の?目標|(?P<more>[0-9])\s*[年か]年?間の(?:累計)?目標"
)
_FROM_YEAR: Final = regex(r"(?P<from>[RHrh]\s?(?:元|[0-9]{1,2}))\s*[~～〜-]\s*[RHrh]")
_MET: Final = regex(r"目標(?:を)?達成")
_ALL: Final = regex(r"全件|すべて|全て|全数")
_PER: Final = regex(r"[/／](?:年度?|月|日|週)間?\Z")
_TOTAL_OF: Final = regex(r"(?P<name>[^\s。、]{2,20}?)(?:の)?(?:数)?\Z")
#: What measures how long something takes, and is no figure that is aimed at.
_TIMES: Final = frozenset(
    ["年", "年間", "月", "か月", "分", "分間", "秒", "日", "日間", "か年", "期", "次", "歳", "時", "年度"]
)
_LONGEST: Final = 60
#: Names that say nothing.
_EMPTY: Final = regex(r"(?:目標)?(?:数|値|件数)?|整備予定|予定")
#: Nouns that a person counts and that a label ends in, looked for where a sentence has no other name of its figure.
_COUNTED: Final = regex(
    r"[^\s、。「」（）()]{0,14}(?:件数|者数|回数|アクセス数|登録数|社数|店舗数|売上|面積|割合|率|数)"
)


def propose(
    goal: str, verdict: str, report: str, *, year: int, name: str, words: Sequence[str]
) -> list[Proposed]:
    """Return the indicators that the texts of an item tell.

    ``words`` are the verdicts that ask for no figure (計画どおり実施) and are not 達成: with one of them a figure of the
    goal was no target of the year.
    """
    reading = Reading(goal)
    plainly = any(word in verdict for word in words)
    found = [*_as_of(reading, year), *_listed(reading), *_aimed(reading, name)]
    held = [*_verdict_pairs(verdict, year)]
    proposed = _apart(found)
    for pair in held:
        _hold(proposed, pair, goal, name)
    if verdict and not plainly and not held and not any(not each.reference for each in proposed):
        proposed += [*_frequencies(reading)]
    if held and not _MET.search(verdict):
        for each in proposed:
            if not each.from_verdict and not each.reference:
                each.doubt("達成度の欄が触れていない")
    _due(proposed, reading, verdict)
    _reached(proposed, verdict, report, year)
    for each in proposed:
        if each.year is not None and each.year < year:
            each.doubt("目標の年度が、計画の年度より前")
        if plainly and not each.reference and each.year in (None, year):
            each.doubt("公表の達成度は、数値目標がないときの言葉")
    return _named_apart(proposed, name)


def _apart(found: Sequence[tuple[int, int, Proposed]]) -> list[Proposed]:
    """Return proposals, of those read of one number the first."""
    taken: list[tuple[int, int]] = []
    kept: list[tuple[int, Proposed]] = []
    for start, end, each in found:
        if not any(start < other_end and other < end for other, other_end in taken):
            taken.append((start, end))
            kept.append((start, each))
        elif each.target and each.target.relative:  # 登録者数、視聴回数を5%増
            kept.append((start, each))
    return [each for _, each in sorted(kept, key=lambda pair: pair[0])]


def _pieces(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where each sentence and each point of a list begins and ends."""
    start = 0
    for match in _STOP.finditer(reading.text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    yield start, len(reading.text)


def _pairs(reading: Reading) -> Iterator[_Pair]:
    """Yield the numbers of a text that stand right behind a label."""
    for start, end in _pieces(reading):
        numbers = [n for n in reading.numbers if start <= n.start < end]
        begin = start
        for n in numbers:
            left = reading.text[begin : n.start]
            behind = reading.text[n.end : end]
            tail = regex(r"\s*[（(](?P<in>[^（()）]*)[)）]").match(behind)
            after = n.end + (tail.end() if tail else 0)
            dated = None
            if tail:
                inside = [y for y in reading.years if n.end <= y.start < after]
                dated = (inside[0].fiscal_year or inside[0].year) if inside else None
            before = [y for y in reading.years if begin <= y.start < n.start]
            if before:
                dated = dated if dated is not None else (before[-1].fiscal_year or before[-1].year)
            colon = regex(r"[:：]\s*(?:年間?|約)?\s*\Z").search(left) is not None
            spaced = regex(r"[\s\u3000](?:年間?|約|延べ)?\s*\Z").search(left) is not None
            label = _label(left)
            last = label.rpartition(" ")[2]
            if colon and _LABEL_END.search(last) and _is_name(last):
                label = last
            label = regex(r"\A[ア-ンa-zA-Z0-9][.．)）]\s*").sub("", label)
            rest = reading.text[after:end]
            ends = regex(r"\s*(?:\Z|[・※]|[\s、](?=\S))").match(rest) is not None
            if label and (colon or spaced or _LABEL_END.search(label)):
                yield _Pair(label, n, reading.text[begin:after].strip(), colon or spaced, ends, dated)
            begin = after


def _label(left: str) -> str:
    """Return what names a number, of the words before it."""
    words = _clean(regex(r"\A.*[。\n]", 16).sub("", left))
    cut = [match.end() for match in _CLAUSE.finditer(words)]
    return _clean(words[cut[-1] :] if cut else words)


def _clean(words: str) -> str:
    words = regex(r"\s+").sub(" ", words).strip()
    before = ""
    while before != words:
        before = words
        words = _ADVERB.sub("", _HEAD.sub("", words)).strip()
    if words.count("（") > words.count("）") or words.count("(") > words.count(")"):
        words = words.replace("（", " ").replace("(", " ").strip()
    return words.lstrip("）)」】 ").strip()


def _is_name(label: str) -> bool:
    return 1 < len(label) <= 40 and not regex(r"[。]|(?:する|した|して|ため|など)\Z").search(label)


def _listed(reading: Reading) -> Iterator[tuple[int, int, Proposed]]:
    """Yield the targets that stand behind a label, with nothing behind them."""
    for pair in _pairs(reading):
        n = pair.number
        if not pair.end or n.change or n.bound == "〜" or not _is_name(pair.label):
            continue
        if not n.unit and not pair.colon:
            continue
        if n.unit in _TIMES:
            continue
        if regex(r"[、，]").search(pair.label) and not pair.colon:
            continue
        target = _quantity(n)
        if target is None:
            continue
        each = Proposed(name=pair.label, unit=written_unit(n), target=target, source=pair.text)
        base = _base_behind(reading, n)
        if base:
            each.baseline = base
        elif pair.dated is not None:
            each.year = pair.dated
        yield n.start, n.end, each


def _base_behind(reading: Reading, number: NumberMention) -> Quantity | None:
    """Return the value of an earlier year in brackets behind a number: 「65.0%（H30:61.9%）」."""
    match = regex(r"\s*[（(]\s*(?:令和|平成|[RH])[^:：)）]{1,8}[:：]\s*").match(reading.folded, number.end)
    if match is None:
        return None
    inside = next((n for n in reading.numbers if n.start == match.end()), None)
    return _quantity(inside) if inside and same_unit(inside.unit, number.unit) else None


def _aimed(reading: Reading, name: str) -> Iterator[tuple[int, int, Proposed]]:
    """Yield the numbers that a sentence says are aimed at."""
    for start, end in _pieces(reading):
        numbers = [n for n in reading.numbers if start <= n.start < end]
        sentence = reading.text[start:end].strip()
        begin = start
        for n, until in zip(numbers, [*(n.start for n in numbers[1:]), end], strict=False):
            left, behind = reading.text[begin : n.start], reading.text[n.end : until]
            here, begin = begin, n.end
            if n.change and n.unit == "%" and _GROWS.match(behind):
                yield from ((n.start, n.end, each) for each in _grows(n, left, sentence))
                continue
            aim = _AIMED.match(behind)
            if (aim is None and not _BEFORE_AIM.search(left)) or n.change or not n.unit or n.unit in _TIMES:
                begin = here if _MAKES.match(behind) else n.end
                continue
            target = _quantity(n)
            if target is None:
                continue
            called = _called(_label(_BEFORE_AIM.sub("", left)), _clean(aim["noun"]) if aim else "")
            if not _is_name(called):
                called = next((m[0] for m in reversed([*_COUNTED.finditer(reading.text, 0, n.start)])), name)
            each = Proposed(name=called, unit=written_unit(n), target=target, source=sentence)
            years = [y for y in reading.years if here <= y.start < n.start]
            if years:
                each.year = years[-1].fiscal_year or years[-1].year
            if len(years) > 1:
                each.doubt("年度がいくつも書いてある")
            yield n.start, n.end, each


def _grows(number: NumberMention, left: str, sentence: str) -> Iterator[Proposed]:
    """Yield what is to grow by a share, each of several: 「登録者数、海外からの視聴回数を5%増加させる」."""
    target = parse_quantity(f"{number.value:f}%{'増' if number.change == '増' else '減'}")
    for label in regex(r"[、，]").split(_label(left)):
        if _is_name(label.strip()):
            yield Proposed(name=label.strip(), unit="", target=target, source=sentence)


def _called(label: str, noun: str) -> str:
    """Return what a figure is called, from the words before it and the noun behind: 「300名の受講を目標」."""
    noun = regex(r"(?:\A(?:以上|程度)?の)|を\Z|と\Z").sub("", noun)
    names = _COUNTED.findall(label)
    if len(noun) > 2 and _is_name(noun):
        return noun
    if names:
        return str(label if _is_name(label) and label.endswith(names[-1]) else names[-1]).removeprefix("の")
    return noun if _is_name(noun) else label


def _as_of(reading: Reading, year: int) -> Iterator[tuple[int, int, Proposed]]:
    """Yield the values that a goal tells of a day before the year: what is known of it, and no target."""
    for match in _AS_OF.finditer(reading.text):
        when = next((y for y in reading.years if match.start() <= y.start < match.end()), None)
        day = when and when.fiscal_year
        if day is None or day >= year:
            continue
        stop = regex(r"目標").search(reading.text, match.end())
        until = stop.start() if stop else len(reading.text)
        title = regex(r"([^\s。、]{2,20}?)[（(]?\Z").search(reading.text[: match.start()])
        for pair in _pairs(Reading(reading.text[match.end() : until])):
            label = regex(r"\A[）)\s]+").sub("", pair.label)
            quantity = _quantity(pair.number)
            if quantity is None or not _is_name(label):
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


def _frequencies(reading: Reading) -> Iterator[Proposed]:
    """Yield how often something is done, where the verdict says that there was a target: 「CMS研修（12回/年）の開催」."""
    for n in reading.numbers:
        if n.unit != "回" or n.change or not regex(r"[/／]年").search(n.text):
            continue
        label = _label(reading.text[: n.start])
        target = parse_quantity(f"{n.value:f}")
        if target and _is_name(label):
            number = quantity_from_number(n.value if n.value % 1 else int(n.value))
            yield Proposed(name=f"{label}の回数", unit="回", target=number, source=reading.text.strip())


def _verdict_pairs(verdict: str, year: int) -> Iterator[_Held]:
    reading = Reading(verdict)
    for start, end in _pieces(reading):
        match = _HELD.search(verdict, start, end)
        if match is None:
            continue
        before = [n for n in reading.numbers if start <= n.start < match.start()]
        numbers = [n for n in reading.numbers if match.end() <= n.start < end]
        begins = [match.end(), *(n.end for n in numbers)]
        behind = [n for n, begin in zip(numbers, begins, strict=False) if _of_year(reading, begin, n, year)]
        text = verdict[start:end].strip()
        if _ALL.search(verdict, start, match.start()):
            yield _Held("", None, behind[0] if behind else None, text)
        elif before and behind:
            label = verdict[start : before[-1].start]
            label = _clean(regex(r"年間目標|目標(?:数|値)?").sub("", label))
            yield _Held(label, before[-1], behind[0], text)


def _hold(proposed: list[Proposed], held: _Held, goal: str, name: str) -> None:
    """Give a proposal the actual that the verdict holds against its target; without one the verdict tells it whole."""
    if held.target is None:
        _hold_all(proposed, held, goal)
        return
    value = held.target.value
    fitting = [
        each
        for each in proposed
        if each.target
        and each.target.value == value
        and (not held.target.unit or _alike(each.unit, held.target.unit))
    ]
    if not fitting:
        target = _quantity(held.target)
        if target is None:
            return
        label = held.label or _behind(held, held.target, name)
        if _EMPTY.fullmatch(label):
            label = f"{label.removesuffix('数')}{held.target.unit}数"
        each = Proposed(name=label, unit=written_unit(held.target), target=target, source=held.text)
        if not any(_alike(n.unit, held.target.unit) and n.value == value for n in Reading(goal).numbers):
            total = sum(n.value for n in Reading(goal).numbers if _alike(n.unit, held.target.unit))
            if total != value:
                each.doubt("達成度の欄の目標が、目標の文にない")
        proposed.append(each)
        fitting = [each]
    each = max(fitting, key=lambda one: _likeness(one.name, held.label))
    each.from_verdict = True
    each.year = None  # it is the verdict of the plan's own year
    if _EMPTY.fullmatch(each.name):
        each.name = held.label or f"{held.target.unit or each.unit}数"
    if not each.unit and held.target.unit:
        each.unit = held.target.unit
    if held.actual and (not held.actual.unit or _alike(held.actual.unit, each.unit)):
        each.actual = _actual(held.actual, each)
        each.told = held.text


def _behind(held: _Held, number: NumberMention, name: str) -> str:
    """Return what a verdict counts, from the words between the target and に対し: 「年3回の情報提供に対し」."""
    between = held.text[held.text.find(number.text) + len(number.text) :]
    word = regex(r"\Aの").sub("", _clean(_HELD.split(between)[0]))
    counted = f"{number.unit}数"
    return f"{word}の{counted}" if len(word) > 1 else counted if number.unit else name


def _hold_all(proposed: list[Proposed], held: _Held, goal: str) -> None:
    match = _ALL.search(goal)
    target = parse_quantity("全件")
    if match is None or target is None:
        return
    behind = regex(r"[^\s。、を]{2,12}").match(goal, match.end())
    each = Proposed(
        name=f"{behind[0]}の実施率" if behind else "実施率",
        unit="%",
        target=target,
        source=goal,
        told=held.text,
    )
    each.from_verdict = True
    proposed.append(each)


def _due(proposed: Sequence[Proposed], reading: Reading, verdict: str) -> None:
    """Give targets of a span of years the year in which it ends, as far as the texts tell where it begins."""
    period = _PERIOD.search(reading.folded)
    if period is None:
        return
    from dxplan.values.years import parse_fiscal_year

    years = int(period["years"] or period["more"])
    begins = _FROM_YEAR.search(Reading(verdict).folded) or _FROM_YEAR.search(reading.folded)
    first = parse_fiscal_year(begins["from"].replace(" ", "")) if begins else None
    for each in proposed:
        if each.year is None and not each.reference:
            each.year = first + years - 1 if first else None
            each.doubt(
                f"{years}年間の目標で、目標の年度は文から出したもの"
                if first
                else f"{years}年間の目標で、年度が分からない"
            )


def _reached(proposed: Sequence[Proposed], verdict: str, report: str, year: int) -> None:
    """Give each proposal without an actual the one that the texts tell of the year, where there is just one."""
    told = [*_told(Reading(verdict), year, "達成度の欄")] if not _HELD.search(verdict) else []
    rest = _HELD.split(verdict)[-1] if _HELD.search(verdict) else ""
    told += [*_told(Reading(rest), year, "達成度の欄")] if rest else []
    reading = Reading(report)
    told_there = [*_told(reading, year, "実績の文")]
    open_ = [each for each in proposed if each.actual is None]
    _in_order(open_, told) or _in_order(open_, told_there)
    for each in [each for each in open_ if each.actual is None]:
        if each.target and each.target.relative:
            _grown(each, reading)
            continue
        if each.target and each.target.text == "全件":
            quotients = reading.quotients
            if quotients:
                best = quotients[-1]
                each.actual = Ratio(best.part.value, best.whole.value)
                each.told = best.text
            continue
        if each.reference and not told:
            continue
        _choose(each, told, proposed) or _choose(each, told_there, proposed) or _otherwise(each, told_there)


def _in_order(proposed: Sequence[Proposed], told: Sequence[_Told]) -> bool:
    """Give proposals their actuals in order, where a text lists just as many in the same units and no label disagrees."""
    plain = [each for each in proposed if each.target and not each.target.relative and not each.reference]
    if len(plain) < 2 or len(told) != len(plain):
        return False
    if not all(_alike(one.number.unit, each.unit) for each, one in zip(plain, told, strict=True)):
        return False
    for number, each in enumerate(plain):
        own = _likeness(each.name, told[number].label)
        if any(_likeness(each.name, other.label) > own + 0.2 for other in told):
            return False
    for each, one in zip(plain, told, strict=True):
        each.actual, each.told = _actual(one.number, each), one.text
    return True


def _otherwise(each: Proposed, told: Sequence[_Told]) -> bool:
    """Give a proposal the one number with its label in another unit (4,400件 of フォロワー, 11,696人), and say so."""
    fitting = [one for one in told if _likeness(each.name, one.label) >= 0.6 and one.number.unit]
    if len(fitting) != 1 or fitting[0].number.unit in (*_TIMES, "%"):
        return False
    one = fitting[0]
    each.actual, each.told = _actual(one.number, each), one.text
    each.note = f"実績の単位は「{one.number.unit}」"
    return True


def _of_year(reading: Reading, begin: int, number: NumberMention, year: int) -> bool:
    """Whether a number is one of a year, as far as a year is named before it or in brackets behind it."""
    behind = regex(r"\s*[（(][^（()）]*[)）]").match(reading.text, number.end)
    named = [y for y in reading.years if begin <= y.start < number.start][-1:]
    named += [y for y in reading.years if behind and number.end <= y.start < behind.end()]
    return all((y.year if y.fiscal_year is None else y.fiscal_year) == year for y in named)


class _Told(NamedTuple):
    label: str
    number: NumberMention
    text: str
    where: str


def _told(reading: Reading, year: int, where: str) -> Iterator[_Told]:
    """Yield the numbers of a text that may be actuals of the year: none of another year, no change, no number in brackets."""
    for start, end in _pieces(reading):
        begin = start
        for n in [n for n in reading.numbers if start <= n.start < end]:
            ended, begin = begin, n.end
            if n.change or n.bound == "〜" or not _of_year(reading, ended, n, year):
                continue
            left = reading.text[ended : n.start]
            yield _Told(_label(left) or left[-20:], n, reading.text[start:end].strip(), where)


def _choose(each: Proposed, told: Sequence[_Told], all_: Sequence[Proposed]) -> bool:
    """Give a proposal its actual out of what a text tells; whether it has got one, or is in doubt of several."""
    fitting = [
        one for one in told if _alike(one.number.unit, each.unit) or (not one.number.unit and each.reference)
    ]
    if not fitting:
        return False
    rivals = [
        other
        for other in all_
        if other is not each
        and _alike(other.unit, each.unit)
        and not (other.target and other.target.relative)
    ]
    scored = sorted(
        ((_likeness(each.name, one.label), -number, one) for number, one in enumerate(fitting)),
        reverse=True,
        key=lambda x: x[:2],
    )
    best, _, one = scored[0]
    second = scored[1][0] if len(scored) > 1 else 0.0
    claimed = any(_likeness(other.name, one.label) > best for other in rivals)
    lone = len(fitting) == 1 and not rivals
    if (
        claimed
        or (best < 0.3 and not lone)
        or (best - second < 0.1 and len(scored) > 1 and scored[1][2].number.value != one.number.value)
    ):
        if best < 0.3 or claimed:
            return False
        later = [s for s in scored if best - s[0] < 0.1]
        values = {s[2].number.value for s in later}
        if len(values) > 1:
            each.doubt("実績らしい数がいくつもある")
            return True
    actual = _actual(one.number, each)
    if actual is None:
        return False
    each.actual = actual
    each.told = one.text
    return True


def _grown(each: Proposed, reading: Reading) -> None:
    """Give a target of growth its base value and its actual, where the report tells what was before and after."""
    changes = reading.changes
    scored = []
    for change in changes:
        left = reading.text[max(0, change.start - 24) : change.start] + change.text[:24]
        scored.append((_likeness(each.name, left), change))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < 0.2:
        each.doubt("伸びのもとになる値が分からない")
        return
    change = scored[0][1]
    before, after = _quantity(change.before), _quantity(change.after)
    if before and after:
        each.baseline, each.actual, each.unit, each.told = (
            before,
            after,
            written_unit(change.before),
            change.text,
        )


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if not one or not other:
        return False
    return same_unit(one, other)


def _likeness(name: str, label: str) -> float:
    """Return how much of a name stands in a label, by pairs of letters; 1 is all of it."""
    one, other = key_of(name), key_of(label)
    pairs = {one[n : n + 2] for n in range(len(one) - 1)}
    others = {other[n : n + 2] for n in range(len(other) - 1)}
    if not pairs or not others:
        return 0.0
    return len(pairs & others) / min(len(pairs), len(others))


def written_unit(number: NumberMention) -> str:
    """Return the unit of a number in the letters of the document."""
    written = regex(r"[^0-9０-９,，.．兆億万千百約]{1,12}").findall(_PER.sub("", number.text))
    for word in reversed(written):
        if normal_unit(word) == number.unit:
            return str(word)
    return number.unit


def _quantity(number: NumberMention) -> Quantity | None:
    """Return a number as the document writes it, without its unit where that is told beside it."""
    written = _PER.sub("", number.text).strip()
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


def _actual(number: NumberMention, each: Proposed) -> Quantity | None:
    del each
    return _quantity(number)


def _named_apart(proposed: list[Proposed], name: str) -> list[Proposed]:
    """Give every proposal of an item a name of its own."""
    seen: dict[str, int] = {}
    for each in proposed:
        each.name = (each.name or name)[:_LONGEST]
        count = seen[each.name] = seen.get(each.name, 0) + 1
        if count > 1:
            each.name = f"{each.name}（{count}）"
            each.doubt("同じ名前の指標がある")
    return proposed
