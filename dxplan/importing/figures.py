"""The figures that the texts of an item tell: what its goal aims at, what its result and its verdict say was reached.

Nothing is guessed in silence. A figure goes into a plan by itself only where its text says that it is aimed at (a
label and a number, 目標, 目指す, or a verdict that holds the one against the other) and where it has one year; everything
else is proposed with a reason to look at it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.figures import whole_numbers
from dxplan.checks.prose import NumberMention, Reading
from dxplan.importing.aims import Proposed, aimed, as_of, frequencies, listed
from dxplan.importing.labels import (
    TIMES,
    alike,
    bare,
    label_before,
    likeness,
    pieces,
    quantity_of,
    when_of,
    written_unit,
)
from dxplan.values.patterns import regex
from dxplan.values.quantities import Ratio, parse_quantity
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HELD: Final = regex(r"に(?:対し|対して)[、,]?")
_PERIOD: Final = regex(
    r"(?:事業|計画)?期間(?:中|の)?[^。\n]{0,8}?(?P<years>[0-9])\s*[年か]年?間?の?目標|(?P<more>[0-9])\s*[年か]年?間の(?:累計)?目標"
)
_YEARS: Final = regex(r"[2-9２-９]\s*(?:[かカヵヶ箇]\s*)?年(?:間|計画)")
_FROM_YEAR: Final = regex(
    r"(?P<from>[RHrh]\s?(?:元|[0-9]{1,2}))(?:年度)?\s*[~～〜-]\s*(?P<to>[RHrh]\s?(?:元|[0-9]{1,2}))"
)
_OTHER: Final = r"(?:(?:前々?|昨|来|次|翌|再来)年度?|今後)"
#: 「昨年度の利用者数は80人」, but not 「前年度比5人増の85人」.
_OTHER_YEAR: Final = regex(
    rf"{_OTHER}(?!度?(?:[比並同]|より|から|に比|と比|を上回|を下回|に引き?続|に続|と同))"
)
_OTHER_TOPIC: Final = regex(rf"\s*{_OTHER}(?:は|には)(?!.*(?:[今本当]年度|令和|[0-9]年度))")
_PLANNED: Final = regex(
    r"(?:[（(][^（()）]*[)）])?[^。、\n]{0,8}(?:を目標|を?目指|をめざ|を?予定|の見込|を見込|を?計画)"
)
_MET: Final = regex(r"目標(?:を)?達成")
_ALL: Final = regex(r"全件|すべて|全て|全数")
_LONGEST: Final = 60
#: So much of a name stands in the words before its figure, and so near are two that are as likely.
_LIKE: Final = 0.3
_NEAR: Final = 0.1
#: Names that say nothing.
_EMPTY: Final = regex(r"(?:目標)?(?:数|値|件数)?|整備予定|予定")


class _Held(NamedTuple):
    """What a verdict holds against one another: 「目標2,000人に対し、1,157人」."""

    label: str
    target: NumberMention | None
    actual: NumberMention | None
    text: str


def propose(
    goal: str,
    verdict: str,
    report: str,
    *,
    year: int,
    name: str,
    words: Sequence[str],
    goal_year: int | None = None,
) -> list[Proposed]:
    """Return the indicators that the texts of an item tell; ``goal_year`` is that of its goals if it is another.

    ``words`` are the verdicts that ask for no figure (計画どおり実施) and are not 達成: with one of them a figure of the
    goal was no target of the year.
    """
    reading = Reading(goal)
    plainly = any(word in verdict for word in words)
    found = [*as_of(reading, year), *listed(reading, year), *aimed(reading, name, year)]
    held = [*_verdict_pairs(verdict, year)]
    proposed = _apart(found)
    for pair in held:
        _hold(proposed, pair, goal, name)
    if verdict and not plainly and not held and not any(not each.reference for each in proposed):
        proposed += [*frequencies(reading)]
    if held and not _MET.search(verdict):
        for each in proposed:
            if not each.from_verdict and not each.reference:
                each.doubt("達成度の欄が触れていない")
    _due(proposed, reading, verdict, year)
    for each in proposed:
        if each.year is None and not each.from_verdict and not each.reference and goal_year:
            each.year = goal_year
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


def _verdict_pairs(verdict: str, year: int) -> Iterator[_Held]:
    reading = Reading(verdict)
    for start, end in pieces(reading):
        match = _HELD.search(verdict, start, end)
        if match is None:
            continue
        before = [n for n in reading.numbers if start <= n.start < match.start()]
        numbers = [n for n in reading.numbers if match.end() <= n.start < end]
        begins = [match.end(), *(n.end for n in numbers)]
        behind = [
            n for n, begin in zip(numbers, begins, strict=False) if _of_year(reading, begin, begin, n, year)
        ]
        text = verdict[start:end].strip()
        if _ALL.search(verdict, start, match.start()):
            yield _Held("", None, behind[0] if behind else None, text)
        elif before and behind:
            label = verdict[start : before[-1].start]
            label = bare(regex(r"年間目標|目標(?:数|値)?").sub("", label))
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
        and (not held.target.unit or alike(each.unit, held.target.unit))
    ]
    if not fitting:
        target = quantity_of(held.target)
        if target is None:
            return
        label = held.label or _behind(held, held.target, name)
        if _EMPTY.fullmatch(label):
            label = f"{label.removesuffix('数')}{held.target.unit}数"
        each = Proposed(name=label, unit=written_unit(held.target), target=target, source=held.text)
        if not any(alike(n.unit, held.target.unit) and n.value == value for n in Reading(goal).numbers):
            total = sum(n.value for n in Reading(goal).numbers if alike(n.unit, held.target.unit))
            if total != value:
                each.doubt("達成度の欄の目標が、目標の文にない")
        proposed.append(each)
        fitting = [each]
    each = max(fitting, key=lambda one: likeness(one.name, held.label))
    each.from_verdict = True
    each.year = None  # it is the verdict of the plan's own year
    if _EMPTY.fullmatch(each.name):
        each.name = held.label or f"{held.target.unit or each.unit}数"
    if not each.unit and held.target.unit:
        each.unit = held.target.unit
    if held.actual and (not held.actual.unit or alike(held.actual.unit, each.unit)):
        each.actual = quantity_of(held.actual)
        each.told = held.text


def _behind(held: _Held, number: NumberMention, name: str) -> str:
    """Return what a verdict counts, from the words between the target and に対し: 「年3回の情報提供に対し」."""
    between = held.text[held.text.find(number.text) + len(number.text) :]
    word = regex(r"\Aの").sub("", bare(_HELD.split(between)[0]))
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


def _due(proposed: Sequence[Proposed], reading: Reading, verdict: str, year: int) -> None:
    """Give targets of a span of years the year in which it ends, as far as the texts tell where it begins."""
    period = _PERIOD.search(reading.folded)
    if period is None:
        for each in proposed:
            if not each.reference and _YEARS.search(each.source):
                each.doubt("何年間かの目標で、年度が分からない")
        return
    years = int(period["years"] or period["more"])
    begins, told = next(
        (
            (match, each.text[match.start() : match.end()])
            for each in (Reading(verdict), reading)
            if (match := _FROM_YEAR.search(each.folded))
        ),
        (None, ""),
    )
    first = parse_fiscal_year(begins["from"].replace(" ", "")) if begins else None
    until = parse_fiscal_year(begins["to"].replace(" ", "")) if begins else None
    # The span is the whole period, or what was reached in it so far.
    certain = (
        first is not None
        and until is not None
        and (until == first + years - 1 or first <= until == year < first + years)
    )
    for each in proposed:
        if each.year is not None or each.reference:
            continue
        if first is None:
            each.doubt(f"{years}年間の目標で、年度が分からない")
            continue
        each.year = first + years - 1
        if certain:
            each.derived = f"{years}年間の目標。「{told}」から、{short_year(each.year)}の目標とした"
        else:
            each.doubt(f"{years}年間の目標で、目標の年度は文から出したもの")


def _reached(proposed: Sequence[Proposed], verdict: str, report: str, year: int) -> None:
    """Give each proposal without an actual the one that the texts tell of the year, where there is just one."""
    told = [*_told(Reading(_HELD.split(verdict)[-1]), year)]  # behind what it holds against a target
    reading = Reading(report)
    told_there = [*_told(reading, year)]
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
    if not all(alike(one.number.unit, each.unit) for each, one in zip(plain, told, strict=True)):
        return False
    for number, each in enumerate(plain):
        own = likeness(each.name, told[number].label)
        if any(likeness(each.name, other.label) > own + 0.2 for other in told):
            return False
    for each, one in zip(plain, told, strict=True):
        each.actual, each.told = quantity_of(one.number), one.text
    return True


def _otherwise(each: Proposed, told: Sequence[_Told]) -> bool:
    """Give a proposal the one number with its label in another unit (4,400件 of フォロワー, 11,696人), and say so."""
    fitting = [one for one in told if likeness(each.name, one.label) >= 0.6 and one.number.unit]
    if len(fitting) != 1 or fitting[0].number.unit in (*TIMES, "%"):
        return False
    one = fitting[0]
    each.actual, each.told = quantity_of(one.number), one.text
    each.note = f"実績の単位は「{one.number.unit}」"
    return True


def _of_year(reading: Reading, start: int, begin: int, number: NumberMention, year: int) -> bool:
    """Whether a number is one of a year, as far as a year says when it is of."""
    named = when_of(reading, start, begin, number)[-1:]
    return all(y.as_fiscal_year == year for y in named)


class _Told(NamedTuple):
    """A number of a text that may be an actual of the year, with the words before it and the passage it stands in."""

    label: str
    number: NumberMention
    text: str


def _told(reading: Reading, year: int) -> Iterator[_Told]:
    """Yield the numbers of a text that may be actuals of the year: none of another year, no change, no number in brackets."""
    for start, end in pieces(reading):
        begin = start
        for n in [n for n in reading.numbers if start <= n.start < end]:
            ended, begin = begin, n.end
            if n.change or n.bound == "〜" or not _of_year(reading, start, ended, n, year):
                continue
            if _OTHER_YEAR.search(reading.text, ended, n.start) or _OTHER_TOPIC.match(
                reading.text, start, n.start
            ):
                continue
            if _PLANNED.match(reading.text, n.end):
                continue
            if n.unit and n not in whole_numbers(reading, n.unit):
                continue  # of another year, a part of it, what was planned
            left = reading.text[ended : n.start]
            yield _Told(label_before(left) or left[-20:], n, reading.text[start:end].strip())


def _choose(each: Proposed, told: Sequence[_Told], all_: Sequence[Proposed]) -> bool:
    """Give a proposal its actual out of what a text tells; whether it has got one, or is in doubt of several."""
    fitting = [
        one for one in told if alike(one.number.unit, each.unit) or (not one.number.unit and each.reference)
    ]
    if not fitting:
        return False
    rivals = [
        other
        for other in all_
        if other is not each and alike(other.unit, each.unit) and not (other.target and other.target.relative)
    ]
    scored = [(likeness(each.name, one.label), one) for one in fitting]
    best = max(score for score, _ in scored)
    one = next(one for score, one in scored if score == best)
    if any(likeness(other.name, one.label) > best for other in rivals):
        return False
    if best < _LIKE and (len(fitting) > 1 or rivals):
        return False
    if len({other.number.value for score, other in scored if best - score < _NEAR}) > 1:
        each.doubt("実績らしい数がいくつもある")
        return True
    each.actual, each.told = quantity_of(one.number), one.text
    if best < _LIKE:
        each.note = "実績は、この単位のただ一つの数"
    return each.actual is not None


def _grown(each: Proposed, reading: Reading) -> None:
    """Give a target of growth its base value and its actual, where the report tells what was before and after."""
    changes = reading.changes
    scored = []
    for change in changes:
        left = reading.text[max(0, change.start - 24) : change.start] + change.text[:24]
        scored.append((likeness(each.name, left), change))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < 0.2:
        each.doubt("伸びのもとになる値が分からない")
        return
    change = scored[0][1]
    before, after = quantity_of(change.before), quantity_of(change.after)
    if before and after:
        each.baseline, each.actual, each.unit, each.told = (
            before,
            after,
            written_unit(change.before),
            change.text,
        )


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
