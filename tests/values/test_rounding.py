"""Rates as printed, against Python's own decimal arithmetic."""

from __future__ import annotations

import random
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext

import pytest

from dxplan.handouts.wording import percent
from dxplan.model import RateRule
from dxplan.values.rounding import Rounding, percentage

ORACLE = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.DOWN: ROUND_DOWN}


def by_decimal(part: int, whole: int, digits: int, rounding: Rounding) -> str:
    """Divide with so many digits that what is cut off cannot make or break a tie of whole counts."""
    with localcontext(prec=200, rounding=ROUND_DOWN):
        quotient = Decimal(part) * 100 / Decimal(whole)
        return str(quotient.quantize(Decimal(1).scaleb(-digits), rounding=ORACLE[rounding]))


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (93, 108, "86.1"),
        (9, 12, "75.0"),
        (28, 31, "90.3"),
        (14, 18, "77.8"),
        (10, 10, "100"),
        (32, 37, "86.5"),
        (3123, 3367, "92.8"),
        (0, 12, "0.0"),
        (108, 108, "100"),
    ],
)
def test_the_published_rates_of_2019_come_out(part: int, whole: int, printed: str) -> None:
    assert percentage(part, whole, digits=1, rounding=Rounding.HALF_UP) == printed


@pytest.mark.parametrize(
    ("part", "whole", "digits", "half_up", "down"),
    [
        (1, 16, 1, "6.3", "6.2"),  # 6.25, a tie
        (1, 8, 0, "13", "12"),  # 12.5, a tie
        (1, 200, 0, "1", "0"),  # 0.5
        (1, 2000, 1, "0.1", "0.0"),  # 0.05
        (2, 3, 1, "66.7", "66.6"),
        (2, 3, 0, "67", "66"),
        (2, 3, 3, "66.667", "66.666"),
        (1, 3, 6, "33.333333", "33.333333"),
        (199, 200, 0, "100", "99"),  # 99.5
        (1999, 2000, 1, "100.0", "99.9"),  # 99.95, not exactly 100
        (13, 12, 1, "108.3", "108.3"),
    ],
)
def test_ties_go_up_or_are_cut_as_the_plan_says(
    part: int, whole: int, digits: int, half_up: str, down: str
) -> None:
    assert percentage(part, whole, digits=digits, rounding=Rounding.HALF_UP) == half_up
    assert percentage(part, whole, digits=digits, rounding=Rounding.DOWN) == down


@pytest.mark.parametrize("rounding", list(Rounding))
@pytest.mark.parametrize("digits", range(7))
def test_exactly_100_has_no_decimals_and_nothing_of_nothing_no_rate(rounding: Rounding, digits: int) -> None:
    assert percentage(7, 7, digits=digits, rounding=rounding) == "100"
    assert percentage(0, 0, digits=digits, rounding=rounding) == "－"


@pytest.mark.parametrize("rounding", list(Rounding))
@pytest.mark.parametrize("digits", range(4))
def test_every_small_pair_agrees_with_decimal(rounding: Rounding, digits: int) -> None:
    pairs = [(part, whole) for whole in range(1, 130) for part in range(whole)]

    wrong = [
        pair
        for pair in pairs
        if percentage(*pair, digits=digits, rounding=rounding) != by_decimal(*pair, digits, rounding)
    ]

    assert wrong == []


@pytest.mark.parametrize("rounding", list(Rounding))
def test_large_pairs_agree_with_decimal_for_rates_and_for_quotients(rounding: Rounding) -> None:
    chance = random.Random(2019)  # noqa: S311 - a fixed sample, no secret
    for _ in range(3000):
        whole = chance.randrange(2, 10 ** chance.randrange(1, 24))
        part, digits = chance.randrange(whole), chance.randrange(7)
        wanted = by_decimal(part, whole, digits, rounding)
        rule = RateRule(digits=digits, rounding=rounding, count_reposts=True)

        assert percentage(part, whole, digits=digits, rounding=rounding) == wanted
        assert percent(Decimal(part), Decimal(whole), rule) == wanted


@pytest.mark.parametrize(
    ("part", "whole", "half_up", "down"),
    [
        ("3123", "3367", "92.8", "92.7"),
        ("1", "16", "6.3", "6.2"),
        ("0.0625", "1", "6.3", "6.2"),
        ("12.5", "12.5", "100", "100"),
        ("12.50", "12.5", "100", "100"),
        ("0", "7", "0.0", "0.0"),
        ("1999", "2000", "100.0", "99.9"),
        ("123.4", "10", "1,234.0", "1,234.0"),
        # just below a tie, by less than a default decimal context keeps
        (f"0.0624{'9' * 20}", "1", "6.2", "6.2"),
        (
            "999999999999999999999999",
            f"0.{'0' * 23}1",
            f"{int('9' * 24) * 10**26:,}.0",
            f"{int('9' * 24) * 10**26:,}.0",
        ),
    ],
)
def test_a_quotient_is_printed_as_the_plan_rounds(part: str, whole: str, half_up: str, down: str) -> None:
    for rounding, printed in ((Rounding.HALF_UP, half_up), (Rounding.DOWN, down)):
        rule = RateRule(digits=1, rounding=rounding, count_reposts=True)

        assert percent(Decimal(part), Decimal(whole), rule) == printed


def test_readers_of_handouts_are_told_the_rounding_in_words() -> None:
    assert [rounding.label for rounding in Rounding] == ["四捨五入", "切り捨て"]
