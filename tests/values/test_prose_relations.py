"""Numbers that depend on one another: quotients, growth and sums, and what only looks like them."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from dxplan.checks.prose import (
    Quotient,
    Reading,
    StatedChange,
    Sum,
    fits,
    fits_factor,
    fits_growth,
    shown_percentage,
)

LISTED = "登録者数：30%増 ・H31.3末時点：7,605人 ・R2.3末時点：9,852人"
VIEWS = "視聴回数：117%増 ・H31.3末時点：531,325回 ・R2.3末時点：1,155,307回"

QUOTIENTS: list[tuple[str, tuple[str, str, str | None], bool]] = [
    ("全3,367件中、3,123件（95%）を", ("3,123件", "3,367件", "95%"), False),
    ("全3,367件中、3,025件（90%）を", ("3,025件", "3,367件", "90%"), True),
    ("3,367件のうち3,123件（92.8%）", ("3,123件", "3,367件", "92.8%"), True),
    ("3,367件のうち3,123件（92.7％）", ("3,123件", "3,367件", "92.7％"), True),
    ("3,367件のうち3,123件（92.9%）", ("3,123件", "3,367件", "92.9%"), False),
    ("3,367件のうち、電子入札は3,123件(93%)", ("3,123件", "3,367件", "93%"), True),
    ("3,123/3,367件（92.8%）", ("3,123", "3,367件", "92.8%"), True),
    ("3,123件／3,367件（95%）", ("3,123件", "3,367件", "95%"), False),
    ("3,367件に対し3,123件、92.8%", ("3,123件", "3,367件", "92.8%"), True),
    ("3,367件に対して、3,123件で92.8%", ("3,123件", "3,367件", "92.8%"), True),
    ("3,367\n件中、3,123件\n（95%）", ("3,123件", "3,367\n件", "95%"), False),
    ("86.1%（93/108）", ("93", "108", "86.1%"), True),
    ("92.8%（3,123/3,367件）", ("3,123", "3,367件", "92.8%"), True),
    ("実施率は95%（3,367件中3,123件）", ("3,123件", "3,367件", "95%"), False),
    ("20校中15校（実施率：75%）", ("15校", "20校", "75%"), True),
    ("20校中15校（達成率70%）", ("15校", "20校", "70%"), False),
    ("20校中15校（8割）", ("15校", "20校", "8割"), True),
    ("20校中15校（9割）", ("15校", "20校", "9割"), False),
    ("20校中15校（7割強）", ("15校", "20校", "7割強"), True),
    ("20校中15校（8割弱）", ("15校", "20校", "8割弱"), True),
    ("20校中15校（70%以上）", ("15校", "20校", "70%以上"), True),
    ("20校中15校（75%超）", ("15校", "20校", "75%超"), False),
    ("20校中15校（70%未満）", ("15校", "20校", "70%未満"), False),
    ("20校中15校（75%以下）", ("15校", "20校", "75%以下"), True),
    ("20校中15校（70～80%）", ("15校", "20校", None), True),
    ("3,367件のうち3,123件（約90%）", ("3,123件", "3,367件", "約90%"), True),
    ("約3,300件のうち3,123件（92%）", ("3,123件", "約3,300件", "92%"), True),
    ("定員(100名)の6割、60名", ("60名", "100名", "6割"), True),
    ("100名の6割、70名", ("70名", "100名", "6割"), False),
    ("3,367件の92.8%（3,123件）", ("3,123件", "3,367件", "92.8%"), True),
    ("25人のうち20名", ("20名", "25人", None), True),
    ("受講生25名（うち20名は30歳超）", ("20名", "25名", None), True),
    ("目標700件に対し、実績235件", ("235件", "700件", None), True),
    ("0件中0件（0%）", ("0件", "0件", "0%"), False),
]


def members(quotient: Quotient) -> tuple[str, str, str | None]:
    return quotient.part.text, quotient.whole.text, quotient.stated.text if quotient.stated else None


@pytest.mark.parametrize(("text", "found", "agrees"), QUOTIENTS, ids=[text for text, _, _ in QUOTIENTS])
def test_a_part_of_a_whole_is_held_against_its_percentage(
    text: str,
    found: tuple[str, str, str | None],
    agrees: bool,  # noqa: FBT001
) -> None:
    (quotient,) = Reading(text).quotients
    assert members(quotient) == found
    assert quotient.agrees is agrees
    assert text[quotient.start : quotient.end] == quotient.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "95%",
        "3,123件（95%）",
        "目標65.0%に対し、57.9%",
        "20校中学校3校",
        "県内20社の中小企業3社",
        "10件、5件（50%増）",
        "12回/年、95%",
        "10/24、11/14",
        "開催日6/7に54名",
        "108件。うち15校",
        "12月中に3件",
        "1/2以内",
        "100人の5%増、105人",
    ],
)
def test_numbers_side_by_side_are_no_quotient(text: str) -> None:
    assert Reading(text).quotients == ()


@pytest.mark.parametrize(
    "text",
    [
        "20校中15校、満足度95%",
        "20校中15校（満足度95%）",
        "20校中15校（全国80.8%）",
        "20校中15校（前年度60%）",
        "20校中15校（前年比95%）",
        "20校中15校（30%増）",
        "20校中15校。95%",
        "20校中15校、稼働率99%",
    ],
)
def test_the_percentage_of_something_else_is_not_held_against_a_quotient(text: str) -> None:
    assert [quotient.stated for quotient in Reading(text).quotients] == [None]


CHANGES: list[tuple[str, list[tuple[str, str, str]], bool]] = [
    ("7,605人から9,852人へ30%増", [("7,605人", "9,852人", "30%増")], True),
    ("7,605人から9,852人へ29%増", [("7,605人", "9,852人", "29%増")], True),
    ("7,605人から9,852人へ31%増", [("7,605人", "9,852人", "31%増")], False),
    ("7,605人から9,852人へ29.5%増加", [("7,605人", "9,852人", "29.5%増加")], True),
    ("7,605人から9,852人に増加し、30%増", [("7,605人", "9,852人", "30%増")], True),
    ("7,605人から9,852人へと増加した（30%増）", [("7,605人", "9,852人", "30%増")], True),
    ("7,605人から30%増の9,852人", [("7,605人", "9,852人", "30%増")], True),
    ("7,605人から9,852人（増加率：30%増）", [("7,605人", "9,852人", "30%増")], True),
    ("7,605人→9,852人（30%増）", [("7,605人", "9,852人", "30%増")], True),
    ("7,605人⇒9,852人（130%増）", [("7,605人", "9,852人", "130%増")], False),
    ("30%増（7,605人→9,852人）", [("7,605人", "9,852人", "30%増")], True),
    ("50%増（7,605人から9,852人）", [("7,605人", "9,852人", "50%増")], False),
    ("531,325回から1,155,307回（117%増）", [("531,325回", "1,155,307回", "117%増")], True),
    ("531,325回から1,155,307回（217%増）", [("531,325回", "1,155,307回", "217%増")], False),
    ("H30年度の100件からR元年度の80件へ20%減", [("100件", "80件", "20%減")], True),
    ("100件から80件へ20%の減少", [("100件", "80件", "20%の減少")], True),
    ("100件から80件へ20%増", [("100件", "80件", "20%増")], False),
    ("100件から80件（▲20%）", [("100件", "80件", "▲20%")], True),
    ("100件から80件（▲25%）", [("100件", "80件", "▲25%")], False),
    ("5から10へ倍増", [("5", "10", "倍増")], True),
    ("5から10市町村へ倍増", [("5", "10市町村", "倍増")], True),
    ("5件から20件に倍増", [("5件", "20件", "倍増")], False),
    ("8,000回から16,000回へ2倍", [("8,000回", "16,000回", "2倍")], True),
    ("8,000回から2倍の16,000回", [("8,000回", "16,000回", "2倍")], True),
    ("8,000回から24,000回へ2倍増", [("8,000回", "24,000回", "2倍増")], True),
    ("8,000回から16,000回へ2倍増", [("8,000回", "16,000回", "2倍増")], True),
    ("8,000回から16,000回へ3倍増", [("8,000回", "16,000回", "3倍増")], False),
    ("8,000回から24,000回へ2倍", [("8,000回", "24,000回", "2倍")], False),
    ("約8,000回から24,000回へ2倍", [("約8,000回", "24,000回", "2倍")], True),
    ("8,096件から13,164件（1.6倍）", [("8,096件", "13,164件", "1.6倍")], True),
    ("0件から5件へ50%増", [("0件", "5件", "50%増")], False),
    (LISTED, [("7,605人", "9,852人", "30%増")], True),
    (LISTED.replace("30%", "25%"), [("7,605人", "9,852人", "25%増")], False),
    (LISTED.replace(" ", "\n"), [("7,605人", "9,852人", "30%増")], True),
    (
        f"{LISTED} ・海外からの{VIEWS}",
        [("7,605人", "9,852人", "30%増"), ("531,325回", "1,155,307回", "117%増")],
        True,
    ),
    ("30%増（R2.3末 9,852人、H31.3末 7,605人）", [("7,605人", "9,852人", "30%増")], True),
    ("1.3倍（H30年度：7,605人、R元年度：9,852人）", [("7,605人", "9,852人", "1.3倍")], True),
]


@pytest.mark.parametrize(("text", "found", "agrees"), CHANGES, ids=[text for text, _, _ in CHANGES])
def test_growth_is_held_against_its_two_values(
    text: str,
    found: list[tuple[str, str, str]],
    agrees: bool,  # noqa: FBT001
) -> None:
    changes = Reading(text).changes
    assert [members_of(change) for change in changes] == found
    for change in changes:
        assert change.agrees is agrees
        assert text[change.start : change.end] == change.text


def members_of(change: StatedChange) -> tuple[str, str, str]:
    return change.before.text, change.after.text, change.stated.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "前年比1.3倍",
        "ページビュー数は前年比1.3倍に増加",
        "5%増加させる",
        "5から10へと増加した",
        "2倍増の16,000回を目指す",
        "目標の2倍以上である約24,000回に増加",
        "登録者数：30%増 ・H31.3末時点：7,605人",
        "30%増 ・7,605人 ・9,852人",
        "30%増 ・H31.3末時点：7,605人 ・H31.3末時点：9,852人",
        "30%増 ・H31.3末時点：7,605人 ・R2.3末時点：9,852回",
        "7,605人から9,852人、視聴回数は30%増",
        "7,605人から9,852回へ30%増",
        "10月から3会場で108名",
        "1,000件から選び、20件を30%増",
        "H29から3か年、30%増",
        "5%増から10%増へ30%増",
    ],
)
def test_growth_without_both_values_gives_nothing(text: str) -> None:
    assert Reading(text).changes == ()


SUMS: list[tuple[str, list[str], str, bool]] = [
    ("参加者：39名、38名（計77名）", ["39名", "38名"], "77名", True),
    ("39名、38名（計78名）", ["39名", "38名"], "78名", False),
    ("39人、38名（計77名）", ["39人", "38名"], "77名", True),
    ("39名・38名、合計77名", ["39名", "38名"], "77名", True),
    ("39名、38名（延べ77名）", ["39名", "38名"], "77名", True),
    ("39名と38名を", [], "", True),
    ("3,051件と72件の計3,123件", ["3,051件", "72件"], "3,123件", True),
    ("3,051件と72件の計3,132件", ["3,051件", "72件"], "3,132件", False),
    ("3,051件及び72件、合わせて3,123件", ["3,051件", "72件"], "3,123件", True),
    ("12件、9件、\n10件（合計：31件）", ["12件", "9件", "10件"], "31件", True),
    ("3村4地区と2市町6地区、計10地区", ["4地区", "6地区"], "10地区", True),
    ("3村4地区と2市町7地区、計10地区", ["4地区", "7地区"], "10地区", False),
    ("計77名（39名、38名）", ["39名", "38名"], "77名", True),
    ("合計10地区（内訳：4地区、6地区）", ["4地区", "6地区"], "10地区", True),
    ("計78名（39名、38名）", ["39名", "38名"], "78名", False),
    ("3,051+72=3,123件", ["3,051", "72"], "3,123件", True),
    ("２８＋２７＋２１＝７６事業", ["２８", "２７", "２１"], "７６事業", True),
    ("約3,000件と72件の計3,123件", ["約3,000件", "72件"], "3,123件", True),
    ("1.5時間、2.25時間（計3.75時間）", ["1.5時間", "2.25時間"], "3.75時間", True),
]


@pytest.mark.parametrize(("text", "parts", "total", "agrees"), SUMS, ids=[text for text, *_ in SUMS])
def test_parts_are_held_against_their_total(
    text: str,
    parts: list[str],
    total: str,
    agrees: bool,  # noqa: FBT001
) -> None:
    sums = Reading(text).sums
    assert [summed(one) for one in sums] == ([(parts, total)] if parts else [])
    for one in sums:
        assert one.agrees is agrees
        assert text[one.start : one.end] == one.text


def summed(one: Sum) -> tuple[list[str], str]:
    return [part.text for part in one.parts], one.total.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "延べ77名",
        "39名、38名",
        "38名（計77名）",
        "39名、38回（計77名）",
        "参加者100名、うち県内39名、県外38名（計77名）",
        "39名、38名（累計177名）",
        "39名、38名。計画は80名",
        "50枚×28地区＝1,400枚",
        "10%、20%（計30%）",
        "1,400枚（1地区50枚×28地区）、計画3件",
        "39名、38名の設計77名",
        "計77名（39名、38名ほか）",
        "5件増、3件（計8件）",
        "4地区6地区と2地区、計10地区",
    ],
)
def test_numbers_that_may_be_no_parts_are_not_added_up(text: str) -> None:
    assert Reading(text).sums == ()


@pytest.mark.parametrize(
    ("stated", "digits", "part", "whole", "fit"),
    [
        ("86.1", 1, 93, 108, True),
        ("77.8", 1, 14, 18, True),
        ("77.7", 1, 14, 18, True),
        ("77.9", 1, 14, 18, False),
        ("77.6", 1, 14, 18, False),
        ("86.5", 1, 32, 37, True),
        ("86.4", 1, 32, 37, True),
        ("90", 0, 3025, 3367, True),
        ("89", 0, 3025, 3367, True),
        ("95", 0, 3123, 3367, False),
        ("93", 0, 3123, 3367, True),
        ("92", 0, 3123, 3367, True),
        ("100", 0, 10, 10, True),
        ("50", 0, 1, 2, True),
        ("0", 0, 0, 5, True),
        ("0", 0, 5, 0, False),
        ("150", 0, 3, 2, True),
        ("90", -1, 3025, 3367, True),
        ("33.333", 3, 1, 3, True),
        ("33.3333", 3, 1, 3, True),
    ],
)
def test_a_percentage_fits_rounded_or_cut_off(
    stated: str,
    digits: int,
    part: int,
    whole: int,
    fit: bool,  # noqa: FBT001
) -> None:
    assert fits(Decimal(stated), digits, part, whole) is fit
    assert fits(Decimal(stated), digits, Decimal(part), Decimal(whole)) is fit


def test_growth_and_factors_fit_in_both_directions() -> None:
    assert fits_growth(Decimal(30), 0, 7605, 9852)
    assert fits_growth(Decimal("-20.0"), 1, 100, 80)
    assert not fits_growth(Decimal(20), 0, 100, 80)
    assert fits_growth(Decimal(117), 0, 531325, 1155307)
    assert not fits_growth(Decimal(217), 0, 531325, 1155307)
    assert fits_growth(Decimal("-0.5"), 1, Decimal("199.5"), Decimal("198.5"))
    assert fits_factor(Decimal("1.6"), 1, 8096, 13164)
    assert not fits_factor(Decimal(2), 0, 8000, 24000)
    assert not fits_growth(Decimal(5), 0, 0, 5)


@pytest.mark.parametrize(
    ("part", "whole", "digits", "shown"),
    [
        (3123, 3367, 1, "92.8"),
        (3123, 3367, 0, "93"),
        (14, 18, 1, "77.8"),
        (10, 10, 1, "100"),
        (0, 3, 1, "0.0"),
        (1, 0, 1, "－"),
        (Decimal("1.5"), Decimal("4.5"), 2, "33.33"),
        (-1, 4, 0, "-25"),
        (1, 4, -1, "25"),
    ],
)
def test_the_right_percentage_is_shown_as_it_should_be_printed(
    part: Decimal | int, whole: Decimal | int, digits: int, shown: str
) -> None:
    assert shown_percentage(part, whole, digits) == shown


def test_many_dated_values_take_the_time_of_their_length() -> None:
    """With a look through all years for each statement it would be half a minute."""
    reading = Reading("受講者30%増 H31.3末時点：7,605人 R2.3末時点：9,852人。" * 10_000)
    began = time.process_time()
    assert len(reading.changes) == 10_000
    assert time.process_time() - began < 20
