"""Whatever text is given, the reader of prose never raises, and what it reads is what was written."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from dxplan.checks.prose import (
    NumberMention,
    Quotient,
    Reading,
    StatedChange,
    Sum,
    YearMention,
    fits,
    shown_percentage,
)
from dxplan.checks.prose.letters import fold_in_place
from tests.property.strategies import examples

PIECES = (
    *(
        "令和",
        "平成",
        "昭和",
        "R",
        "H",
        "S",
        "元",
        "年度",
        "年",
        "月",
        "日",
        "末",
        "2019",
        "2022",
        "２０",
        "第",
        "No",
    ),
    *(
        "0",
        "1",
        "3",
        "12",
        "3,367",
        "3,123",
        "99.9",
        "1.2.3",
        "７",
        "万",
        "億",
        "千",
        "割",
        "分",
        "▲",
        "-",
        "約",
        "円",
    ),
    *(
        "件",
        "人",
        "名",
        "回",
        "か所",
        "%",
        "％",
        "ポイント",
        "倍",
        "PV",
        "以上",
        "未満",
        "超",
        "強",
        "増",
        "減",
        "倍増",
    ),
    *(
        "（",
        "）",
        "(",
        ")",
        "、",
        "。",
        "・",
        "～",
        "~",
        "/",
        "：",
        "=",
        "＋",
        "+",
        "から",
        "へ",
        "に",
        "の",
        "うち",
        "中",
    ),
    *(
        "に対し",
        "計",
        "累計",
        "延べ",
        "合計",
        "と",
        " ",
        "\u3000",
        "\n",
        "\t",
        "目標",
        "アプリ",
        "<ul>",
        "http://",
        "x",
    ),
)
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60)
Mention = YearMention | NumberMention | Quotient | StatedChange | Sum
counts = st.integers(min_value=1, max_value=10**9)
wide = str.maketrans("0123456789,.%()", "０１２３４５６７８９，．％（）")


def written(value: int) -> st.SearchStrategy[str]:
    """The ways a whole number is written."""
    return st.sampled_from([str(value), f"{value:,}", f"{value:,}".translate(wide)])


def everything(text: str) -> list[Mention]:
    found: list[Mention] = [*Reading(text).years, *Reading(text).numbers]
    found += [*Reading(text).quotients, *Reading(text).changes, *Reading(text).sums]
    return found


@given(text=texts)
@examples(max_examples=600)
def test_no_text_is_too_odd_and_every_position_holds(text: str) -> None:
    for mention in everything(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        if not isinstance(mention, YearMention | NumberMention):
            assert mention.agrees in (True, False)


@given(text=texts)
@examples(max_examples=400)
def test_years_and_numbers_never_share_a_character(text: str) -> None:
    spans = [(year.start, year.end) for year in Reading(text).years]
    spans = sorted(spans + [(number.start, number.end) for number in Reading(text).numbers])
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(text=texts)
@examples(max_examples=200)
def test_the_width_of_characters_makes_no_difference(text: str) -> None:
    folded = fold_in_place(text)
    assert len(folded) == len(text)
    assert [number.value for number in Reading(folded).numbers] == [
        number.value for number in Reading(text).numbers
    ]
    assert [year.year for year in Reading(folded).years] == [year.year for year in Reading(text).years]


@given(text=st.text(alphabet="あ漢ア、。（）年度増減倍計中%a "))
@examples(max_examples=100)
def test_a_text_without_digits_says_no_numbers(text: str) -> None:
    assert everything(text) == []


@given(data=st.data(), whole=counts, part=counts, digits=st.integers(0, 3))
@examples(max_examples=200)
def test_a_written_quotient_is_read_back(data: st.DataObject, whole: int, part: int, digits: int) -> None:
    rounding = data.draw(st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
    assume(part <= whole and (part > 31 or whole > 31))
    assume(not 1800 <= part <= whole < 2200)  # 2019／2020: two years
    rate = Decimal(part * 100) / whole
    stated = rate.quantize(Decimal(1).scaleb(-digits), rounding)
    form = data.draw(
        st.sampled_from(
            [
                "全{w}件中、{p}件（{s}%）",
                "{w}件のうち{p}件({s}％)",
                "{p}／{w}件（{s}%）",
                "{w}件に対し{p}件、{s}%",
            ]
        )
    )
    fields = {"w": data.draw(written(whole)), "p": data.draw(written(part))}
    (quotient,) = Reading(form.format(**fields, s=stated)).quotients
    assert quotient.whole.value == whole
    assert quotient.part.value == part
    assert quotient.stated is not None
    assert quotient.stated.value == stated
    assert quotient.stated.digits == digits
    assert quotient.agrees
    (wrong,) = Reading(form.format(**fields, s=stated + Decimal(2).scaleb(-digits))).quotients
    assert not wrong.agrees


@given(data=st.data(), before=counts, after=counts)
@examples(max_examples=200)
def test_a_written_growth_is_read_back(data: st.DataObject, before: int, after: int) -> None:
    assume(before != after and after < before * 100)
    rate = (Decimal(abs(after - before)) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    word = "増" if after > before else "減"
    form = data.draw(
        st.sampled_from(
            [
                "{b}人から{a}人へ{s}%{w}",
                "{b}人から{a}人（{s}％{w}）",
                "登録者数：{s}%{w} ・H31.3末時点：{b}人 ・R2.3末時点：{a}人",
                "{s}%{w}（{b}人→{a}人）",
            ]
        )
    )
    text = form.format(b=data.draw(written(before)), a=data.draw(written(after)), s=rate, w=word)
    (change,) = Reading(text).changes
    assert change.before.value == before
    assert change.after.value == after
    assert change.stated.value == rate
    assert change.agrees
    other = "減" if word == "増" else "増"
    (turned,) = Reading(text.replace(word, other)).changes
    assert turned.agrees is (rate == 0)


@given(data=st.data(), parts=st.lists(counts, min_size=2, max_size=5), slip=st.integers(-3, 3))
@examples(max_examples=200)
def test_a_written_sum_is_read_back(data: st.DataObject, parts: list[int], slip: int) -> None:
    total = sum(parts) + slip
    assume(total > 0)
    row = data.draw(st.sampled_from(["、", "と", "＋"])).join(
        f"{data.draw(written(part))}件" for part in parts
    )
    form = data.draw(
        st.sampled_from(["{row}（計{total}件）", "{row}の計{total}件", "合計{total}件（{row}）"])
    )
    (found,) = Reading(form.format(row=row, total=data.draw(written(total)))).sums
    assert [part.value for part in found.parts] == parts
    assert found.total.value == total
    assert found.agrees is (slip == 0)


@given(year=st.integers(2019, 2060), other=st.integers(2019, 2060), data=st.data())
@examples(max_examples=200)
def test_a_written_pair_of_years_is_read_back(year: int, other: int, data: st.DataObject) -> None:
    number = "元" if year == 2019 else str(year - 2018)
    form = data.draw(
        st.sampled_from(["令和{n}（{y}）年度", "R{n}({y})年度", "{y}(令和{n})年度", "令和{n}年度（{y}年度）"])
    )
    text = form.format(n=number, y=other)
    if data.draw(st.booleans()):
        text = text.translate(wide)
    (found,) = Reading(f"目標は{text}まで").years
    assert found.pair is not None
    assert found.text == text
    assert {found.year, found.pair.year} == {year, other}
    assert found.fiscal


@given(part=st.integers(0, 10**12), whole=st.integers(1, 10**12), digits=st.integers(0, 6))
@examples(max_examples=200)
def test_what_should_be_printed_fits(part: int, whole: int, digits: int) -> None:
    shown = Decimal(shown_percentage(part, whole, digits))
    assert fits(shown, digits, part, whole)
    step = Decimal(1).scaleb(-digits)
    assert not fits(shown + step, digits, part, whole)
    assert not fits(shown - 2 * step, digits, part, whole)
