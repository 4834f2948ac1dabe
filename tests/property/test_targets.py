"""Targets in the words of plans, built from a grammar of their own: read, judged and printed as they were meant."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import tomli_w
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dxplan.format.reading import read_plan
from dxplan.judging.indicators import Judged, Standing
from dxplan.judging.items import judge_plan
from dxplan.values.quantities import Quantity
from tests.conftest import HEAD
from tests.property.strategies import examples

#: A scheme that measures how near an actual comes.
SCHEME = """
[judgement]
formula = "A/T"
lower = "2-A/T"
combine = "worst"
verdict = [{ label = "A", from = 100, achieved = true }, { label = "B", from = 50, achieved = true }, { label = "C" }]
done = "A"
not_done = "C"
"""
UP, DOWN, WITHIN = "大きいほどよい", "小さいほどよい", "範囲の中がよい"


@dataclass(frozen=True)
class Meant:
    """A target as somebody wrote it, and what is meant: the actuals from ``low`` to ``high``, ends open or not."""

    text: str
    printed: str
    unit: str
    good: str
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    base: Decimal | None = None
    last_year: Decimal | None = None
    total: bool = False
    better: str | None = None

    def met_by(self, actual: Decimal) -> bool:
        above = self.low is None or actual > self.low or (actual == self.low and not self.low_open)
        below = self.high is None or actual < self.high or (actual == self.high and not self.high_open)
        return above and below

    @property
    def borders(self) -> tuple[Decimal, ...]:
        return tuple(border for border in (self.low, self.high) if border is not None)


_DIGITS = "〇一二三四五六七八九"


def in_kanji(number: int) -> str:
    """Return 1 to 9,999 as 千二百三十四."""
    text = ""
    for power, word in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**power % 10
        if digit:
            text += ("" if digit == 1 and word else _DIGITS[digit]) + word
    return text


WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@st.composite
def numbers(draw: st.DrawFn, low: int = 1, high: int = 9_999) -> tuple[Decimal, str]:
    """Draw a number, and one of the ways people write it."""
    number = draw(st.integers(low, high))
    way = draw(st.sampled_from(["plain", "commas", "wide", "myriads", "kanji", "point", "blank"]))
    if way == "myriads":
        return Decimal(number) * 10_000, f"{number}万"
    if way == "kanji" and number:
        return Decimal(number), in_kanji(number)
    if way == "point":
        tenths = Decimal(number) / 10
        return tenths, str(tenths)
    if way == "blank":
        return Decimal(number), f" {number} "
    text = f"{number:,}" if way != "plain" else str(number)
    return Decimal(number), text.translate(WIDE) if way == "wide" else text


UNITS = ("回", "件", "人", "%", "社", "団体", "市町村", "か所", "人/台", "件/10万人", "時間", "㎡")
#: Words behind a number, and what they ask for: the good values, and whether the number itself is one of them.
COMPARED = {
    "": (UP, True),
    "程度": (UP, True),
    "ほど": (UP, True),
    "以上": (UP, True),
    "を超える": (UP, False),
    "超": (UP, False),
    "を上回る": (UP, False),
    "以下": (DOWN, True),
    "以内": (DOWN, True),
    "未満": (DOWN, False),
    "を下回る": (DOWN, False),
}
#: Words around a number that change nothing in it.
BEFORE = (
    "",
    "年",
    "年間",
    "毎年",
    "毎年度",
    "各年度",
    "延べ",
    "のべ",
    "計",
    "合計",
    "県内",
    "全",
    "約",
    "平均",
)
BEHIND = (
    "",
    "を維持",
    "を維持する",
    "の維持",
    "を達成",
    "を確保する",
    "とする",
    "を目指す",
    "（R5〜）",
    "(税込み)",
)


def one_sided(good: str, border: Decimal, *, itself: bool) -> dict[str, Any]:
    if good == UP:
        return {"good": UP, "low": border, "low_open": not itself}
    return {"good": DOWN, "high": border, "high_open": not itself}


def put(before: str, number: str, unit: str, behind: str, *, written: bool) -> dict[str, Any]:
    """Return the target with its unit or without, and how it is printed: always with it, before the words."""
    whole = f"{before}{number}{unit}{behind}".strip()
    text = whole if written else f"{before}{number}{behind}".strip()
    return {"text": text, "printed": whole, "unit": unit}


@st.composite
def compared(draw: st.DrawFn) -> Meant:
    """以上, 以下, 超, 未満 …, a plain number; with words around it that change nothing."""
    border, number = draw(numbers())
    word, (good, itself) = draw(st.sampled_from(sorted(COMPARED.items())))
    unit, written = draw(st.sampled_from(UNITS)), draw(st.booleans())
    before = draw(st.sampled_from(BEFORE))
    behind = word + draw(st.sampled_from(BEHIND))
    # A blank between number and word is printed where it was written; 十二 is a number before its unit.
    assume(written or not (number.endswith(" ") or number[-1] in f"{_DIGITS}十百千"))
    made = put(before, number, unit, behind, written=written)
    return Meant(**made, **one_sided(good, border, itself=itself))


@st.composite
def bounded_before(draw: st.DrawFn) -> Meant:
    """最低4回, 少なくとも4回, 最大4回."""
    border, number = draw(numbers(high=99))
    before, good = draw(
        st.sampled_from([("最低", UP), ("少なくとも", UP), ("最低でも", UP), ("最大", DOWN), ("上限", DOWN)])
    )
    made = put(before, number, draw(st.sampled_from(UNITS)), "", written=True)
    return Meant(**made, **one_sided(good, border, itself=True))


@st.composite
def none_at_all(draw: st.DrawFn) -> Meant:
    unit = draw(st.sampled_from(["件", "人", "%"]))
    text = draw(st.sampled_from(["ゼロ", "皆無", "零", f"ゼロ{unit}", "ゼロを維持", "ゼロにする"]))
    return Meant(text, text, unit, DOWN, high=Decimal(0))


@st.composite
def between(draw: st.DrawFn) -> Meant:
    """20±2, 18以上22未満, 8〜12."""
    unit, written = draw(st.sampled_from(["℃", "回", "人", "%"])), draw(st.booleans())
    first, distance = draw(st.integers(20, 500)), draw(st.integers(1, 20))

    def wide(number: int) -> str:
        return str(number).translate(WIDE if first % 2 else {})

    if draw(st.booleans()):
        middle, low, high = first, first - distance, first + distance
        number = f"{wide(middle)}±{wide(distance)}"
        return Meant(
            **put("", number, unit, "", written=written), good=WITHIN, low=Decimal(low), high=Decimal(high)
        )
    lower, upper = (
        draw(st.sampled_from(["以上", "超"])),
        draw(st.sampled_from(["以下", "以内", "未満", None])),
    )
    low, high = first, first + distance
    number = f"{wide(low)}〜{wide(high)}" if upper is None else f"{wide(low)}{lower}{wide(high)}"
    return Meant(
        **put("", number, unit, upper or "", written=written),
        good=WITHIN,
        low=Decimal(low),
        high=Decimal(high),
        low_open=upper is not None and lower == "超",
        high_open=upper == "未満",
    )


@st.composite
def tenths(draw: st.DrawFn) -> Meant:
    """8割, 8割5分以上, 八割."""
    whole, rest = draw(st.integers(1, 9)), draw(st.integers(0, 9))
    word, (good, itself) = draw(
        st.sampled_from([each for each in sorted(COMPARED.items()) if "る" not in each[0]])
    )
    way = draw(st.integers(0, 2))

    def one(digit: int) -> str:
        return (str(digit), str(digit).translate(WIDE), _DIGITS[digit])[way]

    text = f"{one(whole)}割" + (f"{one(rest)}分" if rest else "") + word
    return Meant(text, text, "%", **one_sided(good, Decimal(10 * whole + rest), itself=itself))


@st.composite
def of_a_month(draw: st.DrawFn) -> Meant:
    """月1回, 四半期に2回以上: as many of a year."""
    word, times = draw(
        st.sampled_from([("月", 12), ("毎月", 12), ("月に", 12), ("隔月", 6), ("四半期に", 4), ("半年に", 2)])
    )
    number = draw(st.integers(1, 12))
    written = draw(st.sampled_from([str(number), str(number).translate(WIDE), in_kanji(number)]))
    behind = draw(st.sampled_from(["", "以上", "程度", "開催", "実施する"]))
    return Meant(
        **put(word, written, "回", behind, written=True),
        **one_sided(UP, Decimal(number * times), itself=True),
    )


def against(key: str, value: Decimal) -> dict[str, Any]:
    """Return what a target is held against, the base value or last year's."""
    return {key: value}


@st.composite
def growth(draw: st.DrawFn) -> Meant:
    """5%増, 2割減, 3ポイント増, 10件以上減; against the base or last year's value."""
    reference = Decimal(draw(st.integers(1, 5_000))) / draw(st.sampled_from([1, 10]))
    unit = draw(st.sampled_from(["件", "人", "%"]))
    number, written = draw(numbers(high=99))
    assume(not written.endswith(" "))
    by = draw(st.sampled_from(["%", "割", "ポイント", unit]))
    assume(by != "ポイント" or unit == "%")
    assume(by != "割" or (number < 10 and number % 1 == 0))
    of_whole = by in ("%", "割")
    change = reference * number * (10 if by == "割" else 1) / 100 if of_whole else number
    words = {
        UP: ("増", "増加", "の増", "以上増", "以上の増加", "増以上", "上昇", "以上向上"),
        DOWN: ("減", "減少", "削減", "の削減", "以上減", "減以上", "削減する", "低下"),
    }
    good = draw(st.sampled_from([UP, DOWN]))
    behind = draw(st.sampled_from(words[good]))
    border = reference + change if good == UP else reference - change
    before, key = draw(
        st.sampled_from(
            [
                ("", "base"),
                ("基準値比", "base"),
                ("基準値より", "base"),
                ("基準値の", "base"),
                ("前年度比", "last_year"),
                ("前年度より", "last_year"),
                ("対前年度比", "last_year"),
            ]
        )
    )
    text = f"{before}{written}{by}{behind}"
    return Meant(text, text, unit, **one_sided(good, border, itself=True), **against(key, reference))


@st.composite
def of_the_base(draw: st.DrawFn) -> Meant:
    """維持, 基準値以上, 増加, 前年度を上回る, 前年度並み: the value itself is the border."""
    reference, unit = Decimal(draw(st.integers(1, 5_000))), draw(st.sampled_from(["件", "人", "%"]))
    text, good, itself = draw(
        st.sampled_from(
            [
                ("維持", UP, True),
                ("現状維持", UP, True),
                ("現状を維持する", UP, True),
                ("基準値以上", UP, True),
                ("増加", UP, False),
                ("減少", DOWN, False),
                ("基準値以下", DOWN, True),
                ("現状以下", DOWN, True),
                ("前年度以上", UP, True),
                ("前年度並み", UP, True),
                ("前年度を上回る", UP, False),
                ("前年度以下", DOWN, True),
                ("前年度を下回る", DOWN, False),
                ("前年度より減少", DOWN, False),
            ]
        )
    )
    known: dict[str, Any] = {"last_year" if text.startswith("前年度") else "base": reference}
    return Meant(text, text, unit, **one_sided(good, reference, itself=itself), **known)


@st.composite
def times(draw: st.DrawFn) -> Meant:
    """2倍, 1.5倍以上, 倍増, 半減, 3分の2, 前年度比110%以上, 前年度の2倍."""
    reference = Decimal(draw(st.integers(1, 999)) * 60)
    number = Decimal(draw(st.integers(11, 40))) / 10
    part = draw(st.integers(2, 6))
    parts = draw(st.integers(1, part - 1))
    share = draw(st.integers(100, 200))
    less = draw(st.integers(1, 99))
    text, border, good, key = draw(
        st.sampled_from(
            [
                (f"{number}倍", reference * number, UP, "base"),
                (f"{number}倍以上".translate(WIDE), reference * number, UP, "base"),
                ("倍増", reference * 2, UP, "base"),
                ("倍増させる", reference * 2, UP, "base"),
                ("半減", reference / 2, DOWN, "base"),
                ("半減以下", reference / 2, DOWN, "base"),
                (f"{part}分の{parts}", reference * parts / part, DOWN, "base"),
                (f"{in_kanji(part)}分の{in_kanji(parts)}", reference * parts / part, DOWN, "base"),
                (f"{part}分の{parts}以下", reference * parts / part, DOWN, "base"),
                (f"前年度比{share}%以上", reference * share / 100, UP, "last_year"),
                (f"前年度比{share}％", reference * share / 100, UP, "last_year"),
                (f"前年度比{less}%以下", reference * less / 100, DOWN, "last_year"),
                (f"前年度比{number}倍以上", reference * number, UP, "last_year"),
            ]
        )
    )
    return Meant(text, text, "件", **one_sided(good, border, itself=True), **against(key, reference))


@st.composite
def places(draw: st.DrawFn) -> Meant:
    """全国10位以内: the smaller the better, 10位以上 too."""
    number, written = draw(numbers(high=47))
    assume(number % 1 == 0 and number < 100 and not written.endswith(" "))
    before = draw(st.sampled_from(["", "全国", "上位", "全国上位", "第", "全国第"]))
    word, itself = draw(
        st.sampled_from(
            [("", True), ("以内", True), ("以上", True), ("以内を維持", True), ("を上回る", False)]
        )
    )
    return Meant(**put(before, written, "位", word, written=True), **one_sided(DOWN, number, itself=itself))


@st.composite
def a_year(draw: st.DrawFn) -> Meant:
    """100件/年, 100件以上/年."""
    border, number = draw(numbers(high=999))
    assume(not number.startswith(" "))
    unit = draw(st.sampled_from(["件", "人", "回"]))
    behind, good = draw(
        st.sampled_from([("/年", UP), ("／年", UP), ("/年以上", UP), ("以上/年", UP), ("以下/年", DOWN)])
    )
    return Meant(**put("", number, unit, behind, written=True), **one_sided(good, border, itself=True))


@st.composite
def totals(draw: st.DrawFn) -> Meant:
    """累計100件以上, 100件（累計）: of all years together."""
    border, number = draw(numbers(high=999))
    assume(not number.startswith(" "))
    before, behind = draw(
        st.sampled_from(
            [
                ("累計", ""),
                ("累積", ""),
                ("累計", "以上"),
                ("", "（累計）"),
                ("", "以上（累計）"),
                ("期間中の累計", ""),
            ]
        )
    )
    made = put(before, number, "件", behind, written=True)
    return Meant(**made, **one_sided(UP, border, itself=True), total=True)


targets = st.one_of(
    compared(),
    bounded_before(),
    none_at_all(),
    between(),
    tenths(),
    of_a_month(),
    growth(),
    of_the_base(),
    times(),
    places(),
    a_year(),
    totals(),
)


def judge(meant: Meant, actuals: list[Decimal], scheme: str = "") -> list[Judged]:
    """Read a plan with one item for each actual, and judge it; nothing may be found fault with."""
    indicator: dict[str, Any] = {"name": "値", "unit": meant.unit, "target": meant.text}
    if meant.base is not None:
        indicator["baseline"] = meant.base
    if meant.last_year is not None:
        indicator["last_year"] = meant.last_year
    if meant.total:
        indicator["counting"] = "cumulative"
    if meant.better:
        indicator["better"] = meant.better
    items = [
        {
            "id": f"a{index}",
            "name": f"事業{index}",
            "departments": ["総務部 広報課"],
            "overview": "県の取組。",
            "goal": "取り組む。",
            "indicator": [indicator | {"actual": actual}],
            "result": {"done": True, "report": "取り組んだ。", "reason": "事情による"},
        }
        for index, actual in enumerate(actuals)
    ]
    head = HEAD.replace("[[direction]]", f"{scheme}\n[[direction]]")
    files = {"plan.toml": head.encode(), "kurashi.toml": tomli_w.dumps({"item": items}).encode()}
    reading = read_plan("2019", "plans/2019", files)
    assert reading.plan is not None, (meant.text, [f"{f.code} {f.message}" for f in reading.findings])
    return [assessment.judged[0] for assessment in judge_plan(reading.plan)]


def around(border: Decimal) -> list[Decimal]:
    """Return a border and what stands nearest to it on both sides, to a hundredth of a hundredth."""
    step = Decimal("0.0001")
    return [border - step, border, border + step]


@examples(max_examples=400)
@given(meant=targets)
@example(meant=Meant("全国10位以上", "全国10位以上", "位", DOWN, high=Decimal(10)))
@example(meant=Meant("基準値比2割減", "基準値比2割減", "件", DOWN, high=Decimal(80), base=Decimal(100)))
def test_a_target_means_what_its_words_say_at_its_border(meant: Meant) -> None:
    actuals = [actual for border in meant.borders for actual in around(border)]

    for actual, judged in zip(actuals, judge(meant, actuals), strict=True):
        met = judged.standing is Standing.MET
        assert met is meant.met_by(actual), (meant, actual, judged.aim)
        assert isinstance(judged.target, Quantity)
        assert judged.target.total is meant.total


@examples(max_examples=200)
@given(meant=targets)
def test_a_target_is_printed_as_it_was_written(meant: Meant) -> None:
    (judged,) = judge(meant, [Decimal(1)])

    assert judged.target is not None
    assert judged.target.text == meant.text
    assert judged.target.show(meant.unit) == meant.printed


@examples(max_examples=200)
@given(meant=targets, data=st.data())
def test_a_better_actual_is_never_judged_worse(meant: Meant, data: st.DataObject) -> None:
    border = data.draw(st.sampled_from(meant.borders))
    near = st.decimals(-50, 50, places=2).map(lambda distance: border + distance)
    actuals = sorted(data.draw(st.lists(near, min_size=2, max_size=6)), reverse=meant.good == DOWN)
    assume(meant.good != WITHIN)

    for scheme in ("", SCHEME):
        for worse, better in pairwise(judge(meant, actuals, scheme)):
            assert (worse.standing, better.standing) != (Standing.MET, Standing.MISSED)
            if worse.rate is not None and better.rate is not None:
                assert worse.rate <= better.rate, (meant, worse.rate, better.rate)


#: What cannot be judged as it stands, and a word that the finding must say.
UNREAD = {
    "週{n}回": "一年の回数",
    "週{n}回実施": "一年の回数",
    "三十二くらい": "算用数字",
    "全国平均以上": "平均の値を調べ",
    "過半数": "割合の数で",
    "{n}回から{m}回": "「〜」",
    "{n}-{m}回": "「〜」",
    "{n}数回": "いくつに達すれば",
    "数十回": "いくつに達すれば",
    "R7までに{n}回": "due",
    "H30年度比{n}%減": "baseline",
    "令和元年度より{n}回増": "baseline",
    "3/4": "numerator",
    "{n}回に改善": "「に改善」",
    "{n}回くらい": "「くらい」",
    "{n}回をめどに": "「をめどに」",
    "なし": "ゼロ",
    "回数を増やす": "増加",
    "{n}倍以下": "「倍」",
    "前年度比95%": "前年度比105%以上",
    "{n}回弱": "いくつに達すれば",
    "{n}人": "単位",
}


@examples(max_examples=60)
@given(
    shape=st.sampled_from(sorted(UNREAD)), low=st.integers(2, 40), more=st.integers(1, 40), wide=st.booleans()
)
def test_what_cannot_be_read_is_told_with_the_real_problem(
    shape: str, low: int, more: int, *, wide: bool
) -> None:
    text = shape.format(n=low, m=low + more)
    text = text.translate(WIDE) if wide else text
    item = {
        "id": "a",
        "name": "事業",
        "departments": ["総務部 広報課"],
        "overview": "県の取組。",
        "goal": "取り組む。",
        "indicator": [{"name": "値", "unit": "回", "target": text, "baseline": 100}],
    }
    files = {"plan.toml": HEAD.encode(), "kurashi.toml": tomli_w.dumps({"item": [item]}).encode()}
    findings = read_plan("2019", "plans/2019", files).findings

    assert [finding.source.key[-1] for finding in findings] == ["target"], (text, findings)
    assert UNREAD[shape] in f"{findings[0].message}{findings[0].hint}", (text, findings)
