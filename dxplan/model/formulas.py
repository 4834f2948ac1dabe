"""達成率の式、まとめ方、進み具合の見方: what ``formula``, ``combine`` and ``course`` can be, each said once.

Each is one object with its word in the file, its words on paper, and its arithmetic. Reading, schema, judging,
explanations and handouts all take it from here: to add a formula is to add it to ``FORMULAS``. No float takes part.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction


class Better(Enum):
    """上向き/下向き: which values of an indicator are good; the value is what stands in the file."""

    HIGHER = "higher"
    LOWER = "lower"
    EQUAL = "equal"


#: What the letters of formulas stand for.
LETTERS: Final = {
    "A": "実績値",
    "T": "目標値",
    "B": "基準値",
    "P": "前年度の実績値",
    "E": "今年度に見込む値",
}
#: What an indicator is measured with, by letter; one without base value has no B,
#: and before it is recorded there is no A.
Values: TypeAlias = "Mapping[str, Fraction]"

#: What to write where no quotient makes sense.
COMPARE_HINT: Final = '届いたかどうかだけを見る指標なら、formula = "compare" と書いてください。'

#: What to write where there is no share of anything.
SHARE_HINT: Final = (
    'formula = "compare"（届いたかどうかだけ）か formula = "(A-B)/(T-B)"（基準値からの進み方）と、'
    "指標に書いてください。"
)


class Incomputable(NamedTuple):
    """算出不可: why there is no rate, and what to write to get one."""

    reason: str
    hint: str


def _always(_: Better, __: Values) -> Incomputable | None:
    return None


class Formula(NamedTuple):
    """達成率: how an actual A is measured against target T, base value B, last year's P, or what is expected by now, E.

    ``word`` stands in the file, ``short`` behind it in hints where it does not speak for itself. ``symbol`` is the
    formula in letters, "" for the one that only asks whether the target is met. ``rate`` is computed from the values
    of the letters, 1 being the ``whole``; ``flaw`` tells why it makes no sense for what is good and for these values.

    A formula that is only good for 上向き or 下向き indicators (``better``) has in ``mirror`` the word of the one for
    the others. One that is ``on_the_way`` has the last target as T, and is asked in every year; ``from_base`` tells
    that its E starts from the base value, not from nothing.
    """

    word: str
    symbol: str
    sentence: str
    rate: Callable[[Values], Fraction] | None = None
    flaw: Callable[[Better, Values], Incomputable | None] = _always
    better: Better | None = None
    mirror: str = ""
    on_the_way: bool = False
    from_base: bool = True
    whole: str = "目標値"
    short: str = ""

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters it is written with."""
        return tuple(letter for letter in LETTERS if letter in self.symbol)

    @property
    def formal(self) -> str:
        """What it says where its letters are explained: ``A÷T``; the sentence where it has none."""
        return self.symbol or self.sentence


def _no_share(divided: str, divisor: str) -> Callable[[Better, Values], Incomputable | None]:
    """Return what tells why a quotient of two letters is no share.

    What divides must be above 0, and so must what an actual divides. An actual that is divided may be anything.
    """

    def flaw(_: Better, values: Values) -> Incomputable | None:
        for letter in (divisor,) if divided == "A" else (divided, divisor):
            value = values.get(letter)
            if value is None or value > 0:
                continue
            word, by = LETTERS[letter], LETTERS[divisor]
            if value == 0 and letter == divisor:
                reason = f"{word}が 0 なので、{LETTERS[divided]}を{by}で割れない"
            else:
                state = "負" if value else " 0 "
                reason = f"{word}が{state}なので、{by}に対する割合が達成の度合いにならない"
            return Incomputable(reason, SHARE_HINT)
        return None

    return flaw


def _without_way(better: Better, values: Values) -> Incomputable | None:
    """Return why there is nothing to go between base value and target, if so."""
    b, t = values["B"], values["T"]
    if t == b:
        return Incomputable("目標値が基準値と同じで、進むはずの幅が 0 になる", COMPARE_HINT)
    if (t < b) is not (better is Better.LOWER):
        reason = "目標値が基準値より悪いので、進むはずの向きが逆になる"
        lower = 'better = "lower" の書き忘れでないか確かめてください。' if better is Better.HIGHER else ""
        return Incomputable(reason, f"{lower}{COMPARE_HINT}")
    e = values.get("E", t)
    if e == b or (e < b) is not (t < b):
        reason = "今年度に見込む値が、丸めると基準値より進まない"
        return Incomputable(reason, "plan.toml の expected_digits を大きくするか、書かないでください。")
    return None


COMPARE: Final = Formula(
    word="compare",
    short="達したかどうか",
    symbol="",
    sentence="目標値に達すれば100、達しなければ0",
)
RATIO: Final = Formula(
    word="A/T",
    symbol="A÷T",
    sentence="実績値÷目標値",
    rate=lambda v: v["A"] / v["T"],
    flaw=_no_share("A", "T"),
    better=Better.HIGHER,
    mirror="2-A/T",
)
IMPROVEMENT: Final = Formula(
    word="(A-B)/(T-B)",
    symbol="(A−B)÷(T−B)",
    sentence="（実績値−基準値）÷（目標値−基準値）",
    rate=lambda v: (v["A"] - v["B"]) / (v["T"] - v["B"]),
    flaw=_without_way,
)
INVERSE: Final = Formula(
    word="2-A/T",
    symbol="2−A÷T",
    sentence="2−実績値÷目標値",
    rate=lambda v: 2 - v["A"] / v["T"],
    flaw=_no_share("A", "T"),
    better=Better.LOWER,
    mirror="A/T",
)
TARGET_OVER: Final = Formula(
    word="T/A",
    symbol="T÷A",
    sentence="目標値÷実績値",
    rate=lambda v: v["T"] / v["A"],
    flaw=_no_share("T", "A"),
    better=Better.LOWER,
    mirror="A/T",
)
EXPECTED: Final = Formula(
    word="expected",
    short="年度までに進むはずの分",
    symbol="(A−B)÷(E−B)",
    sentence="（実績値−基準値）÷（今年度に見込む値−基準値）",
    rate=lambda v: (v["A"] - v["B"]) / (v["E"] - v["B"]),
    flaw=_without_way,
    on_the_way=True,
)
SHARE_BY_NOW: Final = Formula(
    word="A/(T*k/n)",
    short="年度までの分。基準値は使わない",
    symbol="A÷E",
    sentence="実績値÷今年度に見込む値",
    rate=lambda v: v["A"] / v["E"],
    flaw=_no_share("A", "E"),
    better=Better.HIGHER,
    mirror="expected",
    on_the_way=True,
    from_base=False,
    whole="今年度に見込む値",
)
OF_BASE: Final = Formula(
    word="A/B",
    short="基準値に対する割合",
    symbol="A÷B",
    sentence="実績値÷基準値",
    rate=lambda v: v["A"] / v["B"],
    flaw=_no_share("A", "B"),
    better=Better.HIGHER,
    mirror="B/A",
    whole="基準値",
)
BASE_OVER: Final = Formula(
    word="B/A",
    symbol="B÷A",
    sentence="基準値÷実績値",
    rate=lambda v: v["B"] / v["A"],
    flaw=_no_share("B", "A"),
    better=Better.LOWER,
    mirror="A/B",
    whole="基準値",
)
OF_LAST_YEAR: Final = Formula(
    word="A/P",
    short="前年度比",
    symbol="A÷P",
    sentence="実績値÷前年度の実績値",
    rate=lambda v: v["A"] / v["P"],
    flaw=_no_share("A", "P"),
    better=Better.HIGHER,
    mirror="P/A",
    whole="前年度の実績値",
)
LAST_YEAR_OVER: Final = Formula(
    word="P/A",
    symbol="P÷A",
    sentence="前年度の実績値÷実績値",
    rate=lambda v: v["P"] / v["A"],
    flaw=_no_share("P", "A"),
    better=Better.LOWER,
    mirror="A/P",
    whole="前年度の実績値",
)
#: The formulas by their words.
FORMULAS: Final = {
    formula.word: formula
    for formula in (
        COMPARE,
        RATIO,
        IMPROVEMENT,
        INVERSE,
        TARGET_OVER,
        EXPECTED,
        SHARE_BY_NOW,
        OF_BASE,
        BASE_OVER,
        OF_LAST_YEAR,
        LAST_YEAR_OVER,
    )
}


class Measure(NamedTuple):
    """What bands are held against: the 達成率 of the formula, or how much better an actual is than another value.

    ``word`` stands in the file; ``letter`` is that value's in formulas, "" for the rate. One that is ``on_the_way``
    is asked in every year, not only in the one a target is due in.
    """

    word: str
    letter: str = ""
    on_the_way: bool = False

    @property
    def noun(self) -> str:
        """What the actual is held against: 基準値."""
        return LETTERS.get(self.letter, "達成率")


RATE: Final = Measure("rate")
#: The measures by their words.
MEASURES: Final = {
    measure.word: measure
    for measure in (
        RATE,
        Measure("target", "T"),
        Measure("baseline", "B", on_the_way=True),
        Measure("course", "E", on_the_way=True),
        Measure("last_year", "P", on_the_way=True),
    )
}


class BandOf(NamedTuple):
    """A way of combining indicators that takes the band of one of them: of the lowest, or of the highest.

    ``asks`` is how many must meet their targets; ``met``, ``missed`` and ``taken`` are what an explanation says.
    """

    word: str
    short: str
    lowest: bool
    asks: str
    met: str
    missed: str
    taken: str


class RateOf(NamedTuple):
    """A way of combining indicators that makes one rate of theirs: ``rate`` from rates and the share of each.

    ``noun`` is what the rate is called, ``phrase`` what it is of the rates. With ``weighted`` the weights of the
    indicators are their shares; ``lowest`` tells that one of the rates is taken as it is.
    """

    word: str
    short: str
    noun: str
    phrase: str
    rate: Callable[[Sequence[Fraction], Sequence[Fraction]], Fraction]
    weighted: bool = False
    lowest: bool = False


class PointsOf(NamedTuple):
    """A way of combining that adds up the points of verdicts: of an item's indicators, or of a direction's items.

    ``noun`` is what the result is called; with ``mean`` it is divided by their number.
    """

    word: str
    short: str
    noun: str
    mean: bool = False
    weighted: bool = False


class ShareOf(NamedTuple):
    """A way of judging a whole direction: by the share of what is achieved in it, as it is printed."""

    word: str
    short: str
    noun: str


def _mean(rates: Sequence[Fraction], shares: Sequence[Fraction]) -> Fraction:
    total = sum((rate * share for rate, share in zip(rates, shares, strict=True)), start=rates[0] * 0)
    return total / sum(shares)


Combine: TypeAlias = BandOf | RateOf | PointsOf

ALL: Final = BandOf(
    word="all",
    short="すべて達して達成",
    lowest=True,
    asks="すべて",
    met="今年度が期限の指標を、すべて達成した",
    missed="今年度が期限の指標に、達成しなかったものがある",
    taken="いちばん低い区分の指標に合わせた",
)
ANY: Final = BandOf(
    word="any",
    short="一つでも達すれば達成",
    lowest=False,
    asks="どれか一つでも",
    met="今年度が期限の指標に、達成したものがある",
    missed="今年度が期限の指標を、一つも達成しなかった",
    taken="いちばん高い区分の指標に合わせた",
)
MEAN: Final = RateOf(word="mean", short="平均", noun="平均", phrase="達成率の平均", rate=_mean)
WEIGHTED: Final = RateOf(
    word="weighted",
    short="加重平均",
    noun="加重平均",
    phrase="達成率の加重平均",
    rate=_mean,
    weighted=True,
)
WORST: Final = RateOf(
    word="worst",
    short="いちばん低いもの",
    noun="最低",
    phrase="いちばん低い達成率",
    rate=lambda rates, _: min(rates),
    lowest=True,
)
POINTS: Final = PointsOf(word="points", short="点の合計", noun="点の合計")
MEAN_POINTS: Final = PointsOf(word="mean_points", short="点の平均", noun="点の平均", mean=True)
#: The ways of combining by their words.
COMBINES: Final = {way.word: way for way in (ALL, ANY, MEAN, WEIGHTED, WORST, POINTS, MEAN_POINTS)}
SHARE: Final = ShareOf(word="rate", short="達成の割合", noun="達成の割合")
#: The ways of judging a whole direction by their words.
WHOLES: Final[Mapping[str, ShareOf | PointsOf]] = {way.word: way for way in (SHARE, POINTS, MEAN_POINTS)}


class CourseFormula(NamedTuple):
    """進み具合: what is expected of a year on the way to the last target.

    ``yearly`` takes the year's own target where there is one; otherwise it is the straight line from base value to
    last target.
    """

    word: str
    short: str
    sentence: str
    yearly: bool


TARGETS: Final = CourseFormula(
    word="targets",
    short="その年度の目標値",
    sentence="今年度の目標値（ない年度は、基準値と最後の目標値を結ぶ直線の値）",
    yearly=True,
)
LINEAR: Final = CourseFormula(
    word="linear",
    short="直線",
    sentence="基準値と最後の目標値を結ぶ直線の、今年度の値",
    yearly=False,
)
#: The ways of looking at a course by their words.
COURSES: Final = {formula.word: formula for formula in (TARGETS, LINEAR)}
