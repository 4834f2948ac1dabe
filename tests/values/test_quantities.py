"""Quantities as handouts print them: what they mean, and how they are printed again."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from dxplan.values.quantities import (
    EXACT,
    MAX_DIGITS,
    Form,
    Quantity,
    fold,
    parse_quantity,
    quantity_from_number,
)


def read(text: str, unit: str = "") -> Quantity:
    quantity = parse_quantity(text, unit)
    assert quantity is not None, text
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        ("00012", "12"),
        ("65.0", "65"),
        ("0.5", "0.5"),
        ("1,200", "1200"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("１，２００", "1200"),
        ("１２．５", "12.5"),
        (" 1 200 ", "1200"),
        ("1\u3000200", "1200"),
        ("+3", "3"),
        ("-3", "-3"),
        ("－3", "-3"),
        ("−3", "-3"),
        ("▲3", "-3"),
        ("△3", "-3"),
        ("▲1,200.5", "-1200.5"),
        ("▲3万", "-30000"),
        ("3千", "3000"),
        ("3千5百", "3500"),
        ("2百", "200"),
        ("275万", "2750000"),
        ("1.5万", "15000"),
        ("26億2,652万", "2626520000"),
        ("２６億２，６５２万", "2626520000"),
        ("1兆2億3万4", "1000200030004"),
        ("1億5", "100000005"),
        ("5千万", "50000000"),
        ("1億5千万", "150000000"),
        ("2.5百万", "2500000"),
        ("約50万", "500000"),
        ("およそ50万", "500000"),
        ("概ね50万", "500000"),
        ("おおむね50万", "500000"),
        ("約▲3", "-3"),
        ("100万強", "1000000"),
        ("100万弱", "1000000"),
        ("100余", "100"),
        ("100余り", "100"),
    ],
)
def test_a_bare_number_means_its_exact_value(text: str, value: str) -> None:
    quantity = read(text)

    assert quantity.value == Decimal(value)
    assert (quantity.unit, quantity.form, quantity.high) == ("", Form.PLAIN, None)
    assert quantity.text == text.strip()


@pytest.mark.parametrize(
    ("text", "value", "unit", "form"),
    [
        ("12回", "12", "回", Form.PLAIN),
        ("26億2,652万円", "2626520000", "円", Form.PLAIN),
        ("約500人", "500", "人", Form.PLAIN),
        ("約100人強", "100", "人", Form.PLAIN),
        ("99%", "99", "%", Form.PLAIN),
        ("９９％", "99", "%", Form.PLAIN),
        ("99%以上", "99", "%", Form.AT_LEAST),
        ("12以上", "12", "", Form.AT_LEAST),
        ("24億以上", "2400000000", "", Form.AT_LEAST),
        ("12人以上", "12", "人", Form.AT_LEAST),
        ("5件以下", "5", "件", Form.AT_MOST),
        ("5件未満", "5", "件", Form.LESS),
        ("100万人超", "1000000", "人", Form.MORE),
        ("5%増", "5", "%", Form.INCREASE),
        ("5 % 増", "5", "%", Form.INCREASE),
        ("3人増", "3", "人", Form.INCREASE),
        ("3増", "3", "", Form.INCREASE),
        ("10%減", "10", "%", Form.DECREASE),
        ("2倍", "2", "", Form.TIMES),
        ("1.5倍", "1.5", "", Form.TIMES),
    ],
)
def test_words_behind_the_number_say_what_is_asked_for(text: str, value: str, unit: str, form: Form) -> None:
    quantity = read(text)

    assert (quantity.value, quantity.unit, quantity.form) == (Decimal(value), unit, form)


@pytest.mark.parametrize("text", ["全件", "全て", "すべて", "全数", "全部", " 全件 "])
def test_all_of_them_is_100_percent(text: str) -> None:
    quantity = read(text)

    assert (quantity.value, quantity.form, quantity.text) == (Decimal(100), Form.ALL, text.strip())


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("8〜12", "8", "12", ""),
        ("8～12", "8", "12", ""),
        ("8~12", "8", "12", ""),
        ("8〜12回", "8", "12", "回"),
        ("8回〜12回", "8", "12", "回"),
        ("５〜５", "5", "5", ""),
        ("▲3〜3", "-3", "3", ""),
        ("1万〜2万人", "10000", "20000", "人"),
        ("9,000〜1万人", "9000", "10000", "人"),
        ("0〜10万", "0", "100000", ""),
        ("約8〜約12", "8", "12", ""),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str, unit: str) -> None:
    quantity = read(text)

    assert (quantity.form, quantity.value, quantity.high) == (Form.RANGE, Decimal(low), Decimal(high))
    assert quantity.unit == unit


@pytest.mark.parametrize(
    "text", ["12〜8", "8〜", "〜12", "〜", "8〜10〜12", "8以上〜12", "8〜12以上", "8回〜12人", "5%増〜10%増"]
)
def test_a_range_that_makes_no_sense_is_not_read(text: str) -> None:
    assert parse_quantity(text) is None


def test_a_range_that_can_be_read_in_two_ways_is_not_read() -> None:
    # 5 to 100,000, or 50,000 to 100,000?
    assert parse_quantity("5〜10万人", "人") is None
    assert parse_quantity("8〜12千円", "円") is None


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("61,552,998千円", "千円", "61552998"),
        ("61,552,998千円", "円", "61552998000"),
        ("61,552,998", "千円", "61552998"),
        ("63,638千円以上", "千円", "63638"),
        ("約8千円", "千円", "8"),
        ("▲8千円", "千円", "-8"),
        ("1.5千円", "千円", "1.5"),
        ("1,500百万円", "百万円", "1500"),
        ("15億円", "百万円", "1500000000"),
        ("110万人", "万人", "110"),
        ("110万人", "人", "1100000"),
        ("110万", "人", "1100000"),
        ("110万", "万", "110"),
        ("26億2,652万円", "万円", "262652"),
        ("26億2,652万円", "円", "2626520000"),
        ("2億2千万円", "万円", "22000"),
        ("1万2千人", "千人", "12"),
        ("5万千円", "千円", "50000"),
        ("3百貨店", "百貨店", "3"),
    ],
)
def test_the_thousand_of_a_unit_belongs_to_the_unit(text: str, unit: str, value: str) -> None:
    quantity = read(text, unit)

    assert quantity.value == Decimal(value)
    assert str(quantity.value) == value, "printed without zeros nobody wrote"


@pytest.mark.parametrize(("text", "unit"), [("3千", "千円"), ("110万", "万人"), ("3百万以上", "万円")])
def test_a_number_that_may_already_hold_the_units_thousand_is_not_read(text: str, unit: str) -> None:
    assert parse_quantity(text, unit) is None


@pytest.mark.parametrize("text", ["8月頃確定", "３月末", "12月に公表", "7月上旬", "6年度末予定", "10日以降"])
def test_a_time_at_which_a_value_will_be_there_is_no_quantity(text: str) -> None:
    assert parse_quantity(text, "件") is None
    assert parse_quantity("8月", "月") == read("8月", "月")


def test_another_unit_than_the_indicators_is_kept_for_the_finding() -> None:
    assert read("26億円", "千円").unit == "円"
    assert read("26千円", "千人").unit == "円"
    assert read("3,123人", "件").unit == "人"


@pytest.mark.parametrize(
    ("text", "unit", "value", "written"),
    [
        ("500㎡", "㎡", "500", "m2"),
        ("500m²", "m2", "500", "m2"),
        ("1.5万m2以上", "㎡", "15000", "m2"),
        ("12.5t-CO2", "t-CO2", "12.5", "t-CO2"),
        ("12.5t-CO₂", "t-CO2", "12.5", "t-CO2"),
    ],
)
def test_a_unit_may_hold_digits_of_its_own(text: str, unit: str, value: str, written: str) -> None:
    quantity = read(text, unit)

    assert (quantity.value, quantity.unit) == (Decimal(value), written)


@pytest.mark.parametrize(
    ("text", "unit", "value", "note"),
    [
        ("-198（R3.4〜R3.12）", "円/kg", "-198", "（R3.4〜R3.12）"),
        ("20,000（R5.12〜）", "件", "20000", "（R5.12〜）"),
        ("20000 (R5.12~)", "件", "20000", "(R5.12~)"),
        ("50万人以上（延べ）", "人", "500000", "（延べ）"),
        ("8〜12（R5.12〜）", "回", "8", "（R5.12〜）"),
        ("3（累計見込）", "件", "3", "（累計見込）"),
        ("12人（延べ）（R5まで）", "人（延べ）", "12", "（R5まで）"),
    ],
)
def test_words_in_brackets_behind_a_number_are_a_note(text: str, unit: str, value: str, note: str) -> None:
    quantity = read(text, unit)

    assert (quantity.value, quantity.note, quantity.running) == (Decimal(value), note, None)
    assert quantity.text == text


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("3（累計4）", "4"),
        ("3 (累計 4)", "4"),
        ("3件（累計4件）", "4"),
        ("３（累計４）", "4"),
        ("3（累積1,200）", "1200"),
        ("3以上（累計4）", "4"),
        ("0（累計1.2万）", "12000"),
    ],
)
def test_a_note_may_give_the_running_total(text: str, running: str) -> None:
    quantity = read(text, "件")

    assert quantity.value in (Decimal(3), Decimal(0))
    assert quantity.running == Decimal(running)


@pytest.mark.parametrize(
    "text", ["3（累計4以上）", "3（累計4人）", "3（累計1,20）", "3〜5（累計4）", "5%増（累計4）", "（累計4）"]
)
def test_a_running_total_that_makes_no_sense_is_not_read(text: str) -> None:
    assert parse_quantity(text, "件") is None


def test_brackets_at_the_end_of_the_unit_are_the_units() -> None:
    quantity = read("12人（延べ）", "人（延べ）")

    assert (quantity.unit, quantity.note) == ("人(延べ)", "")


@pytest.mark.parametrize(
    "text", ["200(1)", "200（注1）", "200（※２）", "200（1,000）", "12人（3）", "3（R5）（R6）"]
)
def test_a_footnote_in_brackets_is_no_note(text: str) -> None:
    assert parse_quantity(text, "人") is None


@pytest.mark.parametrize("text", ["200（注）", "200(a)", "200（※）", "3（(a)）"])
def test_a_footnote_without_digits_is_kept_for_the_finding(text: str) -> None:
    assert read(text, "人").unit != ""


@pytest.mark.parametrize(
    "text",
    ["200¹", "50万①", "50万⑩", "1,200 ①", "10²", "約①5", "①", "5⒈", "5㏠", "5½", "3（累計①）", "3①（R5）"],
)
def test_footnote_marks_and_powers_never_become_digits(text: str) -> None:
    assert parse_quantity(text, "人") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u3000",
        "約",
        "▲",
        "-",
        "万",
        "円",
        "以上",
        "たくさん",
        "集計中",
        "約たくさん",
        "nan",
        "inf",
        "Infinity",
        "-inf",
        "1e999999999",
        "1E5",
        "0x10",
        "1_000",
        ".5",
        "--3",
        "▲▲3",
        "▲-3",
        "1,20",
        "1,2345",
        "12,34,567",
        "1,,000",
        "1.2.3",
        "1.200,5",
        "3/4",
        "1:2",
        "12-13",
        "10月12日",
        "2019年4月",
        "1億1億",
        "1万2億",
        "5百3千",
        "五十",
        "二六億",
        "٣",  # Arabic-Indic digit
        "१२",  # Devanagari digits
        "12٣",
        "12人3",
        pytest.param("9" * 1000, id="1000 digits"),
        pytest.param("9" * 1000 + "万", id="1000 digits of 万"),
        pytest.param("0." + "1" * 1000, id="1000 decimals"),
        "1" + "0" * MAX_DIGITS,
        "1" + "0" * (MAX_DIGITS - 1) + "万",
        "1\x002",
    ],
)
def test_what_is_no_quantity_is_not_read(text: str) -> None:
    assert parse_quantity(text) is None


def test_the_longest_number_is_read_exactly_with_and_without_commas() -> None:
    longest = Decimal("9" * MAX_DIGITS)

    assert read("9" * MAX_DIGITS).value == longest
    assert read(f"{longest:,}").value == longest


@pytest.mark.parametrize("part", ["1", "1億", "1,000", "1人", "人1", "〜", "1（", "1（累計1）"])
@pytest.mark.parametrize("unit", ["人", "千円" * 50_000], ids=["short unit", "long unit"])
def test_hostile_length_costs_no_time(part: str, unit: str) -> None:
    def seconds(times: int) -> float:
        """Return the time that the processor itself took, at best: a busy machine does not count."""
        taken = []
        for _ in range(3):
            begin = time.process_time()
            assert parse_quantity(part * times, unit) is None
            taken.append(time.process_time() - begin)
        return min(taken)

    # Four times the length: a square would take sixteen times as long.
    assert seconds(200_000) < 9 * max(seconds(50_000), 0.002)


def test_sums_of_myriads_and_decimals_are_exact() -> None:
    quantity = read("1兆2,345億6,789万123.456")

    assert quantity.value == Decimal("1234567890123.456")


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("275万", "円", "275万円"),
        ("26億2,652万円", "円", "26億2,652万円"),
        ("24億以上", "円", "24億円以上"),
        ("12以上", "社", "12社以上"),
        ("99%以上", "%", "99%以上"),
        ("99以上", "%", "99%以上"),
        ("5以下", "件", "5件以下"),
        ("5未満", "件", "5件未満"),
        ("100万超", "人", "100万人超"),
        ("3増", "人", "3人増"),
        ("5%増", "人", "5%増"),
        ("2倍", "件", "2倍"),
        ("全件", "%", "全件"),
        ("8〜12", "回", "8〜12回"),
        ("約50万", "回", "約50万回"),
        ("▲3", "件", "▲3件"),
        ("１，２００", "件", "１，２００件"),
        ("61,552,998千円", "千円", "61,552,998千円"),
        ("500", "㎡", "500㎡"),
        ("12", "", "12"),
        ("3（累計4）", "件", "3件（累計4件）"),
        ("3（累計4件）", "件", "3件（累計4件）"),
        ("3件（累計4件）", "件", "3件（累計4件）"),
        ("3以上（累計4）", "件", "3件以上（累計4件）"),
        ("3（累計4）", "", "3（累計4）"),
        ("20,000（R5.12〜）", "件", "20,000件（R5.12〜）"),
        ("20000 (R5.12~)", "件", "20000件(R5.12~)"),
        ("-198（R3.4〜R3.12）", "円/kg", "-198円/kg（R3.4〜R3.12）"),
        ("全件（R5.12〜）", "%", "全件（R5.12〜）"),
    ],
)
def test_what_was_written_is_printed_with_the_unit_before_the_word(text: str, unit: str, shown: str) -> None:
    assert read(text, unit).show(unit) == shown


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (12, "12"),
        (-3, "-3"),
        (1200, "1,200"),
        (11837400, "11,837,400"),
        (Decimal("65.0"), "65.0"),
        (Decimal("1234.50"), "1,234.50"),
        (Decimal("1e5"), "100,000"),
        (Decimal("1e-5"), "0.00001"),
        (10**MAX_DIGITS - 1, f"{10**MAX_DIGITS - 1:,}"),
    ],
)
def test_a_bare_toml_number_is_printed_with_separators(number: int | Decimal, text: str) -> None:
    quantity = quantity_from_number(number)

    assert quantity is not None
    assert (quantity.text, quantity.value, quantity.form) == (text, Decimal(number), Form.PLAIN)


@pytest.mark.parametrize(
    "number",
    [
        Decimal("nan"),
        Decimal("inf"),
        Decimal("-inf"),
        Decimal("1e999999999"),
        Decimal("1e-999999999"),
        Decimal("0e999999999"),
        Decimal("0e-999999999"),
        10**MAX_DIGITS,
        -(10**MAX_DIGITS),
        pytest.param(10**5000, id="more digits than Python prints"),
        Decimal(1).scaleb(-MAX_DIGITS - 1),
    ],
)
def test_a_number_that_no_plan_has_is_not_taken(number: int | Decimal) -> None:
    assert quantity_from_number(number) is None


@pytest.mark.parametrize(
    ("text", "relative"),
    [("5%増", True), ("3減", True), ("2倍", True), ("5", False), ("5%以上", False), ("全件", False)],
)
def test_growth_and_multiples_need_a_base_value(text: str, *, relative: bool) -> None:
    assert read(text).relative is relative


def test_the_longest_growth_against_the_longest_quotient_stays_exact() -> None:
    longest = Decimal("9" * MAX_DIGITS + "." + "9" * MAX_DIGITS)
    change = EXACT.multiply(EXACT.multiply(longest, longest), Decimal("0.01"))

    product = EXACT.multiply(EXACT.add(longest, change), longest)

    units = int("9" * 2 * MAX_DIGITS)
    scaled = (units * 10**MAX_DIGITS * 100 + units * units) * units
    assert int(product.scaleb(3 * MAX_DIGITS + 2, EXACT)) == scaled


def test_folding_drops_width_and_blanks() -> None:
    assert fold(" １，２００\u3000ｹﾝ\n") == "1,200ケン"


@pytest.mark.parametrize(
    ("text", "unit", "value", "form", "shown"),
    [
        ("10以内", "位", "10", Form.AT_MOST, "10位以内"),
        ("全国10位以内", "位", "10", Form.AT_MOST, "全国10位以内"),
        ("50程度", "件", "50", Form.PLAIN, "50件程度"),
        ("50件程度", "件", "50", Form.PLAIN, "50件程度"),
        ("ゼロ", "件", "0", Form.ZERO, "ゼロ"),
        ("皆無", "件", "0", Form.ZERO, "皆無"),
        ("8割", "%", "80", Form.PLAIN, "8割"),
        ("約8割5分", "%", "85", Form.PLAIN, "約8割5分"),
        ("8割以上", "%", "80", Form.AT_LEAST, "8割以上"),
        ("2割増", "人", "20", Form.INCREASE, "2割増"),
        ("半減", "件", "0.5", Form.TIMES, "半減"),
        ("倍増", "件", "2", Form.TIMES, "倍増"),
        ("2分の1", "件", "0.5", Form.TIMES, "2分の1"),
        ("5%向上", "人", "5", Form.INCREASE, "5%向上"),
        ("10%削減", "t", "10", Form.DECREASE, "10%削減"),
        ("20増加", "人", "20", Form.INCREASE, "20人増加"),
        ("5ポイント低下", "%", "5", Form.DECREASE, "5ポイント低下"),
        ("年4回", "回", "4", Form.PLAIN, "年4回"),
        ("年4回以上", "回", "4", Form.AT_LEAST, "年4回以上"),
        ("年間4", "回", "4", Form.PLAIN, "年間4回"),
        ("月1回", "回", "12", Form.PLAIN, "月1回"),
        ("毎月2回以上", "回", "24", Form.AT_LEAST, "毎月2回以上"),
        ("月1回", "回/月", "1", Form.PLAIN, "月1回"),
        ("100件/年", "件", "100", Form.PLAIN, "100件/年"),
        ("延べ300人", "人", "300", Form.PLAIN, "延べ300人"),
        ("全59市町村", "市町村", "59", Form.PLAIN, "全59市町村"),
        ("維持", "人", "0", Form.KEEP, "維持"),
        ("現状維持", "人", "0", Form.KEEP, "現状維持"),
        ("基準値以上", "人", "0", Form.BASE_OR_MORE, "基準値以上"),
        ("増加", "人", "0", Form.RISE, "増加"),
        ("減少", "人", "0", Form.FALL, "減少"),
    ],
)
def test_words_that_plans_use_are_read_and_printed_as_written(
    text: str, unit: str, value: str, form: Form, shown: str
) -> None:
    quantity = read(text, unit)

    assert (quantity.value, quantity.form) == (Decimal(value), form)
    assert quantity.show(unit) == shown
    again = read(shown, unit)
    assert (again.value, again.form, again.high) == (quantity.value, quantity.form, quantity.high)


@pytest.mark.parametrize(
    ("text", "low", "high", "open_ends", "shown"),
    [
        ("20±2", "18", "22", (False, False), "20±2度"),
        ("18以上22未満", "18", "22", (False, True), "18以上22度未満"),
        ("18度以上22度以下", "18", "22", (False, False), "18度以上22度以下"),
        ("18超22未満", "18", "22", (True, True), "18超22度未満"),
    ],
)
def test_ranges_are_read_in_other_words_too(
    text: str, low: str, high: str, open_ends: tuple[bool, bool], shown: str
) -> None:
    quantity = read(text, "度")

    assert (quantity.value, quantity.high) == (Decimal(low), Decimal(high))
    assert quantity.open_ends == open_ends
    assert quantity.show("度") == shown


@pytest.mark.parametrize(
    "text",
    [
        "0分の1",
        "前年度比95%",
        "前年度比10件以上",
        "前年度比▲5%以上",
        "前年度末",
        "累計5%増",
        "策定済",
        "週1回",
        "22以上18未満",
        "±2",
        "割",
    ],
)
def test_what_cannot_be_meant_exactly_is_not_read(text: str) -> None:
    assert parse_quantity(text, "件") is None
